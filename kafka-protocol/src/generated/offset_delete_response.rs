// Written by `cargo xtask codegen` from schemas/offset_delete.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, Writer};
use crate::{Message, VersionRange};

/// `OffsetDeleteResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`OffsetDeleteResponseTopic`], versions 0+.
    pub topics: Vec<OffsetDeleteResponseTopic>,
}

/// `OffsetDeleteResponseTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteResponseTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`OffsetDeleteResponsePartition`], versions 0+.
    pub partitions: Vec<OffsetDeleteResponsePartition>,
}

/// `OffsetDeleteResponsePartition`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteResponsePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
}

impl Message for OffsetDeleteResponse {
    const NAME: &'static str = "OffsetDeleteResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = None;

    fn wire_len(&self, version: i16) -> usize {
        6 + array_len(self.topics.len(), false)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.error_code, self.throttle_time_ms));
        w.put_array_len("topics", self.topics.len(), false);
        for element in &self.topics {
            element.write(version, w);
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            error_code: r.int16("error_code"),
            throttle_time_ms: r.int32("throttle_time_ms"),
            topics: r.array("topics", false, OffsetDeleteResponseTopic::minimum_len(version), |r| {
                OffsetDeleteResponseTopic::read(version, r)
            }),
        }
    }
}

impl OffsetDeleteResponseTopic {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.name, false)
            + array_len(self.partitions.len(), false)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("OffsetDeleteResponseTopic.name", &self.name, false);
        w.put_array_len("OffsetDeleteResponseTopic.partitions", self.partitions.len(), false);
        for element in &self.partitions {
            element.write(version, w);
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("OffsetDeleteResponseTopic.name", false),
            partitions: r.array(
                "OffsetDeleteResponseTopic.partitions",
                false,
                OffsetDeleteResponsePartition::minimum_len(version),
                |r| OffsetDeleteResponsePartition::read(version, r),
            ),
        }
    }
}

impl OffsetDeleteResponsePartition {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        6
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.error_code));
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("OffsetDeleteResponsePartition.partition_index"),
            error_code: r.int16("OffsetDeleteResponsePartition.error_code"),
        }
    }
}
