use super::*;
use crate::partitioner::{PartitionError, TopicView};
use crate::sync::Arc;
use kafka_net::Rng;

fn topic(count: i32, led: &[i32]) -> Topic {
    let topic = Topic::new("t".into(), Rng::new(3), 1 << 20, true);
    topic.update(count, led.to_vec(), Vec::new(), &mut 0);
    topic
}

fn config(partitioning: Partitioning) -> PartitionerConfig {
    PartitionerConfig { partitioning, ..PartitionerConfig::default() }
}

fn partition_of(topic: &Topic, record: &ProducerRecord<'_>, how: &Partitioning) -> i32 {
    match choose(topic, record, &config(how.clone())) {
        Chosen::Partition(partition, _) => partition,
        other => panic!("{other:?}"),
    }
}

const LED: [i32; 3] = [1, 4, 5];

/// Every partitioner but the default's kin.
fn others() -> [Partitioning; 4] {
    [Partitioning::RoundRobin, Partitioning::Random, Partitioning::Consistent, Partitioning::ConsistentRandom]
}

/// A24, A80.
#[test]
fn the_partition_that_a_record_names_is_never_questioned() {
    let topic = topic(6, &LED);
    for how in others().into_iter().chain([Partitioning::Sticky, Partitioning::UniformSticky]) {
        let record = ProducerRecord::to("t").key(b"k").partition(2);
        assert_eq!(partition_of(&topic, &record, &how), 2, "{how:?}");
        let beyond = ProducerRecord::to("t").partition(6);
        assert!(matches!(choose(&topic, &beyond, &config(how)), Chosen::NeedMetadata));
    }
}

#[test]
fn before_metadata_nothing_is_chosen() {
    let topic = topic(0, &[]);
    for how in others().into_iter().chain([Partitioning::Sticky, Partitioning::UniformSticky]) {
        assert!(matches!(choose(&topic, &ProducerRecord::to("t"), &config(how)), Chosen::NeedMetadata));
    }
}

#[test]
fn consistent_hashes_as_librdkafka_does() {
    // CRC-32 of zlib over the key, modulo the number of partitions; all records without key go to one partition.
    let topic = topic(17, &[3]);
    for (key, hash) in [
        ("23456", 0xb1b4_51d7_u32),
        ("this is another string with more length perhaps", 0xf66a_a62f),
        ("hejsan", 0xd077_037e),
    ] {
        let record = ProducerRecord::to("t").key(key);
        for how in [Partitioning::Consistent, Partitioning::ConsistentRandom] {
            assert_eq!(partition_of(&topic, &record, &how), (hash % 17) as i32, "{key} {how:?}");
        }
    }
    for record in [ProducerRecord::to("t"), ProducerRecord::to("t").key(b"")] {
        assert_eq!(partition_of(&topic, &record, &Partitioning::Consistent), 0);
        assert_eq!(partition_of(&topic, &record, &Partitioning::ConsistentRandom), 3, "any with a leader");
    }
}

#[test]
fn round_robin_and_random_ignore_keys_and_partitions_without_leader() {
    let topic = topic(6, &LED);
    let record = ProducerRecord::to("t").key(b"the same");
    let turns: Vec<i32> = (0..9).map(|_| partition_of(&topic, &record, &Partitioning::RoundRobin)).collect();
    assert_eq!(turns, [1, 4, 5].repeat(3));
    let mut counts = [0_usize; 6];
    for _ in 0..30_000 {
        counts[partition_of(&topic, &record, &Partitioning::Random) as usize] += 1;
    }
    for (partition, count) in counts.into_iter().enumerate() {
        let led = LED.contains(&(partition as i32));
        assert!(if led { (9_500..10_500).contains(&count) } else { count == 0 }, "{counts:?}");
    }
}

#[test]
fn without_any_leader_all_partitions_take_part() {
    let topic = topic(4, &[]);
    let record = ProducerRecord::to("t");
    let turns: Vec<i32> = (0..4).map(|_| partition_of(&topic, &record, &Partitioning::RoundRobin)).collect();
    assert_eq!(turns, [0, 1, 2, 3]);
}

/// R76, A85.
#[test]
fn keys_that_are_ignored_follow_the_sticky_choice() {
    let topic = topic(6, &LED);
    let ignoring = PartitionerConfig { ignore_keys: true, ..PartitionerConfig::default() };
    let record = ProducerRecord::to("t").key(b"21");
    assert!(matches!(choose(&topic, &record, &ignoring), Chosen::Partition(1 | 4 | 5, Choice::Sticky(_))));
    let hashed = partition_for_key(b"21", 6);
    assert_eq!(partition_of(&topic, &record, &Partitioning::Sticky), hashed);
    assert_eq!(partition_of(&topic, &record, &Partitioning::UniformSticky), hashed);
}

/// A24, A84.
#[test]
fn an_own_partitioner_sees_record_and_topic_and_its_failures_are_the_records() {
    let topic = topic(6, &LED);
    let own = |record: &ProducerRecord<'_>, topic: &TopicView<'_>| -> Result<i32, PartitionError> {
        assert_eq!((topic.name(), topic.partition_count(), topic.available()), ("t", 6, &LED[..]));
        assert_eq!(topic.queued_batches(1), 0);
        match record.key_bytes() {
            Some(b"last") => Ok(topic.partition_count() - 1),
            Some(b"beyond") => Ok(6),
            Some(b"negative") => Ok(-1),
            Some(b"panic") => panic!("as asked for"),
            _ => Err(PartitionError("no key".to_owned())),
        }
    };
    let how = Partitioning::Custom(Arc::new(own));
    assert_eq!(partition_of(&topic, &ProducerRecord::to("t").key(b"last"), &how), 5);
    for (key, cause) in [
        (Some(b"beyond".as_slice()), "it chose partition 6 of 6"),
        (Some(b"negative"), "it chose partition -1 of 6"),
        (Some(b"panic"), "it panicked"),
        (None, "no key"),
    ] {
        let record = ProducerRecord { key, ..ProducerRecord::to("t") };
        let Chosen::Refused(error) = choose(&topic, &record, &config(how.clone())) else { panic!("{cause}") };
        assert!(
            matches!(&*error, SendError::Partitioner { topic, cause: c } if &**topic == "t" && c == cause)
        );
    }
}
