//! The Kafka wire protocol: typed messages of every version, frames, headers and error codes.
//!
//! What it does not know: sockets, time, retries, and what is inside a `records` field, which it carries as opaque
//! [`wire::Records`]. Memory stays in proportion to the bytes that are given, and no bytes make it panic.
//!
//! A message is a struct with the fields of all its versions, in [`messages`]. The version is an argument of
//! [`Message::encode`] and [`Message::decode`]; [`encode_request`] and [`decode_response`] add and remove the headers.
//!
//! ```
//! use kafka_protocol::messages::MetadataRequest;
//! use kafka_protocol::{CorrelationId, FrameDecoder, decode_request_body, decode_request_header, encode_request};
//!
//! let request = MetadataRequest { topics: None, ..Default::default() };
//! let segments = encode_request(12, CorrelationId(7), Some("docs"), &request)?;
//!
//! let mut frames = FrameDecoder::default();
//! for bytes in segments {
//!     frames.extend(&bytes);
//! }
//! let mut frame = frames.next_frame()?.expect("a whole frame was given");
//! let header = decode_request_header(&mut frame)?;
//! assert_eq!(header.client_id.as_deref(), Some("docs"));
//! let received: MetadataRequest = decode_request_body(header.api_version, &frame)?;
//! assert_eq!(received, request);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod ids;
mod version;
pub mod wire;

mod any;
mod api_key;
mod error_code;
mod frame;
mod header;
mod message;

#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzz;
mod generated;

/// Every message, one module each; the messages themselves and their nested structures.
pub mod messages {
    pub use crate::generated::*;
}

pub use crate::any::{
    AnyRequest, AnyResponse, decode_any_request, decode_any_response, encode_any_request, encode_any_response,
};
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

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
