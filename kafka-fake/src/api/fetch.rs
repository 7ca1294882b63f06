//! Fetch (1), v0 to v18.
//!
//! Kept: whole batches as they lie in the log, `max_bytes` (v3) and the limit of each partition with at least one batch
//! (KIP-74), `min_bytes` and `max_wait_ms`, offsets out of range, leader epochs (v9), the leader's hint (v12) and endpoint
//! (v16, KIP-951), topic ids (v13). Requests for a session (v7, KIP-227) are served whole without one, as by a broker whose
//! cache of sessions is full.
//!
//! For v0 to v3 batches become message sets of format 0 or 1; before v3, limits cut anywhere.
//!
//! Left out: incremental sessions; followers; truncation (diverging epochs);
//! transactions, so both isolation levels see the same.

mod message_set;

use std::time::Duration;

use kafka_protocol::messages::fetch_request::FetchPartition;
use kafka_protocol::messages::fetch_response::{
    FetchableTopicResponse, LeaderIdAndEpoch, NodeEndpoint, PartitionData,
};
use kafka_protocol::messages::{FetchRequest, FetchResponse};
use kafka_protocol::wire::{Records, StrBytes, Uuid};
use kafka_protocol::{BrokerId, ErrorCode};

use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::fault::Scope;
use crate::topic::Partition;

impl Api for FetchRequest {
    fn scope(&self, cluster: &Cluster) -> Scope {
        let entries = self.topics.iter().flat_map(|topic| {
            let name = cluster
                .topic_of(&topic.topic, topic.topic_id)
                .map_or_else(|| topic.topic.to_string(), |known| known.name.clone());
            topic.partitions.iter().map(move |partition| (name.clone(), Some(partition.partition)))
        });
        Scope(entries.collect())
    }

    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<FetchResponse> {
        if let Some(code) = context.refusal_of_all().or_else(|| context.disguise_of_all()) {
            return Answer::Reply(refuse(&self, context.version, code));
        }
        if self.session_id != 0 {
            let code = ErrorCode::FETCH_SESSION_ID_NOT_FOUND.0;
            return Answer::Reply(FetchResponse { error_code: code, ..Default::default() });
        }
        let wait = Duration::from_millis(u64::try_from(self.max_wait_ms).unwrap_or(0));
        let deadline = cluster.clock.now.saturating_add(wait);
        let fetch =
            WaitingFetch { request: self, broker: context.broker, version: context.version, deadline };
        if wait.is_zero() || is_ready(cluster, &fetch) {
            return Answer::Reply(read(cluster, &fetch));
        }
        Answer::Wait(fetch)
    }

    fn throttle(response: &mut FetchResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

/// A Fetch that may have to wait for records.
#[derive(Debug)]
pub(crate) struct WaitingFetch {
    request: FetchRequest,
    broker: BrokerId,
    version: i16,
    pub(crate) deadline: Duration,
}

/// Whether there are records enough, or an error that cannot wait.
pub(crate) fn is_ready(cluster: &Cluster, fetch: &WaitingFetch) -> bool {
    let min_bytes = usize::try_from(fetch.request.min_bytes).unwrap_or(0);
    let mut partitions = 0;
    let mut bytes = 0;
    for topic in &fetch.request.topics {
        for asked in &topic.partitions {
            partitions += 1;
            match locate(cluster, fetch, &topic.topic, topic.topic_id, asked) {
                Err(_) => return true,
                Ok(partition) => {
                    let limit = usize::try_from(asked.partition_max_bytes).unwrap_or(0);
                    let found =
                        partition.log.read(asked.fetch_offset, partition.high_watermark(), limit, true);
                    bytes += found.iter().map(|batch| batch.len()).sum::<usize>();
                }
            }
        }
    }
    partitions == 0 || bytes >= min_bytes
}

/// The response as the logs are now.
pub(crate) fn read(cluster: &Cluster, fetch: &WaitingFetch) -> FetchResponse {
    let request = &fetch.request;
    let mut left = usize::try_from(request.max_bytes).unwrap_or(0);
    let mut response = FetchResponse::default();
    let mut empty = true;
    let mut leaders = Vec::new();
    for topic in &request.topics {
        let mut entry = FetchableTopicResponse {
            topic: topic.topic.clone(),
            topic_id: topic.topic_id,
            ..Default::default()
        };
        for asked in &topic.partitions {
            let data = match locate(cluster, fetch, &topic.topic, topic.topic_id, asked) {
                Ok(partition) => {
                    let limit = left.min(usize::try_from(asked.partition_max_bytes).unwrap_or(0));
                    let data = if fetch.version < message_set::RECORD_BATCHES {
                        old_data(partition, asked, fetch.version, limit, empty)
                    } else {
                        data(partition, asked, request.isolation_level, limit, empty)
                    };
                    let size = data.records.as_ref().map_or(0, Records::len);
                    empty &= size == 0;
                    left = left.saturating_sub(size);
                    data
                }
                Err(code) => {
                    let known = cluster.topic_of(&topic.topic, topic.topic_id);
                    let partition = known.and_then(|topic| topic.partition(asked.partition));
                    let data = failed(fetch.version, asked.partition, code, partition);
                    leaders.push(data.current_leader.leader_id);
                    data
                }
            };
            entry.partitions.push(data);
        }
        response.responses.push(entry);
    }
    if fetch.version >= 16 {
        response.node_endpoints = endpoints(cluster, &leaders);
    }
    response
}

/// The partition asked for, if this broker leads it and has the offset.
fn locate<'a>(
    cluster: &'a Cluster,
    fetch: &WaitingFetch,
    topic: &str,
    id: Uuid,
    asked: &FetchPartition,
) -> Result<&'a Partition, ErrorCode> {
    let unknown =
        if id.is_zero() { ErrorCode::UNKNOWN_TOPIC_OR_PARTITION } else { ErrorCode::UNKNOWN_TOPIC_ID };
    let topic = cluster.topic_of(topic, id).ok_or(unknown)?;
    let partition = topic.partition(asked.partition).ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)?;
    partition.check_leader(fetch.broker, asked.current_leader_epoch)?;
    if (partition.log.start_offset()..=partition.log.end_offset()).contains(&asked.fetch_offset) {
        Ok(partition)
    } else {
        Err(ErrorCode::OFFSET_OUT_OF_RANGE)
    }
}

