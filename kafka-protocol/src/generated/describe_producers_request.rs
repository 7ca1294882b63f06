// Written by `cargo xtask codegen` from schemas/describe_producers.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeProducersRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeProducersRequest {
    /// `Topics`: array of [`TopicRequest`], versions 0+.
    pub topics: Vec<TopicRequest>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicRequest {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `PartitionIndexes`: array of int32, versions 0+.
    pub partition_indexes: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeProducersRequest {
    const NAME: &'static str = "DescribeProducersRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            topics: r.array("topics", true, TopicRequest::minimum_len(version), |r| {
                TopicRequest::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for DescribeProducersRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_PRODUCERS;
    type Response = super::DescribeProducersResponse;
}

impl TopicRequest {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.name, true)
            + array_len(self.partition_indexes.len(), true)
            + 4 * self.partition_indexes.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TopicRequest.name", &self.name, true);
        w.put_int32_array("TopicRequest.partition_indexes", &self.partition_indexes, true);
        self.tagged.write("TopicRequest.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("TopicRequest.name", true),
            partition_indexes: r.int32_array("TopicRequest.partition_indexes", true),
            tagged: TaggedFields::read(r, "TopicRequest.tagged"),
        }
    }
}
