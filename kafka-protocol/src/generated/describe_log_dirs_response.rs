// Written by `cargo xtask codegen` from schemas/describe_log_dirs.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeLogDirsResponse`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeLogDirsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 3+; left out of other versions.
    pub error_code: i16,
    /// `Results`: array of [`DescribeLogDirsResult`], versions 0+.
    pub results: Vec<DescribeLogDirsResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DescribeLogDirsResult`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeLogDirsResult {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `LogDir`: string, versions 0+.
    pub log_dir: StrBytes,
    /// `Topics`: array of [`DescribeLogDirsTopic`], versions 0+.
    pub topics: Vec<DescribeLogDirsTopic>,
    /// `TotalBytes`: int64, versions 4+, default -1; left out of other versions.
    pub total_bytes: i64,
    /// `UsableBytes`: int64, versions 4+, default -1; left out of other versions.
    pub usable_bytes: i64,
    /// `IsCordoned`: bool, versions 5+; left out of other versions.
    pub is_cordoned: bool,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for DescribeLogDirsResult {
    fn default() -> Self {
        Self {
            error_code: 0,
            log_dir: StrBytes::new(),
            topics: Vec::new(),
            total_bytes: -1,
            usable_bytes: -1,
            is_cordoned: false,
            tagged: TaggedFields::new(),
        }
    }
}

/// `DescribeLogDirsTopic`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeLogDirsTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`DescribeLogDirsPartition`], versions 0+.
    pub partitions: Vec<DescribeLogDirsPartition>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DescribeLogDirsPartition`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeLogDirsPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `PartitionSize`: int64, versions 0+.
    pub partition_size: i64,
    /// `OffsetLag`: int64, versions 0+.
    pub offset_lag: i64,
    /// `IsFutureKey`: bool, versions 0+.
    pub is_future_key: bool,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DescribeLogDirsResponse {
    const NAME: &'static str = "DescribeLogDirsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + array_len(self.results.len(), flexible)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
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
        if version >= 3 {
            w.put_i16(self.error_code);
        }
        w.put_array_len("results", self.results.len(), flexible);
        for element in &self.results {
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
            error_code: if version >= 3 { r.int16("error_code") } else { 0 },
            results: r.array("results", flexible, DescribeLogDirsResult::minimum_len(version), |r| {
                DescribeLogDirsResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DescribeLogDirsResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 8,
            2..=3 => 5,
            4 => 21,
            _ => 22,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 2
            + string_len(&self.log_dir, flexible)
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 4 {
            len += 16;
        }
        if version >= 5 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_i16(self.error_code);
        w.put_string("DescribeLogDirsResult.log_dir", &self.log_dir, flexible);
        w.put_array_len("DescribeLogDirsResult.topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if version >= 4 {
            w.put_fixed((self.total_bytes, self.usable_bytes));
        }
        if version >= 5 {
            w.put_bool(self.is_cordoned);
        }
        if flexible {
            self.tagged.write("DescribeLogDirsResult.tagged", w);
        } else {
            w.refuse("DescribeLogDirsResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            error_code: r.int16("DescribeLogDirsResult.error_code"),
            log_dir: r.string("DescribeLogDirsResult.log_dir", flexible),
            topics: r.array(
                "DescribeLogDirsResult.topics",
                flexible,
                DescribeLogDirsTopic::minimum_len(version),
                |r| DescribeLogDirsTopic::read(version, r),
            ),
            total_bytes: if version >= 4 { r.int64("DescribeLogDirsResult.total_bytes") } else { -1 },
            usable_bytes: if version >= 4 { r.int64("DescribeLogDirsResult.usable_bytes") } else { -1 },
            is_cordoned: if version >= 5 { r.bool("DescribeLogDirsResult.is_cordoned") } else { false },
            tagged: if flexible {
                TaggedFields::read(r, "DescribeLogDirsResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DescribeLogDirsTopic {
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
        w.put_string("DescribeLogDirsTopic.name", &self.name, flexible);
        w.put_array_len("DescribeLogDirsTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("DescribeLogDirsTopic.tagged", w);
        } else {
            w.refuse("DescribeLogDirsTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            name: r.string("DescribeLogDirsTopic.name", flexible),
            partitions: r.array(
                "DescribeLogDirsTopic.partitions",
                flexible,
                DescribeLogDirsPartition::minimum_len(version),
                |r| DescribeLogDirsPartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "DescribeLogDirsTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DescribeLogDirsPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 21,
            _ => 22,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 21;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_fixed((self.partition_index, self.partition_size, self.offset_lag, self.is_future_key));
        if flexible {
            self.tagged.write("DescribeLogDirsPartition.tagged", w);
        } else {
            w.refuse("DescribeLogDirsPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            partition_index: r.int32("DescribeLogDirsPartition.partition_index"),
            partition_size: r.int64("DescribeLogDirsPartition.partition_size"),
            offset_lag: r.int64("DescribeLogDirsPartition.offset_lag"),
            is_future_key: r.bool("DescribeLogDirsPartition.is_future_key"),
            tagged: if flexible {
                TaggedFields::read(r, "DescribeLogDirsPartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
