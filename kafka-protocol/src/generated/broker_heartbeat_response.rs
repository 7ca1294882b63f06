// Written by `cargo xtask codegen` from schemas/broker_heartbeat.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `BrokerHeartbeatResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokerHeartbeatResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `IsCaughtUp`: bool, versions 0+.
    pub is_caught_up: bool,
    /// `IsFenced`: bool, versions 0+, default true.
    pub is_fenced: bool,
    /// `ShouldShutDown`: bool, versions 0+.
    pub should_shut_down: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for BrokerHeartbeatResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            is_caught_up: false,
            is_fenced: true,
            should_shut_down: false,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for BrokerHeartbeatResponse {
    const NAME: &'static str = "BrokerHeartbeatResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        9 + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((
            self.throttle_time_ms,
            self.error_code,
            self.is_caught_up,
            self.is_fenced,
            self.should_shut_down,
        ));
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            is_caught_up: r.bool("is_caught_up"),
            is_fenced: r.bool("is_fenced"),
            should_shut_down: r.bool("should_shut_down"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
