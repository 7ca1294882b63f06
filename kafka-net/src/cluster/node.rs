use std::sync::Arc;
use std::time::Duration;

use kafka_protocol::BrokerId;

use crate::config::BrokerAddress;
use crate::connection::{ApiVersions, Connection, ConnectionCounters, ConnectionPeaks};
use crate::error::Peer;
use crate::rng::Rng;
use crate::time::Tick;

use super::addresses::AddressBook;
use super::backoff::ExponentialBackoff;

/// One broker, or one bootstrap server, with its connection and the memory of failed attempts.
#[derive(Debug)]
pub(super) struct Node {
    /// Who it is; for the control connection, who that leads to.
    broker: BrokerId,
    pub(super) address: BrokerAddress,
    pub(super) connection: Option<Connection>,
    pub(super) addresses: AddressBook,
    /// What it said it speaks when it was last asked.
    pub(super) versions: Option<Arc<ApiVersions>>,
    /// How often in a row it did not answer ApiVersions (R187).
    pub(super) unanswered: u32,
    history: History,
    /// What happened on its connections before the one that there may be.
    before: ConnectionCounters,
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
    pub(super) fn new(broker: BrokerId, address: BrokerAddress) -> Self {
        Self {
            broker,
            address,
            connection: None,
            addresses: AddressBook::default(),
            versions: None,
            unanswered: 0,
            history: History::default(),
            before: ConnectionCounters::default(),
        }
    }

    pub(super) fn broker(&self) -> BrokerId {
        self.broker
    }

    pub(super) fn peer(&self) -> Peer {
        Peer { broker: self.broker, address: self.address.clone() }
    }

    /// Its connection is over.
    pub(super) fn let_go(&mut self) {
        self.before = self.counters();
        self.connection = None;
    }

    pub(super) fn counters(&self) -> ConnectionCounters {
        let mut counters = self.before;
        if let Some(connection) = &self.connection {
            counters += *connection.counters();
        }
        counters
    }

    /// As [`counters`](Self::counters); the peaks begin anew.
    pub(super) fn take_counters(&mut self) -> ConnectionCounters {
        let counters = self.counters();
        self.before.peaks = ConnectionPeaks::default();
        if let Some(connection) = &mut self.connection {
            connection.forget_peaks();
        }
        counters
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
        // The connection that there may be ends by itself.
        let (connection, before) = (self.connection.take(), self.before);
        *self = Self { connection, before, ..Self::new(self.broker, address) };
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
        let mut delay = backoff.delay(self.history.failures, rng);
        self.history.failures = self.history.failures.saturating_add(1);
        if !was_ready {
            delay = delay.max(LEAST_WAIT);
            self.history.setup_failures = self.history.setup_failures.saturating_add(1);
        }
        self.history.next_attempt = now + delay;
    }
}

/// Between two attempts of which the first came to nothing, whatever the back-off: with `reconnect.backoff.ms=0` a name without
/// addresses would be looked up as fast as the resolver says so.
const LEAST_WAIT: Duration = Duration::from_millis(10);

/// Failures in a row that a refused authentication counts as: enough for the longest delay.
const AFTER_REFUSAL: u32 = 63;
