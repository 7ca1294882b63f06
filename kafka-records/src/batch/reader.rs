//! Reads and validates batches that may come from anyone.
//!
//! Every byte sequence yields a value or a [`RecordError`]; work and memory are linear in the bytes given, and bounded by
//! the [`DecompressionLimit`] where those are compressed.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use bytes::{Buf, Bytes};

use crate::batch::header::{
    self, BatchHeader, CRC, HEADER_LEN, HeaderPeek, LOG_OVERHEAD, MAGIC, MAGIC_V2, RECORD_COUNT,
};
use crate::compression::{Compression, DecompressionLimit};
use crate::crc;
use crate::error::{RecordError, RecordErrorKind};
use crate::record_iter::RecordIter;

/// A batch whose header and checksum are valid; its records are parsed on the way through [`RecordBatch::records`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordBatch {
    header: BatchHeader,
    bytes: Bytes,
}

impl RecordBatch {
    /// Takes one batch off the front of a stream of batches, such as a fetch response or a log segment.
    ///
    /// `Ok(None)` means that no whole batch is left: the stream is empty or, as brokers cut fetch responses anywhere, its
    /// tail is incomplete. Then, and on an error, `stream` is as it was.
    pub fn parse(stream: &mut Bytes) -> Result<Option<Self>, RecordError> {
        let Some(size) = next_batch_size(stream)? else { return Ok(None) };
        if size > stream.len() {
            return Ok(None);
        }
        let batch = Self::validated(stream.slice(..size))?;
        stream.advance(size);
        Ok(Some(batch))
    }

    /// Reads bytes that are exactly one batch, such as a partition's records in a Produce request.
    pub fn parse_exact(bytes: &Bytes) -> Result<Self, RecordError> {
        let mut stream = bytes.clone();
        let Some(batch) = Self::parse(&mut stream)? else {
            return Err(RecordError::new(bytes.len(), "batch", RecordErrorKind::Truncated));
        };
        if stream.is_empty() {
            Ok(batch)
        } else {
            Err(RecordError::new(batch.size(), "batch", RecordErrorKind::LeftOver(stream.len())))
        }
    }

    fn validated(bytes: Bytes) -> Result<Self, RecordError> {
        let summed = bytes.get(header::ATTRIBUTES..).unwrap_or_default();
        let stored = HeaderPeek::new(&bytes).map_or(0, |peek| peek.crc());
        let computed = crc::crc32c(summed);
        if stored != computed {
            return Err(RecordError::new(CRC, "crc", RecordErrorKind::Checksum { stored, computed }));
        }
        let header = BatchHeader::decode(&bytes)?;
        header.validate()?;
        let batch = Self { header, bytes };
        if header.attributes.compression == Compression::None {
            batch.check_count(batch.size() - HEADER_LEN)?;
        }
        Ok(batch)
    }

    /// The count must be possible before anything relies on it.
    fn check_count(&self, records_len: usize) -> Result<(), RecordError> {
        let most = records_len / SMALLEST_RECORD;
        match usize::try_from(self.header.record_count) {
            Ok(count) if count <= most => Ok(()),
            _ => {
                let kind = RecordErrorKind::exceeds(self.header.record_count.into(), most);
                Err(RecordError::new(RECORD_COUNT, "record count", kind))
            }
        }
    }

    /// The header.
    #[inline]
    pub const fn header(&self) -> &BatchHeader {
        &self.header
    }

    /// Size of the whole batch in bytes.
    #[inline]
    pub const fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The whole batch as it was read.
    #[inline]
    pub const fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The records as they were read, perhaps compressed.
    pub fn body(&self) -> Bytes {
        self.bytes.slice(HEADER_LEN..)
    }

    /// The records, parsed one by one. Uncompressed ones share the batch's memory; compressed ones are decompressed here,
    /// under `limit`.
    pub fn records(&self, limit: DecompressionLimit) -> Result<RecordIter, RecordError> {
        let mut records = self.body();
        let compression = self.header.attributes.compression;
        // After compaction a batch may have no records and no compressed stream either.
        if compression != Compression::None && !records.is_empty() {
            let decompressed = compression
                .decompress(&records, limit)
                .map_err(|error| RecordError::new(HEADER_LEN, "records", error.into()))?;
            records = Bytes::from(decompressed);
            self.check_count(records.len())?;
        }
        Ok(RecordIter::of_batch(self.header, records))
    }
}

