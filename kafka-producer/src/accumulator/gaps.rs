//! Partitions on which a record failed, and nothing is delivered until the application has acknowledged that (rule I08).

use std::collections::BTreeMap;

use crate::accumulator::topic::Partition;
use crate::delivery::{BatchOutcome, FinishedBatch};
use crate::error::{FailureContext, Outcome, ProduceError, ProduceErrorKind};
use crate::record::TopicPartition;
use crate::sync::Mutex;

/// The gaps of a producer with `gapless`, by the number of their partition.
#[derive(Debug, Default)]
pub(crate) struct Gaps(Mutex<BTreeMap<u32, Gap>>);

#[derive(Debug)]
struct Gap {
    at: TopicPartition,
    /// Batches before this one fail; all of them, until the gap is acknowledged.
    fence: u64,
}

/// What a record behind a gap is told.
pub(crate) const BEHIND_A_GAP: &str = "an earlier record of the partition failed, and gapless is on; Producer::acknowledge_gap lets the partition go on";

impl Gaps {
    /// A batch leaves with its outcome, after all before it. The first that failed opens a gap; those behind it fail too, and were perhaps
    /// written nevertheless.
    pub(crate) fn judge(&self, ordinal: u64, finished: &mut FinishedBatch) {
        let partition = finished.partition.clone();
        let mut gaps = self.0.lock();
        let is_behind = gaps.get(&partition.id).is_some_and(|gap| ordinal < gap.fence);
        match (&finished.outcome, is_behind) {
            (BatchOutcome::Written { .. }, true) => {
                let at = FailureContext {
                    topic: partition.topic().clone(),
                    partition: partition.index(),
                    attempts: 1,
                    elapsed: std::time::Duration::ZERO,
                };
                let message = BEHIND_A_GAP.to_owned();
                let error = ProduceError::new(ProduceErrorKind::Gap, Outcome::Unknown, &at, message);
                finished.outcome = BatchOutcome::Failed(error);
            }
            (BatchOutcome::Written { .. }, false) => {
                gaps.remove(&partition.id);
            }
            (BatchOutcome::Failed(_) | BatchOutcome::Rejected { .. }, false) => {
                let at = TopicPartition { topic: partition.topic().clone(), partition: partition.index() };
                gaps.insert(partition.id, Gap { at, fence: u64::MAX });
            }
            (BatchOutcome::Failed(_) | BatchOutcome::Rejected { .. }, true) | (BatchOutcome::Split(_), _) => {
            }
        }
    }

    /// What is admitted from here on may be delivered. False where there is nothing to acknowledge.
    pub(crate) fn acknowledge(&self, partition: &Partition) -> bool {
        // The queue before the gaps, as wherever both are locked.
        let mut queue = partition.queue.lock();
        let mut gaps = self.0.lock();
        let Some(gap) = gaps.get_mut(&partition.id).filter(|gap| gap.fence == u64::MAX) else { return false };
        gap.fence = queue.cut();
        true
    }

    /// Partitions whose gap is not acknowledged.
    pub(crate) fn open(&self) -> Vec<TopicPartition> {
        self.0.lock().values().filter(|gap| gap.fence == u64::MAX).map(|gap| gap.at.clone()).collect()
    }

    /// Every partition with a gap, and the first batch behind it that may be delivered.
    pub(crate) fn fences(&self) -> Vec<(u32, u64)> {
        self.0.lock().iter().map(|(id, gap)| (*id, gap.fence)).collect()
    }
}
