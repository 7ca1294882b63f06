//! What `Producer::metrics` says about what happened.

#![allow(clippy::float_cmp, reason = "whole numbers, and quotients of the same two")]

mod names;

use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule};
use kafka_producer::{
    BrokerId, Compression, MetricValue, MetricsSnapshot, ProducerRecord, RecordingLevel, SendError,
};
use kafka_protocol::{ApiKey, ErrorCode};

use crate::pair::{Pair, config, poll_once};
use crate::{MINUTE, send};

/// A metric of the producer as a whole.
fn number(snapshot: &MetricsSnapshot, name: &str) -> f64 {
    snapshot.get(name).unwrap_or_else(|| panic!("no {name}")).as_f64().unwrap()
}

fn close(pair: &mut Pair) {
    pair.producer.begin_close(MINUTE);
    assert!(pair.run_until(MINUTE, |pair| pair.sender.is_closed()));
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= expected.abs() * 1e-9 + 1e-9, "{found}, not {expected}");
}

/// Ten records in one batch, at one second's age, to topic `t` by a broker that takes 40 ms for it.
fn ten_records() -> (Pair, MetricsSnapshot) {
    let mut pair = Pair::with(config().client_id("me").linger(Duration::from_secs(1)));
    let hold = Fault::Hold(Duration::from_millis(40));
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, hold));
    let producer = pair.producer.clone();
    let warm_up = producer.partitions_for("t");
    pair.block_on(MINUTE, warm_up).unwrap();
    let deliveries: Vec<_> = (0..10u8)
        .map(|i| producer.try_send(ProducerRecord::to("t").value(&vec![b'x'; 90 + usize::from(i)])).unwrap())
        .collect();
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    let snapshot = pair.producer.metrics();
    (pair, snapshot)
}

/// A11, R100.
#[test]
fn what_the_sender_did_is_told_by_each_of_its_metrics() {
    let (pair, snapshot) = ten_records();
    let get = |name: &str| number(&snapshot, name);
    let size = pair.cluster.log("t", 0).unwrap().batches().map(|b| b.to_bytes().len()).sum::<usize>() as f64;
    assert_eq!((get("batch-size-avg"), get("batch-size-max")), (size, size));
    assert_eq!(get("compression-rate-avg"), 1.0);
    assert_eq!((get("record-queue-time-avg"), get("record-queue-time-max")), (1000.0, 1000.0));
    assert_eq!((get("record-send-total"), get("records-per-request-avg")), (10.0, 10.0));
    assert_near(get("record-send-rate"), 10.0 / 30.04);
    assert_eq!((get("request-latency-avg"), get("request-latency-max")), (40.0, 40.0));
    assert_near(get("record-size-avg"), (size - 61.0) / 10.0);
    // The largest has 99 bytes; its upper bound allows for the longest of each varint.
    let bound = 61 + kafka_records::record_size_upper_bound(None, Some(&[b'x'; 99]), &[]);
    assert_eq!(get("record-size-max"), bound as f64);
    for none in ["record-error-total", "record-retry-total", "batch-split-total", "buffer-exhausted-total"] {
        assert_eq!(get(none), 0.0, "{none}");
    }
    assert_eq!((get("batch-records-p50"), get("batch-records-p999")), (10.0, 10.0));
    assert!((size..=size * 1.0625).contains(&get("batch-bytes-p99")), "{}", get("batch-bytes-p99"));
    assert_eq!(get("records-delivered-total"), 10.0);
    // It was refreshed while the batch lingered, for the topic that was new.
    assert!((0.9..1.04).contains(&get("metadata-age")), "{}", get("metadata-age"));

    let topic = |name: &str| snapshot.of_topic(name, "t").unwrap().as_f64().unwrap();
    assert_eq!(
        (topic("record-send-total"), topic("byte-total"), topic("compression-rate")),
        (10.0, size, 1.0)
    );
    assert_near(topic("byte-rate"), size / 30.04);

    let node = |name: &str| snapshot.of_node(name, BrokerId(1)).unwrap().as_f64().unwrap();
    assert_eq!((node("request-latency-avg"), node("request-latency-max")), (40.0, 40.0));
    let about = |ms: f64| ms..=ms * 1.0625;
    assert!(about(1000.0).contains(&node("queue-time-p50")));
    assert!(about(40.0).contains(&node("round-trip-time-p99")));
    assert_eq!((node("write-wait-time-p99"), node("throttle-time-p99")), (0.0, 0.0));
    for entry in &snapshot {
        assert_eq!(&*entry.tags.client_id, "me");
    }
}

