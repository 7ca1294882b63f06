// Written by `cargo xtask codegen` from schemas/share_fetch.schema; do not edit.

use crate::wire::length::{array_len, nullable_records_len, nullable_string_len, string_len};
use crate::wire::{Reader, Records, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `ShareFetchResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShareFetchResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `AcquisitionLockTimeoutMs`: int32, versions 1+; an error to set in other versions.
    pub acquisition_lock_timeout_ms: i32,
    /// `Responses`: array of [`ShareFetchableTopicResponse`], versions 0+.
    pub responses: Vec<ShareFetchableTopicResponse>,
    /// `NodeEndpoints`: array of [`NodeEndpoint`], versions 0+.
    pub node_endpoints: Vec<NodeEndpoint>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ShareFetchableTopicResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShareFetchableTopicResponse {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
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
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `AcknowledgeErrorCode`: int16, versions 0+.
    pub acknowledge_error_code: i16,
    /// `AcknowledgeErrorMessage`: string, versions 0+, nullable, default null.
    pub acknowledge_error_message: Option<StrBytes>,
    /// `CurrentLeader`: [`LeaderIdAndEpoch`], versions 0+.
    pub current_leader: LeaderIdAndEpoch,
    /// `Records`: records, versions 0+, nullable in versions 0.
    pub records: Option<Records>,
    /// `AcquiredRecords`: array of [`AcquiredRecords`], versions 0+.
    pub acquired_records: Vec<AcquiredRecords>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `LeaderIdAndEpoch`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderIdAndEpoch {
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AcquiredRecords`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AcquiredRecords {
    /// `FirstOffset`: int64, versions 0+.
    pub first_offset: i64,
    /// `LastOffset`: int64, versions 0+.
    pub last_offset: i64,
    /// `DeliveryCount`: int16, versions 0+.
    pub delivery_count: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `NodeEndpoint`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeEndpoint {
    /// `NodeId`: int32, versions 0+.
    pub node_id: i32,
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Port`: int32, versions 0+.
    pub port: i32,
    /// `Rack`: string, versions 0+, nullable, default null.
    pub rack: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ShareFetchResponse {
    const NAME: &'static str = "ShareFetchResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 6
            + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.responses.len(), true)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.node_endpoints.len(), true)
            + self.node_endpoints.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 4;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        if version >= 1 {
            w.put_i32(self.acquisition_lock_timeout_ms);
        } else {
            w.refuse("acquisition_lock_timeout_ms", self.acquisition_lock_timeout_ms != 0);
        }
        w.put_array_len("responses", self.responses.len(), true);
        for element in &self.responses {
            element.write(version, w);
        }
        w.put_array_len("node_endpoints", self.node_endpoints.len(), true);
        for element in &self.node_endpoints {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            acquisition_lock_timeout_ms: if version >= 1 {
                r.int32("acquisition_lock_timeout_ms")
            } else {
                0
            },
            responses: r.array("responses", true, ShareFetchableTopicResponse::minimum_len(version), |r| {
                ShareFetchableTopicResponse::read(version, r)
            }),
            node_endpoints: r.array("node_endpoints", true, NodeEndpoint::minimum_len(version), |r| {
                NodeEndpoint::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl ShareFetchableTopicResponse {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, version: i16) -> usize {
        16 + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_array_len("ShareFetchableTopicResponse.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("ShareFetchableTopicResponse.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("ShareFetchableTopicResponse.topic_id"),
            partitions: r.array(
                "ShareFetchableTopicResponse.partitions",
                true,
                PartitionData::minimum_len(version),
                |r| PartitionData::read(version, r),
            ),
            tagged: TaggedFields::read(r, "ShareFetchableTopicResponse.tagged"),
        }
    }
}

impl PartitionData {
    fn minimum_len(_version: i16) -> usize {
        22
    }

    fn wire_len(&self, version: i16) -> usize {
        8 + nullable_string_len(self.error_message.as_ref(), true)
            + nullable_string_len(self.acknowledge_error_message.as_ref(), true)
            + self.current_leader.wire_len(version)
            + nullable_records_len(self.records.as_ref(), true)
            + array_len(self.acquired_records.len(), true)
            + self.acquired_records.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition_index, self.error_code));
        w.put_nullable_string("PartitionData.error_message", self.error_message.as_ref(), true);
        w.put_i16(self.acknowledge_error_code);
        w.put_nullable_string(
            "PartitionData.acknowledge_error_message",
            self.acknowledge_error_message.as_ref(),
            true,
        );
        self.current_leader.write(version, w);
        if version > 0 {
            w.require("PartitionData.records", self.records.is_some());
        }
        if let Some(value) = &self.records {
            w.put_records("PartitionData.records", value, true);
        } else {
            w.put_null(true);
        }
        w.put_array_len("PartitionData.acquired_records", self.acquired_records.len(), true);
        for element in &self.acquired_records {
            element.write(version, w);
        }
        self.tagged.write("PartitionData.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            error_code: r.int16("PartitionData.error_code"),
            error_message: r.nullable_string("PartitionData.error_message", true),
            acknowledge_error_code: r.int16("PartitionData.acknowledge_error_code"),
            acknowledge_error_message: r.nullable_string("PartitionData.acknowledge_error_message", true),
            current_leader: LeaderIdAndEpoch::read(version, r),
            records: if version <= 0 {
                r.nullable_records("PartitionData.records", true)
            } else {
                Some(r.records("PartitionData.records", true))
            },
            acquired_records: r.array(
                "PartitionData.acquired_records",
                true,
                AcquiredRecords::minimum_len(version),
                |r| AcquiredRecords::read(version, r),
            ),
            tagged: TaggedFields::read(r, "PartitionData.tagged"),
        }
    }
}

impl LeaderIdAndEpoch {
    fn wire_len(&self, _version: i16) -> usize {
        8 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.leader_id, self.leader_epoch));
        self.tagged.write("LeaderIdAndEpoch.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            leader_id: r.int32("LeaderIdAndEpoch.leader_id"),
            leader_epoch: r.int32("LeaderIdAndEpoch.leader_epoch"),
            tagged: TaggedFields::read(r, "LeaderIdAndEpoch.tagged"),
        }
    }
}

impl AcquiredRecords {
    fn minimum_len(_version: i16) -> usize {
        19
    }

    fn wire_len(&self, _version: i16) -> usize {
        18 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.first_offset, self.last_offset, self.delivery_count));
        self.tagged.write("AcquiredRecords.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            first_offset: r.int64("AcquiredRecords.first_offset"),
            last_offset: r.int64("AcquiredRecords.last_offset"),
            delivery_count: r.int16("AcquiredRecords.delivery_count"),
            tagged: TaggedFields::read(r, "AcquiredRecords.tagged"),
        }
    }
}

impl NodeEndpoint {
    fn minimum_len(_version: i16) -> usize {
        11
    }

    fn wire_len(&self, _version: i16) -> usize {
        8 + string_len(&self.host, true)
            + nullable_string_len(self.rack.as_ref(), true)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_i32(self.node_id);
        w.put_string("NodeEndpoint.host", &self.host, true);
        w.put_i32(self.port);
        w.put_nullable_string("NodeEndpoint.rack", self.rack.as_ref(), true);
        self.tagged.write("NodeEndpoint.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            node_id: r.int32("NodeEndpoint.node_id"),
            host: r.string("NodeEndpoint.host", true),
            port: r.int32("NodeEndpoint.port"),
            rack: r.nullable_string("NodeEndpoint.rack", true),
            tagged: TaggedFields::read(r, "NodeEndpoint.tagged"),
        }
    }
}
