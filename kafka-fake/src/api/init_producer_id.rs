//! InitProducerId (22), v0 to v5.
//!
//! Kept: a fresh producer id with epoch 0 to every request without a transactional id, also to one that brings an id and
//! an epoch (v3), since Kafka bumps epochs for transactional ids only: an idempotent producer counts its epoch up itself.
//!
//! Left out: transactional ids, which are answered with COORDINATOR_NOT_AVAILABLE.

use kafka_protocol::ErrorCode;
use kafka_protocol::messages::{InitProducerIdRequest, InitProducerIdResponse};
use kafka_records::ProducerId;

use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::recorder::Detail;

impl Api for InitProducerIdRequest {
    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<InitProducerIdResponse> {
        let outcome = match context.refusal_of_all() {
            Some(code) => Err(code),
            None => admit(&self).map(|()| cluster.fresh_producer_id()),
        };
        context.detail = Detail::InitProducerId {
            transactional_id: self.transactional_id.as_ref().map(ToString::to_string),
            producer_id: outcome.ok(),
        };
        let outcome = match context.disguise_of_all() {
            Some(code) => Err(code),
            None => outcome,
        };
        Answer::Reply(match outcome {
            Ok(id) => InitProducerIdResponse {
                producer_id: id.0,
                producer_epoch: cluster.first_epoch.0,
                ..Default::default()
            },
            Err(code) => InitProducerIdResponse {
                error_code: code.0,
                producer_id: -1,
                producer_epoch: -1,
                ..Default::default()
            },
        })
    }

    fn throttle(response: &mut InitProducerIdResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

impl Cluster {
    fn fresh_producer_id(&mut self) -> ProducerId {
        let id = self.next_producer_id;
        self.next_producer_id += 1;
        ProducerId(id)
    }
}

/// Whether the request makes sense and can be served.
fn admit(request: &InitProducerIdRequest) -> Result<(), ErrorCode> {
    // KIP-360: id and epoch come together or not at all.
    if (request.producer_id == -1) != (request.producer_epoch == -1) {
        return Err(ErrorCode::INVALID_REQUEST);
    }
    match request.transactional_id.as_deref() {
        None => Ok(()),
        Some("") => Err(ErrorCode::INVALID_REQUEST),
        Some(_) => Err(ErrorCode::COORDINATOR_NOT_AVAILABLE),
    }
}
