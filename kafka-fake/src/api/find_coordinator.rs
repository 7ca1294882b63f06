//! FindCoordinator (10), v0 to v6.
//!
//! Kept: an honest no. There are no groups and no transactions yet, so every key is answered with
//! COORDINATOR_NOT_AVAILABLE, singly or in a batch (v4).

use kafka_protocol::ErrorCode;
use kafka_protocol::messages::find_coordinator_response::Coordinator;
use kafka_protocol::messages::{FindCoordinatorRequest, FindCoordinatorResponse};
use kafka_protocol::wire::StrBytes;

use super::{Answer, Api, Context};
use crate::cluster::Cluster;

impl Api for FindCoordinatorRequest {
    fn handle(self, _: &mut Cluster, context: &mut Context) -> Answer<FindCoordinatorResponse> {
        let code = context
            .refusal_of_all()
            .or_else(|| context.disguise_of_all())
            .unwrap_or(ErrorCode::COORDINATOR_NOT_AVAILABLE);
        let message = StrBytes::from_static("this broker keeps no groups and no transactions");
        if context.version < 4 {
            return Answer::Reply(FindCoordinatorResponse {
                error_code: code.0,
                error_message: Some(message).filter(|_| context.version >= 1),
                node_id: -1,
                port: -1,
                ..Default::default()
            });
        }
        let coordinators = self
            .coordinator_keys
            .into_iter()
            .map(|key| Coordinator {
                key,
                node_id: -1,
                port: -1,
                error_code: code.0,
                error_message: Some(message.clone()),
                ..Default::default()
            })
            .collect();
        Answer::Reply(FindCoordinatorResponse { coordinators, ..Default::default() })
    }

    fn throttle(response: &mut FindCoordinatorResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}
