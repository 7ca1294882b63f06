// Written by `cargo xtask codegen` from schemas/offset_commit.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `OffsetCommitRequest`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetCommitRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `GenerationIdOrMemberEpoch`: int32, versions 1+, default -1; left out of other versions.
    pub generation_id_or_member_epoch: i32,
    /// `MemberId`: string, versions 1+; left out of other versions.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 7+, nullable, default null; an error to set in other versions.
    pub group_instance_id: Option<StrBytes>,
    /// `RetentionTimeMs`: int64, versions 2-4, default -1; left out of other versions.
    pub retention_time_ms: i64,
    /// `Topics`: array of [`OffsetCommitRequestTopic`], versions 0+.
    pub topics: Vec<OffsetCommitRequestTopic>,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

impl Default for OffsetCommitRequest {
    fn default() -> Self {
        Self {
            group_id: StrBytes::new(),
            generation_id_or_member_epoch: -1,
            member_id: StrBytes::new(),
            group_instance_id: None,
            retention_time_ms: -1,
            topics: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `OffsetCommitRequestTopic`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetCommitRequestTopic {
    /// `Name`: string, versions 0-9; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 10+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`OffsetCommitRequestPartition`], versions 0+.
    pub partitions: Vec<OffsetCommitRequestPartition>,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

/// `OffsetCommitRequestPartition`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetCommitRequestPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `CommittedOffset`: int64, versions 0+.
    pub committed_offset: i64,
    /// `CommitTimestamp`: int64, versions 1, default -1; an error to set in other versions.
    pub commit_timestamp: i64,
    /// `CommittedLeaderEpoch`: int32, versions 6+, default -1; left out of other versions.
    pub committed_leader_epoch: i32,
    /// `CommittedMetadata`: string, versions 0+, nullable.
    pub committed_metadata: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

impl Default for OffsetCommitRequestPartition {
    fn default() -> Self {
        Self {
            partition_index: 0,
            committed_offset: 0,
            commit_timestamp: -1,
            committed_leader_epoch: -1,
            committed_metadata: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for OffsetCommitRequest {
    const NAME: &'static str = "OffsetCommitRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 10);
    const FLEXIBLE_SINCE: Option<i16> = Some(8);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 8;
        let mut len = string_len(&self.group_id, flexible)
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 4 + string_len(&self.member_id, flexible);
        }
        if version >= 7 {
            len += nullable_string_len(self.group_instance_id.as_ref(), flexible);
        }
        if (2..=4).contains(&version) {
            len += 8;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 8;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, flexible);
        if version >= 1 {
            w.put_i32(self.generation_id_or_member_epoch);
            w.put_string("member_id", &self.member_id, flexible);
        }
        if version >= 7 {
            w.put_nullable_string("group_instance_id", self.group_instance_id.as_ref(), flexible);
        } else {
            w.refuse("group_instance_id", self.group_instance_id.is_some());
        }
        if (2..=4).contains(&version) {
            w.put_i64(self.retention_time_ms);
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
        let flexible = version >= 8;
        Self {
            group_id: r.string("group_id", flexible),
            generation_id_or_member_epoch: if version >= 1 {
                r.int32("generation_id_or_member_epoch")
            } else {
                -1
            },
            member_id: if version >= 1 { r.string("member_id", flexible) } else { StrBytes::new() },
            group_instance_id: if version >= 7 {
                r.nullable_string("group_instance_id", flexible)
            } else {
                None
            },
            retention_time_ms: if (2..=4).contains(&version) { r.int64("retention_time_ms") } else { -1 },
            topics: r.array("topics", flexible, OffsetCommitRequestTopic::minimum_len(version), |r| {
                OffsetCommitRequestTopic::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for OffsetCommitRequest {
    const API_KEY: ApiKey = ApiKey::OFFSET_COMMIT;
    type Response = super::OffsetCommitResponse;
}

impl OffsetCommitRequestTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=7 => 6,
            8..=9 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 8;
        let mut len = array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version <= 9 {
            len += string_len(&self.name, flexible);
        }
        if version >= 10 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 8;
        if version <= 9 {
            w.put_string("OffsetCommitRequestTopic.name", &self.name, flexible);
        }
        if version >= 10 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("OffsetCommitRequestTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("OffsetCommitRequestTopic.tagged", w);
        } else {
            w.refuse("OffsetCommitRequestTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 8;
        Self {
            name: if version <= 9 {
                r.string("OffsetCommitRequestTopic.name", flexible)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 10 { r.uuid("OffsetCommitRequestTopic.topic_id") } else { Uuid::ZERO },
            partitions: r.array(
                "OffsetCommitRequestTopic.partitions",
                flexible,
                OffsetCommitRequestPartition::minimum_len(version),
                |r| OffsetCommitRequestPartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetCommitRequestTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl OffsetCommitRequestPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 14,
            1 => 22,
            2..=5 => 14,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 8;
        let mut len = 12 + nullable_string_len(self.committed_metadata.as_ref(), flexible);
        if version == 1 {
            len += 8;
        }
        if version >= 6 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 8;
        w.put_fixed((self.partition_index, self.committed_offset));
        if version == 1 {
            w.put_i64(self.commit_timestamp);
        } else {
            w.refuse("OffsetCommitRequestPartition.commit_timestamp", self.commit_timestamp != -1);
        }
        if version >= 6 {
            w.put_i32(self.committed_leader_epoch);
        }
        w.put_nullable_string(
            "OffsetCommitRequestPartition.committed_metadata",
            self.committed_metadata.as_ref(),
            flexible,
        );
        if flexible {
            self.tagged.write("OffsetCommitRequestPartition.tagged", w);
        } else {
            w.refuse("OffsetCommitRequestPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 8;
        Self {
            partition_index: r.int32("OffsetCommitRequestPartition.partition_index"),
            committed_offset: r.int64("OffsetCommitRequestPartition.committed_offset"),
            commit_timestamp: if version == 1 {
                r.int64("OffsetCommitRequestPartition.commit_timestamp")
            } else {
                -1
            },
            committed_leader_epoch: if version >= 6 {
                r.int32("OffsetCommitRequestPartition.committed_leader_epoch")
            } else {
                -1
            },
            committed_metadata: r
                .nullable_string("OffsetCommitRequestPartition.committed_metadata", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetCommitRequestPartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
