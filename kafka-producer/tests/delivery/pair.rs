//! A producer without a driver and an embedded cluster, joined by buffers under virtual time.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses its own part of the harness"
)]

use std::collections::BTreeMap;
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{Cluster, ClusterConfig, ConnId, Fault, FaultRule, Output};
use kafka_net::{ConnectionId, Transmit};
use kafka_producer::{
    Clock, DeliveryHandler, Plugins, Producer, ProducerConfig, ProducerConfigBuilder, Sender, Tick, WallMs,
    build_with,
};
use kafka_protocol::messages::{ProduceRequest, ProduceResponse};
use kafka_protocol::{ApiKey, decode_response, encode_response, peek_correlation_id};
use kafka_records::Record;

/// Virtual time.
#[derive(Default)]
pub struct VirtualClock(AtomicU64);

impl Clock for VirtualClock {
    fn now(&self) -> Tick {
        Tick::from_nanos(self.0.load(Ordering::Relaxed))
    }

    fn wall(&self) -> WallMs {
        WallMs(WALL + (self.0.load(Ordering::Relaxed) / 1_000_000) as i64)
    }
}

pub const WALL: i64 = 1_700_000_000_000;

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

/// Both sides and what lies between them.
pub struct Pair {
    pub producer: Producer,
    pub sender: Sender,
    pub cluster: Cluster,
    pub clock: Arc<VirtualClock>,
    /// Seal jobs wait here while [`hold_seals`](Self::hold_seals) is on.
    pub seals: Vec<kafka_producer::SealJob>,
    pub hold_seals: bool,
    /// Addresses that refuse connections.
    pub unreachable: bool,
    /// Brokers work, and nothing of what they say arrives before [`release_answers`](Self::release_answers).
    pub hold_answers: bool,
    /// Is told of tagged records.
    pub handler: Option<Box<dyn DeliveryHandler>>,
    /// The connection of the next write takes so many bytes of it and ends.
    pub cut_write: Option<usize>,
    held: Vec<(ConnectionId, Bytes)>,
    /// What the sender wrote to connections, write by write.
    pub written: Vec<Bytes>,
    connections: BTreeMap<ConnectionId, Link>,
    woken: Arc<Flag>,
}

struct Link {
    conn: ConnId,
    buffer: Vec<u8>,
}

pub fn config() -> ProducerConfigBuilder {
    ProducerConfig::builder("fake:9001")
}

impl Pair {
    pub fn new(config: ProducerConfigBuilder, cluster: ClusterConfig) -> Self {
        Self::with_plugins(config, cluster, Plugins::default())
    }

    pub fn with_plugins(config: ProducerConfigBuilder, cluster: ClusterConfig, plugins: Plugins) -> Self {
        let clock = Arc::new(VirtualClock(AtomicU64::new(1_000_000_000)));
        let (producer, sender) = build_with(config.build().unwrap(), clock.clone(), 7, plugins).unwrap();
        let woken = Arc::new(Flag(AtomicBool::new(true)));
        sender.register_waker(&Waker::from(woken.clone()));
        Self {
            producer,
            sender,
            cluster: Cluster::new(cluster.host("fake").port(9001)),
            clock,
            seals: Vec::new(),
            hold_seals: false,
            unreachable: false,
            hold_answers: false,
            handler: None,
            cut_write: None,
            held: Vec::new(),
            written: Vec::new(),
            connections: BTreeMap::new(),
            woken,
        }
    }

    /// One broker, topic `t` with one partition, everything else as it comes.
    pub fn simple() -> Self {
        Self::with(config())
    }

    pub fn with(config: ProducerConfigBuilder) -> Self {
        let mut pair = Self::new(config, ClusterConfig::default());
        pair.cluster.control().create_topic("t", 1).unwrap();
        pair
    }

