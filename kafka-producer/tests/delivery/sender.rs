//! Who is sent to, when, and what becomes of answers: fairness, back-off, new leaders, records that the broker names.

use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule, KafkaVersion, TopicConfig};
use kafka_producer::{Acks, Delivery, Outcome, ProduceErrorKind, ProducerRecord, WallMs};
use kafka_protocol::{ApiKey, ErrorCode};
use kafka_records::TimestampType;

use crate::pair::{Pair, WALL, config};
use crate::{MINUTE, send};

const LINGER: Duration = Duration::from_millis(20);

/// Sends records with these timestamps into one batch, to a cluster that takes none older than a minute.
fn send_at(pair: &mut Pair, timestamps: &[i64]) -> Vec<Delivery> {
    let producer = pair.producer.clone();
    timestamps
        .iter()
        .map(|at| {
            let record = ProducerRecord::to("t").value(b"v").timestamp(WallMs(*at));
            pair.block_on(MINUTE, producer.send(record)).unwrap()
        })
        .collect()
}

/// E07, E49.
#[test]
fn records_that_the_broker_names_are_told_why_whatever_the_code() {
    // E07, E49: brokers name records with INVALID_TIMESTAMP as well as with INVALID_RECORD.
    const EARLY: i64 = WALL - 3_600_000;
    for (timestamps, bad) in [
        (vec![WALL, EARLY, WALL, WALL], vec![1]),
        (vec![EARLY, WALL, WALL, EARLY], vec![0, 3]),
        (vec![EARLY], vec![0]),
    ] {
        let mut pair =
            Pair::new(config().linger(LINGER), ClusterConfig::default().timestamp_before_max_ms(60_000));
        pair.cluster.control().create_topic("t", 1).unwrap();
        for (index, delivery) in send_at(&mut pair, &timestamps).into_iter().enumerate() {
            let error = pair.block_on(MINUTE, delivery).unwrap_err();
            assert_eq!(error.outcome(), Outcome::NotWritten, "{error}");
            let expected = match (bad.contains(&index), bad.len()) {
                (true, 1) => ProduceErrorKind::Broker(ErrorCode::INVALID_TIMESTAMP),
                (true, _) => ProduceErrorKind::InvalidRecord,
                (false, _) => ProduceErrorKind::BatchRejected,
            };
            assert_eq!(error.kind(), &expected, "record {index} of {timestamps:?}: {error}");
            assert_eq!(error.is_retriable(), !bad.contains(&index), "{error}");
            assert!(error.to_string().contains("INVALID_TIMESTAMP"), "{error}");
            if bad.contains(&index) {
                assert!(error.to_string().to_lowercase().contains("timestamp"), "{error}");
            }
        }
        let again = send(&mut pair, "good");
        pair.block_on(MINUTE, again).unwrap();
        assert_eq!(pair.values("t", 0), ["good"]);
    }
}

/// R99.
#[test]
fn a_corrupt_message_is_sent_again_without_asking_for_metadata() {
    // R99: the code is retriable, and says nothing about who leads.
    let asked = |pair: &Pair| pair.cluster.counters().requests_of(ApiKey::METADATA);
    for (code, refreshes) in [(ErrorCode::CORRUPT_MESSAGE, false), (ErrorCode::KAFKA_STORAGE_ERROR, true)] {
        let mut pair = Pair::simple();
        let warm = send(&mut pair, "warm up");
        pair.block_on(MINUTE, warm).unwrap();
        pair.run_for(Duration::from_secs(2));
        let before = asked(&pair);
        pair.fault(Fault::Error(code));
        let delivery = send(&mut pair, "again");
        assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(1));
        pair.run_for(Duration::from_secs(2));
        assert_eq!(asked(&pair) > before, refreshes, "{code}");
    }
}

