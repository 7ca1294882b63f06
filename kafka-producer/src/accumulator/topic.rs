//! A topic as application threads see it: its partitions, its sticky choice, and who waits for its metadata.

use std::fmt;

use kafka_net::{Rng, Tick, TopicMetadata};
use kafka_protocol::ErrorCode;
use kafka_records::CompressionRatios;

use crate::accumulator::ClosedBatch;
use crate::accumulator::lane::{Appender, LANES, Lane};
use crate::accumulator::load::Loads;
use crate::accumulator::queue::{Choice, PartitionQueue, QueueHead};
use crate::accumulator::sticky::StickyChooser;
use crate::accumulator::wait::{WaitCell, WaitEnd};
use crate::sync::{Arc, AtomicI32, AtomicU32, AtomicU64, Mutex, MutexGuard, OnceLock, Ordering};

/// Partitions of the first segment; each following one is twice as long.
const FIRST_SEGMENT: usize = 8;
/// 18 segments hold 2,097,144 partitions, above the 1,000,000 that metadata may name (L14).
pub(super) const SEGMENTS: usize = 18;

/// What the partitions of a topic share.
#[derive(Debug)]
pub(crate) struct TopicShared {
    pub(crate) name: Arc<str>,
    /// For each lane the partition that records without key go to now; -1 before the first choice (R70).
    sticky: [AtomicI32; LANES],
    chooser: Mutex<StickyChooser>,
    /// What waits in each partition.
    pub(crate) loads: Loads,
    /// Counts records whose partitions take turns (R84).
    turn: AtomicU32,
    /// How well the topic compresses (R63).
    pub(crate) ratio: Mutex<CompressionRatios>,
    /// Bytes that a batch may grow to; lowered when the broker answers MESSAGE_TOO_LARGE (R184).
    pub(crate) batch_cap: AtomicU64,
}

impl TopicShared {
    /// The partition that records without key go to now, in this lane; -1 before the first choice (R70).
    #[inline]
    pub(crate) fn sticky(&self, lane: Lane) -> i32 {
        self.sticky[lane.index()].load(Ordering::Relaxed)
    }

    /// Chooses the next sticky partition of the lane (R71, R78), one of another lane only where it comes up again and again; `None`
    /// before metadata.
    pub(crate) fn choose_sticky(&self, lane: Lane) -> Option<i32> {
        let mut chooser = self.chooser.lock();
        chooser.note_lane(lane);
        let mut next = chooser.next(&self.loads)?;
        for _ in 0..LANES {
            if !self.is_elsewhere(&chooser, next, lane) {
                break;
            }
            next = chooser.next(&self.loads)?;
        }
        // With the chooser locked, no other lane takes the same at the same time.
        self.sticky[lane.index()].store(next, Ordering::Relaxed);
        Some(next)
    }

    /// Moves the sticky choice of the lane to another partition than the one of now (KIP-480).
    pub(crate) fn choose_other(&self, lane: Lane) -> Option<i32> {
        let mut chooser = self.chooser.lock();
        let next = chooser.other_than(self.sticky(lane))?;
        // Before it is unlocked: fewer partitions, of which metadata may tell now, must not be overwritten.
        self.sticky[lane.index()].store(next, Ordering::Relaxed);
        Some(next)
    }

    /// Whether another lane that is in use is at this partition.
    fn is_elsewhere(&self, chooser: &StickyChooser, partition: i32, lane: Lane) -> bool {
        let at = |(index, sticky): (usize, &AtomicI32)| {
            index != lane.index() && sticky.load(Ordering::Relaxed) == partition && chooser.uses_lane(index)
        };
        self.sticky.iter().enumerate().any(at)
    }

    /// Any partition with a leader; any at all where none has one; `None` before metadata.
    pub(crate) fn any_partition(&self) -> Option<i32> {
        self.chooser.lock().any()
    }

    /// The next partition in turn among those with a leader (R84); `None` before metadata.
    pub(crate) fn next_in_turn(&self) -> Option<i32> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) as usize;
        let chooser = self.chooser.lock();
        let available = chooser.available();
        (!available.is_empty()).then(|| available[turn % available.len()])
    }

    /// Partitions with a leader; all of them where none has one.
    pub(crate) fn available(&self) -> Arc<[i32]> {
        self.chooser.lock().available().clone()
    }
}

/// A topic that this producer uses.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) shared: Arc<TopicShared>,
    /// Partitions known; 0 before the first good metadata.
    count: AtomicI32,
    segments: [OnceLock<Box<[Arc<Partition>]>>; SEGMENTS],
    /// Times that metadata was announced; changes with the waiters locked.
    announcements: AtomicU64,
    waiters: Mutex<Waiters>,
    /// What the newest good metadata says of it.
    metadata: Mutex<Option<Arc<TopicMetadata>>>,
}

