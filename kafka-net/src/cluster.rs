use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use kafka_protocol::{ApiKey, BrokerId, Request, VersionRange};

use crate::config::NetConfig;
use crate::connection::{
    ApiVersions, Connection, ConnectionCounters, ConnectionEvent, ConnectionId, ConnectionState, SendOptions,
    throttles_on_client_side,
};
use crate::error::{CloseReason, ConfigError, NetError, Peer, PeerError, SendError};
use crate::rng::Rng;
use crate::sasl::SaslErrand;
use crate::time::Tick;
use crate::tls::TlsError;

mod addresses;
mod authentication;
mod backoff;
mod bootstrap;
mod cache;
mod control;
mod coordinators;
mod counters;
mod metadata;
mod node;
mod opening;
mod output;
mod schedule;
mod selection;
mod topics;
mod update;
mod versions;

#[cfg(feature = "sasl-scram")]
use authentication::DerivedKeys;
use cache::MetadataCache;
use control::CONTROL;
use coordinators::Coordinators;
use node::Node;
use schedule::UpdateSchedule;
use topics::TopicsInUse;
use update::UpdateInProgress;

pub use addresses::ResolvedAddress;
pub use backoff::ExponentialBackoff;
pub use cache::LeaderHint;
pub use coordinators::CoordinatorKind;
pub use metadata::{Broker, Metadata, PartitionMetadata, TopicMetadata};
pub use output::{Event, Transmit};

/// Every connection to a Kafka cluster and what is known of it, without I/O.
///
/// One contract: after any `&mut` call, drain [`poll_transmit`](Self::poll_transmit) and [`poll_event`](Self::poll_event)
/// before the next one, and call [`handle_timeout`](Self::handle_timeout) when [`poll_timeout`](Self::poll_timeout) says so.
/// `now` never runs backwards. Equal inputs give equal outputs: all chance comes from the seed.
///
/// Connections open when they are first needed, one a broker, and the metadata request takes whichever is least loaded.
/// Requests fail at most once; nothing is sent again here, since only the caller knows what may be repeated.
#[derive(Debug)]
pub struct Cluster {
    config: NetConfig,
    rng: Rng,
    closed: bool,
    /// The latest time seen.
    now: Tick,
    reconnect_backoff: ExponentialBackoff,
    setup_timeout: ExponentialBackoff,
    /// Brokers by id; the bootstrap servers are -1, -2, … and stay for ever.
    nodes: BTreeMap<BrokerId, Node>,
    connections: BTreeMap<ConnectionId, BrokerId>,
    next_connection: u64,
    cache: MetadataCache,
    topics: TopicsInUse,
    schedule: UpdateSchedule,
    update: Option<UpdateInProgress>,
    coordinators: Coordinators,
    /// When the metadata wants to be looked after next.
    update_timer: Tick,
    /// The newest answer to ApiVersions from any broker: then none is too old for it, and the others are likely to speak the same.
    negotiated: Option<Arc<ApiVersions>>,
    /// The broker that the control connection leads to (R177).
    control: Option<BrokerId>,
    last_error: Option<NetError>,
    /// What happened on connections to brokers that are no longer known.
    gone: ConnectionCounters,
    /// Some counter may have changed since they were last taken.
    active: bool,
    #[cfg(feature = "sasl-scram")]
    derived_keys: DerivedKeys,
    transmits: VecDeque<Transmit>,
    events: VecDeque<Event>,
    /// Metadata is asked for although no topic is in use.
    wants_brokers_alone: bool,
    metadata_event_queued: bool,
}

impl Cluster {
    /// A view that knows only the bootstrap servers and asks the first of them at once.
    pub fn new(config: NetConfig, seed: u64, now: Tick) -> Result<Self, ConfigError> {
        config.validate()?;
        let retry_backoff = ExponentialBackoff::new(config.retry_backoff, config.retry_backoff_max);
        let mut cluster = Self {
            rng: Rng::new(seed),
            closed: false,
            now,
            reconnect_backoff: ExponentialBackoff::new(
                config.reconnect_backoff,
                config.reconnect_backoff_max,
            ),
            setup_timeout: ExponentialBackoff::new(
                config.socket_connection_setup_timeout,
                config.socket_connection_setup_timeout_max,
            ),
            nodes: bootstrap::nodes(&config.bootstrap_servers),
            connections: BTreeMap::new(),
            next_connection: 0,
            cache: MetadataCache::new(config.host_filter.clone()),
            topics: TopicsInUse::default(),
            schedule: UpdateSchedule::new(config.metadata_max_age, retry_backoff),
            update: None,
            coordinators: Coordinators::default(),
            update_timer: Tick::MAX,
            negotiated: None,
            control: None,
            last_error: None,
            gone: ConnectionCounters::default(),
            active: true,
            #[cfg(feature = "sasl-scram")]
            derived_keys: DerivedKeys::default(),
            transmits: VecDeque::new(),
            events: VecDeque::new(),
            wants_brokers_alone: false,
            metadata_event_queued: false,
            config,
        };
        cluster.update_metadata(now);
        Ok(cluster)
    }

