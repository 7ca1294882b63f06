//! Step 11 of a record's life: a verdict for every batch of a request, whatever came back.

use std::collections::BTreeMap;

use bytes::Bytes;
use kafka_net::{LeaderHint, NetError, PeerError, Sent, Tick};
use kafka_protocol::messages::ProduceRequest;
use kafka_protocol::messages::produce_response::{
    PartitionProduceResponse, ProduceResponse, TopicProduceResponse,
};
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, decode_response};

use crate::accumulator::ProducerBatch;
use crate::clock::WallMs;
use crate::delivery::BatchOutcome;
use crate::error::{ProduceError, ProduceErrorKind, SendError};
use crate::observer::Observation;
use crate::sender::Sender;
use crate::sender::observe::observed;
use crate::sender::request::{PendingBatch, PendingRequest, PendingTopic};
use crate::sender::retry::{Case, Verdict, leaves_unproven, verdict};
use crate::stats::add;

/// Lists of batches kept for the next requests: as many as are mostly in flight.
const LISTS_KEPT: usize = 8;
const LIST_KEPT_MAX: usize = 1024;

/// The first version of a Produce response with the log start offset in it.
const FIRST_WITH_LOG_START_OFFSET: i16 = 5;

/// What one attempt of a batch came to.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    code: ErrorCode,
    base_offset: Option<i64>,
    log_append_time: Option<WallMs>,
    /// `None` if this version of the answer has no place for it; -1 if the broker did not know it.
    log_start_offset: Option<i64>,
    message: Option<String>,
    /// KIP-467: index in the batch and message of each refused record.
    records: Vec<(u32, Option<String>)>,
    /// A new leader came with the answer, so the back-off is skipped (R30).
    new_leader: bool,
    /// Not a byte of the request left: the attempt was never opened (E41).
    unsent: bool,
    /// What to call the failure if it ends the batch.
    kind: Option<ProduceErrorKind>,
    /// What became of the connection, if that is why there was no answer.
    cause: Option<NetError>,
}

impl Answer {
    fn of(code: ErrorCode) -> Self {
        Self {
            code,
            base_offset: None,
            log_append_time: None,
            log_start_offset: None,
            message: None,
            records: Vec::new(),
            new_leader: false,
            unsent: false,
            kind: None,
            cause: None,
        }
    }

    fn from_wire(version: i16, answer: &PartitionProduceResponse) -> Self {
        Self {
            // An offset that no batch can start at is no offset (L26).
            base_offset: (0..=i64::MAX - i64::from(u32::MAX))
                .contains(&answer.base_offset)
                .then_some(answer.base_offset),
            log_append_time: (answer.log_append_time_ms >= 0).then_some(WallMs(answer.log_append_time_ms)),
            log_start_offset: (version >= FIRST_WITH_LOG_START_OFFSET).then_some(answer.log_start_offset),
            message: answer.error_message.as_ref().map(ToString::to_string),
            records: answer
                .record_errors
                .iter()
                .filter_map(|e| {
                    let index = u32::try_from(e.batch_index).ok()?;
                    Some((index, e.batch_index_error_message.as_ref().map(ToString::to_string)))
                })
                .collect(),
            ..Self::of(ErrorCode(answer.error_code))
        }
    }
}

impl Sender {
    pub(super) fn handle_response(
        &mut self,
        now: Tick,
        token: u64,
        broker: BrokerId,
        version: i16,
        body: &Bytes,
    ) {
        if self.identity_answered(now, token, broker, version, body)
            || self.telemetry_answered(now, token, broker, version, body)
        {
            return;
        }
        let response = match decode_response::<ProduceRequest>(version, body) {
            Ok((_, response)) => response,
            Err(error) => {
                tracing::warn!(broker = broker.0, %error, "a Produce response could not be read");
                // The connection ends; its other requests come back as failed, this one is settled here.
                self.cluster.fail_connection(now, broker, PeerError::Decode { api: ApiKey::PRODUCE, error });
                let answer = Answer {
                    kind: Some(ProduceErrorKind::Disconnected),
                    message: Some("the broker's answer could not be read".to_owned()),
                    ..Answer::of(ErrorCode::NETWORK_EXCEPTION)
                };
                self.settle_all(now, token, &answer);
                return;
            }
        };
        self.cluster.throttle(now, broker, ApiKey::PRODUCE, version, response.throttle_time_ms);
        self.note_throttle(now, broker, response.throttle_time_ms);
        let Some(request) = self.requests.remove(&token) else { return };
        self.settle_request(now, token, version, request, response);
    }

    /// `acks=0`: the request has left in full, and that is all there is to know (A46).
    pub(super) fn handle_request_written(&mut self, now: Tick, token: u64) {
        self.settle_all(now, token, &Answer::of(ErrorCode::NONE));
    }

