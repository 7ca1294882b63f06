//! Builds a batch: each record is encoded once, where it will be sent from.
//!
//! The caller gives memory in chunks and gets it back when the last reference to the sealed bytes is gone. A record never
//! spans two chunks, so appending is a bounds check, a few small writes and the copies of key and value.

use bytes::{BufMut, Bytes};

use crate::batch::sealed::SealedBatch;
use crate::compression::{Codec, Compression};
use crate::crc;
use crate::error::{AppendError, CompressionError};
use crate::record::{RecordRef, content_len};
use crate::varint::{put_varint, put_varlong, varint_len, varint_word, varlong_len, zigzag, zigzag_long};

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
#[derive(Debug)]
pub struct BatchBuilder<C: Chunk = Vec<u8>> {
    /// Chunks that take no more records, with the bytes used of each.
    full: Vec<(C, usize)>,
    open: Option<C>,
    /// Bytes used of `open`.
    used: usize,
    /// Length of `open`'s buffer.
    end: usize,
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
            full: Vec::new(),
            open: None,
            used: 0,
            end: 0,
            len: 0,
            count: 0,
            base_timestamp: NO_TIMESTAMP,
            max_timestamp: NO_TIMESTAMP,
            compression,
        }
    }

    /// Gives memory for more records; what was spare in the chunk before stays unused.
    pub fn add_chunk(&mut self, mut chunk: C) {
        let buffer = chunk.buffer();
        // Writing to a slice costs half of pushing to a vector, whose length and capacity are looked at each time.
        buffer.resize(buffer.capacity().min(MAX_RECORDS_LEN - self.len), 0);
        self.end = buffer.len();
        let used = std::mem::take(&mut self.used);
        self.full.extend(self.open.replace(chunk).map(|chunk| (chunk, used)));
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
        self.append_any(record)
    }

    /// The bulk of all records: not the first of its batch, short, and its timestamp near the first one's. Then length,
    /// attributes and both deltas make one word, both other lengths make words of their own, and none needs a loop.
    ///
    /// `None` when the record is not like that, or when the end of the chunk is near.
    #[inline]
    fn append_short(&mut self, timestamp: i64, key_number: usize, key: &[u8], value: &[u8]) -> Option<u32> {
        let delta = zigzag_long(timestamp.wrapping_sub(self.base_timestamp));
        let short = delta < 1 << 14
            && timestamp >= 0
            && self.count.wrapping_sub(1) < (1 << 20) - 1
            && key.len() <= SHORT
            && value.len() <= SHORT;
        if !short {
            return None;
        }
        let (delta, delta_len) = short_varint(delta as u32);
        let (offset, offset_len) = varint_word(self.count << 1);
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
        Some(self.commit(timestamp, total))
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
        let (body, needed) = self.size_of(record);
        // This bounds the count and so the offset delta, and every length inside the record.
        if needed > (MAX_RECORDS_LEN - self.len) as u64 {
            return Err(AppendError::TooLarge { needed });
        }
        let total = needed as usize;
        let no_room = AppendError::NoRoom { needed: total };
        if total > self.spare() {
            return Err(no_room);
        }
        let buffer = self.open.as_mut().map_or(&mut [][..], |chunk| chunk.buffer());
        let mut out = buffer.get_mut(self.used..self.used + total).ok_or(no_room)?;
        put_varint(&mut out, body as i32);
        out.put_u8(RECORD_ATTRIBUTES);
        put_varlong(&mut out, delta);
        put_varint(&mut out, self.count as i32);
        put_nullable(&mut out, record.key);
        put_nullable(&mut out, record.value);
        put_varint(&mut out, record.headers.len() as i32);
        for header in record.headers {
            put_nullable(&mut out, Some(header.key.as_bytes()));
            put_nullable(&mut out, header.value);
        }
        debug_assert!(out.is_empty(), "the computed size is exact");
        self.base_timestamp = base;
        Ok(self.commit(timestamp, total))
    }

    #[inline]
    fn commit(&mut self, timestamp: i64, total: usize) -> u32 {
        let index = self.count;
        self.max_timestamp = self.max_timestamp.max(timestamp);
        self.used += total;
        self.len += total;
        self.count = index + 1;
        index
    }

    /// Bytes that `record` takes if it is appended next, its length prefix included.
    pub fn exact_size(&self, record: &RecordRef<'_>) -> usize {
        usize::try_from(self.size_of(record).1).unwrap_or(usize::MAX)
    }

    /// Length of the record as its prefix says it, and length with the prefix.
    fn size_of(&self, record: &RecordRef<'_>) -> (u64, u64) {
        let base = if self.count == 0 { record.timestamp } else { self.base_timestamp };
        let delta = record.timestamp.wrapping_sub(base);
        let body = (1 + varlong_len(delta) + varint_len(self.count as i32)) as u64
            + content_len(record.key, record.value, record.headers);
        (body, varlong_len(body as i64) as u64 + body)
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
        let last = self.open.map(|chunk| (chunk, self.used));
        if codec.compression == Compression::None {
            return Ok(match last {
                Some((chunk, used)) if self.full.is_empty() => Body::one(frozen(chunk, used)),
                last => {
                    let chunks = self.full.into_iter().chain(last).filter(|(_, used)| *used > 0);
                    Body::many(chunks.map(|(chunk, used)| frozen(chunk, used)))
                }
            });
        }
        let slices: Vec<&[u8]> =
            self.full.iter().chain(&last).map(|(chunk, used)| &chunk.as_ref()[..*used]).collect();
        let mut compressed = codec.compress(&slices)?;
        // The output waits for its acknowledgement: give back what was reserved for the worst case.
        compressed.shrink_to_fit();
        Ok(Body::one(Bytes::from(compressed)))
    }
}

