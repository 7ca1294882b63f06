//! What becomes of a producer whose brokers are older than its record format.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{ClusterConfig, Fault, FaultRule, KafkaVersion};
use kafka_producer::{
    Acks, Compression, Delivery, Outcome, ProduceError, ProduceErrorKind, ProducerConfigBuilder,
    ProducerRecord, RecordHeader, RecordMetadata, SendError, WallMs,
};
use kafka_protocol::messages::ProduceRequest;
use kafka_protocol::{ApiKey, ErrorCode, decode_request_body, decode_request_header};
use kafka_records::{LogScanner, Magic, TimestampType};

use crate::MINUTE;
use crate::pair::{Pair, WALL, config};

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

/// R22, R187.
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

/// Every codec that brokers before 0.11 know.
const CODECS: [Compression; 4] =
    [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4];

fn magic_of(release: KafkaVersion) -> Magic {
    if release == KafkaVersion::V0_9 { Magic::V0 } else { Magic::V1 }
}

/// The message sets that the producer wrote, request by request.
fn sets_written(pair: &Pair) -> Vec<(i16, Bytes)> {
    let produce = ApiKey::PRODUCE.0.to_be_bytes();
    let requests = pair.written.iter().filter(|bytes| bytes[4..6] == produce);
    let sets = requests.flat_map(|request| {
        let mut body = request.slice(4..);
        let version = decode_request_header(&mut body).unwrap().api_version;
        let request: ProduceRequest = decode_request_body(version, &body).unwrap();
        let partitions = request.topic_data.into_iter().flat_map(|topic| topic.partition_data);
        partitions.map(|p| (version, p.records.unwrap().into_bytes())).collect::<Vec<_>>()
    });
    sets.collect()
}

