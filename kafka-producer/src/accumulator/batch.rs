//! A batch on its way: open for appends, then closed, then sealed and sent.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::{Bytes, BytesMut};
use kafka_net::Tick;
use kafka_records::{BatchBuilder, Codec, Compression, Magic, ProducerStamp, SealedBatch};

use crate::accumulator::chunk::{Charge, PooledChunk, sealed_class};
use crate::accumulator::memory::MemoryPool;
use crate::accumulator::message_set::{Inconvertible, MessageSet};
use crate::accumulator::topic::Partition;
use crate::delivery::{BatchCompletion, BatchOutcome, FinishedBatch, IncompleteEntry, Reports};
use crate::error::{FailureContext, Outcome};
use crate::sync::Arc;

/// The tail batch of a partition: records are encoded straight into it.
// The order is that of [`PartitionQueue`](crate::accumulator::queue::PartitionQueue).
#[derive(Debug)]
#[repr(C)]
pub(crate) struct OpenBatch {
    pub(crate) reports: Reports,
    pub(crate) builder: BatchBuilder<PooledChunk>,
    /// Uncompressed bytes at which the batch is full and ready (R67).
    pub(crate) full_at: usize,
    /// Uncompressed bytes that it never exceeds (R184).
    pub(crate) cap: usize,
    /// The largest upper bound of a record's size.
    pub(crate) largest: usize,
    /// Chunk bytes taken so far: the next chunk is as large again.
    pub(crate) held: usize,
    pub(crate) created: Tick,
    /// A caller waits for this very batch: it does not linger.
    pub(crate) urgent: bool,
    /// Number of the batch within its partition, counted from 0 without holes: the order of completion.
    pub(crate) ordinal: u64,
    pub(crate) entry: IncompleteEntry,
}

impl UnsealedBatch {
    /// The batch never got its bytes.
    pub(crate) fn finish(self, outcome: BatchOutcome) -> FinishedBatch {
        FinishedBatch { partition: self.partition, entry: self.entry, reports: self.reports, outcome }
    }

    pub(crate) fn context(&self, now: Tick) -> FailureContext {
        FailureContext {
            topic: self.partition.topic().clone(),
            partition: self.partition.index(),
            attempts: 0,
            elapsed: now - self.created,
        }
    }
}

impl OpenBatch {
    pub(crate) fn is_full(&self) -> bool {
        self.builder.records_len() >= self.full_at
    }

    /// Batches that it counts for: one of twice `batch.size` waits as long as two (R78).
    pub(crate) fn weight(&self) -> u32 {
        u32::try_from(self.builder.records_len().div_ceil(self.full_at.max(1)).max(1)).unwrap_or(u32::MAX)
    }

    pub(crate) fn close(self) -> ClosedBatch {
        self.entry.count_records(self.builder.count());
        ClosedBatch {
            weight: self.weight(),
            urgent: self.urgent,
            ordinal: self.ordinal,
            builder: self.builder,
            reports: self.reports,
            entry: self.entry,
            created: self.created,
            largest: self.largest,
        }
    }
}

/// A batch that takes no more records and is not sealed yet.
#[derive(Debug)]
pub(crate) struct ClosedBatch {
    pub(crate) ordinal: u64,
    /// Batches that it counts for in its queue.
    pub(crate) weight: u32,
    /// A caller waits for this very batch.
    pub(crate) urgent: bool,
    pub(crate) builder: BatchBuilder<PooledChunk>,
    pub(crate) reports: Reports,
    pub(crate) entry: IncompleteEntry,
    pub(crate) created: Tick,
    /// The largest upper bound of a record's size.
    pub(crate) largest: usize,
}

impl ClosedBatch {
    /// Gives the batch up before it was sealed.
    pub(crate) fn abandon(self, partition: &Arc<Partition>) -> UnsealedBatch {
        UnsealedBatch {
            partition: partition.clone(),
            ordinal: self.ordinal,
            records: self.builder.count(),
            reports: self.reports,
            entry: self.entry,
            created: self.created,
            urgent: self.urgent,
            largest: self.largest,
        }
    }

    /// Compresses and checksums the records, once (F47).
    pub(crate) fn seal(
        self,
        partition: &Arc<Partition>,
        codec: &Codec,
        pool: &Arc<MemoryPool>,
    ) -> Result<ProducerBatch, Box<(String, UnsealedBatch)>> {
        let rest = UnsealedBatch {
            partition: partition.clone(),
            ordinal: self.ordinal,
            records: self.builder.count(),
            reports: self.reports,
            entry: self.entry,
            created: self.created,
            urgent: self.urgent,
            largest: self.largest,
        };
        // A codec that panics must not strand its batch, nor those behind it.
        let finished = catch_unwind(AssertUnwindSafe(|| {
            self.builder.finish_into(codec, |len| pool.chunk_beyond(sealed_class(len)))
        }));
        match finished.map_err(|_| "the codec panicked".to_owned()).and_then(|r| r.map_err(|e| e.to_string()))
        {
            Ok(sealed) => {
                if sealed.compression() != Compression::None {
                    partition.shared.ratio.lock().observe(sealed.compression(), sealed.compression_ratio());
                }
                // The chunks carry their own reservation.
                Ok(rest.with(sealed, Charge::none(pool)))
            }
            Err(error) => Err(Box::new((error, rest))),
        }
    }
}

