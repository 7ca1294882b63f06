//! What becomes of a producer whose brokers are older than its record format.

use std::time::Duration;

use kafka_fake::{ClusterConfig, KafkaVersion};
use kafka_producer::{Outcome, ProduceErrorKind, ProducerConfigBuilder, ProducerRecord, SendError};
use kafka_protocol::ApiKey;

use crate::MINUTE;
use crate::pair::{Pair, config};

/// All of them older than InitProducerId and record batches of format 2.
const OLD: [KafkaVersion; 4] =
    [KafkaVersion::V0_9, KafkaVersion::V0_10_0, KafkaVersion::V0_10_1, KafkaVersion::V0_10_2];

/// Longer than all that the tests wait for, so that nothing ends by it.
const MAX_BLOCK: Duration = Duration::from_secs(50);

/// A 0.9 broker does not answer the question for its versions: this is how long the producer listens, give or take a fifth.
const SETUP_TIMEOUT: Duration = Duration::from_secs(10);

fn against(release: KafkaVersion, config: ProducerConfigBuilder) -> Pair {
    let config = config.max_block(MAX_BLOCK);
    let config = match release {
        KafkaVersion::V0_9 => config.set("broker.version.fallback", "0.9.0.1").unwrap(),
        _ => config,
    };
    let mut pair = Pair::new(config, ClusterConfig::default().as_version(release));
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair
}

/// How the first record ends, and after what time.
fn first_record(pair: &mut Pair) -> (String, Duration) {
    let (producer, start) = (pair.producer.clone(), pair.now());
    let sent = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"x")));
    let text = match sent {
        Err(error @ SendError::UnsupportedVersion { .. }) => error.to_string(),
        Err(error) => panic!("{error}"),
        Ok(delivery) => {
            let error = pair.block_on(MINUTE, delivery).unwrap_err();
            assert_eq!(error.kind(), &ProduceErrorKind::UnsupportedVersion, "{error}");
            assert_eq!(error.outcome(), Outcome::NotWritten, "{error}");
            error.to_string()
        }
    };
    (text, pair.now() - start)
}

/// Before 0.9 is taken for what it is, the question has to go unanswered: once where the producer was told to begin, and once
/// at the address that the broker gives itself.
fn patience(release: KafkaVersion) -> Duration {
    let least = Duration::from_secs(1);
    if release == KafkaVersion::V0_9 { SETUP_TIMEOUT * 2 * 12 / 10 + least } else { least }
}

#[test]
fn an_idempotent_producer_learns_soon_that_its_brokers_are_too_old() {
    for release in OLD {
        let mut pair = against(release, config());
        let (text, took) = first_record(&mut pair);
        assert!(text.contains("enable.idempotence=false"), "{release}: {text}");
        assert!(took <= patience(release), "{release}: {took:?}");
        assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
        let asked = pair.cluster.recorder().requests().filter(|request| request.api == ApiKey::PRODUCE);
        assert_eq!(asked.count(), 0, "{release}: nothing was written");
        // The producer is done for, and says so at once.
        let (again, took) = first_record(&mut pair);
        assert!(again.contains("enable.idempotence=false"), "{release}: {again}");
        assert_eq!(took, Duration::ZERO, "{release}");
    }
}

#[test]
fn a_producer_without_idempotence_learns_that_its_brokers_speak_no_produce_of_its_format() {
    for release in OLD {
        let mut pair = against(release, config().idempotence(false));
        let (text, took) = first_record(&mut pair);
        assert!(text.contains("Produce") && text.contains("Kafka 0.11"), "{release}: {text}");
        assert!(took <= patience(release), "{release}: {took:?}");
        assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
        assert_eq!(pair.cluster.log("t", 0).unwrap().end_offset(), 0, "{release}");
    }
}