fn data(
    partition: &Partition,
    asked: &FetchPartition,
    isolation_level: i8,
    limit: usize,
    at_least_one: bool,
) -> PartitionData {
    let log = &partition.log;
    let batches = log.read(asked.fetch_offset, partition.high_watermark(), limit, at_least_one);
    let segments = batches.iter().flat_map(|batch| batch.segments()).collect();
    PartitionData {
        partition_index: asked.partition,
        high_watermark: partition.high_watermark(),
        last_stable_offset: partition.high_watermark(),
        log_start_offset: log.start_offset(),
        aborted_transactions: (isolation_level == READ_COMMITTED).then(Vec::new),
        records: Some(Records::from_segments(segments)),
        ..Default::default()
    }
}

/// The same as message sets.
fn old_data(
    partition: &Partition,
    asked: &FetchPartition,
    version: i16,
    limit: usize,
    at_least_one: bool,
) -> PartitionData {
    let log = &partition.log;
    let batches = log.read(asked.fetch_offset, partition.high_watermark(), limit, true);
    match message_set::convert(&batches, version, asked.fetch_offset, limit, at_least_one) {
        Ok(set) => PartitionData {
            partition_index: asked.partition,
            high_watermark: partition.high_watermark(),
            records: Some(Records::from(set)),
            ..Default::default()
        },
        Err(code) => failed(version, asked.partition, code, None),
    }
}

fn failed(
    version: i16,
    partition_index: i32,
    code: ErrorCode,
    partition: Option<&Partition>,
) -> PartitionData {
    let mut data = PartitionData {
        partition_index,
        error_code: code.0,
        high_watermark: -1,
        aborted_transactions: None,
        records: Some(Records::new()),
        ..Default::default()
    };
    let hint = matches!(code, ErrorCode::NOT_LEADER_OR_FOLLOWER | ErrorCode::FENCED_LEADER_EPOCH);
    if let Some(leadership) =
        partition.map(|partition| &partition.leadership).filter(|_| hint && version >= 12)
        && let Some(leader) = leadership.leader
    {
        data.current_leader = LeaderIdAndEpoch {
            leader_id: leader.0,
            leader_epoch: leadership.leader_epoch,
            ..Default::default()
        };
    }
    data
}

/// The addresses of these brokers, each once.
fn endpoints(cluster: &Cluster, leaders: &[i32]) -> Vec<NodeEndpoint> {
    cluster
        .brokers
        .iter()
        .filter(|broker| leaders.contains(&broker.id.0))
        .map(|broker| NodeEndpoint {
            node_id: broker.id.0,
            host: StrBytes::copy_from(&broker.host),
            port: i32::from(broker.port),
            ..Default::default()
        })
        .collect()
}

/// Every partition refused with the same code.
fn refuse(request: &FetchRequest, version: i16, code: ErrorCode) -> FetchResponse {
    let topics = request.topics.iter().map(|topic| FetchableTopicResponse {
        topic: topic.topic.clone(),
        topic_id: topic.topic_id,
        partitions: topic
            .partitions
            .iter()
            .map(|asked| failed(version, asked.partition, code, None))
            .collect(),
        ..Default::default()
    });
    FetchResponse { responses: topics.collect(), ..Default::default() }
}

const READ_COMMITTED: i8 = 1;
