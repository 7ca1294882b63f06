// Written by `cargo xtask codegen` from schemas/offset_for_leader_epoch.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `OffsetForLeaderEpochRequest`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetForLeaderEpochRequest {
    /// `ReplicaId`: int32, versions 3+, default -2; left out of other versions.
    pub replica_id: i32,
    /// `Topics`: array of [`OffsetForLeaderTopic`], versions 0+.
    pub topics: Vec<OffsetForLeaderTopic>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for OffsetForLeaderEpochRequest {
    fn default() -> Self {
        Self { replica_id: -2, topics: Vec::new(), tagged: TaggedFields::new() }
    }
}

/// `OffsetForLeaderTopic`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetForLeaderTopic {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `Partitions`: array of [`OffsetForLeaderPartition`], versions 0+.
    pub partitions: Vec<OffsetForLeaderPartition>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `OffsetForLeaderPartition`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetForLeaderPartition {
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `CurrentLeaderEpoch`: int32, versions 2+, default -1; left out of other versions.
    pub current_leader_epoch: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for OffsetForLeaderPartition {
    fn default() -> Self {
        Self { partition: 0, current_leader_epoch: -1, leader_epoch: 0, tagged: TaggedFields::new() }
    }
}

impl Message for OffsetForLeaderEpochRequest {
    const NAME: &'static str = "OffsetForLeaderEpochRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 3 {
            w.put_i32(self.replica_id);
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
        let flexible = version >= 4;
        Self {
            replica_id: if version >= 3 { r.int32("replica_id") } else { -2 },
            topics: r.array("topics", flexible, OffsetForLeaderTopic::minimum_len(version), |r| {
                OffsetForLeaderTopic::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for OffsetForLeaderEpochRequest {
    const API_KEY: ApiKey = ApiKey::OFFSET_FOR_LEADER_EPOCH;
    type Response = super::OffsetForLeaderEpochResponse;
}

impl OffsetForLeaderTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = string_len(&self.topic, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("OffsetForLeaderTopic.topic", &self.topic, flexible);
        w.put_array_len("OffsetForLeaderTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("OffsetForLeaderTopic.tagged", w);
        } else {
            w.refuse("OffsetForLeaderTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            topic: r.string("OffsetForLeaderTopic.topic", flexible),
            partitions: r.array(
                "OffsetForLeaderTopic.partitions",
                flexible,
                OffsetForLeaderPartition::minimum_len(version),
                |r| OffsetForLeaderPartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetForLeaderTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl OffsetForLeaderPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 8,
            2..=3 => 12,
            _ => 13,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 8;
        if version >= 2 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_i32(self.partition);
        if version >= 2 {
            w.put_i32(self.current_leader_epoch);
        }
        w.put_i32(self.leader_epoch);
        if flexible {
            self.tagged.write("OffsetForLeaderPartition.tagged", w);
        } else {
            w.refuse("OffsetForLeaderPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            partition: r.int32("OffsetForLeaderPartition.partition"),
            current_leader_epoch: if version >= 2 {
                r.int32("OffsetForLeaderPartition.current_leader_epoch")
            } else {
                -1
            },
            leader_epoch: r.int32("OffsetForLeaderPartition.leader_epoch"),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetForLeaderPartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