    pub fn fault(&mut self, fault: Fault) {
        self.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, fault));
    }

    pub fn now(&self) -> Tick {
        self.clock.now()
    }

    /// True if an application thread has woken the sender since the last call.
    pub fn take_woken(&self) -> bool {
        self.woken.0.swap(false, Ordering::AcqRel)
    }

    pub fn advance(&self, by: Duration) {
        self.clock.0.fetch_add(by.as_nanos() as u64, Ordering::Relaxed);
    }

    /// Exchanges everything that can be exchanged now.
    pub fn settle(&mut self) {
        for _ in 0..10_000 {
            if !self.step() {
                assert!(
                    !self.sender.prepare_sleep() || self.sender.is_closed(),
                    "the sender would sleep through work"
                );
                return;
            }
        }
        panic!("the two sides never come to rest");
    }

    fn step(&mut self) -> bool {
        let now = self.now();
        let since = Duration::from_nanos(now.as_nanos());
        self.woken.0.store(false, Ordering::Release);
        self.sender.poll(now);
        let mut moved = false;
        while let Some(transmit) = self.sender.poll_transmit() {
            moved = true;
            self.carry_out(now, transmit);
        }
        while let Some(job) = self.sender.poll_seal() {
            self.seals.push(job);
        }
        if !self.hold_seals {
            for job in std::mem::take(&mut self.seals) {
                moved = true;
                self.sender.handle_sealed(now, job.run());
            }
        }
        self.cluster.handle_timeout(since, WALL);
        while let Some(output) = self.cluster.poll_output() {
            moved = true;
            match output {
                Output::Send { conn, segments } => {
                    if let Some(id) = self.id_of(conn) {
                        if self.hold_answers {
                            self.held.push((id, segments.to_bytes()));
                        } else {
                            self.sender.handle_bytes(now, id, &segments.to_bytes());
                        }
                    }
                }
                Output::Close { conn, .. } => {
                    if let Some(id) = self.id_of(conn) {
                        self.connections.remove(&id);
                        self.sender.handle_closed(now, id, None);
                    }
                }
                _ => {}
            }
        }
        self.sender.tell_observers();
        while let Some(finished) = self.sender.poll_finished() {
            moved = true;
            finished.deliver(self.handler.as_deref());
        }
        moved
    }

    /// Changes the Produce responses that [`hold_answers`](Self::hold_answers) keeps back.
    pub fn change_held_answers(&mut self, change: impl Fn(&mut ProduceResponse)) {
        let asked = self.cluster.recorder().requests().filter(|request| request.api == ApiKey::PRODUCE);
        let versions: BTreeMap<_, _> = asked.map(|r| (r.correlation_id, r.version)).collect();
        for (_, bytes) in &mut self.held {
            let frame = bytes.slice(4..);
            let id = peek_correlation_id(&frame).unwrap();
            let Some(version) = versions.get(&id).copied() else { continue };
            let (_, mut response) = decode_response::<ProduceRequest>(version, &frame).unwrap();
            change(&mut response);
            *bytes = encode_response(ApiKey::PRODUCE, version, id, &response).unwrap().to_bytes();
        }
    }

    pub fn release_answers(&mut self) {
        self.hold_answers = false;
        let now = self.now();
        for (id, bytes) in std::mem::take(&mut self.held) {
            self.sender.handle_bytes(now, id, &bytes);
        }
        self.settle();
    }

    fn id_of(&self, conn: ConnId) -> Option<ConnectionId> {
        self.connections.iter().find(|(_, link)| link.conn == conn).map(|(id, _)| *id)
    }

    fn carry_out(&mut self, now: Tick, transmit: Transmit) {
        let since = Duration::from_nanos(now.as_nanos());
        match transmit {
            Transmit::Resolve { connection, port, .. } => {
                let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
                self.sender.handle_resolved(now, connection, vec![address.into()]);
            }
            Transmit::Open { connection, port, addresses, .. } => {
                let broker = self.cluster.brokers().iter().find(|b| b.port() == port).map(|b| b.id().0);
                let conn = broker.filter(|_| !self.unreachable).and_then(|b| self.cluster.connect(since, b));
                match conn {
                    Some(conn) => {
                        self.connections.insert(connection, Link { conn, buffer: Vec::new() });
                        self.sender.handle_opened(now, connection, addresses[0]);
                    }
                    None => self.sender.handle_open_failed(now, connection, "connection refused".to_owned()),
                }
            }
            Transmit::Write { connection, .. } if self.cut_write.is_some() => {
                if let (Some(link), Some(taken)) =
                    (self.connections.remove(&connection), self.cut_write.take())
                {
                    self.sender.handle_written(now, connection, taken);
                    self.cluster.disconnect(since, link.conn);
                    self.sender.handle_closed(now, connection, None);
                }
            }
            Transmit::Write { connection, segments } => {
                let Some(link) = self.connections.get_mut(&connection) else { return };
                let bytes = segments.to_bytes();
                link.buffer.extend_from_slice(&bytes);
                self.written.push(bytes);
                let (conn, frames) = (link.conn, cut(&mut link.buffer));
                self.sender.handle_written(now, connection, segments.len());
                for frame in frames {
                    self.cluster.handle_frame(since, WALL, conn, frame);
                }
            }
            Transmit::Sasl { .. } => unreachable!("no configuration here authenticates"),
            Transmit::Close { connection } => {
                if let Some(link) = self.connections.remove(&connection) {
                    self.cluster.disconnect(since, link.conn);
                }
            }
        }
    }

    /// Lets time pass, stopping wherever something is due, until `done` holds or `limit` is over.
    pub fn run_until(&mut self, limit: Duration, mut done: impl FnMut(&mut Self) -> bool) -> bool {
        let end = self.now() + limit;
        loop {
            self.settle();
            if done(self) {
                return true;
            }
            if self.take_woken() {
                // What `done` polled gave the sender something to do.
                continue;
            }
            let now = self.now();
            let broker = self.cluster.poll_timeout().map(|at| Tick::ZERO + at);
            let next = [self.sender.poll_timeout(), broker].into_iter().flatten().min().unwrap_or(Tick::MAX);
            // A deadline that is due already must have been acted upon; the least step keeps time moving.
            let next = next.max(now + Duration::from_micros(1)).min(end);
            if next >= end {
                self.advance(end - now);
                self.settle();
                return done(self);
            }
            self.advance(next - now);
        }
    }

    pub fn run_for(&mut self, time: Duration) {
        self.run_until(time, |_| false);
    }

    /// Drives `future` to its end under virtual time.
    pub fn block_on<T>(&mut self, limit: Duration, future: impl Future<Output = T>) -> T {
        let mut future = Box::pin(future);
        let mut result = None;
        self.run_until(limit, |_| {
            result = poll_once(future.as_mut());
            result.is_some()
        });
        result.expect("the future is ready within the limit")
    }

    /// All records of a partition.
    pub fn log(&self, topic: &str, partition: i32) -> Vec<Record> {
        self.cluster.log(topic, partition).unwrap().records().unwrap()
    }

    /// Values of a partition as text.
    pub fn values(&self, topic: &str, partition: i32) -> Vec<String> {
        self.log(topic, partition)
            .into_iter()
            .map(|r| String::from_utf8(r.value.unwrap_or_default().to_vec()).unwrap())
            .collect()
    }
}

pub fn poll_once<F: Future + ?Sized>(future: Pin<&mut F>) -> Option<F::Output> {
    let mut cx = Context::from_waker(Waker::noop());
    match future.poll(&mut cx) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn cut(buffer: &mut Vec<u8>) -> Vec<Bytes> {
    let mut frames = Vec::new();
    while let Some(len) = buffer.first_chunk::<4>().map(|len| u32::from_be_bytes(*len) as usize) {
        if buffer.len() < 4 + len {
            break;
        }
        frames.push(Bytes::copy_from_slice(&buffer[4..4 + len]));
        buffer.drain(..4 + len);
    }
    frames
}