#[derive(Debug, Default)]
struct Waiters {
    cells: Vec<Arc<WaitCell>>,
    /// The topic's own error in the newest metadata, told to those who wait (R131).
    error: Option<ErrorCode>,
    closed: bool,
}

impl Topic {
    pub(crate) fn new(name: Arc<str>, rng: Rng, batch_cap: usize, adaptive: bool) -> Self {
        let shared = Arc::new(TopicShared {
            name,
            sticky: [const { AtomicI32::new(-1) }; LANES],
            chooser: Mutex::new(StickyChooser::new(rng, adaptive)),
            loads: Loads::new(),
            turn: AtomicU32::new(0),
            ratio: Mutex::new(CompressionRatios::default()),
            batch_cap: AtomicU64::new(batch_cap as u64),
        });
        Self {
            shared,
            count: AtomicI32::new(0),
            segments: [const { OnceLock::new() }; SEGMENTS],
            announcements: AtomicU64::new(0),
            waiters: Mutex::new(Waiters::default()),
            metadata: Mutex::new(None),
        }
    }

    pub(crate) fn name(&self) -> &Arc<str> {
        &self.shared.name
    }

    /// Partitions known; 0 before the first good metadata.
    pub(crate) fn partition_count(&self) -> i32 {
        self.count.load(Ordering::Acquire)
    }

    /// The partition of this index, if the topic has it.
    pub(crate) fn partition(&self, index: i32) -> Option<&Arc<Partition>> {
        if index < 0 || index >= self.partition_count() {
            return None;
        }
        let (segment, at) = locate(index as usize);
        self.segments[segment].get()?.get(at)
    }

    /// What the newest good metadata says of it.
    pub(crate) fn metadata(&self) -> Option<Arc<TopicMetadata>> {
        self.metadata.lock().clone()
    }

    pub(crate) fn describe(&self, metadata: &Arc<TopicMetadata>) {
        *self.metadata.lock() = Some(metadata.clone());
    }

    /// Every partition that was ever known.
    pub(crate) fn partitions(&self) -> impl Iterator<Item = &Arc<Partition>> {
        self.segments.iter().filter_map(OnceLock::get).flatten()
    }

    /// Takes over what new metadata says: so many partitions, those with a leader, and those of them whose leader is to be
    /// preferred. `next_id` numbers partitions seen for the first time; they are returned. Only the sender calls this.
    pub(crate) fn update(
        &self,
        count: i32,
        led: Vec<i32>,
        preferred: Vec<i32>,
        next_id: &mut u32,
    ) -> Vec<Arc<Partition>> {
        let mut fresh = Vec::new();
        if count > 0 {
            for segment in 0..=locate(count as usize - 1).0 {
                self.shared.loads.reach(segment);
                self.segments[segment].get_or_init(|| {
                    let first = FIRST_SEGMENT * ((1 << segment) - 1);
                    (0..segment_len(segment))
                        .map(|at| {
                            let partition = Arc::new(Partition {
                                shared: self.shared.clone(),
                                index: (first + at) as i32,
                                id: *next_id,
                                queue: Mutex::new(PartitionQueue::default()),
                            });
                            *next_id += 1;
                            fresh.push(partition.clone());
                            partition
                        })
                        .collect()
                });
            }
        }
        let available = if led.is_empty() { (0..count).collect() } else { led.into() };
        self.shared.chooser.lock().update(available, preferred.into());
        for sticky in &self.shared.sticky {
            if sticky.load(Ordering::Relaxed) >= count {
                sticky.store(-1, Ordering::Relaxed);
            }
        }
        self.count.store(count, Ordering::Release);
        fresh
    }

    /// How often metadata has been announced. To be asked before the topic is looked at, and told to
    /// [`enqueue`](Self::enqueue) when it was in vain.
    pub(crate) fn announcements(&self) -> u64 {
        self.announcements.load(Ordering::Acquire)
    }

    /// Queues a caller for the next metadata after that of `seen`. What was announced since is what the caller waits for:
    ///
    /// 1. the caller finds no partition and turns to waiting;
    /// 2. the sender announces metadata, to nobody;
    /// 3. the caller arrives, and the next metadata is a back-off away.
    pub(crate) fn enqueue(&self, seen: u64, deadline: Tick) -> Arc<WaitCell> {
        let cell = Arc::new(WaitCell::new(deadline));
        let mut waiters = self.waiters.lock();
        if waiters.closed {
            cell.resolve(WaitEnd::Closed);
        } else if self.announcements() != seen {
            cell.resolve(WaitEnd::Ready);
        } else {
            waiters.cells.push(cell.clone());
        }
        cell
    }

