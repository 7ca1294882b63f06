// Written by `cargo xtask codegen` from schemas/end_txn_marker.schema; do not edit.

use crate::wire::{Reader, Writer};
use crate::{Message, VersionRange};

/// `EndTxnMarker`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndTxnMarker {
    /// `CoordinatorEpoch`: int32, versions 0+.
    pub coordinator_epoch: i32,
}

impl Message for EndTxnMarker {
    const NAME: &'static str = "EndTxnMarker";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = None;

    fn wire_len(&self, _version: i16) -> usize {
        4
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.coordinator_epoch);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self { coordinator_epoch: r.int32("coordinator_epoch") }
    }
}
