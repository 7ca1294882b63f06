//! One message of a message set: its fields, and its place among others.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use bytes::BufMut;

use crate::attributes::TimestampType;
use crate::batch::header::{LOG_OVERHEAD, MAGIC, SMALLEST_LENGTH};
use crate::compression::Compression;
use crate::crc;
use crate::error::{RecordError, RecordErrorKind};
use crate::magic::Magic;
use crate::producer::Sequence;
use crate::view::{HeaderViews, RecordView};

/// A message, borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub(crate) offset: i64,
    pub(crate) magic: Magic,
    pub(crate) compression: Compression,
    pub(crate) timestamp_type: TimestampType,
    /// -1 in v0.
    pub(crate) timestamp: i64,
    pub(crate) key: Option<&'a [u8]>,
    pub(crate) value: Option<&'a [u8]>,
}

/// Bytes of the message at the front of `input`, offset and size included; `None` when there are too few to tell.
#[inline]
pub(crate) fn entry_len(input: &[u8], at: usize) -> Result<Option<usize>, RecordError> {
    let size = input.get(SIZE..).and_then(<[u8]>::first_chunk);
    let Some(size) = size.map(|size| i32::from_be_bytes(*size)) else { return Ok(None) };
    match usize::try_from(size).map(|len| len.saturating_add(LOG_OVERHEAD)) {
        Ok(len) if size >= SMALLEST_LENGTH => Ok(Some(len)),
        _ => Err(RecordError::new(at + SIZE, "message size", RecordErrorKind::Size(size.into()))),
    }
}

/// Bytes of a message of this format before and around its key and value.
pub(crate) const fn overhead(magic: Magic) -> usize {
    match magic {
        Magic::V0 => LOG_OVERHEAD + 14,
        Magic::V1 | Magic::V2 => LOG_OVERHEAD + 22,
    }
}

impl<'a> Entry<'a> {
    /// Reads the message that is `bytes`, all of them; `at` is their place, for errors.
    pub(crate) fn parse(bytes: &'a [u8], at: usize, check: Checksum) -> Result<Self, RecordError> {
        let error = |offset, field, kind| RecordError::new(at + offset, field, kind);
        let size = || RecordErrorKind::Size(i64::try_from(bytes.len() - LOG_OVERHEAD).unwrap_or(i64::MAX));
        let Some((head, _)) = bytes.split_first_chunk::<HEAD>() else {
            return Err(error(bytes.len(), "message", RecordErrorKind::Truncated));
        };
        let &[o0, o1, o2, o3, o4, o5, o6, o7, _, _, _, _, c0, c1, c2, c3, magic, attributes] = head;
        let offset = i64::from_be_bytes([o0, o1, o2, o3, o4, o5, o6, o7]);
        let magic_id = i8::from_be_bytes([magic]);
        let magic = match Magic::from_id(magic_id) {
            Some(magic) if magic.is_legacy() => magic,
            _ => return Err(error(MAGIC, "magic", RecordErrorKind::Magic(magic_id))),
        };
        if bytes.len() < overhead(magic) {
            return Err(error(SIZE, "message size", size()));
        }
        if check == Checksum::Verify {
            let stored = u32::from_be_bytes([c0, c1, c2, c3]);
            let computed = crc::crc32(bytes.get(MAGIC..).unwrap_or_default());
            if stored != computed {
                return Err(error(CRC, "crc", RecordErrorKind::Checksum { stored, computed }));
            }
        }
        if offset < -1 {
            return Err(error(0, "offset", RecordErrorKind::Negative(offset)));
        }
        let (compression, timestamp_type) =
            attributes_of(attributes, magic).map_err(|kind| error(ATTRIBUTES, "attributes", kind))?;
        let (timestamp, fields_at) = match (magic, bytes.get(HEAD..).and_then(<[u8]>::first_chunk)) {
            (Magic::V1, Some(timestamp)) => (i64::from_be_bytes(*timestamp), HEAD + 8),
            _ => (NO_TIMESTAMP, HEAD),
        };
        let (key, value_at) = nullable(bytes, fields_at, at, "key")?;
        let (value, end) = nullable(bytes, value_at, at, "value")?;
        if end < bytes.len() {
            return Err(error(end, "message", RecordErrorKind::LeftOver(bytes.len() - end)));
        }
        Ok(Self { offset, magic, compression, timestamp_type, timestamp, key, value })
    }

