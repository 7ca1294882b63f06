// Written by `cargo xtask codegen` from schemas/list_offsets.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ListOffsetsResponse`, versions 0-11.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListOffsetsResponse {
    /// `ThrottleTimeMs`: int32, versions 2+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`ListOffsetsTopicResponse`], versions 0+.
    pub topics: Vec<ListOffsetsTopicResponse>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `ListOffsetsTopicResponse`, versions 0-11.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListOffsetsTopicResponse {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`ListOffsetsPartitionResponse`], versions 0+.
    pub partitions: Vec<ListOffsetsPartitionResponse>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `ListOffsetsPartitionResponse`, versions 0-11.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOffsetsPartitionResponse {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `OldStyleOffsets`: array of int64, versions 0; an error to set in other versions.
    pub old_style_offsets: Vec<i64>,
    /// `Timestamp`: int64, versions 1+, default -1; an error to set in other versions.
    pub timestamp: i64,
    /// `Offset`: int64, versions 1+, default -1; an error to set in other versions.
    pub offset: i64,
    /// `LeaderEpoch`: int32, versions 4+, default -1; an error to set in other versions.
    pub leader_epoch: i32,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for ListOffsetsPartitionResponse {
    fn default() -> Self {
        Self {
            partition_index: 0,
            error_code: 0,
            old_style_offsets: Vec::new(),
            timestamp: -1,
            offset: -1,
            leader_epoch: -1,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for ListOffsetsResponse {
    const NAME: &'static str = "ListOffsetsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 11);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
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
        let flexible = version >= 6;
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
        let flexible = version >= 6;
        Self {
            throttle_time_ms: if version >= 2 { r.int32("throttle_time_ms") } else { 0 },
            topics: r.array("topics", flexible, ListOffsetsTopicResponse::minimum_len(version), |r| {
                ListOffsetsTopicResponse::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl ListOffsetsTopicResponse {
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
        w.put_string("ListOffsetsTopicResponse.name", &self.name, flexible);
        w.put_array_len("ListOffsetsTopicResponse.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("ListOffsetsTopicResponse.tagged", w);
        } else {
            w.refuse("ListOffsetsTopicResponse.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            name: r.string("ListOffsetsTopicResponse.name", flexible),
            partitions: r.array(
                "ListOffsetsTopicResponse.partitions",
                flexible,
                ListOffsetsPartitionResponse::minimum_len(version),
                |r| ListOffsetsPartitionResponse::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "ListOffsetsTopicResponse.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl ListOffsetsPartitionResponse {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 10,
            1..=3 => 22,
            4..=5 => 26,
            _ => 27,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 6;
        if version <= 0 {
            len += array_len(self.old_style_offsets.len(), flexible) + 8 * self.old_style_offsets.len();
        }
        if version >= 1 {
            len += 16;
        }
        if version >= 4 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_fixed((self.partition_index, self.error_code));
        if version <= 0 {
            w.put_array_len(
                "ListOffsetsPartitionResponse.old_style_offsets",
                self.old_style_offsets.len(),
                flexible,
            );
            for element in &self.old_style_offsets {
                w.put_i64(*element);
            }
        } else {
            w.refuse("ListOffsetsPartitionResponse.old_style_offsets", !self.old_style_offsets.is_empty());
        }
        if version >= 1 {
            w.put_fixed((self.timestamp, self.offset));
        } else {
            w.refuse("ListOffsetsPartitionResponse.timestamp", self.timestamp != -1);
            w.refuse("ListOffsetsPartitionResponse.offset", self.offset != -1);
        }
        if version >= 4 {
            w.put_i32(self.leader_epoch);
        } else {
            w.refuse("ListOffsetsPartitionResponse.leader_epoch", self.leader_epoch != -1);
        }
        if flexible {
            self.tagged.write("ListOffsetsPartitionResponse.tagged", w);
        } else {
            w.refuse("ListOffsetsPartitionResponse.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            partition_index: r.int32("ListOffsetsPartitionResponse.partition_index"),
            error_code: r.int16("ListOffsetsPartitionResponse.error_code"),
            old_style_offsets: if version <= 0 {
                r.array("ListOffsetsPartitionResponse.old_style_offsets", flexible, 8, |r| {
                    r.int64("ListOffsetsPartitionResponse.old_style_offsets")
                })
            } else {
                Vec::new()
            },
            timestamp: if version >= 1 { r.int64("ListOffsetsPartitionResponse.timestamp") } else { -1 },
            offset: if version >= 1 { r.int64("ListOffsetsPartitionResponse.offset") } else { -1 },
            leader_epoch: if version >= 4 {
                r.int32("ListOffsetsPartitionResponse.leader_epoch")
            } else {
                -1
            },
            tagged: if flexible {
                TaggedFields::read(r, "ListOffsetsPartitionResponse.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
