// Written by `cargo xtask codegen` from schemas/sasl_handshake.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, Writer};
use crate::{Message, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        2 + array_len(self.mechanisms.len(), false)
            + self.mechanisms.iter().map(|element| string_len(element, false)).sum::<usize>()
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_array_len("mechanisms", self.mechanisms.len(), false);
        for element in &self.mechanisms {
            w.put_string("mechanisms", element, false);
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            error_code: r.int16("error_code"),
            mechanisms: r.array("mechanisms", false, 2, |r| r.string("mechanisms", false)),
        }
    }
}
