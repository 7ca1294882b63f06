use std::fmt;

use bytes::Bytes;

use super::length::tag_len;
use super::{Reader, Writer, varint};
use crate::{DecodeErrorKind, EncodeErrorKind};

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
    #[inline]
    pub fn read(r: &mut Reader, field: &'static str) -> Self {
        // Almost always there is none.
        if r.skip_zero() { Self::new() } else { Self::read_some(r, field) }
    }

    fn read_some(r: &mut Reader, field: &'static str) -> Self {
        let mut tagged = Self::new();
        let mut tags = TagSection::begin(r, field);
        while tags.next(r).is_some() {
            tags.keep(r, &mut tagged);
        }
        tagged
    }

    /// The bytes of the whole section when `known` other fields are in it, without the bytes of those.
    pub(crate) fn section_len(&self, known: usize) -> usize {
        let fields: usize = self.iter().map(|(tag, value)| tag_len(tag, value.len())).sum();
        varint::u32_len((known + self.len()) as u32) + fields
    }

    /// Writes the section of a structure that knows no tags.
    #[inline]
    pub(crate) fn write(&self, field: &'static str, w: &mut Writer) {
        // Almost always there is none.
        if self.is_empty() {
            w.put_u8(0);
        } else {
            self.write_count(0, w);
            self.write_fields(field, 0, w);
        }
    }

    /// Writes how many tagged fields follow: `known` ones and these.
    pub(crate) fn write_count(&self, known: usize, w: &mut Writer) {
        w.put_unsigned_varint((known + self.len()) as u32);
    }

    /// Writes the fields behind the known ones, whose tags are all below `first_free`.
    #[inline(never)]
    pub(crate) fn write_fields(&self, field: &'static str, first_free: u32, w: &mut Writer) {
        let max = MAX_TAGGED_FIELDS as usize;
        if self.len() > max {
            // Nobody could read them, this crate included.
            return w.fail(field, EncodeErrorKind::TooLong { len: self.len(), max });
        }
        for (tag, value) in self.iter() {
            if tag < first_free {
                return w.fail(field, EncodeErrorKind::TagCollision(tag));
            }
            w.put_tag(field, tag, value.len());
            w.put_shared(value);
        }
    }
}

impl Drop for TaggedFields {
    // The compiler's own way is a call for each of the many that are empty.
    #[inline]
    fn drop(&mut self) {
        if let Some(fields) = self.fields.take() {
            free(fields);
        }
    }
}

#[cold]
#[inline(never)]
fn free(fields: Box<Fields>) {
    drop(fields);
}

impl fmt::Debug for TaggedFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Walks the tagged fields of one structure.
///
/// ```text
/// let mut tags = TagSection::begin(r, "tagged");
/// while let Some(tag) = tags.next(r) {
///     match tag {
///         0 => leader = Leader::read(version, r),
///         _ => tags.keep(r, &mut tagged),
///     }
/// }
/// ```
///
/// Between two calls of [`next`](Self::next) the reader ends where the field ends, so a value cannot be read past its size, and the next
/// call refuses a value that was not read whole. An error ends the walk.
#[derive(Debug)]
pub struct TagSection<'a> {
    field: &'static str,
    left: u32,
    /// The field that is being read, and what is behind it.
    current: Option<(u32, &'a [u8])>,
}

impl<'a> TagSection<'a> {
    /// Reads the number of tagged fields.
    #[inline]
    pub fn begin(r: &mut Reader<'a>, field: &'static str) -> Self {
        let count = r.unsigned_varint(field);
        if count > MAX_TAGGED_FIELDS {
            r.fail(field, DecodeErrorKind::TooManyTags { count, max: MAX_TAGGED_FIELDS });
        }
        Self { field, left: count, current: None }
    }

    /// The next tag, with the reader at its value; `None` behind the last, and after an error.
    pub fn next(&mut self, r: &mut Reader<'a>) -> Option<u32> {
        if let Some((_, outer)) = self.current {
            r.widen(self.field, outer);
        }
        if self.left == 0 || r.has_failed() {
            return None;
        }
        self.left -= 1;
        let tag = r.unsigned_varint(self.field);
        if let Some((previous, _)) = self.current.filter(|&(previous, _)| tag <= previous) {
            r.fail(self.field, DecodeErrorKind::TagOrder { tag, previous });
        }
        let size = r.unsigned_varint(self.field);
        let outer = r.narrow(self.field, size)?;
        self.current = Some((tag, outer));
        (!r.has_failed()).then_some(tag)
    }

