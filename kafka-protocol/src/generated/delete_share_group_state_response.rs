// Written by `cargo xtask codegen` from schemas/delete_share_group_state.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `DeleteShareGroupStateResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteShareGroupStateResponse {
    /// `Results`: array of [`DeleteStateResult`], versions 0+.
    pub results: Vec<DeleteStateResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DeleteStateResult`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteStateResult {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`PartitionResult`], versions 0+.
    pub partitions: Vec<PartitionResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionResult`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionResult {
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DeleteShareGroupStateResponse {
    const NAME: &'static str = "DeleteShareGroupStateResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        array_len(self.results.len(), true)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("results", self.results.len(), true);
        for element in &self.results {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            results: r.array("results", true, DeleteStateResult::minimum_len(version), |r| {
                DeleteStateResult::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DeleteStateResult {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, version: i16) -> usize {
        16 + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_array_len("DeleteStateResult.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("DeleteStateResult.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("DeleteStateResult.topic_id"),
            partitions: r.array(
                "DeleteStateResult.partitions",
                true,
                PartitionResult::minimum_len(version),
                |r| PartitionResult::read(version, r),
            ),
            tagged: TaggedFields::read(r, "DeleteStateResult.tagged"),
        }
    }
}

impl PartitionResult {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, _version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.partition, self.error_code));
        w.put_nullable_string("PartitionResult.error_message", self.error_message.as_ref(), true);
        self.tagged.write("PartitionResult.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition: r.int32("PartitionResult.partition"),
            error_code: r.int16("PartitionResult.error_code"),
            error_message: r.nullable_string("PartitionResult.error_message", true),
            tagged: TaggedFields::read(r, "PartitionResult.tagged"),
        }
    }
}
