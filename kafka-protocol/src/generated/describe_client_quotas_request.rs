// Written by `cargo xtask codegen` from schemas/describe_client_quotas.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeClientQuotasRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeClientQuotasRequest {
    /// `Components`: array of [`ComponentData`], versions 0+.
    pub components: Vec<ComponentData>,
    /// `Strict`: bool, versions 0+.
    pub strict: bool,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `ComponentData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentData {
    /// `EntityType`: string, versions 0+.
    pub entity_type: StrBytes,
    /// `MatchType`: int8, versions 0+.
    pub match_type: i8,
    /// `Match`: string, versions 0+, nullable.
    pub r#match: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Default for ComponentData {
    fn default() -> Self {
        Self {
            entity_type: StrBytes::new(),
            match_type: 0,
            r#match: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DescribeClientQuotasRequest {
    const NAME: &'static str = "DescribeClientQuotasRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 1
            + array_len(self.components.len(), flexible)
            + self.components.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("components", self.components.len(), flexible);
        for element in &self.components {
            element.write(version, w);
        }
        w.put_bool(self.strict);
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 1;
        Self {
            components: r.array("components", flexible, ComponentData::minimum_len(version), |r| {
                ComponentData::read(version, r)
            }),
            strict: r.bool("strict"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DescribeClientQuotasRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_CLIENT_QUOTAS;
    type Response = super::DescribeClientQuotasResponse;
}

impl ComponentData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 5,
            _ => 4,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 1
            + string_len(&self.entity_type, flexible)
            + nullable_string_len(self.r#match.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("ComponentData.entity_type", &self.entity_type, flexible);
        w.put_i8(self.match_type);
        w.put_nullable_string("ComponentData.r#match", self.r#match.as_ref(), flexible);
        if flexible {
            self.tagged.write("ComponentData.tagged", w);
        } else {
            w.refuse("ComponentData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            entity_type: r.string("ComponentData.entity_type", flexible),
            match_type: r.int8("ComponentData.match_type"),
            r#match: r.nullable_string("ComponentData.r#match", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "ComponentData.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