    pub(crate) fn error(&self) -> Option<ErrorCode> {
        self.waiters.lock().error
    }

    /// New metadata for the topic arrived: everyone looks again.
    pub(crate) fn announce(&self, error: Option<ErrorCode>) {
        let cells = {
            let mut waiters = self.waiters.lock();
            waiters.error = error;
            self.announcements.fetch_add(1, Ordering::Release);
            std::mem::take(&mut waiters.cells)
        };
        for cell in cells {
            cell.resolve(WaitEnd::Ready);
        }
    }

    /// Ends the waits whose deadline has come; true while somebody still waits.
    pub(crate) fn expire(&self, now: Tick) -> bool {
        let mut expired = Vec::new();
        let left = {
            let mut waiters = self.waiters.lock();
            waiters.cells.retain(|cell| {
                let over = cell.deadline() <= now;
                if over {
                    expired.push(cell.clone());
                }
                !over
            });
            !waiters.cells.is_empty()
        };
        for cell in expired {
            cell.resolve(WaitEnd::TimedOut);
        }
        left
    }

    pub(crate) fn next_deadline(&self) -> Option<Tick> {
        self.waiters.lock().cells.iter().map(|cell| cell.deadline()).min()
    }

    /// Ends all waits for metadata: the brokers do not let this client in (R122).
    pub(crate) fn refuse(&self) {
        let cells = std::mem::take(&mut self.waiters.lock().cells);
        for cell in cells {
            cell.resolve(WaitEnd::Unauthenticated);
        }
    }

    pub(crate) fn close(&self) {
        let cells = {
            let mut waiters = self.waiters.lock();
            waiters.closed = true;
            std::mem::take(&mut waiters.cells)
        };
        for cell in cells {
            cell.resolve(WaitEnd::Closed);
        }
    }
}

/// Partitions of one segment.
pub(super) const fn segment_len(segment: usize) -> usize {
    FIRST_SEGMENT << segment
}

/// The segment of a partition, and its place there.
pub(super) fn locate(index: usize) -> (usize, usize) {
    let segment = (index / FIRST_SEGMENT + 1).ilog2() as usize;
    (segment, index - FIRST_SEGMENT * ((1 << segment) - 1))
}

/// One partition: its queue of batches, and the number by which the sender knows it.
// The queue begins a line of the processor's cache, see there.
#[repr(C, align(64))]
pub(crate) struct Partition {
    pub(crate) queue: Mutex<PartitionQueue>,
    pub(crate) shared: Arc<TopicShared>,
    index: i32,
    pub(crate) id: u32,
}

impl Partition {
    pub(crate) fn topic(&self) -> &Arc<str> {
        &self.shared.name
    }

    pub(crate) fn index(&self) -> i32 {
        self.index
    }

    /// Locks the queue for a record. Who has to wait for another appender at a sticky choice takes another lane from the next record on.
    #[inline]
    pub(super) fn lock_to_append(&self, choice: Choice) -> MutexGuard<'_, PartitionQueue> {
        let Choice::Sticky(lane) = choice else { return self.queue.lock() };
        let me = Appender::current();
        let mut queue = self.queue.try_lock().unwrap_or_else(|| self.wait_to_append(me, lane));
        if queue.appender != (me, lane) {
            queue.appender = (me, lane);
        }
        queue
    }

    #[cold]
    fn wait_to_append(&self, me: Appender, lane: Lane) -> MutexGuard<'_, PartitionQueue> {
        let queue = self.queue.lock();
        let (other, its_lane) = queue.appender;
        if other != me && its_lane == lane {
            Lane::leave();
        }
        queue
    }

    /// Takes the oldest batch, closing the open one if it is the only one, if it has at most so many bytes on the wire before compression.
    /// Beside it the head that is left.
    pub(crate) fn take_within(&self, bytes: usize) -> (Option<ClosedBatch>, QueueHead) {
        self.take_if(|queue| queue.head_facts().is_some_and(|(size, ..)| size <= bytes))
    }

    /// The same, if the batch was created by this time.
    pub(crate) fn take_created_by(&self, at: Tick) -> Option<ClosedBatch> {
        self.take_if(|queue| queue.oldest().is_some_and(|created| created <= at)).0
    }

    /// The same, if the batch has a number below this one.
    pub(crate) fn take_before(&self, ordinal: u64) -> Option<ClosedBatch> {
        self.take_if(|queue| queue.first_ordinal().is_some_and(|first| first < ordinal)).0
    }

    fn take_if(&self, wanted: impl FnOnce(&PartitionQueue) -> bool) -> (Option<ClosedBatch>, QueueHead) {
        let mut queue = self.queue.lock();
        if !wanted(&queue) {
            return (None, queue.head());
        }
        let taken = queue.take();
        self.shared.loads.set_queued(self.index, queue.waiting());
        (taken, queue.head())
    }
}

