// Written by `cargo xtask codegen` from schemas/describe_producers.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeProducersResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeProducersResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`TopicResponse`], versions 0+.
    pub topics: Vec<TopicResponse>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicResponse {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`PartitionResponse`], versions 0+.
    pub partitions: Vec<PartitionResponse>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionResponse {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `ActiveProducers`: array of [`ProducerState`], versions 0+.
    pub active_producers: Vec<ProducerState>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ProducerState`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProducerState {
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `ProducerEpoch`: int32, versions 0+.
    pub producer_epoch: i32,
    /// `LastSequence`: int32, versions 0+, default -1.
    pub last_sequence: i32,
    /// `LastTimestamp`: int64, versions 0+, default -1.
    pub last_timestamp: i64,
    /// `CoordinatorEpoch`: int32, versions 0+.
    pub coordinator_epoch: i32,
    /// `CurrentTxnStartOffset`: int64, versions 0+, default -1.
    pub current_txn_start_offset: i64,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ProducerState {
    fn default() -> Self {
        Self {
            producer_id: 0,
            producer_epoch: 0,
            last_sequence: -1,
            last_timestamp: -1,
            coordinator_epoch: 0,
            current_txn_start_offset: -1,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DescribeProducersResponse {
    const NAME: &'static str = "DescribeProducersResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
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
            topics: r.array("topics", true, TopicResponse::minimum_len(version), |r| {
                TopicResponse::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl TopicResponse {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.name, true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("TopicResponse.name", &self.name, true);
        w.put_array_len("TopicResponse.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("TopicResponse.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("TopicResponse.name", true),
            partitions: r.array(
                "TopicResponse.partitions",
                true,
                PartitionResponse::minimum_len(version),
                |r| PartitionResponse::read(version, r),
            ),
            tagged: TaggedFields::read(r, "TopicResponse.tagged"),
        }
    }
}

impl PartitionResponse {
    fn minimum_len(_version: i16) -> usize {
        9
    }

    fn wire_len(&self, version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.active_producers.len(), true)
            + self.active_producers.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.error_code));
        w.put_nullable_string("PartitionResponse.error_message", self.error_message.as_ref(), true);
        w.put_array_len("PartitionResponse.active_producers", self.active_producers.len(), true);
        for element in &self.active_producers {
            element.write(version, w);
        }
        self.tagged.write("PartitionResponse.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("PartitionResponse.partition_index"),
            error_code: r.int16("PartitionResponse.error_code"),
            error_message: r.nullable_string("PartitionResponse.error_message", true),
            active_producers: r.array(
                "PartitionResponse.active_producers",
                true,
                ProducerState::minimum_len(version),
                |r| ProducerState::read(version, r),
            ),
            tagged: TaggedFields::read(r, "PartitionResponse.tagged"),
        }
    }
}

impl ProducerState {
    fn minimum_len(_version: i16) -> usize {
        37
    }

    fn wire_len(&self, _version: i16) -> usize {
        36 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((
            self.producer_id,
            self.producer_epoch,
            self.last_sequence,
            self.last_timestamp,
            self.coordinator_epoch,
            self.current_txn_start_offset,
        ));
        self.tagged.write("ProducerState.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            producer_id: r.int64("ProducerState.producer_id"),
            producer_epoch: r.int32("ProducerState.producer_epoch"),
            last_sequence: r.int32("ProducerState.last_sequence"),
            last_timestamp: r.int64("ProducerState.last_timestamp"),
            coordinator_epoch: r.int32("ProducerState.coordinator_epoch"),
            current_txn_start_offset: r.int64("ProducerState.current_txn_start_offset"),
            tagged: TaggedFields::read(r, "ProducerState.tagged"),
        }
    }
}