    /// The configuration it runs with.
    pub fn config(&self) -> &NetConfig {
        &self.config
    }

    /// The newest snapshot.
    pub fn metadata(&self) -> &Arc<Metadata> {
        self.cache.snapshot()
    }

    /// The newest trouble since metadata last arrived: the cause to give when a wait for metadata runs out of time.
    pub fn last_error(&self) -> Option<&NetError> {
        self.last_error.as_ref()
    }

    // Inputs.

    /// The name could not be looked up, or the transport not be opened.
    pub fn handle_open_failed(&mut self, now: Tick, connection: ConnectionId, reason: String) {
        self.input(now, connection, |c| c.handle_open_failed(now, reason));
    }

    /// TLS failed for good, while the transport was being opened or after. The transport is gone, and all bytes that it took
    /// have been reported.
    pub fn handle_tls_failed(&mut self, now: Tick, connection: ConnectionId, error: TlsError) {
        self.input(now, connection, |c| c.handle_tls_failed(now, error));
    }

    /// Bytes arrived. Work is linear in their number.
    pub fn handle_bytes(&mut self, now: Tick, connection: ConnectionId, bytes: &[u8]) {
        self.input(now, connection, |c| c.handle_bytes(now, bytes));
    }

    /// The transport wrote `n` more bytes.
    pub fn handle_written(&mut self, now: Tick, connection: ConnectionId, n: usize) {
        self.input(now, connection, |c| c.handle_written(now, n));
    }

    /// The transport closed: by the other side when `reason` is `None`, else by a failure. All bytes written before must
    /// have been reported, or a request that left would count as [`Sent::NotSent`](crate::Sent::NotSent).
    pub fn handle_closed(&mut self, now: Tick, connection: ConnectionId, reason: Option<String>) {
        self.input(now, connection, |c| c.handle_closed(now, reason));
    }

    /// Time has passed. Harmless when nothing is due.
    pub fn handle_timeout(&mut self, now: Tick) {
        let due = |node: &Node| {
            let deadline = node.connection.as_ref().and_then(Connection::poll_timeout);
            deadline.is_some_and(|deadline| deadline <= now)
        };
        let brokers: Vec<_> = self.nodes.iter().filter(|(_, n)| due(n)).map(|(id, _)| *id).collect();
        for broker in brokers {
            if let Some(connection) = self.connection_mut(broker) {
                connection.handle_timeout(now);
                self.pump(now, broker);
            }
        }
        self.update_metadata(now);
    }

    // Commands.

    /// Takes note that a topic is used now: it is asked for in metadata until it was idle for long (R129). A topic not known
    /// yet is asked for at once (R126), one whose last answer was an error again as soon as the back-off allows.
    pub fn add_topic(&mut self, now: Tick, topic: &str) {
        if self.topics.touch(now, topic) {
            self.schedule.new_topic();
            self.update_metadata(now);
        } else if self.metadata().topic(topic).is_some_and(|t| t.error.0 != 0) {
            self.request_update(now);
        }
    }

    /// Asks for fresh metadata of all topics in use as soon as the back-off allows. Repeated wishes are one.
    pub fn request_update(&mut self, now: Tick) {
        self.schedule.request();
        self.update_metadata(now);
    }

    /// Whether a request may be sent to the broker now (R105). If it is not connected and its back-off is over, a connection
    /// is started: ask again on [`Event::BrokerReady`] or at [`next_attempt`](Self::next_attempt).
    pub fn ready(&mut self, now: Tick, broker: BrokerId) -> bool {
        self.now = now;
        if self.closed || !self.is_member(broker) {
            return false;
        }
        if self.nodes.get(&broker).is_some_and(|node| node.may_connect(now)) {
            self.open(now, broker);
            return false;
        }
        self.is_current(broker)
            && self.connection(broker).is_some_and(|c| c.can_send(now, self.in_flight_limit(broker)))
    }

