//! The network: connections of two pipes each, and links to brokers that can be refused, silent or slow.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use kafka_fake::ConnId;
use kafka_net::Tick;
use kafka_protocol::FrameDecoder;

use crate::addresses::Addresses;
use crate::config::NetworkPlan;
use crate::pipe::Pipe;
use crate::rng::{Rng, one_in};

/// Direction of bytes on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the producer to the broker.
    Up,
    /// From the broker to the producer.
    Down,
}

/// Every connection, by the producer's number.
#[derive(Debug)]
pub(crate) struct Network {
    plan: NetworkPlan,
    rng: Rng,
    pub(crate) connections: BTreeMap<u64, Connection>,
    by_broker_side: BTreeMap<ConnId, u64>,
    links: Vec<Link>,
    /// Who is where.
    pub(crate) addresses: Addresses,
}

/// The way to a broker.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Link {
    /// Connections are refused until then.
    pub(crate) refused_until: Tick,
    /// Nothing moves until then.
    pub(crate) silent_until: Tick,
    /// Pieces take `slower` longer until then.
    pub(crate) slow_until: Tick,
    /// How much longer.
    pub(crate) slower: Duration,
}

/// A connection.
#[derive(Debug)]
pub(crate) struct Connection {
    /// The broker it goes to; 0 where nobody is.
    pub(crate) broker: i32,
    /// The addresses that are left to try, first the one that is being tried.
    pub(crate) targets: VecDeque<SocketAddr>,
    /// Nothing will ever come from the other side, or get there.
    pub(crate) lost: bool,
    /// The broker's side, once it is open.
    pub(crate) broker_side: Option<ConnId>,
    /// The producer knows of it.
    pub(crate) has_client: bool,
    /// The broker has closed it, for this reason; the producer learns it once everything before has arrived.
    pub(crate) hung_up: Option<String>,
    /// Bytes to the broker.
    pub(crate) up: Pipe,
    /// Bytes to the producer.
    pub(crate) down: Pipe,
    /// Answers as the producer reads them.
    pub(crate) answers: FrameDecoder,
}

impl Network {
    /// A network without connections.
    pub(crate) fn new(plan: NetworkPlan, brokers: i32, rng: Rng) -> Self {
        Self {
            plan,
            rng,
            connections: BTreeMap::new(),
            by_broker_side: BTreeMap::new(),
            links: vec![Link::default(); brokers as usize],
            addresses: Addresses::new(brokers),
        }
    }

    /// A connection that is being made.
    pub(crate) fn begin(&mut self, id: u64, targets: Vec<SocketAddr>) {
        let (up, down) = (self.rng.fork(), self.rng.fork());
        self.connections.insert(
            id,
            Connection {
                broker: 0,
                targets: targets.into(),
                lost: false,
                broker_side: None,
                has_client: true,
                hung_up: None,
                up: Pipe::new(self.plan.clone(), up),
                down: Pipe::new(self.plan.clone(), down),
                answers: FrameDecoder::new(MAX_FRAME),
            },
        );
    }

    /// The connection is open at the broker.
    pub(crate) fn opened(&mut self, id: u64, broker_side: ConnId) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.broker_side = Some(broker_side);
            self.by_broker_side.insert(broker_side, id);
        }
    }

    /// The connection is gone.
    pub(crate) fn remove(&mut self, id: u64) -> Option<Connection> {
        let connection = self.connections.remove(&id)?;
        if let Some(broker_side) = connection.broker_side {
            self.by_broker_side.remove(&broker_side);
        }
        Some(connection)
    }

    /// The connection of a broker's side.
    pub(crate) fn of_broker_side(&self, conn: ConnId) -> Option<u64> {
        self.by_broker_side.get(&conn).copied()
    }

    /// The connections to a broker.
    pub(crate) fn to_broker(&self, broker: i32) -> Vec<u64> {
        self.connections.iter().filter(|(_, c)| c.broker == broker).map(|(id, _)| *id).collect()
    }

    /// The way to a broker.
    pub(crate) fn link(&mut self, broker: i32) -> &mut Link {
        let at = usize::try_from(broker - 1).unwrap_or(0).min(self.links.len() - 1);
        &mut self.links[at]
    }

    /// How much longer a piece to or from the broker takes now.
    pub(crate) fn slower(&mut self, broker: i32, now: Tick) -> Duration {
        let link = *self.link(broker);
        if link.slow_until > now { link.slower } else { Duration::ZERO }
    }

    /// Ends every trouble.
    pub(crate) fn heal(&mut self) {
        self.links.fill(Link::default());
    }

    /// How long a connection takes to be made, or to be refused.
    pub(crate) fn handshake(&mut self) -> Duration {
        self.plan.latency * 2 + Duration::from_nanos(self.rng.below(self.plan.jitter.as_nanos() as u64 + 1))
    }

    /// A short while, as between two threads.
    pub(crate) fn moment(&mut self) -> Duration {
        Duration::from_nanos(self.rng.below(80_000))
    }

    /// Chance decides, once in `n`.
    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        one_in(&mut self.rng, n)
    }
}

/// Answers of brokers are far smaller.
const MAX_FRAME: usize = 16 << 20;
