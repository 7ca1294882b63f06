//! Batches whose time is over (rules R46 to R54), and the end of everything at a forced close.

use kafka_net::Tick;

use crate::accumulator::ProducerBatch;
use crate::delivery::BatchOutcome;
use crate::error::{Outcome, ProduceError, ProduceErrorKind, SendError};
use crate::sender::Sender;
use crate::sender::partition::SealSlot;

/// Why batches of a partition end before their answer.
#[derive(Clone, Debug)]
struct End<'a> {
    kind: ProduceErrorKind,
    message: Option<&'a str>,
    /// Batches created at or before this time.
    created_by: Tick,
}

impl Sender {
    /// Fails what is older than `delivery.timeout.ms`, oldest first.
    pub(super) fn expire_overdue(&mut self, now: Tick, id: u32) {
        let Some(created_by) = now.as_nanos().checked_sub(self.config.delivery_timeout.as_nanos() as u64)
        else {
            return;
        };
        let created_by = Tick::from_nanos(created_by);
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        if p.oldest_of_all().is_some_and(|oldest| oldest <= created_by) {
            self.end(now, id, &End { kind: ProduceErrorKind::DeliveryTimeout, message: None, created_by });
        }
    }

    /// Fails everything of a partition.
    pub(super) fn fail_partition(&mut self, now: Tick, id: u32, kind: &ProduceErrorKind, message: &str) {
        self.end(now, id, &End { kind: kind.clone(), message: Some(message), created_by: Tick::MAX });
    }

    /// Ends every batch now; those that may be in the log say so.
    pub(super) fn fail_everything(&mut self, now: Tick, kind: &ProduceErrorKind, message: &str) {
        for id in 0..self.partitions.len() as u32 {
            self.fail_partition(now, id, kind, message);
        }
    }

    /// The fatal state: nothing is admitted or sent from here on, everything pending fails (I22).
    pub(super) fn fail_fatally(&mut self, now: Tick, message: &str) {
        tracing::error!(message, "the producer failed");
        self.accumulator.fail(SendError::Fatal(message.to_owned()));
        self.accumulator.signals.close(now);
        self.fail_everything(now, &ProduceErrorKind::Fatal, message);
    }

    /// The same, because the brokers are too old for this configuration.
    pub(super) fn fail_for_version(&mut self, now: Tick, message: &str) {
        tracing::error!(message, "the producer failed");
        self.accumulator.fail(SendError::UnsupportedVersion { cause: message.to_owned() });
        self.accumulator.signals.close(now);
        self.fail_everything(now, &ProduceErrorKind::UnsupportedVersion, message);
    }

    fn end(&mut self, now: Tick, id: u32, end: &End<'_>) {
        self.end_on_wire(now, id, end);
        self.end_retries(now, id, end);
        self.end_sealed(now, id, end);
        self.end_queued(now, id, end);
    }

    /// R48: the records are told now; the request goes on, and its memory is released when it ends (R52).
    fn end_on_wire(&mut self, now: Tick, id: u32, end: &End<'_>) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        let has_failed = self.accumulator.has_failed();
        let mut overdue = Vec::new();
        for entry in p.wire.iter_mut().filter(|e| !e.finished) {
            if entry.created > end.created_by {
                break;
            }
            entry.finished = true;
            overdue.push((entry.token, entry.ordinal));
        }
        for (token, ordinal) in overdue {
            let Some(request) = self.requests.get_mut(&token) else { continue };
            let pending = request.topics.iter_mut().flat_map(|t| t.batches.iter_mut());
            let Some(pending) = pending.into_iter().find(|b| b.id == id && b.batch.ordinal == ordinal) else {
                continue;
            };
            // The attempt is open: nothing proves that the batch is absent (E42).
            pending.batch.unproven = true;
            let error = error_for(&pending.batch, now, end, Outcome::Unknown).fatal_if(has_failed);
            let count = pending.batch.sealed.count();
            let stamp = pending.batch.stamp;
            if let Some(finished) = pending.batch.finish(BatchOutcome::Failed(error)) {
                self.count_failed(Outcome::Unknown, count, &finished.partition);
                self.tell(id, ordinal, finished);
            }
            if let (Some(stamp), Some(p)) = (stamp, self.partitions.get_mut(id as usize)) {
                // R50
                p.sequence.leave_unresolved(&stamp, count);
                self.troubled.insert(id);
            }
        }
    }

    fn end_retries(&mut self, now: Tick, id: u32, end: &End<'_>) {
        while let Some(p) = self.partitions.get_mut(id as usize) {
            if p.retries.front().is_none_or(|b| b.created > end.created_by) {
                return;
            }
            let Some(batch) = p.retries.pop_front() else { return };
            self.end_batch(now, id, batch, end);
        }
    }

    fn end_sealed(&mut self, now: Tick, id: u32, end: &End<'_>) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        let mut overdue = Vec::new();
        for slot in std::mem::take(&mut p.sealing) {
            match slot {
                SealSlot::Sealed(batch) if batch.created <= end.created_by => overdue.push(batch),
                // The job is out; its batch fails when it comes back.
                SealSlot::Sealing(ordinal) if end.created_by == Tick::MAX => {
                    let message = end.message.unwrap_or_default().to_owned();
                    p.sealing.push_back(SealSlot::Ended { ordinal, kind: end.kind.clone(), message });
                }
                other => p.sealing.push_back(other),
            }
        }
        for batch in overdue {
            self.end_batch(now, id, batch, end);
        }
    }

    fn end_queued(&mut self, now: Tick, id: u32, end: &End<'_>) {
        while let Some(p) = self.partitions.get_mut(id as usize) {
            p.head.forget();
            let Some(closed) = p.partition.take_created_by(end.created_by) else { return };
            p.enlist(closed.ordinal);
            let batch = closed.abandon(&p.partition);
            let message = end.message.map_or_else(
                || expired_text(batch.records, &batch.partition.to_string(), now, batch.created),
                str::to_owned,
            );
            self.fail_unsealed(now, id, batch, end.kind.clone(), message);
        }
    }

    fn end_batch(&mut self, now: Tick, id: u32, batch: ProducerBatch, end: &End<'_>) {
        let message = text_for(&batch, now, end);
        self.fail_batch(now, id, batch, end.kind.clone(), message);
    }
}

fn error_for(batch: &ProducerBatch, now: Tick, end: &End<'_>, outcome: Outcome) -> ProduceError {
    ProduceError::new(end.kind.clone(), outcome, &batch.context(now), text_for(batch, now, end))
}

fn text_for(batch: &ProducerBatch, now: Tick, end: &End<'_>) -> String {
    match end.message {
        Some(message) => message.to_owned(),
        None => expired_text(batch.sealed.count(), &batch.partition.to_string(), now, batch.created),
    }
}

fn expired_text(records: u32, partition: &str, now: Tick, created: Tick) -> String {
    format!(
        "expiring {records} record(s) for {partition}: {} ms have passed since batch creation (delivery.timeout.ms)",
        (now - created).as_millis()
    )
}
