//! Zig-zag varints: the integers inside a record.
//!
//! A signed number is folded so that small magnitudes are small (`0, -1, 1, -2` become `0, 1, 2, 3`), then written seven
//! bits a byte, low bits first, with the high bit saying that more follow. An `int` takes one to five bytes, a `long` one
//! to ten. Reading refuses a number that does not fit its type; padding with empty groups is accepted, as Kafka does.

use bytes::BufMut;
use nom::{Err, IResult};

/// Folds a signed 32-bit number so that its sign moves into the lowest bit.
#[inline]
pub const fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

/// Folds a signed 64-bit number so that its sign moves into the lowest bit.
#[inline]
pub const fn zigzag_long(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Bytes that [`put_varint`] writes for `value`: 1 to 5.
#[inline]
pub const fn varint_len(value: i32) -> usize {
    group_count(zigzag(value) as u64)
}

/// Bytes that [`put_varlong`] writes for `value`: 1 to 10.
#[inline]
pub const fn varlong_len(value: i64) -> usize {
    group_count(zigzag_long(value))
}

/// Appends `value` in 1 to 5 bytes.
#[inline]
pub fn put_varint(out: &mut impl BufMut, value: i32) {
    let (word, len) = varint_word(zigzag(value));
    for byte in word.to_le_bytes().into_iter().take(len) {
        out.put_u8(byte);
    }
}

/// Appends `value` in 1 to 10 bytes.
#[inline]
pub fn put_varlong(out: &mut impl BufMut, value: i64) {
    let mut rest = zigzag_long(value);
    while rest >= 0x80 {
        out.put_u8(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.put_u8(rest as u8);
}

/// The wire bytes of an already folded number in the low bytes of a word, and how many they are.
///
/// Nearly every varint of a record takes one or two bytes, so those two are told apart by branches that predict well; the
/// rest is spread without a loop.
#[inline]
pub(crate) const fn varint_word(folded: u32) -> (u64, usize) {
    let v = folded as u64;
    if v < 0x80 {
        (v, 1)
    } else if v < 0x4000 {
        ((v & 0x7f) | 0x80 | (v >> 7 << 8), 2)
    } else {
        let len = group_count(v);
        let spread = (v & 0x7f)
            | ((v & (0x7f << 7)) << 1)
            | ((v & (0x7f << 14)) << 2)
            | ((v & (0x7f << 21)) << 3)
            | ((v & (0x0f << 28)) << 4);
        let more = 0x80_80_80_80_80 & ((1_u64 << (8 * (len - 1))) - 1);
        (spread | more, len)
    }
}

/// Groups of seven bits in `folded`, at least one: a multiplication instead of a division by seven, exact for 0..=64 bits.
#[inline]
const fn group_count(folded: u64) -> usize {
    let bits = 64 - (folded | 1).leading_zeros() as usize;
    (bits * 9 + 64) / 64
}

/// Why bytes are not a varint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarintError {
    /// The input ends inside the number.
    Truncated,
    /// The number has more bytes than its type allows, or bits beyond its width.
    TooLong,
}

impl<'a> nom::error::ParseError<&'a [u8]> for VarintError {
    fn from_error_kind(_: &'a [u8], _: nom::error::ErrorKind) -> Self {
        Self::Truncated
    }

    fn append(_: &'a [u8], _: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
}

/// Reads a 32-bit number (a nom parser).
#[inline]
pub fn varint(input: &[u8]) -> IResult<&[u8], i32, VarintError> {
    if let [byte @ 0..0x80, rest @ ..] = input {
        return Ok((rest, unfold(u32::from(*byte))));
    }
    let (rest, folded) = groups(input, 5, 0x0f)?;
    // `groups` let at most 32 bits through.
    Ok((rest, unfold(folded as u32)))
}

/// Reads a 64-bit number (a nom parser).
#[inline]
pub fn varlong(input: &[u8]) -> IResult<&[u8], i64, VarintError> {
    let (rest, folded) = groups(input, 10, 0x01)?;
    Ok((rest, ((folded >> 1) as i64) ^ -((folded & 1) as i64)))
}

/// A folded number of one to three bytes at the low end of a word, and the bits that it takes there; `None` for a longer one.
#[inline]
pub(crate) const fn short_varint(word: u64) -> Option<(u32, u32)> {
    if word & 0x80 == 0 {
        Some(((word & 0x7f) as u32, 8))
    } else if word & 0x8000 == 0 {
        Some(((word & 0x7f | word >> 1 & 0x3f80) as u32, 16))
    } else if word & 0x80_0000 == 0 {
        Some(((word & 0x7f | word >> 1 & 0x3f80 | word >> 2 & 0x1f_c000) as u32, 24))
    } else {
        None
    }
}

#[inline]
pub(crate) const fn unfold(folded: u32) -> i32 {
    ((folded >> 1) as i32) ^ -((folded & 1) as i32)
}

/// Up to `max` groups of seven bits; the last allowed byte must not exceed `last`.
fn groups(mut input: &[u8], max: u32, last: u8) -> IResult<&[u8], u64, VarintError> {
    let mut folded = 0_u64;
    for group in 0..max {
        let [byte, rest @ ..] = input else { return Err(Err::Error(VarintError::Truncated)) };
        if group + 1 == max && *byte > last {
            return Err(Err::Error(VarintError::TooLong));
        }
        folded |= u64::from(byte & 0x7f) << (7 * group);
        input = rest;
        if *byte < 0x80 {
            return Ok((input, folded));
        }
    }
    Err(Err::Error(VarintError::TooLong))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes_of(value: i32) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, value);
        out
    }

    fn long_bytes_of(value: i64) -> Vec<u8> {
        let mut out = Vec::new();
        put_varlong(&mut out, value);
        out
    }

    #[test]
    fn reference_values_match() {
        let table: &[(i32, &[u8])] =
            &[(0, &[0]), (-1, &[1]), (1, &[2]), (63, &[0x7e]), (-64, &[0x7f]), (64, &[0x80, 1])];
        for (value, bytes) in table {
            assert_eq!(bytes_of(*value), *bytes);
            assert_eq!(long_bytes_of(i64::from(*value)), *bytes);
        }
    }

    #[test]
    fn edges_of_every_length_round_trip() {
        for bits in 0..64 {
            for nearby in [-2_i64, -1, 0, 1, 2] {
                let value = (1_i64 << bits).wrapping_add(nearby);
                for value in [value, value.wrapping_neg()] {
                    let bytes = long_bytes_of(value);
                    assert_eq!(bytes.len(), varlong_len(value), "{value}");
                    assert_eq!(varlong(&bytes), Ok((&[][..], value)));
                    let value = value as i32;
                    let bytes = bytes_of(value);
                    assert_eq!(bytes.len(), varint_len(value), "{value}");
                    assert_eq!(varint(&bytes), Ok((&[][..], value)));
                }
            }
        }
    }

    #[test]
    fn short_numbers_are_read_from_a_word_as_from_bytes() {
        for value in (-1_048_576..1_048_576).step_by(61).chain([-1_048_576, 1_048_575, -1, 0, 63, -64, 64]) {
            let mut bytes = bytes_of(value);
            let bits = 8 * bytes.len();
            bytes.resize(8, 0xff);
            let word = u64::from_le_bytes(*bytes.first_chunk().unwrap());
            assert_eq!(short_varint(word), Some((zigzag(value), bits as u32)));
        }
        assert_eq!(short_varint(0x0180_8080), None);
    }

    #[test]
    fn padding_is_accepted_and_a_number_too_wide_is_not() {
        assert_eq!(varint(&[0x80, 0x80, 0x00]), Ok((&[][..], 0)));
        assert_eq!(varint(&[0x82, 0x80, 0x80, 0x80, 0x00]), Ok((&[][..], 1)));
        assert_eq!(varint(&[0xff; 5]), Err(Err::Error(VarintError::TooLong)));
        assert_eq!(varint(&[0xff, 0xff, 0xff, 0xff, 0x1f]), Err(Err::Error(VarintError::TooLong)));
        assert_eq!(varint(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Ok((&[][..], i32::MIN)));
        assert_eq!(varlong(&[0xff; 10]), Err(Err::Error(VarintError::TooLong)));
        let mut most = [0xff; 10];
        most[9] = 1;
        assert_eq!(varlong(&most), Ok((&[][..], i64::MIN)));
        most[9] = 2;
        assert_eq!(varlong(&most), Err(Err::Error(VarintError::TooLong)));
        assert_eq!(varint(&[]), Err(Err::Error(VarintError::Truncated)));
        assert_eq!(varint(&[0x80]), Err(Err::Error(VarintError::Truncated)));
    }

    proptest! {
        #[test]
        fn any_number_round_trips(value: i64) {
            let bytes = long_bytes_of(value);
            prop_assert_eq!(bytes.len(), varlong_len(value));
            prop_assert_eq!(varlong(&bytes), Ok((&[][..], value)));
            let value = value as i32;
            let bytes = bytes_of(value);
            prop_assert_eq!(bytes.len(), varint_len(value));
            prop_assert_eq!(varint(&bytes), Ok((&[][..], value)));
        }
    }
}
