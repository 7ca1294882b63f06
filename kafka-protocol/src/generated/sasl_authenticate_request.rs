// Written by `cargo xtask codegen` from schemas/sasl_authenticate.schema; do not edit.

use bytes::Bytes;

use crate::message::encode;
use crate::wire::length::bytes_len;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

/// `SaslAuthenticateRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaslAuthenticateRequest {
    /// `AuthBytes`: bytes, versions 0+.
    pub auth_bytes: Bytes,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for SaslAuthenticateRequest {
    const NAME: &'static str = "SaslAuthenticateRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

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

impl Request for SaslAuthenticateRequest {
    const API_KEY: ApiKey = ApiKey::SASL_AUTHENTICATE;
    type Response = super::SaslAuthenticateResponse;
}

impl SaslAuthenticateRequest {
    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = bytes_len(&self.auth_bytes, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 2;
        w.put_bytes("auth_bytes", &self.auth_bytes, flexible)?;
        if flexible {
            self.tagged.write("tagged", 0, w)?;
        } else if !self.tagged.is_empty() {
            return Err(EncodeError::not_in_version("tagged"));
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            auth_bytes: r.bytes("auth_bytes", flexible),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
