//! I08: behind a record that failed nothing of its partition is delivered, until the application has acknowledged that.

use std::time::Duration;

use kafka_fake::Fault;
use kafka_producer::{Delivery, Outcome, ProduceError, ProduceErrorKind, TopicPartition};
use kafka_protocol::ErrorCode;

use super::pair::{Pair, config};
use super::{MINUTE, send};

fn gapless() -> Pair {
    let mut pair = Pair::with(config().gapless(true).linger(Duration::ZERO).batch_size(0));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair
}

fn fail_next(pair: &mut Pair) {
    pair.fault(Fault::Error(ErrorCode::TOPIC_AUTHORIZATION_FAILED));
}

fn errors(pair: &mut Pair, deliveries: Vec<Delivery>) -> Vec<ProduceError> {
    deliveries.into_iter().map(|delivery| pair.block_on(MINUTE, delivery).unwrap_err()).collect()
}

/// I08.
#[test]
fn behind_a_failed_record_nothing_is_delivered_until_it_is_acknowledged() {
    let mut pair = gapless();
    fail_next(&mut pair);
    pair.hold_answers = true;
    let deliveries: Vec<_> = (0..12).map(|i| send(&mut pair, &i.to_string())).collect();
    pair.settle();
    pair.release_answers();
    let errors = errors(&mut pair, deliveries);
    assert_eq!(errors[0].code(), Some(ErrorCode::TOPIC_AUTHORIZATION_FAILED));
    assert!(errors[1..].iter().all(|e| *e.kind() == ProduceErrorKind::Gap), "{errors:?}");
    assert!(errors[5..].iter().all(|e| e.outcome() == Outcome::NotWritten), "those never left");

    let late = send(&mut pair, "late");
    let error = pair.block_on(MINUTE, late).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::Gap, Outcome::NotWritten));

    let at = TopicPartition { topic: "t".into(), partition: 0 };
    assert_eq!(pair.producer.gaps(), [at]);
    assert!(pair.producer.acknowledge_gap("t", 0));
    let next = send(&mut pair, "next");
    pair.block_on(MINUTE, next).unwrap();
    assert_eq!(pair.values("t", 0), ["warm up", "next"]);
    assert_eq!(pair.producer.gaps(), []);
    assert!(!pair.producer.acknowledge_gap("t", 0), "there is none any more");
}

/// I08.
#[test]
fn what_was_admitted_before_the_acknowledgement_still_fails() {
    let mut pair = gapless();
    fail_next(&mut pair);
    let first = send(&mut pair, "first");
    pair.block_on(MINUTE, first).unwrap_err();
    // Admitted behind the gap, and not yet seen by the sender when the gap is acknowledged.
    let before = send(&mut pair, "before");
    assert!(pair.producer.acknowledge_gap("t", 0));
    let after = send(&mut pair, "after");
    assert_eq!(*pair.block_on(MINUTE, before).unwrap_err().kind(), ProduceErrorKind::Gap);
    pair.block_on(MINUTE, after).unwrap();
    assert_eq!(pair.values("t", 0), ["warm up", "after"]);
}

/// I08, E40.
#[test]
fn a_record_written_behind_a_gap_is_told_as_possibly_written() {
    // Without idempotence the broker writes what is behind a refused batch.
    let config = config().gapless(true).idempotence(false).linger(Duration::ZERO).batch_size(0);
    let mut pair = Pair::with(config);
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    fail_next(&mut pair);
    pair.hold_answers = true;
    let deliveries: Vec<_> = (0..3).map(|i| send(&mut pair, &i.to_string())).collect();
    pair.settle();
    pair.release_answers();
    let errors = errors(&mut pair, deliveries);
    assert_eq!(pair.values("t", 0), ["warm up", "1", "2"]);
    for error in &errors[1..] {
        assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::Gap, Outcome::Unknown));
    }
    let stats = pair.producer.stats();
    assert_eq!((stats.records_delivered, stats.records_not_written, stats.records_unknown), (1, 1, 2));
}

#[test]
fn another_failure_behind_an_acknowledged_gap_is_a_gap_again() {
    let mut pair = gapless();
    for _ in 0..2 {
        fail_next(&mut pair);
        let refused = send(&mut pair, "refused");
        pair.block_on(MINUTE, refused).unwrap_err();
        let behind = send(&mut pair, "behind");
        assert_eq!(*pair.block_on(MINUTE, behind).unwrap_err().kind(), ProduceErrorKind::Gap);
        assert!(pair.producer.acknowledge_gap("t", 0));
    }
    let next = send(&mut pair, "next");
    pair.block_on(MINUTE, next).unwrap();
    assert_eq!(pair.values("t", 0), ["warm up", "next"]);
}

#[test]
fn other_partitions_have_no_part_in_a_gap() {
    let mut pair = gapless();
    pair.cluster.control().create_topic("u", 1).unwrap();
    fail_next(&mut pair);
    let refused = send(&mut pair, "refused");
    pair.block_on(MINUTE, refused).unwrap_err();
    let producer = pair.producer.clone();
    let other = producer.send_and_wait(kafka_producer::ProducerRecord::to("u").value("fine"));
    pair.block_on(MINUTE, other).unwrap();
}

#[test]
fn without_gapless_later_records_are_delivered() {
    let mut pair = Pair::simple();
    fail_next(&mut pair);
    let refused = send(&mut pair, "refused");
    pair.block_on(MINUTE, refused).unwrap_err();
    let next = send(&mut pair, "next");
    pair.block_on(MINUTE, next).unwrap();
    assert!(pair.producer.gaps().is_empty());
}
