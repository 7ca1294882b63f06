//! Step 6 of a record's life: whether a partition has something to send, and when to look at it again.

use kafka_net::Tick;

use crate::accumulator::QueueHead;
use crate::sender::Sender;
use crate::sender::partition::{PartitionState, SealSlot};
use crate::sender::sequence::Identity;

/// Whether a partition has something to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readiness {
    Ready,
    /// The head lingers until then.
    LingersUntil(Tick),
    /// Look again at this time.
    At(Tick),
    /// Nothing to send, or an event will say when.
    Blocked,
}

/// The broker remembers the last five batches of a producer (B06): more in flight could not be told apart.
const MAX_IN_FLIGHT_PER_PARTITION: usize = 5;

impl Sender {
    /// Flush, close, and callers that wait for memory: nothing lingers (R24).
    pub(super) fn force_out(&mut self, now: Tick) {
        for (_, id) in std::mem::take(&mut self.lingers) {
            self.evaluate_lingering(now, id);
        }
    }

    pub(super) fn fire_timers(&mut self, now: Tick) {
        while let Some((at, id)) = self.lingers.front().copied()
            && at <= now
        {
            self.lingers.pop_front();
            self.evaluate_lingering(now, id);
        }
        while let Some((at, id)) = self.timers.first().copied()
            && at <= now
        {
            self.timers.remove(&(at, id));
            if let Some(p) = self.partitions.get_mut(id as usize) {
                p.armed = Tick::MAX;
                self.evaluate(now, id);
            }
        }
    }

    /// The partition was just taken out of those that linger.
    fn evaluate_lingering(&mut self, now: Tick, id: u32) {
        if let Some(p) = self.partitions.get_mut(id as usize) {
            p.lingers = false;
            self.evaluate(now, id);
        }
    }

    /// Looks at one partition after anything about it changed: expires, queues for its node, or sets its timer.
    pub(super) fn evaluate(&mut self, now: Tick, id: u32) {
        self.expire_overdue(now, id);
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        p.show_held();
        let Some(oldest) = p.oldest_of_all() else {
            self.forget(id);
            self.note_empty();
            return;
        };
        let expiry = oldest + self.config.delivery_timeout;
        let readiness = if p.queued_on.is_some() { Readiness::Blocked } else { self.readiness(now, id) };
        match readiness {
            Readiness::LingersUntil(at) => {
                self.linger(id, at);
                self.arm(id, expiry);
            }
            Readiness::At(at) => self.arm(id, at.min(expiry)),
            Readiness::Ready => {
                self.enqueue(now, id);
                self.note_ready(now, id);
                self.arm(id, expiry);
            }
            Readiness::Blocked => {
                self.note_ready(now, id);
                self.arm(id, expiry);
            }
        }
    }

    /// Puts a partition that has something to send into the queue of its leader.
    fn enqueue(&mut self, now: Tick, id: u32) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        if let Some(leader) = p.leader {
            p.queued_on = Some(leader);
            self.ready.entry(leader).or_default().push_back(id);
        } else if self.leaderless.insert(id) {
            // R92: keep asking for a topic whose partition nobody leads.
            self.cluster.add_topic(now, p.partition.topic());
            self.cluster.request_update(now);
        }
    }

    pub(super) fn readiness(&mut self, now: Tick, id: u32) -> Readiness {
        let Some(p) = self.partitions.get_mut(id as usize) else { return Readiness::Blocked };
        if let Some(retry) = p.retries.front() {
            return if retry.retry_at > now {
                Readiness::At(retry.retry_at)
            } else if p.may_send_retry() {
                Readiness::Ready
            } else {
                Readiness::Blocked
            };
        }
        match p.sealing.front() {
            Some(SealSlot::Sealing(_) | SealSlot::Ended { .. }) => return Readiness::Blocked,
            Some(SealSlot::Sealed(_)) => {
                let Some(p) = self.partitions.get(id as usize) else { return Readiness::Blocked };
                return if self.may_send_new(p) { Readiness::Ready } else { Readiness::Blocked };
            }
            None => {}
        }
        match p.head() {
            QueueHead::Empty => return Readiness::Blocked,
            QueueHead::Open(created) => {
                let due = created + self.config.linger;
                if due > now && !self.accumulator.forces_out() {
                    return Readiness::LingersUntil(due);
                }
            }
            QueueHead::Ready(_) => {}
        }
        if self.seals_apart() {
            // One batch is sealed ahead while others are in flight; more would only stop the tail from growing (R184).
            self.start_seal(id);
            return Readiness::Blocked;
        }
        match self.partitions.get(id as usize) {
            Some(p) if self.may_send_new(p) => Readiness::Ready,
            _ => Readiness::Blocked,
        }
    }

    /// R38 for a batch that has no sequence yet, with R96 and R175.
    fn may_send_new(&self, p: &PartitionState) -> bool {
        // A leader without state for this producer accepts any first sequence (D120): one that follows a refused batch
        // would go before it. So it gets one batch at a time until it has taken one.
        let is_stranger = p.new_leader || (self.config.idempotence && !p.sequence.has_started());
        let limit =
            if is_stranger { 1 } else { self.config.net.max_in_flight.min(MAX_IN_FLIGHT_PER_PARTITION) };
        if p.wire.len() >= limit || p.wire.iter().any(|e| Some(e.broker) != p.leader) {
            return false;
        }
        match self.identity {
            Identity::Known { id, epoch } => {
                let current = p.sequence.identity == Some((id, epoch)) || p.is_quiet();
                current && p.sequence.unresolved.is_none() && !p.sequence.wants_bump
            }
            _ => true,
        }
    }

    /// Looks at the partition again when its head has lingered, if nothing is due for it before. All batches linger for as long, and are
    /// told nearly in the order in which they began, so the place is mostly the last one.
    fn linger(&mut self, id: u32, until: Tick) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        if std::mem::replace(&mut p.lingers, true) {
            return;
        }
        let place = match self.lingers.back() {
            Some((last, _)) if *last > until => self.lingers.partition_point(|(at, _)| *at <= until),
            _ => self.lingers.len(),
        };
        self.lingers.insert(place, (until, id));
    }

    /// Looks at the partition again at `at`, if nothing is due for it before. One timer a partition, so that idle
    /// ones cost nothing and busy ones leave no trail.
    fn arm(&mut self, id: u32, at: Tick) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        if at < p.armed {
            if p.armed != Tick::MAX {
                self.timers.remove(&(p.armed, id));
            }
            p.armed = at;
            self.timers.insert((at, id));
        }
    }
}