/// Sends all of them into one batch, if they fit.
fn send_all(pair: &mut Pair, records: &[ProducerRecord<'_>]) -> Vec<Delivery> {
    let producer = pair.producer.clone();
    records.iter().map(|record| pair.block_on(MINUTE, producer.send(*record)).unwrap()).collect()
}

/// F37, F41, F42.
#[test]
fn a_producer_without_idempotence_writes_message_sets_to_old_brokers() {
    // F37 to F43
    for (release, codec) in OLD.iter().flat_map(|release| CODECS.map(|codec| (*release, codec))) {
        let config = config().idempotence(false).compression(codec).linger(Duration::from_millis(20));
        let mut pair = against(release, config);
        let text = "words and words ".repeat(100);
        let record = ProducerRecord::to("t");
        let deliveries = send_all(
            &mut pair,
            &[
                record.key(b"k").value(text.as_bytes()).timestamp(WallMs(WALL - 5)),
                record.value(b""),
                record.key(b"").timestamp(WallMs(WALL - 7)),
            ],
        );
        for (offset, delivery) in (0..).zip(deliveries) {
            let metadata = pair.block_on(MINUTE, delivery).unwrap();
            assert_eq!(metadata.offset(), Some(offset), "{release} {codec}");
        }
        let log: Vec<_> = pair.log("t", 0).into_iter().map(|r| (r.key, r.value)).collect();
        let expected =
            [(Some("k".into()), Some(text.clone().into())), (None, Some("".into())), (Some("".into()), None)];
        assert_eq!(log, expected, "{release} {codec}: null and empty are told apart");

        let sets = sets_written(&pair);
        let [(version, set)] = &sets[..] else { panic!("{} requests", sets.len()) };
        let magic = magic_of(release);
        assert_eq!(*version, if magic == Magic::V0 { 1 } else { 2 }, "{release} {codec}");
        let messages: Vec<_> = LogScanner::new(set.clone()).map(Result::unwrap).collect();
        assert!(messages.iter().all(|m| m.magic() == magic && m.compression() == codec), "{release}");
        assert_eq!(messages.len(), if codec == Compression::None { 3 } else { 1 }, "F42: one wrapper");
        assert_eq!(messages.last().unwrap().last_offset(), 2, "F42: the offset of the last record");
        if magic == Magic::V1 {
            let timestamps: Vec<_> = pair.log("t", 0).iter().map(|record| record.timestamp).collect();
            assert_eq!((timestamps[0], timestamps[2]), (WALL - 5, WALL - 7), "{codec}");
        }
        assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
    }
}

/// F25, F40.
#[test]
fn a_record_with_headers_fails_towards_old_brokers_and_no_other_of_its_batch() {
    // F25, F40: refused, not dropped
    for (release, codec) in OLD.iter().flat_map(|release| CODECS.map(|codec| (*release, codec))) {
        let headers = [RecordHeader { key: "h", value: None }];
        // The batches are sealed before anything is known of the broker, and after.
        for plan in ["hph", "p", "hh", "ppphhppph", "ph", "hp"] {
            let config = config().idempotence(false).compression(codec).linger(Duration::from_millis(20));
            let mut pair = against(release, config);
            for round in ["p", plan] {
                let values: Vec<String> = round.chars().enumerate().map(|(i, c)| format!("{c}{i}")).collect();
                let records: Vec<_> = values
                    .iter()
                    .map(|value| {
                        let record = ProducerRecord::to("t").value(value.as_bytes());
                        if value.starts_with('h') { record.headers(&headers) } else { record }
                    })
                    .collect();
                let deliveries = send_all(&mut pair, &records);
                for (value, delivery) in values.iter().zip(deliveries) {
                    match pair.block_on(MINUTE, delivery) {
                        Ok(_) => assert!(value.starts_with('p'), "{release} {codec} {plan}"),
                        Err(error) => {
                            assert!(value.starts_with('h'), "{release} {codec} {plan}: {error}");
                            assert_eq!(error.kind(), &ProduceErrorKind::MessageFormat);
                            assert_eq!(error.outcome(), Outcome::NotWritten);
                            assert!(!error.is_fatal() && !error.is_retriable());
                            assert!(error.to_string().contains("headers"), "{error}");
                        }
                    }
                }
            }
            let plain = plan.chars().enumerate().filter(|(_, c)| *c == 'p').map(|(i, _)| format!("p{i}"));
            let expected: Vec<_> = std::iter::once("p0".to_owned()).chain(plain).collect();
            assert_eq!(pair.values("t", 0), expected, "{release} {codec} {plan}");
            assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
        }
    }
}

/// A40, F40.
#[test]
fn callbacks_of_a_batch_with_headers_run_once_and_in_order() {
    // A40 across the parts of a batch that was taken apart
    let mut pair =
        against(KafkaVersion::V0_10_2, config().idempotence(false).linger(Duration::from_millis(20)));
    let told = Arc::new(Mutex::new(Vec::new()));
    let producer = pair.producer.clone();
    let headers = [RecordHeader { key: "h", value: Some(b"v") }];
    for i in 0..9 {
        let record = ProducerRecord::to("t").value(b"x");
        let record = if i % 3 == 1 { record.headers(&headers) } else { record };
        let told = told.clone();
        let callback = move |result: Result<RecordMetadata, ProduceError>| {
            told.lock().unwrap().push((i, result.ok().and_then(|metadata| metadata.offset())));
        };
        pair.block_on(MINUTE, producer.send_with(record, callback)).unwrap();
    }
    pair.block_on(MINUTE, producer.flush());
    let expected = [
        (0, Some(0)),
        (1, None),
        (2, Some(1)),
        (3, Some(2)),
        (4, None),
        (5, Some(3)),
        (6, Some(4)),
        (7, None),
        (8, Some(5)),
    ];
    assert_eq!(*told.lock().unwrap(), expected);
    assert_eq!(pair.producer.stats().records_delivered, 6);
    assert_eq!(pair.producer.stats().records_not_written, 3);
}

/// F39, F9.
#[cfg(feature = "zstd")]
#[test]
fn zstd_is_refused_towards_old_brokers_with_their_age() {
    // F39
    let before_2_1 = [KafkaVersion::V0_11, KafkaVersion::V1_0, KafkaVersion::V2_0];
    for release in OLD.into_iter().chain(before_2_1) {
        let mut pair = against(release, config().idempotence(false).compression(Compression::Zstd));
        let (text, took) = first_record(&mut pair);
        // From 1.0 on all of a major release speak the same versions of Produce but the last.
        let age = if release.name().starts_with('0') { &release.name()[..3] } else { &release.name()[..1] };
        for part in ["zstd needs Kafka 2.1", "compression.type", &format!("Kafka {age}")] {
            assert!(text.contains(part), "{release}: {text}");
        }
        assert!(took <= patience(release), "{release}: {took:?}");
        assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
        assert_eq!(pair.cluster.log("t", 0).unwrap().end_offset(), 0, "{release}");
    }
}

/// F38.
#[test]
fn a_batch_that_meets_a_leader_of_another_age_is_sent_in_its_format() {
    // F38: the batch is built once, and converted for each leader that wants it otherwise.
    for codec in CODECS {
        for ages in
            [[KafkaVersion::V0_11, KafkaVersion::V0_10_2], [KafkaVersion::V0_10_2, KafkaVersion::V0_11]]
        {
            let config = config().idempotence(false).compression(codec).max_in_flight(1);
            let mut pair = against(ages[0], config);
            let producer = pair.producer.clone();
            let refused = Fault::Error(ErrorCode::NOT_LEADER_OR_FOLLOWER);
            pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, refused).times(2));
            let delivery =
                pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"moved"))).unwrap();
            assert!(pair.run_until(MINUTE, |pair| pair.cluster.control().faults_left() == 0));
            pair.cluster.control().pose_as(ages[1]);
            let metadata = pair.block_on(MINUTE, delivery).unwrap();
            assert_eq!(metadata.offset(), Some(0));
            let formats: Vec<_> = sets_written(&pair)
                .into_iter()
                .map(|(_, set)| LogScanner::new(set).next().unwrap().unwrap().magic())
                .collect();
            let [first, second] =
                ages.map(|age| if age == KafkaVersion::V0_11 { Magic::V2 } else { Magic::V1 });
            assert_eq!(formats, [first, first, second], "{codec}");
            assert_eq!(pair.values("t", 0), ["moved"]);
            assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
        }
    }
}

