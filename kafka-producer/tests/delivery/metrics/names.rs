//! Names and groups as in the Java producer 4.4, so that dashboards carry over.

use std::collections::BTreeSet;
use std::time::Duration;

use kafka_producer::{MetricGroup, MetricsSnapshot, RecordingLevel, metric_templates};

use crate::pair::{Pair, config};
use crate::send;

fn names_of(group: MetricGroup) -> BTreeSet<&'static str> {
    metric_templates().filter(|template| template.group == group).map(|template| template.name).collect()
}

/// A11.
#[test]
fn every_metric_of_java_is_there_by_name_and_group() {
    for (group, names) in
        [(MetricGroup::Producer, PRODUCER), (MetricGroup::Node, NODE), (MetricGroup::Topic, TOPIC)]
    {
        let ours = names_of(group);
        let missing: Vec<_> = names.iter().filter(|name| !ours.contains(*name)).collect();
        assert!(missing.is_empty(), "{group}: {missing:?}");
    }
    assert_eq!(names_of(MetricGroup::Topic).len(), TOPIC.len());
    assert_eq!(names_of(MetricGroup::AppInfo), ["commit-id", "start-time-ms", "version"].into());
    assert_eq!(names_of(MetricGroup::Count), ["count"].into());
}

#[test]
fn no_metric_is_there_twice() {
    let mut seen = BTreeSet::new();
    for template in metric_templates() {
        assert!(seen.insert((template.group.name(), template.name)), "{}", template.name);
    }
}

/// A11.
#[test]
fn a_snapshot_has_every_metric_with_the_tags_of_its_group() {
    let mut pair = Pair::with(
        config()
            .client_id("me")
            .linger(Duration::from_secs(1))
            .metrics_recording_level(RecordingLevel::Debug),
    );
    let first = send(&mut pair, "a");
    pair.block_on(crate::MINUTE, first).unwrap();
    drop(send(&mut pair, "b"));
    let snapshot: MetricsSnapshot = pair.producer.metrics();
    for template in metric_templates() {
        let tags: &[&str] = match template.group {
            MetricGroup::Node => &["client-id", "node-id"],
            MetricGroup::Topic => &["client-id", "topic"],
            MetricGroup::Partition => &["client-id", "topic", "partition"],
            _ => &["client-id"],
        };
        let entry = snapshot.iter().find(|entry| entry.template == template);
        let entry = entry.unwrap_or_else(|| panic!("no {}", template.name));
        let names: Vec<_> = entry.tags.iter().map(|(tag, _)| tag).collect();
        assert_eq!(names, tags, "{}", template.name);
    }
    let nodes: BTreeSet<String> = snapshot
        .iter()
        .flat_map(|entry| entry.tags.iter().map(|(tag, value)| (tag, value.into_owned())).collect::<Vec<_>>())
        .filter_map(|(tag, value)| (tag == "node-id").then_some(value))
        .collect();
    assert_eq!(nodes, ["node-1".to_owned()].into());
}

#[test]
fn a_bootstrap_server_is_a_node_of_its_own_until_its_connection_is_a_brokers() {
    let mut pair = Pair::simple();
    pair.unreachable = true;
    pair.run_for(Duration::from_secs(1));
    let nodes = |pair: &Pair| -> BTreeSet<String> {
        let snapshot = pair.producer.metrics();
        let tags = snapshot.iter().filter_map(|entry| {
            entry.tags.iter().find(|(tag, _)| *tag == "node-id").map(|(_, value)| value.into_owned())
        });
        tags.collect()
    };
    assert_eq!(nodes(&pair), ["node--1".to_owned()].into());
    pair.unreachable = false;
    pair.run_for(Duration::from_secs(2));
    let delivery = send(&mut pair, "a");
    pair.block_on(crate::MINUTE, delivery).unwrap();
    assert!(nodes(&pair).contains("node-1"), "{:?}", nodes(&pair));
}

/// `producer-metrics`, without those of transactions.
const PRODUCER: &[&str] = &[
    "batch-size-avg",
    "batch-size-max",
    "batch-split-rate",
    "batch-split-total",
    "compression-rate-avg",
    "metadata-age",
    "produce-throttle-time-avg",
    "produce-throttle-time-max",
    "record-error-rate",
    "record-error-total",
    "record-queue-time-avg",
    "record-queue-time-max",
    "record-retry-rate",
    "record-retry-total",
    "record-send-rate",
    "record-send-total",
    "record-size-avg",
    "record-size-max",
    "records-per-request-avg",
    "request-latency-avg",
    "request-latency-max",
    "requests-in-flight",
    "waiting-threads",
    "buffer-total-bytes",
    "buffer-available-bytes",
    "bufferpool-wait-ratio",
    "bufferpool-wait-time-ns-total",
    "buffer-exhausted-rate",
    "buffer-exhausted-total",
    "flush-time-ns-total",
    "metadata-wait-time-ns-total",
    "connection-creation-rate",
    "connection-creation-total",
    "connection-close-rate",
    "connection-close-total",
    "connection-count",
    "successful-authentication-rate",
    "successful-authentication-total",
    "failed-authentication-rate",
    "failed-authentication-total",
    "successful-authentication-no-reauth-total",
    "successful-reauthentication-rate",
    "successful-reauthentication-total",
    "failed-reauthentication-rate",
    "failed-reauthentication-total",
    "reauthentication-latency-avg",
    "reauthentication-latency-max",
    "network-io-rate",
    "network-io-total",
    "outgoing-byte-rate",
    "outgoing-byte-total",
    "incoming-byte-rate",
    "incoming-byte-total",
    "request-rate",
    "request-total",
    "response-rate",
    "response-total",
    "request-size-avg",
    "request-size-max",
    "select-rate",
    "select-total",
    "io-wait-time-ns-avg",
    "io-wait-time-ns-total",
    "io-wait-ratio",
    "io-time-ns-avg",
    "io-time-ns-total",
    "io-ratio",
];

/// `producer-node-metrics`.
const NODE: &[&str] = &[
    "request-rate",
    "request-total",
    "request-size-avg",
    "request-size-max",
    "response-rate",
    "response-total",
    "outgoing-byte-rate",
    "outgoing-byte-total",
    "incoming-byte-rate",
    "incoming-byte-total",
    "request-latency-avg",
    "request-latency-max",
];

/// `producer-topic-metrics`.
const TOPIC: &[&str] = &[
    "record-send-rate",
    "record-send-total",
    "byte-rate",
    "byte-total",
    "compression-rate",
    "record-retry-rate",
    "record-retry-total",
    "record-error-rate",
    "record-error-total",
];
