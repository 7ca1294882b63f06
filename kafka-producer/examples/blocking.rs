//! A program without an async runtime: sends each line of its input, and exits with an error if one was not delivered.
//!
//! `cargo run -p kafka-producer --example blocking [-- --bootstrap 127.0.0.1:9092] < lines.txt`

mod embedded;

use std::error::Error;
use std::io::BufRead;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use kafka_producer::{ProduceError, Producer, ProducerConfig, ProducerRecord, RecordMetadata};

fn main() -> Result<(), Box<dyn Error>> {
    let target = embedded::Target::from_args()?;
    let failed = Arc::new(AtomicU64::new(0));
    let count = failed.clone();
    // One handler for all records: the tag is the line's number.
    let handler = move |line: u64, result: Result<&RecordMetadata, &ProduceError>| {
        if let Err(error) = result {
            count.fetch_add(1, Ordering::Relaxed);
            eprintln!("line {line}: {error}");
        }
    };
    let config = ProducerConfig::builder(&target.bootstrap).build()?;
    let producer = Producer::builder(config).delivery_handler(handler).start()?;
    let topic = producer.topic("lines");
    let mut sent = 0;
    for line in std::io::stdin().lock().lines() {
        sent += 1;
        // Waits while buffer.memory is full: what is read is no faster than what is sent.
        producer.send_tagged_blocking(ProducerRecord::to(&topic).value(&line?), sent)?;
    }
    producer.flush_within_blocking(Duration::from_secs(60))?;
    producer.close_blocking(Duration::from_secs(10));
    match failed.load(Ordering::Relaxed) {
        0 => println!("{sent} lines delivered"),
        failed => return Err(format!("{failed} of {sent} lines failed").into()),
    }
    Ok(())
}
