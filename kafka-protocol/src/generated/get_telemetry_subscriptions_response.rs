// Written by `cargo xtask codegen` from schemas/get_telemetry_subscriptions.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `GetTelemetrySubscriptionsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GetTelemetrySubscriptionsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ClientInstanceId`: uuid, versions 0+.
    pub client_instance_id: Uuid,
    /// `SubscriptionId`: int32, versions 0+.
    pub subscription_id: i32,
    /// `AcceptedCompressionTypes`: array of int8, versions 0+.
    pub accepted_compression_types: Vec<i8>,
    /// `PushIntervalMs`: int32, versions 0+.
    pub push_interval_ms: i32,
    /// `TelemetryMaxBytes`: int32, versions 0+.
    pub telemetry_max_bytes: i32,
    /// `DeltaTemporality`: bool, versions 0+.
    pub delta_temporality: bool,
    /// `RequestedMetrics`: array of string, versions 0+.
    pub requested_metrics: Vec<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for GetTelemetrySubscriptionsResponse {
    const NAME: &'static str = "GetTelemetrySubscriptionsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        35 + array_len(self.accepted_compression_types.len(), true)
            + self.accepted_compression_types.len()
            + array_len(self.requested_metrics.len(), true)
            + self.requested_metrics.iter().map(|element| string_len(element, true)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code, self.client_instance_id, self.subscription_id));
        w.put_array_len("accepted_compression_types", self.accepted_compression_types.len(), true);
        for element in &self.accepted_compression_types {
            w.put_i8(*element);
        }
        w.put_fixed((self.push_interval_ms, self.telemetry_max_bytes, self.delta_temporality));
        w.put_array_len("requested_metrics", self.requested_metrics.len(), true);
        for element in &self.requested_metrics {
            w.put_string("requested_metrics", element, true);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            client_instance_id: r.uuid("client_instance_id"),
            subscription_id: r.int32("subscription_id"),
            accepted_compression_types: r
                .array("accepted_compression_types", true, 1, |r| r.int8("accepted_compression_types")),
            push_interval_ms: r.int32("push_interval_ms"),
            telemetry_max_bytes: r.int32("telemetry_max_bytes"),
            delta_temporality: r.bool("delta_temporality"),
            requested_metrics: r.array("requested_metrics", true, 1, |r| r.string("requested_metrics", true)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
