// Written by `cargo xtask codegen` from schemas/alter_replica_log_dirs.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `AlterReplicaLogDirsResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterReplicaLogDirsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Results`: array of [`AlterReplicaLogDirTopicResult`], versions 0+.
    pub results: Vec<AlterReplicaLogDirTopicResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `AlterReplicaLogDirTopicResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterReplicaLogDirTopicResult {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of [`AlterReplicaLogDirPartitionResult`], versions 0+.
    pub partitions: Vec<AlterReplicaLogDirPartitionResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `AlterReplicaLogDirPartitionResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterReplicaLogDirPartitionResult {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for AlterReplicaLogDirsResponse {
    const NAME: &'static str = "AlterReplicaLogDirsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + array_len(self.results.len(), flexible)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("results", self.results.len(), flexible);
        for element in &self.results {
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
        let flexible = version >= 2;
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            results: r.array("results", flexible, AlterReplicaLogDirTopicResult::minimum_len(version), |r| {
                AlterReplicaLogDirTopicResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl AlterReplicaLogDirTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.topic_name, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("AlterReplicaLogDirTopicResult.topic_name", &self.topic_name, flexible);
        w.put_array_len("AlterReplicaLogDirTopicResult.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("AlterReplicaLogDirTopicResult.tagged", w);
        } else {
            w.refuse("AlterReplicaLogDirTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            topic_name: r.string("AlterReplicaLogDirTopicResult.topic_name", flexible),
            partitions: r.array(
                "AlterReplicaLogDirTopicResult.partitions",
                flexible,
                AlterReplicaLogDirPartitionResult::minimum_len(version),
                |r| AlterReplicaLogDirPartitionResult::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "AlterReplicaLogDirTopicResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl AlterReplicaLogDirPartitionResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 6;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_fixed((self.partition_index, self.error_code));
        if flexible {
            self.tagged.write("AlterReplicaLogDirPartitionResult.tagged", w);
        } else {
            w.refuse("AlterReplicaLogDirPartitionResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            partition_index: r.int32("AlterReplicaLogDirPartitionResult.partition_index"),
            error_code: r.int16("AlterReplicaLogDirPartitionResult.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "AlterReplicaLogDirPartitionResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
