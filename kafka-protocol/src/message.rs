use std::fmt::Debug;

use crate::wire::{Reader, Writer};
use crate::{ApiKey, DecodeError, EncodeError, VersionRange};

/// One message of the protocol in all its versions.
///
/// The struct holds the fields of every version; the version given to [`encode`](Self::encode) decides which of them
/// are written, and fields that a version lacks have their default after [`decode`](Self::decode).
pub trait Message: Clone + Debug + Default + PartialEq + Send + 'static {
    /// Kafka's name, such as `ProduceRequest`.
    const NAME: &'static str;
    /// The versions that can be read and written.
    const VERSIONS: VersionRange;
    /// The first version with compact lengths and tagged fields (KIP-482), if any has them.
    const FLEXIBLE_SINCE: Option<i16>;
    /// Decoding refuses input that would take more than this many times its size in memory, plus 64 KiB.
    const MEMORY_FACTOR: usize = 40;

    /// Writes the message.
    ///
    /// # Errors
    ///
    /// The version does not exist; a field that must not be left out is set but missing from the version; a null or
    /// a length that the version cannot express. Some bytes may have been written by then.
    fn encode<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError>;

    /// The exact number of bytes that [`encode`](Self::encode) writes.
    ///
    /// # Errors
    ///
    /// The version does not exist. Other faults show only when encoding.
    fn encoded_len(&self, version: i16) -> Result<usize, EncodeError>;

    /// Reads the message; strings, bytes and records share memory with the reader's buffer.
    ///
    /// # Errors
    ///
    /// The version does not exist, or the bytes do not follow its schema. Bytes after the message are left unread.
    fn decode(version: i16, r: &mut Reader) -> Result<Self, DecodeError>;

    /// Whether `version` has compact lengths and tagged fields.
    fn is_flexible(version: i16) -> bool {
        Self::FLEXIBLE_SINCE.is_some_and(|since| version >= since)
    }
}

/// A message that asks for another one.
pub trait Request: Message {
    /// The number of the API.
    const API_KEY: ApiKey;
    /// What the broker answers, in the same version as the request.
    type Response: Message;
}

/// Checks the version before, and names message and version in an error of, `write`.
pub(crate) fn encode<M: Message, T>(
    message: &M,
    version: i16,
    write: impl FnOnce(&M) -> Result<T, EncodeError>,
) -> Result<T, EncodeError> {
    let result = if M::VERSIONS.contains(version) {
        write(message)
    } else {
        Err(EncodeError::unsupported_version(M::VERSIONS))
    };
    result.map_err(|error| error.of(M::NAME, version))
}
