// Written by `cargo xtask codegen` from schemas/fetch_snapshot.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len, tag_len};
use crate::wire::{Reader, StrBytes, TagSection, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `FetchSnapshotRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchSnapshotRequest {
    /// `ClusterId`: string, versions 0+, tag 0, nullable, default null.
    pub cluster_id: Option<StrBytes>,
    /// `ReplicaId`: int32, versions 0+, default -1.
    pub replica_id: i32,
    /// `MaxBytes`: int32, versions 0+, default 2147483647.
    pub max_bytes: i32,
    /// `Topics`: array of [`TopicSnapshot`], versions 0+.
    pub topics: Vec<TopicSnapshot>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for FetchSnapshotRequest {
    fn default() -> Self {
        Self {
            cluster_id: None,
            replica_id: -1,
            max_bytes: i32::MAX,
            topics: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
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
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `CurrentLeaderEpoch`: int32, versions 0+.
    pub current_leader_epoch: i32,
    /// `SnapshotId`: [`SnapshotId`], versions 0+.
    pub snapshot_id: SnapshotId,
    /// `Position`: int64, versions 0+.
    pub position: i64,
    /// `ReplicaDirectoryId`: uuid, versions 1+, tag 0; left out of other versions.
    pub replica_directory_id: Uuid,
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

impl Message for FetchSnapshotRequest {
    const NAME: &'static str = "FetchSnapshotRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 8
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        let mut known = 0;
        if self.cluster_id.is_some() {
            known += 1;
            len += tag_len(0, nullable_string_len(self.cluster_id.as_ref(), true));
        }
        len += self.tagged.section_len(known);
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.replica_id, self.max_bytes));
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        let cluster_id_is_set = self.cluster_id.is_some();
        self.tagged.write_count(usize::from(cluster_id_is_set), w);
        if cluster_id_is_set {
            w.put_tag("cluster_id", 0, nullable_string_len(self.cluster_id.as_ref(), true));
            w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), true);
        }
        self.tagged.write_fields("tagged", 1, w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let mut value = Self {
            cluster_id: None,
            replica_id: r.int32("replica_id"),
            max_bytes: r.int32("max_bytes"),
            topics: r.array("topics", true, TopicSnapshot::minimum_len(version), |r| {
                TopicSnapshot::read(version, r)
            }),
            tagged: TaggedFields::new(),
        };
        if !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
                        value.cluster_id = r.nullable_string("cluster_id", true);
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl Request for FetchSnapshotRequest {
    const API_KEY: ApiKey = ApiKey::FETCH_SNAPSHOT;
    type Response = super::FetchSnapshotResponse;
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
        30
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 16 + self.snapshot_id.wire_len(version);
        let mut known = 0;
        if version >= 1 && self.replica_directory_id != Uuid::ZERO {
            known += 1;
            len += tag_len(0, 16);
        }
        len += self.tagged.section_len(known);
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.partition, self.current_leader_epoch));
        self.snapshot_id.write(version, w);
        w.put_i64(self.position);
        let replica_directory_id_is_set = version >= 1 && self.replica_directory_id != Uuid::ZERO;
        self.tagged.write_count(usize::from(replica_directory_id_is_set), w);
        if replica_directory_id_is_set {
            w.put_tag("PartitionSnapshot.replica_directory_id", 0, 16);
            w.put_uuid(self.replica_directory_id);
        }
        let first_free = match version {
            0 => 0,
            _ => 1,
        };
        self.tagged.write_fields("PartitionSnapshot.tagged", first_free, w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let mut value = Self {
            partition: r.int32("PartitionSnapshot.partition"),
            current_leader_epoch: r.int32("PartitionSnapshot.current_leader_epoch"),
            snapshot_id: SnapshotId::read(version, r),
            position: r.int64("PartitionSnapshot.position"),
            replica_directory_id: Uuid::ZERO,
            tagged: TaggedFields::new(),
        };
        if !r.skip_zero() {
            let mut tags = TagSection::begin(r, "PartitionSnapshot.tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 1 => {
                        value.replica_directory_id = r.uuid("PartitionSnapshot.replica_directory_id");
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
