// Written by `cargo xtask codegen` from schemas/snapshot_footer_record.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `SnapshotFooterRecord`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SnapshotFooterRecord {
    /// `Version`: int16, versions 0+.
    pub version: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for SnapshotFooterRecord {
    const NAME: &'static str = "SnapshotFooterRecord";
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

impl SnapshotFooterRecord {
    fn wire_len(&self, _version: i16) -> usize {
        2 + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i16(self.version);
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { version: r.int16("version"), tagged: TaggedFields::read(r, "tagged") }
    }
}
