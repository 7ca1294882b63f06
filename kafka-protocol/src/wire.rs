//! The primitives that messages are made of.

mod length;
mod reader;
mod records;
mod segments;
mod strings;
mod tagged;
mod uuid;
pub mod varint;
mod writer;

pub(crate) use self::length::{
    array_len, bytes_len, nullable_array_len, nullable_bytes_len, nullable_records_len, nullable_string_len,
    records_len, string_len, tag_len,
};
pub use self::reader::Reader;
pub use self::records::Records;
pub use self::segments::Segments;
pub use self::strings::StrBytes;
pub use self::tagged::{MAX_TAGGED_FIELDS, TagSection, TaggedFields};
pub use self::uuid::{Uuid, UuidError};
pub use self::writer::Writer;
pub(crate) use self::writer::required;