    /// Appends the message.
    ///
    /// `None` when it is longer than its 32-bit size can say; then nothing is appended.
    pub(crate) fn put(&self, out: &mut Vec<u8>) -> Option<()> {
        let part = |bytes: Option<&[u8]>| bytes.map_or(0, <[u8]>::len);
        let len = overhead(self.magic).checked_add(part(self.key))?.checked_add(part(self.value))?;
        let size = i32::try_from(len - LOG_OVERHEAD).ok()?;
        let start = out.len();
        out.reserve(len);
        out.put_i64(self.offset);
        out.put_i32(size);
        out.put_u32(0);
        out.put_i8(self.magic.id());
        out.put_u8(self.attribute_bits());
        if self.magic != Magic::V0 {
            out.put_i64(self.timestamp);
        }
        put_nullable(out, self.key)?;
        put_nullable(out, self.value)?;
        let crc = crc::crc32(out.get(start + MAGIC..)?);
        out.get_mut(start + CRC..start + MAGIC)?.copy_from_slice(&crc.to_be_bytes());
        Some(())
    }

    fn attribute_bits(&self) -> u8 {
        let time = match (self.magic, self.timestamp_type) {
            (Magic::V1, TimestampType::LogAppendTime) => TIMESTAMP_TYPE,
            _ => 0,
        };
        self.compression.id() | time
    }
}

fn attributes_of(bits: u8, magic: Magic) -> Result<(Compression, TimestampType), RecordErrorKind> {
    let known = if magic == Magic::V0 { CODEC } else { CODEC | TIMESTAMP_TYPE };
    if bits & !known != 0 {
        return Err(RecordErrorKind::ReservedBits(bits.into()));
    }
    let compression =
        Compression::from_id(bits & CODEC).ok_or(RecordErrorKind::UnknownCodec(bits & CODEC))?;
    if compression == Compression::Zstd {
        return Err(RecordErrorKind::CodecNotInFormat { compression, magic });
    }
    let log_append = bits & TIMESTAMP_TYPE != 0;
    Ok((compression, if log_append { TimestampType::LogAppendTime } else { TimestampType::CreateTime }))
}

/// Bytes behind their 32-bit length, -1 for null, and where they end.
#[inline]
fn nullable<'a>(
    bytes: &'a [u8],
    from: usize,
    at: usize,
    field: &'static str,
) -> Result<(Option<&'a [u8]>, usize), RecordError> {
    let error = |kind| Err(RecordError::new(at + from, field, kind));
    let Some((len, rest)) = bytes.get(from..).and_then(<[u8]>::split_first_chunk) else {
        return error(RecordErrorKind::Truncated);
    };
    let len = i32::from_be_bytes(*len);
    match usize::try_from(len) {
        Ok(wanted) => match rest.get(..wanted) {
            Some(found) => Ok((Some(found), from + 4 + wanted)),
            None => error(RecordErrorKind::exceeds(len.into(), rest.len())),
        },
        Err(_) if len == -1 => Ok((None, from + 4)),
        Err(_) => error(RecordErrorKind::Negative(len.into())),
    }
}

fn put_nullable(out: &mut Vec<u8>, bytes: Option<&[u8]>) -> Option<()> {
    match bytes {
        None => out.put_i32(-1),
        Some(bytes) => {
            out.put_i32(i32::try_from(bytes.len()).ok()?);
            out.put_slice(bytes);
        }
    }
    Some(())
}

/// Whether a checksum is still to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checksum {
    Verify,
    Verified,
}

/// How the messages of a set become records: what their wrapper says about them, if they have one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InnerSet {
    magic: Magic,
    checksum: Checksum,
    /// Added to every offset.
    base: i64,
    /// Largest offset that a message may have before that.
    last: i64,
    /// Timestamp of a wrapper with log-append time.
    log_append_time: Option<i64>,
    /// Where the set begins in the outer message, for errors.
    start: usize,
}

impl InnerSet {
    /// A message that was read as a whole, and is no wrapper.
    pub(crate) const fn of_one(magic: Magic) -> Self {
        let last = i64::MAX;
        Self { magic, checksum: Checksum::Verified, base: 0, last, log_append_time: None, start: 0 }
    }

