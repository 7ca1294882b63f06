//! A sealed batch: immutable records, and a header that can be stamped again and again.

use bytes::Bytes;

use crate::attributes::{Attributes, TimestampType};
use crate::batch::body::{Body, Segments};
use crate::batch::header::{ATTRIBUTES, BatchHeader, CRC, HEADER_LEN, LOG_OVERHEAD, put};
use crate::compression::Compression;
use crate::crc::{self, Shift};
use crate::error::CompressionError;
use crate::producer::ProducerStamp;

/// A batch ready to be sent. Cloning shares the bytes.
///
/// The records are compressed and summed; producer id, epoch and sequence come in by [`SealedBatch::segments`], as often as
/// retries need.
#[derive(Clone, Debug)]
pub struct SealedBatch {
    body: Segments,
    body_len: usize,
    /// Checksum of the body and the operator that puts it behind a header's; `None` where it is as quick to sum the body again.
    sum: Option<(u32, Shift)>,
    seal: Seal,
}

/// A body up to this many bytes is summed with each header: the operator costs as much. So this is more only where a batch is sent
/// more than once.
pub(crate) const SUMMED_AGAIN: usize = 8 << 10;

/// What is settled when a batch is sealed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seal {
    pub(crate) compression: Compression,
    pub(crate) records_len: usize,
    pub(crate) count: u32,
    pub(crate) last_offset_delta: u32,
    pub(crate) base_timestamp: i64,
    pub(crate) max_timestamp: i64,
    pub(crate) delete_horizon: bool,
    pub(crate) control: bool,
}

/// What a broker writes into the header when it appends a batch to its log, besides what the producer wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogStamp {
    /// Offset of the first record.
    pub base_offset: i64,
    /// Leader epoch.
    pub partition_leader_epoch: i32,
    /// Time of the append, when that is what the topic wants for the timestamps of its records.
    pub log_append_time: Option<i64>,
    /// Offset of the last record from the base, if compaction removed records behind the last one that is left.
    pub last_offset_delta: Option<u32>,
    /// What the producer wrote.
    pub producer: ProducerStamp,
}

impl LogStamp {
    /// A batch as a producer sends it: base offset 0, leader epoch -1.
    pub const fn of_producer(producer: ProducerStamp) -> Self {
        Self {
            base_offset: 0,
            partition_leader_epoch: -1,
            log_append_time: None,
            last_offset_delta: None,
            producer,
        }
    }
}

impl SealedBatch {
    pub(crate) fn new(body: Body, seal: Seal) -> Result<Self, CompressionError> {
        if i32::try_from(HEADER_LEN + body.len).is_err() {
            return Err(CompressionError::TooLarge { len: body.len });
        }
        let mut batch = Self { body: body.segments, body_len: body.len, sum: None, seal };
        if body.len > SUMMED_AGAIN {
            let sum = body.sum.unwrap_or_else(|| batch.append_body(crc::crc32c(&[])));
            batch.sum = Some((sum, Shift::by(body.len)));
        }
        Ok(batch)
    }

    /// The batch as bytes to write one after the other: the header with this stamp, then the records, shared.
    pub fn segments(&self, stamp: &ProducerStamp) -> Vec<Bytes> {
        self.log_segments(&LogStamp::of_producer(*stamp))
    }

    /// The batch as a broker stores it, as bytes to write one after the other.
    pub fn log_segments(&self, stamp: &LogStamp) -> Vec<Bytes> {
        let body = self.body();
        let mut segments = Vec::with_capacity(1 + body.len());
        segments.push(Bytes::copy_from_slice(&self.log_header(stamp)));
        segments.extend_from_slice(body);
        segments
    }

    /// The header with this stamp. Costs the checksum of 40 bytes and one multiplication, or that of a body which is small.
    pub fn header(&self, stamp: &ProducerStamp) -> [u8; HEADER_LEN] {
        self.log_header(&LogStamp::of_producer(*stamp))
    }

    /// The header as a broker stores it. Costs no more.
    pub fn log_header(&self, stamp: &LogStamp) -> [u8; HEADER_LEN] {
        let seal = &self.seal;
        let last_offset_delta = stamp
            .last_offset_delta
            .map_or(seal.last_offset_delta, |delta| delta.clamp(seal.last_offset_delta, i32::MAX as u32));
        let header = BatchHeader {
            base_offset: stamp.base_offset,
            // `new` has checked that it fits.
            batch_length: (HEADER_LEN - LOG_OVERHEAD + self.body_len) as i32,
            partition_leader_epoch: stamp.partition_leader_epoch,
            crc: 0,
            attributes: Attributes {
                compression: seal.compression,
                timestamp_type: match stamp.log_append_time {
                    None => TimestampType::CreateTime,
                    Some(_) => TimestampType::LogAppendTime,
                },
                transactional: stamp.producer.transactional,
                control: seal.control,
                delete_horizon: seal.delete_horizon,
            },
            last_offset_delta: last_offset_delta as i32,
            base_timestamp: seal.base_timestamp,
            max_timestamp: stamp.log_append_time.unwrap_or(seal.max_timestamp),
            producer_id: stamp.producer.producer_id,
            producer_epoch: stamp.producer.epoch,
            base_sequence: stamp.producer.base_sequence,
            record_count: seal.count as i32,
        };
        let mut bytes = header.encode();
        let head = crc::crc32c(&bytes[ATTRIBUTES..]);
        let crc = match self.sum {
            Some((body, shift)) => shift.combine(head, body),
            None => self.append_body(head),
        };
        put(&mut bytes, CRC, crc.to_be_bytes());
        bytes
    }

    /// The checksum `crc` with the body behind it.
    fn append_body(&self, crc: u32) -> u32 {
        self.body().iter().fold(crc, |crc, bytes| crc::append(crc, bytes))
    }

    /// The bytes of the records as they are sent: without compression a slice a chunk, cut where shared values stand, else one.
    #[inline]
    pub fn body(&self) -> &[Bytes] {
        match &self.body {
            Segments::One(bytes) => std::slice::from_ref(bytes),
            Segments::Many(segments) => segments,
        }
    }

    /// Number of records, at least one.
    #[inline]
    pub const fn count(&self) -> u32 {
        self.seal.count
    }

    /// Size on the wire: header and body.
    #[inline]
    pub const fn encoded_len(&self) -> usize {
        HEADER_LEN + self.body_len
    }

    /// Bytes of the records before compression, without the header.
    #[inline]
    pub const fn uncompressed_len(&self) -> usize {
        self.seal.records_len
    }

    /// Compressed by uncompressed bytes of the records, 1 without compression: what
    /// [`CompressionRatios::observe`](crate::CompressionRatios::observe) wants.
    pub fn compression_ratio(&self) -> f32 {
        self.body_len as f32 / self.seal.records_len as f32
    }

    /// Codec of the body.
    #[inline]
    pub const fn compression(&self) -> Compression {
        self.seal.compression
    }

    /// Offset of the last record from the first: one less than the count, unless there are gaps.
    #[inline]
    pub const fn last_offset_delta(&self) -> u32 {
        self.seal.last_offset_delta
    }

    /// Timestamp of the first record; or the delete horizon.
    #[inline]
    pub const fn base_timestamp(&self) -> i64 {
        self.seal.base_timestamp
    }

    /// Largest timestamp.
    #[inline]
    pub const fn max_timestamp(&self) -> i64 {
        self.seal.max_timestamp
    }
}
