// Written by `cargo xtask codegen` from schemas/renew_delegation_token.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `RenewDelegationTokenResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenewDelegationTokenResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ExpiryTimestampMs`: int64, versions 0+.
    pub expiry_timestamp_ms: i64,
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for RenewDelegationTokenResponse {
    const NAME: &'static str = "RenewDelegationTokenResponse";
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

impl RenewDelegationTokenResponse {
    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 14;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 2;
        w.put_i16(self.error_code);
        w.put_i64(self.expiry_timestamp_ms);
        w.put_i32(self.throttle_time_ms);
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
            error_code: r.int16("error_code"),
            expiry_timestamp_ms: r.int64("expiry_timestamp_ms"),
            throttle_time_ms: r.int32("throttle_time_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
