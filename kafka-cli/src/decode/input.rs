//! Hexadecimal digits, as people copy them from dumps, logs and tests.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{multispace1, one_of};
use nom::combinator::{map_res, value};
use nom::multi::{fold_many0, many0_count};
use nom::{IResult, Parser};

/// The bytes that the digits stand for. Between bytes may be white space, commas, colons and dashes, before each `0x` or `\x`.
pub(super) fn hex(text: &[u8]) -> Result<Vec<u8>, String> {
    let (rest, bytes) = all(text).map_err(|error| error.to_string())?;
    if rest.is_empty() {
        return Ok(bytes);
    }
    let at = text.len() - rest.len();
    let found = String::from_utf8_lossy(rest).chars().take(8).collect::<String>();
    Err(format!("not hexadecimal at byte {at}: {found:?} (--raw takes the bytes as they are)"))
}

fn all(text: &[u8]) -> IResult<&[u8], Vec<u8>> {
    let byte = (between, alt((tag("0x"), tag("\\x"), tag(""))), digits);
    let (rest, bytes) = fold_many0(byte, Vec::new, |mut bytes, (_, _, byte)| {
        bytes.push(byte);
        bytes
    })
    .parse(text)?;
    let (rest, _) = between(rest)?;
    Ok((rest, bytes))
}

fn between(text: &[u8]) -> IResult<&[u8], usize> {
    many0_count(alt((value((), multispace1), value((), one_of(",:-"))))).parse(text)
}

fn digits(text: &[u8]) -> IResult<&[u8], u8> {
    let two = take_while_m_n(2, 2, |digit: u8| digit.is_ascii_hexdigit());
    map_res(two, |digits| {
        let digits = std::str::from_utf8(digits).map_err(|_| ())?;
        u8::from_str_radix(digits, 16).map_err(|_| ())
    })
    .parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_in_the_forms_that_people_copy() {
        for text in [
            "0001ffAB",
            "00 01 ff ab\n",
            "00:01:FF:ab",
            "0x00, 0x01, 0xff, 0xab",
            r"\x00\x01\xff\xab",
            " 00-01-ff-ab ",
        ] {
            assert_eq!(hex(text.as_bytes()), Ok(vec![0, 1, 0xff, 0xab]), "{text}");
        }
        assert_eq!(hex(b""), Ok(vec![]));
    }

    #[test]
    fn what_is_no_digit_is_shown_with_its_place() {
        let error = hex(b"00 01 zz").unwrap_err();
        assert!(error.contains("byte 6") && error.contains("zz"), "{error}");
        assert!(hex(b"000").unwrap_err().contains("byte 2"));
    }
}
