// Written by `cargo xtask codegen` from schemas/sasl_handshake.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, Writer};
use crate::{DecodeError, EncodeError, Message, VersionRange};

/// `SaslHandshakeResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaslHandshakeResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Mechanisms`: array of string, versions 0+.
    pub mechanisms: Vec<StrBytes>,
}

impl Message for SaslHandshakeResponse {
    const NAME: &'static str = "SaslHandshakeResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = None;
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

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

impl SaslHandshakeResponse {
    fn wire_len(&self, _version: i16) -> usize {
        2 + array_len(self.mechanisms.len(), false)
            + self.mechanisms.iter().map(|element| string_len(element, false)).sum::<usize>()
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i16(self.error_code);
        w.put_array_len("mechanisms", self.mechanisms.len(), false)?;
        for element in &self.mechanisms {
            w.put_string("mechanisms", element, false)?;
        }
        Ok(())
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            error_code: r.int16("error_code"),
            mechanisms: r.array("mechanisms", false, 2, |r| r.string("mechanisms", false)),
        }
    }
}
