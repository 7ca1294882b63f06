#![allow(clippy::inline_always, reason = "a handful of instructions, in every field of every message")]

use std::collections::VecDeque;

use bytes::Bytes;

use super::fixed::Fixed;
use super::{Int32Array, MAX_STRING_LEN, Records, Segments, StrBytes, Uuid, varint};
use crate::{EncodeError, EncodeErrorKind, VersionRange};

/// Gathers the bytes of messages, and remembers its first error.
///
/// Writing goes on behind an error, into bytes that nobody gets: [`finish`](Self::finish) tells the error in their
/// place. So encoding is straight-line code that asks once a message, and not once a field.
///
/// Small values gather in a buffer. [`put_shared`](Self::put_shared) of more than [`Segments::INLINE_MAX`] bytes keeps
/// the piece itself, so that record batches travel to the socket without a copy.
///
/// Methods with `field` check the length against its prefix and name the field when it does not fit; `flexible` chooses
/// between classic lengths and the compact ones of KIP-482.
#[derive(Debug)]
pub struct Writer {
    /// What is written: these pieces, and then `open`.
    sealed: VecDeque<Bytes>,
    /// Bytes in `sealed`.
    sealed_len: usize,
    open: Vec<u8>,
    message: &'static str,
    version: i16,
    error: Option<Box<EncodeError>>,
}

