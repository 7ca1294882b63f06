//! Which broker looks after a group or a transactional id, asked for and asked for again until it is known (R89).

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use kafka_protocol::messages::{FindCoordinatorRequest, FindCoordinatorResponse};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, Message, VersionRange, decode_response};
use tracing::debug;

use super::backoff::ExponentialBackoff;
use super::control::CONTROL;
use super::selection::Choice;
use super::{COORDINATOR_TOKEN, Cluster, Event};
use crate::connection::{Connection, SendOptions};
use crate::error::{NetError, PeerError};
use crate::rng::Rng;
use crate::time::Tick;

/// What a coordinator is for. The same key of two kinds has two coordinators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CoordinatorKind {
    /// A consumer group, by `group.id`.
    Group,
    /// Transactions, by `transactional.id`. Since Kafka 0.11.
    Transaction,
    /// A share group's state, by group, topic id and partition (KIP-932). Since Kafka 4.0.
    Share,
}

/// The coordinators that somebody wants to know.
#[derive(Debug, Default)]
pub(super) struct Coordinators {
    by_key: BTreeMap<Key, Entry>,
    /// The question that is under way, and whom it went to; one at a time.
    asked: Option<(BrokerId, Key)>,
    /// When something is to be done next.
    timer: Option<Tick>,
}

type Key = (CoordinatorKind, Arc<str>);

#[derive(Debug)]
struct Entry {
    /// Who it was said to be; `None` while that is to be found out.
    broker: Option<BrokerId>,
    /// When it may be asked for.
    next: Tick,
    /// Answers in a row that were of no use.
    failures: u32,
}

impl Entry {
    fn ask_again(&mut self, now: Tick, backoff: ExponentialBackoff, rng: &mut Rng) {
        self.broker = None;
        self.next = now + backoff.delay(self.failures, rng);
        self.failures = self.failures.saturating_add(1);
    }
}

impl Cluster {
    /// The coordinator of a key, if it is known and among the brokers of the newest metadata. Otherwise it is asked for, as often as
    /// it takes, with `retry.backoff.ms` in between, and told by [`Event::CoordinatorFound`], or by [`Event::CoordinatorFailed`] once no
    /// repetition can help.
    pub fn coordinator(&mut self, now: Tick, kind: CoordinatorKind, key: &str) -> Option<BrokerId> {
        if self.closed {
            return None;
        }
        let key: Key = (kind, key.into());
        let entry =
            self.coordinators.by_key.entry(key).or_insert(Entry { broker: None, next: now, failures: 0 });
        let found = entry.broker;
        match found {
            Some(broker) if self.metadata().brokers.contains_key(&broker) => return Some(broker),
            Some(_) => self.request_update(now),
            None => self.find_coordinators(now),
        }
        None
    }

    /// Asks for a coordinator again, because the one that was told says that it is none (NOT_COORDINATOR,
    /// COORDINATOR_NOT_AVAILABLE) or does not answer. One that could not be connected to is forgotten without being told.
    pub fn forget_coordinator(&mut self, now: Tick, kind: CoordinatorKind, key: &str) {
        let backoff = self.retry_backoff();
        if let Some(entry) = self.coordinators.by_key.get_mut(&(kind, Arc::from(key)))
            && entry.broker.is_some()
        {
            entry.ask_again(now, backoff, &mut self.rng);
            self.find_coordinators(now);
        }
    }

    /// Nobody wants to know this coordinator any more.
    pub fn release_coordinator(&mut self, kind: CoordinatorKind, key: &str) {
        self.coordinators.by_key.remove(&(kind, Arc::from(key)));
    }

    /// The coordinators that a broker was are to be found anew.
    pub(super) fn forget_coordinators_at(&mut self, now: Tick, broker: BrokerId) {
        let backoff = self.retry_backoff();
        for entry in self.coordinators.by_key.values_mut().filter(|entry| entry.broker == Some(broker)) {
            entry.ask_again(now, backoff, &mut self.rng);
        }
    }

    /// Fresh metadata has come: who is not in it coordinates nothing.
    pub(super) fn forget_absent_coordinators(&mut self, now: Tick) {
        let backoff = self.retry_backoff();
        let brokers = &self.cache.snapshot().brokers;
        for entry in self.coordinators.by_key.values_mut() {
            if entry.broker.is_some_and(|broker| !brokers.contains_key(&broker)) {
                entry.ask_again(now, backoff, &mut self.rng);
            }
        }
    }

    /// When coordinators want to be looked after next.
    pub(super) fn coordinator_timer(&self) -> Option<Tick> {
        self.coordinators.timer
    }

    /// Asks for the next coordinator that is wanted, if somebody can be asked now.
    pub(super) fn find_coordinators(&mut self, now: Tick) {
        self.coordinators.timer = None;
        // Bootstrap servers have no ids that an answer could be matched with: metadata comes first.
        if self.closed || self.is_bootstrapping() || self.coordinators.asked.is_some() {
            return;
        }
        let wanted = self.coordinators.by_key.iter().filter(|(_, entry)| entry.broker.is_none());
        let Some((key, entry)) = wanted.min_by_key(|(_, entry)| entry.next) else { return };
        if entry.next > now {
            self.coordinators.timer = Some(entry.next);
            return;
        }
        let key = key.clone();
        // As metadata: a full pipe does not delay it (R177).
        let limit = self.config.max_in_flight + 1;
        let choice = match self.choose(now, |c: &Connection| c.can_queue(now, limit)) {
            Choice::Ready(broker) => self.spare_full_pipe(now, broker),
            other => other,
        };
        match choice {
            Choice::Ready(broker) => self.ask_for_coordinator(now, broker, key),
            Choice::Connecting(CONTROL) => self.coordinators.timer = Some(self.control_patience()),
            Choice::Connecting(_) => {}
            Choice::Connectable(broker) => self.open(now, broker),
            Choice::Nobody { .. } => {
                self.coordinators.timer = Some(self.choice_changes(now)).filter(|at| *at < Tick::MAX);
            }
        }
    }