    pub(super) fn handle_request_failed(&mut self, now: Tick, token: u64, sent: Sent, error: &NetError) {
        if self.identity_failed(now, token, error) || self.telemetry_failed(now, token) {
            return;
        }
        // E01
        let (code, kind) = if error.is_timeout() {
            (ErrorCode::REQUEST_TIMED_OUT, ProduceErrorKind::RequestTimeout)
        } else {
            (ErrorCode::NETWORK_EXCEPTION, ProduceErrorKind::Disconnected)
        };
        let answer = Answer {
            unsent: sent == Sent::NotSent,
            kind: Some(kind),
            message: Some(error.to_string()),
            cause: Some(error.clone()),
            ..Answer::of(code)
        };
        self.settle_all(now, token, &answer);
    }

    /// The request was never handed to a connection.
    pub(super) fn give_back(&mut self, now: Tick, token: u64) {
        let answer = Answer {
            unsent: true,
            kind: Some(ProduceErrorKind::Disconnected),
            ..Answer::of(ErrorCode::NETWORK_EXCEPTION)
        };
        self.settle_all(now, token, &answer);
    }

    fn settle_all(&mut self, now: Tick, token: u64, answer: &Answer) {
        let Some(request) = self.requests.remove(&token) else { return };
        let batches: Vec<PendingBatch> = request.topics.into_iter().flat_map(|t| t.batches).collect();
        let ids: Vec<u32> = batches.iter().map(|b| b.id).collect();
        for PendingBatch { id, batch } in batches {
            self.settle(now, token, request.broker, id, batch, answer.clone());
        }
        if answer.code.refreshes_metadata() {
            self.cluster.request_update(now);
        }
        self.evaluate_all(now, ids);
    }

    /// E09: every batch of the request ends with exactly one verdict; entries that belong to none are counted.
    fn settle_request(
        &mut self,
        now: Tick,
        token: u64,
        version: i16,
        request: PendingRequest,
        mut response: ProduceResponse,
    ) {
        let mut refresh = false;
        let mut ids = Vec::new();
        let mut answers = Answers::new(&mut response);
        for topic in request.topics {
            let PendingTopic { name, id: topic_id, mut batches } = topic;
            for PendingBatch { id, batch } in batches.drain(..) {
                ids.push(id);
                let index = batch.partition.index();
                let Some(wire) = answers.take(&name, topic_id, index) else {
                    let answer = Answer {
                        kind: Some(ProduceErrorKind::Disconnected),
                        message: Some("the broker's answer left this partition out".to_owned()),
                        ..Answer::of(ErrorCode::NETWORK_EXCEPTION)
                    };
                    self.settle(now, token, request.broker, id, batch, answer);
                    refresh = true;
                    continue;
                };
                let mut answer = Answer::from_wire(version, &wire);
                refresh |= answer.code.refreshes_metadata();
                let moved = [ErrorCode::NOT_LEADER_OR_FOLLOWER, ErrorCode::FENCED_LEADER_EPOCH]
                    .contains(&answer.code);
                let leader = &wire.current_leader;
                if moved && leader.leader_id >= 0 && leader.leader_epoch >= 0 {
                    let endpoint = response.node_endpoints.iter().find(|n| n.node_id == leader.leader_id);
                    // R30: only a leader that metadata accepts as news ends the back-off.
                    answer.new_leader = self.cluster.update_leader(
                        now,
                        &LeaderHint {
                            topic: &name,
                            partition: index,
                            leader: BrokerId(leader.leader_id),
                            leader_epoch: leader.leader_epoch,
                            endpoint: endpoint.map(|n| (&*n.host, n.port, n.rack.as_deref())),
                        },
                    );
                }
                self.settle(now, token, request.broker, id, batch, answer);
            }
            if self.lists.len() < LISTS_KEPT && batches.capacity() <= LIST_KEPT_MAX {
                self.lists.push(batches);
            }
        }
        add(&self.counters.unclaimed_answers, answers.left());
        if refresh {
            self.cluster.request_update(now);
        }
        self.evaluate_all(now, ids);
    }

    fn evaluate_all(&mut self, now: Tick, ids: Vec<u32>) {
        for id in ids {
            self.evaluate(now, id);
        }
    }

