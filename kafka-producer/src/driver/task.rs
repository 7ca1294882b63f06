//! The I/O task: one loop around the sender.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use kafka_net::Tick;
use kafka_net::driver::{SocketEvent, Sockets};
use tokio::time::{Sleep, sleep_until};

use crate::clock::Clock;
use crate::delivery::DeliveryHandler;
use crate::driver::clock::SystemClock;
use crate::driver::pool::SealPool;
use crate::driver::report::MetricsReport;
use crate::producer::Ended;
use crate::sender::Sender;
use crate::sync::Arc;

/// Is told the cluster's id.
pub(super) type ClusterListener = Box<dyn Fn(&str) + Send + Sync>;

/// What the I/O thread runs.
pub(super) struct Task {
    sender: Sender,
    sockets: Sockets,
    pool: SealPool,
    clock: Arc<SystemClock>,
    handler: Option<Arc<dyn DeliveryHandler>>,
    cluster_listener: Option<ClusterListener>,
    ended: Arc<Ended>,
    /// When the loop went to sleep.
    slept_at: Tick,
    report: Option<MetricsReport>,
}

/// The end, however it comes: closed, dropped with its runtime, or by a panic. Every record is told and nobody waits
/// for ever (R97).
impl Drop for Task {
    fn drop(&mut self) {
        let told = catch_unwind(AssertUnwindSafe(|| {
            let now = self.clock.now();
            self.sender.abandon(now);
            for job in self.pool.end() {
                self.sender.handle_sealed(now, job);
            }
            while let Some(finished) = self.sender.poll_finished() {
                finished.deliver(self.handler.as_deref());
            }
            self.sender.tell_observers();
            if let Some(report) = &mut self.report {
                report.run(now);
            }
        }));
        if told.is_err() {
            tracing::error!(
                "the producer's I/O task ended in disorder; pending records fail as possibly written"
            );
        }
        // Whoever waits for the end finds no connection open.
        self.sockets = Sockets::new();
        self.ended.announce();
    }
}

/// Socket events taken in one go before the sender looks at the whole.
const EVENTS_A_PASS: usize = 64;

impl Task {
    pub(super) fn new(
        sender: Sender,
        sockets: Sockets,
        clock: Arc<SystemClock>,
        handler: Option<Arc<dyn DeliveryHandler>>,
        cluster_listener: Option<ClusterListener>,
        ended: Arc<Ended>,
    ) -> Self {
        let slept_at = clock.now();
        let (pool, report) = (SealPool::new(), None);
        Self { sender, sockets, pool, clock, handler, cluster_listener, ended, slept_at, report }
    }

    /// Gives the application a look at the metrics now and then.
    pub(super) fn report(&mut self, report: MetricsReport) {
        self.report = Some(report);
    }

    /// Runs until the producer is closed.
    pub(super) async fn run(mut self) {
        let mut timer: Option<(Tick, Pin<Box<Sleep>>)> = None;
        poll_fn(|cx| {
            let woken_at = self.clock.now();
            let turn = self.turn(cx, &mut timer);
            let (slept_at, now) = (self.slept_at, self.clock.now());
            self.sender.note_turn(now, woken_at - slept_at, now - woken_at);
            self.slept_at = now;
            turn
        })
        .await;
    }

