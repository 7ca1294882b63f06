//! Metrics as applications read them, and the times that their calls take.

use std::time::Duration;

use kafka_net::Tick;

use crate::accumulator::RecordAccumulator;
use crate::metrics::{Gauges, Metrics, MetricsSnapshot, Timer};
use crate::producer::{Inner, Producer, Wait};
use crate::stats::{Counters, ProducerStats};
#[cfg(feature = "tokio")]
use crate::sync::Arc;

impl Producer {
    /// Every metric now, by the Java producer's names and groups where it has them, and some more; see
    /// [`metric_templates`](crate::metric_templates).
    ///
    /// Costs some microseconds, and a look at every partition where something may be buffered. The values of one snapshot are read one
    /// after the other while the producer goes on, except those that are recorded together. After [`close`](Self::close) it tells the
    /// final totals.
    pub fn metrics(&self) -> MetricsSnapshot {
        let inner = &self.inner;
        snapshot_of(&inner.accumulator, &inner.counters, &inner.metrics, inner.clock.now())
    }

    /// The producer's counters now.
    pub fn stats(&self) -> ProducerStats {
        stats_of(&self.inner.accumulator, &self.inner.counters)
    }

    /// The id by which the cluster's operators find this client in its telemetry (KIP-714), as text; `None` before a broker has given it, and
    /// where there is no telemetry. It never waits: Java's `clientInstanceId` with a timeout of zero.
    pub fn client_instance_id(&self) -> Option<String> {
        self.inner.metrics.instance().map(|id| id.to_string())
    }

    /// What reads the metrics without keeping the producer alive.
    #[cfg(feature = "tokio")]
    pub(crate) fn metrics_reader(&self) -> MetricsReader {
        let inner = &self.inner;
        MetricsReader {
            accumulator: inner.accumulator.clone(),
            counters: inner.counters.clone(),
            metrics: inner.metrics.clone(),
        }
    }

    /// A record came to nothing before it was admitted.
    pub(super) fn count_unsent(&self) {
        self.inner.metrics.send_failed(self.inner.clock.now());
    }
}

/// Reads the metrics of a producer that may be gone.
#[cfg(feature = "tokio")]
pub(crate) struct MetricsReader {
    accumulator: Arc<RecordAccumulator>,
    counters: Arc<Counters>,
    metrics: Arc<Metrics>,
}

#[cfg(feature = "tokio")]
impl MetricsReader {
    pub(crate) fn snapshot(&self, now: Tick) -> MetricsSnapshot {
        snapshot_of(&self.accumulator, &self.counters, &self.metrics, now)
    }
}

pub(crate) fn snapshot_of(
    accumulator: &RecordAccumulator,
    counters: &Counters,
    metrics: &Metrics,
    now: Tick,
) -> MetricsSnapshot {
    metrics.snapshot(&Gauges { now, stats: stats_of(accumulator, counters), accumulator })
}

fn stats_of(accumulator: &RecordAccumulator, counters: &Counters) -> ProducerStats {
    ProducerStats {
        incomplete_batches: accumulator.incomplete.len() as u64,
        buffer_used_bytes: accumulator.memory.used() as u64,
        waiting_for_memory: accumulator.memory.waiting() as u64,
        buffer_exhausted: accumulator.memory.exhausted(),
        wakeups: accumulator.signals.wakeups(),
        ..counters.snapshot()
    }
}

/// Measures a wait of an application thread, however it ends (R8).
pub(super) struct WaitTimer<'a> {
    inner: &'a Inner,
    since: Tick,
    what: Waiting,
}

#[derive(Clone, Copy)]
enum Waiting {
    Memory,
    Other(Timer),
}

impl<'a> WaitTimer<'a> {
    pub(super) fn new(inner: &'a Inner, wait: &Wait) -> Self {
        let what = match wait {
            Wait::Memory(_) => Waiting::Memory,
            Wait::None | Wait::Metadata(_) => Waiting::Other(Timer::MetadataWait),
        };
        Self { inner, since: inner.clock.now(), what }
    }

    pub(super) fn of(inner: &'a Inner, timer: Timer) -> Self {
        Self { inner, since: inner.clock.now(), what: Waiting::Other(timer) }
    }
}

impl Drop for WaitTimer<'_> {
    fn drop(&mut self) {
        let now = self.inner.clock.now();
        let waited: Duration = now - self.since;
        match self.what {
            Waiting::Memory => self.inner.metrics.waited_for_memory(now, waited),
            Waiting::Other(timer) => self.inner.metrics.timers.add(timer, waited),
        }
    }
}
