//! What must hold for any bytes whatever: the bodies of the fuzz targets, which tests run too.

use bytes::{Bytes, BytesMut};

use crate::generated::{for_each_api, for_each_data};
use crate::wire::{Reader, Writer, varint};
use crate::{
    ApiKey, CorrelationId, DecodeError, FrameDecoder, FrameError, Message, Request, decode_request_body,
    decode_request_header, decode_response, encode_request, encode_response, messages,
};

/// A request frame without its length: whatever is read is written again as the same message.
pub fn request_frame(data: &[u8]) {
    let mut frame = Bytes::copy_from_slice(data);
    let Ok(header) = decode_request_header(&mut frame) else { return };
    macro_rules! visit {
        ($(#[$cfg:meta] $key:literal $api:ident $request:ident $response:ident;)*) => {
            $(#[$cfg] if header.api_key == messages::$request::API_KEY {
                let Ok(request) = decode_request_body::<messages::$request>(header.api_version, &frame) else {
                    return;
                };
                let client_id = header.client_id.as_deref();
                let written =
                    encode_request(header.api_version, header.correlation_id, client_id, &request)
                        .expect("what was read can be written");
                let mut again = written.to_bytes().slice(4..);
                let header_again = decode_request_header(&mut again).expect("what was written can be read");
                assert_eq!(header_again.client_id, header.client_id);
                assert_eq!(header_again.correlation_id, header.correlation_id);
                fixpoint::<messages::$request>(header.api_version, &again);
            })*
        };
    }
    for_each_api!(visit);
}

/// API key and version, a byte each, and a response frame without its length.
pub fn response_frame(data: &[u8]) {
    let [key, version, frame @ ..] = data else { return };
    let (key, version) = (ApiKey(i16::from(*key)), i16::from(*version));
    let frame = Bytes::copy_from_slice(frame);
    macro_rules! visit {
        ($(#[$cfg:meta] $key:literal $api:ident $request:ident $response:ident;)*) => {
            $(#[$cfg] if key == messages::$request::API_KEY {
                let Ok((correlation_id, response)) = decode_response::<messages::$request>(version, &frame) else {
                    return;
                };
                let written = encode_response(key, version, correlation_id, &response)
                    .expect("what was read can be written")
                    .to_bytes();
                let mut decoder = FrameDecoder::new(written.len());
                decoder.extend(&written);
                let again = decoder.next_frame().expect("a frame").expect("whole");
                assert_eq!(correlation(&again), correlation_id);
                assert_eq!(again.len() + 4, written.len());
            })*
        };
    }
    for_each_api!(visit);
}

/// API key with the top bit for responses, version, and a body.
pub fn message_by_key(data: &[u8]) {
    let [key, version, body @ ..] = data else { return };
    let is_response = key & 0x80 != 0;
    let (key, version) = (ApiKey(i16::from(key & 0x7f)), i16::from(*version));
    macro_rules! visit {
        ($(#[$cfg:meta] $key:literal $api:ident $request:ident $response:ident;)*) => {
            $(#[$cfg] if key == messages::$request::API_KEY {
                if is_response {
                    fixpoint::<messages::$response>(version, body);
                } else {
                    fixpoint::<messages::$request>(version, body);
                }
            })*
        };
    }
    for_each_api!(visit);
}

/// Varints of 32 and 64 bits.
pub fn varint(data: &[u8]) {
    if let Ok((value, len)) = varint::read_u32(data) {
        assert_eq!(varint::read_u64(data), Ok((u64::from(value), len)));
        let mut writer = Writer::with_capacity(5);
        writer.put_unsigned_varint(value);
        let written = writer.finish().expect("a number can be written").to_bytes();
        assert_eq!(written.len(), varint::u32_len(value));
        assert!(written.len() <= len, "what is written is the shortest form");
        assert_eq!(varint::read_u32(&written), Ok((value, written.len())));
    }
    if let Ok((_, len)) = varint::read_u64(data) {
        assert!((1..=10).contains(&len) && len <= data.len());
    }
}

/// The size of the pieces, and a stream: where it is cut makes no difference to its frames.
pub fn frames(data: &[u8]) {
    let [piece, stream @ ..] = data else { return };
    let whole = cut(stream, stream.len().max(1));
    assert_eq!(cut(stream, usize::from(*piece).max(1)), whole);
}

/// Reads a message of this name and writes it again; `None` if there is no such message.
pub fn rewrite(name: &str, version: i16, body: &Bytes) -> Option<Result<Bytes, DecodeError>> {
    macro_rules! visit {
        ($(#[$cfg:meta] $key:literal $api:ident $request:ident $response:ident;)*) => {
            $(#[$cfg] if name == messages::$request::NAME {
                return Some(rewritten::<messages::$request>(version, body));
            }
            #[$cfg] if name == messages::$response::NAME {
                return Some(rewritten::<messages::$response>(version, body));
            })*
        };
    }
    for_each_api!(visit);
    macro_rules! visit_data {
        ($(#[$cfg:meta] $data:ident;)*) => {
            $(#[$cfg] if name == messages::$data::NAME {
                return Some(rewritten::<messages::$data>(version, body));
            })*
        };
    }
    for_each_data!(visit_data);
    None
}

fn rewritten<M: Message>(version: i16, body: &Bytes) -> Result<Bytes, DecodeError> {
    M::decode_exact(version, body).map(|message| write(version, &message))
}

/// What is read, written and read again is the same, and is written the same.
fn fixpoint<M: Message>(version: i16, body: &[u8]) {
    let mut rest = Bytes::copy_from_slice(body);
    let Ok(message) = M::decode(version, &mut rest) else { return };
    let written = write(version, &message);
    assert!(written.len() <= body.len() - rest.len(), "what is written is the shortest form");
    let mut reader = Reader::new(&written, M::NAME, version);
    // Padded lengths made the input longer, and its allowance of memory larger.
    reader.set_memory_factor(usize::MAX);
    let again = M::read(version, &mut reader);
    assert_eq!(reader.finish("end of message"), Ok(()), "what was written can be read");
    // By bytes, since a NaN is not equal to itself.
    assert_eq!(write(version, &again), written);
}

fn write<M: Message>(version: i16, message: &M) -> Bytes {
    let mut bytes = BytesMut::new();
    message.encode(version, &mut bytes).expect("what was read can be written");
    assert_eq!(message.encoded_len(version), Ok(bytes.len()));
    bytes.freeze()
}

fn correlation(frame: &Bytes) -> CorrelationId {
    crate::peek_correlation_id(frame).expect("every response has one")
}

fn cut(stream: &[u8], piece: usize) -> (Vec<Bytes>, Option<FrameError>) {
    let mut decoder = FrameDecoder::new(1024);
    let mut frames = Vec::new();
    for bytes in stream.chunks(piece) {
        decoder.extend(bytes);
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(error) => return (frames, Some(error)),
            }
        }
    }
    (frames, None)
}
