// Written by `cargo xtask codegen` from schemas/envelope.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::nullable_bytes_len;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `EnvelopeResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnvelopeResponse {
    /// `ResponseData`: bytes, versions 0+, nullable, default null.
    pub response_data: Option<Bytes>,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for EnvelopeResponse {
    const NAME: &'static str = "EnvelopeResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        2 + nullable_bytes_len(self.response_data.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_bytes("response_data", self.response_data.as_ref(), true);
        w.put_i16(self.error_code);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            response_data: r.nullable_bytes("response_data", true),
            error_code: r.int16("error_code"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
