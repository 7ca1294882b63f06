//! The 61 bytes in front of the records of a batch.

use crate::attributes::Attributes;
use crate::crc;
use crate::error::{RecordError, RecordErrorKind};
use crate::producer::{ProducerEpoch, ProducerId, Sequence};

/// Length of the header.
pub const HEADER_LEN: usize = 61;

/// Bytes that the length field does not count: itself and the base offset.
pub const LOG_OVERHEAD: usize = 12;

/// The format that this crate writes and reads.
pub const MAGIC_V2: i8 = 2;

/// Length field of the smallest entry of any format: a message of v0 without key and value.
pub const SMALLEST_LENGTH: i32 = 14;

/// Base offset, int64.
pub const BASE_OFFSET: usize = 0;
/// Bytes after this field, int32.
pub const BATCH_LENGTH: usize = 8;
/// Leader epoch, set by the broker, int32.
pub const PARTITION_LEADER_EPOCH: usize = 12;
/// Format, int8.
pub const MAGIC: usize = 16;
/// CRC-32C of everything after it, uint32.
pub const CRC: usize = 17;
/// Attributes, int16: the first field under the checksum.
pub const ATTRIBUTES: usize = 21;
/// Offset of the last record from the base, int32.
pub const LAST_OFFSET_DELTA: usize = 23;
/// Timestamp that the deltas count from, int64.
pub const BASE_TIMESTAMP: usize = 27;
/// Largest timestamp, int64.
pub const MAX_TIMESTAMP: usize = 35;
/// Producer id, int64.
pub const PRODUCER_ID: usize = 43;
/// Producer epoch, int16.
pub const PRODUCER_EPOCH: usize = 51;
/// Sequence of the first record, int32.
pub const BASE_SEQUENCE: usize = 53;
/// Number of records, int32.
pub const RECORD_COUNT: usize = 57;

/// The header of a batch, field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchHeader {
    /// Offset of the first record; a producer writes 0.
    pub base_offset: i64,
    /// Size of the batch without the first [`LOG_OVERHEAD`] bytes.
    pub batch_length: i32,
    /// Leader epoch; a producer writes -1.
    pub partition_leader_epoch: i32,
    /// CRC-32C from the attributes to the end.
    pub crc: u32,
    /// How to read the rest.
    pub attributes: Attributes,
    /// Offset of the last record from the base.
    pub last_offset_delta: i32,
    /// Timestamp of the first record, -1 in an empty batch; with the delete-horizon flag, the horizon.
    pub base_timestamp: i64,
    /// Largest timestamp of the records, or the time of the append.
    pub max_timestamp: i64,
    /// Producer id, -1 for none.
    pub producer_id: ProducerId,
    /// Producer epoch, -1 for none.
    pub producer_epoch: ProducerEpoch,
    /// Sequence of the first record, -1 for none.
    pub base_sequence: Sequence,
    /// Number of records; 0 is possible after compaction.
    pub record_count: i32,
}

impl BatchHeader {
    /// The header's bytes, with the checksum that the struct holds.
    pub fn encode(&self) -> [u8; HEADER_LEN] {
        let mut out = [0; HEADER_LEN];
        put(&mut out, BASE_OFFSET, self.base_offset.to_be_bytes());
        put(&mut out, BATCH_LENGTH, self.batch_length.to_be_bytes());
        put(&mut out, PARTITION_LEADER_EPOCH, self.partition_leader_epoch.to_be_bytes());
        put(&mut out, MAGIC, MAGIC_V2.to_be_bytes());
        put(&mut out, CRC, self.crc.to_be_bytes());
        put(&mut out, ATTRIBUTES, self.attributes.to_bits().to_be_bytes());
        put(&mut out, LAST_OFFSET_DELTA, self.last_offset_delta.to_be_bytes());
        put(&mut out, BASE_TIMESTAMP, self.base_timestamp.to_be_bytes());
        put(&mut out, MAX_TIMESTAMP, self.max_timestamp.to_be_bytes());
        put(&mut out, PRODUCER_ID, self.producer_id.0.to_be_bytes());
        put(&mut out, PRODUCER_EPOCH, self.producer_epoch.0.to_be_bytes());
        put(&mut out, BASE_SEQUENCE, self.base_sequence.0.to_be_bytes());
        put(&mut out, RECORD_COUNT, self.record_count.to_be_bytes());
        out
    }

