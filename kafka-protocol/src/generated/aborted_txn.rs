// Written by `cargo xtask codegen` from schemas/aborted_txn.schema; do not edit.

use crate::wire::{Reader, Writer};
use crate::{Message, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        32
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.producer_id, self.first_offset, self.last_offset, self.last_stable_offset));
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            producer_id: r.int64("producer_id"),
            first_offset: r.int64("first_offset"),
            last_offset: r.int64("last_offset"),
            last_stable_offset: r.int64("last_stable_offset"),
        }
    }
}
