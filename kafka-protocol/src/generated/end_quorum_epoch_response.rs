// Written by `cargo xtask codegen` from schemas/end_quorum_epoch.schema; do not edit.

use crate::wire::length::{array_len, string_len, tag_len};
use crate::wire::{Reader, StrBytes, TagSection, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `EndQuorumEpochResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndQuorumEpochResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// `NodeEndpoints`: array of [`NodeEndpoint`], versions 1+, tag 0; an error to set in other versions.
    pub node_endpoints: Vec<NodeEndpoint>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `TopicData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicData {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-1.
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
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `NodeEndpoint`, versions 1.
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

impl Message for EndQuorumEpochResponse {
    const NAME: &'static str = "EndQuorumEpochResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 2
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
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
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if version < 1 {
            w.refuse("node_endpoints", !self.node_endpoints.is_empty());
        }
        if flexible {
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
            self.tagged.write_fields("tagged", 1, w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 1;
        let mut value = Self {
            error_code: r.int16("error_code"),
            topics: r
                .array("topics", flexible, TopicData::minimum_len(version), |r| TopicData::read(version, r)),
            node_endpoints: Vec::new(),
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
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
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = string_len(&self.topic_name, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("TopicData.topic_name", &self.topic_name, flexible);
        w.put_array_len("TopicData.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("TopicData.tagged", w);
        } else {
            w.refuse("TopicData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            topic_name: r.string("TopicData.topic_name", flexible),
            partitions: r.array("TopicData.partitions", flexible, PartitionData::minimum_len(version), |r| {
                PartitionData::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "TopicData.tagged") } else { TaggedFields::new() },
        }
    }
}

impl PartitionData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 14,
            _ => 15,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 14;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_fixed((self.partition_index, self.error_code, self.leader_id, self.leader_epoch));
        if flexible {
            self.tagged.write("PartitionData.tagged", w);
        } else {
            w.refuse("PartitionData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            error_code: r.int16("PartitionData.error_code"),
            leader_id: r.int32("PartitionData.leader_id"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            tagged: if flexible {
                TaggedFields::read(r, "PartitionData.tagged")
            } else {
                TaggedFields::new()
            },
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
