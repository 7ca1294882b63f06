// Written by `cargo xtask codegen` from schemas/describe_topic_partitions.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `DescribeTopicPartitionsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeTopicPartitionsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`DescribeTopicPartitionsResponseTopic`], versions 0+.
    pub topics: Vec<DescribeTopicPartitionsResponseTopic>,
    /// `NextCursor`: [`Cursor`], versions 0+, nullable, default null.
    pub next_cursor: Option<Cursor>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DescribeTopicPartitionsResponseTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeTopicPartitionsResponseTopic {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Name`: string, versions 0+, nullable.
    pub name: Option<StrBytes>,
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `IsInternal`: bool, versions 0+.
    pub is_internal: bool,
    /// `Partitions`: array of [`DescribeTopicPartitionsResponsePartition`], versions 0+.
    pub partitions: Vec<DescribeTopicPartitionsResponsePartition>,
    /// `TopicAuthorizedOperations`: int32, versions 0+, default -2147483648.
    pub topic_authorized_operations: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeTopicPartitionsResponseTopic {
    fn default() -> Self {
        Self {
            error_code: 0,
            name: Some(StrBytes::new()),
            topic_id: Uuid::ZERO,
            is_internal: false,
            partitions: Vec::new(),
            topic_authorized_operations: i32::MIN,
            tagged: TaggedFields::new(),
        }
    }
}

/// `DescribeTopicPartitionsResponsePartition`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeTopicPartitionsResponsePartition {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+, default -1.
    pub leader_epoch: i32,
    /// `ReplicaNodes`: array of int32, versions 0+.
    pub replica_nodes: Int32Array,
    /// `IsrNodes`: array of int32, versions 0+.
    pub isr_nodes: Int32Array,
    /// `EligibleLeaderReplicas`: array of int32, versions 0+, nullable, default null.
    pub eligible_leader_replicas: Option<Int32Array>,
    /// `LastKnownElr`: array of int32, versions 0+, nullable, default null.
    pub last_known_elr: Option<Int32Array>,
    /// `OfflineReplicas`: array of int32, versions 0+.
    pub offline_replicas: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeTopicPartitionsResponsePartition {
    fn default() -> Self {
        Self {
            error_code: 0,
            partition_index: 0,
            leader_id: 0,
            leader_epoch: -1,
            replica_nodes: Int32Array::new(),
            isr_nodes: Int32Array::new(),
            eligible_leader_replicas: None,
            last_known_elr: None,
            offline_replicas: Int32Array::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `Cursor`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cursor {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeTopicPartitionsResponse {
    const NAME: &'static str = "DescribeTopicPartitionsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + 1
            + self.next_cursor.as_ref().map_or(0, |value| value.wire_len(version))
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        if let Some(value) = &self.next_cursor {
            w.put_i8(1);
            value.write(version, w);
        } else {
            w.put_i8(-1);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            topics: r.array(
                "topics",
                true,
                DescribeTopicPartitionsResponseTopic::minimum_len(version),
                |r| DescribeTopicPartitionsResponseTopic::read(version, r),
            ),
            next_cursor: if r.struct_marker("next_cursor") { Some(Cursor::read(version, r)) } else { None },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DescribeTopicPartitionsResponseTopic {
    fn minimum_len(_version: i16) -> usize {
        26
    }

    fn wire_len(&self, version: i16) -> usize {
        23 + nullable_string_len(self.name.as_ref(), true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i16(self.error_code);
        w.put_nullable_string("DescribeTopicPartitionsResponseTopic.name", self.name.as_ref(), true);
        w.put_fixed((self.topic_id, self.is_internal));
        w.put_array_len("DescribeTopicPartitionsResponseTopic.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        w.put_i32(self.topic_authorized_operations);
        self.tagged.write("DescribeTopicPartitionsResponseTopic.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            error_code: r.int16("DescribeTopicPartitionsResponseTopic.error_code"),
            name: r.nullable_string("DescribeTopicPartitionsResponseTopic.name", true),
            topic_id: r.uuid("DescribeTopicPartitionsResponseTopic.topic_id"),
            is_internal: r.bool("DescribeTopicPartitionsResponseTopic.is_internal"),
            partitions: r.array(
                "DescribeTopicPartitionsResponseTopic.partitions",
                true,
                DescribeTopicPartitionsResponsePartition::minimum_len(version),
                |r| DescribeTopicPartitionsResponsePartition::read(version, r),
            ),
            topic_authorized_operations: r
                .int32("DescribeTopicPartitionsResponseTopic.topic_authorized_operations"),
            tagged: TaggedFields::read(r, "DescribeTopicPartitionsResponseTopic.tagged"),
        }
    }
}

impl DescribeTopicPartitionsResponsePartition {
    fn minimum_len(_version: i16) -> usize {
        20
    }

    fn wire_len(&self, _version: i16) -> usize {
        14 + array_len(self.replica_nodes.len(), true)
            + 4 * self.replica_nodes.len()
            + array_len(self.isr_nodes.len(), true)
            + 4 * self.isr_nodes.len()
            + nullable_array_len(self.eligible_leader_replicas.as_ref().map(Int32Array::len), true)
            + 4 * self.eligible_leader_replicas.as_ref().map_or(0, Int32Array::len)
            + nullable_array_len(self.last_known_elr.as_ref().map(Int32Array::len), true)
            + 4 * self.last_known_elr.as_ref().map_or(0, Int32Array::len)
            + array_len(self.offline_replicas.len(), true)
            + 4 * self.offline_replicas.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.error_code, self.partition_index, self.leader_id, self.leader_epoch));
        w.put_int32_array(
            "DescribeTopicPartitionsResponsePartition.replica_nodes",
            &self.replica_nodes,
            true,
        );
        w.put_int32_array("DescribeTopicPartitionsResponsePartition.isr_nodes", &self.isr_nodes, true);
        if let Some(value) = &self.eligible_leader_replicas {
            w.put_int32_array(
                "DescribeTopicPartitionsResponsePartition.eligible_leader_replicas",
                value,
                true,
            );
        } else {
            w.put_null(true);
        }
        if let Some(value) = &self.last_known_elr {
            w.put_int32_array("DescribeTopicPartitionsResponsePartition.last_known_elr", value, true);
        } else {
            w.put_null(true);
        }
        w.put_int32_array(
            "DescribeTopicPartitionsResponsePartition.offline_replicas",
            &self.offline_replicas,
            true,
        );
        self.tagged.write("DescribeTopicPartitionsResponsePartition.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            error_code: r.int16("DescribeTopicPartitionsResponsePartition.error_code"),
            partition_index: r.int32("DescribeTopicPartitionsResponsePartition.partition_index"),
            leader_id: r.int32("DescribeTopicPartitionsResponsePartition.leader_id"),
            leader_epoch: r.int32("DescribeTopicPartitionsResponsePartition.leader_epoch"),
            replica_nodes: r.int32_array("DescribeTopicPartitionsResponsePartition.replica_nodes", true),
            isr_nodes: r.int32_array("DescribeTopicPartitionsResponsePartition.isr_nodes", true),
            eligible_leader_replicas: r.nullable_int32_array(
                "DescribeTopicPartitionsResponsePartition.eligible_leader_replicas",
                true,
            ),
            last_known_elr: r
                .nullable_int32_array("DescribeTopicPartitionsResponsePartition.last_known_elr", true),
            offline_replicas: r
                .int32_array("DescribeTopicPartitionsResponsePartition.offline_replicas", true),
            tagged: TaggedFields::read(r, "DescribeTopicPartitionsResponsePartition.tagged"),
        }
    }
}

impl Cursor {
    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.topic_name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Cursor.topic_name", &self.topic_name, true);
        w.put_i32(self.partition_index);
        self.tagged.write("Cursor.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("Cursor.topic_name", true),
            partition_index: r.int32("Cursor.partition_index"),
            tagged: TaggedFields::read(r, "Cursor.tagged"),
        }
    }
}
