// Written by `cargo xtask codegen` from schemas/delete_topics.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

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

impl Request for DeleteTopicsRequest {
    const API_KEY: ApiKey = ApiKey::DELETE_TOPICS;
    type Response = super::DeleteTopicsResponse;
}

impl DeleteTopicsRequest {
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

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 4;
        if version >= 6 {
            w.put_array_len("topics", self.topics.len(), flexible)?;
            for element in &self.topics {
                element.write(version, w)?;
            }
        } else if !self.topics.is_empty() {
            return Err(EncodeError::not_in_version("topics"));
        }
        if version <= 5 {
            w.put_array_len("topic_names", self.topic_names.len(), flexible)?;
            for element in &self.topic_names {
                w.put_string("topic_names", element, flexible)?;
            }
        }
        w.put_i32(self.timeout_ms);
        if flexible {
            self.tagged.write("tagged", 0, w)?;
        } else if !self.tagged.is_empty() {
            return Err(EncodeError::not_in_version("tagged"));
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
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

impl DeleteTopicState {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, _version: i16) -> usize {
        16 + nullable_string_len(self.name.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_nullable_string("DeleteTopicState.name", self.name.as_ref(), true)?;
        w.put_uuid(self.topic_id);
        self.tagged.write("DeleteTopicState.tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.nullable_string("DeleteTopicState.name", true),
            topic_id: r.uuid("DeleteTopicState.topic_id"),
            tagged: TaggedFields::read(r, "DeleteTopicState.tagged"),
        }
    }
}
