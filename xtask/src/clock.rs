//! Real time for tasks: they start programs and wait for them.

use std::time::{Duration, Instant};

use crate::failure::Result;

/// Time since a moment.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[expect(
        clippy::disallowed_methods,
        reason = "tasks run in real time; the ban is for the libraries' cores"
    )]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Processor time of this process since a moment.
#[derive(Clone, Copy, Debug)]
pub struct CpuTime(Duration);

impl CpuTime {
    /// Starts measuring.
    pub fn now() -> Self {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Self(Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32))
    }

    /// Processor time since the start.
    pub fn elapsed(self) -> Duration {
        Self::now().0.saturating_sub(self.0)
    }
}

/// Asks `ready` every tenth of a second until it gives a value; `None` once `limit` is over.
pub fn poll_until<T>(limit: Duration, mut ready: impl FnMut() -> Result<Option<T>>) -> Result<Option<T>> {
    let watch = Stopwatch::start();
    loop {
        if let Some(value) = ready()? {
            return Ok(Some(value));
        }
        if watch.elapsed() >= limit {
            return Ok(None);
        }
        pause(Duration::from_millis(100));
    }
}

#[expect(clippy::disallowed_methods, reason = "another process gives no signal that could be waited for")]
fn pause(time: Duration) {
    std::thread::sleep(time);
}
