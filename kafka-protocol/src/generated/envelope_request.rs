// Written by `cargo xtask codegen` from schemas/envelope.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{bytes_len, nullable_bytes_len};
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        bytes_len(&self.request_data, true)
            + nullable_bytes_len(self.request_principal.as_ref(), true)
            + bytes_len(&self.client_host_address, true)
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_bytes("request_data", &self.request_data, true);
        w.put_nullable_bytes("request_principal", self.request_principal.as_ref(), true);
        w.put_bytes("client_host_address", &self.client_host_address, true);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            request_data: r.bytes("request_data", true),
            request_principal: r.nullable_bytes("request_principal", true),
            client_host_address: r.bytes("client_host_address", true),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for EnvelopeRequest {
    const API_KEY: ApiKey = ApiKey::ENVELOPE;
    type Response = super::EnvelopeResponse;
}
