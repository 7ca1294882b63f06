//! A producer without a cluster, for tests of code that sends.

use std::collections::BTreeMap;
use std::fmt;
use std::task::{Wake, Waker};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use kafka_net::Tick;
use kafka_records::{
    Codec, Compression, DecompressionLimit, ProducerStamp, Record, RecordBatch, SealedBatch,
};

use crate::accumulator::{Board, ClosedBatch, Partition, RecordAccumulator};
use crate::clock::Clock;
use crate::config::ProducerConfig;
use crate::delivery::{BatchOutcome, DeliveryHandler, FinishedBatch, IncompleteEntry, Reports};
use crate::driver::{StartError, SystemClock};
use crate::error::{FailureContext, Outcome, ProduceError, ProduceErrorKind};
use crate::interceptor::ProducerInterceptor;
use crate::producer::{Ended, Plugins, Producer, build_mock};
use crate::sync::{Arc, Condvar, Mutex, wait, wait_for};

/// Plays the cluster behind a real [`Producer`], with the meaning of Java's `MockProducer`.
///
/// Code under test gets the [`producer`](Self::producer), an ordinary one: its callbacks, interceptors, serializers and limits are the
/// real ones. Every topic exists. By default each record is written as soon as it is sent; a [`manual`](MockProducerBuilder::manual) one
/// leaves that to [`complete_next`](Self::complete_next) and [`error_next`](Self::error_next), in the order of the sends. A flush, and a
/// close that has time, complete what is pending, as a healthy cluster does.
///
/// It has no network, so it does not show what a cluster's faults do; for that there is `kafka_fake::Cluster`.
///
/// ```
/// use kafka_producer::{MockProducer, Outcome, ProduceErrorKind, ProducerRecord};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock = MockProducer::builder().manual().build()?;
/// let delivery = mock.producer().send_blocking(ProducerRecord::to("orders").key("42").value("paid"))?;
/// assert!(mock.error_next(ProduceErrorKind::DeliveryTimeout, Outcome::Unknown));
/// assert_eq!(delivery.wait().unwrap_err().outcome(), Outcome::Unknown);
/// assert_eq!(mock.history()[0].record.key.as_deref(), Some(&b"42"[..]));
/// # Ok(())
/// # }
/// ```
pub struct MockProducer {
    producer: Producer,
    shared: Arc<Shared>,
}

/// A record that was sent to a [`MockProducer`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SentRecord {
    /// The topic's name.
    pub topic: Arc<str>,
    /// The partition that it was put into.
    pub partition: i32,
    /// Key, value, headers and timestamp. Its offset is that among the records of the partition.
    pub record: Record,
}

impl MockProducer {
    /// One that writes each record as soon as it is sent.
    pub fn new() -> Result<Self, StartError> {
        Self::builder().build()
    }

    /// One with options.
    pub fn builder() -> MockProducerBuilder {
        MockProducerBuilder {
            config: None,
            partitions: 1,
            manual: false,
            handler: None,
            plugins: Plugins::default(),
        }
    }

    /// What the code under test sends with.
    pub fn producer(&self) -> &Producer {
        &self.producer
    }

    /// Every record that was sent so far, in the order of the sends, completed or not.
    pub fn history(&self) -> Vec<SentRecord> {
        let mut state = self.shared.state.lock();
        self.shared.collect(&mut state);
        state.history.clone()
    }

    /// Forgets the history; what is pending stays pending.
    pub fn clear(&self) {
        let mut state = self.shared.state.lock();
        self.shared.collect(&mut state);
        state.history.clear();
    }

    /// Writes the oldest pending record; false if there is none. Its callback has run when this returns.
    pub fn complete_next(&self) -> bool {
        self.shared.end_next(End::Written)
    }

    /// Fails the oldest pending record; false if there is none. Its callback has run when this returns.
    pub fn error_next(&self, kind: ProduceErrorKind, outcome: Outcome) -> bool {
        self.shared.end_next(End::Failed(kind, outcome, "failed by the test"))
    }

    /// Records that are neither written nor failed yet.
    pub fn pending(&self) -> usize {
        let mut state = self.shared.state.lock();
        self.shared.collect(&mut state);
        state.pending.len()
    }

