// Written by `cargo xtask codegen` from schemas/write_share_group_state.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `WriteShareGroupStateRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WriteShareGroupStateRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`WriteStateData`], versions 0+.
    pub topics: Vec<WriteStateData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `WriteStateData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WriteStateData {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionData {
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `StateEpoch`: int32, versions 0+.
    pub state_epoch: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `StartOffset`: int64, versions 0+.
    pub start_offset: i64,
    /// `DeliveryCompleteCount`: int32, versions 1+, default -1; left out of other versions.
    pub delivery_complete_count: i32,
    /// `StateBatches`: array of [`StateBatch`], versions 0+.
    pub state_batches: Vec<StateBatch>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for PartitionData {
    fn default() -> Self {
        Self {
            partition: 0,
            state_epoch: 0,
            leader_epoch: 0,
            start_offset: 0,
            delivery_complete_count: -1,
            state_batches: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `StateBatch`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StateBatch {
    /// `FirstOffset`: int64, versions 0+.
    pub first_offset: i64,
    /// `LastOffset`: int64, versions 0+.
    pub last_offset: i64,
    /// `DeliveryState`: int8, versions 0+.
    pub delivery_state: i8,
    /// `DeliveryCount`: int16, versions 0+.
    pub delivery_count: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for WriteShareGroupStateRequest {
    const NAME: &'static str = "WriteShareGroupStateRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
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
            topics: r.array("topics", true, WriteStateData::minimum_len(version), |r| {
                WriteStateData::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for WriteShareGroupStateRequest {
    const API_KEY: ApiKey = ApiKey::WRITE_SHARE_GROUP_STATE;
    type Response = super::WriteShareGroupStateResponse;
}

impl WriteStateData {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, version: i16) -> usize {
        16 + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_array_len("WriteStateData.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("WriteStateData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("WriteStateData.topic_id"),
            partitions: r.array(
                "WriteStateData.partitions",
                true,
                PartitionData::minimum_len(version),
                |r| PartitionData::read(version, r),
            ),
            tagged: TaggedFields::read(r, "WriteStateData.tagged"),
        }
    }
}

impl PartitionData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 22,
            _ => 26,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 20
            + array_len(self.state_batches.len(), true)
            + self.state_batches.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 4;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition, self.state_epoch, self.leader_epoch, self.start_offset));
        if version >= 1 {
            w.put_i32(self.delivery_complete_count);
        }
        w.put_array_len("PartitionData.state_batches", self.state_batches.len(), true);
        for element in &self.state_batches {
            element.write(version, w);
        }
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition: r.int32("PartitionData.partition"),
            state_epoch: r.int32("PartitionData.state_epoch"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            start_offset: r.int64("PartitionData.start_offset"),
            delivery_complete_count: if version >= 1 {
                r.int32("PartitionData.delivery_complete_count")
            } else {
                -1
            },
            state_batches: r.array(
                "PartitionData.state_batches",
                true,
                StateBatch::minimum_len(version),
                |r| StateBatch::read(version, r),
            ),
            tagged: TaggedFields::read(r, "PartitionData.tagged"),
        }
    }
}

impl StateBatch {
    fn minimum_len(_version: i16) -> usize {
        20
    }

    fn wire_len(&self, _version: i16) -> usize {
        19 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.first_offset, self.last_offset, self.delivery_state, self.delivery_count));
        self.tagged.write("StateBatch.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            first_offset: r.int64("StateBatch.first_offset"),
            last_offset: r.int64("StateBatch.last_offset"),
            delivery_state: r.int8("StateBatch.delivery_state"),
            delivery_count: r.int16("StateBatch.delivery_count"),
            tagged: TaggedFields::read(r, "StateBatch.tagged"),
        }
    }
}
