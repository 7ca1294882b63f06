// Written by `cargo xtask codegen` from schemas/add_partitions_to_txn.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AddPartitionsToTxnRequest`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddPartitionsToTxnRequest {
    /// `Transactions`: array of [`AddPartitionsToTxnTransaction`], versions 4+; an error to set in other versions.
    pub transactions: Vec<AddPartitionsToTxnTransaction>,
    /// `V3AndBelowTransactionalId`: string, versions 0-3; an error to set in other versions.
    pub v3_and_below_transactional_id: StrBytes,
    /// `V3AndBelowProducerId`: int64, versions 0-3; an error to set in other versions.
    pub v3_and_below_producer_id: i64,
    /// `V3AndBelowProducerEpoch`: int16, versions 0-3; an error to set in other versions.
    pub v3_and_below_producer_epoch: i16,
    /// `V3AndBelowTopics`: array of [`AddPartitionsToTxnTopic`], versions 0-3; an error to set in other versions.
    pub v3_and_below_topics: Vec<AddPartitionsToTxnTopic>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `AddPartitionsToTxnTransaction`, versions 4-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddPartitionsToTxnTransaction {
    /// `TransactionalId`: string, versions 4+.
    pub transactional_id: StrBytes,
    /// `ProducerId`: int64, versions 4+.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 4+.
    pub producer_epoch: i16,
    /// `VerifyOnly`: bool, versions 4+.
    pub verify_only: bool,
    /// `Topics`: array of [`AddPartitionsToTxnTopic`], versions 4+.
    pub topics: Vec<AddPartitionsToTxnTopic>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `AddPartitionsToTxnTopic`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddPartitionsToTxnTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for AddPartitionsToTxnRequest {
    const NAME: &'static str = "AddPartitionsToTxnRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 0;
        if version >= 4 {
            len += array_len(self.transactions.len(), flexible)
                + self.transactions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version <= 3 {
            len += 10
                + string_len(&self.v3_and_below_transactional_id, flexible)
                + array_len(self.v3_and_below_topics.len(), flexible)
                + self.v3_and_below_topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 4 {
            w.put_array_len("transactions", self.transactions.len(), flexible);
            for element in &self.transactions {
                element.write(version, w);
            }
        } else {
            w.refuse("transactions", !self.transactions.is_empty());
        }
        if version <= 3 {
            w.put_string("v3_and_below_transactional_id", &self.v3_and_below_transactional_id, flexible);
            w.put_fixed((self.v3_and_below_producer_id, self.v3_and_below_producer_epoch));
            w.put_array_len("v3_and_below_topics", self.v3_and_below_topics.len(), flexible);
            for element in &self.v3_and_below_topics {
                element.write(version, w);
            }
        } else {
            w.refuse("v3_and_below_transactional_id", !self.v3_and_below_transactional_id.is_empty());
            w.refuse("v3_and_below_producer_id", self.v3_and_below_producer_id != 0);
            w.refuse("v3_and_below_producer_epoch", self.v3_and_below_producer_epoch != 0);
            w.refuse("v3_and_below_topics", !self.v3_and_below_topics.is_empty());
        }
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
            transactions: if version >= 4 {
                r.array("transactions", flexible, AddPartitionsToTxnTransaction::minimum_len(version), |r| {
                    AddPartitionsToTxnTransaction::read(version, r)
                })
            } else {
                Vec::new()
            },
            v3_and_below_transactional_id: if version <= 3 {
                r.string("v3_and_below_transactional_id", flexible)
            } else {
                StrBytes::new()
            },
            v3_and_below_producer_id: if version <= 3 { r.int64("v3_and_below_producer_id") } else { 0 },
            v3_and_below_producer_epoch: if version <= 3 {
                r.int16("v3_and_below_producer_epoch")
            } else {
                0
            },
            v3_and_below_topics: if version <= 3 {
                r.array("v3_and_below_topics", flexible, AddPartitionsToTxnTopic::minimum_len(version), |r| {
                    AddPartitionsToTxnTopic::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for AddPartitionsToTxnRequest {
    const API_KEY: ApiKey = ApiKey::ADD_PARTITIONS_TO_TXN;
    type Response = super::AddPartitionsToTxnResponse;
}

impl AddPartitionsToTxnTransaction {
    fn minimum_len(_version: i16) -> usize {
        14
    }

    fn wire_len(&self, version: i16) -> usize {
        11 + string_len(&self.transactional_id, true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("AddPartitionsToTxnTransaction.transactional_id", &self.transactional_id, true);
        w.put_fixed((self.producer_id, self.producer_epoch, self.verify_only));
        w.put_array_len("AddPartitionsToTxnTransaction.topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("AddPartitionsToTxnTransaction.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            transactional_id: r.string("AddPartitionsToTxnTransaction.transactional_id", true),
            producer_id: r.int64("AddPartitionsToTxnTransaction.producer_id"),
            producer_epoch: r.int16("AddPartitionsToTxnTransaction.producer_epoch"),
            verify_only: r.bool("AddPartitionsToTxnTransaction.verify_only"),
            topics: r.array(
                "AddPartitionsToTxnTransaction.topics",
                true,
                AddPartitionsToTxnTopic::minimum_len(version),
                |r| AddPartitionsToTxnTopic::read(version, r),
            ),
            tagged: TaggedFields::read(r, "AddPartitionsToTxnTransaction.tagged"),
        }
    }
}

impl AddPartitionsToTxnTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partitions.len(), flexible)
            + 4 * self.partitions.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_string("AddPartitionsToTxnTopic.name", &self.name, flexible);
        w.put_int32_array("AddPartitionsToTxnTopic.partitions", &self.partitions, flexible);
        if flexible {
            self.tagged.write("AddPartitionsToTxnTopic.tagged", w);
        } else {
            w.refuse("AddPartitionsToTxnTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            name: r.string("AddPartitionsToTxnTopic.name", flexible),
            partitions: r.int32_array("AddPartitionsToTxnTopic.partitions", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "AddPartitionsToTxnTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
