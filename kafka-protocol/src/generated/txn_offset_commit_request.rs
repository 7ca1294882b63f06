// Written by `cargo xtask codegen` from schemas/txn_offset_commit.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `TxnOffsetCommitRequest`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TxnOffsetCommitRequest {
    /// `TransactionalId`: string, versions 0+.
    pub transactional_id: StrBytes,
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 0+.
    pub producer_epoch: i16,
    /// `GenerationIdOrMemberEpoch`: int32, versions 3+, default -1; an error to set in other versions.
    pub generation_id_or_member_epoch: i32,
    /// `MemberId`: string, versions 3+; an error to set in other versions.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 3+, nullable, default null; an error to set in other versions.
    pub group_instance_id: Option<StrBytes>,
    /// `Topics`: array of [`TxnOffsetCommitRequestTopic`], versions 0+.
    pub topics: Vec<TxnOffsetCommitRequestTopic>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for TxnOffsetCommitRequest {
    fn default() -> Self {
        Self {
            transactional_id: StrBytes::new(),
            group_id: StrBytes::new(),
            producer_id: 0,
            producer_epoch: 0,
            generation_id_or_member_epoch: -1,
            member_id: StrBytes::new(),
            group_instance_id: None,
            topics: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `TxnOffsetCommitRequestTopic`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TxnOffsetCommitRequestTopic {
    /// `Name`: string, versions 0-5; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 6+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`TxnOffsetCommitRequestPartition`], versions 0+.
    pub partitions: Vec<TxnOffsetCommitRequestPartition>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `TxnOffsetCommitRequestPartition`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TxnOffsetCommitRequestPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `CommittedOffset`: int64, versions 0+.
    pub committed_offset: i64,
    /// `CommittedLeaderEpoch`: int32, versions 2+, default -1; left out of other versions.
    pub committed_leader_epoch: i32,
    /// `CommittedMetadata`: string, versions 0+, nullable.
    pub committed_metadata: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for TxnOffsetCommitRequestPartition {
    fn default() -> Self {
        Self {
            partition_index: 0,
            committed_offset: 0,
            committed_leader_epoch: -1,
            committed_metadata: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for TxnOffsetCommitRequest {
    const NAME: &'static str = "TxnOffsetCommitRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 10
            + string_len(&self.transactional_id, flexible)
            + string_len(&self.group_id, flexible)
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
            len += 4
                + string_len(&self.member_id, flexible)
                + nullable_string_len(self.group_instance_id.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("transactional_id", &self.transactional_id, flexible);
        w.put_string("group_id", &self.group_id, flexible);
        w.put_fixed((self.producer_id, self.producer_epoch));
        if version >= 3 {
            w.put_i32(self.generation_id_or_member_epoch);
            w.put_string("member_id", &self.member_id, flexible);
            w.put_nullable_string("group_instance_id", self.group_instance_id.as_ref(), flexible);
        } else {
            w.refuse("generation_id_or_member_epoch", self.generation_id_or_member_epoch != -1);
            w.refuse("member_id", !self.member_id.is_empty());
            w.refuse("group_instance_id", self.group_instance_id.is_some());
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
        let flexible = version >= 3;
        Self {
            transactional_id: r.string("transactional_id", flexible),
            group_id: r.string("group_id", flexible),
            producer_id: r.int64("producer_id"),
            producer_epoch: r.int16("producer_epoch"),
            generation_id_or_member_epoch: if version >= 3 {
                r.int32("generation_id_or_member_epoch")
            } else {
                -1
            },
            member_id: if version >= 3 { r.string("member_id", flexible) } else { StrBytes::new() },
            group_instance_id: if version >= 3 {
                r.nullable_string("group_instance_id", flexible)
            } else {
                None
            },
            topics: r.array("topics", flexible, TxnOffsetCommitRequestTopic::minimum_len(version), |r| {
                TxnOffsetCommitRequestTopic::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for TxnOffsetCommitRequest {
    const API_KEY: ApiKey = ApiKey::TXN_OFFSET_COMMIT;
    type Response = super::TxnOffsetCommitResponse;
}

impl TxnOffsetCommitRequestTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 6,
            3..=5 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version <= 5 {
            len += string_len(&self.name, flexible);
        }
        if version >= 6 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        if version <= 5 {
            w.put_string("TxnOffsetCommitRequestTopic.name", &self.name, flexible);
        }
        if version >= 6 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("TxnOffsetCommitRequestTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("TxnOffsetCommitRequestTopic.tagged", w);
        } else {
            w.refuse("TxnOffsetCommitRequestTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            name: if version <= 5 {
                r.string("TxnOffsetCommitRequestTopic.name", flexible)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 6 { r.uuid("TxnOffsetCommitRequestTopic.topic_id") } else { Uuid::ZERO },
            partitions: r.array(
                "TxnOffsetCommitRequestTopic.partitions",
                flexible,
                TxnOffsetCommitRequestPartition::minimum_len(version),
                |r| TxnOffsetCommitRequestPartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "TxnOffsetCommitRequestTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl TxnOffsetCommitRequestPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 14,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 12 + nullable_string_len(self.committed_metadata.as_ref(), flexible);
        if version >= 2 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_fixed((self.partition_index, self.committed_offset));
        if version >= 2 {
            w.put_i32(self.committed_leader_epoch);
        }
        w.put_nullable_string(
            "TxnOffsetCommitRequestPartition.committed_metadata",
            self.committed_metadata.as_ref(),
            flexible,
        );
        if flexible {
            self.tagged.write("TxnOffsetCommitRequestPartition.tagged", w);
        } else {
            w.refuse("TxnOffsetCommitRequestPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            partition_index: r.int32("TxnOffsetCommitRequestPartition.partition_index"),
            committed_offset: r.int64("TxnOffsetCommitRequestPartition.committed_offset"),
            committed_leader_epoch: if version >= 2 {
                r.int32("TxnOffsetCommitRequestPartition.committed_leader_epoch")
            } else {
                -1
            },
            committed_metadata: r
                .nullable_string("TxnOffsetCommitRequestPartition.committed_metadata", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "TxnOffsetCommitRequestPartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
