// Written by `cargo xtask codegen` from schemas/create_delegation_token.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `CreateDelegationTokenRequest`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateDelegationTokenRequest {
    /// `OwnerPrincipalType`: string, versions 3+, nullable; an error to set in other versions.
    pub owner_principal_type: Option<StrBytes>,
    /// `OwnerPrincipalName`: string, versions 3+, nullable; an error to set in other versions.
    pub owner_principal_name: Option<StrBytes>,
    /// `Renewers`: array of [`CreatableRenewers`], versions 0+.
    pub renewers: Vec<CreatableRenewers>,
    /// `MaxLifetimeMs`: int64, versions 0+.
    pub max_lifetime_ms: i64,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for CreateDelegationTokenRequest {
    fn default() -> Self {
        Self {
            owner_principal_type: Some(StrBytes::new()),
            owner_principal_name: Some(StrBytes::new()),
            renewers: Vec::new(),
            max_lifetime_ms: 0,
            tagged: TaggedFields::new(),
        }
    }
}

/// `CreatableRenewers`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatableRenewers {
    /// `PrincipalType`: string, versions 0+.
    pub principal_type: StrBytes,
    /// `PrincipalName`: string, versions 0+.
    pub principal_name: StrBytes,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for CreateDelegationTokenRequest {
    const NAME: &'static str = "CreateDelegationTokenRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 8
            + array_len(self.renewers.len(), flexible)
            + self.renewers.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
            len += nullable_string_len(self.owner_principal_type.as_ref(), flexible)
                + nullable_string_len(self.owner_principal_name.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 3 {
            w.put_nullable_string("owner_principal_type", self.owner_principal_type.as_ref(), flexible);
            w.put_nullable_string("owner_principal_name", self.owner_principal_name.as_ref(), flexible);
        } else {
            w.refuse(
                "owner_principal_type",
                self.owner_principal_type.as_ref().is_none_or(|value| !value.is_empty()),
            );
            w.refuse(
                "owner_principal_name",
                self.owner_principal_name.as_ref().is_none_or(|value| !value.is_empty()),
            );
        }
        w.put_array_len("renewers", self.renewers.len(), flexible);
        for element in &self.renewers {
            element.write(version, w);
        }
        w.put_i64(self.max_lifetime_ms);
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
            owner_principal_type: if version >= 3 {
                r.nullable_string("owner_principal_type", flexible)
            } else {
                Some(StrBytes::new())
            },
            owner_principal_name: if version >= 3 {
                r.nullable_string("owner_principal_name", flexible)
            } else {
                Some(StrBytes::new())
            },
            renewers: r.array("renewers", flexible, CreatableRenewers::minimum_len(version), |r| {
                CreatableRenewers::read(version, r)
            }),
            max_lifetime_ms: r.int64("max_lifetime_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for CreateDelegationTokenRequest {
    const API_KEY: ApiKey = ApiKey::CREATE_DELEGATION_TOKEN;
    type Response = super::CreateDelegationTokenResponse;
}

impl CreatableRenewers {
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
        w.put_string("CreatableRenewers.principal_type", &self.principal_type, flexible);
        w.put_string("CreatableRenewers.principal_name", &self.principal_name, flexible);
        if flexible {
            self.tagged.write("CreatableRenewers.tagged", w);
        } else {
            w.refuse("CreatableRenewers.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            principal_type: r.string("CreatableRenewers.principal_type", flexible),
            principal_name: r.string("CreatableRenewers.principal_name", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "CreatableRenewers.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