/// I40.
#[test]
fn metrics_of_connections_equal_what_went_over_them() {
    let (pair, snapshot) = ten_records();
    let get = |name: &str| number(&snapshot, name);
    let written: usize = pair.written.iter().map(bytes::Bytes::len).sum();
    let requests = pair.written.len() as f64;
    assert_eq!((get("request-total"), get("response-total")), (requests, requests));
    assert_eq!(get("outgoing-byte-total"), written as f64);
    assert_near(get("request-size-avg"), written as f64 / requests);
    assert_eq!(get("request-size-max"), pair.written.iter().map(bytes::Bytes::len).max().unwrap() as f64);
    assert_eq!((get("connection-count"), get("requests-in-flight")), (get("connection-creation-total"), 0.0));
    assert!(get("incoming-byte-total") > 0.0 && get("network-io-total") >= 2.0 * requests);
    assert_near(get("outgoing-byte-rate"), written as f64 / 31.04);

    // Each request went to a bootstrap server or to the broker, and all are in the sum.
    let of_nodes = |name: &str| -> f64 {
        let entries = snapshot.iter().filter(|e| e.name() == name && e.tags.node.is_some());
        entries.map(|entry| entry.value.as_f64().unwrap()).sum()
    };
    assert_eq!(of_nodes("request-total"), requests);
    assert_eq!(of_nodes("outgoing-byte-total"), written as f64);
    assert_eq!(of_nodes("incoming-byte-total"), get("incoming-byte-total"));
    assert_eq!(of_nodes("response-total"), requests);
}

/// A11, R100.
#[test]
fn retries_splits_throttles_and_failures_are_told_as_they_were() {
    let mut pair = Pair::with(config().linger(Duration::from_millis(10)));
    let faults = [
        Fault::Error(ErrorCode::NOT_LEADER_OR_FOLLOWER),
        Fault::Error(ErrorCode::MESSAGE_TOO_LARGE),
        Fault::Throttle(300),
    ];
    for fault in faults {
        pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, fault));
    }
    let deliveries = [send(&mut pair, "a"), send(&mut pair, "b")];
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    pair.cluster
        .control()
        .add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Error(ErrorCode::INVALID_RECORD)));
    let lost = send(&mut pair, "c");
    pair.block_on(MINUTE, lost).unwrap_err();
    let snapshot = pair.producer.metrics();
    let get = |name: &str| number(&snapshot, name);
    let topic = |name: &str| snapshot.of_topic(name, "t").unwrap().as_f64().unwrap();
    assert_eq!((get("record-retry-total"), topic("record-retry-total")), (2.0, 2.0));
    assert_eq!(get("batch-split-total"), 1.0);
    assert_eq!(get("produce-throttle-time-max"), 300.0);
    assert_eq!((get("record-error-total"), topic("record-error-total")), (1.0, 1.0));
    assert_eq!(get("records-not-written-total"), 1.0);
    let throttle = snapshot.of_node("throttle-time-p999", BrokerId(1)).unwrap().as_f64().unwrap();
    assert!((300.0..=320.0).contains(&throttle), "{throttle}");
    // Two records, sent three times: refused, too large, and each in a batch of its own; then the third.
    assert_eq!(get("record-send-total"), 7.0);
    assert_eq!(topic("record-send-total"), 7.0);
}

