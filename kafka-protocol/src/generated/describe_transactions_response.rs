// Written by `cargo xtask codegen` from schemas/describe_transactions.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeTransactionsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeTransactionsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `TransactionStates`: array of [`TransactionState`], versions 0+.
    pub transaction_states: Vec<TransactionState>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TransactionState`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TransactionState {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `TransactionalId`: string, versions 0+.
    pub transactional_id: StrBytes,
    /// `TransactionState`: string, versions 0+.
    pub transaction_state: StrBytes,
    /// `TransactionTimeoutMs`: int32, versions 0+.
    pub transaction_timeout_ms: i32,
    /// `TransactionStartTimeMs`: int64, versions 0+.
    pub transaction_start_time_ms: i64,
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 0+.
    pub producer_epoch: i16,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicData`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicData {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeTransactionsResponse {
    const NAME: &'static str = "DescribeTransactionsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.transaction_states.len(), true)
            + self.transaction_states.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("transaction_states", self.transaction_states.len(), true);
        for element in &self.transaction_states {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            transaction_states: r.array(
                "transaction_states",
                true,
                TransactionState::minimum_len(version),
                |r| TransactionState::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl TransactionState {
    fn minimum_len(_version: i16) -> usize {
        28
    }

    fn wire_len(&self, version: i16) -> usize {
        24 + string_len(&self.transactional_id, true)
            + string_len(&self.transaction_state, true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i16(self.error_code);
        w.put_string("TransactionState.transactional_id", &self.transactional_id, true);
        w.put_string("TransactionState.transaction_state", &self.transaction_state, true);
        w.put_fixed((
            self.transaction_timeout_ms,
            self.transaction_start_time_ms,
            self.producer_id,
            self.producer_epoch,
        ));
        w.put_array_len("TransactionState.topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("TransactionState.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            error_code: r.int16("TransactionState.error_code"),
            transactional_id: r.string("TransactionState.transactional_id", true),
            transaction_state: r.string("TransactionState.transaction_state", true),
            transaction_timeout_ms: r.int32("TransactionState.transaction_timeout_ms"),
            transaction_start_time_ms: r.int64("TransactionState.transaction_start_time_ms"),
            producer_id: r.int64("TransactionState.producer_id"),
            producer_epoch: r.int16("TransactionState.producer_epoch"),
            topics: r.array("TransactionState.topics", true, TopicData::minimum_len(version), |r| {
                TopicData::read(version, r)
            }),
            tagged: TaggedFields::read(r, "TransactionState.tagged"),
        }
    }
}

impl TopicData {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.topic, true)
            + array_len(self.partitions.len(), true)
            + 4 * self.partitions.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TopicData.topic", &self.topic, true);
        w.put_int32_array("TopicData.partitions", &self.partitions, true);
        self.tagged.write("TopicData.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic: r.string("TopicData.topic", true),
            partitions: r.int32_array("TopicData.partitions", true),
            tagged: TaggedFields::read(r, "TopicData.tagged"),
        }
    }
}
