// Written by `cargo xtask codegen` from schemas/delete_topics.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DeleteTopicsRequest`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteTopicsRequest {
    /// `Topics`: array of [`DeleteTopicState`], versions 6+; an error to set in other versions.
    pub topics: Vec<DeleteTopicState>,
    /// `TopicNames`: array of string, versions 0-5; left out of other versions.
    pub topic_names: Vec<StrBytes>,
    /// `TimeoutMs`: int32, versions 0+.
    pub timeout_ms: i32,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `DeleteTopicState`, versions 6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteTopicState {
    /// `Name`: string, versions 6+, nullable, default null.
    pub name: Option<StrBytes>,
    /// `TopicId`: uuid, versions 6+.
    pub topic_id: Uuid,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Message for DeleteTopicsRequest {
    const NAME: &'static str = "DeleteTopicsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 4;
        if version >= 6 {
            len += array_len(self.topics.len(), flexible)
                + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version <= 5 {
            len += array_len(self.topic_names.len(), flexible)
                + self.topic_names.iter().map(|element| string_len(element, flexible)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 6 {
            w.put_array_len("topics", self.topics.len(), flexible);
            for element in &self.topics {
                element.write(version, w);
            }
        } else {
            w.refuse("topics", !self.topics.is_empty());
        }
        if version <= 5 {
            w.put_array_len("topic_names", self.topic_names.len(), flexible);
            for element in &self.topic_names {
                w.put_string("topic_names", element, flexible);
            }
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
        let flexible = version >= 4;
        Self {
            topics: if version >= 6 {
                r.array("topics", flexible, DeleteTopicState::minimum_len(version), |r| {
                    DeleteTopicState::read(version, r)
                })
            } else {
                Vec::new()
            },
            topic_names: if version <= 5 {
                r.array("topic_names", flexible, if flexible { 1 } else { 2 }, |r| {
                    r.string("topic_names", flexible)
                })
            } else {
                Vec::new()
            },
            timeout_ms: r.int32("timeout_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DeleteTopicsRequest {
    const API_KEY: ApiKey = ApiKey::DELETE_TOPICS;
    type Response = super::DeleteTopicsResponse;
}

impl DeleteTopicState {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, _version: i16) -> usize {
        16 + nullable_string_len(self.name.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_nullable_string("DeleteTopicState.name", self.name.as_ref(), true);
        w.put_uuid(self.topic_id);
        self.tagged.write("DeleteTopicState.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.nullable_string("DeleteTopicState.name", true),
            topic_id: r.uuid("DeleteTopicState.topic_id"),
            tagged: TaggedFields::read(r, "DeleteTopicState.tagged"),
        }
    }
}
