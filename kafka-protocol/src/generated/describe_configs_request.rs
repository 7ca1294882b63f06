// Written by `cargo xtask codegen` from schemas/describe_configs.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

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

impl Request for DescribeConfigsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_CONFIGS;
    type Response = super::DescribeConfigsResponse;
}

impl DescribeConfigsRequest {
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

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 4;
        w.put_array_len("resources", self.resources.len(), flexible)?;
        for element in &self.resources {
            element.write(version, w)?;
        }
        if version >= 1 {
            w.put_bool(self.include_synonyms);
        } else if self.include_synonyms {
            return Err(EncodeError::not_in_version("include_synonyms"));
        }
        if version >= 3 {
            w.put_bool(self.include_documentation);
        } else if self.include_documentation {
            return Err(EncodeError::not_in_version("include_documentation"));
        }
        if flexible {
            self.tagged.write("tagged", 0, w)?;
        } else if !self.tagged.is_empty() {
            return Err(EncodeError::not_in_version("tagged"));
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
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

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 4;
        w.put_i8(self.resource_type);
        w.put_string("DescribeConfigsResource.resource_name", &self.resource_name, flexible)?;
        if let Some(value) = &self.configuration_keys {
            w.put_array_len("DescribeConfigsResource.configuration_keys", value.len(), flexible)?;
            for element in value {
                w.put_string("DescribeConfigsResource.configuration_keys", element, flexible)?;
            }
        } else {
            w.put_null(flexible);
        }
        if flexible {
            self.tagged.write("DescribeConfigsResource.tagged", 0, w)?;
        } else if !self.tagged.is_empty() {
            return Err(EncodeError::not_in_version("DescribeConfigsResource.tagged"));
        }
        Ok(())
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
