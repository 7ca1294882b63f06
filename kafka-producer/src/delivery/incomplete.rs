//! Batches without an outcome, and the wait for a set of them.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::accumulator::Partition;
use crate::delivery::{BatchCompletion, BatchOutcome};
use crate::error::{FailureContext, Outcome, ProduceError, ProduceErrorKind};
use crate::sync::{Arc, AtomicU64, Mutex, Ordering};

/// Every batch that has not finished, so that `flush` can wait for those of its moment.
#[derive(Debug, Default)]
pub(crate) struct Incomplete {
    next: AtomicU64,
    batches: Mutex<BTreeMap<u64, Arc<BatchCompletion>>>,
}

impl Incomplete {
    pub(crate) fn open(self: &Arc<Self>, partition: &Arc<Partition>) -> IncompleteEntry {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let completion = Arc::new(BatchCompletion::new());
        self.batches.lock().insert(id, completion.clone());
        IncompleteEntry { id, completion, partition: partition.clone(), all: self.clone() }
    }

    pub(crate) fn len(&self) -> usize {
        self.batches.lock().len()
    }

    /// Records of all batches here; `open` has the counts of those that still take records.
    pub(crate) fn records(&self, open: &BTreeMap<u64, u32>) -> u64 {
        let batches = self.batches.lock();
        let of = |(id, batch): (&u64, &Arc<BatchCompletion>)| match batch.records.load(Ordering::Acquire) {
            0 => open.get(id).copied().unwrap_or(0),
            closed => closed,
        };
        batches.iter().map(|entry| u64::from(of(entry))).sum()
    }

    pub(crate) fn snapshot(&self) -> Vec<Arc<BatchCompletion>> {
        self.batches.lock().values().cloned().collect()
    }
}

/// One batch's place among the incomplete ones. Dropping it before an outcome was decided, which only a panic or
/// the end of the driver can do, fails the batch: nobody waits for ever.
#[derive(Debug)]
pub(crate) struct IncompleteEntry {
    id: u64,
    pub(crate) completion: Arc<BatchCompletion>,
    partition: Arc<Partition>,
    all: Arc<Incomplete>,
}

impl Drop for IncompleteEntry {
    fn drop(&mut self) {
        if self.completion.is_finished() {
            return;
        }
        if !self.completion.has_outcome() {
            let at = FailureContext {
                topic: self.partition.topic().clone(),
                partition: self.partition.index(),
                attempts: 0,
                elapsed: std::time::Duration::ZERO,
            };
            let message = "the producer ended before the record's outcome was known".to_owned();
            let error = ProduceError::new(ProduceErrorKind::Closed, Outcome::Unknown, &at, message);
            self.completion.set(BatchOutcome::Failed(error));
        }
        self.all.batches.lock().remove(&self.id);
        self.completion.finish();
    }
}

impl IncompleteEntry {
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// The batch takes no more records than these.
    pub(crate) fn count_records(&self, records: u32) {
        self.completion.records.store(records, Ordering::Release);
    }

    /// The batch never took a record.
    pub(crate) fn withdraw(self) {
        self.finish();
    }

    pub(super) fn finish(self) {
        self.all.batches.lock().remove(&self.id);
        self.completion.finish();
        drop(self);
    }
}

/// Waits until a set of batches has finished, callbacks and children of splits included (rules A43, A64).
#[derive(Debug)]
pub(crate) struct Drained {
    left: Vec<Arc<BatchCompletion>>,
    slot: Option<usize>,
}

impl Drained {
    pub(crate) fn new(left: Vec<Arc<BatchCompletion>>) -> Self {
        Self { left, slot: None }
    }

    /// Takes the finished batches off the end and puts the children of split ones in their place.
    fn advance(&mut self) -> Option<&Arc<BatchCompletion>> {
        while self.left.last().is_some_and(|last| last.is_finished()) {
            let done = self.left.pop();
            self.slot = None;
            if let Some(BatchOutcome::Split(children)) = done.as_ref().and_then(|d| d.outcome.get()) {
                self.left.extend(children.iter().map(|(_, child)| child.clone()));
            }
        }
        self.left.last()
    }

    /// Batches that have not finished, of those that were asked for.
    pub(crate) fn left(&self) -> usize {
        self.left.len()
    }

    pub(crate) fn block(mut self) {
        while let Some(last) = self.advance().cloned() {
            last.block_until(BatchCompletion::is_finished);
        }
    }
}

impl Future for Drained {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        while let Some(last) = self.advance().cloned() {
            if last.poll_until(cx, &mut self.slot, BatchCompletion::is_finished).is_pending() {
                return Poll::Pending;
            }
        }
        Poll::Ready(())
    }
}
