//! One type for all requests and one for all responses.

use bytes::{BufMut, Bytes};

use crate::frame::frame;
use crate::generated::for_each_api;
use crate::header::response_header_version;
use crate::wire::{Segments, Writer};
use crate::{
    ApiKey, DecodeError, DecodeErrorKind, EncodeError, Message, Request, RequestHeader, ResponseHeader,
    VersionRange, messages,
};

macro_rules! any {
    ($(#[$cfg:meta] $key:literal $api:ident $request:ident $response:ident;)*) => {
        /// A request of whatever API, for programs that meet them all: proxies, sniffers, brokers, tests.
        ///
        /// It has the APIs whose Cargo features are on.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a box for each message would cost more than its move")]
        pub enum AnyRequest {
            $(
                #[$cfg]
                #[doc = concat!("API key ", stringify!($key), ".")]
                $api(messages::$request),
            )*
        }

        /// A response of whatever API, for programs that meet them all: proxies, sniffers, brokers, tests.
        ///
        /// It has the APIs whose Cargo features are on.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a box for each message would cost more than its move")]
        pub enum AnyResponse {
            $(
                #[$cfg]
                #[doc = concat!("API key ", stringify!($key), ".")]
                $api(messages::$response),
            )*
        }

        impl AnyRequest {
            /// The API that the request calls.
            pub fn api_key(&self) -> ApiKey {
                match self {
                    $(#[$cfg] Self::$api(_) => messages::$request::API_KEY,)*
                }
            }

            /// The versions of requests and responses of this API; `None` if this build does not have it.
            pub fn versions(api_key: ApiKey) -> Option<VersionRange> {
                match api_key.0 {
                    $(#[$cfg] $key => Some(messages::$request::VERSIONS),)*
                    _ => None,
                }
            }

            /// The exact number of bytes that [`encode`](Self::encode) writes.
            ///
            /// # Errors
            ///
            /// As [`Message::encoded_len`].
            pub fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
                match self {
                    $(#[$cfg] Self::$api(request) => request.encoded_len(version),)*
                }
            }

            /// Writes the body to the end of `out`, or nothing on an error.
            ///
            /// # Errors
            ///
            /// As [`Message::encode`].
            pub fn encode(&self, version: i16, out: &mut impl BufMut) -> Result<(), EncodeError> {
                match self {
                    $(#[$cfg] Self::$api(request) => request.encode(version, out),)*
                }
            }

            fn write(&self, version: i16, w: &mut Writer) {
                match self {
                    $(#[$cfg] Self::$api(request) => request.write(version, w),)*
                }
            }

            /// Reads the body of a request of this API, all of it.
            ///
            /// # Errors
            ///
            /// As [`decode_request_body`](crate::decode_request_body), and for an API that this build does not have.
            pub fn decode(api_key: ApiKey, version: i16, body: &Bytes) -> Result<Self, DecodeError> {
                match api_key.0 {
                    $(#[$cfg] $key => Message::decode_exact(version, body).map(Self::$api),)*
                    _ => Err(unknown_api("Request", api_key, version)),
                }
            }
        }

        impl AnyResponse {
            /// The API that was called.
            pub fn api_key(&self) -> ApiKey {
                match self {
                    $(#[$cfg] Self::$api(_) => messages::$request::API_KEY,)*
                }
            }

            /// The exact number of bytes that [`encode`](Self::encode) writes.
            ///
            /// # Errors
            ///
            /// As [`Message::encoded_len`].
            pub fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
                match self {
                    $(#[$cfg] Self::$api(response) => response.encoded_len(version),)*
                }
            }

            /// Writes the body to the end of `out`, or nothing on an error.
            ///
            /// # Errors
            ///
            /// As [`Message::encode`].
            pub fn encode(&self, version: i16, out: &mut impl BufMut) -> Result<(), EncodeError> {
                match self {
                    $(#[$cfg] Self::$api(response) => response.encode(version, out),)*
                }
            }

            fn write(&self, version: i16, w: &mut Writer) {
                match self {
                    $(#[$cfg] Self::$api(response) => response.write(version, w),)*
                }
            }

            /// Reads the body of a response of this API, all of it.
            ///
            /// # Errors
            ///
            /// As [`Message::decode`], for bytes left over, and for an API that this build does not have.
            pub fn decode(api_key: ApiKey, version: i16, body: &Bytes) -> Result<Self, DecodeError> {
                match api_key.0 {
                    $(#[$cfg] $key => Message::decode_exact(version, body).map(Self::$api),)*
                    _ => Err(unknown_api("Response", api_key, version)),
                }
            }
        }

        $(
            #[$cfg]
            impl From<messages::$request> for AnyRequest {
                fn from(request: messages::$request) -> Self {
                    Self::$api(request)
                }
            }

            #[$cfg]
            impl From<messages::$response> for AnyResponse {
                fn from(response: messages::$response) -> Self {
                    Self::$api(response)
                }
            }
        )*
    };
}

for_each_api!(any);

/// Reads a request frame (without its length) of whatever API.
///
/// # Errors
///
/// A malformed header, an API that this build does not have, or a malformed body. To forward what cannot be read,
/// take the header alone with [`decode_request_header`](crate::decode_request_header).
pub fn decode_any_request(frame: &Bytes) -> Result<(RequestHeader, AnyRequest), DecodeError> {
    let mut body = frame.clone();
    let header = RequestHeader::decode(&mut body)?;
    let request = AnyRequest::decode(header.api_key, header.api_version, &body);
    Ok((header, request.map_err(|error| behind(error, frame.len() - body.len()))?))
}

/// Reads a response frame (without its length); which API and version it belongs to must be known from the request
/// with its correlation id.
///
/// A broker that does not know the version of an `ApiVersions` request answers in version 0 with
/// `UNSUPPORTED_VERSION`: such a frame is read by asking for version 0.
///
/// # Errors
///
/// A malformed header, an API that this build does not have, or a malformed body.
pub fn decode_any_response(
    api_key: ApiKey,
    version: i16,
    frame: &Bytes,
) -> Result<(ResponseHeader, AnyResponse), DecodeError> {
    let header_version = response_header_version(api_key, version);
    let mut body = frame.clone();
    let header = ResponseHeader::decode(header_version, &mut body)?;
    let response = AnyResponse::decode(api_key, version, &body);
    Ok((header, response.map_err(|error| behind(error, frame.len() - body.len()))?))
}

/// A request ready for the socket: length, the header as it is given, body. The header names the version.
///
/// # Errors
///
/// As [`Message::encode`]; a client id of more than 32,767 bytes; a header of another API than the request's.
pub fn encode_any_request(header: &RequestHeader, request: &AnyRequest) -> Result<Segments, EncodeError> {
    if header.api_key != request.api_key() {
        return Err(EncodeError::api_mismatch(request.api_key(), header.api_key, header.api_version));
    }
    let len = header.encoded_len() + request.encoded_len(header.api_version)?;
    frame(len, |w| {
        header.write(w);
        request.write(header.api_version, w);
    })
}

/// A response ready for the socket: length, the header as it is given, body.
///
/// # Errors
///
/// As [`Message::encode`].
pub fn encode_any_response(
    header: &ResponseHeader,
    version: i16,
    response: &AnyResponse,
) -> Result<Segments, EncodeError> {
    let header_version = response_header_version(response.api_key(), version);
    let len = header.encoded_len(header_version) + response.encoded_len(version)?;
    frame(len, |w| {
        header.write(header_version, w);
        response.write(version, w);
    })
}

/// The error of a body, counted from the start of the frame.
fn behind(error: DecodeError, offset: usize) -> DecodeError {
    DecodeError { offset: error.offset + offset, ..error }
}

fn unknown_api(message: &'static str, api_key: ApiKey, version: i16) -> DecodeError {
    DecodeError { message, field: "api_key", version, offset: 0, kind: DecodeErrorKind::UnknownApi(api_key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CorrelationId, EncodeErrorKind, wire::StrBytes};

    fn header(api_key: ApiKey, api_version: i16) -> RequestHeader {
        RequestHeader {
            api_key,
            api_version,
            correlation_id: CorrelationId(5),
            client_id: Some(StrBytes::from("proxy")),
            tagged: crate::wire::TaggedFields::new(),
        }
    }

    #[test]
    fn a_frame_passes_through_unchanged_with_tags_that_nobody_knows() {
        let mut header = header(ApiKey::API_VERSIONS, 3);
        header.tagged.insert(7, Bytes::from_static(b"trace"));
        let mut body = messages::ApiVersionsRequest::default();
        body.tagged.insert(9, Bytes::from_static(b"new"));
        let frame = encode_any_request(&header, &body.into()).unwrap().to_bytes();
        let (header, request) = decode_any_request(&frame.slice(4..)).unwrap();
        assert_eq!(request.api_key(), ApiKey::API_VERSIONS);
        assert_eq!(encode_any_request(&header, &request).unwrap().to_bytes(), frame);
    }

    #[test]
    fn an_api_that_this_build_lacks_is_named() {
        let error = AnyRequest::decode(ApiKey(9999), 0, &Bytes::new()).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::UnknownApi(ApiKey(9999)));
        assert_eq!(AnyRequest::versions(ApiKey(9999)), None);
    }

    #[test]
    fn the_header_must_be_of_the_same_api() {
        let request = messages::ApiVersionsRequest::default().into();
        let error = encode_any_request(&header(ApiKey::PRODUCE, 3), &request).unwrap_err();
        assert!(matches!(error.kind, EncodeErrorKind::ApiMismatch { .. }), "{error}");
    }

    #[test]
    fn an_error_in_the_body_says_where_in_the_frame() {
        let request = messages::ApiVersionsRequest::default().into();
        let frame = encode_any_request(&header(ApiKey::API_VERSIONS, 0), &request).unwrap().to_bytes();
        let longer = Bytes::from([&frame[4..], &[0]].concat());
        let error = decode_any_request(&longer).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::TrailingBytes(1));
        assert_eq!(error.offset, longer.len() - 1);
    }
}