    fn ask_for_coordinator(&mut self, now: Tick, broker: BrokerId, key: Key) {
        let ours = key.0.versions();
        let Some(version) = self.version(broker, ApiKey::FIND_COORDINATOR, ours) else {
            let theirs =
                self.api_versions(broker).and_then(|versions| versions.range(ApiKey::FIND_COORDINATOR));
            let Some(peer) = self.peer(broker) else { return };
            let error = NetError::UnsupportedVersion { peer, api: ApiKey::FIND_COORDINATOR, ours, theirs };
            return self.coordinator_failed(key, error);
        };
        let mut request = FindCoordinatorRequest::default();
        if version >= 4 {
            request.coordinator_keys = vec![StrBytes::copy_from(&key.1)];
        } else {
            request.key = StrBytes::copy_from(&key.1);
        }
        if version >= 1 {
            request.key_type = key.0.key_type();
        }
        let options = SendOptions { expects_response: true, timeout: self.config.request_timeout };
        let Some(connection) = self.connection_mut(broker) else { return };
        match connection.send(now, COORDINATOR_TOKEN, version, &request, options) {
            Ok(()) => {
                debug!(broker = broker.0, kind = ?key.0, "asking for a coordinator");
                self.coordinators.asked = Some((broker, key));
                self.pump(now, broker);
            }
            // A key that no request can carry.
            Err(error) => self.coordinator_failed(key, error.into()),
        }
    }

    pub(super) fn handle_coordinator_response(&mut self, now: Tick, version: i16, frame: &Bytes) {
        let Some((broker, key)) = self.coordinators.asked.take() else { return };
        let response = match decode_response::<FindCoordinatorRequest>(version, frame) {
            Ok((_, response)) => response,
            Err(error) => {
                self.wait_for_coordinator(now, &key);
                let error = PeerError::Decode { api: ApiKey::FIND_COORDINATOR, error };
                if let Some(connection) = self.connection_mut(broker) {
                    connection.fail(error);
                }
                return;
            }
        };
        self.take_coordinator(now, broker, version, key, &response);
        self.throttle(now, broker, ApiKey::FIND_COORDINATOR, version, response.throttle_time_ms);
    }

    fn take_coordinator(
        &mut self,
        now: Tick,
        broker: BrokerId,
        version: i16,
        key: Key,
        response: &FindCoordinatorResponse,
    ) {
        let (code, found) = answer_for(version, &key, response);
        if code == ErrorCode::NONE && found.0 >= 0 {
            let Some(entry) = self.coordinators.by_key.get_mut(&key) else { return };
            (entry.broker, entry.failures) = (Some(found), 0);
            debug!(broker = found.0, kind = ?key.0, "coordinator found");
            if !self.metadata().brokers.contains_key(&found) {
                self.schedule.request();
            }
            self.events.push_back(Event::CoordinatorFound { kind: key.0, key: key.1, broker: found });
        } else if code == ErrorCode::NONE || code.is_retriable() {
            self.wait_for_coordinator(now, &key);
        } else if let Some(peer) = self.peer(broker) {
            self.coordinator_failed(key, NetError::Broker { peer, api: ApiKey::FIND_COORDINATOR, code });
        }
    }

    /// The question came to nothing, for no fault of the key's.
    pub(super) fn coordinator_question_failed(&mut self, now: Tick, error: &NetError) {
        let Some((_, key)) = self.coordinators.asked.take() else { return };
        debug!(%error, kind = ?key.0, "coordinator not found");
        self.wait_for_coordinator(now, &key);
    }

    fn wait_for_coordinator(&mut self, now: Tick, key: &Key) {
        let backoff = self.retry_backoff();
        if let Some(entry) = self.coordinators.by_key.get_mut(key) {
            entry.ask_again(now, backoff, &mut self.rng);
        }
    }

    fn coordinator_failed(&mut self, key: Key, error: NetError) {
        // Released in the meantime: nobody wants to know.
        if self.coordinators.by_key.remove(&key).is_some() {
            self.events.push_back(Event::CoordinatorFailed { kind: key.0, key: key.1, error });
        }
    }

    fn retry_backoff(&self) -> ExponentialBackoff {
        ExponentialBackoff::new(self.config.retry_backoff, self.config.retry_backoff_max)
    }
}

impl CoordinatorKind {
    fn key_type(self) -> i8 {
        match self {
            Self::Group => 0,
            Self::Transaction => 1,
            Self::Share => 2,
        }
    }

    /// The versions of FindCoordinator that can ask for it.
    fn versions(self) -> VersionRange {
        let VersionRange { min, max } = FindCoordinatorRequest::VERSIONS;
        let since = match self {
            Self::Group => 0,
            Self::Transaction => 1,
            Self::Share => 6,
        };
        VersionRange::new(min.max(since), max)
    }
}

/// What the answer says of the key; an answer about another key says that the coordinator is not available.
fn answer_for(version: i16, key: &Key, response: &FindCoordinatorResponse) -> (ErrorCode, BrokerId) {
    if version < 4 {
        return (ErrorCode(response.error_code), BrokerId(response.node_id));
    }
    let found = response.coordinators.iter().find(|found| found.key.as_str() == &*key.1);
    found.map_or((ErrorCode::COORDINATOR_NOT_AVAILABLE, BrokerId(-1)), |found| {
        (ErrorCode(found.error_code), BrokerId(found.node_id))
    })
}
