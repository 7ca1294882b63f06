//! Threads that seal batches, so that the I/O task never compresses a batch of any size worth it.

use std::collections::VecDeque;
use std::task::Waker;
use std::thread;

use crate::sender::{SealJob, SealedJob};
use crate::sync::{Arc, Condvar, Mutex, wait};

/// A small pool; its threads start with the first job.
#[derive(Debug)]
pub(super) struct SealPool {
    shared: Arc<Shared>,
    threads: usize,
    /// Most of them; asking for the number of processors reads files.
    limit: usize,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    work: Condvar,
    /// A job came to its end.
    finished: Condvar,
}

#[derive(Debug, Default)]
struct State {
    jobs: VecDeque<SealJob>,
    done: Vec<SealedJob>,
    waker: Option<Waker>,
    idle: usize,
    running: usize,
    over: bool,
}

/// Jobs of at most so many bytes are cheaper to run on the spot than to hand over.
const ON_THE_SPOT: usize = 1024;
const MAX_THREADS: usize = 4;

impl SealPool {
    pub(super) fn new() -> Self {
        let limit = thread::available_parallelism().map_or(1, |n| n.get().min(MAX_THREADS));
        Self { shared: Arc::default(), threads: 0, limit }
    }

    /// Takes a job; a small one comes back done.
    pub(super) fn submit(&mut self, job: SealJob, waker: &Waker) -> Option<SealedJob> {
        if job.records_len() <= ON_THE_SPOT {
            return Some(job.run());
        }
        let needs_thread = {
            let mut state = self.shared.state.lock();
            state.waker.get_or_insert_with(|| waker.clone()).clone_from(waker);
            state.jobs.push_back(job);
            state.idle < state.jobs.len() && self.threads < self.limit
        };
        if needs_thread && self.spawn() {
            self.threads += 1;
        }
        if self.threads == 0 {
            // No thread could be started: better slow than stuck.
            return self.shared.state.lock().jobs.pop_back().map(SealJob::run);
        }
        self.shared.work.notify_one();
        None
    }

    /// Jobs that are done.
    pub(super) fn take_done(&self) -> Vec<SealedJob> {
        std::mem::take(&mut self.shared.state.lock().done)
    }

    /// Ends the pool: waits for the jobs that run, gives up those that do not, and returns them all. A job takes as long
    /// as one batch takes to compress.
    pub(super) fn end(&mut self) -> Vec<SealedJob> {
        let mut state = self.shared.state.lock();
        state.over = true;
        self.shared.work.notify_all();
        while state.running > 0 {
            state = wait(&self.shared.finished, state);
        }
        let mut ended = std::mem::take(&mut state.done);
        ended.extend(std::mem::take(&mut state.jobs).into_iter().map(SealJob::give_up));
        ended
    }

    fn spawn(&self) -> bool {
        let shared = self.shared.clone();
        thread::Builder::new().name("kafka-producer seal".to_owned()).spawn(move || shared.work()).is_ok()
    }
}

impl Drop for SealPool {
    fn drop(&mut self) {
        self.shared.state.lock().over = true;
        self.shared.work.notify_all();
    }
}

impl Shared {
    fn work(&self) {
        loop {
            let Some(job) = self.next() else { return };
            let sealed = job.run();
            let waker = {
                let mut state = self.state.lock();
                state.done.push(sealed);
                state.running -= 1;
                state.waker.clone()
            };
            self.finished.notify_all();
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }

    fn next(&self) -> Option<SealJob> {
        let mut state = self.state.lock();
        loop {
            if state.over {
                return None;
            }
            if let Some(job) = state.jobs.pop_front() {
                state.running += 1;
                return Some(job);
            }
            state.idle += 1;
            state = wait(&self.work, state);
            state.idle -= 1;
        }
    }
}
