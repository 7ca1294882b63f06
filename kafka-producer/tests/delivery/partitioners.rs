//! Where records without a partition of their own go, in a whole producer.

use std::sync::Arc;
use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule};
use kafka_producer::{
    PartitionError, Partitioning, ProducerConfigBuilder, ProducerRecord, SendError, TopicView, TrySendReason,
};
use kafka_protocol::ApiKey;

use crate::MINUTE;
use crate::pair::{Pair, config};

const VALUE: [u8; 100] = [b'v'; 100];

/// A producer with metadata of the topic `t`.
fn warm(config: ProducerConfigBuilder, cluster: ClusterConfig, partitions: i32) -> Pair {
    let mut pair = Pair::new(config, cluster);
    pair.cluster.control().create_topic("t", partitions).unwrap();
    let refused = pair.producer.try_send(ProducerRecord::to("t")).unwrap_err();
    assert!(matches!(refused.reason, TrySendReason::NeedMetadata));
    pair.settle();
    pair
}

/// Sends so many records, slowly enough that a full batch does not wait for company, and tells the partition of each.
fn send(pair: &mut Pair, records: usize) -> Vec<i32> {
    let one = |_| {
        let sent = pair.producer.try_send(ProducerRecord::to("t").value(&VALUE)).unwrap().partition();
        pair.run_for(Duration::from_micros(100));
        sent
    };
    (0..records).map(one).collect()
}

fn leader(pair: &Pair, partition: i32) -> Option<i32> {
    pair.cluster.topic("t")?.partition(partition)?.leadership().leader().map(|id| id.0)
}

/// How long the records stay with a partition.
fn runs(partitions: &[i32]) -> Vec<usize> {
    partitions.chunk_by(|a, b| a == b).map(<[i32]>::len).collect()
}

/// R70 to R74, A82.
#[test]
fn unkeyed_records_stay_for_a_batch_and_spread_over_all_partitions() {
    // R70 to R72.
    let mut pair = warm(config().batch_size(1000), ClusterConfig::default(), 4);
    let sent = send(&mut pair, 4000);
    // 1000 bytes are 10 records of 100 bytes and their overhead, or 8 of their upper bound.
    assert!(runs(&sent).iter().rev().skip(1).all(|run| *run >= 8), "{:?}", runs(&sent));
    for partition in 0..4 {
        let share = sent.iter().filter(|p| **p == partition).count();
        assert!((800..1200).contains(&share), "partition {partition}: {share}");
    }
}

/// R65 to R67, R72, R73.
#[test]
fn records_that_compress_well_fill_their_batches_before_they_move_on() {
    // Their bytes used to be counted before compression and compared with batch.size after it, so that batches left half full.
    let config = config().batch_size(1000).compression(kafka_producer::Compression::Lz4);
    let mut pair = warm(config, ClusterConfig::default(), 2);
    // The estimate of the ratio starts at 1 and falls slowly.
    send(&mut pair, 20_000);
    let sent = send(&mut pair, 2000);
    let runs = runs(&sent);
    let longest = runs.iter().max().unwrap();
    assert!(*longest >= 30, "100 equal bytes compress to a fifth or less, so 50 and more fit: {runs:?}");
}

/// R77, R78.
#[test]
fn a_partition_whose_broker_takes_nothing_gets_less_and_less() {
    // R77, R78: adaptive. Broker 2 answers late, so its queues grow.
    let mut shares = Vec::new();
    for adaptive in [true, false] {
        let config = config()
            .batch_size(1000)
            .buffer_memory(8 << 20)
            .max_in_flight(1)
            .max_request_size(2000)
            .adaptive_partitioning(adaptive);
        let mut pair = warm(config, ClusterConfig::default().brokers(2), 2);
        let silent = FaultRule::new(ApiKey::PRODUCE, Fault::Hold(Duration::from_secs(20))).broker(2).always();
        pair.cluster.control().add_fault(silent);
        let slow = (0..2).find(|p| leader(&pair, *p) == Some(2)).unwrap();
        let sent = send(&mut pair, 3000);
        shares.push(sent.iter().filter(|p| **p == slow).count());
    }
    assert!(shares[0] < 900, "adaptive: {shares:?}");
    assert!((1200..1800).contains(&shares[1]), "uniform: {shares:?}");
}

