//! The control connection (R177): one for the whole client, for metadata while every data connection is busy.
//!
//! A broker answers the requests of a connection one after the other, so a metadata request on a data connection waits for every
//! Produce request before it. When no broker is idle the request therefore takes a connection of its own, which is opened when that
//! first happens, used again, and closed by idleness like any other.

use std::time::Duration;

use kafka_protocol::BrokerId;

use super::Cluster;
use super::node::Node;
use super::selection::Choice;
use crate::connection::{Connection, ConnectionState};
use crate::time::Tick;

/// Stands for the control connection where nodes are named; no broker and no bootstrap server has this id.
pub(super) const CONTROL: BrokerId = BrokerId(i32::MIN);

impl Cluster {
    /// Where a metadata request goes that `broker`, the least loaded one, could take: there if nothing else is in flight, else to the
    /// control connection, if there is one or may be one.
    pub(super) fn spare_full_pipe(&mut self, now: Tick, broker: BrokerId) -> Choice {
        let idle = self.connection(broker).is_none_or(|c| c.in_flight() == 0);
        if idle || self.is_bootstrapping() {
            return Choice::Ready(broker);
        }
        if self.connection(CONTROL).is_none() && !self.aim_control(now, broker) {
            return Choice::Ready(broker);
        }
        let limit = self.config.max_in_flight;
        match self.connection(CONTROL) {
            Some(c) if c.can_queue(now, limit) && self.is_current(CONTROL) => Choice::Ready(CONTROL),
            Some(c) if is_being_made(c) && now < self.control_patience() => Choice::Connecting(CONTROL),
            _ => Choice::Ready(broker),
        }
    }

    /// Until when a metadata request waits for the control connection to be made.
    pub(super) fn control_patience(&self) -> Tick {
        let attempt = self.nodes.get(&CONTROL).and_then(Node::last_attempt);
        attempt.map_or(Tick::ZERO, |attempt| attempt + PATIENCE)
    }

    /// Whether the control connection leads to a broker of the newest metadata, at its newest address.
    pub(super) fn controls_a_member(&self) -> bool {
        let Some(connection) = self.connection(CONTROL) else { return false };
        let member = self.control.filter(|broker| self.is_member(*broker));
        let address = member.and_then(|broker| self.nodes.get(&broker)).map(|node| &node.address);
        address == Some(&connection.peer().address)
    }

    /// Opens the control connection to `broker`; false while its back-off lasts.
    fn aim_control(&mut self, now: Tick, broker: BrokerId) -> bool {
        let Some(target) = self.nodes.get(&broker) else { return false };
        let (address, versions) = (target.address.clone(), target.versions.clone());
        if self.nodes.get(&CONTROL).is_none_or(|node| node.broker() != broker || node.address != address) {
            let mut node = Node::new(broker, address);
            if let Some(old) = self.nodes.get(&CONTROL) {
                // The back-off stays: brokers that take turns would else be tried without a pause.
                node.inherit(old.history());
            }
            node.versions = versions;
            self.forget(CONTROL);
            self.nodes.insert(CONTROL, node);
        }
        if self.nodes.get(&CONTROL).is_none_or(|node| !node.may_connect(now)) {
            return false;
        }
        self.control = Some(broker);
        self.open(now, CONTROL);
        true
    }
}

fn is_being_made(connection: &Connection) -> bool {
    !matches!(connection.state(), ConnectionState::Ready | ConnectionState::Disconnected)
}

/// How long a metadata request waits for the control connection before it stands in line on a data connection.
const PATIENCE: Duration = Duration::from_secs(1);
