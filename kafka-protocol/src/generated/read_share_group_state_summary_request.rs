// Written by `cargo xtask codegen` from schemas/read_share_group_state_summary.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ReadShareGroupStateSummaryRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadShareGroupStateSummaryRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`ReadStateSummaryData`], versions 0+.
    pub topics: Vec<ReadStateSummaryData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ReadStateSummaryData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadStateSummaryData {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionData {
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ReadShareGroupStateSummaryRequest {
    const NAME: &'static str = "ReadShareGroupStateSummaryRequest";
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
            topics: r.array("topics", true, ReadStateSummaryData::minimum_len(version), |r| {
                ReadStateSummaryData::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ReadShareGroupStateSummaryRequest {
    const API_KEY: ApiKey = ApiKey::READ_SHARE_GROUP_STATE_SUMMARY;
    type Response = super::ReadShareGroupStateSummaryResponse;
}

impl ReadStateSummaryData {
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
        w.put_array_len("ReadStateSummaryData.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("ReadStateSummaryData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("ReadStateSummaryData.topic_id"),
            partitions: r.array(
                "ReadStateSummaryData.partitions",
                true,
                PartitionData::minimum_len(version),
                |r| PartitionData::read(version, r),
            ),
            tagged: TaggedFields::read(r, "ReadStateSummaryData.tagged"),
        }
    }
}

impl PartitionData {
    fn minimum_len(_version: i16) -> usize {
        9
    }

    fn wire_len(&self, _version: i16) -> usize {
        8 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition, self.leader_epoch));
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition: r.int32("PartitionData.partition"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            tagged: TaggedFields::read(r, "PartitionData.tagged"),
        }
    }
}
