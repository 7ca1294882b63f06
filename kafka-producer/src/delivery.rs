//! The outcome of records: one completion a batch, shared by everything that waits for its records (step 12 of
//! a record's life).

mod incomplete;
mod reports;
mod tags;

pub(crate) use incomplete::{Drained, Incomplete, IncompleteEntry};
pub(crate) use reports::{Report, ReportRoom, Reports};

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use kafka_records::RecordRef;

use crate::accumulator::Partition;
use crate::clock::WallMs;
use crate::delivery::tags::{Cursor, Tags};
use crate::error::{FailureContext, Outcome, ProduceError, ProduceErrorKind};
use crate::interceptor::RecordError;
use crate::record::RecordMetadata;
use crate::sync::{Arc, AtomicBool, AtomicU32, Condvar, Mutex, OnceLock, Ordering, wait};

/// What is to run once with the outcome of one record, on the I/O thread: a callback of
/// [`send_with`](crate::Producer::send_with), or what interceptors are owed.
pub(crate) trait RecordCallback: Send {
    fn delivered(
        self: Box<Self>,
        result: Result<RecordMetadata, ProduceError>,
        handler: Option<&dyn DeliveryHandler>,
    );

    /// The record was not admitted, which its sender is told by other means.
    fn refused(self: Box<Self>, _error: &RecordError<'_>) {}
}

impl<F: FnOnce(Result<RecordMetadata, ProduceError>) + Send> RecordCallback for F {
    fn delivered(
        self: Box<Self>,
        result: Result<RecordMetadata, ProduceError>,
        _handler: Option<&dyn DeliveryHandler>,
    ) {
        self(result);
    }
}

pub(crate) type Callback = Box<dyn RecordCallback>;

/// Told of every record sent with a tag, on the I/O thread: the form of report that allocates nothing.
///
/// A panic of the handler is caught and logged; the record counts as reported.
pub trait DeliveryHandler: Send + Sync {
    /// The record that was sent with `tag` has its outcome.
    fn on_delivery(&self, tag: u64, result: Result<&RecordMetadata, &ProduceError>);
}

impl<F> DeliveryHandler for F
where
    F: Fn(u64, Result<&RecordMetadata, &ProduceError>) + Send + Sync,
{
    fn on_delivery(&self, tag: u64, result: Result<&RecordMetadata, &ProduceError>) {
        self(tag, result);
    }
}

/// What happened to a batch.
#[derive(Clone, Debug)]
pub(crate) enum BatchOutcome {
    Written {
        base_offset: Option<i64>,
        log_append_time: Option<WallMs>,
    },
    Failed(ProduceError),
    /// KIP-467: some records were refused, the rest with them.
    Rejected {
        listed: BTreeMap<u32, ProduceError>,
        rest: ProduceError,
    },
    /// The batch was split: record `i` belongs to the last child that starts at or before `i` (rule A49).
    Split(Vec<(u32, Arc<BatchCompletion>)>),
}

/// The shared result of one batch's records.
#[derive(Debug)]
pub(crate) struct BatchCompletion {
    outcome: OnceLock<BatchOutcome>,
    /// Records of the batch, once it takes no more; 0 before.
    records: AtomicU32,
    /// The callbacks of the batch have run.
    finished: AtomicBool,
    listeners: Mutex<Vec<Waker>>,
    changed: Condvar,
}

impl BatchCompletion {
    fn new() -> Self {
        Self {
            outcome: OnceLock::new(),
            records: AtomicU32::new(0),
            finished: AtomicBool::new(false),
            listeners: Mutex::new(Vec::new()),
            changed: Condvar::new(),
        }
    }

    /// The first outcome stands.
    fn set(&self, outcome: BatchOutcome) {
        if self.outcome.set(outcome).is_ok() {
            self.notify();
        }
    }

    fn finish(&self) {
        self.finished.store(true, Ordering::Release);
        self.notify();
    }

    fn notify(&self) {
        let wakers = std::mem::take(&mut *self.listeners.lock());
        self.changed.notify_all();
        for waker in wakers {
            waker.wake();
        }
    }