/// Size of the batch at the front of `stream`, or `None` when there are too few bytes to tell.
fn next_batch_size(stream: &[u8]) -> Result<Option<usize>, RecordError> {
    let length = stream.get(header::BATCH_LENGTH..).and_then(<[u8]>::first_chunk);
    let Some(length) = length.map(|length| i32::from_be_bytes(*length)) else { return Ok(None) };
    let impossible =
        RecordError::new(header::BATCH_LENGTH, "batch length", RecordErrorKind::Size(length.into()));
    if length < header::SMALLEST_LENGTH {
        return Err(impossible);
    }
    let Some(magic) = stream.get(MAGIC).map(|magic| i8::from_be_bytes([*magic])) else { return Ok(None) };
    if magic != MAGIC_V2 {
        return Err(RecordError::new(MAGIC, "magic", RecordErrorKind::Magic(magic)));
    }
    match usize::try_from(length).map(|length| length.saturating_add(LOG_OVERHEAD)) {
        Ok(size) if size >= HEADER_LEN => Ok(Some(size)),
        _ => Err(impossible),
    }
}

/// Length, attributes, both deltas, null key, null value, no headers.
const SMALLEST_RECORD: usize = 7;

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::as_conversions, reason = "tests may panic")]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::control::ControlRecordType;
    use crate::producer::{ProducerEpoch, ProducerId, Sequence};
    use crate::record::Record;

    const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

    fn header(count: i32) -> BatchHeader {
        BatchHeader {
            base_offset: 10,
            batch_length: 0,
            partition_leader_epoch: -1,
            crc: 0,
            attributes: Attributes::default(),
            last_offset_delta: (count - 1).max(0),
            base_timestamp: 1000,
            max_timestamp: 1000,
            producer_id: ProducerId::NONE,
            producer_epoch: ProducerEpoch::NONE,
            base_sequence: Sequence::NONE,
            record_count: count,
        }
    }

    /// Header and records with length and checksum put right.
    fn bytes_of(header: BatchHeader, records: &[u8]) -> Bytes {
        let length = (HEADER_LEN + records.len() - LOG_OVERHEAD) as i32;
        let mut bytes = BatchHeader { batch_length: length, ..header }.encode().to_vec();
        bytes.extend(records);
        let sum = crc::crc32c(&bytes[header::ATTRIBUTES..]);
        bytes[CRC..CRC + 4].copy_from_slice(&sum.to_be_bytes());
        Bytes::from(bytes)
    }

    fn read(header: BatchHeader, records: &[u8]) -> Result<Vec<Record>, RecordError> {
        RecordBatch::parse_exact(&bytes_of(header, records))?.records(LIMIT)?.collect()
    }

    fn failure(records: &[u8]) -> (usize, &'static str, RecordErrorKind) {
        let error = read(header(1), records).unwrap_err();
        (error.offset() - HEADER_LEN, error.field(), error.kind().clone())
    }

    /// Length 6, attributes, both deltas, null key, null value, no headers.
    const NULLS: [u8; 7] = [12, 0, 0, 0, 1, 1, 0];

    #[test]
    fn the_smallest_record_is_read() {
        let records = read(header(1), &NULLS).unwrap();
        assert_eq!((records[0].offset, records[0].timestamp), (10, 1000));
        assert_eq!((&records[0].key, &records[0].value), (&None, &None));
    }

    #[test]
    fn keys_and_values_share_the_memory_of_the_batch() {
        let bytes = bytes_of(header(1), &[18, 0, 0, 0, 2, b'k', 4, b'v', b'w', 0]);
        let batch = RecordBatch::parse_exact(&bytes).unwrap();
        let record = batch.records(LIMIT).unwrap().next().unwrap().unwrap();
        assert_eq!(record.value.unwrap().as_ptr(), bytes[HEADER_LEN + 7..].as_ptr());
    }

    /// F15.
    #[test]
    fn errors_name_field_and_place() {
        use RecordErrorKind as Kind;
        let cases: &[(&[u8], usize, &str, Kind)] = &[
            (&[14, 0, 0, 0, 1, 1, 0], 0, "record length", Kind::Exceeds { value: 7, limit: 6 }),
            (&[3, 0, 0, 0, 1, 1, 0], 0, "record length", Kind::Negative(-2)),
            (&[1, 0, 0, 0, 1, 1, 0], 0, "record length", Kind::Negative(-1)),
            (&[12, 4, 0, 0, 1, 1, 0], 1, "record attributes", Kind::ReservedBits(4)),
            (&[12, 0, 0, 0, 3, 1, 0], 4, "key", Kind::Negative(-2)),
            (&[12, 0, 0, 0, 8, 1, 0], 4, "key", Kind::Exceeds { value: 4, limit: 2 }),
            (&[12, 0, 0, 0, 1, 3, 0], 5, "value", Kind::Negative(-2)),
            (&[12, 0, 0, 0, 1, 1, 1], 6, "header count", Kind::Negative(-1)),
            (&[12, 0, 0, 0, 1, 1, 2], 6, "header count", Kind::Exceeds { value: 1, limit: 0 }),
            (&[16, 0, 0, 0, 1, 1, 2, 1, 1], 7, "header key", Kind::Negative(-1)),
            (&[16, 0, 0, 0, 1, 1, 2, 0, 3], 8, "header value", Kind::Negative(-2)),
            (&[14, 0, 0, 0, 1, 1, 0, 9], 7, "record", Kind::LeftOver(1)),
            (&[12, 0, 0, 0, 1, 1, 0, 9], 7, "records", Kind::LeftOver(1)),
            (&[12, 0, 0, 2, 1, 1, 0], 1, "offset delta", Kind::Exceeds { value: 1, limit: 0 }),
            (&[12, 0, 0, 1, 1, 1, 0], 1, "offset delta", Kind::Negative(-1)),
            (&[12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80], 1, "record attributes", Kind::ReservedBits(-128)),
            (&[12, 0, 0, 0xff, 0xff, 0xff, 0xff], 3, "offset delta", Kind::Truncated),
            (&[14, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff], 3, "offset delta", Kind::Varint),
        ];
        for (records, offset, field, kind) in cases {
            let (at, name, what) = failure(records);
            assert_eq!((at, name, &what), (*offset, *field, kind), "{records:?}");
        }
    }

    #[test]
    fn an_impossible_count_is_refused_before_any_record() {
        let batch = RecordBatch::parse_exact(&bytes_of(header(2), &NULLS));
        let error = batch.unwrap_err();
        assert_eq!(
            (error.field(), error.kind()),
            ("record count", &RecordErrorKind::Exceeds { value: 2, limit: 1 })
        );
    }

    #[test]
    fn fewer_records_than_counted_are_an_error() {
        let error = read(header(2), &[26, 0, 0, 0, 14, 0, 0, 0, 0, 0, 0, 0, 1, 0]).unwrap_err();
        assert_eq!(error.field(), "record length");
    }

    #[test]
    fn a_timestamp_that_overflows_is_an_error() {
        let header = BatchHeader { base_timestamp: i64::MAX, ..header(1) };
        let error = read(header, &[12, 0, 2, 0, 1, 1, 0]).unwrap_err();
        assert_eq!(error.field(), "timestamp delta");
    }

    #[test]
    fn impossible_sizes_and_formats_are_corrupt_at_once() {
        let mut bytes = bytes_of(header(1), &NULLS).to_vec();
        bytes[header::BATCH_LENGTH..MAGIC].copy_from_slice(&[0, 0, 0, 13, 0, 0, 0, 0]);
        // Twelve bytes tell the size, seventeen the format.
        let parse = |bytes: &[u8]| RecordBatch::parse(&mut Bytes::copy_from_slice(bytes));
        assert_eq!(parse(&bytes[..11]), Ok(None));
        assert_eq!(*parse(&bytes[..12]).unwrap_err().kind(), RecordErrorKind::Size(13));
        bytes[11] = 48;
        assert_eq!(parse(&bytes[..16]), Ok(None));
        assert_eq!(*parse(&bytes[..17]).unwrap_err().kind(), RecordErrorKind::Size(48));
        bytes[MAGIC] = 3;
        assert_eq!(*parse(&bytes).unwrap_err().kind(), RecordErrorKind::Magic(3));
        assert!(parse(&bytes).unwrap_err().is_corrupt());
    }

    #[test]
    fn an_error_leaves_the_stream_where_it_was() {
        let mut bytes = bytes_of(header(1), &NULLS).to_vec();
        bytes[HEADER_LEN] ^= 1;
        let mut stream = Bytes::from(bytes.clone());
        assert!(matches!(
            RecordBatch::parse(&mut stream).unwrap_err().kind(),
            RecordErrorKind::Checksum { .. }
        ));
        assert_eq!(stream, bytes);
    }

    #[test]
    fn a_control_batch_holds_control_records() {
        let control = Attributes { control: true, ..Attributes::default() };
        let header = BatchHeader { attributes: control, ..header(1) };
        assert_eq!(read(header, &NULLS).unwrap_err().field(), "control record key");
        let records = read(header, &[20, 0, 0, 0, 8, 0, 0, 0, 1, 1, 0]).unwrap();
        assert_eq!(ControlRecordType::of(&records[0]), Ok(ControlRecordType::Commit));
    }

    /// F9.
    #[test]
    fn bytes_behind_the_one_batch_are_an_error() {
        let mut bytes = bytes_of(header(1), &NULLS).to_vec();
        bytes.extend([0; 3]);
        let error = RecordBatch::parse_exact(&Bytes::from(bytes)).unwrap_err();
        assert_eq!(*error.kind(), RecordErrorKind::LeftOver(3));
    }
}