    /// The messages in a wrapper, and how many they are. Hops from size to size without looking further.
    pub(crate) fn of_wrapper(
        wrapper: &Entry<'_>,
        start: usize,
        entries: &[u8],
    ) -> Result<(Self, usize), RecordError> {
        let (mut at, mut count, mut last) = (0, 0, 0);
        while let Some(rest) = entries.get(at..).filter(|rest| !rest.is_empty()) {
            let len = entry_len(rest, start + at)?.filter(|len| *len <= rest.len());
            let (Some(len), Some(offset)) = (len, rest.first_chunk()) else {
                return Err(RecordError::new(start + at, "message", RecordErrorKind::Truncated));
            };
            last = i64::from_be_bytes(*offset);
            at += len;
            count += 1;
        }
        if count == 0 {
            let kind = RecordErrorKind::Wrapper("the wrapper message holds no messages");
            return Err(RecordError::new(start, "value", kind));
        }
        let (base, last) = match wrapper.magic {
            // Absolute offsets.
            Magic::V0 | Magic::V2 => (0, i64::MAX),
            Magic::V1 if last < 0 => {
                return Err(RecordError::new(start, "last offset", RecordErrorKind::Negative(last)));
            }
            // Old librdkafka left the offset of its wrappers at 0.
            Magic::V1 if wrapper.offset == 0 => (0, last),
            Magic::V1 if wrapper.offset < last => {
                let kind = RecordErrorKind::Exceeds { value: last, limit: wrapper.offset };
                return Err(RecordError::new(start, "last offset", kind));
            }
            Magic::V1 => (wrapper.offset - last, last),
        };
        let log_append_time = match (wrapper.magic, wrapper.timestamp_type) {
            (Magic::V1, TimestampType::LogAppendTime) => Some(wrapper.timestamp),
            _ => None,
        };
        let magic = wrapper.magic;
        Ok((Self { magic, checksum: Checksum::Verify, base, last, log_append_time, start }, count))
    }

    /// Where the set begins in the outer message.
    pub(crate) const fn start(&self) -> usize {
        self.start
    }

    /// The record at `at`, and where the next one starts.
    #[inline]
    pub(crate) fn record_at<'a>(
        &self,
        entries: &'a [u8],
        at: usize,
    ) -> Result<(RecordView<'a>, usize), RecordError> {
        let place = self.start + at;
        let rest = entries.get(at..).unwrap_or_default();
        let len = entry_len(rest, place)?;
        let Some(bytes) = len.and_then(|len| rest.get(..len)) else {
            return Err(RecordError::new(place, "message", RecordErrorKind::Truncated));
        };
        let inner = bytes.get(MAGIC).map_or(-1, |magic| i8::from_be_bytes([*magic]));
        if inner != self.magic.id() {
            let kind = RecordErrorKind::InnerMagic { wrapper: self.magic, inner };
            return Err(RecordError::new(place + MAGIC, "magic", kind));
        }
        let entry = Entry::parse(bytes, place, self.checksum)?;
        if entry.compression != Compression::None {
            let kind = RecordErrorKind::Wrapper("a wrapper message is inside another");
            return Err(RecordError::new(place + ATTRIBUTES, "attributes", kind));
        }
        if self.magic == Magic::V1 && self.last < i64::MAX && entry.offset < 0 {
            return Err(RecordError::new(place, "offset", RecordErrorKind::Negative(entry.offset)));
        }
        // `base` and `last` come from one wrapper: no offset up to the last can overflow.
        if entry.offset > self.last {
            let kind = RecordErrorKind::Exceeds { value: entry.offset, limit: self.last };
            return Err(RecordError::new(place, "offset", kind));
        }
        let view = RecordView {
            offset: self.base.saturating_add(entry.offset),
            timestamp: self.log_append_time.unwrap_or(entry.timestamp),
            sequence: Sequence::NONE,
            key: entry.key,
            value: entry.value,
            headers: HeaderViews::NONE,
        };
        Ok((view, at + bytes.len()))
    }
}

const SIZE: usize = 8;
const CRC: usize = 12;
const ATTRIBUTES: usize = 17;

/// Offset, size, checksum, magic, attributes.
const HEAD: usize = 18;

const CODEC: u8 = 0b111;
const TIMESTAMP_TYPE: u8 = 1 << 3;

/// What a message without timestamp says.
pub(crate) const NO_TIMESTAMP: i64 = -1;
