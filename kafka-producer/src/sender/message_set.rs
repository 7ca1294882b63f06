//! Batches on their way to brokers before 0.11, which take message sets (F37 to F44).

use kafka_net::Tick;
use kafka_protocol::{ApiKey, BrokerId, VersionRange};
use kafka_records::{
    BatchBuilder, Codec, Compression, DecompressionLimit, Magic, RebuildError, RecordBatch, SealedBatch,
};

use crate::accumulator::{Inconvertible, ProducerBatch, UnsealedBatch};
use crate::delivery::BatchOutcome;
use crate::error::{ProduceError, ProduceErrorKind};
use crate::sender::Sender;
use crate::sender::split::contiguous;

/// The newest version of Produce that carries message sets; version 2 has those with timestamps.
const NEWEST_WITH_SETS: i16 = 2;

/// A run of records of a batch: what can be written, or how many records have headers.
enum Run {
    Plain(SealedBatch),
    WithHeaders(u32),
}

impl Sender {
    /// The format that a broker takes: record batches, unless it is known to speak older versions of Produce only. (Those
    /// since 4.0 claim them as well: only the newest one counts, B15.)
    pub(super) fn format_of(&self, broker: BrokerId) -> Magic {
        let zstd = self.config.codec.compression == Compression::Zstd;
        let theirs = self.cluster.api_versions(broker).and_then(|versions| versions.range(ApiKey::PRODUCE));
        match theirs {
            // Producer ids and sequences exist in record batches only (F41), and so does zstd (F39).
            _ if self.config.idempotence || zstd => Magic::V2,
            Some(VersionRange { max, .. }) if max < NEWEST_WITH_SETS => Magic::V0,
            Some(VersionRange { max: NEWEST_WITH_SETS, .. }) => Magic::V1,
            _ => Magic::V2,
        }
    }

    /// The batch as a broker of this format takes it. `None` if it cannot go there as it is: it was split or has failed.
    pub(super) fn in_format(
        &mut self,
        now: Tick,
        id: u32,
        mut batch: ProducerBatch,
        magic: Magic,
    ) -> Option<ProducerBatch> {
        match batch.take_format(magic, &self.config.codec, &self.accumulator.memory) {
            // Small records take several times the room in a message set.
            Ok(())
                if magic.is_legacy()
                    && batch.wire_len() > self.config.max_request_size
                    && batch.sealed.count() > 1 =>
            {
                self.split(now, id, batch);
                None
            }
            Ok(()) => Some(batch),
            Err(Inconvertible::Headers) => {
                self.refuse_headers(now, id, batch);
                None
            }
            Err(Inconvertible::Whole(why)) => {
                let message = format!("the leader takes message sets of format {magic} only: {why}");
                self.fail_batch(now, id, batch, ProduceErrorKind::MessageFormat, message);
                None
            }
        }
    }

    /// F40: the records that have headers fail, the others of their batch go on without them.
    fn refuse_headers(&mut self, now: Tick, id: u32, mut parent: ProducerBatch) {
        let runs = match self.runs(&parent) {
            Ok(runs) => runs,
            Err(error) => {
                let message = format!("the batch could not be taken apart: {error}");
                self.fail_batch(now, id, parent, ProduceErrorKind::MessageFormat, message);
                return;
            }
        };
        let at = parent.context(now);
        let outcome = parent.outcome_on_failure();
        let error = || {
            let message = "the record has headers, which brokers before Kafka 0.11 cannot store".to_owned();
            ProduceError::new(ProduceErrorKind::MessageFormat, outcome, &at, message)
        };
        let mut links = Vec::with_capacity(runs.len());
        let (mut ordinals, mut children, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        let mut first = 0;
        for run in runs {
            let ordinal = parent.ordinal + u64::from(first);
            ordinals.push(ordinal);
            let count = match run {
                Run::Plain(sealed) => {
                    let count = sealed.count();
                    let mut child = self.child(&mut parent, first, sealed);
                    child.attempts = parent.attempts;
                    child.requeues = parent.requeues;
                    child.retry_at = now;
                    links.extend(child.completion().map(|completion| (first, completion)));
                    children.push(child);
                    count
                }
                Run::WithHeaders(count) => {
                    let reports = parent.split_reports(first, count, &self.accumulator.memory);
                    let entry = self.accumulator.incomplete.open(&parent.partition);
                    entry.count_records(count);
                    links.push((first, entry.completion.clone()));
                    refused.push(UnsealedBatch {
                        partition: parent.partition.clone(),
                        ordinal,
                        records: count,
                        reports,
                        entry,
                        created: parent.created,
                        urgent: parent.urgent,
                        largest: 0,
                    });
                    count
                }
            };
            first += count;
        }
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        p.enlist_children(parent.ordinal, &ordinals);
        for child in children {
            p.requeue(child);
        }
        self.finished.extend(parent.finish(BatchOutcome::Split(links)));
        for batch in refused {
            let ordinal = batch.ordinal;
            self.count_failed(outcome, batch.records, &batch.partition);
            self.tell(id, ordinal, batch.finish(BatchOutcome::Failed(error())));
        }
    }

    /// Takes a batch apart where records with headers begin and end.
    fn runs(&self, parent: &ProducerBatch) -> Result<Vec<Run>, RebuildError> {
        let batch = RecordBatch::parse_exact(&contiguous(parent))?;
        let compression = parent.sealed.compression();
        let codec = Codec { compression, ..self.config.codec };
        let mut records = batch.records(DecompressionLimit::bytes(parent.sealed.uncompressed_len()))?;
        let mut runs: Vec<Run> = Vec::new();
        let mut open: Option<BatchBuilder<Vec<u8>>> = None;
        while let Some(record) = records.next_view() {
            let record = record?;
            let has_headers = !record.headers.is_empty();
            let ended = open.take_if(|open| has_headers || !open.reaches(record.timestamp));
            if let Some(ended) = ended {
                runs.push(Run::Plain(ended.finish(&codec)?));
            }
            if has_headers {
                match runs.last_mut() {
                    Some(Run::WithHeaders(count)) => *count += 1,
                    _ => runs.push(Run::WithHeaders(1)),
                }
                continue;
            }
            let open = open.get_or_insert_with(|| BatchBuilder::new(compression));
            let delta = open.count();
            let size = open.exact_view_size(delta, &record);
            if open.spare() < size {
                open.add_chunk(Vec::with_capacity(size.max(open.records_len())));
            }
            open.append_view(delta, &record)?;
        }
        if let Some(last) = open {
            runs.push(Run::Plain(last.finish(&codec)?));
        }
        Ok(runs)
    }
}
