// Written by `cargo xtask codegen` from schemas/heartbeat.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `HeartbeatResponse`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeartbeatResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Message for HeartbeatResponse {
    const NAME: &'static str = "HeartbeatResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 2;
        if version >= 1 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_i16(self.error_code);
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 4;
        Self {
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            error_code: r.int16("error_code"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
