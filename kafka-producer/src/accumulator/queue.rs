//! The queue of one partition: the open tail batch, and closed ones that the sender has not taken.

use std::collections::VecDeque;

use bytes::Bytes;
use kafka_net::Tick;
use kafka_records::{AppendError, BatchBuilder, RecordRef};

use crate::accumulator::batch::{ClosedBatch, OpenBatch};
use crate::accumulator::chunk::{Charge, PooledChunk, size_class};
use crate::accumulator::lane::{Appender, Lane};
use crate::accumulator::memory::{MemoryTicket, Reserved, Wanted};
use crate::accumulator::topic::Partition;
use crate::accumulator::{Admitted, Append, RecordAccumulator};
use crate::clock::Clock;
use crate::delivery::{RecordFacts, Report, ReportRoom, Reports};
use crate::error::SendError;
use crate::record::ProducerRecord;
use crate::sync::{Arc, MutexGuard, Ordering};

/// Bytes of the first chunk of a batch: those of the whole batch before, between these two. Each further chunk doubles what the batch
/// holds, up to [`LAST_CHUNK`].
const LEAST_CHUNK: usize = 512;
const FIRST_CHUNK_MAX: usize = 64 << 10;
/// The same where memory is not plentiful.
const MODEST_CHUNK: usize = 4 << 10;
const LAST_CHUNK: usize = 256 << 10;

/// Batches of one partition that the sender has not taken.
// In this order, and at the start of a line: the lock, and behind it what an append reads and writes, tags first, in as few lines of the
// processor's cache as can be. With a thousand partitions in turn, lines are what an append costs.
#[derive(Debug, Default)]
#[repr(C)]
pub(crate) struct PartitionQueue {
    pub(crate) open: Option<OpenBatch>,
    /// Bytes appended by the sticky choice since it settled here (R72).
    sticky_bytes: usize,
    /// The partition stands on the signal board because of a batch that is ready.
    signalled_ready: bool,
    /// Who appended last by the sticky choice, and in which lane.
    pub(super) appender: (Appender, Lane),
    pub(crate) closed: VecDeque<ClosedBatch>,
    next_ordinal: u64,
    /// Batches in `closed`, one that has grown counted as several (R78).
    closed_waiting: u32,
    /// Bytes of the open batch that were signalled.
    signalled_len: usize,
    /// What the next batch will probably need.
    expected: Expected,
}

/// What the last batch of a partition needed: memory is taken in one piece where the next one is like it, and little of it where
/// batches are small.
#[derive(Clone, Copy, Debug, Default)]
struct Expected {
    /// Bytes of the first chunk; 0 before the first batch.
    chunk: usize,
    /// Bytes of tags.
    tags: usize,
}

impl Expected {
    fn of(batch: &OpenBatch) -> Self {
        let chunk = batch.builder.copied_len().next_power_of_two().min(FIRST_CHUNK_MAX);
        Self { chunk, tags: batch.reports.tag_bytes() }
    }
}

/// How an append found its partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Named by the record, its key, or a partitioner.
    Fixed,
    /// The topic's sticky partition of the moment, in the appender's lane.
    Sticky(Lane),
}

impl Choice {
    /// R75: whether the choice still stands, or another thread moved it on.
    #[inline]
    pub(crate) fn holds(self, partition: &Partition) -> bool {
        match self {
            Self::Fixed => true,
            Self::Sticky(lane) => partition.shared.sticky(lane) == partition.index(),
        }
    }

    #[inline]
    const fn is_sticky(self) -> bool {
        matches!(self, Self::Sticky(_))
    }
}

/// The oldest batch of a queue, by its creation time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueueHead {
    Empty,
    /// It takes more records until it has lingered.
    Open(Tick),
    /// It has no reason to linger.
    Ready(Tick),
}

impl QueueHead {
    pub(crate) fn created(self) -> Option<Tick> {
        match self {
            Self::Empty => None,
            Self::Open(created) | Self::Ready(created) => Some(created),
        }
    }
}

