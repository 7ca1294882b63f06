// Written by `cargo xtask codegen` from schemas/update_metadata.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `UpdateMetadataResponse`, versions 0-8.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpdateMetadataResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Message for UpdateMetadataResponse {
    const NAME: &'static str = "UpdateMetadataResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 8);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

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

impl UpdateMetadataResponse {
    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 2;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 6;
        w.put_i16(self.error_code);
        if flexible {
            self.tagged.write("tagged", 0, w)?;
        } else if !self.tagged.is_empty() {
            return Err(EncodeError::not_in_version("tagged"));
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            error_code: r.int16("error_code"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
