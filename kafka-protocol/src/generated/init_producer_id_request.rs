// Written by `cargo xtask codegen` from schemas/init_producer_id.schema; do not edit.

use crate::wire::length::nullable_string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `InitProducerIdRequest`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitProducerIdRequest {
    /// `TransactionalId`: string, versions 0+, nullable.
    pub transactional_id: Option<StrBytes>,
    /// `TransactionTimeoutMs`: int32, versions 0+.
    pub transaction_timeout_ms: i32,
    /// `ProducerId`: int64, versions 3+, default -1; an error to set in other versions.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 3+, default -1; an error to set in other versions.
    pub producer_epoch: i16,
    /// `Enable2Pc`: bool, versions 6+; an error to set in other versions.
    pub enable2_pc: bool,
    /// `KeepPreparedTxn`: bool, versions 6+; an error to set in other versions.
    pub keep_prepared_txn: bool,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for InitProducerIdRequest {
    fn default() -> Self {
        Self {
            transactional_id: Some(StrBytes::new()),
            transaction_timeout_ms: 0,
            producer_id: -1,
            producer_epoch: -1,
            enable2_pc: false,
            keep_prepared_txn: false,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for InitProducerIdRequest {
    const NAME: &'static str = "InitProducerIdRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4 + nullable_string_len(self.transactional_id.as_ref(), flexible);
        if version >= 3 {
            len += 10;
        }
        if version >= 6 {
            len += 2;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("transactional_id", self.transactional_id.as_ref(), flexible);
        w.put_i32(self.transaction_timeout_ms);
        if version >= 3 {
            w.put_fixed((self.producer_id, self.producer_epoch));
        } else {
            w.refuse("producer_id", self.producer_id != -1);
            w.refuse("producer_epoch", self.producer_epoch != -1);
        }
        if version >= 6 {
            w.put_fixed((self.enable2_pc, self.keep_prepared_txn));
        } else {
            w.refuse("enable2_pc", self.enable2_pc);
            w.refuse("keep_prepared_txn", self.keep_prepared_txn);
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
            transactional_id: r.nullable_string("transactional_id", flexible),
            transaction_timeout_ms: r.int32("transaction_timeout_ms"),
            producer_id: if version >= 3 { r.int64("producer_id") } else { -1 },
            producer_epoch: if version >= 3 { r.int16("producer_epoch") } else { -1 },
            enable2_pc: if version >= 6 { r.bool("enable2_pc") } else { false },
            keep_prepared_txn: if version >= 6 { r.bool("keep_prepared_txn") } else { false },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for InitProducerIdRequest {
    const API_KEY: ApiKey = ApiKey::INIT_PRODUCER_ID;
    type Response = super::InitProducerIdResponse;
}
