// Written by `cargo xtask codegen` from schemas/update_metadata.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len, tag_len};
use crate::wire::{Int32Array, Reader, StrBytes, TagSection, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `UpdateMetadataRequest`, versions 0-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateMetadataRequest {
    /// `ControllerId`: int32, versions 0+.
    pub controller_id: i32,
    /// `isKRaftController`: bool, versions 8+; an error to set in other versions.
    pub is_k_raft_controller: bool,
    /// `Type`: int8, versions 8+, tag 0; an error to set in other versions.
    pub r#type: i8,
    /// `ControllerEpoch`: int32, versions 0+.
    pub controller_epoch: i32,
    /// `BrokerEpoch`: int64, versions 5+, default -1; left out of other versions.
    pub broker_epoch: i64,
    /// `UngroupedPartitionStates`: array of [`UpdateMetadataPartitionState`], versions 0-4; an error to set in other versions.
    pub ungrouped_partition_states: Vec<UpdateMetadataPartitionState>,
    /// `TopicStates`: array of [`UpdateMetadataTopicState`], versions 5+; an error to set in other versions.
    pub topic_states: Vec<UpdateMetadataTopicState>,
    /// `LiveBrokers`: array of [`UpdateMetadataBroker`], versions 0+.
    pub live_brokers: Vec<UpdateMetadataBroker>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for UpdateMetadataRequest {
    fn default() -> Self {
        Self {
            controller_id: 0,
            is_k_raft_controller: false,
            r#type: 0,
            controller_epoch: 0,
            broker_epoch: -1,
            ungrouped_partition_states: Vec::new(),
            topic_states: Vec::new(),
            live_brokers: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `UpdateMetadataPartitionState`, versions 0-8.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpdateMetadataPartitionState {
    /// `TopicName`: string, versions 0-4; left out of other versions.
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
    /// `ZkVersion`: int32, versions 0+.
    pub zk_version: i32,
    /// `Replicas`: array of int32, versions 0+.
    pub replicas: Int32Array,
    /// `OfflineReplicas`: array of int32, versions 4+; left out of other versions.
    pub offline_replicas: Int32Array,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `UpdateMetadataTopicState`, versions 5-8.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpdateMetadataTopicState {
    /// `TopicName`: string, versions 5+.
    pub topic_name: StrBytes,
    /// `TopicId`: uuid, versions 7+; left out of other versions.
    pub topic_id: Uuid,
    /// `PartitionStates`: array of [`UpdateMetadataPartitionState`], versions 5+.
    pub partition_states: Vec<UpdateMetadataPartitionState>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `UpdateMetadataBroker`, versions 0-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateMetadataBroker {
    /// `Id`: int32, versions 0+.
    pub id: i32,
    /// `V0Host`: string, versions 0; left out of other versions.
    pub v0_host: StrBytes,
    /// `V0Port`: int32, versions 0; left out of other versions.
    pub v0_port: i32,
    /// `Endpoints`: array of [`UpdateMetadataEndpoint`], versions 1+; left out of other versions.
    pub endpoints: Vec<UpdateMetadataEndpoint>,
    /// `Rack`: string, versions 2+, nullable; left out of other versions.
    pub rack: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for UpdateMetadataBroker {
    fn default() -> Self {
        Self {
            id: 0,
            v0_host: StrBytes::new(),
            v0_port: 0,
            endpoints: Vec::new(),
            rack: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

/// `UpdateMetadataEndpoint`, versions 1-8.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpdateMetadataEndpoint {
    /// `Port`: int32, versions 1+.
    pub port: i32,
    /// `Host`: string, versions 1+.
    pub host: StrBytes,
    /// `Listener`: string, versions 3+; left out of other versions.
    pub listener: StrBytes,
    /// `SecurityProtocol`: int16, versions 1+.
    pub security_protocol: i16,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Message for UpdateMetadataRequest {
    const NAME: &'static str = "UpdateMetadataRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 8);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 8
            + array_len(self.live_brokers.len(), flexible)
            + self.live_brokers.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 8 {
            len += 1;
        }
        if version >= 5 {
            len += 8;
        }
        if version <= 4 {
            len += array_len(self.ungrouped_partition_states.len(), flexible)
                + self
                    .ungrouped_partition_states
                    .iter()
                    .map(|element| element.wire_len(version))
                    .sum::<usize>();
        }
        if version >= 5 {
            len += array_len(self.topic_states.len(), flexible)
                + self.topic_states.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            let mut known = 0;
            if version >= 8 && self.r#type != 0 {
                known += 1;
                len += tag_len(0, 1);
            }
            len += self.tagged.section_len(known);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.controller_id);
        if version >= 8 {
            w.put_bool(self.is_k_raft_controller);
        } else {
            w.refuse("is_k_raft_controller", self.is_k_raft_controller);
        }
        w.put_i32(self.controller_epoch);
        if version >= 5 {
            w.put_i64(self.broker_epoch);
        }
        if version <= 4 {
            w.put_array_len("ungrouped_partition_states", self.ungrouped_partition_states.len(), flexible);
            for element in &self.ungrouped_partition_states {
                element.write(version, w);
            }
        } else {
            w.refuse("ungrouped_partition_states", !self.ungrouped_partition_states.is_empty());
        }
        if version >= 5 {
            w.put_array_len("topic_states", self.topic_states.len(), flexible);
            for element in &self.topic_states {
                element.write(version, w);
            }
        } else {
            w.refuse("topic_states", !self.topic_states.is_empty());
        }
        w.put_array_len("live_brokers", self.live_brokers.len(), flexible);
        for element in &self.live_brokers {
            element.write(version, w);
        }
        if version < 8 {
            w.refuse("r#type", self.r#type != 0);
        }
        if flexible {
            let r#type_is_set = version >= 8 && self.r#type != 0;
            self.tagged.write_count(usize::from(r#type_is_set), w);
            if r#type_is_set {
                w.put_tag("r#type", 0, 1);
                w.put_i8(self.r#type);
            }
            let first_free = match version {
                0..=7 => 0,
                _ => 1,
            };
            self.tagged.write_fields("tagged", first_free, w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 6;
        let mut value = Self {
            controller_id: r.int32("controller_id"),
            is_k_raft_controller: if version >= 8 { r.bool("is_k_raft_controller") } else { false },
            r#type: 0,
            controller_epoch: r.int32("controller_epoch"),
            broker_epoch: if version >= 5 { r.int64("broker_epoch") } else { -1 },
            ungrouped_partition_states: if version <= 4 {
                r.array(
                    "ungrouped_partition_states",
                    flexible,
                    UpdateMetadataPartitionState::minimum_len(version),
                    |r| UpdateMetadataPartitionState::read(version, r),
                )
            } else {
                Vec::new()
            },
            topic_states: if version >= 5 {
                r.array("topic_states", flexible, UpdateMetadataTopicState::minimum_len(version), |r| {
                    UpdateMetadataTopicState::read(version, r)
                })
            } else {
                Vec::new()
            },
            live_brokers: r.array(
                "live_brokers",
                flexible,
                UpdateMetadataBroker::minimum_len(version),
                |r| UpdateMetadataBroker::read(version, r),
            ),
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 8 => {
                        value.r#type = r.int8("r#type");
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl Request for UpdateMetadataRequest {
    const API_KEY: ApiKey = ApiKey::UPDATE_METADATA;
    type Response = super::UpdateMetadataResponse;
}

impl UpdateMetadataPartitionState {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 30,
            4 => 34,
            5 => 32,
            _ => 24,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 20
            + array_len(self.isr.len(), flexible)
            + 4 * self.isr.len()
            + array_len(self.replicas.len(), flexible)
            + 4 * self.replicas.len();
        if version <= 4 {
            len += string_len(&self.topic_name, flexible);
        }
        if version >= 4 {
            len += array_len(self.offline_replicas.len(), flexible) + 4 * self.offline_replicas.len();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        if version <= 4 {
            w.put_string("UpdateMetadataPartitionState.topic_name", &self.topic_name, flexible);
        }
        w.put_fixed((self.partition_index, self.controller_epoch, self.leader, self.leader_epoch));
        w.put_int32_array("UpdateMetadataPartitionState.isr", &self.isr, flexible);
        w.put_i32(self.zk_version);
        w.put_int32_array("UpdateMetadataPartitionState.replicas", &self.replicas, flexible);
        if version >= 4 {
            w.put_int32_array(
                "UpdateMetadataPartitionState.offline_replicas",
                &self.offline_replicas,
                flexible,
            );
        }
        if flexible {
            self.tagged.write("UpdateMetadataPartitionState.tagged", w);
        } else {
            w.refuse("UpdateMetadataPartitionState.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            topic_name: if version <= 4 {
                r.string("UpdateMetadataPartitionState.topic_name", flexible)
            } else {
                StrBytes::new()
            },
            partition_index: r.int32("UpdateMetadataPartitionState.partition_index"),
            controller_epoch: r.int32("UpdateMetadataPartitionState.controller_epoch"),
            leader: r.int32("UpdateMetadataPartitionState.leader"),
            leader_epoch: r.int32("UpdateMetadataPartitionState.leader_epoch"),
            isr: r.int32_array("UpdateMetadataPartitionState.isr", flexible),
            zk_version: r.int32("UpdateMetadataPartitionState.zk_version"),
            replicas: r.int32_array("UpdateMetadataPartitionState.replicas", flexible),
            offline_replicas: if version >= 4 {
                r.int32_array("UpdateMetadataPartitionState.offline_replicas", flexible)
            } else {
                Int32Array::new()
            },
            tagged: if flexible {
                TaggedFields::read(r, "UpdateMetadataPartitionState.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl UpdateMetadataTopicState {
    fn minimum_len(version: i16) -> usize {
        match version {
            5 => 6,
            6 => 3,
            _ => 19,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = string_len(&self.topic_name, flexible)
            + array_len(self.partition_states.len(), flexible)
            + self.partition_states.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 7 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_string("UpdateMetadataTopicState.topic_name", &self.topic_name, flexible);
        if version >= 7 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("UpdateMetadataTopicState.partition_states", self.partition_states.len(), flexible);
        for element in &self.partition_states {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("UpdateMetadataTopicState.tagged", w);
        } else {
            w.refuse("UpdateMetadataTopicState.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            topic_name: r.string("UpdateMetadataTopicState.topic_name", flexible),
            topic_id: if version >= 7 { r.uuid("UpdateMetadataTopicState.topic_id") } else { Uuid::ZERO },
            partition_states: r.array(
                "UpdateMetadataTopicState.partition_states",
                flexible,
                UpdateMetadataPartitionState::minimum_len(version),
                |r| UpdateMetadataPartitionState::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "UpdateMetadataTopicState.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl UpdateMetadataBroker {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 10,
            1 => 8,
            2..=5 => 10,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 4;
        if version <= 0 {
            len += 4 + string_len(&self.v0_host, flexible);
        }
        if version >= 1 {
            len += array_len(self.endpoints.len(), flexible)
                + self.endpoints.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 2 {
            len += nullable_string_len(self.rack.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_i32(self.id);
        if version <= 0 {
            w.put_string("UpdateMetadataBroker.v0_host", &self.v0_host, flexible);
            w.put_i32(self.v0_port);
        }
        if version >= 1 {
            w.put_array_len("UpdateMetadataBroker.endpoints", self.endpoints.len(), flexible);
            for element in &self.endpoints {
                element.write(version, w);
            }
        }
        if version >= 2 {
            w.put_nullable_string("UpdateMetadataBroker.rack", self.rack.as_ref(), flexible);
        }
        if flexible {
            self.tagged.write("UpdateMetadataBroker.tagged", w);
        } else {
            w.refuse("UpdateMetadataBroker.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            id: r.int32("UpdateMetadataBroker.id"),
            v0_host: if version <= 0 {
                r.string("UpdateMetadataBroker.v0_host", flexible)
            } else {
                StrBytes::new()
            },
            v0_port: if version <= 0 { r.int32("UpdateMetadataBroker.v0_port") } else { 0 },
            endpoints: if version >= 1 {
                r.array(
                    "UpdateMetadataBroker.endpoints",
                    flexible,
                    UpdateMetadataEndpoint::minimum_len(version),
                    |r| UpdateMetadataEndpoint::read(version, r),
                )
            } else {
                Vec::new()
            },
            rack: if version >= 2 {
                r.nullable_string("UpdateMetadataBroker.rack", flexible)
            } else {
                Some(StrBytes::new())
            },
            tagged: if flexible {
                TaggedFields::read(r, "UpdateMetadataBroker.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl UpdateMetadataEndpoint {
    fn minimum_len(version: i16) -> usize {
        match version {
            1..=2 => 8,
            3..=5 => 10,
            _ => 9,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 6 + string_len(&self.host, flexible);
        if version >= 3 {
            len += string_len(&self.listener, flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_i32(self.port);
        w.put_string("UpdateMetadataEndpoint.host", &self.host, flexible);
        if version >= 3 {
            w.put_string("UpdateMetadataEndpoint.listener", &self.listener, flexible);
        }
        w.put_i16(self.security_protocol);
        if flexible {
            self.tagged.write("UpdateMetadataEndpoint.tagged", w);
        } else {
            w.refuse("UpdateMetadataEndpoint.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            port: r.int32("UpdateMetadataEndpoint.port"),
            host: r.string("UpdateMetadataEndpoint.host", flexible),
            listener: if version >= 3 {
                r.string("UpdateMetadataEndpoint.listener", flexible)
            } else {
                StrBytes::new()
            },
            security_protocol: r.int16("UpdateMetadataEndpoint.security_protocol"),
            tagged: if flexible {
                TaggedFields::read(r, "UpdateMetadataEndpoint.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
