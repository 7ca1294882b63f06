//! Times that application threads spend in calls of the producer.

use std::time::Duration;

use crate::sync::{AtomicU64, Ordering};

/// Nanoseconds spent so far, by what they were spent on.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    flush: AtomicU64,
    metadata_wait: AtomicU64,
    callbacks: AtomicU64,
}

/// What time is spent on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Timer {
    /// A flush.
    Flush,
    /// Waiting for metadata, in a send or a look-up of partitions.
    MetadataWait,
    /// Callbacks, handlers and interceptors on the I/O task.
    Callbacks,
}

impl Timers {
    pub(crate) fn add(&self, timer: Timer, spent: Duration) {
        let nanos = u64::try_from(spent.as_nanos()).unwrap_or(u64::MAX);
        self.of(timer).fetch_add(nanos, Ordering::Relaxed);
    }

    pub(crate) fn nanos(&self, timer: Timer) -> u64 {
        self.of(timer).load(Ordering::Relaxed)
    }

    fn of(&self, timer: Timer) -> &AtomicU64 {
        match timer {
            Timer::Flush => &self.flush,
            Timer::MetadataWait => &self.metadata_wait,
            Timer::Callbacks => &self.callbacks,
        }
    }
}