/// A11, U13.
#[test]
fn a_record_that_send_refuses_counts_as_failed_and_registers_no_topic() {
    let mut pair = Pair::with(config().max_request_size(1000));
    let ok = send(&mut pair, "fits");
    pair.block_on(MINUTE, ok).unwrap();
    let producer = pair.producer.clone();
    let big = [0; 2000];
    let record = || ProducerRecord::to("t").value(&big);
    let error = pair.block_on(MINUTE, producer.send(record())).unwrap_err();
    assert!(matches!(error, SendError::RecordTooLarge { .. }));
    producer.send_blocking(record()).unwrap_err();
    producer.try_send(record()).unwrap_err();
    let _ = producer.try_send(ProducerRecord::to("unheard of").value(b"x")).unwrap_err();
    let snapshot = producer.metrics();
    assert_eq!(number(&snapshot, "record-error-total"), 3.0, "one that could only wait has not failed");
    assert_eq!(snapshot.of_topic("record-error-total", "t"), Some(&MetricValue::Count(0)));
    assert_eq!(snapshot.of_topic("record-error-total", "unheard of"), None);
}

/// R8, R12.
#[test]
fn waits_are_measured_however_they_end() {
    // R8: also the wait of a future that is dropped.
    let mut pair = Pair::with(
        config().buffer_memory(20_000).linger(Duration::from_secs(30)).max_block(Duration::from_secs(2)),
    );
    let ok = send(&mut pair, "fits");
    pair.hold_answers = true;
    drop(ok);
    let producer = pair.producer.clone();
    let big = [0; 9_000];
    let fill = || ProducerRecord::to("t").value(&big);
    while producer.try_send(fill()).is_ok() {}
    let error = pair.block_on(MINUTE, producer.send(fill())).unwrap_err();
    assert!(matches!(error, SendError::BufferExhausted { .. }), "{error}");
    let mut sending = Box::pin(producer.send(fill()));
    assert!(poll_once(sending.as_mut()).is_none());
    let waiting = producer.metrics();
    assert_eq!(number(&waiting, "waiting-threads"), 1.0);
    assert_eq!(number(&waiting, "buffer-total-bytes"), 20_000.0);
    assert!(number(&waiting, "buffer-available-bytes") < 9_000.0);
    pair.run_for(Duration::from_secs(1));
    drop(sending);
    let snapshot = producer.metrics();
    assert_eq!(number(&snapshot, "bufferpool-wait-time-ns-total"), 3e9);
    assert!(number(&snapshot, "bufferpool-wait-ratio") > 0.05);
    assert_eq!(number(&snapshot, "buffer-exhausted-total"), 1.0);
    assert_eq!(number(&snapshot, "waiting-threads"), 0.0);
    let metadata = number(&snapshot, "metadata-wait-time-ns-total");
    assert_eq!(number(&snapshot, "send-blocked-time-ns-total"), 3e9 + metadata);
}

#[test]
fn the_time_of_a_flush_is_measured() {
    let mut pair = Pair::with(config().linger(Duration::from_secs(10)));
    let ok = send(&mut pair, "a");
    let hold = Fault::Hold(Duration::from_millis(70));
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, hold));
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    pair.block_on(MINUTE, ok).unwrap();
    assert_eq!(number(&producer.metrics(), "flush-time-ns-total"), 70e6);
}

/// I40.
#[test]
fn counters_equal_the_history_and_gauges_return_to_zero_after_close() {
    // I40
    let mut pair = Pair::with(config().compression(Compression::Lz4));
    for fault in [Fault::DropAfter, Fault::DropBefore, Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS)] {
        pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, fault).skip(1));
    }
    let mut delivered = 0;
    for i in 0..20 {
        let delivery = send(&mut pair, &i.to_string());
        delivered += u64::from(pair.block_on(MINUTE, delivery).is_ok());
    }
    let pending = send(&mut pair, "pending");
    close(&mut pair);
    delivered += u64::from(pair.block_on(MINUTE, pending).is_ok());
    let (snapshot, stats) = (pair.producer.metrics(), pair.producer.stats());
    let get = |name: &str| number(&snapshot, name);
    let failed = get("records-not-written-total") + get("records-unknown-total");
    assert_eq!((get("records-delivered-total"), failed), (delivered as f64, 21.0 - delivered as f64));
    assert_eq!(get("record-send-total"), stats.records_sent as f64);
    assert_eq!(get("record-retry-total"), stats.records_retried as f64);
    assert_eq!(
        get("record-send-total") - get("record-retry-total"),
        21.0,
        "each sent, and again with each retry"
    );
    assert_eq!(get("connection-creation-total"), get("connection-close-total"));
    assert_eq!(get("request-total"), pair.written.len() as f64);
    let gauges =
        ["connection-count", "requests-in-flight", "waiting-threads", "buffered-records", "buffered-bytes"];
    for gauge in gauges {
        assert_eq!(get(gauge), 0.0, "{gauge}");
    }
    assert_eq!(get("buffer-available-bytes"), get("buffer-total-bytes"));
}

