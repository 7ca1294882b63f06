// Written by `cargo xtask codegen` from schemas/produce.schema; do not edit.

use crate::wire::length::{array_len, nullable_records_len, nullable_string_len, string_len};
use crate::wire::{Reader, Records, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ProduceRequest`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProduceRequest {
    /// `TransactionalId`: string, versions 3+, nullable, default null; an error to set in other versions.
    pub transactional_id: Option<StrBytes>,
    /// `Acks`: int16, versions 0+.
    pub acks: i16,
    /// `TimeoutMs`: int32, versions 0+.
    pub timeout_ms: i32,
    /// `TopicData`: array of [`TopicProduceData`], versions 0+.
    pub topic_data: Vec<TopicProduceData>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

/// `TopicProduceData`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicProduceData {
    /// `Name`: string, versions 0-12; left out of other versions.
    pub name: StrBytes,
    /// `TopicId`: uuid, versions 13+; left out of other versions.
    pub topic_id: Uuid,
    /// `PartitionData`: array of [`PartitionProduceData`], versions 0+.
    pub partition_data: Vec<PartitionProduceData>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

/// `PartitionProduceData`, versions 0-13.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionProduceData {
    /// `Index`: int32, versions 0+.
    pub index: i32,
    /// `Records`: records, versions 0+, nullable.
    pub records: Option<Records>,
    /// Tagged fields that the schema does not know, versions 9+.
    pub tagged: TaggedFields,
}

impl Message for ProduceRequest {
    const NAME: &'static str = "ProduceRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 13);
    const FLEXIBLE_SINCE: Option<i16> = Some(9);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = 6
            + array_len(self.topic_data.len(), flexible)
            + self.topic_data.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
            len += nullable_string_len(self.transactional_id.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 3 {
            w.put_nullable_string("transactional_id", self.transactional_id.as_ref(), flexible);
        } else {
            w.refuse("transactional_id", self.transactional_id.is_some());
        }
        w.put_fixed((self.acks, self.timeout_ms));
        w.put_array_len("topic_data", self.topic_data.len(), flexible);
        for element in &self.topic_data {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 9;
        Self {
            transactional_id: if version >= 3 {
                r.nullable_string("transactional_id", flexible)
            } else {
                None
            },
            acks: r.int16("acks"),
            timeout_ms: r.int32("timeout_ms"),
            topic_data: r.array("topic_data", flexible, TopicProduceData::minimum_len(version), |r| {
                TopicProduceData::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for ProduceRequest {
    const API_KEY: ApiKey = ApiKey::PRODUCE;
    type Response = super::ProduceResponse;
}

impl TopicProduceData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=8 => 6,
            9..=12 => 3,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = array_len(self.partition_data.len(), flexible)
            + self.partition_data.iter().map(|element| element.wire_len(version)).sum::<usize>();
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
            w.put_string("TopicProduceData.name", &self.name, flexible);
        }
        if version >= 13 {
            w.put_uuid(self.topic_id);
        }
        w.put_array_len("TopicProduceData.partition_data", self.partition_data.len(), flexible);
        for element in &self.partition_data {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("TopicProduceData.tagged", w);
        } else {
            w.refuse("TopicProduceData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            name: if version <= 12 { r.string("TopicProduceData.name", flexible) } else { StrBytes::new() },
            topic_id: if version >= 13 { r.uuid("TopicProduceData.topic_id") } else { Uuid::ZERO },
            partition_data: r.array(
                "TopicProduceData.partition_data",
                flexible,
                PartitionProduceData::minimum_len(version),
                |r| PartitionProduceData::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "TopicProduceData.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl PartitionProduceData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=8 => 8,
            _ => 6,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 9;
        let mut len = 4 + nullable_records_len(self.records.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 9;
        w.put_i32(self.index);
        if let Some(value) = &self.records {
            w.put_records("PartitionProduceData.records", value, flexible);
        } else {
            w.put_null(flexible);
        }
        if flexible {
            self.tagged.write("PartitionProduceData.tagged", w);
        } else {
            w.refuse("PartitionProduceData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 9;
        Self {
            index: r.int32("PartitionProduceData.index"),
            records: r.nullable_records("PartitionProduceData.records", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "PartitionProduceData.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
