//! Builds a batch: each record is encoded once, where it will be sent from.
//!
//! The caller gives memory in chunks and gets it back when the last reference to the sealed bytes is gone. A record never
//! spans two chunks, so appending is a bounds check, a few small writes and the copies of key and value.

use bytes::{BufMut, Bytes};

use crate::batch::body::{Body, SharedValue, frozen, pieces, written_over};
use crate::batch::sealed::{SUMMED_AGAIN, Seal, SealedBatch};
use crate::compression::{Codec, Compression, Room};
use crate::crc;
use crate::error::{AppendError, CompressionError};
use crate::magic::Magic;
use crate::record::{Content, NULL, RecordRef, put_nullable};
use crate::varint::{put_varint, put_varlong, varint_len, varint_word, varlong_len, zigzag_long};
use crate::view::RecordView;

/// Memory for records, given by the caller.
///
/// The builder uses the vector's whole capacity and never makes it grow. It overwrites what the vector holds, and zeroes
/// what lies between length and capacity; so a pool does best to hand chunks out again as they came back, uncleared.
///
/// `as_ref` must show the same bytes as the vector. Once the batch is sealed without compression, the chunk lives as long
/// as any reference to its bytes, so a pool may take the memory back in the chunk's `Drop`.
pub trait Chunk: AsRef<[u8]> + Send + Sync + 'static {
    /// The vector to write to.
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
// In this order: what an append reads and writes comes first, so that it is in two lines of the processor's cache. Where a thousand
// batches take turns, lines are what an append costs.
#[derive(Debug)]
#[repr(C)]
pub struct BatchBuilder<C: Chunk = Vec<u8>> {
    /// Bytes used of `open`.
    used: usize,
    len: usize,
    count: u32,
    /// Offset delta that the next record gets; more than `count` after gaps.
    next_delta: u32,
    max_timestamp: i64,
    base_timestamp: i64,
    /// The smaller one of `sum_at` and `touch_at`.
    stop_at: usize,
    /// Length of `open`'s buffer.
    end: usize,
    open: Option<C>,
    /// Chunks that take no more records, with the bytes used of each.
    full: Vec<(C, usize)>,
    /// Values that stay where they are, in order.
    shared: Vec<SharedValue>,
    shared_len: usize,
    /// Bytes used of `open` from which on more of them are summed.
    sum_at: usize,
    /// Bytes used of `open` from which on more of it is touched.
    touch_at: usize,
    /// Bytes of `open` that are in `sum`.
    summed: usize,
    /// Checksum of the bytes before `summed`, those of the full chunks included.
    sum: u32,
    compression: Compression,
    delete_horizon: bool,
    control: bool,
}

impl<C: Chunk> BatchBuilder<C> {
    /// An empty batch that will be sealed with `compression`. It has no memory yet.
    pub const fn new(compression: Compression) -> Self {
        Self {
            full: Vec::new(),
            open: None,
            used: 0,
            end: 0,
            sum: EMPTY_SUM,
            summed: 0,
            sum_at: match compression {
                Compression::None => STRIDE,
                _ => NEVER,
            },
            touch_at: NEVER,
            stop_at: NEVER,
            shared: Vec::new(),
            shared_len: 0,
            len: 0,
            count: 0,
            next_delta: 0,
            base_timestamp: NO_TIMESTAMP,
            max_timestamp: NO_TIMESTAMP,
            compression,
            delete_horizon: false,
            control: false,
        }
    }

    /// An empty batch as log compaction writes it that found tombstones or markers: they may be deleted from `horizon` on, in
    /// milliseconds since the epoch. It stands in place of the base timestamp (KIP-534).
    pub fn with_delete_horizon(compression: Compression, horizon: i64) -> Self {
        Self { delete_horizon: true, base_timestamp: horizon, ..Self::new(compression) }
    }

    /// As one of many batches that take turns in having records appended.
    ///
    /// A processor fetches memory ahead of a few dozen places that are written to, not of a thousand: there, each record waits for its
    /// lines to come from where another processor had them last. So these batches touch the memory ahead of their records, many lines
    /// at a time, which costs little more than one.
    #[must_use]
    pub const fn one_of_many(mut self) -> Self {
        self.touch_at = 0;
        self
    }

