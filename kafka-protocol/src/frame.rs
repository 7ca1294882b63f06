//! Frames: a length of four bytes, a header, a body.

mod decoder;

use bytes::Bytes;

pub use self::decoder::{DEFAULT_MAX_FRAME_LEN, FrameDecoder, FrameError, WrongProtocol};
use crate::header::response_header_version;
use crate::wire::{Reader, Segments, StrBytes, TaggedFields, Writer};
use crate::{
    ApiKey, CorrelationId, DecodeError, EncodeError, EncodeErrorKind, Message, Request, RequestHeader,
    ResponseHeader,
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
    frame(header.encoded_len() + request.wire_len(version), |w| {
        header.write(w);
        request.write(version, w);
    })
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
    frame(header.encoded_len(header_version) + response.wire_len(version), |w| {
        header.write(header_version, w);
        response.write(version, w);
    })
}

/// Takes the header off a request of whatever API (without its length); `frame` is left with the body.
///
/// # Errors
///
/// The header is cut short or malformed; `frame` is unchanged then.
pub fn decode_request_header(frame: &mut Bytes) -> Result<RequestHeader, DecodeError> {
    RequestHeader::decode(frame)
}

/// Reads the body that [`decode_request_header`] left.
///
/// # Errors
///
/// As [`Message::decode`], and for bytes left over.
pub fn decode_request_body<R: Request>(version: i16, body: &Bytes) -> Result<R, DecodeError> {
    R::decode_exact(version, body)
}

/// Reads a response (without its length) to a request of this type and version.
///
/// # Errors
///
/// As [`Message::decode`], and for bytes left over.
pub fn decode_response<R: Request>(
    version: i16,
    frame: &Bytes,
) -> Result<(CorrelationId, R::Response), DecodeError> {
    let header_version = response_header_version(R::API_KEY, version);
    let mut reader = Reader::new(frame, "ResponseHeader", header_version);
    let header = ResponseHeader::read(header_version, &mut reader);
    reader.set_memory_factor(R::Response::MEMORY_FACTOR);
    let response = R::Response::read(version, &mut reader);
    reader.finish("end of message")?;
    Ok((header.correlation_id, response))
}

/// The correlation id of a response (without its length); `None` if it is too short to have one.
pub fn peek_correlation_id(frame: &Bytes) -> Option<CorrelationId> {
    frame.first_chunk().map(|&bytes| CorrelationId(i32::from_be_bytes(bytes)))
}

/// A frame of `len` bytes, without its length.
pub(crate) fn frame(len: usize, write: impl FnOnce(&mut Writer)) -> Result<Segments, EncodeError> {
    let mut w = Writer::with_capacity(len.saturating_add(4).min(MAX_FIRST_BUFFER));
    w.put_i32(len as i32);
    write(&mut w);
    if i32::try_from(len).is_err() {
        w.fail("frame", EncodeErrorKind::TooLong { len, max: i32::MAX as usize });
    }
    let frame = w.finish()?;
    debug_assert_eq!(frame.len(), 4 + len, "the computed length is exact");
    Ok(frame)
}

/// Most of a large frame is records, which are not copied; what is beyond this grows the buffer.
const MAX_FIRST_BUFFER: usize = 1024;

#[cfg(all(test, feature = "produce"))]
mod tests {
    use super::*;
    use crate::messages::produce_request::{PartitionProduceData, TopicProduceData};
    use crate::messages::{
        ApiVersionsRequest, ApiVersionsResponse, MetadataRequest, MetadataResponse, ProduceRequest,
        ProduceResponse,
    };
    use crate::wire::Records;
    use crate::{DecodeErrorKind, EncodeErrorKind};

    const ID: CorrelationId = CorrelationId(7);

    fn produce(batch: Bytes) -> ProduceRequest {
        let partition = PartitionProduceData {
            index: 0,
            records: Some(Records::from_segments(vec![Bytes::from_static(b"header"), batch])),
            ..Default::default()
        };
        let topic =
            TopicProduceData { name: "t".into(), partition_data: vec![partition], ..Default::default() };
        ProduceRequest { acks: -1, topic_data: vec![topic], ..Default::default() }
    }

    #[test]
    fn a_batch_reaches_the_frame_without_a_copy() {
        let batch = Bytes::from(vec![1; 16_384]);
        for version in ProduceRequest::VERSIONS.iter() {
            let frame = encode_request(version, ID, Some("client"), &produce(batch.clone())).unwrap();
            assert!(frame.iter().any(|segment| segment.as_ptr() == batch.as_ptr()), "v{version}");
            let whole = frame.to_bytes();
            assert_eq!(whole.len(), frame.len());
            assert_eq!(i32::from_be_bytes(*whole.first_chunk().unwrap()) as usize, whole.len() - 4);
        }
    }

    #[test]
    fn requests_are_read_as_they_were_written() {
        let request = produce(Bytes::from_static(b"records"));
        for version in ProduceRequest::VERSIONS.iter().filter(|version| *version <= 12) {
            let mut frame = encode_request(version, ID, None, &request).unwrap().to_bytes().slice(4..);
            let header = decode_request_header(&mut frame).unwrap();
            assert_eq!((header.api_key, header.api_version), (ApiKey::PRODUCE, version));
            assert_eq!((header.correlation_id, header.client_id), (ID, None));
            assert_eq!(decode_request_body(version, &frame), Ok(request.clone()));
        }
    }

