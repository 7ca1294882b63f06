//! Step 5 of a record's life: which partitions of which broker are ready, and their batches into one request.

use kafka_net::Tick;
use kafka_protocol::BrokerId;
use kafka_records::Magic;

use crate::accumulator::ProducerBatch;
use crate::sender::partition::{SealSlot, WireEntry};
use crate::sender::sequence::Identity;
use crate::sender::{Readiness, Sender};

impl Sender {
    /// Sends to every node that can take a request, as long as something is ready for it.
    pub(super) fn send_ready(&mut self, now: Tick) {
        self.company_until = None;
        if matches!(self.identity, Identity::Wanted { .. } | Identity::Asked { .. }) {
            // R38: without a producer id nothing leaves.
            return;
        }
        let brokers: Vec<BrokerId> =
            self.ready.iter().filter(|(_, q)| !q.is_empty()).map(|(b, _)| *b).collect();
        for broker in brokers {
            if let Some(until) = self.waits_for_company(now, broker) {
                self.company_until = Some(self.company_until.map_or(until, |at| at.min(until)));
                continue;
            }
            while self.ready.get(&broker).is_some_and(|q| !q.is_empty()) && self.cluster.ready(now, broker) {
                let magic = self.format_of(broker);
                let batches = self.drain(now, broker, magic);
                // With nothing to send, those that had a turn have failed, were split, or wait for an event.
                if !batches.is_empty() {
                    self.note_taken(broker);
                    self.note_company(now, broker, &batches);
                    self.send_batches(now, broker, magic, batches);
                }
            }
        }
        self.judge_availability(now);
    }

    /// One batch of each ready partition, in turn, up to `max.request.size` (R34 to R37).
    fn drain(&mut self, now: Tick, broker: BrokerId, magic: Magic) -> Vec<(u32, ProducerBatch)> {
        let mut batches = Vec::new();
        let mut size = 0;
        // Partitions that come back into the queue have had their turn in this request.
        let turns = self.ready.get(&broker).map_or(0, std::collections::VecDeque::len);
        for _ in 0..turns {
            let Some(id) = self.ready.get_mut(&broker).and_then(std::collections::VecDeque::pop_front) else {
                break;
            };
            let Some(p) = self.partitions.get_mut(id as usize) else { continue };
            p.queued_on = None;
            if p.leader != Some(broker) || self.readiness(now, id) != Readiness::Ready {
                self.evaluate(now, id);
                continue;
            }
            if size > 0 && size + self.head_size(id) > self.config.max_request_size {
                self.keep_turn(broker, id);
                break;
            }
            let batch = self.take_head(now, id).and_then(|batch| self.in_format(now, id, batch, magic));
            match batch {
                // A message set may be larger than the batch that it was made of.
                Some(batch) if size > 0 && size + batch.wire_len() > self.config.max_request_size => {
                    self.put_back(id, batch);
                    self.keep_turn(broker, id);
                    break;
                }
                Some(batch) => {
                    size += batch.wire_len();
                    batches.push((id, batch));
                }
                // Its batch could not be sealed, or not go to this broker as it is.
                None => self.evaluate(now, id),
            }
        }
        batches
    }

    /// R36: the request is full, and the partition is the first one of the next.
    fn keep_turn(&mut self, broker: BrokerId, id: u32) {
        if let Some(p) = self.partitions.get_mut(id as usize) {
            p.queued_on = Some(broker);
        }
        self.ready.entry(broker).or_default().push_front(id);
    }

    /// Undoes [`take_head`](Self::take_head): the batch leaves before every other one of its partition.
    fn put_back(&mut self, id: u32, batch: ProducerBatch) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        // As a new one again it does not wait for those in flight. One with a stamp would get a second.
        if p.retries.is_empty() && batch.attempts == 0 && batch.stamp.is_none() {
            p.sealing.push_front(SealSlot::Sealed(batch));
        } else {
            p.requeue(batch);
        }
    }

    /// Bytes of the batch that [`take_head`](Self::take_head) would take.
    fn head_size(&self, id: u32) -> usize {
        let Some(p) = self.partitions.get(id as usize) else { return 0 };
        if let Some(retry) = p.retries.front() {
            return retry.wire_len();
        }
        if let Some(SealSlot::Sealed(batch)) = p.sealing.front() {
            return batch.wire_len();
        }
        p.partition.queue.lock().head_facts().map_or(0, |(size, ..)| size)
    }

    /// The next batch of a partition, stamped with its sequence (R39, R40).
    fn take_head(&mut self, now: Tick, id: u32) -> Option<ProducerBatch> {
        let p = self.partitions.get_mut(id as usize)?;
        if let Some(retry) = p.retries.pop_front() {
            return Some(retry);
        }
        let mut batch = match p.sealing.pop_front() {
            Some(SealSlot::Sealed(batch)) => batch,
            Some(sealing) => {
                p.sealing.push_front(sealing);
                return None;
            }
            None => {
                let closed = p.partition.take()?;
                self.seal_inline(now, id, closed)?
            }
        };
        self.lingering.remove(&id);
        if let Identity::Known { id: producer_id, epoch } = self.identity {
            let p = self.partitions.get_mut(id as usize)?;
            if p.sequence.identity != Some((producer_id, epoch)) {
                // Lazily, once nothing of the old epoch is under way (R156).
                p.sequence.restart((producer_id, epoch));
            }
            batch.stamp = p.sequence.assign(batch.sealed.count());
        }
        Some(batch)
    }

    /// The batch is handed to a connection.
    pub(super) fn note_sent(&mut self, id: u32, batch: &mut ProducerBatch, token: u64, broker: BrokerId) {
        batch.attempts += 1;
        let entry =
            WireEntry { ordinal: batch.ordinal, token, broker, created: batch.created, finished: false };
        if let Some(p) = self.partitions.get_mut(id as usize) {
            let at = p.wire.partition_point(|other| other.ordinal < entry.ordinal);
            p.wire.insert(at, entry);
        }
    }
}
