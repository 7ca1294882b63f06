//! Step 4 of a record's life, as a job: compression runs wherever the driver likes, never on the I/O task for
//! batches of any size worth it.

use kafka_net::Tick;
use kafka_records::{Codec, Compression, Magic};

use crate::accumulator::{ClosedBatch, MemoryPool, Partition, ProducerBatch, UnsealedBatch};
use crate::delivery::BatchOutcome;
use crate::error::{Outcome, ProduceError, ProduceErrorKind};
use crate::sender::Sender;
use crate::sender::partition::SealSlot;
use crate::sync::Arc;

/// Records in, compressed and checksummed bytes out: run it on any thread, then hand the result to
/// [`Sender::handle_sealed`].
#[derive(Debug)]
pub struct SealJob {
    partition: Arc<Partition>,
    batch: ClosedBatch,
    codec: Codec,
    /// The format of the leader, as far as it is known by now.
    magic: Magic,
    pool: Arc<MemoryPool>,
}

/// The result of a [`SealJob`].
#[derive(Debug)]
pub struct SealedJob {
    partition_id: u32,
    ordinal: u64,
    result: Result<ProducerBatch, Box<(String, UnsealedBatch)>>,
}

impl SealJob {
    /// Uncompressed bytes of the records: what the job costs.
    pub fn records_len(&self) -> usize {
        self.batch.builder.records_len()
    }

    /// Compresses and checksums.
    pub fn run(self) -> SealedJob {
        let (partition_id, ordinal) = (self.partition.id, self.batch.ordinal);
        let mut result = self.batch.seal(&self.partition, &self.codec, &self.pool);
        if let Ok(batch) = &mut result
            && let Err(error) = batch.take_format(self.magic, &self.codec, &self.pool)
        {
            // The sender meets it again when the batch is to leave, and by then the leader may be another one.
            tracing::debug!(?error, "a batch cannot be converted for its leader");
        }
        SealedJob { partition_id, ordinal, result }
    }

    /// Gives the batch up without sealing it: its records fail, as not written.
    pub fn give_up(self) -> SealedJob {
        let (partition_id, ordinal) = (self.partition.id, self.batch.ordinal);
        let batch = self.batch.abandon(&self.partition);
        SealedJob {
            partition_id,
            ordinal,
            result: Err(Box::new(("the batch was given up".to_owned(), batch))),
        }
    }
}

impl Sender {
    /// The next batch to seal.
    pub fn poll_seal(&mut self) -> Option<SealJob> {
        self.seals.pop_front()
    }

    /// A job of [`poll_seal`](Self::poll_seal) is done.
    pub fn handle_sealed(&mut self, now: Tick, job: SealedJob) {
        let SealedJob { partition_id: id, ordinal, result } = job;
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        let Some(at) = p.sealing.iter().position(|slot| slot.awaits(ordinal)) else { return };
        self.sealing -= 1;
        match (p.sealing.remove(at), result) {
            // Everything was failed meanwhile: this batch was only waited for.
            (Some(SealSlot::Ended { kind, message, .. }), Ok(batch)) => {
                self.fail_batch(now, id, batch, kind, message);
            }
            (Some(SealSlot::Ended { kind, message, .. }), Err(failed)) => {
                self.fail_unsealed(now, id, failed.1, kind, message);
            }
            (_, Ok(batch)) => p.sealing.insert(at, SealSlot::Sealed(batch)),
            (_, Err(failed)) => {
                let (error, batch) = *failed;
                self.fail_unsealed(now, id, batch, ProduceErrorKind::Compression, error);
            }
        }
        self.evaluate(now, id);
    }

    /// Whether sealing costs enough to be a job of its own.
    pub(super) fn seals_apart(&self) -> bool {
        self.config.codec.compression != Compression::None
    }

    /// Closes the head of the partition's queue and makes a job of it.
    pub(super) fn start_seal(&mut self, id: u32) {
        let Some(p) = self.partitions.get(id as usize) else { return };
        let magic = p.leader.map_or(Magic::V2, |leader| self.format_of(leader));
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        let (closed, left) = p.partition.take_within(usize::MAX);
        p.head.set(left);
        let Some(closed) = closed else { return };
        p.enlist(closed.ordinal);
        p.sealing.push_back(SealSlot::Sealing(closed.ordinal));
        self.sealing += 1;
        self.seals.push_back(SealJob {
            partition: p.partition.clone(),
            batch: closed,
            codec: self.config.codec,
            magic,
            pool: self.accumulator.memory.clone(),
        });
    }

    /// Without a codec, sealing is one checksum over bytes that are written right after: done on the spot.
    pub(super) fn seal_inline(&mut self, now: Tick, id: u32, closed: ClosedBatch) -> Option<ProducerBatch> {
        let p = self.partitions.get_mut(id as usize)?;
        p.enlist(closed.ordinal);
        match closed.seal(&p.partition, &self.config.codec, &self.accumulator.memory) {
            Ok(batch) => Some(batch),
            Err(failed) => {
                let (error, batch) = *failed;
                self.fail_unsealed(now, id, batch, ProduceErrorKind::Compression, error);
                None
            }
        }
    }

    pub(super) fn fail_unsealed(
        &mut self,
        now: Tick,
        id: u32,
        batch: UnsealedBatch,
        kind: ProduceErrorKind,
        message: String,
    ) {
        let error = ProduceError::new(kind, Outcome::NotWritten, &batch.context(now), message)
            .fatal_if(self.accumulator.has_failed());
        let ordinal = batch.ordinal;
        self.count_failed(Outcome::NotWritten, batch.records, &batch.partition);
        let finished = batch.finish(BatchOutcome::Failed(error));
        self.tell(id, ordinal, finished);
    }
}
