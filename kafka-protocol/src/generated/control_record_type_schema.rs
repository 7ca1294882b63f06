// Written by `cargo xtask codegen` from schemas/control_record_type_schema.schema; do not edit.

use crate::wire::{Reader, Writer};
use crate::{Message, VersionRange};

/// `ControlRecordTypeSchema`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ControlRecordTypeSchema {
    /// `Type`: int16, versions 0+.
    pub r#type: i16,
}

impl Message for ControlRecordTypeSchema {
    const NAME: &'static str = "ControlRecordTypeSchema";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = None;

    fn wire_len(&self, _version: i16) -> usize {
        2
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.r#type);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self { r#type: r.int16("r#type") }
    }
}
