// Written by `cargo xtask codegen` from schemas/read_share_group_state.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `ReadShareGroupStateResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadShareGroupStateResponse {
    /// `Results`: array of [`ReadStateResult`], versions 0+.
    pub results: Vec<ReadStateResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ReadStateResult`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadStateResult {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`PartitionResult`], versions 0+.
    pub partitions: Vec<PartitionResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionResult`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionResult {
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `StateEpoch`: int32, versions 0+.
    pub state_epoch: i32,
    /// `StartOffset`: int64, versions 0+.
    pub start_offset: i64,
    /// `StateBatches`: array of [`StateBatch`], versions 0+.
    pub state_batches: Vec<StateBatch>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `StateBatch`, versions 0.
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

impl Message for ReadShareGroupStateResponse {
    const NAME: &'static str = "ReadShareGroupStateResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
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
            results: r.array("results", true, ReadStateResult::minimum_len(version), |r| {
                ReadStateResult::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl ReadStateResult {
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
        w.put_array_len("ReadStateResult.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("ReadStateResult.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("ReadStateResult.topic_id"),
            partitions: r.array(
                "ReadStateResult.partitions",
                true,
                PartitionResult::minimum_len(version),
                |r| PartitionResult::read(version, r),
            ),
            tagged: TaggedFields::read(r, "ReadStateResult.tagged"),
        }
    }
}

impl PartitionResult {
    fn minimum_len(_version: i16) -> usize {
        21
    }

    fn wire_len(&self, version: i16) -> usize {
        18 + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.state_batches.len(), true)
            + self.state_batches.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition, self.error_code));
        w.put_nullable_string("PartitionResult.error_message", self.error_message.as_ref(), true);
        w.put_fixed((self.state_epoch, self.start_offset));
        w.put_array_len("PartitionResult.state_batches", self.state_batches.len(), true);
        for element in &self.state_batches {
            element.write(version, w);
        }
        self.tagged.write("PartitionResult.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition: r.int32("PartitionResult.partition"),
            error_code: r.int16("PartitionResult.error_code"),
            error_message: r.nullable_string("PartitionResult.error_message", true),
            state_epoch: r.int32("PartitionResult.state_epoch"),
            start_offset: r.int64("PartitionResult.start_offset"),
            state_batches: r.array(
                "PartitionResult.state_batches",
                true,
                StateBatch::minimum_len(version),
                |r| StateBatch::read(version, r),
            ),
            tagged: TaggedFields::read(r, "PartitionResult.tagged"),
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
