//! A tiny executor: futures of the simulated application, polled by the event loop through real wakers.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use kafka_net::Tick;

use crate::clock::SimClock;

/// Names a task.
pub(crate) type TaskId = u64;

/// The tasks of a simulation.
#[derive(Default)]
pub(crate) struct Executor {
    tasks: BTreeMap<TaskId, Task>,
    next_id: TaskId,
    woken: Arc<Woken>,
    spawner: Spawner,
}

struct Task {
    future: Pin<Box<dyn Future<Output = ()>>>,
    waker: Waker,
    kind: TaskKind,
    /// A poll of the task stands in the event queue.
    scheduled: bool,
}

/// How soon a woken task is polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskKind {
    /// Waits for the outcome of a record: polled on the spot, so that the history has outcomes in the order in which they
    /// were told.
    Delivery,
    /// Does something: polled some time later, as on any executor.
    Actor,
}

/// Starts tasks and sleeps; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Spawner {
    new: Rc<RefCell<Vec<NewTask>>>,
    sleeps: Rc<RefCell<Vec<(Tick, Waker)>>>,
}

struct NewTask(TaskKind, Pin<Box<dyn Future<Output = ()>>>);

impl Spawner {
    /// Starts a task.
    pub(crate) fn spawn(&self, kind: TaskKind, future: impl Future<Output = ()> + 'static) {
        self.new.borrow_mut().push(NewTask(kind, Box::pin(future)));
    }

    /// Sleeps for a time.
    pub(crate) fn sleep(&self, clock: &Arc<SimClock>, time: Duration) -> Sleep {
        Sleep {
            at: clock.tick() + time,
            clock: clock.clone(),
            sleeps: self.sleeps.clone(),
            registered: false,
        }
    }
}

impl Executor {
    /// Where tasks come from.
    pub(crate) fn spawner(&self) -> Spawner {
        self.spawner.clone()
    }

    /// Polls new tasks and woken deliveries until none is left; woken actors go to `later`, to be polled by
    /// [`poll`](Self::poll) when their time has come.
    pub(crate) fn run(&mut self, later: &mut Vec<TaskId>) {
        loop {
            let new = std::mem::take(&mut *self.spawner.new.borrow_mut());
            let woken = std::mem::take(&mut *lock(&self.woken.0));
            if new.is_empty() && woken.is_empty() {
                return;
            }
            for NewTask(kind, future) in new {
                let id = self.next_id;
                self.next_id += 1;
                let waker = Waker::from(Arc::new(TaskWaker { id, woken: self.woken.clone() }));
                self.tasks.insert(id, Task { future, waker, kind, scheduled: false });
                self.poll(id);
            }
            for id in woken {
                let Some(task) = self.tasks.get_mut(&id) else { continue };
                match task.kind {
                    TaskKind::Delivery => self.poll(id),
                    TaskKind::Actor if !task.scheduled => {
                        task.scheduled = true;
                        later.push(id);
                    }
                    TaskKind::Actor => {}
                }
            }
        }
    }

    /// Polls a task, woken or not.
    pub(crate) fn poll(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get_mut(&id) else { return };
        task.scheduled = false;
        let waker = task.waker.clone();
        if task.future.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            self.tasks.remove(&id);
        }
    }

    /// The sleeps that began since the last call, to be woken at their times.
    pub(crate) fn take_sleeps(&self) -> Vec<(Tick, Waker)> {
        std::mem::take(&mut *self.spawner.sleeps.borrow_mut())
    }

    /// Drops every task, wherever it waits.
    pub(crate) fn clear(&mut self) {
        self.tasks.clear();
        self.spawner.new.borrow_mut().clear();
    }
}

#[derive(Default)]
struct Woken(Mutex<Vec<TaskId>>);

struct TaskWaker {
    id: TaskId,
    woken: Arc<Woken>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        lock(&self.woken.0).push(self.id);
    }
}

/// Ends at its time.
pub(crate) struct Sleep {
    at: Tick,
    clock: Arc<SimClock>,
    sleeps: Rc<RefCell<Vec<(Tick, Waker)>>>,
    /// A task sleeps under one waker for its life.
    registered: bool,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.clock.tick() >= self.at {
            return Poll::Ready(());
        }
        if !std::mem::replace(&mut self.registered, true) {
            self.sleeps.borrow_mut().push((self.at, cx.waker().clone()));
        }
        Poll::Pending
    }
}

/// The future's output, or `None` if the sleep ends first; the future is dropped then.
pub(crate) async fn unless<F: Future>(future: F, sleep: Sleep) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut sleep = Box::pin(sleep);
    std::future::poll_fn(move |cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => sleep.as_mut().poll(cx).map(|()| None),
    })
    .await
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
