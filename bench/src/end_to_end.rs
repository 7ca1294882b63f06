//! A record's whole way on one thread: send, batch, seal, request, the broker's answer, delivery report. The broker is
//! the embedded one in its sink form, whose share is small because it looks at batch headers only.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{Cluster as Broker, ClusterConfig, ConnId, Output};
use kafka_net::{ConnectionId, Transmit};
use kafka_producer::{
    Clock, Compression, Producer, ProducerConfig, ProducerRecord, Sender, Tick, TopicHandle, TrySendReason,
    WallMs, build,
};
use kafka_protocol::wire::Segments;

/// Virtual time: moves by a fixed step with each turn of the loop.
#[derive(Default)]
struct Steps(AtomicU64);

impl Clock for Steps {
    fn now(&self) -> Tick {
        Tick::from_nanos(self.0.load(Ordering::Relaxed))
    }

    fn wall(&self) -> WallMs {
        WallMs(1_700_000_000_000)
    }
}

/// Records between two turns of the loop: what an application appends while the I/O thread is busy.
const BURST: u64 = 1000;

/// One record of the benchmark; false where the producer has no room at the moment.
type Send = fn(&Producer, &TopicHandle, &[u8]) -> bool;

/// So many partitions that a batch has few records, each with its own key.
pub(crate) fn scattered(records: u64, partitions: i32) {
    let clock = Arc::new(Steps::default());
    let config = ProducerConfig::builder("fake:9092").buffer_memory(256 << 20).build();
    let (producer, sender) =
        build(config.expect("the options are valid"), clock.clone(), 1).expect("the configuration is valid");
    let mut world = World::with_partitions(sender, clock, partitions);
    let topic = producer.topic("bench");
    let value = [b'x'; 100];
    let mut sent = 0;
    while sent == 0 {
        sent += u64::from(with_delivery(&producer, &topic, &value));
        world.turn();
    }
    while sent < records {
        for _ in 0..BURST.min(records - sent) {
            let key = sent.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            let record = ProducerRecord::to(&topic).key(&key).value(&value);
            producer.send_tagged_blocking(record, 1).expect("there is room");
            sent += 1;
        }
        world.turn();
    }
    finish(&producer, &mut world, records);
}

/// With a future for the outcome, dropped at once.
pub(crate) fn with_delivery(producer: &Producer, topic: &TopicHandle, value: &[u8]) -> bool {
    match producer.try_send(ProducerRecord::to(topic).value(value)) {
        Ok(delivery) => {
            drop(delivery);
            true
        }
        Err(refused) => {
            assert!(!matches!(refused.reason, TrySendReason::Refused(_)), "{refused}");
            false
        }
    }
}

/// With a tag for the delivery handler, which the benchmark leaves out.
pub(crate) fn with_tag(producer: &Producer, topic: &TopicHandle, value: &[u8]) -> bool {
    // It never waits here: metadata is known, and a burst is far smaller than buffer.memory.
    producer.send_tagged_blocking(ProducerRecord::to(topic).value(value), 1).is_ok()
}

pub(crate) fn run(records: u64, compression: Compression, batch_size: usize, send: Send) {
    let clock = Arc::new(Steps::default());
    let config = ProducerConfig::builder("fake:9092")
        .compression(compression)
        .batch_size(batch_size)
        .build()
        .expect("the options are valid");
    let (producer, sender) = build(config, clock.clone(), 1).expect("the configuration is valid");
    let mut world = World::new(sender, clock);
    let topic = producer.topic("bench");
    let value = [b'x'; 100];
    let mut sent = 0;
    // The first record has metadata fetched.
    while sent == 0 {
        sent += u64::from(with_delivery(&producer, &topic, &value));
        world.turn();
    }
    while sent < records {
        for _ in 0..BURST.min(records - sent) {
            if !send(&producer, &topic, &value) {
                break;
            }
            sent += 1;
        }
        world.turn();
    }
    finish(&producer, &mut world, records);
}

fn finish(producer: &Producer, world: &mut World, records: u64) {
    producer.begin_close(Duration::from_secs(10));
    while !world.sender.is_closed() {
        world.turn();
    }
    assert_eq!(producer.stats().records_delivered, records, "every record is acknowledged");
}

/// Sender and broker with nothing between them but buffers.
struct World {
    sender: Sender,
    broker: Broker,
    clock: Arc<Steps>,
    connections: Vec<(ConnectionId, ConnId)>,
}

impl World {
    fn new(sender: Sender, clock: Arc<Steps>) -> Self {
        Self::with_partitions(sender, clock, 6)
    }

    fn with_partitions(sender: Sender, clock: Arc<Steps>, partitions: i32) -> Self {
        let config = ClusterConfig::default().sink(true).partitions(partitions).host("fake").port(9092);
        Self { sender, broker: Broker::new(config), clock, connections: Vec::new() }
    }

    fn turn(&mut self) {
        self.clock.0.fetch_add(STEP.as_nanos() as u64, Ordering::Relaxed);
        let now = self.clock.now();
        self.sender.poll(now);
        while let Some(transmit) = self.sender.poll_transmit() {
            self.carry_out(now, transmit);
        }
        while let Some(job) = self.sender.poll_seal() {
            self.sender.handle_sealed(now, job.run());
        }
        while let Some(output) = self.broker.poll_output() {
            if let Output::Send { conn, segments } = output {
                let to = self.connections.iter().find(|(_, c)| *c == conn).map(|(id, _)| *id);
                if let Some(id) = to {
                    for bytes in segments.iter() {
                        self.sender.handle_bytes(now, id, bytes);
                    }
                }
            }
        }
        self.sender.poll(now);
        while let Some(finished) = self.sender.poll_finished() {
            finished.deliver(None);
        }
    }

    fn carry_out(&mut self, now: Tick, transmit: Transmit) {
        let since_start = Duration::from_nanos(now.as_nanos());
        match transmit {
            Transmit::Resolve { connection, port, .. } => {
                let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
                self.sender.handle_resolved(now, connection, vec![address.into()]);
            }
            Transmit::Open { connection, addresses, .. } => {
                let conn = self
                    .broker
                    .connect(since_start, self.broker.brokers()[0].id().0)
                    .expect("the broker is up");
                self.connections.push((connection, conn));
                self.sender.handle_opened(now, connection, addresses[0]);
            }
            Transmit::Write { connection, segments } => {
                let conn = self.connections.iter().find(|(id, _)| *id == connection).map(|(_, c)| *c);
                self.sender.handle_written(now, connection, segments.len());
                for frame in frames(&segments) {
                    self.broker.handle_frame(since_start, 0, conn.expect("it was opened"), frame);
                }
            }
            Transmit::Sasl { .. } => unreachable!("nobody authenticates here"),
            Transmit::Close { connection } => self.connections.retain(|(id, _)| *id != connection),
        }
    }
}

/// The requests of one write without their length. The copy stands for the kernel's.
fn frames(segments: &Segments) -> Vec<Bytes> {
    let mut bytes = segments.to_bytes();
    let mut frames = Vec::new();
    while bytes.len() >= 4 {
        let len = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
        let mut frame = bytes.split_to(4 + len);
        frames.push(frame.split_off(4));
    }
    frames
}

const STEP: Duration = Duration::from_micros(200);
