use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Wake, Waker};

use crate::connection::ConnectionId;

/// The sockets worth looking at. Each socket has a waker of its own that puts it here and then wakes the task, so that a
/// turn costs as much as there are ready sockets, however many there are in all.
#[derive(Debug, Default)]
pub(super) struct Readiness {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    ready: VecDeque<Arc<SocketWaker>>,
    task: Option<Waker>,
}

/// The waker of one socket; it is in the queue at most once.
#[derive(Debug)]
pub(super) struct SocketWaker {
    connection: ConnectionId,
    queued: AtomicBool,
    shared: Arc<Mutex<Shared>>,
}

impl Readiness {
    /// A waker for a new socket.
    pub(super) fn waker(&self, connection: ConnectionId) -> Arc<SocketWaker> {
        let shared = Arc::clone(&self.shared);
        Arc::new(SocketWaker { connection, queued: AtomicBool::new(false), shared })
    }

    /// Takes note of the task to wake.
    pub(super) fn register(&self, task: &Waker) {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        match &shared.task {
            Some(known) if known.will_wake(task) => {}
            _ => shared.task = Some(task.clone()),
        }
    }

    /// The next socket to look at. Its waker counts as used up from here on, so nothing that happens later is missed.
    pub(super) fn pop(&self) -> Option<ConnectionId> {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let waker = shared.ready.pop_front()?;
        waker.queued.store(false, Ordering::Release);
        Some(waker.connection)
    }
}

impl SocketWaker {
    /// Puts the socket into the queue without waking the task, which is about to look anyway.
    pub(super) fn enqueue(self: &Arc<Self>) {
        if !self.queued.swap(true, Ordering::AcqRel) {
            let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            shared.ready.push_back(Arc::clone(self));
        }
    }
}

impl Wake for SocketWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.enqueue();
        let task = {
            let shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            shared.task.clone()
        };
        if let Some(task) = task {
            task.wake();
        }
    }
}
