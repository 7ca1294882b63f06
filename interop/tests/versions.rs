//! One real node of each age that speaks in a way of its own.

use std::process::ExitCode;
use std::time::Duration;

use interop::{
    Admin, Kcat, Nodes, Result, Row, Scenario, TestCluster, is_long, run_suite, samples, send_row, send_rows,
};
use kafka_net::NetConfig;
use kafka_producer::{
    Compression, Delivery, Outcome, ProduceErrorKind, Producer, ProducerConfig, ProducerRecord, SendError,
};
use kafka_protocol::messages::{InitProducerIdRequest, ProduceRequest};
use kafka_protocol::{ErrorCode, Message, Request};

fn main() -> ExitCode {
    run_suite("versions", || Ok(()), SCENARIOS)
}

const SCENARIOS: &[Scenario<()>] = &[
    ("kafka_4_4_0", |()| check(&Release { version: "4.4.0", produce: 13, init_producer_id: 5, port: 23092 })),
    ("kafka_3_9_1", |()| {
        check_if_long(&Release { version: "3.9.1", produce: 11, init_producer_id: 5, port: 23102 })
    }),
    ("kafka_2_8_2", |()| {
        check_if_long(&Release { version: "2.8.2", produce: 9, init_producer_id: 4, port: 23112 })
    }),
    ("kafka_1_1_1", |()| {
        check_if_long(&Release { version: "1.1.1", produce: 5, init_producer_id: 0, port: 23142 })
    }),
    ("kafka_0_11_0_3", |()| {
        check_if_long(&Release { version: "0.11.0.3", produce: 3, init_producer_id: 0, port: 23122 })
    }),
    ("kafka_0_10_2_2", |()| old_if_long("0.10.2.2", 23152)),
    ("kafka_0_9_0_1", |()| old_if_long("0.9.0.1", 23162)),
];

/// A release and the newest versions that it speaks.
struct Release {
    version: &'static str,
    produce: i16,
    init_producer_id: i16,
    port: u16,
}

fn check_if_long(release: &Release) -> Result<String> {
    if is_long() { check(release) } else { Ok("skipped; INTEROP_LONG=1 runs it".to_owned()) }
}

fn check(release: &Release) -> Result<String> {
    let kafka = TestCluster::up(&Nodes {
        name: "versions",
        port: release.port,
        version: release.version,
        count: 1,
        props: &[("auto.create.topics.enable", "false")],
    })?;
    let produce = common::<ProduceRequest>(&kafka)?;
    assert_eq!(produce, release.produce, "Produce");
    let init_producer_id = common::<InitProducerIdRequest>(&kafka)?;
    assert_eq!(init_producer_id, release.init_producer_id, "InitProducerId");

    let codecs = [Compression::None, Compression::Lz4];
    for codec in codecs {
        let topic = format!("records-{codec}");
        kafka.admin().create_topic(&topic, 3, 1, &[])?;
        let config = ProducerConfig::builder(kafka.bootstrap()).compression(codec).build()?;
        assert!(config.is_idempotent());
        let producer = Producer::new(config)?;
        let placed = send_rows(&producer, &topic, &samples())?;
        producer.close_blocking(Duration::from_secs(30));
        assert_eq!(Kcat::new(kafka.bootstrap()).rows(&topic)?, placed, "as kcat reads it");
        assert_eq!(kafka.admin().read(&topic)?, placed, "as our reader reads it");
    }
    let cause = unknown_topic(&kafka)?;
    Ok(format!(
        "Produce v{produce}, InitProducerId v{init_producer_id}, {} records; {cause}",
        codecs.len() * samples().len()
    ))
}

fn old_if_long(version: &str, port: u16) -> Result<String> {
    if is_long() { old(version, port) } else { Ok("skipped; INTEROP_LONG=1 runs it".to_owned()) }
}

