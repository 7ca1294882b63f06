//! Checksums: CRC-32C (Castagnoli) of bytes that lie in pieces, and the CRC-32 of message sets.
//!
//! A batch's checksum covers the second part of its header and the records. The records are read once, when the batch is
//! sealed; the header changes again with every stamp. So both parts are summed apart and put together here.
//!
//! # Why that works
//!
//! Read bytes as a polynomial over GF(2), the earliest bit as the highest power. The CRC of `A` followed by `B` is, but for
//! the inversions at the start and the end, the remainder of `A · x^(8·len(B)) + B` by the generator polynomial `P`. The
//! inversions of the three checksums cancel out, which leaves
//!
//! ```text
//! crc(A B) = crc(A) · x^(8·len(B)) mod P  xor  crc(B)
//! ```
//!
//! So appending needs one multiplication mod `P` by a constant that depends on the length of `B` alone: [`Shift`]. It is
//! computed once a length from a table of `x^(8·d·16^k)` for each hexadecimal digit `d` of the length at place `k`, one
//! multiplication a digit, and applied in one more. A multiplication is 32 steps of shift and xor, some 30 ns; summing the
//! records again would cost more from a few hundred bytes on.

use crc_fast::{CrcAlgorithm, Digest};

/// CRC-32C of `bytes`.
#[inline]
pub fn crc32c(bytes: &[u8]) -> u32 {
    crc_fast::crc32_iscsi(bytes)
}

/// CRC-32C of the bytes summed in `crc` followed by `bytes`.
#[inline]
pub fn append(crc: u32, bytes: &[u8]) -> u32 {
    // The register is the complement of the checksum that it gives.
    let mut digest = Digest::new_with_init_state(CrcAlgorithm::Crc32Iscsi, u64::from(!crc));
    digest.update(bytes);
    digest.finalize() as u32
}

/// CRC-32 (IEEE) of `bytes`: the checksum of message sets v0 and v1.
#[inline]
pub fn crc32(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

/// Moves a checksum in front of so many bytes: the factor `x^(8·len) mod P`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift(u32);

impl Shift {
    /// The operator for a tail of `len` bytes.
    pub fn by(len: usize) -> Self {
        let mut rest = len as u64;
        let mut factor = ONE;
        let mut tables = DIGITS.iter();
        // 16 tables of four bits cover any u64.
        while rest != 0
            && let Some(digits) = tables.next()
        {
            let digit = (rest & 0xf) as usize;
            if digit != 0 {
                factor = multiply(factor, digits[digit]);
            }
            rest >>= 4;
        }
        Self(factor)
    }

    /// Checksum of a head with checksum `head` followed by a tail with checksum `tail`, whose length made this operator.
    #[inline]
    pub const fn combine(self, head: u32, tail: u32) -> u32 {
        multiply(head, self.0) ^ tail
    }
}

/// Checksum of a head followed by a tail of `tail_len` bytes, from the checksums of both.
pub fn combine(head: u32, tail: u32, tail_len: usize) -> u32 {
    Shift::by(tail_len).combine(head, tail)
}

/// `a · b mod P`. Polynomials are bit-reversed as in the checksum itself: bit 31 is x^0, bit 0 is x^31.
#[inline]
const fn multiply(a: u32, mut b: u32) -> u32 {
    let mut product = 0;
    let mut power = 0;
    while power < 32 {
        // Masks instead of branches: the bits of a checksum do not predict.
        product ^= b & ((a << power) as i32 >> 31) as u32;
        b = (b >> 1) ^ (POLYNOMIAL & (b & 1).wrapping_neg());
        power += 1;
    }
    product
}

/// The generator polynomial, bit-reversed, its x^32 implied.
const POLYNOMIAL: u32 = 0x82F6_3B78;

/// x^0.
const ONE: u32 = 1 << 31;

/// `DIGITS[k][d]` is x^(8·d·16^k) mod P.
static DIGITS: [[u32; 16]; 16] = digit_table();

const fn digit_table() -> [[u32; 16]; 16] {
    let mut table = [[ONE; 16]; 16];
    // x^8: the shift by one byte.
    let mut unit = ONE >> 8;
    let mut place = 0;
    while place < 16 {
        let mut digit = 1;
        while digit < 16 {
            table[place][digit] = multiply(table[place][digit - 1], unit);
            digit += 1;
        }
        unit = multiply(table[place][15], unit);
        place += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_reference_values_match() {
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(combine(crc32c(b"1234"), crc32c(b"56789"), 5), 0xE306_9283);
    }

    #[test]
    fn combining_equals_the_checksum_of_the_whole_for_many_lengths() {
        let bytes: Vec<u8> = (0..300_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let (head, rest) = bytes.split_at(40);
        let lengths = (0..600).chain([1023, 1024, 4095, 4096, 16_384, 65_535, 65_536, 65_537, 299_960]);
        for len in lengths {
            let tail = &rest[..len];
            assert_eq!(combine(crc32c(head), crc32c(tail), len), crc32c(&bytes[..40 + len]), "length {len}");
            assert_eq!(append(crc32c(head), tail), crc32c::crc32c(&bytes[..40 + len]), "length {len}");
        }
    }

    #[test]
    fn very_long_tails_agree_with_the_reference_implementation() {
        for len in [1 << 20, (1 << 31) - 1, 0x7654_3210, usize::MAX >> 8] {
            assert_eq!(
                combine(0xdead_beef, 0x1234_5678, len),
                crc32c::crc32c_combine(0xdead_beef, 0x1234_5678, len)
            );
        }
    }

    proptest! {
        #[test]
        fn any_split_combines(bytes: Vec<u8>, at: prop::sample::Index) {
            let (head, tail) = bytes.split_at(at.index(bytes.len() + 1));
            prop_assert_eq!(combine(crc32c(head), crc32c(tail), tail.len()), crc32c(&bytes));
            prop_assert_eq!(append(crc32c(head), tail), crc32c(&bytes));
            prop_assert_eq!(crc32c(&bytes), crc32c::crc32c(&bytes));
        }
    }
}
