// Written by `cargo xtask codegen` from schemas/offset_fetch.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `OffsetFetchResponse`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetFetchResponse {
    /// `ThrottleTimeMs`: int32, versions 3+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`OffsetFetchResponseTopic`], versions 0-7; an error to set in other versions.
    pub topics: Vec<OffsetFetchResponseTopic>,
    /// `ErrorCode`: int16, versions 2-7; left out of other versions.
    pub error_code: i16,
    /// `Groups`: array of [`OffsetFetchResponseGroup`], versions 8+; an error to set in other versions.
    pub groups: Vec<OffsetFetchResponseGroup>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `OffsetFetchResponseTopic`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetFetchResponseTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`OffsetFetchResponsePartition`], versions 0+.
    pub partitions: Vec<OffsetFetchResponsePartition>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `OffsetFetchResponsePartition`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetFetchResponsePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `CommittedOffset`: int64, versions 0+.
    pub committed_offset: i64,
    /// `CommittedLeaderEpoch`: int32, versions 5+, default -1; left out of other versions.
    pub committed_leader_epoch: i32,
    /// `Metadata`: string, versions 0+, nullable.
    pub metadata: Option<StrBytes>,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for OffsetFetchResponsePartition {
    fn default() -> Self {
        Self {
            partition_index: 0,
            committed_offset: 0,
            committed_leader_epoch: -1,
            metadata: Some(StrBytes::new()),
            error_code: 0,
            tagged: TaggedFields::new(),
        }
    }
}

/// `OffsetFetchResponseGroup`, versions 8-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetFetchResponseGroup {
    /// `GroupId`: string, versions 8+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`OffsetFetchResponseTopics`], versions 8+.
    pub topics: Vec<OffsetFetchResponseTopics>,
    /// `ErrorCode`: int16, versions 8+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

/// `OffsetFetchResponseTopics`, versions 8-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetFetchResponseTopics {
    /// `Name`: string, versions 8-9; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 10+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`OffsetFetchResponsePartitions`], versions 8+.
    pub partitions: Vec<OffsetFetchResponsePartitions>,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

/// `OffsetFetchResponsePartitions`, versions 8-10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetFetchResponsePartitions {
    /// `PartitionIndex`: int32, versions 8+.
    pub partition_index: i32,
    /// `CommittedOffset`: int64, versions 8+.
    pub committed_offset: i64,
    /// `CommittedLeaderEpoch`: int32, versions 8+, default -1.
    pub committed_leader_epoch: i32,
    /// `Metadata`: string, versions 8+, nullable.
    pub metadata: Option<StrBytes>,
    /// `ErrorCode`: int16, versions 8+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

