// Written by `cargo xtask codegen` from schemas/write_txn_markers.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `WriteTxnMarkersResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WriteTxnMarkersResponse {
    /// `Markers`: array of [`WritableTxnMarkerResult`], versions 0+.
    pub markers: Vec<WritableTxnMarkerResult>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `WritableTxnMarkerResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WritableTxnMarkerResult {
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `Topics`: array of [`WritableTxnMarkerTopicResult`], versions 0+.
    pub topics: Vec<WritableTxnMarkerTopicResult>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `WritableTxnMarkerTopicResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WritableTxnMarkerTopicResult {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`WritableTxnMarkerPartitionResult`], versions 0+.
    pub partitions: Vec<WritableTxnMarkerPartitionResult>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `WritableTxnMarkerPartitionResult`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WritableTxnMarkerPartitionResult {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Message for WriteTxnMarkersResponse {
    const NAME: &'static str = "WriteTxnMarkersResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = array_len(self.markers.len(), flexible)
            + self.markers.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("markers", self.markers.len(), flexible);
        for element in &self.markers {
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
        let flexible = version >= 1;
        Self {
            markers: r.array("markers", flexible, WritableTxnMarkerResult::minimum_len(version), |r| {
                WritableTxnMarkerResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl WritableTxnMarkerResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 12,
            _ => 10,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 8
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_i64(self.producer_id);
        w.put_array_len("WritableTxnMarkerResult.topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("WritableTxnMarkerResult.tagged", w);
        } else {
            w.refuse("WritableTxnMarkerResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            producer_id: r.int64("WritableTxnMarkerResult.producer_id"),
            topics: r.array(
                "WritableTxnMarkerResult.topics",
                flexible,
                WritableTxnMarkerTopicResult::minimum_len(version),
                |r| WritableTxnMarkerTopicResult::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "WritableTxnMarkerResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl WritableTxnMarkerTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("WritableTxnMarkerTopicResult.name", &self.name, flexible);
        w.put_array_len("WritableTxnMarkerTopicResult.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("WritableTxnMarkerTopicResult.tagged", w);
        } else {
            w.refuse("WritableTxnMarkerTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            name: r.string("WritableTxnMarkerTopicResult.name", flexible),
            partitions: r.array(
                "WritableTxnMarkerTopicResult.partitions",
                flexible,
                WritableTxnMarkerPartitionResult::minimum_len(version),
                |r| WritableTxnMarkerPartitionResult::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "WritableTxnMarkerTopicResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl WritableTxnMarkerPartitionResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 6,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 6;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_fixed((self.partition_index, self.error_code));
        if flexible {
            self.tagged.write("WritableTxnMarkerPartitionResult.tagged", w);
        } else {
            w.refuse("WritableTxnMarkerPartitionResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            partition_index: r.int32("WritableTxnMarkerPartitionResult.partition_index"),
            error_code: r.int16("WritableTxnMarkerPartitionResult.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "WritableTxnMarkerPartitionResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
