//! Records on their way through both halves of the producer to an embedded cluster, under virtual time.

#![allow(clippy::unwrap_used, reason = "a test")]

mod bounds;
mod calls;
mod company;
mod counters;
mod errors;
mod gapless;
mod idempotence;
mod interceptors;
mod metrics;
mod observers;
mod old_brokers;
mod pair;
mod partitioners;
mod sender;
mod serializers;
mod shared;
mod telemetry;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule, WireFault};
use kafka_producer::{
    Acks, Compression, Outcome, ProduceErrorKind, ProducerRecord, RecordHeader, SendError, WallMs,
};
use kafka_protocol::{ApiKey, ErrorCode};
use pair::{Pair, config};

const MINUTE: Duration = Duration::from_secs(60);

fn send(pair: &mut Pair, value: &str) -> kafka_producer::Delivery {
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(value))).unwrap()
}

/// A47.
#[test]
fn a_record_is_written_and_its_metadata_told() {
    let mut pair = Pair::simple();
    let headers = [RecordHeader { key: "h", value: None }, RecordHeader { key: "h", value: Some(b"") }];
    let record = ProducerRecord::to("t").key(b"k").value(b"v").timestamp(WallMs(123)).headers(&headers);
    let producer = pair.producer.clone();
    let delivery = pair.block_on(MINUTE, producer.send(record)).unwrap();
    let metadata = pair.block_on(MINUTE, delivery).unwrap();
    assert_eq!((metadata.topic(), metadata.partition(), metadata.offset()), ("t", 0, Some(0)));
    assert_eq!(metadata.timestamp(), WallMs(123));
    assert_eq!((metadata.serialized_key_size(), metadata.serialized_value_size()), (1, 1));
    let log = pair.log("t", 0);
    assert_eq!(log[0].headers.len(), 2, "order and duplicates survive");
    assert_eq!(log[0].headers[1].value.as_deref(), Some(&b""[..]));
}

#[test]
fn records_of_one_batch_get_consecutive_offsets() {
    let mut pair = Pair::simple();
    let deliveries: Vec<_> = (0..10).map(|i| send(&mut pair, &i.to_string())).collect();
    for (i, delivery) in deliveries.into_iter().enumerate() {
        assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(i as i64));
    }
    let expected: Vec<String> = (0..10).map(|i| i.to_string()).collect();
    assert_eq!(pair.values("t", 0), expected);
}

/// R25, R27, F36.
#[test]
fn a_batch_lingers_until_it_is_full_or_its_time_is_over() {
    let mut pair = Pair::with(config().linger(Duration::from_millis(50)).batch_size(1000));
    let first = send(&mut pair, "warm up");
    pair.block_on(MINUTE, first).unwrap();
    let lone = send(&mut pair, "lone");
    let start = pair.now();
    pair.block_on(MINUTE, lone).unwrap();
    assert!(pair.now() - start >= Duration::from_millis(50));
    let big = "x".repeat(1000);
    let full = send(&mut pair, &big);
    let start = pair.now();
    pair.block_on(MINUTE, full).unwrap();
    assert!(pair.now() - start < Duration::from_millis(1), "a full batch leaves at once");
}

/// A09, A43.
#[test]
fn flush_cuts_the_linger_and_waits_for_every_record_admitted_before() {
    let mut pair = Pair::with(config().linger(Duration::from_secs(20)));
    let mut delivery = send(&mut pair, "one");
    let (producer, start) = (pair.producer.clone(), pair.now());
    pair.block_on(MINUTE, producer.flush());
    assert!(pair.now() - start < Duration::from_secs(1));
    assert_eq!(delivery.try_result().unwrap().unwrap().offset(), Some(0));
}

/// U17.
#[test]
fn send_and_wait_does_not_linger() {
    // U17
    let mut pair = Pair::with(config().linger(Duration::from_secs(20)));
    let warm = send(&mut pair, "warm up");
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    drop(warm);
    let start = pair.now();
    pair.block_on(MINUTE, producer.send_and_wait(ProducerRecord::to("t").value(b"now"))).unwrap();
    assert!(pair.now() - start < Duration::from_millis(1));
}