/// The used bytes of a chunk; when the last reference to them goes, so does the chunk.
fn frozen<C: Chunk>(chunk: C, used: usize) -> Bytes {
    let mut bytes = Bytes::from_owner(chunk);
    bytes.truncate(used);
    bytes
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

/// A folded number below 2^14 as wire bytes, and how many they are.
#[inline]
const fn short_varint(folded: u32) -> (u32, usize) {
    if folded < 0x80 { (folded, 1) } else { (folded + (folded & 0x3f80) + 0x80, 2) }
}

#[inline]
fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    out[at..at + bytes.len()].copy_from_slice(bytes);
}

fn put_nullable(out: &mut impl BufMut, bytes: Option<&[u8]>) {
    match bytes {
        None => out.put_u8(NULL),
        Some(bytes) => {
            put_varint(out, bytes.len() as i32);
            out.put_slice(bytes);
        }
    }
}

/// What a batch without records and a record without timestamp say.
const NO_TIMESTAMP: i64 = -1;

/// The length field of a batch is an int32 and counts the header but for its first 12 bytes.
const MAX_RECORDS_LEN: usize = i32::MAX as usize - super::header::HEADER_LEN;

/// Attributes of a record; none are defined.
const RECORD_ATTRIBUTES: u8 = 0;

/// Length -1, folded.
const NULL: u8 = zigzag(-1) as u8;

/// The same as the number in front of a key.
const NULL_KEY: usize = NULL as usize;

/// With key and value up to this, every length of a record is below 2^13.
const SHORT: usize = 4000;

