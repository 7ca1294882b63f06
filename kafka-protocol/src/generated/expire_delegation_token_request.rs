// Written by `cargo xtask codegen` from schemas/expire_delegation_token.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::bytes_len;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ExpireDelegationTokenRequest`, versions 0-2.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ExpireDelegationTokenRequest {
    /// `Hmac`: bytes, versions 0+.
    pub hmac: Bytes,
    /// `ExpiryTimePeriodMs`: int64, versions 0+.
    pub expiry_time_period_ms: i64,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl std::fmt::Debug for ExpireDelegationTokenRequest {
    /// As it would be derived, with secrets masked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExpireDelegationTokenRequest")
            .field("hmac", &format_args!("[secret of {} bytes]", self.hmac.len()))
            .field("expiry_time_period_ms", &self.expiry_time_period_ms)
            .field("tagged", &self.tagged)
            .finish()
    }
}

impl Message for ExpireDelegationTokenRequest {
    const NAME: &'static str = "ExpireDelegationTokenRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 8 + bytes_len(&self.hmac, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_bytes("hmac", &self.hmac, flexible);
        w.put_i64(self.expiry_time_period_ms);
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 2;
        Self {
            hmac: r.bytes("hmac", flexible),
            expiry_time_period_ms: r.int64("expiry_time_period_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for ExpireDelegationTokenRequest {
    const API_KEY: ApiKey = ApiKey::EXPIRE_DELEGATION_TOKEN;
    type Response = super::ExpireDelegationTokenResponse;
}
