// Written by `cargo xtask codegen` from schemas/alter_partition.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AlterPartitionRequest`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterPartitionRequest {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// `BrokerEpoch`: int64, versions 0+, default -1.
    pub broker_epoch: i64,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for AlterPartitionRequest {
    fn default() -> Self {
        Self { broker_id: 0, broker_epoch: -1, topics: Vec::new(), tagged: TaggedFields::new() }
    }
}

/// `TopicData`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicData {
    /// `TopicName`: string, versions 0-1; left out of other versions.
    pub topic_name: StrBytes,
    /// `TopicId`: uuid, versions 2+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionData {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `NewIsr`: array of int32, versions 0-2; an error to set in other versions.
    pub new_isr: Int32Array,
    /// `NewIsrWithEpochs`: array of [`BrokerState`], versions 3+; an error to set in other versions.
    pub new_isr_with_epochs: Vec<BrokerState>,
    /// `LeaderRecoveryState`: int8, versions 1+; an error to set in other versions.
    pub leader_recovery_state: i8,
    /// `PartitionEpoch`: int32, versions 0+.
    pub partition_epoch: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `BrokerState`, versions 3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokerState {
    /// `BrokerId`: int32, versions 3+.
    pub broker_id: i32,
    /// `BrokerEpoch`: int64, versions 3+, default -1.
    pub broker_epoch: i64,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for BrokerState {
    fn default() -> Self {
        Self { broker_id: 0, broker_epoch: -1, tagged: TaggedFields::new() }
    }
}

impl Message for AlterPartitionRequest {
    const NAME: &'static str = "AlterPartitionRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        12 + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.broker_id, self.broker_epoch));
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            broker_id: r.int32("broker_id"),
            broker_epoch: r.int64("broker_epoch"),
            topics: r.array("topics", true, TopicData::minimum_len(version), |r| TopicData::read(version, r)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for AlterPartitionRequest {
    const API_KEY: ApiKey = ApiKey::ALTER_PARTITION;
    type Response = super::AlterPartitionResponse;
}

impl TopicData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version <= 1 {
            len += string_len(&self.topic_name, true);
        }
        if version >= 2 {
            len += 16;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        if version <= 1 {
            w.put_string("TopicData.topic_name", &self.topic_name, true);
        }
        if version >= 2 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("TopicData.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("TopicData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: if version <= 1 { r.string("TopicData.topic_name", true) } else { StrBytes::new() },
            topic_id: if version >= 2 { r.uuid("TopicData.topic_id") } else { Uuid::ZERO },
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
            0 => 14,
            _ => 15,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 12 + self.tagged.section_len(0);
        if version <= 2 {
            len += array_len(self.new_isr.len(), true) + 4 * self.new_isr.len();
        }
        if version >= 3 {
            len += array_len(self.new_isr_with_epochs.len(), true)
                + self.new_isr_with_epochs.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.leader_epoch));
        if version <= 2 {
            w.put_int32_array("PartitionData.new_isr", &self.new_isr, true);
        } else {
            w.refuse("PartitionData.new_isr", !self.new_isr.is_empty());
        }
        if version >= 3 {
            w.put_array_len("PartitionData.new_isr_with_epochs", self.new_isr_with_epochs.len(), true);
            for element in &self.new_isr_with_epochs {
                element.write(version, w);
            }
        } else {
            w.refuse("PartitionData.new_isr_with_epochs", !self.new_isr_with_epochs.is_empty());
        }
        if version >= 1 {
            w.put_i8(self.leader_recovery_state);
        } else {
            w.refuse("PartitionData.leader_recovery_state", self.leader_recovery_state != 0);
        }
        w.put_i32(self.partition_epoch);
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            new_isr: if version <= 2 {
                r.int32_array("PartitionData.new_isr", true)
            } else {
                Int32Array::new()
            },
            new_isr_with_epochs: if version >= 3 {
                r.array("PartitionData.new_isr_with_epochs", true, BrokerState::minimum_len(version), |r| {
                    BrokerState::read(version, r)
                })
            } else {
                Vec::new()
            },
            leader_recovery_state: if version >= 1 {
                r.int8("PartitionData.leader_recovery_state")
            } else {
                0
            },
            partition_epoch: r.int32("PartitionData.partition_epoch"),
            tagged: TaggedFields::read(r, "PartitionData.tagged"),
        }
    }
}

impl BrokerState {
    fn minimum_len(_version: i16) -> usize {
        13
    }

    fn wire_len(&self, _version: i16) -> usize {
        12 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.broker_id, self.broker_epoch));
        self.tagged.write("BrokerState.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            broker_id: r.int32("BrokerState.broker_id"),
            broker_epoch: r.int64("BrokerState.broker_epoch"),
            tagged: TaggedFields::read(r, "BrokerState.tagged"),
        }
    }
}
