//! What the counters of `Producer::stats` say about what happened.

use std::time::Duration;

use kafka_fake::{Fault, FaultRule};
use kafka_producer::{Compression, ProducerRecord};
use kafka_protocol::{ApiKey, ErrorCode};

use crate::pair::{Pair, config};
use crate::{MINUTE, send};

/// Produce requests that went to the broker.
fn produced(pair: &Pair) -> usize {
    let produce = ApiKey::PRODUCE.0.to_be_bytes();
    pair.written.iter().filter(|bytes| bytes[4..6] == produce).count()
}

/// I40.
#[test]
fn records_count_as_sent_once_for_every_request_that_carries_them() {
    // I40, as Java's record-send-total.
    let mut pair = Pair::simple();
    pair.cluster
        .control()
        .add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Error(ErrorCode::NOT_LEADER_OR_FOLLOWER)).times(3));
    let deliveries = [send(&mut pair, "a"), send(&mut pair, "b")];
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    let stats = pair.producer.stats();
    assert_eq!(produced(&pair), 4, "the first request and three retries");
    assert_eq!((stats.produce_requests, stats.batches_sent), (4, 4));
    assert_eq!((stats.records_sent, stats.records_retried, stats.records_delivered), (8, 6, 2));
}

/// I40, R106.
#[test]
fn a_request_that_no_connection_took_is_counted_when_it_is_sent() {
    // The topic fell out of metadata while its batch lingered. It is asked for again in the moment of sending, on the very
    // connection that the batch is for: that has something to write now and takes no Produce request.
    let mut pair = Pair::with(
        config()
            .linger(Duration::from_secs(20))
            .metadata_max_age(Duration::from_secs(3))
            .set("metadata.max.idle.ms", "5000")
            .unwrap(),
    );
    let delivery = send(&mut pair, "lingers");
    pair.block_on(MINUTE, delivery).unwrap();
    let stats = pair.producer.stats();
    assert_eq!(produced(&pair), 1);
    assert_eq!((stats.produce_requests, stats.batches_sent, stats.records_sent), (1, 1, 1));
    assert_eq!(stats.records_delivered, 1);
}

/// A30, D105.
#[test]
fn a_busy_sender_is_woken_about_once_a_batch() {
    // A30: the timer of the batch before stands for the beginning of the next one, so that only a full batch wakes.
    for compression in [Compression::None, Compression::Lz4] {
        let config = config().linger(Duration::from_millis(100)).batch_size(1000).compression(compression);
        let mut pair = Pair::with(config);
        let producer = pair.producer.clone();
        let warm = send(&mut pair, "warm up");
        pair.block_on(MINUTE, warm).unwrap();
        let before = producer.stats();
        for _ in 0..1000 {
            drop(producer.try_send(ProducerRecord::to("t").value(&[b'x'; 100])).unwrap());
            pair.run_for(Duration::from_millis(1));
        }
        let stats = producer.stats();
        let (batches, wakeups) = (stats.batches_sent - before.batches_sent, stats.wakeups - before.wakeups);
        assert!(batches >= 20, "{compression}: full before the linger is over: {batches}");
        assert!(
            wakeups <= batches + batches / 10 + 1,
            "{compression}: {wakeups} wake-ups for {batches} batches"
        );
    }
}
