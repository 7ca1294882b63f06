//! The application's periodic look at the metrics.

use std::time::Duration;

use kafka_net::Tick;

use crate::delivery::as_callback;
use crate::metrics::MetricsSnapshot;
use crate::producer::MetricsReader;

/// Is given a snapshot now and then.
pub(super) type MetricsCallback = Box<dyn FnMut(&MetricsSnapshot) + Send>;

/// When the callback is due, and what it is given.
pub(super) struct MetricsReport {
    interval: Duration,
    next: Tick,
    reader: MetricsReader,
    callback: MetricsCallback,
}

impl MetricsReport {
    pub(super) fn new(
        now: Tick,
        interval: Duration,
        reader: MetricsReader,
        callback: MetricsCallback,
    ) -> Self {
        Self { interval, next: now + interval, reader, callback }
    }

    /// When it is due.
    pub(super) fn next(&self) -> Tick {
        self.next
    }

    /// Runs the callback; a panic in it is logged and harms nothing else. One that comes late does not come twice.
    pub(super) fn run(&mut self, now: Tick) {
        self.next = now + self.interval;
        let snapshot = self.reader.snapshot(now);
        if !as_callback(|| (self.callback)(&snapshot)) {
            tracing::error!("the metrics callback panicked");
        }
    }
}
