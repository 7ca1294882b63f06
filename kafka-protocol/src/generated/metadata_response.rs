// Written by `cargo xtask codegen` from schemas/metadata.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `MetadataResponse`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataResponse {
    /// `ThrottleTimeMs`: int32, versions 3+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Brokers`: array of [`MetadataResponseBroker`], versions 0+.
    pub brokers: Vec<MetadataResponseBroker>,
    /// `ClusterId`: string, versions 2+, nullable, default null; left out of other versions.
    pub cluster_id: Option<StrBytes>,
    /// `ControllerId`: int32, versions 1+, default -1; left out of other versions.
    pub controller_id: i32,
    /// `Topics`: array of [`MetadataResponseTopic`], versions 0+.
    pub topics: Vec<MetadataResponseTopic>,
    /// `ClusterAuthorizedOperations`: int32, versions 8-10, default -2147483648; an error to set in other versions.
    pub cluster_authorized_operations: i32,
    /// `ErrorCode`: int16, versions 13+; left out of other versions.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

impl Default for MetadataResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            brokers: Vec::new(),
            cluster_id: None,
            controller_id: -1,
            topics: Vec::new(),
            cluster_authorized_operations: i32::MIN,
            error_code: 0,
            tagged: TaggedFields::new(),
        }
    }
}

/// `MetadataResponseBroker`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetadataResponseBroker {
    /// `NodeId`: int32, versions 0+.
    pub node_id: i32,
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Port`: int32, versions 0+.
    pub port: i32,
    /// `Rack`: string, versions 1+, nullable, default null; left out of other versions.
    pub rack: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

/// `MetadataResponseTopic`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataResponseTopic {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Name`: string, versions 0+, nullable in versions 12+.
    pub name: Option<StrBytes>,
    /// `TopicId`: uuid, versions 10+; left out of other versions.
    pub topic_id: Uuid,
    /// `IsInternal`: bool, versions 1+; left out of other versions.
    pub is_internal: bool,
    /// `Partitions`: array of [`MetadataResponsePartition`], versions 0+.
    pub partitions: Vec<MetadataResponsePartition>,
    /// `TopicAuthorizedOperations`: int32, versions 8+, default -2147483648; an error to set in other versions.
    pub topic_authorized_operations: i32,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

impl Default for MetadataResponseTopic {
    fn default() -> Self {
        Self {
            error_code: 0,
            name: Some(StrBytes::new()),
            topic_id: Uuid::ZERO,
            is_internal: false,
            partitions: Vec::new(),
            topic_authorized_operations: i32::MIN,
            tagged: TaggedFields::new(),
        }
    }
}

/// `MetadataResponsePartition`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataResponsePartition {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 7+, default -1; left out of other versions.
    pub leader_epoch: i32,
    /// `ReplicaNodes`: array of int32, versions 0+.
    pub replica_nodes: Int32Array,
    /// `IsrNodes`: array of int32, versions 0+.
    pub isr_nodes: Int32Array,
    /// `OfflineReplicas`: array of int32, versions 5+; left out of other versions.
    pub offline_replicas: Int32Array,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

