// Written by `cargo xtask codegen` from schemas/push_telemetry.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::bytes_len;
use crate::wire::{Reader, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `PushTelemetryRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushTelemetryRequest {
    /// `ClientInstanceId`: uuid, versions 0+.
    pub client_instance_id: Uuid,
    /// `SubscriptionId`: int32, versions 0+.
    pub subscription_id: i32,
    /// `Terminating`: bool, versions 0+.
    pub terminating: bool,
    /// `CompressionType`: int8, versions 0+.
    pub compression_type: i8,
    /// `Metrics`: bytes, versions 0+.
    pub metrics: Bytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for PushTelemetryRequest {
    const NAME: &'static str = "PushTelemetryRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        22 + bytes_len(&self.metrics, true) + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.client_instance_id, self.subscription_id, self.terminating, self.compression_type));
        w.put_bytes("metrics", &self.metrics, true);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            client_instance_id: r.uuid("client_instance_id"),
            subscription_id: r.int32("subscription_id"),
            terminating: r.bool("terminating"),
            compression_type: r.int8("compression_type"),
            metrics: r.bytes("metrics", true),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for PushTelemetryRequest {
    const API_KEY: ApiKey = ApiKey::PUSH_TELEMETRY;
    type Response = super::PushTelemetryResponse;
}
