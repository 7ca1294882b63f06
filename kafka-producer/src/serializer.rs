//! Serializers: how keys and values of the application's types become bytes. There is no default one, and no format is privileged.

pub use numbers::{
    BooleanSerializer, DoubleSerializer, FloatSerializer, IntegerSerializer, LongSerializer, ShortSerializer,
};
mod numbers;

pub use text::{StringEncoding, StringSerializer};
mod text;

pub use plain::{BytesSerializer, VoidSerializer};
mod plain;

pub use list::{ListSerializer, NullableListSerializer};
mod list;

#[cfg(feature = "uuid")]
pub use uuids::UuidSerializer;
#[cfg(feature = "uuid")]
mod uuids;

#[cfg(feature = "json")]
pub use json::JsonSerializer;
#[cfg(feature = "json")]
mod json;

pub(crate) use scratch::Scratch;
mod scratch;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::record::RecordHeader;

/// Turns values of `T` into the bytes of a key or a value.
///
/// It is called on the thread of the application, once a record and under no lock of the producer (rule A78), so it may take its time.
/// A null key or value does not come here: it stays null, which differs from empty (rule A75).
///
/// ```
/// use kafka_producer::{SerializeError, Serializer, SerializerContext};
///
/// struct Celsius(f64);
///
/// struct CelsiusSerializer;
///
/// impl Serializer<Celsius> for CelsiusSerializer {
///     fn serialize<'a>(
///         &self,
///         context: &mut SerializerContext<'_>,
///         value: &'a Celsius,
///         scratch: &'a mut Vec<u8>,
///     ) -> Result<Option<&'a [u8]>, SerializeError> {
///         if value.0 < -273.15 {
///             return Err(format!("{} is too cold for {}", value.0, context.topic()).into());
///         }
///         scratch.extend_from_slice(format!("{:.1}", value.0).as_bytes());
///         Ok(Some(scratch))
///     }
/// }
/// ```
pub trait Serializer<T: ?Sized>: Send + Sync {
    /// The bytes: borrowed from `value`, or written into `scratch`, which is empty and used again; `None` makes null of the value.
    ///
    /// An error is that of the send ([`SendError::Serialization`](crate::SendError::Serialization)), and is never retried.
    fn serialize<'a>(
        &self,
        context: &mut SerializerContext<'_>,
        value: &'a T,
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError>;

    /// Whether all values have the same number of bytes, as those of Java's numbers and UUIDs have: [`ListSerializer`] writes them
    /// without lengths then, as Java does.
    fn has_fixed_length(&self) -> bool {
        false
    }
}

/// Why a value could not be serialized: any error of the application's.
pub type SerializeError = Box<dyn Error + Send + Sync>;

/// What a serializer may know of its record.
#[derive(Debug)]
pub struct SerializerContext<'a> {
    topic: &'a str,
    headers: &'a [RecordHeader<'a>],
    part: RecordPart,
    added: &'a mut Vec<(String, Option<Bytes>)>,
}

impl<'a> SerializerContext<'a> {
    pub(crate) fn new(
        topic: &'a str,
        headers: &'a [RecordHeader<'a>],
        part: RecordPart,
        added: &'a mut Vec<(String, Option<Bytes>)>,
    ) -> Self {
        Self { topic, headers, part, added }
    }

    /// The topic's name.
    pub fn topic(&self) -> &str {
        self.topic
    }

    /// The headers that the record came with.
    pub fn headers(&self) -> &[RecordHeader<'_>] {
        self.headers
    }

    /// Whether this is the key or the value.
    pub fn part(&self) -> RecordPart {
        self.part
    }

    /// Appends a header to the record: the id of a schema, for example.
    pub fn add_header(&mut self, key: impl Into<String>, value: Option<Bytes>) {
        self.added.push((key.into(), value));
    }
}

/// The parts of a record that are serialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordPart {
    /// The key.
    Key,
    /// The value.
    Value,
}

impl fmt::Display for RecordPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "key",
            Self::Value => "value",
        })
    }
}

/// A serializer failed for one record.
#[derive(Clone, Debug)]
pub struct SerializationError {
    topic: Arc<str>,
    part: RecordPart,
    cause: Arc<dyn Error + Send + Sync>,
}

impl SerializationError {
    pub(crate) fn new(topic: &str, part: RecordPart, cause: SerializeError) -> Self {
        Self { topic: topic.into(), part, cause: cause.into() }
    }

    /// The topic of the record.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// What could not be serialized.
    pub fn part(&self) -> RecordPart {
        self.part
    }
}

impl fmt::Display for SerializationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the {} of a record for topic {} cannot be serialized: {}",
            self.part, self.topic, self.cause
        )
    }
}

impl Error for SerializationError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}

/// Two are equal if they are of the same failure: causes cannot be compared.
impl PartialEq for SerializationError {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.cause, &other.cause)
    }
}

#[cfg(test)]
mod tests;