#[test]
fn metrics_of_a_topic_go_when_it_expires_and_those_of_a_node_when_it_leaves() {
    let config =
        config().metadata_max_age(Duration::from_secs(3)).set("metadata.max.idle.ms", "5000").unwrap();
    let mut pair = Pair::new(config, ClusterConfig::default());
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair.cluster.control().create_topic("other", 1).unwrap();
    let producer = pair.producer.clone();
    let once = pair.block_on(MINUTE, producer.send(ProducerRecord::to("other").value(b"x"))).unwrap();
    pair.block_on(MINUTE, once).unwrap();
    assert!(producer.metrics().of_topic("byte-total", "other").is_some());
    for _ in 0..20 {
        let delivery = send(&mut pair, "x");
        pair.block_on(MINUTE, delivery).unwrap();
        pair.run_for(Duration::from_secs(1));
    }
    let snapshot = producer.metrics();
    assert_eq!(snapshot.of_topic("byte-total", "other"), None);
    assert!(snapshot.of_topic("byte-total", "t").is_some());
    assert!(snapshot.of_node("request-total", BrokerId(1)).is_some());
    assert_eq!(snapshot.get("count").and_then(MetricValue::as_u64), Some(snapshot.len() as u64));
}

#[test]
fn partitions_have_metrics_from_debug_on() {
    for level in [RecordingLevel::Info, RecordingLevel::Debug] {
        let mut pair = Pair::with(config().linger(Duration::from_secs(10)).metrics_recording_level(level));
        let waits = send(&mut pair, "0123456789");
        let snapshot = pair.producer.metrics();
        let of_partition = |name| snapshot.of_partition(name, "t", 0).and_then(MetricValue::as_u64);
        if level == RecordingLevel::Info {
            assert_eq!(of_partition("buffered-records"), None);
        } else {
            assert_eq!(of_partition("buffered-records"), Some(1));
            assert_eq!(of_partition("buffered-bytes"), Some(17), "the record as it is encoded");
        }
        assert_eq!(number(&snapshot, "buffered-records"), 1.0);
        pair.block_on(MINUTE, waits).unwrap();
        assert_eq!(pair.producer.metrics().of_partition("buffered-records", "t", 0), None);
    }
}

/// A11.
#[test]
fn the_window_is_as_long_as_configured() {
    let config =
        config().set("metrics.sample.window.ms", "1000").unwrap().set("metrics.num.samples", "3").unwrap();
    let mut pair = Pair::with(config);
    let delivery = send(&mut pair, "x");
    pair.block_on(MINUTE, delivery).unwrap();
    assert_near(number(&pair.producer.metrics(), "record-send-rate"), 1.0 / 2.0);
    pair.run_for(Duration::from_millis(2999));
    assert!(number(&pair.producer.metrics(), "record-send-rate") > 0.3);
    pair.run_for(Duration::from_millis(1));
    assert_eq!(number(&pair.producer.metrics(), "record-send-rate"), 0.0);
    assert!(number(&pair.producer.metrics(), "batch-size-avg").is_nan());
}

/// R117.
#[test]
fn a_throttle_that_comes_with_the_producer_id_is_honoured() {
    // R117 holds for every response.
    let mut pair = Pair::simple();
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::INIT_PRODUCER_ID, Fault::Throttle(500)));
    let start = pair.now();
    let delivery = send(&mut pair, "x");
    pair.block_on(MINUTE, delivery).unwrap();
    assert!(pair.now() - start >= Duration::from_millis(500));
    assert_eq!(number(&pair.producer.metrics(), "produce-throttle-time-max"), 500.0);
    assert_eq!(pair.producer.stats().throttle_ms, 500);
}