    /// The header's bytes in front of `body`, with the length and the checksum that the struct does not need to hold.
    ///
    /// For tools that write batches as they like. A header alone is a batch too: one that compaction has emptied.
    pub fn encode_for(&self, body: &[u8]) -> [u8; HEADER_LEN] {
        let batch_length = i32::try_from(HEADER_LEN - LOG_OVERHEAD + body.len()).unwrap_or(i32::MAX);
        let mut out = Self { batch_length, ..*self }.encode();
        let crc = crc::append(crc::crc32c(&out[ATTRIBUTES..]), body);
        put(&mut out, CRC, crc.to_be_bytes());
        out
    }

    /// Reads a header from the start of `bytes`.
    ///
    /// Checks what can be read at all: 61 bytes, format 2, known attributes. Whether the fields make sense together is
    /// [`BatchHeader::validate`]'s business, and the checksum [`RecordBatch`](crate::RecordBatch)'s.
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        let peek = HeaderPeek::new(bytes)
            .ok_or_else(|| RecordError::new(bytes.len(), "batch header", RecordErrorKind::Truncated))?;
        if peek.magic() != MAGIC_V2 {
            return Err(RecordError::new(MAGIC, "magic", RecordErrorKind::Magic(peek.magic())));
        }
        Ok(Self {
            base_offset: peek.base_offset(),
            batch_length: peek.batch_length(),
            partition_leader_epoch: peek.partition_leader_epoch(),
            crc: peek.crc(),
            attributes: Attributes::from_bits(peek.attribute_bits())?,
            last_offset_delta: peek.last_offset_delta(),
            base_timestamp: peek.base_timestamp(),
            max_timestamp: peek.max_timestamp(),
            producer_id: peek.producer_id(),
            producer_epoch: peek.producer_epoch(),
            base_sequence: peek.base_sequence(),
            record_count: peek.record_count(),
        })
    }

    /// Checks that the fields are possible and go together.
    pub fn validate(&self) -> Result<(), RecordError> {
        let error = |offset, field, kind| Err(RecordError::new(offset, field, kind));
        let negative = |value: i32| RecordErrorKind::Negative(i64::from(value));
        if self.base_offset < -1 {
            return error(BASE_OFFSET, "base offset", RecordErrorKind::Negative(self.base_offset));
        }
        if self.last_offset_delta < 0 {
            return error(LAST_OFFSET_DELTA, "last offset delta", negative(self.last_offset_delta));
        }
        let delta = i64::from(self.last_offset_delta);
        if self.base_offset.checked_add(delta).is_none() {
            let kind = RecordErrorKind::Overflow { base: self.base_offset, delta };
            return error(LAST_OFFSET_DELTA, "last offset delta", kind);
        }
        if self.record_count < 0 {
            return error(RECORD_COUNT, "record count", negative(self.record_count));
        }
        // Offsets are distinct, so there is at most one record an offset.
        let count = i64::from(self.record_count);
        if count > delta + 1 {
            let kind = RecordErrorKind::Exceeds { value: count, limit: delta + 1 };
            return error(RECORD_COUNT, "record count", kind);
        }
        self.validate_producer()
    }

    fn validate_producer(&self) -> Result<(), RecordError> {
        let state =
            |offset, field, why| Err(RecordError::new(offset, field, RecordErrorKind::ProducerState(why)));
        if self.attributes.transactional && !self.producer_id.is_some() {
            return state(PRODUCER_ID, "producer id", "a transactional batch needs a producer id");
        }
        // Markers are written by the transaction coordinator, which has no sequence.
        if self.producer_id.is_some() && !self.attributes.control {
            if self.producer_epoch.0 < 0 {
                return state(PRODUCER_EPOCH, "producer epoch", "a producer id needs an epoch");
            }
            if !self.base_sequence.is_some() {
                return state(BASE_SEQUENCE, "base sequence", "a producer id needs a base sequence");
            }
        }
        Ok(())
    }

    /// Size of the whole batch.
    pub fn size(&self) -> usize {
        LOG_OVERHEAD + usize::try_from(self.batch_length).unwrap_or(0)
    }

    /// Offset of the last record, or of where it was before compaction.
    pub fn last_offset(&self) -> i64 {
        self.base_offset.saturating_add(i64::from(self.last_offset_delta))
    }

    /// Sequence of the last record, or [`Sequence::NONE`].
    pub fn last_sequence(&self) -> Sequence {
        self.base_sequence.add(self.last_offset_delta as u32)
    }
}

