// Written by `cargo xtask codegen` from schemas/describe_transactions.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

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

impl Request for DescribeTransactionsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_TRANSACTIONS;
    type Response = super::DescribeTransactionsResponse;
}

impl DescribeTransactionsRequest {
    fn wire_len(&self, _version: i16) -> usize {
        array_len(self.transactional_ids.len(), true)
            + self.transactional_ids.iter().map(|element| string_len(element, true)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_array_len("transactional_ids", self.transactional_ids.len(), true)?;
        for element in &self.transactional_ids {
            w.put_string("transactional_ids", element, true)?;
        }
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            transactional_ids: r.array("transactional_ids", true, 1, |r| r.string("transactional_ids", true)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