impl fmt::Debug for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.shared.name, self.index)
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.shared.name, self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic() -> Topic {
        Topic::new("t".into(), Rng::new(1), 1 << 20, true)
    }

    #[test]
    fn partitions_keep_their_identity_when_the_topic_grows() {
        let (topic, mut next_id) = (topic(), 0);
        assert_eq!(
            topic.update(6, vec![0, 1], vec![], &mut next_id).len(),
            8,
            "a whole segment is made at once"
        );
        let third = topic.partition(3).unwrap().clone();
        assert!(topic.partition(6).is_none());
        assert_eq!(topic.update(100, vec![], vec![], &mut next_id).len(), 16 + 32 + 64);
        assert!(Arc::ptr_eq(&third, topic.partition(3).unwrap()));
        for index in 0..100 {
            assert_eq!(topic.partition(index).unwrap().index(), index);
        }
        assert!(topic.partition(-1).is_none());
    }

    #[test]
    fn an_appender_that_waits_for_another_of_its_lane_takes_another_lane_and_partition() {
        let (topic, mut next_id) = (topic(), 0);
        topic.update(6, vec![], vec![], &mut next_id);
        let sticky = topic.shared.choose_sticky(Lane::FIRST).unwrap();
        let partition = topic.partition(sticky).unwrap();
        let append = || drop(partition.lock_to_append(Choice::Sticky(Lane::FIRST)));
        append();
        append();
        assert_eq!(Lane::current(), Lane::FIRST, "alone");
        std::thread::scope(|scope| {
            let other = scope.spawn(|| {
                // As if the lock had been taken.
                drop(partition.wait_to_append(Appender::current(), Lane::FIRST));
                Lane::current()
            });
            let lane = other.join().unwrap();
            assert_ne!(lane, Lane::FIRST);
            assert_ne!(topic.shared.choose_sticky(lane).unwrap(), sticky);
        });
        drop(partition.wait_to_append(Appender::current(), Lane::FIRST));
        assert_eq!(Lane::current(), Lane::FIRST, "the sender held it, and this thread appended last");
    }

    #[test]
    fn lanes_that_nobody_uses_any_more_do_not_keep_their_partitions() {
        let (topic, mut next_id) = (topic(), 0);
        topic.update(8, vec![], vec![], &mut next_id);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for _ in 0..2 * LANES {
                    topic.shared.choose_sticky(Lane::current()).unwrap();
                    Lane::leave();
                }
            });
        });
        let mut chosen = [0; 8];
        for _ in 0..8000 {
            chosen[topic.shared.choose_sticky(Lane::FIRST).unwrap() as usize] += 1;
        }
        assert!(chosen.iter().all(|count| (800..1200).contains(count)), "{chosen:?}");
    }

    /// R70, R71.
    #[test]
    fn the_sticky_choice_prefers_partitions_with_a_leader_and_moves_on() {
        let (topic, mut next_id) = (topic(), 0);
        assert_eq!(topic.shared.choose_sticky(Lane::FIRST), None);
        topic.update(6, vec![2, 4], vec![], &mut next_id);
        let chosen: std::collections::BTreeSet<i32> =
            (0..50).filter_map(|_| topic.shared.choose_sticky(Lane::FIRST)).collect();
        assert_eq!(chosen.into_iter().collect::<Vec<_>>(), [2, 4]);
        topic.update(3, vec![], vec![], &mut next_id);
        for _ in 0..20 {
            assert!((0..3).contains(&topic.shared.choose_sticky(Lane::FIRST).unwrap()));
        }
    }

    #[test]
    fn partitions_take_turns_among_those_with_a_leader() {
        let (topic, mut next_id) = (topic(), 0);
        assert_eq!(topic.shared.next_in_turn(), None);
        topic.update(6, vec![1, 3, 5], vec![], &mut next_id);
        let turns: Vec<i32> = (0..6).filter_map(|_| topic.shared.next_in_turn()).collect();
        assert_eq!(turns[..3], turns[3..]);
        assert_eq!(turns.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    }

    #[test]
    fn the_largest_partition_count_has_a_place() {
        assert!(locate(1_999_999).0 < SEGMENTS);
    }
}