/// A look at a header where it lies, without checksum or validation: for code that routes batches and trusts its peer, such
/// as a broker that only counts.
#[derive(Clone, Copy, Debug)]
pub struct HeaderPeek<'a>(&'a [u8; HEADER_LEN]);

impl<'a> HeaderPeek<'a> {
    /// The header at the start of `bytes`, if there are 61 of them.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        bytes.first_chunk().map(Self)
    }

    /// Offset of the first record.
    pub fn base_offset(&self) -> i64 {
        i64::from_be_bytes(self.field::<BASE_OFFSET, 8>())
    }

    /// Size of the batch without the first [`LOG_OVERHEAD`] bytes.
    pub fn batch_length(&self) -> i32 {
        i32::from_be_bytes(self.field::<BATCH_LENGTH, 4>())
    }

    /// Leader epoch.
    pub fn partition_leader_epoch(&self) -> i32 {
        i32::from_be_bytes(self.field::<PARTITION_LEADER_EPOCH, 4>())
    }

    /// Format.
    pub fn magic(&self) -> i8 {
        i8::from_be_bytes(self.field::<MAGIC, 1>())
    }

    /// Checksum as the header says it.
    pub fn crc(&self) -> u32 {
        u32::from_be_bytes(self.field::<CRC, 4>())
    }

    /// Attributes, undecoded: see [`Attributes::from_bits`].
    pub fn attribute_bits(&self) -> i16 {
        i16::from_be_bytes(self.field::<ATTRIBUTES, 2>())
    }

    /// Offset of the last record from the base.
    pub fn last_offset_delta(&self) -> i32 {
        i32::from_be_bytes(self.field::<LAST_OFFSET_DELTA, 4>())
    }

    /// Timestamp that the deltas count from.
    pub fn base_timestamp(&self) -> i64 {
        i64::from_be_bytes(self.field::<BASE_TIMESTAMP, 8>())
    }

    /// Largest timestamp.
    pub fn max_timestamp(&self) -> i64 {
        i64::from_be_bytes(self.field::<MAX_TIMESTAMP, 8>())
    }

    /// Producer id.
    pub fn producer_id(&self) -> ProducerId {
        ProducerId(i64::from_be_bytes(self.field::<PRODUCER_ID, 8>()))
    }

    /// Producer epoch.
    pub fn producer_epoch(&self) -> ProducerEpoch {
        ProducerEpoch(i16::from_be_bytes(self.field::<PRODUCER_EPOCH, 2>()))
    }

    /// Sequence of the first record.
    pub fn base_sequence(&self) -> Sequence {
        Sequence(i32::from_be_bytes(self.field::<BASE_SEQUENCE, 4>()))
    }

    /// Number of records.
    pub fn record_count(&self) -> i32 {
        i32::from_be_bytes(self.field::<RECORD_COUNT, 4>())
    }

    #[inline]
    fn field<const AT: usize, const LEN: usize>(self) -> [u8; LEN] {
        const { assert!(AT + LEN <= HEADER_LEN, "fields lie inside the header") };
        std::array::from_fn(|i| self.0[AT + i])
    }
}

