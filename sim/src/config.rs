//! The scenario: everything that a seed decides before time begins.
//!
//! Swarm configuration: each seed first draws which faults and which shapes of work are on at all, then how much of them,
//! so that a run is about few things at once and every combination comes up.

use std::fmt;
use std::time::Duration;

use kafka_fake::KafkaVersion;
use kafka_producer::{Acks, Compression, ConfigError, ProducerConfig};

use crate::addresses::{BOOTSTRAP, DEAD, HOLE, NOWHERE};
use crate::faults::{self, FaultKind, PlannedFault};
use crate::history::Place;
use crate::rng::{Rng, millis, one_in, pick, weighted};

/// What a run is about.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The seed it follows from.
    pub(crate) seed: u64,
    /// The brokers and topics.
    pub(crate) cluster: ClusterPlan,
    /// The producer's configuration.
    pub(crate) producer: ProducerPlan,
    /// What the application does.
    pub(crate) work: WorkPlan,
    /// How the network behaves when nothing is wrong.
    pub(crate) network: NetworkPlan,
    /// What goes wrong, by time.
    pub(crate) faults: Vec<PlannedFault>,
    /// How the run ends.
    pub(crate) ending: Ending,
    /// `bootstrap.servers`.
    pub(crate) bootstrap: Vec<String>,
}

/// The brokers and topics.
#[derive(Clone, Debug)]
pub(crate) struct ClusterPlan {
    /// Brokers, with ids from 1.
    pub(crate) brokers: i32,
    /// The release they pose as.
    pub(crate) release: KafkaVersion,
    /// `min.insync.replicas`.
    pub(crate) min_insync_replicas: usize,
    /// Replicas of each partition.
    pub(crate) replication_factor: i16,
    /// How far behind their leaders followers are when nothing is wrong.
    pub(crate) replication_lag: Duration,
    /// `replica.lag.time.max.ms`.
    pub(crate) replica_lag_max: Duration,
    /// The topics.
    pub(crate) topics: Vec<TopicPlan>,
}

/// A topic.
#[derive(Clone, Debug)]
pub(crate) struct TopicPlan {
    /// Its name.
    pub(crate) name: String,
    /// Its partitions.
    pub(crate) partitions: i32,
    /// `max.message.bytes`, where it is small.
    pub(crate) max_message_bytes: Option<usize>,
    /// `message.timestamp.type` is LogAppendTime.
    pub(crate) log_append_time: bool,
    /// When it is created; topics that come later are waited for.
    pub(crate) created_at: Duration,
}

/// The producer's configuration.
#[derive(Clone, Debug)]
pub(crate) struct ProducerPlan {
    /// `acks`.
    pub(crate) acks: Acks,
    /// `enable.idempotence`.
    pub(crate) idempotence: bool,
    /// `retries`, where bounded.
    pub(crate) retries: Option<u32>,
    /// `max.in.flight.requests.per.connection`.
    pub(crate) max_in_flight: usize,
    /// `compression.type`.
    pub(crate) compression: Compression,
    /// `linger.ms`.
    pub(crate) linger: Duration,
    /// `batch.size`.
    pub(crate) batch_size: usize,
    /// `buffer.memory`.
    pub(crate) buffer_memory: usize,
    /// `max.request.size`.
    pub(crate) max_request_size: usize,
    /// `max.block.ms`.
    pub(crate) max_block: Duration,
    /// `request.timeout.ms`.
    pub(crate) request_timeout: Duration,
    /// `delivery.timeout.ms`.
    pub(crate) delivery_timeout: Duration,
    /// `retry.backoff.ms` and its maximum.
    pub(crate) retry_backoff: (Duration, Duration),
    /// `reconnect.backoff.ms` and its maximum.
    pub(crate) reconnect_backoff: (Duration, Duration),
    /// `metadata.max.age.ms`.
    pub(crate) metadata_max_age: Duration,
    /// `socket.connection.setup.timeout.ms`, also its maximum.
    pub(crate) setup_timeout: Duration,
    /// `connections.max.idle.ms`.
    pub(crate) max_idle: Duration,
    /// `partitioner.ignore.keys`.
    pub(crate) ignore_keys: bool,
    /// The longest that a seal job takes.
    pub(crate) seal_time: Duration,
}

