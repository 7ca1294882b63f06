//! Produce (0), v0 to v13.
//!
//! Kept: message sets of format 0 and 1 (v0 to v2), which the log keeps as one record batch; the checks of B01 in their order, one v2 batch a partition, producer state and duplicates (B06, B07), `acks` 0, 1
//! and -1, which waits for the high watermark (REQUEST_TIMED_OUT and NOT_ENOUGH_REPLICAS_AFTER_APPEND), `min.insync.replicas`, log append time, record errors (v8), the new leader
//! and its endpoint (v10, KIP-951), topic ids (v13, KIP-516). With `acks=0` a refusal closes the connection, as brokers
//! do to make such a client refresh its metadata.
//!
//! Left out: authorization; transactions (transactional batches are refused with INVALID_TXN_STATE); message
//! sets in sink mode, which are refused with UNSUPPORTED_FOR_MESSAGE_FORMAT; recompression.

mod message_set;
pub(crate) mod validation;
mod waiting;

use std::time::Duration;

use kafka_protocol::messages::produce_request::TopicProduceData;
use kafka_protocol::messages::produce_response::{
    BatchIndexAndErrorMessage, LeaderIdAndEpoch, NodeEndpoint, PartitionProduceResponse, TopicProduceResponse,
};
use kafka_protocol::messages::{ProduceRequest, ProduceResponse};
use kafka_protocol::wire::{Records, StrBytes};
use kafka_protocol::{BrokerId, ErrorCode};
use kafka_records::{
    BatchHeader, HeaderPeek, ProducerEpoch, ProducerId, Sequence, TimestampType, crc, header::ATTRIBUTES,
};

use self::message_set::RECORD_BATCHES;
use self::validation::{CheckedBatch, Limits, Refusal};
use self::waiting::Unreplicated;
pub(crate) use self::waiting::WaitingProduce;
use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::error::CloseReason;
use crate::fault::{Fault, Scope};
use crate::producer_state::{Admission, Stamp};
use crate::recorder::{Detail, ProducedBatch, Verdict};

impl Api for ProduceRequest {
    fn scope(&self, cluster: &Cluster) -> Scope {
        let entries = self.topic_data.iter().flat_map(|topic| {
            let name = topic_name(cluster, topic);
            topic.partition_data.iter().map(move |partition| (name.clone(), Some(partition.index)))
        });
        Scope(entries.collect())
    }

    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<ProduceResponse> {
        let acks = self.acks;
        let mut response = ResponseBuilder::new(context.version);
        let (mut batches, mut waiting) = (Vec::new(), Vec::new());
        for topic in self.topic_data {
            let name = topic_name(cluster, &topic);
            response.topic(topic.name.clone(), topic.topic_id);
            for partition in topic.partition_data {
                let target = Target {
                    topic: &topic.name,
                    id: topic.topic_id,
                    name: &name,
                    index: partition.index,
                    acks,
                };
                let peek = if context.version < RECORD_BATCHES { message_set::head } else { peek };
                let head = partition.records.as_ref().map(peek);
                let outcome = match context.refusal(&name, Some(partition.index)) {
                    Some(code) => Err(Rejected::of(code)),
                    None if cluster.config.sink => cluster.sink_batch(context, &target, head),
                    None => cluster.append_batch(context, &target, partition.records),
                };
                batches.push(recorded(cluster, &name, partition.index, head, &outcome));
                let outcome = match (outcome, context.disguise(&name, Some(partition.index))) {
                    (Ok(_), Some(code)) => Err(Rejected::of(code)),
                    (outcome, _) => outcome,
                };
                let omitted = context.rule.as_ref().is_some_and(|rule| {
                    rule.fault == Fault::OmitPartition && rule.names(&name, Some(partition.index))
                });
                if !omitted {
                    let required = outcome.as_ref().map_or(0, |appended| appended.required);
                    response.partition(cluster, partition.index, outcome);
                    if acks == ACKS_ALL {
                        waiting.push(response.unreplicated(context.broker, &target, required));
                    }
                }
            }
        }
        context.detail = Detail::Produce { acks, batches };
        if context.rule.as_ref().is_some_and(|rule| rule.fault == Fault::InventPartition) {
            response.partition(cluster, INVENTED_PARTITION, Ok(Appended::default()));
        }
        let response = match response.finish(acks) {
            Answer::Reply(response) => response,
            other => return other,
        };
        let time = Duration::from_millis(u64::try_from(self.timeout_ms).unwrap_or(0));
        let deadline = cluster.clock.now.saturating_add(time);
        let produce = WaitingProduce { response, waiting, deadline };
        if produce.is_settled(cluster) {
            Answer::Reply(produce.into_response(cluster))
        } else {
            Answer::WaitForReplicas(produce)
        }
    }

