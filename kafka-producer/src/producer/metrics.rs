//! Metrics as applications read them, and the times that their calls take.

use std::time::Duration;

use kafka_net::Tick;

use crate::metrics::{Gauges, MetricsSnapshot, Timer};
use crate::producer::{Inner, Producer, Wait};

impl Producer {
    /// Every metric now, by the Java producer's names and groups where it has them, and some more; see
    /// [`metric_templates`](crate::metric_templates).
    ///
    /// Costs some microseconds, and a look at every partition where something may be buffered. The values of one snapshot are read one
    /// after the other while the producer goes on, except those that are recorded together. After [`close`](Self::close) it tells the
    /// final totals.
    pub fn metrics(&self) -> MetricsSnapshot {
        let inner = &self.inner;
        let gauges = Gauges { now: inner.clock.now(), stats: self.stats(), accumulator: &inner.accumulator };
        inner.metrics.snapshot(&gauges)
    }

    /// A record came to nothing before it was admitted.
    pub(super) fn count_unsent(&self) {
        self.inner.metrics.send_failed(self.inner.clock.now());
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