    /// An empty batch for one control record.
    pub(crate) fn for_control() -> Self {
        Self { control: true, ..Self::new(Compression::None) }
    }

    /// Marks the batch as one of control records, or not.
    pub(crate) const fn with_control(mut self, control: bool) -> Self {
        self.control = control;
        self
    }

    /// Gives memory for more records; what was spare in the chunk before stays unused.
    pub fn add_chunk(&mut self, mut chunk: C) {
        let buffer = chunk.buffer();
        // Writing to a slice costs half of pushing to a vector, whose length and capacity are looked at each time.
        buffer.resize(buffer.capacity().min(MAX_RECORDS_LEN - self.len), 0);
        let end = buffer.len();
        if self.sum_at != NEVER {
            self.sum_up();
            self.summed = 0;
            self.sum_at = STRIDE;
        }
        self.end = end;
        let used = std::mem::take(&mut self.used);
        if self.touch_at != NEVER {
            self.touch_at = 0;
        }
        self.full.extend(self.open.replace(chunk).map(|chunk| (chunk, used)));
        self.touch();
    }

    /// Touches memory ahead of the records, if it is time, and sets the next stop.
    fn touch(&mut self) {
        if self.used >= self.touch_at
            && let Some(chunk) = &mut self.open
        {
            let end = self.end.min(self.used + TOUCHED);
            chunk.buffer()[self.used..end].fill(0);
            self.touch_at = if end < self.end { end - TOUCHED_EARLY } else { self.end };
        }
        self.stop_at = self.sum_at.min(self.touch_at);
    }

    /// Bytes that fit without another chunk.
    #[inline]
    pub const fn spare(&self) -> usize {
        self.end - self.used
    }

    /// Encodes `record` behind the others and tells its index in the batch.
    ///
    /// On an error, nothing has changed.
    #[inline]
    pub fn append(&mut self, record: &RecordRef<'_>) -> Result<u32, AppendError> {
        if let (Some(value), []) = (record.value, record.headers) {
            let appended = match record.key {
                None => self.append_short(record.timestamp, NULL_KEY, &[], value),
                Some(key) => self.append_short(record.timestamp, key.len() << 1, key, value),
            };
            if let Some(index) = appended {
                return Ok(index);
            }
        }
        self.append_any(self.next_delta, record.timestamp, &Content::of(record))
    }

    /// As [`append`](Self::append), for a large value: `value`, which equals the record's, is not copied but sent from where it is.
    ///
    /// The chunk needs room for the rest of the record. Costs two more pieces to write and an entry in a list, which some 10 KB of
    /// copying cost too.
    pub fn append_shared(&mut self, record: &RecordRef<'_>, value: Bytes) -> Result<u32, AppendError> {
        debug_assert_eq!(record.value, Some(&value[..]), "the same value");
        let content = Content { value: Some(&value), ..Content::of(record) };
        let offset_delta = self.next_delta;
        let (delta, body, needed) = self.place_of(offset_delta, record.timestamp, &content)?;
        let copied = needed - value.len();
        let no_room = AppendError::NoRoom { needed: copied };
        let buffer = self.open.as_mut().map_or(&mut [][..], |chunk| chunk.buffer());
        let mut out = buffer.get_mut(self.used..self.used + copied).ok_or(no_room)?;
        put_head(&mut out, body, delta, offset_delta);
        put_nullable(&mut out, content.key);
        put_varint(&mut out, value.len() as i32);
        let at = self.used + copied - out.len();
        content.headers.put(&mut out);
        debug_assert!(out.is_empty(), "the computed size is exact");
        self.base_timestamp = self.base_for(record.timestamp);
        // What lies between the pieces cannot be summed on the way: the batch is when it is sealed.
        self.sum_at = NEVER;
        self.stop_at = self.touch_at;
        self.shared_len += value.len();
        self.len += value.len();
        self.shared.push(SharedValue { chunk: self.full.len(), at, value });
        Ok(self.commit(offset_delta, record.timestamp, copied))
    }

    /// Encodes `record` with an offset of its own, counted from the batch's first: as log compaction leaves gaps.
    ///
    /// Offsets rise; [`AppendError::OffsetDelta`] says otherwise. On an error, nothing has changed.
    pub fn append_at(&mut self, offset_delta: u32, record: &RecordRef<'_>) -> Result<u32, AppendError> {
        self.append_any(offset_delta, record.timestamp, &Content::of(record))
    }

