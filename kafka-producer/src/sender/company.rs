//! Batches that wait for others to share their request.
//!
//! A request costs about as much as a hundred records: the write, the answer, and the wake-ups of both sides. While an earlier
//! request to the same broker is unanswered, a batch that is full but still within its linger therefore waits for a few more, as a
//! small TCP segment waits for its like (Nagle). It leaves when there are enough, when the answer comes, or when its linger is over,
//! whichever is first; so it never takes longer than a batch that is not full. With `linger.ms=0` nothing waits.

use kafka_net::Tick;
use kafka_protocol::BrokerId;

use crate::sender::Sender;
use crate::sender::partition::SealSlot;

/// Full batches that are worth a request of their own.
const ENOUGH: usize = 4;

impl Sender {
    /// Until when what is ready for the broker waits for company; `None` where it leaves now.
    pub(super) fn waits_for_company(&self, now: Tick, broker: BrokerId) -> Option<Tick> {
        let busy = self.requests.values().any(|request| request.broker == broker);
        if !busy || self.config.linger.is_zero() || self.accumulator.forces_out() {
            return None;
        }
        let enough = ENOUGH.saturating_mul(self.config.batch_size).min(self.config.max_request_size);
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
            let due = created + self.config.linger;
            size += bytes;
            if urgent || due <= now || size >= enough {
                return None;
            }
            until = until.min(due);
        }
        Some(until)
    }

    /// How many batches have to become ready before it is worth waking up: one, as long as a broker waits for work.
    pub(super) fn company_wanted(&self) -> i32 {
        if self.config.linger.is_zero() {
            return 1;
        }
        let mut busy: Vec<BrokerId> = self.requests.values().map(|request| request.broker).collect();
        busy.sort_unstable();
        busy.dedup();
        let all = !busy.is_empty() && busy.len() >= self.cluster.metadata().brokers.len();
        if all { ENOUGH as i32 } else { 1 }
    }
}
