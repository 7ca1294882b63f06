//! What an idempotent producer does when its place in a partition, or its identity, is lost.

use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule, KafkaVersion, Verdict};
use kafka_producer::{Outcome, ProducerRecord};
use kafka_protocol::{ApiKey, ErrorCode};
use kafka_records::{ProducerEpoch, ProducerId, Sequence};

use crate::pair::{Pair, config};
use crate::{MINUTE, send};

/// Producer, epoch and base sequence of every batch that was appended.
fn appended(pair: &Pair) -> Vec<(ProducerId, ProducerEpoch, Sequence)> {
    let produced = pair.cluster.recorder().produced();
    let appended = produced.filter(|batch| matches!(batch.verdict, Verdict::Appended(_)));
    appended.map(|batch| (batch.producer_id, batch.epoch, batch.base_sequence)).collect()
}

/// R38, R164.
#[test]
fn the_producer_id_is_asked_for_until_it_comes_and_nothing_leaves_before() {
    // R164, R38
    let mut pair = Pair::simple();
    for (code, times) in [(ErrorCode::COORDINATOR_LOAD_IN_PROGRESS, 3), (ErrorCode::NOT_COORDINATOR, 2)] {
        let rule = FaultRule::new(ApiKey::INIT_PRODUCER_ID, Fault::Error(code)).times(times);
        pair.cluster.control().add_fault(rule);
    }
    let rule = FaultRule::new(ApiKey::INIT_PRODUCER_ID, Fault::DropAfter).times(2);
    pair.cluster.control().add_fault(rule);
    let delivery = send(&mut pair, "first");
    assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(0));
    let order: Vec<_> = pair.cluster.recorder().requests().map(|request| request.api).collect();
    let asked = order.iter().filter(|api| **api == ApiKey::INIT_PRODUCER_ID).count();
    assert_eq!(asked, 8, "seven in vain");
    let written = order.iter().position(|api| *api == ApiKey::PRODUCE).unwrap();
    let answered = order.iter().rposition(|api| *api == ApiKey::INIT_PRODUCER_ID).unwrap();
    assert!(answered < written, "{order:?}");
}

/// R155.
#[test]
fn an_identity_without_epochs_left_makes_way_for_a_new_one() {
    // R155: a batch that is refused needs a new epoch, and there is none above 32767.
    let mut pair = Pair::new(config(), ClusterConfig::default().message_max_bytes(3_000));
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair.cluster.control().set_first_epoch(ProducerEpoch(i16::MAX - 1));
    let first = send(&mut pair, "first");
    pair.block_on(MINUTE, first).unwrap();
    pair.cluster.control().set_first_epoch(ProducerEpoch(0));
    for round in 0..3 {
        let large = send(&mut pair, &"x".repeat(5_000));
        let error = pair.block_on(MINUTE, large).unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotWritten, "{error}");
        let small = send(&mut pair, &format!("after {round}"));
        pair.block_on(MINUTE, small).unwrap();
    }
    assert_eq!(pair.values("t", 0), ["first", "after 0", "after 1", "after 2"]);
    let start = Sequence::FIRST;
    assert_eq!(
        appended(&pair),
        [
            (ProducerId(1), ProducerEpoch(i16::MAX - 1), start),
            (ProducerId(1), ProducerEpoch(i16::MAX), start),
            (ProducerId(2), ProducerEpoch(0), start),
            (ProducerId(2), ProducerEpoch(1), start),
        ]
    );
}

