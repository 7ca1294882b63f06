// Written by `cargo xtask codegen` from schemas/delete_records.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DeleteRecordsResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteRecordsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`DeleteRecordsTopicResult`], versions 0+.
    pub topics: Vec<DeleteRecordsTopicResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DeleteRecordsTopicResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteRecordsTopicResult {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`DeleteRecordsPartitionResult`], versions 0+.
    pub partitions: Vec<DeleteRecordsPartitionResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DeleteRecordsPartitionResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteRecordsPartitionResult {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `LowWatermark`: int64, versions 0+.
    pub low_watermark: i64,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DeleteRecordsResponse {
    const NAME: &'static str = "DeleteRecordsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
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
        let flexible = version >= 2;
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            topics: r.array("topics", flexible, DeleteRecordsTopicResult::minimum_len(version), |r| {
                DeleteRecordsTopicResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DeleteRecordsTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("DeleteRecordsTopicResult.name", &self.name, flexible);
        w.put_array_len("DeleteRecordsTopicResult.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("DeleteRecordsTopicResult.tagged", w);
        } else {
            w.refuse("DeleteRecordsTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            name: r.string("DeleteRecordsTopicResult.name", flexible),
            partitions: r.array(
                "DeleteRecordsTopicResult.partitions",
                flexible,
                DeleteRecordsPartitionResult::minimum_len(version),
                |r| DeleteRecordsPartitionResult::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "DeleteRecordsTopicResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DeleteRecordsPartitionResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 14,
            _ => 15,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 14;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_fixed((self.partition_index, self.low_watermark, self.error_code));
        if flexible {
            self.tagged.write("DeleteRecordsPartitionResult.tagged", w);
        } else {
            w.refuse("DeleteRecordsPartitionResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            partition_index: r.int32("DeleteRecordsPartitionResult.partition_index"),
            low_watermark: r.int64("DeleteRecordsPartitionResult.low_watermark"),
            error_code: r.int16("DeleteRecordsPartitionResult.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "DeleteRecordsPartitionResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
