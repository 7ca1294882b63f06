// Written by `cargo xtask codegen` from schemas/fetch.schema; do not edit.

use crate::wire::length::{
    array_len, nullable_array_len, nullable_records_len, nullable_string_len, string_len, tag_len,
};
use crate::wire::{Reader, Records, StrBytes, TagSection, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `FetchResponse`, versions 0-18.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FetchResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 7+; left out of other versions.
    pub error_code: i16,
    /// `SessionId`: int32, versions 7+; an error to set in other versions.
    pub session_id: i32,
    /// `Responses`: array of [`FetchableTopicResponse`], versions 0+.
    pub responses: Vec<FetchableTopicResponse>,
    /// `NodeEndpoints`: array of [`NodeEndpoint`], versions 16+, tag 0; an error to set in other versions.
    pub node_endpoints: Vec<NodeEndpoint>,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

/// `FetchableTopicResponse`, versions 0-18.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FetchableTopicResponse {
    /// `Topic`: string, versions 0-12; left out of other versions.
    pub topic: StrBytes,
    /// `TopicId`: uuid, versions 13+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionData {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `HighWatermark`: int64, versions 0+.
    pub high_watermark: i64,
    /// `LastStableOffset`: int64, versions 4+, default -1; left out of other versions.
    pub last_stable_offset: i64,
    /// `LogStartOffset`: int64, versions 5+, default -1; left out of other versions.
    pub log_start_offset: i64,
    /// `DivergingEpoch`: [`EpochEndOffset`], versions 12+, tag 0; an error to set in other versions.
    pub diverging_epoch: EpochEndOffset,
    /// `CurrentLeader`: [`LeaderIdAndEpoch`], versions 12+, tag 1; an error to set in other versions.
    pub current_leader: LeaderIdAndEpoch,
    /// `SnapshotId`: [`SnapshotId`], versions 12+, tag 2; an error to set in other versions.
    pub snapshot_id: SnapshotId,
    /// `AbortedTransactions`: array of [`AbortedTransaction`], versions 4+, nullable; left out of other versions.
    pub aborted_transactions: Option<Vec<AbortedTransaction>>,
    /// `PreferredReadReplica`: int32, versions 11+, default -1; an error to set in other versions.
    pub preferred_read_replica: i32,
    /// `Records`: records, versions 0+, nullable.
    pub records: Option<Records>,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

impl Default for PartitionData {
    fn default() -> Self {
        Self {
            partition_index: 0,
            error_code: 0,
            high_watermark: 0,
            last_stable_offset: -1,
            log_start_offset: -1,
            diverging_epoch: EpochEndOffset::default(),
            current_leader: LeaderIdAndEpoch::default(),
            snapshot_id: SnapshotId::default(),
            aborted_transactions: Some(Vec::new()),
            preferred_read_replica: -1,
            records: None,
            tagged: TaggedFields::new(),
        }
    }
}

/// `EpochEndOffset`, versions 12-18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochEndOffset {
    /// `Epoch`: int32, versions 12+, default -1.
    pub epoch: i32,
    /// `EndOffset`: int64, versions 12+, default -1.
    pub end_offset: i64,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

impl Default for EpochEndOffset {
    fn default() -> Self {
        Self { epoch: -1, end_offset: -1, tagged: TaggedFields::new() }
    }
}

/// `LeaderIdAndEpoch`, versions 12-18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaderIdAndEpoch {
    /// `LeaderId`: int32, versions 12+, default -1.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 12+, default -1.
    pub leader_epoch: i32,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

impl Default for LeaderIdAndEpoch {
    fn default() -> Self {
        Self { leader_id: -1, leader_epoch: -1, tagged: TaggedFields::new() }
    }
}

/// `SnapshotId`, versions 12-18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotId {
    /// `EndOffset`: int64, versions 12+, default -1.
    pub end_offset: i64,
    /// `Epoch`: int32, versions 12+, default -1.
    pub epoch: i32,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

impl Default for SnapshotId {
    fn default() -> Self {
        Self { end_offset: -1, epoch: -1, tagged: TaggedFields::new() }
    }
}

/// `AbortedTransaction`, versions 4-18.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AbortedTransaction {
    /// `ProducerId`: int64, versions 4+.
    pub producer_id: i64,
    /// `FirstOffset`: int64, versions 4+.
    pub first_offset: i64,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

/// `NodeEndpoint`, versions 16-18.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeEndpoint {
    /// `NodeId`: int32, versions 16+.
    pub node_id: i32,
    /// `Host`: string, versions 16+.
    pub host: StrBytes,
    /// `Port`: int32, versions 16+.
    pub port: i32,
    /// `Rack`: string, versions 16+, nullable, default null.
    pub rack: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 16+.
    pub tagged: TaggedFields,
}

