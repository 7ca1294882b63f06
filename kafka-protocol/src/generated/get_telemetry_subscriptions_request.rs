// Written by `cargo xtask codegen` from schemas/get_telemetry_subscriptions.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        16 + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_uuid(self.client_instance_id);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self { client_instance_id: r.uuid("client_instance_id"), tagged: TaggedFields::read(r, "tagged") }
    }
}

impl Request for GetTelemetrySubscriptionsRequest {
    const API_KEY: ApiKey = ApiKey::GET_TELEMETRY_SUBSCRIPTIONS;
    type Response = super::GetTelemetrySubscriptionsResponse;
}
