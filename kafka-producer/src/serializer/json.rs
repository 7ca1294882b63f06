//! JSON by serde.

use serde::Serialize;

use crate::serializer::{SerializeError, Serializer, SerializerContext};

/// Anything that serde can write, as JSON without white space. Wants the feature `json`.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonSerializer;

impl<T: Serialize + ?Sized> Serializer<T> for JsonSerializer {
    fn serialize<'a>(
        &self,
        _context: &mut SerializerContext<'_>,
        value: &'a T,
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        serde_json::to_writer(&mut *scratch, value)?;
        Ok(Some(scratch))
    }
}
