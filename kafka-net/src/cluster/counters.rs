//! What has happened on the connections, by broker and in all.

use kafka_protocol::BrokerId;

use super::Cluster;
use super::node::Node;
use crate::connection::{Connection, ConnectionCounters, ConnectionState};

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

    /// Connections that are ready now.
    pub fn connected(&self) -> usize {
        let connections = self.nodes.values().filter_map(|node| node.connection.as_ref());
        connections.filter(|connection| connection.state() == ConnectionState::Ready).count()
    }

    /// Requests without an answer on all connections.
    pub fn in_flight(&self) -> usize {
        let connections = self.nodes.values().filter_map(|node| node.connection.as_ref());
        connections.map(Connection::in_flight).sum()
    }

    /// Forgets a broker, but not what it cost.
    pub(super) fn forget(&mut self, broker: BrokerId) {
        if let Some(node) = self.nodes.remove(&broker) {
            self.gone += node.counters();
        }
    }
}
