//! The producer with its defaults, and each thing that one may ask of it, against one real node.

use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use interop::{
    Kcat, Nodes, NumberedStream, Oracle, Pace, Result, Row, Scenario, TestCluster, run_suite, samples,
    send_row, send_rows,
};
use kafka_producer::{
    Acks, Compression, Delivery, ProduceErrorKind, Producer, ProducerConfig, ProducerConfigBuilder,
    ProducerRecord, SendError,
};
use kafka_protocol::ErrorCode;

fn main() -> ExitCode {
    run_suite("real_kafka", World::start, SCENARIOS)
}

const SCENARIOS: &[Scenario<World>] = &[
    ("a_million_records_arrive_once_and_in_order", a_million_records_arrive_once_and_in_order),
    ("every_codec_keeps_every_byte", every_codec_keeps_every_byte),
    ("each_acks_delivers", each_acks_delivers),
    ("records_go_where_java_puts_them", records_go_where_java_puts_them),
    ("a_record_too_large_for_its_topic_fails_alone", a_record_too_large_for_its_topic_fails_alone),
    ("a_partition_that_does_not_exist_is_named", a_partition_that_does_not_exist_is_named),
    ("a_refused_connection_is_named", a_refused_connection_is_named),
    ("flush_ends_linger_and_tells_every_outcome", flush_ends_linger_and_tells_every_outcome),
    ("close_delivers_what_is_pending", close_delivers_what_is_pending),
    ("a_broker_killed_and_started_costs_nothing", a_broker_killed_and_started_costs_nothing),
];

struct World {
    kafka: TestCluster,
    kcat: Kcat,
    oracle: Oracle,
}

impl World {
    fn start() -> Result<Self> {
        let kafka = TestCluster::up(&Nodes {
            name: "real-kafka",
            port: 21092,
            version: "4.4.0",
            count: 1,
            props: &[],
        })?;
        let kcat = Kcat::new(kafka.bootstrap());
        Ok(Self { kafka, kcat, oracle: Oracle::compile()? })
    }

    fn config(&self) -> ProducerConfigBuilder {
        ProducerConfig::builder(self.kafka.bootstrap())
    }

    fn create_topic(&self, name: &str, partitions: i32, configs: &[(&str, &str)]) -> Result {
        self.kafka.admin().create_topic(name, partitions, 1, configs)
    }

    /// Reads with kcat and with this project's reader, which must agree with `expected`.
    fn assert_holds(&self, topic: &str, expected: &[Row]) -> Result {
        assert_eq!(self.kcat.rows(topic)?, expected, "{topic} as kcat reads it");
        assert_eq!(self.kafka.admin().read(topic)?, expected, "{topic} as our reader reads it");
        Ok(())
    }
}

fn a_million_records_arrive_once_and_in_order(world: &World) -> Result<String> {
    const COUNT: u64 = 1_000_000;
    let topic = "million";
    let stream = NumberedStream::start(world.config().build()?, topic)?;
    stream.send_to(COUNT)?;
    stream.close();
    let ends = stream.ends();
    assert_eq!(ends.len(), 6, "the topic was created with num.partitions partitions, and all were used");
    assert_eq!(ends.iter().sum::<i64>(), COUNT as i64, "{ends:?}");
    let verdict = stream.judge(world.kcat.numbers(topic)?);
    verdict.assert_perfect();
    assert_eq!(verdict.found, COUNT);
    Ok(verdict.to_string())
}

fn every_codec_keeps_every_byte(world: &World) -> Result<String> {
    let rows = samples();
    let topics: Vec<_> = Compression::ALL.iter().map(|codec| format!("codec-{codec}")).collect();
    let mut all = Vec::new();
    for (codec, topic) in Compression::ALL.into_iter().zip(&topics) {
        world.create_topic(topic, 2, &[])?;
        // One after the other, each in a batch of its own; then all at once, many in a batch.
        let producer = Producer::new(world.config().compression(codec).build()?)?;
        let mut placed = Vec::new();
        for row in &rows[..20] {
            placed.extend(send_rows(&producer, topic, std::slice::from_ref(row))?);
        }
        placed.extend(send_rows(&producer, topic, &rows)?);
        producer.close_blocking(LIMIT);
        placed.sort();
        world.assert_holds(topic, &placed)?;
        all.push(placed);
    }
    let topics: Vec<_> = topics.iter().map(String::as_str).collect();
    assert_eq!(world.oracle.consume(&world.kafka.bootstrap(), &topics)?, all, "as Java reads it");
    Ok(format!("{} codecs x {} records", Compression::ALL.len(), rows.len() + 20))
}

