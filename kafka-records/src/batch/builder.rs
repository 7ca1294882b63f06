//! Builds a batch: each record is encoded once, where it will be sent from.
//!
//! The caller gives memory in chunks and gets it back when the last reference to the sealed bytes is gone. A record never
//! spans two chunks, so appending is a bounds check, a few small writes and the copies of key and value.

use bytes::Bytes;

use crate::batch::sealed::SealedBatch;
use crate::compression::{Codec, Compression};
use crate::crc;
use crate::error::{AppendError, CompressionError};
use crate::record::{RecordRef, content_len};
use crate::varint::{put_varint, put_varlong, varint_len, varint_word, varlong_len, zigzag, zigzag_long};

/// Memory for records, given by the caller.
///
/// The builder fills the vector up to its capacity and never makes it grow. `as_ref` must show the same bytes as the
/// vector. Once the batch is sealed without compression, the chunk lives as long as any reference to its bytes, so a pool
/// may take the memory back in the chunk's `Drop`.
pub trait Chunk: AsRef<[u8]> + Send + Sync + 'static {
    /// The vector to append to.
    fn buffer(&mut self) -> &mut Vec<u8>;
}

impl Chunk for Vec<u8> {
    #[inline]
    fn buffer(&mut self) -> &mut Vec<u8> {
        self
    }
}

/// An open batch.
///
/// Offset deltas count up from 0, the first record's timestamp is the base of the others'.
#[derive(Debug)]
pub struct BatchBuilder<C: Chunk = Vec<u8>> {
    open: Option<C>,
    full: Vec<C>,
    /// What may still go into `open`: its spare capacity, or less at the end of what a batch can hold.
    room: usize,
    len: usize,
    count: u32,
    base_timestamp: i64,
    max_timestamp: i64,
    compression: Compression,
}

impl<C: Chunk> BatchBuilder<C> {
    /// An empty batch that will be sealed with `compression`. It has no memory yet.
    pub const fn new(compression: Compression) -> Self {
        Self {
            open: None,
            full: Vec::new(),
            room: 0,
            len: 0,
            count: 0,
            base_timestamp: NO_TIMESTAMP,
            max_timestamp: NO_TIMESTAMP,
            compression,
        }
    }

    /// Gives memory for more records; what was spare in the chunk before stays unused. Whatever the chunk holds is cleared.
    pub fn add_chunk(&mut self, mut chunk: C) {
        let buffer = chunk.buffer();
        buffer.clear();
        self.room = buffer.capacity().min(MAX_RECORDS_LEN - self.len);
        self.full.extend(self.open.replace(chunk));
    }

    /// Bytes that fit without another chunk.
    #[inline]
    pub const fn spare(&self) -> usize {
        self.room
    }

    /// Encodes `record` behind the others and tells its index in the batch.
    ///
    /// On an error, nothing has changed.
    #[inline]
    pub fn append(&mut self, record: &RecordRef<'_>) -> Result<u32, AppendError> {
        let base = if self.count == 0 { record.timestamp } else { self.base_timestamp };
        // The bulk of all records: no headers, lengths below 2^27, and deltas that leave attributes, timestamp delta and
        // offset delta in one word.
        let delta = zigzag_long(record.timestamp.wrapping_sub(base));
        let key_len = record.key.map_or(0, <[u8]>::len);
        let value_len = record.value.map_or(0, <[u8]>::len);
        let usual = record.headers.is_empty()
            && record.timestamp >= 0
            && delta < 1 << 28
            && self.count < 1 << 20
            && key_len < 1 << 27
            && value_len < 1 << 27;
        if !usual {
            return self.append_any(record);
        }

        let (delta, delta_len) = varint_word(delta as u32);
        let (offset, offset_len) = varint_word(self.count << 1);
        // The attributes of a record are the zero byte below these two.
        let place = (delta | offset << (8 * delta_len)) << 8;
        let place_len = 1 + delta_len + offset_len;
        let (value_word, value_word_len) = length_word(record.value);
        let (key_word, key_word_len) = length_word(record.key);
        let body = place_len + key_word_len + key_len + value_word_len + value_len + 1;
        let (length, length_len) = varint_word((body as u32) << 1);
        let total = length_len + body;
        // Words are written whole and then cut to their length, so the last may touch seven bytes more.
        if self.room < total + 8 {
            return self.append_any(record);
        }
        let Some(chunk) = self.open.as_mut() else { return Err(AppendError::NoRoom { needed: total }) };
        let buffer = chunk.buffer();
        put_word(buffer, length, length_len);
        put_word(buffer, place, place_len);
        if let Some(key) = record.key {
            put_word(buffer, key_word, key_word_len);
            buffer.extend_from_slice(key);
            put_word(buffer, value_word, value_word_len);
        } else {
            put_word(buffer, key_word | value_word << 8, 1 + value_word_len);
        }
        if let Some(value) = record.value {
            buffer.extend_from_slice(value);
        }
        buffer.push(NO_HEADERS);
        Ok(self.commit(record.timestamp, base, total))
    }

