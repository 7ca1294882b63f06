use std::collections::BTreeMap;

use kafka_protocol::BrokerId;
use tracing::warn;

use super::Cluster;
use super::node::Node;
use crate::config::{BrokerAddress, MetadataRecoveryStrategy};
use crate::error::CloseReason;
use crate::time::Tick;

/// The bootstrap servers as nodes with the ids -1, -2, … (C11).
pub(super) fn nodes(servers: &[BrokerAddress]) -> BTreeMap<BrokerId, Node> {
    let ids = (1..).map(|n: i32| BrokerId(-n));
    ids.zip(servers).map(|(id, server)| (id, Node::new(server.clone()))).collect()
}

impl Cluster {
    /// Whether only the bootstrap servers are known.
    pub(super) fn is_bootstrapping(&self) -> bool {
        self.metadata().brokers.is_empty()
    }

    /// Whether starting again from the bootstrap servers is allowed and would be something else than now.
    pub(super) fn may_rebootstrap(&self) -> bool {
        self.config.metadata_recovery_strategy == MetadataRecoveryStrategy::Rebootstrap
            && !self.is_bootstrapping()
    }

    /// Starts again from the bootstrap servers (R120, KIP-899, KIP-1102): all connections close, requests in flight fail, and
    /// no broker is known until a bootstrap server answers.
    pub(super) fn rebootstrap(&mut self, now: Tick, why: &'static str) {
        warn!(why, "starting again from the bootstrap servers");
        self.close_all(now, CloseReason::Rebootstrap);
        // A bootstrap server is often one of the brokers: the failures that led here count against its address too.
        let failed: Vec<_> = self
            .nodes
            .iter()
            .filter(|(id, _)| id.0 >= 0)
            .map(|(_, n)| (n.address.clone(), n.history()))
            .collect();
        for (_, seed) in self.nodes.iter_mut().filter(|(id, _)| id.0 < 0) {
            for (address, history) in &failed {
                if *address == seed.address {
                    seed.inherit(*history);
                }
            }
        }
        self.cache.forget_brokers();
        self.schedule.recovering(now);
        self.queue_metadata_event();
    }

    /// Makes the nodes follow the brokers of the newest snapshot.
    pub(super) fn sync_nodes(&mut self, now: Tick) {
        let brokers: Vec<_> = self.metadata().brokers.values().map(|b| (b.id, b.address.clone())).collect();
        for (broker, address) in brokers {
            match self.nodes.get_mut(&broker) {
                Some(node) if node.address == address => {}
                Some(node) => {
                    warn!(broker = broker.0, old = %node.address, new = %address, "broker moved");
                    node.move_to(address);
                }
                None => {
                    self.nodes.insert(broker, Node::new(address));
                    self.adopt_bootstrap_connection(now, broker);
                }
            }
        }
        for broker in self.nodes.keys().copied().collect::<Vec<_>>() {
            self.retire(broker);
            if broker.0 >= 0 && !self.is_member(broker) && self.connection(broker).is_none() {
                self.nodes.remove(&broker);
            }
        }
    }

    /// A bootstrap server that turns out to be this broker keeps its connection: one connection a broker (R177).
    fn adopt_bootstrap_connection(&mut self, now: Tick, broker: BrokerId) {
        let Some(node) = self.nodes.get(&broker) else { return };
        let (address, peer) = (node.address.clone(), node.peer(broker));
        let seed =
            self.nodes.iter_mut().find(|(id, n)| id.0 < 0 && n.address == address && n.connection.is_some());
        let Some((_, seed)) = seed else { return };
        let (history, Some(mut connection)) = (seed.history(), seed.connection.take()) else { return };
        connection.set_peer(peer);
        let ready = connection.state() == crate::connection::ConnectionState::Ready;
        self.connections.insert(connection.id(), broker);
        if let Some(node) = self.nodes.get_mut(&broker) {
            node.inherit(history);
            node.connection = Some(connection);
        }
        if ready {
            self.events.push_back(super::Event::BrokerReady(broker));
        }
        self.pump(now, broker);
    }
}
