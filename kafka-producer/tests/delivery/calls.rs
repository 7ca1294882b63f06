//! Calls beside the sends of one record: partitions, batches of records, flushes with a deadline.

use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault};
use kafka_producer::{BrokerId, FlushTimeout, ProducerRecord, SendError};

use super::pair::{Pair, config, poll_once};
use super::{MINUTE, send};

/// A10.
#[test]
fn partitions_are_told_with_their_leaders_and_without() {
    // A10
    let mut pair = Pair::new(config(), ClusterConfig::default().brokers(3));
    pair.cluster.control().create_topic("t", 3).unwrap();
    pair.cluster.control().remove_leader("t", 1).unwrap();
    let producer = pair.producer.clone();
    let partitions = pair.block_on(MINUTE, producer.partitions_for("t")).unwrap();
    assert_eq!(partitions.iter().map(|p| p.partition).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(partitions[0].leader.is_some_and(|BrokerId(id)| id >= 0));
    assert_eq!(partitions[1].leader, None);
    assert!(!partitions[0].replicas.is_empty());
    // What is known needs no wait, also for a thread.
    assert_eq!(producer.partitions_for_blocking("t").unwrap(), partitions);
}

/// A10.
#[test]
fn partitions_of_an_unknown_topic_are_waited_for_as_a_send_waits() {
    let mut pair =
        Pair::new(config().max_block(Duration::from_secs(5)), ClusterConfig::default().auto_create(false));
    let producer = pair.producer.clone();
    let start = pair.now();
    let error = pair.block_on(MINUTE, producer.partitions_for("nowhere")).unwrap_err();
    assert!(matches!(&error, SendError::MetadataTimeout { topic, .. } if &**topic == "nowhere"), "{error}");
    assert!(pair.now() - start >= Duration::from_secs(5));
    pair.producer.begin_close(Duration::ZERO);
    assert_eq!(pair.block_on(MINUTE, producer.partitions_for("t")), Err(SendError::Closed));
}

/// A08.
#[test]
fn a_batch_of_records_has_a_result_for_each_and_keeps_their_order() {
    let mut pair = Pair::with(config().max_request_size(500));
    let (producer, big) = (pair.producer.clone(), "x".repeat(600));
    let values = ["a", "b", big.as_str(), "c"];
    let records = values.iter().map(|value| ProducerRecord::to("t").value(value));
    let results = pair.block_on(MINUTE, producer.send_batch(records));
    assert_eq!(results.len(), 4);
    assert!(matches!(results[2], Err(SendError::RecordTooLarge { .. })));
    for delivery in results.into_iter().flatten() {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    assert_eq!(pair.values("t", 0), ["a", "b", "c"]);
    let more = producer.send_batch_blocking(["d", "e"].map(|value| ProducerRecord::to("t").value(value)));
    assert!(more.iter().all(Result::is_ok));
    pair.block_on(MINUTE, producer.flush());
    assert_eq!(pair.values("t", 0), ["a", "b", "c", "d", "e"]);
}

/// C12.
#[test]
fn a_batch_size_of_zero_makes_batches_of_one_record() {
    // C12
    let mut pair = Pair::with(config().batch_size(0).linger(Duration::ZERO));
    for value in ["a", "b", "c"] {
        drop(send(&mut pair, value));
    }
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    assert_eq!(pair.producer.stats().batches_sent, 3);
}

/// A08.
#[test]
fn one_max_block_bounds_a_batch_of_records() {
    let mut pair =
        Pair::new(config().max_block(Duration::from_secs(5)), ClusterConfig::default().auto_create(false));
    pair.cluster.control().create_topic("t", 1).unwrap();
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    let (producer, start) = (pair.producer.clone(), pair.now());
    let records = ["nowhere", "t", "nowhere either"].map(|topic| ProducerRecord::to(topic).value("v"));
    let results = pair.block_on(MINUTE, producer.send_batch(records));
    assert!(pair.now() - start < Duration::from_secs(6), "not once for each");
    assert!(matches!(results[0], Err(SendError::MetadataTimeout { .. })), "{:?}", results[0]);
    assert!(results[1].is_ok(), "nothing was missing for it");
    assert!(matches!(results[2], Err(SendError::MetadataTimeout { .. })), "{:?}", results[2]);
}

/// A09, A64.
#[test]
fn a_flush_with_a_deadline_ends_there_and_the_records_go_on() {
    let mut pair = Pair::simple();
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.fault(Fault::Delay(Duration::from_secs(3)));
    let delivery = send(&mut pair, "slow");
    let (producer, start) = (pair.producer.clone(), pair.now());
    let second = Duration::from_secs(1);
    let error = pair.block_on(MINUTE, producer.flush_within(second)).unwrap_err();
    assert!(matches!(error, FlushTimeout { timeout, left: 1, .. } if timeout == second), "{error}");
    assert_eq!(pair.now() - start, second);
    pair.block_on(MINUTE, producer.flush_within(MINUTE)).unwrap();
    assert!(pair.block_on(MINUTE, delivery).is_ok());
}

/// A64.
#[test]
fn a_flush_that_is_given_up_leaves_no_trace() {
    let mut pair = Pair::with(config().linger(Duration::from_secs(20)));
    let warm = send(&mut pair, "warm up");
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    drop(warm);
    pair.hold_answers = true;
    let _delivery = send(&mut pair, "lingers");
    let mut flushing = Box::pin(producer.flush_within(Duration::from_secs(1)));
    assert!(poll_once(flushing.as_mut()).is_none());
    drop(flushing);
    let _later = send(&mut pair, "lingers too");
    pair.run_for(Duration::from_secs(10));
    assert!(pair.sender.poll_timeout().is_some_and(|at| at > pair.now()), "no deadline is left behind");
}

/// A48.
#[test]
fn a_delivery_that_is_dropped_cancels_nothing() {
    let mut pair = Pair::with(config().linger(Duration::from_secs(5)));
    let producer = pair.producer.clone();
    drop(pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"dropped at once"))).unwrap());
    let mut polled =
        Box::pin(pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"later"))).unwrap());
    assert!(poll_once(polled.as_mut()).is_none());
    drop(polled);
    pair.block_on(MINUTE, producer.flush());
    assert_eq!(pair.values("t", 0), ["dropped at once", "later"]);
    assert_eq!(producer.stats().records_delivered, 2);
}