    /// Appends any record, to the last byte of the chunk; and finds out why one is refused.
    #[inline(never)]
    fn append_any(&mut self, record: &RecordRef<'_>) -> Result<u32, AppendError> {
        let timestamp = record.timestamp;
        if timestamp < NO_TIMESTAMP {
            return Err(AppendError::Timestamp(timestamp));
        }
        let base = if self.count == 0 { timestamp } else { self.base_timestamp };
        let Some(delta) = timestamp.checked_sub(base) else {
            return Err(AppendError::TimestampDelta { timestamp, base });
        };
        let needed = self.size_of(record);
        // This bounds the count and so the offset delta, and every length inside the record.
        if needed > (MAX_RECORDS_LEN - self.len) as u64 {
            return Err(AppendError::TooLarge { needed });
        }
        let total = needed as usize;
        let Some(chunk) = self.open.as_mut().filter(|_| total <= self.room) else {
            return Err(AppendError::NoRoom { needed: total });
        };
        let buffer = chunk.buffer();
        put_varint(buffer, body_len(total));
        buffer.push(RECORD_ATTRIBUTES);
        put_varlong(buffer, delta);
        put_varint(buffer, self.count as i32);
        put_nullable(buffer, record.key);
        put_nullable(buffer, record.value);
        put_varint(buffer, record.headers.len() as i32);
        for header in record.headers {
            put_nullable(buffer, Some(header.key.as_bytes()));
            put_nullable(buffer, header.value);
        }
        Ok(self.commit(timestamp, base, total))
    }

    #[inline]
    fn commit(&mut self, timestamp: i64, base: i64, total: usize) -> u32 {
        let index = self.count;
        self.base_timestamp = base;
        self.max_timestamp = self.max_timestamp.max(timestamp);
        self.room -= total;
        self.len += total;
        self.count = index + 1;
        index
    }

    /// Bytes that `record` takes if it is appended next, its length prefix included.
    pub fn exact_size(&self, record: &RecordRef<'_>) -> usize {
        usize::try_from(self.size_of(record)).unwrap_or(usize::MAX)
    }