/// Count 0, folded.
const NO_HEADERS: u8 = 0;

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::attributes::Attributes;
    use crate::batch::header::{BatchHeader, HEADER_LEN};
    use crate::batch::reader::RecordBatch;
    use crate::compression::DecompressionLimit;
    use crate::producer::{ProducerEpoch, ProducerId, ProducerStamp, Sequence};
    use crate::record::RecordHeader;

    fn record(timestamp: i64, value: &[u8]) -> RecordRef<'_> {
        RecordRef { timestamp, key: None, value: Some(value), headers: &[] }
    }

    fn builder(chunk: usize) -> BatchBuilder<Vec<u8>> {
        let mut builder = BatchBuilder::new(Compression::None);
        builder.add_chunk(Vec::with_capacity(chunk));
        builder
    }

    /// Counts the chunks that are alive.
    struct Counted(Vec<u8>, Arc<AtomicUsize>);

    impl Counted {
        fn new(capacity: usize, alive: &Arc<AtomicUsize>) -> Self {
            alive.fetch_add(1, Ordering::Relaxed);
            Self(Vec::with_capacity(capacity), Arc::clone(alive))
        }
    }

    impl Drop for Counted {
        fn drop(&mut self) {
            self.1.fetch_sub(1, Ordering::Relaxed);
        }
    }

    impl AsRef<[u8]> for Counted {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }

    impl Chunk for Counted {
        fn buffer(&mut self) -> &mut Vec<u8> {
            &mut self.0
        }
    }

    #[test]
    fn a_record_is_encoded_as_the_format_says() {
        let mut builder = builder(200);
        let headers = [RecordHeader { key: "h", value: Some(b"x") }, RecordHeader { key: "", value: None }];
        builder
            .append(&RecordRef { timestamp: 10, key: Some(b"k"), value: Some(b"vv"), headers: &headers })
            .unwrap();
        builder.append(&record(9, b"")).unwrap();
        builder.append(&RecordRef { timestamp: 10, key: None, value: None, headers: &[] }).unwrap();
        let body = builder.finish(&Codec::NONE).unwrap().body().concat();
        let first = [30, 0, 0, 0, 2, b'k', 4, b'v', b'v', 4, 2, b'h', 2, b'x', 0, 1];
        assert_eq!(body[..16], first);
        assert_eq!(body[16..23], [12, 0, 1, 2, 1, 0, 0], "a delta of -1, an offset of 1, an empty value");
        assert_eq!(body[23..], [12, 0, 0, 4, 1, 1, 0]);
    }

    #[test]
    fn a_record_without_room_changes_nothing() {
        let mut builder = builder(40);
        builder.append(&record(5, b"first")).unwrap();
        let before = (builder.count(), builder.records_len(), builder.spare(), builder.max_timestamp());
        let long = record(99, &[7; 40]);
        let needed = builder.exact_size(&long);
        assert_eq!(builder.append(&long), Err(AppendError::NoRoom { needed }));
        assert_eq!(
            before,
            (builder.count(), builder.records_len(), builder.spare(), builder.max_timestamp())
        );
        builder.add_chunk(Vec::with_capacity(needed));
        assert_eq!(builder.append(&long), Ok(1));
        assert_eq!(builder.spare(), 0, "the last byte of a chunk is used");
        assert_eq!(builder.max_timestamp(), 99);
    }

    #[test]
    fn every_spare_size_takes_a_record_exactly_when_it_fits() {
        for value_len in [0, 1, 7, 8, 9, 60, 61, 62, 63, 64, 100] {
            let value = vec![1; value_len];
            for room in 0..130 {
                let mut builder = builder(1000);
                builder.append(&record(5, &vec![0; 1000 - 9 - room])).unwrap();
                assert_eq!(builder.spare(), room);
                let needed = builder.exact_size(&record(6, &value));
                let appended = builder.append(&record(6, &value));
                let expected = if needed <= room { Ok(1) } else { Err(AppendError::NoRoom { needed }) };
                assert_eq!(appended, expected, "value of {value_len}, room for {room}");
            }
        }
    }

    #[test]
    fn timestamps_that_no_record_may_have_are_refused() {
        let mut builder = builder(100);
        assert_eq!(builder.append(&record(-2, b"")), Err(AppendError::Timestamp(-2)));
        assert_eq!(builder.append(&record(-1, b"")), Ok(0));
        let far = AppendError::TimestampDelta { timestamp: i64::MAX, base: -1 };
        assert_eq!(builder.append(&record(i64::MAX, b"")), Err(far));
        assert_eq!(builder.append(&record(i64::MAX - 1, b"")), Ok(1));
        assert_eq!(builder.append(&record(-3, b"")), Err(AppendError::Timestamp(-3)));
        assert_eq!((builder.base_timestamp(), builder.max_timestamp()), (-1, i64::MAX - 1));
        assert_eq!(builder.count(), 2);
    }

    #[test]
    fn a_record_longer_than_a_batch_can_say_is_refused() {
        let mut builder = builder(100);
        // Zeroed memory that is never touched.
        let value = vec![0; MAX_RECORDS_LEN];
        let needed = builder.exact_size(&record(0, &value)) as u64;
        assert_eq!(builder.append(&record(0, &value)), Err(AppendError::TooLarge { needed }));
        builder.append(&record(0, b"x")).unwrap();
        let value = &value[..MAX_RECORDS_LEN - 20];
        let needed = builder.exact_size(&record(0, value)) as u64;
        assert_eq!(builder.append(&record(0, value)), Err(AppendError::TooLarge { needed }));
        assert_eq!(builder.count(), 1);
    }

    #[test]
    fn an_empty_batch_is_not_sealed() {
        assert_eq!(builder(10).finish(&Codec::NONE).unwrap_err(), CompressionError::EmptyBatch);
    }

    #[test]
    fn a_batch_is_sealed_with_the_codec_that_it_was_built_for() {
        let mut builder = builder(100);
        builder.append(&record(0, b"x")).unwrap();
        let error = builder.finish(&Codec::new(Compression::Gzip)).unwrap_err();
        assert_eq!(
            error,
            CompressionError::CodecChanged { built: Compression::None, asked: Compression::Gzip }
        );
    }

    #[test]
    fn chunks_return_when_the_last_reference_to_their_bytes_goes() {
        let alive = Arc::new(AtomicUsize::new(0));
        let mut builder = BatchBuilder::new(Compression::None);
        for _ in 0..3 {
            builder.add_chunk(Counted::new(64, &alive));
            builder.append(&record(0, &[1; 30])).unwrap();
        }
        let batch = builder.finish(&Codec::NONE).unwrap();
        let mut segments = batch.segments(&ProducerStamp::NONE);
        assert_eq!(segments.len(), 4);
        let retry = batch.clone();
        drop(batch);
        assert_eq!(alive.load(Ordering::Relaxed), 3);
        drop(retry);
        assert_eq!(alive.load(Ordering::Relaxed), 3, "the transport still writes");
        let tail = segments.pop().map(|bytes| bytes.slice(2..));
        drop(segments);
        assert_eq!(alive.load(Ordering::Relaxed), 1);
        drop(tail);
        assert_eq!(alive.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn an_open_batch_that_is_given_up_returns_its_chunks() {
        let alive = Arc::new(AtomicUsize::new(0));
        let mut builder = BatchBuilder::new(Compression::None);
        builder.add_chunk(Counted::new(64, &alive));
        builder.add_chunk(Counted::new(64, &alive));
        drop(builder);
        assert_eq!(alive.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn records_are_not_copied_by_sealing_or_sending() {
        let chunk = Vec::with_capacity(256);
        let at = chunk.as_ptr();
        let mut builder = BatchBuilder::new(Compression::None);
        builder.add_chunk(chunk);
        builder.append(&record(0, &[1; 100])).unwrap();
        let batch = builder.finish(&Codec::NONE).unwrap();
        assert_eq!(batch.body()[0].as_ptr(), at);
        assert_eq!(batch.segments(&ProducerStamp::NONE)[1].as_ptr(), at);
        assert_eq!(batch.body()[0].len(), batch.uncompressed_len());
    }

    #[test]
    fn what_a_chunk_held_before_is_never_sent() {
        let mut builder = BatchBuilder::new(Compression::None);
        builder.add_chunk(vec![0xee; 300]);
        builder.append(&record(0, &[1; 20])).unwrap();
        builder.add_chunk(vec![0xee; 300]);
        builder.append(&record(0, &[1; 20])).unwrap();
        builder.add_chunk(vec![0xee; 300]);
        let body = builder.finish(&Codec::NONE).unwrap().body().concat();
        assert!(!body.contains(&0xee));
    }

    #[test]
    fn a_batch_may_be_stamped_again_and_again() {
        let mut builder = builder(4096);
        for n in 0..20 {
            builder.append(&record(1000 + n, &[n as u8; 90])).unwrap();
        }
        let batch = builder.finish(&Codec::NONE).unwrap();
        for (epoch, sequence, transactional) in [(0, 0, false), (1, 0, true), (7, i32::MAX, false)] {
            let stamp = ProducerStamp {
                producer_id: ProducerId(99),
                epoch: ProducerEpoch(epoch),
                base_sequence: Sequence(sequence),
                transactional,
            };
            let bytes = Bytes::from(batch.segments(&stamp).concat());
            let read = RecordBatch::parse_exact(&bytes).expect("the combined checksum is right");
            let header = read.header();
            let expected = BatchHeader {
                base_offset: 0,
                batch_length: (batch.encoded_len() - 12) as i32,
                partition_leader_epoch: -1,
                crc: header.crc,
                attributes: Attributes { transactional, ..Attributes::default() },
                last_offset_delta: 19,
                base_timestamp: 1000,
                max_timestamp: 1019,
                producer_id: ProducerId(99),
                producer_epoch: ProducerEpoch(epoch),
                base_sequence: Sequence(sequence),
                record_count: 20,
            };
            assert_eq!(*header, expected);
            let last = read.records(DecompressionLimit::bytes(0)).unwrap().last().unwrap().unwrap();
            assert_eq!(last.sequence, Sequence(sequence).add(19));
        }
        assert_eq!(batch.encoded_len(), HEADER_LEN + batch.uncompressed_len());
    }
}
