//! How to test one's own code against a cluster that fails as told: the embedded one, with scripted faults.
//!
//! `cargo run -p kafka-producer --example faults`; in a project of one's own this is a `#[test]`.

use std::error::Error;
use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule, PartitionLog, TcpCluster};
use kafka_producer::{Outcome, Producer, ProducerConfig, ProducerRecord};
use kafka_protocol::{ApiKey, ErrorCode};

/// The code under test: sends a payment, and says whether it may be tried again.
fn pay(producer: &Producer, payment: &str) -> Result<(), TryAgain> {
    let delivery =
        producer.send_blocking(ProducerRecord::to("payments").value(payment)).map_err(|_| TryAgain::Safe)?;
    delivery.wait().map(drop).map_err(|error| match error.outcome() {
        Outcome::NotWritten => TryAgain::Safe,
        Outcome::Unknown => TryAgain::MayPayTwice,
    })
}

#[derive(Debug, PartialEq)]
enum TryAgain {
    Safe,
    MayPayTwice,
}

fn main() -> Result<(), Box<dyn Error>> {
    let cluster = TcpCluster::start(ClusterConfig::default())?;
    let config = ProducerConfig::builder(cluster.bootstrap())
        .linger(Duration::ZERO)
        .request_timeout(Duration::from_millis(300))
        .delivery_timeout(Duration::from_millis(1000))
        .build()?;
    let producer = Producer::new(config)?;
    let script = |rule| {
        cluster.with_cluster(|cluster| cluster.control().add_fault(rule));
    };

    pay(&producer, "ordinary").map_err(|e| format!("{e:?}"))?;

    // The answer is lost after the record was written: the producer asks again, and the broker recognises it.
    script(FaultRule::new(ApiKey::PRODUCE, Fault::DropAfter));
    pay(&producer, "answer lost").map_err(|e| format!("{e:?}"))?;

    // A refusal is certain.
    script(FaultRule::new(ApiKey::PRODUCE, Fault::Error(ErrorCode::TOPIC_AUTHORIZATION_FAILED)));
    assert_eq!(pay(&producer, "refused"), Err(TryAgain::Safe));

    let written = cluster.with_cluster(|cluster| cluster.log("payments", 0).map(PartitionLog::records));
    let values: Vec<_> = written.ok_or("no such topic")??.into_iter().filter_map(|r| r.value).collect();
    assert_eq!(values, ["ordinary", "answer lost"], "each once");

    // A cluster that does not answer leaves the outcome open.
    script(FaultRule::new(ApiKey::PRODUCE, Fault::Silence).always());
    assert_eq!(pay(&producer, "silence"), Err(TryAgain::MayPayTwice));

    producer.close_blocking(Duration::ZERO);
    println!("as expected");
    Ok(())
}