    /// How many more requests the broker may be given before its in-flight limit; 0 while it is not ready. Each of them has to
    /// be written entirely before the next is taken.
    pub fn free_slots(&self, now: Tick, broker: BrokerId) -> usize {
        match self.connection(broker) {
            Some(c) if self.is_current(broker) && c.can_send(now, self.in_flight_limit(broker)) => {
                self.in_flight_limit(broker) - c.in_flight()
            }
            _ => 0,
        }
    }

    /// When a broker that is not ready is worth asking again: the end of its back-off or of its throttling. `None` when only
    /// an event can change that, and for a broker that is not known. A time that has passed means at once.
    pub fn next_attempt(&self, broker: BrokerId) -> Option<Tick> {
        let node = self.nodes.get(&broker).filter(|_| !self.closed && self.is_member(broker))?;
        match &node.connection {
            None => Some(node.next_attempt()),
            Some(connection) => Some(connection.throttled_until()).filter(|until| *until > self.now),
        }
    }

    /// The highest version of a request that both sides know; `None` when there is none or the broker was never connected.
    pub fn version(&self, broker: BrokerId, api: ApiKey, ours: VersionRange) -> Option<i16> {
        self.api_versions(broker)?.highest_common(api, ours)
    }

    /// Everything that a broker said it speaks when its connection was made, or that before if there is none now.
    pub fn api_versions(&self, broker: BrokerId) -> Option<&ApiVersions> {
        let node = self.nodes.get(&broker)?;
        let connection = node.connection.as_ref().filter(|c| c.state() == ConnectionState::Ready);
        connection.map(Connection::api_versions).or(node.versions.as_ref()).map(|versions| &**versions)
    }

    /// Id and address of a broker or bootstrap server, as errors name them.
    pub fn peer(&self, broker: BrokerId) -> Option<Peer> {
        self.nodes.get(&broker).map(Node::peer)
    }

    /// Sends a request to a broker that is [`ready`](Self::ready). Its fate comes as one event with `token`.
    pub fn send<R: Request>(
        &mut self,
        now: Tick,
        broker: BrokerId,
        token: u64,
        version: i16,
        request: &R,
        options: SendOptions,
    ) -> Result<(), SendError> {
        if token & RESERVED_TOKENS != 0 {
            return Err(SendError::ReservedToken(token));
        }
        if self.free_slots(now, broker) == 0 {
            return Err(SendError::NotReady(broker));
        }
        let Some(connection) = self.connection_mut(broker) else {
            return Err(SendError::NotReady(broker));
        };
        connection.send(now, token, version, request, options)?;
        self.pump(now, broker);
        Ok(())
    }

    /// The broker that a request for any broker should go to (R118): a ready one with little in flight, else one that is
    /// connecting, else one to connect to. Pass it to [`ready`](Self::ready).
    pub fn least_loaded(&mut self, now: Tick) -> Option<BrokerId> {
        if self.closed {
            return None;
        }
        let (limit, updating) = (self.config.max_in_flight, self.update.as_ref().map(|update| update.broker));
        let own = |c: &Connection| usize::from(updating == Some(c.peer().broker));
        self.choose(now, |c| c.can_send(now, limit + own(c))).broker()
    }

    /// Takes note of the throttle time in a response that the caller decoded (R117): the broker is left alone that long if the
    /// API's version says that this is up to the client.
    pub fn throttle(
        &mut self,
        now: Tick,
        broker: BrokerId,
        api: ApiKey,
        version: i16,
        throttle_time_ms: i32,
    ) {
        let Ok(throttle) = u64::try_from(throttle_time_ms) else { return };
        if let Some(connection) = self.connection_mut(broker) {
            connection.note_throttle(Duration::from_millis(throttle));
        }
        self.active = true;
        if throttle == 0 || !throttles_on_client_side(api, version) {
            return;
        }
        if let Some(connection) = self.connection_mut(broker) {
            tracing::warn!(broker = broker.0, api = %api, throttle_time_ms, "throttled by the broker");
            connection.throttle(now, Duration::from_millis(throttle));
        }
        self.update_metadata(now);
    }

    /// Closes a broker's connection because the caller could not make sense of a response.
    pub fn fail_connection(&mut self, now: Tick, broker: BrokerId, error: PeerError) {
        if let Some(connection) = self.connection_mut(broker) {
            connection.fail(error);
            self.pump(now, broker);
        }
        self.update_metadata(now);
    }

    /// Takes a leader named by another response (KIP-951, R132); true when it was news. Anything not newer than what is known,
    /// or about an unknown broker or partition, is left out.
    pub fn update_leader(&mut self, now: Tick, hint: &LeaderHint<'_>) -> bool {
        let taken = !self.closed && self.cache.apply_hint(hint, &self.topics, self.bounds());
        if taken {
            self.sync_nodes(now);
            self.queue_metadata_event();
        }
        taken
    }

