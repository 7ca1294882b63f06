// Written by `cargo xtask codegen` from schemas/snapshot_footer_record.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        2 + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.version);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self { version: r.int16("version"), tagged: TaggedFields::read(r, "tagged") }
    }
}
