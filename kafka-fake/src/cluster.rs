//! The cluster: brokers, topics and connections, driven by frames and by time.

mod reply;
mod sasl;
mod telemetry;
mod topics;
mod waiting;
mod wire;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::messages::{
    ApiVersionsRequest, CreateTopicsRequest, DeleteTopicsRequest, FetchRequest, FindCoordinatorRequest,
    InitProducerIdRequest, ListOffsetsRequest, MetadataRequest, ProduceRequest, SaslAuthenticateRequest,
    SaslHandshakeRequest,
};
use kafka_protocol::wire::{Segments, Uuid};
use kafka_protocol::{
    ApiKey, BrokerId, RequestHeader, VersionRange, decode_request_body, decode_request_header,
};
use kafka_records::ProducerEpoch;

pub(crate) use self::sasl::{Session, Told};
use crate::api::metadata::Image;
use crate::api::{Answer, Api, Context, api_versions, fetch};
use crate::config::ClusterConfig;
use crate::connection::{Connection, FetchWork, ProduceWork, ReplyTo, Work};
use crate::control::Control;
use crate::error::CloseReason;
use crate::fault::{Fault, FaultRule, Script};
use crate::log::PartitionLog;
use crate::recorder::{Counters, Detail, RecordedRequest, Recorder};
use crate::replica::Replication;
use crate::sasl::Keys;
use crate::telemetry::TelemetryPush;
use crate::topic::Topic;

/// Names a connection to a broker; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnId(pub(crate) u64);

impl fmt::Display for ConnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "connection {}", self.0)
    }
}

/// What the cluster wants done.
#[derive(Debug)]
#[non_exhaustive]
pub enum Output {
    /// Write these bytes, whole frames but for scripted faults, to a connection.
    Send {
        /// The connection.
        conn: ConnId,
        /// The bytes.
        segments: Segments,
    },
    /// Close a connection once everything sent before is written. The cluster has forgotten it already.
    Close {
        /// The connection.
        conn: ConnId,
        /// Why.
        reason: CloseReason,
    },
    /// Reset a connection (RST) once everything sent before is written. The cluster has forgotten it already.
    Reset {
        /// The connection.
        conn: ConnId,
        /// Why.
        reason: CloseReason,
    },
    /// End the broker's side of a connection (FIN) once everything sent before is written, and go on reading.
    HalfClose {
        /// The connection.
        conn: ConnId,
    },
}

/// A broker of the cluster.
#[derive(Debug, Clone)]
pub struct Broker {
    pub(crate) id: BrokerId,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) rack: Option<String>,
    pub(crate) up: bool,
}

impl Broker {
    /// Its id.
    pub fn id(&self) -> BrokerId {
        self.id
    }

    /// The host it advertises.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port it advertises.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether it takes connections.
    pub fn is_up(&self) -> bool {
        self.up
    }
}

/// A Kafka cluster as a state machine: frames and time go in, frames come out.
///
/// After any call that takes `&mut self`, drain [`poll_output`](Self::poll_output). The same calls in the same order give
/// the same outputs, bytes included.
#[derive(Debug)]
pub struct Cluster {
    pub(crate) config: ClusterConfig,
    pub(crate) clock: Clock,
    pub(crate) brokers: Vec<Broker>,
    pub(crate) topics: BTreeMap<String, Topic>,
    pub(crate) topic_names: BTreeMap<Uuid, String>,
    pub(crate) script: Script,
    pub(crate) recorder: Recorder,
    /// Ranges that [`Control::advertise`] put in the place of the true ones.
    pub(crate) advertised: BTreeMap<ApiKey, VersionRange>,
    /// Metadata that brokers answer from, where [`Control::freeze_metadata`] said so.
    pub(crate) frozen: BTreeMap<BrokerId, Image>,
    pub(crate) next_producer_id: i64,
    pub(crate) first_epoch: ProducerEpoch,
    /// A log grew or a leader changed, so requests that wait have to look again.
    pub(crate) stirred: bool,
    pub(crate) replication: Replication,
    topics_created: usize,
    connections: BTreeMap<ConnId, Connection>,
    /// Delayed requests whose connections have gone.
    orphans: Vec<Orphan>,
    next_conn: u64,
    pub(crate) sasl_keys: Keys,
    pub(crate) noise: u64,
    pub(crate) telemetry_clients: u128,
    pub(crate) telemetry_pushes: Vec<TelemetryPush>,
    outputs: VecDeque<Output>,
}