    /// Stores the current field, which the schema does not know, in `tagged`.
    pub fn keep(&self, r: &mut Reader<'a>, tagged: &mut TaggedFields) {
        // The first allocates a few, and later ones may double what there is.
        if !r.charge::<(u32, Bytes)>(self.field, if tagged.is_empty() { 5 } else { 2 }) {
            return;
        }
        if let Some((tag, _)) = self.current {
            let value = r.rest();
            tagged.fields.get_or_insert_default().0.push((tag, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<TaggedFields, DecodeErrorKind> {
        let bytes = Bytes::copy_from_slice(bytes);
        let mut reader = Reader::new(&bytes, "Sample", 0);
        let tagged = TaggedFields::read(&mut reader, "tagged");
        reader.check().map(|()| tagged).map_err(|error| error.kind)
    }

    /// L10.
    #[test]
    fn unknown_fields_are_kept_in_order_and_written_as_they_came() {
        let bytes: &[u8] = &[3, 0, 1, 0xaa, 2, 0, 9, 2, 0xbb, 0xcc];
        let tagged = read(bytes).unwrap();
        assert_eq!(
            tagged.iter().map(|(tag, value)| (tag, value.len())).collect::<Vec<_>>(),
            [(0, 1), (2, 0), (9, 2)]
        );
        assert_eq!(tagged.get(9).unwrap(), &[0xbb, 0xcc][..]);
        let mut written = Writer::with_capacity(0);
        tagged.write("tagged", &mut written);
        assert_eq!(written.finish().unwrap().to_bytes(), bytes);
        assert_eq!(tagged.section_len(0), bytes.len());
    }

    #[test]
    fn tags_that_do_not_rise_are_refused() {
        assert_eq!(read(&[2, 5, 0, 5, 0]), Err(DecodeErrorKind::TagOrder { tag: 5, previous: 5 }));
        assert_eq!(read(&[2, 5, 0, 4, 0]), Err(DecodeErrorKind::TagOrder { tag: 4, previous: 5 }));
    }

    #[test]
    fn more_tags_than_a_structure_may_have_are_refused_before_they_are_read() {
        let count = MAX_TAGGED_FIELDS + 1;
        assert_eq!(read(&[0x81, 0x08]), Err(DecodeErrorKind::TooManyTags { count, max: MAX_TAGGED_FIELDS }));
    }

    #[test]
    fn more_tags_than_can_be_read_are_not_written() {
        let tagged = |count: u32| {
            let mut tagged = TaggedFields::new();
            for tag in 0..count {
                tagged.insert(tag, Bytes::new());
            }
            let mut writer = Writer::with_capacity(0);
            tagged.write("tagged", &mut writer);
            writer.finish().map(|segments| segments.to_bytes()).map_err(|error| error.kind)
        };
        assert_eq!(read(&tagged(MAX_TAGGED_FIELDS).unwrap()).unwrap().len(), 1024);
        assert_eq!(tagged(MAX_TAGGED_FIELDS + 1), Err(EncodeErrorKind::TooLong { len: 1025, max: 1024 }));
    }

    #[test]
    fn a_field_cannot_reach_past_its_size_or_leave_some_of_it() {
        assert_eq!(read(&[1, 0, 2, 0xaa]), Err(DecodeErrorKind::Truncated { needed: 2, remaining: 1 }));
        let bytes = Bytes::from_static(&[1, 0, 4, 0, 0, 0, 7, 9]);
        let mut reader = Reader::new(&bytes, "Sample", 0);
        let mut tags = TagSection::begin(&mut reader, "tagged");
        assert_eq!(tags.next(&mut reader), Some(0));
        let mut too_far = reader.clone();
        too_far.int64("value");
        assert_eq!(too_far.check().unwrap_err().kind, DecodeErrorKind::Truncated { needed: 8, remaining: 4 });
        assert_eq!(reader.int16("value"), 0);
        assert_eq!(tags.next(&mut reader), None);
        assert_eq!(reader.check().unwrap_err().kind, DecodeErrorKind::TrailingBytes(2));
    }

    #[test]
    fn inserted_fields_keep_the_order_and_replace_their_like() {
        let mut tagged = TaggedFields::new();
        assert_eq!(size_of_val(&tagged), size_of::<usize>());
        assert_eq!(tagged.insert(7, Bytes::from_static(b"seven")), None);
        assert_eq!(tagged.insert(3, Bytes::from_static(b"three")), None);
        assert_eq!(tagged.insert(7, Bytes::new()), Some(Bytes::from_static(b"seven")));
        assert_eq!(tagged.iter().map(|(tag, _)| tag).collect::<Vec<_>>(), [3, 7]);
        assert_eq!(tagged.len(), 2);
        let mut written = Writer::with_capacity(0);
        tagged.write_fields("tagged", 4, &mut written);
        assert_eq!(written.finish().unwrap_err().kind, EncodeErrorKind::TagCollision(3));
    }
}
