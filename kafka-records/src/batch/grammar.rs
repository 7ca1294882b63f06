//! The grammar of a record in a batch of format v2.
//!
//! Nearly every record is short and without headers; such a one is read by a few comparisons. All others, and every
//! malformed one, go through the grammar proper, which knows what is wrong and where.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use nom::bytes::complete::take;
use nom::{Err, IResult};

use crate::attributes::TimestampType;
use crate::batch::header::{BatchHeader, HEADER_LEN};
use crate::control::ControlRecordType;
use crate::error::{RecordError, RecordErrorKind};
use crate::producer::Sequence;
use crate::record::NULL;
use crate::varint::{VarintError, short_varint, unfold, varint, varlong};
use crate::view::{HeaderViews, RecordView};

/// Whether the batch has no rule of its own for what its records say: they are data, with timestamps of their own.
pub(crate) fn is_plain(header: &BatchHeader) -> bool {
    !header.attributes.control && header.attributes.timestamp_type == TimestampType::CreateTime
}

/// The record at `at` of the uncompressed records of a plain batch, and where the next one starts; `None` if it is not one
/// of those that are quick to read, or is malformed.
#[inline]
pub(crate) fn short_record_at<'a>(
    header: &BatchHeader,
    records: &'a [u8],
    at: usize,
) -> Option<(RecordView<'a>, usize)> {
    debug_assert!(is_plain(header), "only plain batches are quick to read");
    let (parsed, len) = short(records.get(at..)?)?;
    let created = header.base_timestamp.checked_add(parsed.timestamp_delta)?;
    // A short number is read only if it is not negative.
    if parsed.offset_delta > header.last_offset_delta {
        return None;
    }
    let view = view(header, &parsed, parsed.offset_delta.cast_unsigned(), created);
    debug_assert_eq!(record_at(header, records, at), Ok((view, at + len)), "short and long way agree");
    Some((view, at + len))
}

/// A record with short numbers and without headers, and its length; `None` when it is not like that.
#[inline]
fn short(input: &[u8]) -> Option<(Parsed<'_>, usize)> {
    let word = u64::from_le_bytes(*input.first_chunk()?);
    let numbers = numbers_of(word)?;
    let total = numbers.total;
    // The header count, a zero, is the last byte.
    let (&count, record) = input.get(..total)?.split_last()?;
    let body = record.get(numbers.key_at..)?;
    if count != 0 {
        return None;
    }
    let (key, body) = match body {
        [NULL, rest @ ..] => (None, rest),
        body => {
            let (len, rest) = short_len(body)?;
            let (key, rest) = rest.split_at_checked(len)?;
            (Some(key), rest)
        }
    };
    let value = match short_len(body) {
        Some((len, value)) if len == value.len() => Some(value),
        None if body == [NULL] => None,
        _ => return None,
    };
    let timestamp_delta = i64::from(unfold(numbers.timestamp_delta));
    let offset_delta = (numbers.offset_delta >> 1).cast_signed();
    Some((Parsed { timestamp_delta, offset_delta, key, value, headers: HeaderViews::NONE }, total))
}

/// What is in front of a record's key.
struct Numbers {
    /// Folded.
    timestamp_delta: u32,
    /// Folded, not negative.
    offset_delta: u32,
    /// Where the key begins: in the first eight bytes, or right behind them.
    key_at: usize,
    /// Where the next record begins.
    total: usize,
}

/// The numbers in the first bytes of a record. Those of the bulk are recognised by one comparison for each length that they
/// have: a record of up to 8 KiB, within 64 ms of the batch's first one, among the first 8,192 of the batch.
#[expect(clippy::inline_always, reason = "half of what reading a record costs")]
#[inline(always)]
fn numbers_of(word: u64) -> Option<Numbers> {
    if let Some(numbers) = Shape::<2, 1>::numbers_of(word) {
        return Some(numbers);
    }
    if let Some(numbers) = Shape::<2, 2>::numbers_of(word) {
        return Some(numbers);
    }
    if let Some(numbers) = Shape::<1, 1>::numbers_of(word) {
        return Some(numbers);
    }
    if let Some(numbers) = Shape::<1, 2>::numbers_of(word) {
        return Some(numbers);
    }
    uncommon_numbers_of(word)
}