    /// Encodes a record that was read from another batch, headers and all, with an offset as for
    /// [`BatchBuilder::append_at`].
    pub fn append_view(&mut self, offset_delta: u32, record: &RecordView<'_>) -> Result<u32, AppendError> {
        self.append_any(offset_delta, record.timestamp, &Content::of_view(record))
    }

    /// The bulk of all records: not the first of its batch, short, and its timestamp near the first one's. Then length,
    /// attributes and both deltas make one word, both other lengths make words of their own, and none needs a loop.
    ///
    /// `None` when the record is not like that, or when the end of the chunk is near.
    #[expect(clippy::inline_always, reason = "its arguments would cost as much as its work")]
    #[inline(always)]
    fn append_short(&mut self, timestamp: i64, key_number: usize, key: &[u8], value: &[u8]) -> Option<u32> {
        // A delete horizon may be so far away that the difference does not fit.
        let delta = zigzag_long(timestamp.checked_sub(self.base_timestamp)?);
        let short = delta < 1 << 14
            && timestamp >= 0
            && self.next_delta.wrapping_sub(1) < (1 << 20) - 1
            && key.len() <= SHORT
            && value.len() <= SHORT;
        if !short {
            return None;
        }
        let (delta, delta_len) = short_varint(delta as u32);
        let (offset, offset_len) = varint_word(self.next_delta << 1);
        let (key_word, key_word_len) = short_varint(key_number as u32);
        let (value_word, value_word_len) = short_varint((value.len() << 1) as u32);
        let place_len = 1 + delta_len + offset_len;
        let body = place_len + key_word_len + key.len() + value_word_len + value.len() + 1;
        let (length, length_len) = short_varint((body << 1) as u32);
        // The zero byte below the deltas is the record's attributes.
        let place = (u64::from(delta) | offset << (8 * delta_len)) << 8;
        let head = u64::from(length) | place << (8 * length_len);
        let total = length_len + body;

        // Words are stored whole, and what follows overwrites the bytes that are not part of the number: a store of fixed
        // size costs less than a copy of unknown size. So this wants a little more room than the record.
        let out = self.open.as_mut()?.buffer().get_mut(self.used..)?;
        if out.len() < total + 8 {
            return None;
        }
        put(out, 0, &head.to_le_bytes());
        let mut at = length_len + place_len;
        put(out, at, &key_word.to_le_bytes());
        at += key_word_len;
        if !key.is_empty() {
            put(out, at, key);
            at += key.len();
        }
        put(out, at, &value_word.to_le_bytes());
        at += value_word_len;
        put(out, at, value);
        out[at + value.len()] = NO_HEADERS;
        Some(self.commit(self.next_delta, timestamp, total))
    }

    /// Appends any record, to the last byte of the chunk; and finds out why one is refused.
    #[inline(never)]
    fn append_any(
        &mut self,
        offset_delta: u32,
        timestamp: i64,
        content: &Content<'_>,
    ) -> Result<u32, AppendError> {
        let (delta, body, total) = self.place_of(offset_delta, timestamp, content)?;
        let no_room = AppendError::NoRoom { needed: total };
        if total > self.spare() {
            return Err(no_room);
        }
        let buffer = self.open.as_mut().map_or(&mut [][..], |chunk| chunk.buffer());
        let mut out = buffer.get_mut(self.used..self.used + total).ok_or(no_room)?;
        put_head(&mut out, body, delta, offset_delta);
        put_nullable(&mut out, content.key);
        put_nullable(&mut out, content.value);
        content.headers.put(&mut out);
        debug_assert!(out.is_empty(), "the computed size is exact");
        self.base_timestamp = self.base_for(timestamp);
        Ok(self.commit(offset_delta, timestamp, total))
    }