/// What the application does.
#[derive(Clone, Debug)]
pub(crate) struct WorkPlan {
    /// Actors that use the producer side by side.
    pub(crate) actors: u16,
    /// Records that each of them sends.
    pub(crate) records: u64,
    /// The longest pause between two steps of an actor.
    pub(crate) pause: Duration,
    /// The longest value, in bytes.
    pub(crate) value_len: usize,
    /// Relative weights of the ways to send, by `Op`.
    pub(crate) weights: [u32; 10],
    /// One record in so many has a key; 0 for none.
    pub(crate) keyed: u64,
    /// One record in so many names its partition; 0 for none.
    pub(crate) placed: u64,
    /// One record in so many has headers.
    pub(crate) headed: u64,
    /// One delivery in so many is dropped without a look.
    pub(crate) forgotten: u64,
    /// Values compress well.
    pub(crate) compressible: bool,
}

/// How the network behaves when nothing is wrong.
#[derive(Clone, Debug)]
pub(crate) struct NetworkPlan {
    /// One way, at least.
    pub(crate) latency: Duration,
    /// On top of it, at most.
    pub(crate) jitter: Duration,
    /// The largest piece that a write takes or a read gives.
    pub(crate) chunk: usize,
    /// Bytes under way in one direction before writes stall.
    pub(crate) window: usize,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The faults end, everything drains, probes are sent, the producer is closed.
    Heal,
    /// The producer is closed in the middle of the faults, with this timeout.
    CloseEarly {
        /// When.
        at: Duration,
        /// For how long it may go on delivering.
        timeout: Duration,
    },
    /// Every handle is dropped in the middle of the faults.
    Drop {
        /// When.
        at: Duration,
    },
}

impl Scenario {
    /// Everything that follows from a seed.
    pub(crate) fn draw(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let mut cluster = ClusterPlan::draw(&mut rng.fork());
        let mut producer = ProducerPlan::draw(&mut rng.fork());
        let work = WorkPlan::draw(&mut rng.fork(), &producer);
        let network = NetworkPlan::draw(&mut rng.fork(), &work);
        producer.allow_for(&network);
        // Less memory than one record takes would refuse everything.
        producer.buffer_memory = producer.buffer_memory.max(work.value_len + 1_024);
        let mut faults = faults::draw(&mut rng.fork(), &cluster, &producer);
        let ending = Ending::draw(&mut rng.fork(), &faults, &producer);
        let bootstrap = draw_bootstrap(&mut rng.fork(), cluster.brokers);
        let mut rng = rng.fork();
        // Whoever moves can be found by one name alone.
        if bootstrap.iter().any(|server| server.starts_with(BOOTSTRAP)) && one_in(&mut rng, 2) {
            let span = faults.iter().map(|fault| fault.at).max().unwrap_or(Duration::from_secs(1));
            faults.extend(faults::draw_moves(&mut rng, cluster.brokers, span, producer.recovery_time()));
        }
        let mut rng = Rng::new(seed ^ REPLICATION);
        if cluster.replication_factor > 1 && one_in(&mut rng, 2) {
            cluster.draw_replication(&mut rng, &producer);
            let span = faults.iter().map(|fault| fault.at).max().unwrap_or(Duration::from_secs(1));
            faults.extend(faults::draw_lags(&mut rng, &cluster, &producer, span));
        }
        Self { seed, cluster, producer, work, network, faults, ending, bootstrap }
    }

    /// The producer's configuration as its crate takes it.
    pub(crate) fn producer_config(&self) -> Result<ProducerConfig, ConfigError> {
        let p = &self.producer;
        let ms = |time: Duration| time.as_millis().to_string();
        let mut builder = ProducerConfig::builder(self.bootstrap.join(","))
            .client_id("sim")
            .acks(p.acks)
            .idempotence(p.idempotence)
            .max_in_flight(p.max_in_flight)
            .compression(p.compression)
            .linger(p.linger)
            .batch_size(p.batch_size)
            .buffer_memory(p.buffer_memory)
            .max_request_size(p.max_request_size)
            .max_block(p.max_block)
            .request_timeout(p.request_timeout)
            .delivery_timeout(p.delivery_timeout)
            .retry_backoff(p.retry_backoff.0, p.retry_backoff.1)
            .reconnect_backoff(p.reconnect_backoff.0, p.reconnect_backoff.1)
            .metadata_max_age(p.metadata_max_age)
            .ignore_keys(p.ignore_keys)
            .set("socket.connection.setup.timeout.ms", &ms(p.setup_timeout))?
            .set("socket.connection.setup.timeout.max.ms", &ms(p.setup_timeout))?
            .set("connections.max.idle.ms", &ms(p.max_idle))?;
        if self.relocates() {
            builder = builder.set("metadata.recovery.rebootstrap.trigger.ms", &ms(REBOOTSTRAP_TRIGGER))?;
        }
        if let Some(retries) = p.retries {
            builder = builder.retries(retries);
        }
        builder.build()
    }

