// Written by `cargo xtask codegen` from schemas/update_metadata.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

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

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 2;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 6;
        Self {
            error_code: r.int16("error_code"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
