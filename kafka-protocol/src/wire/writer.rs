use bytes::{BufMut, Bytes};

use super::{Int32Array, MAX_STRING_LEN, Records, StrBytes, Uuid, varint};
use crate::EncodeError;

/// Where messages are written to. Every [`BufMut`] is one, and [`Segments`](super::Segments).
///
/// Methods with `field` check the length against its prefix and name the field when it does not fit; `flexible`
/// chooses between classic lengths and the compact ones of KIP-482.
///
/// # Panics
///
/// A writer of fixed size, such as `&mut [u8]`, panics when it is full. [`Message::encoded_len`] tells beforehand.
///
/// [`Message::encoded_len`]: crate::Message::encoded_len
pub trait Writer {
    /// Writes the bytes.
    fn put_slice(&mut self, bytes: &[u8]);

    /// Writes the bytes, by reference where the writer can keep one.
    fn put_shared(&mut self, bytes: &Bytes) {
        self.put_slice(bytes);
    }

    /// Writes one byte.
    fn put_u8(&mut self, value: u8) {
        self.put_slice(&[value]);
    }

    /// Writes one byte.
    fn put_i8(&mut self, value: i8) {
        self.put_slice(&value.to_be_bytes());
    }

    /// Writes two bytes, highest first.
    fn put_i16(&mut self, value: i16) {
        self.put_slice(&value.to_be_bytes());
    }

    /// Writes two bytes, highest first.
    fn put_u16(&mut self, value: u16) {
        self.put_slice(&value.to_be_bytes());
    }

    /// Writes four bytes, highest first.
    fn put_i32(&mut self, value: i32) {
        self.put_slice(&value.to_be_bytes());
    }

    /// Writes four bytes, highest first.
    fn put_u32(&mut self, value: u32) {
        self.put_slice(&value.to_be_bytes());
    }

    /// Writes eight bytes, highest first.
    fn put_i64(&mut self, value: i64) {
        self.put_slice(&value.to_be_bytes());
    }

    /// Writes eight bytes, highest first.
    fn put_f64(&mut self, value: f64) {
        self.put_slice(&value.to_be_bytes());
    }

    /// Writes one byte, 0 or 1.
    fn put_bool(&mut self, value: bool) {
        self.put_u8(u8::from(value));
    }

    /// Writes sixteen bytes.
    fn put_uuid(&mut self, value: Uuid) {
        self.put_slice(value.as_bytes());
    }

    /// Writes one to five bytes.
    #[inline]
    fn put_unsigned_varint(&mut self, value: u32) {
        if value < 0x80 {
            self.put_u8(value as u8);
        } else {
            let (buffer, len) = varint::encode_u32(value);
            self.put_slice(buffer.get(..len).unwrap_or(&buffer));
        }
    }

    /// Writes a string with its length.
    fn put_string(
        &mut self,
        field: &'static str,
        value: &StrBytes,
        flexible: bool,
    ) -> Result<(), EncodeError> {
        put_string_len(self, field, value.as_bytes().len(), flexible)?;
        self.put_slice(value.as_bytes());
        Ok(())
    }

    /// Writes a string with its length, or null.
    fn put_nullable_string(
        &mut self,
        field: &'static str,
        value: Option<&StrBytes>,
        flexible: bool,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => return self.put_string(field, value, flexible),
            None if flexible => self.put_unsigned_varint(0),
            None => self.put_i16(-1),
        }
        Ok(())
    }

    /// Writes bytes with their length.
    fn put_bytes(&mut self, field: &'static str, value: &Bytes, flexible: bool) -> Result<(), EncodeError> {
        self.put_array_len(field, value.len(), flexible)?;
        self.put_shared(value);
        Ok(())
    }

    /// Writes bytes with their length, or null.
    fn put_nullable_bytes(
        &mut self,
        field: &'static str,
        value: Option<&Bytes>,
        flexible: bool,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => return self.put_bytes(field, value, flexible),
            None => self.put_null(flexible),
        }
        Ok(())
    }

    /// Writes records with their length, each segment by reference where the writer can keep one.
    fn put_records(
        &mut self,
        field: &'static str,
        value: &Records,
        flexible: bool,
    ) -> Result<(), EncodeError> {
        self.put_array_len(field, value.len(), flexible)?;
        for segment in value.segments() {
            self.put_shared(segment);
        }
        Ok(())
    }

    /// Writes an array of int32 with its length.
    fn put_int32_array(
        &mut self,
        field: &'static str,
        value: &Int32Array,
        flexible: bool,
    ) -> Result<(), EncodeError> {
        self.put_array_len(field, value.len(), flexible)?;
        // Several at a time, so that the room for them is looked for once.
        let (blocks, rest) = value.as_slice().as_chunks::<3>();
        for [a, b, c] in blocks {
            let [a, b, c] = [a.to_be_bytes(), b.to_be_bytes(), c.to_be_bytes()];
            self.put_slice([a, b, c].as_flattened());
        }
        for element in rest {
            self.put_i32(*element);
        }
        Ok(())
    }

    /// Writes the number of elements of an array, or the length of bytes.
    fn put_array_len(&mut self, field: &'static str, len: usize, flexible: bool) -> Result<(), EncodeError> {
        // Compact lengths could say one more; Kafka reads both as a signed int.
        let Ok(value) = i32::try_from(len) else {
            return Err(EncodeError::too_long(field, len, i32::MAX as usize));
        };
        if flexible {
            self.put_unsigned_varint(value as u32 + 1);
        } else {
            self.put_i32(value);
        }
        Ok(())
    }

    /// Writes the null of an array, of bytes and of records.
    fn put_null(&mut self, flexible: bool) {
        if flexible {
            self.put_unsigned_varint(0);
        } else {
            self.put_i32(-1);
        }
    }

    /// Writes tag and size of a tagged field; its value must follow and have just this size.
    fn put_tag(&mut self, field: &'static str, tag: u32, size: usize) -> Result<(), EncodeError> {
        let Ok(size) = u32::try_from(size) else {
            return Err(EncodeError::too_long(field, size, u32::MAX as usize));
        };
        self.put_unsigned_varint(tag);
        self.put_unsigned_varint(size);
        Ok(())
    }
}

impl<B: BufMut> Writer for B {
    #[inline]
    fn put_slice(&mut self, bytes: &[u8]) {
        BufMut::put_slice(self, bytes);
    }
}

/// The value of a field that is null in other versions only.
#[allow(dead_code, reason = "some builds have no message that needs it")]
pub(crate) fn required<'a, T>(field: &'static str, value: Option<&'a T>) -> Result<&'a T, EncodeError> {
    value.ok_or_else(|| EncodeError::null(field))
}

fn put_string_len<W: Writer + ?Sized>(
    w: &mut W,
    field: &'static str,
    len: usize,
    flexible: bool,
) -> Result<(), EncodeError> {
    if len > MAX_STRING_LEN {
        return Err(EncodeError::too_long(field, len, MAX_STRING_LEN));
    }
    if flexible {
        w.put_unsigned_varint(len as u32 + 1);
    } else {
        w.put_i16(len as i16);
    }
    Ok(())
}
