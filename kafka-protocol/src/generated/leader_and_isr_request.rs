// Written by `cargo xtask codegen` from schemas/leader_and_isr.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `LeaderAndIsrRequest`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaderAndIsrRequest {
    /// `ControllerId`: int32, versions 0+.
    pub controller_id: i32,
    /// `isKRaftController`: bool, versions 7+; an error to set in other versions.
    pub is_k_raft_controller: bool,
    /// `ControllerEpoch`: int32, versions 0+.
    pub controller_epoch: i32,
    /// `BrokerEpoch`: int64, versions 2+, default -1; left out of other versions.
    pub broker_epoch: i64,
    /// `Type`: int8, versions 5+; an error to set in other versions.
    pub r#type: i8,
    /// `UngroupedPartitionStates`: array of [`LeaderAndIsrPartitionState`], versions 0-1; an error to set in other versions.
    pub ungrouped_partition_states: Vec<LeaderAndIsrPartitionState>,
    /// `TopicStates`: array of [`LeaderAndIsrTopicState`], versions 2+; an error to set in other versions.
    pub topic_states: Vec<LeaderAndIsrTopicState>,
    /// `LiveLeaders`: array of [`LeaderAndIsrLiveLeader`], versions 0+.
    pub live_leaders: Vec<LeaderAndIsrLiveLeader>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for LeaderAndIsrRequest {
    fn default() -> Self {
        Self {
            controller_id: 0,
            is_k_raft_controller: false,
            controller_epoch: 0,
            broker_epoch: -1,
            r#type: 0,
            ungrouped_partition_states: Vec::new(),
            topic_states: Vec::new(),
            live_leaders: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `LeaderAndIsrPartitionState`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderAndIsrPartitionState {
    /// `TopicName`: string, versions 0-1; left out of other versions.
    pub topic_name: StrBytes,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ControllerEpoch`: int32, versions 0+.
    pub controller_epoch: i32,
    /// `Leader`: int32, versions 0+.
    pub leader: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `Isr`: array of int32, versions 0+.
    pub isr: Int32Array,
    /// `PartitionEpoch`: int32, versions 0+.
    pub partition_epoch: i32,
    /// `Replicas`: array of int32, versions 0+.
    pub replicas: Int32Array,
    /// `AddingReplicas`: array of int32, versions 3+; left out of other versions.
    pub adding_replicas: Int32Array,
    /// `RemovingReplicas`: array of int32, versions 3+; left out of other versions.
    pub removing_replicas: Int32Array,
    /// `IsNew`: bool, versions 1+; left out of other versions.
    pub is_new: bool,
    /// `LeaderRecoveryState`: int8, versions 6+; an error to set in other versions.
    pub leader_recovery_state: i8,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `LeaderAndIsrTopicState`, versions 2-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderAndIsrTopicState {
    /// `TopicName`: string, versions 2+.
    pub topic_name: StrBytes,
    /// `TopicId`: uuid, versions 5+; left out of other versions.
    pub topic_id: Uuid,
    /// `PartitionStates`: array of [`LeaderAndIsrPartitionState`], versions 2+.
    pub partition_states: Vec<LeaderAndIsrPartitionState>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `LeaderAndIsrLiveLeader`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderAndIsrLiveLeader {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// `HostName`: string, versions 0+.
    pub host_name: StrBytes,
    /// `Port`: int32, versions 0+.
    pub port: i32,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Message for LeaderAndIsrRequest {
    const NAME: &'static str = "LeaderAndIsrRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 7);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 8
            + array_len(self.live_leaders.len(), flexible)
            + self.live_leaders.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 7 {
            len += 1;
        }
        if version >= 2 {
            len += 8;
        }
        if version >= 5 {
            len += 1;
        }
        if version <= 1 {
            len += array_len(self.ungrouped_partition_states.len(), flexible)
                + self
                    .ungrouped_partition_states
                    .iter()
                    .map(|element| element.wire_len(version))
                    .sum::<usize>();
        }
        if version >= 2 {
            len += array_len(self.topic_states.len(), flexible)
                + self.topic_states.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.controller_id);
        if version >= 7 {
            w.put_bool(self.is_k_raft_controller);
        } else {
            w.refuse("is_k_raft_controller", self.is_k_raft_controller);
        }
        w.put_i32(self.controller_epoch);
        if version >= 2 {
            w.put_i64(self.broker_epoch);
        }
        if version >= 5 {
            w.put_i8(self.r#type);
        } else {
            w.refuse("r#type", self.r#type != 0);
        }
        if version <= 1 {
            w.put_array_len("ungrouped_partition_states", self.ungrouped_partition_states.len(), flexible);
            for element in &self.ungrouped_partition_states {
                element.write(version, w);
            }
        } else {
            w.refuse("ungrouped_partition_states", !self.ungrouped_partition_states.is_empty());
        }
        if version >= 2 {
            w.put_array_len("topic_states", self.topic_states.len(), flexible);
            for element in &self.topic_states {
                element.write(version, w);
            }
        } else {
            w.refuse("topic_states", !self.topic_states.is_empty());
        }
        w.put_array_len("live_leaders", self.live_leaders.len(), flexible);
        for element in &self.live_leaders {
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
            controller_id: r.int32("controller_id"),
            is_k_raft_controller: if version >= 7 { r.bool("is_k_raft_controller") } else { false },
            controller_epoch: r.int32("controller_epoch"),
            broker_epoch: if version >= 2 { r.int64("broker_epoch") } else { -1 },
            r#type: if version >= 5 { r.int8("r#type") } else { 0 },
            ungrouped_partition_states: if version <= 1 {
                r.array(
                    "ungrouped_partition_states",
                    flexible,
                    LeaderAndIsrPartitionState::minimum_len(version),
                    |r| LeaderAndIsrPartitionState::read(version, r),
                )
            } else {
                Vec::new()
            },
            topic_states: if version >= 2 {
                r.array("topic_states", flexible, LeaderAndIsrTopicState::minimum_len(version), |r| {
                    LeaderAndIsrTopicState::read(version, r)
                })
            } else {
                Vec::new()
            },
            live_leaders: r.array(
                "live_leaders",
                flexible,
                LeaderAndIsrLiveLeader::minimum_len(version),
                |r| LeaderAndIsrLiveLeader::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for LeaderAndIsrRequest {
    const API_KEY: ApiKey = ApiKey::LEADER_AND_ISR;
    type Response = super::LeaderAndIsrResponse;
}

impl LeaderAndIsrPartitionState {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 30,
            1 => 31,
            2 => 29,
            3 => 37,
            4..=5 => 26,
            _ => 27,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 20
            + array_len(self.isr.len(), flexible)
            + 4 * self.isr.len()
            + array_len(self.replicas.len(), flexible)
            + 4 * self.replicas.len();
        if version <= 1 {
            len += string_len(&self.topic_name, flexible);
        }
        if version >= 3 {
            len += array_len(self.adding_replicas.len(), flexible)
                + 4 * self.adding_replicas.len()
                + array_len(self.removing_replicas.len(), flexible)
                + 4 * self.removing_replicas.len();
        }
        if version >= 1 {
            len += 1;
        }
        if version >= 6 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        if version <= 1 {
            w.put_string("LeaderAndIsrPartitionState.topic_name", &self.topic_name, flexible);
        }
        w.put_fixed((self.partition_index, self.controller_epoch, self.leader, self.leader_epoch));
        w.put_int32_array("LeaderAndIsrPartitionState.isr", &self.isr, flexible);
        w.put_i32(self.partition_epoch);
        w.put_int32_array("LeaderAndIsrPartitionState.replicas", &self.replicas, flexible);
        if version >= 3 {
            w.put_int32_array("LeaderAndIsrPartitionState.adding_replicas", &self.adding_replicas, flexible);
            w.put_int32_array(
                "LeaderAndIsrPartitionState.removing_replicas",
                &self.removing_replicas,
                flexible,
            );
        }
        if version >= 1 {
            w.put_bool(self.is_new);
        }
        if version >= 6 {
            w.put_i8(self.leader_recovery_state);
        } else {
            w.refuse("LeaderAndIsrPartitionState.leader_recovery_state", self.leader_recovery_state != 0);
        }
        if flexible {
            self.tagged.write("LeaderAndIsrPartitionState.tagged", w);
        } else {
            w.refuse("LeaderAndIsrPartitionState.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            topic_name: if version <= 1 {
                r.string("LeaderAndIsrPartitionState.topic_name", flexible)
            } else {
                StrBytes::new()
            },
            partition_index: r.int32("LeaderAndIsrPartitionState.partition_index"),
            controller_epoch: r.int32("LeaderAndIsrPartitionState.controller_epoch"),
            leader: r.int32("LeaderAndIsrPartitionState.leader"),
            leader_epoch: r.int32("LeaderAndIsrPartitionState.leader_epoch"),
            isr: r.int32_array("LeaderAndIsrPartitionState.isr", flexible),
            partition_epoch: r.int32("LeaderAndIsrPartitionState.partition_epoch"),
            replicas: r.int32_array("LeaderAndIsrPartitionState.replicas", flexible),
            adding_replicas: if version >= 3 {
                r.int32_array("LeaderAndIsrPartitionState.adding_replicas", flexible)
            } else {
                Int32Array::new()
            },
            removing_replicas: if version >= 3 {
                r.int32_array("LeaderAndIsrPartitionState.removing_replicas", flexible)
            } else {
                Int32Array::new()
            },
            is_new: if version >= 1 { r.bool("LeaderAndIsrPartitionState.is_new") } else { false },
            leader_recovery_state: if version >= 6 {
                r.int8("LeaderAndIsrPartitionState.leader_recovery_state")
            } else {
                0
            },
            tagged: if flexible {
                TaggedFields::read(r, "LeaderAndIsrPartitionState.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl LeaderAndIsrTopicState {
    fn minimum_len(version: i16) -> usize {
        match version {
            2..=3 => 6,
            4 => 3,
            _ => 19,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = string_len(&self.topic_name, flexible)
            + array_len(self.partition_states.len(), flexible)
            + self.partition_states.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 5 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("LeaderAndIsrTopicState.topic_name", &self.topic_name, flexible);
        if version >= 5 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("LeaderAndIsrTopicState.partition_states", self.partition_states.len(), flexible);
        for element in &self.partition_states {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("LeaderAndIsrTopicState.tagged", w);
        } else {
            w.refuse("LeaderAndIsrTopicState.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            topic_name: r.string("LeaderAndIsrTopicState.topic_name", flexible),
            topic_id: if version >= 5 { r.uuid("LeaderAndIsrTopicState.topic_id") } else { Uuid::ZERO },
            partition_states: r.array(
                "LeaderAndIsrTopicState.partition_states",
                flexible,
                LeaderAndIsrPartitionState::minimum_len(version),
                |r| LeaderAndIsrPartitionState::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "LeaderAndIsrTopicState.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl LeaderAndIsrLiveLeader {
    fn minimum_len(_version: i16) -> usize {
        10
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 8 + string_len(&self.host_name, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_i32(self.broker_id);
        w.put_string("LeaderAndIsrLiveLeader.host_name", &self.host_name, flexible);
        w.put_i32(self.port);
        if flexible {
            self.tagged.write("LeaderAndIsrLiveLeader.tagged", w);
        } else {
            w.refuse("LeaderAndIsrLiveLeader.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            broker_id: r.int32("LeaderAndIsrLiveLeader.broker_id"),
            host_name: r.string("LeaderAndIsrLiveLeader.host_name", flexible),
            port: r.int32("LeaderAndIsrLiveLeader.port"),
            tagged: if flexible {
                TaggedFields::read(r, "LeaderAndIsrLiveLeader.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
