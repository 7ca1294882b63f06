//! What the sender tells its counters and metrics.

use std::time::Duration;

use kafka_net::Tick;
use kafka_protocol::{BrokerId, ErrorCode};

use crate::accumulator::{Partition, ProducerBatch};
use crate::error::Outcome;
use crate::metrics::Timer;
use crate::observer::{Observation, Observations, ObservedBatch};
use crate::sender::Sender;
use crate::stats::add;

impl Sender {
    /// A Produce request was handed to a connection.
    pub(super) fn record_request(&mut self, now: Tick, token: u64, records: u64) {
        let Some(request) = self.requests.get(&token) else { return };
        let mut recorded = self.metrics.recorded();
        for batch in request.topics.iter().flat_map(|topic| &topic.batches) {
            recorded.batch_sent(now, request.broker, &batch.batch);
            self.observations.note(|| Observation::Sent(observed(now, &batch.batch), request.broker));
        }
        recorded.request_sent(now, records);
    }

    /// Records of an admitted batch failed.
    pub(super) fn count_failed(&mut self, outcome: Outcome, records: u32, partition: &Partition) {
        let counter = match outcome {
            Outcome::NotWritten => &self.counters.records_not_written,
            Outcome::Unknown => &self.counters.records_unknown,
        };
        add(counter, u64::from(records));
        let topic = partition.topic();
        self.metrics.recorded().records_failed(self.polled_at, topic, records);
        self.observations.note(|| Observation::Failed {
            topic: topic.clone(),
            partition: partition.index(),
            records,
            outcome,
        });
    }

    /// A batch is queued to be sent again.
    pub(super) fn count_retried(&mut self, now: Tick, batch: &ProducerBatch, code: ErrorCode) {
        let records = batch.sealed.count();
        add(&self.counters.records_retried, u64::from(records));
        self.metrics.recorded().records_retried(now, batch.partition.topic(), records);
        let delay = batch.retry_at - now;
        self.observations.note(|| Observation::Retried(observed(now, batch), code, delay));
    }

    /// A batch is cut up.
    pub(super) fn count_split(&mut self, now: Tick, batch: &ProducerBatch, into: usize) {
        add(&self.counters.batches_split, 1);
        self.metrics.recorded().batch_split(now);
        self.observations.note(|| Observation::Split(observed(now, batch), into));
    }

    /// The answer to a Produce request told this throttle time.
    pub(super) fn note_throttle(&mut self, now: Tick, broker: BrokerId, throttle_ms: i32) {
        let throttle_ms = u64::try_from(throttle_ms).unwrap_or(0);
        self.metrics.recorded().produce_throttled(now, broker, throttle_ms);
        if throttle_ms > 0 {
            self.observations.note(|| Observation::Throttled(broker, Duration::from_millis(throttle_ms)));
        }
    }

    /// Says who watches.
    pub(crate) fn observe(&mut self, observations: Observations) {
        self.observations = observations;
    }

    /// Whether observers have not been told something yet.
    #[cfg(feature = "tokio")]
    pub(crate) fn has_observations(&self) -> bool {
        self.observations.has_pending()
    }

    /// Tells observers what has happened; true if something has. For whoever drives the sender, after each [`poll`](Self::poll).
    pub fn tell_observers(&mut self) -> bool {
        self.observations.tell()
    }

    /// The driver's loop was woken after `waited`, and has worked for `worked` before it sleeps again.
    pub fn note_turn(&self, now: Tick, waited: Duration, worked: Duration) {
        self.metrics.recorded().io.turned(now, waited, worked);
    }

    /// The driver has spent so much time in [`FinishedBatch::deliver`](crate::FinishedBatch::deliver).
    pub fn note_callbacks(&self, spent: Duration) {
        self.metrics.timers.add(Timer::Callbacks, spent);
    }

    /// Shows what has happened on the connections.
    pub(super) fn show_connections(&mut self, now: Tick) {
        let mut recorded = self.metrics.recorded();
        let exhausted = self.accumulator.memory.exhausted();
        let before = recorded.exhausted.total().as_u64().unwrap_or(0);
        recorded.exhausted.record_growth(now, before, exhausted);
        let total = recorded.read_connections(now, &mut self.cluster);
        drop(recorded);
        if let Some(total) = total {
            self.counters.show_connections(&self.cluster, &total);
        }
    }
}

/// The batch as observers see it.
pub(super) fn observed(now: Tick, batch: &ProducerBatch) -> ObservedBatch {
    ObservedBatch {
        topic: batch.partition.topic().clone(),
        partition: batch.partition.index(),
        records: batch.sealed.count(),
        bytes: batch.wire_len(),
        attempts: batch.attempts,
        age: now - batch.created,
    }
}
