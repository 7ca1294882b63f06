//! The sender: one owner of connections, requests and outcomes. Sans-IO: time, bytes and seeds come in, bytes,
//! finished batches and deadlines come out.
//!
//! Contract: after any `&mut` call but the `poll_*` of outputs, call [`Sender::poll`], then drain
//! [`poll_transmit`](Sender::poll_transmit), [`poll_seal`](Sender::poll_seal) and
//! [`poll_finished`](Sender::poll_finished), then sleep until [`poll_timeout`](Sender::poll_timeout).

mod availability;
mod company;
mod drain;
mod expiry;
mod gapless;
mod identity;
mod message_set;
mod observe;
mod partition;
mod readiness;
mod request;
mod response;
mod retry;
mod seal;
mod sequence;
mod split;
mod telemetry;
mod topics;

pub use seal::{SealJob, SealedJob};

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;

use kafka_net::{
    Cluster, ConnectionId, Event, ExponentialBackoff, NetError, ResolvedAddress, Rng, SaslAnswer, Tick,
    TlsError, Transmit,
};
use kafka_protocol::{ApiKey, BrokerId};

use crate::accumulator::{Board, QueueSignal, RecordAccumulator, Topic};
use crate::config::{Acks, ProducerConfig};
use crate::delivery::FinishedBatch;
use crate::error::{Outcome, ProduceErrorKind};
use crate::metrics::{Metrics, RequestTimes};
use crate::observer::{Observation, Observations};
use crate::sender::availability::Availability;
use crate::sender::partition::PartitionState;
use crate::sender::request::{PendingBatch, PendingRequest};
use crate::sender::sequence::Identity;
use crate::sender::telemetry::Telemetry;
use crate::stats::{Counters, add};
use crate::sync::Arc;

/// The producer's core beside the accumulator; see the module's contract.
#[derive(Debug)]
pub struct Sender {
    config: ProducerConfig,
    accumulator: Arc<RecordAccumulator>,
    counters: Arc<Counters>,
    metrics: Arc<Metrics>,
    observations: Observations,
    telemetry: Telemetry,
    cluster: Cluster,
    rng: Rng,
    backoff: ExponentialBackoff,
    partitions: Vec<PartitionState>,
    next_partition_id: u32,
    /// Per node the partitions that have something to send, in the order of their turn (R34).
    ready: BTreeMap<BrokerId, VecDeque<u32>>,
    /// Partitions whose head only waits for its linger, by the end of it: what a flush or a waiter sends at once (R24). A partition is
    /// here once, perhaps for a batch that has left already.
    lingers: VecDeque<(Tick, u32)>,
    /// Partitions with something to send and no leader (R29).
    leaderless: BTreeSet<u32>,
    /// Partitions whose sequences need attention.
    troubled: BTreeSet<u32>,
    /// The next timer of each partition that has one, beside the linger of its head.
    timers: BTreeSet<(Tick, u32)>,
    /// Unanswered Produce requests by token.
    requests: BTreeMap<u64, PendingRequest>,
    /// Empty lists for the batches of the next ones.
    lists: Vec<Vec<PendingBatch>>,
    /// Which brokers take what is ready for them.
    availability: Availability,
    /// When a batch has waited long enough for others to share its request.
    company_until: Option<Tick>,
    /// The last request left with enough.
    had_company: bool,
    /// When the last request went to each broker.
    last_request: BTreeMap<BrokerId, Tick>,
    next_token: u64,
    identity: Identity,
    seals: VecDeque<SealJob>,
    /// Jobs that are out.
    sealing: usize,
    /// Topics that somebody waits for.
    awaited: Vec<Arc<Topic>>,
    /// Empty lists for what application threads tell next.
    board: Board,
    /// The connection error that application threads see.
    shown_error: Option<NetError>,
    finished: VecDeque<FinishedBatch>,
    /// Ids of the cluster that nobody was told yet.
    cluster_ids: VecDeque<Arc<str>>,
    phase: Phase,
    /// When the last pass began: what was due by then has had its chance.
    polled_at: Tick,
}

/// Life of the sender.
///
/// ```text
/// Running ──close──▶ Closing ──all told, or deadline──▶ Closed
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Running,
    Closing,
    Closed,
}