    fn size_of(&self, record: &RecordRef<'_>) -> u64 {
        let base = if self.count == 0 { record.timestamp } else { self.base_timestamp };
        let delta = record.timestamp.wrapping_sub(base);
        let body = (1 + varlong_len(delta) + varint_len(self.count as i32)) as u64
            + content_len(record.key, record.value, record.headers);
        varlong_len(body as i64) as u64 + body
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

    /// Bytes of the records, uncompressed, without the header of the batch.
    #[inline]
    pub const fn records_len(&self) -> usize {
        self.len
    }

    /// Timestamp of the first record, -1 while there is none.
    #[inline]
    pub const fn base_timestamp(&self) -> i64 {
        self.base_timestamp
    }

    /// Largest timestamp, -1 while there is none.
    #[inline]
    pub const fn max_timestamp(&self) -> i64 {
        self.max_timestamp
    }

    /// The codec that the batch will be sealed with.
    #[inline]
    pub const fn compression(&self) -> Compression {
        self.compression
    }

    /// Compresses and checksums the records, once for all retries.
    ///
    /// Without compression the chunks themselves become the bytes to send, without a copy. With it, they are dropped here.
    pub fn finish(self, codec: &Codec) -> Result<SealedBatch, CompressionError> {
        if self.count == 0 {
            return Err(CompressionError::EmptyBatch);
        }
        if codec.compression != self.compression {
            return Err(CompressionError::CodecChanged { built: self.compression, asked: codec.compression });
        }
        codec.validate()?;
        let (count, base_timestamp, max_timestamp) = (self.count, self.base_timestamp, self.max_timestamp);
        let (records_len, compression) = (self.len, self.compression);
        let body = self.into_body(codec)?;
        SealedBatch::new(body, compression, records_len, count, base_timestamp, max_timestamp)
    }

    fn into_body(self, codec: &Codec) -> Result<Body, CompressionError> {
        if codec.compression == Compression::None {
            return Ok(match (self.open, self.full.is_empty()) {
                (Some(chunk), true) => Body::one(Bytes::from_owner(chunk)),
                (open, _) => Body::many(
                    self.full
                        .into_iter()
                        .chain(open)
                        .filter(|chunk| !chunk.as_ref().is_empty())
                        .map(Bytes::from_owner),
                ),
            });
        }
        let slices: Vec<&[u8]> = self.full.iter().chain(&self.open).map(AsRef::as_ref).collect();
        let mut compressed = codec.compress(&slices)?;
        // The output waits for its acknowledgement: give back what was reserved for the worst case.
        compressed.shrink_to_fit();
        Ok(Body::one(Bytes::from(compressed)))
    }
}

/// The bytes of the records in order, and their checksum.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) segments: Segments,
    pub(crate) len: usize,
    pub(crate) crc: u32,
}

/// Most batches are one segment, which needs no list.
#[derive(Clone, Debug)]
pub(crate) enum Segments {
    One(Bytes),
    Many(std::sync::Arc<[Bytes]>),
}

impl Body {
    fn one(bytes: Bytes) -> Self {
        Self { len: bytes.len(), crc: crc::crc32c(&bytes), segments: Segments::One(bytes) }
    }

    fn many(segments: impl Iterator<Item = Bytes>) -> Self {
        let (mut len, mut crc) = (0, 0);
        let segments = segments
            .inspect(|bytes| {
                len += bytes.len();
                crc = crc::append(crc, bytes);
            })
            .collect();
        Self { segments: Segments::Many(segments), len, crc }
    }
}

/// Folded length of a key or value as a word to write, -1 for null.
#[inline]
fn length_word(bytes: Option<&[u8]>) -> (u64, usize) {
    match bytes {
        None => (NULL as u64, 1),
        Some(bytes) => varint_word((bytes.len() as u32) << 1),
    }
}

/// Appends the low `len` bytes of `word`. A store of fixed size and a cut cost less than a copy of unknown size; the caller
/// has checked that there is room for eight bytes.
#[inline]
fn put_word(out: &mut Vec<u8>, word: u64, len: usize) {
    let end = out.len() + len;
    out.extend_from_slice(&word.to_le_bytes());
    out.truncate(end);
}

fn put_nullable(out: &mut Vec<u8>, bytes: Option<&[u8]>) {
    match bytes {
        None => out.push(NULL as u8),
        Some(bytes) => {
            put_varint(out, bytes.len() as i32);
            out.extend_from_slice(bytes);
        }
    }
}

/// Length of the body of a record of `total` bytes, its length prefix included.
fn body_len(total: usize) -> i32 {
    // A prefix takes 1 to 5 bytes; the one whose own length fits is the right one.
    (1..=5)
        .map(|prefix| total.saturating_sub(prefix) as i32)
        .find(|body| varint_len(*body) + *body as usize == total)
        .unwrap_or(0)
}

/// What a batch without records and a record without timestamp say.
const NO_TIMESTAMP: i64 = -1;

/// The length field of a batch is an int32 and counts the header but for its first 12 bytes.
const MAX_RECORDS_LEN: usize = i32::MAX as usize - super::header::HEADER_LEN;

/// Attributes of a record; none are defined.
const RECORD_ATTRIBUTES: u8 = 0;

/// Length -1, folded.
const NULL: u32 = zigzag(-1);

/// Count 0, folded.
const NO_HEADERS: u8 = 0;
