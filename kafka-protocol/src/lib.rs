//! The Kafka wire protocol: typed messages of every version, frames, headers and error codes.
//!
//! What it does not know: sockets, time, retries, and what is inside a `records` field, which it carries as opaque
//! [`wire::Records`]. Memory stays in proportion to the bytes that are given, and no bytes make it panic.
//!
//! A message is a struct with the fields of all its versions, in [`messages`]. The version is an argument of
//! [`Message::encode`] and [`Message::decode`]; [`encode_request`] and [`decode_response`] add and remove the headers.
//!
//! # Map
//!
//! | to | use |
//! |---|---|
//! | write a message alone | [`Message::encode`], [`Message::to_segments`], [`Message::encoded_len`] |
//! | read a message alone | [`Message::decode`], [`Message::decode_exact`] |
//! | be a client | [`encode_request`], [`decode_response`], [`peek_correlation_id`] |
//! | be a broker | [`decode_request_header`], [`decode_request_body`], [`encode_response`] |
//! | be in between, or look on | [`AnyRequest`], [`AnyResponse`], [`decode_any_request`], [`encode_any_request`] |
//! | cut a stream into frames | [`FrameDecoder`] |
//! | know what an error means | [`ErrorCode`], [`ProduceProof`] |
//! | know which header a version has | [`request_header_version`], [`response_header_version`] |
//! | read and write single fields | [`wire::Reader`], [`wire::Writer`], [`wire::varint`] |
//!
//! # A request, written and read
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
//!
//! # A captured frame
//!
//! An `ApiVersions` request as kcat sends it, without the four bytes of its length:
//!
//! ```
//! use bytes::Bytes;
//! use kafka_protocol::{AnyRequest, decode_any_request};
//!
//! let captured = b"\x00\x12\x00\x03\x00\x00\x00\x01\x00\x07rdkafka\x00\x0blibrdkafka\x062.0.2\x00";
//! let (header, request) = decode_any_request(&Bytes::from_static(captured))?;
//! assert_eq!(header.api_key.name(), "ApiVersions");
//! assert_eq!(header.client_id.as_deref(), Some("rdkafka"));
//! let AnyRequest::ApiVersions(request) = request else { unreachable!("the header said so") };
//! assert_eq!(&*request.client_software_name, "librdkafka");
//! # Ok::<(), kafka_protocol::DecodeError>(())
//! ```
//!
//! # A stream, looked on
//!
//! Responses do not say what they answer, so whoever looks on remembers the requests of the connection.
//!
//! ```
//! use std::collections::HashMap;
//! use kafka_protocol::{ApiKey, CorrelationId, FrameDecoder, decode_any_response, decode_request_header, peek_correlation_id};
//!
//! #[derive(Default)]
//! struct Sniffer {
//!     to_broker: FrameDecoder,
//!     to_client: FrameDecoder,
//!     asked: HashMap<CorrelationId, (ApiKey, i16)>,
//! }
//!
//! impl Sniffer {
//!     fn client_sent(&mut self, bytes: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//!         self.to_broker.extend(bytes);
//!         while let Some(mut frame) = self.to_broker.next_frame()? {
//!             let header = decode_request_header(&mut frame)?;
//!             println!("> {} v{}, {} bytes", header.api_key.name(), header.api_version, frame.len());
//!             self.asked.insert(header.correlation_id, (header.api_key, header.api_version));
//!         }
//!         Ok(())
//!     }
//!
//!     fn broker_sent(&mut self, bytes: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//!         self.to_client.extend(bytes);
//!         while let Some(frame) = self.to_client.next_frame()? {
//!             let correlation = peek_correlation_id(&frame).ok_or("too short for a response")?;
//!             let (api, version) = self.asked.remove(&correlation).ok_or("nobody asked")?;
//!             let (_, response) = decode_any_response(api, version, &frame)?;
//!             println!("< {response:?}");
//!         }
//!         Ok(())
//!     }
//! }
//! # let mut sniffer = Sniffer::default();
//! # let frame = kafka_protocol::encode_request(0, CorrelationId(1), None, &kafka_protocol::messages::ApiVersionsRequest::default())?;
//! # sniffer.client_sent(&frame.to_bytes())?;
//! # let answer = [0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, 0, 13];
//! # sniffer.broker_sent(&answer)?;
//! # assert!(sniffer.asked.is_empty());
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