    /// Turns until nothing moves, then sets the timer.
    fn turn(&mut self, cx: &mut Context<'_>, timer: &mut Option<(Tick, Pin<Box<Sleep>>)>) -> Poll<()> {
        self.sender.register_waker(cx.waker());
        let mut turns = 0;
        loop {
            let now = self.clock.now();
            let moved = self.take_socket_events(now, cx);
            for job in self.pool.take_done() {
                self.sender.handle_sealed(now, job);
            }
            self.sender.poll(now);
            let moved = self.carry_out(now, cx) || moved;
            if self.sender.is_closed() {
                return Poll::Ready(());
            }
            turns += 1;
            if turns >= TURNS_A_POLL {
                // Others on the runtime have their turn too.
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            if !moved && !self.sender.prepare_sleep() && self.set_timer(timer, cx).is_pending() {
                return Poll::Pending;
            }
        }
    }

    fn take_socket_events(&mut self, now: Tick, cx: &mut Context<'_>) -> bool {
        for taken in 0..EVENTS_A_PASS {
            let Poll::Ready(event) = self.sockets.poll_event(cx) else { return taken > 0 };
            match event {
                SocketEvent::Resolved(id, found) => self.sender.handle_resolved(now, id, found),
                SocketEvent::Connected(id, address) => self.sender.handle_connected(id, address),
                SocketEvent::Opened(id, address) => self.sender.handle_opened(now, id, address),
                SocketEvent::OpenFailed(id, reason) => self.sender.handle_open_failed(now, id, reason),
                SocketEvent::TlsFailed(id, error) => self.sender.handle_tls_failed(now, id, error),
                SocketEvent::Bytes(id, bytes) => self.sender.handle_bytes(now, id, bytes),
                SocketEvent::Written(id, n) => self.sender.handle_written(now, id, n),
                SocketEvent::Closed(id, reason) => self.sender.handle_closed(now, id, reason),
                SocketEvent::SaslAnswer(id, answer) => self.sender.handle_sasl_answer(now, id, answer),
            }
        }
        true
    }

    /// Does what the sender wants done; true if that may have changed anything for it.
    fn carry_out(&mut self, now: Tick, cx: &Context<'_>) -> bool {
        let mut moved = false;
        while let Some(transmit) = self.sender.poll_transmit() {
            self.sockets.apply(transmit);
            moved = true;
        }
        while let Some(job) = self.sender.poll_seal() {
            if let Some(done) = self.pool.submit(job, cx.waker()) {
                self.sender.handle_sealed(now, done);
                moved = true;
            }
        }
        while let Some(id) = self.sender.poll_cluster_id() {
            let Some(listener) = &self.cluster_listener else { continue };
            if catch_unwind(AssertUnwindSafe(|| listener(&id))).is_err() {
                tracing::error!("the listener for the cluster's id panicked");
            }
        }
        if self.sender.has_observations() || self.report.as_ref().is_some_and(|r| r.next() <= now) {
            self.tell_watchers(now);
        }
        moved | self.deliver_finished()
    }

    fn tell_watchers(&mut self, now: Tick) {
        let began = self.clock.now();
        self.sender.tell_observers();
        if let Some(report) = self.report.as_mut().filter(|report| report.next() <= now) {
            report.run(now);
        }
        self.sender.note_callbacks(self.clock.now() - began);
    }

    /// Tells the records of finished batches, and takes the time of it (A41).
    fn deliver_finished(&mut self) -> bool {
        let Some(mut finished) = self.sender.poll_finished() else { return false };
        let began = self.clock.now();
        loop {
            finished.deliver(self.handler.as_deref());
            match self.sender.poll_finished() {
                Some(next) => finished = next,
                None => break,
            }
        }
        self.sender.note_callbacks(self.clock.now() - began);
        true
    }

    fn set_timer(&self, timer: &mut Option<(Tick, Pin<Box<Sleep>>)>, cx: &mut Context<'_>) -> Poll<()> {
        let report = self.report.as_ref().map(MetricsReport::next);
        let Some(at) = [self.sender.poll_timeout(), report].into_iter().flatten().min() else {
            *timer = None;
            return Poll::Pending;
        };
        if at <= self.clock.now() {
            return Poll::Ready(());
        }
        let Some(instant) = self.clock.instant(at) else { return Poll::Pending };
        match timer {
            Some((set, sleep)) => {
                if *set != at {
                    *set = at;
                    sleep.as_mut().reset(instant);
                }
            }
            None => *timer = Some((at, Box::pin(sleep_until(instant)))),
        }
        match timer {
            Some((_, sleep)) => sleep.as_mut().poll(cx),
            None => Poll::Pending,
        }
    }
}

/// Turns of the loop in one poll of the task.
const TURNS_A_POLL: usize = 64;
