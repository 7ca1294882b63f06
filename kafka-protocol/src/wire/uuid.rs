use std::fmt;
use std::str::FromStr;

/// 16 bytes that name a topic, a directory or a client instance. Prints as Kafka does: 22 characters of base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Uuid([u8; 16]);

impl Uuid {
    /// "None": the value of a field that is not set.
    pub const ZERO: Self = Self([0; 16]);

    /// The id of these bytes, in the order of the wire.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The id of a 128-bit number, highest byte first on the wire.
    pub const fn from_u128(value: u128) -> Self {
        Self(value.to_be_bytes())
    }

    /// The bytes in the order of the wire.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Whether this is [`Uuid::ZERO`].
    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = u128::from_be_bytes(self.0);
        for character in 0..TEXT_LEN {
            // 132 bits for 128: the last character holds two bits, followed by four zeros.
            let sextet =
                if character + 1 < TEXT_LEN { value >> (122 - 6 * character) } else { value << 4 } & 0x3f;
            let symbol = ALPHABET.get(sextet as usize).copied().unwrap_or(b'?');
            fmt::Write::write_char(f, char::from(symbol))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Uuid {
    type Err = UuidError;

    fn from_str(text: &str) -> Result<Self, UuidError> {
        if text.len() != TEXT_LEN {
            return Err(UuidError);
        }
        let mut value = 0_u128;
        for (index, symbol) in text.bytes().enumerate() {
            let sextet = ALPHABET.iter().position(|&s| s == symbol).ok_or(UuidError)? as u128;
            if index + 1 < TEXT_LEN {
                value = value << 6 | sextet;
            } else if sextet.trailing_zeros() >= 4 {
                value = value << 2 | sextet >> 4;
            } else {
                return Err(UuidError);
            }
        }
        Ok(Self(value.to_be_bytes()))
    }
}

/// Text that is not 22 characters of URL-safe base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of 22 base64 characters")]
pub struct UuidError;

const TEXT_LEN: usize = 22;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kafkas_url_safe_base64() {
        assert_eq!(Uuid::ZERO.to_string(), "AAAAAAAAAAAAAAAAAAAAAA");
        // org.apache.kafka.common.Uuid(0x0123456789abcdefL, 0xfedcba9876543210L).toString()
        let id = Uuid::from_u128(0x0123_4567_89ab_cdef_fedc_ba98_7654_3210);
        assert_eq!(id.to_string(), "ASNFZ4mrze_-3LqYdlQyEA");
        assert_eq!("ASNFZ4mrze_-3LqYdlQyEA".parse(), Ok(id));
    }

    #[test]
    fn text_that_no_id_prints_as_is_refused() {
        for text in [
            "",
            "AAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAA+",
            "AAAAAAAAAAAAAAAAAAAAAB",
        ] {
            assert_eq!(text.parse::<Uuid>(), Err(UuidError), "{text}");
        }
    }
}
