// Written by `cargo xtask codegen` from schemas/sasl_authenticate.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{bytes_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `SaslAuthenticateResponse`, versions 0-2.
#[derive(Clone, PartialEq, Eq)]
pub struct SaslAuthenticateResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `AuthBytes`: bytes, versions 0+.
    pub auth_bytes: Bytes,
    /// `SessionLifetimeMs`: int64, versions 1+; left out of other versions.
    pub session_lifetime_ms: i64,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for SaslAuthenticateResponse {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: Some(StrBytes::new()),
            auth_bytes: Bytes::new(),
            session_lifetime_ms: 0,
            tagged: TaggedFields::new(),
        }
    }
}

impl std::fmt::Debug for SaslAuthenticateResponse {
    /// As it would be derived, with secrets masked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaslAuthenticateResponse")
            .field("error_code", &self.error_code)
            .field("error_message", &self.error_message)
            .field("auth_bytes", &format_args!("[secret of {} bytes]", self.auth_bytes.len()))
            .field("session_lifetime_ms", &self.session_lifetime_ms)
            .field("tagged", &self.tagged)
            .finish()
    }
}

impl Message for SaslAuthenticateResponse {
    const NAME: &'static str = "SaslAuthenticateResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 2
            + nullable_string_len(self.error_message.as_ref(), flexible)
            + bytes_len(&self.auth_bytes, flexible);
        if version >= 1 {
            len += 8;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_nullable_string("error_message", self.error_message.as_ref(), flexible);
        w.put_bytes("auth_bytes", &self.auth_bytes, flexible);
        if version >= 1 {
            w.put_i64(self.session_lifetime_ms);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 2;
        Self {
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", flexible),
            auth_bytes: r.bytes("auth_bytes", flexible),
            session_lifetime_ms: if version >= 1 { r.int64("session_lifetime_ms") } else { 0 },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