/// What is left of a batch beside its bytes.
#[derive(Debug)]
pub(crate) struct UnsealedBatch {
    pub(crate) partition: Arc<Partition>,
    pub(crate) ordinal: u64,
    pub(crate) records: u32,
    pub(crate) reports: Reports,
    pub(crate) entry: IncompleteEntry,
    pub(crate) created: Tick,
    pub(crate) urgent: bool,
    /// The largest upper bound of a record's size.
    pub(crate) largest: usize,
}

impl UnsealedBatch {
    pub(crate) fn with(self, sealed: SealedBatch, charge: Charge) -> ProducerBatch {
        ProducerBatch {
            partition: self.partition,
            ordinal: self.ordinal,
            sealed,
            told: Some(Told { reports: self.reports, entry: self.entry }),
            created: self.created,
            urgent: self.urgent,
            largest_record: self.largest,
            _charge: charge,
            message_set: None,
            stamp: None,
            attempts: 0,
            requeues: 0,
            unproven: false,
            retry_at: Tick::ZERO,
            reopened: false,
        }
    }
}

/// A sealed batch: its bytes never change again, only its 61-byte header is written anew when its producer
/// state changes (F12, R181).
#[derive(Debug)]
pub(crate) struct ProducerBatch {
    pub(crate) partition: Arc<Partition>,
    /// Place in the partition's order of completion.
    pub(crate) ordinal: u64,
    pub(crate) sealed: SealedBatch,
    /// Who is to be told; gone once the outcome is decided.
    told: Option<Told>,
    pub(crate) created: Tick,
    /// A caller waits for this very batch.
    pub(crate) urgent: bool,
    /// The largest upper bound of a record's size.
    pub(crate) largest_record: usize,
    /// Bytes beyond its chunks (compressed output, children of a split); released with the batch.
    _charge: Charge,
    /// The same records in the format of an old leader, once one was met.
    message_set: Option<Box<MessageSet>>,
    /// Producer state, assigned at the first drain and kept on retry (R39, R40).
    pub(crate) stamp: Option<ProducerStamp>,
    /// Requests that carried the batch.
    pub(crate) attempts: u32,
    /// Times the batch was re-queued: what `retries` bounds (R98).
    pub(crate) requeues: u32,
    /// Some attempt closed without proof that the batch is absent from the log (E43).
    pub(crate) unproven: bool,
    /// Not to be sent again before this time (R26).
    pub(crate) retry_at: Tick,
    /// Its sequence was reset after a first stamp (E11b).
    pub(crate) reopened: bool,
}

/// Who is to be told about the records of a batch.
#[derive(Debug)]
struct Told {
    reports: Reports,
    entry: IncompleteEntry,
}

impl ProducerBatch {
    /// The outcome is decided. `None` if it was before: the first decision stands (R53).
    pub(crate) fn finish(&mut self, outcome: BatchOutcome) -> Option<FinishedBatch> {
        let Told { reports, entry } = self.told.take()?;
        Some(FinishedBatch { partition: self.partition.clone(), entry, reports, outcome })
    }

    /// The outcome is decided already, although the batch is still on the wire.
    pub(crate) fn is_finished(&self) -> bool {
        self.told.is_none()
    }

    /// The reports of records `first..first + count`, for a child of a split.
    pub(crate) fn split_reports(&mut self, first: u32, count: u32, pool: &Arc<MemoryPool>) -> Reports {
        self.told.as_mut().map_or_else(Reports::default, |told| told.reports.split_off(first, count, pool))
    }

    /// What the records' waiters hold, while the outcome is open.
    pub(crate) fn completion(&self) -> Option<Arc<BatchCompletion>> {
        self.told.as_ref().map(|told| told.entry.completion.clone())
    }

    /// Bytes on the wire.
    pub(crate) fn wire_len(&self) -> usize {
        self.message_set.as_ref().map_or_else(|| self.sealed.encoded_len(), |set| set.bytes.len())
    }

    /// What goes on the wire: the batch under its stamp, or what [`take_format`](Self::take_format) made of it. `headers` is where the
    /// headers of a request's batches stand side by side.
    pub(crate) fn segments(&self, headers: &mut BytesMut) -> Vec<Bytes> {
        if let Some(set) = &self.message_set {
            return vec![set.bytes.clone()];
        }
        headers.extend_from_slice(&self.sealed.header(self.stamp.as_ref().unwrap_or(&ProducerStamp::NONE)));
        let body = self.sealed.body();
        let mut segments = Vec::with_capacity(1 + body.len());
        segments.push(headers.split().freeze());
        segments.extend_from_slice(body);
        segments
    }

    /// Makes [`segments`](Self::segments) speak the format of a leader; nothing is done twice for retries (F38, F47).
    pub(crate) fn take_format(
        &mut self,
        magic: Magic,
        codec: &Codec,
        pool: &Arc<MemoryPool>,
    ) -> Result<(), Inconvertible> {
        if !magic.is_legacy() {
            self.message_set = None;
        } else if self.message_set.as_ref().is_none_or(|set| set.magic != magic) {
            self.message_set = None;
            let set = MessageSet::of(&self.sealed, magic, codec, pool)?;
            self.message_set = Some(Box::new(set));
        }
        Ok(())
    }

    /// E43 for a batch that is not on the wire.
    pub(crate) fn outcome_on_failure(&self) -> Outcome {
        if self.unproven { Outcome::Unknown } else { Outcome::NotWritten }
    }

    pub(crate) fn context(&self, now: Tick) -> FailureContext {
        FailureContext {
            topic: self.partition.topic().clone(),
            partition: self.partition.index(),
            attempts: self.attempts,
            elapsed: now - self.created,
        }
    }
}
