//! Brokers that do not take what is ready for them: their partitions get no records that may go elsewhere (rule R81).

use std::collections::BTreeMap;

use kafka_net::Tick;
use kafka_protocol::BrokerId;

use crate::sender::Sender;

/// The brokers for which something is ready.
#[derive(Debug, Default)]
pub(super) struct Availability {
    waiting: BTreeMap<BrokerId, Waiting>,
    /// A partition ran empty: what was ready for its broker may be gone.
    stale: bool,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    /// When the broker last took something, or the first thing became ready for it.
    since: Tick,
    excluded: bool,
}

impl Availability {
    /// Whether the broker's partitions are left out.
    pub(super) fn excludes(&self, broker: BrokerId) -> bool {
        self.waiting.get(&broker).is_some_and(|waiting| waiting.excluded)
    }
}

impl Sender {
    /// Something is ready for the leader of this partition.
    pub(super) fn note_ready(&mut self, now: Tick, id: u32) {
        if self.config.partitioner.availability_timeout().is_none() {
            return;
        }
        if let Some(leader) = self.partitions.get(id as usize).and_then(|p| p.leader) {
            self.availability.waiting.entry(leader).or_insert(Waiting { since: now, excluded: false });
        }
    }

    /// Nothing waits in some partition any more.
    pub(super) fn note_empty(&mut self) {
        self.availability.stale = true;
    }

    /// The broker took something.
    pub(super) fn note_taken(&mut self, broker: BrokerId) {
        if let Some(waiting) = self.availability.waiting.remove(&broker)
            && waiting.excluded
        {
            self.show_availability(broker, false);
        }
    }

    /// Leaves out the brokers that took nothing for too long.
    pub(super) fn judge_availability(&mut self, now: Tick) {
        let Some(timeout) = self.config.partitioner.availability_timeout() else { return };
        if self.availability.waiting.is_empty() {
            return;
        }
        if std::mem::take(&mut self.availability.stale) {
            self.forget_idle_brokers();
        }
        let overdue = |(broker, waiting): (&BrokerId, &mut Waiting)| {
            let newly = !waiting.excluded && now - waiting.since > timeout;
            waiting.excluded |= newly;
            newly.then_some(*broker)
        };
        let excluded: Vec<BrokerId> = self.availability.waiting.iter_mut().filter_map(overdue).collect();
        for broker in excluded {
            self.show_availability(broker, true);
        }
    }

    /// A broker for which nothing is ready any more has its next chance. Java leaves it out for as long as nothing is sent to it,
    /// and nothing is sent to what is left out.
    fn forget_idle_brokers(&mut self) {
        let partitions = &self.partitions;
        let has_something = |broker: BrokerId| {
            let mut own = partitions.iter().filter(|p| p.leader == Some(broker));
            own.any(|p| p.oldest().is_some() || p.partition.queue.lock().oldest().is_some())
        };
        let idle = self.availability.waiting.keys().copied().filter(|broker| !has_something(*broker));
        for broker in idle.collect::<Vec<_>>() {
            self.note_taken(broker);
        }
    }

    fn show_availability(&self, broker: BrokerId, excluded: bool) {
        tracing::debug!(broker = broker.0, excluded, "availability of a broker changed");
        for p in self.partitions.iter().filter(|p| p.leader == Some(broker)) {
            p.partition.shared.loads.exclude(p.partition.index(), excluded);
        }
    }
}
