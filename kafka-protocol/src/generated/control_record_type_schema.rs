// Written by `cargo xtask codegen` from schemas/control_record_type_schema.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

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

impl ControlRecordTypeSchema {
    fn wire_len(&self, _version: i16) -> usize {
        2
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i16(self.r#type);
        Ok(())
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { r#type: r.int16("r#type") }
    }
}
