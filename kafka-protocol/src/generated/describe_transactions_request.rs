// Written by `cargo xtask codegen` from schemas/describe_transactions.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeTransactionsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeTransactionsRequest {
    /// `TransactionalIds`: array of string, versions 0+.
    pub transactional_ids: Vec<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeTransactionsRequest {
    const NAME: &'static str = "DescribeTransactionsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        array_len(self.transactional_ids.len(), true)
            + self.transactional_ids.iter().map(|element| string_len(element, true)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("transactional_ids", self.transactional_ids.len(), true);
        for element in &self.transactional_ids {
            w.put_string("transactional_ids", element, true);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            transactional_ids: r.array("transactional_ids", true, 1, |r| r.string("transactional_ids", true)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for DescribeTransactionsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_TRANSACTIONS;
    type Response = super::DescribeTransactionsResponse;
}
