// Written by `cargo xtask codegen` from schemas/streams_group_topology_description_update.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `StreamsGroupTopologyDescriptionUpdateRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreamsGroupTopologyDescriptionUpdateRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `TopologyEpoch`: int32, versions 0+.
    pub topology_epoch: i32,
    /// `TopologyDescription`: [`TopologyDescription`], versions 0+.
    pub topology_description: TopologyDescription,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopologyDescription`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescription {
    /// `Subtopologies`: array of [`TopologyDescriptionSubtopology`], versions 0+.
    pub subtopologies: Vec<TopologyDescriptionSubtopology>,
    /// `GlobalStores`: array of [`TopologyDescriptionGlobalStore`], versions 0+.
    pub global_stores: Vec<TopologyDescriptionGlobalStore>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopologyDescriptionSubtopology`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescriptionSubtopology {
    /// `SubtopologyId`: string, versions 0+.
    pub subtopology_id: StrBytes,
    /// `Nodes`: array of [`TopologyDescriptionNode`], versions 0+.
    pub nodes: Vec<TopologyDescriptionNode>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopologyDescriptionNode`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescriptionNode {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `NodeType`: int8, versions 0+.
    pub node_type: i8,
    /// `SourceTopics`: array of string, versions 0+.
    pub source_topics: Vec<StrBytes>,
    /// `SinkTopic`: string, versions 0+, nullable, default null.
    pub sink_topic: Option<StrBytes>,
    /// `Stores`: array of string, versions 0+.
    pub stores: Vec<StrBytes>,
    /// `Successors`: array of string, versions 0+.
    pub successors: Vec<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopologyDescriptionGlobalStore`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescriptionGlobalStore {
    /// `Source`: [`TopologyDescriptionNode`], versions 0+.
    pub source: TopologyDescriptionNode,
    /// `Processor`: [`TopologyDescriptionNode`], versions 0+.
    pub processor: TopologyDescriptionNode,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for StreamsGroupTopologyDescriptionUpdateRequest {
    const NAME: &'static str = "StreamsGroupTopologyDescriptionUpdateRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + string_len(&self.group_id, true)
            + string_len(&self.member_id, true)
            + self.topology_description.wire_len(version)
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, true);
        w.put_string("member_id", &self.member_id, true);
        w.put_i32(self.topology_epoch);
        self.topology_description.write(version, w);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.string("group_id", true),
            member_id: r.string("member_id", true),
            topology_epoch: r.int32("topology_epoch"),
            topology_description: TopologyDescription::read(version, r),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for StreamsGroupTopologyDescriptionUpdateRequest {
    const API_KEY: ApiKey = ApiKey::STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE;
    type Response = super::StreamsGroupTopologyDescriptionUpdateResponse;
}

impl TopologyDescription {
    fn wire_len(&self, version: i16) -> usize {
        array_len(self.subtopologies.len(), true)
            + self.subtopologies.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.global_stores.len(), true)
            + self.global_stores.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_array_len("TopologyDescription.subtopologies", self.subtopologies.len(), true);
        for element in &self.subtopologies {
            element.write(version, w);
        }
        w.put_array_len("TopologyDescription.global_stores", self.global_stores.len(), true);
        for element in &self.global_stores {
            element.write(version, w);
        }
        self.tagged.write("TopologyDescription.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            subtopologies: r.array(
                "TopologyDescription.subtopologies",
                true,
                TopologyDescriptionSubtopology::minimum_len(version),
                |r| TopologyDescriptionSubtopology::read(version, r),
            ),
            global_stores: r.array(
                "TopologyDescription.global_stores",
                true,
                TopologyDescriptionGlobalStore::minimum_len(version),
                |r| TopologyDescriptionGlobalStore::read(version, r),
            ),
            tagged: TaggedFields::read(r, "TopologyDescription.tagged"),
        }
    }
}

impl TopologyDescriptionSubtopology {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.subtopology_id, true)
            + array_len(self.nodes.len(), true)
            + self.nodes.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("TopologyDescriptionSubtopology.subtopology_id", &self.subtopology_id, true);
        w.put_array_len("TopologyDescriptionSubtopology.nodes", self.nodes.len(), true);
        for element in &self.nodes {
            element.write(version, w);
        }
        self.tagged.write("TopologyDescriptionSubtopology.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            subtopology_id: r.string("TopologyDescriptionSubtopology.subtopology_id", true),
            nodes: r.array(
                "TopologyDescriptionSubtopology.nodes",
                true,
                TopologyDescriptionNode::minimum_len(version),
                |r| TopologyDescriptionNode::read(version, r),
            ),
            tagged: TaggedFields::read(r, "TopologyDescriptionSubtopology.tagged"),
        }
    }
}

impl TopologyDescriptionNode {
    fn minimum_len(_version: i16) -> usize {
        7
    }

    fn wire_len(&self, _version: i16) -> usize {
        1 + string_len(&self.name, true)
            + array_len(self.source_topics.len(), true)
            + self.source_topics.iter().map(|element| string_len(element, true)).sum::<usize>()
            + nullable_string_len(self.sink_topic.as_ref(), true)
            + array_len(self.stores.len(), true)
            + self.stores.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.successors.len(), true)
            + self.successors.iter().map(|element| string_len(element, true)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TopologyDescriptionNode.name", &self.name, true);
        w.put_i8(self.node_type);
        w.put_array_len("TopologyDescriptionNode.source_topics", self.source_topics.len(), true);
        for element in &self.source_topics {
            w.put_string("TopologyDescriptionNode.source_topics", element, true);
        }
        w.put_nullable_string("TopologyDescriptionNode.sink_topic", self.sink_topic.as_ref(), true);
        w.put_array_len("TopologyDescriptionNode.stores", self.stores.len(), true);
        for element in &self.stores {
            w.put_string("TopologyDescriptionNode.stores", element, true);
        }
        w.put_array_len("TopologyDescriptionNode.successors", self.successors.len(), true);
        for element in &self.successors {
            w.put_string("TopologyDescriptionNode.successors", element, true);
        }
        self.tagged.write("TopologyDescriptionNode.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("TopologyDescriptionNode.name", true),
            node_type: r.int8("TopologyDescriptionNode.node_type"),
            source_topics: r.array("TopologyDescriptionNode.source_topics", true, 1, |r| {
                r.string("TopologyDescriptionNode.source_topics", true)
            }),
            sink_topic: r.nullable_string("TopologyDescriptionNode.sink_topic", true),
            stores: r.array("TopologyDescriptionNode.stores", true, 1, |r| {
                r.string("TopologyDescriptionNode.stores", true)
            }),
            successors: r.array("TopologyDescriptionNode.successors", true, 1, |r| {
                r.string("TopologyDescriptionNode.successors", true)
            }),
            tagged: TaggedFields::read(r, "TopologyDescriptionNode.tagged"),
        }
    }
}

impl TopologyDescriptionGlobalStore {
    fn minimum_len(_version: i16) -> usize {
        15
    }

    fn wire_len(&self, version: i16) -> usize {
        self.source.wire_len(version) + self.processor.wire_len(version) + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        self.source.write(version, w);
        self.processor.write(version, w);
        self.tagged.write("TopologyDescriptionGlobalStore.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            source: TopologyDescriptionNode::read(version, r),
            processor: TopologyDescriptionNode::read(version, r),
            tagged: TaggedFields::read(r, "TopologyDescriptionGlobalStore.tagged"),
        }
    }
}
