//! The mock of the producer: what tests of an application's own code go by.

#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kafka_producer::{
    MockProducer, Outcome, ProduceError, ProduceErrorKind, Producer, ProducerConfig, ProducerRecord,
    RecordHeader, RecordMetadata, SendError, WallMs,
};

/// Code under test: it sends, and keeps what could not be delivered for certain.
struct Outbox {
    producer: Producer,
    unsent: Arc<Mutex<Vec<String>>>,
}

impl Outbox {
    fn post(&self, value: &str) -> Result<(), SendError> {
        let (unsent, kept) = (self.unsent.clone(), value.to_owned());
        self.producer.send_with_blocking(ProducerRecord::to("mail").value(value), move |result| {
            if result.is_err_and(|error| error.outcome() == Outcome::NotWritten) {
                unsent.lock().unwrap().push(kept);
            }
        })
    }
}

#[test]
fn records_are_written_as_they_are_sent_and_kept_in_order() {
    let mock = MockProducer::builder().partitions(3).build().unwrap();
    let headers = [RecordHeader { key: "h", value: Some(b"1") }];
    let producer = mock.producer().clone();
    for (at, partition) in [2, 0, 2].into_iter().enumerate() {
        let value = at.to_string();
        let record = ProducerRecord::to("t").partition(partition).timestamp(WallMs(5)).value(&value);
        let metadata = producer.send_blocking(record.headers(&headers)).unwrap().wait().unwrap();
        assert_eq!(metadata.offset(), Some(i64::from(at == 2)));
    }
    let history = mock.history();
    let places: Vec<_> = history.iter().map(|r| (&*r.topic, r.partition, r.record.offset)).collect();
    assert_eq!(places, [("t", 2, 0), ("t", 0, 0), ("t", 2, 1)]);
    assert_eq!(history[1].record.value.as_deref(), Some(&b"1"[..]));
    assert_eq!((history[0].record.timestamp, history[0].record.headers.len()), (5, 1));
    mock.clear();
    assert!(mock.history().is_empty());
    assert_eq!(producer.partitions_for_blocking("t").unwrap().len(), 3);
}

#[test]
fn a_test_decides_how_records_end_one_by_one() {
    let mock = MockProducer::builder().manual().build().unwrap();
    let outbox = Outbox { producer: mock.producer().clone(), unsent: Arc::default() };
    for value in ["written", "refused", "unknown"] {
        outbox.post(value).unwrap();
    }
    assert_eq!((mock.pending(), mock.history().len()), (3, 3));
    assert!(mock.complete_next());
    assert!(mock.error_next(ProduceErrorKind::Closed, Outcome::NotWritten));
    assert!(mock.error_next(ProduceErrorKind::DeliveryTimeout, Outcome::Unknown));
    assert!(!mock.complete_next(), "nothing is pending");
    assert_eq!(*outbox.unsent.lock().unwrap(), ["refused"]);
}

#[test]
fn a_flush_completes_what_is_pending_and_tags_are_told() {
    let told = Arc::new(AtomicU64::new(0));
    let sum = told.clone();
    let handler = move |tag: u64, result: Result<&RecordMetadata, &ProduceError>| {
        assert!(result.is_ok());
        sum.fetch_add(tag, Ordering::Relaxed);
    };
    let mock = MockProducer::builder().manual().delivery_handler(handler).build().unwrap();
    for tag in [1, 2, 4] {
        mock.producer().send_tagged_blocking(ProducerRecord::to("t").value("v"), tag).unwrap();
    }
    mock.producer().flush_blocking().unwrap();
    assert_eq!((mock.pending(), told.load(Ordering::Relaxed)), (0, 7));
}

/// A61, A62.
#[test]
fn a_close_with_time_completes_what_is_pending_and_one_without_fails_it() {
    for (timeout, delivered) in [(Duration::from_secs(60), true), (Duration::ZERO, false)] {
        let mock = MockProducer::builder().manual().build().unwrap();
        let delivery = mock.producer().send_blocking(ProducerRecord::to("t").value("v")).unwrap();
        assert!(!mock.is_closed());
        mock.producer().close_blocking(timeout);
        mock.producer().close_blocking(timeout);
        assert!(mock.is_closed());
        assert_eq!(delivery.wait().is_ok(), delivered);
        let late = mock.producer().send_blocking(ProducerRecord::to("t").value("late"));
        assert!(matches!(late, Err(SendError::Closed)), "{late:?}");
    }
}

#[test]
fn limits_are_those_of_the_configuration() {
    let config = ProducerConfig::builder("mock:9092")
        .max_request_size(1000)
        .buffer_memory(4096)
        .max_block(Duration::from_millis(1))
        .build()
        .unwrap();
    let mock = MockProducer::builder().manual().config(config).build().unwrap();
    let big = "x".repeat(2000);
    let refused = mock.producer().send_blocking(ProducerRecord::to("t").value(&big));
    assert!(matches!(refused, Err(SendError::RecordTooLarge { .. })), "{refused:?}");
    let value = "x".repeat(800);
    let full =
        (0..100).find_map(|_| mock.producer().send_blocking(ProducerRecord::to("t").value(&value)).err());
    assert!(matches!(full, Some(SendError::BufferExhausted { .. })), "{full:?}");
    while mock.complete_next() {}
    assert!(mock.producer().send_blocking(ProducerRecord::to("t").value(&value)).is_ok());
}

#[test]
fn a_mock_that_goes_away_leaves_nobody_waiting() {
    let mock = MockProducer::builder().manual().build().unwrap();
    let delivery = mock.producer().send_blocking(ProducerRecord::to("t").value("v")).unwrap();
    drop(mock);
    assert!(delivery.wait().is_err());
}
