//! A batch that the broker finds too large is cut up (rules R55 to R62).

use kafka_net::Tick;
use kafka_records::{
    Codec, DecompressionLimit, HEADER_LEN, ProducerStamp, RebuildError, RecordBatch, SealedBatch, SplitPart,
};

use crate::accumulator::{ProducerBatch, UnsealedBatch};
use crate::delivery::BatchOutcome;
use crate::error::ProduceErrorKind;
use crate::sender::Sender;
use crate::sync::Ordering;

impl Sender {
    /// Replaces the batch by smaller ones at the front of its partition.
    pub(super) fn split(&mut self, now: Tick, id: u32, mut parent: ProducerBatch) {
        let target = (parent.sealed.uncompressed_len() / 2).min(self.config.batch_size.max(1));
        // R184: batches of this topic grow no further than half of what was refused.
        let cap = (parent.sealed.uncompressed_len() / 2).max(1) as u64;
        parent.partition.shared.batch_cap.fetch_min(cap, Ordering::Relaxed);
        // R57
        parent
            .partition
            .shared
            .ratio
            .lock()
            .observe(parent.sealed.compression(), parent.sealed.compression_ratio().max(1.0));
        match self.children(&mut parent, target) {
            Ok(children) => self.replace(now, id, parent, children),
            Err(error) => {
                let message =
                    format!("the batch is too large for the broker and could not be split: {error}");
                self.fail_batch(now, id, parent, ProduceErrorKind::Compression, message);
            }
        }
    }

    fn children(
        &self,
        parent: &mut ProducerBatch,
        target: usize,
    ) -> Result<Vec<ProducerBatch>, RebuildError> {
        let batch = RecordBatch::parse_exact(&contiguous(parent))?;
        let codec = Codec { compression: parent.sealed.compression(), ..self.config.codec };
        let limit = DecompressionLimit::bytes(parent.sealed.uncompressed_len());
        let parts = kafka_records::split(&batch, target, &codec, limit)?;
        // Only now, when nothing can fail any more, do the reports leave the parent. A producer leaves no gaps between offsets,
        // so the offset of a part is also the number of records before it.
        let child = |part: SplitPart| self.child(parent, part.first_offset_delta, part.batch);
        Ok(parts.into_iter().map(child).collect())
    }

    pub(super) fn child(&self, parent: &mut ProducerBatch, first: u32, sealed: SealedBatch) -> ProducerBatch {
        let count = sealed.count();
        let reports = parent.split_reports(first, count, &self.accumulator.memory);
        // R55, ours: the children are charged; the parent's share is released with the parent.
        let charge = self.accumulator.memory.charge_beyond(sealed.encoded_len() - HEADER_LEN);
        let entry = self.accumulator.incomplete.open(&parent.partition);
        entry.count_records(count);
        let mut batch = UnsealedBatch {
            partition: parent.partition.clone(),
            ordinal: parent.ordinal + u64::from(first),
            records: count,
            reports,
            entry,
            created: parent.created,
            urgent: parent.urgent,
            largest: parent.largest_record.min(sealed.uncompressed_len()),
        }
        .with(sealed, charge);
        // R58: consecutive sequences from the parent's, under the same epoch.
        batch.stamp = parent
            .stamp
            .map(|stamp| ProducerStamp { base_sequence: stamp.base_sequence.add(first), ..stamp });
        // An attempt of the parent that may have reached the log concerns the children's records as well.
        batch.unproven = parent.unproven;
        batch
    }

    fn replace(&mut self, now: Tick, id: u32, mut parent: ProducerBatch, children: Vec<ProducerBatch>) {
        self.count_split(now, &parent, children.len());
        tracing::debug!(partition = %parent.partition, into = children.len(), "batch was too large and is split");
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        let ordinals: Vec<u64> = children.iter().map(|c| c.ordinal).collect();
        p.enlist_children(parent.ordinal, &ordinals);
        let links = children
            .iter()
            .filter_map(|c| Some(((c.ordinal - parent.ordinal) as u32, c.completion()?)))
            .collect();
        for mut child in children {
            child.retry_at = now;
            p.requeue(child);
        }
        // R60: told at once; it only links waiters to the children.
        self.finished.extend(parent.finish(BatchOutcome::Split(links)));
    }
}

pub(super) fn contiguous(batch: &ProducerBatch) -> bytes::Bytes {
    batch.sealed.segments(&batch.stamp.unwrap_or(ProducerStamp::NONE)).concat().into()
}