/// R81.
#[test]
fn a_broker_that_takes_nothing_for_the_availability_timeout_is_passed_over_until_it_does() {
    // R81.
    let config = config()
        .batch_size(200)
        .max_in_flight(1)
        .partitioner_availability_timeout(Duration::from_millis(500));
    let mut pair = warm(config, ClusterConfig::default().brokers(2), 2);
    let rule = FaultRule::new(ApiKey::PRODUCE, Fault::Hold(Duration::from_secs(5))).broker(2).times(1);
    pair.cluster.control().add_fault(rule);
    let slow = (0..2).find(|p| leader(&pair, *p) == Some(2)).unwrap();
    send(&mut pair, 60);
    pair.run_for(Duration::from_secs(1));
    let sent = send(&mut pair, 200);
    let last = sent.iter().rposition(|p| *p == slow).unwrap_or(0);
    assert!(last < 20, "soon after the timeout nothing more goes there: {last}");
    // The answer comes, and the broker takes what waits for it.
    pair.run_for(MINUTE);
    let sent = send(&mut pair, 200);
    let share = sent.iter().filter(|p| **p == slow).count();
    assert!((50..150).contains(&share), "{share}");
}

/// R83, C14.
#[test]
fn leaders_in_the_own_rack_are_preferred() {
    // R83, KIP-1123.
    let cluster = ClusterConfig::default().brokers(3).racks(vec!["a".into(), "b".into(), "c".into()]);
    let mut pair = warm(config().batch_size(200).rack_aware("b"), cluster, 6);
    let local: Vec<i32> = (0..6).filter(|p| leader(&pair, *p) == Some(2)).collect();
    let mut seen = send(&mut pair, 400);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, local);
    // Without a leader in the rack any will do.
    for partition in local {
        pair.cluster.control().set_leader("t", partition, 1).unwrap();
    }
    pair.run_for(Duration::from_mins(6));
    let mut seen = send(&mut pair, 2000);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, (0..6).collect::<Vec<_>>());
}

/// R182.
#[test]
fn the_old_sticky_partitioner_moves_with_every_batch() {
    // KIP-480.
    let config = config().batch_size(1000).partitioning(Partitioning::UniformSticky);
    let mut pair = warm(config, ClusterConfig::default(), 3);
    let sent = send(&mut pair, 900);
    assert!(runs(&sent).iter().rev().skip(1).all(|run| (8..=10).contains(run)), "{:?}", runs(&sent));
    // A batch that left half empty counts as well: the next record begins a new one elsewhere.
    let first = send(&mut pair, 1)[0];
    pair.run_for(Duration::from_secs(1));
    assert_ne!(send(&mut pair, 1)[0], first);
}

/// R84, A83.
#[test]
fn round_robin_takes_turns_record_by_record() {
    // R84, A83.
    let mut pair = warm(config().partitioning(Partitioning::RoundRobin), ClusterConfig::default(), 3);
    let sent = send(&mut pair, 9);
    assert_eq!(sent[..3].repeat(3), sent);
    let mut seen = sent[..3].to_vec();
    seen.sort_unstable();
    assert_eq!(seen, [0, 1, 2]);
}

#[test]
fn a_partitioner_of_ones_own_may_give_a_hot_key_a_partition_of_its_own() {
    // A84.
    let own = |record: &ProducerRecord<'_>, topic: &TopicView<'_>| -> Result<i32, PartitionError> {
        match record.key_bytes() {
            Some(b"hot") => Ok(topic.partition_count() - 1),
            Some(key) => Ok(kafka_producer::partition_for_key(key, topic.partition_count() - 1)),
            None => Err(PartitionError("a key is wanted".to_owned())),
        }
    };
    let config = config().partitioning(Partitioning::Custom(Arc::new(own)));
    let mut pair = warm(config, ClusterConfig::default(), 4);
    for (key, value) in [("hot", "1"), ("cold", "2"), ("hot", "3")] {
        let delivery = pair.producer.try_send(ProducerRecord::to("t").key(key).value(value)).unwrap();
        pair.block_on(MINUTE, delivery).unwrap();
    }
    assert_eq!(pair.values("t", 3), ["1", "3"]);
    let refused = pair.producer.try_send(ProducerRecord::to("t").value("no key")).unwrap_err();
    let TrySendReason::Refused(SendError::Partitioner { topic, cause }) = refused.reason else {
        panic!("{:?}", refused.reason)
    };
    assert_eq!((&*topic, &*cause), ("t", "a key is wanted"));
}