/// R183.
#[test]
fn every_codec_is_sealed_apart_and_read_back() {
    for compression in Compression::available() {
        let mut pair = Pair::with(config().compression(compression));
        let value = "the same words again and again ".repeat(20);
        let deliveries: Vec<_> = (0..50).map(|_| send(&mut pair, &value)).collect();
        for delivery in deliveries {
            pair.block_on(MINUTE, delivery).unwrap();
        }
        assert_eq!(pair.values("t", 0), vec![value; 50], "{compression}");
    }
}

/// E44.
#[test]
fn a_lost_answer_leads_to_a_retry_that_the_broker_recognises() {
    let mut pair = Pair::simple();
    pair.fault(Fault::DropAfter);
    let delivery = send(&mut pair, "once");
    assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(0));
    assert_eq!(pair.values("t", 0), ["once"]);
    assert_eq!(pair.cluster.counters().duplicates, 1, "the second attempt was dropped by the broker");
}

/// R38, R44, R45.
#[test]
fn order_is_kept_when_the_first_of_five_in_flight_fails() {
    let mut pair = Pair::with(config().linger(Duration::ZERO).batch_size(0));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.fault(Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS));
    pair.hold_answers = true;
    let deliveries: Vec<_> = (0..20).map(|i| send(&mut pair, &i.to_string())).collect();
    pair.settle();
    assert_eq!(pair.cluster.counters().requests_of(ApiKey::PRODUCE), 1 + 5, "five are in flight");
    pair.release_answers();
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    let mut expected = vec!["warm up".to_owned()];
    expected.extend((0..20).map(|i| i.to_string()));
    assert_eq!(pair.values("t", 0), expected);
}

/// A40, I10.
#[test]
fn completions_leave_in_admit_order_although_a_later_batch_is_answered_first() {
    // A40: without idempotence the second batch is written and answered before the first one's retry.
    let mut pair = Pair::with(config().idempotence(false).linger(Duration::ZERO).batch_size(0));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.fault(Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS));
    pair.hold_answers = true;
    let mut first = send(&mut pair, "first");
    let mut second = send(&mut pair, "second");
    pair.settle();
    pair.release_answers();
    assert_eq!(pair.values("t", 0), ["warm up", "second"]);
    assert!(second.try_result().is_none(), "its turn comes after the first");
    pair.block_on(MINUTE, &mut second).unwrap();
    assert_eq!(first.try_result().unwrap().unwrap().offset(), Some(2));
}

/// R175, R29, R92.
#[test]
fn a_new_leader_gets_one_batch_until_it_has_taken_one_also_after_a_time_without_leader() {
    // R175
    let mut pair =
        Pair::new(config().linger(Duration::ZERO).batch_size(0), ClusterConfig::default().brokers(3));
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair.cluster.control().set_leader("t", 0, 1).unwrap();
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.cluster.control().remove_leader("t", 0).unwrap();
    let mut deliveries: Vec<_> = (0..5).map(|i| send(&mut pair, &i.to_string())).collect();
    pair.run_for(Duration::from_secs(3));
    pair.cluster.control().set_leader("t", 0, 2).unwrap();
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence).broker(2));
    let before = pair.cluster.counters().requests_of(ApiKey::PRODUCE);
    pair.run_for(Duration::from_secs(4));
    assert_eq!(pair.cluster.counters().requests_of(ApiKey::PRODUCE) - before, 1);
    let last = deliveries.pop().unwrap();
    pair.block_on(2 * MINUTE, last).unwrap();
    assert_eq!(pair.values("t", 0), ["warm up", "0", "1", "2", "3", "4"]);
}

#[test]
fn a_topic_handle_of_another_producer_is_looked_up_again() {
    let one = Pair::simple();
    let mut two = Pair::simple();
    let handle = one.producer.topic("t");
    let producer = two.producer.clone();
    let delivery = two.block_on(MINUTE, producer.send(ProducerRecord::to(&handle).value(b"x"))).unwrap();
    two.block_on(MINUTE, delivery).unwrap();
    assert_eq!(two.values("t", 0), ["x"]);
}