    /// True once the producer was closed.
    pub fn is_closed(&self) -> bool {
        self.shared.accumulator.signals.is_closing()
    }
}

impl fmt::Debug for MockProducer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockProducer").field("pending", &self.pending()).finish_non_exhaustive()
    }
}

/// Options of a [`MockProducer`].
pub struct MockProducerBuilder {
    config: Option<ProducerConfig>,
    partitions: i32,
    manual: bool,
    handler: Option<Arc<dyn DeliveryHandler>>,
    plugins: Plugins,
}

impl MockProducerBuilder {
    /// Leaves it to the test when records are written or fail.
    #[must_use]
    pub fn manual(mut self) -> Self {
        self.manual = true;
        self
    }

    /// Partitions of every topic. Default: 1.
    #[must_use]
    pub fn partitions(mut self, partitions: i32) -> Self {
        self.partitions = partitions.max(1);
        self
    }

    /// Limits such as `max.request.size` and `buffer.memory`; records are batches of their own whatever it says.
    #[must_use]
    pub fn config(mut self, config: ProducerConfig) -> Self {
        self.config = Some(config);
        self
    }

    /// Is told of every record sent with a tag.
    #[must_use]
    pub fn delivery_handler(mut self, handler: impl DeliveryHandler + 'static) -> Self {
        self.handler = Some(Arc::new(handler));
        self
    }

    /// Adds an interceptor behind those that are there.
    #[must_use]
    pub fn interceptor(mut self, interceptor: impl ProducerInterceptor + 'static) -> Self {
        self.plugins = self.plugins.interceptor(interceptor);
        self
    }

    /// Starts it, with a thread that stands for the cluster.
    pub fn build(self) -> Result<MockProducer, StartError> {
        let mut config = match self.config {
            Some(config) => config,
            None => ProducerConfig::builder("mock:9092").build()?,
        };
        // C12: one record a batch, so that each ends by itself.
        config.batch_size = 0;
        config.linger = Duration::ZERO;
        config.codec = PLAIN;
        let clock = Arc::new(SystemClock::start());
        let (producer, accumulator, ended) = build_mock(&config, clock.clone(), self.plugins);
        let shared = Arc::new(Shared {
            accumulator,
            clock,
            partitions: self.partitions,
            manual: self.manual,
            handler: self.handler,
            state: Mutex::new(State::default()),
            woken: Arc::default(),
        });
        shared.accumulator.signals.register(&Waker::from(shared.woken.clone()));
        let cluster = shared.clone();
        thread::Builder::new().name("kafka-mock-producer".to_owned()).spawn(move || cluster.run(&ended))?;
        Ok(MockProducer { producer, shared })
    }
}

impl fmt::Debug for MockProducerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockProducerBuilder")
            .field("partitions", &self.partitions)
            .field("manual", &self.manual)
            .finish_non_exhaustive()
    }
}

struct Shared {
    accumulator: Arc<RecordAccumulator>,
    clock: Arc<SystemClock>,
    partitions: i32,
    manual: bool,
    handler: Option<Arc<dyn DeliveryHandler>>,
    state: Mutex<State>,
    woken: Arc<Woken>,
}

#[derive(Default)]
struct State {
    next_partition_id: u32,
    /// Partitions by number.
    known: Vec<Arc<Partition>>,
    /// Where each partition's log ends.
    ends: BTreeMap<(Arc<str>, i32), i64>,
    history: Vec<SentRecord>,
    /// By the order of the sends.
    pending: BTreeMap<u64, Pending>,
}

struct Pending {
    partition: Arc<Partition>,
    entry: IncompleteEntry,
    reports: Reports,
    created: Tick,
    base_offset: i64,
    /// Its bytes take their part of `buffer.memory` until the record ends.
    sealed: SealedBatch,
}