impl Writer {
    /// A writer with room for `capacity` bytes before it allocates again.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            sealed: VecDeque::new(),
            sealed_len: 0,
            open: Vec::with_capacity(capacity),
            message: "",
            version: -1,
            error: None,
        }
    }

    /// Names the message that is written from here on, and checks that it has this version.
    pub fn enter(&mut self, message: &'static str, version: i16, supported: VersionRange) {
        self.message = message;
        self.version = version;
        if !supported.contains(version) {
            self.fail("version", EncodeErrorKind::UnsupportedVersion(supported));
        }
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.sealed_len + self.open.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What was written, or the first error.
    pub fn finish(mut self) -> Result<Segments, EncodeError> {
        if !self.open.is_empty() {
            let last = std::mem::take(&mut self.open);
            self.push(Bytes::from(last));
        }
        match self.error {
            None => Ok(Segments::from_sealed(self.sealed, self.sealed_len)),
            Some(error) => Err(*error),
        }
    }

    /// Remembers an error, unless there was one before.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, field: &'static str, kind: EncodeErrorKind) {
        if self.error.is_none() {
            let (message, version) = (self.message, self.version);
            self.error = Some(Box::new(EncodeError { message, field, version, kind }));
        }
    }

    /// Fails if `is_set`: the version lacks the field, and leaving it out would change the meaning.
    #[inline]
    pub fn refuse(&mut self, field: &'static str, is_set: bool) {
        if is_set {
            self.fail(field, EncodeErrorKind::NotInVersion);
        }
    }

    /// Fails unless `is_set`: null is for other versions.
    #[inline]
    pub fn require(&mut self, field: &'static str, is_set: bool) {
        if !is_set {
            self.fail(field, EncodeErrorKind::Null);
        }
    }

    /// Writes the bytes.
    #[inline]
    pub fn put_slice(&mut self, bytes: &[u8]) {
        self.open.extend_from_slice(bytes);
    }

    /// Writes the bytes, by reference if they are many.
    pub fn put_shared(&mut self, bytes: &Bytes) {
        if bytes.len() > Segments::INLINE_MAX {
            self.seal();
            self.push(bytes.clone());
        } else {
            self.put_slice(bytes);
        }
    }

    /// Writes one byte.
    #[inline]
    pub fn put_u8(&mut self, value: u8) {
        self.put_fixed([value]);
    }

    /// Writes one byte.
    #[inline]
    pub fn put_i8(&mut self, value: i8) {
        self.put_fixed(value);
    }

    /// Writes two bytes, highest first.
    #[inline]
    pub fn put_i16(&mut self, value: i16) {
        self.put_fixed(value);
    }

    /// Writes two bytes, highest first.
    #[inline]
    pub fn put_u16(&mut self, value: u16) {
        self.put_fixed(value);
    }

    /// Writes four bytes, highest first.
    #[inline]
    pub fn put_i32(&mut self, value: i32) {
        self.put_fixed(value);
    }

    /// Writes eight bytes, highest first.
    #[inline]
    pub fn put_i64(&mut self, value: i64) {
        self.put_fixed(value);
    }

    /// Writes eight bytes, highest first.
    #[inline]
    pub fn put_f64(&mut self, value: f64) {
        self.put_fixed(value);
    }

    /// Writes one byte, 0 or 1.
    #[inline]
    pub fn put_bool(&mut self, value: bool) {
        self.put_fixed(value);
    }

    /// Writes sixteen bytes.
    #[inline]
    pub fn put_uuid(&mut self, value: Uuid) {
        self.put_fixed(value);
    }

    /// Writes a value of fixed size, or several side by side.
    #[inline(always)]
    pub(crate) fn put_fixed<F: Fixed>(&mut self, value: F) {
        value.append(&mut self.open);
    }

    /// Writes one to five bytes.
    pub fn put_unsigned_varint(&mut self, value: u32) {
        if value < 0x80 {
            self.put_u8(value as u8);
        } else {
            self.put_long_varint(value);
        }
    }

    #[inline(never)]
    fn put_long_varint(&mut self, value: u32) {
        let (buffer, len) = varint::encode_u32(value);
        self.put_slice(buffer.get(..len).unwrap_or(&buffer));
    }

    /// Writes a string with its length.
    pub fn put_string(&mut self, field: &'static str, value: &StrBytes, flexible: bool) {
        let text = value.as_bytes();
        if text.len() > MAX_STRING_LEN {
            return self.too_long(field, text.len(), MAX_STRING_LEN);
        }
        if flexible {
            self.put_unsigned_varint(text.len() as u32 + 1);
        } else {
            self.put_i16(text.len() as i16);
        }
        self.put_slice(text);
    }

    /// Writes a string with its length, or null.
    pub fn put_nullable_string(&mut self, field: &'static str, value: Option<&StrBytes>, flexible: bool) {
        match value {
            Some(value) => self.put_string(field, value, flexible),
            None if flexible => self.put_u8(0),
            None => self.put_i16(-1),
        }
    }

    /// Writes bytes with their length.
    pub fn put_bytes(&mut self, field: &'static str, value: &Bytes, flexible: bool) {
        self.put_array_len(field, value.len(), flexible);
        self.put_shared(value);
    }

    /// Writes bytes with their length, or null.
    pub fn put_nullable_bytes(&mut self, field: &'static str, value: Option<&Bytes>, flexible: bool) {
        match value {
            Some(value) => self.put_bytes(field, value, flexible),
            None => self.put_null(flexible),
        }
    }

    /// Writes records with their length.
    pub fn put_records(&mut self, field: &'static str, value: &Records, flexible: bool) {
        self.put_array_len(field, value.len(), flexible);
        for segment in value.segments() {
            self.put_shared(segment);
        }
    }

    /// Writes an array of int32 with its length.
    #[inline]
    pub fn put_int32_array(&mut self, field: &'static str, value: &Int32Array, flexible: bool) {
        if flexible && let Some((len, [a, b, c])) = value.inline() {
            self.put_fixed(([len + 1], a, b, c));
            let unused = 4 * (Int32Array::INLINE - usize::from(len));
            self.open.truncate(self.open.len() - unused);
        } else {
            self.put_int32s(field, value, flexible);
        }
    }

    #[inline(never)]
    fn put_int32s(&mut self, field: &'static str, values: &[i32], flexible: bool) {
        self.put_array_len(field, values.len(), flexible);
        for value in values {
            self.put_i32(*value);
        }
    }

    /// Writes the number of elements of an array, or the length of bytes.
    pub fn put_array_len(&mut self, field: &'static str, len: usize, flexible: bool) {
        // Compact lengths could say one more; Kafka reads both as a signed int.
        let Ok(value) = i32::try_from(len) else {
            return self.too_long(field, len, i32::MAX as usize);
        };
        if flexible {
            self.put_unsigned_varint(value as u32 + 1);
        } else {
            self.put_i32(value);
        }
    }

    /// Writes the null of an array, of bytes and of records.
    pub fn put_null(&mut self, flexible: bool) {
        if flexible {
            self.put_u8(0);
        } else {
            self.put_i32(-1);
        }
    }

    /// Writes tag and size of a tagged field; its value must follow and have just this size.
    pub fn put_tag(&mut self, field: &'static str, tag: u32, size: usize) {
        let Ok(size) = u32::try_from(size) else {
            return self.too_long(field, size, u32::MAX as usize);
        };
        self.put_unsigned_varint(tag);
        self.put_unsigned_varint(size);
    }

    #[cold]
    fn too_long(&mut self, field: &'static str, len: usize, max: usize) {
        self.fail(field, EncodeErrorKind::TooLong { len, max });
    }

    /// Makes the small values so far a segment, of just the memory that they need: more of them will come.
    fn seal(&mut self) {
        if !self.open.is_empty() {
            let segment = Bytes::copy_from_slice(&self.open);
            self.open.clear();
            self.push(segment);
        }
    }

    fn push(&mut self, segment: Bytes) {
        self.sealed_len += segment.len();
        self.sealed.push_back(segment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes_of(write: impl FnOnce(&mut Writer)) -> Bytes {
        let mut writer = Writer::with_capacity(0);
        write(&mut writer);
        let len = writer.len();
        let bytes = writer.finish().unwrap().to_bytes();
        assert_eq!(bytes.len(), len);
        bytes
    }

    #[test]
    fn neighbours_are_written_as_one_by_one() {
        let uuid = Uuid::from_bytes([7; 16]);
        let together = bytes_of(|w| w.put_fixed((1_i8, 2_i16, 3_u16, -4_i32, 5_i64, 0.5_f64, true, uuid)));
        let apart = bytes_of(|w| {
            w.put_i8(1);
            w.put_i16(2);
            w.put_u16(3);
            w.put_i32(-4);
            w.put_i64(5);
            w.put_f64(0.5);
            w.put_bool(true);
            w.put_uuid(uuid);
        });
        assert_eq!(together, apart);
    }

    #[test]
    fn short_arrays_are_written_as_long_ones() {
        for len in 0..7 {
            let array: Int32Array = (0..len).map(|value| value << 20 | 5).collect();
            for flexible in [false, true] {
                let direct = bytes_of(|w| {
                    w.put_int32_array("array", &array, flexible);
                    w.put_i8(9);
                });
                let one_by_one = bytes_of(|w| {
                    w.put_int32s("array", &array, flexible);
                    w.put_i8(9);
                });
                assert_eq!(direct, one_by_one);
            }
        }
    }

    #[test]
    fn the_buffer_grows_at_any_byte() {
        let expected: Vec<u8> = (0..3000_i32).flat_map(i32::to_be_bytes).collect();
        for capacity in 0..70 {
            let mut writer = Writer::with_capacity(capacity);
            for value in 0..3000 {
                writer.put_i32(value);
            }
            assert_eq!(writer.finish().unwrap().to_bytes(), expected);
        }
    }

    #[test]
    fn the_first_error_is_told() {
        let mut writer = Writer::with_capacity(16);
        writer.enter("Sample", 3, VersionRange::new(0, 9));
        writer.require("name", true);
        writer.refuse("first", true);
        writer.require("second", false);
        writer.put_i32(1);
        let error = writer.finish().unwrap_err();
        assert_eq!((error.message, error.field, error.version), ("Sample", "first", 3));
        assert_eq!(error.kind, EncodeErrorKind::NotInVersion);
    }

    #[test]
    fn a_string_too_long_for_its_prefix_is_refused() {
        let mut writer = Writer::with_capacity(16);
        let long = StrBytes::from("x".repeat(MAX_STRING_LEN + 1));
        writer.put_string("name", &long, true);
        let error = writer.finish().unwrap_err();
        assert_eq!(error.kind, EncodeErrorKind::TooLong { len: MAX_STRING_LEN + 1, max: MAX_STRING_LEN });
    }
}
