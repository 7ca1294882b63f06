//! The primitives that messages are made of.

mod fixed;
mod int32_array;
pub(crate) mod length;
mod reader;
mod records;
mod segments;
mod strings;
mod tagged;
mod uuid;
pub mod varint;
mod writer;

pub use self::int32_array::Int32Array;
pub use self::reader::Reader;
pub use self::records::Records;
pub use self::segments::Segments;
pub use self::strings::StrBytes;
pub use self::tagged::{MAX_TAGGED_FIELDS, TagSection, TaggedFields};
pub use self::uuid::{Uuid, UuidError};
pub use self::writer::Writer;

/// The longest string that any version can carry: Kafka refuses longer ones where the prefix could say more.
pub const MAX_STRING_LEN: usize = 0x7fff;
