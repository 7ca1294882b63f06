// Written by `cargo xtask codegen` from schemas/fetch_snapshot.schema; do not edit.

use crate::wire::length::{array_len, records_len, string_len, tag_len};
use crate::wire::{Reader, Records, StrBytes, TagSection, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `FetchSnapshotResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FetchSnapshotResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Topics`: array of [`TopicSnapshot`], versions 0+.
    pub topics: Vec<TopicSnapshot>,
    /// `NodeEndpoints`: array of [`NodeEndpoint`], versions 1+, tag 0; an error to set in other versions.
    pub node_endpoints: Vec<NodeEndpoint>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicSnapshot`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicSnapshot {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of [`PartitionSnapshot`], versions 0+.
    pub partitions: Vec<PartitionSnapshot>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `PartitionSnapshot`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionSnapshot {
    /// `Index`: int32, versions 0+.
    pub index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `SnapshotId`: [`SnapshotId`], versions 0+.
    pub snapshot_id: SnapshotId,
    /// `CurrentLeader`: [`LeaderIdAndEpoch`], versions 0+, tag 0.
    pub current_leader: LeaderIdAndEpoch,
    /// `Size`: int64, versions 0+.
    pub size: i64,
    /// `Position`: int64, versions 0+.
    pub position: i64,
    /// `UnalignedRecords`: records, versions 0+.
    pub unaligned_records: Records,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `SnapshotId`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SnapshotId {
    /// `EndOffset`: int64, versions 0+.
    pub end_offset: i64,
    /// `Epoch`: int32, versions 0+.
    pub epoch: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `LeaderIdAndEpoch`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderIdAndEpoch {
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// Tagged fields that the schema does not know, versions 0+.
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

impl Message for FetchSnapshotResponse {
    const NAME: &'static str = "FetchSnapshotResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 6
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
        w.put_fixed((self.throttle_time_ms, self.error_code));
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
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            topics: r.array("topics", true, TopicSnapshot::minimum_len(version), |r| {
                TopicSnapshot::read(version, r)
            }),
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

impl TopicSnapshot {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.name, true)
            + array_len(self.partitions.len(), true)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("TopicSnapshot.name", &self.name, true);
        w.put_array_len("TopicSnapshot.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("TopicSnapshot.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("TopicSnapshot.name", true),
            partitions: r.array(
                "TopicSnapshot.partitions",
                true,
                PartitionSnapshot::minimum_len(version),
                |r| PartitionSnapshot::read(version, r),
            ),
            tagged: TaggedFields::read(r, "TopicSnapshot.tagged"),
        }
    }
}

impl PartitionSnapshot {
    fn minimum_len(_version: i16) -> usize {
        37
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 22 + self.snapshot_id.wire_len(version) + records_len(&self.unaligned_records, true);
        let mut known = 0;
        if self.current_leader != LeaderIdAndEpoch::default() {
            known += 1;
            len += tag_len(0, self.current_leader.wire_len(version));
        }
        len += self.tagged.section_len(known);
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.index, self.error_code));
        self.snapshot_id.write(version, w);
        w.put_fixed((self.size, self.position));
        w.put_records("PartitionSnapshot.unaligned_records", &self.unaligned_records, true);
        let current_leader_is_set = self.current_leader != LeaderIdAndEpoch::default();
        self.tagged.write_count(usize::from(current_leader_is_set), w);
        if current_leader_is_set {
            w.put_tag("PartitionSnapshot.current_leader", 0, self.current_leader.wire_len(version));
            self.current_leader.write(version, w);
        }
        self.tagged.write_fields("PartitionSnapshot.tagged", 1, w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let mut value = Self {
            index: r.int32("PartitionSnapshot.index"),
            error_code: r.int16("PartitionSnapshot.error_code"),
            snapshot_id: SnapshotId::read(version, r),
            current_leader: LeaderIdAndEpoch::default(),
            size: r.int64("PartitionSnapshot.size"),
            position: r.int64("PartitionSnapshot.position"),
            unaligned_records: r.records("PartitionSnapshot.unaligned_records", true),
            tagged: TaggedFields::new(),
        };
        if !r.skip_zero() {
            let mut tags = TagSection::begin(r, "PartitionSnapshot.tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
                        value.current_leader = LeaderIdAndEpoch::read(version, r);
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
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
