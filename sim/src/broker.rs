//! The brokers: the embedded cluster behind byte streams, and what it saw, for the history.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use kafka_fake::{
    Cluster, ClusterConfig, ConnId, Control, Detail, Fault, Output, ProducedBatch, RecordedRequest,
};
use kafka_net::Tick;
use kafka_protocol::messages::ProduceRequest;
use kafka_protocol::wire::Records;
use kafka_protocol::{ApiKey, FrameDecoder, decode_request_body, decode_request_header};
use kafka_records::{RecordBatch, TimestampType};

use crate::clock::SimClock;
use crate::config::{FIRST_PORT, HOST, Scenario};
use crate::faults;
use crate::history::{Batch, Event, Fnv, HistoryWriter, Place, Request, Verdict};

/// The brokers of a run.
pub(crate) struct Brokers {
    cluster: Cluster,
    clock: Arc<SimClock>,
    history: HistoryWriter,
    connections: BTreeMap<ConnId, Stream>,
    seen: u64,
    topics: Topics,
    /// Faults that struck, by verb.
    pub(crate) struck: BTreeMap<&'static str, u64>,
    /// Connections on which a broker will never answer again.
    pub(crate) muted: Vec<u64>,
}

/// A connection as bytes.
struct Stream {
    /// As the producer numbers it.
    id: u64,
    decoder: FrameDecoder,
    /// Batches of the requests that came in, by correlation id, until they are judged.
    pending: BTreeMap<i32, Vec<Batch>>,
}

/// Topics by name and by id, since newer requests name them by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Topics {
    by_name: BTreeMap<String, u16>,
    by_id: BTreeMap<[u8; 16], u16>,
}

impl Brokers {
    /// Brokers without topics.
    pub(crate) fn new(scenario: &Scenario, clock: Arc<SimClock>, history: HistoryWriter) -> Self {
        let plan = &scenario.cluster;
        let config = ClusterConfig::default()
            .brokers(plan.brokers as usize)
            .auto_create(false)
            .replication_factor(plan.replication_factor)
            .min_insync_replicas(plan.min_insync_replicas)
            .replica_lag_time_max(plan.replica_lag_max)
            .as_version(plan.release)
            .seed(scenario.seed)
            .host(HOST)
            .port(FIRST_PORT);
        let mut cluster = Cluster::new(config);
        for broker in 1..=plan.brokers {
            let _ = cluster.control().set_replication_lag(broker, plan.replication_lag);
        }
        Self {
            cluster,
            clock,
            history,
            connections: BTreeMap::new(),
            seen: 0,
            topics: Topics::default(),
            struck: BTreeMap::new(),
            muted: Vec::new(),
        }
    }