impl PartitionQueue {
    pub(crate) fn head(&self) -> QueueHead {
        match (self.closed.front(), &self.open) {
            (Some(closed), _) => QueueHead::Ready(closed.created),
            (None, Some(open)) if open.urgent || open.is_full() => QueueHead::Ready(open.created),
            (None, Some(open)) => QueueHead::Open(open.created),
            (None, None) => QueueHead::Empty,
        }
    }

    /// Creation time of the oldest batch.
    pub(crate) fn oldest(&self) -> Option<Tick> {
        self.closed.front().map(|b| b.created).or(self.open.as_ref().map(|b| b.created))
    }

    /// Takes the oldest batch, closing the open one if it is the only one.
    pub(crate) fn take(&mut self) -> Option<ClosedBatch> {
        let batch = self.closed.pop_front();
        self.closed_waiting -= batch.as_ref().map_or(0, |b| b.weight);
        self.signalled_ready = false;
        batch.or_else(|| {
            self.close_open();
            self.closed_waiting = 0;
            self.closed.pop_front()
        })
    }

    /// Batches here, one that has grown past `batch.size` counted as several (R78).
    pub(crate) fn waiting(&self) -> u32 {
        self.closed_waiting + self.open.as_ref().map_or(0, OpenBatch::weight)
    }

    /// Records of the batches here, and their bytes.
    pub(crate) fn content(&self) -> (u64, u64) {
        let builders = self.closed.iter().map(|b| &b.builder).chain(self.open.as_ref().map(|b| &b.builder));
        builders.fold((0, 0), |(records, bytes), b| {
            (records + u64::from(b.count()), bytes + b.records_len() as u64)
        })
    }

    /// The open batch takes no more records.
    fn close_open(&mut self) {
        if let Some(open) = self.open.take() {
            self.expected = Expected::of(&open);
            let batch = open.close();
            self.closed_waiting += batch.weight;
            self.closed.push_back(batch);
        }
    }

    /// Number of the oldest batch.
    pub(crate) fn first_ordinal(&self) -> Option<u64> {
        self.closed.front().map(|b| b.ordinal).or(self.open.as_ref().map(|b| b.ordinal))
    }

    /// Ends the open batch; returns the number of the next one.
    pub(crate) fn cut(&mut self) -> u64 {
        self.close_open();
        self.next_ordinal << 32
    }

    /// The oldest batch: bytes on the wire before compression, creation time, and whether a caller waits for it.
    pub(crate) fn head_facts(&self) -> Option<(usize, Tick, bool)> {
        let closed = self.closed.front().map(|b| (&b.builder, b.created, b.urgent));
        let open = || self.open.as_ref().map(|b| (&b.builder, b.created, b.urgent));
        let (builder, created, urgent) = closed.or_else(open)?;
        Some((builder.records_len() + kafka_records::HEADER_LEN, created, urgent))
    }
}

impl PartitionQueue {
    /// The bulk of all records: there is an open batch with room for the record and its report, and nothing becomes due by
    /// it, neither the batch nor the end of the sticky choice. The report is left to the caller. `None`, with nothing changed,
    /// where it is not like that.
    #[inline]
    pub(super) fn append_in_stride(
        &mut self,
        choice: Choice,
        body: &RecordRef<'_>,
        size_bound: usize,
        report: &Report,
    ) -> Option<(&mut OpenBatch, RecordFacts)> {
        let open = self.open.as_mut()?;
        let len = open.builder.records_len();
        let after = len + size_bound;
        let settled = self.sticky_bytes + size_bound;
        let facts = RecordFacts::of(body, open.builder.count());
        let in_stride = open.builder.spare() >= size_bound
            && after <= open.cap
            && (after < open.full_at || (self.signalled_ready && len >= open.full_at))
            && (settled < open.full_at || (settled < 2 * open.full_at && after < open.full_at))
            && open.reports.has_room(report);
        if !in_stride {
            return None;
        }
        open.builder.append(body).ok()?;
        if size_bound > open.largest {
            open.largest = size_bound;
        }
        if choice.is_sticky() {
            self.sticky_bytes += size_bound;
        }
        Some((open, facts))
    }
}