    /// Brokers move to other addresses.
    pub(crate) fn relocates(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Relocate { .. }))
    }

    /// How long the producer may take to find brokers that moved, or to be done with a bootstrap server that says nothing; nothing where
    /// there is neither.
    pub(crate) fn recovery_time(&self) -> Duration {
        let moved = if self.relocates() { self.producer.recovery_time() } else { Duration::ZERO };
        moved + self.dead_end_time()
    }

    /// How long an attempt to reach a bootstrap server may last that says nothing: it begins while all others are in trouble, and may
    /// outlast the trouble. Nothing where all of them lead to somebody, or refuse.
    pub(crate) fn dead_end_time(&self) -> Duration {
        let is_silent = |server: &String| server.split(':').next() == Some(HOLE);
        if self.bootstrap.iter().any(is_silent) { self.producer.setup_timeout * 2 } else { Duration::ZERO }
    }

    /// A leader may have records that no other replica has, and take them with it: only `acks=all` is safe from that.
    pub(crate) fn loses_tails(&self) -> bool {
        let lags = self.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Lag { .. }));
        lags || !self.cluster.replication_lag.is_zero()
    }

    /// Index of a topic's name.
    pub(crate) fn topic_index(&self, name: &str) -> Option<u16> {
        let at = self.cluster.topics.iter().position(|topic| topic.name == name)?;
        u16::try_from(at).ok()
    }

    /// Brokers forget producers, so that they can keep neither duplicates nor reordered retries out.
    pub(crate) fn forgets_producers(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Forget { .. }))
    }

    /// As [`forgets_producers`](Self::forgets_producers), in this partition.
    pub(crate) fn forgets_producer_of(&self, place: Place) -> bool {
        self.faults.iter().any(|fault| {
            matches!(fault.kind, FaultKind::Forget { topic, partition } if topic == place.topic && partition == place.partition)
        })
    }

    /// When the last fault of the schedule has begun, every topic is there, and the run may heal.
    pub(crate) fn fault_phase(&self) -> Duration {
        let topics = self.cluster.topics.iter().map(|topic| topic.created_at);
        self.faults.iter().map(PlannedFault::end).chain(topics).max().unwrap_or_default()
    }
}

/// The brokers, or some of them, with servers among them that lead nowhere, and sometimes a name for all of them.
fn draw_bootstrap(rng: &mut Rng, brokers: i32) -> Vec<String> {
    let mut servers: Vec<String> =
        (0..brokers).map(|broker| format!("{HOST}:{}", i32::from(FIRST_PORT) + broker)).collect();
    if one_in(rng, 2) {
        return servers;
    }
    servers.truncate(rng.below(servers.len() as u64 + 1) as usize);
    if servers.is_empty() || one_in(rng, 2) {
        servers.push(format!("{BOOTSTRAP}:{FIRST_PORT}"));
    }
    for nobody in [DEAD, HOLE, NOWHERE] {
        if one_in(rng, 3) {
            let at = rng.below(servers.len() as u64 + 1) as usize;
            servers.insert(at, format!("{nobody}:{FIRST_PORT}"));
        }
    }
    servers
}

