// Written by `cargo xtask codegen` from schemas/stop_replica.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `StopReplicaRequest`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopReplicaRequest {
    /// `ControllerId`: int32, versions 0+.
    pub controller_id: i32,
    /// `isKRaftController`: bool, versions 4+; an error to set in other versions.
    pub is_k_raft_controller: bool,
    /// `ControllerEpoch`: int32, versions 0+.
    pub controller_epoch: i32,
    /// `BrokerEpoch`: int64, versions 1+, default -1; left out of other versions.
    pub broker_epoch: i64,
    /// `DeletePartitions`: bool, versions 0-2; an error to set in other versions.
    pub delete_partitions: bool,
    /// `UngroupedPartitions`: array of [`StopReplicaPartitionV0`], versions 0; an error to set in other versions.
    pub ungrouped_partitions: Vec<StopReplicaPartitionV0>,
    /// `Topics`: array of [`StopReplicaTopicV1`], versions 1-2; an error to set in other versions.
    pub topics: Vec<StopReplicaTopicV1>,
    /// `TopicStates`: array of [`StopReplicaTopicState`], versions 3+; an error to set in other versions.
    pub topic_states: Vec<StopReplicaTopicState>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for StopReplicaRequest {
    fn default() -> Self {
        Self {
            controller_id: 0,
            is_k_raft_controller: false,
            controller_epoch: 0,
            broker_epoch: -1,
            delete_partitions: false,
            ungrouped_partitions: Vec::new(),
            topics: Vec::new(),
            topic_states: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `StopReplicaPartitionV0`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StopReplicaPartitionV0 {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
}

/// `StopReplicaTopicV1`, versions 1-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StopReplicaTopicV1 {
    /// `Name`: string, versions 1+.
    pub name: StrBytes,
    /// `PartitionIndexes`: array of int32, versions 1+.
    pub partition_indexes: Int32Array,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `StopReplicaTopicState`, versions 3-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StopReplicaTopicState {
    /// `TopicName`: string, versions 3+.
    pub topic_name: StrBytes,
    /// `PartitionStates`: array of [`StopReplicaPartitionState`], versions 3+.
    pub partition_states: Vec<StopReplicaPartitionState>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `StopReplicaPartitionState`, versions 3-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopReplicaPartitionState {
    /// `PartitionIndex`: int32, versions 3+.
    pub partition_index: i32,
    /// `LeaderEpoch`: int32, versions 3+, default -1.
    pub leader_epoch: i32,
    /// `DeletePartition`: bool, versions 3+.
    pub delete_partition: bool,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for StopReplicaPartitionState {
    fn default() -> Self {
        Self { partition_index: 0, leader_epoch: -1, delete_partition: false, tagged: TaggedFields::new() }
    }
}

impl Message for StopReplicaRequest {
    const NAME: &'static str = "StopReplicaRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 8;
        if version >= 4 {
            len += 1;
        }
        if version >= 1 {
            len += 8;
        }
        if version <= 2 {
            len += 1;
        }
        if version <= 0 {
            len += array_len(self.ungrouped_partitions.len(), flexible)
                + self.ungrouped_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if (1..=2).contains(&version) {
            len += array_len(self.topics.len(), flexible)
                + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 3 {
            len += array_len(self.topic_states.len(), flexible)
                + self.topic_states.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.controller_id);
        if version >= 4 {
            w.put_bool(self.is_k_raft_controller);
        } else {
            w.refuse("is_k_raft_controller", self.is_k_raft_controller);
        }
        w.put_i32(self.controller_epoch);
        if version >= 1 {
            w.put_i64(self.broker_epoch);
        }
        if version <= 2 {
            w.put_bool(self.delete_partitions);
        } else {
            w.refuse("delete_partitions", self.delete_partitions);
        }
        if version <= 0 {
            w.put_array_len("ungrouped_partitions", self.ungrouped_partitions.len(), flexible);
            for element in &self.ungrouped_partitions {
                element.write(version, w);
            }
        } else {
            w.refuse("ungrouped_partitions", !self.ungrouped_partitions.is_empty());
        }
        if (1..=2).contains(&version) {
            w.put_array_len("topics", self.topics.len(), flexible);
            for element in &self.topics {
                element.write(version, w);
            }
        } else {
            w.refuse("topics", !self.topics.is_empty());
        }
        if version >= 3 {
            w.put_array_len("topic_states", self.topic_states.len(), flexible);
            for element in &self.topic_states {
                element.write(version, w);
            }
        } else {
            w.refuse("topic_states", !self.topic_states.is_empty());
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 2;
        Self {
            controller_id: r.int32("controller_id"),
            is_k_raft_controller: if version >= 4 { r.bool("is_k_raft_controller") } else { false },
            controller_epoch: r.int32("controller_epoch"),
            broker_epoch: if version >= 1 { r.int64("broker_epoch") } else { -1 },
            delete_partitions: if version <= 2 { r.bool("delete_partitions") } else { false },
            ungrouped_partitions: if version <= 0 {
                r.array("ungrouped_partitions", flexible, StopReplicaPartitionV0::minimum_len(version), |r| {
                    StopReplicaPartitionV0::read(version, r)
                })
            } else {
                Vec::new()
            },
            topics: if (1..=2).contains(&version) {
                r.array("topics", flexible, StopReplicaTopicV1::minimum_len(version), |r| {
                    StopReplicaTopicV1::read(version, r)
                })
            } else {
                Vec::new()
            },
            topic_states: if version >= 3 {
                r.array("topic_states", flexible, StopReplicaTopicState::minimum_len(version), |r| {
                    StopReplicaTopicState::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for StopReplicaRequest {
    const API_KEY: ApiKey = ApiKey::STOP_REPLICA;
    type Response = super::StopReplicaResponse;
}

impl StopReplicaPartitionV0 {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.topic_name, false)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("StopReplicaPartitionV0.topic_name", &self.topic_name, false);
        w.put_i32(self.partition_index);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("StopReplicaPartitionV0.topic_name", false),
            partition_index: r.int32("StopReplicaPartitionV0.partition_index"),
        }
    }
}

impl StopReplicaTopicV1 {
    fn minimum_len(version: i16) -> usize {
        match version {
            1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partition_indexes.len(), flexible)
            + 4 * self.partition_indexes.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("StopReplicaTopicV1.name", &self.name, flexible);
        w.put_int32_array("StopReplicaTopicV1.partition_indexes", &self.partition_indexes, flexible);
        if flexible {
            self.tagged.write("StopReplicaTopicV1.tagged", w);
        } else {
            w.refuse("StopReplicaTopicV1.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            name: r.string("StopReplicaTopicV1.name", flexible),
            partition_indexes: r.int32_array("StopReplicaTopicV1.partition_indexes", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "StopReplicaTopicV1.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl StopReplicaTopicState {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.topic_name, true)
            + array_len(self.partition_states.len(), true)
            + self.partition_states.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("StopReplicaTopicState.topic_name", &self.topic_name, true);
        w.put_array_len("StopReplicaTopicState.partition_states", self.partition_states.len(), true);
        for element in &self.partition_states {
            element.write(version, w);
        }
        self.tagged.write("StopReplicaTopicState.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("StopReplicaTopicState.topic_name", true),
            partition_states: r.array(
                "StopReplicaTopicState.partition_states",
                true,
                StopReplicaPartitionState::minimum_len(version),
                |r| StopReplicaPartitionState::read(version, r),
            ),
            tagged: TaggedFields::read(r, "StopReplicaTopicState.tagged"),
        }
    }
}

impl StopReplicaPartitionState {
    fn minimum_len(_version: i16) -> usize {
        10
    }

    fn wire_len(&self, _version: i16) -> usize {
        9 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.leader_epoch, self.delete_partition));
        self.tagged.write("StopReplicaPartitionState.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("StopReplicaPartitionState.partition_index"),
            leader_epoch: r.int32("StopReplicaPartitionState.leader_epoch"),
            delete_partition: r.bool("StopReplicaPartitionState.delete_partition"),
            tagged: TaggedFields::read(r, "StopReplicaPartitionState.tagged"),
        }
    }
}
