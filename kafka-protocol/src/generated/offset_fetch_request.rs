// Written by `cargo xtask codegen` from schemas/offset_fetch.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `OffsetFetchRequest`, versions 0-10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetFetchRequest {
    /// `GroupId`: string, versions 0-7; an error to set in other versions.
    pub group_id: StrBytes,
    /// `Topics`: array of [`OffsetFetchRequestTopic`], versions 0-7, nullable in versions 2-7; an error to set in other versions.
    pub topics: Option<Vec<OffsetFetchRequestTopic>>,
    /// `Groups`: array of [`OffsetFetchRequestGroup`], versions 8+; an error to set in other versions.
    pub groups: Vec<OffsetFetchRequestGroup>,
    /// `RequireStable`: bool, versions 7+; an error to set in other versions.
    pub require_stable: bool,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for OffsetFetchRequest {
    fn default() -> Self {
        Self {
            group_id: StrBytes::new(),
            topics: Some(Vec::new()),
            groups: Vec::new(),
            require_stable: false,
            tagged: TaggedFields::new(),
        }
    }
}

/// `OffsetFetchRequestTopic`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetFetchRequestTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `PartitionIndexes`: array of int32, versions 0+.
    pub partition_indexes: Int32Array,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

/// `OffsetFetchRequestGroup`, versions 8-10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetFetchRequestGroup {
    /// `GroupId`: string, versions 8+.
    pub group_id: StrBytes,
    /// `MemberId`: string, versions 9+, nullable, default null; left out of other versions.
    pub member_id: Option<StrBytes>,
    /// `MemberEpoch`: int32, versions 9+, default -1; left out of other versions.
    pub member_epoch: i32,
    /// `Topics`: array of [`OffsetFetchRequestTopics`], versions 8+, nullable.
    pub topics: Option<Vec<OffsetFetchRequestTopics>>,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

impl Default for OffsetFetchRequestGroup {
    fn default() -> Self {
        Self {
            group_id: StrBytes::new(),
            member_id: None,
            member_epoch: -1,
            topics: Some(Vec::new()),
            tagged: TaggedFields::new(),
        }
    }
}

/// `OffsetFetchRequestTopics`, versions 8-10.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetFetchRequestTopics {
    /// `Name`: string, versions 8-9; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 10+; left out of other versions.
    pub topic_id: Uuid,
    /// `PartitionIndexes`: array of int32, versions 8+.
    pub partition_indexes: Int32Array,
    /// Tagged fields that the schema does not know, versions 8+.
    pub tagged: TaggedFields,
}

