// Written by `cargo xtask codegen` from schemas/alter_partition_reassignments.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AlterPartitionReassignmentsRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterPartitionReassignmentsRequest {
    /// `TimeoutMs`: int32, versions 0+, default 60000.
    pub timeout_ms: i32,
    /// `AllowReplicationFactorChange`: bool, versions 1+, default true; an error to set in other versions.
    pub allow_replication_factor_change: bool,
    /// `Topics`: array of [`ReassignableTopic`], versions 0+.
    pub topics: Vec<ReassignableTopic>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for AlterPartitionReassignmentsRequest {
    fn default() -> Self {
        Self {
            timeout_ms: 60_000,
            allow_replication_factor_change: true,
            topics: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `ReassignableTopic`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReassignableTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`ReassignablePartition`], versions 0+.
    pub partitions: Vec<ReassignablePartition>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ReassignablePartition`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReassignablePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `Replicas`: array of int32, versions 0+, nullable, default null.
    pub replicas: Option<Int32Array>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for AlterPartitionReassignmentsRequest {
    const NAME: &'static str = "AlterPartitionReassignmentsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 4
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.timeout_ms);
        if version >= 1 {
            w.put_bool(self.allow_replication_factor_change);
        } else {
            w.refuse("allow_replication_factor_change", !self.allow_replication_factor_change);
        }
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            timeout_ms: r.int32("timeout_ms"),
            allow_replication_factor_change: if version >= 1 {
                r.bool("allow_replication_factor_change")
            } else {
                true
            },
            topics: r.array("topics", true, ReassignableTopic::minimum_len(version), |r| {
                ReassignableTopic::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for AlterPartitionReassignmentsRequest {
    const API_KEY: ApiKey = ApiKey::ALTER_PARTITION_REASSIGNMENTS;
    type Response = super::AlterPartitionReassignmentsResponse;
}

impl ReassignableTopic {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.name, true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("ReassignableTopic.name", &self.name, true);
        w.put_array_len("ReassignableTopic.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("ReassignableTopic.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("ReassignableTopic.name", true),
            partitions: r.array(
                "ReassignableTopic.partitions",
                true,
                ReassignablePartition::minimum_len(version),
                |r| ReassignablePartition::read(version, r),
            ),
            tagged: TaggedFields::read(r, "ReassignableTopic.tagged"),
        }
    }
}

impl ReassignablePartition {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        4 + nullable_array_len(self.replicas.as_ref().map(Int32Array::len), true)
            + 4 * self.replicas.as_ref().map_or(0, Int32Array::len)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_i32(self.partition_index);
        if let Some(value) = &self.replicas {
            w.put_int32_array("ReassignablePartition.replicas", value, true);
        } else {
            w.put_null(true);
        }
        self.tagged.write("ReassignablePartition.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("ReassignablePartition.partition_index"),
            replicas: r.nullable_int32_array("ReassignablePartition.replicas", true),
            tagged: TaggedFields::read(r, "ReassignablePartition.tagged"),
        }
    }
}