pub(crate) fn put<const LEN: usize>(out: &mut [u8; HEADER_LEN], at: usize, bytes: [u8; LEN]) {
    out[at..at + LEN].copy_from_slice(&bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::TimestampType;
    use crate::compression::Compression;

    fn sample() -> BatchHeader {
        BatchHeader {
            base_offset: 0x0102_0304_0506_0708,
            batch_length: 0x1112_1314,
            partition_leader_epoch: 0x2122_2324,
            crc: 0x3132_3334,
            attributes: Attributes {
                compression: Compression::Lz4,
                timestamp_type: TimestampType::LogAppendTime,
                transactional: true,
                control: false,
                delete_horizon: false,
            },
            last_offset_delta: 0x4142_4344,
            base_timestamp: 0x5152_5354_5556_5758,
            max_timestamp: 0x6162_6364_6566_6768,
            producer_id: ProducerId(0x7172_7374_7576_7778),
            producer_epoch: ProducerEpoch(0x0182),
            base_sequence: Sequence(0x1192_9394),
            record_count: 0x21a2_a3a4,
        }
    }

    /// F2 to F5.
    #[test]
    fn fields_stand_where_the_format_says() {
        let bytes = sample().encode();
        let mut expected = Vec::new();
        expected.extend([1, 2, 3, 4, 5, 6, 7, 8]);
        expected.extend([0x11, 0x12, 0x13, 0x14]);
        expected.extend([0x21, 0x22, 0x23, 0x24]);
        expected.push(2);
        expected.extend([0x31, 0x32, 0x33, 0x34]);
        expected.extend([0, 0b1_1011]);
        expected.extend([0x41, 0x42, 0x43, 0x44]);
        expected.extend([0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58]);
        expected.extend([0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68]);
        expected.extend([0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78]);
        expected.extend([0x01, 0x82]);
        expected.extend([0x11, 0x92, 0x93, 0x94]);
        expected.extend([0x21, 0xa2, 0xa3, 0xa4]);
        assert_eq!(bytes.as_slice(), expected);
        assert_eq!(BatchHeader::decode(&bytes), Ok(sample()));
    }

    #[test]
    fn a_short_header_and_another_format_are_refused() {
        let bytes = sample().encode();
        for len in 0..HEADER_LEN {
            assert_eq!(*BatchHeader::decode(&bytes[..len]).unwrap_err().kind(), RecordErrorKind::Truncated);
        }
        let mut bytes = bytes;
        bytes[MAGIC] = 1;
        assert_eq!(*BatchHeader::decode(&bytes).unwrap_err().kind(), RecordErrorKind::Magic(1));
    }

    /// F8.
    #[test]
    fn impossible_fields_are_named() {
        let good = BatchHeader {
            base_offset: 0,
            last_offset_delta: 4,
            record_count: 5,
            attributes: Attributes::default(),
            ..sample()
        };
        let field = |header: BatchHeader| header.validate().map_err(|error| error.field());
        assert_eq!(field(good), Ok(()));
        assert_eq!(field(BatchHeader { base_offset: -1, ..good }), Ok(()));
        assert_eq!(field(BatchHeader { record_count: 0, ..good }), Ok(()));
        assert_eq!(field(BatchHeader { base_offset: -2, ..good }), Err("base offset"));
        assert_eq!(field(BatchHeader { base_offset: i64::MAX - 3, ..good }), Err("last offset delta"));
        assert_eq!(field(BatchHeader { last_offset_delta: -1, ..good }), Err("last offset delta"));
        assert_eq!(field(BatchHeader { record_count: -1, ..good }), Err("record count"));
        assert_eq!(field(BatchHeader { record_count: 6, ..good }), Err("record count"));
        assert_eq!(field(BatchHeader { producer_epoch: ProducerEpoch::NONE, ..good }), Err("producer epoch"));
        let unsequenced = BatchHeader { base_sequence: Sequence::NONE, ..good };
        assert_eq!(field(unsequenced), Err("base sequence"));
        let control = Attributes { control: true, ..Attributes::default() };
        assert_eq!(field(BatchHeader { attributes: control, ..unsequenced }), Ok(()));
        let transactional = Attributes { transactional: true, ..Attributes::default() };
        let anonymous = BatchHeader { producer_id: ProducerId::NONE, attributes: transactional, ..good };
        assert_eq!(field(anonymous), Err("producer id"));
    }

    #[test]
    fn the_last_sequence_wraps() {
        let header = BatchHeader { base_sequence: Sequence(i32::MAX), last_offset_delta: 2, ..sample() };
        assert_eq!(header.last_sequence(), Sequence(1));
        assert_eq!(BatchHeader { base_sequence: Sequence::NONE, ..header }.last_sequence(), Sequence::NONE);
    }
}
