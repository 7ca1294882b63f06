//! Variable-length integers: seven bits a byte, lowest first, the top bit set on all bytes but the last.
//!
//! Padding (`80 00` for zero) is accepted, as Kafka does; bits beyond the width are refused, where Kafka drops them.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

/// Why bytes are not a varint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VarintError {
    /// The bytes end on one that announces another.
    Truncated,
    /// More bytes, or more bits, than the integer can have.
    Overflow,
}

/// Reads an unsigned 32-bit integer of 1 to 5 bytes: the value and the bytes it took.
pub fn read_u32(bytes: &[u8]) -> Result<(u32, usize), VarintError> {
    // Nearly every length and tag fits one byte.
    match bytes.first() {
        Some(&byte) if byte < 0x80 => Ok((u32::from(byte), 1)),
        _ => {
            let (value, len) = read(bytes, 5)?;
            Ok((u32::try_from(value).map_err(|_| VarintError::Overflow)?, len))
        }
    }
}

/// Reads an unsigned 64-bit integer of 1 to 10 bytes: the value and the bytes it took.
pub fn read_u64(bytes: &[u8]) -> Result<(u64, usize), VarintError> {
    read(bytes, 10)
}

/// The bytes that `value` takes.
pub const fn u32_len(value: u32) -> usize {
    match value {
        0..=0x7f => 1,
        0x80..=0x3fff => 2,
        0x4000..=0x1f_ffff => 3,
        0x20_0000..=0xfff_ffff => 4,
        _ => 5,
    }
}

/// The varint of `value`: a buffer and how many of its bytes count.
pub fn encode_u32(mut value: u32) -> ([u8; 5], usize) {
    let mut buffer = [0; 5];
    let mut len = 0;
    for slot in &mut buffer {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        len += 1;
        if value == 0 {
            *slot = low & 0x7f;
            break;
        }
        *slot = low | 0x80;
    }
    (buffer, len)
}

fn read(bytes: &[u8], max_len: usize) -> Result<(u64, usize), VarintError> {
    let mut value = 0_u64;
    let mut shift = 0_u32;
    for (index, &byte) in bytes.iter().take(max_len).enumerate() {
        let bits = u64::from(byte & 0x7f);
        let shifted = bits << shift;
        if shifted >> shift != bits {
            return Err(VarintError::Overflow);
        }
        value |= shifted;
        if byte < 0x80 {
            return Ok((value, index + 1));
        }
        shift += 7;
    }
    Err(if bytes.len() < max_len { VarintError::Truncated } else { VarintError::Overflow })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_at_the_edges_of_each_length() {
        for (value, len) in [
            (0, 1),
            (0x7f, 1),
            (0x80, 2),
            (0x3fff, 2),
            (0x4000, 3),
            (0x1f_ffff, 3),
            (0x20_0000, 4),
            (0xfff_ffff, 4),
            (0x1000_0000, 5),
            (u32::MAX, 5),
        ] {
            let (buffer, written) = encode_u32(value);
            assert_eq!(written, len, "{value:#x}");
            assert_eq!(u32_len(value), len);
            assert_eq!(read_u32(&buffer[..written]), Ok((value, len)));
            assert_eq!(read_u32(&buffer[..written - 1]), Err(VarintError::Truncated));
        }
    }

    #[test]
    fn padding_is_accepted_up_to_the_longest_form() {
        // ByteUtils.readUnsignedVarint of Kafka reads all of these as 1.
        for bytes in [&[0x81, 0x00][..], &[0x81, 0x80, 0x00], &[0x81, 0x80, 0x80, 0x80, 0x00]] {
            assert_eq!(read_u32(bytes), Ok((1, bytes.len())));
        }
        assert_eq!(read_u32(&[0x81, 0x80, 0x80, 0x80, 0x80, 0x00]), Err(VarintError::Overflow));
    }

    /// L05, F14.
    #[test]
    fn bits_beyond_the_width_are_refused() {
        assert_eq!(read_u32(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Ok((u32::MAX, 5)));
        assert_eq!(read_u32(&[0xff, 0xff, 0xff, 0xff, 0x1f]), Err(VarintError::Overflow));
        let mut widest = [0xff; 10];
        widest[9] = 0x01;
        assert_eq!(read_u64(&widest), Ok((u64::MAX, 10)));
        widest[9] = 0x03;
        assert_eq!(read_u64(&widest), Err(VarintError::Overflow));
        assert_eq!(read_u64(&[0xff; 11]), Err(VarintError::Overflow));
        assert_eq!(read_u64(&[0xff; 9]), Err(VarintError::Truncated));
    }
}
