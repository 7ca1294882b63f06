//! Flushing, with and without a deadline.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use crate::accumulator::{WaitCell, WaitEnd};
use crate::delivery::{Drained, in_callback};
use crate::error::{BlockingInCallback, FlushTimeout};
use crate::metrics::Timer;
use crate::producer::metrics::WaitTimer;
use crate::producer::{Inner, Producer};
use crate::sync::Arc;

impl Producer {
    /// Waits until every record admitted before the call has its outcome and its callbacks have run; nothing
    /// lingers meanwhile. Record failures are not errors of `flush` (rule A09).
    ///
    /// Bounded by `delivery.timeout.ms`. Cancel safe: dropping the future ends the wait and nothing else.
    pub async fn flush(&self) {
        let _mark = FlushMark::new(&self.inner);
        Drained::new(self.inner.accumulator.incomplete.snapshot()).await;
    }

    /// As [`flush`](Self::flush), blocking the thread. In a callback, where it would wait for itself, it is an
    /// error and waits for nothing.
    pub fn flush_blocking(&self) -> Result<(), BlockingInCallback> {
        if in_callback() {
            return Err(BlockingInCallback);
        }
        let _mark = FlushMark::new(&self.inner);
        Drained::new(self.inner.accumulator.incomplete.snapshot()).block();
        Ok(())
    }

    /// As [`flush`](Self::flush), for this long at most; then it is an error, and the records go on as if nobody had waited. With no
    /// time at all it only hurries what lingers.
    ///
    /// Cancel safe: dropping the future ends the wait and nothing else.
    pub async fn flush_within(&self, timeout: Duration) -> Result<(), FlushTimeout> {
        let deadline = Deadline::new(&self.inner, timeout);
        let _mark = FlushMark::new(&self.inner);
        let drained = Drained::new(self.inner.accumulator.incomplete.snapshot());
        Either { drained, deadline: &deadline.cell }.await.map_err(|left| FlushTimeout { timeout, left })
    }

    /// As [`flush_within`](Self::flush_within), blocking the thread. In a callback it waits for nothing: what is left is an error at
    /// once.
    pub fn flush_within_blocking(&self, timeout: Duration) -> Result<(), FlushTimeout> {
        let timeout = if in_callback() { Duration::ZERO } else { timeout };
        block_on(self.flush_within(timeout))
    }
}

/// A flush in progress: every partition is ready until it ends, however it ends (A64).
struct FlushMark<'a> {
    inner: &'a Inner,
    _timer: WaitTimer<'a>,
}

impl<'a> FlushMark<'a> {
    fn new(inner: &'a Inner) -> Self {
        inner.accumulator.signals.begin_flush();
        Self { inner, _timer: WaitTimer::of(inner, Timer::Flush) }
    }
}

impl Drop for FlushMark<'_> {
    fn drop(&mut self) {
        self.inner.accumulator.signals.end_flush();
    }
}

/// A moment that the sender ends a wait at, by the clock that everything else goes by.
struct Deadline<'a> {
    inner: &'a Inner,
    cell: Arc<WaitCell>,
}

impl<'a> Deadline<'a> {
    fn new(inner: &'a Inner, timeout: Duration) -> Self {
        let cell = Arc::new(WaitCell::new(inner.clock.now() + timeout));
        if timeout.is_zero() {
            cell.resolve(WaitEnd::TimedOut);
        } else {
            inner.accumulator.flushes.add(cell.clone());
        }
        Self { inner, cell }
    }
}

impl Drop for Deadline<'_> {
    fn drop(&mut self) {
        self.inner.accumulator.flushes.remove(&self.cell);
    }
}

/// Whichever comes first; the error is how many batches are left.
struct Either<'a> {
    drained: Drained,
    deadline: &'a WaitCell,
}

impl Future for Either<'_> {
    type Output = Result<(), usize>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if Pin::new(&mut self.drained).poll(cx).is_ready() {
            return Poll::Ready(Ok(()));
        }
        self.deadline.poll(cx).map(|_| Err(self.drained.left()))
    }
}

/// Runs a future on this thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(std::sync::Arc::new(Unpark(thread::current())));
    let mut cx = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.unpark();
    }
}
