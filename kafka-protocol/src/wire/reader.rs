#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use bytes::Bytes;

use super::varint::{self, VarintError};
use super::{MAX_STRING_LEN, Records, StrBytes, Uuid};
use crate::{DecodeError, DecodeErrorKind, VersionRange};

/// A cursor over received bytes that cannot leave them.
///
/// Strings, bytes and records come out as slices of the same memory. Every method names the field that it reads,
/// for the error; `flexible` chooses between classic lengths and the compact ones of KIP-482. Memory for arrays is
/// taken from a budget in proportion to the input.
#[derive(Debug, Clone)]
pub struct Reader {
    bytes: Bytes,
    position: usize,
    /// Where the readable part ends: within `bytes`, and lower inside a tagged field.
    end: usize,
    message: &'static str,
    version: i16,
    /// Bytes of memory that arrays may still take.
    budget: usize,
    limit: usize,
}

impl Reader {
    /// A reader at the start of `bytes`, for the message and version that errors will name.
    pub fn new(bytes: Bytes, message: &'static str, version: i16) -> Self {
        let end = bytes.len();
        let mut reader = Self { bytes, position: 0, end, message, version, budget: 0, limit: 0 };
        reader.set_memory_factor(DEFAULT_MEMORY_FACTOR);
        reader
    }

    /// Names the message that is read from here on, and checks that it has this version.
    pub fn enter(
        &mut self,
        message: &'static str,
        version: i16,
        supported: VersionRange,
    ) -> Result<(), DecodeError> {
        self.message = message;
        self.version = version;
        if supported.contains(version) {
            Ok(())
        } else {
            Err(self.error("version", DecodeErrorKind::UnsupportedVersion(supported)))
        }
    }

    /// Lets arrays take `factor` times the bytes left, plus 64 KiB.
    pub fn set_memory_factor(&mut self, factor: usize) {
        self.limit = self.remaining().saturating_mul(factor).saturating_add(MEMORY_BASE);
        self.budget = self.limit;
    }

    /// Bytes read so far.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Bytes left to read.
    pub fn remaining(&self) -> usize {
        self.end.saturating_sub(self.position)
    }

    /// All that is left.
    pub fn rest(&mut self) -> Bytes {
        let rest = self.bytes.slice(self.position..self.end);
        self.position = self.end;
        rest
    }

    /// Refuses bytes that are left over.
    pub fn finish(&self, field: &'static str) -> Result<(), DecodeError> {
        match self.remaining() {
            0 => Ok(()),
            left => Err(self.error(field, DecodeErrorKind::TrailingBytes(left))),
        }
    }

    /// An error at the current position.
    #[cold]
    pub fn error(&self, field: &'static str, kind: DecodeErrorKind) -> DecodeError {
        DecodeError { message: self.message, field, version: self.version, offset: self.position, kind }
    }

    /// Reads one byte; every value but 0 is true, as in Kafka.
    pub fn bool(&mut self, field: &'static str) -> Result<bool, DecodeError> {
        Ok(self.int8(field)? != 0)
    }

    /// Reads one byte.
    pub fn int8(&mut self, field: &'static str) -> Result<i8, DecodeError> {
        self.array_of(field).map(i8::from_be_bytes)
    }

    /// Reads two bytes, highest first.
    pub fn int16(&mut self, field: &'static str) -> Result<i16, DecodeError> {
        self.array_of(field).map(i16::from_be_bytes)
    }

    /// Reads two bytes, highest first.
    pub fn uint16(&mut self, field: &'static str) -> Result<u16, DecodeError> {
        self.array_of(field).map(u16::from_be_bytes)
    }

    /// Reads four bytes, highest first.
    pub fn int32(&mut self, field: &'static str) -> Result<i32, DecodeError> {
        self.array_of(field).map(i32::from_be_bytes)
    }

    /// Reads eight bytes, highest first.
    pub fn int64(&mut self, field: &'static str) -> Result<i64, DecodeError> {
        self.array_of(field).map(i64::from_be_bytes)
    }

    /// Reads eight bytes, highest first.
    pub fn float64(&mut self, field: &'static str) -> Result<f64, DecodeError> {
        self.array_of(field).map(f64::from_be_bytes)
    }

    /// Reads sixteen bytes.
    pub fn uuid(&mut self, field: &'static str) -> Result<Uuid, DecodeError> {
        self.array_of(field).map(Uuid::from_bytes)
    }

