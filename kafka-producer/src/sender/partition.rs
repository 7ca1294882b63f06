//! What the sender keeps about one partition: its leader, its batches on the way, and its sequence state.

use std::collections::VecDeque;

use kafka_net::Tick;
use kafka_protocol::{BrokerId, TopicId};

use crate::accumulator::{Partition, ProducerBatch, QueueHead};
use crate::delivery::FinishedBatch;
use crate::error::ProduceErrorKind;
use crate::sender::sequence::PartitionSequence;
use crate::sync::Arc;

/// One partition as the sender sees it.
#[derive(Debug)]
pub(crate) struct PartitionState {
    pub(crate) partition: Arc<Partition>,
    /// The id of the topic, which changes when it is deleted and made again.
    pub(crate) topic_id: Option<TopicId>,
    pub(crate) leader: Option<BrokerId>,
    /// The newest leader that was known, also while there is none.
    pub(crate) last_leader: Option<BrokerId>,
    pub(crate) leader_epoch: Option<i32>,
    /// The node in whose ready queue the partition stands.
    pub(crate) queued_on: Option<BrokerId>,
    /// Batches that are being sealed or are sealed and not sent yet, oldest first.
    pub(crate) sealing: VecDeque<SealSlot>,
    /// Batches to send again, oldest first: always before anything new (R44).
    pub(crate) retries: VecDeque<ProducerBatch>,
    /// Batches in unanswered requests, oldest first.
    pub(crate) wire: VecDeque<WireEntry>,
    /// When the partition's timer fires; `MAX` while it has none.
    pub(crate) armed: Tick,
    /// The partition stands among those that linger.
    pub(crate) lingers: bool,
    /// What is known of the shared queue.
    pub(crate) head: KnownHead,
    pub(crate) sequence: PartitionSequence,
    /// The leader changed and the new one has not taken a batch yet: one batch in flight at most (R175).
    pub(crate) new_leader: bool,
    /// Batches taken from the queue in order, each with its outcome once decided: completions leave from the
    /// front only (A40).
    order: VecDeque<(u64, Option<FinishedBatch>)>,
}

/// What the sender knows of the head of a shared queue. Each look takes a lock from the threads that append, so there is one only where
/// something has changed: when a batch begins or becomes ready the board says so, and batches leave through the sender's hands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownHead {
    head: QueueHead,
    /// Something else may be true by now.
    stale: bool,
}

impl Default for KnownHead {
    fn default() -> Self {
        Self { head: QueueHead::Empty, stale: true }
    }
}

impl KnownHead {
    /// The board has the partition. A batch that began in an empty queue is the head; where it has left again before it was told, it is
    /// found to be gone when it is taken.
    pub(crate) fn note(&mut self, begun: Option<Tick>) {
        match begun {
            Some(created) if !self.stale && self.head == QueueHead::Empty => {
                self.head = QueueHead::Open(created);
            }
            _ => self.stale = true,
        }
    }

    /// What a look has shown.
    pub(crate) fn set(&mut self, head: QueueHead) {
        *self = Self { head, stale: false };
    }

    /// The queue was changed without a look.
    pub(crate) fn forget(&mut self) {
        self.stale = true;
    }
}

/// A batch of which an unanswered request holds a copy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WireEntry {
    pub(crate) ordinal: u64,
    pub(crate) token: u64,
    pub(crate) broker: BrokerId,
    pub(crate) created: Tick,
    /// Its records have been told already (expired).
    pub(crate) finished: bool,
}

/// A place in the order of sealing.
#[expect(clippy::large_enum_variant, reason = "there are two places a partition at most")]
#[derive(Debug)]
pub(crate) enum SealSlot {
    /// The job is out; the number is the batch's ordinal.
    Sealing(u64),
    /// The job is out, and its batch fails for this cause when it comes back.
    Ended {
        ordinal: u64,
        kind: ProduceErrorKind,
        message: String,
    },
    Sealed(ProducerBatch),
}

impl SealSlot {
    /// Whether the job of this batch is out.
    pub(crate) fn awaits(&self, batch: u64) -> bool {
        match self {
            Self::Sealing(ordinal) | Self::Ended { ordinal, .. } => *ordinal == batch,
            Self::Sealed(_) => false,
        }
    }
}

impl PartitionState {
    pub(crate) fn new(partition: Arc<Partition>) -> Self {
        Self {
            partition,
            topic_id: None,
            leader: None,
            last_leader: None,
            leader_epoch: None,
            queued_on: None,
            sealing: VecDeque::new(),
            retries: VecDeque::new(),
            wire: VecDeque::new(),
            armed: Tick::MAX,
            lingers: false,
            head: KnownHead::default(),
            sequence: PartitionSequence::default(),
            new_leader: false,
            order: VecDeque::new(),
        }
    }

