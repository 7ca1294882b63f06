// Written by `cargo xtask codegen` from schemas/describe_configs.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeConfigsResponse`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeConfigsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Results`: array of [`DescribeConfigsResult`], versions 0+.
    pub results: Vec<DescribeConfigsResult>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `DescribeConfigsResult`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeConfigsResult {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `ResourceType`: int8, versions 0+.
    pub resource_type: i8,
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// `Configs`: array of [`DescribeConfigsResourceResult`], versions 0+.
    pub configs: Vec<DescribeConfigsResourceResult>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for DescribeConfigsResult {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: Some(StrBytes::new()),
            resource_type: 0,
            resource_name: StrBytes::new(),
            configs: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `DescribeConfigsResourceResult`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeConfigsResourceResult {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Value`: string, versions 0+, nullable.
    pub value: Option<StrBytes>,
    /// `ReadOnly`: bool, versions 0+.
    pub read_only: bool,
    /// `IsDefault`: bool, versions 0; an error to set in other versions.
    pub is_default: bool,
    /// `ConfigSource`: int8, versions 1+, default -1; left out of other versions.
    pub config_source: i8,
    /// `IsSensitive`: bool, versions 0+.
    pub is_sensitive: bool,
    /// `Synonyms`: array of [`DescribeConfigsSynonym`], versions 1+; left out of other versions.
    pub synonyms: Vec<DescribeConfigsSynonym>,
    /// `ConfigType`: int8, versions 3+; left out of other versions.
    pub config_type: i8,
    /// `Documentation`: string, versions 3+, nullable; left out of other versions.
    pub documentation: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for DescribeConfigsResourceResult {
    fn default() -> Self {
        Self {
            name: StrBytes::new(),
            value: Some(StrBytes::new()),
            read_only: false,
            is_default: false,
            config_source: -1,
            is_sensitive: false,
            synonyms: Vec::new(),
            config_type: 0,
            documentation: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

/// `DescribeConfigsSynonym`, versions 1-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeConfigsSynonym {
    /// `Name`: string, versions 1+.
    pub name: StrBytes,
    /// `Value`: string, versions 1+, nullable.
    pub value: Option<StrBytes>,
    /// `Source`: int8, versions 1+.
    pub source: i8,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for DescribeConfigsSynonym {
    fn default() -> Self {
        Self { name: StrBytes::new(), value: Some(StrBytes::new()), source: 0, tagged: TaggedFields::new() }
    }
}

impl Message for DescribeConfigsResponse {
    const NAME: &'static str = "DescribeConfigsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 4
            + array_len(self.results.len(), flexible)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("results", self.results.len(), flexible);
        for element in &self.results {
            element.write(version, w);
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
            throttle_time_ms: r.int32("throttle_time_ms"),
            results: r.array("results", flexible, DescribeConfigsResult::minimum_len(version), |r| {
                DescribeConfigsResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DescribeConfigsResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 11,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 3
            + nullable_string_len(self.error_message.as_ref(), flexible)
            + string_len(&self.resource_name, flexible)
            + array_len(self.configs.len(), flexible)
            + self.configs.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_i16(self.error_code);
        w.put_nullable_string("DescribeConfigsResult.error_message", self.error_message.as_ref(), flexible);
        w.put_i8(self.resource_type);
        w.put_string("DescribeConfigsResult.resource_name", &self.resource_name, flexible);
        w.put_array_len("DescribeConfigsResult.configs", self.configs.len(), flexible);
        for element in &self.configs {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("DescribeConfigsResult.tagged", w);
        } else {
            w.refuse("DescribeConfigsResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            error_code: r.int16("DescribeConfigsResult.error_code"),
            error_message: r.nullable_string("DescribeConfigsResult.error_message", flexible),
            resource_type: r.int8("DescribeConfigsResult.resource_type"),
            resource_name: r.string("DescribeConfigsResult.resource_name", flexible),
            configs: r.array(
                "DescribeConfigsResult.configs",
                flexible,
                DescribeConfigsResourceResult::minimum_len(version),
                |r| DescribeConfigsResourceResult::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "DescribeConfigsResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DescribeConfigsResourceResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 7,
            1..=2 => 11,
            3 => 14,
            _ => 9,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len =
            2 + string_len(&self.name, flexible) + nullable_string_len(self.value.as_ref(), flexible);
        if version <= 0 {
            len += 1;
        }
        if version >= 1 {
            len += 1
                + array_len(self.synonyms.len(), flexible)
                + self.synonyms.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 3 {
            len += 1 + nullable_string_len(self.documentation.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("DescribeConfigsResourceResult.name", &self.name, flexible);
        w.put_nullable_string("DescribeConfigsResourceResult.value", self.value.as_ref(), flexible);
        w.put_bool(self.read_only);
        if version <= 0 {
            w.put_bool(self.is_default);
        } else {
            w.refuse("DescribeConfigsResourceResult.is_default", self.is_default);
        }
        if version >= 1 {
            w.put_i8(self.config_source);
        }
        w.put_bool(self.is_sensitive);
        if version >= 1 {
            w.put_array_len("DescribeConfigsResourceResult.synonyms", self.synonyms.len(), flexible);
            for element in &self.synonyms {
                element.write(version, w);
            }
        }
        if version >= 3 {
            w.put_i8(self.config_type);
            w.put_nullable_string(
                "DescribeConfigsResourceResult.documentation",
                self.documentation.as_ref(),
                flexible,
            );
        }
        if flexible {
            self.tagged.write("DescribeConfigsResourceResult.tagged", w);
        } else {
            w.refuse("DescribeConfigsResourceResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            name: r.string("DescribeConfigsResourceResult.name", flexible),
            value: r.nullable_string("DescribeConfigsResourceResult.value", flexible),
            read_only: r.bool("DescribeConfigsResourceResult.read_only"),
            is_default: if version <= 0 { r.bool("DescribeConfigsResourceResult.is_default") } else { false },
            config_source: if version >= 1 {
                r.int8("DescribeConfigsResourceResult.config_source")
            } else {
                -1
            },
            is_sensitive: r.bool("DescribeConfigsResourceResult.is_sensitive"),
            synonyms: if version >= 1 {
                r.array(
                    "DescribeConfigsResourceResult.synonyms",
                    flexible,
                    DescribeConfigsSynonym::minimum_len(version),
                    |r| DescribeConfigsSynonym::read(version, r),
                )
            } else {
                Vec::new()
            },
            config_type: if version >= 3 { r.int8("DescribeConfigsResourceResult.config_type") } else { 0 },
            documentation: if version >= 3 {
                r.nullable_string("DescribeConfigsResourceResult.documentation", flexible)
            } else {
                Some(StrBytes::new())
            },
            tagged: if flexible {
                TaggedFields::read(r, "DescribeConfigsResourceResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DescribeConfigsSynonym {
    fn minimum_len(version: i16) -> usize {
        match version {
            1..=3 => 5,
            _ => 4,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len =
            1 + string_len(&self.name, flexible) + nullable_string_len(self.value.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("DescribeConfigsSynonym.name", &self.name, flexible);
        w.put_nullable_string("DescribeConfigsSynonym.value", self.value.as_ref(), flexible);
        w.put_i8(self.source);
        if flexible {
            self.tagged.write("DescribeConfigsSynonym.tagged", w);
        } else {
            w.refuse("DescribeConfigsSynonym.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            name: r.string("DescribeConfigsSynonym.name", flexible),
            value: r.nullable_string("DescribeConfigsSynonym.value", flexible),
            source: r.int8("DescribeConfigsSynonym.source"),
            tagged: if flexible {
                TaggedFields::read(r, "DescribeConfigsSynonym.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
