//! The sensors of a producer, and what the sender tells them.

use std::collections::BTreeMap;
use std::time::Duration;

use kafka_net::Tick;
use kafka_protocol::BrokerId;
use kafka_records::HEADER_LEN;

use crate::accumulator::ProducerBatch;
use crate::metrics::WindowConfig;
use crate::metrics::connections::{LoopSensors, NetworkSensors};
use crate::metrics::distribution::Distribution;
use crate::metrics::sensor::Sensor;
use crate::sync::Arc;

/// Everything that is recorded.
#[derive(Debug)]
pub(crate) struct Recorded {
    windows: WindowConfig,
    pub(crate) sender: SenderSensors,
    /// Nanoseconds that callers waited for memory.
    pub(crate) memory_wait: Sensor,
    pub(crate) exhausted: Sensor,
    pub(crate) network: NetworkSensors,
    pub(crate) io: LoopSensors,
    pub(crate) nodes: BTreeMap<BrokerId, NodeSensors>,
    pub(crate) topics: BTreeMap<Arc<str>, TopicSensors>,
    /// When metadata was last refreshed.
    pub(crate) metadata_at: Option<Tick>,
    /// Readings of the connections.
    pub(super) pass: u64,
}

/// What the sender records about the producer as a whole.
#[derive(Debug)]
pub(crate) struct SenderSensors {
    pub(crate) batch_size: Sensor,
    pub(crate) splits: Sensor,
    pub(crate) compression: Sensor,
    /// Milliseconds.
    pub(crate) throttle: Sensor,
    pub(crate) errors: Sensor,
    /// Milliseconds.
    pub(crate) queue_time: Sensor,
    pub(crate) retries: Sensor,
    pub(crate) sends: Sensor,
    pub(crate) record_size: Sensor,
    pub(crate) records_per_request: Sensor,
    /// Milliseconds.
    pub(crate) latency: Sensor,
    pub(crate) batch_records: Distribution,
    pub(crate) batch_bytes: Distribution,
}

/// What is recorded about one broker.
#[derive(Debug)]
pub(crate) struct NodeSensors {
    pub(crate) requests: Sensor,
    pub(crate) request_size: Sensor,
    pub(crate) responses: Sensor,
    pub(crate) outgoing: Sensor,
    pub(crate) incoming: Sensor,
    /// Milliseconds.
    pub(crate) latency: Sensor,
    /// Microseconds, as those that follow.
    pub(crate) queue_time: Distribution,
    pub(crate) write_wait: Distribution,
    pub(crate) round_trip: Distribution,
    pub(crate) throttle: Distribution,
    pub(super) seen: kafka_net::ConnectionCounters,
    /// The last reading of the connections in which the broker was there.
    pub(super) seen_in: u64,
}

/// What is recorded about one topic.
#[derive(Debug)]
pub(crate) struct TopicSensors {
    pub(crate) sends: Sensor,
    pub(crate) bytes: Sensor,
    pub(crate) compression: Sensor,
    pub(crate) retries: Sensor,
    pub(crate) errors: Sensor,
}

/// The times of one answered Produce request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestTimes {
    /// From hand-over to answer.
    pub(crate) latency: Duration,
    /// How much of that passed before the transport had taken it.
    pub(crate) write_wait: Duration,
}

impl Recorded {
    pub(super) fn new(windows: WindowConfig) -> Self {
        let sensor = || Sensor::new(windows);
        Self {
            windows,
            sender: SenderSensors {
                batch_size: sensor(),
                splits: sensor(),
                compression: sensor(),
                throttle: sensor(),
                errors: sensor(),
                queue_time: sensor(),
                retries: sensor(),
                sends: sensor(),
                record_size: sensor(),
                records_per_request: sensor(),
                latency: sensor(),
                batch_records: Distribution::new(windows),
                batch_bytes: Distribution::new(windows),
            },
            memory_wait: sensor(),
            exhausted: sensor(),
            network: NetworkSensors::new(windows),
            io: LoopSensors::new(windows),
            nodes: BTreeMap::new(),
            topics: BTreeMap::new(),
            metadata_at: None,
            pass: 0,
        }
    }

    pub(super) fn node(&mut self, broker: BrokerId) -> &mut NodeSensors {
        let windows = self.windows;
        self.nodes.entry(broker).or_insert_with(|| NodeSensors::new(windows))
    }

