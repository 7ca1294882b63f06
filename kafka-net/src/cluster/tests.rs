//! The cluster view against hand-made brokers, in virtual time.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::messages::api_versions_response::{ApiVersion, ApiVersionsResponse};
use kafka_protocol::messages::metadata_request::MetadataRequest;
use kafka_protocol::messages::metadata_response::{
    MetadataResponse, MetadataResponseBroker, MetadataResponsePartition, MetadataResponseTopic,
};
use kafka_protocol::messages::{InitProducerIdRequest, InitProducerIdResponse};
use kafka_protocol::wire::{StrBytes, Uuid};
use kafka_protocol::{
    ApiKey, BrokerId, ErrorCode, Message, RequestHeader, decode_request_body, decode_request_header,
    encode_response,
};

use super::*;
use crate::error::Sent;
use crate::sasl::{SaslAnswer, SaslCredentials, SaslErrand, SaslSeed};

mod addresses;
mod authentication;
mod bootstrap;
mod control;
mod coordinators;
mod observation;
mod requests;
mod updates;
mod versions;

/// A cluster view with the network in the test's hands.
struct Net {
    cluster: Cluster,
    now: Tick,
    /// Attempts to connect that were not answered: connection and address.
    opens: VecDeque<(ConnectionId, String)>,
    /// What names have which addresses; others have one.
    names: BTreeMap<String, Vec<ResolvedAddress>>,
    /// Every name that was looked up so far, with its time, and whether canonical names were wanted.
    lookups: Vec<(Tick, String, bool)>,
    /// What the attempts were given.
    addresses: BTreeMap<ConnectionId, Vec<SocketAddr>>,
    /// Every attempt so far, with its time.
    attempts: Vec<(Tick, String)>,
    /// Requests written and not answered, by connection.
    requests: BTreeMap<ConnectionId, VecDeque<(RequestHeader, Bytes)>>,
    closed: Vec<ConnectionId>,
    events: Vec<Event>,
    /// Every byte written so far.
    raw: Vec<u8>,
    /// Whether writes are reported as they are made.
    report_writes: bool,
    /// What authentications are given.
    credentials: Result<SaslCredentials, crate::sasl::CredentialError>,
    credentials_wanted: usize,
    answers: VecDeque<(ConnectionId, SaslAnswer)>,
    /// Keys that were derived.
    derived: usize,
}

impl Net {
    fn new(servers: &str) -> Self {
        Self::with(servers, |_| {})
    }

    fn with(servers: &str, change: impl FnOnce(&mut NetConfig)) -> Self {
        let mut config = NetConfig::new(servers).unwrap();
        config.client_id = Some("test".into());
        change(&mut config);
        let cluster = Cluster::new(config, 7, Tick::ZERO).unwrap();
        let mut net = Self {
            cluster,
            now: Tick::ZERO,
            opens: VecDeque::new(),
            names: BTreeMap::new(),
            lookups: Vec::new(),
            addresses: BTreeMap::new(),
            attempts: Vec::new(),
            requests: BTreeMap::new(),
            closed: Vec::new(),
            events: Vec::new(),
            raw: Vec::new(),
            report_writes: true,
            credentials: Ok(SaslCredentials::new(SaslSeed { nonce: [7; 24], unix_time: Duration::ZERO })),
            credentials_wanted: 0,
            answers: VecDeque::new(),
            derived: 0,
        };
        net.drain();
        net
    }

