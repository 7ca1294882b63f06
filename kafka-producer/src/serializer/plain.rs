//! Bytes as they are, and nothing at all (rule A76).

use bytes::Bytes;

use crate::serializer::{SerializeError, Serializer, SerializerContext};

/// Bytes as they are: Java's `ByteArraySerializer`, `BytesSerializer` and `ByteBufferSerializer`. Copies nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct BytesSerializer;

impl Serializer<[u8]> for BytesSerializer {
    fn serialize<'a>(
        &self,
        _context: &mut SerializerContext<'_>,
        value: &'a [u8],
        _scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        Ok(Some(value))
    }
}

impl Serializer<Vec<u8>> for BytesSerializer {
    fn serialize<'a>(
        &self,
        _context: &mut SerializerContext<'_>,
        value: &'a Vec<u8>,
        _scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        Ok(Some(value))
    }
}

impl Serializer<Bytes> for BytesSerializer {
    fn serialize<'a>(
        &self,
        _context: &mut SerializerContext<'_>,
        value: &'a Bytes,
        _scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        Ok(Some(value))
    }
}

/// Always null: Java's `VoidSerializer`, for topics without keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct VoidSerializer;

impl Serializer<()> for VoidSerializer {
    fn serialize<'a>(
        &self,
        _context: &mut SerializerContext<'_>,
        _value: &'a (),
        _scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        Ok(None)
    }
}
