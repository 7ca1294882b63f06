//! The table of metrics: one row each, from which snapshots are made and `docs/metrics.md` is generated.

mod additions;
mod client;
mod network;
mod node;
mod sender;
mod topic;

use std::ops::Deref;

use kafka_net::Tick;

use crate::accumulator::RecordAccumulator;
use crate::clock::WallMs;
use crate::config::RecordingLevel;
use crate::metrics::recorded::{NodeSensors, Recorded, TopicSensors};
use crate::metrics::{
    MetricEntry, MetricTags, MetricTemplate, MetricValue, Metrics, MetricsSnapshot, Timer, Timers,
};
use crate::stats::ProducerStats;

/// A metric and where its value comes from.
#[derive(Debug)]
pub(super) struct Definition<F> {
    template: MetricTemplate,
    read: F,
}

pub(super) type ReadProducer = fn(&Reading<'_>) -> MetricValue;
pub(super) type ReadNode = fn(&NodeReading<'_>) -> MetricValue;
pub(super) type ReadTopic = fn(&TopicReading<'_>) -> MetricValue;
pub(super) type ReadPartition = fn(&PartitionReading) -> MetricValue;

macro_rules! metric {
    ($group:ident, $name:literal, $statistic:ident, $unit:ident, $meaning:literal, $read:expr) => {
        Definition {
            template: $crate::metrics::MetricTemplate {
                name: $name,
                group: $crate::metrics::MetricGroup::$group,
                statistic: $crate::metrics::MetricStatistic::$statistic,
                unit: $crate::metrics::MetricUnit::$unit,
                meaning: $meaning,
            },
            read: $read,
        }
    };
}
use metric;

/// Every metric that a producer can have, in the order of a snapshot.
pub fn templates() -> impl Iterator<Item = &'static MetricTemplate> {
    let producer = [sender::SENDER, network::NETWORK, additions::ADDITIONS].into_iter().flatten();
    producer
        .map(|metric| &metric.template)
        .chain(node::NODE.iter().map(|metric| &metric.template))
        .chain(topic::TOPIC.iter().map(|metric| &metric.template))
        .chain(additions::PARTITION.iter().map(|metric| &metric.template))
        .chain([client::CLIENT, client::COUNT].into_iter().flatten().map(|metric| &metric.template))
}

/// What metrics are read from that are not recorded: what is there when they are asked for.
pub(crate) struct Gauges<'a> {
    pub(crate) now: Tick,
    pub(crate) stats: ProducerStats,
    pub(crate) accumulator: &'a RecordAccumulator,
}

/// What metrics of the producer as a whole are read from.
pub(super) struct Reading<'a> {
    now: Tick,
    stats: ProducerStats,
    buffer_total: u64,
    buffered_records: u64,
    started: WallMs,
    timers: &'a Timers,
    recorded: &'a Recorded,
}

/// What metrics of one broker are read from.
pub(super) struct NodeReading<'a> {
    now: Tick,
    sensors: &'a NodeSensors,
}

impl Deref for NodeReading<'_> {
    type Target = NodeSensors;

    fn deref(&self) -> &NodeSensors {
        self.sensors
    }
}

/// What metrics of one topic are read from.
pub(super) struct TopicReading<'a> {
    now: Tick,
    sensors: &'a TopicSensors,
}

impl Deref for TopicReading<'_> {
    type Target = TopicSensors;

    fn deref(&self) -> &TopicSensors {
        self.sensors
    }
}

/// What metrics of one partition are read from.
pub(super) struct PartitionReading {
    records: u64,
    bytes: u64,
}

impl Metrics {
    /// Reads every metric. Recording waits meanwhile, for some microseconds and about one more a broker and a topic.
    pub(crate) fn snapshot(&self, gauges: &Gauges<'_>) -> MetricsSnapshot {
        let Gauges { now, stats, accumulator } = *gauges;
        let tags = MetricTags { client_id: self.client_id.clone(), node: None, topic: None, partition: None };
        let mut entries = Vec::new();
        // Before what is recorded is locked: it is a leaf in the order of locks.
        let buffered_records = accumulator.unfinished_records();
        let waiting = match self.level {
            RecordingLevel::Info => Vec::new(),
            RecordingLevel::Debug | RecordingLevel::Trace => accumulator.waiting_by_partition(),
        };
        let recorded = self.recorded();
        let reading = Reading {
            now,
            stats,
            buffer_total: accumulator.memory.limit() as u64,
            buffered_records,
            started: self.started,
            timers: &self.timers,
            recorded: &recorded,
        };
        for table in [sender::SENDER, network::NETWORK, additions::ADDITIONS] {
            read(&mut entries, table, &tags, |read| read(&reading));
        }
        for (node, sensors) in &recorded.nodes {
            let tags = MetricTags { node: Some(*node), ..tags.clone() };
            read(&mut entries, node::NODE, &tags, |read| read(&NodeReading { now, sensors }));
        }
        for (topic, sensors) in &recorded.topics {
            let tags = MetricTags { topic: Some(topic.clone()), ..tags.clone() };
            read(&mut entries, topic::TOPIC, &tags, |read| read(&TopicReading { now, sensors }));
        }
        for (partition, records, bytes) in waiting {
            let (topic, index) = (partition.topic().clone(), partition.index());
            let tags = MetricTags { topic: Some(topic), partition: Some(index), ..tags.clone() };
            let reading = PartitionReading { records, bytes };
            read(&mut entries, additions::PARTITION, &tags, |read| read(&reading));
        }
        read(&mut entries, client::CLIENT, &tags, |read| read(&reading));
        read(&mut entries, client::COUNT, &tags, |read| read(&reading));
        let count = entries.len() as u64;
        if let Some(last) = entries.last_mut() {
            last.value = MetricValue::Count(count);
        }
        MetricsSnapshot { entries }
    }
}

fn read<F>(
    entries: &mut Vec<MetricEntry>,
    table: &'static [Definition<F>],
    tags: &MetricTags,
    value: impl Fn(&F) -> MetricValue,
) {
    let entry = |metric: &'static Definition<F>| MetricEntry {
        template: &metric.template,
        tags: tags.clone(),
        value: value(&metric.read),
    };
    entries.extend(table.iter().map(entry));
}

fn metadata_age(reading: &Reading<'_>) -> MetricValue {
    let age = reading.recorded.metadata_at.map(|at| (reading.now - at).as_secs_f64());
    MetricValue::Number(age.unwrap_or(f64::NAN))
}

fn send_blocked(reading: &Reading<'_>) -> MetricValue {
    let memory = reading.recorded.memory_wait.total().as_u64().unwrap_or(0);
    MetricValue::Count(memory + reading.timers.nanos(Timer::MetadataWait))
}