impl Default for OffsetFetchResponsePartitions {
    fn default() -> Self {
        Self {
            partition_index: 0,
            committed_offset: 0,
            committed_leader_epoch: -1,
            metadata: Some(StrBytes::new()),
            error_code: 0,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for OffsetFetchResponse {
    const NAME: &'static str = "OffsetFetchResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 10);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 0;
        if version >= 3 {
            len += 4;
        }
        if version <= 7 {
            len += array_len(self.topics.len(), flexible)
                + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if (2..=7).contains(&version) {
            len += 2;
        }
        if version >= 8 {
            len += array_len(self.groups.len(), flexible)
                + self.groups.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 3 {
            w.put_i32(self.throttle_time_ms);
        }
        if version <= 7 {
            w.put_array_len("topics", self.topics.len(), flexible);
            for element in &self.topics {
                element.write(version, w);
            }
        } else {
            w.refuse("topics", !self.topics.is_empty());
        }
        if (2..=7).contains(&version) {
            w.put_i16(self.error_code);
        }
        if version >= 8 {
            w.put_array_len("groups", self.groups.len(), flexible);
            for element in &self.groups {
                element.write(version, w);
            }
        } else {
            w.refuse("groups", !self.groups.is_empty());
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 6;
        Self {
            throttle_time_ms: if version >= 3 { r.int32("throttle_time_ms") } else { 0 },
            topics: if version <= 7 {
                r.array("topics", flexible, OffsetFetchResponseTopic::minimum_len(version), |r| {
                    OffsetFetchResponseTopic::read(version, r)
                })
            } else {
                Vec::new()
            },
            error_code: if (2..=7).contains(&version) { r.int16("error_code") } else { 0 },
            groups: if version >= 8 {
                r.array("groups", flexible, OffsetFetchResponseGroup::minimum_len(version), |r| {
                    OffsetFetchResponseGroup::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl OffsetFetchResponseTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=5 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_string("OffsetFetchResponseTopic.name", &self.name, flexible);
        w.put_array_len("OffsetFetchResponseTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("OffsetFetchResponseTopic.tagged", w);
        } else {
            w.refuse("OffsetFetchResponseTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            name: r.string("OffsetFetchResponseTopic.name", flexible),
            partitions: r.array(
                "OffsetFetchResponseTopic.partitions",
                flexible,
                OffsetFetchResponsePartition::minimum_len(version),
                |r| OffsetFetchResponsePartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetFetchResponseTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl OffsetFetchResponsePartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 16,
            _ => 20,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 14 + nullable_string_len(self.metadata.as_ref(), flexible);
        if version >= 5 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_fixed((self.partition_index, self.committed_offset));
        if version >= 5 {
            w.put_i32(self.committed_leader_epoch);
        }
        w.put_nullable_string("OffsetFetchResponsePartition.metadata", self.metadata.as_ref(), flexible);
        w.put_i16(self.error_code);
        if flexible {
            self.tagged.write("OffsetFetchResponsePartition.tagged", w);
        } else {
            w.refuse("OffsetFetchResponsePartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            partition_index: r.int32("OffsetFetchResponsePartition.partition_index"),
            committed_offset: r.int64("OffsetFetchResponsePartition.committed_offset"),
            committed_leader_epoch: if version >= 5 {
                r.int32("OffsetFetchResponsePartition.committed_leader_epoch")
            } else {
                -1
            },
            metadata: r.nullable_string("OffsetFetchResponsePartition.metadata", flexible),
            error_code: r.int16("OffsetFetchResponsePartition.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetFetchResponsePartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl OffsetFetchResponseGroup {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, version: i16) -> usize {
        2 + string_len(&self.group_id, true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("OffsetFetchResponseGroup.group_id", &self.group_id, true);
        w.put_array_len("OffsetFetchResponseGroup.topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        w.put_i16(self.error_code);
        self.tagged.write("OffsetFetchResponseGroup.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            group_id: r.string("OffsetFetchResponseGroup.group_id", true),
            topics: r.array(
                "OffsetFetchResponseGroup.topics",
                true,
                OffsetFetchResponseTopics::minimum_len(version),
                |r| OffsetFetchResponseTopics::read(version, r),
            ),
            error_code: r.int16("OffsetFetchResponseGroup.error_code"),
            tagged: TaggedFields::read(r, "OffsetFetchResponseGroup.tagged"),
        }
    }
}

impl OffsetFetchResponseTopics {
    fn minimum_len(version: i16) -> usize {
        match version {
            8..=9 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version <= 9 {
            len += string_len(&self.name, true);
        }
        if version >= 10 {
            len += 16;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        if version <= 9 {
            w.put_string("OffsetFetchResponseTopics.name", &self.name, true);
        }
        if version >= 10 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("OffsetFetchResponseTopics.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("OffsetFetchResponseTopics.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: if version <= 9 {
                r.string("OffsetFetchResponseTopics.name", true)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 10 { r.uuid("OffsetFetchResponseTopics.topic_id") } else { Uuid::ZERO },
            partitions: r.array(
                "OffsetFetchResponseTopics.partitions",
                true,
                OffsetFetchResponsePartitions::minimum_len(version),
                |r| OffsetFetchResponsePartitions::read(version, r),
            ),
            tagged: TaggedFields::read(r, "OffsetFetchResponseTopics.tagged"),
        }
    }
}

impl OffsetFetchResponsePartitions {
    fn minimum_len(_version: i16) -> usize {
        20
    }

    fn wire_len(&self, _version: i16) -> usize {
        18 + nullable_string_len(self.metadata.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.committed_offset, self.committed_leader_epoch));
        w.put_nullable_string("OffsetFetchResponsePartitions.metadata", self.metadata.as_ref(), true);
        w.put_i16(self.error_code);
        self.tagged.write("OffsetFetchResponsePartitions.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("OffsetFetchResponsePartitions.partition_index"),
            committed_offset: r.int64("OffsetFetchResponsePartitions.committed_offset"),
            committed_leader_epoch: r.int32("OffsetFetchResponsePartitions.committed_leader_epoch"),
            metadata: r.nullable_string("OffsetFetchResponsePartitions.metadata", true),
            error_code: r.int16("OffsetFetchResponsePartitions.error_code"),
            tagged: TaggedFields::read(r, "OffsetFetchResponsePartitions.tagged"),
        }
    }
}