    /// Reads one to five bytes.
    pub fn unsigned_varint(&mut self, field: &'static str) -> Result<u32, DecodeError> {
        let bytes = self.bytes.get(self.position..self.end).unwrap_or_default();
        match varint::read_u32(bytes) {
            Ok((value, len)) => {
                self.position += len;
                Ok(value)
            }
            Err(VarintError::Truncated) => {
                let remaining = bytes.len();
                Err(self.error(field, DecodeErrorKind::Truncated { needed: remaining + 1, remaining }))
            }
            Err(VarintError::Overflow) => Err(self.error(field, DecodeErrorKind::Varint { bits: u32::BITS })),
        }
    }

    /// Reads a string.
    pub fn string(&mut self, field: &'static str, flexible: bool) -> Result<StrBytes, DecodeError> {
        self.nullable_string(field, flexible)?.ok_or_else(|| self.error(field, DecodeErrorKind::Null))
    }

    /// Reads a string or null.
    pub fn nullable_string(
        &mut self,
        field: &'static str,
        flexible: bool,
    ) -> Result<Option<StrBytes>, DecodeError> {
        let len =
            if flexible { self.compact_len(field)? } else { self.classic_len(field, Self::int16_as_i64)? };
        let Some(len) = len else { return Ok(None) };
        if len > MAX_STRING_LEN {
            return Err(self.error(field, DecodeErrorKind::StringTooLong { len, max: MAX_STRING_LEN }));
        }
        let bytes = self.take(field, len)?;
        match StrBytes::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(self.error(field, DecodeErrorKind::Utf8)),
        }
    }

    /// Reads bytes.
    pub fn bytes(&mut self, field: &'static str, flexible: bool) -> Result<Bytes, DecodeError> {
        self.nullable_bytes(field, flexible)?.ok_or_else(|| self.error(field, DecodeErrorKind::Null))
    }

    /// Reads bytes or null.
    pub fn nullable_bytes(
        &mut self,
        field: &'static str,
        flexible: bool,
    ) -> Result<Option<Bytes>, DecodeError> {
        match self.len(field, flexible)? {
            Some(len) => self.take(field, len).map(Some),
            None => Ok(None),
        }
    }

    /// Reads records.
    pub fn records(&mut self, field: &'static str, flexible: bool) -> Result<Records, DecodeError> {
        self.nullable_records(field, flexible)?.ok_or_else(|| self.error(field, DecodeErrorKind::Null))
    }

    /// Reads records or null.
    pub fn nullable_records(
        &mut self,
        field: &'static str,
        flexible: bool,
    ) -> Result<Option<Records>, DecodeError> {
        // The list of its one segment.
        self.charge::<Bytes>(field, 1)?;
        Ok(self.nullable_bytes(field, flexible)?.map(Records::from))
    }

    /// Reads an array whose elements take at least `minimum` bytes each.
    pub fn array<T>(
        &mut self,
        field: &'static str,
        flexible: bool,
        minimum: usize,
        element: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        self.nullable_array(field, flexible, minimum, element)?
            .ok_or_else(|| self.error(field, DecodeErrorKind::Null))
    }

    /// Reads an array, or null, whose elements take at least `minimum` bytes each.
    pub fn nullable_array<T>(
        &mut self,
        field: &'static str,
        flexible: bool,
        minimum: usize,
        mut element: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Option<Vec<T>>, DecodeError> {
        let Some(count) = self.len(field, flexible)? else { return Ok(None) };
        let remaining = self.remaining();
        if count > remaining / minimum.max(1) {
            return Err(self.error(field, DecodeErrorKind::Count { count, remaining }));
        }
        self.charge::<T>(field, count)?;
        let mut elements = Vec::with_capacity(count.min(MAX_RESERVED));
        for _ in 0..count {
            // Doubling would overshoot a count that is known, and the budget with it.
            if elements.len() == elements.capacity() {
                elements.reserve_exact(elements.len().clamp(1, count - elements.len()));
            }
            elements.push(element(self)?);
        }
        Ok(Some(elements))
    }

    /// Reads the byte before a structure that may be null: whether the structure follows.
    pub fn struct_marker(&mut self, field: &'static str) -> Result<bool, DecodeError> {
        match self.int8(field)? {
            -1 => Ok(false),
            1 => Ok(true),
            other => Err(self.error(field, DecodeErrorKind::StructMarker(other))),
        }
    }

    /// Takes memory for `count` values of `T` from the budget.
    pub(super) fn charge<T>(&mut self, field: &'static str, count: usize) -> Result<(), DecodeError> {
        let size = count.saturating_mul(size_of::<T>());
        match self.budget.checked_sub(size) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => Err(self.error(field, DecodeErrorKind::Memory { limit: self.limit })),
        }
    }

    pub(super) fn end(&self) -> usize {
        self.end
    }

    pub(super) fn set_end(&mut self, end: usize) {
        self.end = end;
    }

    /// Ends the readable part `size` bytes from here.
    pub(super) fn narrow(&mut self, field: &'static str, size: u32) -> Result<(), DecodeError> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let remaining = self.remaining();
        if size > remaining {
            return Err(self.error(field, DecodeErrorKind::Truncated { needed: size, remaining }));
        }
        self.end = self.position + size;
        Ok(())
    }

    /// The length of bytes, records and arrays; `None` is null.
    fn len(&mut self, field: &'static str, flexible: bool) -> Result<Option<usize>, DecodeError> {
        if flexible { self.compact_len(field) } else { self.classic_len(field, Self::int32_as_i64) }
    }

    fn compact_len(&mut self, field: &'static str) -> Result<Option<usize>, DecodeError> {
        let value = self.unsigned_varint(field)?;
        // Null is 0, and a length is one more than it is.
        Ok(value.checked_sub(1).map(|len| usize::try_from(len).unwrap_or(usize::MAX)))
    }

    fn classic_len(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&mut Self, &'static str) -> Result<i64, DecodeError>,
    ) -> Result<Option<usize>, DecodeError> {
        match read(self, field)? {
            -1 => Ok(None),
            len => match usize::try_from(len) {
                Ok(len) => Ok(Some(len)),
                Err(_) => Err(self.error(field, DecodeErrorKind::NegativeLength(len))),
            },
        }
    }

    fn int16_as_i64(&mut self, field: &'static str) -> Result<i64, DecodeError> {
        self.int16(field).map(i64::from)
    }

    fn int32_as_i64(&mut self, field: &'static str) -> Result<i64, DecodeError> {
        self.int32(field).map(i64::from)
    }

    fn take(&mut self, field: &'static str, len: usize) -> Result<Bytes, DecodeError> {
        let remaining = self.remaining();
        if len > remaining {
            return Err(self.error(field, DecodeErrorKind::Truncated { needed: len, remaining }));
        }
        let end = self.position + len;
        let bytes = self.bytes.slice(self.position..end);
        self.position = end;
        Ok(bytes)
    }

    #[inline]
    fn array_of<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], DecodeError> {
        let left = self.bytes.get(self.position..self.end).unwrap_or_default();
        match left.first_chunk::<N>() {
            Some(&chunk) => {
                self.position += N;
                Ok(chunk)
            }
            None => Err(self.error(field, DecodeErrorKind::Truncated { needed: N, remaining: left.len() })),
        }
    }
}