/// I30.
#[test]
fn an_idle_producer_sleeps_however_much_it_did_before() {
    // I30
    let mut pair = Pair::simple();
    for i in 0..500 {
        let delivery = send(&mut pair, &i.to_string());
        pair.block_on(MINUTE, delivery).unwrap();
    }
    pair.run_for(Duration::from_secs(1));
    let before = pair.producer.stats().passes;
    pair.run_for(Duration::from_secs(120));
    let passes = pair.producer.stats().passes - before;
    assert!(passes < 50, "{passes} passes in two idle minutes");
}

/// R181, F47, R40.
#[test]
fn a_retried_batch_keeps_its_sequence_and_its_bytes() {
    let mut pair = Pair::simple();
    pair.cluster
        .control()
        .add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Error(ErrorCode::NOT_LEADER_OR_FOLLOWER)).times(3));
    let delivery = send(&mut pair, "again");
    pair.block_on(MINUTE, delivery).unwrap();
    // Length and correlation id apart, the four requests are the same to the last byte.
    let produce = ApiKey::PRODUCE.0.to_be_bytes();
    let requests: Vec<_> = pair.written.iter().filter(|bytes| bytes[4..6] == produce).collect();
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|bytes| bytes[12..] == requests[0][12..]), "{requests:?}");
    assert!(requests[0].windows(5).any(|window| window == b"again"));
}

/// L26.
#[test]
fn an_offset_that_no_batch_can_start_at_is_no_offset() {
    // L26: offsets of a hostile answer must not overflow when the index of a record is added.
    let last = i64::MAX - i64::from(u32::MAX);
    for (base_offset, told) in
        [(last, Some(last)), (last + 1, None), (i64::MAX, None), (-1, None), (i64::MIN, None)]
    {
        let mut pair = Pair::simple();
        let warm = send(&mut pair, "warm up");
        pair.block_on(MINUTE, warm).unwrap();
        pair.hold_answers = true;
        let deliveries = [send(&mut pair, "a"), send(&mut pair, "b")];
        pair.run_for(Duration::from_millis(10));
        pair.change_held_answers(|answer| {
            answer.responses[0].partition_responses[0].base_offset = base_offset;
        });
        pair.release_answers();
        for (index, delivery) in (0..).zip(deliveries) {
            let metadata = pair.block_on(MINUTE, delivery).unwrap();
            assert_eq!(metadata.offset(), told.map(|base| base + index), "{base_offset}");
        }
    }
}

/// R46, R48, I13, R49.
#[test]
fn without_answers_a_record_fails_as_possibly_written_at_its_deadline() {
    let mut pair = Pair::with(
        config().delivery_timeout(Duration::from_secs(10)).request_timeout(Duration::from_secs(5)),
    );
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence).always());
    let start = pair.now();
    let delivery = send(&mut pair, "lost in silence");
    let error = pair.block_on(MINUTE, delivery).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::DeliveryTimeout, Outcome::Unknown));
    assert!(pair.now() - start <= Duration::from_millis(10_001), "I13");
}

/// E40 to E43, E50, R47, R51.
#[test]
fn a_record_that_never_left_fails_as_not_written() {
    let mut pair = Pair::with(config().delivery_timeout(Duration::from_secs(40)));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.unreachable = true;
    pair.cluster.control().disconnect_clients(1).unwrap();
    pair.settle();
    let delivery = send(&mut pair, "nowhere to go");
    let error = pair.block_on(MINUTE, delivery).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::DeliveryTimeout, Outcome::NotWritten));
    assert_eq!(error.attempts(), 0);
}