impl Message for OffsetFetchRequest {
    const NAME: &'static str = "OffsetFetchRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 10);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 0;
        if version <= 7 {
            len += string_len(&self.group_id, flexible)
                + nullable_array_len(self.topics.as_ref().map(Vec::len), flexible)
                + self.topics.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 8 {
            len += array_len(self.groups.len(), flexible)
                + self.groups.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 7 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version <= 7 {
            w.put_string("group_id", &self.group_id, flexible);
            if version < 2 {
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
        } else {
            w.refuse("group_id", !self.group_id.is_empty());
            w.refuse("topics", self.topics.as_ref().is_none_or(|value| !value.is_empty()));
        }
        if version >= 8 {
            w.put_array_len("groups", self.groups.len(), flexible);
            for element in &self.groups {
                element.write(version, w);
            }
        } else {
            w.refuse("groups", !self.groups.is_empty());
        }
        if version >= 7 {
            w.put_bool(self.require_stable);
        } else {
            w.refuse("require_stable", self.require_stable);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 6;
        Self {
            group_id: if version <= 7 { r.string("group_id", flexible) } else { StrBytes::new() },
            topics: if version <= 7 {
                if version >= 2 {
                    r.nullable_array("topics", flexible, OffsetFetchRequestTopic::minimum_len(version), |r| {
                        OffsetFetchRequestTopic::read(version, r)
                    })
                } else {
                    Some(r.array("topics", flexible, OffsetFetchRequestTopic::minimum_len(version), |r| {
                        OffsetFetchRequestTopic::read(version, r)
                    }))
                }
            } else {
                Some(Vec::new())
            },
            groups: if version >= 8 {
                r.array("groups", flexible, OffsetFetchRequestGroup::minimum_len(version), |r| {
                    OffsetFetchRequestGroup::read(version, r)
                })
            } else {
                Vec::new()
            },
            require_stable: if version >= 7 { r.bool("require_stable") } else { false },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for OffsetFetchRequest {
    const API_KEY: ApiKey = ApiKey::OFFSET_FETCH;
    type Response = super::OffsetFetchResponse;
}

impl OffsetFetchRequestTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=5 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partition_indexes.len(), flexible)
            + 4 * self.partition_indexes.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_string("OffsetFetchRequestTopic.name", &self.name, flexible);
        w.put_int32_array("OffsetFetchRequestTopic.partition_indexes", &self.partition_indexes, flexible);
        if flexible {
            self.tagged.write("OffsetFetchRequestTopic.tagged", w);
        } else {
            w.refuse("OffsetFetchRequestTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            name: r.string("OffsetFetchRequestTopic.name", flexible),
            partition_indexes: r.int32_array("OffsetFetchRequestTopic.partition_indexes", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "OffsetFetchRequestTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl OffsetFetchRequestGroup {
    fn minimum_len(version: i16) -> usize {
        match version {
            8 => 3,
            _ => 8,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = string_len(&self.group_id, true)
            + nullable_array_len(self.topics.as_ref().map(Vec::len), true)
            + self.topics.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 9 {
            len += 4 + nullable_string_len(self.member_id.as_ref(), true);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("OffsetFetchRequestGroup.group_id", &self.group_id, true);
        if version >= 9 {
            w.put_nullable_string("OffsetFetchRequestGroup.member_id", self.member_id.as_ref(), true);
            w.put_i32(self.member_epoch);
        }
        if let Some(value) = &self.topics {
            w.put_array_len("OffsetFetchRequestGroup.topics", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("OffsetFetchRequestGroup.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            group_id: r.string("OffsetFetchRequestGroup.group_id", true),
            member_id: if version >= 9 {
                r.nullable_string("OffsetFetchRequestGroup.member_id", true)
            } else {
                None
            },
            member_epoch: if version >= 9 { r.int32("OffsetFetchRequestGroup.member_epoch") } else { -1 },
            topics: r.nullable_array(
                "OffsetFetchRequestGroup.topics",
                true,
                OffsetFetchRequestTopics::minimum_len(version),
                |r| OffsetFetchRequestTopics::read(version, r),
            ),
            tagged: TaggedFields::read(r, "OffsetFetchRequestGroup.tagged"),
        }
    }
}

impl OffsetFetchRequestTopics {
    fn minimum_len(version: i16) -> usize {
        match version {
            8..=9 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = array_len(self.partition_indexes.len(), true)
            + 4 * self.partition_indexes.len()
            + self.tagged.section_len(0);
        if version <= 9 {
            len += string_len(&self.name, true);
        }
        if version >= 10 {
            len += 16;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        if version <= 9 {
            w.put_string("OffsetFetchRequestTopics.name", &self.name, true);
        }
        if version >= 10 {
            w.put_uuid(self.topic_id);
        }
        w.put_int32_array("OffsetFetchRequestTopics.partition_indexes", &self.partition_indexes, true);
        self.tagged.write("OffsetFetchRequestTopics.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: if version <= 9 {
                r.string("OffsetFetchRequestTopics.name", true)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 10 { r.uuid("OffsetFetchRequestTopics.topic_id") } else { Uuid::ZERO },
            partition_indexes: r.int32_array("OffsetFetchRequestTopics.partition_indexes", true),
            tagged: TaggedFields::read(r, "OffsetFetchRequestTopics.tagged"),
        }
    }
}
