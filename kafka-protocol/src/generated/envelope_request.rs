// Written by `cargo xtask codegen` from schemas/envelope.schema; do not edit.

use bytes::Bytes;

use crate::message::encode;
use crate::wire::length::{bytes_len, nullable_bytes_len};
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

/// `EnvelopeRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeRequest {
    /// `RequestData`: bytes, versions 0+.
    pub request_data: Bytes,
    /// `RequestPrincipal`: bytes, versions 0+, nullable.
    pub request_principal: Option<Bytes>,
    /// `ClientHostAddress`: bytes, versions 0+.
    pub client_host_address: Bytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for EnvelopeRequest {
    fn default() -> Self {
        Self {
            request_data: Bytes::new(),
            request_principal: Some(Bytes::new()),
            client_host_address: Bytes::new(),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for EnvelopeRequest {
    const NAME: &'static str = "EnvelopeRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn encode<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        encode(self, version, |this| this.write(version, w))
    }

    fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
        encode(self, version, |this| Ok(this.wire_len(version)))
    }

    fn decode(version: i16, r: &mut Reader) -> Result<Self, DecodeError> {
        r.enter(Self::NAME, version, Self::VERSIONS)?;
        let message = Self::read(version, r);
        r.check().map(|()| message)
    }
}

impl Request for EnvelopeRequest {
    const API_KEY: ApiKey = ApiKey::ENVELOPE;
    type Response = super::EnvelopeResponse;
}

impl EnvelopeRequest {
    fn wire_len(&self, _version: i16) -> usize {
        bytes_len(&self.request_data, true)
            + nullable_bytes_len(self.request_principal.as_ref(), true)
            + bytes_len(&self.client_host_address, true)
            + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_bytes("request_data", &self.request_data, true)?;
        w.put_nullable_bytes("request_principal", self.request_principal.as_ref(), true)?;
        w.put_bytes("client_host_address", &self.client_host_address, true)?;
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            request_data: r.bytes("request_data", true),
            request_principal: r.nullable_bytes("request_principal", true),
            client_host_address: r.bytes("client_host_address", true),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
