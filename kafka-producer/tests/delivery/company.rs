//! Full batches that wait for others to share a request, while requests follow each other.

use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule};
use kafka_producer::{ProducerConfigBuilder, ProducerRecord};
use kafka_protocol::{ApiKey, ErrorCode};
use kafka_records::ProducerEpoch;

use crate::MINUTE;
use crate::pair::{Pair, config};

/// Produce requests that went to the broker.
fn produced(pair: &Pair) -> usize {
    let produce = ApiKey::PRODUCE.0.to_be_bytes();
    pair.written.iter().filter(|bytes| bytes[4..6] == produce).count()
}

/// A record that fills a batch.
fn fill(pair: &mut Pair, partition: i32) {
    let record = ProducerRecord::to("t").partition(partition).value(&[b'v'; 600]);
    pair.producer.try_send(record).map(drop).unwrap();
    pair.settle();
}

/// Fills batches until those that wait leave, and tells how many they were: of 512 B each, 32 are enough.
fn fill_until_enough(pair: &mut Pair) -> u64 {
    for partition in 1..PARTITIONS {
        assert_eq!(produced(pair), 1, "{partition} wait");
        fill(pair, partition);
        if produced(pair) == 2 {
            // A little more than 512 B each.
            assert!((24..=32).contains(&partition), "{partition}");
            return partition as u64;
        }
    }
    panic!("there is never enough");
}

/// Partitions have begun their sequences, and one request is unanswered.
fn busy(config: ProducerConfigBuilder) -> Pair {
    let mut pair = begun(config, ProducerEpoch(0));
    pair.hold_answers = true;
    fill(&mut pair, 0);
    assert_eq!(produced(&pair), 1, "with nothing unanswered it leaves at once");
    pair
}

/// Partitions have begun their sequences, and nothing was sent for a while.
fn begun(config: ProducerConfigBuilder, epoch: ProducerEpoch) -> Pair {
    let mut pair = Pair::new(config.batch_size(512), ClusterConfig::default());
    pair.cluster.control().create_topic("t", PARTITIONS).unwrap();
    pair.cluster.control().set_first_epoch(epoch);
    for partition in 0..PARTITIONS {
        let producer = pair.producer.clone();
        let send = async move {
            let record = ProducerRecord::to("t").partition(partition).value(b"first");
            producer.send(record).await.unwrap().await.unwrap();
        };
        pair.block_on(MINUTE, send);
    }
    pair.written.clear();
    pair.run_for(LINGER);
    pair
}

const PARTITIONS: i32 = 40;
const LINGER: Duration = Duration::from_millis(50);
const STEP: Duration = Duration::from_millis(1);

/// R24, R94.
#[test]
fn a_full_batch_shares_the_request_of_those_behind_it() {
    let mut pair = busy(config().linger(LINGER));
    let filled = fill_until_enough(&mut pair);
    assert_eq!(pair.producer.stats().batches_sent, PARTITIONS as u64 + 1 + filled);
}

/// R25, R27.
#[test]
fn a_full_batch_waits_no_longer_than_it_would_linger() {
    let mut pair = busy(config().linger(LINGER));
    fill(&mut pair, 1);
    pair.run_for(LINGER.saturating_sub(STEP));
    assert_eq!(produced(&pair), 1);
    pair.run_for(STEP);
    assert_eq!(produced(&pair), 2);
}

#[test]
fn the_answer_ends_the_wait() {
    let mut pair = busy(config().linger(LINGER));
    fill(&mut pair, 1);
    pair.run_for(STEP);
    assert_eq!(produced(&pair), 1);
    pair.release_answers();
    assert_eq!(produced(&pair), 2);
}

#[test]
fn after_an_answer_a_batch_that_filled_quickly_waits_a_little() {
    let mut pair = busy(config().linger(LINGER));
    fill(&mut pair, 1);
    pair.release_answers();
    assert_eq!(produced(&pair), 1);
    pair.run_for(Duration::from_micros(400));
    assert_eq!(produced(&pair), 1);
    pair.run_for(Duration::from_micros(100));
    assert_eq!(produced(&pair), 2);
}

