//! The accumulator: per partition a queue of batches in final wire form, all within `buffer.memory`. The one
//! part of the producer that application threads share.

mod batch;
pub(crate) mod chunk;
mod deadlines;
mod gaps;
pub(crate) mod lane;
mod load;
pub(crate) mod memory;
mod message_set;
pub(crate) mod queue;
mod signals;
mod sticky;
mod topic;
mod wait;

pub(crate) use batch::{ClosedBatch, ProducerBatch, UnsealedBatch};
pub(crate) use chunk::PooledChunk;
pub(crate) use deadlines::Deadlines;
pub(crate) use gaps::{BEHIND_A_GAP, Gaps};
pub(crate) use memory::{MemoryPool, MemoryTicket};
pub(crate) use message_set::Inconvertible;
pub(crate) use queue::{AdmissionState, QueueHead};
pub(crate) use signals::{Board, QueueSignal, Signals};
pub(crate) use topic::{Partition, Topic};
pub(crate) use wait::{WaitCell, WaitEnd};

use std::collections::BTreeMap;
use std::time::Duration;

use kafka_net::{Rng, Tick};
use kafka_records::{Codec, record_size_upper_bound};

use crate::clock::Clock;
use crate::delivery::{BatchCompletion, Incomplete, RecordFacts, Report};
use crate::error::SendError;
use crate::partitioner::{Chosen, PartitionerConfig, choose};
use crate::record::{ProducerRecord, TopicRef};
use crate::sync::{Arc, AtomicU64, Mutex, Ordering, RwLock};

/// The part of the configuration that appends follow.
#[derive(Clone, Debug)]
pub(crate) struct AccumulatorConfig {
    pub(crate) batch_size: usize,
    pub(crate) linger: Duration,
    pub(crate) buffer_memory: usize,
    pub(crate) max_request_size: usize,
    /// The upper bound of a record's size that is within all limits, header of the batch apart.
    pub(crate) largest_bound: usize,
    pub(crate) codec: Codec,
    pub(crate) gapless: bool,
    pub(crate) partitioner: PartitionerConfig,
}

/// What stands between a producer and metadata.
#[derive(Clone, Debug)]
pub(crate) enum Obstacle {
    /// The brokers lack versions that this producer needs.
    TooOld(String),
    /// Anything else.
    Other(String),
}

impl Obstacle {
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::TooOld(text) | Self::Other(text) => text,
        }
    }
}

/// Every topic's partitions and their open batches.
#[derive(Debug)]
pub(crate) struct RecordAccumulator {
    /// Tells topic handles of this producer from those of others.
    pub(crate) id: u64,
    pub(crate) config: AccumulatorConfig,
    pub(crate) memory: Arc<MemoryPool>,
    pub(crate) incomplete: Arc<Incomplete>,
    pub(crate) signals: Signals,
    /// Flushes that wait for so long at most.
    pub(crate) flushes: Deadlines,
    /// Where records failed, with `gapless`.
    pub(crate) gaps: Option<Gaps>,
    topics: RwLock<BTreeMap<Arc<str>, Arc<Topic>>>,
    rng: Mutex<Rng>,
    /// Why the producer is in its fatal state, once it is.
    fatal: RwLock<Option<SendError>>,
    /// What stood between the producer and metadata when a wait for it last ran out of time.
    obstacle: RwLock<Option<Obstacle>>,
    /// The newest connection error since metadata last arrived.
    connection_error: RwLock<Option<String>>,
}

static NEXT_ID: AtomicU64 = AtomicU64::new(0);

/// The answer of an append (R186).
#[derive(Debug)]
pub(crate) enum Append {
    Appended(Admitted),
    /// So many bytes are missing; queue up for them and come back.
    NeedMemory(usize),
    NeedMetadata,
    /// The sticky choice moved, or the open batch made way for a new one; choose again.
    Moved,
    Refused(SendError),
}