/// Elements that a count alone, without their bytes, may reserve.
const MAX_RESERVED: usize = 1024;
const DEFAULT_MEMORY_FACTOR: usize = 40;
const MEMORY_BASE: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(bytes: &'static [u8]) -> Reader {
        Reader::new(Bytes::from_static(bytes), "Sample", 3)
    }

    #[test]
    fn null_is_minus_one_or_compact_zero_and_only_where_it_is_allowed() {
        assert_eq!(reader(&[0xff, 0xff]).nullable_string("a", false), Ok(None));
        assert_eq!(reader(&[0]).nullable_string("a", true), Ok(None));
        for (bytes, flexible) in [(&[0xff, 0xff, 0xff, 0xff][..], false), (&[0], true)] {
            assert_eq!(reader(bytes).nullable_bytes("a", flexible), Ok(None));
            assert_eq!(reader(bytes).bytes("a", flexible).unwrap_err().kind, DecodeErrorKind::Null);
            let array = reader(bytes).array("a", flexible, 1, |r| r.int8("a"));
            assert_eq!(array.unwrap_err().kind, DecodeErrorKind::Null);
        }
    }

    #[test]
    fn every_other_negative_length_is_an_error() {
        let string = reader(&[0xff, 0xfe]).nullable_string("a", false);
        assert_eq!(string.unwrap_err().kind, DecodeErrorKind::NegativeLength(-2));
        let bytes = reader(&[0x80, 0, 0, 0]).nullable_bytes("a", false);
        assert_eq!(bytes.unwrap_err().kind, DecodeErrorKind::NegativeLength(i64::from(i32::MIN)));
    }

    #[test]
    fn lengths_beyond_what_is_left_are_refused() {
        for flexible in [false, true] {
            let bytes: &[u8] =
                if flexible { &[0xff, 0xff, 0xff, 0xff, 0x0f] } else { &[0x7f, 0xff, 0xff, 0xff] };
            let error =
                Reader::new(Bytes::copy_from_slice(bytes), "Sample", 3).bytes("a", flexible).unwrap_err();
            assert!(matches!(error.kind, DecodeErrorKind::Truncated { remaining: 0, .. }), "{error}");
            let array =
                Reader::new(Bytes::copy_from_slice(bytes), "Sample", 3)
                    .array("a", flexible, 1, |r| r.int8("a"));
            assert!(matches!(array.unwrap_err().kind, DecodeErrorKind::Count { remaining: 0, .. }));
        }
    }

    #[test]
    fn a_count_is_checked_against_the_smallest_size_of_its_elements() {
        let mut exact = reader(&[0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2]);
        assert_eq!(exact.array("a", false, 4, |r| r.int32("a")), Ok(vec![1, 2]));
        let mut one_too_many = reader(&[0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2]);
        let error = one_too_many.array("a", false, 4, |r| r.int32("a")).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Count { count: 3, remaining: 8 });
    }

    #[test]
    fn long_arrays_never_take_room_for_more_than_their_count() {
        let count = 5000_u16;
        let bytes: Vec<u8> =
            [0, 0].into_iter().chain(count.to_be_bytes()).chain(vec![7; count.into()]).collect();
        let array = Reader::new(bytes.into(), "Sample", 3).array("a", false, 1, |r| r.int8("a")).unwrap();
        assert_eq!((array.len(), array.capacity()), (5000, 5000));
    }

    #[test]
    fn memory_is_bounded_by_the_input() {
        let bytes = Bytes::from([vec![0, 0, 0x40, 0], vec![0; 0x4000]].concat());
        let mut reader = Reader::new(bytes, "Sample", 3);
        reader.set_memory_factor(16);
        let limit = 16 * (4 + 0x4000) + 64 * 1024;
        let error = reader.array("a", false, 1, |r| Ok((r.int8("a")?, [0_u64; 2]))).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Memory { limit });
    }

    #[test]
    fn strings_must_be_utf8_and_no_longer_than_kafka_allows() {
        assert_eq!(reader(&[2, 0xff]).string("a", true).unwrap_err().kind, DecodeErrorKind::Utf8);
        let bytes: Vec<u8> = [0x81, 0x80, 0x02].into_iter().chain(vec![b'x'; 0x8000]).collect();
        let error = Reader::new(bytes.into(), "Sample", 3).string("a", true).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::StringTooLong { len: 0x8000, max: 0x7fff });
    }

    #[test]
    fn what_is_read_shares_memory_with_the_input() {
        let input = Bytes::from(vec![0, 3, b'a', b'b', b'c']);
        let mut reader = Reader::new(input.clone(), "Sample", 3);
        let text = reader.string("a", false).unwrap();
        assert_eq!(text.as_bytes().as_ptr(), input[2..].as_ptr());
    }

    #[test]
    fn an_error_names_message_field_version_and_offset() {
        let mut reader = reader(&[0, 1, 2]);
        assert_eq!(reader.int16("first"), Ok(1));
        let error = reader.int32("Nested.second").unwrap_err();
        assert_eq!(error.to_string(), "Sample v3, field `Nested.second`, byte 2: 4 bytes needed, 1 left");
    }

    #[test]
    fn only_two_bytes_mark_a_structure_that_may_be_null() {
        assert_eq!(reader(&[0xff]).struct_marker("a"), Ok(false));
        assert_eq!(reader(&[1]).struct_marker("a"), Ok(true));
        assert_eq!(reader(&[0]).struct_marker("a").unwrap_err().kind, DecodeErrorKind::StructMarker(0));
    }
}
