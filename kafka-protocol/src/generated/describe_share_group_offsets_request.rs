// Written by `cargo xtask codegen` from schemas/describe_share_group_offsets.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeShareGroupOffsetsRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeShareGroupOffsetsRequest {
    /// `Groups`: array of [`DescribeShareGroupOffsetsRequestGroup`], versions 0+.
    pub groups: Vec<DescribeShareGroupOffsetsRequestGroup>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DescribeShareGroupOffsetsRequestGroup`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeShareGroupOffsetsRequestGroup {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`DescribeShareGroupOffsetsRequestTopic`], versions 0+, nullable.
    pub topics: Option<Vec<DescribeShareGroupOffsetsRequestTopic>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeShareGroupOffsetsRequestGroup {
    fn default() -> Self {
        Self { group_id: StrBytes::new(), topics: Some(Vec::new()), tagged: TaggedFields::new() }
    }
}

/// `DescribeShareGroupOffsetsRequestTopic`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeShareGroupOffsetsRequestTopic {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeShareGroupOffsetsRequest {
    const NAME: &'static str = "DescribeShareGroupOffsetsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        array_len(self.groups.len(), true)
            + self.groups.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("groups", self.groups.len(), true);
        for element in &self.groups {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            groups: r.array(
                "groups",
                true,
                DescribeShareGroupOffsetsRequestGroup::minimum_len(version),
                |r| DescribeShareGroupOffsetsRequestGroup::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for DescribeShareGroupOffsetsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_SHARE_GROUP_OFFSETS;
    type Response = super::DescribeShareGroupOffsetsResponse;
}

impl DescribeShareGroupOffsetsRequestGroup {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.group_id, true)
            + nullable_array_len(self.topics.as_ref().map(Vec::len), true)
            + self.topics.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("DescribeShareGroupOffsetsRequestGroup.group_id", &self.group_id, true);
        if let Some(value) = &self.topics {
            w.put_array_len("DescribeShareGroupOffsetsRequestGroup.topics", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("DescribeShareGroupOffsetsRequestGroup.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            group_id: r.string("DescribeShareGroupOffsetsRequestGroup.group_id", true),
            topics: r.nullable_array(
                "DescribeShareGroupOffsetsRequestGroup.topics",
                true,
                DescribeShareGroupOffsetsRequestTopic::minimum_len(version),
                |r| DescribeShareGroupOffsetsRequestTopic::read(version, r),
            ),
            tagged: TaggedFields::read(r, "DescribeShareGroupOffsetsRequestGroup.tagged"),
        }
    }
}

impl DescribeShareGroupOffsetsRequestTopic {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.topic_name, true)
            + array_len(self.partitions.len(), true)
            + 4 * self.partitions.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("DescribeShareGroupOffsetsRequestTopic.topic_name", &self.topic_name, true);
        w.put_int32_array("DescribeShareGroupOffsetsRequestTopic.partitions", &self.partitions, true);
        self.tagged.write("DescribeShareGroupOffsetsRequestTopic.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("DescribeShareGroupOffsetsRequestTopic.topic_name", true),
            partitions: r.int32_array("DescribeShareGroupOffsetsRequestTopic.partitions", true),
            tagged: TaggedFields::read(r, "DescribeShareGroupOffsetsRequestTopic.tagged"),
        }
    }
}