impl OpenBatch {
    /// Notes what is to be told of the record that was just encoded.
    fn admit(&mut self, facts: RecordFacts, admission: &mut AdmissionState<'_>) -> Admitted {
        self.reports.push(facts, std::mem::replace(admission.report, Report::None));
        Admitted { completion: admission.wants_delivery.then(|| self.entry.completion.clone()), facts }
    }
}

impl RecordAccumulator {
    /// Step 3 of a record's life: reserve memory, then encode the record into the open batch of its partition.
    /// Never waits (R186).
    pub(crate) fn append_to(
        &self,
        partition: &Arc<Partition>,
        choice: Choice,
        clock: &dyn Clock,
        record: &ProducerRecord<'_>,
        size_bound: usize,
        admission: &mut AdmissionState<'_>,
    ) -> Append {
        let timestamp = record.timestamp.unwrap_or_else(|| clock.wall());
        let body = record.body(timestamp);
        let mut guard = partition.lock_to_append(choice);
        if self.signals.is_closing() {
            return Append::Refused(SendError::Closed);
        }
        if !choice.holds(partition) {
            return Append::Moved;
        }
        if !admission.urgent
            && admission.shared.is_none()
            && let Some((open, facts)) = guard.append_in_stride(choice, &body, size_bound, admission.report)
        {
            return Append::Appended(open.admit(facts, admission));
        }
        self.append_beyond(guard, partition, choice, clock, &body, size_bound, admission)
    }

    /// Appends where a batch begins, grows or becomes ready, or where the sticky choice may move on.
    #[inline(never)]
    #[expect(clippy::too_many_arguments, reason = "the rest of `append_to`, kept out of its way")]
    fn append_beyond(
        &self,
        mut guard: MutexGuard<'_, PartitionQueue>,
        partition: &Arc<Partition>,
        choice: Choice,
        clock: &dyn Clock,
        body: &RecordRef<'_>,
        size_bound: usize,
        admission: &mut AdmissionState<'_>,
    ) -> Append {
        let queue = &mut *guard;
        let grown = queue.open.as_ref().is_some_and(|open| {
            !open.builder.is_empty() && open.builder.records_len() + size_bound > open.cap
        });
        if grown {
            // R14: no room; the batch is ready as it is.
            queue.close_open();
            self.signal_ready(queue, partition);
        }
        let created = queue.open.is_none();
        if created
            && let Choice::Sticky(lane) = choice
            && queue.sticky_bytes > 0
            && self.config.partitioner.moves_with_each_batch()
        {
            queue.sticky_bytes = 0;
            partition.shared.choose_other(lane);
            return Append::Moved;
        }
        let Some((open, charge)) = self.room(queue, partition, choice, clock, size_bound, admission) else {
            let room = self.counted(size_bound, Self::report_room(queue, admission.report));
            return Append::NeedMemory(size_bound + room.bytes());
        };
        let appended = match admission.shared {
            None => open.builder.append(body),
            Some(value) => open.builder.append_shared(body, charged(value, charge)),
        };
        let index = match appended {
            Ok(index) => index,
            Err(AppendError::NoRoom { needed }) => return Append::NeedMemory(needed),
            Err(
                AppendError::TimestampDelta { .. }
                | AppendError::TooLarge { .. }
                | AppendError::OffsetDelta { .. },
            ) if !open.builder.is_empty() => {
                // Nothing is wrong with the record, it only cannot follow the ones that are there: it begins the next batch.
                queue.close_open();
                self.signal_ready(queue, partition);
                return Append::Moved;
            }
            Err(error) => {
                // A batch without records must not stay behind.
                if open.builder.is_empty() {
                    queue.next_ordinal -= 1;
                    if let Some(empty) = queue.open.take() {
                        empty.entry.withdraw();
                    }
                    partition.shared.loads.set_queued(partition.index(), queue.waiting());
                    // Its memory came back here, where no look of the sender follows by itself.
                    if self.memory.waiting() > 0 {
                        self.signals.wake();
                    }
                }
                return Append::Refused(SendError::InvalidRecord(error.to_string()));
            }
        };
        if size_bound > open.largest {
            open.largest = size_bound;
        }
        let admitted = open.admit(RecordFacts::of(body, index), admission);
        let urgent = admission.urgent && !std::mem::replace(&mut open.urgent, true);
        let full = open.is_full();
        let open_since = open.created;
        if let Choice::Sticky(lane) = choice {
            queue.sticky_bytes += size_bound;
            self.maybe_switch(queue, partition, lane);
        }
        if urgent {
            self.signal_ready(queue, partition);
            self.signals.wake();
        } else {
            if full {
                self.signal_ready(queue, partition);
            } else if created {
                self.signals.begun(partition, open_since);
            }
            if created {
                // Even one that is full: the sender may sleep until there is more.
                drop(guard);
                self.signals.wake_by(open_since + self.config.linger);
            }
        }
        Append::Appended(admitted)
    }

