// Written by `cargo xtask codegen` from schemas/offset_delete.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `OffsetDeleteRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`OffsetDeleteRequestTopic`], versions 0+.
    pub topics: Vec<OffsetDeleteRequestTopic>,
}

/// `OffsetDeleteRequestTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteRequestTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`OffsetDeleteRequestPartition`], versions 0+.
    pub partitions: Vec<OffsetDeleteRequestPartition>,
}

/// `OffsetDeleteRequestPartition`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteRequestPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
}

impl Message for OffsetDeleteRequest {
    const NAME: &'static str = "OffsetDeleteRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = None;

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.group_id, false)
            + array_len(self.topics.len(), false)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, false);
        w.put_array_len("topics", self.topics.len(), false);
        for element in &self.topics {
            element.write(version, w);
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.string("group_id", false),
            topics: r.array("topics", false, OffsetDeleteRequestTopic::minimum_len(version), |r| {
                OffsetDeleteRequestTopic::read(version, r)
            }),
        }
    }
}

impl Request for OffsetDeleteRequest {
    const API_KEY: ApiKey = ApiKey::OFFSET_DELETE;
    type Response = super::OffsetDeleteResponse;
}

impl OffsetDeleteRequestTopic {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.name, false)
            + array_len(self.partitions.len(), false)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("OffsetDeleteRequestTopic.name", &self.name, false);
        w.put_array_len("OffsetDeleteRequestTopic.partitions", self.partitions.len(), false);
        for element in &self.partitions {
            element.write(version, w);
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("OffsetDeleteRequestTopic.name", false),
            partitions: r.array(
                "OffsetDeleteRequestTopic.partitions",
                false,
                OffsetDeleteRequestPartition::minimum_len(version),
                |r| OffsetDeleteRequestPartition::read(version, r),
            ),
        }
    }
}

impl OffsetDeleteRequestPartition {
    fn minimum_len(_version: i16) -> usize {
        4
    }

    fn wire_len(&self, _version: i16) -> usize {
        4
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_i32(self.partition_index);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { partition_index: r.int32("OffsetDeleteRequestPartition.partition_index") }
    }
}
