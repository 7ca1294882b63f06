//! Reads and validates batches that may come from anyone.
//!
//! Every byte sequence yields a value or a [`RecordError`]; work and memory are linear in the bytes given, and bounded by
//! the [`DecompressionLimit`] where those are compressed.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use std::iter::FusedIterator;

use bytes::{Buf, Bytes};
use nom::bytes::complete::take;
use nom::{Err, IResult};

use crate::attributes::TimestampType;
use crate::batch::header::{
    self, BatchHeader, CRC, HEADER_LEN, HeaderPeek, LOG_OVERHEAD, MAGIC, MAGIC_V2, RECORD_COUNT,
};
use crate::compression::{Compression, DecompressionLimit};
use crate::control::ControlRecordType;
use crate::crc;
use crate::error::{RecordError, RecordErrorKind};
use crate::record::{Header, Record};
use crate::varint::{VarintError, varint, varlong};

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
                let kind = exceeds(self.header.record_count, most);
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
        Ok(RecordIter {
            header: self.header,
            records,
            at: 0,
            // `validate` has refused negative counts.
            remaining: usize::try_from(self.header.record_count).unwrap_or(0),
        })
    }
}

/// Size of the batch at the front of `stream`, or `None` when there are too few bytes to tell.
fn next_batch_size(stream: &[u8]) -> Result<Option<usize>, RecordError> {
    let length = stream.get(header::BATCH_LENGTH..).and_then(<[u8]>::first_chunk);
    let Some(length) = length.map(|length| i32::from_be_bytes(*length)) else { return Ok(None) };
    let impossible =
        RecordError::new(header::BATCH_LENGTH, "batch length", RecordErrorKind::Size(length.into()));
    // No format has a shorter entry than v0.
    if length < SMALLEST_LENGTH {
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

/// The records of a batch, in order. Ends after the first error.
#[derive(Clone, Debug)]
pub struct RecordIter {
    header: BatchHeader,
    records: Bytes,
    at: usize,
    remaining: usize,
}

impl RecordIter {
    /// Bytes of all records, uncompressed.
    pub const fn records_len(&self) -> usize {
        self.records.len()
    }

    fn parse_next(&mut self) -> Result<Record, RecordError> {
        let input = self.records.get(self.at..).unwrap_or_default();
        let (rest, body) = framed(input).map_err(|error| malformed(HEADER_LEN + self.at, input, error))?;
        let body_at = HEADER_LEN + self.records.len() - rest.len() - body.len();
        let (left, parsed) = self.record(body).map_err(|error| malformed(body_at, body, error))?;
        if !left.is_empty() {
            let at = body_at + body.len() - left.len();
            return Err(RecordError::new(at, "record", RecordErrorKind::LeftOver(left.len())));
        }
        let record = self.placed(parsed, body_at)?;
        self.at = self.records.len() - rest.len();
        Ok(record)
    }

    /// The fields of a record, without its length.
    fn record<'a>(&self, input: &'a [u8]) -> IResult<&'a [u8], Parsed, Malformed> {
        let start = input;
        let (input, attributes) = named("record attributes", byte)(start)?;
        if attributes != 0 {
            return fail(start, "record attributes", Fault::Bits(attributes));
        }
        let (input, timestamp_delta) = named("timestamp delta", varlong)(input)?;
        let (input, offset_delta) = named("offset delta", varint)(input)?;
        let (input, key) = nullable("key")(input)?;
        let (input, value) = nullable("value")(input)?;
        let before_count = input;
        let (mut input, count) = named("header count", varint)(input)?;
        let most = input.len() / SMALLEST_HEADER;
        let count = match usize::try_from(count) {
            Ok(count) if count <= most => count,
            Ok(_) => return fail(before_count, "header count", Fault::Exceeds(count, most)),
            Err(_) => return fail(before_count, "header count", Fault::Negative(count)),
        };
        let mut headers = Vec::with_capacity(count.min(MAX_RESERVE));
        for _ in 0..count {
            let (rest, key) = nullable("header key")(input)?;
            let Some(key) = key else { return fail(input, "header key", Fault::Negative(-1)) };
            let (rest, value) = nullable("header value")(rest)?;
            headers.push(Header { key: self.share(key), value: value.map(|value| self.share(value)) });
            input = rest;
        }
        let (key, value) = (key.map(|key| self.share(key)), value.map(|value| self.share(value)));
        Ok((input, Parsed { timestamp_delta, offset_delta, key, value, headers }))
    }

    /// Turns deltas into offset, timestamp and sequence.
    fn placed(&self, parsed: Parsed, at: usize) -> Result<Record, RecordError> {
        let Parsed { timestamp_delta, offset_delta, key, value, headers } = parsed;
        let header = &self.header;
        let error = |field, kind| RecordError::new(at, field, kind);
        let Ok(records_on) = u32::try_from(offset_delta) else {
            return Err(error("offset delta", RecordErrorKind::Negative(offset_delta.into())));
        };
        if offset_delta > header.last_offset_delta {
            let (value, limit) = (offset_delta.into(), header.last_offset_delta.into());
            return Err(error("offset delta", RecordErrorKind::Exceeds { value, limit }));
        }
        let (base, delta) = (header.base_timestamp, timestamp_delta);
        let Some(created) = base.checked_add(delta) else {
            return Err(error("timestamp delta", RecordErrorKind::Overflow { base, delta }));
        };
        if header.attributes.control {
            ControlRecordType::of_key(key.as_deref()).map_err(|kind| error("control record key", kind))?;
        }
        Ok(Record {
            // `validate` has checked that even the last offset fits.
            offset: header.base_offset.saturating_add(offset_delta.into()),
            timestamp: match header.attributes.timestamp_type {
                TimestampType::CreateTime => created,
                TimestampType::LogAppendTime => header.max_timestamp,
            },
            sequence: header.base_sequence.add(records_on),
            key,
            value,
            headers,
        })
    }

    fn share(&self, part: &[u8]) -> Bytes {
        self.records.slice_ref(part)
    }
}

