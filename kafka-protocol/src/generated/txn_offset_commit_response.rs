// Written by `cargo xtask codegen` from schemas/txn_offset_commit.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `TxnOffsetCommitResponse`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TxnOffsetCommitResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`TxnOffsetCommitResponseTopic`], versions 0+.
    pub topics: Vec<TxnOffsetCommitResponseTopic>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `TxnOffsetCommitResponseTopic`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TxnOffsetCommitResponseTopic {
    /// `Name`: string, versions 0-5; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 6+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`TxnOffsetCommitResponsePartition`], versions 0+.
    pub partitions: Vec<TxnOffsetCommitResponsePartition>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `TxnOffsetCommitResponsePartition`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TxnOffsetCommitResponsePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for TxnOffsetCommitResponse {
    const NAME: &'static str = "TxnOffsetCommitResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 4
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
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
        let flexible = version >= 3;
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            topics: r.array("topics", flexible, TxnOffsetCommitResponseTopic::minimum_len(version), |r| {
                TxnOffsetCommitResponseTopic::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl TxnOffsetCommitResponseTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 6,
            3..=5 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version <= 5 {
            len += string_len(&self.name, flexible);
        }
        if version >= 6 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        if version <= 5 {
            w.put_string("TxnOffsetCommitResponseTopic.name", &self.name, flexible);
        }
        if version >= 6 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("TxnOffsetCommitResponseTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("TxnOffsetCommitResponseTopic.tagged", w);
        } else {
            w.refuse("TxnOffsetCommitResponseTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            name: if version <= 5 {
                r.string("TxnOffsetCommitResponseTopic.name", flexible)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 6 { r.uuid("TxnOffsetCommitResponseTopic.topic_id") } else { Uuid::ZERO },
            partitions: r.array(
                "TxnOffsetCommitResponseTopic.partitions",
                flexible,
                TxnOffsetCommitResponsePartition::minimum_len(version),
                |r| TxnOffsetCommitResponsePartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "TxnOffsetCommitResponseTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl TxnOffsetCommitResponsePartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 6,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 6;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_fixed((self.partition_index, self.error_code));
        if flexible {
            self.tagged.write("TxnOffsetCommitResponsePartition.tagged", w);
        } else {
            w.refuse("TxnOffsetCommitResponsePartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            partition_index: r.int32("TxnOffsetCommitResponsePartition.partition_index"),
            error_code: r.int16("TxnOffsetCommitResponsePartition.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "TxnOffsetCommitResponsePartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
