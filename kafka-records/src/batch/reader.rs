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
                let kind = exceeds(self.header.record_count.into(), most);
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
        let (input, attributes) = named("record attributes", byte)(input)?;
        if attributes != 0 {
            return fail(input, "record attributes", Fault::Bits(attributes));
        }
        let (input, timestamp_delta) = named("timestamp delta", varlong)(input)?;
        let (input, offset_delta) = named("offset delta", varint)(input)?;
        let (input, key) = nullable("key")(input)?;
        let (input, value) = nullable("value")(input)?;
        let (mut input, count) = named("header count", varint)(input)?;
        let most = input.len() / SMALLEST_HEADER;
        let count = match usize::try_from(count) {
            Ok(count) if count <= most => count,
            Ok(_) => return fail(input, "header count", Fault::Exceeds(count, most)),
            Err(_) => return fail(input, "header count", Fault::Negative(count)),
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

fn malformed(at: usize, input: &[u8], error: Err<Malformed>) -> RecordError {
    let (Err::Error(Malformed { left, field, fault }) | Err::Failure(Malformed { left, field, fault })) =
        error
    else {
        // Only streaming parsers ask for more.
        return RecordError::new(at, "record", RecordErrorKind::Truncated);
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
