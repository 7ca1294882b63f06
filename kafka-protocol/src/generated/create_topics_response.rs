// Written by `cargo xtask codegen` from schemas/create_topics.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, nullable_string_len, string_len, tag_len};
use crate::wire::{Reader, StrBytes, TagSection, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `CreateTopicsResponse`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreateTopicsResponse {
    /// `ThrottleTimeMs`: int32, versions 2+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`CreatableTopicResult`], versions 0+.
    pub topics: Vec<CreatableTopicResult>,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

/// `CreatableTopicResult`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatableTopicResult {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 7+; left out of other versions.
    pub topic_id: Uuid,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 1+, nullable; left out of other versions.
    pub error_message: Option<StrBytes>,
    /// `TopicConfigErrorCode`: int16, versions 5+, tag 0; left out of other versions.
    pub topic_config_error_code: i16,
    /// `NumPartitions`: int32, versions 5+, default -1; left out of other versions.
    pub num_partitions: i32,
    /// `ReplicationFactor`: int16, versions 5+, default -1; left out of other versions.
    pub replication_factor: i16,
    /// `Configs`: array of [`CreatableTopicConfigs`], versions 5+, nullable; left out of other versions.
    pub configs: Option<Vec<CreatableTopicConfigs>>,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Default for CreatableTopicResult {
    fn default() -> Self {
        Self {
            name: StrBytes::new(),
            topic_id: Uuid::ZERO,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            topic_config_error_code: 0,
            num_partitions: -1,
            replication_factor: -1,
            configs: Some(Vec::new()),
            tagged: TaggedFields::new(),
        }
    }
}

/// `CreatableTopicConfigs`, versions 5-7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatableTopicConfigs {
    /// `Name`: string, versions 5+.
    pub name: StrBytes,
    /// `Value`: string, versions 5+, nullable.
    pub value: Option<StrBytes>,
    /// `ReadOnly`: bool, versions 5+.
    pub read_only: bool,
    /// `ConfigSource`: int8, versions 5+, default -1.
    pub config_source: i8,
    /// `IsSensitive`: bool, versions 5+.
    pub is_sensitive: bool,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Default for CreatableTopicConfigs {
    fn default() -> Self {
        Self {
            name: StrBytes::new(),
            value: Some(StrBytes::new()),
            read_only: false,
            config_source: -1,
            is_sensitive: false,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for CreateTopicsResponse {
    const NAME: &'static str = "CreateTopicsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 7);
    const FLEXIBLE_SINCE: Option<i16> = Some(5);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 2 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 2 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
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
        let flexible = version >= 5;
        Self {
            throttle_time_ms: if version >= 2 { r.int32("throttle_time_ms") } else { 0 },
            topics: r.array("topics", flexible, CreatableTopicResult::minimum_len(version), |r| {
                CreatableTopicResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl CreatableTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 4,
            1..=4 => 6,
            5..=6 => 12,
            _ => 28,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = 2 + string_len(&self.name, flexible);
        if version >= 7 {
            len += 16;
        }
        if version >= 1 {
            len += nullable_string_len(self.error_message.as_ref(), flexible);
        }
        if version >= 5 {
            len += 6
                + nullable_array_len(self.configs.as_ref().map(Vec::len), flexible)
                + self.configs.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            let mut known = 0;
            if version >= 5 && self.topic_config_error_code != 0 {
                known += 1;
                len += tag_len(0, 2);
            }
            len += self.tagged.section_len(known);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.put_string("CreatableTopicResult.name", &self.name, flexible);
        if version >= 7 {
            w.put_uuid(self.topic_id);
        }
        w.put_i16(self.error_code);
        if version >= 1 {
            w.put_nullable_string(
                "CreatableTopicResult.error_message",
                self.error_message.as_ref(),
                flexible,
            );
        }
        if version >= 5 {
            w.put_fixed((self.num_partitions, self.replication_factor));
            if let Some(value) = &self.configs {
                w.put_array_len("CreatableTopicResult.configs", value.len(), flexible);
                for element in value {
                    element.write(version, w);
                }
            } else {
                w.put_null(flexible);
            }
        }
        if flexible {
            let topic_config_error_code_is_set = version >= 5 && self.topic_config_error_code != 0;
            self.tagged.write_count(usize::from(topic_config_error_code_is_set), w);
            if topic_config_error_code_is_set {
                w.put_tag("CreatableTopicResult.topic_config_error_code", 0, 2);
                w.put_i16(self.topic_config_error_code);
            }
            self.tagged.write_fields("CreatableTopicResult.tagged", 1, w);
        } else {
            w.refuse("CreatableTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 5;
        let mut value = Self {
            name: r.string("CreatableTopicResult.name", flexible),
            topic_id: if version >= 7 { r.uuid("CreatableTopicResult.topic_id") } else { Uuid::ZERO },
            error_code: r.int16("CreatableTopicResult.error_code"),
            error_message: if version >= 1 {
                r.nullable_string("CreatableTopicResult.error_message", flexible)
            } else {
                Some(StrBytes::new())
            },
            topic_config_error_code: 0,
            num_partitions: if version >= 5 { r.int32("CreatableTopicResult.num_partitions") } else { -1 },
            replication_factor: if version >= 5 {
                r.int16("CreatableTopicResult.replication_factor")
            } else {
                -1
            },
            configs: if version >= 5 {
                r.nullable_array(
                    "CreatableTopicResult.configs",
                    flexible,
                    CreatableTopicConfigs::minimum_len(version),
                    |r| CreatableTopicConfigs::read(version, r),
                )
            } else {
                Some(Vec::new())
            },
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "CreatableTopicResult.tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
                        value.topic_config_error_code =
                            r.int16("CreatableTopicResult.topic_config_error_code");
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl CreatableTopicConfigs {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        3 + string_len(&self.name, true)
            + nullable_string_len(self.value.as_ref(), true)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("CreatableTopicConfigs.name", &self.name, true);
        w.put_nullable_string("CreatableTopicConfigs.value", self.value.as_ref(), true);
        w.put_fixed((self.read_only, self.config_source, self.is_sensitive));
        self.tagged.write("CreatableTopicConfigs.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("CreatableTopicConfigs.name", true),
            value: r.nullable_string("CreatableTopicConfigs.value", true),
            read_only: r.bool("CreatableTopicConfigs.read_only"),
            config_source: r.int8("CreatableTopicConfigs.config_source"),
            is_sensitive: r.bool("CreatableTopicConfigs.is_sensitive"),
            tagged: TaggedFields::read(r, "CreatableTopicConfigs.tagged"),
        }
    }
}