    fn drain(&mut self) {
        loop {
            let (mut written, mut resolved) = (Vec::new(), Vec::new());
            while let Some(transmit) = self.cluster.poll_transmit() {
                match transmit {
                    Transmit::Resolve { connection, host, port, canonical } => {
                        self.lookups.push((self.now, host.to_string(), canonical));
                        let found = self.names.get(&*host).cloned();
                        let found =
                            found.unwrap_or_else(|| vec![SocketAddr::from(([10, 0, 0, 1], port)).into()]);
                        resolved.push((connection, found));
                    }
                    Transmit::Open { connection, host, port, addresses } => {
                        self.addresses.insert(connection, addresses);
                        let address = BrokerAddress::new(host, port).to_string();
                        self.attempts.push((self.now, address.clone()));
                        self.opens.push_back((connection, address));
                    }
                    Transmit::Sasl { connection, errand } => {
                        let answer = match errand {
                            SaslErrand::Credentials => {
                                self.credentials_wanted += 1;
                                SaslAnswer::Credentials(self.credentials.clone())
                            }
                            #[cfg(feature = "sasl-scram")]
                            SaslErrand::Derive(derivation) => {
                                self.derived += 1;
                                SaslAnswer::Key(derivation.run())
                            }
                            #[cfg(feature = "gssapi")]
                            SaslErrand::Gssapi(_) => SaslAnswer::Gssapi(Err("no KDC here".into())),
                        };
                        self.answers.push_back((connection, answer));
                    }
                    Transmit::Write { connection, segments } => {
                        written.push((connection, segments.len()));
                        self.raw.extend_from_slice(&segments.to_bytes());
                        let mut frame = segments.to_bytes().slice(4..);
                        // A token has no header.
                        if let Ok(header) = decode_request_header(&mut frame) {
                            self.requests.entry(connection).or_default().push_back((header, frame));
                        }
                    }
                    Transmit::Close { connection } => {
                        self.closed.push(connection);
                        self.requests.remove(&connection);
                        self.opens.retain(|(open, _)| *open != connection);
                    }
                }
            }
            while let Some(event) = self.cluster.poll_event() {
                self.events.push(event);
            }
            let looked_up = !resolved.is_empty();
            for (connection, found) in resolved {
                self.cluster.handle_resolved(self.now, connection, found);
            }
            if let Some((connection, answer)) = self.answers.pop_front() {
                self.cluster.handle_sasl_answer(self.now, connection, answer);
            } else if !looked_up && (!self.report_writes || written.is_empty()) {
                return;
            }
            for (connection, n) in written.into_iter().filter(|_| self.report_writes) {
                self.cluster.handle_written(self.now, connection, n);
            }
        }
    }

    fn call<T>(&mut self, f: impl FnOnce(&mut Cluster, Tick) -> T) -> T {
        let result = f(&mut self.cluster, self.now);
        self.drain();
        result
    }

    /// Lets time pass, with every timer on the way.
    fn advance(&mut self, by: Duration) {
        let end = self.now + by;
        for _ in 0..10_000 {
            let Some(timer) = self.cluster.poll_timeout().filter(|timer| *timer <= end) else {
                self.now = end;
                return;
            };
            self.now = self.now.max(timer);
            self.call(Cluster::handle_timeout);
        }
        panic!("timers spin at {}", self.now);
    }

    /// The attempt to connect that waits for the test.
    fn open(&mut self) -> (ConnectionId, String) {
        self.opens.pop_front().expect("an attempt to connect")
    }

    /// Accepts the waiting attempt; the version negotiation is then under way.
    fn accept(&mut self) -> ConnectionId {
        let (connection, _) = self.open();
        let address = self.addresses[&connection][0];
        self.call(|c, now| c.handle_opened(now, connection, address));
        connection
    }

    /// Accepts the waiting attempt as a broker with the usual versions.
    fn connect(&mut self) -> ConnectionId {
        self.connect_with(&usual_versions())
    }

    fn connect_with(&mut self, versions: &[(ApiKey, i16, i16)]) -> ConnectionId {
        let connection = self.accept();
        self.respond(connection, ApiKey::API_VERSIONS, &api_versions(versions));
        connection
    }

    fn refuse(&mut self) -> String {
        let (connection, address) = self.open();
        self.call(|c, now| c.handle_open_failed(now, connection, "connection refused".to_owned()));
        address
    }

    /// Takes the oldest unanswered request of a connection.
    fn request(&mut self, connection: ConnectionId, api: ApiKey) -> (RequestHeader, Bytes) {
        let (header, body) =
            self.requests.get_mut(&connection).and_then(VecDeque::pop_front).expect("a request");
        assert_eq!(header.api_key, api);
        (header, body)
    }

    /// Answers the oldest request of a connection.
    fn respond<M: Message>(&mut self, connection: ConnectionId, api: ApiKey, response: &M) {
        let (header, _) = self.request(connection, api);
        self.send_response(connection, &header, response);
    }

    fn send_response<M: Message>(&mut self, connection: ConnectionId, header: &RequestHeader, response: &M) {
        let bytes =
            encode_response(header.api_key, header.api_version, header.correlation_id, response).unwrap();
        self.bytes(connection, &bytes.to_bytes());
    }

    fn bytes(&mut self, connection: ConnectionId, bytes: &[u8]) {
        self.call(|c, now| c.handle_bytes(now, connection, bytes));
    }

    /// Reads the oldest metadata request and answers it.
    fn metadata(&mut self, connection: ConnectionId, response: &MetadataResponse) -> MetadataRequest {
        let (header, body) = self.request(connection, ApiKey::METADATA);
        let request = decode_request_body::<MetadataRequest>(header.api_version, &body).unwrap();
        self.send_response(connection, &header, response);
        request
    }

    fn pending(&self, connection: ConnectionId) -> usize {
        self.requests.get(&connection).map_or(0, VecDeque::len)
    }

