// Written by `cargo xtask codegen` from schemas/describe_share_group_offsets.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `DescribeShareGroupOffsetsResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeShareGroupOffsetsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Groups`: array of [`DescribeShareGroupOffsetsResponseGroup`], versions 0+.
    pub groups: Vec<DescribeShareGroupOffsetsResponseGroup>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DescribeShareGroupOffsetsResponseGroup`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeShareGroupOffsetsResponseGroup {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`DescribeShareGroupOffsetsResponseTopic`], versions 0+.
    pub topics: Vec<DescribeShareGroupOffsetsResponseTopic>,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DescribeShareGroupOffsetsResponseTopic`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeShareGroupOffsetsResponseTopic {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`DescribeShareGroupOffsetsResponsePartition`], versions 0+.
    pub partitions: Vec<DescribeShareGroupOffsetsResponsePartition>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DescribeShareGroupOffsetsResponsePartition`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeShareGroupOffsetsResponsePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `StartOffset`: int64, versions 0+.
    pub start_offset: i64,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `Lag`: int64, versions 1+, default -1; left out of other versions.
    pub lag: i64,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeShareGroupOffsetsResponsePartition {
    fn default() -> Self {
        Self {
            partition_index: 0,
            start_offset: 0,
            leader_epoch: 0,
            lag: -1,
            error_code: 0,
            error_message: None,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DescribeShareGroupOffsetsResponse {
    const NAME: &'static str = "DescribeShareGroupOffsetsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.groups.len(), true)
            + self.groups.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("groups", self.groups.len(), true);
        for element in &self.groups {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            groups: r.array(
                "groups",
                true,
                DescribeShareGroupOffsetsResponseGroup::minimum_len(version),
                |r| DescribeShareGroupOffsetsResponseGroup::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DescribeShareGroupOffsetsResponseGroup {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        2 + string_len(&self.group_id, true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_string_len(self.error_message.as_ref(), true)
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("DescribeShareGroupOffsetsResponseGroup.group_id", &self.group_id, true);
        w.put_array_len("DescribeShareGroupOffsetsResponseGroup.topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        w.put_i16(self.error_code);
        w.put_nullable_string(
            "DescribeShareGroupOffsetsResponseGroup.error_message",
            self.error_message.as_ref(),
            true,
        );
        self.tagged.write("DescribeShareGroupOffsetsResponseGroup.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            group_id: r.string("DescribeShareGroupOffsetsResponseGroup.group_id", true),
            topics: r.array(
                "DescribeShareGroupOffsetsResponseGroup.topics",
                true,
                DescribeShareGroupOffsetsResponseTopic::minimum_len(version),
                |r| DescribeShareGroupOffsetsResponseTopic::read(version, r),
            ),
            error_code: r.int16("DescribeShareGroupOffsetsResponseGroup.error_code"),
            error_message: r.nullable_string("DescribeShareGroupOffsetsResponseGroup.error_message", true),
            tagged: TaggedFields::read(r, "DescribeShareGroupOffsetsResponseGroup.tagged"),
        }
    }
}

impl DescribeShareGroupOffsetsResponseTopic {
    fn minimum_len(_version: i16) -> usize {
        19
    }

    fn wire_len(&self, version: i16) -> usize {
        16 + string_len(&self.topic_name, true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("DescribeShareGroupOffsetsResponseTopic.topic_name", &self.topic_name, true);
        w.put_uuid(self.topic_id);
        w.put_array_len("DescribeShareGroupOffsetsResponseTopic.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("DescribeShareGroupOffsetsResponseTopic.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("DescribeShareGroupOffsetsResponseTopic.topic_name", true),
            topic_id: r.uuid("DescribeShareGroupOffsetsResponseTopic.topic_id"),
            partitions: r.array(
                "DescribeShareGroupOffsetsResponseTopic.partitions",
                true,
                DescribeShareGroupOffsetsResponsePartition::minimum_len(version),
                |r| DescribeShareGroupOffsetsResponsePartition::read(version, r),
            ),
            tagged: TaggedFields::read(r, "DescribeShareGroupOffsetsResponseTopic.tagged"),
        }
    }
}

impl DescribeShareGroupOffsetsResponsePartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 20,
            _ => 28,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len =
            18 + nullable_string_len(self.error_message.as_ref(), true) + self.tagged.section_len(0);
        if version >= 1 {
            len += 8;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.start_offset, self.leader_epoch));
        if version >= 1 {
            w.put_i64(self.lag);
        }
        w.put_i16(self.error_code);
        w.put_nullable_string(
            "DescribeShareGroupOffsetsResponsePartition.error_message",
            self.error_message.as_ref(),
            true,
        );
        self.tagged.write("DescribeShareGroupOffsetsResponsePartition.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("DescribeShareGroupOffsetsResponsePartition.partition_index"),
            start_offset: r.int64("DescribeShareGroupOffsetsResponsePartition.start_offset"),
            leader_epoch: r.int32("DescribeShareGroupOffsetsResponsePartition.leader_epoch"),
            lag: if version >= 1 { r.int64("DescribeShareGroupOffsetsResponsePartition.lag") } else { -1 },
            error_code: r.int16("DescribeShareGroupOffsetsResponsePartition.error_code"),
            error_message: r
                .nullable_string("DescribeShareGroupOffsetsResponsePartition.error_message", true),
            tagged: TaggedFields::read(r, "DescribeShareGroupOffsetsResponsePartition.tagged"),
        }
    }
}
