// Written by `cargo xtask codegen` from schemas/describe_configs.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeConfigsRequest`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeConfigsRequest {
    /// `Resources`: array of [`DescribeConfigsResource`], versions 0+.
    pub resources: Vec<DescribeConfigsResource>,
    /// `IncludeSynonyms`: bool, versions 1+; an error to set in other versions.
    pub include_synonyms: bool,
    /// `IncludeDocumentation`: bool, versions 3+; an error to set in other versions.
    pub include_documentation: bool,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `DescribeConfigsResource`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeConfigsResource {
    /// `ResourceType`: int8, versions 0+.
    pub resource_type: i8,
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// `ConfigurationKeys`: array of string, versions 0+, nullable.
    pub configuration_keys: Option<Vec<StrBytes>>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for DescribeConfigsResource {
    fn default() -> Self {
        Self {
            resource_type: 0,
            resource_name: StrBytes::new(),
            configuration_keys: Some(Vec::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DescribeConfigsRequest {
    const NAME: &'static str = "DescribeConfigsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = array_len(self.resources.len(), flexible)
            + self.resources.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 1;
        }
        if version >= 3 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("resources", self.resources.len(), flexible);
        for element in &self.resources {
            element.write(version, w);
        }
        if version >= 1 {
            w.put_bool(self.include_synonyms);
        } else {
            w.refuse("include_synonyms", self.include_synonyms);
        }
        if version >= 3 {
            w.put_bool(self.include_documentation);
        } else {
            w.refuse("include_documentation", self.include_documentation);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 4;
        Self {
            resources: r.array("resources", flexible, DescribeConfigsResource::minimum_len(version), |r| {
                DescribeConfigsResource::read(version, r)
            }),
            include_synonyms: if version >= 1 { r.bool("include_synonyms") } else { false },
            include_documentation: if version >= 3 { r.bool("include_documentation") } else { false },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DescribeConfigsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_CONFIGS;
    type Response = super::DescribeConfigsResponse;
}

impl DescribeConfigsResource {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 7,
            _ => 4,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 1
            + string_len(&self.resource_name, flexible)
            + nullable_array_len(self.configuration_keys.as_ref().map(Vec::len), flexible)
            + self
                .configuration_keys
                .iter()
                .flatten()
                .map(|element| string_len(element, flexible))
                .sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_i8(self.resource_type);
        w.put_string("DescribeConfigsResource.resource_name", &self.resource_name, flexible);
        if let Some(value) = &self.configuration_keys {
            w.put_array_len("DescribeConfigsResource.configuration_keys", value.len(), flexible);
            for element in value {
                w.put_string("DescribeConfigsResource.configuration_keys", element, flexible);
            }
        } else {
            w.put_null(flexible);
        }
        if flexible {
            self.tagged.write("DescribeConfigsResource.tagged", w);
        } else {
            w.refuse("DescribeConfigsResource.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            resource_type: r.int8("DescribeConfigsResource.resource_type"),
            resource_name: r.string("DescribeConfigsResource.resource_name", flexible),
            configuration_keys: r.nullable_array(
                "DescribeConfigsResource.configuration_keys",
                flexible,
                if flexible { 1 } else { 2 },
                |r| r.string("DescribeConfigsResource.configuration_keys", flexible),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "DescribeConfigsResource.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
