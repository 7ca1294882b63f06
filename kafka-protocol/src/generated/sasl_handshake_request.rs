// Written by `cargo xtask codegen` from schemas/sasl_handshake.schema; do not edit.

use crate::wire::length::string_len;
use crate::wire::{Reader, StrBytes, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.mechanism, false)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("mechanism", &self.mechanism, false);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self { mechanism: r.string("mechanism", false) }
    }
}

impl Request for SaslHandshakeRequest {
    const API_KEY: ApiKey = ApiKey::SASL_HANDSHAKE;
    type Response = super::SaslHandshakeResponse;
}
