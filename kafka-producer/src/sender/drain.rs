//! Step 5 of a record's life: which partitions of which broker are ready, and their batches into one request.

use kafka_net::Tick;
use kafka_protocol::BrokerId;
use kafka_records::Magic;

use crate::accumulator::{ProducerBatch, QueueHead};
use crate::sender::Sender;
use crate::sender::partition::{SealSlot, WireEntry};
use crate::sender::readiness::Readiness;
use crate::sender::request::PendingBatch;
use crate::sender::sequence::Identity;

/// Why the oldest batch of a partition was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NotTaken {
    /// It does not fit.
    TooLarge,
    /// There is none after all, or it could not be sealed.
    Gone,
}

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
    fn drain(&mut self, now: Tick, broker: BrokerId, magic: Magic) -> Vec<PendingBatch> {
        let mut size = 0;
        // Partitions that come back into the queue have had their turn in this request.
        let turns = self.ready.get(&broker).map_or(0, std::collections::VecDeque::len);
        let mut batches = self.lists.pop().unwrap_or_default();
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
            let room = if size > 0 { self.config.max_request_size.saturating_sub(size) } else { usize::MAX };
            let batch = match self.take_head(now, id, room) {
                Ok(batch) => self.in_format(now, id, batch, magic),
                Err(NotTaken::Gone) => None,
                Err(NotTaken::TooLarge) => {
                    self.keep_turn(broker, id);
                    break;
                }
            };
            match batch {
                // A message set may be larger than the batch that it was made of.
                Some(batch) if batch.wire_len() > room => {
                    self.put_back(id, batch);
                    self.keep_turn(broker, id);
                    break;
                }
                Some(batch) => {
                    size += batch.wire_len();
                    batches.push(PendingBatch { id, batch });
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

    /// The next batch of a partition, stamped with its sequence (R39, R40), if it has at most so many bytes.
    fn take_head(&mut self, now: Tick, id: u32, room: usize) -> Result<ProducerBatch, NotTaken> {
        let Some(p) = self.partitions.get_mut(id as usize) else { return Err(NotTaken::Gone) };
        if let Some(retry) = p.retries.pop_front() {
            if retry.wire_len() <= room {
                return Ok(retry);
            }
            p.retries.push_front(retry);
            return Err(NotTaken::TooLarge);
        }
        let batch = match p.sealing.pop_front() {
            Some(SealSlot::Sealed(batch)) if batch.wire_len() <= room => batch,
            Some(slot) => {
                let is_sealed = matches!(slot, SealSlot::Sealed(_));
                p.sealing.push_front(slot);
                return Err(if is_sealed { NotTaken::TooLarge } else { NotTaken::Gone });
            }
            None => {
                let (closed, left) = p.partition.take_within(room);
                p.head.set(left);
                match closed {
                    Some(closed) => match self.seal_inline(now, id, closed) {
                        Some(batch) => batch,
                        None => return Err(NotTaken::Gone),
                    },
                    None if left == QueueHead::Empty => return Err(NotTaken::Gone),
                    None => return Err(NotTaken::TooLarge),
                }
            }
        };
        self.stamped(id, batch).ok_or(NotTaken::Gone)
    }

    fn stamped(&mut self, id: u32, mut batch: ProducerBatch) -> Option<ProducerBatch> {
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
