//! Text in the encodings that every Java has (rule A76).

use crate::serializer::{SerializeError, Serializer, SerializerContext};

/// Text, Java's `StringSerializer`. UTF-8, unless another encoding is asked for, and then nothing is copied.
#[derive(Clone, Copy, Debug, Default)]
pub struct StringSerializer {
    encoding: StringEncoding,
}

impl StringSerializer {
    /// Text in this encoding, as Java's option `serializer.encoding` has it.
    pub fn with_encoding(encoding: StringEncoding) -> Self {
        Self { encoding }
    }
}

/// How text becomes bytes. A character that an encoding lacks becomes `?`, as in Java.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum StringEncoding {
    /// `UTF-8`.
    #[default]
    Utf8,
    /// `US-ASCII`.
    UsAscii,
    /// `ISO-8859-1`.
    Iso8859_1,
    /// `UTF-16`: big endian behind a byte order mark, which empty text has not.
    Utf16,
    /// `UTF-16BE`: big endian without a mark.
    Utf16Be,
    /// `UTF-16LE`: little endian without a mark.
    Utf16Le,
}

impl Serializer<str> for StringSerializer {
    fn serialize<'a>(
        &self,
        _context: &mut SerializerContext<'_>,
        value: &'a str,
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        match self.encoding {
            StringEncoding::Utf8 => return Ok(Some(value.as_bytes())),
            StringEncoding::UsAscii => scratch.extend(value.chars().map(|c| byte_or_mark(c, 0x7f))),
            StringEncoding::Iso8859_1 => scratch.extend(value.chars().map(|c| byte_or_mark(c, 0xff))),
            StringEncoding::Utf16 => {
                let mark = (!value.is_empty()).then_some(0xfeff);
                scratch.extend(mark.into_iter().chain(value.encode_utf16()).flat_map(u16::to_be_bytes));
            }
            StringEncoding::Utf16Be => scratch.extend(value.encode_utf16().flat_map(u16::to_be_bytes)),
            StringEncoding::Utf16Le => scratch.extend(value.encode_utf16().flat_map(u16::to_le_bytes)),
        }
        Ok(Some(scratch))
    }
}

impl Serializer<String> for StringSerializer {
    fn serialize<'a>(
        &self,
        context: &mut SerializerContext<'_>,
        value: &'a String,
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        self.serialize(context, value.as_str(), scratch)
    }
}

fn byte_or_mark(c: char, last: u8) -> u8 {
    u8::try_from(u32::from(c)).ok().filter(|byte| *byte <= last).unwrap_or(b'?')
}
