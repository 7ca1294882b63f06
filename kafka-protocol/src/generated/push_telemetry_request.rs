// Written by `cargo xtask codegen` from schemas/push_telemetry.schema; do not edit.

use bytes::Bytes;

use crate::message::encode;
use crate::wire::length::bytes_len;
use crate::wire::{Reader, TaggedFields, Uuid, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

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

impl Request for PushTelemetryRequest {
    const API_KEY: ApiKey = ApiKey::PUSH_TELEMETRY;
    type Response = super::PushTelemetryResponse;
}

impl PushTelemetryRequest {
    fn wire_len(&self, _version: i16) -> usize {
        22 + bytes_len(&self.metrics, true) + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_uuid(self.client_instance_id);
        w.put_i32(self.subscription_id);
        w.put_bool(self.terminating);
        w.put_i8(self.compression_type);
        w.put_bytes("metrics", &self.metrics, true)?;
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
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
