//! What a record does not do on its way: allocate.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "delivery/pair.rs"]
mod pair;

use std::time::Duration;

use allocation_counter::measure;
use kafka_producer::{ProducerRecord, RecordMetadata, WallMs};
use pair::{Pair, config};

const BATCHES: u64 = 100;

/// How a record is sent.
type Send = fn(&Pair, u64);

fn tagged(pair: &Pair, n: u64) {
    let key = n.to_be_bytes();
    let record = ProducerRecord::to("t").key(&key).value(&[b'v'; 100]).timestamp(WallMs(n as i64 / 7));
    pair.producer.send_tagged_blocking(record, n).unwrap();
}

fn with_receipt(pair: &Pair, n: u64) {
    let key = n.to_be_bytes();
    let record = ProducerRecord::to("t").key(&key).value(&[b'v'; 100]).timestamp(WallMs(n as i64 / 7));
    drop(pair.producer.try_send(record).unwrap());
}

/// Allocations of everything, brokers included, for so many batches of this size, once everything has its memory.
fn allocations(send: Send, records_a_batch: u64) -> u64 {
    let mut pair = Pair::with(config().linger(Duration::from_millis(5)).batch_size(64 << 10));
    pair.handler = Some(Box::new(|_: u64, result: Result<&RecordMetadata, &_>| assert!(result.is_ok())));
    let mut sent = 0;
    let mut round = |pair: &mut Pair| {
        for _ in 0..records_a_batch {
            send(pair, sent);
            sent += 1;
        }
        pair.advance(Duration::from_millis(5));
        pair.settle();
    };
    // Before metadata comes, a send would block.
    let producer = pair.producer.clone();
    let warm = pair.block_on(Duration::from_secs(60), producer.send(ProducerRecord::to("t").value(b"v")));
    pair.block_on(Duration::from_secs(60), warm.unwrap()).unwrap();
    for _ in 0..BATCHES {
        round(&mut pair);
    }
    let before = pair.producer.stats();
    let allocated = measure(|| {
        for _ in 0..BATCHES {
            round(&mut pair);
        }
    });
    let after = pair.producer.stats();
    assert_eq!(after.batches_sent - before.batches_sent, BATCHES);
    assert_eq!(after.records_delivered - before.records_delivered, BATCHES * records_a_batch);
    allocated.count_total
}

#[test]
fn a_batch_of_many_records_allocates_as_often_as_one_of_few() {
    for send in [tagged as Send, with_receipt] {
        let (few, many) = (allocations(send, 10), allocations(send, 210));
        // Lists that double are made again a few times in all; 20,000 records more would show.
        assert!(many < few + 200, "{few} allocations with 1,000 records, {many} with 21,000");
    }
}

#[test]
fn a_thread_that_sends_allocates_nothing_once_it_has_its_memory() {
    let mut pair = Pair::with(config().linger(Duration::from_millis(5)).batch_size(64 << 10));
    let producer = pair.producer.clone();
    let warm = pair.block_on(Duration::from_secs(60), producer.send(ProducerRecord::to("t").value(b"v")));
    pair.block_on(Duration::from_secs(60), warm.unwrap()).unwrap();
    let (mut sent, mut allocated) = (0, 0);
    for round in 0..2 * BATCHES {
        let counted = measure(|| {
            for _ in 0..100 {
                tagged(&pair, sent);
                sent += 1;
            }
        });
        if round >= BATCHES {
            allocated += counted.count_total;
        }
        pair.advance(Duration::from_millis(5));
        pair.settle();
    }
    // Memory comes from the pool, and what a batch is told by from the batch before.
    assert_eq!(allocated, 0, "for {BATCHES} batches");
}