impl Sender {
    pub(crate) fn new(
        config: ProducerConfig,
        accumulator: Arc<RecordAccumulator>,
        counters: Arc<Counters>,
        metrics: Arc<Metrics>,
        seed: u64,
        now: Tick,
    ) -> Result<Self, kafka_net::ConfigError> {
        let mut rng = Rng::new(seed);
        let cluster = Cluster::new(config.net.clone(), rng.next_u64(), now)?;
        let backoff = ExponentialBackoff::new(config.net.retry_backoff, config.net.retry_backoff_max);
        let identity =
            if config.idempotence { Identity::Wanted { at: now, failures: 0 } } else { Identity::None };
        let telemetry = Telemetry::new(config.metrics.push, now);
        Ok(Self {
            config,
            accumulator,
            counters,
            metrics,
            observations: Observations::default(),
            telemetry,
            cluster,
            rng,
            backoff,
            partitions: Vec::new(),
            next_partition_id: 0,
            ready: BTreeMap::new(),
            lingers: VecDeque::new(),
            leaderless: BTreeSet::new(),
            troubled: BTreeSet::new(),
            timers: BTreeSet::new(),
            requests: BTreeMap::new(),
            lists: Vec::new(),
            availability: Availability::default(),
            company_until: None,
            had_company: false,
            last_request: BTreeMap::new(),
            next_token: 0,
            identity,
            seals: VecDeque::new(),
            sealing: 0,
            awaited: Vec::new(),
            board: Board::default(),
            shown_error: None,
            finished: VecDeque::new(),
            cluster_ids: VecDeque::new(),
            phase: Phase::Running,
            polled_at: now,
        })
    }

    /// The addresses of a broker's name were looked up.
    pub fn handle_resolved(&mut self, now: Tick, connection: ConnectionId, found: Vec<ResolvedAddress>) {
        self.cluster.handle_resolved(now, connection, found);
    }

    /// The broker has taken the connection at this address, and TLS is still to be agreed.
    pub fn handle_connected(&mut self, connection: ConnectionId, address: SocketAddr) {
        self.cluster.handle_connected(connection, address);
    }

    /// The connection is up, to this address.
    pub fn handle_opened(&mut self, now: Tick, connection: ConnectionId, address: SocketAddr) {
        self.cluster.handle_opened(now, connection, address);
    }

    /// The name could not be looked up, or the connection not be made.
    pub fn handle_open_failed(&mut self, now: Tick, connection: ConnectionId, reason: String) {
        self.cluster.handle_open_failed(now, connection, reason);
    }

    /// TLS failed for good: the broker or this client refused the other.
    pub fn handle_tls_failed(&mut self, now: Tick, connection: ConnectionId, error: TlsError) {
        self.cluster.handle_tls_failed(now, connection, error);
    }

    /// Bytes came in, in any cut.
    pub fn handle_bytes(&mut self, now: Tick, connection: ConnectionId, bytes: &[u8]) {
        self.cluster.handle_bytes(now, connection, bytes);
    }

    /// The transport took `n` bytes of what it was given.
    pub fn handle_written(&mut self, now: Tick, connection: ConnectionId, n: usize) {
        self.cluster.handle_written(now, connection, n);
    }

    /// The connection ended.
    pub fn handle_closed(&mut self, now: Tick, connection: ConnectionId, reason: Option<String>) {
        self.cluster.handle_closed(now, connection, reason);
    }

    /// An errand of a connection's authentication is done.
    pub fn handle_sasl_answer(&mut self, now: Tick, connection: ConnectionId, answer: SaslAnswer) {
        self.cluster.handle_sasl_answer(now, connection, answer);
    }