/// A length of `LENGTH` bytes, no attributes, a timestamp delta of one byte and an offset delta of `OFFSET` bytes.
struct Shape<const LENGTH: u32, const OFFSET: u32>;

impl<const LENGTH: u32, const OFFSET: u32> Shape<LENGTH, OFFSET> {
    const TIMESTAMP_AT: u32 = 8 * (LENGTH + 1);
    const OFFSET_AT: u32 = Self::TIMESTAMP_AT + 8;

    /// The bits that tell: of every number's bytes those that say whether more follow, of length and offset the signs,
    /// of the attributes all.
    const TELLING: u64 = continuations(0, LENGTH).0
        | 1
        | 0xff << (8 * LENGTH)
        | continuations(Self::TIMESTAMP_AT, 1).0
        | continuations(Self::OFFSET_AT, OFFSET).0
        | 1 << Self::OFFSET_AT;

    /// What they are in a record of this shape.
    const EXPECTED: u64 = continuations(0, LENGTH).1 | continuations(Self::OFFSET_AT, OFFSET).1;

    #[expect(clippy::inline_always, reason = "as for its caller")]
    #[inline(always)]
    fn numbers_of(word: u64) -> Option<Numbers> {
        if word & Self::TELLING != Self::EXPECTED {
            return None;
        }
        let length = joined::<LENGTH>(word) >> 1;
        #[expect(clippy::as_conversions, reason = "numbers of 14 bits")]
        Some(Numbers {
            timestamp_delta: joined::<1>(word >> Self::TIMESTAMP_AT),
            offset_delta: joined::<OFFSET>(word >> Self::OFFSET_AT),
            key_at: (LENGTH + 2 + OFFSET) as usize,
            total: (LENGTH + length) as usize,
        })
    }
}

/// Of a varint of `len` bytes at bit `at`: the bits that say whether more bytes follow, and what they say.
const fn continuations(at: u32, len: u32) -> (u64, u64) {
    let all = 0x8080_8080_8080_8080 >> (64 - 8 * len) << at;
    (all, all ^ 0x80 << (at + 8 * (len - 1)))
}

/// The folded number in the `LEN` lowest bytes, which are one or two.
const fn joined<const LEN: u32>(word: u64) -> u32 {
    const { assert!(LEN == 1 || LEN == 2) };
    #[expect(clippy::as_conversions, reason = "14 bits")]
    let number = if LEN == 1 { (word & 0x7f) as u32 } else { (word & 0x7f | word >> 1 & 0x3f80) as u32 };
    number
}

/// As [`numbers_of`], for numbers of up to three bytes each.
fn uncommon_numbers_of(word: u64) -> Option<Numbers> {
    let (length, length_bits) = short_varint(word)?;
    // The attributes are the eight zero bits below the timestamp delta.
    let word = word >> length_bits;
    let (timestamp_delta, timestamp_bits) = short_varint(word >> 8)?;
    let (offset_delta, offset_bits) = short_varint(word >> 8 >> timestamp_bits)?;
    // An odd number is negative.
    if word & 0xff != 0 || (length | offset_delta) & 1 != 0 {
        return None;
    }
    #[expect(clippy::as_conversions, reason = "numbers of 21 bits")]
    let (key_at, total) = (
        (1 + (length_bits + timestamp_bits + offset_bits) / 8) as usize,
        (length_bits / 8 + length / 2) as usize,
    );
    // What lies behind the word was not read, it was taken for zeros.
    (key_at <= size_of_val(&word)).then_some(Numbers { timestamp_delta, offset_delta, key_at, total })
}

