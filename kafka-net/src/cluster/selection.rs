use kafka_protocol::BrokerId;

use super::Cluster;
use super::node::Node;
use crate::connection::{Connection, ConnectionState};
use crate::time::Tick;

/// The broker to ask something that any broker can answer (R118).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Takes a request now.
    Ready(BrokerId),
    /// Has no connection yet, but one is being made.
    Connecting(BrokerId),
    /// May be connected to now.
    Connectable(BrokerId),
    /// All are waiting for something.
    Nobody {
        /// No connection is open or being made, so that no event will change this: only time.
        unreachable: bool,
    },
}

impl Choice {
    pub(super) fn broker(self) -> Option<BrokerId> {
        match self {
            Self::Ready(broker) | Self::Connecting(broker) | Self::Connectable(broker) => Some(broker),
            Self::Nobody { .. } => None,
        }
    }
}

impl Cluster {
    /// Whom to ask next: the brokers of the newest metadata, or the bootstrap servers before there is any.
    pub(super) fn members(&self) -> Vec<BrokerId> {
        self.nodes.keys().copied().filter(|broker| self.is_member(*broker)).collect()
    }

    /// The choice among the members, with `takes` saying whether a connection takes the request now.
    pub(super) fn choose(&mut self, now: Tick, takes: impl Fn(&Connection) -> bool) -> Choice {
        let members = self.members();
        let start = self.rng.below(members.len() as u64) as usize;
        let (mut ready, mut connecting, mut connectable) = (None, None, None);
        let mut unreachable = true;
        for broker in members.iter().cycle().skip(start).take(members.len()).copied() {
            let Some(node) = self.nodes.get(&broker) else { continue };
            unreachable &= node.connection.is_none();
            match &node.connection {
                Some(connection) if connection.state() != ConnectionState::Ready => {
                    connecting = connecting.or(Some(broker));
                }
                Some(connection) if self.is_current(broker) && takes(connection) => {
                    let load = connection.in_flight();
                    if load == 0 {
                        return Choice::Ready(broker);
                    }
                    if ready.is_none_or(|(_, least)| load < least) {
                        ready = Some((broker, load));
                    }
                }
                None if node.may_connect(now) => {
                    let attempt = node.last_attempt();
                    if connectable.is_none_or(|(_, oldest)| attempt < oldest) {
                        connectable = Some((broker, attempt));
                    }
                }
                _ => {}
            }
        }
        if let Some((broker, _)) = ready {
            Choice::Ready(broker)
        } else if let Some(broker) = connecting {
            Choice::Connecting(broker)
        } else if let Some((broker, _)) = connectable {
            Choice::Connectable(broker)
        } else {
            Choice::Nobody { unreachable }
        }
    }

    /// When time alone changes the choice: the end of a back-off or of throttling.
    pub(super) fn choice_changes(&self, now: Tick) -> Tick {
        let change = |node: &Node| match &node.connection {
            Some(connection) => connection.throttled_until(),
            None => node.next_attempt(),
        };
        let times = self.members().into_iter().filter_map(|broker| self.nodes.get(&broker).map(change));
        times.filter(|time| *time > now).min().unwrap_or(Tick::MAX)
    }
}
