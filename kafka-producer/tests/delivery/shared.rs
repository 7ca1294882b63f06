//! Large values that are sent from where they are.

use bytes::Bytes;
use kafka_fake::ClusterConfig;
use kafka_producer::{Compression, ProducerRecord, TrySendReason};

use crate::MINUTE;
use crate::pair::{Pair, config};

const LARGE: usize = 100_000;

fn values(count: u8) -> Vec<Bytes> {
    (0..count).map(|i| Bytes::from(vec![b'a' + i; LARGE])).collect()
}

#[test]
fn large_values_are_delivered_from_where_they_are_and_count_towards_the_memory_until_then() {
    for compression in [Compression::None, Compression::Lz4] {
        let mut pair = Pair::with(config().batch_size(250_000).compression(compression));
        let values = values(5);
        let producer = pair.producer.clone();
        let deliveries: Vec<_> = values
            .iter()
            .map(|value| {
                let send = producer.send(ProducerRecord::to("t").key("k").value_shared(value));
                pair.block_on(MINUTE, send).unwrap()
            })
            .collect();
        let used = pair.producer.stats().buffer_used_bytes;
        assert!((LARGE as u64..6 * LARGE as u64).contains(&used), "{compression}: {used}");
        let partition = deliveries[0].partition();
        for (offset, delivery) in (0..).zip(deliveries) {
            assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(offset));
        }
        let expected: Vec<String> = values.iter().map(|v| String::from_utf8(v.to_vec()).unwrap()).collect();
        assert_eq!(pair.values("t", partition), expected);
        assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
        drop(pair.written.drain(..));
        assert!(values.iter().all(Bytes::is_unique), "nobody holds them any more");
    }
}

#[test]
fn a_batch_of_large_values_that_is_too_large_for_the_broker_is_split() {
    let cluster = ClusterConfig::default().message_max_bytes(150_000);
    let mut pair =
        Pair::new(config().batch_size(450_000).linger(std::time::Duration::from_millis(5)), cluster);
    pair.cluster.control().create_topic("t", 1).unwrap();
    let values = values(4);
    let producer = pair.producer.clone();
    let mut deliveries = Vec::new();
    for value in &values {
        let send = producer.send(ProducerRecord::to("t").value_shared(value));
        deliveries.push(pair.block_on(MINUTE, send).unwrap());
    }
    for (offset, delivery) in (0..).zip(deliveries) {
        assert_eq!(pair.block_on(MINUTE, delivery).unwrap().offset(), Some(offset));
    }
    assert!(pair.producer.stats().batches_split > 0);
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
}

#[test]
fn buffer_memory_bounds_shared_values_too() {
    let mut pair = Pair::with(config().buffer_memory(250_000).batch_size(1_000_000));
    let values = values(3);
    let warm = pair.block_on(MINUTE, pair.producer.clone().send(ProducerRecord::to("t").value(b"warm")));
    pair.block_on(MINUTE, warm.unwrap()).unwrap();
    pair.hold_answers = true;
    for value in &values[..2] {
        drop(pair.producer.try_send(ProducerRecord::to("t").value_shared(value)).unwrap());
    }
    let refused = pair.producer.try_send(ProducerRecord::to("t").value_shared(&values[2])).unwrap_err();
    assert!(matches!(refused.reason, TrySendReason::NeedMemory), "{refused}");
    assert!(pair.producer.stats().buffer_used_bytes <= 250_000);
    pair.hold_answers = false;
    pair.release_answers();
    let producer = pair.producer.clone();
    let third =
        pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value_shared(&values[2]))).unwrap();
    pair.block_on(MINUTE, third).unwrap();
}