impl Default for MetadataResponsePartition {
    fn default() -> Self {
        Self {
            error_code: 0,
            partition_index: 0,
            leader_id: 0,
            leader_epoch: -1,
            replica_nodes: Int32Array::new(),
            isr_nodes: Int32Array::new(),
            offline_replicas: Int32Array::new(),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for MetadataResponse {
    const NAME: &'static str = "MetadataResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 13);
    const FLEXIBLE_SINCE: Option<i16> = Some(9);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = array_len(self.brokers.len(), flexible)
            + self.brokers.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
            len += 4;
        }
        if version >= 2 {
            len += nullable_string_len(self.cluster_id.as_ref(), flexible);
        }
        if version >= 1 {
            len += 4;
        }
        if (8..=10).contains(&version) {
            len += 4;
        }
        if version >= 13 {
            len += 2;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 3 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_array_len("brokers", self.brokers.len(), flexible);
        for element in &self.brokers {
            element.write(version, w);
        }
        if version >= 2 {
            w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), flexible);
        }
        if version >= 1 {
            w.put_i32(self.controller_id);
        }
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if (8..=10).contains(&version) {
            w.put_i32(self.cluster_authorized_operations);
        } else {
            w.refuse("cluster_authorized_operations", self.cluster_authorized_operations != i32::MIN);
        }
        if version >= 13 {
            w.put_i16(self.error_code);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 9;
        Self {
            throttle_time_ms: if version >= 3 { r.int32("throttle_time_ms") } else { 0 },
            brokers: r.array("brokers", flexible, MetadataResponseBroker::minimum_len(version), |r| {
                MetadataResponseBroker::read(version, r)
            }),
            cluster_id: if version >= 2 { r.nullable_string("cluster_id", flexible) } else { None },
            controller_id: if version >= 1 { r.int32("controller_id") } else { -1 },
            topics: r.array("topics", flexible, MetadataResponseTopic::minimum_len(version), |r| {
                MetadataResponseTopic::read(version, r)
            }),
            cluster_authorized_operations: if (8..=10).contains(&version) {
                r.int32("cluster_authorized_operations")
            } else {
                i32::MIN
            },
            error_code: if version >= 13 { r.int16("error_code") } else { 0 },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl MetadataResponseBroker {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 10,
            1..=8 => 12,
            _ => 11,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = 8 + string_len(&self.host, flexible);
        if version >= 1 {
            len += nullable_string_len(self.rack.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.put_i32(self.node_id);
        w.put_string("MetadataResponseBroker.host", &self.host, flexible);
        w.put_i32(self.port);
        if version >= 1 {
            w.put_nullable_string("MetadataResponseBroker.rack", self.rack.as_ref(), flexible);
        }
        if flexible {
            self.tagged.write("MetadataResponseBroker.tagged", w);
        } else {
            w.refuse("MetadataResponseBroker.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            node_id: r.int32("MetadataResponseBroker.node_id"),
            host: r.string("MetadataResponseBroker.host", flexible),
            port: r.int32("MetadataResponseBroker.port"),
            rack: if version >= 1 {
                r.nullable_string("MetadataResponseBroker.rack", flexible)
            } else {
                None
            },
            tagged: if flexible {
                TaggedFields::read(r, "MetadataResponseBroker.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl MetadataResponseTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 8,
            1..=7 => 9,
            8 => 13,
            9 => 10,
            _ => 26,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = 2
            + nullable_string_len(self.name.as_ref(), flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 10 {
            len += 16;
        }
        if version >= 1 {
            len += 1;
        }
        if version >= 8 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.put_i16(self.error_code);
        if version < 12 {
            w.require("MetadataResponseTopic.name", self.name.is_some());
        }
        w.put_nullable_string("MetadataResponseTopic.name", self.name.as_ref(), flexible);
        if version >= 10 {
            w.put_uuid(self.topic_id);
        }
        if version >= 1 {
            w.put_bool(self.is_internal);
        }
        w.put_array_len("MetadataResponseTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if version >= 8 {
            w.put_i32(self.topic_authorized_operations);
        } else {
            w.refuse(
                "MetadataResponseTopic.topic_authorized_operations",
                self.topic_authorized_operations != i32::MIN,
            );
        }
        if flexible {
            self.tagged.write("MetadataResponseTopic.tagged", w);
        } else {
            w.refuse("MetadataResponseTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            error_code: r.int16("MetadataResponseTopic.error_code"),
            name: if version >= 12 {
                r.nullable_string("MetadataResponseTopic.name", flexible)
            } else {
                Some(r.string("MetadataResponseTopic.name", flexible))
            },
            topic_id: if version >= 10 { r.uuid("MetadataResponseTopic.topic_id") } else { Uuid::ZERO },
            is_internal: if version >= 1 { r.bool("MetadataResponseTopic.is_internal") } else { false },
            partitions: r.array(
                "MetadataResponseTopic.partitions",
                flexible,
                MetadataResponsePartition::minimum_len(version),
                |r| MetadataResponsePartition::read(version, r),
            ),
            topic_authorized_operations: if version >= 8 {
                r.int32("MetadataResponseTopic.topic_authorized_operations")
            } else {
                i32::MIN
            },
            tagged: if flexible {
                TaggedFields::read(r, "MetadataResponseTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl MetadataResponsePartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 18,
            5..=6 => 22,
            7..=8 => 26,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = 10
            + array_len(self.replica_nodes.len(), flexible)
            + 4 * self.replica_nodes.len()
            + array_len(self.isr_nodes.len(), flexible)
            + 4 * self.isr_nodes.len();
        if version >= 7 {
            len += 4;
        }
        if version >= 5 {
            len += array_len(self.offline_replicas.len(), flexible) + 4 * self.offline_replicas.len();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.put_fixed((self.error_code, self.partition_index, self.leader_id));
        if version >= 7 {
            w.put_i32(self.leader_epoch);
        }
        w.put_int32_array("MetadataResponsePartition.replica_nodes", &self.replica_nodes, flexible);
        w.put_int32_array("MetadataResponsePartition.isr_nodes", &self.isr_nodes, flexible);
        if version >= 5 {
            w.put_int32_array("MetadataResponsePartition.offline_replicas", &self.offline_replicas, flexible);
        }
        if flexible {
            self.tagged.write("MetadataResponsePartition.tagged", w);
        } else {
            w.refuse("MetadataResponsePartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            error_code: r.int16("MetadataResponsePartition.error_code"),
            partition_index: r.int32("MetadataResponsePartition.partition_index"),
            leader_id: r.int32("MetadataResponsePartition.leader_id"),
            leader_epoch: if version >= 7 { r.int32("MetadataResponsePartition.leader_epoch") } else { -1 },
            replica_nodes: r.int32_array("MetadataResponsePartition.replica_nodes", flexible),
            isr_nodes: r.int32_array("MetadataResponsePartition.isr_nodes", flexible),
            offline_replicas: if version >= 5 {
                r.int32_array("MetadataResponsePartition.offline_replicas", flexible)
            } else {
                Int32Array::new()
            },
            tagged: if flexible {
                TaggedFields::read(r, "MetadataResponsePartition.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