/// A length of one or two bytes that is not negative, and what is behind it.
#[expect(clippy::inline_always, reason = "a call costs as much as what it does, twice a record")]
#[inline(always)]
fn short_len(input: &[u8]) -> Option<(usize, &[u8])> {
    let (folded, rest) = match input {
        [low @ 0..0x80, rest @ ..] => (usize::from(*low), rest),
        [low, high @ 0..0x80, rest @ ..] => (usize::from(low & 0x7f) | usize::from(*high) << 7, rest),
        _ => return None,
    };
    // An odd number is negative.
    if folded & 1 == 0 { Some((folded >> 1, rest)) } else { None }
}

/// The record behind `records_on` others, or behind that many offsets.
#[inline]
fn view<'a>(header: &BatchHeader, parsed: &Parsed<'a>, records_on: u32, timestamp: i64) -> RecordView<'a> {
    RecordView {
        // `validate` has checked that even the last offset fits.
        offset: header.base_offset.wrapping_add(records_on.into()),
        timestamp,
        // Any negative number says that the batch has no sequences.
        sequence: if header.base_sequence.is_some() {
            header.base_sequence.add(records_on)
        } else {
            Sequence::NONE
        },
        key: parsed.key,
        value: parsed.value,
        headers: parsed.headers,
    }
}

/// Any record, by the grammar, and where the next one starts.
pub(crate) fn record_at<'a>(
    header: &BatchHeader,
    records: &'a [u8],
    at: usize,
) -> Result<(RecordView<'a>, usize), RecordError> {
    let input = records.get(at..).unwrap_or_default();
    let (rest, body) = framed(input).map_err(|error| malformed(HEADER_LEN + at, input, error))?;
    let body_at = HEADER_LEN + records.len() - rest.len() - body.len();
    let (left, parsed) = record(body).map_err(|error| malformed(body_at, body, error))?;
    if !left.is_empty() {
        let at = body_at + body.len() - left.len();
        return Err(RecordError::new(at, "record", RecordErrorKind::LeftOver(left.len())));
    }
    Ok((placed(header, &parsed, body_at)?, records.len() - rest.len()))
}

/// Turns deltas into offset, timestamp and sequence.
fn placed<'a>(header: &BatchHeader, parsed: &Parsed<'a>, at: usize) -> Result<RecordView<'a>, RecordError> {
    let Parsed { timestamp_delta, offset_delta, key, .. } = *parsed;
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
        ControlRecordType::of_key(key).map_err(|kind| error("control record key", kind))?;
    }
    let timestamp = match header.attributes.timestamp_type {
        TimestampType::CreateTime => created,
        TimestampType::LogAppendTime => header.max_timestamp,
    };
    Ok(view(header, parsed, records_on, timestamp))
}

/// The fields of a record, its numbers still counting from the batch's.
struct Parsed<'a> {
    timestamp_delta: i64,
    offset_delta: i32,
    key: Option<&'a [u8]>,
    value: Option<&'a [u8]>,
    headers: HeaderViews<'a>,
}

/// The fields of a record, without its length.
fn record(input: &[u8]) -> IResult<&[u8], Parsed<'_>, Malformed> {
    let start = input;
    let (input, attributes) = named("record attributes", byte)(start)?;
    if attributes != 0 {
        return fail(start, "record attributes", Fault::Bits(attributes));
    }
    let (input, timestamp_delta) = named("timestamp delta", varlong)(input)?;
    let (input, offset_delta) = named("offset delta", varint)(input)?;
    let (input, key) = nullable("key")(input)?;
    let (input, value) = nullable("value")(input)?;
    let (input, headers) = headers(input)?;
    Ok((input, Parsed { timestamp_delta, offset_delta, key, value, headers }))
}