    /// A view that has metadata from broker 1, to which it is connected.
    fn ready() -> (Self, ConnectionId) {
        Self::ready_with(|_| {})
    }

    fn ready_with(change: impl FnOnce(&mut NetConfig)) -> (Self, ConnectionId) {
        let mut net = Self::with("one:9092", change);
        let connection = net.connect();
        net.metadata(connection, &cluster_of(&[(1, "one")]));
        net.events.clear();
        (net, connection)
    }

    fn send(&mut self, broker: i32, token: u64) -> Result<(), SendError> {
        self.send_with(broker, token, true)
    }

    fn send_with(&mut self, broker: i32, token: u64, expects_response: bool) -> Result<(), SendError> {
        let options = SendOptions { expects_response, timeout: Duration::from_secs(30) };
        let request = InitProducerIdRequest::default();
        self.call(|c, now| c.send(now, BrokerId(broker), token, 1, &request, options))
    }

    fn is_ready(&mut self, broker: i32) -> bool {
        self.call(|c, now| c.ready(now, BrokerId(broker)))
    }

    /// What became of the tokens since the last look, in order.
    fn fates(&mut self) -> Vec<(u64, &'static str)> {
        let fates = self.events.drain(..).filter_map(|event| match event {
            Event::Response { token, .. } => Some((token, "answered")),
            Event::Written { token, .. } => Some((token, "written")),
            Event::Failed { token, sent: Sent::MaybeSent, .. } => Some((token, "maybe sent")),
            Event::Failed { token, sent: Sent::NotSent, .. } => Some((token, "not sent")),
            _ => None,
        });
        fates.collect()
    }

    fn lost(&self) -> Vec<(i32, Option<String>)> {
        let lost = self.events.iter().filter_map(|event| match event {
            Event::BrokerLost { broker, error } => Some((broker.0, error.as_ref().map(ToString::to_string))),
            _ => None,
        });
        lost.collect()
    }

    fn last_error(&self) -> String {
        self.cluster.last_error().map(ToString::to_string).unwrap_or_default()
    }
}

use crate::config::BrokerAddress;

fn usual_versions() -> Vec<(ApiKey, i16, i16)> {
    vec![
        (ApiKey::PRODUCE, 0, 13),
        (ApiKey::METADATA, 0, 13),
        (ApiKey::API_VERSIONS, 0, 4),
        (ApiKey::INIT_PRODUCER_ID, 0, 5),
    ]
}

fn api_versions(ranges: &[(ApiKey, i16, i16)]) -> ApiVersionsResponse {
    let api_keys = ranges.iter().map(|(api, min, max)| ApiVersion {
        api_key: api.0,
        min_version: *min,
        max_version: *max,
        ..ApiVersion::default()
    });
    ApiVersionsResponse { api_keys: api_keys.collect(), ..ApiVersionsResponse::default() }
}

fn text(text: &str) -> StrBytes {
    StrBytes::copy_from(text)
}

fn cluster_of(brokers: &[(i32, &str)]) -> MetadataResponse {
    let brokers = brokers.iter().map(|(id, host)| MetadataResponseBroker {
        node_id: *id,
        host: text(host),
        port: 9092,
        ..MetadataResponseBroker::default()
    });
    MetadataResponse {
        brokers: brokers.collect(),
        cluster_id: Some(text("cluster")),
        controller_id: 1,
        ..MetadataResponse::default()
    }
}

/// A topic whose partitions have these leaders and epochs.
fn topic(name: &str, leaders: &[(i32, i32)]) -> MetadataResponseTopic {
    let partitions = leaders.iter().enumerate().map(|(index, (leader, epoch))| MetadataResponsePartition {
        partition_index: index as i32,
        leader_id: *leader,
        leader_epoch: *epoch,
        replica_nodes: vec![*leader].into(),
        isr_nodes: vec![*leader].into(),
        ..MetadataResponsePartition::default()
    });
    MetadataResponseTopic {
        name: Some(text(name)),
        topic_id: Uuid::from_bytes([1; 16]),
        partitions: partitions.collect(),
        ..MetadataResponseTopic::default()
    }
}

fn topic_error(name: &str, error: ErrorCode) -> MetadataResponseTopic {
    MetadataResponseTopic { name: Some(text(name)), error_code: error.0, ..MetadataResponseTopic::default() }
}

fn with_topics(mut response: MetadataResponse, topics: Vec<MetadataResponseTopic>) -> MetadataResponse {
    response.topics = topics;
    response
}

fn names(request: &MetadataRequest) -> Vec<String> {
    let topics = request.topics.as_ref().expect("never all topics");
    topics.iter().map(|t| t.name.as_ref().expect("asked by name").to_string()).collect()
}
