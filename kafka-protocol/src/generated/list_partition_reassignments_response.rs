// Written by `cargo xtask codegen` from schemas/list_partition_reassignments.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ListPartitionReassignmentsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPartitionReassignmentsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `Topics`: array of [`OngoingTopicReassignment`], versions 0+.
    pub topics: Vec<OngoingTopicReassignment>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ListPartitionReassignmentsResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            topics: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `OngoingTopicReassignment`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OngoingTopicReassignment {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`OngoingPartitionReassignment`], versions 0+.
    pub partitions: Vec<OngoingPartitionReassignment>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `OngoingPartitionReassignment`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OngoingPartitionReassignment {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `Replicas`: array of int32, versions 0+.
    pub replicas: Int32Array,
    /// `AddingReplicas`: array of int32, versions 0+.
    pub adding_replicas: Int32Array,
    /// `RemovingReplicas`: array of int32, versions 0+.
    pub removing_replicas: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ListPartitionReassignmentsResponse {
    const NAME: &'static str = "ListPartitionReassignmentsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
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
            error_message: r.nullable_string("error_message", true),
            topics: r.array("topics", true, OngoingTopicReassignment::minimum_len(version), |r| {
                OngoingTopicReassignment::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl OngoingTopicReassignment {
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
        w.put_string("OngoingTopicReassignment.name", &self.name, true);
        w.put_array_len("OngoingTopicReassignment.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("OngoingTopicReassignment.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("OngoingTopicReassignment.name", true),
            partitions: r.array(
                "OngoingTopicReassignment.partitions",
                true,
                OngoingPartitionReassignment::minimum_len(version),
                |r| OngoingPartitionReassignment::read(version, r),
            ),
            tagged: TaggedFields::read(r, "OngoingTopicReassignment.tagged"),
        }
    }
}

impl OngoingPartitionReassignment {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, _version: i16) -> usize {
        4 + array_len(self.replicas.len(), true)
            + 4 * self.replicas.len()
            + array_len(self.adding_replicas.len(), true)
            + 4 * self.adding_replicas.len()
            + array_len(self.removing_replicas.len(), true)
            + 4 * self.removing_replicas.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_i32(self.partition_index);
        w.put_int32_array("OngoingPartitionReassignment.replicas", &self.replicas, true);
        w.put_int32_array("OngoingPartitionReassignment.adding_replicas", &self.adding_replicas, true);
        w.put_int32_array("OngoingPartitionReassignment.removing_replicas", &self.removing_replicas, true);
        self.tagged.write("OngoingPartitionReassignment.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("OngoingPartitionReassignment.partition_index"),
            replicas: r.int32_array("OngoingPartitionReassignment.replicas", true),
            adding_replicas: r.int32_array("OngoingPartitionReassignment.adding_replicas", true),
            removing_replicas: r.int32_array("OngoingPartitionReassignment.removing_replicas", true),
            tagged: TaggedFields::read(r, "OngoingPartitionReassignment.tagged"),
        }
    }
}
