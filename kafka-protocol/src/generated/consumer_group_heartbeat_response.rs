// Written by `cargo xtask codegen` from schemas/consumer_group_heartbeat.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `ConsumerGroupHeartbeatResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsumerGroupHeartbeatResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `MemberId`: string, versions 0+, nullable, default null.
    pub member_id: Option<StrBytes>,
    /// `MemberEpoch`: int32, versions 0+.
    pub member_epoch: i32,
    /// `HeartbeatIntervalMs`: int32, versions 0+.
    pub heartbeat_interval_ms: i32,
    /// `Assignment`: [`Assignment`], versions 0+, nullable, default null.
    pub assignment: Option<Assignment>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Assignment`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignment {
    /// `TopicPartitions`: array of [`TopicPartitions`], versions 0+.
    pub topic_partitions: Vec<TopicPartitions>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicPartitions`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicPartitions {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ConsumerGroupHeartbeatResponse {
    const NAME: &'static str = "ConsumerGroupHeartbeatResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        14 + nullable_string_len(self.error_message.as_ref(), true)
            + nullable_string_len(self.member_id.as_ref(), true)
            + 1
            + self.assignment.as_ref().map_or(0, |value| value.wire_len(version))
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        w.put_nullable_string("member_id", self.member_id.as_ref(), true);
        w.put_fixed((self.member_epoch, self.heartbeat_interval_ms));
        if let Some(value) = &self.assignment {
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
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            member_id: r.nullable_string("member_id", true),
            member_epoch: r.int32("member_epoch"),
            heartbeat_interval_ms: r.int32("heartbeat_interval_ms"),
            assignment: if r.struct_marker("assignment") { Some(Assignment::read(version, r)) } else { None },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Assignment {
    fn wire_len(&self, version: i16) -> usize {
        array_len(self.topic_partitions.len(), true)
            + self.topic_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_array_len("Assignment.topic_partitions", self.topic_partitions.len(), true);
        for element in &self.topic_partitions {
            element.write(version, w);
        }
        self.tagged.write("Assignment.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_partitions: r.array(
                "Assignment.topic_partitions",
                true,
                TopicPartitions::minimum_len(version),
                |r| TopicPartitions::read(version, r),
            ),
            tagged: TaggedFields::read(r, "Assignment.tagged"),
        }
    }
}

impl TopicPartitions {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, _version: i16) -> usize {
        16 + array_len(self.partitions.len(), true) + 4 * self.partitions.len() + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_int32_array("TopicPartitions.partitions", &self.partitions, true);
        self.tagged.write("TopicPartitions.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("TopicPartitions.topic_id"),
            partitions: r.int32_array("TopicPartitions.partitions", true),
            tagged: TaggedFields::read(r, "TopicPartitions.tagged"),
        }
    }
}
