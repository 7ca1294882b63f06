//! The Kafka wire protocol: typed messages of every version, frames, headers and error codes.
//!
//! What it does not know: sockets, time, retries, and what is inside a `records` field, which it carries as opaque
//! [`wire::Records`]. It allocates in proportion to the bytes that it is given and never panics on them.

mod error;
mod ids;
mod version;
pub mod wire;

mod api_key;
mod error_code;
mod frame;
mod header;
mod message;

#[doc(hidden)]
pub mod fuzz;
mod generated;

/// Every message, one module each; the messages themselves and their nested structures.
pub mod messages {
    pub use crate::generated::*;
}

pub use crate::api_key::ApiKey;
pub use crate::error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
pub use crate::error_code::{ErrorCode, ProduceProof};
pub use crate::frame::{
    DEFAULT_MAX_FRAME_LEN, FrameDecoder, FrameError, WrongProtocol, decode_request_body,
    decode_request_header, decode_response, encode_request, encode_response, peek_correlation_id,
};
pub use crate::header::{RequestHeader, ResponseHeader, request_header_version, response_header_version};
pub use crate::ids::{BrokerId, CorrelationId, TopicId};
pub use crate::message::{Message, Request};
pub use crate::version::VersionRange;
