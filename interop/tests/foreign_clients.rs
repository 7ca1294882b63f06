//! Clients that share no code with this project against kafka-fake: what they take for Kafka is one.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Duration;

use interop::{Admin, Kcat, Oracle, Result, Row, Scenario, run_suite, samples, send_rows};
use kafka_fake::{ClusterConfig, KafkaVersion, PartitionLog, StoredBatch, TcpCluster};
use kafka_producer::{Compression, Producer, ProducerConfig};
use kafka_protocol::ApiKey;
use kafka_records::ProducerId;
use xtask::install;

fn main() -> ExitCode {
    run_suite("foreign_clients", World::start, SCENARIOS)
}

const SCENARIOS: &[Scenario<World>] = &[
    ("kcat_writes_and_reads", kcat_writes_and_reads),
    ("kcat_writes_idempotently", kcat_writes_idempotently),
    ("java_writes_with_each_codec_and_all_read", java_writes_with_each_codec_and_all_read),
    ("all_read_what_we_write", all_read_what_we_write),
];

struct World {
    oracle: Oracle,
}

impl World {
    fn start() -> Result<Self> {
        install::ensure(&[install::JAVA, install::MAVEN, install::KCAT])?;
        Ok(Self { oracle: Oracle::compile()? })
    }
}

/// One of each age: the first with idempotence, the first with zstd, flexible versions, newer metadata, ids for names.
const VERSIONS: &[KafkaVersion] =
    &[KafkaVersion::V0_11, KafkaVersion::V2_1, KafkaVersion::V2_8, KafkaVersion::V3_9, KafkaVersion::V4_4];

/// Java's client of 4.x wants brokers of 2.1 or later (KIP-896).
const JAVA_SINCE: KafkaVersion = KafkaVersion::V2_1;

struct Fake {
    cluster: TcpCluster,
    kcat: Kcat,
    version: KafkaVersion,
}

impl Fake {
    fn start(version: KafkaVersion) -> Result<Self> {
        let config = ClusterConfig::default().brokers(3).partitions(3).as_version(version);
        let cluster = TcpCluster::start(config)?;
        Ok(Self { kcat: Kcat::new(cluster.bootstrap()), cluster, version })
    }

    fn create_topic(&self, name: &str) -> Result {
        Ok(self.cluster.with_cluster(|cluster| cluster.control().create_topic(name, 3))?)
    }

    /// Everything in a topic, as it lies in the log, sorted by place.
    fn log(&self, topic: &str) -> Result<Vec<Row>> {
        self.cluster.with_cluster(|cluster| {
            let mut rows = Vec::new();
            for partition in 0..3 {
                let log = cluster.log(topic, partition).ok_or("the partition does not exist")?;
                rows.extend(log.records()?.iter().map(|record| Row::read(partition, record)));
            }
            Ok(rows)
        })
    }

    /// What the batches of the topic have in their headers: codecs, and whether there is a producer id.
    fn batches(&self, topic: &str) -> BTreeSet<(Compression, bool)> {
        self.cluster.with_cluster(|cluster| {
            let logs = (0..3).filter_map(|partition| cluster.log(topic, partition));
            let headers = logs.flat_map(PartitionLog::batches).map(StoredBatch::header);
            headers.map(|h| (h.attributes.compression, h.producer_id != ProducerId::NONE)).collect()
        })
    }

    /// How many requests of a kind came in.
    fn requests(&self, api: ApiKey) -> u64 {
        self.cluster.with_cluster(|cluster| cluster.counters().requests_of(api))
    }
}

fn kcat_writes_and_reads(_: &World) -> Result<String> {
    let mut written = 0;
    for version in VERSIONS {
        let fake = Fake::start(*version)?;
        for codec in codecs(*version) {
            written += kcat_round(&fake, &format!("kcat-{codec}"), codec, false)?;
        }
    }
    Ok(format!("{written} records over {} versions", VERSIONS.len()))
}

fn kcat_writes_idempotently(_: &World) -> Result<String> {
    let mut written = 0;
    for version in VERSIONS {
        let fake = Fake::start(*version)?;
        written += kcat_round(&fake, "idempotent", Compression::Lz4, true)?;
        assert!(fake.requests(ApiKey::INIT_PRODUCER_ID) > 0);
    }
    Ok(format!("{written} records over {} versions", VERSIONS.len()))
}