/// The time of the latest input.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    pub(crate) now: Duration,
    pub(crate) wall_ms: i64,
}

/// A delayed request that outlived its connection.
#[derive(Debug)]
struct Orphan {
    at: Duration,
    conn: ConnId,
    broker: BrokerId,
    frame: Bytes,
    fault: Fault,
}

/// A request on its way to its handler.
struct Call {
    conn: ConnId,
    broker: BrokerId,
    header: RequestHeader,
    frame: Bytes,
    /// The fault that delayed it until now.
    delayed: Option<Fault>,
}

impl Cluster {
    /// A cluster whose brokers are up and whose topics are none. Until they are told their addresses, brokers advertise
    /// the ports that the configuration counts up from.
    pub fn new(config: ClusterConfig) -> Self {
        let brokers = (0..config.brokers.max(1))
            .map(|index| Broker {
                id: BrokerId(i32::try_from(index + 1).unwrap_or(i32::MAX)),
                host: config.host.clone(),
                port: config.port.saturating_add(u16::try_from(index).unwrap_or(u16::MAX)),
                rack: config.racks.get(index % config.racks.len().max(1)).cloned(),
                up: true,
            })
            .collect();
        Self {
            recorder: Recorder::new(config.recorder_capacity),
            noise: config.seed,
            config,
            clock: Clock::default(),
            brokers,
            topics: BTreeMap::new(),
            topic_names: BTreeMap::new(),
            script: Script::default(),
            advertised: BTreeMap::new(),
            frozen: BTreeMap::new(),
            next_producer_id: 1,
            first_epoch: ProducerEpoch(0),
            stirred: false,
            replication: Replication::default(),
            topics_created: 0,
            connections: BTreeMap::new(),
            orphans: Vec::new(),
            next_conn: 0,
            sasl_keys: Keys::default(),
            telemetry_clients: 0,
            telemetry_pushes: Vec::new(),
            outputs: VecDeque::new(),
        }
    }

    /// How it was configured.
    pub fn config(&self) -> &ClusterConfig {
        &self.config
    }

    /// Every broker, by id.
    pub fn brokers(&self) -> &[Broker] {
        &self.brokers
    }

