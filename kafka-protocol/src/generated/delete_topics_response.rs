// Written by `cargo xtask codegen` from schemas/delete_topics.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `DeleteTopicsResponse`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteTopicsResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Responses`: array of [`DeletableTopicResult`], versions 0+.
    pub responses: Vec<DeletableTopicResult>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `DeletableTopicResult`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletableTopicResult {
    /// `Name`: string, versions 0+, nullable in versions 6+.
    pub name: Option<StrBytes>,
    /// `TopicId`: uuid, versions 6+; left out of other versions.
    pub topic_id: Uuid,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 5+, nullable, default null; left out of other versions.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for DeletableTopicResult {
    fn default() -> Self {
        Self {
            name: Some(StrBytes::new()),
            topic_id: Uuid::ZERO,
            error_code: 0,
            error_message: None,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DeleteTopicsResponse {
    const NAME: &'static str = "DeleteTopicsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = array_len(self.responses.len(), flexible)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_array_len("responses", self.responses.len(), flexible);
        for element in &self.responses {
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
        let flexible = version >= 4;
        Self {
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            responses: r.array("responses", flexible, DeletableTopicResult::minimum_len(version), |r| {
                DeletableTopicResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DeletableTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 4,
            5 => 5,
            _ => 21,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 2 + nullable_string_len(self.name.as_ref(), flexible);
        if version >= 6 {
            len += 16;
        }
        if version >= 5 {
            len += nullable_string_len(self.error_message.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        if version < 6 {
            w.require("DeletableTopicResult.name", self.name.is_some());
        }
        w.put_nullable_string("DeletableTopicResult.name", self.name.as_ref(), flexible);
        if version >= 6 {
            w.put_uuid(self.topic_id);
        }
        w.put_i16(self.error_code);
        if version >= 5 {
            w.put_nullable_string(
                "DeletableTopicResult.error_message",
                self.error_message.as_ref(),
                flexible,
            );
        }
        if flexible {
            self.tagged.write("DeletableTopicResult.tagged", w);
        } else {
            w.refuse("DeletableTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            name: if version >= 6 {
                r.nullable_string("DeletableTopicResult.name", flexible)
            } else {
                Some(r.string("DeletableTopicResult.name", flexible))
            },
            topic_id: if version >= 6 { r.uuid("DeletableTopicResult.topic_id") } else { Uuid::ZERO },
            error_code: r.int16("DeletableTopicResult.error_code"),
            error_message: if version >= 5 {
                r.nullable_string("DeletableTopicResult.error_message", flexible)
            } else {
                None
            },
            tagged: if flexible {
                TaggedFields::read(r, "DeletableTopicResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
