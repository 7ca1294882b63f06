// Written by `cargo xtask codegen` from schemas/describe_delegation_token.schema; do not edit.

use crate::wire::length::{nullable_array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeDelegationTokenRequest`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeDelegationTokenRequest {
    /// `Owners`: array of [`DescribeDelegationTokenOwner`], versions 0+, nullable.
    pub owners: Option<Vec<DescribeDelegationTokenOwner>>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for DescribeDelegationTokenRequest {
    fn default() -> Self {
        Self { owners: Some(Vec::new()), tagged: TaggedFields::new() }
    }
}

/// `DescribeDelegationTokenOwner`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeDelegationTokenOwner {
    /// `PrincipalType`: string, versions 0+.
    pub principal_type: StrBytes,
    /// `PrincipalName`: string, versions 0+.
    pub principal_name: StrBytes,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DescribeDelegationTokenRequest {
    const NAME: &'static str = "DescribeDelegationTokenRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = nullable_array_len(self.owners.as_ref().map(Vec::len), flexible)
            + self.owners.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if let Some(value) = &self.owners {
            w.put_array_len("owners", value.len(), flexible);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(flexible);
        }
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
            owners: r.nullable_array(
                "owners",
                flexible,
                DescribeDelegationTokenOwner::minimum_len(version),
                |r| DescribeDelegationTokenOwner::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DescribeDelegationTokenRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_DELEGATION_TOKEN;
    type Response = super::DescribeDelegationTokenResponse;
}

impl DescribeDelegationTokenOwner {
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
        w.put_string("DescribeDelegationTokenOwner.principal_type", &self.principal_type, flexible);
        w.put_string("DescribeDelegationTokenOwner.principal_name", &self.principal_name, flexible);
        if flexible {
            self.tagged.write("DescribeDelegationTokenOwner.tagged", w);
        } else {
            w.refuse("DescribeDelegationTokenOwner.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            principal_type: r.string("DescribeDelegationTokenOwner.principal_type", flexible),
            principal_name: r.string("DescribeDelegationTokenOwner.principal_name", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "DescribeDelegationTokenOwner.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
