use kafka_protocol::BrokerId;

use crate::config::BrokerAddress;
use crate::connection::Connection;
use crate::error::Peer;
use crate::rng::Rng;
use crate::time::Tick;

use super::backoff::ExponentialBackoff;

/// One broker, or one bootstrap server, with its connection and the memory of failed attempts.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) address: BrokerAddress,
    pub(super) connection: Option<Connection>,
    history: History,
}

/// What the past says about the next attempt to connect.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct History {
    /// Disconnects since the connection was last ready (R114).
    failures: u32,
    /// Attempts in a row that never got ready (R115).
    setup_failures: u32,
    next_attempt: Tick,
    last_attempt: Option<Tick>,
}

impl Node {
    pub(super) fn new(address: BrokerAddress) -> Self {
        Self { address, connection: None, history: History::default() }
    }

    pub(super) fn peer(&self, broker: BrokerId) -> Peer {
        Peer { broker, address: self.address.clone() }
    }

    pub(super) fn history(&self) -> History {
        self.history
    }

    /// Takes over what is known of the same address under another id, if it is newer.
    pub(super) fn inherit(&mut self, history: History) {
        if history.last_attempt > self.history.last_attempt {
            self.history = history;
        }
    }

    /// A broker that moved has a clean slate (R116).
    pub(super) fn move_to(&mut self, address: BrokerAddress) {
        self.address = address;
        self.history = History::default();
    }

    /// Whether an attempt to connect may start.
    pub(super) fn may_connect(&self, now: Tick) -> bool {
        self.connection.is_none() && self.history.next_attempt <= now
    }

    pub(super) fn next_attempt(&self) -> Tick {
        self.history.next_attempt
    }

    pub(super) fn last_attempt(&self) -> Option<Tick> {
        self.history.last_attempt
    }

    /// How many attempts in a row never got ready.
    pub(super) fn setup_failures(&self) -> u32 {
        self.history.setup_failures
    }

    pub(super) fn attempt(&mut self, now: Tick, connection: Connection) {
        self.history.last_attempt = Some(now);
        self.connection = Some(connection);
    }

    pub(super) fn ready(&mut self) {
        self.history.failures = 0;
        self.history.setup_failures = 0;
    }

    /// The connection failed: the next attempt waits (R33, drawn once). After one that was refused it waits as long as can be:
    /// the credentials will not be better soon, and brokers lock accounts.
    pub(super) fn failed(
        &mut self,
        now: Tick,
        was_ready: bool,
        refused: bool,
        backoff: ExponentialBackoff,
        rng: &mut Rng,
    ) {
        if refused {
            self.history.failures = self.history.failures.max(AFTER_REFUSAL);
        }
        self.history.next_attempt = now + backoff.delay(self.history.failures, rng);
        self.history.failures = self.history.failures.saturating_add(1);
        if !was_ready {
            self.history.setup_failures = self.history.setup_failures.saturating_add(1);
        }
    }
}

/// Failures in a row that a refused authentication counts as: enough for the longest delay.
const AFTER_REFUSAL: u32 = 63;
