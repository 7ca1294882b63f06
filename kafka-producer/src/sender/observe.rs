//! What the sender tells its counters and metrics.

use std::time::Duration;

use kafka_net::Tick;

use crate::error::Outcome;
use crate::metrics::Timer;
use crate::sender::Sender;
use crate::stats::add;
use crate::sync::Arc;

impl Sender {
    /// A Produce request was handed to a connection.
    pub(super) fn record_request(&self, now: Tick, token: u64, records: u64) {
        let Some(request) = self.requests.get(&token) else { return };
        let mut recorded = self.metrics.recorded();
        for batch in request.topics.iter().flat_map(|topic| &topic.batches) {
            recorded.batch_sent(now, request.broker, &batch.batch);
        }
        recorded.request_sent(now, records);
    }

    /// Records of an admitted batch failed.
    pub(super) fn count_failed(&self, outcome: Outcome, records: u32, topic: &Arc<str>) {
        let counter = match outcome {
            Outcome::NotWritten => &self.counters.records_not_written,
            Outcome::Unknown => &self.counters.records_unknown,
        };
        add(counter, u64::from(records));
        self.metrics.recorded().records_failed(self.polled_at, topic, records);
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