    /// What the transport is to do next.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.cluster.poll_transmit()
    }

    /// The next batch whose records are to be told: call [`FinishedBatch::deliver`] on it.
    pub fn poll_finished(&mut self) -> Option<FinishedBatch> {
        self.finished.pop_front()
    }

    /// The id of the cluster, each time that it is told for the first time or has changed (A74).
    pub fn poll_cluster_id(&mut self) -> Option<Arc<str>> {
        self.cluster_ids.pop_front()
    }

    /// True once the producer is closed and everything was told.
    pub fn is_closed(&self) -> bool {
        self.phase == Phase::Closed && self.finished.is_empty()
    }

    /// Whom application threads wake when there is something to do.
    pub fn register_waker(&self, waker: &std::task::Waker) {
        self.accumulator.signals.register(waker);
    }

    /// Goes to sleep until the deadline; true if something came up meanwhile and [`poll`](Self::poll) is due.
    pub fn prepare_sleep(&self) -> bool {
        self.accumulator.signals.sleep(self.poll_timeout().unwrap_or(Tick::MAX), self.company_wanted())
    }

    /// One pass: takes what happened, sends what is ready, ends what is overdue.
    pub fn poll(&mut self, now: Tick) {
        self.polled_at = now;
        if self.phase == Phase::Closed {
            self.discard_events();
            return;
        }
        add(&self.counters.passes, 1);
        self.cluster.handle_timeout(now);
        self.take_events(now);
        self.show_connection_error();
        self.take_signals(now);
        self.accumulator.memory.expire(now);
        self.accumulator.flushes.expire(now);
        self.expire_topic_waits(now);
        // Before anything is sent: a forced close fails what is queued as not written.
        self.close_when_due(now);
        if self.accumulator.forces_out() {
            self.force_out(now);
        }
        self.fire_timers(now);
        self.repair_sequences(now);
        self.pursue_identity(now);
        self.fail_behind_gaps(now);
        self.send_ready(now);
        self.pursue_telemetry(now);
        // A send may fail at hand-over: its event belongs to this pass.
        self.take_events(now);
        self.close_when_due(now);
        self.show_connections(now);
    }

    /// When to call [`poll`](Self::poll) again at the latest.
    pub fn poll_timeout(&self) -> Option<Tick> {
        if self.phase == Phase::Closed {
            return None;
        }
        let timer = self.timers.first().map(|(at, _)| *at);
        let linger = self.lingers.front().map(|(at, _)| *at);
        let topics = self.awaited.iter().filter_map(|t| t.next_deadline()).min();
        // Past its time, a forced close only waits for seal jobs to come back.
        let force = Some(self.accumulator.signals.force_at())
            .filter(|at| self.phase == Phase::Closing && *at > self.polled_at);
        let waits_for_broker = self.ready.iter().filter(|(_, q)| !q.is_empty()).map(|(b, _)| *b);
        let reconnect = self.next_attempt(waits_for_broker);
        [
            timer,
            linger,
            self.identity_deadline(),
            topics,
            force,
            reconnect,
            self.company_until,
            self.telemetry.deadline(self.polled_at),
            self.accumulator.memory.next_deadline(),
            self.accumulator.flushes.next(),
            self.cluster.poll_timeout(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// When one of these brokers is worth asking again. What the last pass could do it has done: a broker that it
    /// had a reason not to ask is no reason for another pass at once.
    pub(super) fn next_attempt(&self, brokers: impl Iterator<Item = BrokerId>) -> Option<Tick> {
        brokers.filter_map(|b| self.cluster.next_attempt(b)).filter(|at| *at > self.polled_at).min()
    }

    fn take_events(&mut self, now: Tick) {
        while let Some(event) = self.cluster.poll_event() {
            match event {
                Event::Response { token, broker, api_key, version, frame, latency, write_wait } => {
                    if api_key == ApiKey::PRODUCE {
                        let times = RequestTimes { latency, write_wait };
                        self.metrics.recorded().request_answered(now, broker, times);
                    }
                    self.handle_response(now, token, broker, version, &frame);
                }
                Event::Failed { token, sent, error, .. } => {
                    self.handle_request_failed(now, token, sent, &error);
                }
                Event::Written { token, .. } => self.handle_request_written(now, token),
                Event::MetadataUpdated(metadata) => self.handle_metadata(now, &metadata),
                Event::ClusterIdentified(id) => self.cluster_ids.push_back(id),
                Event::BrokerReady(broker) => self.observations.note(|| Observation::Up(broker)),
                Event::CoordinatorFound { .. } | Event::CoordinatorFailed { .. } => {}
                Event::BrokerLost { broker, error } => {
                    self.observations.note(|| Observation::Down(broker, error.clone()));
                    if let Some(error) = error {
                        tracing::debug!(broker = broker.0, %error, "broker lost");
                        if error.is_authentication() {
                            self.refuse_topic_waits(&error);
                        }
                    }
                }
            }
        }
    }

    fn discard_events(&mut self) {
        while self.cluster.poll_event().is_some() {}
    }

    fn take_signals(&mut self, now: Tick) {
        let mut board = self.accumulator.signals.take(std::mem::take(&mut self.board));
        for topic in board.topics.drain(..) {
            self.await_topic(now, topic);
        }
        let mut last: Option<Arc<str>> = None;
        for QueueSignal { partition: id, begun } in board.queues.drain(..) {
            let Some(p) = self.partitions.get_mut(id as usize) else { continue };
            // R129: a topic in use does not expire from metadata. One look-up for a run of its partitions.
            if last.as_ref().is_none_or(|topic| !Arc::ptr_eq(topic, p.partition.topic())) {
                self.cluster.add_topic(now, p.partition.topic());
                last = Some(p.partition.topic().clone());
            }
            p.head.note(begun);
            self.evaluate(now, id);
        }
        self.board = board;
    }

    /// The partition has nothing to send: no queue and no list keeps it.
    fn forget(&mut self, id: u32) {
        self.leaderless.remove(&id);
        let queued_on = self.partitions.get_mut(id as usize).and_then(|p| p.queued_on.take());
        if let Some(queue) = queued_on.and_then(|broker| self.ready.get_mut(&broker)) {
            queue.retain(|queued| *queued != id);
        }
    }

    /// Steps A56 and A58 of closing.
    fn close_when_due(&mut self, now: Tick) {
        if self.phase == Phase::Running && self.accumulator.signals.is_closing() {
            self.phase = Phase::Closing;
            self.accumulator.close_waits();
        }
        if self.phase != Phase::Closing {
            return;
        }
        let told = self.accumulator.incomplete.len() == 0;
        if !told && self.accumulator.signals.force_at() <= now {
            self.fail_everything(
                now,
                &ProduceErrorKind::Closed,
                "the producer was closed before the record was delivered",
            );
        }
        if self.accumulator.incomplete.len() == 0
            && self.finished.is_empty()
            && self.sealing == 0
            && self.nobody_appends()
            && self.telemetry_has_ended(now)
        {
            self.phase = Phase::Closed;
            self.requests.clear();
            self.cluster.close(now);
        }
    }

    /// An append that did not see the closing flag holds its partition's lock: once every lock was free, either its
    /// record is there to be seen, or nobody is on the way (R20).
    fn nobody_appends(&self) -> bool {
        let empty = self.partitions.iter().all(|p| p.partition.queue.lock().oldest().is_none());
        empty && self.accumulator.incomplete.len() == 0
    }

    /// The driver ends although the producer was not closed: every record is told, nothing is sent any more. The
    /// records of seal jobs that are out are told when the jobs come back, done or [given up](SealJob::give_up).
    pub fn abandon(&mut self, now: Tick) {
        if self.phase == Phase::Closed {
            return;
        }
        self.fail_fatally(now, "the producer's I/O task ended");
        while let Some(job) = self.seals.pop_front() {
            self.handle_sealed(now, job.give_up());
        }
        self.requests.clear();
        self.phase = Phase::Closed;
        self.cluster.close(now);
        self.show_connections(now);
    }

    /// Hands over what is told now, in order, and counts what was delivered: with `gapless` that shows only here.
    fn tell(&mut self, id: u32, ordinal: u64, finished: FinishedBatch) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        let (gaps, told) = (self.accumulator.gaps.as_ref(), &mut self.finished);
        let (mut delivered, mut behind) = (0, Vec::new());
        p.release(ordinal, finished, |ordinal, mut finished| {
            let was_written = finished.is_written();
            if let Some(gaps) = gaps {
                gaps.judge(ordinal, &mut finished);
            }
            if finished.is_written() {
                delivered += u64::from(finished.entry.records());
            } else if was_written {
                behind.push((finished.partition.clone(), finished.entry.records()));
            }
            told.push_back(finished);
        });
        add(&self.counters.records_delivered, delivered);
        for (partition, records) in behind {
            self.count_failed(Outcome::Unknown, records, &partition);
        }
    }

    fn acks_all(&self) -> bool {
        self.config.acks == Acks::All
    }

    /// The cluster as it is known now.
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }
}

#[cfg(test)]
mod tests;
