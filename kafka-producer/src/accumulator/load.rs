//! What waits in each partition of a topic, for whoever spreads records over them (rules R77 to R81).
//!
//! Numbers beside each other, so that a look at all of them costs little; written once a batch.

use crate::accumulator::topic::{SEGMENTS, locate, segment_len};
use crate::sync::{AtomicBool, AtomicU32, OnceLock, Ordering};

/// The load of every partition of one topic.
#[derive(Debug)]
pub(crate) struct Loads {
    segments: [OnceLock<Box<[Load]>>; SEGMENTS],
}

/// Batches of one partition that no request carries.
#[derive(Debug, Default)]
struct Load {
    /// In the shared queue, written under its lock.
    queued: AtomicU32,
    /// With the sender: being sealed, or waiting to be sent again.
    held: AtomicU32,
    /// The leader does not take what is ready for it (R81).
    excluded: AtomicBool,
}

impl Loads {
    pub(crate) const fn new() -> Self {
        Self { segments: [const { OnceLock::new() }; SEGMENTS] }
    }

    /// Makes room for the partitions of this segment.
    pub(crate) fn reach(&self, segment: usize) {
        self.segments[segment].get_or_init(|| (0..segment_len(segment)).map(|_| Load::default()).collect());
    }

    fn load(&self, partition: i32) -> Option<&Load> {
        let (segment, at) = locate(partition as usize);
        self.segments.get(segment)?.get()?.get(at)
    }

    /// Batches in the shared queue, one that has grown counted as several (R78).
    pub(crate) fn set_queued(&self, partition: i32, batches: u32) {
        if let Some(load) = self.load(partition) {
            load.queued.store(batches, Ordering::Relaxed);
        }
    }

    pub(crate) fn set_held(&self, partition: i32, batches: u32) {
        if let Some(load) = self.load(partition) {
            load.held.store(batches, Ordering::Relaxed);
        }
    }

    pub(crate) fn exclude(&self, partition: i32, excluded: bool) {
        if let Some(load) = self.load(partition) {
            load.excluded.store(excluded, Ordering::Relaxed);
        }
    }

    /// Batches that wait for their request.
    pub(crate) fn waiting(&self, partition: i32) -> u32 {
        let sum = |load: &Load| load.queued.load(Ordering::Relaxed) + load.held.load(Ordering::Relaxed);
        self.load(partition).map_or(0, sum)
    }

    pub(crate) fn is_excluded(&self, partition: i32) -> bool {
        self.load(partition).is_some_and(|load| load.excluded.load(Ordering::Relaxed))
    }
}
