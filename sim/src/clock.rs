//! Virtual time: one counter of nanoseconds that only the event loop moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use kafka_net::Tick;
use kafka_producer::{Clock, WallMs};

/// The clock of a simulation, read by everything in it.
#[derive(Debug, Default)]
pub(crate) struct SimClock {
    nanos: AtomicU64,
}

impl SimClock {
    /// A clock that stands at the start.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self::default())
    }

    /// Moves to a later moment.
    pub(crate) fn advance_to(&self, at: Tick) {
        debug_assert!(at >= self.tick(), "time never runs backwards");
        self.nanos.store(at.as_nanos(), Ordering::Relaxed);
    }

    /// The moment.
    pub(crate) fn tick(&self) -> Tick {
        Tick::from_nanos(self.nanos.load(Ordering::Relaxed))
    }

    /// The moment as the brokers count it.
    pub(crate) fn since_start(&self) -> Duration {
        Duration::from_nanos(self.nanos.load(Ordering::Relaxed))
    }

    /// Wall-clock milliseconds of the moment.
    pub(crate) fn wall_ms(&self) -> i64 {
        wall_ms(self.tick())
    }
}

impl Clock for SimClock {
    fn now(&self) -> Tick {
        self.tick()
    }

    fn wall(&self) -> WallMs {
        WallMs(self.wall_ms())
    }
}

/// Wall-clock milliseconds of a moment.
pub(crate) fn wall_ms(at: Tick) -> i64 {
    WALL_START_MS + at.as_millis() as i64
}

/// Where wall-clock time stands at the start: some day of 2023.
const WALL_START_MS: i64 = 1_700_000_000_000;
