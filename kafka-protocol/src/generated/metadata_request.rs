// Written by `cargo xtask codegen` from schemas/metadata.schema; do not edit.

use crate::wire::length::{nullable_array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `MetadataRequest`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataRequest {
    /// `Topics`: array of [`MetadataRequestTopic`], versions 0+, nullable in versions 1+.
    pub topics: Option<Vec<MetadataRequestTopic>>,
    /// `AllowAutoTopicCreation`: bool, versions 4+, default true; an error to set in other versions.
    pub allow_auto_topic_creation: bool,
    /// `IncludeClusterAuthorizedOperations`: bool, versions 8-10; an error to set in other versions.
    pub include_cluster_authorized_operations: bool,
    /// `IncludeTopicAuthorizedOperations`: bool, versions 8+; an error to set in other versions.
    pub include_topic_authorized_operations: bool,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

impl Default for MetadataRequest {
    fn default() -> Self {
        Self {
            topics: Some(Vec::new()),
            allow_auto_topic_creation: true,
            include_cluster_authorized_operations: false,
            include_topic_authorized_operations: false,
            tagged: TaggedFields::new(),
        }
    }
}

/// `MetadataRequestTopic`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataRequestTopic {
    /// `TopicId`: uuid, versions 10+; left out of other versions.
    pub topic_id: Uuid,
    /// `Name`: string, versions 0+, nullable in versions 10+.
    pub name: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

impl Default for MetadataRequestTopic {
    fn default() -> Self {
        Self { topic_id: Uuid::ZERO, name: Some(StrBytes::new()), tagged: TaggedFields::new() }
    }
}

impl Message for MetadataRequest {
    const NAME: &'static str = "MetadataRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 13);
    const FLEXIBLE_SINCE: Option<i16> = Some(9);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = nullable_array_len(self.topics.as_ref().map(Vec::len), flexible)
            + self.topics.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 4 {
            len += 1;
        }
        if (8..=10).contains(&version) {
            len += 1;
        }
        if version >= 8 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version < 1 {
            w.require("topics", self.topics.is_some());
        }
        if let Some(value) = &self.topics {
            w.put_array_len("topics", value.len(), flexible);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(flexible);
        }
        if version >= 4 {
            w.put_bool(self.allow_auto_topic_creation);
        } else {
            w.refuse("allow_auto_topic_creation", !self.allow_auto_topic_creation);
        }
        if (8..=10).contains(&version) {
            w.put_bool(self.include_cluster_authorized_operations);
        } else {
            w.refuse("include_cluster_authorized_operations", self.include_cluster_authorized_operations);
        }
        if version >= 8 {
            w.put_bool(self.include_topic_authorized_operations);
        } else {
            w.refuse("include_topic_authorized_operations", self.include_topic_authorized_operations);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 9;
        Self {
            topics: if version >= 1 {
                r.nullable_array("topics", flexible, MetadataRequestTopic::minimum_len(version), |r| {
                    MetadataRequestTopic::read(version, r)
                })
            } else {
                Some(r.array("topics", flexible, MetadataRequestTopic::minimum_len(version), |r| {
                    MetadataRequestTopic::read(version, r)
                }))
            },
            allow_auto_topic_creation: if version >= 4 { r.bool("allow_auto_topic_creation") } else { true },
            include_cluster_authorized_operations: if (8..=10).contains(&version) {
                r.bool("include_cluster_authorized_operations")
            } else {
                false
            },
            include_topic_authorized_operations: if version >= 8 {
                r.bool("include_topic_authorized_operations")
            } else {
                false
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for MetadataRequest {
    const API_KEY: ApiKey = ApiKey::METADATA;
    type Response = super::MetadataResponse;
}

impl MetadataRequestTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=9 => 2,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = nullable_string_len(self.name.as_ref(), flexible);
        if version >= 10 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        if version >= 10 {
            w.put_uuid(self.topic_id);
        }
        if version < 10 {
            w.require("MetadataRequestTopic.name", self.name.is_some());
        }
        w.put_nullable_string("MetadataRequestTopic.name", self.name.as_ref(), flexible);
        if flexible {
            self.tagged.write("MetadataRequestTopic.tagged", w);
        } else {
            w.refuse("MetadataRequestTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            topic_id: if version >= 10 { r.uuid("MetadataRequestTopic.topic_id") } else { Uuid::ZERO },
            name: if version >= 10 {
                r.nullable_string("MetadataRequestTopic.name", flexible)
            } else {
                Some(r.string("MetadataRequestTopic.name", flexible))
            },
            tagged: if flexible {
                TaggedFields::read(r, "MetadataRequestTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
