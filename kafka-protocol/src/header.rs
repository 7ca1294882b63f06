use bytes::{Buf, BufMut, Bytes};

use crate::message::FIRST_BUFFER;
use crate::wire::length::nullable_string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, CorrelationId, DecodeError, EncodeError, VersionRange};

/// What comes before every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHeader {
    /// Which API is called.
    pub api_key: ApiKey,
    /// In which version the body is written.
    pub api_version: i16,
    /// Comes back in the response.
    pub correlation_id: CorrelationId,
    /// What the client calls itself, for logs and quotas. Header version 0 has none.
    pub client_id: Option<StrBytes>,
    /// Tagged fields of header version 2; Kafka defines none.
    pub tagged: TaggedFields,
}

/// What comes before every response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseHeader {
    /// That of the request.
    pub correlation_id: CorrelationId,
    /// Tagged fields of header version 1; Kafka defines none.
    pub tagged: TaggedFields,
}

/// The version of the header before a request: 2 for flexible versions, 0 for ControlledShutdown v0, else 1.
/// For an API that has no name it is 1.
pub fn request_header_version(api_key: ApiKey, api_version: i16) -> i16 {
    if api_key == ApiKey::CONTROLLED_SHUTDOWN && api_version == 0 {
        0
    } else if is_flexible(api_key, api_version) {
        2
    } else {
        1
    }
}

/// The version of the header before a response: 1 for flexible versions, else 0.
pub fn response_header_version(api_key: ApiKey, api_version: i16) -> i16 {
    // KIP-511: a client must be able to read this answer before it knows what the broker speaks.
    i16::from(api_key != ApiKey::API_VERSIONS && is_flexible(api_key, api_version))
}

impl RequestHeader {
    const NAME: &'static str = "RequestHeader";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);

    /// The number of bytes that [`encode`](Self::encode) writes.
    pub fn encoded_len(&self) -> usize {
        let fixed = 2 + 2 + 4;
        let client_id = nullable_string_len(self.client_id.as_ref(), false);
        match request_header_version(self.api_key, self.api_version) {
            0 => fixed,
            1 => fixed + client_id,
            _ => fixed + client_id + self.tagged.section_len(0),
        }
    }

    /// Writes the header in the version that belongs to API and version to the end of `out`, or nothing on an error.
    ///
    /// # Errors
    ///
    /// A client id of more than 32,767 bytes, or tagged fields in a version of the header that has none.
    pub fn encode(&self, out: &mut impl BufMut) -> Result<(), EncodeError> {
        encode(out, |w| self.write(w))
    }

    /// Writes the header behind others; the writer remembers what was wrong.
    pub fn write(&self, w: &mut Writer) {
        let version = request_header_version(self.api_key, self.api_version);
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.api_key.0);
        w.put_i16(self.api_version);
        w.put_i32(self.correlation_id.0);
        if version >= 1 {
            // Not compact in version 2 either, so that a broker can read it whatever it makes of the version.
            w.put_nullable_string("client_id", self.client_id.as_ref(), false);
        }
        if version >= 2 {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    /// Reads a header of whatever API; `bytes` is left with the body, or as it was on an error.
    ///
    /// # Errors
    ///
    /// The header is cut short or malformed.
    pub fn decode(bytes: &mut Bytes) -> Result<Self, DecodeError> {
        let mut r = Reader::new(bytes, Self::NAME, -1);
        let header = Self::read(&mut r);
        r.check()?;
        let read = r.position();
        bytes.advance(read);
        Ok(header)
    }

    /// Reads a header of whatever API; the reader is left at the body, and remembers what was wrong.
    pub fn read(r: &mut Reader) -> Self {
        let api_key = ApiKey(r.int16("api_key"));
        let api_version = r.int16("api_version");
        let correlation_id = CorrelationId(r.int32("correlation_id"));
        let version = request_header_version(api_key, api_version);
        r.enter(Self::NAME, version, Self::VERSIONS);
        let client_id = if version >= 1 { r.nullable_string("client_id", false) } else { None };
        let tagged = if version >= 2 { TaggedFields::read(r, "tagged") } else { TaggedFields::new() };
        Self { api_key, api_version, correlation_id, client_id, tagged }
    }
}

impl ResponseHeader {
    const NAME: &'static str = "ResponseHeader";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);

    /// The number of bytes that [`encode`](Self::encode) writes.
    pub fn encoded_len(&self, header_version: i16) -> usize {
        if header_version >= 1 { 4 + self.tagged.section_len(0) } else { 4 }
    }

    /// Writes the header in this version of the header to the end of `out`.
    ///
    /// # Errors
    ///
    /// A version of the header that does not exist, or tagged fields in version 0.
    pub fn encode(&self, header_version: i16, out: &mut impl BufMut) -> Result<(), EncodeError> {
        encode(out, |w| self.write(header_version, w))
    }