    /// The head of the shared queue.
    pub(crate) fn head(&mut self) -> QueueHead {
        if self.head.stale {
            let head = self.partition.queue.lock().head();
            self.head.set(head);
        }
        self.head.head
    }

    /// Creation time of the oldest batch whose records have not been told, those of the shared queue included.
    pub(crate) fn oldest_of_all(&mut self) -> Option<Tick> {
        [self.oldest(), self.head().created()].into_iter().flatten().min()
    }

    /// A batch leaves the shared queue: from here on its completion waits for those before it.
    pub(crate) fn enlist(&mut self, ordinal: u64) {
        self.order.push_back((ordinal, None));
    }

    /// A batch is replaced by the children of its split, which take its place in the order.
    pub(crate) fn enlist_children(&mut self, parent: u64, children: &[u64]) {
        let at = self.order.partition_point(|(ordinal, _)| *ordinal < parent);
        self.order.remove(at);
        for (i, child) in children.iter().enumerate() {
            self.order.insert(at + i, (*child, None));
        }
    }

    /// The outcome of a batch is decided; returns what may be told now, in order.
    pub(crate) fn release(
        &mut self,
        ordinal: u64,
        finished: FinishedBatch,
        mut out: impl FnMut(u64, FinishedBatch),
    ) {
        let at = self.order.partition_point(|(o, _)| *o < ordinal);
        if let Some((_, slot)) = self.order.get_mut(at) {
            *slot = Some(finished);
        }
        while let Some((_, Some(_))) = self.order.front() {
            if let Some((ordinal, Some(finished))) = self.order.pop_front() {
                out(ordinal, finished);
            }
        }
    }

    /// Puts a batch back among the retries, in order (R44).
    pub(crate) fn requeue(&mut self, batch: ProducerBatch) {
        let at = self.retries.partition_point(|other| other.ordinal < batch.ordinal);
        self.retries.insert(at, batch);
    }

    /// R38, last clause: a batch is sent again only as the first of those outstanding, never beside others at an
    /// older leader (I20), and not while it waits for a new epoch that would change its sequence.
    pub(crate) fn may_send_retry(&self) -> bool {
        let Some(retry) = self.retries.front() else { return false };
        self.wire.iter().all(|e| retry.ordinal < e.ordinal && Some(e.broker) == self.leader)
            && (retry.unproven || retry.stamp.is_none() || !self.sequence.wants_bump)
    }

    /// Takes the wire entry of a batch that was answered.
    pub(crate) fn answered(&mut self, ordinal: u64, token: u64) -> Option<WireEntry> {
        let at = self.wire.iter().position(|e| e.ordinal == ordinal && e.token == token)?;
        self.wire.remove(at)
    }

    /// Shows partitioners how many batches wait here, beside those of the shared queue (R78).
    pub(crate) fn show_held(&self) {
        let held = u32::try_from(self.sealing.len() + self.retries.len()).unwrap_or(u32::MAX);
        self.partition.shared.loads.set_held(self.partition.index(), held);
    }

    /// Nothing of the partition is under way.
    pub(crate) fn is_quiet(&self) -> bool {
        self.wire.is_empty() && self.retries.is_empty()
    }

    /// Creation time of the oldest batch that the sender holds and whose records have not been told.
    pub(crate) fn oldest(&self) -> Option<Tick> {
        let wire = self.wire.iter().find(|e| !e.finished).map(|e| e.created);
        let retry = self.retries.front().map(|b| b.created);
        let sealed = self.sealing.iter().find_map(|slot| match slot {
            SealSlot::Sealed(batch) => Some(batch.created),
            SealSlot::Sealing(_) | SealSlot::Ended { .. } => None,
        });
        [wire, retry, sealed].into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_known_until_somebody_says_otherwise() {
        let mut head = KnownHead::default();
        assert!(head.stale, "nothing was seen yet");
        head.set(QueueHead::Empty);
        head.note(Some(Tick::from_millis(3)));
        assert_eq!((head.head, head.stale), (QueueHead::Open(Tick::from_millis(3)), false));
        // Of a second batch nothing is known but that it is there.
        head.note(Some(Tick::from_millis(4)));
        assert!(head.stale);
        head.set(QueueHead::Open(Tick::from_millis(4)));
        head.note(None);
        assert!(head.stale, "it became ready");
        head.set(QueueHead::Empty);
        head.forget();
        head.note(Some(Tick::from_millis(5)));
        assert!(head.stale, "what is not known is not guessed");
    }
}