/// A record that is in its batch.
#[derive(Debug)]
pub(crate) struct Admitted {
    pub(crate) completion: Option<Arc<BatchCompletion>>,
    pub(crate) facts: RecordFacts,
}

impl RecordAccumulator {
    pub(crate) fn new(config: AccumulatorConfig, rng: Rng) -> Self {
        Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            memory: Arc::new(MemoryPool::new(config.buffer_memory)),
            incomplete: Arc::default(),
            signals: Signals::default(),
            flushes: Deadlines::default(),
            gaps: config.gapless.then(Gaps::default),
            topics: RwLock::new(BTreeMap::new()),
            rng: Mutex::new(rng),
            fatal: RwLock::new(None),
            obstacle: RwLock::new(None),
            connection_error: RwLock::new(None),
            config,
        }
    }

    /// The topic of this name; made on first use.
    pub(crate) fn topic(&self, name: &str) -> Arc<Topic> {
        if let Some(topic) = self.topics.read().get(name) {
            return topic.clone();
        }
        let mut topics = self.topics.write();
        if let Some(topic) = topics.get(name) {
            return topic.clone();
        }
        let name: Arc<str> = name.into();
        let rng = Rng::new(self.rng.lock().next_u64());
        let topic = Arc::new(Topic::new(
            name.clone(),
            rng,
            self.config.max_request_size,
            self.config.partitioner.weighs_queues(),
        ));
        topics.insert(name, topic.clone());
        topic
    }

    pub(crate) fn known_topic(&self, name: &str) -> Option<Arc<Topic>> {
        self.topics.read().get(name).cloned()
    }

    pub(crate) fn resolve(&self, topic: &TopicRef<'_>) -> Arc<Topic> {
        match topic {
            TopicRef::Name(name) => self.topic(name),
            TopicRef::Handle(handle) if handle.owner == self.id => handle.topic.clone(),
            TopicRef::Handle(handle) => self.topic(handle.name()),
        }
    }

    /// Steps A21, A24 to A26 and A28: admits the record to its partition's open batch, or says what is missing.
    pub(crate) fn append(
        &self,
        topic: &Topic,
        clock: &dyn Clock,
        record: &ProducerRecord<'_>,
        admission: &mut AdmissionState<'_>,
    ) -> Result<(Arc<Partition>, Admitted), Append> {
        let size_bound = self.size_bound(topic, record).map_err(Append::Refused)?;
        loop {
            let (index, choice) = match choose(topic, record, &self.config.partitioner) {
                Chosen::Partition(index, choice) => (index, choice),
                Chosen::NeedMetadata => return Err(Append::NeedMetadata),
                Chosen::Refused(error) => return Err(Append::Refused(*error)),
            };
            let Some(partition) = topic.partition(index) else { return Err(Append::NeedMetadata) };
            match self.append_to(partition, choice, clock, record, size_bound, admission) {
                Append::Appended(admitted) => return Ok((partition.clone(), admitted)),
                Append::Moved => {}
                missing => return Err(missing),
            }
        }
    }

    /// The quick way of a record that is reported by its tag: it goes into an open batch, and nothing becomes due by it. False, with
    /// nothing changed, where it is not like that.
    #[inline]
    pub(crate) fn append_tagged_in_stride(
        &self,
        topic: &Topic,
        clock: &dyn Clock,
        record: &ProducerRecord<'_>,
        tag: u64,
    ) -> bool {
        let size_bound = record_size_upper_bound(record.key, record.value, record.headers);
        if size_bound > self.config.largest_bound
            || record.shared.is_some()
            || record.partition.is_some_and(|partition| partition < 0)
        {
            return false;
        }
        let Chosen::Partition(index, choice) = choose(topic, record, &self.config.partitioner) else {
            return false;
        };
        let Some(partition) = topic.partition(index) else { return false };
        let body = record.body(record.timestamp.unwrap_or_else(|| clock.wall()));
        let mut queue = partition.lock_to_append(choice);
        choice.holds(partition)
            && !self.signals.is_closing()
            && queue.append_in_stride(choice, &body, size_bound, &Report::Tag(tag)).is_some_and(
                |(open, facts)| {
                    open.reports.push_tag(facts, tag);
                    true
                },
            )
    }

    /// A26: the record's upper bound against `max.request.size` and `buffer.memory`.
    fn size_bound(&self, topic: &Topic, record: &ProducerRecord<'_>) -> Result<usize, SendError> {
        if let Some(partition) = record.partition.filter(|p| *p < 0) {
            return Err(SendError::NegativePartition { topic: topic.name().clone(), partition });
        }
        let bound = record_size_upper_bound(record.key, record.value, record.headers);
        let size = bound + kafka_records::HEADER_LEN;
        if size > self.config.max_request_size {
            return Err(SendError::RecordTooLarge {
                size,
                limit: self.config.max_request_size,
                key: "max.request.size",
            });
        }
        if size > self.config.buffer_memory {
            return Err(SendError::RecordTooLarge {
                size,
                limit: self.config.buffer_memory,
                key: "buffer.memory",
            });
        }
        Ok(bound)
    }

    /// Why no record is admitted any more, if so.
    pub(crate) fn refusal(&self) -> Option<SendError> {
        if let Some(cause) = &*self.fatal.read() {
            return Some(cause.clone());
        }
        self.signals.is_closing().then_some(SendError::Closed)
    }

    /// What stood between the producer and metadata when a wait for it last ran out of time.
    pub(crate) fn obstacle(&self) -> Option<Obstacle> {
        self.obstacle.read().clone()
    }

    pub(crate) fn set_obstacle(&self, obstacle: Obstacle) {
        *self.obstacle.write() = Some(obstacle);
    }

    /// The newest connection error since metadata last arrived.
    pub(crate) fn connection_error(&self) -> Option<String> {
        self.connection_error.read().clone()
    }

    pub(crate) fn set_connection_error(&self, error: Option<String>) {
        *self.connection_error.write() = error;
    }

    /// Records admitted whose outcome has not been told. Walks all partitions: for the end of a producer.
    pub(crate) fn unfinished_records(&self) -> u64 {
        let mut open = BTreeMap::new();
        for topic in self.topics.read().values() {
            for partition in topic.partitions() {
                let queue = partition.queue.lock();
                open.extend(queue.open.as_ref().map(|batch| (batch.entry.id(), batch.builder.count())));
            }
        }
        // In this order: a batch that closes in between has its own count, and is not counted twice.
        self.incomplete.records(&open)
    }

    /// Partitions in which batches wait to be sent, with the records and bytes of these. Walks all partitions.
    pub(crate) fn waiting_by_partition(&self) -> Vec<(Arc<Partition>, u64, u64)> {
        let mut waiting = Vec::new();
        for topic in self.topics.read().values() {
            for partition in topic.partitions() {
                let (records, bytes) = partition.queue.lock().content();
                if records > 0 {
                    waiting.push((partition.clone(), records, bytes));
                }
            }
        }
        waiting
    }

    /// Enters the fatal state: nothing is admitted from here on (I22).
    pub(crate) fn fail(&self, cause: SendError) {
        self.fatal.write().get_or_insert(cause);
        self.signals.close(Tick::MAX);
        self.close_waits();
    }

    /// Whether the producer is in its fatal state.
    pub(crate) fn has_failed(&self) -> bool {
        self.fatal.read().is_some()
    }

    /// Ends every wait for memory and metadata.
    pub(crate) fn close_waits(&self) {
        self.memory.close();
        for topic in self.topics.read().values() {
            topic.close();
        }
    }

    /// R24: conditions that make every partition with records ready.
    pub(crate) fn forces_out(&self) -> bool {
        self.memory.waiting() > 0 || self.signals.is_flushing() || self.signals.is_closing()
    }
}