/// A release that knows neither producer ids nor today's batches: an idempotent producer is told so, with what to set; one
/// that is not writes message sets.
fn old(version: &str, port: u16) -> Result<String> {
    let kafka = TestCluster::up_unasked(&Nodes { name: "versions", port, version, count: 1, props: &[] })?;
    let unasked = version.starts_with("0.9");
    let builder = || {
        let builder = ProducerConfig::builder(kafka.bootstrap()).max_block(Duration::from_secs(30));
        // 0.9 takes the question for its versions and says nothing, which others may do as well: it has to be named.
        if unasked {
            builder.set("broker.version.fallback", version)?.set("socket.connection.setup.timeout.ms", "1000")
        } else {
            Ok(builder)
        }
    };
    let idempotent = refused(builder()?.build()?)?;
    if !idempotent.contains("enable.idempotence=false") {
        return Err(format!("no advice: {idempotent}").into());
    }
    let zstd = refused(builder()?.idempotence(false).compression(Compression::Zstd).build()?)?;
    if !zstd.contains("zstd needs Kafka 2.1") {
        return Err(format!("not for want of zstd: {zstd}").into());
    }

    let mut net = NetConfig::new(&kafka.bootstrap())?;
    let mut kcat = Kcat::new(kafka.bootstrap());
    if unasked {
        net.broker_version_fallback = Some(version.parse()?);
        net.socket_connection_setup_timeout = Duration::from_secs(1);
        net.socket_connection_setup_timeout_max = Duration::from_secs(1);
        kcat = kcat.with("api.version.request=false").with(format!("broker.version.fallback={version}"));
    }
    let admin = Admin::connect_with(net)?;
    let mut delivered = 0;
    for codec in [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4] {
        let topic = format!("sets-{codec}");
        let config = builder()?.idempotence(false).compression(codec).linger(Duration::from_millis(20));
        let producer = Producer::new(config.build()?)?;
        let placed = placed_without_headers(&producer, &topic)?;
        producer.close_blocking(Duration::from_secs(30));
        delivered += placed.len();
        let ends = ends_of(&placed);
        assert_eq!(kcat.rows(&topic)?, placed, "{codec}: as kcat reads it");
        assert_eq!(admin.read_up_to(&topic, &ends)?, placed, "{codec}: as our reader reads it");
    }
    Ok(format!("{delivered} records in message sets; idempotent: {idempotent}; zstd: {zstd}"))
}

/// The end of each partition's log, by the offsets of all that is in there.
fn ends_of(rows: &[Row]) -> Vec<i64> {
    let mut ends = Vec::new();
    for row in rows {
        let partition = usize::try_from(row.partition).unwrap_or(0);
        ends.resize(ends.len().max(partition + 1), 0);
        ends[partition] = ends[partition].max(row.offset + 1);
    }
    ends
}

/// Sends the samples all at once and returns those without headers with their places; the others must fail, and only they.
fn placed_without_headers(producer: &Producer, topic: &str) -> Result<Vec<Row>> {
    let sent: Result<Vec<_>> =
        samples().into_iter().map(|row| Ok((send_row(producer, topic, &row)?, row))).collect();
    let mut placed = Vec::new();
    for (delivery, row) in sent? {
        match delivery.wait() {
            Ok(metadata) if row.headers.is_empty() => {
                let offset = metadata.offset().ok_or("the broker told no offset")?;
                placed.push(row.at(metadata.partition(), offset));
            }
            Err(error) if !row.headers.is_empty() && *error.kind() == ProduceErrorKind::MessageFormat => {
                assert_eq!(error.outcome(), Outcome::NotWritten, "{error}");
            }
            other => return Err(format!("{row:?} came to {other:?}").into()),
        }
    }
    placed.sort();
    Ok(placed)
}

/// What a producer says of a record that cannot be delivered for want of a version.
fn refused(config: ProducerConfig) -> Result<String> {
    let producer = Producer::new(config)?;
    let result = producer.send_blocking(ProducerRecord::to("old").value(b"v")).map(Delivery::wait);
    producer.close_blocking(Duration::from_secs(30));
    match result {
        Err(error @ SendError::UnsupportedVersion { .. }) => Ok(error.to_string()),
        Ok(Err(error)) if *error.kind() == ProduceErrorKind::UnsupportedVersion => {
            assert_eq!(error.outcome(), Outcome::NotWritten);
            Ok(error.to_string())
        }
        other => Err(format!("not a matter of versions: {other:?}").into()),
    }
}

/// The version of a request that the producer and this broker settle on.
fn common<R: Request + Message>(kafka: &TestCluster) -> Result<i16> {
    let theirs = kafka.admin().broker_versions(R::API_KEY)?.ok_or("the broker does not know the API")?;
    Ok(theirs.max.min(R::VERSIONS.max))
}

fn unknown_topic(kafka: &TestCluster) -> Result<String> {
    let config = ProducerConfig::builder(kafka.bootstrap()).max_block(Duration::from_secs(2)).build()?;
    let producer = Producer::new(config)?;
    let row = samples().remove(0);
    let error = interop::send_row(&producer, "never-created", &row).err().ok_or("a topic out of thin air")?;
    producer.close_blocking(Duration::from_secs(30));
    match error.downcast_ref::<SendError>() {
        Some(SendError::MetadataTimeout { cause: Some(cause), .. })
            if cause.contains(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION.name()) => {}
        _ => return Err(format!("not a metadata timeout for want of the topic: {error}").into()),
    }
    Ok(error.to_string())
}
