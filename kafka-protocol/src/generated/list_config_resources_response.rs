// Written by `cargo xtask codegen` from schemas/list_config_resources.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ListConfigResourcesResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListConfigResourcesResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ConfigResources`: array of [`ConfigResource`], versions 0+.
    pub config_resources: Vec<ConfigResource>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ConfigResource`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigResource {
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// `ResourceType`: int8, versions 1+, default 16; left out of other versions.
    pub resource_type: i8,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ConfigResource {
    fn default() -> Self {
        Self { resource_name: StrBytes::new(), resource_type: 16, tagged: TaggedFields::new() }
    }
}

impl Message for ListConfigResourcesResponse {
    const NAME: &'static str = "ListConfigResourcesResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        6 + array_len(self.config_resources.len(), true)
            + self.config_resources.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_array_len("config_resources", self.config_resources.len(), true);
        for element in &self.config_resources {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            config_resources: r.array("config_resources", true, ConfigResource::minimum_len(version), |r| {
                ConfigResource::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl ConfigResource {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 2,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = string_len(&self.resource_name, true) + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("ConfigResource.resource_name", &self.resource_name, true);
        if version >= 1 {
            w.put_i8(self.resource_type);
        }
        self.tagged.write("ConfigResource.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            resource_name: r.string("ConfigResource.resource_name", true),
            resource_type: if version >= 1 { r.int8("ConfigResource.resource_type") } else { 16 },
            tagged: TaggedFields::read(r, "ConfigResource.tagged"),
        }
    }
}
