// Written by `cargo xtask codegen` from schemas/produce.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len, tag_len};
use crate::wire::{Reader, StrBytes, TagSection, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `ProduceResponse`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProduceResponse {
    /// `Responses`: array of [`TopicProduceResponse`], versions 0+.
    pub responses: Vec<TopicProduceResponse>,
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `NodeEndpoints`: array of [`NodeEndpoint`], versions 10+, tag 0; an error to set in other versions.
    pub node_endpoints: Vec<NodeEndpoint>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

/// `TopicProduceResponse`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicProduceResponse {
    /// `Name`: string, versions 0-12; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 13+; left out of other versions.
    pub topic_id: Uuid,
    /// `PartitionResponses`: array of [`PartitionProduceResponse`], versions 0+.
    pub partition_responses: Vec<PartitionProduceResponse>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

/// `PartitionProduceResponse`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionProduceResponse {
    /// `Index`: int32, versions 0+.
    pub index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `BaseOffset`: int64, versions 0+.
    pub base_offset: i64,
    /// `LogAppendTimeMs`: int64, versions 2+, default -1; left out of other versions.
    pub log_append_time_ms: i64,
    /// `LogStartOffset`: int64, versions 5+, default -1; left out of other versions.
    pub log_start_offset: i64,
    /// `RecordErrors`: array of [`BatchIndexAndErrorMessage`], versions 8+; left out of other versions.
    pub record_errors: Vec<BatchIndexAndErrorMessage>,
    /// `ErrorMessage`: string, versions 8+, nullable, default null; left out of other versions.
    pub error_message: Option<StrBytes>,
    /// `CurrentLeader`: [`LeaderIdAndEpoch`], versions 10+, tag 0; an error to set in other versions.
    pub current_leader: LeaderIdAndEpoch,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

impl Default for PartitionProduceResponse {
    fn default() -> Self {
        Self {
            index: 0,
            error_code: 0,
            base_offset: 0,
            log_append_time_ms: -1,
            log_start_offset: -1,
            record_errors: Vec::new(),
            error_message: None,
            current_leader: LeaderIdAndEpoch::default(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `BatchIndexAndErrorMessage`, versions 8-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BatchIndexAndErrorMessage {
    /// `BatchIndex`: int32, versions 8+.
    pub batch_index: i32,
    /// `BatchIndexErrorMessage`: string, versions 8+, nullable, default null.
    pub batch_index_error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

/// `LeaderIdAndEpoch`, versions 10-13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaderIdAndEpoch {
    /// `LeaderId`: int32, versions 10+, default -1.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 10+, default -1.
    pub leader_epoch: i32,
    /// Tagged fields that the schema does not know, versions 10+.
    pub tagged: TaggedFields,
}

impl Default for LeaderIdAndEpoch {
    fn default() -> Self {
        Self { leader_id: -1, leader_epoch: -1, tagged: TaggedFields::new() }
    }
}

/// `NodeEndpoint`, versions 10-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeEndpoint {
    /// `NodeId`: int32, versions 10+.
    pub node_id: i32,
    /// `Host`: string, versions 10+.
    pub host: StrBytes,
    /// `Port`: int32, versions 10+.
    pub port: i32,
    /// `Rack`: string, versions 10+, nullable, default null.
    pub rack: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 10+.
    pub tagged: TaggedFields,
}

impl Message for ProduceResponse {
    const NAME: &'static str = "ProduceResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 13);
    const FLEXIBLE_SINCE: Option<i16> = Some(9);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = array_len(self.responses.len(), flexible)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 4;
        }
        if flexible {
            let mut known = 0;
            if version >= 10 && !self.node_endpoints.is_empty() {
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
        let flexible = version >= 9;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("responses", self.responses.len(), flexible);
        for element in &self.responses {
            element.write(version, w);
        }
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        if version < 10 {
            w.refuse("node_endpoints", !self.node_endpoints.is_empty());
        }
        if flexible {
            let node_endpoints_is_set = version >= 10 && !self.node_endpoints.is_empty();
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
                0..=9 => 0,
                _ => 1,
            };
            self.tagged.write_fields("tagged", first_free, w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 9;
        let mut value = Self {
            responses: r.array("responses", flexible, TopicProduceResponse::minimum_len(version), |r| {
                TopicProduceResponse::read(version, r)
            }),
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            node_endpoints: Vec::new(),
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 10 => {
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

impl TopicProduceResponse {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=8 => 6,
            9..=12 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = array_len(self.partition_responses.len(), flexible)
            + self.partition_responses.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version <= 12 {
            len += string_len(&self.name, flexible);
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
        let flexible = version >= 9;
        if version <= 12 {
            w.put_string("TopicProduceResponse.name", &self.name, flexible);
        }
        if version >= 13 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("TopicProduceResponse.partition_responses", self.partition_responses.len(), flexible);
        for element in &self.partition_responses {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("TopicProduceResponse.tagged", w);
        } else {
            w.refuse("TopicProduceResponse.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            name: if version <= 12 {
                r.string("TopicProduceResponse.name", flexible)
            } else {
                StrBytes::new()
            },
            topic_id: if version >= 13 { r.uuid("TopicProduceResponse.topic_id") } else { Uuid::ZERO },
            partition_responses: r.array(
                "TopicProduceResponse.partition_responses",
                flexible,
                PartitionProduceResponse::minimum_len(version),
                |r| PartitionProduceResponse::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "TopicProduceResponse.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl PartitionProduceResponse {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 14,
            2..=4 => 22,
            5..=7 => 30,
            8 => 36,
            _ => 33,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = 14;
        if version >= 2 {
            len += 8;
        }
        if version >= 5 {
            len += 8;
        }
        if version >= 8 {
            len += array_len(self.record_errors.len(), flexible)
                + self.record_errors.iter().map(|element| element.wire_len(version)).sum::<usize>()
                + nullable_string_len(self.error_message.as_ref(), flexible);
        }
        if flexible {
            let mut known = 0;
            if version >= 10 && self.current_leader != LeaderIdAndEpoch::default() {
                known += 1;
                len += tag_len(0, self.current_leader.wire_len(version));
            }
            len += self.tagged.section_len(known);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.put_fixed((self.index, self.error_code, self.base_offset));
        if version >= 2 {
            w.put_i64(self.log_append_time_ms);
        }
        if version >= 5 {
            w.put_i64(self.log_start_offset);
        }
        if version >= 8 {
            w.put_array_len("PartitionProduceResponse.record_errors", self.record_errors.len(), flexible);
            for element in &self.record_errors {
                element.write(version, w);
            }
            w.put_nullable_string(
                "PartitionProduceResponse.error_message",
                self.error_message.as_ref(),
                flexible,
            );
        }
        if version < 10 {
            w.refuse(
                "PartitionProduceResponse.current_leader",
                self.current_leader != LeaderIdAndEpoch::default(),
            );
        }
        if flexible {
            let current_leader_is_set = version >= 10 && self.current_leader != LeaderIdAndEpoch::default();
            self.tagged.write_count(usize::from(current_leader_is_set), w);
            if current_leader_is_set {
                w.put_tag(
                    "PartitionProduceResponse.current_leader",
                    0,
                    self.current_leader.wire_len(version),
                );
                self.current_leader.write(version, w);
            }
            let first_free = match version {
                0..=9 => 0,
                _ => 1,
            };
            self.tagged.write_fields("PartitionProduceResponse.tagged", first_free, w);
        } else {
            w.refuse("PartitionProduceResponse.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        let mut value = Self {
            index: r.int32("PartitionProduceResponse.index"),
            error_code: r.int16("PartitionProduceResponse.error_code"),
            base_offset: r.int64("PartitionProduceResponse.base_offset"),
            log_append_time_ms: if version >= 2 {
                r.int64("PartitionProduceResponse.log_append_time_ms")
            } else {
                -1
            },
            log_start_offset: if version >= 5 {
                r.int64("PartitionProduceResponse.log_start_offset")
            } else {
                -1
            },
            record_errors: if version >= 8 {
                r.array(
                    "PartitionProduceResponse.record_errors",
                    flexible,
                    BatchIndexAndErrorMessage::minimum_len(version),
                    |r| BatchIndexAndErrorMessage::read(version, r),
                )
            } else {
                Vec::new()
            },
            error_message: if version >= 8 {
                r.nullable_string("PartitionProduceResponse.error_message", flexible)
            } else {
                None
            },
            current_leader: LeaderIdAndEpoch::default(),
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "PartitionProduceResponse.tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 10 => {
                        value.current_leader = LeaderIdAndEpoch::read(version, r);
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl BatchIndexAndErrorMessage {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = 4 + nullable_string_len(self.batch_index_error_message.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.put_i32(self.batch_index);
        w.put_nullable_string(
            "BatchIndexAndErrorMessage.batch_index_error_message",
            self.batch_index_error_message.as_ref(),
            flexible,
        );
        if flexible {
            self.tagged.write("BatchIndexAndErrorMessage.tagged", w);
        } else {
            w.refuse("BatchIndexAndErrorMessage.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            batch_index: r.int32("BatchIndexAndErrorMessage.batch_index"),
            batch_index_error_message: r
                .nullable_string("BatchIndexAndErrorMessage.batch_index_error_message", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "BatchIndexAndErrorMessage.tagged")
            } else {
                TaggedFields::new()
            },
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