    /// The first event of any kind registers the topic.
    fn topic(&mut self, topic: &Arc<str>) -> &mut TopicSensors {
        let windows = self.windows;
        self.topics.entry(topic.clone()).or_insert_with(|| TopicSensors::new(windows))
    }

    /// A batch was handed to a connection, for the first time or again.
    pub(crate) fn batch_sent(&mut self, now: Tick, broker: BrokerId, batch: &ProducerBatch) {
        let (size, records) = (batch.wire_len(), batch.sealed.count());
        let ratio = f64::from(batch.sealed.compression_ratio());
        let queued = now - batch.created;
        let sender = &mut self.sender;
        sender.batch_size.record(now, size as f64);
        sender.compression.record(now, ratio);
        sender.queue_time.record(now, millis(queued));
        sender.sends.record_many(now, f64::from(records), f64::from(records), u64::from(records));
        // Java's average is one of each batch's largest record; this one is of the records.
        let bytes = batch.sealed.uncompressed_len();
        let largest = batch.largest_record + HEADER_LEN;
        sender.record_size.record_many(now, bytes as f64, largest as f64, u64::from(records));
        sender.batch_records.record(now, u64::from(records));
        sender.batch_bytes.record(now, size as u64);
        self.node(broker).queue_time.record(now, micros(queued));
        let topic = self.topic(batch.partition.topic());
        topic.sends.record_many(now, f64::from(records), f64::from(records), u64::from(records));
        topic.bytes.record(now, size as f64);
        topic.compression.record(now, ratio);
    }

    /// A Produce request of so many records was handed to a connection.
    pub(crate) fn request_sent(&mut self, now: Tick, records: u64) {
        self.sender.records_per_request.record(now, records as f64);
    }

    /// The answer to a Produce request came.
    pub(crate) fn request_answered(&mut self, now: Tick, broker: BrokerId, times: RequestTimes) {
        self.sender.latency.record(now, millis(times.latency));
        let node = self.node(broker);
        node.latency.record(now, millis(times.latency));
        node.write_wait.record(now, micros(times.write_wait));
        node.round_trip.record(now, micros(times.latency.saturating_sub(times.write_wait)));
    }

    /// The answer to a Produce request asked to be left alone for so long, or not at all.
    pub(crate) fn produce_throttled(&mut self, now: Tick, broker: BrokerId, throttle_ms: u64) {
        self.node(broker).throttle.record(now, throttle_ms * 1000);
    }

    /// Records of an admitted batch failed.
    pub(crate) fn records_failed(&mut self, now: Tick, topic: &Arc<str>, records: u32) {
        let count = f64::from(records);
        self.sender.errors.record_many(now, count, count, u64::from(records));
        self.topic(topic).errors.record_many(now, count, count, u64::from(records));
    }

    /// The records of a batch are queued to be sent again.
    pub(crate) fn records_retried(&mut self, now: Tick, topic: &Arc<str>, records: u32) {
        let count = f64::from(records);
        self.sender.retries.record_many(now, count, count, u64::from(records));
        self.topic(topic).retries.record_many(now, count, count, u64::from(records));
    }

    /// A batch was cut up.
    pub(crate) fn batch_split(&mut self, now: Tick) {
        self.sender.splits.record(now, 1.0);
    }

    /// Topics that metadata no longer has are forgotten.
    pub(crate) fn retain_topics(&mut self, is_known: impl Fn(&str) -> bool) {
        self.topics.retain(|topic, _| is_known(topic));
    }
}

impl NodeSensors {
    fn new(windows: WindowConfig) -> Self {
        let sensor = || Sensor::new(windows);
        let distribution = || Distribution::new(windows);
        Self {
            requests: sensor(),
            request_size: sensor(),
            responses: sensor(),
            outgoing: sensor(),
            incoming: sensor(),
            latency: sensor(),
            queue_time: distribution(),
            write_wait: distribution(),
            round_trip: distribution(),
            throttle: distribution(),
            seen: kafka_net::ConnectionCounters::default(),
            seen_in: 0,
        }
    }
}

impl TopicSensors {
    fn new(windows: WindowConfig) -> Self {
        let sensor = || Sensor::new(windows);
        Self { sends: sensor(), bytes: sensor(), compression: sensor(), retries: sensor(), errors: sensor() }
    }
}

pub(super) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
