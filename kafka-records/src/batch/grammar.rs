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

/// The record at `at` of the uncompressed records of a batch, and where the next one starts.
#[inline]
pub(crate) fn record_at<'a>(
    header: &BatchHeader,
    records: &'a [u8],
    at: usize,
) -> Result<(RecordView<'a>, usize), RecordError> {
    let input = records.get(at..).unwrap_or_default();
    if let Some((parsed, len)) = short(input)
        && let Some(view) = placed_plainly(header, &parsed)
    {
        return Ok((view, at + len));
    }
    any(header, records, at)
}

/// A record with short numbers and without headers, and its length; `None` when it is not like that.
#[inline]
fn short(input: &[u8]) -> Option<(Parsed<'_>, usize)> {
    // Length, attributes and both deltas of such a record take eight bytes at most.
    let word = u64::from_le_bytes(*input.first_chunk()?);
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
    let (at, total) = (
        (1 + (length_bits + timestamp_bits + offset_bits) / 8) as usize,
        (length_bits / 8 + length / 2) as usize,
    );
    // The header count, a zero, is the last byte.
    let (&count, body) = input.get(at..total)?.split_last()?;
    let (key, body) = match body {
        [NULL, rest @ ..] => (None, rest),
        body => {
            let (len, rest) = short_len(body)?;
            let (key, rest) = rest.split_at_checked(len)?;
            (Some(key), rest)
        }
    };
    let value = match body {
        [NULL] => None,
        body => {
            let (len, value) = short_len(body)?;
            if len != value.len() {
                return None;
            }
            Some(value)
        }
    };
    if count != 0 {
        return None;
    }
    let timestamp_delta = i64::from(unfold(timestamp_delta));
    let offset_delta = (offset_delta >> 1).cast_signed();
    Some((Parsed { timestamp_delta, offset_delta, key, value, headers: HeaderViews::NONE }, total))
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
    if folded & 1 == 0 { Some((folded >> 1, rest)) } else { None }
}

/// Offset, timestamp and sequence where nothing is special; `None` where something is, or is wrong.
#[inline]
fn placed_plainly<'a>(header: &BatchHeader, parsed: &Parsed<'a>) -> Option<RecordView<'a>> {
    // A short number is read only if it is not negative.
    let records_on = parsed.offset_delta.cast_unsigned();
    if parsed.offset_delta > header.last_offset_delta || header.attributes.control {
        return None;
    }
    let created = header.base_timestamp.checked_add(parsed.timestamp_delta)?;
    Some(RecordView {
        offset: header.base_offset.saturating_add(parsed.offset_delta.into()),
        timestamp: match header.attributes.timestamp_type {
            TimestampType::CreateTime => created,
            TimestampType::LogAppendTime => header.max_timestamp,
        },
        sequence: if header.base_sequence.is_some() {
            header.base_sequence.add(records_on)
        } else {
            Sequence::NONE
        },
        key: parsed.key,
        value: parsed.value,
        headers: parsed.headers,
    })
}

/// Any record, by the grammar.
#[inline(never)]
fn any<'a>(
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
    let Parsed { timestamp_delta, offset_delta, key, value, headers } = *parsed;
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
    Ok(RecordView {
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