    /// Closes every connection. Requests in flight fail; nothing can be sent afterwards.
    pub fn close(&mut self, now: Tick) {
        if std::mem::replace(&mut self.closed, true) {
            return;
        }
        self.close_all(now, CloseReason::ClientClosed);
        self.update_timer = Tick::MAX;
    }

    // Outputs.

    /// The next thing for the transport to do, in order.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.transmits.pop_front()
    }

    /// The next event, in order.
    pub fn poll_event(&mut self) -> Option<Event> {
        let event = self.events.pop_front()?;
        if matches!(event, Event::MetadataUpdated(_)) {
            self.metadata_event_queued = false;
            return Some(Event::MetadataUpdated(Arc::clone(self.metadata())));
        }
        Some(event)
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due; `None` when only other inputs can change anything.
    pub fn poll_timeout(&self) -> Option<Tick> {
        let connections = self.nodes.values().filter_map(|n| n.connection.as_ref()?.poll_timeout());
        connections
            .chain([self.update_timer])
            .chain(self.coordinator_timer())
            .min()
            .filter(|deadline| *deadline < Tick::MAX)
    }

    /// Requests that the broker may have in flight now. The metadata request has a slot of its own: with one slot for both,
    /// updates that follow each other without a pause would leave none for anything else.
    fn in_flight_limit(&self, broker: BrokerId) -> usize {
        let updating = self.update.as_ref().is_some_and(|update| update.broker == broker);
        self.config.max_in_flight + usize::from(updating)
    }

    // Connections.

    fn connection(&self, broker: BrokerId) -> Option<&Connection> {
        self.nodes.get(&broker)?.connection.as_ref()
    }

    fn connection_mut(&mut self, broker: BrokerId) -> Option<&mut Connection> {
        self.nodes.get_mut(&broker)?.connection.as_mut()
    }

    /// Whether new requests may be meant for this id: a broker of the newest metadata, or a bootstrap server before there is any.
    fn is_member(&self, broker: BrokerId) -> bool {
        let brokers = &self.metadata().brokers;
        if brokers.is_empty() { broker.0 < 0 && broker != CONTROL } else { brokers.contains_key(&broker) }
    }

    /// Whether the connection of a broker leads where its newest address says.
    fn is_current(&self, broker: BrokerId) -> bool {
        if broker == CONTROL {
            return self.controls_a_member();
        }
        let node = self.nodes.get(&broker).filter(|_| self.is_member(broker));
        node.is_some_and(|n| n.connection.as_ref().is_some_and(|c| c.peer().address == n.address))
    }

    /// One input to one connection. Those for connections that are over come too late and change nothing.
    fn input(&mut self, now: Tick, connection: ConnectionId, f: impl FnOnce(&mut Connection)) {
        let Some(broker) = self.connections.get(&connection).copied() else { return };
        if let Some(connection) = self.connection_mut(broker) {
            f(connection);
            self.pump(now, broker);
        }
        self.update_metadata(now);
    }

    /// Takes everything out of a connection.
    fn pump(&mut self, now: Tick, broker: BrokerId) {
        self.active = true;
        while let Some(connection) = self.connection_mut(broker) {
            let id = connection.id();
            if let Some(segments) = connection.poll_transmit() {
                self.transmits.push_back(Transmit::Write { connection: id, segments });
            } else if let Some(event) = connection.poll_event() {
                self.handle_connection_event(now, broker, id, event);
            } else {
                break;
            }
        }
        self.retire(broker);
    }

    fn handle_connection_event(
        &mut self,
        now: Tick,
        broker: BrokerId,
        connection: ConnectionId,
        event: ConnectionEvent,
    ) {
        match event {
            ConnectionEvent::CredentialsWanted => {
                self.transmits.push_back(Transmit::Sasl { connection, errand: SaslErrand::Credentials });
            }
            #[cfg(feature = "sasl-scram")]
            ConnectionEvent::KeyWanted => self.key_wanted(now, broker, connection),
            #[cfg(feature = "gssapi")]
            ConnectionEvent::GssapiWanted => self.gssapi_wanted(broker, connection),
            ConnectionEvent::Ready => {
                let assumed = self.connection(broker).is_some_and(Connection::is_assuming);
                if let Some(node) = self.nodes.get_mut(&broker) {
                    node.ready();
                    node.versions = node.connection.as_ref().map(|c| Arc::clone(c.api_versions()));
                    if !assumed {
                        node.unanswered = 0;
                        self.negotiated.clone_from(&node.versions);
                    }
                }
                self.last_error = self.last_error.take().filter(|error| !error.is_authentication());
                self.tell(Event::BrokerReady(broker));
            }
            ConnectionEvent::Response { token: METADATA_TOKEN, version, frame, .. } => {
                self.handle_metadata_response(now, broker, version, &frame);
            }
            ConnectionEvent::Response { token: COORDINATOR_TOKEN, version, frame, .. } => {
                self.handle_coordinator_response(now, version, &frame);
            }
            ConnectionEvent::Response { token, api_key, version, frame, latency, write_wait } => {
                let response =
                    Event::Response { token, broker, api_key, version, frame, latency, write_wait };
                self.events.push_back(response);
            }
            ConnectionEvent::Written { token } => self.events.push_back(Event::Written { token, broker }),
            ConnectionEvent::Failed { token: METADATA_TOKEN, error, .. } => self.update_failed(now, error),
            ConnectionEvent::Failed { token: COORDINATOR_TOKEN, error, .. } => {
                self.coordinator_question_failed(now, &error);
            }
            ConnectionEvent::Failed { token, sent, error } => {
                self.events.push_back(Event::Failed { token, broker, sent, error });
            }
            ConnectionEvent::Closed { error, was_ready, unanswered, transport_open } => {
                self.connections.remove(&connection);
                if transport_open {
                    self.transmits.push_back(Transmit::Close { connection });
                }
                let error = self.note_versions(broker, unanswered, error);
                self.connection_closed(now, broker, error, was_ready);
            }
        }
    }

    /// The control connection is nobody's business but the cluster view's own.
    fn tell(&mut self, event: Event) {
        if !matches!(event, Event::BrokerReady(CONTROL) | Event::BrokerLost { broker: CONTROL, .. }) {
            self.events.push_back(event);
        }
    }

    fn connection_closed(&mut self, now: Tick, broker: BrokerId, error: Option<NetError>, was_ready: bool) {
        let planned = matches!(error, None | Some(NetError::Closed { .. }));
        if let Some(node) = self.nodes.get_mut(&broker) {
            node.let_go();
            if was_ready {
                node.addresses.forget();
            } else {
                node.addresses.unreachable();
            }
            if !planned {
                let refused = error.as_ref().is_some_and(NetError::is_authentication);
                node.failed(now, was_ready, refused, self.reconnect_backoff, &mut self.rng);
            }
        }
        if !planned {
            self.forget_coordinators_at(now, broker);
            // R112: whoever led what this broker led may have changed.
            self.schedule.request();
            if let Some(error) = &error {
                self.note_error(error.clone());
                let next = self.nodes.get(&broker).map_or(Tick::ZERO, Node::next_attempt);
                tracing::warn!(broker = broker.0, %error, retry_in_ms = (next - now).as_millis() as u64,
                    "broker unavailable");
            }
        }
        let rebootstrap = error.as_ref().is_some_and(versions::wants_rebootstrap) && self.may_rebootstrap();
        self.tell(Event::BrokerLost { broker, error });
        if rebootstrap {
            self.rebootstrap(now, "this is another cluster than the one known so far");
        }
        if broker.0 >= 0 && !self.is_member(broker) && !self.is_bootstrapping() {
            self.forget(broker);
        }
    }

    /// Closes a connection that no new request will use, once nothing is in flight on it.
    fn retire(&mut self, broker: BrokerId) {
        if self.is_current(broker) {
            return;
        }
        let Some(connection) = self.connection_mut(broker) else { return };
        if connection.in_flight() > 0 || connection.has_output() {
            return;
        }
        let id = connection.id();
        connection.close(None);
        self.connections.remove(&id);
        self.transmits.push_back(Transmit::Close { connection: id });
        self.tell(Event::BrokerLost { broker, error: None });
        if broker.0 < 0 || self.is_member(broker) {
            if let Some(node) = self.nodes.get_mut(&broker) {
                node.let_go();
            }
        } else {
            self.forget(broker);
        }
    }

    fn close_all(&mut self, now: Tick, reason: CloseReason) {
        for broker in self.connections.values().copied().collect::<Vec<_>>() {
            if let Some(connection) = self.connection_mut(broker) {
                let peer = connection.peer().clone();
                connection.close(Some(NetError::Closed { peer, reason }));
                self.pump(now, broker);
            }
        }
    }
}

/// Tokens with this bit are the cluster view's own.
const RESERVED_TOKENS: u64 = 1 << 63;
const METADATA_TOKEN: u64 = RESERVED_TOKENS;
const COORDINATOR_TOKEN: u64 = RESERVED_TOKENS | 1;

#[cfg(test)]
mod tests;