    /// Waits until `done` holds, as a future.
    fn poll_until(
        &self,
        cx: &mut Context<'_>,
        slot: &mut Option<usize>,
        done: impl Fn(&Self) -> bool,
    ) -> Poll<()> {
        if done(self) {
            return Poll::Ready(());
        }
        let mut listeners = self.listeners.lock();
        // The completion may have come between the look and the lock.
        if done(self) {
            return Poll::Ready(());
        }
        // The slot is a hint only: the list is emptied at each change, and another future may stand there now.
        if !slot.and_then(|at| listeners.get(at)).is_some_and(|waker| waker.will_wake(cx.waker())) {
            *slot = Some(listeners.len());
            listeners.push(cx.waker().clone());
        }
        Poll::Pending
    }

    fn block_until(&self, done: impl Fn(&Self) -> bool) {
        let mut listeners = self.listeners.lock();
        while !done(self) {
            listeners = wait(&self.changed, listeners);
        }
    }

    fn has_outcome(&self) -> bool {
        self.outcome.get().is_some()
    }

    fn is_finished(&self) -> bool {
        self.finished.load(Ordering::Acquire)
    }
}

/// The future of one record's outcome.
///
/// It depends on no runtime: await it on any executor, or call [`wait`](Self::wait) on a plain thread. Dropping
/// it detaches the listener and never cancels the record (rule A48), so it is cancel safe.
#[must_use = "drop it on purpose to fire and forget"]
pub struct Delivery {
    completion: Arc<BatchCompletion>,
    partition: Arc<Partition>,
    facts: RecordFacts,
    slot: Option<usize>,
}

/// What the client knows of a record that the broker does not tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordFacts {
    pub(crate) index: u32,
    pub(crate) key_size: i32,
    pub(crate) value_size: i32,
    pub(crate) timestamp: WallMs,
}

impl Delivery {
    pub(crate) fn new(
        completion: Arc<BatchCompletion>,
        partition: Arc<Partition>,
        facts: RecordFacts,
    ) -> Self {
        Self { completion, partition, facts, slot: None }
    }

    /// The partition that the record was put into.
    pub fn partition(&self) -> i32 {
        self.partition.index()
    }

    /// The outcome, if it is known already.
    pub fn try_result(&mut self) -> Option<Result<RecordMetadata, ProduceError>> {
        loop {
            match self.completion.outcome.get()? {
                BatchOutcome::Split(children) => {
                    let (completion, facts) = follow(children, self.facts);
                    (self.completion, self.facts, self.slot) = (completion, facts, None);
                }
                outcome => return Some(result_of(outcome, &self.partition, self.facts)),
            }
        }
    }

    /// Blocks the thread until the outcome is known: at most `delivery.timeout.ms`. Not for async code. In a
    /// callback, where it would wait for itself, an outcome that is not known yet is an error of the kind
    /// [`InCallback`](ProduceErrorKind::InCallback).
    pub fn wait(mut self) -> Result<RecordMetadata, ProduceError> {
        if in_callback() {
            return self.try_result().unwrap_or_else(|| Err(self.would_block()));
        }
        loop {
            self.completion.block_until(BatchCompletion::has_outcome);
            if let Some(result) = self.try_result() {
                return result;
            }
        }
    }
}

impl Delivery {
    fn would_block(&self) -> ProduceError {
        let at = FailureContext {
            topic: self.partition.topic().clone(),
            partition: self.partition.index(),
            attempts: 0,
            elapsed: std::time::Duration::ZERO,
        };
        let message = "waiting inside a callback would never end; the delivery goes on".to_owned();
        ProduceError::new(ProduceErrorKind::InCallback, Outcome::Unknown, &at, message)
    }
}

impl Future for Delivery {
    type Output = Result<RecordMetadata, ProduceError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            if let Some(result) = self.try_result() {
                return Poll::Ready(result);
            }
            let this = &mut *self;
            if this.completion.poll_until(cx, &mut this.slot, BatchCompletion::has_outcome).is_pending() {
                return Poll::Pending;
            }
        }
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("partition", &self.partition)
            .field("index", &self.facts.index)
            .finish_non_exhaustive()
    }
}

impl RecordFacts {
    #[inline]
    pub(crate) fn of(record: &RecordRef<'_>, index: u32) -> Self {
        let size = |bytes: Option<&[u8]>| bytes.map_or(-1, |b| i32::try_from(b.len()).unwrap_or(i32::MAX));
        Self {
            index,
            key_size: size(record.key),
            value_size: size(record.value),
            timestamp: WallMs(record.timestamp),
        }
    }
}

