//! Three ways to send: wait for each record, keep the futures, or have a callback run.
//!
//! `cargo run -p kafka-producer --example three_ways -- 127.0.0.1:9092`

use kafka_producer::{Producer, ProducerConfig, ProducerRecord};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bootstrap = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9092".to_owned());
    let producer = Producer::new(ProducerConfig::builder(bootstrap).build()?)?;

    // Wait for the outcome of one record.
    let delivery = producer.send_blocking(ProducerRecord::to("greetings").key(b"k").value(b"one"))?;
    println!("written to {}", delivery.wait()?);

    // Keep the futures and look at them later.
    let topic = producer.topic("greetings");
    let mut pending = Vec::new();
    for i in 0..1000 {
        let value = format!("record {i}");
        pending.push(producer.send_blocking(ProducerRecord::to(&topic).value(&value))?);
    }
    for delivery in pending {
        delivery.wait()?;
    }

    // Have a callback run on the I/O thread.
    producer.send_with_blocking(ProducerRecord::to(&topic).value(b"last"), |result| match result {
        Ok(metadata) => println!("written to {metadata}"),
        Err(error) => eprintln!("{error}"),
    })?;

    producer.close_blocking(std::time::Duration::from_secs(10));
    Ok(())
}
