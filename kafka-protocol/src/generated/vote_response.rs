// Written by `cargo xtask codegen` from schemas/vote.schema; do not edit.

use crate::wire::length::{array_len, string_len, tag_len};
use crate::wire::{Reader, StrBytes, TagSection, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `VoteResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoteResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// `NodeEndpoints`: array of [`NodeEndpoint`], versions 1+, tag 0; an error to set in other versions.
    pub node_endpoints: Vec<NodeEndpoint>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicData`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicData {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionData {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `VoteGranted`: bool, versions 0+.
    pub vote_granted: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `NodeEndpoint`, versions 1-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeEndpoint {
    /// `NodeId`: int32, versions 1+.
    pub node_id: i32,
    /// `Host`: string, versions 1+.
    pub host: StrBytes,
    /// `Port`: uint16, versions 1+.
    pub port: u16,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Message for VoteResponse {
    const NAME: &'static str = "VoteResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 2
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        let mut known = 0;
        if version >= 1 && !self.node_endpoints.is_empty() {
            known += 1;
            len += tag_len(
                0,
                array_len(self.node_endpoints.len(), true)
                    + self.node_endpoints.iter().map(|element| element.wire_len(version)).sum::<usize>(),
            );
        }
        len += self.tagged.section_len(known);
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        if version < 1 {
            w.refuse("node_endpoints", !self.node_endpoints.is_empty());
        }
        let node_endpoints_is_set = version >= 1 && !self.node_endpoints.is_empty();
        self.tagged.write_count(usize::from(node_endpoints_is_set), w);
        if node_endpoints_is_set {
            w.put_tag(
                "node_endpoints",
                0,
                array_len(self.node_endpoints.len(), true)
                    + self.node_endpoints.iter().map(|element| element.wire_len(version)).sum::<usize>(),
            );
            w.put_array_len("node_endpoints", self.node_endpoints.len(), true);
            for element in &self.node_endpoints {
                element.write(version, w);
            }
        }
        let first_free = match version {
            0 => 0,
            _ => 1,
        };
        self.tagged.write_fields("tagged", first_free, w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let mut value = Self {
            error_code: r.int16("error_code"),
            topics: r.array("topics", true, TopicData::minimum_len(version), |r| TopicData::read(version, r)),
            node_endpoints: Vec::new(),
            tagged: TaggedFields::new(),
        };
        if !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 1 => {
                        value.node_endpoints =
                            r.array("node_endpoints", true, NodeEndpoint::minimum_len(version), |r| {
                                NodeEndpoint::read(version, r)
                            });
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl TopicData {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.topic_name, true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("TopicData.topic_name", &self.topic_name, true);
        w.put_array_len("TopicData.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("TopicData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("TopicData.topic_name", true),
            partitions: r.array("TopicData.partitions", true, PartitionData::minimum_len(version), |r| {
                PartitionData::read(version, r)
            }),
            tagged: TaggedFields::read(r, "TopicData.tagged"),
        }
    }
}

impl PartitionData {
    fn minimum_len(_version: i16) -> usize {
        16
    }

    fn wire_len(&self, _version: i16) -> usize {
        15 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((
            self.partition_index,
            self.error_code,
            self.leader_id,
            self.leader_epoch,
            self.vote_granted,
        ));
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            error_code: r.int16("PartitionData.error_code"),
            leader_id: r.int32("PartitionData.leader_id"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            vote_granted: r.bool("PartitionData.vote_granted"),
            tagged: TaggedFields::read(r, "PartitionData.tagged"),
        }
    }
}

impl NodeEndpoint {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, _version: i16) -> usize {
        6 + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_i32(self.node_id);
        w.put_string("NodeEndpoint.host", &self.host, true);
        w.put_u16(self.port);
        self.tagged.write("NodeEndpoint.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            node_id: r.int32("NodeEndpoint.node_id"),
            host: r.string("NodeEndpoint.host", true),
            port: r.uint16("NodeEndpoint.port"),
            tagged: TaggedFields::read(r, "NodeEndpoint.tagged"),
        }
    }
}
