//! The metrics of a producer, by the names of the Java producer.
//!
//! Everything is recorded by the sender, once a batch, a request or a pass, under a lock that it shares with nobody but the rare readers:
//! adding a record touches none of this. What belongs to connections is read off their counters at the end of a pass. Gauges are read
//! when they are asked for.

mod connections;
mod distribution;
mod recorded;
mod ring;
mod sensor;
mod snapshot;
mod table;
mod template;
mod timers;

pub use snapshot::{MetricEntry, MetricTags, MetricValue, MetricsSnapshot};
pub use table::templates;
pub use template::{MetricGroup, MetricStatistic, MetricTemplate, MetricUnit};

pub(crate) use recorded::RequestTimes;
pub(crate) use table::Gauges;
pub(crate) use timers::{Timer, Timers};

use std::time::Duration;

use kafka_net::Tick;
use kafka_protocol::wire::Uuid;

use crate::clock::{Clock, WallMs};
use crate::config::{MetricsConfig, RecordingLevel};
use crate::metrics::recorded::Recorded;
use crate::sync::{Arc, Mutex, MutexGuard, OnceLock};

/// Shape of the window of every windowed statistic.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WindowConfig {
    pub(crate) samples: usize,
    pub(crate) span: Duration,
}

/// The metrics of one producer: what was recorded, and what every reading of it is tagged with.
#[derive(Debug)]
pub(crate) struct Metrics {
    client_id: Arc<str>,
    started: WallMs,
    /// The same moment.
    started_at: Tick,
    level: RecordingLevel,
    pub(crate) timers: Timers,
    recorded: Mutex<Recorded>,
    /// The id that a broker gave this client for telemetry.
    instance: OnceLock<Uuid>,
}

impl Metrics {
    pub(crate) fn new(config: &MetricsConfig, client_id: Option<&str>, clock: &dyn Clock) -> Self {
        let windows = WindowConfig { samples: config.num_samples, span: config.sample_window };
        Self {
            client_id: client_id.unwrap_or_default().into(),
            started: clock.wall(),
            started_at: clock.now(),
            level: config.recording_level,
            timers: Timers::default(),
            recorded: Mutex::new(Recorded::new(windows)),
            instance: OnceLock::new(),
        }
    }

    /// The wall-clock time of a tick, in nanoseconds since the Unix epoch; of the start, where the tick is before it.
    pub(crate) fn wall_nanos(&self, at: Tick) -> u64 {
        let since = u64::try_from((at - self.started_at).as_nanos()).unwrap_or(u64::MAX);
        u64::try_from(self.started.0).unwrap_or(0).saturating_mul(1_000_000).saturating_add(since)
    }

    /// What is recorded. A leaf in the order of locks: nothing is locked while it is held.
    pub(crate) fn recorded(&self) -> MutexGuard<'_, Recorded> {
        self.recorded.lock()
    }

    /// The id that a broker gave this client for telemetry; the first one stays.
    pub(crate) fn set_instance(&self, id: Uuid) {
        self.instance.get_or_init(|| id);
    }

    pub(crate) fn instance(&self) -> Option<Uuid> {
        self.instance.get().copied()
    }

    /// A record came to nothing before it was admitted.
    pub(crate) fn send_failed(&self, now: Tick) {
        self.recorded().sender.errors.record(now, 1.0);
    }

    /// A caller has waited for memory (R8).
    pub(crate) fn waited_for_memory(&self, now: Tick, waited: Duration) {
        self.recorded().memory_wait.record(now, waited.as_nanos() as f64);
    }
}
