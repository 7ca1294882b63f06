// Written by `cargo xtask codegen` from schemas/consumer_protocol_subscription.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, nullable_bytes_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, Writer};
use crate::{Message, VersionRange};

/// `ConsumerProtocolSubscription`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsumerProtocolSubscription {
    /// `Topics`: array of string, versions 0+.
    pub topics: Vec<StrBytes>,
    /// `UserData`: bytes, versions 0+, nullable, default null.
    pub user_data: Option<Bytes>,
    /// `OwnedPartitions`: array of [`TopicPartition`], versions 1+; left out of other versions.
    pub owned_partitions: Vec<TopicPartition>,
    /// `GenerationId`: int32, versions 2+, default -1; left out of other versions.
    pub generation_id: i32,
    /// `RackId`: string, versions 3+, nullable, default null; left out of other versions.
    pub rack_id: Option<StrBytes>,
}

impl Default for ConsumerProtocolSubscription {
    fn default() -> Self {
        Self {
            topics: Vec::new(),
            user_data: None,
            owned_partitions: Vec::new(),
            generation_id: -1,
            rack_id: None,
        }
    }
}

/// `TopicPartition`, versions 1-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicPartition {
    /// `Topic`: string, versions 1+.
    pub topic: StrBytes,
    /// `Partitions`: array of int32, versions 1+.
    pub partitions: Int32Array,
}

impl Message for ConsumerProtocolSubscription {
    const NAME: &'static str = "ConsumerProtocolSubscription";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = None;

    fn wire_len(&self, version: i16) -> usize {
        let mut len = array_len(self.topics.len(), false)
            + self.topics.iter().map(|element| string_len(element, false)).sum::<usize>()
            + nullable_bytes_len(self.user_data.as_ref(), false);
        if version >= 1 {
            len += array_len(self.owned_partitions.len(), false)
                + self.owned_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 2 {
            len += 4;
        }
        if version >= 3 {
            len += nullable_string_len(self.rack_id.as_ref(), false);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("topics", self.topics.len(), false);
        for element in &self.topics {
            w.put_string("topics", element, false);
        }
        w.put_nullable_bytes("user_data", self.user_data.as_ref(), false);
        if version >= 1 {
            w.put_array_len("owned_partitions", self.owned_partitions.len(), false);
            for element in &self.owned_partitions {
                element.write(version, w);
            }
        }
        if version >= 2 {
            w.put_i32(self.generation_id);
        }
        if version >= 3 {
            w.put_nullable_string("rack_id", self.rack_id.as_ref(), false);
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            topics: r.array("topics", false, 2, |r| r.string("topics", false)),
            user_data: r.nullable_bytes("user_data", false),
            owned_partitions: if version >= 1 {
                r.array("owned_partitions", false, TopicPartition::minimum_len(version), |r| {
                    TopicPartition::read(version, r)
                })
            } else {
                Vec::new()
            },
            generation_id: if version >= 2 { r.int32("generation_id") } else { -1 },
            rack_id: if version >= 3 { r.nullable_string("rack_id", false) } else { None },
        }
    }
}

impl TopicPartition {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.topic, false) + array_len(self.partitions.len(), false) + 4 * self.partitions.len()
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TopicPartition.topic", &self.topic, false);
        w.put_int32_array("TopicPartition.partitions", &self.partitions, false);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic: r.string("TopicPartition.topic", false),
            partitions: r.int32_array("TopicPartition.partitions", false),
        }
    }
}
