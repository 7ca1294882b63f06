// Written by `cargo xtask codegen` from schemas/alter_partition.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `AlterPartitionResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterPartitionResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
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
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `Isr`: array of int32, versions 0+.
    pub isr: Int32Array,
    /// `LeaderRecoveryState`: int8, versions 1+; left out of other versions.
    pub leader_recovery_state: i8,
    /// `PartitionEpoch`: int32, versions 0+.
    pub partition_epoch: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for AlterPartitionResponse {
    const NAME: &'static str = "AlterPartitionResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        6 + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            topics: r.array("topics", true, TopicData::minimum_len(version), |r| TopicData::read(version, r)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
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
            0 => 20,
            _ => 21,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 18 + array_len(self.isr.len(), true) + 4 * self.isr.len() + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.error_code, self.leader_id, self.leader_epoch));
        w.put_int32_array("PartitionData.isr", &self.isr, true);
        if version >= 1 {
            w.put_i8(self.leader_recovery_state);
        }
        w.put_i32(self.partition_epoch);
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            error_code: r.int16("PartitionData.error_code"),
            leader_id: r.int32("PartitionData.leader_id"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            isr: r.int32_array("PartitionData.isr", true),
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
