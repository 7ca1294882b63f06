// Written by `cargo xtask codegen` from schemas/share_fetch.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ShareFetchRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareFetchRequest {
    /// `GroupId`: string, versions 0+, nullable, default null.
    pub group_id: Option<StrBytes>,
    /// `MemberId`: string, versions 0+, nullable.
    pub member_id: Option<StrBytes>,
    /// `ShareSessionEpoch`: int32, versions 0+.
    pub share_session_epoch: i32,
    /// `MaxWaitMs`: int32, versions 0+.
    pub max_wait_ms: i32,
    /// `MinBytes`: int32, versions 0+.
    pub min_bytes: i32,
    /// `MaxBytes`: int32, versions 0+, default 2147483647.
    pub max_bytes: i32,
    /// `MaxRecords`: int32, versions 1+; an error to set in other versions.
    pub max_records: i32,
    /// `BatchSize`: int32, versions 1+; an error to set in other versions.
    pub batch_size: i32,
    /// `ShareAcquireMode`: int8, versions 2+; left out of other versions.
    pub share_acquire_mode: i8,
    /// `IsRenewAck`: bool, versions 2+; an error to set in other versions.
    pub is_renew_ack: bool,
    /// `Topics`: array of [`FetchTopic`], versions 0+.
    pub topics: Vec<FetchTopic>,
    /// `ForgottenTopicsData`: array of [`ForgottenTopic`], versions 0+.
    pub forgotten_topics_data: Vec<ForgottenTopic>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ShareFetchRequest {
    fn default() -> Self {
        Self {
            group_id: None,
            member_id: Some(StrBytes::new()),
            share_session_epoch: 0,
            max_wait_ms: 0,
            min_bytes: 0,
            max_bytes: i32::MAX,
            max_records: 0,
            batch_size: 0,
            share_acquire_mode: 0,
            is_renew_ack: false,
            topics: Vec::new(),
            forgotten_topics_data: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `FetchTopic`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FetchTopic {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`FetchPartition`], versions 0+.
    pub partitions: Vec<FetchPartition>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `FetchPartition`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FetchPartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `PartitionMaxBytes`: int32, versions 0; an error to set in other versions.
    pub partition_max_bytes: i32,
    /// `AcknowledgementBatches`: array of [`AcknowledgementBatch`], versions 0+.
    pub acknowledgement_batches: Vec<AcknowledgementBatch>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AcknowledgementBatch`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AcknowledgementBatch {
    /// `FirstOffset`: int64, versions 0+.
    pub first_offset: i64,
    /// `LastOffset`: int64, versions 0+.
    pub last_offset: i64,
    /// `AcknowledgeTypes`: array of int8, versions 0+.
    pub acknowledge_types: Vec<i8>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ForgottenTopic`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ForgottenTopic {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ShareFetchRequest {
    const NAME: &'static str = "ShareFetchRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 16
            + nullable_string_len(self.group_id.as_ref(), true)
            + nullable_string_len(self.member_id.as_ref(), true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.forgotten_topics_data.len(), true)
            + self.forgotten_topics_data.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 8;
        }
        if version >= 2 {
            len += 2;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("group_id", self.group_id.as_ref(), true);
        w.put_nullable_string("member_id", self.member_id.as_ref(), true);
        w.put_fixed((self.share_session_epoch, self.max_wait_ms, self.min_bytes, self.max_bytes));
        if version >= 1 {
            w.put_fixed((self.max_records, self.batch_size));
        } else {
            w.refuse("max_records", self.max_records != 0);
            w.refuse("batch_size", self.batch_size != 0);
        }
        if version >= 2 {
            w.put_fixed((self.share_acquire_mode, self.is_renew_ack));
        } else {
            w.refuse("is_renew_ack", self.is_renew_ack);
        }
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        w.put_array_len("forgotten_topics_data", self.forgotten_topics_data.len(), true);
        for element in &self.forgotten_topics_data {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.nullable_string("group_id", true),
            member_id: r.nullable_string("member_id", true),
            share_session_epoch: r.int32("share_session_epoch"),
            max_wait_ms: r.int32("max_wait_ms"),
            min_bytes: r.int32("min_bytes"),
            max_bytes: r.int32("max_bytes"),
            max_records: if version >= 1 { r.int32("max_records") } else { 0 },
            batch_size: if version >= 1 { r.int32("batch_size") } else { 0 },
            share_acquire_mode: if version >= 2 { r.int8("share_acquire_mode") } else { 0 },
            is_renew_ack: if version >= 2 { r.bool("is_renew_ack") } else { false },
            topics: r
                .array("topics", true, FetchTopic::minimum_len(version), |r| FetchTopic::read(version, r)),
            forgotten_topics_data: r.array(
                "forgotten_topics_data",
                true,
                ForgottenTopic::minimum_len(version),
                |r| ForgottenTopic::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ShareFetchRequest {
    const API_KEY: ApiKey = ApiKey::SHARE_FETCH;
    type Response = super::ShareFetchResponse;
}

impl FetchTopic {
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
        w.put_array_len("FetchTopic.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("FetchTopic.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("FetchTopic.topic_id"),
            partitions: r.array("FetchTopic.partitions", true, FetchPartition::minimum_len(version), |r| {
                FetchPartition::read(version, r)
            }),
            tagged: TaggedFields::read(r, "FetchTopic.tagged"),
        }
    }
}

impl FetchPartition {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 10,
            _ => 6,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 4
            + array_len(self.acknowledgement_batches.len(), true)
            + self.acknowledgement_batches.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version <= 0 {
            len += 4;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.partition_index);
        if version <= 0 {
            w.put_i32(self.partition_max_bytes);
        } else {
            w.refuse("FetchPartition.partition_max_bytes", self.partition_max_bytes != 0);
        }
        w.put_array_len("FetchPartition.acknowledgement_batches", self.acknowledgement_batches.len(), true);
        for element in &self.acknowledgement_batches {
            element.write(version, w);
        }
        self.tagged.write("FetchPartition.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("FetchPartition.partition_index"),
            partition_max_bytes: if version <= 0 { r.int32("FetchPartition.partition_max_bytes") } else { 0 },
            acknowledgement_batches: r.array(
                "FetchPartition.acknowledgement_batches",
                true,
                AcknowledgementBatch::minimum_len(version),
                |r| AcknowledgementBatch::read(version, r),
            ),
            tagged: TaggedFields::read(r, "FetchPartition.tagged"),
        }
    }
}

impl AcknowledgementBatch {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, _version: i16) -> usize {
        16 + array_len(self.acknowledge_types.len(), true)
            + self.acknowledge_types.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.first_offset, self.last_offset));
        w.put_array_len("AcknowledgementBatch.acknowledge_types", self.acknowledge_types.len(), true);
        for element in &self.acknowledge_types {
            w.put_i8(*element);
        }
        self.tagged.write("AcknowledgementBatch.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            first_offset: r.int64("AcknowledgementBatch.first_offset"),
            last_offset: r.int64("AcknowledgementBatch.last_offset"),
            acknowledge_types: r.array("AcknowledgementBatch.acknowledge_types", true, 1, |r| {
                r.int8("AcknowledgementBatch.acknowledge_types")
            }),
            tagged: TaggedFields::read(r, "AcknowledgementBatch.tagged"),
        }
    }
}

impl ForgottenTopic {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, _version: i16) -> usize {
        16 + array_len(self.partitions.len(), true) + 4 * self.partitions.len() + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_int32_array("ForgottenTopic.partitions", &self.partitions, true);
        self.tagged.write("ForgottenTopic.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("ForgottenTopic.topic_id"),
            partitions: r.int32_array("ForgottenTopic.partitions", true),
            tagged: TaggedFields::read(r, "ForgottenTopic.tagged"),
        }
    }
}
