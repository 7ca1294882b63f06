//! Requests of telemetry, and what came of them.

use bytes::Bytes;
use kafka_protocol::ApiKey;
use kafka_protocol::messages::{GetTelemetrySubscriptionsRequest, PushTelemetryRequest};

use super::{Call, Cluster};
use crate::error::CloseReason;
use crate::telemetry::TelemetryPush;

impl Cluster {
    /// What clients have pushed so far, oldest first.
    pub fn telemetry_pushes(&self) -> &[TelemetryPush] {
        &self.telemetry_pushes
    }

    pub(super) fn serve_telemetry(&mut self, call: &Call, body: &Bytes) {
        let (api, version) = (call.header.api_key, call.header.api_version);
        match api {
            ApiKey::GET_TELEMETRY_SUBSCRIPTIONS => self.call::<GetTelemetrySubscriptionsRequest>(call, body),
            ApiKey::PUSH_TELEMETRY => self.call::<PushTelemetryRequest>(call, body),
            _ => self.close(call.conn, CloseReason::UnknownApi { api, version }),
        }
    }
}
