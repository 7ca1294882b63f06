//! Metrics that are pushed to the cluster (KIP-714).

mod otlp;

use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule, TelemetryConfig, TelemetryPush};
use kafka_producer::{Compression, ProducerConfigBuilder};
use kafka_protocol::{ApiKey, ErrorCode};
use kafka_records::DecompressionLimit;
use prost::Message;

use self::otlp::{Metric, MetricsData, NumberDataPoint};
use crate::pair::{Pair, WALL, config};
use crate::{MINUTE, send};

fn telemetry(change: impl FnOnce(&mut TelemetryConfig)) -> TelemetryConfig {
    let mut telemetry = TelemetryConfig::default();
    telemetry.push_interval = MINUTE;
    change(&mut telemetry);
    telemetry
}

fn pair(config: ProducerConfigBuilder, telemetry: TelemetryConfig) -> Pair {
    let mut pair = Pair::new(config, ClusterConfig::default().telemetry(telemetry));
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair
}

/// How often this was asked.
fn asked(pair: &Pair, api: ApiKey) -> usize {
    pair.cluster.recorder().requests().filter(|request| request.api == api).count()
}

fn metrics(push: &TelemetryPush) -> Vec<Metric> {
    let codec = Compression::from_id(push.compression_type as u8).unwrap();
    let bytes = codec.decompress(&push.metrics, DecompressionLimit::bytes(1 << 20)).unwrap();
    let mut data = MetricsData::decode(&*bytes).unwrap();
    assert_eq!((data.resource_metrics.len(), data.resource_metrics[0].scope_metrics.len()), (1, 1));
    data.resource_metrics.remove(0).scope_metrics.remove(0).metrics
}

/// A sum of the producer as a whole: its one point, and the temporality.
fn sum(metrics: &[Metric], name: &str) -> (NumberDataPoint, i32) {
    let metric = metrics.iter().find(|metric| metric.name == name).unwrap_or_else(|| panic!("no {name}"));
    let sum = metric.sum.clone().unwrap();
    assert!(sum.is_monotonic && sum.data_points.len() == 1);
    (sum.data_points[0].clone(), sum.aggregation_temporality)
}

fn send_one(pair: &mut Pair) {
    let delivery = send(pair, "x");
    pair.block_on(MINUTE, delivery).unwrap();
}

const SENT: &str = "org.apache.kafka.producer.record.send.total";

/// R165.
#[test]
fn metrics_are_pushed_at_their_interval_and_at_the_end() {
    let mut pair = pair(config(), telemetry(|_| {}));
    let start = Duration::from_nanos(pair.now().as_nanos());
    send_one(&mut pair);
    pair.run_for(4 * MINUTE);
    pair.producer.begin_close(MINUTE);
    assert!(pair.run_until(MINUTE, |pair| pair.sender.is_closed()));
    assert_eq!(asked(&pair, ApiKey::GET_TELEMETRY_SUBSCRIPTIONS), 1);
    let pushes = pair.cluster.telemetry_pushes();
    let first = pushes[0].at.saturating_sub(start);
    assert!((30..=91).contains(&first.as_secs()), "an interval, by half of it more or less: {first:?}");
    let (last, regular) = pushes.split_last().unwrap();
    assert!(
        regular.len() >= 3 && regular.windows(2).all(|two| two[1].at == two[0].at + MINUTE),
        "{pushes:?}"
    );
    assert!(last.terminating && regular.iter().all(|push| !push.terminating));
    let instance = last.client_instance_id;
    assert_eq!(pair.producer.client_instance_id(), Some(instance.to_string()), "A13");
    assert!(!instance.is_zero() && regular.iter().all(|push| push.client_instance_id == instance));
}

/// R165.
#[test]
fn a_push_is_the_metrics_data_of_open_telemetry() {
    let mut pair = pair(config().client_id("me"), telemetry(|_| {}));
    send_one(&mut pair);
    pair.run_for(2 * MINUTE);
    let push = pair.cluster.telemetry_pushes()[0].clone();
    let metrics = metrics(&push);
    let (sent, temporality) = sum(&metrics, SENT);
    assert_eq!((sent.as_int, temporality), (Some(1), 2), "cumulative");
    assert!(sent.attributes.is_empty(), "brokers know the client's id");
    let nanos = |at: Duration| WALL as u64 * 1_000_000 + at.as_nanos() as u64;
    assert_eq!(
        (sent.start_time_unix_nano, sent.time_unix_nano),
        (nanos(Duration::from_secs(1)), nanos(push.at))
    );
    let of = |name: &str| metrics.iter().find(|metric| metric.name == name).unwrap();
    let count = of("org.apache.kafka.producer.connection.count").gauge.clone().unwrap();
    assert_eq!(count.data_points[0].as_double, Some(1.0));
    let topic = of("org.apache.kafka.producer.topic.byte.total").sum.clone().unwrap();
    let attribute = &topic.data_points[0].attributes[0];
    let value = attribute.value.as_ref().and_then(|value| value.string_value.as_deref());
    assert_eq!((&*attribute.key, value), ("topic", Some("t")));
    let node = of("org.apache.kafka.producer.node.request.total").sum.clone().unwrap();
    assert_eq!(node.data_points[0].attributes[0].key, "node_id");
}

