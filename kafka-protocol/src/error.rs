use std::fmt;

use thiserror::Error;

use crate::{ApiKey, VersionRange};

/// Bytes that are not the message they should be: says which message, field and version, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message} v{version}, field `{field}`, byte {offset}: {kind}")]
pub struct DecodeError {
    /// Kafka's name of the message, or `RequestHeader` and `ResponseHeader`.
    pub message: &'static str,
    /// The field in snake case; fields of nested structures carry the name of their structure.
    pub field: &'static str,
    /// The version under which the bytes were read.
    pub version: i16,
    /// Distance in bytes from the start of what was given to the decoder.
    pub offset: usize,
    /// What is wrong.
    pub kind: DecodeErrorKind,
}

/// What was wrong with the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The bytes end before the value does.
    #[error("{needed} bytes needed, {remaining} left")]
    Truncated {
        /// Bytes that the value takes.
        needed: usize,
        /// Bytes that were left.
        remaining: usize,
    },
    /// A length below -1.
    #[error("length {0} is negative")]
    NegativeLength(i64),
    /// A string of more than 32,767 bytes, which no version can carry.
    #[error("string of {len} bytes, at most {max} are possible")]
    StringTooLong {
        /// Bytes announced.
        len: usize,
        /// The limit.
        max: usize,
    },
    /// Null where this version of the schema allows none.
    #[error("null is not allowed here")]
    Null,
    /// A structure marker other than -1 (null) and 1 (present).
    #[error("{0} does not mark a nullable structure")]
    StructMarker(i8),
    /// More array elements than the bytes left could hold.
    #[error("{count} elements cannot fit in {remaining} bytes")]
    Count {
        /// Elements announced.
        count: usize,
        /// Bytes that were left.
        remaining: usize,
    },
    /// A string that is not UTF-8.
    #[error("not UTF-8")]
    Utf8,
    /// A varint of too many bytes or with bits beyond its width.
    #[error("varint does not fit {bits} bits")]
    Varint {
        /// Width of the integer.
        bits: u32,
    },
    /// Tagged fields must come in strictly rising order of their tags.
    #[error("tag {tag} after tag {previous}")]
    TagOrder {
        /// The tag that came too late or twice.
        tag: u32,
        /// The tag before it.
        previous: u32,
    },
    /// More tagged fields than one structure may carry.
    #[error("{count} tagged fields, at most {max} are accepted")]
    TooManyTags {
        /// Tagged fields announced.
        count: u32,
        /// The limit.
        max: u32,
    },
    /// Bytes left over after the message, or after the value of a tagged field.
    #[error("{0} bytes left over")]
    TrailingBytes(usize),
    /// A version that this message does not have.
    #[error("version is not one of {0}")]
    UnsupportedVersion(VersionRange),
    /// An API whose messages this build does not have.
    #[error("API {0} is not among the messages of this build")]
    UnknownApi(ApiKey),
    /// Decoded, the message would take memory out of proportion to its bytes.
    #[error("would take more than {limit} bytes of memory")]
    Memory {
        /// The limit that the size of the input sets.
        limit: usize,
    },
}

/// A message that cannot be written under the version asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    /// Kafka's name of the message.
    pub message: &'static str,
    /// The field in snake case; fields of nested structures carry the name of their structure.
    pub field: &'static str,
    /// The version under which the message was to be written.
    pub version: i16,
    /// What is wrong.
    pub kind: EncodeErrorKind,
}

/// Why a message cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// The field is set, this version lacks it, and leaving it out would change the meaning.
    #[error("is set, but this version does not have it")]
    NotInVersion,
    /// The field is null, which this version does not allow.
    #[error("is null, which this version does not allow")]
    Null,
    /// Longer than its length prefix can say.
    #[error("is {len} long, at most {max} can be written")]
    TooLong {
        /// Bytes or elements.
        len: usize,
        /// The most that fits.
        max: usize,
    },
    /// An unknown tagged field carries the tag of a known one.
    #[error("holds tag {0}, which this version gives to a known field")]
    TagCollision(u32),
    /// A version that this message does not have.
    #[error("version is not one of {0}")]
    UnsupportedVersion(VersionRange),
    /// The header calls another API than the request is of.
    #[error("is of {header}, the request of {request}")]
    ApiMismatch {
        /// The API of the request.
        request: ApiKey,
        /// The API in the header.
        header: ApiKey,
    },
}

impl EncodeError {
    #[cold]
    pub(crate) fn api_mismatch(request: ApiKey, header: ApiKey, version: i16) -> Self {
        let kind = EncodeErrorKind::ApiMismatch { request, header };
        Self { message: "RequestHeader", field: "api_key", version, kind }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} v{}, field `{}`: {}", self.message, self.version, self.field, self.kind)
    }
}

impl std::error::Error for EncodeError {}
