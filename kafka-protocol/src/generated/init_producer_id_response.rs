// Written by `cargo xtask codegen` from schemas/init_producer_id.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

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

    fn encode<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        encode(self, version, |this| this.write(version, w))
    }

    fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
        encode(self, version, |this| Ok(this.wire_len(version)))
    }

    fn decode(version: i16, r: &mut Reader) -> Result<Self, DecodeError> {
        r.enter(Self::NAME, version, Self::VERSIONS)?;
        let message = Self::read(version, r);
        r.check().map(|()| message)
    }
}

impl InitProducerIdResponse {
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

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 2;
        w.put_i32(self.throttle_time_ms);
        w.put_i16(self.error_code);
        w.put_i64(self.producer_id);
        w.put_i16(self.producer_epoch);
        if version >= 6 {
            w.put_i64(self.ongoing_txn_producer_id);
        } else if self.ongoing_txn_producer_id != -1 {
            return Err(EncodeError::not_in_version("ongoing_txn_producer_id"));
        }
        if version >= 6 {
            w.put_i16(self.ongoing_txn_producer_epoch);
        } else if self.ongoing_txn_producer_epoch != -1 {
            return Err(EncodeError::not_in_version("ongoing_txn_producer_epoch"));
        }
        if flexible {
            self.tagged.write("tagged", 0, w)?;
        } else if !self.tagged.is_empty() {
            return Err(EncodeError::not_in_version("tagged"));
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
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