/// R155, R159, R50, E26, R161, R157.
#[test]
fn after_an_unknown_outcome_the_partition_goes_on_under_a_new_epoch() {
    let mut pair = Pair::with(
        config().delivery_timeout(Duration::from_secs(10)).request_timeout(Duration::from_secs(5)),
    );
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    // Neither applied nor answered: the broker expects the sequence that this batch had.
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::DropBefore).always());
    let lost = send(&mut pair, "lost");
    let error = pair.block_on(MINUTE, lost).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    pair.cluster.control().clear_faults();
    let after: Vec<_> = (0..3).map(|i| send(&mut pair, &format!("after {i}"))).collect();
    for delivery in after {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    assert_eq!(pair.values("t", 0), ["warm up", "after 0", "after 1", "after 2"]);
    assert_eq!(pair.producer.stats().epoch_bumps, 1);
}

/// I02, R53.
#[test]
fn an_unknown_outcome_that_was_written_after_all_is_not_written_again() {
    let mut pair = Pair::with(
        config().delivery_timeout(Duration::from_secs(10)).request_timeout(Duration::from_secs(5)),
    );
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.fault(Fault::DropAfter);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::DropBefore).always());
    let lost = send(&mut pair, "written");
    assert_eq!(pair.block_on(MINUTE, lost).unwrap_err().outcome(), Outcome::Unknown);
    pair.cluster.control().clear_faults();
    let after = send(&mut pair, "after");
    pair.block_on(MINUTE, after).unwrap();
    assert_eq!(pair.values("t", 0), ["warm up", "written", "after"], "nothing twice, order kept");
}

/// E25.
#[test]
fn a_refused_batch_fails_alone_and_later_ones_are_delivered() {
    let mut pair = Pair::with(config().linger(Duration::ZERO).batch_size(0));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.fault(Fault::Error(ErrorCode::INVALID_TIMESTAMP));
    let deliveries: Vec<_> = (0..6).map(|i| send(&mut pair, &i.to_string())).collect();
    let results: Vec<_> = deliveries.into_iter().map(|d| pair.block_on(MINUTE, d)).collect();
    let error = results[0].as_ref().unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::INVALID_TIMESTAMP));
    assert_eq!(error.outcome(), Outcome::NotWritten);
    assert!(results[1..].iter().all(Result::is_ok), "{results:?}");
    assert_eq!(pair.values("t", 0), ["warm up", "1", "2", "3", "4", "5"]);
}

/// A49, R60, R62.
#[test]
fn a_batch_too_large_for_the_broker_is_split_and_delivered_in_order() {
    let mut pair = Pair::new(
        config().batch_size(100_000).linger(Duration::from_millis(5)),
        ClusterConfig::default().message_max_bytes(3_000),
    );
    pair.cluster.control().create_topic("t", 1).unwrap();
    let values: Vec<String> = (0..40).map(|i| format!("{i:0500}")).collect();
    let deliveries: Vec<_> = values.iter().map(|v| send(&mut pair, v)).collect();
    for (i, delivery) in deliveries.into_iter().enumerate() {
        assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(i as i64));
    }
    assert_eq!(pair.values("t", 0), values);
    assert!(pair.producer.stats().batches_split > 0);
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
}

/// R55 to R61.
#[test]
fn one_record_too_large_for_the_broker_fails_and_no_other() {
    // R61
    let mut pair = Pair::new(config().batch_size(100_000), ClusterConfig::default().message_max_bytes(3_000));
    pair.cluster.control().create_topic("t", 1).unwrap();
    let (small, large) = ("s".repeat(100), "l".repeat(5_000));
    let a = send(&mut pair, &small);
    let b = send(&mut pair, &large);
    let c = send(&mut pair, &small);
    assert!(pair.block_on(MINUTE, a).is_ok());
    let error = pair.block_on(MINUTE, b).unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Some(ErrorCode::MESSAGE_TOO_LARGE), Outcome::NotWritten));
    assert!(pair.block_on(MINUTE, c).is_ok());
    assert_eq!(pair.values("t", 0), [small.clone(), small]);
}

/// A46.
#[test]
fn acks_zero_completes_on_write_without_an_offset() {
    // A46
    let mut pair = Pair::with(config().acks(Acks::None).idempotence(false));
    let delivery = send(&mut pair, "fire");
    let metadata = pair.block_on(MINUTE, delivery).unwrap();
    assert_eq!(metadata.offset(), None);
    assert_eq!(pair.values("t", 0), ["fire"]);
}

