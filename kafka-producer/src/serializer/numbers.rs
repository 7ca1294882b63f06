//! Numbers and booleans, in network byte order as Java writes them (rule A76).

use crate::serializer::{SerializeError, Serializer, SerializerContext};

macro_rules! number_serializer {
    ($(#[$meta:meta])* $name:ident, $type:ty, fixed: $fixed:literal, $bytes:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name;

        impl Serializer<$type> for $name {
            fn serialize<'a>(
                &self,
                _context: &mut SerializerContext<'_>,
                value: &'a $type,
                scratch: &'a mut Vec<u8>,
            ) -> Result<Option<&'a [u8]>, SerializeError> {
                let bytes: fn(&$type) -> _ = $bytes;
                scratch.extend_from_slice(&bytes(value));
                Ok(Some(scratch))
            }

            fn has_fixed_length(&self) -> bool {
                $fixed
            }
        }
    };
}

number_serializer! {
    /// Two bytes, Java's `ShortSerializer`.
    ShortSerializer, i16, fixed: true, |n| n.to_be_bytes()
}
number_serializer! {
    /// Four bytes, Java's `IntegerSerializer`.
    IntegerSerializer, i32, fixed: true, |n| n.to_be_bytes()
}
number_serializer! {
    /// Eight bytes, Java's `LongSerializer`.
    LongSerializer, i64, fixed: true, |n| n.to_be_bytes()
}
number_serializer! {
    /// Four bytes of IEEE 754, Java's `FloatSerializer`.
    FloatSerializer, f32, fixed: true, |n| n.to_be_bytes()
}
number_serializer! {
    /// Eight bytes of IEEE 754, Java's `DoubleSerializer`.
    DoubleSerializer, f64, fixed: true, |n| n.to_be_bytes()
}
number_serializer! {
    /// One byte, 1 or 0, Java's `BooleanSerializer`. Java does not take it for one of fixed length.
    BooleanSerializer, bool, fixed: false, |b| [u8::from(*b)]
}
