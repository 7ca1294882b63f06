// Written by `cargo xtask codegen` from schemas/consumer_group_heartbeat.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ConsumerGroupHeartbeatRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsumerGroupHeartbeatRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `MemberEpoch`: int32, versions 0+.
    pub member_epoch: i32,
    /// `InstanceId`: string, versions 0+, nullable, default null.
    pub instance_id: Option<StrBytes>,
    /// `RackId`: string, versions 0+, nullable, default null.
    pub rack_id: Option<StrBytes>,
    /// `RebalanceTimeoutMs`: int32, versions 0+, default -1.
    pub rebalance_timeout_ms: i32,
    /// `SubscribedTopicNames`: array of string, versions 0+, nullable, default null.
    pub subscribed_topic_names: Option<Vec<StrBytes>>,
    /// `SubscribedTopicRegex`: string, versions 1+, nullable, default null; an error to set in other versions.
    pub subscribed_topic_regex: Option<StrBytes>,
    /// `ServerAssignor`: string, versions 0+, nullable, default null.
    pub server_assignor: Option<StrBytes>,
    /// `TopicPartitions`: array of [`TopicPartitions`], versions 0+, nullable, default null.
    pub topic_partitions: Option<Vec<TopicPartitions>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ConsumerGroupHeartbeatRequest {
    fn default() -> Self {
        Self {
            group_id: StrBytes::new(),
            member_id: StrBytes::new(),
            member_epoch: 0,
            instance_id: None,
            rack_id: None,
            rebalance_timeout_ms: -1,
            subscribed_topic_names: None,
            subscribed_topic_regex: None,
            server_assignor: None,
            topic_partitions: None,
            tagged: TaggedFields::new(),
        }
    }
}

/// `TopicPartitions`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicPartitions {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ConsumerGroupHeartbeatRequest {
    const NAME: &'static str = "ConsumerGroupHeartbeatRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 8
            + string_len(&self.group_id, true)
            + string_len(&self.member_id, true)
            + nullable_string_len(self.instance_id.as_ref(), true)
            + nullable_string_len(self.rack_id.as_ref(), true)
            + nullable_array_len(self.subscribed_topic_names.as_ref().map(Vec::len), true)
            + self
                .subscribed_topic_names
                .iter()
                .flatten()
                .map(|element| string_len(element, true))
                .sum::<usize>()
            + nullable_string_len(self.server_assignor.as_ref(), true)
            + nullable_array_len(self.topic_partitions.as_ref().map(Vec::len), true)
            + self.topic_partitions.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += nullable_string_len(self.subscribed_topic_regex.as_ref(), true);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, true);
        w.put_string("member_id", &self.member_id, true);
        w.put_i32(self.member_epoch);
        w.put_nullable_string("instance_id", self.instance_id.as_ref(), true);
        w.put_nullable_string("rack_id", self.rack_id.as_ref(), true);
        w.put_i32(self.rebalance_timeout_ms);
        if let Some(value) = &self.subscribed_topic_names {
            w.put_array_len("subscribed_topic_names", value.len(), true);
            for element in value {
                w.put_string("subscribed_topic_names", element, true);
            }
        } else {
            w.put_null(true);
        }
        if version >= 1 {
            w.put_nullable_string("subscribed_topic_regex", self.subscribed_topic_regex.as_ref(), true);
        } else {
            w.refuse("subscribed_topic_regex", self.subscribed_topic_regex.is_some());
        }
        w.put_nullable_string("server_assignor", self.server_assignor.as_ref(), true);
        if let Some(value) = &self.topic_partitions {
            w.put_array_len("topic_partitions", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.string("group_id", true),
            member_id: r.string("member_id", true),
            member_epoch: r.int32("member_epoch"),
            instance_id: r.nullable_string("instance_id", true),
            rack_id: r.nullable_string("rack_id", true),
            rebalance_timeout_ms: r.int32("rebalance_timeout_ms"),
            subscribed_topic_names: r.nullable_array("subscribed_topic_names", true, 1, |r| {
                r.string("subscribed_topic_names", true)
            }),
            subscribed_topic_regex: if version >= 1 {
                r.nullable_string("subscribed_topic_regex", true)
            } else {
                None
            },
            server_assignor: r.nullable_string("server_assignor", true),
            topic_partitions: r.nullable_array(
                "topic_partitions",
                true,
                TopicPartitions::minimum_len(version),
                |r| TopicPartitions::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ConsumerGroupHeartbeatRequest {
    const API_KEY: ApiKey = ApiKey::CONSUMER_GROUP_HEARTBEAT;
    type Response = super::ConsumerGroupHeartbeatResponse;
}

impl TopicPartitions {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, _version: i16) -> usize {
        16 + array_len(self.partitions.len(), true) + 4 * self.partitions.len() + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_int32_array("TopicPartitions.partitions", &self.partitions, true);
        self.tagged.write("TopicPartitions.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("TopicPartitions.topic_id"),
            partitions: r.int32_array("TopicPartitions.partitions", true),
            tagged: TaggedFields::read(r, "TopicPartitions.tagged"),
        }
    }
}
