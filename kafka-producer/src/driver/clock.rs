//! The system's clocks.
#![allow(clippy::disallowed_methods, reason = "the driver is where clocks are read")]

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use kafka_net::Tick;

use crate::clock::{Clock, WallMs};

/// The system's monotonic clock for deadlines and its coarse wall clock for record timestamps.
///
/// On Linux the coarse clock lags by at most one kernel tick (1 to 10 ms) and costs a tenth of a precise read.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    start: Instant,
}

impl SystemClock {
    /// A clock whose ticks count from now.
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// The instant of a tick, for timers.
    pub(crate) fn instant(&self, tick: Tick) -> Option<tokio::time::Instant> {
        let since = std::time::Duration::from_nanos(tick.as_nanos());
        self.start.checked_add(since).map(tokio::time::Instant::from_std)
    }

    /// A seed that differs from process to process and from producer to producer.
    pub(crate) fn seed(&self) -> u64 {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64);
        wall ^ (u64::from(std::process::id()) << 32) ^ std::ptr::from_ref(self).addr() as u64
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Tick {
        Tick::ZERO + self.start.elapsed()
    }

    #[cfg(target_os = "linux")]
    fn wall(&self) -> WallMs {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::RealtimeCoarse);
        WallMs(time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
    }

    #[cfg(not(target_os = "linux"))]
    fn wall(&self) -> WallMs {
        WallMs(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64))
    }
}