#[test]
fn after_a_pause_a_full_batch_leaves_at_once() {
    let mut pair = busy(config().linger(LINGER));
    pair.release_answers();
    pair.run_for(LINGER);
    fill(&mut pair, 1);
    assert_eq!(produced(&pair), 2);
}

/// R24.
#[test]
fn a_flush_or_a_caller_that_waits_ends_it_too() {
    let mut pair = busy(config().linger(LINGER));
    fill(&mut pair, 1);
    let producer = pair.producer.clone();
    let mut flush = Box::pin(producer.flush());
    assert!(crate::pair::poll_once(flush.as_mut()).is_none());
    pair.settle();
    assert_eq!(produced(&pair), 2);
    drop(flush);

    let mut pair = busy(config().linger(LINGER));
    fill(&mut pair, 1);
    let producer = pair.producer.clone();
    let mut sent = Box::pin(producer.send_and_wait(ProducerRecord::to("t").partition(2).value(b"now")));
    assert!(crate::pair::poll_once(sent.as_mut()).is_none());
    pair.settle();
    assert_eq!(produced(&pair), 2);
}

#[test]
fn without_linger_nothing_waits_for_company() {
    let mut pair = busy(config().linger(Duration::ZERO));
    fill(&mut pair, 1);
    assert_eq!(produced(&pair), 2);
}

/// A30.
#[test]
fn the_sender_is_not_woken_before_enough_is_ready() {
    let mut pair = busy(config().linger(LINGER));
    // The timer of the first batch stands for all that follow.
    fill(&mut pair, 1);
    let wakeups = pair.producer.stats().wakeups;
    for partition in 2..4 {
        let record = ProducerRecord::to("t").partition(partition).value(&[b'v'; 600]);
        pair.producer.try_send(record).map(drop).unwrap();
    }
    assert_eq!(pair.producer.stats().wakeups, wakeups);
    pair.run_for(LINGER);
    assert_eq!(produced(&pair), 2, "nothing is forgotten");
    assert_eq!(pair.producer.stats().batches_sent, PARTITIONS as u64 + 1 + 3);
}

/// A30.
#[test]
fn a_batch_that_is_full_with_its_first_record_sets_the_timer_although_more_was_wanted() {
    let mut pair = busy(config().linger(LINGER));
    // This request had enough, and the next one may as well.
    fill_until_enough(&mut pair);
    pair.release_answers();
    pair.run_for(LINGER);
    let wakeups = pair.producer.stats().wakeups;
    let record = ProducerRecord::to("t").partition(0).value(&[b'v'; 600]);
    let delivery = pair.producer.try_send(record).unwrap();
    assert_eq!(pair.producer.stats().wakeups, wakeups + 1, "nothing else tells the sender");
    pair.hold_answers = false;
    pair.block_on(LINGER, delivery).unwrap();
}

#[test]
fn a_wait_for_company_that_is_over_keeps_nobody_awake_while_a_producer_id_is_asked_for() {
    let mut pair = begun(config().linger(LINGER), ProducerEpoch(i16::MAX));
    // The answer ends the producer's last epoch, and a new id does not come.
    let refused =
        FaultRule::new(ApiKey::PRODUCE, Fault::Error(ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER)).times(1);
    pair.cluster.control().add_fault(refused);
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::INIT_PRODUCER_ID, Fault::Silence).always());
    pair.hold_answers = true;
    fill(&mut pair, 0);
    fill(&mut pair, 1);
    assert_eq!(produced(&pair), 1, "the second batch waits for company");
    pair.hold_answers = false;
    pair.release_answers();
    pair.run_for(LINGER);
    let passes = pair.producer.stats().passes;
    pair.run_for(Duration::from_secs(1));
    let passes = pair.producer.stats().passes - passes;
    assert_eq!(produced(&pair), 1, "nothing leaves without an id");
    assert!(passes < 50, "{passes} passes in a second in which nothing happens");
}
