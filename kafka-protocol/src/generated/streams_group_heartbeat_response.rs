// Written by `cargo xtask codegen` from schemas/streams_group_heartbeat.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `StreamsGroupHeartbeatResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamsGroupHeartbeatResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `MemberEpoch`: int32, versions 0+.
    pub member_epoch: i32,
    /// `HeartbeatIntervalMs`: int32, versions 0+.
    pub heartbeat_interval_ms: i32,
    /// `AcceptableRecoveryLagLegacy`: int32, versions 0; an error to set in other versions.
    pub acceptable_recovery_lag_legacy: i32,
    /// `TaskOffsetIntervalMs`: int32, versions 0+.
    pub task_offset_interval_ms: i32,
    /// `AcceptableRecoveryLag`: int64, versions 1+, default -1; left out of other versions.
    pub acceptable_recovery_lag: i64,
    /// `Status`: array of [`Status`], versions 0+, nullable.
    pub status: Option<Vec<Status>>,
    /// `ActiveTasks`: array of [`TaskIds`], versions 0+, nullable, default null.
    pub active_tasks: Option<Vec<TaskIds>>,
    /// `StandbyTasks`: array of [`TaskIds`], versions 0+, nullable, default null.
    pub standby_tasks: Option<Vec<TaskIds>>,
    /// `WarmupTasks`: array of [`TaskIds`], versions 0+, nullable, default null.
    pub warmup_tasks: Option<Vec<TaskIds>>,
    /// `TopologyDescriptionRequired`: bool, versions 1+; an error to set in other versions.
    pub topology_description_required: bool,
    /// `EndpointInformationEpoch`: int32, versions 0+.
    pub endpoint_information_epoch: i32,
    /// `PartitionsByUserEndpoint`: array of [`EndpointToPartitions`], versions 0+, nullable, default null.
    pub partitions_by_user_endpoint: Option<Vec<EndpointToPartitions>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for StreamsGroupHeartbeatResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            error_message: None,
            member_id: StrBytes::new(),
            member_epoch: 0,
            heartbeat_interval_ms: 0,
            acceptable_recovery_lag_legacy: 0,
            task_offset_interval_ms: 0,
            acceptable_recovery_lag: -1,
            status: Some(Vec::new()),
            active_tasks: None,
            standby_tasks: None,
            warmup_tasks: None,
            topology_description_required: false,
            endpoint_information_epoch: 0,
            partitions_by_user_endpoint: None,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Status`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    /// `StatusCode`: int8, versions 0+.
    pub status_code: i8,
    /// `StatusDetail`: string, versions 0+.
    pub status_detail: StrBytes,
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

/// `EndpointToPartitions`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndpointToPartitions {
    /// `UserEndpoint`: [`Endpoint`], versions 0+.
    pub user_endpoint: Endpoint,
    /// `ActivePartitions`: array of [`TopicPartition`], versions 0+.
    pub active_partitions: Vec<TopicPartition>,
    /// `StandbyPartitions`: array of [`TopicPartition`], versions 0+.
    pub standby_partitions: Vec<TopicPartition>,
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

/// `TopicPartition`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicPartition {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for StreamsGroupHeartbeatResponse {
    const NAME: &'static str = "StreamsGroupHeartbeatResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 22
            + nullable_string_len(self.error_message.as_ref(), true)
            + string_len(&self.member_id, true)
            + nullable_array_len(self.status.as_ref().map(Vec::len), true)
            + self.status.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.active_tasks.as_ref().map(Vec::len), true)
            + self.active_tasks.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.standby_tasks.as_ref().map(Vec::len), true)
            + self.standby_tasks.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.warmup_tasks.as_ref().map(Vec::len), true)
            + self.warmup_tasks.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_array_len(self.partitions_by_user_endpoint.as_ref().map(Vec::len), true)
            + self
                .partitions_by_user_endpoint
                .iter()
                .flatten()
                .map(|element| element.wire_len(version))
                .sum::<usize>()
            + self.tagged.section_len(0);
        if version <= 0 {
            len += 4;
        }
        if version >= 1 {
            len += 9;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        w.put_string("member_id", &self.member_id, true);
        w.put_fixed((self.member_epoch, self.heartbeat_interval_ms));
        if version <= 0 {
            w.put_i32(self.acceptable_recovery_lag_legacy);
        } else {
            w.refuse("acceptable_recovery_lag_legacy", self.acceptable_recovery_lag_legacy != 0);
        }
        w.put_i32(self.task_offset_interval_ms);
        if version >= 1 {
            w.put_i64(self.acceptable_recovery_lag);
        }
        if let Some(value) = &self.status {
            w.put_array_len("status", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
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
        if version >= 1 {
            w.put_bool(self.topology_description_required);
        } else {
            w.refuse("topology_description_required", self.topology_description_required);
        }
        w.put_i32(self.endpoint_information_epoch);
        if let Some(value) = &self.partitions_by_user_endpoint {
            w.put_array_len("partitions_by_user_endpoint", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            member_id: r.string("member_id", true),
            member_epoch: r.int32("member_epoch"),
            heartbeat_interval_ms: r.int32("heartbeat_interval_ms"),
            acceptable_recovery_lag_legacy: if version <= 0 {
                r.int32("acceptable_recovery_lag_legacy")
            } else {
                0
            },
            task_offset_interval_ms: r.int32("task_offset_interval_ms"),
            acceptable_recovery_lag: if version >= 1 { r.int64("acceptable_recovery_lag") } else { -1 },
            status: r
                .nullable_array("status", true, Status::minimum_len(version), |r| Status::read(version, r)),
            active_tasks: r.nullable_array("active_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            standby_tasks: r.nullable_array("standby_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            warmup_tasks: r.nullable_array("warmup_tasks", true, TaskIds::minimum_len(version), |r| {
                TaskIds::read(version, r)
            }),
            topology_description_required: if version >= 1 {
                r.bool("topology_description_required")
            } else {
                false
            },
            endpoint_information_epoch: r.int32("endpoint_information_epoch"),
            partitions_by_user_endpoint: r.nullable_array(
                "partitions_by_user_endpoint",
                true,
                EndpointToPartitions::minimum_len(version),
                |r| EndpointToPartitions::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Status {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        1 + string_len(&self.status_detail, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_i8(self.status_code);
        w.put_string("Status.status_detail", &self.status_detail, true);
        self.tagged.write("Status.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            status_code: r.int8("Status.status_code"),
            status_detail: r.string("Status.status_detail", true),
            tagged: TaggedFields::read(r, "Status.tagged"),
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

impl EndpointToPartitions {
    fn minimum_len(_version: i16) -> usize {
        7
    }

    fn wire_len(&self, version: i16) -> usize {
        self.user_endpoint.wire_len(version)
            + array_len(self.active_partitions.len(), true)
            + self.active_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.standby_partitions.len(), true)
            + self.standby_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        self.user_endpoint.write(version, w);
        w.put_array_len("EndpointToPartitions.active_partitions", self.active_partitions.len(), true);
        for element in &self.active_partitions {
            element.write(version, w);
        }
        w.put_array_len("EndpointToPartitions.standby_partitions", self.standby_partitions.len(), true);
        for element in &self.standby_partitions {
            element.write(version, w);
        }
        self.tagged.write("EndpointToPartitions.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            user_endpoint: Endpoint::read(version, r),
            active_partitions: r.array(
                "EndpointToPartitions.active_partitions",
                true,
                TopicPartition::minimum_len(version),
                |r| TopicPartition::read(version, r),
            ),
            standby_partitions: r.array(
                "EndpointToPartitions.standby_partitions",
                true,
                TopicPartition::minimum_len(version),
                |r| TopicPartition::read(version, r),
            ),
            tagged: TaggedFields::read(r, "EndpointToPartitions.tagged"),
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

impl TopicPartition {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.topic, true)
            + array_len(self.partitions.len(), true)
            + 4 * self.partitions.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TopicPartition.topic", &self.topic, true);
        w.put_int32_array("TopicPartition.partitions", &self.partitions, true);
        self.tagged.write("TopicPartition.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic: r.string("TopicPartition.topic", true),
            partitions: r.int32_array("TopicPartition.partitions", true),
            tagged: TaggedFields::read(r, "TopicPartition.tagged"),
        }
    }
}
