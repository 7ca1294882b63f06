// Written by `cargo xtask codegen` from schemas/aborted_txn.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `AbortedTxn`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AbortedTxn {
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `FirstOffset`: int64, versions 0+.
    pub first_offset: i64,
    /// `LastOffset`: int64, versions 0+.
    pub last_offset: i64,
    /// `LastStableOffset`: int64, versions 0+.
    pub last_stable_offset: i64,
}

impl Message for AbortedTxn {
    const NAME: &'static str = "AbortedTxn";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = None;

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

impl AbortedTxn {
    fn wire_len(&self, _version: i16) -> usize {
        32
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i64(self.producer_id);
        w.put_i64(self.first_offset);
        w.put_i64(self.last_offset);
        w.put_i64(self.last_stable_offset);
        Ok(())
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            producer_id: r.int64("producer_id"),
            first_offset: r.int64("first_offset"),
            last_offset: r.int64("last_offset"),
            last_stable_offset: r.int64("last_stable_offset"),
        }
    }
}
