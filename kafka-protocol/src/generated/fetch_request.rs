// Written by `cargo xtask codegen` from schemas/fetch.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len, tag_len};
use crate::wire::{Int32Array, Reader, StrBytes, TagSection, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `FetchRequest`, versions 0-18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchRequest {
    /// `ClusterId`: string, versions 12+, tag 0, nullable, default null; left out of other versions.
    pub cluster_id: Option<StrBytes>,
    /// `ReplicaId`: int32, versions 0-14, default -1; an error to set in other versions.
    pub replica_id: i32,
    /// `ReplicaState`: [`ReplicaState`], versions 15+, tag 1; an error to set in other versions.
    pub replica_state: ReplicaState,
    /// `MaxWaitMs`: int32, versions 0+.
    pub max_wait_ms: i32,
    /// `MinBytes`: int32, versions 0+.
    pub min_bytes: i32,
    /// `MaxBytes`: int32, versions 3+, default 2147483647; left out of other versions.
    pub max_bytes: i32,
    /// `IsolationLevel`: int8, versions 4+; left out of other versions.
    pub isolation_level: i8,
    /// `SessionId`: int32, versions 7+; left out of other versions.
    pub session_id: i32,
    /// `SessionEpoch`: int32, versions 7+, default -1; left out of other versions.
    pub session_epoch: i32,
    /// `Topics`: array of [`FetchTopic`], versions 0+.
    pub topics: Vec<FetchTopic>,
    /// `ForgottenTopicsData`: array of [`ForgottenTopic`], versions 7+; an error to set in other versions.
    pub forgotten_topics_data: Vec<ForgottenTopic>,
    /// `RackId`: string, versions 11+; left out of other versions.
    pub rack_id: StrBytes,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

impl Default for FetchRequest {
    fn default() -> Self {
        Self {
            cluster_id: None,
            replica_id: -1,
            replica_state: ReplicaState::default(),
            max_wait_ms: 0,
            min_bytes: 0,
            max_bytes: i32::MAX,
            isolation_level: 0,
            session_id: 0,
            session_epoch: -1,
            topics: Vec::new(),
            forgotten_topics_data: Vec::new(),
            rack_id: StrBytes::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `ReplicaState`, versions 15-18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaState {
    /// `ReplicaId`: int32, versions 15+, default -1.
    pub replica_id: i32,
    /// `ReplicaEpoch`: int64, versions 15+, default -1.
    pub replica_epoch: i64,
    /// Tagged fields that the schema does not know, versions 15+.
    pub tagged: TaggedFields,
}

impl Default for ReplicaState {
    fn default() -> Self {
        Self { replica_id: -1, replica_epoch: -1, tagged: TaggedFields::new() }
    }
}

/// `FetchTopic`, versions 0-18.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FetchTopic {
    /// `Topic`: string, versions 0-12; left out of other versions.
    pub topic: StrBytes,
    /// `TopicId`: uuid, versions 13+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`FetchPartition`], versions 0+.
    pub partitions: Vec<FetchPartition>,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

/// `FetchPartition`, versions 0-18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchPartition {
    /// `Partition`: int32, versions 0+.
    pub partition: i32,
    /// `CurrentLeaderEpoch`: int32, versions 9+, default -1; left out of other versions.
    pub current_leader_epoch: i32,
    /// `FetchOffset`: int64, versions 0+.
    pub fetch_offset: i64,
    /// `LastFetchedEpoch`: int32, versions 12+, default -1; an error to set in other versions.
    pub last_fetched_epoch: i32,
    /// `LogStartOffset`: int64, versions 5+, default -1; left out of other versions.
    pub log_start_offset: i64,
    /// `PartitionMaxBytes`: int32, versions 0+.
    pub partition_max_bytes: i32,
    /// `ReplicaDirectoryId`: uuid, versions 17+, tag 0; left out of other versions.
    pub replica_directory_id: Uuid,
    /// `HighWatermark`: int64, versions 18+, tag 1, default 9223372036854775807; left out of other versions.
    pub high_watermark: i64,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

impl Default for FetchPartition {
    fn default() -> Self {
        Self {
            partition: 0,
            current_leader_epoch: -1,
            fetch_offset: 0,
            last_fetched_epoch: -1,
            log_start_offset: -1,
            partition_max_bytes: 0,
            replica_directory_id: Uuid::ZERO,
            high_watermark: i64::MAX,
            tagged: TaggedFields::new(),
        }
    }
}

/// `ForgottenTopic`, versions 7-18.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ForgottenTopic {
    /// `Topic`: string, versions 7-12; left out of other versions.
    pub topic: StrBytes,
    /// `TopicId`: uuid, versions 13+; left out of other versions.
    pub topic_id: Uuid,
    /// `Partitions`: array of int32, versions 7+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 12+.
    pub tagged: TaggedFields,
}

impl Message for FetchRequest {
    const NAME: &'static str = "FetchRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 18);
    const FLEXIBLE_SINCE: Option<i16> = Some(12);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 12;
        let mut len = 8
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version <= 14 {
            len += 4;
        }
        if version >= 3 {
            len += 4;
        }
        if version >= 4 {
            len += 1;
        }
        if version >= 7 {
            len += 8
                + array_len(self.forgotten_topics_data.len(), flexible)
                + self.forgotten_topics_data.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 11 {
            len += string_len(&self.rack_id, flexible);
        }
        if flexible {
            let mut known = 0;
            if version >= 12 && self.cluster_id.is_some() {
                known += 1;
                len += tag_len(0, nullable_string_len(self.cluster_id.as_ref(), true));
            }
            if version >= 15 && self.replica_state != ReplicaState::default() {
                known += 1;
                len += tag_len(1, self.replica_state.wire_len(version));
            }
            len += self.tagged.section_len(known);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 12;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version <= 14 {
            w.put_i32(self.replica_id);
        } else {
            w.refuse("replica_id", self.replica_id != -1);
        }
        w.put_fixed((self.max_wait_ms, self.min_bytes));
        if version >= 3 {
            w.put_i32(self.max_bytes);
        }
        if version >= 4 {
            w.put_i8(self.isolation_level);
        }
        if version >= 7 {
            w.put_fixed((self.session_id, self.session_epoch));
        }
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if version >= 7 {
            w.put_array_len("forgotten_topics_data", self.forgotten_topics_data.len(), flexible);
            for element in &self.forgotten_topics_data {
                element.write(version, w);
            }
        } else {
            w.refuse("forgotten_topics_data", !self.forgotten_topics_data.is_empty());
        }
        if version >= 11 {
            w.put_string("rack_id", &self.rack_id, flexible);
        }
        if version < 15 {
            w.refuse("replica_state", self.replica_state != ReplicaState::default());
        }
        if flexible {
            let cluster_id_is_set = version >= 12 && self.cluster_id.is_some();
            let replica_state_is_set = version >= 15 && self.replica_state != ReplicaState::default();
            self.tagged.write_count(usize::from(cluster_id_is_set) + usize::from(replica_state_is_set), w);
            if cluster_id_is_set {
                w.put_tag("cluster_id", 0, nullable_string_len(self.cluster_id.as_ref(), true));
                w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), true);
            }
            if replica_state_is_set {
                w.put_tag("replica_state", 1, self.replica_state.wire_len(version));
                self.replica_state.write(version, w);
            }
            let first_free = match version {
                12..=14 => 1,
                _ => 2,
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
            cluster_id: None,
            replica_id: if version <= 14 { r.int32("replica_id") } else { -1 },
            replica_state: ReplicaState::default(),
            max_wait_ms: r.int32("max_wait_ms"),
            min_bytes: r.int32("min_bytes"),
            max_bytes: if version >= 3 { r.int32("max_bytes") } else { i32::MAX },
            isolation_level: if version >= 4 { r.int8("isolation_level") } else { 0 },
            session_id: if version >= 7 { r.int32("session_id") } else { 0 },
            session_epoch: if version >= 7 { r.int32("session_epoch") } else { -1 },
            topics: r.array("topics", flexible, FetchTopic::minimum_len(version), |r| {
                FetchTopic::read(version, r)
            }),
            forgotten_topics_data: if version >= 7 {
                r.array("forgotten_topics_data", flexible, ForgottenTopic::minimum_len(version), |r| {
                    ForgottenTopic::read(version, r)
                })
            } else {
                Vec::new()
            },
            rack_id: if version >= 11 { r.string("rack_id", flexible) } else { StrBytes::new() },
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
                        value.cluster_id = r.nullable_string("cluster_id", true);
                    }
                    1 if version >= 15 => {
                        value.replica_state = ReplicaState::read(version, r);
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl Request for FetchRequest {
    const API_KEY: ApiKey = ApiKey::FETCH;
    type Response = super::FetchResponse;
}

impl ReplicaState {
    fn wire_len(&self, _version: i16) -> usize {
        12 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.replica_id, self.replica_epoch));
        self.tagged.write("ReplicaState.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            replica_id: r.int32("ReplicaState.replica_id"),
            replica_epoch: r.int64("ReplicaState.replica_epoch"),
            tagged: TaggedFields::read(r, "ReplicaState.tagged"),
        }
    }
}

impl FetchTopic {
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
            w.put_string("FetchTopic.topic", &self.topic, flexible);
        }
        if version >= 13 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("FetchTopic.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("FetchTopic.tagged", w);
        } else {
            w.refuse("FetchTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 12;
        Self {
            topic: if version <= 12 { r.string("FetchTopic.topic", flexible) } else { StrBytes::new() },
            topic_id: if version >= 13 { r.uuid("FetchTopic.topic_id") } else { Uuid::ZERO },
            partitions: r.array(
                "FetchTopic.partitions",
                flexible,
                FetchPartition::minimum_len(version),
                |r| FetchPartition::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "FetchTopic.tagged") } else { TaggedFields::new() },
        }
    }
}

impl FetchPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 16,
            5..=8 => 24,
            9..=11 => 28,
            _ => 33,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 12;
        let mut len = 16;
        if version >= 9 {
            len += 4;
        }
        if version >= 12 {
            len += 4;
        }
        if version >= 5 {
            len += 8;
        }
        if flexible {
            let mut known = 0;
            if version >= 17 && self.replica_directory_id != Uuid::ZERO {
                known += 1;
                len += tag_len(0, 16);
            }
            if version >= 18 && self.high_watermark != i64::MAX {
                known += 1;
                len += tag_len(1, 8);
            }
            len += self.tagged.section_len(known);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 12;
        w.put_i32(self.partition);
        if version >= 9 {
            w.put_i32(self.current_leader_epoch);
        }
        w.put_i64(self.fetch_offset);
        if version >= 12 {
            w.put_i32(self.last_fetched_epoch);
        } else {
            w.refuse("FetchPartition.last_fetched_epoch", self.last_fetched_epoch != -1);
        }
        if version >= 5 {
            w.put_i64(self.log_start_offset);
        }
        w.put_i32(self.partition_max_bytes);
        if flexible {
            let replica_directory_id_is_set = version >= 17 && self.replica_directory_id != Uuid::ZERO;
            let high_watermark_is_set = version >= 18 && self.high_watermark != i64::MAX;
            self.tagged.write_count(
                usize::from(replica_directory_id_is_set) + usize::from(high_watermark_is_set),
                w,
            );
            if replica_directory_id_is_set {
                w.put_tag("FetchPartition.replica_directory_id", 0, 16);
                w.put_uuid(self.replica_directory_id);
            }
            if high_watermark_is_set {
                w.put_tag("FetchPartition.high_watermark", 1, 8);
                w.put_i64(self.high_watermark);
            }
            let first_free = match version {
                0..=16 => 0,
                17 => 1,
                _ => 2,
            };
            self.tagged.write_fields("FetchPartition.tagged", first_free, w);
        } else {
            w.refuse("FetchPartition.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 12;
        let mut value = Self {
            partition: r.int32("FetchPartition.partition"),
            current_leader_epoch: if version >= 9 {
                r.int32("FetchPartition.current_leader_epoch")
            } else {
                -1
            },
            fetch_offset: r.int64("FetchPartition.fetch_offset"),
            last_fetched_epoch: if version >= 12 { r.int32("FetchPartition.last_fetched_epoch") } else { -1 },
            log_start_offset: if version >= 5 { r.int64("FetchPartition.log_start_offset") } else { -1 },
            partition_max_bytes: r.int32("FetchPartition.partition_max_bytes"),
            replica_directory_id: Uuid::ZERO,
            high_watermark: i64::MAX,
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "FetchPartition.tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 17 => {
                        value.replica_directory_id = r.uuid("FetchPartition.replica_directory_id");
                    }
                    1 if version >= 18 => {
                        value.high_watermark = r.int64("FetchPartition.high_watermark");
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl ForgottenTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            7..=11 => 6,
            12 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 12;
        let mut len = array_len(self.partitions.len(), flexible) + 4 * self.partitions.len();
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
            w.put_string("ForgottenTopic.topic", &self.topic, flexible);
        }
        if version >= 13 {
            w.put_uuid(self.topic_id);
        }
        w.put_int32_array("ForgottenTopic.partitions", &self.partitions, flexible);
        if flexible {
            self.tagged.write("ForgottenTopic.tagged", w);
        } else {
            w.refuse("ForgottenTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 12;
        Self {
            topic: if version <= 12 { r.string("ForgottenTopic.topic", flexible) } else { StrBytes::new() },
            topic_id: if version >= 13 { r.uuid("ForgottenTopic.topic_id") } else { Uuid::ZERO },
            partitions: r.int32_array("ForgottenTopic.partitions", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "ForgottenTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