/// R132.
#[test]
fn a_leader_that_moves_is_followed() {
    let mut pair = Pair::new(config(), ClusterConfig::default().brokers(3));
    pair.cluster.control().create_topic("t", 1).unwrap();
    for round in 0..6 {
        let delivery = send(&mut pair, &round.to_string());
        pair.block_on(MINUTE, delivery).unwrap();
        pair.cluster.control().set_leader("t", 0, 1 + round % 3).unwrap();
    }
    assert_eq!(pair.values("t", 0), ["0", "1", "2", "3", "4", "5"]);
}

/// A44.
#[test]
fn callbacks_run_once_and_a_panicking_one_harms_no_other() {
    // A44
    let mut pair = Pair::simple();
    let (calls, offsets) = (Arc::new(AtomicU32::new(0)), Arc::new(Mutex::new(Vec::new())));
    let producer = pair.producer.clone();
    for i in 0..5 {
        let (calls, offsets) = (calls.clone(), offsets.clone());
        let callback = move |result: Result<kafka_producer::RecordMetadata, _>| {
            calls.fetch_add(1, Ordering::Relaxed);
            assert!(i != 2, "on purpose");
            offsets.lock().unwrap().push(result.unwrap().offset());
        };
        pair.block_on(MINUTE, producer.send_with(ProducerRecord::to("t").value(b"x"), callback)).unwrap();
    }
    pair.block_on(MINUTE, producer.flush());
    assert_eq!(calls.load(Ordering::Relaxed), 5);
    assert_eq!(*offsets.lock().unwrap(), [Some(0), Some(1), Some(3), Some(4)]);
}

/// A42.
#[test]
fn inside_a_callback_the_whole_batch_has_its_result() {
    // A42, ours
    let mut pair = Pair::simple();
    let producer = pair.producer.clone();
    let other: Arc<Mutex<Option<kafka_producer::Delivery>>> = Arc::default();
    let seen = Arc::new(Mutex::new(None));
    let (o, s) = (other.clone(), seen.clone());
    let callback = move |_: Result<_, _>| {
        *s.lock().unwrap() = o.lock().unwrap().as_mut().and_then(kafka_producer::Delivery::try_result);
    };
    pair.block_on(MINUTE, producer.send_with(ProducerRecord::to("t").value(b"1"), callback)).unwrap();
    *other.lock().unwrap() = Some(send(&mut pair, "2"));
    pair.block_on(MINUTE, producer.flush());
    assert_eq!(seen.lock().unwrap().take().unwrap().unwrap().offset(), Some(1));
}

/// I22.
#[test]
fn a_fatal_answer_ends_the_producer_with_its_cause() {
    // I22
    let mut pair = Pair::simple();
    pair.fault(Fault::Error(ErrorCode::CLUSTER_AUTHORIZATION_FAILED));
    let delivery = send(&mut pair, "x");
    let error = pair.block_on(MINUTE, delivery).unwrap_err();
    assert!(error.is_fatal(), "{error}");
    let producer = pair.producer.clone();
    let error = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"y"))).unwrap_err();
    assert!(matches!(error, SendError::Fatal(_)), "{error}");
}

/// E09.
#[test]
fn a_corrupt_answer_closes_the_connection_and_nothing_is_lost() {
    for fault in [
        Fault::CorruptResponse,
        Fault::TruncateResponse(3),
        Fault::Wire(WireFault::Cut(7)),
        Fault::FrameLength(i32::MAX),
        Fault::FrameLength(-5),
        Fault::WrongCorrelation(1),
        Fault::TrailingBytes(2),
        Fault::OmitPartition,
        Fault::InventPartition,
        Fault::DuplicateResponse,
    ] {
        let mut pair = Pair::simple();
        pair.fault(fault.clone());
        let a = send(&mut pair, "a");
        pair.block_on(MINUTE, a).unwrap_or_else(|e| panic!("{fault:?}: {e}"));
        let b = send(&mut pair, "b");
        pair.block_on(MINUTE, b).unwrap_or_else(|e| panic!("{fault:?}: {e}"));
        assert_eq!(pair.values("t", 0), ["a", "b"], "{fault:?}");
    }
}

