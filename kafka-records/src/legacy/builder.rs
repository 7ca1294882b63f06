//! Builds a message set.

use bytes::Bytes;

use crate::attributes::TimestampType;
use crate::compression::{Codec, Compression};
use crate::error::{CompressionError, LegacyError};
use crate::legacy::entry::{Entry, NO_TIMESTAMP};
use crate::legacy::message_set::message_len;
use crate::magic::Magic;
use crate::record::RecordRef;

/// An open message set of format v0 or v1.
///
/// Without a codec it becomes messages one after the other; with one, a single wrapper message.
///
/// ```
/// use kafka_records::{Codec, Compression, DecompressionLimit, LogScanner, Magic, MessageSetBuilder, RecordRef};
///
/// let mut set = MessageSetBuilder::new(Magic::V1, Codec::new(Compression::Lz4))?;
/// set.append(&RecordRef { timestamp: 1_500_000_000_000, key: None, value: Some(b"hello"), headers: &[] })?;
/// let bytes = set.finish()?;
///
/// let wrapper = LogScanner::new(bytes).next().expect("one message")?;
/// let record = wrapper.records(DecompressionLimit::UNTRUSTED)?.next().expect("one record")?;
/// assert_eq!(record.value.as_deref(), Some(&b"hello"[..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct MessageSetBuilder {
    magic: Magic,
    codec: Codec,
    log_append_time: Option<i64>,
    entries: Vec<u8>,
    count: u32,
    first_offset: i64,
    next_offset: i64,
    max_timestamp: i64,
}

impl MessageSetBuilder {
    /// An empty set.
    ///
    /// # Errors
    ///
    /// Format v2 is no message set, zstd exists in none, and the codec may be missing or have no such level.
    pub fn new(magic: Magic, codec: Codec) -> Result<Self, LegacyError> {
        if !magic.is_legacy() {
            return Err(LegacyError::Format(magic));
        }
        if codec.compression == Compression::Zstd {
            return Err(LegacyError::CodecNotInFormat { compression: codec.compression, magic });
        }
        codec.validate()?;
        Ok(Self {
            magic,
            codec,
            log_append_time: None,
            entries: Vec::new(),
            count: 0,
            first_offset: 0,
            next_offset: 0,
            max_timestamp: NO_TIMESTAMP,
        })
    }

    /// Gives every record this timestamp in place of its own, as a broker does that appends the set; v0 has none to give.
    #[must_use]
    pub const fn with_log_append_time(mut self, timestamp: i64) -> Self {
        self.log_append_time = Some(timestamp);
        self
    }

    /// Appends `record` with the next offset, the first with 0.
    ///
    /// On an error, nothing has changed.
    pub fn append(&mut self, record: &RecordRef<'_>) -> Result<(), LegacyError> {
        self.append_at(self.next_offset, record)
    }

    /// Appends `record` with an offset of its own, which must be larger than the last one.
    pub fn append_at(&mut self, offset: i64, record: &RecordRef<'_>) -> Result<(), LegacyError> {
        if !record.headers.is_empty() {
            return Err(LegacyError::Headers { offset });
        }
        self.push(offset, record.timestamp, record.key, record.value)
    }

    pub(crate) fn push(
        &mut self,
        offset: i64,
        timestamp: i64,
        key: Option<&[u8]>,
        value: Option<&[u8]>,
    ) -> Result<(), LegacyError> {
        let least = if self.count == 0 { 0 } else { self.next_offset };
        // The largest offset has none after it, so it is not given either.
        let next_offset = match offset.checked_add(1) {
            Some(next) if offset >= least => next,
            _ => return Err(LegacyError::Offset { offset, least }),
        };
        let timestamp = self.log_append_time.unwrap_or(timestamp);
        if timestamp < NO_TIMESTAMP && self.magic == Magic::V1 {
            return Err(LegacyError::Timestamp(timestamp));
        }
        let first_offset = if self.count == 0 { offset } else { self.first_offset };
        let inside = match (self.magic, self.codec.compression) {
            (Magic::V0, _) | (_, Compression::None) => offset,
            _ => offset - first_offset,
        };
        let entry = self.entry(inside, Compression::None, timestamp, key, value);
        if self.entries.len().saturating_add(message_len(self.magic, key, value)) > MAX_SET_LEN {
            return Err(LegacyError::TooLarge);
        }
        entry.put(&mut self.entries).ok_or(LegacyError::TooLarge)?;
        self.first_offset = first_offset;
        self.next_offset = next_offset;
        self.max_timestamp = self.max_timestamp.max(timestamp);
        self.count += 1;
        Ok(())
    }

    fn entry<'a>(
        &self,
        offset: i64,
        compression: Compression,
        timestamp: i64,
        key: Option<&'a [u8]>,
        value: Option<&'a [u8]>,
    ) -> Entry<'a> {
        let timestamp_type = match self.log_append_time {
            Some(_) => TimestampType::LogAppendTime,
            None => TimestampType::CreateTime,
        };
        Entry { offset, magic: self.magic, compression, timestamp_type, timestamp, key, value }
    }

    /// Number of records.
    #[inline]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// Whether there are no records.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Bytes of the messages before compression, without a wrapper.
    #[inline]
    pub const fn entries_len(&self) -> usize {
        self.entries.len()
    }

    /// Bytes that a record with this key and value adds to [`MessageSetBuilder::entries_len`].
    pub fn size_of(&self, key: Option<&[u8]>, value: Option<&[u8]>) -> usize {
        message_len(self.magic, key, value)
    }

    /// The message set. A compressed one is a wrapper with the offset of the last record and the largest timestamp.
    pub fn finish(self) -> Result<Bytes, LegacyError> {
        if self.count == 0 {
            return Err(CompressionError::EmptyBatch.into());
        }
        if self.codec.compression == Compression::None {
            return Ok(Bytes::from(self.entries));
        }
        let value = self.codec.compress_for(self.magic, &[&self.entries])?;
        let mut set = Vec::new();
        let (offset, timestamp) = (self.next_offset - 1, self.max_timestamp);
        let wrapper = self.entry(offset, self.codec.compression, timestamp, None, Some(&value));
        wrapper.put(&mut set).ok_or(LegacyError::TooLarge)?;
        Ok(Bytes::from(set))
    }
}

/// Sizes are 32 bits; half of them is what a batch may have, too.
const MAX_SET_LEN: usize = i32::MAX as usize;
