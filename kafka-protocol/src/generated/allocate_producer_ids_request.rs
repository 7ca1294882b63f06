// Written by `cargo xtask codegen` from schemas/allocate_producer_ids.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AllocateProducerIdsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocateProducerIdsRequest {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// `BrokerEpoch`: int64, versions 0+, default -1.
    pub broker_epoch: i64,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for AllocateProducerIdsRequest {
    fn default() -> Self {
        Self { broker_id: 0, broker_epoch: -1, tagged: TaggedFields::new() }
    }
}

impl Message for AllocateProducerIdsRequest {
    const NAME: &'static str = "AllocateProducerIdsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        12 + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.broker_id, self.broker_epoch));
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            broker_id: r.int32("broker_id"),
            broker_epoch: r.int64("broker_epoch"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for AllocateProducerIdsRequest {
    const API_KEY: ApiKey = ApiKey::ALLOCATE_PRODUCER_IDS;
    type Response = super::AllocateProducerIdsResponse;
}
