// Written by `cargo xtask codegen` from schemas/initialize_share_group_state.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `InitializeShareGroupStateResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InitializeShareGroupStateResponse {
    /// `Results`: array of [`InitializeStateResult`], versions 0+.
    pub results: Vec<InitializeStateResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `InitializeStateResult`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InitializeStateResult {
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

impl Message for InitializeShareGroupStateResponse {
    const NAME: &'static str = "InitializeShareGroupStateResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn encode<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        encode(self, version, |this| this.write(version, w))
    }

    fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
        encode(self, version, |this| Ok(this.wire_len(version)))
    }

    fn decode(version: i16, r: &mut Reader) -> Result<Self, DecodeError> {
        r.enter(Self::NAME, version, Self::VERSIONS)?;
        let message = Self::read(version, r);
        r.check().map(|()| message)
    }
}

impl InitializeShareGroupStateResponse {
    fn wire_len(&self, version: i16) -> usize {
        array_len(self.results.len(), true)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_array_len("results", self.results.len(), true)?;
        for element in &self.results {
            element.write(version, w)?;
        }
        self.tagged.write("tagged", 0, w)
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            results: r.array("results", true, InitializeStateResult::minimum_len(version), |r| {
                InitializeStateResult::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl InitializeStateResult {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, version: i16) -> usize {
        16 + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_uuid(self.topic_id);
        w.put_array_len("InitializeStateResult.partitions", self.partitions.len(), true)?;
        for element in &self.partitions {
            element.write(version, w)?;
        }
        self.tagged.write("InitializeStateResult.tagged", 0, w)
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("InitializeStateResult.topic_id"),
            partitions: r.array(
                "InitializeStateResult.partitions",
                true,
                PartitionResult::minimum_len(version),
                |r| PartitionResult::read(version, r),
            ),
            tagged: TaggedFields::read(r, "InitializeStateResult.tagged"),
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

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i32(self.partition);
        w.put_i16(self.error_code);
        w.put_nullable_string("PartitionResult.error_message", self.error_message.as_ref(), true)?;
        self.tagged.write("PartitionResult.tagged", 0, w)
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
