// Written by `cargo xtask codegen` from schemas/delete_share_group_offsets.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `DeleteShareGroupOffsetsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteShareGroupOffsetsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `Responses`: array of [`DeleteShareGroupOffsetsResponseTopic`], versions 0+.
    pub responses: Vec<DeleteShareGroupOffsetsResponseTopic>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DeleteShareGroupOffsetsResponseTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteShareGroupOffsetsResponseTopic {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DeleteShareGroupOffsetsResponse {
    const NAME: &'static str = "DeleteShareGroupOffsetsResponse";
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

impl DeleteShareGroupOffsetsResponse {
    fn wire_len(&self, version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.responses.len(), true)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i32(self.throttle_time_ms);
        w.put_i16(self.error_code);
        w.put_nullable_string("error_message", self.error_message.as_ref(), true)?;
        w.put_array_len("responses", self.responses.len(), true)?;
        for element in &self.responses {
            element.write(version, w)?;
        }
        self.tagged.write("tagged", 0, w)
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            responses: r.array(
                "responses",
                true,
                DeleteShareGroupOffsetsResponseTopic::minimum_len(version),
                |r| DeleteShareGroupOffsetsResponseTopic::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DeleteShareGroupOffsetsResponseTopic {
    fn minimum_len(_version: i16) -> usize {
        21
    }

    fn wire_len(&self, _version: i16) -> usize {
        18 + string_len(&self.topic_name, true)
            + nullable_string_len(self.error_message.as_ref(), true)
            + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_string("DeleteShareGroupOffsetsResponseTopic.topic_name", &self.topic_name, true)?;
        w.put_uuid(self.topic_id);
        w.put_i16(self.error_code);
        w.put_nullable_string(
            "DeleteShareGroupOffsetsResponseTopic.error_message",
            self.error_message.as_ref(),
            true,
        )?;
        self.tagged.write("DeleteShareGroupOffsetsResponseTopic.tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("DeleteShareGroupOffsetsResponseTopic.topic_name", true),
            topic_id: r.uuid("DeleteShareGroupOffsetsResponseTopic.topic_id"),
            error_code: r.int16("DeleteShareGroupOffsetsResponseTopic.error_code"),
            error_message: r.nullable_string("DeleteShareGroupOffsetsResponseTopic.error_message", true),
            tagged: TaggedFields::read(r, "DeleteShareGroupOffsetsResponseTopic.tagged"),
        }
    }
}