impl ClusterPlan {
    fn draw(rng: &mut Rng) -> Self {
        let brokers = 1 + rng.below(5) as i32;
        let topics = 1 + rng.below(3);
        let late = one_in(rng, 4);
        let small = one_in(rng, 3);
        let replicas = (1 + rng.below(3) as i32).min(brokers);
        Self {
            brokers,
            release: if one_in(rng, 2) { KafkaVersion::LATEST } else { pick(rng, &releases()) },
            min_insync_replicas: if one_in(rng, 4) { replicas.min(2) as usize } else { 1 },
            replication_factor: replicas as i16,
            replication_lag: Duration::ZERO,
            replica_lag_max: Duration::from_secs(30),
            topics: (0..topics)
                .map(|index| TopicPlan {
                    name: format!("t{index}"),
                    partitions: if one_in(rng, 3) { 1 } else { 1 + rng.below(12) as i32 },
                    max_message_bytes: (small && one_in(rng, 2)).then(|| 300 + rng.below(4_000) as usize),
                    log_append_time: one_in(rng, 8),
                    created_at: if late && one_in(rng, 2) { millis(rng, 0, 1_500) } else { Duration::ZERO },
                })
                .collect(),
        }
    }
}

impl ClusterPlan {
    /// Followers that take their time.
    fn draw_replication(&mut self, rng: &mut Rng, producer: &ProducerPlan) {
        let most = (producer.request_timeout / 4).as_micros() as u64;
        self.replication_lag = Duration::from_micros(weighted(rng, &[(1, 0), (2, most / 20), (2, most)]));
        self.replica_lag_max = millis(rng, 100, 3_000);
    }
}

impl ProducerPlan {
    fn draw(rng: &mut Rng) -> Self {
        let acks = weighted(rng, &[(7, Acks::All), (2, Acks::Leader), (1, Acks::None)]);
        let idempotence = acks == Acks::All && !one_in(rng, 5);
        let request_timeout = millis(rng, 100, 2_000);
        let linger = weighted(rng, &[(2, 0), (3, 5), (2, 20), (1, 200)]);
        let linger = Duration::from_millis(linger);
        let least = linger + request_timeout;
        let delivery_timeout = if one_in(rng, 3) { least } else { least * (1 + rng.below(8) as u32) };
        let retry_backoff = millis(rng, 0, 60);
        let reconnect_backoff = millis(rng, 0, 50);
        let compression = weighted(
            rng,
            &[
                (5, Compression::None),
                (1, Compression::Gzip),
                (2, Compression::Snappy),
                (2, Compression::Lz4),
            ],
        );
        Self {
            acks,
            idempotence,
            retries: one_in(rng, 6).then(|| rng.below(5) as u32 + u32::from(idempotence)),
            max_in_flight: 1 + rng.below(5) as usize,
            compression,
            linger,
            batch_size: weighted(rng, &[(1, 0), (1, 1), (3, 300), (3, 2_000), (2, 16_384)]),
            buffer_memory: weighted(rng, &[(2, 4_000), (2, 20_000), (2, 200_000), (1, 32 << 20)]),
            max_request_size: weighted(rng, &[(1, 3_000), (1, 40_000), (3, 1 << 20)]),
            max_block: millis(rng, 10, 3_000),
            request_timeout,
            delivery_timeout,
            retry_backoff: (retry_backoff, retry_backoff * (1 + rng.below(10) as u32)),
            reconnect_backoff: (reconnect_backoff, reconnect_backoff * (1 + rng.below(10) as u32)),
            metadata_max_age: if one_in(rng, 4) { millis(rng, 200, 3_000) } else { Duration::from_secs(300) },
            setup_timeout: millis(rng, 50, 2_000),
            max_idle: if one_in(rng, 6) { millis(rng, 100, 2_000) } else { Duration::from_secs(540) },
            ignore_keys: one_in(rng, 10),
            seal_time: Duration::from_micros(weighted(rng, &[(2, 0), (3, 500), (1, 20_000)])),
        }
    }
}

impl ProducerPlan {
    /// How long it may take to find brokers that moved: what waits at the old address runs out of time, so do attempts to
    /// connect there, and then somebody has to be asked.
    fn recovery_time(&self) -> Duration {
        let attempts = (self.setup_timeout + self.reconnect_backoff.1) * 2;
        self.request_timeout * 2 + attempts * 2 + REBOOTSTRAP_TRIGGER + self.retry_backoff.1 * 4
    }

