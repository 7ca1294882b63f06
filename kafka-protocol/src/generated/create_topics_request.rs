// Written by `cargo xtask codegen` from schemas/create_topics.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `CreateTopicsRequest`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTopicsRequest {
    /// `Topics`: array of [`CreatableTopic`], versions 0+.
    pub topics: Vec<CreatableTopic>,
    /// `timeoutMs`: int32, versions 0+, default 60000.
    pub timeout_ms: i32,
    /// `validateOnly`: bool, versions 1+; an error to set in other versions.
    pub validate_only: bool,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Default for CreateTopicsRequest {
    fn default() -> Self {
        Self { topics: Vec::new(), timeout_ms: 60_000, validate_only: false, tagged: TaggedFields::new() }
    }
}

/// `CreatableTopic`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatableTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `NumPartitions`: int32, versions 0+.
    pub num_partitions: i32,
    /// `ReplicationFactor`: int16, versions 0+.
    pub replication_factor: i16,
    /// `Assignments`: array of [`CreatableReplicaAssignment`], versions 0+.
    pub assignments: Vec<CreatableReplicaAssignment>,
    /// `Configs`: array of [`CreatableTopicConfig`], versions 0+.
    pub configs: Vec<CreatableTopicConfig>,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

/// `CreatableReplicaAssignment`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatableReplicaAssignment {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `BrokerIds`: array of int32, versions 0+.
    pub broker_ids: Int32Array,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

/// `CreatableTopicConfig`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatableTopicConfig {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Value`: string, versions 0+, nullable.
    pub value: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Default for CreatableTopicConfig {
    fn default() -> Self {
        Self { name: StrBytes::new(), value: Some(StrBytes::new()), tagged: TaggedFields::new() }
    }
}

impl Message for CreateTopicsRequest {
    const NAME: &'static str = "CreateTopicsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 7);
    const FLEXIBLE_SINCE: Option<i16> = Some(5);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = 4
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        w.put_i32(self.timeout_ms);
        if version >= 1 {
            w.put_bool(self.validate_only);
        } else {
            w.refuse("validate_only", self.validate_only);
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
            topics: r.array("topics", flexible, CreatableTopic::minimum_len(version), |r| {
                CreatableTopic::read(version, r)
            }),
            timeout_ms: r.int32("timeout_ms"),
            validate_only: if version >= 1 { r.bool("validate_only") } else { false },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for CreateTopicsRequest {
    const API_KEY: ApiKey = ApiKey::CREATE_TOPICS;
    type Response = super::CreateTopicsResponse;
}

impl CreatableTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 16,
            _ => 10,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = 6
            + string_len(&self.name, flexible)
            + array_len(self.assignments.len(), flexible)
            + self.assignments.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.configs.len(), flexible)
            + self.configs.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.put_string("CreatableTopic.name", &self.name, flexible);
        w.put_fixed((self.num_partitions, self.replication_factor));
        w.put_array_len("CreatableTopic.assignments", self.assignments.len(), flexible);
        for element in &self.assignments {
            element.write(version, w);
        }
        w.put_array_len("CreatableTopic.configs", self.configs.len(), flexible);
        for element in &self.configs {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("CreatableTopic.tagged", w);
        } else {
            w.refuse("CreatableTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 5;
        Self {
            name: r.string("CreatableTopic.name", flexible),
            num_partitions: r.int32("CreatableTopic.num_partitions"),
            replication_factor: r.int16("CreatableTopic.replication_factor"),
            assignments: r.array(
                "CreatableTopic.assignments",
                flexible,
                CreatableReplicaAssignment::minimum_len(version),
                |r| CreatableReplicaAssignment::read(version, r),
            ),
            configs: r.array(
                "CreatableTopic.configs",
                flexible,
                CreatableTopicConfig::minimum_len(version),
                |r| CreatableTopicConfig::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "CreatableTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl CreatableReplicaAssignment {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 8,
            _ => 6,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = 4 + array_len(self.broker_ids.len(), flexible) + 4 * self.broker_ids.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.put_i32(self.partition_index);
        w.put_int32_array("CreatableReplicaAssignment.broker_ids", &self.broker_ids, flexible);
        if flexible {
            self.tagged.write("CreatableReplicaAssignment.tagged", w);
        } else {
            w.refuse("CreatableReplicaAssignment.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 5;
        Self {
            partition_index: r.int32("CreatableReplicaAssignment.partition_index"),
            broker_ids: r.int32_array("CreatableReplicaAssignment.broker_ids", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "CreatableReplicaAssignment.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl CreatableTopicConfig {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 4,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = string_len(&self.name, flexible) + nullable_string_len(self.value.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.put_string("CreatableTopicConfig.name", &self.name, flexible);
        w.put_nullable_string("CreatableTopicConfig.value", self.value.as_ref(), flexible);
        if flexible {
            self.tagged.write("CreatableTopicConfig.tagged", w);
        } else {
            w.refuse("CreatableTopicConfig.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 5;
        Self {
            name: r.string("CreatableTopicConfig.name", flexible),
            value: r.nullable_string("CreatableTopicConfig.value", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "CreatableTopicConfig.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