/// E43, F40.
#[test]
fn headers_that_may_have_reached_a_newer_leader_are_not_called_unwritten() {
    // E43: the answer of the first leader was lost.
    let mut pair = against(KafkaVersion::V0_11, config().idempotence(false));
    let producer = pair.producer.clone();
    pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::LoseResponses));
    let headers = [RecordHeader { key: "h", value: None }];
    let record = ProducerRecord::to("t").value(b"x").headers(&headers);
    let delivery = pair.block_on(MINUTE, producer.send(record)).unwrap();
    assert!(pair.run_until(MINUTE, |pair| pair.cluster.log("t", 0).unwrap().end_offset() == 1));
    pair.cluster.control().pose_as(KafkaVersion::V0_10_2);
    let error = pair.block_on(MINUTE, delivery).unwrap_err();
    assert_eq!(error.kind(), &ProduceErrorKind::MessageFormat, "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
}

/// F47.
#[test]
fn a_message_set_is_made_once_for_all_its_retries() {
    for codec in CODECS {
        let mut pair = against(KafkaVersion::V0_10_0, config().idempotence(false).compression(codec));
        let refused = Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS);
        pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, refused).times(3));
        let producer = pair.producer.clone();
        let delivery = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"again"))).unwrap();
        pair.block_on(MINUTE, delivery).unwrap();
        let sets = sets_written(&pair);
        assert_eq!(sets.len(), 4);
        assert!(sets.iter().all(|set| set == &sets[0]), "{codec}");
        assert_eq!(pair.values("t", 0), ["again"]);
    }
}

/// R36, F34.
#[test]
fn a_request_of_message_sets_stays_within_its_size() {
    // R36: ten small records take several times the room that they take in a batch.
    const LIMIT: usize = 2_000;
    for codec in CODECS {
        let config = config()
            .idempotence(false)
            .compression(codec)
            .max_request_size(LIMIT)
            .batch_size(1_500)
            .linger(Duration::from_millis(20));
        let mut pair = Pair::new(
            config.max_block(MAX_BLOCK),
            ClusterConfig::default().as_version(KafkaVersion::V0_10_1),
        );
        pair.cluster.control().create_topic("t", 5).unwrap();
        let producer = pair.producer.clone();
        let mut expected = vec![Vec::new(); 5];
        let mut deliveries = Vec::new();
        for i in 0..2_000_u32 {
            // Hardly compressible, and never the same.
            let value = format!("{:x}", i.wrapping_mul(2_654_435_761));
            let partition = (i % 5) as i32;
            let record = ProducerRecord::to("t").partition(partition).value(value.as_bytes());
            deliveries.push(pair.block_on(MINUTE, producer.send(record)).unwrap());
            expected[partition as usize].push(value.clone());
        }
        for delivery in deliveries {
            pair.block_on(MINUTE, delivery).unwrap();
        }
        for (partition, expected) in (0..).zip(&expected) {
            assert_eq!(&pair.values("t", partition), expected, "{codec}: order");
        }
        let produce = ApiKey::PRODUCE.0.to_be_bytes();
        let requests = pair.written.iter().filter(|bytes| bytes[4..6] == produce);
        let largest = requests.map(Bytes::len).max().unwrap();
        // What surrounds the records of five partitions.
        assert!(largest <= LIMIT + 150, "{codec}: {largest}");
        assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
    }
}

