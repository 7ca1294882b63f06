//! Batches that wait for others to share their request.
//!
//! A request costs about as much as some hundred records: the write, the answer, and the wake-ups of both sides. Where requests follow
//! each other, a full batch that is still within its linger therefore waits for more, as a small TCP segment waits for its like
//! (Nagle). While an earlier request to the same broker is unanswered, it leaves when there is enough, when the answer comes, or when
//! its linger is over. Right after an answer it leaves when it is [half a millisecond](AFTER_ANSWER) old, counted from its first record,
//! as only batches that fill quickly find company soon. So a full batch never takes longer than one that is not full, the first one
//! after a pause leaves at once, and so does one that took its time to fill. With `linger.ms=0` nothing waits.

use std::time::Duration;

use kafka_net::Tick;
use kafka_protocol::BrokerId;

use crate::sender::Sender;
use crate::sender::partition::SealSlot;
use crate::sender::request::PendingBatch;

/// Batches that are worth a request of their own, as long as they have fewer bytes than [`ENOUGH_BYTES`].
const ENOUGH: usize = 32;
const ENOUGH_BYTES: usize = 512 << 10;

/// The same where `batch.size` is larger.
const ENOUGH_LARGE: usize = 4;

/// How old a batch gets that waits although nothing is unanswered: some sixteen batches of 16 KiB at 500 MB/s, and nothing that anybody
/// notices who allowed for a linger of several times that.
const AFTER_ANSWER: Duration = Duration::from_micros(500);

/// The part of the linger that it never exceeds.
const LINGER_SHARE: u32 = 8;

/// Requests follow each other when the last one left no longer ago than this.
const PAUSE: Duration = Duration::from_millis(5);

impl Sender {
    /// Until when what is ready for the broker waits for company; `None` where it leaves now.
    pub(super) fn waits_for_company(&self, now: Tick, broker: BrokerId) -> Option<Tick> {
        if self.config.linger.is_zero() || self.accumulator.forces_out() {
            return None;
        }
        let busy = self.requests.values().any(|request| request.broker == broker);
        let streams = self.last_request.get(&broker).is_some_and(|at| *at + PAUSE > now);
        let patience = match (busy, streams) {
            (true, _) => self.config.linger,
            (false, true) => AFTER_ANSWER.min(self.config.linger / LINGER_SHARE),
            (false, false) => return None,
        };
        let enough = self.enough();
        let (mut size, mut until) = (0, Tick::MAX);
        for id in self.ready.get(&broker)? {
            let p = self.partitions.get(*id as usize)?;
            if !p.retries.is_empty() {
                return None;
            }
            let (bytes, created, urgent) = match p.sealing.front() {
                Some(SealSlot::Sealed(batch)) => (batch.wire_len(), batch.created, batch.urgent),
                _ => p.partition.queue.lock().head_facts()?,
            };
            let due = created + patience;
            size += bytes;
            if urgent || due <= now || size >= enough {
                return None;
            }
            until = until.min(due);
        }
        Some(until)
    }

    /// Notes a request to the broker, and whether it was worth its cost.
    pub(super) fn note_company(&mut self, now: Tick, broker: BrokerId, batches: &[PendingBatch]) {
        let size: usize = batches.iter().map(|pending| pending.batch.wire_len()).sum();
        self.had_company = size >= self.enough();
        self.last_request.insert(broker, now);
    }

    /// Bytes at which a request leaves without waiting for more.
    fn enough(&self) -> usize {
        let size = self.config.batch_size;
        let several = ENOUGH.saturating_mul(size).min(ENOUGH_BYTES);
        several.max(ENOUGH_LARGE.saturating_mul(size)).min(self.config.max_request_size)
    }

    /// How many batches' worth of bytes have to become ready before it is worth waking up: one, as long as a broker waits for work,
    /// unless the last request left with enough, as the next one will.
    pub(super) fn company_wanted(&self) -> i32 {
        if self.config.linger.is_zero() {
            return 1;
        }
        let mut busy: Vec<BrokerId> = self.requests.values().map(|request| request.broker).collect();
        busy.sort_unstable();
        busy.dedup();
        let all = !busy.is_empty() && busy.len() >= self.cluster.metadata().brokers.len();
        let streams = self.had_company && self.last_request.values().any(|at| *at + PAUSE > self.polled_at);
        if all || streams || self.company_until.is_some() {
            (self.enough() / self.config.batch_size.max(1)).max(1) as i32
        } else {
            1
        }
    }
}
