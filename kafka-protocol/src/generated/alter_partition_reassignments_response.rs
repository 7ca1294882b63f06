// Written by `cargo xtask codegen` from schemas/alter_partition_reassignments.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `AlterPartitionReassignmentsResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterPartitionReassignmentsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `AllowReplicationFactorChange`: bool, versions 1+, default true; left out of other versions.
    pub allow_replication_factor_change: bool,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `Responses`: array of [`ReassignableTopicResponse`], versions 0+.
    pub responses: Vec<ReassignableTopicResponse>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for AlterPartitionReassignmentsResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            allow_replication_factor_change: true,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            responses: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `ReassignableTopicResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReassignableTopicResponse {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`ReassignablePartitionResponse`], versions 0+.
    pub partitions: Vec<ReassignablePartitionResponse>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ReassignablePartitionResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReassignablePartitionResponse {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ReassignablePartitionResponse {
    fn default() -> Self {
        Self {
            partition_index: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for AlterPartitionReassignmentsResponse {
    const NAME: &'static str = "AlterPartitionReassignmentsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 6
            + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.responses.len(), true)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        if version >= 1 {
            w.put_bool(self.allow_replication_factor_change);
        }
        w.put_i16(self.error_code);
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        w.put_array_len("responses", self.responses.len(), true);
        for element in &self.responses {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            allow_replication_factor_change: if version >= 1 {
                r.bool("allow_replication_factor_change")
            } else {
                true
            },
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            responses: r.array("responses", true, ReassignableTopicResponse::minimum_len(version), |r| {
                ReassignableTopicResponse::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl ReassignableTopicResponse {
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
        w.put_string("ReassignableTopicResponse.name", &self.name, true);
        w.put_array_len("ReassignableTopicResponse.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("ReassignableTopicResponse.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("ReassignableTopicResponse.name", true),
            partitions: r.array(
                "ReassignableTopicResponse.partitions",
                true,
                ReassignablePartitionResponse::minimum_len(version),
                |r| ReassignablePartitionResponse::read(version, r),
            ),
            tagged: TaggedFields::read(r, "ReassignableTopicResponse.tagged"),
        }
    }
}

impl ReassignablePartitionResponse {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, _version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.error_code));
        w.put_nullable_string(
            "ReassignablePartitionResponse.error_message",
            self.error_message.as_ref(),
            true,
        );
        self.tagged.write("ReassignablePartitionResponse.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("ReassignablePartitionResponse.partition_index"),
            error_code: r.int16("ReassignablePartitionResponse.error_code"),
            error_message: r.nullable_string("ReassignablePartitionResponse.error_message", true),
            tagged: TaggedFields::read(r, "ReassignablePartitionResponse.tagged"),
        }
    }
}