    /// What a record may be, and where it would stand: its timestamp's distance, its length as its prefix says it, and its length with the
    /// prefix.
    fn place_of(
        &self,
        offset_delta: u32,
        timestamp: i64,
        content: &Content<'_>,
    ) -> Result<(i64, u64, usize), AppendError> {
        if timestamp < NO_TIMESTAMP {
            return Err(AppendError::Timestamp(timestamp));
        }
        if offset_delta < self.next_delta || offset_delta > i32::MAX as u32 {
            return Err(AppendError::OffsetDelta { offset_delta, least: self.next_delta });
        }
        let base = self.base_for(timestamp);
        let Some(delta) = timestamp.checked_sub(base) else {
            return Err(AppendError::TimestampDelta { timestamp, base });
        };
        let (body, needed) = self.size_of(offset_delta, timestamp, content);
        // This bounds the count, and every length inside the record.
        if needed > (MAX_RECORDS_LEN - self.len) as u64 {
            return Err(AppendError::TooLarge { needed });
        }
        Ok((delta, body, needed as usize))
    }

    /// What the timestamp of the next record counts from.
    const fn base_for(&self, timestamp: i64) -> i64 {
        if self.count == 0 && !self.delete_horizon { timestamp } else { self.base_timestamp }
    }

    #[inline]
    fn commit(&mut self, offset_delta: u32, timestamp: i64, total: usize) -> u32 {
        let index = self.count;
        self.max_timestamp = self.max_timestamp.max(timestamp);
        self.used += total;
        self.len += total;
        self.count = index + 1;
        self.next_delta = offset_delta + 1;
        if self.used >= self.stop_at {
            self.stop();
        }
        index
    }

    #[inline(never)]
    fn stop(&mut self) {
        if self.used >= self.sum_at {
            self.sum_up();
        }
        self.touch();
    }

    /// Sums what was appended since the last time, while it is still in the processor's cache: from memory it costs several times
    /// as much.
    fn sum_up(&mut self) {
        if let Some(chunk) = &self.open {
            self.sum = crc::append(self.sum, &chunk.as_ref()[self.summed..self.used]);
            self.summed = self.used;
            self.sum_at = self.used + STRIDE;
        }
    }

    /// Bytes that `record` takes if it is appended next, its length prefix included.
    pub fn exact_size(&self, record: &RecordRef<'_>) -> usize {
        let (_, size) = self.size_of(self.next_delta, record.timestamp, &Content::of(record));
        usize::try_from(size).unwrap_or(usize::MAX)
    }

    /// Bytes that `record` takes if it is appended next with this offset, its length prefix included.
    pub fn exact_view_size(&self, offset_delta: u32, record: &RecordView<'_>) -> usize {
        let (_, size) = self.size_of(offset_delta, record.timestamp, &Content::of_view(record));
        usize::try_from(size).unwrap_or(usize::MAX)
    }

    /// Length of the record as its prefix says it, and length with the prefix.
    fn size_of(&self, offset_delta: u32, timestamp: i64, content: &Content<'_>) -> (u64, u64) {
        let delta = timestamp.wrapping_sub(self.base_for(timestamp));
        let body = (1 + varlong_len(delta) + varint_len(offset_delta as i32)) as u64 + content.len();
        (body, varlong_len(body as i64) as u64 + body)
    }

