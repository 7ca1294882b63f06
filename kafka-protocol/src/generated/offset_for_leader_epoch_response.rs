// Written by `cargo xtask codegen` from schemas/offset_for_leader_epoch.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `OffsetForLeaderEpochResponse`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetForLeaderEpochResponse {
    /// `ThrottleTimeMs`: int32, versions 2+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`OffsetForLeaderTopicResult`], versions 0+.
    pub topics: Vec<OffsetForLeaderTopicResult>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `OffsetForLeaderTopicResult`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetForLeaderTopicResult {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `Partitions`: array of [`EpochEndOffset`], versions 0+.
    pub partitions: Vec<EpochEndOffset>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `EpochEndOffset`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochEndOffset {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `LeaderEpoch`: int32, versions 1+, default -1; left out of other versions.
    pub leader_epoch: i32,
    /// `EndOffset`: int64, versions 0+, default -1.
    pub end_offset: i64,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for EpochEndOffset {
    fn default() -> Self {
        Self { error_code: 0, partition: 0, leader_epoch: -1, end_offset: -1, tagged: TaggedFields::new() }
    }
}

impl Message for OffsetForLeaderEpochResponse {
    const NAME: &'static str = "OffsetForLeaderEpochResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 2 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 2 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
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
        let flexible = version >= 4;
        Self {
            throttle_time_ms: if version >= 2 { r.int32("throttle_time_ms") } else { 0 },
            topics: r.array("topics", flexible, OffsetForLeaderTopicResult::minimum_len(version), |r| {
                OffsetForLeaderTopicResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl OffsetForLeaderTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = string_len(&self.topic, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("OffsetForLeaderTopicResult.topic", &self.topic, flexible);
        w.put_array_len("OffsetForLeaderTopicResult.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("OffsetForLeaderTopicResult.tagged", w);
        } else {
            w.refuse("OffsetForLeaderTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            topic: r.string("OffsetForLeaderTopicResult.topic", flexible),
            partitions: r.array(
                "OffsetForLeaderTopicResult.partitions",
                flexible,
                EpochEndOffset::minimum_len(version),
                |r| EpochEndOffset::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetForLeaderTopicResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl EpochEndOffset {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 14,
            1..=3 => 18,
            _ => 19,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 14;
        if version >= 1 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_fixed((self.error_code, self.partition));
        if version >= 1 {
            w.put_i32(self.leader_epoch);
        }
        w.put_i64(self.end_offset);
        if flexible {
            self.tagged.write("EpochEndOffset.tagged", w);
        } else {
            w.refuse("EpochEndOffset.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            error_code: r.int16("EpochEndOffset.error_code"),
            partition: r.int32("EpochEndOffset.partition"),
            leader_epoch: if version >= 1 { r.int32("EpochEndOffset.leader_epoch") } else { -1 },
            end_offset: r.int64("EpochEndOffset.end_offset"),
            tagged: if flexible {
                TaggedFields::read(r, "EpochEndOffset.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
