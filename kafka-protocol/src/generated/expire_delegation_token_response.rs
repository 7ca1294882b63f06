// Written by `cargo xtask codegen` from schemas/expire_delegation_token.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ExpireDelegationTokenResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpireDelegationTokenResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ExpiryTimestampMs`: int64, versions 0+.
    pub expiry_timestamp_ms: i64,
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for ExpireDelegationTokenResponse {
    const NAME: &'static str = "ExpireDelegationTokenResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 14;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.error_code, self.expiry_timestamp_ms, self.throttle_time_ms));
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
            expiry_timestamp_ms: r.int64("expiry_timestamp_ms"),
            throttle_time_ms: r.int32("throttle_time_ms"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