/// Headers, each looked at once so that whoever reads them later need not check again.
fn headers(input: &[u8]) -> IResult<&[u8], HeaderViews<'_>, Malformed> {
    let (first, count) = named("header count", varint)(input)?;
    let most = first.len() / SMALLEST_HEADER;
    let count = match u32::try_from(count) {
        Ok(number) if usize::try_from(number).is_ok_and(|number| number <= most) => number,
        Ok(_) => return fail(input, "header count", Fault::Exceeds(count, most)),
        Err(_) => return fail(input, "header count", Fault::Negative(count)),
    };
    let mut rest = first;
    for _ in 0..count {
        let (after_key, key) = nullable("header key")(rest)?;
        if key.is_none() {
            return fail(rest, "header key", Fault::Negative(-1));
        }
        (rest, _) = nullable("header value")(after_key)?;
    }
    let bytes = first.get(..first.len() - rest.len()).unwrap_or_default();
    Ok((rest, HeaderViews::encoded(count, bytes)))
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
        Fault::Exceeds(value, limit) => RecordErrorKind::exceeds(value.into(), limit),
        Fault::Bits(bits) => RecordErrorKind::ReservedBits(bits.into()),
    };
    RecordError::new(at + input.len() - left, field, kind)
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

/// Empty key, null value.
const SMALLEST_HEADER: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Attributes;
    use crate::varint::{put_varint, put_varlong, varint_len, varlong_len};

    /// Deltas at each length that their varints can have, and lengths that make the record's one to four bytes long.
    const EDGES: [i32; 12] =
        [0, 1, 63, 64, 65, 8_191, 8_192, 8_316, 16_384, 1_048_575, 1_048_576, i32::MAX - 1];
    const VALUE_LENGTHS: [i32; 8] = [0, 50, 63, 64, 8_150, 8_191, 8_192, 1_048_576];

    fn header() -> BatchHeader {
        BatchHeader {
            base_offset: 0,
            batch_length: 0,
            partition_leader_epoch: -1,
            crc: 0,
            attributes: Attributes::default(),
            last_offset_delta: i32::MAX,
            base_timestamp: 0,
            max_timestamp: 0,
            producer_id: crate::producer::ProducerId::NONE,
            producer_epoch: crate::producer::ProducerEpoch::NONE,
            base_sequence: Sequence::NONE,
            record_count: 1,
        }
    }

    /// Any numbers, in as few bytes as they need, behind a length that is right.
    fn encoded(timestamp_delta: i64, offset_delta: i32, value: &[u8]) -> Vec<u8> {
        let value_len = i32::try_from(value.len()).unwrap();
        let len = 1
            + varlong_len(timestamp_delta)
            + varint_len(offset_delta)
            + varint_len(-1)
            + varint_len(value_len)
            + value.len()
            + 1;
        let mut out = Vec::new();
        put_varint(&mut out, i32::try_from(len).unwrap());
        out.push(0);
        put_varlong(&mut out, timestamp_delta);
        put_varint(&mut out, offset_delta);
        put_varint(&mut out, -1);
        put_varint(&mut out, value_len);
        out.extend_from_slice(value);
        out.push(0);
        out
    }

    #[test]
    fn numbers_of_every_length_are_read_beside_each_other() {
        let (header, bytes) = (header(), vec![b'v'; 1_048_576]);
        for value_len in VALUE_LENGTHS {
            let value = &bytes[..usize::try_from(value_len).unwrap()];
            for offset_delta in EDGES {
                for timestamp_delta in EDGES.map(i64::from).into_iter().flat_map(|delta| [delta, -delta]) {
                    let record = encoded(timestamp_delta, offset_delta, value);
                    let short = short_record_at(&header, &record, 0);
                    let (view, end) = record_at(&header, &record, 0).unwrap();
                    assert!(short.is_none_or(|short| short == (view, end)), "{record:?}");
                    assert_eq!((view.offset, view.timestamp), (offset_delta.into(), timestamp_delta));
                    assert_eq!((view.key, view.value, view.headers.len()), (None, Some(value), 0));
                    assert_eq!(end, record.len());
                }
            }
        }
    }
}