    /// The open batch with room for the record and its report: everything that they need is reserved before the
    /// record's first byte is written (R176), and a new batch is only made once it is.
    fn room<'q>(
        &self,
        queue: &'q mut PartitionQueue,
        partition: &Arc<Partition>,
        choice: Choice,
        clock: &dyn Clock,
        size_bound: usize,
        admission: &AdmissionState<'_>,
    ) -> Option<(&'q mut OpenBatch, Option<Charge>)> {
        let shared = admission.shared.map_or(0, Bytes::len);
        let copied = size_bound - shared;
        let wanted = match &queue.open {
            Some(open) if open.builder.spare() >= copied => 0,
            Some(open) => open.held.clamp(LEAST_CHUNK, LAST_CHUNK),
            None if self.memory.is_plentiful() => queue.expected.chunk.max(LEAST_CHUNK),
            None => queue.expected.chunk.clamp(LEAST_CHUNK, MODEST_CHUNK),
        };
        let room = Self::report_room(queue, admission.report);
        let counted = self.counted(size_bound, room);
        let reserved = if wanted > 0 || counted != ReportRoom::NONE || shared > 0 {
            let (chunk, least) = if wanted == 0 { (0, 0) } else { (size_class(wanted.max(copied)), copied) };
            let wanted = Wanted { chunk, least, tags: counted.tags, extra: counted.extra + shared };
            self.memory.reserve(&wanted, admission.ticket)?
        } else {
            Reserved::default()
        };
        let Reserved { chunk, tags, mut charge } = reserved;
        if queue.open.is_none() {
            let (full_at, cap) = self.thresholds(partition);
            let builder = BatchBuilder::new(self.config.codec.compression);
            queue.open = Some(OpenBatch {
                ordinal: queue.next_ordinal << 32,
                builder: if choice.is_sticky() { builder } else { builder.one_of_many() },
                reports: Reports::expecting(queue.expected.tags),
                entry: self.incomplete.open(partition),
                // R19: a precise read, once a batch.
                created: clock.now(),
                full_at,
                cap,
                held: 0,
                largest: 0,
                urgent: false,
            });
            queue.next_ordinal += 1;
        }
        if let Some(chunk) = chunk {
            let open = queue.open.as_mut()?;
            open.held += chunk.capacity();
            open.builder.add_chunk(chunk);
            // Once a chunk is often enough to see a batch grow.
            partition.shared.loads.set_queued(partition.index(), queue.waiting());
        }
        let open = queue.open.as_mut()?;
        let value_charge = charge.as_mut().map(|charge| charge.split_off(shared));
        if room.tags > 0 {
            let chunk = tags.unwrap_or_else(|| PooledChunk::uncounted(&self.memory, room.tags));
            open.reports.grow_tags(chunk);
        }
        if room.extra > 0 {
            open.reports.grow_callbacks(charge.unwrap_or_else(|| Charge::none(&self.memory)));
        }
        Some((open, value_charge))
    }

    /// What the record's report lacks.
    fn report_room(queue: &PartitionQueue, report: &Report) -> ReportRoom {
        match &queue.open {
            Some(open) => open.reports.shortage(report),
            None => Reports::expecting(queue.expected.tags).shortage(report),
        }
    }

    /// The part of the room for a report that counts towards `buffer.memory`: nothing where that is so small that record and report could
    /// never fit together.
    fn counted(&self, size_bound: usize, room: ReportRoom) -> ReportRoom {
        if size_bound + room.bytes() > self.memory.limit() { ReportRoom::NONE } else { room }
    }

    /// Bytes at which a batch of this partition is full, and bytes that it never exceeds, both uncompressed.
    fn thresholds(&self, partition: &Partition) -> (usize, usize) {
        let header = kafka_records::HEADER_LEN;
        let full_at = self.config.batch_size.saturating_sub(header).max(1);
        let cap = partition.shared.batch_cap.load(Ordering::Relaxed) as usize;
        if self.config.batch_size == 0 {
            // C12: one record a batch.
            return (1, 0);
        }
        if self.config.codec.compression == kafka_records::Compression::None {
            return (full_at, cap.saturating_sub(header));
        }
        // R65: with a codec, fullness is judged by the estimated size on the wire.
        let ratio = f64::from(partition.shared.ratio.lock().ratio(self.config.codec.compression)) * 1.05;
        let full_at = (full_at as f64 / ratio.max(0.001)) as usize;
        (full_at, cap.saturating_sub(header).max(full_at))
    }

    /// R72: moves the sticky choice on after a batch's worth of bytes if the batch here is full, after twice that in any case.
    ///
    /// Ours: bytes are counted before compression on both sides, so that a topic that compresses well fills its batches.
    fn maybe_switch(&self, queue: &mut PartitionQueue, partition: &Partition, lane: Lane) {
        let Some(open) = &queue.open else { return };
        let (size, full) = (open.full_at, open.is_full());
        if self.config.partitioner.moves_with_each_batch() {
            if full {
                queue.sticky_bytes = 0;
                partition.shared.choose_other(lane);
            }
        } else if queue.sticky_bytes >= size && (full || queue.sticky_bytes >= 2 * size) {
            queue.sticky_bytes = 0;
            partition.shared.choose_sticky(lane);
        }
    }

    fn signal_ready(&self, queue: &mut PartitionQueue, partition: &Arc<Partition>) {
        let len = queue.open.as_ref().map_or(0, |open| open.builder.records_len());
        if std::mem::replace(&mut queue.signalled_ready, true) {
            let batches = len.saturating_sub(queue.signalled_len) / self.config.batch_size.max(1);
            if batches > 0 {
                queue.signalled_len = len;
                self.signals.grown(i32::try_from(batches).unwrap_or(i32::MAX));
            }
        } else {
            queue.signalled_len = len;
            self.signals.ready(partition);
        }
    }
}

/// The value with what it counts towards `buffer.memory`, until the last reference to it is gone.
fn charged(value: &Bytes, charge: Option<Charge>) -> Bytes {
    struct Charged {
        value: Bytes,
        _charge: Option<Charge>,
    }

    impl AsRef<[u8]> for Charged {
        fn as_ref(&self) -> &[u8] {
            &self.value
        }
    }

    Bytes::from_owner(Charged { value: value.clone(), _charge: charge })
}

/// What one call of `send` carries from try to try.
pub(crate) struct AdmissionState<'a> {
    pub(crate) report: &'a mut Report,
    pub(crate) ticket: Option<&'a MemoryTicket>,
    pub(crate) wants_delivery: bool,
    pub(crate) urgent: bool,
    /// The record's value, if it is not to be copied.
    pub(crate) shared: Option<&'a Bytes>,
}
