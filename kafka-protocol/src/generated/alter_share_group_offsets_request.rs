// Written by `cargo xtask codegen` from schemas/alter_share_group_offsets.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AlterShareGroupOffsetsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterShareGroupOffsetsRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`AlterShareGroupOffsetsRequestTopic`], versions 0+.
    pub topics: Vec<AlterShareGroupOffsetsRequestTopic>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AlterShareGroupOffsetsRequestTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterShareGroupOffsetsRequestTopic {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of [`AlterShareGroupOffsetsRequestPartition`], versions 0+.
    pub partitions: Vec<AlterShareGroupOffsetsRequestPartition>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AlterShareGroupOffsetsRequestPartition`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterShareGroupOffsetsRequestPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `StartOffset`: int64, versions 0+.
    pub start_offset: i64,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for AlterShareGroupOffsetsRequest {
    const NAME: &'static str = "AlterShareGroupOffsetsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.group_id, true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, true);
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.string("group_id", true),
            topics: r.array("topics", true, AlterShareGroupOffsetsRequestTopic::minimum_len(version), |r| {
                AlterShareGroupOffsetsRequestTopic::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for AlterShareGroupOffsetsRequest {
    const API_KEY: ApiKey = ApiKey::ALTER_SHARE_GROUP_OFFSETS;
    type Response = super::AlterShareGroupOffsetsResponse;
}

impl AlterShareGroupOffsetsRequestTopic {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.topic_name, true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("AlterShareGroupOffsetsRequestTopic.topic_name", &self.topic_name, true);
        w.put_array_len("AlterShareGroupOffsetsRequestTopic.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("AlterShareGroupOffsetsRequestTopic.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("AlterShareGroupOffsetsRequestTopic.topic_name", true),
            partitions: r.array(
                "AlterShareGroupOffsetsRequestTopic.partitions",
                true,
                AlterShareGroupOffsetsRequestPartition::minimum_len(version),
                |r| AlterShareGroupOffsetsRequestPartition::read(version, r),
            ),
            tagged: TaggedFields::read(r, "AlterShareGroupOffsetsRequestTopic.tagged"),
        }
    }
}

impl AlterShareGroupOffsetsRequestPartition {
    fn minimum_len(_version: i16) -> usize {
        13
    }

    fn wire_len(&self, _version: i16) -> usize {
        12 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.start_offset));
        self.tagged.write("AlterShareGroupOffsetsRequestPartition.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("AlterShareGroupOffsetsRequestPartition.partition_index"),
            start_offset: r.int64("AlterShareGroupOffsetsRequestPartition.start_offset"),
            tagged: TaggedFields::read(r, "AlterShareGroupOffsetsRequestPartition.tagged"),
        }
    }
}
