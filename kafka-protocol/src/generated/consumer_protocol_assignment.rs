// Written by `cargo xtask codegen` from schemas/consumer_protocol_assignment.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, nullable_bytes_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, Writer};
use crate::{Message, VersionRange};

/// `ConsumerProtocolAssignment`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsumerProtocolAssignment {
    /// `AssignedPartitions`: array of [`TopicPartition`], versions 0+.
    pub assigned_partitions: Vec<TopicPartition>,
    /// `UserData`: bytes, versions 0+, nullable, default null.
    pub user_data: Option<Bytes>,
}

/// `TopicPartition`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicPartition {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
}

impl Message for ConsumerProtocolAssignment {
    const NAME: &'static str = "ConsumerProtocolAssignment";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = None;

    fn wire_len(&self, version: i16) -> usize {
        array_len(self.assigned_partitions.len(), false)
            + self.assigned_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_bytes_len(self.user_data.as_ref(), false)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("assigned_partitions", self.assigned_partitions.len(), false);
        for element in &self.assigned_partitions {
            element.write(version, w);
        }
        w.put_nullable_bytes("user_data", self.user_data.as_ref(), false);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            assigned_partitions: r.array(
                "assigned_partitions",
                false,
                TopicPartition::minimum_len(version),
                |r| TopicPartition::read(version, r),
            ),
            user_data: r.nullable_bytes("user_data", false),
        }
    }
}

impl TopicPartition {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.topic, false) + array_len(self.partitions.len(), false) + 4 * self.partitions.len()
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TopicPartition.topic", &self.topic, false);
        w.put_int32_array("TopicPartition.partitions", &self.partitions, false);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic: r.string("TopicPartition.topic", false),
            partitions: r.int32_array("TopicPartition.partitions", false),
        }
    }
}