    /// Every topic, by name.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.topics.values()
    }

    /// The topic of this name.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        self.topics.get(name)
    }

    /// The log of a partition.
    pub fn log(&self, topic: &str, partition: i32) -> Option<&PartitionLog> {
        Some(&self.topic(topic)?.partition(partition)?.log)
    }

    /// What the brokers were asked.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Totals since the cluster started.
    pub fn counters(&self) -> &Counters {
        &self.recorder.counters
    }

    /// Changes to make from outside: topics, leaders, brokers, faults.
    pub fn control(&mut self) -> Control<'_> {
        Control { cluster: self }
    }

    /// A client connects to a broker. `None` when the broker is down or unknown: the connection is refused.
    pub fn connect(&mut self, now: Duration, broker: i32) -> Option<ConnId> {
        self.clock.now = self.clock.now.max(now);
        let broker = self.brokers.iter().find(|known| known.id.0 == broker && known.up)?.id;
        let conn = ConnId(self.next_conn);
        self.next_conn += 1;
        self.recorder.counters.connections += 1;
        self.connections.insert(conn, Connection::new(broker));
        if let Some(fault) = self.script.strike_connection(broker) {
            self.recorder.counters.faults += 1;
            self.strike_connection(conn, fault);
        }
        Some(conn)
    }

    /// A client has gone. Requests that it sent whole stay applied, and delayed ones will be.
    pub fn disconnect(&mut self, now: Duration, conn: ConnId) {
        self.clock.now = self.clock.now.max(now);
        self.forget(conn);
    }

    /// Takes a frame, without its length, off a connection. Frames of a connection that is closed are dropped.
    pub fn handle_frame(&mut self, now: Duration, wall_ms: i64, conn: ConnId, frame: Bytes) {
        self.set_clock(now, wall_ms);
        if let Some(connection) = self.connections.get_mut(&conn) {
            connection.inbox.push_back(frame);
            self.pump(conn);
            self.settle();
        }
    }

    /// Whether frames of this connection would only wait: stop reading its socket until this is false again. Also false
    /// for a connection that is closed.
    pub fn is_busy(&self, conn: ConnId) -> bool {
        self.connections.get(&conn).is_some_and(|connection| connection.work.is_some())
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due.
    pub fn poll_timeout(&self) -> Option<Duration> {
        let works = self.connections.values().filter_map(|connection| connection.work.as_ref()?.deadline());
        works.chain(self.orphans.iter().map(|orphan| orphan.at)).chain(self.replication.next()).min()
    }

    /// Does what is due at `now`.
    pub fn handle_timeout(&mut self, now: Duration, wall_ms: i64) {
        self.set_clock(now, wall_ms);
        loop {
            let due = self.next_due();
            if let Some(at) = self.replication.next().filter(|at| *at <= self.clock.now)
                && due.is_none_or(|(work, _)| at <= work)
            {
                self.replicate_next();
                self.settle();
                continue;
            }
            let Some((at, conn)) = due else { break };
            if let Some(position) =
                self.orphans.iter().position(|orphan| orphan.at == at && orphan.conn == conn)
            {
                let orphan = self.orphans.remove(position);
                if self.is_up(orphan.broker) {
                    self.serve(orphan.conn, orphan.broker, orphan.frame, Some(orphan.fault));
                }
            } else {
                self.finish_work(conn);
            }
            self.settle();
        }
    }

    /// What to do next.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// A batch of a Produce in sink mode is counted without the request ever being held whole.
    #[cfg(feature = "tcp")]
    pub(crate) fn handle_sunk(
        &mut self,
        now: Duration,
        wall_ms: i64,
        conn: ConnId,
        head: &crate::sink::ProduceHead,
    ) {
        self.set_clock(now, wall_ms);
        let Some(connection) = self.connections.get(&conn) else { return };
        let broker = connection.broker;
        if let Err(reason) = self.admits_sunk(conn) {
            return self.close(conn, reason);
        }
        *self.recorder.counters.requests.entry(ApiKey::PRODUCE).or_default() += 1;
        match crate::sink::answer(self, conn, broker, head) {
            Answer::Reply(response) => {
                let to = ReplyTo { conn, version: head.version, correlation_id: head.correlation() };
                self.reply::<ProduceRequest>(to, response, None);
            }
            Answer::Close(reason) => self.close(conn, reason),
            Answer::Nothing | Answer::Wait(_) | Answer::WaitForReplicas(_) | Answer::Last(..) => {}
        }
    }

    /// The versions of an API that brokers accept.
    pub(crate) fn speaks(&self, api: ApiKey) -> Option<VersionRange> {
        self.config.as_version.speaks(api).or_else(|| self.speaks_telemetry(api))
    }

    pub(crate) fn is_up(&self, broker: BrokerId) -> bool {
        self.brokers.iter().any(|known| known.id == broker && known.up)
    }

    pub(crate) fn broker(&self, id: BrokerId) -> Option<&Broker> {
        self.brokers.iter().find(|broker| broker.id == id)
    }

    /// Closes a connection and forgets it.
    pub(crate) fn close(&mut self, conn: ConnId, reason: CloseReason) {
        if self.connections.contains_key(&conn) {
            tracing::debug!(%conn, %reason, "closing");
            self.forget(conn);
            self.recorder.counters.closed += 1;
            self.outputs.push_back(Output::Close { conn, reason });
        }
    }

    /// The connections to a broker.
    pub(crate) fn connections_to(&self, broker: BrokerId) -> Vec<ConnId> {
        let mine = self.connections.iter().filter(|(_, connection)| connection.broker == broker);
        mine.map(|(conn, _)| *conn).collect()
    }

    fn set_clock(&mut self, now: Duration, wall_ms: i64) {
        self.clock = Clock { now: self.clock.now.max(now), wall_ms };
    }

    /// Serves requests of a connection until one keeps it busy.
    fn pump(&mut self, conn: ConnId) {
        while let Some(connection) = self.connections.get_mut(&conn)
            && connection.work.is_none()
            && let Some(frame) = connection.inbox.pop_front()
        {
            let broker = connection.broker;
            self.serve(conn, broker, frame, None);
        }
    }

    fn serve(&mut self, conn: ConnId, broker: BrokerId, frame: Bytes, delayed: Option<Fault>) {
        // A request that was delayed was admitted when it came.
        if delayed.is_none() && !self.admits(conn, &frame) {
            return;
        }
        let mut body = frame.clone();
        let header = match decode_request_header(&mut body) {
            Ok(header) => header,
            Err(error) => return self.close(conn, CloseReason::Malformed(error.to_string())),
        };
        let (api, version) = (header.api_key, header.api_version);
        let spoken = self.speaks(api);
        let call = Call { conn, broker, header, frame, delayed };
        if !spoken.is_some_and(|spoken| spoken.contains(version)) && !self.config.as_version.refuses_aloud() {
            return self.record(&call, None, Detail::None);
        }
        let Some(spoken) = spoken else {
            return self.close(conn, CloseReason::UnknownApi { api, version });
        };
        if !spoken.contains(version) {
            if api == ApiKey::API_VERSIONS {
                return self.refuse_api_versions(&call);
            }
            let release = self.config.as_version;
            return self.close(conn, CloseReason::UnsupportedVersion { api, version, release });
        }
        match api {
            ApiKey::PRODUCE => self.call::<ProduceRequest>(&call, &body),
            ApiKey::FETCH => self.call::<FetchRequest>(&call, &body),
            ApiKey::LIST_OFFSETS => self.call::<ListOffsetsRequest>(&call, &body),
            ApiKey::METADATA => self.call::<MetadataRequest>(&call, &body),
            ApiKey::FIND_COORDINATOR => self.call::<FindCoordinatorRequest>(&call, &body),
            ApiKey::API_VERSIONS => self.call::<ApiVersionsRequest>(&call, &body),
            ApiKey::CREATE_TOPICS => self.call::<CreateTopicsRequest>(&call, &body),
            ApiKey::DELETE_TOPICS => self.call::<DeleteTopicsRequest>(&call, &body),
            ApiKey::INIT_PRODUCER_ID => self.call::<InitProducerIdRequest>(&call, &body),
            ApiKey::SASL_HANDSHAKE => self.call::<SaslHandshakeRequest>(&call, &body),
            ApiKey::SASL_AUTHENTICATE => self.call::<SaslAuthenticateRequest>(&call, &body),
            _ => self.serve_telemetry(&call, &body),
        }
    }

    fn call<R: Api>(&mut self, call: &Call, body: &Bytes) {
        let version = call.header.api_version;
        let request = match decode_request_body::<R>(version, body) {
            Ok(request) => request,
            Err(error) => return self.close(call.conn, CloseReason::Malformed(error.to_string())),
        };
        let rule = if call.delayed.is_none() && self.script.watches(R::API_KEY) {
            let scope = request.scope(self);
            self.script.strike(R::API_KEY, call.broker, &scope)
        } else {
            None
        };
        if self.strike_before(call, rule.as_ref()) {
            return;
        }
        let mut context =
            Context { conn: call.conn, broker: call.broker, version, rule, detail: Detail::None };
        let answer = request.handle(self, &mut context);
        let Context { rule, detail, .. } = context;
        let fault = rule.as_ref().map(|rule| rule.fault.clone()).or_else(|| call.delayed.clone());
        self.record(call, fault, detail);
        let to = ReplyTo { conn: call.conn, version, correlation_id: call.header.correlation_id };
        match answer {
            Answer::Reply(response) => self.reply::<R>(to, response, rule.as_ref()),
            Answer::Last(response, reason) => {
                if let Some(connection) = self.connections.get_mut(&call.conn) {
                    connection.last = Some(reason);
                }
                self.reply::<R>(to, response, rule.as_ref());
                self.close_after_last(call.conn);
            }
            Answer::Wait(fetch) => {
                self.work(call.conn, Work::Fetch(Box::new(FetchWork { fetch, reply: to, rule })));
            }
            Answer::WaitForReplicas(produce) => {
                self.work(call.conn, Work::Produce(Box::new(ProduceWork { produce, reply: to, rule })));
            }
            Answer::Close(reason) => self.close(call.conn, reason),
            Answer::Nothing => {
                if rule.is_some_and(|rule| rule.fault == Fault::DropAfter) {
                    self.close(call.conn, CloseReason::Fault("drop after"));
                }
            }
        }
    }

    /// Faults that keep a request from its handler; true when it is dealt with.
    fn strike_before(&mut self, call: &Call, rule: Option<&FaultRule>) -> bool {
        let Some(rule) = rule else { return false };
        match &rule.fault {
            Fault::DropBefore => {
                self.record(call, Some(Fault::DropBefore), Detail::None);
                self.close(call.conn, CloseReason::Fault("drop before"));
            }
            Fault::Silence => {
                self.record(call, Some(Fault::Silence), Detail::None);
                self.work(call.conn, Work::Silence);
            }
            Fault::Delay(by) => {
                let at = self.clock.now.saturating_add(*by);
                let work = Work::Apply { at, frame: call.frame.clone(), fault: rule.fault.clone() };
                self.work(call.conn, work);
            }
            _ => return false,
        }
        true
    }

    fn record(&mut self, call: &Call, fault: Option<Fault>, detail: Detail) {
        self.recorder.record(RecordedRequest {
            index: 0,
            time: self.clock.now,
            broker: call.broker,
            connection: call.conn,
            api: call.header.api_key,
            version: call.header.api_version,
            correlation_id: call.header.correlation_id,
            len: call.frame.len(),
            fault,
            detail,
        });
    }

    /// KIP-511: a version of ApiVersions that is not spoken is answered, in version 0, with those that are.
    fn refuse_api_versions(&mut self, call: &Call) {
        self.record(call, None, Detail::None);
        let response = api_versions::unsupported(self);
        let to = ReplyTo { conn: call.conn, version: 0, correlation_id: call.header.correlation_id };
        self.reply::<ApiVersionsRequest>(to, response, None);
    }

    fn work(&mut self, conn: ConnId, work: Work) {
        if let Some(connection) = self.connections.get_mut(&conn) {
            connection.work = Some(work);
        }
    }

    /// The earliest work that is due, orphans included; at the same time the older connection first.
    fn next_due(&self) -> Option<(Duration, ConnId)> {
        let now = self.clock.now;
        let works = self.connections.iter().filter_map(|(conn, connection)| {
            Some((connection.work.as_ref()?.deadline().filter(|at| *at <= now)?, *conn))
        });
        let orphans = self.orphans.iter().filter(|orphan| orphan.at <= now);
        works.chain(orphans.map(|orphan| (orphan.at, orphan.conn))).min()
    }

    /// Does the work of a connection that is due, and goes on with its next requests.
    fn finish_work(&mut self, conn: ConnId) {
        let Some(connection) = self.connections.get_mut(&conn) else { return };
        let broker = connection.broker;
        match connection.work.take() {
            Some(Work::Respond { delivery, .. }) => self.deliver(conn, delivery),
            Some(Work::Trickle { trickle, .. }) => self.send_shaped(conn, trickle.next()),
            Some(Work::Apply { frame, fault, .. }) => self.serve(conn, broker, frame, Some(fault)),
            Some(Work::Fetch(work)) => {
                let response = fetch::read(self, &work.fetch);
                self.reply::<FetchRequest>(work.reply, response, work.rule.as_ref());
            }
            Some(Work::Produce(work)) => {
                let response = work.produce.into_response(self);
                self.reply::<ProduceRequest>(work.reply, response, work.rule.as_ref());
            }
            Some(Work::Silence) => self.work(conn, Work::Silence),
            Some(Work::Mute { .. }) | None => {}
        }
        self.close_after_last(conn);
        self.pump(conn);
    }

    /// Removes a connection; a delayed request of it lives on.
    fn forget(&mut self, conn: ConnId) {
        if let Some(connection) = self.connections.remove(&conn)
            && let Some(Work::Apply { at, frame, fault }) = connection.work
        {
            self.orphans.push(Orphan { at, conn, broker: connection.broker, frame, fault });
        }
    }
}

/// The next number of a SplitMix64 generator.
pub(crate) fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
