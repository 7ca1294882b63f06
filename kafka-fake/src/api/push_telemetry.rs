//! PushTelemetry (72), v0.
//!
//! Kept: pushes of clients that were given an id, under the id of the subscription, in a codec that is accepted, and no larger than
//! allowed; they can be read back.
//!
//! Left out: that pushes may come too often.

use kafka_protocol::ErrorCode;
use kafka_protocol::messages::{PushTelemetryRequest, PushTelemetryResponse};

use super::get_telemetry_subscriptions::SUBSCRIPTION;
use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::telemetry::{TelemetryConfig, TelemetryPush};

impl Api for PushTelemetryRequest {
    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<PushTelemetryResponse> {
        let config = cluster.config.telemetry.clone().unwrap_or_default();
        let refusal = context.refusal_of_all().or_else(|| self.refusal(&config));
        let code = refusal.or_else(|| context.disguise_of_all()).unwrap_or(ErrorCode::NONE);
        if refusal.is_none() {
            cluster.telemetry_pushes.push(TelemetryPush {
                at: cluster.clock.now,
                client_instance_id: self.client_instance_id,
                terminating: self.terminating,
                compression_type: self.compression_type,
                metrics: self.metrics,
            });
        }
        Answer::Reply(PushTelemetryResponse { error_code: code.0, ..Default::default() })
    }

    fn throttle(response: &mut PushTelemetryResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

trait Refused {
    fn refusal(&self, config: &TelemetryConfig) -> Option<ErrorCode>;
}

impl Refused for PushTelemetryRequest {
    fn refusal(&self, config: &TelemetryConfig) -> Option<ErrorCode> {
        let accepted = self.compression_type == 0 || config.compression.contains(&self.compression_type);
        if self.client_instance_id.is_zero() {
            Some(ErrorCode::INVALID_REQUEST)
        } else if self.subscription_id != SUBSCRIPTION {
            Some(ErrorCode::UNKNOWN_SUBSCRIPTION_ID)
        } else if !accepted {
            Some(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE)
        } else if self.metrics.len() > usize::try_from(config.max_bytes).unwrap_or(0) {
            Some(ErrorCode::TELEMETRY_TOO_LARGE)
        } else {
            None
        }
    }
}