impl Message for FetchResponse {
    const NAME: &'static str = "FetchResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 18);
    const FLEXIBLE_SINCE: Option<i16> = Some(12);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 12;
        let mut len = array_len(self.responses.len(), flexible)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 4;
        }
        if version >= 7 {
            len += 6;
        }
        if flexible {
            let mut known = 0;
            if version >= 16 && !self.node_endpoints.is_empty() {
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
        let flexible = version >= 12;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        if version >= 7 {
            w.put_fixed((self.error_code, self.session_id));
        } else {
            w.refuse("session_id", self.session_id != 0);
        }
        w.put_array_len("responses", self.responses.len(), flexible);
        for element in &self.responses {
            element.write(version, w);
        }
        if version < 16 {
            w.refuse("node_endpoints", !self.node_endpoints.is_empty());
        }
        if flexible {
            let node_endpoints_is_set = version >= 16 && !self.node_endpoints.is_empty();
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
                0..=15 => 0,
                _ => 1,
            };
            self.tagged.write_fields("tagged", first_free, w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 12;
        let mut value = Self {
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            error_code: if version >= 7 { r.int16("error_code") } else { 0 },
            session_id: if version >= 7 { r.int32("session_id") } else { 0 },
            responses: r.array("responses", flexible, FetchableTopicResponse::minimum_len(version), |r| {
                FetchableTopicResponse::read(version, r)
            }),
            node_endpoints: Vec::new(),
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 16 => {
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

impl FetchableTopicResponse {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=11 => 6,
            12 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 12;
        let mut len = array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version <= 12 {
            len += string_len(&self.topic, flexible);
        }
        if version >= 13 {
            len += 16;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 12;
        if version <= 12 {
            w.put_string("FetchableTopicResponse.topic", &self.topic, flexible);
        }
        if version >= 13 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("FetchableTopicResponse.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("FetchableTopicResponse.tagged", w);
        } else {
            w.refuse("FetchableTopicResponse.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 12;
        Self {
            topic: if version <= 12 {
                r.string("FetchableTopicResponse.topic", flexible)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 13 { r.uuid("FetchableTopicResponse.topic_id") } else { Uuid::ZERO },
            partitions: r.array(
                "FetchableTopicResponse.partitions",
                flexible,
                PartitionData::minimum_len(version),
                |r| PartitionData::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "FetchableTopicResponse.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl PartitionData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 18,
            4 => 30,
            5..=10 => 38,
            11 => 42,
            _ => 37,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 12;
        let mut len = 14 + nullable_records_len(self.records.as_ref(), flexible);
        if version >= 4 {
            len += 8;
        }
        if version >= 5 {
            len += 8;
        }
        if version >= 4 {
            len += nullable_array_len(self.aborted_transactions.as_ref().map(Vec::len), flexible)
                + self
                    .aborted_transactions
                    .iter()
                    .flatten()
                    .map(|element| element.wire_len(version))
                    .sum::<usize>();
        }
        if version >= 11 {
            len += 4;
        }
        if flexible {
            let mut known = 0;
            if version >= 12 && self.diverging_epoch != EpochEndOffset::default() {
                known += 1;
                len += tag_len(0, self.diverging_epoch.wire_len(version));
            }
            if version >= 12 && self.current_leader != LeaderIdAndEpoch::default() {
                known += 1;
                len += tag_len(1, self.current_leader.wire_len(version));
            }
            if version >= 12 && self.snapshot_id != SnapshotId::default() {
                known += 1;
                len += tag_len(2, self.snapshot_id.wire_len(version));
            }
            len += self.tagged.section_len(known);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 12;
        w.put_fixed((self.partition_index, self.error_code, self.high_watermark));
        if version >= 4 {
            w.put_i64(self.last_stable_offset);
        }
        if version >= 5 {
            w.put_i64(self.log_start_offset);
        }
        if version >= 4 {
            if let Some(value) = &self.aborted_transactions {
                w.put_array_len("PartitionData.aborted_transactions", value.len(), flexible);
                for element in value {
                    element.write(version, w);
                }
            } else {
                w.put_null(flexible);
            }
        }
        if version >= 11 {
            w.put_i32(self.preferred_read_replica);
        } else {
            w.refuse("PartitionData.preferred_read_replica", self.preferred_read_replica != -1);
        }
        if let Some(value) = &self.records {
            w.put_records("PartitionData.records", value, flexible);
        } else {
            w.put_null(flexible);
        }
        if version < 12 {
            w.refuse("PartitionData.diverging_epoch", self.diverging_epoch != EpochEndOffset::default());
        }
        if version < 12 {
            w.refuse("PartitionData.current_leader", self.current_leader != LeaderIdAndEpoch::default());
        }
        if version < 12 {
            w.refuse("PartitionData.snapshot_id", self.snapshot_id != SnapshotId::default());
        }
        if flexible {
            let diverging_epoch_is_set = version >= 12 && self.diverging_epoch != EpochEndOffset::default();
            let current_leader_is_set = version >= 12 && self.current_leader != LeaderIdAndEpoch::default();
            let snapshot_id_is_set = version >= 12 && self.snapshot_id != SnapshotId::default();
            self.tagged.write_count(
                usize::from(diverging_epoch_is_set)
                    + usize::from(current_leader_is_set)
                    + usize::from(snapshot_id_is_set),
                w,
            );
            if diverging_epoch_is_set {
                w.put_tag("PartitionData.diverging_epoch", 0, self.diverging_epoch.wire_len(version));
                self.diverging_epoch.write(version, w);
            }
            if current_leader_is_set {
                w.put_tag("PartitionData.current_leader", 1, self.current_leader.wire_len(version));
                self.current_leader.write(version, w);
            }
            if snapshot_id_is_set {
                w.put_tag("PartitionData.snapshot_id", 2, self.snapshot_id.wire_len(version));
                self.snapshot_id.write(version, w);
            }
            self.tagged.write_fields("PartitionData.tagged", 3, w);
        } else {
            w.refuse("PartitionData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 12;
        let mut value = Self {
            partition_index: r.int32("PartitionData.partition_index"),
            error_code: r.int16("PartitionData.error_code"),
            high_watermark: r.int64("PartitionData.high_watermark"),
            last_stable_offset: if version >= 4 { r.int64("PartitionData.last_stable_offset") } else { -1 },
            log_start_offset: if version >= 5 { r.int64("PartitionData.log_start_offset") } else { -1 },
            diverging_epoch: EpochEndOffset::default(),
            current_leader: LeaderIdAndEpoch::default(),
            snapshot_id: SnapshotId::default(),
            aborted_transactions: if version >= 4 {
                r.nullable_array(
                    "PartitionData.aborted_transactions",
                    flexible,
                    AbortedTransaction::minimum_len(version),
                    |r| AbortedTransaction::read(version, r),
                )
            } else {
                Some(Vec::new())
            },
            preferred_read_replica: if version >= 11 {
                r.int32("PartitionData.preferred_read_replica")
            } else {
                -1
            },
            records: r.nullable_records("PartitionData.records", flexible),
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "PartitionData.tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
                        value.diverging_epoch = EpochEndOffset::read(version, r);
                    }
                    1 => {
                        value.current_leader = LeaderIdAndEpoch::read(version, r);
                    }
                    2 => {
                        value.snapshot_id = SnapshotId::read(version, r);
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl EpochEndOffset {
    fn wire_len(&self, _version: i16) -> usize {
        12 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.epoch, self.end_offset));
        self.tagged.write("EpochEndOffset.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            epoch: r.int32("EpochEndOffset.epoch"),
            end_offset: r.int64("EpochEndOffset.end_offset"),
            tagged: TaggedFields::read(r, "EpochEndOffset.tagged"),
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

impl SnapshotId {
    fn wire_len(&self, _version: i16) -> usize {
        12 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.end_offset, self.epoch));
        self.tagged.write("SnapshotId.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            end_offset: r.int64("SnapshotId.end_offset"),
            epoch: r.int32("SnapshotId.epoch"),
            tagged: TaggedFields::read(r, "SnapshotId.tagged"),
        }
    }
}

impl AbortedTransaction {
    fn minimum_len(version: i16) -> usize {
        match version {
            4..=11 => 16,
            _ => 17,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 12;
        let mut len = 16;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 12;
        w.put_fixed((self.producer_id, self.first_offset));
        if flexible {
            self.tagged.write("AbortedTransaction.tagged", w);
        } else {
            w.refuse("AbortedTransaction.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 12;
        Self {
            producer_id: r.int64("AbortedTransaction.producer_id"),
            first_offset: r.int64("AbortedTransaction.first_offset"),
            tagged: if flexible {
                TaggedFields::read(r, "AbortedTransaction.tagged")
            } else {
                TaggedFields::new()
            },
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
