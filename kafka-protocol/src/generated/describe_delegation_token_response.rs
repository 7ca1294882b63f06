// Written by `cargo xtask codegen` from schemas/describe_delegation_token.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, bytes_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeDelegationTokenResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeDelegationTokenResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Tokens`: array of [`DescribedDelegationToken`], versions 0+.
    pub tokens: Vec<DescribedDelegationToken>,
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DescribedDelegationToken`, versions 0-3.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DescribedDelegationToken {
    /// `PrincipalType`: string, versions 0+.
    pub principal_type: StrBytes,
    /// `PrincipalName`: string, versions 0+.
    pub principal_name: StrBytes,
    /// `TokenRequesterPrincipalType`: string, versions 3+; an error to set in other versions.
    pub token_requester_principal_type: StrBytes,
    /// `TokenRequesterPrincipalName`: string, versions 3+; an error to set in other versions.
    pub token_requester_principal_name: StrBytes,
    /// `IssueTimestamp`: int64, versions 0+.
    pub issue_timestamp: i64,
    /// `ExpiryTimestamp`: int64, versions 0+.
    pub expiry_timestamp: i64,
    /// `MaxTimestamp`: int64, versions 0+.
    pub max_timestamp: i64,
    /// `TokenId`: string, versions 0+.
    pub token_id: StrBytes,
    /// `Hmac`: bytes, versions 0+.
    pub hmac: Bytes,
    /// `Renewers`: array of [`DescribedDelegationTokenRenewer`], versions 0+.
    pub renewers: Vec<DescribedDelegationTokenRenewer>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl std::fmt::Debug for DescribedDelegationToken {
    /// As it would be derived, with secrets masked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DescribedDelegationToken")
            .field("principal_type", &self.principal_type)
            .field("principal_name", &self.principal_name)
            .field("token_requester_principal_type", &self.token_requester_principal_type)
            .field("token_requester_principal_name", &self.token_requester_principal_name)
            .field("issue_timestamp", &self.issue_timestamp)
            .field("expiry_timestamp", &self.expiry_timestamp)
            .field("max_timestamp", &self.max_timestamp)
            .field("token_id", &self.token_id)
            .field("hmac", &format_args!("[secret of {} bytes]", self.hmac.len()))
            .field("renewers", &self.renewers)
            .field("tagged", &self.tagged)
            .finish()
    }
}

/// `DescribedDelegationTokenRenewer`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribedDelegationTokenRenewer {
    /// `PrincipalType`: string, versions 0+.
    pub principal_type: StrBytes,
    /// `PrincipalName`: string, versions 0+.
    pub principal_name: StrBytes,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DescribeDelegationTokenResponse {
    const NAME: &'static str = "DescribeDelegationTokenResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 6
            + array_len(self.tokens.len(), flexible)
            + self.tokens.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_array_len("tokens", self.tokens.len(), flexible);
        for element in &self.tokens {
            element.write(version, w);
        }
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
            tokens: r.array("tokens", flexible, DescribedDelegationToken::minimum_len(version), |r| {
                DescribedDelegationToken::read(version, r)
            }),
            throttle_time_ms: r.int32("throttle_time_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DescribedDelegationToken {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 38,
            2 => 30,
            _ => 32,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 24
            + string_len(&self.principal_type, flexible)
            + string_len(&self.principal_name, flexible)
            + string_len(&self.token_id, flexible)
            + bytes_len(&self.hmac, flexible)
            + array_len(self.renewers.len(), flexible)
            + self.renewers.iter().map(|element| element.wire_len(version)).sum::<usize>();
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
        w.put_string("DescribedDelegationToken.principal_type", &self.principal_type, flexible);
        w.put_string("DescribedDelegationToken.principal_name", &self.principal_name, flexible);
        if version >= 3 {
            w.put_string(
                "DescribedDelegationToken.token_requester_principal_type",
                &self.token_requester_principal_type,
                flexible,
            );
            w.put_string(
                "DescribedDelegationToken.token_requester_principal_name",
                &self.token_requester_principal_name,
                flexible,
            );
        } else {
            w.refuse(
                "DescribedDelegationToken.token_requester_principal_type",
                !self.token_requester_principal_type.is_empty(),
            );
            w.refuse(
                "DescribedDelegationToken.token_requester_principal_name",
                !self.token_requester_principal_name.is_empty(),
            );
        }
        w.put_fixed((self.issue_timestamp, self.expiry_timestamp, self.max_timestamp));
        w.put_string("DescribedDelegationToken.token_id", &self.token_id, flexible);
        w.put_bytes("DescribedDelegationToken.hmac", &self.hmac, flexible);
        w.put_array_len("DescribedDelegationToken.renewers", self.renewers.len(), flexible);
        for element in &self.renewers {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("DescribedDelegationToken.tagged", w);
        } else {
            w.refuse("DescribedDelegationToken.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            principal_type: r.string("DescribedDelegationToken.principal_type", flexible),
            principal_name: r.string("DescribedDelegationToken.principal_name", flexible),
            token_requester_principal_type: if version >= 3 {
                r.string("DescribedDelegationToken.token_requester_principal_type", flexible)
            } else {
                StrBytes::new()
            },
            token_requester_principal_name: if version >= 3 {
                r.string("DescribedDelegationToken.token_requester_principal_name", flexible)
            } else {
                StrBytes::new()
            },
            issue_timestamp: r.int64("DescribedDelegationToken.issue_timestamp"),
            expiry_timestamp: r.int64("DescribedDelegationToken.expiry_timestamp"),
            max_timestamp: r.int64("DescribedDelegationToken.max_timestamp"),
            token_id: r.string("DescribedDelegationToken.token_id", flexible),
            hmac: r.bytes("DescribedDelegationToken.hmac", flexible),
            renewers: r.array(
                "DescribedDelegationToken.renewers",
                flexible,
                DescribedDelegationTokenRenewer::minimum_len(version),
                |r| DescribedDelegationTokenRenewer::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "DescribedDelegationToken.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DescribedDelegationTokenRenewer {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 4,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.principal_type, flexible) + string_len(&self.principal_name, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("DescribedDelegationTokenRenewer.principal_type", &self.principal_type, flexible);
        w.put_string("DescribedDelegationTokenRenewer.principal_name", &self.principal_name, flexible);
        if flexible {
            self.tagged.write("DescribedDelegationTokenRenewer.tagged", w);
        } else {
            w.refuse("DescribedDelegationTokenRenewer.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            principal_type: r.string("DescribedDelegationTokenRenewer.principal_type", flexible),
            principal_name: r.string("DescribedDelegationTokenRenewer.principal_name", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "DescribedDelegationTokenRenewer.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