    /// One attempt of one batch came to its end.
    fn settle(
        &mut self,
        now: Tick,
        token: u64,
        broker: BrokerId,
        id: u32,
        mut batch: ProducerBatch,
        answer: Answer,
    ) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        p.answered(batch.ordinal, token);
        let taken = [ErrorCode::NONE, ErrorCode::DUPLICATE_SEQUENCE_NUMBER].contains(&answer.code);
        if taken && p.leader == Some(broker) {
            p.new_leader = false;
        }
        let count = batch.sealed.count();
        if answer.code == ErrorCode::NONE {
            if let Some(stamp) = &batch.stamp {
                p.sequence.acknowledge(stamp, count);
            }
            self.succeed(id, batch, &answer);
            return;
        }
        if answer.unsent {
            batch.attempts = batch.attempts.saturating_sub(1);
        } else {
            batch.unproven |= leaves_unproven(answer.code, self.acks_all());
        }
        if batch.is_finished() {
            // It expired on the wire, and its sequences are marked already (R53).
            return;
        }
        let Some(p) = self.partitions.get(id as usize) else { return };
        let case = Case {
            code: answer.code,
            records: count,
            may_retry: batch.created + self.config.delivery_timeout > now
                && batch.requeues < self.config.retries,
            idempotent: batch.stamp.is_some(),
            unproven: batch.unproven,
            reopened: batch.reopened,
            log_start_offset: answer.log_start_offset,
            follows_acked: batch.stamp.is_some_and(|s| s.base_sequence == p.sequence.acked),
            troubled: p.sequence.wants_bump || p.sequence.unresolved.is_some(),
        };
        match verdict(&case) {
            Verdict::Duplicate => self.duplicate(id, batch, &answer),
            Verdict::Split => self.split(now, id, batch),
            Verdict::Retry => self.retry(now, id, batch, &answer),
            Verdict::RetryUnderNewEpoch => {
                if let (Some(stamp), Some(p)) = (&batch.stamp, self.partitions.get_mut(id as usize)) {
                    p.sequence.want_bump(stamp);
                    self.troubled.insert(id);
                }
                self.retry(now, id, batch, &answer);
            }
            Verdict::Fail => self.fail_by(now, id, batch, answer),
            Verdict::Fatal => {
                let message = failure_text(answer.code, answer.message.as_deref(), batch.partition.topic());
                // First the state, so that this batch's error tells of it as well.
                self.accumulator.fail(SendError::Fatal(message.clone()));
                self.fail_by(now, id, batch, answer);
                self.fail_fatally(now, &message);
            }
        }
    }

    fn duplicate(&mut self, id: u32, batch: ProducerBatch, answer: &Answer) {
        if let (Some(stamp), Some(p)) = (&batch.stamp, self.partitions.get_mut(id as usize)) {
            p.sequence.acknowledge(stamp, batch.sealed.count());
        }
        self.succeed(id, batch, answer);
    }

    fn succeed(&mut self, id: u32, mut batch: ProducerBatch, answer: &Answer) {
        let outcome = BatchOutcome::Written {
            base_offset: answer.base_offset,
            log_append_time: answer.log_append_time,
        };
        if let Some(finished) = batch.finish(outcome) {
            let now = self.polled_at;
            self.observations.note(|| Observation::Acknowledged(observed(now, &batch), answer.base_offset));
            self.tell(id, batch.ordinal, finished);
        }
    }

    fn retry(&mut self, now: Tick, id: u32, mut batch: ProducerBatch, answer: &Answer) {
        let wait = if answer.new_leader || answer.unsent {
            std::time::Duration::ZERO
        } else {
            self.backoff.delay(batch.requeues, &mut self.rng)
        };
        batch.retry_at = now + wait;
        if !answer.unsent {
            batch.requeues += 1;
            self.count_retried(now, &batch, answer.code);
        }
        tracing::debug!(partition = %batch.partition, code = %answer.code, attempts = batch.attempts, "batch is sent again");
        if let Some(p) = self.partitions.get_mut(id as usize) {
            p.requeue(batch);
        }
    }

    fn fail_by(&mut self, now: Tick, id: u32, batch: ProducerBatch, mut answer: Answer) {
        let count = batch.sealed.count();
        answer.records.retain(|(index, _)| *index < count);
        if answer.records.is_empty() {
            let message = failure_text(answer.code, answer.message.as_deref(), batch.partition.topic());
            let kind = answer.kind.unwrap_or(ProduceErrorKind::Broker(answer.code));
            self.fail_batch_because(now, id, batch, kind, message, answer.cause);
        } else {
            self.reject_records(now, id, batch, &answer);
        }
    }

    /// Fails a batch that is on no list of its partition any more, and keeps its sequences honest (E20 to E26).
    pub(super) fn fail_batch(
        &mut self,
        now: Tick,
        id: u32,
        batch: ProducerBatch,
        kind: ProduceErrorKind,
        message: String,
    ) {
        self.fail_batch_because(now, id, batch, kind, message, None);
    }

    fn fail_batch_because(
        &mut self,
        now: Tick,
        id: u32,
        batch: ProducerBatch,
        kind: ProduceErrorKind,
        message: String,
        cause: Option<NetError>,
    ) {
        let error = ProduceError::new(kind, batch.outcome_on_failure(), &batch.context(now), message)
            .fatal_if(self.accumulator.has_failed())
            .because(cause);
        self.end_failed(id, batch, BatchOutcome::Failed(error));
    }

    fn end_failed(&mut self, id: u32, mut batch: ProducerBatch, outcome: BatchOutcome) {
        let count = batch.sealed.count();
        self.mark_sequences(id, &batch);
        let proof = batch.outcome_on_failure();
        if let Some(finished) = batch.finish(outcome) {
            self.count_failed(proof, count, &finished.partition);
            self.tell(id, batch.ordinal, finished);
        }
    }

    /// The sequences of a failed batch: lost for certain, or possibly used (E25, E46).
    pub(super) fn mark_sequences(&mut self, id: u32, batch: &ProducerBatch) {
        let (Some(stamp), Some(p)) = (&batch.stamp, self.partitions.get_mut(id as usize)) else { return };
        if batch.unproven {
            p.sequence.leave_unresolved(stamp, batch.sealed.count());
        } else {
            p.sequence.want_bump(stamp);
        }
        self.troubled.insert(id);
    }

    /// KIP-467 (E07, E49): the whole batch is refused; the records named are told why, the others that they were
    /// in bad company. Brokers name records with INVALID_RECORD and with INVALID_TIMESTAMP.
    fn reject_records(&mut self, now: Tick, id: u32, batch: ProducerBatch, answer: &Answer) {
        let (outcome, at) = (batch.outcome_on_failure(), batch.context(now));
        let kind = match answer.records.len() {
            1 => ProduceErrorKind::Broker(answer.code),
            _ => ProduceErrorKind::InvalidRecord,
        };
        let text = |own: &Option<String>| {
            let text = own.as_ref().or(answer.message.as_ref());
            text.map_or_else(|| answer.code.to_string(), |text| format!("{text} ({})", answer.code))
        };
        let listed: BTreeMap<u32, ProduceError> = answer
            .records
            .iter()
            .map(|(index, own)| (*index, ProduceError::new(kind.clone(), outcome, &at, text(own))))
            .collect();
        let rest = format!("other records of the same batch were refused ({})", answer.code);
        let rest = ProduceError::new(ProduceErrorKind::BatchRejected, outcome, &at, rest);
        self.end_failed(id, batch, BatchOutcome::Rejected { listed, rest });
    }
}

