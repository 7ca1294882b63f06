// Written by `cargo xtask codegen` from schemas/controlled_shutdown.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ControlledShutdownResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ControlledShutdownResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `RemainingPartitions`: array of [`RemainingPartition`], versions 0+.
    pub remaining_partitions: Vec<RemainingPartition>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `RemainingPartition`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemainingPartition {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for ControlledShutdownResponse {
    const NAME: &'static str = "ControlledShutdownResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 2
            + array_len(self.remaining_partitions.len(), flexible)
            + self.remaining_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_array_len("remaining_partitions", self.remaining_partitions.len(), flexible);
        for element in &self.remaining_partitions {
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
            error_code: r.int16("error_code"),
            remaining_partitions: r.array(
                "remaining_partitions",
                flexible,
                RemainingPartition::minimum_len(version),
                |r| RemainingPartition::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl RemainingPartition {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 4 + string_len(&self.topic_name, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_string("RemainingPartition.topic_name", &self.topic_name, flexible);
        w.put_i32(self.partition_index);
        if flexible {
            self.tagged.write("RemainingPartition.tagged", w);
        } else {
            w.refuse("RemainingPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            topic_name: r.string("RemainingPartition.topic_name", flexible),
            partition_index: r.int32("RemainingPartition.partition_index"),
            tagged: if flexible {
                TaggedFields::read(r, "RemainingPartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
