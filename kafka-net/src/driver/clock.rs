use tokio::time::Instant;

use crate::time::Tick;

/// The monotonic clock of tokio as ticks since its creation; it stands still when tokio's time is paused.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    /// A clock that shows [`Tick::ZERO`] now.
    #[expect(clippy::disallowed_methods, reason = "this is where the driver reads the clock")]
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// The present moment.
    pub fn now(&self) -> Tick {
        Tick::from(self.start.elapsed())
    }

    /// The moment as tokio's timers take it; `None` when it is too far away to ever come.
    pub fn instant(&self, tick: Tick) -> Option<Instant> {
        self.start.checked_add(tick - Tick::ZERO)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::start()
    }
}
