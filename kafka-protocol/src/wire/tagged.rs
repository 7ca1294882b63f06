use std::fmt;

use bytes::Bytes;

use super::length::tag_len;
use super::{Reader, Writer, varint};
use crate::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// The most tagged fields that one structure may carry.
pub const MAX_TAGGED_FIELDS: u32 = 1024;

/// Tagged fields that the schema does not know, kept as they came so that they survive being written again (KIP-482).
///
/// Tags rise strictly. Empty, it takes no more than a pointer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TaggedFields {
    fields: Option<Box<Fields>>,
}

#[derive(Clone, Default, PartialEq, Eq)]
struct Fields(Vec<(u32, Bytes)>);

impl TaggedFields {
    /// No fields.
    pub const fn new() -> Self {
        Self { fields: None }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_none()
    }

    /// The value under `tag`.
    pub fn get(&self, tag: u32) -> Option<&Bytes> {
        self.iter().find(|&(have, _)| have == tag).map(|(_, value)| value)
    }

    /// Sets the value under `tag`; returns the one that was there.
    pub fn insert(&mut self, tag: u32, value: Bytes) -> Option<Bytes> {
        let fields = &mut self.fields.get_or_insert_default().0;
        match fields.binary_search_by_key(&tag, |(have, _)| *have) {
            Ok(at) => fields.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                fields.insert(at, (tag, value));
                None
            }
        }
    }

    /// Tags and values, lowest tag first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Bytes)> {
        self.as_slice().iter().map(|(tag, value)| (*tag, value))
    }

    fn as_slice(&self) -> &[(u32, Bytes)] {
        self.fields.as_deref().map_or(&[], |fields| fields.0.as_slice())
    }

    /// Reads the tagged fields of a structure that knows none.
    pub fn read(r: &mut Reader, field: &'static str) -> Result<Self, DecodeError> {
        let mut tagged = Self::new();
        let mut tags = TagSection::begin(r, field)?;
        while tags.next(r)?.is_some() {
            tags.keep(r, &mut tagged)?;
        }
        Ok(tagged)
    }

    /// The bytes of the whole section when `known` other fields are in it, without the bytes of those.
    pub(crate) fn section_len(&self, known: usize) -> usize {
        let fields: usize = self.iter().map(|(tag, value)| tag_len(tag, value.len())).sum();
        varint::u32_len((known + self.len()) as u32) + fields
    }

    /// Writes the section of a structure that knows no tags below `first_free`.
    pub(crate) fn write<W: Writer>(
        &self,
        field: &'static str,
        first_free: u32,
        w: &mut W,
    ) -> Result<(), EncodeError> {
        self.write_count(0, w);
        self.write_fields(field, first_free, w)
    }

    /// Writes how many tagged fields follow: `known` ones and these.
    pub(crate) fn write_count<W: Writer>(&self, known: usize, w: &mut W) {
        w.put_unsigned_varint((known + self.len()) as u32);
    }

    /// Writes the fields behind the known ones, whose tags are all below `first_free`.
    pub(crate) fn write_fields<W: Writer>(
        &self,
        field: &'static str,
        first_free: u32,
        w: &mut W,
    ) -> Result<(), EncodeError> {
        for (tag, value) in self.iter() {
            if tag < first_free {
                return Err(EncodeError::new(field, EncodeErrorKind::TagCollision(tag)));
            }
            w.put_tag(field, tag, value.len())?;
            w.put_shared(value);
        }
        Ok(())
    }
}

impl fmt::Debug for TaggedFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Walks the tagged fields of one structure.
///
/// ```text
/// let mut tags = TagSection::begin(r, "tagged")?;
/// while let Some(tag) = tags.next(r)? {
///     match tag {
///         0 => leader = Leader::read(version, r)?,
///         _ => tags.keep(r, &mut tagged)?,
///     }
/// }
/// ```
///
/// Between two calls of [`next`](Self::next) the reader ends where the field ends, so a value cannot be read past its size, and the next
/// call refuses a value that was not read whole.
#[derive(Debug)]
pub struct TagSection {
    field: &'static str,
    left: u32,
    /// The field that is being read.
    current: Option<u32>,
    /// Where the reader ended before it was narrowed to the current field.
    outer_end: usize,
}

impl TagSection {
    /// Reads the number of tagged fields.
    pub fn begin(r: &mut Reader, field: &'static str) -> Result<Self, DecodeError> {
        let count = r.unsigned_varint(field)?;
        if count > MAX_TAGGED_FIELDS {
            return Err(r.error(field, DecodeErrorKind::TooManyTags { count, max: MAX_TAGGED_FIELDS }));
        }
        Ok(Self { field, left: count, current: None, outer_end: r.end() })
    }

    /// The next tag, with the reader at its value; `None` behind the last.
    pub fn next(&mut self, r: &mut Reader) -> Result<Option<u32>, DecodeError> {
        if self.current.is_some() {
            r.finish(self.field)?;
            r.set_end(self.outer_end);
        }
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let tag = r.unsigned_varint(self.field)?;
        if let Some(previous) = self.current.filter(|&previous| tag <= previous) {
            return Err(r.error(self.field, DecodeErrorKind::TagOrder { tag, previous }));
        }
        let size = r.unsigned_varint(self.field)?;
        r.narrow(self.field, size)?;
        self.current = Some(tag);
        Ok(Some(tag))
    }

    /// Stores the current field, which the schema does not know, in `tagged`.
    pub fn keep(&self, r: &mut Reader, tagged: &mut TaggedFields) -> Result<(), DecodeError> {
        r.charge::<(u32, Bytes)>(self.field, 1)?;
        if let Some(tag) = self.current {
            let value = r.rest();
            tagged.fields.get_or_insert_default().0.push((tag, value));
        }
        Ok(())
    }
}