fn each_acks_delivers(world: &World) -> Result<String> {
    const COUNT: u64 = 20_000;
    for acks in [Acks::None, Acks::Leader, Acks::All] {
        let topic = format!("acks-{acks}");
        world.create_topic(&topic, 1, &[])?;
        let config = world.config().acks(acks).idempotence(acks == Acks::All).max_in_flight(1);
        let stream = NumberedStream::start(config.build()?, &topic)?;
        stream.send_to(COUNT)?;
        stream.close();
        assert_eq!(stream.ends().is_empty(), acks == Acks::None, "only an answer names offsets");
        // Without answers, a close that has returned says only that all is written to the socket.
        world.kafka.admin().wait_for_ends(&topic, &[COUNT as i64])?;
        stream.judge(world.kcat.numbers(&topic)?).assert_perfect();
    }
    Ok(format!("3 x {COUNT} records"))
}

fn records_go_where_java_puts_them(world: &World) -> Result<String> {
    let (ours, theirs) = ("placed-by-us", "placed-by-java");
    let partitions = 7;
    for topic in [ours, theirs] {
        world.create_topic(topic, partitions, &[])?;
    }
    // Every length from 0, so that murmur2's tail is met in each form; bytes above 127, whose sign it extends.
    let key =
        |n: u32| (0..n % 23).map(|i| (n.wrapping_mul(2_654_435_761) >> (i % 24)) as u8).collect::<Vec<u8>>();
    let mut rows: Vec<_> = (0..500).map(|n| Row::new(Some(&key(n)), Some(&n.to_be_bytes()), &[])).collect();
    // With a partition named, the key has no say.
    rows.extend(
        (0..70).map(|n: i32| Row::new(Some(b"key"), Some(&n.to_be_bytes()), &[]).at(n % partitions, -1)),
    );

    let places = |rows: Vec<Row>| {
        let mut places: Vec<_> = rows.into_iter().map(|row| (row.value, row.key, row.partition)).collect();
        places.sort();
        places
    };
    let producer = Producer::new(world.config().build()?)?;
    let by_us = send_rows(&producer, ours, &rows)?;
    producer.close_blocking(LIMIT);
    let by_java = world.oracle.produce(&world.kafka.bootstrap(), &[(theirs, "")], &rows)?;
    for row in by_us.iter().filter(|row| row.key.as_deref() == Some(b"key")) {
        let number = i32::from_be_bytes(row.value.as_deref().unwrap_or_default().try_into()?);
        assert_eq!(row.partition, number % partitions, "{row:?}");
    }
    assert_eq!(places(by_us.clone()), places(by_java.concat()));
    world.assert_holds(ours, &by_us)?;
    Ok(format!("{} records over {partitions} partitions", rows.len()))
}

fn a_record_too_large_for_its_topic_fails_alone(world: &World) -> Result<String> {
    let topic = "small-messages";
    world.create_topic(topic, 1, &[("max.message.bytes", "20000")])?;
    // All of them in one batch, which the broker refuses as a whole.
    let config = world.config().batch_size(1 << 20).linger(Duration::from_secs(5)).build()?;
    let producer = Producer::new(config)?;
    let large = vec![b'L'; 30_000];
    let mut rows: Vec<_> =
        (0..200).map(|n: u32| Row::new(None, Some(format!("small {n}").as_bytes()), &[])).collect();
    rows.insert(100, Row::new(Some(b"large"), Some(&large), &[]));
    let deliveries: Result<Vec<_>> =
        rows.iter().map(|row| Ok((row, send_row(&producer, topic, row)?))).collect();
    producer.flush_blocking().expect("this is no callback");
    let (mut expected, mut refused) = (Vec::new(), Vec::new());
    for (row, delivery) in deliveries? {
        match delivery.wait() {
            Ok(metadata) => expected.push(row.at(metadata.partition(), metadata.offset().unwrap_or(-1))),
            Err(error) => refused.push((row.key.clone(), error)),
        }
    }
    let splits = producer.stats().batches_split;
    producer.close_blocking(LIMIT);
    assert_eq!(refused.len(), 1, "{refused:?}");
    let (key, error) = &refused[0];
    assert_eq!(key.as_deref(), Some(&b"large"[..]));
    assert_eq!(*error.kind(), ProduceErrorKind::Broker(ErrorCode::MESSAGE_TOO_LARGE), "{error}");
    assert!(splits > 0, "the batch was split");
    world.assert_holds(topic, &expected)?;
    let values: Vec<_> = expected.iter().map(|row| row.value.clone()).collect();
    let sent: Vec<_> = rows.iter().filter(|row| row.key.is_none()).map(|row| row.value.clone()).collect();
    assert_eq!(values, sent, "in order");
    Ok(format!("1 refused, {} delivered, {splits} splits; {error}", expected.len()))
}

