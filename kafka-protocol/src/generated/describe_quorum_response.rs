// Written by `cargo xtask codegen` from schemas/describe_quorum.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `DescribeQuorumResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeQuorumResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 2+, nullable; left out of other versions.
    pub error_message: Option<StrBytes>,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// `Nodes`: array of [`Node`], versions 2+; an error to set in other versions.
    pub nodes: Vec<Node>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeQuorumResponse {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: Some(StrBytes::new()),
            topics: Vec::new(),
            nodes: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionData {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 2+, nullable; left out of other versions.
    pub error_message: Option<StrBytes>,
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `HighWatermark`: int64, versions 0+.
    pub high_watermark: i64,
    /// `CurrentVoters`: array of [`ReplicaState`], versions 0+.
    pub current_voters: Vec<ReplicaState>,
    /// `Observers`: array of [`ReplicaState`], versions 0+.
    pub observers: Vec<ReplicaState>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for PartitionData {
    fn default() -> Self {
        Self {
            partition_index: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            leader_id: 0,
            leader_epoch: 0,
            high_watermark: 0,
            current_voters: Vec::new(),
            observers: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `ReplicaState`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaState {
    /// `ReplicaId`: int32, versions 0+.
    pub replica_id: i32,
    /// `ReplicaDirectoryId`: uuid, versions 2+; an error to set in other versions.
    pub replica_directory_id: Uuid,
    /// `LogEndOffset`: int64, versions 0+.
    pub log_end_offset: i64,
    /// `LastFetchTimestamp`: int64, versions 1+, default -1; left out of other versions.
    pub last_fetch_timestamp: i64,
    /// `LastCaughtUpTimestamp`: int64, versions 1+, default -1; left out of other versions.
    pub last_caught_up_timestamp: i64,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ReplicaState {
    fn default() -> Self {
        Self {
            replica_id: 0,
            replica_directory_id: Uuid::ZERO,
            log_end_offset: 0,
            last_fetch_timestamp: -1,
            last_caught_up_timestamp: -1,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Node`, versions 2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    /// `NodeId`: int32, versions 2+.
    pub node_id: i32,
    /// `Listeners`: array of [`Listener`], versions 2+.
    pub listeners: Vec<Listener>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `Listener`, versions 2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listener {
    /// `Name`: string, versions 2+.
    pub name: StrBytes,
    /// `Host`: string, versions 2+.
    pub host: StrBytes,
    /// `Port`: uint16, versions 2+.
    pub port: u16,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DescribeQuorumResponse {
    const NAME: &'static str = "DescribeQuorumResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 2
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 2 {
            len += nullable_string_len(self.error_message.as_ref(), true)
                + array_len(self.nodes.len(), true)
                + self.nodes.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        if version >= 2 {
            w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        }
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        if version >= 2 {
            w.put_array_len("nodes", self.nodes.len(), true);
            for element in &self.nodes {
                element.write(version, w);
            }
        } else {
            w.refuse("nodes", !self.nodes.is_empty());
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            error_code: r.int16("error_code"),
            error_message: if version >= 2 {
                r.nullable_string("error_message", true)
            } else {
                Some(StrBytes::new())
            },
            topics: r.array("topics", true, TopicData::minimum_len(version), |r| TopicData::read(version, r)),
            nodes: if version >= 2 {
                r.array("nodes", true, Node::minimum_len(version), |r| Node::read(version, r))
            } else {
                Vec::new()
            },
            tagged: TaggedFields::read(r, "tagged"),
        }
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
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 25,
            _ => 26,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 22
            + array_len(self.current_voters.len(), true)
            + self.current_voters.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.observers.len(), true)
            + self.observers.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 2 {
            len += nullable_string_len(self.error_message.as_ref(), true);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.error_code));
        if version >= 2 {
            w.put_nullable_string("PartitionData.error_message", self.error_message.as_ref(), true);
        }
        w.put_fixed((self.leader_id, self.leader_epoch, self.high_watermark));
        w.put_array_len("PartitionData.current_voters", self.current_voters.len(), true);
        for element in &self.current_voters {
            element.write(version, w);
        }
        w.put_array_len("PartitionData.observers", self.observers.len(), true);
        for element in &self.observers {
            element.write(version, w);
        }
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            error_code: r.int16("PartitionData.error_code"),
            error_message: if version >= 2 {
                r.nullable_string("PartitionData.error_message", true)
            } else {
                Some(StrBytes::new())
            },
            leader_id: r.int32("PartitionData.leader_id"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            high_watermark: r.int64("PartitionData.high_watermark"),
            current_voters: r.array(
                "PartitionData.current_voters",
                true,
                ReplicaState::minimum_len(version),
                |r| ReplicaState::read(version, r),
            ),
            observers: r.array("PartitionData.observers", true, ReplicaState::minimum_len(version), |r| {
                ReplicaState::read(version, r)
            }),
            tagged: TaggedFields::read(r, "PartitionData.tagged"),
        }
    }
}

impl ReplicaState {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 13,
            1 => 29,
            _ => 45,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 12 + self.tagged.section_len(0);
        if version >= 2 {
            len += 16;
        }
        if version >= 1 {
            len += 16;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.replica_id);
        if version >= 2 {
            w.put_uuid(self.replica_directory_id);
        } else {
            w.refuse("ReplicaState.replica_directory_id", self.replica_directory_id != Uuid::ZERO);
        }
        w.put_i64(self.log_end_offset);
        if version >= 1 {
            w.put_fixed((self.last_fetch_timestamp, self.last_caught_up_timestamp));
        }
        self.tagged.write("ReplicaState.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            replica_id: r.int32("ReplicaState.replica_id"),
            replica_directory_id: if version >= 2 {
                r.uuid("ReplicaState.replica_directory_id")
            } else {
                Uuid::ZERO
            },
            log_end_offset: r.int64("ReplicaState.log_end_offset"),
            last_fetch_timestamp: if version >= 1 {
                r.int64("ReplicaState.last_fetch_timestamp")
            } else {
                -1
            },
            last_caught_up_timestamp: if version >= 1 {
                r.int64("ReplicaState.last_caught_up_timestamp")
            } else {
                -1
            },
            tagged: TaggedFields::read(r, "ReplicaState.tagged"),
        }
    }
}

impl Node {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.listeners.len(), true)
            + self.listeners.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.node_id);
        w.put_array_len("Node.listeners", self.listeners.len(), true);
        for element in &self.listeners {
            element.write(version, w);
        }
        self.tagged.write("Node.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            node_id: r.int32("Node.node_id"),
            listeners: r.array("Node.listeners", true, Listener::minimum_len(version), |r| {
                Listener::read(version, r)
            }),
            tagged: TaggedFields::read(r, "Node.tagged"),
        }
    }
}

impl Listener {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, _version: i16) -> usize {
        2 + string_len(&self.name, true) + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Listener.name", &self.name, true);
        w.put_string("Listener.host", &self.host, true);
        w.put_u16(self.port);
        self.tagged.write("Listener.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("Listener.name", true),
            host: r.string("Listener.host", true),
            port: r.uint16("Listener.port"),
            tagged: TaggedFields::read(r, "Listener.tagged"),
        }
    }
}