fn follow(
    children: &[(u32, Arc<BatchCompletion>)],
    facts: RecordFacts,
) -> (Arc<BatchCompletion>, RecordFacts) {
    let at = children.partition_point(|(first, _)| *first <= facts.index) - 1;
    let (first, completion) = &children[at];
    (completion.clone(), RecordFacts { index: facts.index - first, ..facts })
}

fn result_of(
    outcome: &BatchOutcome,
    partition: &Partition,
    facts: RecordFacts,
) -> Result<RecordMetadata, ProduceError> {
    match outcome {
        BatchOutcome::Written { base_offset, log_append_time } => Ok(RecordMetadata {
            topic: partition.topic().clone(),
            partition: partition.index(),
            offset: base_offset.map(|base| base + i64::from(facts.index)),
            timestamp: log_append_time.unwrap_or(facts.timestamp),
            serialized_key_size: facts.key_size,
            serialized_value_size: facts.value_size,
        }),
        BatchOutcome::Failed(error) => Err(error.clone()),
        BatchOutcome::Rejected { listed, rest } => Err(listed.get(&facts.index).unwrap_or(rest).clone()),
        BatchOutcome::Split(_) => unreachable!("followed by the caller"),
    }
}

/// A batch whose outcome is decided and whose records have not been told yet: the driver calls
/// [`deliver`](Self::deliver), outside the core and under no lock.
#[derive(Debug)]
pub struct FinishedBatch {
    pub(crate) partition: Arc<Partition>,
    pub(crate) entry: IncompleteEntry,
    pub(crate) reports: Reports,
    pub(crate) outcome: BatchOutcome,
}

impl FinishedBatch {
    /// Its records are in the log.
    pub(crate) fn is_written(&self) -> bool {
        matches!(self.outcome, BatchOutcome::Written { .. })
    }

    /// Makes the outcome visible to every waiter of the batch, then runs its callbacks in record order, then
    /// marks the batch finished for `flush` (rules A40 to A44).
    pub fn deliver(self, handler: Option<&dyn DeliveryHandler>) {
        self.entry.completion.set(self.outcome.clone());
        if !matches!(self.outcome, BatchOutcome::Split(_)) {
            report_tags(&self.reports.tags, &self.outcome, &self.partition, handler);
            for (facts, callback) in self.reports.callbacks {
                let result = result_of(&self.outcome, &self.partition, facts);
                guarded(&self.partition, || callback.delivered(result, handler));
            }
        }
        self.entry.finish();
    }
}

fn report_tags(
    tags: &Tags,
    outcome: &BatchOutcome,
    partition: &Partition,
    handler: Option<&dyn DeliveryHandler>,
) {
    let Some(handler) = handler else { return };
    let (mut cursor, mut told) = (Cursor::default(), 0);
    // One metadata value serves all records of a batch that was written: only what differs is set from record to record.
    let mut shared: Option<RecordMetadata> = None;
    while told < tags.len() {
        guarded(partition, || {
            while let Some((facts, tag)) = tags.next(&mut cursor) {
                told += 1;
                match (&mut shared, outcome) {
                    (Some(metadata), BatchOutcome::Written { base_offset, log_append_time }) => {
                        metadata.offset = base_offset.map(|base| base + i64::from(facts.index));
                        metadata.timestamp = log_append_time.unwrap_or(facts.timestamp);
                        metadata.serialized_key_size = facts.key_size;
                        metadata.serialized_value_size = facts.value_size;
                        handler.on_delivery(tag, Ok(metadata));
                    }
                    _ => match result_of(outcome, partition, facts) {
                        Ok(metadata) => handler.on_delivery(tag, Ok(shared.insert(metadata))),
                        Err(error) => handler.on_delivery(tag, Err(&error)),
                    },
                }
            }
        });
    }
}

thread_local! {
    /// This thread runs a delivery callback now.
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}

/// True inside a delivery callback: whatever blocks there would wait for itself.
pub(crate) fn in_callback() -> bool {
    IN_CALLBACK.get()
}

/// Runs user code where nothing may block; false if it panicked.
pub(crate) fn as_callback(call: impl FnOnce()) -> bool {
    let outer = IN_CALLBACK.replace(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    IN_CALLBACK.set(outer);
    result.is_ok()
}

/// Runs user code; a panic in it is logged and harms nothing else (rule A44).
fn guarded(partition: &Partition, call: impl FnOnce()) {
    if !as_callback(call) {
        tracing::error!(
            topic = &**partition.topic(),
            partition = partition.index(),
            "a delivery callback panicked"
        );
    }
}