    fn throttle(response: &mut ProduceResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

/// A partition that a Produce names.
pub(crate) struct Target<'a> {
    /// Topic as the request says it.
    pub(crate) topic: &'a str,
    pub(crate) id: kafka_protocol::wire::Uuid,
    /// Topic as the cluster knows it.
    pub(crate) name: &'a str,
    pub(crate) index: i32,
    pub(crate) acks: i16,
}

/// What a batch that is in the log is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Appended {
    pub(crate) base_offset: i64,
    pub(crate) log_append_time_ms: i64,
    pub(crate) log_start_offset: i64,
    pub(crate) duplicate: bool,
    /// The high watermark that `acks=all` waits for.
    pub(crate) required: i64,
}

impl Default for Appended {
    fn default() -> Self {
        Self { base_offset: 0, log_append_time_ms: -1, log_start_offset: 0, duplicate: false, required: 0 }
    }
}

/// What a batch that is refused is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rejected {
    refusal: Refusal,
    log_start_offset: i64,
    current_leader: Option<(BrokerId, i32)>,
}

impl Rejected {
    #[cfg(feature = "tcp")]
    pub(crate) fn error_code(&self) -> ErrorCode {
        self.refusal.code
    }

    pub(crate) fn of(code: ErrorCode) -> Self {
        Refusal::code(code).into()
    }
}

impl From<Refusal> for Rejected {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, log_start_offset: -1, current_leader: None }
    }
}

