// Written by `cargo xtask codegen` from schemas/vote.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `VoteRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteRequest {
    /// `ClusterId`: string, versions 0+, nullable, default null.
    pub cluster_id: Option<StrBytes>,
    /// `VoterId`: int32, versions 1+, default -1; left out of other versions.
    pub voter_id: i32,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for VoteRequest {
    fn default() -> Self {
        Self { cluster_id: None, voter_id: -1, topics: Vec::new(), tagged: TaggedFields::new() }
    }
}

/// `TopicData`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicData {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionData {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ReplicaEpoch`: int32, versions 0+.
    pub replica_epoch: i32,
    /// `ReplicaId`: int32, versions 0+.
    pub replica_id: i32,
    /// `ReplicaDirectoryId`: uuid, versions 1+; left out of other versions.
    pub replica_directory_id: Uuid,
    /// `VoterDirectoryId`: uuid, versions 1+; left out of other versions.
    pub voter_directory_id: Uuid,
    /// `LastOffsetEpoch`: int32, versions 0+.
    pub last_offset_epoch: i32,
    /// `LastOffset`: int64, versions 0+.
    pub last_offset: i64,
    /// `PreVote`: bool, versions 2+; an error to set in other versions.
    pub pre_vote: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for VoteRequest {
    const NAME: &'static str = "VoteRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = nullable_string_len(self.cluster_id.as_ref(), true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 4;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), true);
        if version >= 1 {
            w.put_i32(self.voter_id);
        }
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            cluster_id: r.nullable_string("cluster_id", true),
            voter_id: if version >= 1 { r.int32("voter_id") } else { -1 },
            topics: r.array("topics", true, TopicData::minimum_len(version), |r| TopicData::read(version, r)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for VoteRequest {
    const API_KEY: ApiKey = ApiKey::VOTE;
    type Response = super::VoteResponse;
}

impl TopicData {
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
        w.put_string("TopicData.topic_name", &self.topic_name, true);
        w.put_array_len("TopicData.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("TopicData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("TopicData.topic_name", true),
            partitions: r.array("TopicData.partitions", true, PartitionData::minimum_len(version), |r| {
                PartitionData::read(version, r)
            }),
            tagged: TaggedFields::read(r, "TopicData.tagged"),
        }
    }
}

impl PartitionData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 25,
            1 => 57,
            _ => 58,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 24 + self.tagged.section_len(0);
        if version >= 1 {
            len += 32;
        }
        if version >= 2 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.replica_epoch, self.replica_id));
        if version >= 1 {
            w.put_fixed((self.replica_directory_id, self.voter_directory_id));
        }
        w.put_fixed((self.last_offset_epoch, self.last_offset));
        if version >= 2 {
            w.put_bool(self.pre_vote);
        } else {
            w.refuse("PartitionData.pre_vote", self.pre_vote);
        }
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            replica_epoch: r.int32("PartitionData.replica_epoch"),
            replica_id: r.int32("PartitionData.replica_id"),
            replica_directory_id: if version >= 1 {
                r.uuid("PartitionData.replica_directory_id")
            } else {
                Uuid::ZERO
            },
            voter_directory_id: if version >= 1 {
                r.uuid("PartitionData.voter_directory_id")
            } else {
                Uuid::ZERO
            },
            last_offset_epoch: r.int32("PartitionData.last_offset_epoch"),
            last_offset: r.int64("PartitionData.last_offset"),
            pre_vote: if version >= 2 { r.bool("PartitionData.pre_vote") } else { false },
            tagged: TaggedFields::read(r, "PartitionData.tagged"),
        }
    }
}
