// Written by `cargo xtask codegen` from schemas/get_telemetry_subscriptions.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, TaggedFields, Uuid, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

/// `GetTelemetrySubscriptionsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GetTelemetrySubscriptionsRequest {
    /// `ClientInstanceId`: uuid, versions 0+.
    pub client_instance_id: Uuid,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for GetTelemetrySubscriptionsRequest {
    const NAME: &'static str = "GetTelemetrySubscriptionsRequest";
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

impl Request for GetTelemetrySubscriptionsRequest {
    const API_KEY: ApiKey = ApiKey::GET_TELEMETRY_SUBSCRIPTIONS;
    type Response = super::GetTelemetrySubscriptionsResponse;
}

impl GetTelemetrySubscriptionsRequest {
    fn wire_len(&self, _version: i16) -> usize {
        16 + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_uuid(self.client_instance_id);
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { client_instance_id: r.uuid("client_instance_id"), tagged: TaggedFields::read(r, "tagged") }
    }
}
