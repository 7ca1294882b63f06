//! What the producer refuses, what it waits for, and how it ends.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule};
use kafka_producer::{
    Compression, Outcome, ProduceErrorKind, ProducerRecord, SendError, TrySendReason, WallMs,
};
use kafka_protocol::{ApiKey, ErrorCode};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};

use crate::pair::{Pair, WALL, config, poll_once};
use crate::{MINUTE, send};

/// A08.
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

/// R14, F3.
#[test]
fn a_timestamp_too_far_from_the_open_batch_begins_the_next_one() {
    // From -1 to the very last timestamp it is one more than 64 bits can count, and no batch holds both. Each alone is good.
    let mut pair = Pair::new(
        config().linger(Duration::from_millis(50)),
        ClusterConfig::default().timestamp_after_max_ms(i64::MAX),
    );
    let producer = pair.producer.clone();
    let deliveries: Vec<_> = [-1, -1, i64::MAX, i64::MAX, -1]
        .into_iter()
        .map(|at| {
            let record = ProducerRecord::to("t").partition(0).value(b"x").timestamp(WallMs(at));
            pair.block_on(MINUTE, producer.send(record)).unwrap()
        })
        .collect();
    for (offset, delivery) in (0..).zip(deliveries) {
        assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(offset));
    }
    let timestamps: Vec<_> = pair.log("t", 0).iter().map(|record| record.timestamp).collect();
    assert_eq!(timestamps, [-1, -1, i64::MAX, i64::MAX, -1]);
    assert_eq!(pair.cluster.log("t", 0).unwrap().batches().count(), 2, "the last one may follow again");
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
}

/// A22, A34.
#[test]
fn a_send_waits_until_its_topic_appears() {
    let mut pair = Pair::new(config(), ClusterConfig::default().auto_create(false));
    let producer = pair.producer.clone();
    let mut sending = Box::pin(producer.send(ProducerRecord::to("late").value(b"x")));
    let ended = pair.run_until(Duration::from_secs(5), |_| poll_once(sending.as_mut()).is_some());
    assert!(!ended, "nobody knows the topic yet");
    pair.cluster.control().create_topic("late", 1).unwrap();
    let delivery = pair.block_on(MINUTE, sending).unwrap();
    pair.block_on(MINUTE, delivery).unwrap();
    assert_eq!(pair.values("late", 0), ["x"]);
}

/// A27.
#[test]
fn a_record_without_timestamp_gets_that_of_after_the_wait_for_metadata() {
    let mut pair = Pair::new(config(), ClusterConfig::default().auto_create(false));
    let producer = pair.producer.clone();
    let mut sending = Box::pin(producer.send(ProducerRecord::to("late").value(b"x")));
    pair.run_until(Duration::from_secs(5), |_| poll_once(sending.as_mut()).is_some());
    pair.cluster.control().create_topic("late", 1).unwrap();
    let delivery = pair.block_on(MINUTE, sending).unwrap();
    let metadata = pair.block_on(MINUTE, delivery).unwrap();
    assert!(metadata.timestamp().0 >= WALL + 5_000, "{}", metadata.timestamp().0);
}

/// A22, A34.
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

/// A26, R1.
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

/// A08.
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

/// A28, R186, R24.
#[test]
fn memory_that_returns_wakes_the_waiting_send() {
    // R24: no batch is ever full, and none lingers while somebody waits for its memory.
    let linger = Duration::from_secs(20);
    let mut pair = Pair::with(config().buffer_memory(9_000).batch_size(16_000).linger(linger));
    let mut deliveries = Vec::new();
    let start = pair.now();
    for i in 0..100 {
        deliveries.push(send(&mut pair, &format!("{i:0900}")));
    }
    assert!(pair.now() - start < linger, "nobody waited for a linger");
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    assert_eq!(pair.values("t", 0).len(), 100);
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0);
}

/// A55, A61, A14, A21, A56.
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

/// A58, A62, A15.
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