/// A30.
#[test]
fn the_sender_is_woken_at_most_twice_a_batch() {
    // A30: once for a batch that sets a new deadline, once when it is ready.
    let mut pair = Pair::with(config().linger(Duration::from_secs(5)));
    let warm = send(&mut pair, "warm up");
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    drop(warm);
    pair.settle();
    let before = producer.stats().wakeups;
    for _ in 0..100 {
        drop(producer.try_send(ProducerRecord::to("t").value(b"small")).unwrap());
    }
    assert!(producer.stats().wakeups - before <= 1, "one batch, not ready: one wake-up at most");
    pair.settle();
    let records = producer.stats().records_sent;
    while producer.stats().records_sent == records {
        drop(producer.try_send(ProducerRecord::to("t").value(b"until the batch is full")).unwrap());
        pair.settle();
    }
    assert!(
        producer.stats().wakeups - before <= 2,
        "full: one more, although the sender slept after each record"
    );
}

/// R184.
#[test]
fn a_tail_grows_past_batch_size_while_the_connection_is_busy() {
    // R184
    let mut pair = Pair::with(config().batch_size(1000).max_in_flight(1));
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    pair.fault(Fault::Hold(Duration::from_millis(20)));
    let producer = pair.producer.clone();
    let value = vec![b'x'; 500];
    let mut deliveries = Vec::new();
    for _ in 0..100 {
        deliveries.push(producer.try_send(ProducerRecord::to("t").value(&value)).unwrap());
        pair.settle();
    }
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    let batches = pair.cluster.log("t", 0).unwrap().batches().count();
    assert!(batches <= 5, "{batches} batches for 50 KB: they grew while one was in flight");
}

#[test]
fn a_sender_that_waits_for_its_producer_id_sleeps() {
    // The id is asked for in vain; meanwhile nobody needs to talk to the brokers of the partitions.
    let mut pair = Pair::new(config(), ClusterConfig::default().brokers(2));
    pair.cluster.control().create_topic("t", 2).unwrap();
    let refused = Fault::Error(ErrorCode::COORDINATOR_LOAD_IN_PROGRESS);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::INIT_PRODUCER_ID, refused).always());
    for partition in 0..2 {
        drop(pair.producer.try_send(ProducerRecord::to("t").partition(partition)));
        pair.run_for(Duration::from_millis(200));
        drop(pair.producer.try_send(ProducerRecord::to("t").partition(partition).value(b"v")).unwrap());
    }
    for _ in 0..100 {
        pair.advance(Duration::from_millis(7));
        pair.settle();
        let next = pair.sender.poll_timeout();
        let spins = next.is_some_and(|at| at <= pair.now());
        assert!(!spins, "a deadline that has passed makes the driver spin: {next:?}");
    }
}

#[test]
fn a_leader_without_state_gets_one_batch_until_it_has_taken_one() {
    // A leader that knows nothing of the producer takes any first sequence (KIP-360): with both batches in flight the
    // second would be written before the first, which then never fits.
    let mut pair = Pair::with(config().batch_size(0));
    pair.fault(Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS));
    send_nowhere(&mut pair);
    for value in [b"first", b"other"] {
        drop(pair.producer.try_send(ProducerRecord::to("t").value(value)).unwrap());
    }
    for _ in 0..20 {
        pair.settle();
        pair.advance(Duration::from_millis(100));
    }
    let values: Vec<_> =
        pair.cluster.log("t", 0).unwrap().records().unwrap().into_iter().map(|r| r.value).collect();
    assert_eq!(values, [Some("first".into()), Some("other".into())]);
}

/// Makes the topic known.
fn send_nowhere(pair: &mut Pair) {
    let _ = pair.producer.try_send(ProducerRecord::to("t"));
    pair.settle();
}
