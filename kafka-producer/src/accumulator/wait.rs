//! A caller that waits for memory or metadata: no runtime, no clock.

use std::task::{Context, Poll, Waker};

use kafka_net::Tick;

use crate::sync::{Condvar, Mutex, wait};

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WaitEnd {
    /// What was waited for is there (or may be: look again).
    Ready,
    /// The deadline passed; the sender noticed it.
    TimedOut,
    /// The brokers do not let this client in.
    Unauthenticated,
    /// The producer was closed.
    Closed,
}

/// One waiting caller, a future's or a thread's. The first `resolve` decides.
#[derive(Debug)]
pub(crate) struct WaitCell {
    deadline: Tick,
    state: Mutex<State>,
    resolved: Condvar,
}

#[derive(Debug, Default)]
struct State {
    end: Option<WaitEnd>,
    wakers: Vec<Waker>,
}

impl WaitCell {
    pub(crate) fn new(deadline: Tick) -> Self {
        Self { deadline, state: Mutex::new(State::default()), resolved: Condvar::new() }
    }

    pub(crate) fn deadline(&self) -> Tick {
        self.deadline
    }

    pub(crate) fn resolve(&self, end: WaitEnd) {
        let wakers = {
            let mut state = self.state.lock();
            if state.end.is_some() {
                return;
            }
            state.end = Some(end);
            std::mem::take(&mut state.wakers)
        };
        self.resolved.notify_all();
        for waker in wakers {
            waker.wake();
        }
    }

    pub(crate) fn poll(&self, cx: &mut Context<'_>) -> Poll<WaitEnd> {
        let mut state = self.state.lock();
        if let Some(end) = state.end {
            return Poll::Ready(end);
        }
        // Several tasks may wait for the same end, such as that of a close.
        if !state.wakers.iter().any(|waker| waker.will_wake(cx.waker())) {
            state.wakers.push(cx.waker().clone());
        }
        Poll::Pending
    }

    /// Blocks the thread until the wait ends.
    pub(crate) fn block(&self) -> WaitEnd {
        let mut state = self.state.lock();
        loop {
            if let Some(end) = state.end {
                return end;
            }
            state = wait(&self.resolved, state);
        }
    }
}
