// Written by `cargo xtask codegen` from schemas/read_share_group_state_summary.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `ReadShareGroupStateSummaryResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadShareGroupStateSummaryResponse {
    /// `Results`: array of [`ReadStateSummaryResult`], versions 0+.
    pub results: Vec<ReadStateSummaryResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ReadStateSummaryResult`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadStateSummaryResult {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`PartitionResult`], versions 0+.
    pub partitions: Vec<PartitionResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionResult`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionResult {
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `StateEpoch`: int32, versions 0+.
    pub state_epoch: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `StartOffset`: int64, versions 0+.
    pub start_offset: i64,
    /// `DeliveryCompleteCount`: int32, versions 1+, default -1; left out of other versions.
    pub delivery_complete_count: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for PartitionResult {
    fn default() -> Self {
        Self {
            partition: 0,
            error_code: 0,
            error_message: None,
            state_epoch: 0,
            leader_epoch: 0,
            start_offset: 0,
            delivery_complete_count: -1,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for ReadShareGroupStateSummaryResponse {
    const NAME: &'static str = "ReadShareGroupStateSummaryResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        array_len(self.results.len(), true)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("results", self.results.len(), true);
        for element in &self.results {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            results: r.array("results", true, ReadStateSummaryResult::minimum_len(version), |r| {
                ReadStateSummaryResult::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl ReadStateSummaryResult {
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
        w.put_array_len("ReadStateSummaryResult.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("ReadStateSummaryResult.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("ReadStateSummaryResult.topic_id"),
            partitions: r.array(
                "ReadStateSummaryResult.partitions",
                true,
                PartitionResult::minimum_len(version),
                |r| PartitionResult::read(version, r),
            ),
            tagged: TaggedFields::read(r, "ReadStateSummaryResult.tagged"),
        }
    }
}

impl PartitionResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 24,
            _ => 28,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len =
            22 + nullable_string_len(self.error_message.as_ref(), true) + self.tagged.section_len(0);
        if version >= 1 {
            len += 4;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition, self.error_code));
        w.put_nullable_string("PartitionResult.error_message", self.error_message.as_ref(), true);
        w.put_fixed((self.state_epoch, self.leader_epoch, self.start_offset));
        if version >= 1 {
            w.put_i32(self.delivery_complete_count);
        }
        self.tagged.write("PartitionResult.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition: r.int32("PartitionResult.partition"),
            error_code: r.int16("PartitionResult.error_code"),
            error_message: r.nullable_string("PartitionResult.error_message", true),
            state_epoch: r.int32("PartitionResult.state_epoch"),
            leader_epoch: r.int32("PartitionResult.leader_epoch"),
            start_offset: r.int64("PartitionResult.start_offset"),
            delivery_complete_count: if version >= 1 {
                r.int32("PartitionResult.delivery_complete_count")
            } else {
                -1
            },
            tagged: TaggedFields::read(r, "PartitionResult.tagged"),
        }
    }
}