    #[test]
    fn responses_are_read_as_they_were_written() {
        let response = ProduceResponse { throttle_time_ms: 3, ..Default::default() };
        for version in 1..=13 {
            let frame =
                encode_response(ApiKey::PRODUCE, version, ID, &response).unwrap().to_bytes().slice(4..);
            assert_eq!(peek_correlation_id(&frame), Some(ID));
            assert_eq!(decode_response::<ProduceRequest>(version, &frame), Ok((ID, response.clone())));
        }
    }

    /// R185.
    #[test]
    fn the_answer_to_api_versions_has_the_old_header_in_every_version() {
        // An error answer to a version that the broker does not know is one of version 0.
        let response = ApiVersionsResponse { error_code: 35, ..Default::default() };
        let frame = encode_response(ApiKey::API_VERSIONS, 3, ID, &response).unwrap().to_bytes();
        assert_eq!(frame.slice(4..10), [0, 0, 0, 7, 0, 35][..]);
        assert_eq!(decode_response::<ApiVersionsRequest>(3, &frame.slice(4..)), Ok((ID, response)));
    }

    /// L11.
    #[test]
    fn bytes_after_the_message_are_an_error() {
        let response = MetadataResponse::default();
        let frame = encode_response(ApiKey::METADATA, 9, ID, &response).unwrap().to_bytes();
        let longer = Bytes::from([&frame[4..], &[0, 0]].concat());
        let error = decode_response::<MetadataRequest>(9, &longer).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::TrailingBytes(2));
        assert_eq!((error.message, error.version), ("MetadataResponse", 9));
    }

    #[test]
    fn a_field_that_must_not_be_left_out_stops_the_request() {
        let mut request = produce(Bytes::new());
        request.transactional_id = Some("txn".into());
        let error = encode_request(2, ID, None, &request).unwrap_err();
        assert_eq!(error.kind, EncodeErrorKind::NotInVersion);
        assert_eq!(
            error.to_string(),
            "ProduceRequest v2, field `transactional_id`: is set, but this version does not have it"
        );
        assert!(encode_request(3, ID, None, &request).is_ok());
    }

    #[test]
    fn tagged_fields_have_no_place_before_flexible_versions() {
        let mut response = ProduceResponse::default();
        response.tagged.insert(9, Bytes::from_static(b"?"));
        let error = encode_response(ApiKey::PRODUCE, 8, ID, &response).unwrap_err();
        assert_eq!((error.field, error.kind), ("tagged", EncodeErrorKind::NotInVersion));
        response.tagged.insert(0, Bytes::from_static(b"?"));
        assert!(encode_response(ApiKey::PRODUCE, 9, ID, &response).is_ok());
        let error = encode_response(ApiKey::PRODUCE, 10, ID, &response).unwrap_err();
        assert_eq!(error.kind, EncodeErrorKind::TagCollision(0));
    }

    #[test]
    fn null_is_refused_by_versions_that_cannot_say_it() {
        let request = MetadataRequest { topics: None, ..Default::default() };
        let error = encode_request(0, ID, None, &request).unwrap_err();
        assert_eq!((error.field, error.kind), ("topics", EncodeErrorKind::Null));
        assert!(encode_request(1, ID, None, &request).is_ok());
    }

    #[test]
    fn versions_that_do_not_exist_are_refused() {
        let error = encode_request(14, ID, None, &produce(Bytes::new())).unwrap_err();
        assert_eq!(error.to_string(), "ProduceRequest v14, field `version`: version is not one of 0-13");
    }

    /// L28.
    #[test]
    fn a_client_id_may_have_32767_bytes_in_every_version_of_the_header() {
        for version in [0, 3] {
            let longest = "x".repeat(0x7fff);
            let frame = encode_request(version, ID, Some(&longest), &ApiVersionsRequest::default()).unwrap();
            let mut frame = frame.to_bytes().slice(4..);
            assert_eq!(decode_request_header(&mut frame).unwrap().client_id.as_deref(), Some(&*longest));
            let error = encode_request(version, ID, Some(&(longest + "x")), &ApiVersionsRequest::default())
                .unwrap_err();
            assert_eq!((error.message, error.field), ("RequestHeader", "client_id"));
        }
    }

    #[test]
    fn topics_too_small_to_be_true_cannot_multiply_memory() {
        // Three bytes a topic on the wire, eighty in memory.
        let count = 100_000_u32;
        let mut frame = Writer::with_capacity(16);
        frame.put_i32(7);
        frame.put_u8(0);
        frame.put_unsigned_varint(count + 1);
        frame.put_slice(&vec![1; 3 * count as usize]);
        let frame = frame.finish().unwrap().to_bytes();
        let error = decode_response::<ProduceRequest>(9, &frame).unwrap_err();
        assert!(matches!(error.kind, DecodeErrorKind::Memory { .. }), "{error}");
    }
}
