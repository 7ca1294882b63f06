// Written by `cargo xtask codegen` from schemas/streams_group_heartbeat.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `StreamsGroupHeartbeatRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamsGroupHeartbeatRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `MemberEpoch`: int32, versions 0+.
    pub member_epoch: i32,
    /// `EndpointInformationEpoch`: int32, versions 0+.
    pub endpoint_information_epoch: i32,
    /// `InstanceId`: string, versions 0+, nullable, default null.
    pub instance_id: Option<StrBytes>,
    /// `RackId`: string, versions 0+, nullable, default null.
    pub rack_id: Option<StrBytes>,
    /// `RebalanceTimeoutMs`: int32, versions 0+, default -1.
    pub rebalance_timeout_ms: i32,
    /// `Topology`: [`Topology`], versions 0+, nullable, default null.
    pub topology: Option<Topology>,
    /// `ActiveTasks`: array of [`TaskIds`], versions 0+, nullable, default null.
    pub active_tasks: Option<Vec<TaskIds>>,
    /// `StandbyTasks`: array of [`TaskIds`], versions 0+, nullable, default null.
    pub standby_tasks: Option<Vec<TaskIds>>,
    /// `WarmupTasks`: array of [`TaskIds`], versions 0+, nullable, default null.
    pub warmup_tasks: Option<Vec<TaskIds>>,
    /// `ProcessId`: string, versions 0+, nullable, default null.
    pub process_id: Option<StrBytes>,
    /// `UserEndpoint`: [`Endpoint`], versions 0+, nullable, default null.
    pub user_endpoint: Option<Endpoint>,
    /// `ClientTags`: array of [`KeyValue`], versions 0+, nullable, default null.
    pub client_tags: Option<Vec<KeyValue>>,
    /// `TaskOffsets`: array of [`TaskOffset`], versions 0+, nullable, default null.
    pub task_offsets: Option<Vec<TaskOffset>>,
    /// `TaskEndOffsets`: array of [`TaskOffset`], versions 0+, nullable, default null.
    pub task_end_offsets: Option<Vec<TaskOffset>>,
    /// `ShutdownApplication`: bool, versions 0+.
    pub shutdown_application: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for StreamsGroupHeartbeatRequest {
    fn default() -> Self {
        Self {
            group_id: StrBytes::new(),
            member_id: StrBytes::new(),
            member_epoch: 0,
            endpoint_information_epoch: 0,
            instance_id: None,
            rack_id: None,
            rebalance_timeout_ms: -1,
            topology: None,
            active_tasks: None,
            standby_tasks: None,
            warmup_tasks: None,
            process_id: None,
            user_endpoint: None,
            client_tags: None,
            task_offsets: None,
            task_end_offsets: None,
            shutdown_application: false,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Topology`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topology {
    /// `Epoch`: int32, versions 0+.
    pub epoch: i32,
    /// `Subtopologies`: array of [`Subtopology`], versions 0+.
    pub subtopologies: Vec<Subtopology>,
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
    /// `SourceTopicRegex`: array of string, versions 0+.
    pub source_topic_regex: Vec<StrBytes>,
    /// `StateChangelogTopics`: array of [`TopicInfo`], versions 0+.
    pub state_changelog_topics: Vec<TopicInfo>,
    /// `RepartitionSinkTopics`: array of string, versions 0+.
    pub repartition_sink_topics: Vec<StrBytes>,
    /// `RepartitionSourceTopics`: array of [`TopicInfo`], versions 0+.
    pub repartition_source_topics: Vec<TopicInfo>,
    /// `CopartitionGroups`: array of [`CopartitionGroup`], versions 0+.
    pub copartition_groups: Vec<CopartitionGroup>,
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

/// `CopartitionGroup`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CopartitionGroup {
    /// `SourceTopics`: array of int16, versions 0+.
    pub source_topics: Vec<i16>,
    /// `SourceTopicRegex`: array of int16, versions 0+.
    pub source_topic_regex: Vec<i16>,
    /// `RepartitionSourceTopics`: array of int16, versions 0+.
    pub repartition_source_topics: Vec<i16>,
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

impl Message for StreamsGroupHeartbeatRequest {
    const NAME: &'static str = "StreamsGroupHeartbeatRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        13 + string_len(&self.group_id, true)
            + string_len(&self.member_id, true)
            + nullable_string_len(self.instance_id.as_ref(), true)
            + nullable_string_len(self.rack_id.as_ref(), true)
            + 1
            + self.topology.as_ref().map_or(0, |value| value.wire_len(version))
            + nullable_array_len(self.active_tasks.as_ref().map(Vec::len), true)
            + self.active_tasks.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.standby_tasks.as_ref().map(Vec::len), true)
            + self.standby_tasks.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.warmup_tasks.as_ref().map(Vec::len), true)
            + self.warmup_tasks.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_string_len(self.process_id.as_ref(), true)
            + 1
            + self.user_endpoint.as_ref().map_or(0, |value| value.wire_len(version))
            + nullable_array_len(self.client_tags.as_ref().map(Vec::len), true)
            + self.client_tags.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.task_offsets.as_ref().map(Vec::len), true)
            + self.task_offsets.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.task_end_offsets.as_ref().map(Vec::len), true)
            + self.task_end_offsets.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, true);
        w.put_string("member_id", &self.member_id, true);
        w.put_fixed((self.member_epoch, self.endpoint_information_epoch));
        w.put_nullable_string("instance_id", self.instance_id.as_ref(), true);
        w.put_nullable_string("rack_id", self.rack_id.as_ref(), true);
        w.put_i32(self.rebalance_timeout_ms);
        if let Some(value) = &self.topology {
            w.put_i8(1);
            value.write(version, w);
        } else {
            w.put_i8(-1);
        }
        if let Some(value) = &self.active_tasks {
            w.put_array_len("active_tasks", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        if let Some(value) = &self.standby_tasks {
            w.put_array_len("standby_tasks", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        if let Some(value) = &self.warmup_tasks {
            w.put_array_len("warmup_tasks", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        w.put_nullable_string("process_id", self.process_id.as_ref(), true);
        if let Some(value) = &self.user_endpoint {
            w.put_i8(1);
            value.write(version, w);
        } else {
            w.put_i8(-1);
        }
        if let Some(value) = &self.client_tags {
            w.put_array_len("client_tags", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        if let Some(value) = &self.task_offsets {
            w.put_array_len("task_offsets", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        if let Some(value) = &self.task_end_offsets {
            w.put_array_len("task_end_offsets", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        w.put_bool(self.shutdown_application);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.string("group_id", true),
            member_id: r.string("member_id", true),
            member_epoch: r.int32("member_epoch"),
            endpoint_information_epoch: r.int32("endpoint_information_epoch"),
            instance_id: r.nullable_string("instance_id", true),
            rack_id: r.nullable_string("rack_id", true),
            rebalance_timeout_ms: r.int32("rebalance_timeout_ms"),
            topology: if r.struct_marker("topology") { Some(Topology::read(version, r)) } else { None },
            active_tasks: r.nullable_array("active_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            standby_tasks: r.nullable_array("standby_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            warmup_tasks: r.nullable_array("warmup_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            process_id: r.nullable_string("process_id", true),
            user_endpoint: if r.struct_marker("user_endpoint") {
                Some(Endpoint::read(version, r))
            } else {
                None
            },
            client_tags: r.nullable_array("client_tags", true, KeyValue::minimum_len(version), |r| {
                KeyValue::read(version, r)
            }),
            task_offsets: r.nullable_array("task_offsets", true, TaskOffset::minimum_len(version), |r| {
                TaskOffset::read(version, r)
            }),
            task_end_offsets: r.nullable_array(
                "task_end_offsets",
                true,
                TaskOffset::minimum_len(version),
                |r| TaskOffset::read(version, r),
            ),
            shutdown_application: r.bool("shutdown_application"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for StreamsGroupHeartbeatRequest {
    const API_KEY: ApiKey = ApiKey::STREAMS_GROUP_HEARTBEAT;
    type Response = super::StreamsGroupHeartbeatResponse;
}

impl Topology {
    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.subtopologies.len(), true)
            + self.subtopologies.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.epoch);
        w.put_array_len("Topology.subtopologies", self.subtopologies.len(), true);
        for element in &self.subtopologies {
            element.write(version, w);
        }
        self.tagged.write("Topology.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            epoch: r.int32("Topology.epoch"),
            subtopologies: r.array("Topology.subtopologies", true, Subtopology::minimum_len(version), |r| {
                Subtopology::read(version, r)
            }),
            tagged: TaggedFields::read(r, "Topology.tagged"),
        }
    }
}

impl Subtopology {
    fn minimum_len(_version: i16) -> usize {
        8
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.subtopology_id, true)
            + array_len(self.source_topics.len(), true)
            + self.source_topics.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.source_topic_regex.len(), true)
            + self.source_topic_regex.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.state_changelog_topics.len(), true)
            + self.state_changelog_topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.repartition_sink_topics.len(), true)
            + self.repartition_sink_topics.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.repartition_source_topics.len(), true)
            + self.repartition_source_topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.copartition_groups.len(), true)
            + self.copartition_groups.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("Subtopology.subtopology_id", &self.subtopology_id, true);
        w.put_array_len("Subtopology.source_topics", self.source_topics.len(), true);
        for element in &self.source_topics {
            w.put_string("Subtopology.source_topics", element, true);
        }
        w.put_array_len("Subtopology.source_topic_regex", self.source_topic_regex.len(), true);
        for element in &self.source_topic_regex {
            w.put_string("Subtopology.source_topic_regex", element, true);
        }
        w.put_array_len("Subtopology.state_changelog_topics", self.state_changelog_topics.len(), true);
        for element in &self.state_changelog_topics {
            element.write(version, w);
        }
        w.put_array_len("Subtopology.repartition_sink_topics", self.repartition_sink_topics.len(), true);
        for element in &self.repartition_sink_topics {
            w.put_string("Subtopology.repartition_sink_topics", element, true);
        }
        w.put_array_len("Subtopology.repartition_source_topics", self.repartition_source_topics.len(), true);
        for element in &self.repartition_source_topics {
            element.write(version, w);
        }
        w.put_array_len("Subtopology.copartition_groups", self.copartition_groups.len(), true);
        for element in &self.copartition_groups {
            element.write(version, w);
        }
        self.tagged.write("Subtopology.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            subtopology_id: r.string("Subtopology.subtopology_id", true),
            source_topics: r
                .array("Subtopology.source_topics", true, 1, |r| r.string("Subtopology.source_topics", true)),
            source_topic_regex: r.array("Subtopology.source_topic_regex", true, 1, |r| {
                r.string("Subtopology.source_topic_regex", true)
            }),
            state_changelog_topics: r.array(
                "Subtopology.state_changelog_topics",
                true,
                TopicInfo::minimum_len(version),
                |r| TopicInfo::read(version, r),
            ),
            repartition_sink_topics: r.array("Subtopology.repartition_sink_topics", true, 1, |r| {
                r.string("Subtopology.repartition_sink_topics", true)
            }),
            repartition_source_topics: r.array(
                "Subtopology.repartition_source_topics",
                true,
                TopicInfo::minimum_len(version),
                |r| TopicInfo::read(version, r),
            ),
            copartition_groups: r.array(
                "Subtopology.copartition_groups",
                true,
                CopartitionGroup::minimum_len(version),
                |r| CopartitionGroup::read(version, r),
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

impl CopartitionGroup {
    fn minimum_len(_version: i16) -> usize {
        4
    }

    fn wire_len(&self, _version: i16) -> usize {
        array_len(self.source_topics.len(), true)
            + 2 * self.source_topics.len()
            + array_len(self.source_topic_regex.len(), true)
            + 2 * self.source_topic_regex.len()
            + array_len(self.repartition_source_topics.len(), true)
            + 2 * self.repartition_source_topics.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_array_len("CopartitionGroup.source_topics", self.source_topics.len(), true);
        for element in &self.source_topics {
            w.put_i16(*element);
        }
        w.put_array_len("CopartitionGroup.source_topic_regex", self.source_topic_regex.len(), true);
        for element in &self.source_topic_regex {
            w.put_i16(*element);
        }
        w.put_array_len(
            "CopartitionGroup.repartition_source_topics",
            self.repartition_source_topics.len(),
            true,
        );
        for element in &self.repartition_source_topics {
            w.put_i16(*element);
        }
        self.tagged.write("CopartitionGroup.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            source_topics: r.array("CopartitionGroup.source_topics", true, 2, |r| {
                r.int16("CopartitionGroup.source_topics")
            }),
            source_topic_regex: r.array("CopartitionGroup.source_topic_regex", true, 2, |r| {
                r.int16("CopartitionGroup.source_topic_regex")
            }),
            repartition_source_topics: r.array("CopartitionGroup.repartition_source_topics", true, 2, |r| {
                r.int16("CopartitionGroup.repartition_source_topics")
            }),
            tagged: TaggedFields::read(r, "CopartitionGroup.tagged"),
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
