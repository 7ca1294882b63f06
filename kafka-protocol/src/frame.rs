//! Frames: a length of four bytes, a header, a body.

mod decoder;

use bytes::Bytes;

pub use self::decoder::{DEFAULT_MAX_FRAME_LEN, FrameDecoder, FrameError, WrongProtocol};
use crate::header::response_header_version;
use crate::wire::{Reader, Segments, StrBytes, TaggedFields, Writer};
use crate::{
    ApiKey, CorrelationId, DecodeError, EncodeError, Message, Request, RequestHeader, ResponseHeader,
};

/// A request ready for the socket: length, header and body.
///
/// # Errors
///
/// As [`Message::encode`], and for a client id of more than 32,767 bytes.
pub fn encode_request<R: Request>(
    version: i16,
    correlation: CorrelationId,
    client_id: Option<&str>,
    request: &R,
) -> Result<Segments, EncodeError> {
    let header = RequestHeader {
        api_key: R::API_KEY,
        api_version: version,
        correlation_id: correlation,
        client_id: client_id.map(StrBytes::copy_from),
        tagged: TaggedFields::new(),
    };
    let len = header.encoded_len() + request.encoded_len(version)?;
    let mut frame = begin_frame::<R>(len, version)?;
    header.encode(&mut frame)?;
    request.encode(version, &mut frame)?;
    Ok(end_frame(frame, len))
}

/// A response ready for the socket: length, header and body.
///
/// # Errors
///
/// As [`Message::encode`].
pub fn encode_response<M: Message>(
    api_key: ApiKey,
    version: i16,
    correlation: CorrelationId,
    response: &M,
) -> Result<Segments, EncodeError> {
    let header = ResponseHeader { correlation_id: correlation, tagged: TaggedFields::new() };
    let header_version = response_header_version(api_key, version);
    let len = header.encoded_len(header_version) + response.encoded_len(version)?;
    let mut frame = begin_frame::<M>(len, version)?;
    header.encode(header_version, &mut frame)?;
    response.encode(version, &mut frame)?;
    Ok(end_frame(frame, len))
}

/// Takes the header off a request of whatever API (without its length); `frame` is left with the body.
///
/// # Errors
///
/// The header is cut short or malformed; `frame` is unchanged then.
pub fn decode_request_header(frame: &mut Bytes) -> Result<RequestHeader, DecodeError> {
    let mut reader = Reader::new(frame.clone(), "RequestHeader", -1);
    let header = RequestHeader::decode(&mut reader)?;
    *frame = reader.rest();
    Ok(header)
}

/// Reads the body that [`decode_request_header`] left.
///
/// # Errors
///
/// As [`Message::decode`], and for bytes left over.
pub fn decode_request_body<R: Request>(version: i16, body: Bytes) -> Result<R, DecodeError> {
    let mut reader = Reader::new(body, R::NAME, version);
    reader.set_memory_factor(R::MEMORY_FACTOR);
    let request = R::decode(version, &mut reader)?;
    reader.finish("end of message")?;
    Ok(request)
}

/// Reads a response (without its length) to a request of this type and version.
///
/// # Errors
///
/// As [`Message::decode`], and for bytes left over.
pub fn decode_response<R: Request>(
    version: i16,
    frame: Bytes,
) -> Result<(CorrelationId, R::Response), DecodeError> {
    let header_version = response_header_version(R::API_KEY, version);
    let mut reader = Reader::new(frame, "ResponseHeader", header_version);
    let header = ResponseHeader::decode(header_version, &mut reader)?;
    reader.set_memory_factor(R::Response::MEMORY_FACTOR);
    let response = R::Response::decode(version, &mut reader)?;
    reader.finish("end of message")?;
    Ok((header.correlation_id, response))
}

/// The correlation id of a response (without its length); `None` if it is too short to have one.
pub fn peek_correlation_id(frame: &Bytes) -> Option<CorrelationId> {
    frame.first_chunk().map(|&bytes| CorrelationId(i32::from_be_bytes(bytes)))
}

fn begin_frame<M: Message>(len: usize, version: i16) -> Result<Segments, EncodeError> {
    let Ok(prefix) = i32::try_from(len) else {
        return Err(EncodeError::too_long("frame", len, i32::MAX as usize).of(M::NAME, version));
    };
    let mut frame = Segments::with_capacity((4 + len).min(MAX_FIRST_BUFFER));
    frame.put_i32(prefix);
    Ok(frame)
}

fn end_frame(mut frame: Segments, len: usize) -> Segments {
    debug_assert_eq!(frame.len(), 4 + len, "encoded_len is exact");
    frame.seal();
    frame
}

/// Most of a large frame is records, which are not copied; what is beyond this grows the buffer.
const MAX_FIRST_BUFFER: usize = 1024;