/// kcat writes lines of keys and values, and reads them back as they are in the log.
fn kcat_round(fake: &Fake, topic: &str, codec: Compression, is_idempotent: bool) -> Result<usize> {
    fake.create_topic(topic)?;
    let lines: Vec<_> = (0..2_000).map(|n| format!("key {}\tvalue {n}\n", n % 50)).collect();
    let codec_name = codec.to_string();
    let mut options = vec!["-z", &codec_name, "-H", "a=1", "-H", "b=2"];
    if is_idempotent {
        options.extend(["-X", "enable.idempotence=true"]);
    }
    fake.kcat.produce(topic, &lines, &options)?;
    let mut batches = fake.batches(topic);
    // librdkafka leaves a batch as it is that would not become smaller.
    batches.remove(&(Compression::None, is_idempotent));
    let expected = (codec != Compression::None).then_some((codec, is_idempotent));
    assert_eq!(batches, expected.into_iter().collect(), "{topic} of {}", fake.version);
    let rows = fake.log(topic)?;
    let mut texts: Vec<_> =
        rows.iter().map(|row| [text(row.key.as_ref()), text(row.value.as_ref())]).collect();
    let mut expected: Vec<_> =
        (0..2_000).map(|n| [format!("key {}", n % 50), format!("value {n}")]).collect();
    texts.sort();
    expected.sort();
    assert_eq!(texts, expected, "{topic} of {}", fake.version);
    let headers = Row::new(None, None, &[("a", Some(b"1")), ("b", Some(b"2"))]).headers;
    assert!(rows.iter().all(|row| row.headers == headers));
    assert_eq!(fake.kcat.rows(topic)?, rows, "{topic} of {} as kcat reads it", fake.version);
    Ok(rows.len())
}

fn java_writes_with_each_codec_and_all_read(world: &World) -> Result<String> {
    let rows = samples();
    let versions: Vec<_> = VERSIONS.iter().filter(|version| **version >= JAVA_SINCE).collect();
    for version in &versions {
        let fake = Fake::start(**version)?;
        let bootstrap = fake.cluster.bootstrap();
        let names: Vec<_> = Compression::ALL.iter().map(|codec| format!("java-{codec}")).collect();
        let options: Vec<_> =
            Compression::ALL.iter().map(|codec| format!("compression.type={codec}")).collect();
        for name in &names {
            fake.create_topic(name)?;
        }
        let topics: Vec<_> = names.iter().zip(&options).map(|(name, option)| (&**name, &**option)).collect();
        let placed = world.oracle.produce(&bootstrap, &topics, &rows)?;
        assert!(fake.requests(ApiKey::INIT_PRODUCER_ID) > 0, "idempotence is Java's default");
        let topics: Vec<_> = names.iter().map(String::as_str).collect();
        assert_eq!(world.oracle.consume(&bootstrap, &topics)?, placed, "{version} as Java reads it");
        let admin = Admin::connect(&bootstrap)?;
        for ((topic, codec), placed) in topics.iter().zip(Compression::ALL).zip(&placed) {
            assert_eq!(fake.batches(topic), [(codec, true)].into(), "{topic} of {version}");
            assert_eq!(fake.log(topic)?, *placed, "{topic} of {version} in the log");
            assert_eq!(fake.kcat.rows(topic)?, *placed, "{topic} of {version} as kcat reads it");
            assert_eq!(admin.read(topic)?, *placed, "{topic} of {version} as our reader reads it");
        }
    }
    let codecs = Compression::ALL.len();
    Ok(format!("{} records x {codecs} codecs x {} versions", rows.len(), versions.len()))
}

fn all_read_what_we_write(world: &World) -> Result<String> {
    let rows = samples();
    for version in VERSIONS {
        let fake = Fake::start(*version)?;
        let bootstrap = fake.cluster.bootstrap();
        let mut topics = Vec::new();
        let mut all = Vec::new();
        for codec in codecs(*version) {
            let topic = format!("ours-{codec}");
            fake.create_topic(&topic)?;
            let producer = Producer::new(ProducerConfig::builder(&bootstrap).compression(codec).build()?)?;
            let placed = send_rows(&producer, &topic, &rows)?;
            producer.close_blocking(Duration::from_secs(30));
            assert_eq!(fake.batches(&topic), [(codec, true)].into(), "{topic} of {version}");
            assert_eq!(fake.kcat.rows(&topic)?, placed, "{topic} of {version} as kcat reads it");
            topics.push(topic);
            all.push(placed);
        }
        if *version >= JAVA_SINCE {
            let topics: Vec<_> = topics.iter().map(String::as_str).collect();
            assert_eq!(world.oracle.consume(&bootstrap, &topics)?, all, "{version} as Java reads it");
        }
    }
    Ok(format!("{} records x codecs x {} versions", rows.len(), VERSIONS.len()))
}

/// zstd came with 2.1 (KIP-110).
fn codecs(version: KafkaVersion) -> Vec<Compression> {
    let knows = |codec: &Compression| *codec != Compression::Zstd || version >= KafkaVersion::V2_1;
    Compression::ALL.into_iter().filter(knows).collect()
}

fn text(bytes: Option<&Vec<u8>>) -> String {
    bytes.map_or_else(String::new, |bytes| String::from_utf8_lossy(bytes).into_owned())
}
