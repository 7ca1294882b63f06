// Written by `cargo xtask codegen` from schemas/share_acknowledge.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ShareAcknowledgeRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareAcknowledgeRequest {
    /// `GroupId`: string, versions 0+, nullable, default null.
    pub group_id: Option<StrBytes>,
    /// `MemberId`: string, versions 0+, nullable.
    pub member_id: Option<StrBytes>,
    /// `ShareSessionEpoch`: int32, versions 0+.
    pub share_session_epoch: i32,
    /// `IsRenewAck`: bool, versions 2+; an error to set in other versions.
    pub is_renew_ack: bool,
    /// `Topics`: array of [`AcknowledgeTopic`], versions 0+.
    pub topics: Vec<AcknowledgeTopic>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ShareAcknowledgeRequest {
    fn default() -> Self {
        Self {
            group_id: None,
            member_id: Some(StrBytes::new()),
            share_session_epoch: 0,
            is_renew_ack: false,
            topics: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `AcknowledgeTopic`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AcknowledgeTopic {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of [`AcknowledgePartition`], versions 0+.
    pub partitions: Vec<AcknowledgePartition>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AcknowledgePartition`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AcknowledgePartition {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
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

impl Message for ShareAcknowledgeRequest {
    const NAME: &'static str = "ShareAcknowledgeRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 4
            + nullable_string_len(self.group_id.as_ref(), true)
            + nullable_string_len(self.member_id.as_ref(), true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 2 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("group_id", self.group_id.as_ref(), true);
        w.put_nullable_string("member_id", self.member_id.as_ref(), true);
        w.put_i32(self.share_session_epoch);
        if version >= 2 {
            w.put_bool(self.is_renew_ack);
        } else {
            w.refuse("is_renew_ack", self.is_renew_ack);
        }
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
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
            is_renew_ack: if version >= 2 { r.bool("is_renew_ack") } else { false },
            topics: r.array("topics", true, AcknowledgeTopic::minimum_len(version), |r| {
                AcknowledgeTopic::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ShareAcknowledgeRequest {
    const API_KEY: ApiKey = ApiKey::SHARE_ACKNOWLEDGE;
    type Response = super::ShareAcknowledgeResponse;
}

impl AcknowledgeTopic {
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
        w.put_array_len("AcknowledgeTopic.partitions", self.partitions.len(), true);
        for element in &self.partitions {
            element.write(version, w);
        }
        self.tagged.write("AcknowledgeTopic.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("AcknowledgeTopic.topic_id"),
            partitions: r.array(
                "AcknowledgeTopic.partitions",
                true,
                AcknowledgePartition::minimum_len(version),
                |r| AcknowledgePartition::read(version, r),
            ),
            tagged: TaggedFields::read(r, "AcknowledgeTopic.tagged"),
        }
    }
}

impl AcknowledgePartition {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.acknowledgement_batches.len(), true)
            + self.acknowledgement_batches.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.partition_index);
        w.put_array_len(
            "AcknowledgePartition.acknowledgement_batches",
            self.acknowledgement_batches.len(),
            true,
        );
        for element in &self.acknowledgement_batches {
            element.write(version, w);
        }
        self.tagged.write("AcknowledgePartition.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            partition_index: r.int32("AcknowledgePartition.partition_index"),
            acknowledgement_batches: r.array(
                "AcknowledgePartition.acknowledgement_batches",
                true,
                AcknowledgementBatch::minimum_len(version),
                |r| AcknowledgementBatch::read(version, r),
            ),
            tagged: TaggedFields::read(r, "AcknowledgePartition.tagged"),
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
