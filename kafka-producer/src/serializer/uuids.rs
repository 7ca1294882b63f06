//! UUIDs as text, which is what Java writes (rule A76).

use uuid::Uuid;
use uuid::fmt::Hyphenated;

use crate::serializer::{SerializeError, Serializer, SerializerContext};

/// The 36 characters of a UUID, Java's `UUIDSerializer`. Wants the feature `uuid`.
#[derive(Clone, Copy, Debug, Default)]
pub struct UuidSerializer;

impl Serializer<Uuid> for UuidSerializer {
    fn serialize<'a>(
        &self,
        _context: &mut SerializerContext<'_>,
        value: &'a Uuid,
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        scratch.resize(Hyphenated::LENGTH, 0);
        value.hyphenated().encode_lower(scratch);
        Ok(Some(scratch))
    }

    fn has_fixed_length(&self) -> bool {
        true
    }
}
