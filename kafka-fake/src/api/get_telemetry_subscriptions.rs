//! GetTelemetrySubscriptions (71), v0.
//!
//! Kept: a client without an id is given one; the subscription of the configuration, under an id that names it.
//!
//! Left out: subscriptions by client, and the limit on how often one may ask.

use kafka_protocol::messages::{GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse};
use kafka_protocol::wire::{StrBytes, Uuid};

use super::{Answer, Api, Context};
use crate::cluster::Cluster;

/// The id of the one subscription.
pub(super) const SUBSCRIPTION: i32 = 714;

impl Api for GetTelemetrySubscriptionsRequest {
    fn handle(
        self,
        cluster: &mut Cluster,
        context: &mut Context,
    ) -> Answer<GetTelemetrySubscriptionsResponse> {
        let refusal = context.refusal_of_all().or_else(|| context.disguise_of_all());
        if let Some(code) = refusal {
            return Answer::Reply(GetTelemetrySubscriptionsResponse {
                error_code: code.0,
                ..Default::default()
            });
        }
        let id = if self.client_instance_id.is_zero() {
            cluster.telemetry_clients += 1;
            Uuid::from_u128(0x0714_0000_0000_4000_8000_0000_0000_0000 + cluster.telemetry_clients)
        } else {
            self.client_instance_id
        };
        let config = cluster.config.telemetry.clone().unwrap_or_default();
        Answer::Reply(GetTelemetrySubscriptionsResponse {
            client_instance_id: id,
            subscription_id: SUBSCRIPTION,
            accepted_compression_types: config.compression,
            push_interval_ms: i32::try_from(config.push_interval.as_millis()).unwrap_or(i32::MAX),
            telemetry_max_bytes: config.max_bytes,
            delta_temporality: config.delta,
            requested_metrics: config.metrics.iter().map(|name| StrBytes::copy_from(name)).collect(),
            ..Default::default()
        })
    }

    fn throttle(response: &mut GetTelemetrySubscriptionsResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}
