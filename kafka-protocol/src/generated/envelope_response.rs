// Written by `cargo xtask codegen` from schemas/envelope.schema; do not edit.

use bytes::Bytes;

use crate::message::encode;
use crate::wire::length::nullable_bytes_len;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

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

impl EnvelopeResponse {
    fn wire_len(&self, _version: i16) -> usize {
        2 + nullable_bytes_len(self.response_data.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_nullable_bytes("response_data", self.response_data.as_ref(), true)?;
        w.put_i16(self.error_code);
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            response_data: r.nullable_bytes("response_data", true),
            error_code: r.int16("error_code"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
