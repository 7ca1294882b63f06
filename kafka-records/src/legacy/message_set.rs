//! Reads message sets that may come from anyone.
//!
//! Every byte sequence yields a value or a [`RecordError`]; work and memory are linear in the bytes given, and bounded by
//! the [`DecompressionLimit`] where those are compressed.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use bytes::{Buf, Bytes};

use crate::attributes::TimestampType;
use crate::compression::{Compression, DecompressionLimit};
use crate::error::{RecordError, RecordErrorKind};
use crate::legacy::entry::{Checksum, Entry, InnerSet, entry_len, overhead};
use crate::magic::Magic;
use crate::record_iter::RecordIter;

/// One outer message of a message set, valid and with the right checksum: a record of its own, or a wrapper of compressed ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegacyBatch {
    bytes: Bytes,
    /// Place of the value, which is the last field.
    value_at: usize,
    magic: Magic,
    compression: Compression,
    timestamp_type: TimestampType,
    offset: i64,
    timestamp: i64,
}

impl LegacyBatch {
    /// Takes one message off the front of a message set.
    ///
    /// `Ok(None)` means that no whole message is left: the set is at its end or, as brokers cut fetch responses anywhere, its
    /// tail is incomplete. Then, and on an error, `set` is as it was.
    pub fn parse(set: &mut Bytes) -> Result<Option<Self>, RecordError> {
        let Some(len) = entry_len(set, 0)?.filter(|len| *len <= set.len()) else { return Ok(None) };
        let batch = Self::validated(set.slice(..len))?;
        set.advance(len);
        Ok(Some(batch))
    }

    fn validated(bytes: Bytes) -> Result<Self, RecordError> {
        let Entry { offset, magic, compression, timestamp_type, timestamp, value, .. } =
            Entry::parse(&bytes, 0, Checksum::Verify)?;
        let value_len = value.map_or(0, <[u8]>::len);
        if compression != Compression::None && value.is_none() {
            let kind = RecordErrorKind::Wrapper("the wrapper message has a null value");
            return Err(RecordError::new(bytes.len() - 4, "value", kind));
        }
        let value_at = bytes.len() - value_len;
        Ok(Self { bytes, value_at, magic, compression, timestamp_type, offset, timestamp })
    }

    /// The format: v0 or v1.
    #[inline]
    pub const fn magic(&self) -> Magic {
        self.magic
    }

    /// Offset as it stands there: of the record or, in a wrapper, of the last one inside.
    #[inline]
    pub const fn last_offset(&self) -> i64 {
        self.offset
    }

    /// Timestamp as it stands there: of the record, or the largest inside; -1 in v0.
    #[inline]
    pub const fn max_timestamp(&self) -> i64 {
        self.timestamp
    }

    /// Whose clock the timestamps come from; create time in v0, which has none.
    #[inline]
    pub const fn timestamp_type(&self) -> TimestampType {
        self.timestamp_type
    }

    /// The codec; any but none makes this a wrapper.
    #[inline]
    pub const fn compression(&self) -> Compression {
        self.compression
    }

    /// Size of the whole message in bytes.
    #[inline]
    pub const fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The whole message as it was read.
    #[inline]
    pub const fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The record, or those in the wrapper, parsed one by one. They share the message's memory unless they are compressed;
    /// then they are decompressed here, under `limit`.
    pub fn records(&self, limit: DecompressionLimit) -> Result<RecordIter, RecordError> {
        if self.compression == Compression::None {
            return Ok(RecordIter::of_message_set(InnerSet::of_one(self.magic), self.bytes.clone(), 1));
        }
        let value = self.bytes.get(self.value_at..).unwrap_or_default();
        let entries = self
            .compression
            .decompress_for(self.magic, value, limit)
            .map_err(|error| RecordError::new(self.value_at, "value", error.into()))?;
        let wrapper = Entry {
            offset: self.offset,
            magic: self.magic,
            compression: self.compression,
            timestamp_type: self.timestamp_type,
            timestamp: self.timestamp,
            key: None,
            value: None,
        };
        let (set, count) = InnerSet::of_wrapper(&wrapper, self.value_at, &entries)?;
        Ok(RecordIter::of_message_set(set, Bytes::from(entries), count))
    }
}

/// Bytes that a message of this format takes with this key and value.
///
/// Format v2 has no such number, since its records depend on the ones before; see
/// [`record_size_upper_bound`](crate::record_size_upper_bound).
pub(crate) fn message_len(magic: Magic, key: Option<&[u8]>, value: Option<&[u8]>) -> usize {
    let part = |bytes: Option<&[u8]>| bytes.map_or(0, <[u8]>::len);
    overhead(magic).saturating_add(part(key)).saturating_add(part(value))
}
