// Written by `cargo xtask codegen` from schemas/push_telemetry.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `PushTelemetryResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushTelemetryResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for PushTelemetryResponse {
    const NAME: &'static str = "PushTelemetryResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        6 + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
