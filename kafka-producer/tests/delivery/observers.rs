//! What observers are told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule};
use kafka_net::NetError;
use kafka_producer::{BrokerId, ObservedBatch, Outcome, Plugins, ProducerObserver};
use kafka_protocol::{ApiKey, ErrorCode};

use crate::pair::{Pair, config};
use crate::{MINUTE, send};

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn note(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl ProducerObserver for Diary {
    fn batch_sent(&self, batch: &ObservedBatch, broker: BrokerId) {
        let ObservedBatch { topic, partition, records, attempts, .. } = batch;
        self.note(format!("sent {topic}-{partition} of {records} to {}, {attempts}", broker.0));
    }

    fn batch_acknowledged(&self, batch: &ObservedBatch, base_offset: Option<i64>) {
        self.note(format!("acknowledged {} at {base_offset:?}", batch.records));
    }

    fn batch_retried(&self, _batch: &ObservedBatch, code: ErrorCode, delay: Duration) {
        assert!(delay > Duration::ZERO);
        self.note(format!("retried for {}", code.0));
    }

    fn batch_split(&self, batch: &ObservedBatch, into: usize) {
        self.note(format!("split {} into {into}", batch.records));
    }

    fn batch_failed(&self, topic: &str, partition: i32, records: u32, outcome: Outcome) {
        self.note(format!("failed {records} of {topic}-{partition}, {outcome:?}"));
    }

    fn connection_up(&self, broker: BrokerId) {
        self.note(format!("up {}", broker.0));
    }

    fn connection_down(&self, broker: BrokerId, error: Option<&NetError>) {
        self.note(format!("down {}, {}", broker.0, if error.is_some() { "failed" } else { "planned" }));
    }

    fn metadata_updated(&self, brokers: usize, topics: usize) {
        self.note(format!("metadata of {brokers} and {topics}"));
    }

    fn throttled(&self, broker: BrokerId, throttle: Duration) {
        self.note(format!("throttled by {} for {throttle:?}", broker.0));
    }
}

/// Is of no use.
struct Panicking;

impl ProducerObserver for Panicking {
    fn batch_sent(&self, _batch: &ObservedBatch, _broker: BrokerId) {
        panic!("on purpose");
    }
}

fn observed(diary: &Diary) -> Pair {
    let plugins = Plugins::default().observer(Panicking).observer(diary.clone());
    let config = config().linger(Duration::from_millis(10));
    let mut pair = Pair::with_plugins(config, ClusterConfig::default(), plugins);
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair
}

/// A44.
#[test]
fn an_observer_is_told_what_happens_to_batches_and_a_panic_of_another_harms_nothing() {
    let diary = Diary::default();
    let mut pair = observed(&diary);
    let first = send(&mut pair, "a");
    pair.block_on(MINUTE, first).unwrap();
    let told = diary.take();
    assert_eq!(told[0], "up -1");
    assert!(told.contains(&"metadata of 1 and 1".to_owned()), "{told:?}");
    assert_eq!(told[told.len() - 2..], ["sent t-0 of 1 to 1, 1", "acknowledged 1 at Some(0)"]);

    for fault in [
        Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS),
        Fault::Error(ErrorCode::MESSAGE_TOO_LARGE),
        Fault::Throttle(300),
    ] {
        pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, fault));
    }
    let deliveries = [send(&mut pair, "b"), send(&mut pair, "c")];
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    assert_eq!(
        diary.take(),
        [
            "sent t-0 of 2 to 1, 1",
            "retried for 19",
            "metadata of 1 and 1",
            "sent t-0 of 2 to 1, 2",
            "split 2 into 2",
            "sent t-0 of 1 to 1, 1",
            "throttled by 1 for 300ms",
            "acknowledged 1 at Some(1)",
            "sent t-0 of 1 to 1, 1",
            "acknowledged 1 at Some(2)",
        ]
    );
}

/// A44.
#[test]
fn an_observer_is_told_of_failures_and_of_connections_that_end() {
    let diary = Diary::default();
    let mut pair = observed(&diary);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::DropBefore));
    let first = send(&mut pair, "a");
    pair.block_on(MINUTE, first).unwrap();
    let told = diary.take();
    assert!(told.contains(&"down 1, failed".to_owned()), "{told:?}");
    assert!(told.contains(&"retried for 13".to_owned()), "{told:?}");
    pair.fault(Fault::Error(ErrorCode::INVALID_RECORD));
    let lost = send(&mut pair, "b");
    pair.block_on(MINUTE, lost).unwrap_err();
    assert!(diary.take().contains(&"failed 1 of t-0, NotWritten".to_owned()));
}
