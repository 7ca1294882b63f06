#![warn(clippy::indexing_slicing, clippy::as_conversions)]
#![allow(clippy::inline_always, reason = "a handful of instructions, in every field of every message")]

use bytes::Bytes;

use super::varint::{self, VarintError};
use super::{Int32Array, MAX_STRING_LEN, Records, StrBytes, Uuid};
use crate::{DecodeError, DecodeErrorKind, VersionRange};

/// A cursor over received bytes that cannot leave them, and that remembers its first error.
///
/// A read that fails gives a default (0, empty, null), as do all reads behind it, and [`check`](Self::check) tells the
/// error: so decoding is straight-line code that asks once a message, and not once a field. Strings, bytes and records
/// come out as slices of the same memory. Every method names the field that it reads, for the error; `flexible`
/// chooses between classic lengths and the compact ones of KIP-482. Memory for arrays is taken from a budget in
/// proportion to the input.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    source: &'a Bytes,
    /// What is left of the readable part: of `source`, or of a tagged field in it. Empty after an error.
    rest: &'a [u8],
    message: &'static str,
    version: i16,
    /// Bytes of memory that arrays may still take.
    budget: usize,
    limit: usize,
    error: Option<Box<DecodeError>>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`, for the message and version that errors will name.
    pub fn new(bytes: &'a Bytes, message: &'static str, version: i16) -> Self {
        let mut reader =
            Self { source: bytes, rest: bytes, message, version, budget: 0, limit: 0, error: None };
        reader.set_memory_factor(DEFAULT_MEMORY_FACTOR);
        reader
    }

    /// Names the message that is read from here on, and checks that it has this version.
    pub fn enter(&mut self, message: &'static str, version: i16, supported: VersionRange) {
        self.message = message;
        self.version = version;
        if !supported.contains(version) {
            self.fail("version", DecodeErrorKind::UnsupportedVersion(supported));
        }
    }

    /// Lets arrays take `factor` times the bytes left, plus 64 KiB.
    pub fn set_memory_factor(&mut self, factor: usize) {
        self.limit = self.remaining().saturating_mul(factor).saturating_add(MEMORY_BASE);
        self.budget = self.limit;
    }

    /// Bytes read so far.
    pub fn position(&self) -> usize {
        self.rest.as_ptr().addr() - self.source.as_ptr().addr()
    }

    /// Bytes left to read.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// All that is left.
    pub fn rest(&mut self) -> Bytes {
        let rest = self.source.slice_ref(self.rest);
        self.rest = end_of(self.rest);
        rest
    }

    /// The first error, if there was one.
    pub fn check(&self) -> Result<(), DecodeError> {
        match &self.error {
            None => Ok(()),
            Some(error) => Err(DecodeError::clone(error)),
        }
    }

    /// The first error, if there was one; bytes that are left over are one.
    pub fn finish(&mut self, field: &'static str) -> Result<(), DecodeError> {
        self.refuse_rest(field);
        self.check()
    }

    /// Remembers an error at the current position, unless there was one before.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, field: &'static str, kind: DecodeErrorKind) {
        if self.error.is_none() {
            let offset = self.position();
            self.error = Some(Box::new(DecodeError {
                message: self.message,
                field,
                version: self.version,
                offset,
                kind,
            }));
        }
        self.rest = end_of(self.rest);
    }

    /// Reads one byte; every value but 0 is true, as in Kafka.
    #[inline]
    pub fn bool(&mut self, field: &'static str) -> bool {
        self.int8(field) != 0
    }

    /// Reads one byte.
    #[inline]
    pub fn int8(&mut self, field: &'static str) -> i8 {
        i8::from_be_bytes(self.array_of(field))
    }

    /// Reads two bytes, highest first.
    #[inline]
    pub fn int16(&mut self, field: &'static str) -> i16 {
        i16::from_be_bytes(self.array_of(field))
    }

    /// Reads two bytes, highest first.
    #[inline]
    pub fn uint16(&mut self, field: &'static str) -> u16 {
        u16::from_be_bytes(self.array_of(field))
    }

    /// Reads four bytes, highest first.
    #[inline]
    pub fn int32(&mut self, field: &'static str) -> i32 {
        i32::from_be_bytes(self.array_of(field))
    }

    /// Reads eight bytes, highest first.
    #[inline]
    pub fn int64(&mut self, field: &'static str) -> i64 {
        i64::from_be_bytes(self.array_of(field))
    }

    /// Reads eight bytes, highest first.
    #[inline]
    pub fn float64(&mut self, field: &'static str) -> f64 {
        f64::from_be_bytes(self.array_of(field))
    }

    /// Reads sixteen bytes.
    #[inline]
    pub fn uuid(&mut self, field: &'static str) -> Uuid {
        Uuid::from_bytes(self.array_of(field))
    }

    /// Reads one to five bytes.
    #[inline(always)]
    pub fn unsigned_varint(&mut self, field: &'static str) -> u32 {
        match self.rest.split_first() {
            Some((&byte, rest)) if byte < 0x80 => {
                self.rest = rest;
                u32::from(byte)
            }
            _ => self.long_varint(field),
        }
    }

    fn long_varint(&mut self, field: &'static str) -> u32 {
        match varint::read_u32(self.rest) {
            Ok((value, len)) => {
                self.rest = self.rest.get(len..).unwrap_or_default();
                return value;
            }
            Err(VarintError::Truncated) => {
                let remaining = self.remaining();
                self.fail(field, DecodeErrorKind::Truncated { needed: remaining + 1, remaining });
            }
            Err(VarintError::Overflow) => self.fail(field, DecodeErrorKind::Varint { bits: u32::BITS }),
        }
        0
    }

    /// Reads a string.
    pub fn string(&mut self, field: &'static str, flexible: bool) -> StrBytes {
        let string = self.nullable_string(field, flexible);
        self.present(field, string)
    }

    /// Reads a string or null.
    pub fn nullable_string(&mut self, field: &'static str, flexible: bool) -> Option<StrBytes> {
        let len = if flexible {
            self.compact_len(field)
        } else {
            let len = i64::from(self.int16(field));
            self.classic_len(field, len)
        }?;
        self.text(field, len)
    }

    #[inline(never)]
    fn text(&mut self, field: &'static str, len: usize) -> Option<StrBytes> {
        if len > MAX_STRING_LEN {
            self.fail(field, DecodeErrorKind::StringTooLong { len, max: MAX_STRING_LEN });
            return None;
        }
        let text = StrBytes::from_utf8(self.take(field, len));
        if text.is_err() {
            self.fail(field, DecodeErrorKind::Utf8);
        }
        text.ok()
    }

    /// Reads bytes.
    pub fn bytes(&mut self, field: &'static str, flexible: bool) -> Bytes {
        let bytes = self.nullable_bytes(field, flexible);
        self.present(field, bytes)
    }

    /// Reads bytes or null.
    pub fn nullable_bytes(&mut self, field: &'static str, flexible: bool) -> Option<Bytes> {
        let len = self.len(field, flexible)?;
        Some(self.take(field, len))
    }

    /// Reads records.
    pub fn records(&mut self, field: &'static str, flexible: bool) -> Records {
        Records::from(self.bytes(field, flexible))
    }

    /// Reads records or null.
    pub fn nullable_records(&mut self, field: &'static str, flexible: bool) -> Option<Records> {
        self.nullable_bytes(field, flexible).map(Records::from)
    }

    /// Reads an array of int32.
    #[inline]
    pub fn int32_array(&mut self, field: &'static str, flexible: bool) -> Int32Array {
        if flexible && let Some(array) = self.short_int32_array() {
            return array;
        }
        self.long_int32_array(field, flexible)
    }

    /// An array of few elements, which lies in front of enough bytes to read as many as that could be; else nothing.
    #[inline(always)]
    fn short_int32_array(&mut self) -> Option<Int32Array> {
        let &[count, a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3] = self.rest.first_chunk()?;
        let len = count.checked_sub(1).filter(|&len| usize::from(len) <= Int32Array::INLINE)?;
        self.rest = self.rest.get(1 + 4 * usize::from(len)..)?;
        let [a, b, c] = [[a0, a1, a2, a3], [b0, b1, b2, b3], [c0, c1, c2, c3]].map(i32::from_be_bytes);
        Some(Int32Array::from_inline(len, [a, b, c]))
    }

    #[inline(never)]
    fn long_int32_array(&mut self, field: &'static str, flexible: bool) -> Int32Array {
        if let Some(count) = self.len(field, flexible) {
            return self.int32s(field, count);
        }
        self.fail(field, DecodeErrorKind::Null);
        Int32Array::new()
    }

    /// Reads an array of int32, or null.
    #[inline]
    pub fn nullable_int32_array(&mut self, field: &'static str, flexible: bool) -> Option<Int32Array> {
        let count = self.len(field, flexible)?;
        Some(self.int32s(field, count))
    }

    fn int32s(&mut self, field: &'static str, count: usize) -> Int32Array {
        let Some((elements, rest)) = self.rest.split_at_checked(count.saturating_mul(4)) else {
            let remaining = self.remaining();
            self.fail(field, DecodeErrorKind::Count { count, remaining });
            return Int32Array::new();
        };
        if count > Int32Array::INLINE && !self.charge::<i32>(field, count) {
            return Int32Array::new();
        }
        self.rest = rest;
        let (elements, _) = elements.as_chunks::<4>();
        Int32Array::from_be_bytes(elements)
    }

    /// Reads an array whose elements take at least `minimum` bytes each.
    #[inline]
    pub fn array<T>(
        &mut self,
        field: &'static str,
        flexible: bool,
        minimum: usize,
        element: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let array = self.nullable_array(field, flexible, minimum, element);
        self.present(field, array)
    }

    /// Reads an array, or null, whose elements take at least `minimum` bytes each.
    #[inline]
    pub fn nullable_array<T>(
        &mut self,
        field: &'static str,
        flexible: bool,
        minimum: usize,
        element: impl FnMut(&mut Self) -> T,
    ) -> Option<Vec<T>> {
        match self.len(field, flexible)? {
            0 => Some(Vec::new()),
            count => self.elements(field, count, minimum, element),
        }
    }

    #[inline(never)]
    fn elements<T>(
        &mut self,
        field: &'static str,
        count: usize,
        minimum: usize,
        mut element: impl FnMut(&mut Self) -> T,
    ) -> Option<Vec<T>> {
        let remaining = self.remaining();
        if count > remaining / minimum.max(1) {
            self.fail(field, DecodeErrorKind::Count { count, remaining });
            return None;
        }
        if !self.charge::<T>(field, count) {
            return None;
        }
        let mut elements = Vec::with_capacity(count.min(MAX_RESERVED));
        for _ in 0..count {
            // Doubling would overshoot a count that is known, and the budget with it.
            if elements.len() == elements.capacity() {
                elements.reserve_exact(elements.len().clamp(1, count - elements.len()));
            }
            elements.push(element(self));
            if self.error.is_some() {
                break;
            }
        }
        Some(elements)
    }

    /// Reads the byte before a structure that may be null: whether the structure follows.
    pub fn struct_marker(&mut self, field: &'static str) -> bool {
        match self.int8(field) {
            -1 => false,
            1 => true,
            other => {
                self.fail(field, DecodeErrorKind::StructMarker(other));
                false
            }
        }
    }

    /// Takes memory for `count` values of `T` from the budget; `false` if it does not suffice.
    pub(super) fn charge<T>(&mut self, field: &'static str, count: usize) -> bool {
        let size = count.saturating_mul(size_of::<T>());
        let Some(left) = self.budget.checked_sub(size) else {
            self.fail(field, DecodeErrorKind::Memory { limit: self.limit });
            return false;
        };
        self.budget = left;
        true
    }

    pub(super) fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Takes one byte if it is zero.
    #[inline]
    pub(crate) fn skip_zero(&mut self) -> bool {
        match self.rest.split_first() {
            Some((0, rest)) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Ends the readable part `size` bytes from here; returns what was behind.
    pub(super) fn narrow(&mut self, field: &'static str, size: u32) -> Option<&'a [u8]> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let remaining = self.remaining();
        let Some((inner, outer)) = self.rest.split_at_checked(size) else {
            self.fail(field, DecodeErrorKind::Truncated { needed: size, remaining });
            return None;
        };
        self.rest = inner;
        Some(outer)
    }

    /// Goes on with what was behind the part that has been read whole.
    pub(super) fn widen(&mut self, field: &'static str, outer: &'a [u8]) {
        self.refuse_rest(field);
        if self.error.is_none() {
            self.rest = outer;
        }
    }

    fn refuse_rest(&mut self, field: &'static str) {
        let left = self.remaining();
        if left > 0 {
            self.fail(field, DecodeErrorKind::TrailingBytes(left));
        }
    }

    /// What must not be null.
    #[inline]
    fn present<T: Default>(&mut self, field: &'static str, value: Option<T>) -> T {
        value.unwrap_or_else(|| {
            self.fail(field, DecodeErrorKind::Null);
            T::default()
        })
    }

    /// The length of bytes, records and arrays; `None` is null.
    #[inline(always)]
    fn len(&mut self, field: &'static str, flexible: bool) -> Option<usize> {
        if flexible {
            return self.compact_len(field);
        }
        let len = i64::from(self.int32(field));
        self.classic_len(field, len)
    }

    #[inline(always)]
    fn compact_len(&mut self, field: &'static str) -> Option<usize> {
        // Null is 0, and a length is one more than it is.
        let len = self.unsigned_varint(field).checked_sub(1)?;
        Some(usize::try_from(len).unwrap_or(usize::MAX))
    }

    #[inline(always)]
    fn classic_len(&mut self, field: &'static str, len: i64) -> Option<usize> {
        match usize::try_from(len) {
            // After an error the length reads as 0, and the value that it announces is missing, not empty.
            Ok(len) => (len > 0 || self.error.is_none()).then_some(len),
            Err(_) if len == -1 => None,
            Err(_) => {
                self.fail(field, DecodeErrorKind::NegativeLength(len));
                None
            }
        }
    }

    fn take(&mut self, field: &'static str, len: usize) -> Bytes {
        let remaining = self.remaining();
        let Some((taken, rest)) = self.rest.split_at_checked(len) else {
            self.fail(field, DecodeErrorKind::Truncated { needed: len, remaining });
            return Bytes::new();
        };
        self.rest = rest;
        self.source.slice_ref(taken)
    }

    #[inline(always)]
    fn array_of<const N: usize>(&mut self, field: &'static str) -> [u8; N] {
        if let Some((chunk, rest)) = self.rest.split_first_chunk::<N>() {
            self.rest = rest;
            return *chunk;
        }
        let remaining = self.remaining();
        self.fail(field, DecodeErrorKind::Truncated { needed: N, remaining });
        [0; N]
    }
}

/// The empty slice behind the last byte, from which positions can be told.
fn end_of(bytes: &[u8]) -> &[u8] {
    bytes.get(bytes.len()..).unwrap_or_default()
}

/// Elements that a count alone, without their bytes, may reserve.
const MAX_RESERVED: usize = 1024;
const DEFAULT_MEMORY_FACTOR: usize = 40;
const MEMORY_BASE: usize = 64 * 1024;

#[cfg(test)]
mod tests;
