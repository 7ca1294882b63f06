// Written by `cargo xtask codegen` from schemas/incremental_alter_configs.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `IncrementalAlterConfigsRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncrementalAlterConfigsRequest {
    /// `Resources`: array of [`AlterConfigsResource`], versions 0+.
    pub resources: Vec<AlterConfigsResource>,
    /// `ValidateOnly`: bool, versions 0+.
    pub validate_only: bool,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `AlterConfigsResource`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterConfigsResource {
    /// `ResourceType`: int8, versions 0+.
    pub resource_type: i8,
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// `Configs`: array of [`AlterableConfig`], versions 0+.
    pub configs: Vec<AlterableConfig>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `AlterableConfig`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterableConfig {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `ConfigOperation`: int8, versions 0+.
    pub config_operation: i8,
    /// `Value`: string, versions 0+, nullable.
    pub value: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Default for AlterableConfig {
    fn default() -> Self {
        Self {
            name: StrBytes::new(),
            config_operation: 0,
            value: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for IncrementalAlterConfigsRequest {
    const NAME: &'static str = "IncrementalAlterConfigsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 1
            + array_len(self.resources.len(), flexible)
            + self.resources.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("resources", self.resources.len(), flexible);
        for element in &self.resources {
            element.write(version, w);
        }
        w.put_bool(self.validate_only);
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
            resources: r.array("resources", flexible, AlterConfigsResource::minimum_len(version), |r| {
                AlterConfigsResource::read(version, r)
            }),
            validate_only: r.bool("validate_only"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for IncrementalAlterConfigsRequest {
    const API_KEY: ApiKey = ApiKey::INCREMENTAL_ALTER_CONFIGS;
    type Response = super::IncrementalAlterConfigsResponse;
}

impl AlterConfigsResource {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 7,
            _ => 4,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 1
            + string_len(&self.resource_name, flexible)
            + array_len(self.configs.len(), flexible)
            + self.configs.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_i8(self.resource_type);
        w.put_string("AlterConfigsResource.resource_name", &self.resource_name, flexible);
        w.put_array_len("AlterConfigsResource.configs", self.configs.len(), flexible);
        for element in &self.configs {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("AlterConfigsResource.tagged", w);
        } else {
            w.refuse("AlterConfigsResource.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            resource_type: r.int8("AlterConfigsResource.resource_type"),
            resource_name: r.string("AlterConfigsResource.resource_name", flexible),
            configs: r.array(
                "AlterConfigsResource.configs",
                flexible,
                AlterableConfig::minimum_len(version),
                |r| AlterableConfig::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "AlterConfigsResource.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl AlterableConfig {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 5,
            _ => 4,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len =
            1 + string_len(&self.name, flexible) + nullable_string_len(self.value.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("AlterableConfig.name", &self.name, flexible);
        w.put_i8(self.config_operation);
        w.put_nullable_string("AlterableConfig.value", self.value.as_ref(), flexible);
        if flexible {
            self.tagged.write("AlterableConfig.tagged", w);
        } else {
            w.refuse("AlterableConfig.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            name: r.string("AlterableConfig.name", flexible),
            config_operation: r.int8("AlterableConfig.config_operation"),
            value: r.nullable_string("AlterableConfig.value", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "AlterableConfig.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
