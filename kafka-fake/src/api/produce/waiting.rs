//! A Produce with `acks=all` waits until every replica in sync has its records.

use std::time::Duration;

use kafka_protocol::messages::ProduceResponse;
use kafka_protocol::wire::Uuid;
use kafka_protocol::{BrokerId, ErrorCode};

use crate::cluster::Cluster;

/// A Produce whose response is ready but for what the replicas do.
#[derive(Debug)]
pub(crate) struct WaitingProduce {
    pub(crate) response: ProduceResponse,
    pub(crate) waiting: Vec<Unreplicated>,
    pub(crate) deadline: Duration,
}

/// A partition whose high watermark has to come to an offset.
#[derive(Debug)]
pub(crate) struct Unreplicated {
    /// Topic and partition in the response.
    pub(crate) entry: (usize, usize),
    pub(crate) name: String,
    pub(crate) id: Uuid,
    pub(crate) index: i32,
    pub(crate) broker: BrokerId,
    pub(crate) required: i64,
}

impl WaitingProduce {
    /// Whether it need not wait any longer.
    pub(crate) fn is_settled(&self, cluster: &Cluster) -> bool {
        self.waiting.iter().all(|waiting| waiting.verdict(cluster).is_some())
    }

    /// The response as things stand; what is not replicated has timed out.
    pub(crate) fn into_response(mut self, cluster: &Cluster) -> ProduceResponse {
        for waiting in &self.waiting {
            let (topic, partition) = waiting.entry;
            let topic = self.response.responses.get_mut(topic);
            let Some(entry) = topic.and_then(|topic| topic.partition_responses.get_mut(partition)) else {
                continue;
            };
            let code = waiting.verdict(cluster).unwrap_or(ErrorCode::REQUEST_TIMED_OUT);
            // What was refused stays refused.
            if entry.error_code == ErrorCode::NONE.0 {
                entry.error_code = code.0;
            }
        }
        self.response
    }
}

impl Unreplicated {
    fn verdict(&self, cluster: &Cluster) -> Option<ErrorCode> {
        if self.required == 0 {
            return Some(ErrorCode::NONE);
        }
        let Some(topic) = cluster.topic_of(&self.name, self.id) else {
            return Some(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        };
        let Some(partition) = topic.partition(self.index) else {
            return Some(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        };
        if partition.leadership.leader != Some(self.broker) {
            return Some(ErrorCode::NOT_LEADER_OR_FOLLOWER);
        }
        if partition.high_watermark() < self.required {
            return None;
        }
        if partition.leadership.isr.len() < topic.config.min_insync_replicas {
            return Some(ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND);
        }
        Some(ErrorCode::NONE)
    }
}
