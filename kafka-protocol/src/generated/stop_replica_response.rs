// Written by `cargo xtask codegen` from schemas/stop_replica.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `StopReplicaResponse`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StopReplicaResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `PartitionErrors`: array of [`StopReplicaPartitionError`], versions 0+.
    pub partition_errors: Vec<StopReplicaPartitionError>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `StopReplicaPartitionError`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StopReplicaPartitionError {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for StopReplicaResponse {
    const NAME: &'static str = "StopReplicaResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 2
            + array_len(self.partition_errors.len(), flexible)
            + self.partition_errors.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_array_len("partition_errors", self.partition_errors.len(), flexible);
        for element in &self.partition_errors {
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
            error_code: r.int16("error_code"),
            partition_errors: r.array(
                "partition_errors",
                flexible,
                StopReplicaPartitionError::minimum_len(version),
                |r| StopReplicaPartitionError::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl StopReplicaPartitionError {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 6 + string_len(&self.topic_name, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("StopReplicaPartitionError.topic_name", &self.topic_name, flexible);
        w.put_fixed((self.partition_index, self.error_code));
        if flexible {
            self.tagged.write("StopReplicaPartitionError.tagged", w);
        } else {
            w.refuse("StopReplicaPartitionError.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            topic_name: r.string("StopReplicaPartitionError.topic_name", flexible),
            partition_index: r.int32("StopReplicaPartitionError.partition_index"),
            error_code: r.int16("StopReplicaPartitionError.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "StopReplicaPartitionError.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