fn a_partition_that_does_not_exist_is_named(world: &World) -> Result<String> {
    let topic = "two-partitions";
    world.create_topic(topic, 2, &[])?;
    let producer = Producer::new(world.config().max_block(Duration::from_secs(2)).build()?)?;
    let error = producer.send_blocking(ProducerRecord::to(topic).partition(2).value(b"v")).err();
    producer.close_blocking(LIMIT);
    let told = matches!(&error, Some(SendError::PartitionNotFound { partition: 2, count: 2, .. }));
    assert!(told, "{error:?}");
    Ok(error.map_or_else(String::new, |error| error.to_string()))
}

fn a_refused_connection_is_named(_: &World) -> Result<String> {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let config = ProducerConfig::builder(format!("127.0.0.1:{port}")).max_block(Duration::from_secs(2));
    let producer = Producer::new(config.build()?)?;
    let error = producer.send_blocking(ProducerRecord::to("any").value(b"v")).err();
    producer.close_blocking(LIMIT);
    let Some(SendError::MetadataTimeout { cause: Some(cause), .. }) = &error else {
        return Err(format!("{error:?}").into());
    };
    assert!(cause.contains("refused") && cause.contains(&port.to_string()), "{cause}");
    Ok(cause.clone())
}

fn flush_ends_linger_and_tells_every_outcome(world: &World) -> Result<String> {
    let topic = "flushed";
    world.create_topic(topic, 3, &[])?;
    // Without flush, nothing would leave while this test lives.
    let config = world.config().linger(Duration::from_secs(100)).delivery_timeout(Duration::from_secs(150));
    let producer = Producer::new(config.build()?)?;
    let mut deliveries = Vec::new();
    for n in 0..30_u32 {
        let value = n.to_be_bytes();
        deliveries
            .push(producer.send_blocking(ProducerRecord::to(topic).value(&value).partition(n as i32 % 3))?);
    }
    let early = deliveries.iter_mut().filter_map(Delivery::try_result).count();
    assert_eq!(early, 0, "linger holds them back");
    producer.flush_blocking().expect("this is no callback");
    let told: Vec<_> = deliveries.iter_mut().filter_map(Delivery::try_result).collect();
    assert_eq!(told.len(), 30, "flush returns when each has its outcome");
    told.into_iter().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(world.kafka.admin().ends(topic)?, [10, 10, 10]);
    producer.close_blocking(LIMIT);
    Ok("30 records".to_owned())
}

fn close_delivers_what_is_pending(world: &World) -> Result<String> {
    let topic = "closed";
    world.create_topic(topic, 1, &[])?;
    let config = world.config().linger(Duration::from_secs(100)).delivery_timeout(Duration::from_secs(150));
    let producer = Producer::new(config.build()?)?;
    let delivery = producer.send_blocking(ProducerRecord::to(topic).value(b"last words"))?;
    producer.close_blocking(LIMIT);
    let offset = delivery.wait()?.offset();
    assert_eq!(offset, Some(0));
    let late = producer.send_blocking(ProducerRecord::to(topic).value(b"too late")).err();
    assert_eq!(late, Some(SendError::Closed));
    // A second close finds nothing to do.
    producer.close_blocking(Duration::ZERO);
    world.assert_holds(topic, &[Row::new(None, Some(b"last words"), &[]).at(0, 0)])?;
    Ok("1 record delivered, 1 refused".to_owned())
}

fn a_broker_killed_and_started_costs_nothing(world: &World) -> Result<String> {
    let topic = "restarted";
    world.create_topic(topic, 3, &[])?;
    let stream = NumberedStream::start_over(world.config().build()?, topic, 3)?;
    std::thread::scope(|scope| -> Result {
        let (pace, paces) = mpsc::channel();
        let sender = scope.spawn(|| stream.send_paced(paces, 200_000));
        let restarted = (|| {
            // A full pipe: many batches are on their way when the broker dies.
            pace.send(Pace::FlatOut)?;
            stream.wait_for(50_000, LIMIT)?;
            world.kafka.kill(1)?;
            pace.send(Pace::Bursts)?;
            world.kafka.start(1)?;
            stream.wait_for(stream.written() + 50_000, LIMIT)
        })();
        // Hangs up, which ends the stream.
        drop(pace);
        let sent = sender.join().map_err(|_| "the sender panicked")?;
        restarted.and(sent)
    })?;
    stream.close();
    world.kafka.admin().wait_for_ends(topic, &stream.ends())?;
    let verdict = stream.judge(world.kcat.numbers(topic)?);
    verdict.assert_perfect();
    let retried = stream.producer().stats().records_retried;
    assert!(retried > 0, "the broker died while nothing was on its way");
    Ok(format!("1 kill; {verdict}; {retried} records retried"))
}

const LIMIT: Duration = Duration::from_secs(60);
