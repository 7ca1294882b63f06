// Written by `cargo xtask codegen` from schemas/elect_leaders.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ElectLeadersRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectLeadersRequest {
    /// `ElectionType`: int8, versions 1+; an error to set in other versions.
    pub election_type: i8,
    /// `TopicPartitions`: array of [`TopicPartitions`], versions 0+, nullable.
    pub topic_partitions: Option<Vec<TopicPartitions>>,
    /// `TimeoutMs`: int32, versions 0+, default 60000.
    pub timeout_ms: i32,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for ElectLeadersRequest {
    fn default() -> Self {
        Self {
            election_type: 0,
            topic_partitions: Some(Vec::new()),
            timeout_ms: 60_000,
            tagged: TaggedFields::new(),
        }
    }
}

/// `TopicPartitions`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicPartitions {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for ElectLeadersRequest {
    const NAME: &'static str = "ElectLeadersRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + nullable_array_len(self.topic_partitions.as_ref().map(Vec::len), flexible)
            + self.topic_partitions.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i8(self.election_type);
        } else {
            w.refuse("election_type", self.election_type != 0);
        }
        if let Some(value) = &self.topic_partitions {
            w.put_array_len("topic_partitions", value.len(), flexible);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(flexible);
        }
        w.put_i32(self.timeout_ms);
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
            election_type: if version >= 1 { r.int8("election_type") } else { 0 },
            topic_partitions: r.nullable_array(
                "topic_partitions",
                flexible,
                TopicPartitions::minimum_len(version),
                |r| TopicPartitions::read(version, r),
            ),
            timeout_ms: r.int32("timeout_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for ElectLeadersRequest {
    const API_KEY: ApiKey = ApiKey::ELECT_LEADERS;
    type Response = super::ElectLeadersResponse;
}

impl TopicPartitions {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.topic, flexible)
            + array_len(self.partitions.len(), flexible)
            + 4 * self.partitions.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("TopicPartitions.topic", &self.topic, flexible);
        w.put_int32_array("TopicPartitions.partitions", &self.partitions, flexible);
        if flexible {
            self.tagged.write("TopicPartitions.tagged", w);
        } else {
            w.refuse("TopicPartitions.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            topic: r.string("TopicPartitions.topic", flexible),
            partitions: r.int32_array("TopicPartitions.partitions", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "TopicPartitions.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