/// B09.
#[test]
fn append_time_is_told_in_place_of_the_records_own() {
    let mut pair = Pair::new(config(), ClusterConfig::default());
    let mut topic: TopicConfig = pair.cluster.control().topic_config();
    topic.timestamp_type = TimestampType::LogAppendTime;
    pair.cluster.control().create_topic_with("t", 1, topic).unwrap();
    let delivery = send_at(&mut pair, &[WALL - 5_000]).remove(0);
    let metadata = pair.block_on(MINUTE, delivery).unwrap();
    assert!(metadata.timestamp() >= WallMs(WALL), "{:?}", metadata.timestamp());
    assert_eq!(pair.log("t", 0)[0].timestamp, metadata.timestamp().0);
}

/// E05, R30, R132.
#[test]
fn the_leader_that_an_answer_names_is_gone_to_at_once() {
    // E05, R30, KIP-951: metadata goes on naming the old leader, and the back-off is skipped.
    let wait = Duration::from_secs(5);
    let mut pair = Pair::new(config().retry_backoff(wait, wait), ClusterConfig::default().brokers(3));
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair.cluster.control().set_leader("t", 0, 1).unwrap();
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    for broker in 1..=3 {
        pair.cluster.control().freeze_metadata(broker).unwrap();
    }
    pair.cluster.control().set_leader("t", 0, 2).unwrap();
    let start = pair.now();
    let delivery = send(&mut pair, "moved");
    assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(1));
    assert!(pair.now() - start < Duration::from_secs(1), "{:?}", pair.now() - start);
}

/// R117.
#[test]
fn a_throttled_producer_waits_as_long_as_it_was_told() {
    let mut pair = Pair::simple();
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.fault(Fault::Throttle(3_000));
    let throttled = send(&mut pair, "throttled");
    pair.block_on(MINUTE, throttled).unwrap();
    let start = pair.now();
    let late = send(&mut pair, "late");
    pair.block_on(MINUTE, late).unwrap();
    assert!(pair.now() - start >= Duration::from_millis(2_900), "{:?}", pair.now() - start);
}

/// R34, R36.
#[test]
fn partitions_take_turns_when_a_request_has_no_room_for_all() {
    // R34, R36: nobody is served twice before everybody was served once.
    let config = config().idempotence(false).max_in_flight(1).batch_size(500).max_request_size(1_500);
    let mut pair = Pair::new(config, ClusterConfig::default());
    pair.cluster.control().create_topic("t", 7).unwrap();
    let producer = pair.producer.clone();
    let warm = ProducerRecord::to("t").partition(0).value(b"warm up");
    let warm = pair.block_on(MINUTE, producer.send(warm)).unwrap();
    pair.block_on(MINUTE, warm).unwrap();
    let seen = pair.cluster.recorder().produced().count();
    let value = [b'x'; 600];
    for round in 0..3 {
        for partition in 0..7 {
            let record = ProducerRecord::to("t").partition((partition + round) % 7).value(&value);
            drop(producer.try_send(record).unwrap());
        }
    }
    pair.block_on(MINUTE, producer.flush());
    let served: Vec<_> = pair.cluster.recorder().produced().skip(seen).map(|batch| batch.partition).collect();
    let first: std::collections::BTreeSet<_> = served.iter().take(7).collect();
    assert_eq!(first.len(), 7, "{served:?}");
}

/// R96, E06.
#[test]
fn one_request_in_flight_keeps_the_order_without_idempotence() {
    // R96
    let config = config().idempotence(false).max_in_flight(1).batch_size(0);
    let mut pair = Pair::with(config);
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    let refused = Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, refused).times(2));
    let values: Vec<String> = (0..5).map(|i| i.to_string()).collect();
    let deliveries: Vec<_> = values.iter().map(|value| send(&mut pair, value)).collect();
    for (i, delivery) in (1..).zip(deliveries) {
        assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(i));
    }
    assert_eq!(pair.values("t", 0)[1..], values);
}

