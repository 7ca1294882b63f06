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
    places: Mutex<Places>,
}

/// The batches, in places that are used again and again together with their completions, so that batches come and go without an
/// allocation.
#[derive(Debug, Default)]
struct Places {
    places: Vec<Place>,
    vacant: Vec<u32>,
}

#[derive(Debug)]
struct Place {
    /// Number of the batch; `None` while the place is vacant.
    batch: Option<u64>,
    /// In a vacant place, one for the next batch if nobody holds it any more.
    completion: Option<Arc<BatchCompletion>>,
}

/// Vacant places that keep their completion.
const COMPLETIONS_KEPT: usize = 16 << 10;

impl Places {
    fn occupy(&mut self, batch: u64) -> (u32, Arc<BatchCompletion>) {
        let index = self.vacant.pop().unwrap_or_else(|| {
            self.places.push(Place { batch: None, completion: None });
            (self.places.len() - 1) as u32
        });
        let place = &mut self.places[index as usize];
        place.batch = Some(batch);
        let used = place.completion.take().and_then(|mut completion| {
            // Futures of the batch before may still hold theirs.
            *Arc::get_mut(&mut completion)? = BatchCompletion::new();
            Some(completion)
        });
        let completion = used.unwrap_or_else(|| Arc::new(BatchCompletion::new()));
        place.completion = Some(completion.clone());
        (index, completion)
    }

    fn vacate(&mut self, index: u32) {
        let place = &mut self.places[index as usize];
        place.batch = None;
        // An error has texts, and may not be kept for nothing.
        let small = place
            .completion
            .as_ref()
            .is_some_and(|c| matches!(c.outcome.get(), Some(BatchOutcome::Written { .. })));
        if !small || self.vacant.len() >= COMPLETIONS_KEPT {
            place.completion = None;
        }
        self.vacant.push(index);
    }

    fn batches(&self) -> impl Iterator<Item = (u64, &Arc<BatchCompletion>)> {
        self.places.iter().filter_map(|place| Some((place.batch?, place.completion.as_ref()?)))
    }
}

impl Incomplete {
    pub(crate) fn open(self: &Arc<Self>, partition: &Arc<Partition>) -> IncompleteEntry {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (place, completion) = self.places.lock().occupy(id);
        IncompleteEntry { id, place, completion, partition: partition.clone(), all: self.clone() }
    }

    pub(crate) fn len(&self) -> usize {
        let places = self.places.lock();
        places.places.len() - places.vacant.len()
    }

    /// Records of all batches here; `open` has the counts of those that still take records.
    pub(crate) fn records(&self, open: &BTreeMap<u64, u32>) -> u64 {
        let places = self.places.lock();
        let of = |(id, batch): (u64, &Arc<BatchCompletion>)| match batch.records.load(Ordering::Acquire) {
            0 => open.get(&id).copied().unwrap_or(0),
            closed => closed,
        };
        places.batches().map(|entry| u64::from(of(entry))).sum()
    }

    pub(crate) fn snapshot(&self) -> Vec<Arc<BatchCompletion>> {
        self.places.lock().batches().map(|(_, completion)| completion.clone()).collect()
    }
}

/// One batch's place among the incomplete ones. Dropping it before an outcome was decided, which only a panic or
/// the end of the driver can do, fails the batch: nobody waits for ever.
#[derive(Debug)]
pub(crate) struct IncompleteEntry {
    id: u64,
    place: u32,
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
        self.all.places.lock().vacate(self.place);
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

    /// How many records the batch has, once it takes no more.
    pub(crate) fn records(&self) -> u32 {
        self.completion.records.load(Ordering::Acquire)
    }

    /// The batch never took a record.
    pub(crate) fn withdraw(self) {
        self.finish();
    }

    pub(super) fn finish(self) {
        self.all.places.lock().vacate(self.place);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> BatchOutcome {
        BatchOutcome::Written { base_offset: Some(7), log_append_time: None }
    }

    #[test]
    fn a_place_is_used_again_with_a_completion_that_nobody_holds() {
        let mut places = Places::default();
        let (first, completion) = places.occupy(1);
        completion.set(written());
        let address = Arc::as_ptr(&completion);
        drop(completion);
        places.vacate(first);
        let (again, completion) = places.occupy(2);
        assert_eq!((again, Arc::as_ptr(&completion)), (first, address));
        assert!(!completion.has_outcome() && !completion.is_finished(), "as new");
    }

    #[test]
    fn a_completion_that_somebody_holds_keeps_its_outcome() {
        let mut places = Places::default();
        let (place, held) = places.occupy(1);
        held.set(written());
        places.vacate(place);
        let (again, completion) = places.occupy(2);
        assert_eq!(again, place);
        assert!(!Arc::ptr_eq(&held, &completion));
        assert!(held.has_outcome() && !completion.has_outcome());
        assert_eq!(places.batches().map(|(batch, _)| batch).collect::<Vec<_>>(), [2]);
    }
}
