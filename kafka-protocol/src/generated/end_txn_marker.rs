// Written by `cargo xtask codegen` from schemas/end_txn_marker.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

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

impl EndTxnMarker {
    fn wire_len(&self, _version: i16) -> usize {
        4
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i32(self.coordinator_epoch);
        Ok(())
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { coordinator_epoch: r.int32("coordinator_epoch") }
    }
}
