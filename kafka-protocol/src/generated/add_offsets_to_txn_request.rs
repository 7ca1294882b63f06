// Written by `cargo xtask codegen` from schemas/add_offsets_to_txn.schema; do not edit.

use crate::wire::length::string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AddOffsetsToTxnRequest`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddOffsetsToTxnRequest {
    /// `TransactionalId`: string, versions 0+.
    pub transactional_id: StrBytes,
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 0+.
    pub producer_epoch: i16,
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for AddOffsetsToTxnRequest {
    const NAME: &'static str = "AddOffsetsToTxnRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len =
            10 + string_len(&self.transactional_id, flexible) + string_len(&self.group_id, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("transactional_id", &self.transactional_id, flexible);
        w.put_fixed((self.producer_id, self.producer_epoch));
        w.put_string("group_id", &self.group_id, flexible);
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
            group_id: r.string("group_id", flexible),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for AddOffsetsToTxnRequest {
    const API_KEY: ApiKey = ApiKey::ADD_OFFSETS_TO_TXN;
    type Response = super::AddOffsetsToTxnResponse;
}