    /// Writes the header behind others; the writer remembers what was wrong.
    pub fn write(&self, header_version: i16, w: &mut Writer) {
        w.enter(Self::NAME, header_version, Self::VERSIONS);
        w.put_i32(self.correlation_id.0);
        if header_version >= 1 {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    /// Reads a header of this version of the header; `bytes` is left with the body, or as it was on an error.
    ///
    /// # Errors
    ///
    /// A version of the header that does not exist; the header is cut short or malformed.
    pub fn decode(header_version: i16, bytes: &mut Bytes) -> Result<Self, DecodeError> {
        let mut r = Reader::new(bytes, Self::NAME, header_version);
        let header = Self::read(header_version, &mut r);
        r.check()?;
        let read = r.position();
        bytes.advance(read);
        Ok(header)
    }

    /// Reads a header of this version of the header; the reader is left at the body, and remembers what was wrong.
    pub fn read(header_version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, header_version, Self::VERSIONS);
        let correlation_id = CorrelationId(r.int32("correlation_id"));
        let tagged = if header_version >= 1 { TaggedFields::read(r, "tagged") } else { TaggedFields::new() };
        Self { correlation_id, tagged }
    }
}

fn encode(out: &mut impl BufMut, write: impl FnOnce(&mut Writer)) -> Result<(), EncodeError> {
    let mut w = Writer::with_capacity(FIRST_BUFFER);
    write(&mut w);
    for piece in w.finish()? {
        out.put_slice(&piece);
    }
    Ok(())
}

fn is_flexible(api_key: ApiKey, api_version: i16) -> bool {
    api_key.flexible_since().is_some_and(|since| api_version >= since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DecodeErrorKind, EncodeErrorKind};

    #[test]
    fn header_versions_follow_the_flexible_versions_with_two_exceptions() {
        for (api_key, version, request, response) in [
            (ApiKey::PRODUCE, 8, 1, 0),
            (ApiKey::PRODUCE, 9, 2, 1),
            (ApiKey::SASL_HANDSHAKE, 1, 1, 0),
            (ApiKey::API_VERSIONS, 2, 1, 0),
            (ApiKey::API_VERSIONS, 3, 2, 0),
            (ApiKey::CONTROLLED_SHUTDOWN, 0, 0, 0),
            (ApiKey::CONTROLLED_SHUTDOWN, 1, 1, 0),
            (ApiKey::CONTROLLED_SHUTDOWN, 3, 2, 1),
            (ApiKey(9999), 0, 1, 0),
        ] {
            assert_eq!(request_header_version(api_key, version), request, "{api_key} v{version}");
            assert_eq!(response_header_version(api_key, version), response, "{api_key} v{version}");
        }
    }

    #[test]
    fn tagged_fields_are_refused_where_the_version_has_none() {
        let mut tagged = TaggedFields::new();
        tagged.insert(7, Bytes::from_static(b"trace"));
        for (api_key, api_version, version) in [(ApiKey::CONTROLLED_SHUTDOWN, 0, 0), (ApiKey::PRODUCE, 8, 1)]
        {
            let correlation_id = CorrelationId(5);
            let tagged = tagged.clone();
            let header = RequestHeader { api_key, api_version, correlation_id, client_id: None, tagged };
            let mut out = Vec::new();
            let error = header.encode(&mut out).unwrap_err();
            assert_eq!((error.message, error.field, error.version), ("RequestHeader", "tagged", version));
            assert_eq!((error.kind, out.len()), (EncodeErrorKind::NotInVersion, 0));
        }
        let header = ResponseHeader { correlation_id: CorrelationId(5), tagged };
        assert_eq!(header.encode(0, &mut Vec::new()).unwrap_err().kind, EncodeErrorKind::NotInVersion);
        assert_eq!(header.encode(1, &mut Vec::new()), Ok(()));
    }

    #[test]
    fn an_error_names_the_version_of_the_header() {
        // Produce v9: a header of version 2, whose client id ends early.
        let frame = Bytes::from_static(&[0, 0, 0, 9, 0, 0, 0, 5, 0, 3, b'a']);
        let error = RequestHeader::decode(&mut frame.clone()).unwrap_err();
        assert_eq!((error.message, error.field, error.version), ("RequestHeader", "client_id", 2));
        for version in [-1, 2] {
            let error = ResponseHeader::decode(version, &mut frame.clone()).unwrap_err();
            let kind = DecodeErrorKind::UnsupportedVersion(VersionRange::new(0, 1));
            assert_eq!((error.field, error.kind), ("version", kind));
        }
    }
}
