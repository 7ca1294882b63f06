// Written by `cargo xtask codegen` from schemas/describe_topic_partitions.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeTopicPartitionsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeTopicPartitionsRequest {
    /// `Topics`: array of [`TopicRequest`], versions 0+.
    pub topics: Vec<TopicRequest>,
    /// `ResponsePartitionLimit`: int32, versions 0+, default 2000.
    pub response_partition_limit: i32,
    /// `Cursor`: [`Cursor`], versions 0+, nullable, default null.
    pub cursor: Option<Cursor>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeTopicPartitionsRequest {
    fn default() -> Self {
        Self {
            topics: Vec::new(),
            response_partition_limit: 2_000,
            cursor: None,
            tagged: TaggedFields::new(),
        }
    }
}

/// `TopicRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicRequest {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Cursor`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cursor {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeTopicPartitionsRequest {
    const NAME: &'static str = "DescribeTopicPartitionsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + 1
            + self.cursor.as_ref().map_or(0, |value| value.wire_len(version))
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        w.put_i32(self.response_partition_limit);
        if let Some(value) = &self.cursor {
            w.put_i8(1);
            value.write(version, w);
        } else {
            w.put_i8(-1);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            topics: r.array("topics", true, TopicRequest::minimum_len(version), |r| {
                TopicRequest::read(version, r)
            }),
            response_partition_limit: r.int32("response_partition_limit"),
            cursor: if r.struct_marker("cursor") { Some(Cursor::read(version, r)) } else { None },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for DescribeTopicPartitionsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_TOPIC_PARTITIONS;
    type Response = super::DescribeTopicPartitionsResponse;
}

impl TopicRequest {
    fn minimum_len(_version: i16) -> usize {
        2
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TopicRequest.name", &self.name, true);
        self.tagged.write("TopicRequest.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("TopicRequest.name", true),
            tagged: TaggedFields::read(r, "TopicRequest.tagged"),
        }
    }
}

impl Cursor {
    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.topic_name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Cursor.topic_name", &self.topic_name, true);
        w.put_i32(self.partition_index);
        self.tagged.write("Cursor.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("Cursor.topic_name", true),
            partition_index: r.int32("Cursor.partition_index"),
            tagged: TaggedFields::read(r, "Cursor.tagged"),
        }
    }
}
