// Written by `cargo xtask codegen` from schemas/offset_commit.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `OffsetCommitResponse`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetCommitResponse {
    /// `ThrottleTimeMs`: int32, versions 3+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`OffsetCommitResponseTopic`], versions 0+.
    pub topics: Vec<OffsetCommitResponseTopic>,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

/// `OffsetCommitResponseTopic`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetCommitResponseTopic {
    /// `Name`: string, versions 0-9; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 10+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`OffsetCommitResponsePartition`], versions 0+.
    pub partitions: Vec<OffsetCommitResponsePartition>,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

/// `OffsetCommitResponsePartition`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetCommitResponsePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

impl Message for OffsetCommitResponse {
    const NAME: &'static str = "OffsetCommitResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 10);
    const FLEXIBLE_SINCE: Option<i16> = Some(8);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 8;
        let mut len = array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 8;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 3 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 8;
        Self {
            throttle_time_ms: if version >= 3 { r.int32("throttle_time_ms") } else { 0 },
            topics: r.array("topics", flexible, OffsetCommitResponseTopic::minimum_len(version), |r| {
                OffsetCommitResponseTopic::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl OffsetCommitResponseTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=7 => 6,
            8..=9 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 8;
        let mut len = array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version <= 9 {
            len += string_len(&self.name, flexible);
        }
        if version >= 10 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 8;
        if version <= 9 {
            w.put_string("OffsetCommitResponseTopic.name", &self.name, flexible);
        }
        if version >= 10 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("OffsetCommitResponseTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("OffsetCommitResponseTopic.tagged", w);
        } else {
            w.refuse("OffsetCommitResponseTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 8;
        Self {
            name: if version <= 9 {
                r.string("OffsetCommitResponseTopic.name", flexible)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 10 { r.uuid("OffsetCommitResponseTopic.topic_id") } else { Uuid::ZERO },
            partitions: r.array(
                "OffsetCommitResponseTopic.partitions",
                flexible,
                OffsetCommitResponsePartition::minimum_len(version),
                |r| OffsetCommitResponsePartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetCommitResponseTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl OffsetCommitResponsePartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=7 => 6,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 8;
        let mut len = 6;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 8;
        w.put_fixed((self.partition_index, self.error_code));
        if flexible {
            self.tagged.write("OffsetCommitResponsePartition.tagged", w);
        } else {
            w.refuse("OffsetCommitResponsePartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 8;
        Self {
            partition_index: r.int32("OffsetCommitResponsePartition.partition_index"),
            error_code: r.int16("OffsetCommitResponsePartition.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetCommitResponsePartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