fn failure_text(code: ErrorCode, message: Option<&str>, topic: &str) -> String {
    // E08
    match code {
        ErrorCode::TOPIC_AUTHORIZATION_FAILED => format!("not authorized to write to topic {topic} ({code})"),
        ErrorCode::CLUSTER_AUTHORIZATION_FAILED => {
            format!("not authorized: idempotent sends need IdempotentWrite on the cluster ({code})")
        }
        _ => message.map_or_else(|| code.to_string(), |text| format!("{text} ({code})")),
    }
}

/// The entries of a Produce response, found by partition. Brokers answer in the order of the request, so the
/// next entry is nearly always the one looked for.
struct Answers {
    topics: Vec<TopicAnswers>,
    topic: usize,
}

struct TopicAnswers {
    name: String,
    id: kafka_protocol::wire::Uuid,
    partitions: Vec<Option<PartitionProduceResponse>>,
    next: usize,
}

impl Answers {
    fn new(response: &mut ProduceResponse) -> Self {
        let topics: Vec<TopicProduceResponse> = std::mem::take(&mut response.responses);
        let topics = topics
            .into_iter()
            .map(|t| TopicAnswers {
                name: t.name.to_string(),
                id: t.topic_id,
                partitions: t.partition_responses.into_iter().map(Some).collect(),
                next: 0,
            })
            .collect();
        Self { topics, topic: 0 }
    }

    fn take(
        &mut self,
        name: &str,
        id: Option<kafka_protocol::TopicId>,
        partition: i32,
    ) -> Option<PartitionProduceResponse> {
        let is = |t: &TopicAnswers| {
            if t.name.is_empty() { id.is_some_and(|id| id.0 == t.id) } else { t.name == name }
        };
        if !self.topics.get(self.topic).is_some_and(is) {
            self.topic = self.topics.iter().position(is)?;
        }
        let topic = self.topics.get_mut(self.topic)?;
        let is = |p: &Option<PartitionProduceResponse>| p.as_ref().is_some_and(|p| p.index == partition);
        let at = if topic.partitions.get(topic.next).is_some_and(is) {
            topic.next
        } else {
            topic.partitions.iter().position(is)?
        };
        topic.next = at + 1;
        topic.partitions.get_mut(at)?.take()
    }

    /// Entries that nobody asked for.
    fn left(&self) -> u64 {
        self.topics.iter().map(|t| t.partitions.iter().flatten().count() as u64).sum()
    }
}