/// R32, R33.
#[test]
fn the_back_off_of_an_attempt_is_drawn_once() {
    // R32, R33: looking at it again does not move it.
    let wait = Duration::from_secs(1);
    let config = config().retry_backoff(wait, Duration::from_secs(8));
    let mut pair = Pair::with(config);
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.run_for(Duration::from_secs(10));
    let refused = Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, refused).times(4));
    let start = pair.now();
    let delivery = send(&mut pair, "again");
    // Answered long ago, and every shorter timer is over: what is due next is the end of the back-off.
    pair.run_for(Duration::from_millis(100));
    let due = pair.sender.poll_timeout().unwrap();
    for _ in 0..50 {
        pair.advance(Duration::from_millis(10));
        pair.settle();
        assert_eq!(pair.sender.poll_timeout(), Some(due), "drawn once");
    }
    assert!((Duration::from_millis(800)..=Duration::from_millis(1_200)).contains(&(due - start)));
    pair.block_on(MINUTE, delivery).unwrap();
    // 1 + 2 + 4 + 8 seconds, each within a fifth, the last one at most 8.
    let took = pair.now() - start;
    assert!(took >= Duration::from_millis(12_000) && took <= Duration::from_millis(16_400), "{took:?}");
}

/// R23, R130, R169.
#[test]
fn a_topic_made_anew_begins_under_a_new_epoch() {
    // R23, R130: its log knows nothing of the sequences that the old one took.
    for release in [KafkaVersion::V2_8, KafkaVersion::V3_9, KafkaVersion::LATEST] {
        let mut pair = Pair::new(config(), ClusterConfig::default().as_version(release));
        pair.cluster.control().create_topic("t", 1).unwrap();
        for i in 0..3 {
            let delivery = send(&mut pair, &i.to_string());
            pair.block_on(MINUTE, delivery).unwrap();
        }
        pair.cluster.control().delete_topic("t").unwrap();
        pair.cluster.control().create_topic("t", 1).unwrap();
        // What comes while the client still believes in the old one is lost or written, and told so; then it goes on.
        for i in 0..3 {
            let delivery = send(&mut pair, &format!("new {i}"));
            let metadata =
                pair.block_on(MINUTE, delivery).unwrap_or_else(|error| panic!("{release}: {error}"));
            assert_eq!(metadata.offset(), Some(i), "{release}");
        }
        assert_eq!(pair.values("t", 0), ["new 0", "new 1", "new 2"], "{release}");
        pair.run_for(Duration::from_secs(400));
        let delivery = send(&mut pair, "later");
        pair.block_on(MINUTE, delivery).unwrap();
        let last = pair.cluster.recorder().produced().last().unwrap();
        assert!(last.epoch.0 > 0 && last.base_sequence.0 <= 3, "{release}: {last:?}");
    }
}

/// R26.
#[test]
fn a_flush_does_not_cut_the_back_off_of_a_retry() {
    let wait = Duration::from_secs(10);
    let mut pair = Pair::with(config().retry_backoff(wait, wait));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    let refused = Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, refused));
    let start = pair.now();
    let delivery = send(&mut pair, "again");
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    assert!(pair.now() - start >= wait.mul_f64(0.8), "{:?}", pair.now() - start);
    assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(1));
}

/// E45.
#[test]
fn with_acks_zero_a_request_written_in_part_may_be_in_the_log_and_one_not_begun_is_not() {
    for (taken, outcome) in [(0, Outcome::NotWritten), (1, Outcome::Unknown), (50, Outcome::Unknown)] {
        let config = config().acks(Acks::None).idempotence(false).retries(0);
        let mut pair = Pair::with(config);
        let warm = send(&mut pair, "warm up");
        assert_eq!(pair.block_on(MINUTE, warm).unwrap().offset(), None);
        pair.cut_write = Some(taken);
        let delivery = send(&mut pair, "cut");
        let error = pair.block_on(MINUTE, delivery).unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::Disconnected, outcome), "{taken}");
        assert_eq!(pair.cut_write, None);
        assert_eq!(pair.values("t", 0), ["warm up"]);
    }
}
