// Written by `cargo xtask codegen` from schemas/delete_share_group_offsets.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

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

    fn wire_len(&self, version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.responses.len(), true)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        w.put_array_len("responses", self.responses.len(), true);
        for element in &self.responses {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
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

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("DeleteShareGroupOffsetsResponseTopic.topic_name", &self.topic_name, true);
        w.put_fixed((self.topic_id, self.error_code));
        w.put_nullable_string(
            "DeleteShareGroupOffsetsResponseTopic.error_message",
            self.error_message.as_ref(),
            true,
        );
        self.tagged.write("DeleteShareGroupOffsetsResponseTopic.tagged", w);
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