/// A16.
#[test]
fn dropping_the_last_handle_fails_what_is_pending() {
    // A16
    let mut pair = Pair::with(config().linger(Duration::from_secs(20)));
    let delivery = send(&mut pair, "left behind");
    let spare = Pair::simple().producer;
    let warnings = Warnings::default();
    tracing::subscriber::with_default(warnings.clone(), || {
        drop(std::mem::replace(&mut pair.producer, spare));
    });
    assert_eq!(*warnings.records.lock().unwrap(), [1]);
    let error = pair.block_on(MINUTE, delivery).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::Closed, Outcome::NotWritten));
    pair.run_until(MINUTE, |p| p.sender.is_closed());
    assert!(pair.sender.is_closed());
}

/// A16.
#[test]
fn the_warning_of_a_drop_without_close_counts_records_wherever_they_are() {
    // A16
    let config = config().batch_size(1_000).max_in_flight(1).linger(Duration::from_secs(20));
    let mut pair = Pair::with(config);
    let delivered = send(&mut pair, "warm up");
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.flush());
    drop((delivered, producer));
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence));
    let value = "x".repeat(400);
    // On the wire: a full batch of three. After it: a closed one, and an open one.
    let mut deliveries: Vec<_> = (0..3).map(|_| send(&mut pair, &value)).collect();
    pair.run_for(Duration::from_millis(1));
    assert_eq!(pair.cluster.counters().requests_of(ApiKey::PRODUCE), 2);
    deliveries.extend((0..4).map(|_| send(&mut pair, &value)));
    let spare = Pair::simple().producer;
    let warnings = Warnings::default();
    tracing::subscriber::with_default(warnings.clone(), || {
        drop(std::mem::replace(&mut pair.producer, spare));
    });
    assert_eq!(*warnings.records.lock().unwrap(), [7]);
}

/// E30.
#[test]
fn a_batch_that_was_being_sealed_fails_for_the_cause_that_the_others_failed_for() {
    let mut pair = Pair::with(config().compression(Compression::Gzip));
    let not_yet = Fault::Error(ErrorCode::COORDINATOR_LOAD_IN_PROGRESS);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::INIT_PRODUCER_ID, not_yet).always());
    pair.hold_seals = true;
    let sealed_later = send(&mut pair, "being sealed");
    pair.run_for(Duration::from_millis(100));
    assert_eq!(pair.seals.len(), 1);
    let queued = send(&mut pair, "queued behind");
    pair.cluster.control().clear_faults();
    let refused = Fault::Error(ErrorCode::CLUSTER_AUTHORIZATION_FAILED);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::INIT_PRODUCER_ID, refused));
    pair.run_for(Duration::from_secs(3));
    pair.hold_seals = false;
    for delivery in [sealed_later, queued] {
        let error = pair.block_on(MINUTE, delivery).unwrap_err();
        assert_eq!(error.code(), Some(ErrorCode::CLUSTER_AUTHORIZATION_FAILED), "{error}");
        assert_eq!(error.outcome(), Outcome::NotWritten);
    }
    // The producer is not closed: what is sent from now on is delivered.
    let later = send(&mut pair, "later");
    pair.block_on(MINUTE, later).unwrap();
    assert_eq!(pair.values("t", 0), ["later"]);
}

/// R97.
#[test]
fn an_abandoned_sender_tells_every_record_those_being_sealed_too() {
    // R97: callbacks run although the driver is gone.
    let mut pair = Pair::with(config().compression(Compression::Gzip).batch_size(0));
    pair.hold_seals = true;
    let told = Arc::new(Mutex::new(Vec::new()));
    for n in 0..3 {
        let (told, producer) = (told.clone(), pair.producer.clone());
        let callback = move |result: Result<_, kafka_producer::ProduceError>| {
            told.lock().unwrap().push((n, result.unwrap_err().kind().clone()));
        };
        pair.block_on(MINUTE, producer.send_with(ProducerRecord::to("t").value(b"x"), callback)).unwrap();
    }
    pair.settle();
    assert_eq!(pair.seals.len(), 1, "one is sealed ahead, the others are queued");
    let now = pair.now();
    pair.sender.abandon(now);
    for job in std::mem::take(&mut pair.seals) {
        pair.sender.handle_sealed(now, job.give_up());
    }
    while let Some(finished) = pair.sender.poll_finished() {
        finished.deliver(None);
    }
    let fatal = ProduceErrorKind::Fatal;
    assert_eq!(*told.lock().unwrap(), [(0, fatal.clone()), (1, fatal.clone()), (2, fatal)]);
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0);
}