    /// Timeouts that a network without faults would exceed are no faults of the producer: they are drawn out to several
    /// exchanges of a few thousand bytes.
    fn allow_for(&mut self, network: &NetworkPlan) {
        let pieces = 1 + (8_000 / network.window) as u32 * 2;
        let exchange = (network.latency + network.jitter + Duration::from_micros(200)) * (pieces + 2);
        let exchange = Duration::from_millis(exchange.as_millis() as u64 + 1);
        self.setup_timeout = self.setup_timeout.max(exchange * 5);
        let request_timeout = self.request_timeout.max(exchange * 12);
        self.delivery_timeout += request_timeout.saturating_sub(self.request_timeout);
        self.request_timeout = request_timeout;
    }
}

impl WorkPlan {
    fn draw(rng: &mut Rng, producer: &ProducerPlan) -> Self {
        let mut weights = [0; 10];
        for weight in &mut weights {
            *weight = if one_in(rng, 2) { 1 + rng.below(9) as u32 } else { 0 };
        }
        // Something must be sent.
        weights[rng.below(5) as usize] += 5;
        let largest = producer.max_request_size.min(producer.buffer_memory).saturating_sub(600).max(200);
        let value_len = weighted(rng, &[(3, 60), (3, 300), (2, 2_500), (1, 20_000)]);
        Self {
            actors: 1 + rng.below(4) as u16,
            records: weighted(rng, &[(1, 5), (4, 60), (3, 200), (1, 500)]),
            pause: Duration::from_micros(weighted(rng, &[(2, 0), (3, 2_000), (3, 20_000), (1, 200_000)])),
            value_len: value_len.min(largest),
            weights,
            keyed: rng.below(4),
            placed: rng.below(5),
            headed: 1 + rng.below(6),
            forgotten: 2 + rng.below(20),
            compressible: one_in(rng, 2),
        }
    }
}

impl NetworkPlan {
    fn draw(rng: &mut Rng, work: &WorkPlan) -> Self {
        // Cuts of a few bytes are for small records: large ones would take for ever.
        let chunks: &[(u64, usize)] = if work.value_len < 1_000 {
            &[(1, 24), (2, 300), (4, 65_536)]
        } else {
            &[(1, 1_500), (4, 65_536)]
        };
        let chunk = weighted(rng, chunks);
        Self {
            latency: Duration::from_micros(weighted(rng, &[(2, 30), (3, 500), (1, 20_000)])),
            jitter: Duration::from_micros(weighted(rng, &[(1, 0), (2, 200), (2, 5_000)])),
            chunk,
            window: chunk * weighted(rng, &[(1, 1), (2, 4), (3, 64)]),
        }
    }
}

impl Ending {
    fn draw(rng: &mut Rng, faults: &[PlannedFault], producer: &ProducerPlan) -> Self {
        let end = faults.iter().map(PlannedFault::end).max().unwrap_or_default() + Duration::from_millis(500);
        let at = Duration::from_micros(rng.below(end.as_micros() as u64));
        match rng.below(20) {
            0 => Self::Drop { at },
            1..=3 => {
                let timeout = match rng.below(3) {
                    0 => Duration::ZERO,
                    1 => Duration::from_millis(rng.below(300)),
                    _ => producer.delivery_timeout * 2,
                };
                Self::CloseEarly { at, timeout }
            }
            _ => Self::Heal,
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}", self.seed)?;
        writeln!(f, "{:#?}", self.cluster)?;
        writeln!(f, "{:#?}", self.producer)?;
        writeln!(f, "{:?}", self.work)?;
        writeln!(f, "{:?}", self.network)?;
        for (index, fault) in self.faults.iter().enumerate() {
            writeln!(f, "fault {index}: {fault}")?;
        }
        writeln!(f, "bootstrap servers: {}", self.bootstrap.join(","))?;
        write!(f, "ending: {:?}", self.ending)
    }
}

/// The releases that know batches of today.
fn releases() -> Vec<KafkaVersion> {
    KafkaVersion::ALL.iter().copied().filter(|release| *release >= KafkaVersion::V0_11).collect()
}

/// Mixed into the seed for what concerns replication, so that all else follows from a seed as it did before.
const REPLICATION: u64 = 0x7265_706c_6963_6173;

/// Enough to find out by oneself that nobody is where he was.
const REBOOTSTRAP_TRIGGER: Duration = Duration::from_millis(1_500);

/// Where brokers listen.
pub(crate) const HOST: &str = "broker";
/// Port of broker 1; the others count upward.
pub(crate) const FIRST_PORT: u16 = 9_092;
