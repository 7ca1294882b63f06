//! What application threads tell the sender: which partitions changed, and that it should wake up.
//!
//! Everything here happens at most twice a batch, never once a record (A30).

use std::task::Waker;

use kafka_net::Tick;

use crate::accumulator::topic::{Partition, Topic};
use crate::sync::{Arc, AtomicBool, AtomicI32, AtomicU64, AtomicUsize, Mutex, Ordering};

/// The board between appenders and the sender.
#[derive(Debug)]
pub(crate) struct Signals {
    board: Mutex<Board>,
    /// Nanoseconds of the tick that the sender sleeps to; 0 while it runs.
    sleeps_until: AtomicU64,
    /// A wake-up is under way already.
    notified: AtomicBool,
    waker: Mutex<Option<Waker>>,
    wakeups: AtomicU64,
    /// Batches that have to become ready before the sender is woken, one that has grown counted as several.
    awaited: AtomicI32,
    flushing: AtomicUsize,
    closing: AtomicBool,
    /// The deadline of a forced close, in nanoseconds; `u64::MAX` while none is asked for.
    force_at: AtomicU64,
}

/// What has gathered since the sender last looked.
#[derive(Debug, Default)]
pub(crate) struct Board {
    pub(crate) queues: Vec<QueueSignal>,
    pub(crate) topics: Vec<Arc<Topic>>,
}

/// What happened to the queue of a partition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueueSignal {
    /// Number of the partition.
    pub(crate) partition: u32,
    /// A batch began at this time, and is not ready; `None` for anything else.
    pub(crate) begun: Option<Tick>,
}

impl Default for Signals {
    fn default() -> Self {
        Self {
            board: Mutex::new(Board::default()),
            sleeps_until: AtomicU64::new(0),
            notified: AtomicBool::new(false),
            waker: Mutex::new(None),
            wakeups: AtomicU64::new(0),
            awaited: AtomicI32::new(1),
            flushing: AtomicUsize::new(0),
            closing: AtomicBool::new(false),
            force_at: AtomicU64::new(u64::MAX),
        }
    }
}

impl Signals {
    /// The partition has a batch that the sender does not know of, or one that became ready.
    pub(crate) fn partition(&self, partition: &Partition) {
        self.board.lock().queues.push(QueueSignal { partition: partition.id, begun: None });
    }

    /// The partition has a batch that the sender does not know of; it began at this time.
    pub(crate) fn begun(&self, partition: &Partition, at: Tick) {
        self.board.lock().queues.push(QueueSignal { partition: partition.id, begun: Some(at) });
    }

    /// The partition has a batch that is ready. The sender is woken for as many as it asked for when it went to sleep.
    pub(crate) fn ready(&self, partition: &Partition) {
        self.partition(partition);
        if self.awaited.fetch_sub(1, Ordering::AcqRel) <= 1 {
            self.wake();
        }
    }

    /// A batch that was ready already has become larger by as much as so many others. The sender knows the batch, so this only counts
    /// where it sleeps until there is more.
    pub(crate) fn grown(&self, batches: i32) {
        let before = self.awaited.fetch_sub(batches, Ordering::AcqRel);
        if before > 0 && before <= batches && self.sleeps_until.load(Ordering::Acquire) != 0 {
            self.wake();
        }
    }

    /// Somebody waits for metadata of the topic.
    pub(crate) fn topic(&self, topic: &Arc<Topic>) {
        self.board.lock().topics.push(topic.clone());
        self.wake();
    }

    /// Wakes the sender, once until it has looked.
    pub(crate) fn wake(&self) {
        if !self.notified.swap(true, Ordering::AcqRel) {
            self.wakeups.fetch_add(1, Ordering::Relaxed);
            let waker = self.waker.lock().clone();
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }

    /// Wakes the sender if it would sleep past `deadline`.
    pub(crate) fn wake_by(&self, deadline: Tick) {
        if self.sleeps_until.load(Ordering::Acquire) > deadline.as_nanos() {
            self.wake();
        }
    }

    /// Times that an application thread woke the sender.
    pub(crate) fn wakeups(&self) -> u64 {
        self.wakeups.load(Ordering::Relaxed)
    }

    /// The sender runs now: takes what has gathered. `board` is empty, and its lists are used for what gathers next.
    pub(crate) fn take(&self, board: Board) -> Board {
        self.sleeps_until.store(0, Ordering::Release);
        self.awaited.store(1, Ordering::Release);
        // Acquires what the last waker did before: a flag that it set is seen in this pass.
        self.notified.swap(false, Ordering::AcqRel);
        std::mem::replace(&mut *self.board.lock(), board)
    }

    /// The sender goes to sleep until `deadline`, or until so many batches more are ready; true if something came up meanwhile.
    pub(crate) fn sleep(&self, deadline: Tick, awaited: i32) -> bool {
        self.awaited.store(awaited, Ordering::Release);
        self.sleeps_until.store(deadline.as_nanos(), Ordering::SeqCst);
        // Appended between the last look and the store: the appender saw "running" and did not wake us.
        let board = self.board.lock();
        !board.queues.is_empty() || !board.topics.is_empty() || self.notified.load(Ordering::Acquire)
    }

    /// Whom to wake.
    pub(crate) fn register(&self, waker: &Waker) {
        let mut current = self.waker.lock();
        match &mut *current {
            Some(old) => old.clone_from(waker),
            none => *none = Some(waker.clone()),
        }
    }

    pub(crate) fn begin_flush(&self) {
        self.flushing.fetch_add(1, Ordering::AcqRel);
        self.wake();
    }

    pub(crate) fn end_flush(&self) {
        self.flushing.fetch_sub(1, Ordering::AcqRel);
    }

    pub(crate) fn is_flushing(&self) -> bool {
        self.flushing.load(Ordering::Acquire) > 0
    }

    /// No appends from here on; what is there is sent until `force_at`.
    pub(crate) fn close(&self, force_at: Tick) {
        self.force_at.fetch_min(force_at.as_nanos(), Ordering::AcqRel);
        self.closing.store(true, Ordering::Release);
        self.wake();
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    pub(crate) fn force_at(&self) -> Tick {
        Tick::from_nanos(self.force_at.load(Ordering::Acquire))
    }
}
