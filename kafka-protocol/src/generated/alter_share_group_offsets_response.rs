// Written by `cargo xtask codegen` from schemas/alter_share_group_offsets.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `AlterShareGroupOffsetsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterShareGroupOffsetsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `Responses`: array of [`AlterShareGroupOffsetsResponseTopic`], versions 0+.
    pub responses: Vec<AlterShareGroupOffsetsResponseTopic>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AlterShareGroupOffsetsResponseTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterShareGroupOffsetsResponseTopic {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`AlterShareGroupOffsetsResponsePartition`], versions 0+.
    pub partitions: Vec<AlterShareGroupOffsetsResponsePartition>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AlterShareGroupOffsetsResponsePartition`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterShareGroupOffsetsResponsePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for AlterShareGroupOffsetsResponse {
    const NAME: &'static str = "AlterShareGroupOffsetsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.responses.len(), true)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        w.put_array_len("responses", self.responses.len(), true);
        for element in &self.responses {
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
            responses: r.array(
                "responses",
                true,
                AlterShareGroupOffsetsResponseTopic::minimum_len(version),
                |r| AlterShareGroupOffsetsResponseTopic::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl AlterShareGroupOffsetsResponseTopic {
    fn minimum_len(_version: i16) -> usize {
        19
    }

    fn wire_len(&self, version: i16) -> usize {
        16 + string_len(&self.topic_name, true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("AlterShareGroupOffsetsResponseTopic.topic_name", &self.topic_name, true);
        w.put_uuid(self.topic_id);
        w.put_array_len("AlterShareGroupOffsetsResponseTopic.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("AlterShareGroupOffsetsResponseTopic.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("AlterShareGroupOffsetsResponseTopic.topic_name", true),
            topic_id: r.uuid("AlterShareGroupOffsetsResponseTopic.topic_id"),
            partitions: r.array(
                "AlterShareGroupOffsetsResponseTopic.partitions",
                true,
                AlterShareGroupOffsetsResponsePartition::minimum_len(version),
                |r| AlterShareGroupOffsetsResponsePartition::read(version, r),
            ),
            tagged: TaggedFields::read(r, "AlterShareGroupOffsetsResponseTopic.tagged"),
        }
    }
}

impl AlterShareGroupOffsetsResponsePartition {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, _version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.error_code));
        w.put_nullable_string(
            "AlterShareGroupOffsetsResponsePartition.error_message",
            self.error_message.as_ref(),
            true,
        );
        self.tagged.write("AlterShareGroupOffsetsResponsePartition.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("AlterShareGroupOffsetsResponsePartition.partition_index"),
            error_code: r.int16("AlterShareGroupOffsetsResponsePartition.error_code"),
            error_message: r.nullable_string("AlterShareGroupOffsetsResponsePartition.error_message", true),
            tagged: TaggedFields::read(r, "AlterShareGroupOffsetsResponsePartition.tagged"),
        }
    }
}
