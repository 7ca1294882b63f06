// Written by `cargo xtask codegen` from schemas/elect_leaders.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ElectLeadersResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ElectLeadersResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 1+; an error to set in other versions.
    pub error_code: i16,
    /// `ReplicaElectionResults`: array of [`ReplicaElectionResult`], versions 0+.
    pub replica_election_results: Vec<ReplicaElectionResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `ReplicaElectionResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplicaElectionResult {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `PartitionResult`: array of [`PartitionResult`], versions 0+.
    pub partition_result: Vec<PartitionResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `PartitionResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionResult {
    /// `PartitionId`: int32, versions 0+.
    pub partition_id: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for PartitionResult {
    fn default() -> Self {
        Self {
            partition_id: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for ElectLeadersResponse {
    const NAME: &'static str = "ElectLeadersResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + array_len(self.replica_election_results.len(), flexible)
            + self.replica_election_results.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 2;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        if version >= 1 {
            w.put_i16(self.error_code);
        } else {
            w.refuse("error_code", self.error_code != 0);
        }
        w.put_array_len("replica_election_results", self.replica_election_results.len(), flexible);
        for element in &self.replica_election_results {
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
            error_code: if version >= 1 { r.int16("error_code") } else { 0 },
            replica_election_results: r.array(
                "replica_election_results",
                flexible,
                ReplicaElectionResult::minimum_len(version),
                |r| ReplicaElectionResult::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl ReplicaElectionResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.topic, flexible)
            + array_len(self.partition_result.len(), flexible)
            + self.partition_result.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("ReplicaElectionResult.topic", &self.topic, flexible);
        w.put_array_len("ReplicaElectionResult.partition_result", self.partition_result.len(), flexible);
        for element in &self.partition_result {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("ReplicaElectionResult.tagged", w);
        } else {
            w.refuse("ReplicaElectionResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            topic: r.string("ReplicaElectionResult.topic", flexible),
            partition_result: r.array(
                "ReplicaElectionResult.partition_result",
                flexible,
                PartitionResult::minimum_len(version),
                |r| PartitionResult::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "ReplicaElectionResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl PartitionResult {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 6 + nullable_string_len(self.error_message.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_fixed((self.partition_id, self.error_code));
        w.put_nullable_string("PartitionResult.error_message", self.error_message.as_ref(), flexible);
        if flexible {
            self.tagged.write("PartitionResult.tagged", w);
        } else {
            w.refuse("PartitionResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            partition_id: r.int32("PartitionResult.partition_id"),
            error_code: r.int16("PartitionResult.error_code"),
            error_message: r.nullable_string("PartitionResult.error_message", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "PartitionResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
