// Written by `cargo xtask codegen` from schemas/end_txn.schema; do not edit.

use crate::wire::length::string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `EndTxnRequest`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndTxnRequest {
    /// `TransactionalId`: string, versions 0+.
    pub transactional_id: StrBytes,
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 0+.
    pub producer_epoch: i16,
    /// `Committed`: bool, versions 0+.
    pub committed: bool,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for EndTxnRequest {
    const NAME: &'static str = "EndTxnRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 11 + string_len(&self.transactional_id, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("transactional_id", &self.transactional_id, flexible);
        w.put_fixed((self.producer_id, self.producer_epoch, self.committed));
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 3;
        Self {
            transactional_id: r.string("transactional_id", flexible),
            producer_id: r.int64("producer_id"),
            producer_epoch: r.int16("producer_epoch"),
            committed: r.bool("committed"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for EndTxnRequest {
    const API_KEY: ApiKey = ApiKey::END_TXN;
    type Response = super::EndTxnResponse;
}
