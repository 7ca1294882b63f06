// Written by `cargo xtask codegen` from schemas/streams_group_describe.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `StreamsGroupDescribeResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreamsGroupDescribeResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Groups`: array of [`DescribedGroup`], versions 0+.
    pub groups: Vec<DescribedGroup>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DescribedGroup`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedGroup {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `GroupState`: string, versions 0+.
    pub group_state: StrBytes,
    /// `GroupEpoch`: int32, versions 0+.
    pub group_epoch: i32,
    /// `AssignmentEpoch`: int32, versions 0+.
    pub assignment_epoch: i32,
    /// `Topology`: [`Topology`], versions 0+, nullable, default null.
    pub topology: Option<Topology>,
    /// `Members`: array of [`Member`], versions 0+.
    pub members: Vec<Member>,
    /// `AuthorizedOperations`: int32, versions 0+, default -2147483648.
    pub authorized_operations: i32,
    /// `TopologyDescription`: [`TopologyDescription`], versions 1+, nullable, default null; an error to set in other versions.
    pub topology_description: Option<TopologyDescription>,
    /// `TopologyDescriptionStatus`: int8, versions 1+; an error to set in other versions.
    pub topology_description_status: i8,
    /// `AssignorName`: string, versions 1+, nullable, default null; left out of other versions.
    pub assignor_name: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribedGroup {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: None,
            group_id: StrBytes::new(),
            group_state: StrBytes::new(),
            group_epoch: 0,
            assignment_epoch: 0,
            topology: None,
            members: Vec::new(),
            authorized_operations: i32::MIN,
            topology_description: None,
            topology_description_status: 0,
            assignor_name: None,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Topology`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topology {
    /// `Epoch`: int32, versions 0+.
    pub epoch: i32,
    /// `Subtopologies`: array of [`Subtopology`], versions 0+, nullable, default null.
    pub subtopologies: Option<Vec<Subtopology>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Subtopology`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subtopology {
    /// `SubtopologyId`: string, versions 0+.
    pub subtopology_id: StrBytes,
    /// `SourceTopics`: array of string, versions 0+.
    pub source_topics: Vec<StrBytes>,
    /// `RepartitionSinkTopics`: array of string, versions 0+.
    pub repartition_sink_topics: Vec<StrBytes>,
    /// `StateChangelogTopics`: array of [`TopicInfo`], versions 0+.
    pub state_changelog_topics: Vec<TopicInfo>,
    /// `RepartitionSourceTopics`: array of [`TopicInfo`], versions 0+.
    pub repartition_source_topics: Vec<TopicInfo>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicInfo`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicInfo {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: int32, versions 0+.
    pub partitions: i32,
    /// `ReplicationFactor`: int16, versions 0+.
    pub replication_factor: i16,
    /// `TopicConfigs`: array of [`KeyValue`], versions 0+.
    pub topic_configs: Vec<KeyValue>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `KeyValue`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyValue {
    /// `Key`: string, versions 0+.
    pub key: StrBytes,
    /// `Value`: string, versions 0+.
    pub value: StrBytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Member`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Member {
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `MemberEpoch`: int32, versions 0+.
    pub member_epoch: i32,
    /// `InstanceId`: string, versions 0+, nullable, default null.
    pub instance_id: Option<StrBytes>,
    /// `RackId`: string, versions 0+, nullable, default null.
    pub rack_id: Option<StrBytes>,
    /// `ClientId`: string, versions 0+.
    pub client_id: StrBytes,
    /// `ClientHost`: string, versions 0+.
    pub client_host: StrBytes,
    /// `TopologyEpoch`: int32, versions 0+.
    pub topology_epoch: i32,
    /// `ProcessId`: string, versions 0+.
    pub process_id: StrBytes,
    /// `UserEndpoint`: [`Endpoint`], versions 0+, nullable, default null.
    pub user_endpoint: Option<Endpoint>,
    /// `ClientTags`: array of [`KeyValue`], versions 0+.
    pub client_tags: Vec<KeyValue>,
    /// `TaskOffsets`: array of [`TaskOffset`], versions 0+.
    pub task_offsets: Vec<TaskOffset>,
    /// `TaskEndOffsets`: array of [`TaskOffset`], versions 0+.
    pub task_end_offsets: Vec<TaskOffset>,
    /// `Assignment`: [`Assignment`], versions 0+.
    pub assignment: Assignment,
    /// `TargetAssignment`: [`Assignment`], versions 0+.
    pub target_assignment: Assignment,
    /// `IsClassic`: bool, versions 0+.
    pub is_classic: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Endpoint`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Endpoint {
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Port`: uint16, versions 0+.
    pub port: u16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TaskOffset`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskOffset {
    /// `SubtopologyId`: string, versions 0+.
    pub subtopology_id: StrBytes,
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `Offset`: int64, versions 0+.
    pub offset: i64,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Assignment`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignment {
    /// `ActiveTasks`: array of [`TaskIds`], versions 0+.
    pub active_tasks: Vec<TaskIds>,
    /// `StandbyTasks`: array of [`TaskIds`], versions 0+.
    pub standby_tasks: Vec<TaskIds>,
    /// `WarmupTasks`: array of [`TaskIds`], versions 0+.
    pub warmup_tasks: Vec<TaskIds>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TaskIds`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskIds {
    /// `SubtopologyId`: string, versions 0+.
    pub subtopology_id: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopologyDescription`, versions 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescription {
    /// `Subtopologies`: array of [`TopologyDescriptionSubtopology`], versions 1+.
    pub subtopologies: Vec<TopologyDescriptionSubtopology>,
    /// `GlobalStores`: array of [`TopologyDescriptionGlobalStore`], versions 1+.
    pub global_stores: Vec<TopologyDescriptionGlobalStore>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `TopologyDescriptionSubtopology`, versions 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescriptionSubtopology {
    /// `SubtopologyId`: string, versions 1+.
    pub subtopology_id: StrBytes,
    /// `Nodes`: array of [`TopologyDescriptionNode`], versions 1+.
    pub nodes: Vec<TopologyDescriptionNode>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `TopologyDescriptionNode`, versions 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescriptionNode {
    /// `Name`: string, versions 1+.
    pub name: StrBytes,
    /// `NodeType`: int8, versions 1+.
    pub node_type: i8,
    /// `SourceTopics`: array of string, versions 1+.
    pub source_topics: Vec<StrBytes>,
    /// `SinkTopic`: string, versions 1+, nullable, default null.
    pub sink_topic: Option<StrBytes>,
    /// `Stores`: array of string, versions 1+.
    pub stores: Vec<StrBytes>,
    /// `Successors`: array of string, versions 1+.
    pub successors: Vec<StrBytes>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `TopologyDescriptionGlobalStore`, versions 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopologyDescriptionGlobalStore {
    /// `Source`: [`TopologyDescriptionNode`], versions 1+.
    pub source: TopologyDescriptionNode,
    /// `Processor`: [`TopologyDescriptionNode`], versions 1+.
    pub processor: TopologyDescriptionNode,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Message for StreamsGroupDescribeResponse {
    const NAME: &'static str = "StreamsGroupDescribeResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.groups.len(), true)
            + self.groups.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("groups", self.groups.len(), true);
        for element in &self.groups {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            groups: r.array("groups", true, DescribedGroup::minimum_len(version), |r| {
                DescribedGroup::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DescribedGroup {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 20,
            _ => 23,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 14
            + nullable_string_len(self.error_message.as_ref(), true)
            + string_len(&self.group_id, true)
            + string_len(&self.group_state, true)
            + 1
            + self.topology.as_ref().map_or(0, |value| value.wire_len(version))
            + array_len(self.members.len(), true)
            + self.members.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1
                + 1
                + self.topology_description.as_ref().map_or(0, |value| value.wire_len(version))
                + nullable_string_len(self.assignor_name.as_ref(), true);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i16(self.error_code);
        w.put_nullable_string("DescribedGroup.error_message", self.error_message.as_ref(), true);
        w.put_string("DescribedGroup.group_id", &self.group_id, true);
        w.put_string("DescribedGroup.group_state", &self.group_state, true);
        w.put_fixed((self.group_epoch, self.assignment_epoch));
        if let Some(value) = &self.topology {
            w.put_i8(1);
            value.write(version, w);
        } else {
            w.put_i8(-1);
        }
        w.put_array_len("DescribedGroup.members", self.members.len(), true);
        for element in &self.members {
            element.write(version, w);
        }
        w.put_i32(self.authorized_operations);
        if version >= 1 {
            if let Some(value) = &self.topology_description {
                w.put_i8(1);
                value.write(version, w);
            } else {
                w.put_i8(-1);
            }
            w.put_i8(self.topology_description_status);
            w.put_nullable_string("DescribedGroup.assignor_name", self.assignor_name.as_ref(), true);
        } else {
            w.refuse("DescribedGroup.topology_description", self.topology_description.is_some());
            w.refuse("DescribedGroup.topology_description_status", self.topology_description_status != 0);
        }
        self.tagged.write("DescribedGroup.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            error_code: r.int16("DescribedGroup.error_code"),
            error_message: r.nullable_string("DescribedGroup.error_message", true),
            group_id: r.string("DescribedGroup.group_id", true),
            group_state: r.string("DescribedGroup.group_state", true),
            group_epoch: r.int32("DescribedGroup.group_epoch"),
            assignment_epoch: r.int32("DescribedGroup.assignment_epoch"),
            topology: if r.struct_marker("DescribedGroup.topology") {
                Some(Topology::read(version, r))
            } else {
                None
            },
            members: r.array("DescribedGroup.members", true, Member::minimum_len(version), |r| {
                Member::read(version, r)
            }),
            authorized_operations: r.int32("DescribedGroup.authorized_operations"),
            topology_description: if version >= 1 {
                if r.struct_marker("DescribedGroup.topology_description") {
                    Some(TopologyDescription::read(version, r))
                } else {
                    None
                }
            } else {
                None
            },
            topology_description_status: if version >= 1 {
                r.int8("DescribedGroup.topology_description_status")
            } else {
                0
            },
            assignor_name: if version >= 1 {
                r.nullable_string("DescribedGroup.assignor_name", true)
            } else {
                None
            },
            tagged: TaggedFields::read(r, "DescribedGroup.tagged"),
        }
    }
}

impl Topology {
    fn wire_len(&self, version: i16) -> usize {
        4 + nullable_array_len(self.subtopologies.as_ref().map(Vec::len), true)
            + self.subtopologies.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.epoch);
        if let Some(value) = &self.subtopologies {
            w.put_array_len("Topology.subtopologies", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("Topology.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            epoch: r.int32("Topology.epoch"),
            subtopologies: r.nullable_array(
                "Topology.subtopologies",
                true,
                Subtopology::minimum_len(version),
                |r| Subtopology::read(version, r),
            ),
            tagged: TaggedFields::read(r, "Topology.tagged"),
        }
    }
}

impl Subtopology {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.subtopology_id, true)
            + array_len(self.source_topics.len(), true)
            + self.source_topics.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.repartition_sink_topics.len(), true)
            + self.repartition_sink_topics.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.state_changelog_topics.len(), true)
            + self.state_changelog_topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.repartition_source_topics.len(), true)
            + self.repartition_source_topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("Subtopology.subtopology_id", &self.subtopology_id, true);
        w.put_array_len("Subtopology.source_topics", self.source_topics.len(), true);
        for element in &self.source_topics {
            w.put_string("Subtopology.source_topics", element, true);
        }
        w.put_array_len("Subtopology.repartition_sink_topics", self.repartition_sink_topics.len(), true);
        for element in &self.repartition_sink_topics {
            w.put_string("Subtopology.repartition_sink_topics", element, true);
        }
        w.put_array_len("Subtopology.state_changelog_topics", self.state_changelog_topics.len(), true);
        for element in &self.state_changelog_topics {
            element.write(version, w);
        }
        w.put_array_len("Subtopology.repartition_source_topics", self.repartition_source_topics.len(), true);
        for element in &self.repartition_source_topics {
            element.write(version, w);
        }
        self.tagged.write("Subtopology.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            subtopology_id: r.string("Subtopology.subtopology_id", true),
            source_topics: r
                .array("Subtopology.source_topics", true, 1, |r| r.string("Subtopology.source_topics", true)),
            repartition_sink_topics: r.array("Subtopology.repartition_sink_topics", true, 1, |r| {
                r.string("Subtopology.repartition_sink_topics", true)
            }),
            state_changelog_topics: r.array(
                "Subtopology.state_changelog_topics",
                true,
                TopicInfo::minimum_len(version),
                |r| TopicInfo::read(version, r),
            ),
            repartition_source_topics: r.array(
                "Subtopology.repartition_source_topics",
                true,
                TopicInfo::minimum_len(version),
                |r| TopicInfo::read(version, r),
            ),
            tagged: TaggedFields::read(r, "Subtopology.tagged"),
        }
    }
}

impl TopicInfo {
    fn minimum_len(_version: i16) -> usize {
        9
    }

    fn wire_len(&self, version: i16) -> usize {
        6 + string_len(&self.name, true)
            + array_len(self.topic_configs.len(), true)
            + self.topic_configs.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("TopicInfo.name", &self.name, true);
        w.put_fixed((self.partitions, self.replication_factor));
        w.put_array_len("TopicInfo.topic_configs", self.topic_configs.len(), true);
        for element in &self.topic_configs {
            element.write(version, w);
        }
        self.tagged.write("TopicInfo.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("TopicInfo.name", true),
            partitions: r.int32("TopicInfo.partitions"),
            replication_factor: r.int16("TopicInfo.replication_factor"),
            topic_configs: r.array("TopicInfo.topic_configs", true, KeyValue::minimum_len(version), |r| {
                KeyValue::read(version, r)
            }),
            tagged: TaggedFields::read(r, "TopicInfo.tagged"),
        }
    }
}

impl KeyValue {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.key, true) + string_len(&self.value, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("KeyValue.key", &self.key, true);
        w.put_string("KeyValue.value", &self.value, true);
        self.tagged.write("KeyValue.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            key: r.string("KeyValue.key", true),
            value: r.string("KeyValue.value", true),
            tagged: TaggedFields::read(r, "KeyValue.tagged"),
        }
    }
}

impl Member {
    fn minimum_len(_version: i16) -> usize {
        28
    }

    fn wire_len(&self, version: i16) -> usize {
        9 + string_len(&self.member_id, true)
            + nullable_string_len(self.instance_id.as_ref(), true)
            + nullable_string_len(self.rack_id.as_ref(), true)
            + string_len(&self.client_id, true)
            + string_len(&self.client_host, true)
            + string_len(&self.process_id, true)
            + 1
            + self.user_endpoint.as_ref().map_or(0, |value| value.wire_len(version))
            + array_len(self.client_tags.len(), true)
            + self.client_tags.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.task_offsets.len(), true)
            + self.task_offsets.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.task_end_offsets.len(), true)
            + self.task_end_offsets.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.assignment.wire_len(version)
            + self.target_assignment.wire_len(version)
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("Member.member_id", &self.member_id, true);
        w.put_i32(self.member_epoch);
        w.put_nullable_string("Member.instance_id", self.instance_id.as_ref(), true);
        w.put_nullable_string("Member.rack_id", self.rack_id.as_ref(), true);
        w.put_string("Member.client_id", &self.client_id, true);
        w.put_string("Member.client_host", &self.client_host, true);
        w.put_i32(self.topology_epoch);
        w.put_string("Member.process_id", &self.process_id, true);
        if let Some(value) = &self.user_endpoint {
            w.put_i8(1);
            value.write(version, w);
        } else {
            w.put_i8(-1);
        }
        w.put_array_len("Member.client_tags", self.client_tags.len(), true);
        for element in &self.client_tags {
            element.write(version, w);
        }
        w.put_array_len("Member.task_offsets", self.task_offsets.len(), true);
        for element in &self.task_offsets {
            element.write(version, w);
        }
        w.put_array_len("Member.task_end_offsets", self.task_end_offsets.len(), true);
        for element in &self.task_end_offsets {
            element.write(version, w);
        }
        self.assignment.write(version, w);
        self.target_assignment.write(version, w);
        w.put_bool(self.is_classic);
        self.tagged.write("Member.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            member_id: r.string("Member.member_id", true),
            member_epoch: r.int32("Member.member_epoch"),
            instance_id: r.nullable_string("Member.instance_id", true),
            rack_id: r.nullable_string("Member.rack_id", true),
            client_id: r.string("Member.client_id", true),
            client_host: r.string("Member.client_host", true),
            topology_epoch: r.int32("Member.topology_epoch"),
            process_id: r.string("Member.process_id", true),
            user_endpoint: if r.struct_marker("Member.user_endpoint") {
                Some(Endpoint::read(version, r))
            } else {
                None
            },
            client_tags: r.array("Member.client_tags", true, KeyValue::minimum_len(version), |r| {
                KeyValue::read(version, r)
            }),
            task_offsets: r.array("Member.task_offsets", true, TaskOffset::minimum_len(version), |r| {
                TaskOffset::read(version, r)
            }),
            task_end_offsets: r.array(
                "Member.task_end_offsets",
                true,
                TaskOffset::minimum_len(version),
                |r| TaskOffset::read(version, r),
            ),
            assignment: Assignment::read(version, r),
            target_assignment: Assignment::read(version, r),
            is_classic: r.bool("Member.is_classic"),
            tagged: TaggedFields::read(r, "Member.tagged"),
        }
    }
}

impl Endpoint {
    fn wire_len(&self, _version: i16) -> usize {
        2 + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Endpoint.host", &self.host, true);
        w.put_u16(self.port);
        self.tagged.write("Endpoint.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            host: r.string("Endpoint.host", true),
            port: r.uint16("Endpoint.port"),
            tagged: TaggedFields::read(r, "Endpoint.tagged"),
        }
    }
}

impl TaskOffset {
    fn minimum_len(_version: i16) -> usize {
        14
    }

    fn wire_len(&self, _version: i16) -> usize {
        12 + string_len(&self.subtopology_id, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TaskOffset.subtopology_id", &self.subtopology_id, true);
        w.put_fixed((self.partition, self.offset));
        self.tagged.write("TaskOffset.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            subtopology_id: r.string("TaskOffset.subtopology_id", true),
            partition: r.int32("TaskOffset.partition"),
            offset: r.int64("TaskOffset.offset"),
            tagged: TaggedFields::read(r, "TaskOffset.tagged"),
        }
    }
}

impl Assignment {
    fn wire_len(&self, version: i16) -> usize {
        array_len(self.active_tasks.len(), true)
            + self.active_tasks.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.standby_tasks.len(), true)
            + self.standby_tasks.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.warmup_tasks.len(), true)
            + self.warmup_tasks.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_array_len("Assignment.active_tasks", self.active_tasks.len(), true);
        for element in &self.active_tasks {
            element.write(version, w);
        }
        w.put_array_len("Assignment.standby_tasks", self.standby_tasks.len(), true);
        for element in &self.standby_tasks {
            element.write(version, w);
        }
        w.put_array_len("Assignment.warmup_tasks", self.warmup_tasks.len(), true);
        for element in &self.warmup_tasks {
            element.write(version, w);
        }
        self.tagged.write("Assignment.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            active_tasks: r.array("Assignment.active_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            standby_tasks: r.array("Assignment.standby_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            warmup_tasks: r.array("Assignment.warmup_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            tagged: TaggedFields::read(r, "Assignment.tagged"),
        }
    }
}

impl TaskIds {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.subtopology_id, true)
            + array_len(self.partitions.len(), true)
            + 4 * self.partitions.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TaskIds.subtopology_id", &self.subtopology_id, true);
        w.put_int32_array("TaskIds.partitions", &self.partitions, true);
        self.tagged.write("TaskIds.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            subtopology_id: r.string("TaskIds.subtopology_id", true),
            partitions: r.int32_array("TaskIds.partitions", true),
            tagged: TaggedFields::read(r, "TaskIds.tagged"),
        }
    }
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