#[test]
fn the_newest_connection_error_is_shown_until_metadata_comes() {
    let mut pair = Pair::simple();
    assert_eq!(pair.producer.last_connection_error(), None);
    pair.unreachable = true;
    pair.settle();
    let error = pair.producer.last_connection_error().unwrap();
    assert!(error.contains("fake:9001") && error.contains("refused"), "{error}");
    pair.unreachable = false;
    let delivery = send(&mut pair, "x");
    pair.block_on(MINUTE, delivery).unwrap();
    assert_eq!(pair.producer.last_connection_error(), None);
}

/// Keeps the field `records` of every event.
#[derive(Clone, Default)]
struct Warnings {
    records: Arc<Mutex<Vec<u64>>>,
}

impl Subscriber for Warnings {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Records(&self.records));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Records<'a>(&'a Mutex<Vec<u64>>);

impl Visit for Records<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "records" {
            self.0.lock().unwrap().push(value);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// R3, R13.
#[test]
fn a_batch_begins_with_what_the_one_before_needed_while_memory_is_plentiful() {
    let mut pair = Pair::with(config().buffer_memory(1 << 20));
    let one = |pair: &mut Pair, size: usize| {
        let value = vec![b'v'; size];
        let delivery =
            pair.block_on(MINUTE, pair.producer.clone().send(ProducerRecord::to("t").value(&value)));
        let used = pair.producer.stats().buffer_used_bytes;
        pair.block_on(MINUTE, delivery.unwrap()).unwrap();
        used
    };
    assert_eq!(one(&mut pair, 10), 512, "little before anything is known");
    assert_eq!(one(&mut pair, 5000), 5120, "no less than the record, and hardly more");
    assert_eq!(one(&mut pair, 10), 8192, "as much as the last batch");
    assert_eq!(one(&mut pair, 10), 512);
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0);
}

/// R5, R9.
#[test]
fn a_send_gets_the_little_memory_that_returns_where_a_silent_broker_holds_the_rest() {
    // R5, R9. A waiter is woken for a sixteenth of the memory; here that never comes.
    let config =
        config().buffer_memory(64 << 10).batch_size(4000).linger(Duration::from_millis(5)).max_in_flight(1);
    let mut pair = Pair::new(config, ClusterConfig::default().brokers(2));
    pair.cluster.control().create_topic("t", 2).unwrap();
    let producer = pair.producer.clone();
    for partition in 0..2 {
        let record = ProducerRecord::to("t").partition(partition).value(b"first");
        let delivery = pair.block_on(MINUTE, producer.send(record)).unwrap();
        pair.block_on(MINUTE, delivery).unwrap();
    }
    let leader = |pair: &Pair, p| {
        pair.cluster.topic("t").unwrap().partition(p).unwrap().leadership().leader().unwrap()
    };
    let silent = leader(&pair, 0);
    assert_ne!(silent, leader(&pair, 1));
    pair.cluster
        .control()
        .add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence).broker(silent.0).always());
    let value = [b'v'; 1500];
    let to = |partition| ProducerRecord::to("t").partition(partition).value(&value);
    let held = producer.try_send(to(1)).unwrap();
    let mut lost = Vec::new();
    while let Ok(delivery) = producer.try_send(to(0)) {
        lost.push(delivery);
    }
    let start = pair.now();
    let delivery = pair.block_on(MINUTE, producer.send(to(1))).unwrap();
    assert!(pair.now() - start < Duration::from_secs(1), "not only when the silent broker's batches expire");
    pair.block_on(MINUTE, held).unwrap();
    pair.block_on(MINUTE, delivery).unwrap();
}