impl Cluster {
    /// Checks and appends the records of one partition.
    fn append_batch(
        &mut self,
        context: &Context,
        target: &Target<'_>,
        records: Option<Records>,
    ) -> Result<Appended, Rejected> {
        self.check_target(context.broker, target)?;
        let clock = self.clock;
        let (release, expiration) = (self.config.as_version, self.config.producer_id_expiration);
        let Some(topic) = self.topics.get_mut(target.name) else {
            return Err(Rejected::of(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
        };
        let limits = Limits {
            version: context.version,
            release,
            max_message_bytes: topic.config.max_message_bytes,
            timestamp_type: topic.config.timestamp_type,
            wall_ms: clock.wall_ms,
            timestamp_before_max_ms: self.config.timestamp_before_max_ms,
            timestamp_after_max_ms: self.config.timestamp_after_max_ms,
        };
        let retention_bytes = topic.config.retention_bytes;
        let Some(partition) = topic.partition_mut(target.index) else {
            return Err(Rejected::of(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
        };
        let log_start_offset = partition.log.start_offset();
        let checked = if context.version < RECORD_BATCHES {
            message_set::check(records, &limits)?
        } else {
            Some(validation::check(records, &limits)?)
        };
        let Some(CheckedBatch { mut header, body }) = checked else {
            return Ok(Appended { base_offset: -1, log_start_offset, ..Appended::default() });
        };
        let stamp = stamp_of(&header);
        if let Some(stamp) = &stamp {
            partition.producers.expire(stamp.producer_id, clock.now, expiration);
            match partition.producers.check(stamp, release) {
                Ok(Admission::Append) => {}
                Ok(Admission::Duplicate(batch)) => {
                    return Ok(Appended {
                        base_offset: batch.base_offset,
                        log_append_time_ms: batch.log_append_time.unwrap_or(-1),
                        log_start_offset,
                        duplicate: true,
                        required: batch.base_offset + i64::from(header.last_offset_delta) + 1,
                    });
                }
                Err(rejection) => {
                    let refusal = Refusal::new(rejection.code, rejection.message);
                    return Err(Rejected { log_start_offset, ..refusal.into() });
                }
            }
        }
        let log_append_time =
            (limits.timestamp_type == TimestampType::LogAppendTime).then_some(clock.wall_ms);
        if let Some(time) = log_append_time {
            header.attributes.timestamp_type = TimestampType::LogAppendTime;
            header.max_timestamp = time;
            // Both fields lie under the checksum.
            let head = header.encode();
            header.crc = crc::append(crc::crc32c(&head[ATTRIBUTES..]), &body);
        }
        let base_offset = partition.log.append(header, body, partition.leadership.leader_epoch);
        if let Some(stamp) = &stamp {
            partition.producers.appended(clock.now, stamp, base_offset, log_append_time);
        }
        if let Some(bytes) = retention_bytes {
            partition.log.retain(bytes);
        }
        let required = partition.log.end_offset();
        let due = partition.grown(clock.now, &self.replication.lags, self.config.replica_lag_time_max);
        self.replication.note(due, target.name, target.index);
        self.stirred = true;
        Ok(Appended {
            base_offset,
            log_append_time_ms: log_append_time.unwrap_or(-1),
            log_start_offset,
            duplicate: false,
            required,
        })
    }

    /// Counts the records of one partition, for sink mode.
    pub(crate) fn sink_batch(
        &mut self,
        context: &Context,
        target: &Target<'_>,
        head: Option<Head>,
    ) -> Result<Appended, Rejected> {
        if context.version < RECORD_BATCHES {
            return Err(Rejected::of(ErrorCode::UNSUPPORTED_FOR_MESSAGE_FORMAT));
        }
        self.check_target(context.broker, target)?;
        let records = head
            .and_then(|head| u32::try_from(head.records).ok())
            .filter(|records| *records > 0)
            .ok_or_else(|| Rejected::of(ErrorCode::CORRUPT_MESSAGE))?;
        let Some(partition) = self.partition_mut(target.name, target.index) else {
            return Err(Rejected::of(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
        };
        let base_offset = partition.log.skip(records);
        partition.high_watermark = partition.log.end_offset();
        Ok(Appended { base_offset, ..Appended::default() })
    }

    /// Checks acks, topic, partition, leader and replicas.
    fn check_target(&self, broker: BrokerId, target: &Target<'_>) -> Result<(), Rejected> {
        if !(-1..=1).contains(&target.acks) {
            return Err(Rejected::of(ErrorCode::INVALID_REQUIRED_ACKS));
        }
        let unknown = if target.id.is_zero() {
            ErrorCode::UNKNOWN_TOPIC_OR_PARTITION
        } else {
            ErrorCode::UNKNOWN_TOPIC_ID
        };
        let topic = self.topic_of(target.topic, target.id).ok_or_else(|| Rejected::of(unknown))?;
        let partition = topic
            .partition(target.index)
            .ok_or_else(|| Rejected::of(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION))?;
        if let Err(code) = partition.check_leader(broker, -1) {
            let leadership = &partition.leadership;
            let current_leader = leadership.leader.map(|leader| (leader, leadership.leader_epoch));
            return Err(Rejected { current_leader, ..Rejected::of(code) });
        }
        let in_sync = partition.leadership.isr.len();
        if target.acks == ACKS_ALL && in_sync < topic.config.min_insync_replicas {
            let message = format!(
                "The size of the current ISR {in_sync} is insufficient to satisfy the min.isr requirement of {}",
                topic.config.min_insync_replicas
            );
            return Err(Refusal::new(ErrorCode::NOT_ENOUGH_REPLICAS, message).into());
        }
        Ok(())
    }
}

/// What the header of a batch says of it, unchecked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) producer_id: ProducerId,
    pub(crate) epoch: ProducerEpoch,
    pub(crate) base_sequence: Sequence,
    pub(crate) records: i32,
    pub(crate) bytes: usize,
}

impl Head {
    /// Reads the first bytes of `bytes` that a partition got; fewer than a header give a head of nothing.
    pub(crate) fn read(start: &[u8], bytes: usize) -> Self {
        let nothing = Self {
            producer_id: ProducerId::NONE,
            epoch: ProducerEpoch::NONE,
            base_sequence: Sequence::NONE,
            records: 0,
            bytes,
        };
        HeaderPeek::new(start).map_or(nothing, |peek| Self {
            producer_id: peek.producer_id(),
            epoch: peek.producer_epoch(),
            base_sequence: peek.base_sequence(),
            records: peek.record_count(),
            bytes,
        })
    }
}

/// Puts a response together, topic by topic.
pub(crate) struct ResponseBuilder {
    version: i16,
    response: ProduceResponse,
    /// The first refusal, in words.
    refused: Option<String>,
}

impl ResponseBuilder {
    pub(crate) fn new(version: i16) -> Self {
        Self { version, response: ProduceResponse::default(), refused: None }
    }

    pub(crate) fn topic(&mut self, name: StrBytes, topic_id: kafka_protocol::wire::Uuid) {
        self.response.responses.push(TopicProduceResponse { name, topic_id, ..Default::default() });
    }

    pub(crate) fn partition(&mut self, cluster: &Cluster, index: i32, outcome: Result<Appended, Rejected>) {
        let entry = match outcome {
            Ok(appended) => PartitionProduceResponse {
                index,
                base_offset: appended.base_offset,
                log_append_time_ms: appended.log_append_time_ms,
                log_start_offset: appended.log_start_offset,
                ..Default::default()
            },
            Err(rejected) => self.rejected(cluster, index, rejected),
        };
        if let Some(topic) = self.response.responses.last_mut() {
            topic.partition_responses.push(entry);
        }
    }

    pub(crate) fn finish(self, acks: i16) -> Answer<ProduceResponse> {
        match self.refused {
            _ if acks != 0 => Answer::Reply(self.response),
            Some(reason) => Answer::Close(CloseReason::ProduceFailed(reason)),
            None => Answer::Nothing,
        }
    }

    /// What the entry that was added last waits for.
    fn unreplicated(&self, broker: BrokerId, target: &Target<'_>, required: i64) -> Unreplicated {
        let topics = &self.response.responses;
        let entries = topics.last().map_or(0, |topic| topic.partition_responses.len());
        Unreplicated {
            entry: (topics.len().saturating_sub(1), entries.saturating_sub(1)),
            name: target.topic.to_owned(),
            id: target.id,
            index: target.index,
            broker,
            required,
        }
    }

    fn rejected(&mut self, cluster: &Cluster, index: i32, rejected: Rejected) -> PartitionProduceResponse {
        let Rejected { refusal, log_start_offset, current_leader } = rejected;
        self.refused.get_or_insert_with(|| {
            let why = refusal.message.as_deref().unwrap_or_default();
            format!("partition {index}: {:?} {why}", refusal.code)
        });
        let mut entry = PartitionProduceResponse {
            index,
            error_code: refusal.code.0,
            base_offset: -1,
            log_start_offset,
            error_message: refusal.message.map(StrBytes::from),
            record_errors: refusal
                .records
                .into_iter()
                .map(|(batch_index, message)| BatchIndexAndErrorMessage {
                    batch_index,
                    batch_index_error_message: Some(StrBytes::from(message)),
                    ..Default::default()
                })
                .collect(),
            ..Default::default()
        };
        if self.version < 8 {
            entry.error_message = None;
            entry.record_errors.clear();
        }
        if let Some((leader, leader_epoch)) = current_leader.filter(|_| self.version >= 10) {
            entry.current_leader =
                LeaderIdAndEpoch { leader_id: leader.0, leader_epoch, ..Default::default() };
            self.endpoint(cluster, leader);
        }
        entry
    }

    fn endpoint(&mut self, cluster: &Cluster, id: BrokerId) {
        let endpoints = &mut self.response.node_endpoints;
        if let Some(broker) = cluster.broker(id)
            && !endpoints.iter().any(|known| known.node_id == id.0)
        {
            endpoints.push(NodeEndpoint {
                node_id: id.0,
                host: StrBytes::copy_from(&broker.host),
                port: i32::from(broker.port),
                ..Default::default()
            });
        }
    }
}

/// The topic's name as the cluster knows it; for an id that it does not know, the id.
pub(crate) fn topic_name(cluster: &Cluster, topic: &TopicProduceData) -> String {
    if topic.topic_id.is_zero() {
        return topic.name.to_string();
    }
    cluster.topic_names.get(&topic.topic_id).cloned().unwrap_or_else(|| topic.topic_id.to_string())
}

fn peek(records: &Records) -> Head {
    let mut start = [0; kafka_records::HEADER_LEN];
    let mut filled = 0;
    for segment in records.segments() {
        let room = &mut start[filled..];
        let count = room.len().min(segment.len());
        room[..count].copy_from_slice(&segment[..count]);
        filled += count;
    }
    Head::read(&start[..filled], records.len())
}

fn stamp_of(header: &BatchHeader) -> Option<Stamp> {
    header.producer_id.is_some().then(|| Stamp {
        producer_id: header.producer_id,
        epoch: header.producer_epoch,
        first_sequence: header.base_sequence,
        last_sequence: header.last_sequence(),
    })
}

/// Counts a verdict and keeps it for checkers.
fn recorded(
    cluster: &mut Cluster,
    topic: &str,
    partition: i32,
    head: Option<Head>,
    outcome: &Result<Appended, Rejected>,
) -> ProducedBatch {
    let verdict = match outcome {
        Ok(appended) if appended.duplicate => Verdict::Duplicate(appended.base_offset),
        Ok(appended) => Verdict::Appended(appended.base_offset),
        Err(rejected) => Verdict::Rejected(rejected.refusal.code),
    };
    let head = head.unwrap_or_else(|| Head::read(&[], 0));
    cluster.recorder.counters.count_verdict(verdict, head.records, head.bytes);
    ProducedBatch {
        topic: topic.to_owned(),
        partition,
        producer_id: head.producer_id,
        epoch: head.epoch,
        base_sequence: head.base_sequence,
        records: head.records,
        verdict,
    }
}

/// `acks` of a Produce that waits for every replica in sync.
const ACKS_ALL: i16 = -1;

/// No topic of a test has so many partitions.
const INVENTED_PARTITION: i32 = 1_000_000;