/// E11, E12, E23.
#[test]
fn a_broker_that_lost_the_producers_state_takes_its_batches_once_and_in_order() {
    // E11c, E12b: by retention (deleted records), and by forgetting alone; brokers before 2.5 say UNKNOWN_PRODUCER_ID then.
    for release in [KafkaVersion::V0_11, KafkaVersion::V1_0, KafkaVersion::V2_0, KafkaVersion::LATEST] {
        for retention in [true, false] {
            let mut pair = Pair::new(config().batch_size(0), ClusterConfig::default().as_version(release));
            pair.cluster.control().create_topic("t", 1).unwrap();
            for i in 0..3 {
                let delivery = send(&mut pair, &format!("old {i}"));
                pair.block_on(MINUTE, delivery).unwrap();
            }
            if retention {
                pair.cluster.control().delete_records("t", 0, 3).unwrap();
            }
            pair.cluster.control().forget_producers("t", 0).unwrap();
            let producer = pair.producer.clone();
            let values: Vec<String> = (0..5).map(|i| format!("new {i}")).collect();
            let deliveries: Vec<_> = values
                .iter()
                .map(|v| producer.try_send(ProducerRecord::to("t").value(v.as_bytes())).unwrap())
                .collect();
            for (offset, delivery) in (3..).zip(deliveries) {
                let metadata = pair
                    .block_on(MINUTE * 3, delivery)
                    .unwrap_or_else(|error| panic!("{release}, retention {retention}: {error}"));
                assert_eq!(metadata.offset(), Some(offset), "{release}, retention {retention}");
            }
            let log = pair.values("t", 0);
            assert_eq!(log[log.len() - 5..], values, "{release}, retention {retention}: once, in order");
        }
    }
}

/// E04, E44, B07.
#[test]
fn a_duplicate_is_a_success_with_the_offset_that_the_broker_remembers() {
    // E04, E44, B07
    let mut pair = Pair::simple();
    for _ in 0..3 {
        pair.fault(Fault::DropAfter);
        let delivery = send(&mut pair, "once");
        let offset = pair.block_on(MINUTE, delivery).unwrap().offset();
        assert_eq!(offset, Some(pair.values("t", 0).len() as i64 - 1));
    }
    assert_eq!(pair.values("t", 0).len(), 3);
    let duplicates = pair.cluster.recorder().produced();
    assert_eq!(duplicates.filter(|batch| matches!(batch.verdict, Verdict::Duplicate(_))).count(), 3);
}

/// R44, R45, I03.
#[test]
fn five_in_flight_stay_in_order_whichever_of_them_fails_and_how() {
    // R44, R45, I03
    for failing in 0..5 {
        for fault in [
            Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS),
            Fault::ErrorAfterAppend(ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND),
            Fault::ErrorAfterAppend(ErrorCode::REQUEST_TIMED_OUT),
            Fault::DropBefore,
            Fault::DropAfter,
        ] {
            let mut pair = Pair::with(config().batch_size(0));
            let warm = send(&mut pair, "warm up");
            pair.block_on(MINUTE, warm).unwrap();
            let rule = FaultRule::new(ApiKey::PRODUCE, fault.clone()).skip(failing);
            pair.cluster.control().add_fault(rule);
            let producer = pair.producer.clone();
            let values: Vec<String> = (0..8).map(|i| i.to_string()).collect();
            let deliveries: Vec<_> = values
                .iter()
                .map(|v| producer.try_send(ProducerRecord::to("t").value(v.as_bytes())).unwrap())
                .collect();
            for (offset, delivery) in (1..).zip(deliveries) {
                let metadata = pair
                    .block_on(MINUTE, delivery)
                    .unwrap_or_else(|error| panic!("{fault:?} at {failing}: {error}"));
                assert_eq!(metadata.offset(), Some(offset), "{fault:?} at {failing}");
            }
            assert_eq!(pair.values("t", 0)[1..], values, "{fault:?} at {failing}");
        }
    }
}

/// R160.
#[test]
fn new_batches_wait_while_an_expired_one_may_still_be_written() {
    let (time, wait) = (Duration::from_secs(10), Duration::from_secs(3));
    let config = config().delivery_timeout(time).request_timeout(time).retry_backoff(wait, wait);
    let mut pair = Pair::with(config.linger(Duration::ZERO));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    // The second attempt leaves some seconds before the batch expires, and has its own time for an answer.
    pair.fault(Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS));
    pair.fault(Fault::Silence);
    let lost = send(&mut pair, "lost");
    assert_eq!(pair.block_on(MINUTE, lost).unwrap_err().outcome(), Outcome::Unknown);
    let before = pair.producer.stats().produce_requests;
    let after = send(&mut pair, "after");
    pair.run_for(Duration::from_secs(1));
    assert_eq!(
        pair.producer.stats().produce_requests,
        before,
        "it would follow a batch that nobody knows of"
    );
    pair.block_on(MINUTE, after).unwrap();
    assert_eq!(pair.values("t", 0), ["warm up", "after"]);
}
