// Written by `cargo xtask codegen` from schemas/list_transactions.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ListTransactionsResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListTransactionsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `UnknownStateFilters`: array of string, versions 0+.
    pub unknown_state_filters: Vec<StrBytes>,
    /// `TransactionStates`: array of [`TransactionState`], versions 0+.
    pub transaction_states: Vec<TransactionState>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TransactionState`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TransactionState {
    /// `TransactionalId`: string, versions 0+.
    pub transactional_id: StrBytes,
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `TransactionState`: string, versions 0+.
    pub transaction_state: StrBytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ListTransactionsResponse {
    const NAME: &'static str = "ListTransactionsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        6 + array_len(self.unknown_state_filters.len(), true)
            + self.unknown_state_filters.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.transaction_states.len(), true)
            + self.transaction_states.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_array_len("unknown_state_filters", self.unknown_state_filters.len(), true);
        for element in &self.unknown_state_filters {
            w.put_string("unknown_state_filters", element, true);
        }
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
            error_code: r.int16("error_code"),
            unknown_state_filters: r
                .array("unknown_state_filters", true, 1, |r| r.string("unknown_state_filters", true)),
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
        11
    }

    fn wire_len(&self, _version: i16) -> usize {
        8 + string_len(&self.transactional_id, true)
            + string_len(&self.transaction_state, true)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("TransactionState.transactional_id", &self.transactional_id, true);
        w.put_i64(self.producer_id);
        w.put_string("TransactionState.transaction_state", &self.transaction_state, true);
        self.tagged.write("TransactionState.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            transactional_id: r.string("TransactionState.transactional_id", true),
            producer_id: r.int64("TransactionState.producer_id"),
            transaction_state: r.string("TransactionState.transaction_state", true),
            tagged: TaggedFields::read(r, "TransactionState.tagged"),
        }
    }
}
