//! What has happened on the connections, by broker and in all.

use kafka_protocol::BrokerId;

use super::Cluster;
use super::control::CONTROL;
use super::node::Node;
use crate::connection::{Connection, ConnectionCounters, ConnectionPeaks, ConnectionState};
use crate::time::Tick;

impl Cluster {
    /// What has happened on the connections to a broker or bootstrap server since it was first heard of. A broker that leaves the
    /// cluster is forgotten, and counts on in [`total_counters`](Self::total_counters). What goes over the one connection that is kept
    /// for metadata counts there only.
    pub fn counters(&self, broker: BrokerId) -> Option<ConnectionCounters> {
        self.nodes.get(&broker).map(Node::counters)
    }

    /// What has happened on all connections so far.
    pub fn total_counters(&self) -> ConnectionCounters {
        let mut total = self.gone;
        for node in self.nodes.values() {
            total += node.counters();
        }
        total
    }

    /// What has happened on all connections so far, after a look at that of each broker and bootstrap server; `None` if nothing can have
    /// changed since the last call. The peaks begin anew.
    pub fn take_counters(
        &mut self,
        mut each: impl FnMut(BrokerId, &ConnectionCounters),
    ) -> Option<ConnectionCounters> {
        if !std::mem::take(&mut self.active) {
            return None;
        }
        let mut total = self.gone;
        self.gone.peaks = ConnectionPeaks::default();
        for (broker, node) in &mut self.nodes {
            let counters = node.take_counters();
            if *broker != CONTROL {
                each(*broker, &counters);
            }
            total += counters;
        }
        Some(total)
    }

    /// Connections that are ready now.
    pub fn connected(&self) -> usize {
        let connections = self.nodes.values().filter_map(|node| node.connection.as_ref());
        connections.filter(|connection| connection.state() == ConnectionState::Ready).count()
    }

    /// When an answer to a metadata request was last taken in; `None` before the first one.
    pub fn metadata_updated_at(&self) -> Option<Tick> {
        self.schedule.last_success()
    }

    /// Requests without an answer on all connections.
    pub fn in_flight(&self) -> usize {
        let connections = self.nodes.values().filter_map(|node| node.connection.as_ref());
        connections.map(Connection::in_flight).sum()
    }

    /// Forgets a broker, but not what it cost.
    pub(super) fn forget(&mut self, broker: BrokerId) {
        if let Some(node) = self.nodes.remove(&broker) {
            self.active = true;
            self.gone += node.counters();
        }
    }
}
