// Written by `cargo xtask codegen` from schemas/create_delegation_token.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{bytes_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `CreateDelegationTokenResponse`, versions 0-3.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CreateDelegationTokenResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `PrincipalType`: string, versions 0+.
    pub principal_type: StrBytes,
    /// `PrincipalName`: string, versions 0+.
    pub principal_name: StrBytes,
    /// `TokenRequesterPrincipalType`: string, versions 3+; an error to set in other versions.
    pub token_requester_principal_type: StrBytes,
    /// `TokenRequesterPrincipalName`: string, versions 3+; an error to set in other versions.
    pub token_requester_principal_name: StrBytes,
    /// `IssueTimestampMs`: int64, versions 0+.
    pub issue_timestamp_ms: i64,
    /// `ExpiryTimestampMs`: int64, versions 0+.
    pub expiry_timestamp_ms: i64,
    /// `MaxTimestampMs`: int64, versions 0+.
    pub max_timestamp_ms: i64,
    /// `TokenId`: string, versions 0+.
    pub token_id: StrBytes,
    /// `Hmac`: bytes, versions 0+.
    pub hmac: Bytes,
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl std::fmt::Debug for CreateDelegationTokenResponse {
    /// As it would be derived, with secrets masked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateDelegationTokenResponse")
            .field("error_code", &self.error_code)
            .field("principal_type", &self.principal_type)
            .field("principal_name", &self.principal_name)
            .field("token_requester_principal_type", &self.token_requester_principal_type)
            .field("token_requester_principal_name", &self.token_requester_principal_name)
            .field("issue_timestamp_ms", &self.issue_timestamp_ms)
            .field("expiry_timestamp_ms", &self.expiry_timestamp_ms)
            .field("max_timestamp_ms", &self.max_timestamp_ms)
            .field("token_id", &self.token_id)
            .field("hmac", &format_args!("[secret of {} bytes]", self.hmac.len()))
            .field("throttle_time_ms", &self.throttle_time_ms)
            .field("tagged", &self.tagged)
            .finish()
    }
}

impl Message for CreateDelegationTokenResponse {
    const NAME: &'static str = "CreateDelegationTokenResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 30
            + string_len(&self.principal_type, flexible)
            + string_len(&self.principal_name, flexible)
            + string_len(&self.token_id, flexible)
            + bytes_len(&self.hmac, flexible);
        if version >= 3 {
            len += string_len(&self.token_requester_principal_type, flexible)
                + string_len(&self.token_requester_principal_name, flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_string("principal_type", &self.principal_type, flexible);
        w.put_string("principal_name", &self.principal_name, flexible);
        if version >= 3 {
            w.put_string("token_requester_principal_type", &self.token_requester_principal_type, flexible);
            w.put_string("token_requester_principal_name", &self.token_requester_principal_name, flexible);
        } else {
            w.refuse("token_requester_principal_type", !self.token_requester_principal_type.is_empty());
            w.refuse("token_requester_principal_name", !self.token_requester_principal_name.is_empty());
        }
        w.put_fixed((self.issue_timestamp_ms, self.expiry_timestamp_ms, self.max_timestamp_ms));
        w.put_string("token_id", &self.token_id, flexible);
        w.put_bytes("hmac", &self.hmac, flexible);
        w.put_i32(self.throttle_time_ms);
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
            error_code: r.int16("error_code"),
            principal_type: r.string("principal_type", flexible),
            principal_name: r.string("principal_name", flexible),
            token_requester_principal_type: if version >= 3 {
                r.string("token_requester_principal_type", flexible)
            } else {
                StrBytes::new()
            },
            token_requester_principal_name: if version >= 3 {
                r.string("token_requester_principal_name", flexible)
            } else {
                StrBytes::new()
            },
            issue_timestamp_ms: r.int64("issue_timestamp_ms"),
            expiry_timestamp_ms: r.int64("expiry_timestamp_ms"),
            max_timestamp_ms: r.int64("max_timestamp_ms"),
            token_id: r.string("token_id", flexible),
            hmac: r.bytes("hmac", flexible),
            throttle_time_ms: r.int32("throttle_time_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