    /// Whether a record of this timestamp may come next. In a batch that counts from -1, the very last timestamp may not: the
    /// distance is beyond 64 bits, and [`BatchBuilder::append`] says [`AppendError::TimestampDelta`].
    pub const fn reaches(&self, timestamp: i64) -> bool {
        timestamp.checked_sub(self.base_for(timestamp)).is_some()
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

    /// Those of them that were copied into chunks.
    #[inline]
    pub const fn copied_len(&self) -> usize {
        self.len - self.shared_len
    }

    /// Timestamp that the others count from: of the first record, -1 while there is none; or the delete horizon.
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
    /// Without compression the chunks themselves become the bytes to send, without a copy. With it, what was compressed is
    /// written over the records, into the first of their chunks, as far as it fills a good part of each; the other chunks
    /// are dropped here.
    pub fn finish(self, codec: &Codec) -> Result<SealedBatch, CompressionError> {
        self.finish_into(codec, Vec::with_capacity)
    }

    /// Like [`finish`](Self::finish). `memory` gives a chunk of at least so many bytes for the end of what was compressed, when
    /// that would leave most of another one empty; the chunks that are not needed are dropped after that.
    pub fn finish_into<D: Chunk>(
        self,
        codec: &Codec,
        memory: impl FnOnce(usize) -> D,
    ) -> Result<SealedBatch, CompressionError> {
        if self.count == 0 {
            return Err(CompressionError::EmptyBatch);
        }
        if codec.compression != self.compression {
            return Err(CompressionError::CodecChanged { built: self.compression, asked: codec.compression });
        }
        codec.validate()?;
        let seal = Seal {
            compression: self.compression,
            records_len: self.len,
            count: self.count,
            last_offset_delta: self.next_delta - 1,
            base_timestamp: self.base_timestamp,
            max_timestamp: self.max_timestamp,
            delete_horizon: self.delete_horizon,
            control: self.control,
        };
        SealedBatch::new(self.into_body(codec, memory)?, seal)
    }

    fn into_body<D: Chunk>(
        mut self,
        codec: &Codec,
        memory: impl FnOnce(usize) -> D,
    ) -> Result<Body, CompressionError> {
        let sum = (self.sum_at != NEVER && self.len > SUMMED_AGAIN).then(|| {
            self.sum_up();
            self.sum
        });
        let last = self.open.map(|chunk| (chunk, self.used));
        if codec.compression == Compression::None {
            let body = match last {
                Some((chunk, used)) if self.full.is_empty() && self.shared.is_empty() => {
                    Body::one(frozen(chunk, used))
                }
                last => {
                    let chunks = self.full.into_iter().chain(last).map(|(chunk, used)| frozen(chunk, used));
                    Body::many(pieces(chunks, &self.shared, Bytes::slice, Bytes::clone))
                }
            };
            return Ok(Body { sum, ..body });
        }
        let chunks = self.full.iter().chain(&last).map(|(chunk, used)| &chunk.as_ref()[..*used]);
        let slices: Vec<&[u8]> =
            pieces(chunks, &self.shared, |chunk, range| &chunk[range], |value| &value[..]);
        let mut compressed = Room::take();
        codec.compress_to(Magic::V2, &slices, &mut compressed)?;
        drop(slices);
        drop(self.shared);
        let chunks = self.full.into_iter().chain(last).map(|(chunk, _)| chunk).collect();
        Ok(written_over(chunks, compressed.as_slice(), memory))
    }
}

/// A folded number below 2^14 as wire bytes, and how many they are.
#[inline]
const fn short_varint(folded: u32) -> (u32, usize) {
    if folded < 0x80 { (folded, 1) } else { (folded + (folded & 0x3f80) + 0x80, 2) }
}

/// Writes what stands in front of the key.
fn put_head(out: &mut impl BufMut, body: u64, delta: i64, offset_delta: u32) {
    put_varint(out, body as i32);
    out.put_u8(RECORD_ATTRIBUTES);
    put_varlong(out, delta);
    put_varint(out, offset_delta as i32);
}

#[inline]
fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    out[at..at + bytes.len()].copy_from_slice(bytes);
}

/// Checksum of no bytes.
const EMPTY_SUM: u32 = 0;

/// Bytes summed at a time: few enough to be still in the first cache, and no less than what is summed with the header.
const STRIDE: usize = SUMMED_AGAIN;

/// Bytes touched at a time, with how many of them left: several records' worth of lines, and for a thousand batches no more than a
/// processor's second cache.
const TOUCHED: usize = 1024;
const TOUCHED_EARLY: usize = 128;

/// `sum_at` of a batch whose records are not sent as they are written, and `touch_at` of one that is not [one of many](BatchBuilder::one_of_many).
const NEVER: usize = usize::MAX;

/// What a batch without records and a record without timestamp say.
const NO_TIMESTAMP: i64 = -1;

/// The length field of a batch is an int32 and counts the header but for its first 12 bytes.
const MAX_RECORDS_LEN: usize = i32::MAX as usize - super::header::HEADER_LEN;

/// Attributes of a record; none are defined.
const RECORD_ATTRIBUTES: u8 = 0;

/// The same as the number in front of a key.
const NULL_KEY: usize = NULL as usize;

/// With key and value up to this, every length of a record is below 2^13.
const SHORT: usize = 4000;

/// Count 0, folded.
const NO_HEADERS: u8 = 0;

#[cfg(test)]
mod tests;
