// Written by `cargo xtask codegen` from schemas/list_transactions.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ListTransactionsRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListTransactionsRequest {
    /// `StateFilters`: array of string, versions 0+.
    pub state_filters: Vec<StrBytes>,
    /// `ProducerIdFilters`: array of int64, versions 0+.
    pub producer_id_filters: Vec<i64>,
    /// `DurationFilter`: int64, versions 1+, default -1; an error to set in other versions.
    pub duration_filter: i64,
    /// `TransactionalIdPattern`: string, versions 2+, nullable, default null; an error to set in other versions.
    pub transactional_id_pattern: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for ListTransactionsRequest {
    fn default() -> Self {
        Self {
            state_filters: Vec::new(),
            producer_id_filters: Vec::new(),
            duration_filter: -1,
            transactional_id_pattern: None,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for ListTransactionsRequest {
    const NAME: &'static str = "ListTransactionsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = array_len(self.state_filters.len(), true)
            + self.state_filters.iter().map(|element| string_len(element, true)).sum::<usize>()
            + array_len(self.producer_id_filters.len(), true)
            + 8 * self.producer_id_filters.len()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 8;
        }
        if version >= 2 {
            len += nullable_string_len(self.transactional_id_pattern.as_ref(), true);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("state_filters", self.state_filters.len(), true);
        for element in &self.state_filters {
            w.put_string("state_filters", element, true);
        }
        w.put_array_len("producer_id_filters", self.producer_id_filters.len(), true);
        for element in &self.producer_id_filters {
            w.put_i64(*element);
        }
        if version >= 1 {
            w.put_i64(self.duration_filter);
        } else {
            w.refuse("duration_filter", self.duration_filter != -1);
        }
        if version >= 2 {
            w.put_nullable_string("transactional_id_pattern", self.transactional_id_pattern.as_ref(), true);
        } else {
            w.refuse("transactional_id_pattern", self.transactional_id_pattern.is_some());
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            state_filters: r.array("state_filters", true, 1, |r| r.string("state_filters", true)),
            producer_id_filters: r.array("producer_id_filters", true, 8, |r| r.int64("producer_id_filters")),
            duration_filter: if version >= 1 { r.int64("duration_filter") } else { -1 },
            transactional_id_pattern: if version >= 2 {
                r.nullable_string("transactional_id_pattern", true)
            } else {
                None
            },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ListTransactionsRequest {
    const API_KEY: ApiKey = ApiKey::LIST_TRANSACTIONS;
    type Response = super::ListTransactionsResponse;
}