/// E02, F44.
#[test]
fn message_sets_too_large_for_the_broker_are_split_with_and_without_a_codec() {
    // E02 and F44: a wrapper counts as one message; of a plain set each message counts, and the one that is too large fails.
    for (release, codec) in OLD.iter().flat_map(|release| CODECS.map(|codec| (*release, codec))) {
        let config = config().idempotence(false).compression(codec).batch_size(100_000);
        let config = config.max_block(MAX_BLOCK).linger(Duration::from_millis(20));
        let config = if release == KafkaVersion::V0_9 {
            config.set("broker.version.fallback", "0.9.0.1").unwrap()
        } else {
            config
        };
        let cluster = ClusterConfig::default().as_version(release).message_max_bytes(3_000);
        let mut pair = Pair::new(config, cluster);
        pair.cluster.control().create_topic("t", 1).unwrap();
        let values: Vec<String> = (0..40_u32)
            .map(|i| {
                let len = if i == 17 { 1_200 } else { 50 };
                let words = (0..len).map(|k| format!("{:08x}", (i * 2_000 + k).wrapping_mul(2_654_435_761)));
                words.collect::<Vec<_>>().concat()
            })
            .collect();
        let records: Vec<_> = values.iter().map(|v| ProducerRecord::to("t").value(v.as_bytes())).collect();
        let deliveries = send_all(&mut pair, &records);
        for (i, delivery) in deliveries.into_iter().enumerate() {
            match pair.block_on(MINUTE, delivery) {
                Ok(_) => assert_ne!(i, 17),
                Err(error) => {
                    assert_eq!(i, 17, "{error}");
                    assert_eq!(error.code(), Some(ErrorCode::MESSAGE_TOO_LARGE), "{error}");
                    assert_eq!(error.outcome(), Outcome::NotWritten, "{error}");
                }
            }
        }
        let expected: Vec<_> = values.iter().filter(|value| value.len() < 3_000).cloned().collect();
        assert_eq!(pair.values("t", 0), expected, "{release} {codec}");
        assert!(pair.producer.stats().batches_split > 0, "{release} {codec}");
        assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");
    }
}

/// R94, R95.
#[test]
fn acks_0_and_1_and_append_time_work_with_old_brokers() {
    for release in OLD {
        for acks in [Acks::None, Acks::Leader] {
            let mut pair = against(release, config().idempotence(false).acks(acks));
            let producer = pair.producer.clone();
            let record = ProducerRecord::to("t").value(b"v").timestamp(WallMs(WALL - 9));
            let delivery = pair.block_on(MINUTE, producer.send(record)).unwrap();
            let metadata = pair.block_on(MINUTE, delivery).unwrap();
            assert_eq!(metadata.offset(), (acks == Acks::Leader).then_some(0), "{release}");
            assert_eq!(metadata.timestamp(), WallMs(WALL - 9), "{release}");
            assert_eq!(pair.values("t", 0), ["v"], "{release}");
        }
    }
    let mut pair = against(KafkaVersion::V0_10_0, config().idempotence(false));
    let mut topic = pair.cluster.control().topic_config();
    topic.timestamp_type = TimestampType::LogAppendTime;
    pair.cluster.control().create_topic_with("appended", 1, topic).unwrap();
    let producer = pair.producer.clone();
    let record = ProducerRecord::to("appended").value(b"v").timestamp(WallMs(WALL - 9));
    let delivery = pair.block_on(MINUTE, producer.send(record)).unwrap();
    let metadata = pair.block_on(MINUTE, delivery).unwrap();
    assert!(metadata.timestamp() >= WallMs(WALL), "the broker's time: {:?}", metadata.timestamp());
}