/// How a record ends.
#[derive(Clone)]
enum End {
    Written,
    Failed(ProduceErrorKind, Outcome, &'static str),
}

impl Shared {
    /// The thread that stands for the cluster.
    fn run(&self, ended: &Ended) {
        loop {
            self.woken.wait(self.accumulator.memory.next_deadline().map(|at| at - self.clock.now()));
            let closing = self.accumulator.signals.is_closing();
            {
                let mut state = self.state.lock();
                self.collect(&mut state);
            }
            self.accumulator.memory.expire(self.clock.now());
            let forced = closing && self.accumulator.signals.force_at() <= self.clock.now();
            let closed = "the producer was closed before the record was delivered";
            let end = if forced {
                End::Failed(ProduceErrorKind::Closed, Outcome::NotWritten, closed)
            } else {
                End::Written
            };
            if closing || !self.manual || self.accumulator.signals.is_flushing() {
                while self.end_next(end.clone()) {}
            }
            if closing {
                self.accumulator.close_waits();
                if self.accumulator.incomplete.len() == 0 {
                    ended.announce();
                    return;
                }
            }
        }
    }

    /// Takes what was sent since the last look, and answers who waits for metadata.
    fn collect(&self, state: &mut State) {
        let board = self.accumulator.signals.take(Board::default());
        for topic in board.topics {
            let fresh = topic.update(
                self.partitions,
                (0..self.partitions).collect(),
                vec![],
                &mut state.next_partition_id,
            );
            state.known.extend(fresh);
            topic.announce(None);
        }
        let mut sent = BTreeMap::new();
        for signal in board.queues {
            let Some(partition) = state.known.get(signal.partition as usize) else { continue };
            loop {
                let (Some(batch), _) = partition.take_within(usize::MAX) else { break };
                sent.insert(batch.entry.id(), (partition.clone(), batch));
            }
        }
        for (id, (partition, batch)) in sent {
            let ClosedBatch { builder, reports, entry, created, .. } = batch;
            // Without a codec nothing can fail; a batch that could not be read would be one of no records.
            let Ok(sealed) = builder.finish(&PLAIN) else { continue };
            let (topic, index) = (partition.topic().clone(), partition.index());
            let end = state.ends.entry((topic.clone(), index)).or_default();
            let base_offset = *end;
            for mut record in read(&sealed) {
                record.offset = *end;
                *end += 1;
                state.history.push(SentRecord { topic: topic.clone(), partition: index, record });
            }
            state.pending.insert(id, Pending { partition, entry, reports, created, base_offset, sealed });
        }
    }

    fn end_next(&self, end: End) -> bool {
        let pending = {
            let mut state = self.state.lock();
            self.collect(&mut state);
            state.pending.pop_first()
        };
        let Some((_, Pending { partition, entry, reports, created, base_offset, sealed })) = pending else {
            return false;
        };
        let outcome = match end {
            End::Written => BatchOutcome::Written { base_offset: Some(base_offset), log_append_time: None },
            End::Failed(kind, outcome, message) => {
                let at = FailureContext {
                    topic: partition.topic().clone(),
                    partition: partition.index(),
                    attempts: 0,
                    elapsed: self.clock.now() - created,
                };
                BatchOutcome::Failed(ProduceError::new(kind, outcome, &at, message.to_owned()))
            }
        };
        // Memory returns before anybody is told, so that who is told may send.
        drop(sealed);
        FinishedBatch { partition, entry, reports, outcome }.deliver(self.handler.as_deref());
        true
    }
}

/// The records of a batch, as a broker would read them.
fn read(sealed: &SealedBatch) -> Vec<Record> {
    let bytes = sealed.segments(&ProducerStamp::NONE).concat();
    let records = RecordBatch::parse_exact(&Bytes::from(bytes))
        .and_then(|batch| batch.records(DecompressionLimit::bytes(0))?.collect());
    records.unwrap_or_default()
}

const PLAIN: Codec = Codec { compression: Compression::None, level: None };

/// Whether there is something to do.
#[derive(Default)]
struct Woken {
    flag: Mutex<bool>,
    changed: Condvar,
}

impl Woken {
    /// Until somebody wakes, or for so long.
    fn wait(&self, limit: Option<Duration>) {
        let mut flag = self.flag.lock();
        while !std::mem::take(&mut *flag) {
            match limit {
                None => flag = wait(&self.changed, flag),
                Some(limit) => {
                    *wait_for(&self.changed, flag, limit) = false;
                    return;
                }
            }
        }
    }
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        *self.flag.lock() = true;
        self.changed.notify_all();
    }
}