impl Iterator for RecordIter {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        let result = if self.remaining > 0 {
            self.remaining -= 1;
            self.parse_next()
        } else {
            let left = self.records.len() - self.at;
            if left == 0 {
                return None;
            }
            Err(RecordError::new(HEADER_LEN + self.at, "records", RecordErrorKind::LeftOver(left)))
        };
        if result.is_err() {
            self.remaining = 0;
            self.at = self.records.len();
        }
        Some(result)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // An error may come instead of the rest, or behind it.
        (self.remaining.min(1), Some(self.remaining + 1))
    }
}

impl FusedIterator for RecordIter {}

struct Parsed {
    timestamp_delta: i64,
    offset_delta: i32,
    key: Option<Bytes>,
    value: Option<Bytes>,
    headers: Vec<Header>,
}

/// A parser's error: what, and how many bytes were left of its input.
struct Malformed {
    left: usize,
    field: &'static str,
    fault: Fault,
}

/// Small, since every step of the grammar returns room for it.
#[derive(Clone, Copy)]
enum Fault {
    Truncated,
    Varint,
    Negative(i32),
    Exceeds(i32, usize),
    Bits(i8),
}

#[cold]
#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes values")]
fn malformed(at: usize, input: &[u8], error: Err<Malformed>) -> RecordError {
    let (left, field, fault) = match error {
        Err::Error(Malformed { left, field, fault }) | Err::Failure(Malformed { left, field, fault }) => {
            (left, field, fault)
        }
        // Only streaming parsers ask for more.
        Err::Incomplete(_) => (0, "record", Fault::Truncated),
    };
    let kind = match fault {
        Fault::Truncated => RecordErrorKind::Truncated,
        Fault::Varint => RecordErrorKind::Varint,
        Fault::Negative(value) => RecordErrorKind::Negative(value.into()),
        Fault::Exceeds(value, limit) => exceeds(value, limit),
        Fault::Bits(bits) => RecordErrorKind::ReservedBits(bits.into()),
    };
    RecordError::new(at + input.len() - left, field, kind)
}

fn exceeds(value: i32, limit: usize) -> RecordErrorKind {
    RecordErrorKind::Exceeds { value: value.into(), limit: i64::try_from(limit).unwrap_or(i64::MAX) }
}

#[cold]
fn fail<'a, O>(input: &'a [u8], field: &'static str, fault: Fault) -> IResult<&'a [u8], O, Malformed> {
    Err(Err::Error(Malformed { left: input.len(), field, fault }))
}

/// `parser`, its errors with the name of a field and its place.
fn named<'a, O>(
    field: &'static str,
    mut parser: impl FnMut(&'a [u8]) -> IResult<&'a [u8], O, VarintError>,
) -> impl FnMut(&'a [u8]) -> IResult<&'a [u8], O, Malformed> {
    move |input| match parser(input) {
        Ok(parsed) => Ok(parsed),
        Err(Err::Error(VarintError::TooLong)) => fail(input, field, Fault::Varint),
        Err(_) => fail(input, field, Fault::Truncated),
    }
}

fn byte(input: &[u8]) -> IResult<&[u8], i8, VarintError> {
    nom::number::complete::i8(input)
}

/// A record's body behind its length.
fn framed(input: &[u8]) -> IResult<&[u8], &[u8], Malformed> {
    match sized("record length", input)? {
        (rest, Some(body)) => Ok((rest, body)),
        (_, None) => fail(input, "record length", Fault::Negative(-1)),
    }
}

/// Bytes behind their length, -1 for null. Java reads every negative length as null; here the others are invalid.
fn nullable<'a>(field: &'static str) -> impl Fn(&'a [u8]) -> IResult<&'a [u8], Option<&'a [u8]>, Malformed> {
    move |input| sized(field, input)
}

fn sized<'a>(field: &'static str, input: &'a [u8]) -> IResult<&'a [u8], Option<&'a [u8]>, Malformed> {
    let (rest, len) = named(field, varint)(input)?;
    match usize::try_from(len) {
        Ok(wanted) if wanted <= rest.len() => {
            let (rest, bytes) = named(field, take(wanted))(rest)?;
            Ok((rest, Some(bytes)))
        }
        Ok(_) => fail(input, field, Fault::Exceeds(len, rest.len())),
        Err(_) if len == -1 => Ok((rest, None)),
        Err(_) => fail(input, field, Fault::Negative(len)),
    }
}

/// Length, attributes, both deltas, null key, null value, no headers.
const SMALLEST_RECORD: usize = 7;

/// Empty key, null value.
const SMALLEST_HEADER: usize = 2;

/// Headers to make room for before having seen them.
const MAX_RESERVE: usize = 64;

/// Length field of the smallest entry of format v0.
const SMALLEST_LENGTH: i32 = 14;

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::as_conversions, reason = "tests may panic")]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::producer::{ProducerEpoch, ProducerId, Sequence};

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

    #[test]
    fn bytes_behind_the_one_batch_are_an_error() {
        let mut bytes = bytes_of(header(1), &NULLS).to_vec();
        bytes.extend([0; 3]);
        let error = RecordBatch::parse_exact(&Bytes::from(bytes)).unwrap_err();
        assert_eq!(*error.kind(), RecordErrorKind::LeftOver(3));
    }
}