/// R165.
#[test]
fn sums_tell_what_came_since_where_the_subscription_says_so() {
    let mut pair = pair(config(), telemetry(|telemetry| telemetry.delta = true));
    let push_fails = FaultRule::new(ApiKey::PUSH_TELEMETRY, Fault::Error(ErrorCode::TELEMETRY_TOO_LARGE));
    pair.cluster.control().add_fault(push_fails.skip(1));
    let pushed = |pair: &mut Pair, count| {
        assert!(pair.run_until(3 * MINUTE, |pair| pair.cluster.telemetry_pushes().len() == count));
        let (point, temporality) = sum(&metrics(&pair.cluster.telemetry_pushes()[count - 1]), SENT);
        assert_eq!(temporality, 1);
        point.as_int.unwrap()
    };
    send_one(&mut pair);
    assert_eq!(pushed(&mut pair, 1), 1);
    send_one(&mut pair);
    send_one(&mut pair);
    assert_eq!(pushed(&mut pair, 2), 2, "what a refused push told is told again");
    assert_eq!(pushed(&mut pair, 3), 0);
}

/// R165, R166.
#[test]
fn only_what_is_subscribed_to_is_pushed_in_a_codec_that_is_accepted() {
    let wanted = "org.apache.kafka.producer.record.";
    let telemetry = telemetry(|telemetry| {
        telemetry.metrics = vec![wanted.to_owned()];
        telemetry.compression = vec![99, 1];
    });
    let mut pair = pair(config(), telemetry);
    pair.run_for(2 * MINUTE);
    let push = &pair.cluster.telemetry_pushes()[0];
    assert_eq!(push.compression_type, 1, "gzip; nobody knows 99");
    let metrics = metrics(push);
    assert!(metrics.len() > 5 && metrics.iter().all(|metric| metric.name.starts_with(wanted)));
}

/// R166.
#[test]
fn what_a_broker_answers_decides_what_follows() {
    // R166: the code, then how many more subscriptions and pushes three minutes bring.
    for (code, subscriptions, pushes) in [
        (ErrorCode::UNKNOWN_SUBSCRIPTION_ID, 1, true),
        (ErrorCode::UNSUPPORTED_COMPRESSION_TYPE, 1, true),
        (ErrorCode::TELEMETRY_TOO_LARGE, 0, true),
        (ErrorCode::THROTTLING_QUOTA_EXCEEDED, 0, true),
        (ErrorCode::INVALID_REQUEST, 0, false),
        (ErrorCode::UNKNOWN_SERVER_ERROR, 0, false),
    ] {
        let mut pair = pair(config(), telemetry(|_| {}));
        pair.cluster.control().add_fault(FaultRule::new(ApiKey::PUSH_TELEMETRY, Fault::Error(code)));
        assert!(pair.run_until(2 * MINUTE, |pair| asked(pair, ApiKey::PUSH_TELEMETRY) == 1), "{code}");
        pair.settle();
        assert_eq!(asked(&pair, ApiKey::GET_TELEMETRY_SUBSCRIPTIONS), 1 + subscriptions, "{code}: at once");
        pair.run_for(3 * MINUTE);
        assert_eq!(!pair.cluster.telemetry_pushes().is_empty(), pushes, "{code}");
        assert_eq!(asked(&pair, ApiKey::GET_TELEMETRY_SUBSCRIPTIONS), 1 + subscriptions, "{code}");
    }
}

/// R165.
#[test]
fn a_lost_connection_ends_no_telemetry_and_no_delivery() {
    let mut pair = pair(config(), telemetry(|_| {}));
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PUSH_TELEMETRY, Fault::DropAfter));
    send_one(&mut pair);
    pair.run_for(4 * MINUTE);
    send_one(&mut pair);
    assert!(pair.cluster.telemetry_pushes().len() >= 2);
}

/// R165.
#[test]
fn nothing_is_asked_where_it_is_switched_off_or_not_spoken() {
    let mut off = pair(config().set("enable.metrics.push", "false").unwrap(), telemetry(|_| {}));
    let mut unspoken = Pair::with(config());
    let mut unwanted = pair(config(), telemetry(|telemetry| telemetry.metrics.clear()));
    for pair in [&mut off, &mut unspoken, &mut unwanted] {
        send_one(pair);
        pair.run_for(3 * MINUTE);
        assert_eq!(asked(pair, ApiKey::PUSH_TELEMETRY), 0);
    }
    for pair in [&off, &unspoken] {
        assert_eq!(pair.producer.client_instance_id(), None);
    }
    assert_eq!(asked(&off, ApiKey::GET_TELEMETRY_SUBSCRIPTIONS), 0);
    assert_eq!(asked(&unspoken, ApiKey::GET_TELEMETRY_SUBSCRIPTIONS), 0);
    assert!(asked(&unwanted, ApiKey::GET_TELEMETRY_SUBSCRIPTIONS) >= 3, "somebody may want something later");
}

/// R166, A55.
#[test]
fn a_close_waits_for_the_last_push_no_longer_than_it_has_time() {
    let mut pair = pair(config(), telemetry(|_| {}));
    send_one(&mut pair);
    pair.run_for(Duration::from_secs(1));
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PUSH_TELEMETRY, Fault::Silence));
    let start = pair.now();
    pair.producer.begin_close(Duration::from_secs(3));
    assert!(pair.run_until(MINUTE, |pair| pair.sender.is_closed()));
    assert_eq!(pair.now() - start, Duration::from_secs(3));
}
