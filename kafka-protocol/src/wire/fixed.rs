//! Values whose size is known before they are, so that neighbours are written with one look at the room.

#![allow(clippy::inline_always, reason = "a handful of instructions, in every field of every message")]

use super::Uuid;

/// A value, or several side by side, of a fixed number of bytes.
pub(crate) trait Fixed: Copy {
    /// Bytes on the wire.
    const LEN: usize;

    /// Fills `out`, which has just that many bytes.
    fn store(self, out: &mut [u8]);

    /// Adds the bytes to the end of `out`.
    #[inline(always)]
    fn append(self, out: &mut Vec<u8>) {
        const { assert!(Self::LEN <= MOST) };
        // Only on paper: the compiler writes each value to where it belongs.
        let mut bytes = [0; MOST];
        if let Some(bytes) = bytes.get_mut(..Self::LEN) {
            self.store(bytes);
            out.extend_from_slice(bytes);
        }
    }
}

/// The most bytes that values side by side have.
const MOST: usize = 8 * 16;

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl Fixed for $number {
                const LEN: usize = size_of::<Self>();

                #[inline(always)]
                fn store(self, out: &mut [u8]) {
                    self.to_be_bytes().store(out);
                }
            }
        )*
    };
}

numbers!(i8 i16 u16 i32 i64 f64);

impl<const N: usize> Fixed for [u8; N] {
    const LEN: usize = N;

    #[inline(always)]
    fn store(self, out: &mut [u8]) {
        if let Some(chunk) = out.first_chunk_mut() {
            *chunk = self;
        }
    }
}

impl Fixed for bool {
    const LEN: usize = 1;

    #[inline(always)]
    fn store(self, out: &mut [u8]) {
        [u8::from(self)].store(out);
    }
}

impl Fixed for Uuid {
    const LEN: usize = 16;

    #[inline(always)]
    fn store(self, out: &mut [u8]) {
        (*self.as_bytes()).store(out);
    }
}

macro_rules! tuples {
    ($(($($value:ident: $Value:ident),*))*) => {
        $(
            impl<$($Value: Fixed),*> Fixed for ($($Value,)*) {
                const LEN: usize = 0 $(+ $Value::LEN)*;

                #[inline(always)]
                fn store(self, out: &mut [u8]) {
                    let ($($value,)*) = self;
                    $(
                        // All lengths are constants, so that nothing of this is left.
                        let Some((here, out)) = out.split_at_mut_checked($Value::LEN) else { return };
                        $value.store(here);
                    )*
                    debug_assert!(out.is_empty(), "the room has the size of the values");
                }
            }
        )*
    };
}

tuples! {
    (a: A, b: B)
    (a: A, b: B, c: C)
    (a: A, b: B, c: C, d: D)
    (a: A, b: B, c: C, d: D, e: E)
    (a: A, b: B, c: C, d: D, e: E, f: F)
    (a: A, b: B, c: C, d: D, e: E, f: F, g: G)
    (a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H)
}
