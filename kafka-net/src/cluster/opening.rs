//! How connections come to be: settings, addresses, and who is told that they are there.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use kafka_protocol::BrokerId;

use super::addresses::{Attempt, ResolvedAddress};
use super::control::CONTROL;
use super::{Cluster, Transmit};
use crate::config::ClientDnsLookup;
use crate::connection::{Connection, ConnectionConfig, ConnectionId};
use crate::time::Tick;

impl Cluster {
    /// The name was looked up. To find nothing counts as [`handle_open_failed`](Self::handle_open_failed).
    pub fn handle_resolved(&mut self, now: Tick, connection: ConnectionId, found: Vec<ResolvedAddress>) {
        let Some(node) = self.connections.get(&connection).and_then(|broker| self.nodes.get_mut(broker))
        else {
            return;
        };
        if node.addresses.resolved(found) {
            self.dial(connection);
            self.update_metadata(now);
        } else {
            self.handle_open_failed(now, connection, "the host name has no address".to_owned());
        }
    }

    /// This one of the addresses took the connection, and TLS is not agreed yet. A transport that is open at once may leave it out;
    /// otherwise an address that stalls in TLS would take the turn of all others with it.
    pub fn handle_connected(&mut self, connection: ConnectionId, address: SocketAddr) {
        if let Some(node) = self.connections.get(&connection).and_then(|broker| self.nodes.get_mut(broker)) {
            node.addresses.connected(address);
        }
    }

    /// The transport is open, to this one of the addresses.
    pub fn handle_opened(&mut self, now: Tick, connection: ConnectionId, address: SocketAddr) {
        self.handle_connected(connection, address);
        // A broker may have told its versions since this attempt began: then none is taken for old (R187).
        let asks =
            self.connections.get(&connection).is_none_or(|broker| self.assumed_versions(*broker).is_none());
        self.input(now, connection, |c| {
            if asks {
                c.assume_nothing();
            }
            c.handle_opened(now);
        });
    }

    pub(super) fn open(&mut self, now: Tick, broker: BrokerId) {
        let assumed_versions = self.assumed_versions(broker);
        let expected = self.expected(broker);
        let Some(node) = self.nodes.get_mut(&broker) else { return };
        let id = ConnectionId(self.next_connection);
        self.next_connection += 1;
        let config = ConnectionConfig {
            client_id: self.config.client_id.clone(),
            setup_timeout: self.setup_timeout.delay(node.setup_failures(), &mut self.rng),
            max_frame_len: self.config.max_frame_len,
            max_idle: self.config.connections_max_idle,
            max_throttle: self.config.request_timeout,
            session_share: self.config.sasl.as_ref().map_or(1.0, |_| self.rng.uniform(0.85, 0.95)),
            sasl: self.config.sasl.clone(),
            known_versions: node.versions.clone().or_else(|| self.negotiated.clone()),
            assumed_versions,
            expected,
        };
        node.attempt(now, Connection::new(id, node.peer(), config, now));
        self.active = true;
        self.connections.insert(id, broker);
        self.dial(id);
    }

    /// Has a connection opened to the next addresses of its broker, once they are known.
    fn dial(&mut self, connection: ConnectionId) {
        let Some(broker) = self.connections.get(&connection).copied() else { return };
        let Some(node) = self.nodes.get_mut(&broker) else { return };
        let (host, port) = (Arc::clone(node.address.host()), node.address.port());
        if let Ok(ip) = host.parse::<IpAddr>() {
            let addresses = vec![SocketAddr::new(ip, port)];
            self.transmits.push_back(Transmit::Open { connection, host, port, addresses });
        } else if let Some(Attempt { addresses, canonical_name }) = node.addresses.attempt() {
            if let Some(opening) = &mut node.connection {
                opening.set_canonical_name(canonical_name.clone());
            }
            let host = canonical_name.unwrap_or(host);
            self.transmits.push_back(Transmit::Open { connection, host, port, addresses });
        } else {
            let canonical = broker.0 < 0
                && broker != CONTROL
                && self.config.client_dns_lookup == ClientDnsLookup::ResolveCanonicalBootstrapServersOnly;
            self.transmits.push_back(Transmit::Resolve { connection, host, port, canonical });
        }
    }
}
