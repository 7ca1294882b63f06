//! Waits of callers that end at a time of their own, beside those for memory and metadata.

use kafka_net::Tick;

use crate::accumulator::wait::{WaitCell, WaitEnd};
use crate::sync::{Arc, AtomicU64, Mutex, Ordering};

/// Deadlines that the sender keeps for its callers.
#[derive(Debug)]
pub(crate) struct Deadlines {
    cells: Mutex<Vec<Arc<WaitCell>>>,
    /// The first of them in nanoseconds; `MAX` where there is none, which is nearly always.
    first: AtomicU64,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { cells: Mutex::default(), first: AtomicU64::new(u64::MAX) }
    }
}

impl Deadlines {
    pub(crate) fn add(&self, cell: Arc<WaitCell>) {
        let mut cells = self.cells.lock();
        cells.push(cell);
        self.note(&cells);
    }

    pub(crate) fn remove(&self, cell: &Arc<WaitCell>) {
        let mut cells = self.cells.lock();
        cells.retain(|other| !Arc::ptr_eq(other, cell));
        self.note(&cells);
    }

    pub(crate) fn next(&self) -> Option<Tick> {
        Some(self.first.load(Ordering::Acquire)).filter(|at| *at != u64::MAX).map(Tick::from_nanos)
    }

    /// Ends the waits whose time has come.
    pub(crate) fn expire(&self, now: Tick) {
        if self.next().is_none_or(|first| first > now) {
            return;
        }
        let mut over = Vec::new();
        {
            let mut cells = self.cells.lock();
            cells.retain(|cell| {
                let is_over = cell.deadline() <= now;
                over.extend(is_over.then(|| cell.clone()));
                !is_over
            });
            self.note(&cells);
        }
        for cell in over {
            cell.resolve(WaitEnd::TimedOut);
        }
    }

    fn note(&self, cells: &[Arc<WaitCell>]) {
        let first = cells.iter().map(|cell| cell.deadline().as_nanos()).min();
        self.first.store(first.unwrap_or(u64::MAX), Ordering::Release);
    }
}
