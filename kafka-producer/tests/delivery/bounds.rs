//! What the producer refuses, what it waits for, and how it ends.

use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule};
use kafka_producer::{Outcome, ProduceErrorKind, ProducerRecord, SendError, TrySendReason};
use kafka_protocol::ApiKey;

use crate::pair::{Pair, config};
use crate::{MINUTE, send};

#[test]
fn an_unknown_topic_times_out_with_its_cause() {
    let mut pair =
        Pair::new(config().max_block(Duration::from_secs(3)), ClusterConfig::default().auto_create(false));
    let (producer, start) = (pair.producer.clone(), pair.now());
    let error = pair.block_on(MINUTE, producer.send(ProducerRecord::to("nope").value(b"x"))).unwrap_err();
    assert!(matches!(&error, SendError::MetadataTimeout { topic, .. } if &**topic == "nope"), "{error}");
    assert!(error.to_string().contains("UNKNOWN_TOPIC_OR_PARTITION"), "{error}");
    assert!(pair.now() - start <= Duration::from_millis(3001), "I14");
}

#[test]
fn a_partition_that_does_not_exist_is_named_with_the_count() {
    let mut pair = Pair::with(config().max_block(Duration::from_secs(3)));
    let producer = pair.producer.clone();
    let record = ProducerRecord::to("t").value(b"x").partition(9);
    let error = pair.block_on(MINUTE, producer.send(record)).unwrap_err();
    assert!(matches!(error, SendError::PartitionNotFound { partition: 9, count: 1, .. }), "{error}");
    let error = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").partition(-2))).unwrap_err();
    assert!(matches!(error, SendError::NegativePartition { partition: -2, .. }), "{error}");
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0);
}

#[test]
fn no_broker_at_the_address_is_told_with_address_and_cause() {
    let mut pair = Pair::with(config().max_block(Duration::from_secs(3)));
    pair.unreachable = true;
    let producer = pair.producer.clone();
    let error = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"x"))).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("fake:9001") && text.contains("refused"), "{text}");
}

#[test]
fn a_record_larger_than_the_limits_is_refused_at_once() {
    let mut pair = Pair::with(config().max_request_size(1000));
    let producer = pair.producer.clone();
    let value = vec![0; 1000];
    let error = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(&value))).unwrap_err();
    assert!(
        matches!(error, SendError::RecordTooLarge { limit: 1000, key: "max.request.size", .. }),
        "{error}"
    );
}

#[test]
fn a_full_buffer_makes_try_send_give_the_record_back_and_send_wait() {
    let mut pair = Pair::with(
        config().buffer_memory(20_000).linger(Duration::from_secs(30)).max_block(Duration::from_secs(2)),
    );
    let warm = send(&mut pair, "warm up");
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    drop(warm);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence));
    let value = vec![b'x'; 1000];
    let mut admitted = 0;
    let refused = loop {
        match producer.try_send(ProducerRecord::to("t").value(&value)) {
            Ok(_delivery) => admitted += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(refused.reason, TrySendReason::NeedMemory);
    assert!(admitted >= 10, "{admitted}");
    assert!(producer.stats().buffer_used_bytes <= 20_000, "the bound holds");
    let start = pair.now();
    let error = pair.block_on(MINUTE, producer.send(refused.record)).unwrap_err();
    assert!(matches!(error, SendError::BufferExhausted { .. }), "{error}");
    assert!(pair.now() - start <= Duration::from_millis(2001), "I14");
    assert_eq!(producer.stats().buffer_exhausted, 1);
}

#[test]
fn memory_that_returns_wakes_the_waiting_send() {
    let mut pair = Pair::with(config().buffer_memory(9_000).batch_size(4_000));
    let mut deliveries = Vec::new();
    for i in 0..100 {
        deliveries.push(send(&mut pair, &format!("{i:0900}")));
    }
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    assert_eq!(pair.values("t", 0).len(), 100);
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0);
}

#[test]
fn close_delivers_what_is_pending_and_refuses_what_comes_later() {
    let mut pair = Pair::with(config().linger(Duration::from_secs(20)));
    let delivery = send(&mut pair, "last");
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, async {
        producer.begin_close(Duration::from_secs(30));
        delivery.await.unwrap();
    });
    pair.run_until(MINUTE, |p| p.sender.is_closed());
    assert!(pair.sender.is_closed());
    let error = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"x"))).unwrap_err();
    assert_eq!(error, SendError::Closed);
    assert_eq!((producer.stats().buffer_used_bytes, producer.stats().incomplete_batches), (0, 0), "I15");
}

#[test]
fn a_forced_close_tells_what_may_have_been_written() {
    // A62
    let mut pair = Pair::with(config().linger(Duration::ZERO).batch_size(0).max_in_flight(1));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence));
    let on_the_wire = send(&mut pair, "a");
    let queued = send(&mut pair, "b");
    pair.producer.begin_close(Duration::ZERO);
    let error = pair.block_on(MINUTE, on_the_wire).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::Closed, Outcome::Unknown));
    let error = pair.block_on(MINUTE, queued).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::Closed, Outcome::NotWritten));
    pair.run_until(MINUTE, |p| p.sender.is_closed());
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0);
}

#[test]
fn dropping_the_last_handle_fails_what_is_pending() {
    // A16
    let mut pair = Pair::with(config().linger(Duration::from_secs(20)));
    let delivery = send(&mut pair, "left behind");
    let spare = Pair::simple().producer;
    drop(std::mem::replace(&mut pair.producer, spare));
    let error = pair.block_on(MINUTE, delivery).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::Closed, Outcome::NotWritten));
    pair.run_until(MINUTE, |p| p.sender.is_closed());
    assert!(pair.sender.is_closed());
}