    /// The cluster, to look at.
    pub(crate) fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The cluster, to change.
    pub(crate) fn control(&mut self) -> Control<'_> {
        self.cluster.control()
    }

    /// Topics as requests name them.
    pub(crate) fn topics(&self) -> &Topics {
        &self.topics
    }

    /// Creates a topic of the scenario.
    pub(crate) fn create_topic(&mut self, scenario: &Scenario, index: u16) {
        let plan = &scenario.cluster.topics[usize::from(index)];
        let mut config = self.cluster.control().topic_config();
        if let Some(bytes) = plan.max_message_bytes {
            config.max_message_bytes = bytes;
        }
        if plan.log_append_time {
            config.timestamp_type = TimestampType::LogAppendTime;
        }
        let created = self.cluster.control().create_topic_with(&plan.name, plan.partitions, config);
        debug_assert!(created.is_ok(), "each topic is created once");
        self.topics.by_name.insert(plan.name.clone(), index);
        if let Some(topic) = self.cluster.topic(&plan.name) {
            self.topics.by_id.insert(*topic.id().as_bytes(), index);
        }
    }

    /// A client connects; `None` where it is refused.
    pub(crate) fn connect(&mut self, id: u64, broker: i32) -> Option<ConnId> {
        let conn = self.cluster.connect(self.clock.since_start(), broker)?;
        let stream = Stream { id, decoder: FrameDecoder::new(MAX_FRAME), pending: BTreeMap::new() };
        self.connections.insert(conn, stream);
        Some(conn)
    }

    /// A client has gone.
    pub(crate) fn disconnect(&mut self, conn: ConnId) {
        self.cluster.disconnect(self.clock.since_start(), conn);
    }

    /// Bytes came in. False where they were no frames, so that the connection is to be cut.
    pub(crate) fn handle_bytes(&mut self, conn: ConnId, bytes: &[u8]) -> bool {
        let Some(stream) = self.connections.get_mut(&conn) else { return true };
        stream.decoder.extend(bytes);
        loop {
            let Some(stream) = self.connections.get_mut(&conn) else { return true };
            match stream.decoder.next_frame() {
                Ok(Some(frame)) => {
                    if let Some((request, batches)) = read_request(stream.id, &frame, &self.topics) {
                        self.history.note(Event::Arrived(request.clone()));
                        stream.pending.insert(request.correlation, batches);
                    }
                    let (now, wall) = (self.clock.since_start(), self.clock.wall_ms());
                    self.cluster.handle_frame(now, wall, conn, frame);
                    self.record();
                }
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    }

    /// Time has passed.
    pub(crate) fn handle_timeout(&mut self) {
        self.cluster.handle_timeout(self.clock.since_start(), self.clock.wall_ms());
        self.record();
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due.
    pub(crate) fn poll_timeout(&self) -> Option<Tick> {
        self.cluster.poll_timeout().map(Tick::from)
    }

    /// What the brokers want done.
    pub(crate) fn poll_output(&mut self) -> Option<Output> {
        // A change from outside may have had requests served that waited.
        self.record();
        self.cluster.poll_output()
    }

    /// Takes the requests served since the last look into the history.
    fn record(&mut self) {
        let total = self.cluster.recorder().total();
        let new = (total - self.seen) as usize;
        self.seen = total;
        let mut requests: Vec<RecordedRequest> =
            self.cluster.recorder().requests().rev().take(new).cloned().collect();
        requests.reverse();
        for request in requests {
            self.record_one(&request);
        }
    }

    fn record_one(&mut self, request: &RecordedRequest) {
        let id = self.connections.get(&request.connection).map_or(u64::MAX, |stream| stream.id);
        if let Some(fault) = &request.fault {
            *self.struck.entry(faults::verb(fault)).or_default() += 1;
            self.history.note(Event::Struck {
                connection: id,
                correlation: request.correlation_id.0,
                fault: format!("{} of {:?}: {fault:?}", faults::verb(fault), request.api),
            });
            if matches!(fault, Fault::Silence | Fault::LoseResponses) {
                self.muted.push(id);
            }
        }
        let Detail::Produce { batches, .. } = &request.detail else { return };
        let pending = self
            .connections
            .get_mut(&request.connection)
            .and_then(|stream| stream.pending.remove(&request.correlation_id.0))
            .unwrap_or_default();
        for (judged, sent) in batches.iter().zip(pending) {
            let verdict = verdict_of(judged);
            self.history.note(Event::Judged { broker: request.broker.0, batch: sent, verdict });
        }
    }
}

impl Topics {
    fn index(&self, name: &str, id: &[u8; 16]) -> Option<u16> {
        self.by_name.get(name).or_else(|| self.by_id.get(id)).copied()
    }
}

/// What a request frame (without its length) says, and the batches of a Produce.
pub(crate) fn read_request(connection: u64, frame: &Bytes, topics: &Topics) -> Option<(Request, Vec<Batch>)> {
    let mut body = frame.clone();
    let header = decode_request_header(&mut body).ok()?;
    let correlation = header.correlation_id.0;
    let request = Request {
        connection,
        api: header.api_key.0,
        version: header.api_version,
        correlation,
        len: frame.len(),
        hash: Fnv::of(frame),
    };
    let mut batches = Vec::new();
    if header.api_key == ApiKey::PRODUCE {
        let produce = decode_request_body::<ProduceRequest>(header.api_version, &body).ok()?;
        for topic in produce.topic_data {
            let index = topics.index(&topic.name, topic.topic_id.as_bytes())?;
            for partition in topic.partition_data {
                let place = Place { topic: index, partition: partition.index };
                let bytes = partition.records.map(Records::into_bytes).unwrap_or_default();
                let batch = RecordBatch::parse_exact(&bytes).ok()?;
                let header = batch.header();
                batches.push(Batch {
                    connection,
                    correlation,
                    place,
                    producer_id: header.producer_id.0,
                    epoch: header.producer_epoch.0,
                    sequence: header.base_sequence.0,
                    count: header.record_count,
                    body: Fnv::of(&batch.body()),
                });
            }
        }
    }
    Some((request, batches))
}

fn verdict_of(batch: &ProducedBatch) -> Verdict {
    match batch.verdict {
        kafka_fake::Verdict::Appended(offset) => Verdict::Appended(offset),
        kafka_fake::Verdict::Duplicate(offset) => Verdict::Duplicate(offset),
        kafka_fake::Verdict::Rejected(code) => Verdict::Rejected(code.0),
    }
}

const MAX_FRAME: usize = 100 << 20;
