// Written by `cargo xtask codegen` from schemas/list_offsets.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ListOffsetsRequest`, versions 0-11.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListOffsetsRequest {
    /// `ReplicaId`: int32, versions 0+.
    pub replica_id: i32,
    /// `IsolationLevel`: int8, versions 2+; an error to set in other versions.
    pub isolation_level: i8,
    /// `Topics`: array of [`ListOffsetsTopic`], versions 0+.
    pub topics: Vec<ListOffsetsTopic>,
    /// `TimeoutMs`: int32, versions 10+; left out of other versions.
    pub timeout_ms: i32,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `ListOffsetsTopic`, versions 0-11.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListOffsetsTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`ListOffsetsPartition`], versions 0+.
    pub partitions: Vec<ListOffsetsPartition>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `ListOffsetsPartition`, versions 0-11.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOffsetsPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `CurrentLeaderEpoch`: int32, versions 4+, default -1; left out of other versions.
    pub current_leader_epoch: i32,
    /// `Timestamp`: int64, versions 0+.
    pub timestamp: i64,
    /// `MaxNumOffsets`: int32, versions 0, default 1; an error to set in other versions.
    pub max_num_offsets: i32,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for ListOffsetsPartition {
    fn default() -> Self {
        Self {
            partition_index: 0,
            current_leader_epoch: -1,
            timestamp: 0,
            max_num_offsets: 1,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for ListOffsetsRequest {
    const NAME: &'static str = "ListOffsetsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 11);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 4
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 2 {
            len += 1;
        }
        if version >= 10 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.replica_id);
        if version >= 2 {
            w.put_i8(self.isolation_level);
        } else {
            w.refuse("isolation_level", self.isolation_level != 0);
        }
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if version >= 10 {
            w.put_i32(self.timeout_ms);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 6;
        Self {
            replica_id: r.int32("replica_id"),
            isolation_level: if version >= 2 { r.int8("isolation_level") } else { 0 },
            topics: r.array("topics", flexible, ListOffsetsTopic::minimum_len(version), |r| {
                ListOffsetsTopic::read(version, r)
            }),
            timeout_ms: if version >= 10 { r.int32("timeout_ms") } else { 0 },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for ListOffsetsRequest {
    const API_KEY: ApiKey = ApiKey::LIST_OFFSETS;
    type Response = super::ListOffsetsResponse;
}

impl ListOffsetsTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=5 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_string("ListOffsetsTopic.name", &self.name, flexible);
        w.put_array_len("ListOffsetsTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("ListOffsetsTopic.tagged", w);
        } else {
            w.refuse("ListOffsetsTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            name: r.string("ListOffsetsTopic.name", flexible),
            partitions: r.array(
                "ListOffsetsTopic.partitions",
                flexible,
                ListOffsetsPartition::minimum_len(version),
                |r| ListOffsetsPartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "ListOffsetsTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl ListOffsetsPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 16,
            1..=3 => 12,
            4..=5 => 16,
            _ => 17,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 12;
        if version >= 4 {
            len += 4;
        }
        if version <= 0 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_i32(self.partition_index);
        if version >= 4 {
            w.put_i32(self.current_leader_epoch);
        }
        w.put_i64(self.timestamp);
        if version <= 0 {
            w.put_i32(self.max_num_offsets);
        } else {
            w.refuse("ListOffsetsPartition.max_num_offsets", self.max_num_offsets != 1);
        }
        if flexible {
            self.tagged.write("ListOffsetsPartition.tagged", w);
        } else {
            w.refuse("ListOffsetsPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            partition_index: r.int32("ListOffsetsPartition.partition_index"),
            current_leader_epoch: if version >= 4 {
                r.int32("ListOffsetsPartition.current_leader_epoch")
            } else {
                -1
            },
            timestamp: r.int64("ListOffsetsPartition.timestamp"),
            max_num_offsets: if version <= 0 { r.int32("ListOffsetsPartition.max_num_offsets") } else { 1 },
            tagged: if flexible {
                TaggedFields::read(r, "ListOffsetsPartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
