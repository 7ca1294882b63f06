// Written by `cargo xtask codegen` from schemas/sasl_handshake.schema; do not edit.

use crate::message::encode;
use crate::wire::length::string_len;
use crate::wire::{Reader, StrBytes, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

/// `SaslHandshakeRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaslHandshakeRequest {
    /// `Mechanism`: string, versions 0+.
    pub mechanism: StrBytes,
}

impl Message for SaslHandshakeRequest {
    const NAME: &'static str = "SaslHandshakeRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = None;

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

impl Request for SaslHandshakeRequest {
    const API_KEY: ApiKey = ApiKey::SASL_HANDSHAKE;
    type Response = super::SaslHandshakeResponse;
}

impl SaslHandshakeRequest {
    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.mechanism, false)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_string("mechanism", &self.mechanism, false)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { mechanism: r.string("mechanism", false) }
    }
}
