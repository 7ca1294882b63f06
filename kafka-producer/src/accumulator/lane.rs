//! Lanes of a topic: threads that share a producer and get into each other's way append to different partitions.
//!
//! Records without a key all go to one sticky partition, so threads that send at the same time would queue up at its lock. Each topic
//! therefore has several sticky choices. All threads begin in the first lane; one that had to wait for another appender of its lane takes
//! another lane for its later records, as a rule one of its own. Where nobody waits, nothing changes, and batches fill as if there was one choice.

use std::cell::Cell;

use crate::sync::{AtomicU32, Ordering};

/// Sticky choices of a topic.
pub(crate) const LANES: usize = 8;

/// One of the sticky choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lane(u8);

/// Tells threads apart; 0 is nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Appender(u32);

thread_local! {
    /// Who this thread is, and its lane.
    static PLACE: Cell<(Appender, Lane)> = const { Cell::new((Appender(0), Lane::FIRST)) };
}

static APPENDERS: AtomicU32 = AtomicU32::new(0);

impl Lane {
    /// Where every thread begins.
    pub(crate) const FIRST: Self = Self(0);

    /// The lane of this thread.
    #[inline]
    pub(crate) fn current() -> Self {
        PLACE.get().1
    }

    /// This thread takes another lane from its next record on: one that few others can have, then the next.
    pub(crate) fn leave() {
        let me = Appender::current();
        let lane = match Self::current() {
            Self::FIRST => Self((1 + me.0 % (LANES as u32 - 1)) as u8),
            Self(lane) => Self((lane + 1) % LANES as u8),
        };
        PLACE.set((me, lane));
    }

    #[inline]
    pub(crate) const fn index(self) -> usize {
        self.0 as usize % LANES
    }
}

impl Appender {
    /// This thread.
    #[inline]
    pub(crate) fn current() -> Self {
        let known = PLACE.get().0;
        if known == Self::default() { Self::enrol() } else { known }
    }

    #[cold]
    fn enrol() -> Self {
        // Two threads that share a number after four billion of them only wait for each other as everybody did before.
        let new = Self(APPENDERS.fetch_add(1, Ordering::Relaxed).wrapping_add(1).max(1));
        PLACE.set((new, Lane::current()));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_leaves_for_another_lane_and_others_stay() {
        std::thread::scope(|scope| {
            let other = scope.spawn(|| {
                let mut seen = Vec::new();
                for _ in 0..2 * LANES {
                    seen.push(Lane::current().index());
                    Lane::leave();
                }
                assert_eq!(seen[0], 0);
                assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
                Appender::current()
            });
            assert_eq!(Lane::current(), Lane::FIRST);
            let me = Appender::current();
            assert_eq!(Appender::current(), me);
            assert_ne!(other.join().unwrap(), me);
        });
    }
}
