// Written by `cargo xtask codegen` from schemas/offset_delete.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `OffsetDeleteResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Topics`: array of [`OffsetDeleteResponseTopic`], versions 0+.
    pub topics: Vec<OffsetDeleteResponseTopic>,
}

/// `OffsetDeleteResponseTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteResponseTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`OffsetDeleteResponsePartition`], versions 0+.
    pub partitions: Vec<OffsetDeleteResponsePartition>,
}

/// `OffsetDeleteResponsePartition`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetDeleteResponsePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
}

impl Message for OffsetDeleteResponse {
    const NAME: &'static str = "OffsetDeleteResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = None;

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

impl OffsetDeleteResponse {
    fn wire_len(&self, version: i16) -> usize {
        6 + array_len(self.topics.len(), false)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i16(self.error_code);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("topics", self.topics.len(), false)?;
        for element in &self.topics {
            element.write(version, w)?;
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            error_code: r.int16("error_code"),
            throttle_time_ms: r.int32("throttle_time_ms"),
            topics: r.array("topics", false, OffsetDeleteResponseTopic::minimum_len(version), |r| {
                OffsetDeleteResponseTopic::read(version, r)
            }),
        }
    }
}

impl OffsetDeleteResponseTopic {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.name, false)
            + array_len(self.partitions.len(), false)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_string("OffsetDeleteResponseTopic.name", &self.name, false)?;
        w.put_array_len("OffsetDeleteResponseTopic.partitions", self.partitions.len(), false)?;
        for element in &self.partitions {
            element.write(version, w)?;
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("OffsetDeleteResponseTopic.name", false),
            partitions: r.array(
                "OffsetDeleteResponseTopic.partitions",
                false,
                OffsetDeleteResponsePartition::minimum_len(version),
                |r| OffsetDeleteResponsePartition::read(version, r),
            ),
        }
    }
}

impl OffsetDeleteResponsePartition {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        6
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i32(self.partition_index);
        w.put_i16(self.error_code);
        Ok(())
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("OffsetDeleteResponsePartition.partition_index"),
            error_code: r.int16("OffsetDeleteResponsePartition.error_code"),
        }
    }
}
