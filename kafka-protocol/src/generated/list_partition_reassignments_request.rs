// Written by `cargo xtask codegen` from schemas/list_partition_reassignments.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ListPartitionReassignmentsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPartitionReassignmentsRequest {
    /// `TimeoutMs`: int32, versions 0+, default 60000.
    pub timeout_ms: i32,
    /// `Topics`: array of [`ListPartitionReassignmentsTopics`], versions 0+, nullable, default null.
    pub topics: Option<Vec<ListPartitionReassignmentsTopics>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ListPartitionReassignmentsRequest {
    fn default() -> Self {
        Self { timeout_ms: 60_000, topics: None, tagged: TaggedFields::new() }
    }
}

/// `ListPartitionReassignmentsTopics`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListPartitionReassignmentsTopics {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `PartitionIndexes`: array of int32, versions 0+.
    pub partition_indexes: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ListPartitionReassignmentsRequest {
    const NAME: &'static str = "ListPartitionReassignmentsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + nullable_array_len(self.topics.as_ref().map(Vec::len), true)
            + self.topics.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.timeout_ms);
        if let Some(value) = &self.topics {
            w.put_array_len("topics", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            timeout_ms: r.int32("timeout_ms"),
            topics: r.nullable_array(
                "topics",
                true,
                ListPartitionReassignmentsTopics::minimum_len(version),
                |r| ListPartitionReassignmentsTopics::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ListPartitionReassignmentsRequest {
    const API_KEY: ApiKey = ApiKey::LIST_PARTITION_REASSIGNMENTS;
    type Response = super::ListPartitionReassignmentsResponse;
}

impl ListPartitionReassignmentsTopics {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.name, true)
            + array_len(self.partition_indexes.len(), true)
            + 4 * self.partition_indexes.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("ListPartitionReassignmentsTopics.name", &self.name, true);
        w.put_int32_array(
            "ListPartitionReassignmentsTopics.partition_indexes",
            &self.partition_indexes,
            true,
        );
        self.tagged.write("ListPartitionReassignmentsTopics.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("ListPartitionReassignmentsTopics.name", true),
            partition_indexes: r.int32_array("ListPartitionReassignmentsTopics.partition_indexes", true),
            tagged: TaggedFields::read(r, "ListPartitionReassignmentsTopics.tagged"),
        }
    }
}
