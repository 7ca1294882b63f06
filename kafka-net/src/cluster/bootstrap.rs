use std::collections::BTreeMap;

use kafka_protocol::BrokerId;
use tracing::warn;

use super::Cluster;
use super::control::CONTROL;
use super::node::Node;
use crate::config::{BrokerAddress, MetadataRecoveryStrategy};
use crate::error::CloseReason;
use crate::time::Tick;

/// The bootstrap servers as nodes with the ids -1, -2, … (C11).
pub(super) fn nodes(servers: &[BrokerAddress]) -> BTreeMap<BrokerId, Node> {
    let ids = (1..).map(|n: i32| BrokerId(-n));
    ids.zip(servers).map(|(id, server)| (id, Node::new(id, server.clone()))).collect()
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
            // Their names were looked up when this client started, which may be long ago.
            seed.addresses.forget();
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
                    self.nodes.insert(broker, Node::new(broker, address));
                    self.adopt_bootstrap_connection(now, broker);
                }
            }
        }
        for broker in self.nodes.keys().copied().collect::<Vec<_>>() {
            self.retire(broker);
            if broker.0 >= 0 && !self.is_member(broker) && self.connection(broker).is_none() {
                self.forget(broker);
            }
        }
    }

    /// A bootstrap server that turns out to be this broker keeps its connection: one connection a broker (R177).
    fn adopt_bootstrap_connection(&mut self, now: Tick, broker: BrokerId) {
        let Some(node) = self.nodes.get(&broker) else { return };
        let (address, peer) = (node.address.clone(), node.peer());
        // Not one that goes by assumptions (R187): the broker is asked once more under its own name.
        let may_move = |n: &Node| n.address == address && n.connection.is_some() && n.unanswered == 0;
        let seed = self.nodes.iter_mut().find(|(id, n)| id.0 < 0 && **id != CONTROL && may_move(n));
        let Some((_, seed)) = seed else { return };
        let (history, versions) = (seed.history(), seed.versions.clone());
        let Some(mut connection) = seed.connection.take() else { return };
        connection.set_peer(peer);
        let ready = connection.state() == crate::connection::ConnectionState::Ready;
        self.connections.insert(connection.id(), broker);
        if let Some(node) = self.nodes.get_mut(&broker) {
            node.inherit(history);
            node.versions = versions;
            node.connection = Some(connection);
        }
        if ready {
            self.events.push_back(super::Event::BrokerReady(broker));
        }
        self.pump(now, broker);
    }
}
