// Written by `cargo xtask codegen` from schemas/init_producer_id.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `InitProducerIdResponse`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitProducerIdResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ProducerId`: int64, versions 0+, default -1.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 0+.
    pub producer_epoch: i16,
    /// `OngoingTxnProducerId`: int64, versions 6+, default -1; an error to set in other versions.
    pub ongoing_txn_producer_id: i64,
    /// `OngoingTxnProducerEpoch`: int16, versions 6+, default -1; an error to set in other versions.
    pub ongoing_txn_producer_epoch: i16,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for InitProducerIdResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            producer_id: -1,
            producer_epoch: 0,
            ongoing_txn_producer_id: -1,
            ongoing_txn_producer_epoch: -1,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for InitProducerIdResponse {
    const NAME: &'static str = "InitProducerIdResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 16;
        if version >= 6 {
            len += 10;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code, self.producer_id, self.producer_epoch));
        if version >= 6 {
            w.put_fixed((self.ongoing_txn_producer_id, self.ongoing_txn_producer_epoch));
        } else {
            w.refuse("ongoing_txn_producer_id", self.ongoing_txn_producer_id != -1);
            w.refuse("ongoing_txn_producer_epoch", self.ongoing_txn_producer_epoch != -1);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 2;
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            producer_id: r.int64("producer_id"),
            producer_epoch: r.int16("producer_epoch"),
            ongoing_txn_producer_id: if version >= 6 { r.int64("ongoing_txn_producer_id") } else { -1 },
            ongoing_txn_producer_epoch: if version >= 6 { r.int16("ongoing_txn_producer_epoch") } else { -1 },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
