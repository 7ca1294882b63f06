// Written by `cargo xtask codegen` from schemas/delete_records.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DeleteRecordsRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteRecordsRequest {
    /// `Topics`: array of [`DeleteRecordsTopic`], versions 0+.
    pub topics: Vec<DeleteRecordsTopic>,
    /// `TimeoutMs`: int32, versions 0+.
    pub timeout_ms: i32,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DeleteRecordsTopic`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteRecordsTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`DeleteRecordsPartition`], versions 0+.
    pub partitions: Vec<DeleteRecordsPartition>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DeleteRecordsPartition`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteRecordsPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `Offset`: int64, versions 0+.
    pub offset: i64,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DeleteRecordsRequest {
    const NAME: &'static str = "DeleteRecordsRequest";
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
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
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
            topics: r.array("topics", flexible, DeleteRecordsTopic::minimum_len(version), |r| {
                DeleteRecordsTopic::read(version, r)
            }),
            timeout_ms: r.int32("timeout_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DeleteRecordsRequest {
    const API_KEY: ApiKey = ApiKey::DELETE_RECORDS;
    type Response = super::DeleteRecordsResponse;
}

impl DeleteRecordsTopic {
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
        w.put_string("DeleteRecordsTopic.name", &self.name, flexible);
        w.put_array_len("DeleteRecordsTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("DeleteRecordsTopic.tagged", w);
        } else {
            w.refuse("DeleteRecordsTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            name: r.string("DeleteRecordsTopic.name", flexible),
            partitions: r.array(
                "DeleteRecordsTopic.partitions",
                flexible,
                DeleteRecordsPartition::minimum_len(version),
                |r| DeleteRecordsPartition::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "DeleteRecordsTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DeleteRecordsPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 12,
            _ => 13,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 12;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_fixed((self.partition_index, self.offset));
        if flexible {
            self.tagged.write("DeleteRecordsPartition.tagged", w);
        } else {
            w.refuse("DeleteRecordsPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            partition_index: r.int32("DeleteRecordsPartition.partition_index"),
            offset: r.int64("DeleteRecordsPartition.offset"),
            tagged: if flexible {
                TaggedFields::read(r, "DeleteRecordsPartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
