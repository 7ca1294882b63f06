//! A sealed batch: immutable records, and a header that can be stamped again and again.

use bytes::Bytes;

use crate::attributes::{Attributes, TimestampType};
use crate::batch::builder::{Body, Segments};
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
    body_crc: u32,
    shift: Shift,
    records_len: usize,
    count: u32,
    base_timestamp: i64,
    max_timestamp: i64,
    compression: Compression,
}

impl SealedBatch {
    pub(crate) fn new(
        body: Body,
        compression: Compression,
        records_len: usize,
        count: u32,
        base_timestamp: i64,
        max_timestamp: i64,
    ) -> Result<Self, CompressionError> {
        if i32::try_from(HEADER_LEN + body.len).is_err() {
            return Err(CompressionError::TooLarge { len: body.len });
        }
        Ok(Self {
            body: body.segments,
            body_len: body.len,
            body_crc: body.crc,
            shift: Shift::by(body.len),
            records_len,
            count,
            base_timestamp,
            max_timestamp,
            compression,
        })
    }

    /// The batch as bytes to write one after the other: the header with this stamp, then the records, shared.
    pub fn segments(&self, stamp: &ProducerStamp) -> Vec<Bytes> {
        let body = self.body();
        let mut segments = Vec::with_capacity(1 + body.len());
        segments.push(Bytes::copy_from_slice(&self.header(stamp)));
        segments.extend_from_slice(body);
        segments
    }

    /// The header with this stamp. Costs the checksum of 40 bytes and one multiplication, whatever the size of the batch.
    pub fn header(&self, stamp: &ProducerStamp) -> [u8; HEADER_LEN] {
        let header = BatchHeader {
            base_offset: 0,
            // `new` has checked that it fits.
            batch_length: (HEADER_LEN - LOG_OVERHEAD + self.body_len) as i32,
            partition_leader_epoch: -1,
            crc: 0,
            attributes: Attributes {
                compression: self.compression,
                timestamp_type: TimestampType::CreateTime,
                transactional: stamp.transactional,
                control: false,
                delete_horizon: false,
            },
            last_offset_delta: self.count as i32 - 1,
            base_timestamp: self.base_timestamp,
            max_timestamp: self.max_timestamp,
            producer_id: stamp.producer_id,
            producer_epoch: stamp.epoch,
            base_sequence: stamp.base_sequence,
            record_count: self.count as i32,
        };
        let mut bytes = header.encode();
        let crc = self.shift.combine(crc::crc32c(&bytes[ATTRIBUTES..]), self.body_crc);
        put(&mut bytes, CRC, crc.to_be_bytes());
        bytes
    }

    /// The bytes of the records as they are sent: without compression one slice a chunk, else one.
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
        self.count
    }

    /// Size on the wire: header and body.
    #[inline]
    pub const fn encoded_len(&self) -> usize {
        HEADER_LEN + self.body_len
    }

    /// Bytes of the records before compression, without the header.
    #[inline]
    pub const fn uncompressed_len(&self) -> usize {
        self.records_len
    }

    /// Compressed by uncompressed bytes of the records, 1 without compression: what
    /// [`CompressionRatios::observe`](crate::CompressionRatios::observe) wants.
    pub fn compression_ratio(&self) -> f32 {
        self.body_len as f32 / self.records_len as f32
    }

    /// Codec of the body.
    #[inline]
    pub const fn compression(&self) -> Compression {
        self.compression
    }

    /// Timestamp of the first record.
    #[inline]
    pub const fn base_timestamp(&self) -> i64 {
        self.base_timestamp
    }

    /// Largest timestamp.
    #[inline]
    pub const fn max_timestamp(&self) -> i64 {
        self.max_timestamp
    }
}
