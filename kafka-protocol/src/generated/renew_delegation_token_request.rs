// Written by `cargo xtask codegen` from schemas/renew_delegation_token.schema; do not edit.

use bytes::Bytes;

use crate::message::encode;
use crate::wire::length::bytes_len;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

/// `RenewDelegationTokenRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenewDelegationTokenRequest {
    /// `Hmac`: bytes, versions 0+.
    pub hmac: Bytes,
    /// `RenewPeriodMs`: int64, versions 0+.
    pub renew_period_ms: i64,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for RenewDelegationTokenRequest {
    const NAME: &'static str = "RenewDelegationTokenRequest";
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

impl Request for RenewDelegationTokenRequest {
    const API_KEY: ApiKey = ApiKey::RENEW_DELEGATION_TOKEN;
    type Response = super::RenewDelegationTokenResponse;
}

impl RenewDelegationTokenRequest {
    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 8 + bytes_len(&self.hmac, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 2;
        w.put_bytes("hmac", &self.hmac, flexible)?;
        w.put_i64(self.renew_period_ms);
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
            hmac: r.bytes("hmac", flexible),
            renew_period_ms: r.int64("renew_period_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
