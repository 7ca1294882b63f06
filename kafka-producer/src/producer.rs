//! The producer's handle: what applications hold.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use kafka_net::Tick;
use kafka_protocol::ErrorCode;

pub(crate) use crate::producer::build::Ended;
pub use crate::producer::build::{Plugins, build, build_with};
#[cfg(feature = "tokio")]
pub(crate) use crate::producer::build::{build_mock, build_with_end};

mod batch;
mod build;
mod flush;
mod gaps;
mod intercept;
mod metrics;
#[cfg(feature = "tokio")]
pub(crate) use metrics::MetricsReader;
pub(crate) use metrics::snapshot_of;
pub use partitions::PartitionInfo;
mod partitions;

use crate::accumulator::{
    AdmissionState, Append, MemoryTicket, Obstacle, Partition, RecordAccumulator, Topic, WaitCell, WaitEnd,
};
use crate::clock::Clock;
use crate::delivery::{Delivery, RecordFacts, Report, in_callback};
use crate::error::{SendAndWaitError, SendError, TrySendError, TrySendReason};
use crate::interceptor::{Interceptors, RecordError};
use crate::metrics::Metrics;
use crate::producer::metrics::WaitTimer;
use crate::record::{ProducerRecord, RecordMetadata, TopicHandle, TopicRef};
use crate::stats::Counters;
use crate::sync::{Arc, AtomicBool, Ordering};

/// Sends records to Kafka.
///
/// Cheap to clone and shared by threads and tasks (rule A17). Records of one partition are delivered in the order
/// in which they were admitted; threads that share a producer must order their own calls where that matters.
///
/// Dropping the last handle without [`close`](Self::close) never blocks: what is pending fails in the background
/// and one warning says how many records were left without an outcome (rule A16).
#[derive(Clone)]
pub struct Producer {
    inner: Arc<Inner>,
}

struct Inner {
    accumulator: Arc<RecordAccumulator>,
    counters: Arc<Counters>,
    metrics: Arc<Metrics>,
    clock: Arc<dyn Clock>,
    max_block: Duration,
    /// The network side has ended: everything is told, every connection is closed.
    ended: Arc<Ended>,
    closed: AtomicBool,
    interceptors: Option<Arc<Interceptors>>,
}

impl Inner {
    fn incomplete_batches(&self) -> usize {
        self.accumulator.incomplete.len()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if !self.closed.load(Ordering::Acquire) {
            let left = self.accumulator.unfinished_records();
            if left > 0 {
                tracing::warn!(
                    records = left,
                    "a producer was dropped without close; records without an outcome fail"
                );
            }
            self.accumulator.signals.close(Tick::ZERO);
        }
    }
}

impl Producer {
    /// Looks a topic up once, for hot loops.
    pub fn topic(&self, name: &str) -> TopicHandle {
        let accumulator = &self.inner.accumulator;
        TopicHandle { topic: accumulator.topic(name), owner: accumulator.id }
    }

    /// Admits a record; waits up to `max.block.ms` for metadata and memory together.
    ///
    /// The returned [`Delivery`] is the future of the outcome. Cancel safe: a dropped `send` has admitted nothing.
    pub async fn send(&self, record: ProducerRecord<'_>) -> Result<Delivery, SendError> {
        self.admit(record, Report::None, true, false).await?.delivery()
    }

    /// As [`send`](Self::send), blocking the thread for admission only. Not for async code. In a callback it never
    /// blocks: [`SendError::InCallback`] says that it would have to.
    pub fn send_blocking(&self, record: ProducerRecord<'_>) -> Result<Delivery, SendError> {
        self.admit_blocking(record, Report::None, true)?.delivery()
    }

    /// Admits a record if metadata and memory are there, and never waits; otherwise the record comes back.
    #[expect(clippy::result_large_err, reason = "the record comes back by value, as it was given")]
    pub fn try_send<'r>(
        &self,
        record: ProducerRecord<'r>,
    ) -> Result<Delivery, TrySendError<ProducerRecord<'r>>> {
        let mut report = Report::None;
        let intercepted = self.intercept(&record, &mut report);
        let headers = intercepted.as_ref().map_or_else(Vec::new, |i| i.changed_headers());
        let sent = intercepted.as_ref().map_or(record, |i| i.record(&headers));
        let topic = self.inner.accumulator.resolve(&sent.topic);
        let reason = match self.attempt(&topic, &sent, &mut report, None, true, false) {
            Attempt::Admitted(receipt) => match receipt.delivery() {
                Ok(delivery) => return Ok(delivery),
                Err(error) => error.into(),
            },
            Attempt::NeedMemory(_) => TrySendReason::NeedMemory,
            Attempt::NeedMetadata => {
                self.inner.accumulator.signals.topic(&topic);
                TrySendReason::NeedMetadata
            }
            Attempt::Refused(error) => {
                self.count_unsent();
                error.into()
            }
        };
        report.refuse(&RecordError::TrySend(&reason));
        Err(TrySendError { reason, record })
    }

    /// Admits a record and runs `callback` once with its outcome, on the I/O thread: it must be short, and must
    /// not wait for other records. It runs only for an admitted record (rule A33).
    ///
    /// Cancel safe: a dropped `send_with` has admitted nothing, and its callback never runs.
    pub async fn send_with<F>(&self, record: ProducerRecord<'_>, callback: F) -> Result<(), SendError>
    where
        F: FnOnce(Result<RecordMetadata, crate::ProduceError>) + Send + 'static,
    {
        self.admit(record, Report::Callback(Box::new(callback)), false, false).await.map(drop)
    }

    /// As [`send_with`](Self::send_with), blocking the thread for admission only.
    pub fn send_with_blocking<F>(&self, record: ProducerRecord<'_>, callback: F) -> Result<(), SendError>
    where
        F: FnOnce(Result<RecordMetadata, crate::ProduceError>) + Send + 'static,
    {
        self.admit_blocking(record, Report::Callback(Box::new(callback)), false).map(drop)
    }

    /// Admits a record whose outcome goes to the producer's [`DeliveryHandler`](crate::DeliveryHandler) with
    /// this tag: no allocation, no future. Cancel safe as [`send`](Self::send).
    pub async fn send_tagged(&self, record: ProducerRecord<'_>, tag: u64) -> Result<(), SendError> {
        self.admit(record, Report::Tag(tag), false, false).await.map(drop)
    }

    /// As [`send_tagged`](Self::send_tagged), blocking the thread for admission only.
    pub fn send_tagged_blocking(&self, record: ProducerRecord<'_>, tag: u64) -> Result<(), SendError> {
        // The hottest path of all: no receipt, no reference counts.
        let inner = &*self.inner;
        if let TopicRef::Handle(handle) = record.topic
            && handle.owner == inner.accumulator.id
            && inner.interceptors.is_none()
            && inner.accumulator.append_tagged_in_stride(&handle.topic, &*inner.clock, &record, tag)
        {
            return Ok(());
        }
        self.admit_blocking(record, Report::Tag(tag), false).map(drop)
    }

    /// Sends one record at once, without linger, and waits for its outcome (`max.block.ms` for admission, then
    /// `delivery.timeout.ms`).
    ///
    /// Dropping this future before admission sends nothing; after it, the record is still delivered.
    pub async fn send_and_wait(
        &self,
        record: ProducerRecord<'_>,
    ) -> Result<RecordMetadata, SendAndWaitError> {
        let delivery = self.admit(record, Report::None, true, true).await?.delivery()?;
        Ok(delivery.await?)
    }

    /// Stops admission, delivers what is pending for up to `timeout`, then fails the rest: not written, or
    /// possibly written where an answer is missing (rule A62). When it returns, every record has its outcome, no
    /// connection is open and no memory is reserved. Closing again is harmless.
    ///
    /// Dropping the future does not stop the close.
    pub async fn close(&self, timeout: Duration) {
        self.begin_close(timeout);
        Waiting(&self.inner.ended.cell).await;
    }

    /// As [`close`](Self::close), blocking the thread. In a callback it closes by force and returns at once: it
    /// would wait for itself (rule A60).
    pub fn close_blocking(&self, timeout: Duration) {
        if in_callback() {
            self.begin_close(Duration::ZERO);
            return;
        }
        self.begin_close(timeout);
        self.inner.ended.cell.block();
    }

    /// Starts to close without waiting for the end.
    pub fn begin_close(&self, timeout: Duration) {
        self.inner.closed.store(true, Ordering::Release);
        self.inner.accumulator.signals.close(self.inner.clock.now() + timeout);
    }

    /// The newest trouble with a connection since metadata last arrived, with address and cause; `None` when there is
    /// none. For people who wait and wonder; errors of sends carry their own cause.
    pub fn last_connection_error(&self) -> Option<String> {
        self.inner.accumulator.connection_error()
    }

    async fn admit(
        &self,
        record: ProducerRecord<'_>,
        report: Report,
        wants_delivery: bool,
        urgent: bool,
    ) -> Result<Receipt, SendError> {
        let mut budget = Budget::new(&self.inner);
        self.admit_within(record, report, wants_delivery, urgent, &mut budget).await
    }

    async fn admit_within(
        &self,
        record: ProducerRecord<'_>,
        mut report: Report,
        wants_delivery: bool,
        urgent: bool,
        budget: &mut Budget,
    ) -> Result<Receipt, SendError> {
        let intercepted = self.intercept(&record, &mut report);
        let headers = intercepted.as_ref().map_or_else(Vec::new, |i| i.changed_headers());
        let record = intercepted.as_ref().map_or(record, |i| i.record(&headers));
        let topic = self.inner.accumulator.resolve(&record.topic);
        let mut wait = Wait::None;
        let error = loop {
            let seen = topic.announcements();
            match self.attempt(&topic, &record, &mut report, wait.ticket(), wants_delivery, urgent) {
                Attempt::Admitted(receipt) => return Ok(receipt),
                Attempt::Refused(error) => break error,
                missing => wait = self.wait_for(&missing, &topic, seen, budget),
            }
            let end = match wait.cell() {
                Some(cell) => {
                    let _timer = WaitTimer::new(&self.inner, &wait);
                    Waiting(cell).await
                }
                None => WaitEnd::Ready,
            };
            if let Err(error) = self.after_wait(end, &wait, &topic, &record, budget) {
                break error;
            }
        };
        self.count_unsent();
        report.refuse(&RecordError::Send(&error));
        Err(error)
    }

    fn admit_blocking(
        &self,
        record: ProducerRecord<'_>,
        report: Report,
        wants_delivery: bool,
    ) -> Result<Receipt, SendError> {
        self.admit_blocking_within(record, report, wants_delivery, &mut Budget::new(&self.inner))
    }

    fn admit_blocking_within(
        &self,
        record: ProducerRecord<'_>,
        mut report: Report,
        wants_delivery: bool,
        budget: &mut Budget,
    ) -> Result<Receipt, SendError> {
        let intercepted = self.intercept(&record, &mut report);
        let headers = intercepted.as_ref().map_or_else(Vec::new, |i| i.changed_headers());
        let record = intercepted.as_ref().map_or(record, |i| i.record(&headers));
        let topic = self.inner.accumulator.resolve(&record.topic);
        let mut wait = Wait::None;
        let error = loop {
            let seen = topic.announcements();
            match self.attempt(&topic, &record, &mut report, wait.ticket(), wants_delivery, false) {
                Attempt::Admitted(receipt) => return Ok(receipt),
                Attempt::Refused(error) => break error,
                _ if in_callback() => break SendError::InCallback,
                missing => wait = self.wait_for(&missing, &topic, seen, budget),
            }
            let end = wait.cell().map_or(WaitEnd::Ready, |cell| {
                let _timer = WaitTimer::new(&self.inner, &wait);
                cell.block()
            });
            if let Err(error) = self.after_wait(end, &wait, &topic, &record, budget) {
                break error;
            }
        };
        self.count_unsent();
        report.refuse(&RecordError::Send(&error));
        Err(error)
    }

    fn attempt(
        &self,
        topic: &Topic,
        record: &ProducerRecord<'_>,
        report: &mut Report,
        ticket: Option<&MemoryTicket>,
        wants_delivery: bool,
        urgent: bool,
    ) -> Attempt {
        let accumulator = &self.inner.accumulator;
        let mut admission = AdmissionState { report, ticket, wants_delivery, urgent, shared: record.shared };
        match accumulator.append(topic, &*self.inner.clock, record, &mut admission) {
            Ok((partition, admitted)) => Attempt::Admitted(Receipt {
                completion: admitted.completion,
                partition,
                facts: admitted.facts,
            }),
            Err(Append::NeedMemory(needed)) => Attempt::NeedMemory(needed),
            Err(Append::Refused(error)) => Attempt::Refused(accumulator.refusal().unwrap_or(error)),
            Err(_) => accumulator.refusal().map_or(Attempt::NeedMetadata, Attempt::Refused),
        }
    }

    /// Queues up for what is missing, within the budget of this send. `seen` is from before the attempt.
    fn wait_for(&self, missing: &Attempt, topic: &Arc<Topic>, seen: u64, budget: &mut Budget) -> Wait {
        let accumulator = &self.inner.accumulator;
        let deadline = budget.deadline(&self.inner);
        if let Attempt::NeedMemory(needed) = missing {
            let ticket = accumulator.memory.enqueue(*needed, deadline);
            // R24: a waiter makes every partition ready.
            accumulator.signals.wake();
            Wait::Memory(ticket)
        } else {
            let cell = topic.enqueue(seen, deadline);
            accumulator.signals.topic(topic);
            Wait::Metadata(cell)
        }
    }

    fn after_wait(
        &self,
        end: WaitEnd,
        wait: &Wait,
        topic: &Topic,
        record: &ProducerRecord<'_>,
        budget: &Budget,
    ) -> Result<(), SendError> {
        match end {
            WaitEnd::Ready => match wait {
                Wait::Metadata(_) => refused_topic(topic).map_or(Ok(()), Err),
                _ => Ok(()),
            },
            WaitEnd::Unauthenticated => {
                let obstacle = self.inner.accumulator.obstacle();
                Err(SendError::Authentication {
                    cause: obstacle.map_or_else(String::new, Obstacle::into_text),
                })
            }
            WaitEnd::Closed => Err(self.inner.accumulator.refusal().unwrap_or(SendError::Closed)),
            WaitEnd::TimedOut => {
                let waited = budget.waited(&self.inner);
                let obstacle = self.inner.accumulator.obstacle();
                Err(match (wait, record.partition) {
                    (Wait::Memory(ticket), _) => {
                        SendError::BufferExhausted { needed: ticket.needed(), waited }
                    }
                    (_, Some(partition)) if topic.partition_count() > 0 => SendError::PartitionNotFound {
                        topic: topic.name().clone(),
                        partition,
                        count: topic.partition_count(),
                        waited,
                    },
                    _ => match (topic.error(), obstacle) {
                        (None, Some(Obstacle::TooOld(cause))) => SendError::UnsupportedVersion { cause },
                        (error, obstacle) => SendError::MetadataTimeout {
                            topic: topic.name().clone(),
                            waited,
                            cause: error.map(|code| code.to_string()).or(obstacle.map(Obstacle::into_text)),
                        },
                    },
                })
            }
        }
    }
}

impl fmt::Debug for Producer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Producer")
            .field("incomplete_batches", &self.inner.incomplete_batches())
            .finish_non_exhaustive()
    }
}

/// INVALID_TOPIC and TOPIC_AUTHORIZATION_FAILED end a wait at once (A34). Only an answer that came during the wait
/// counts: permissions change, and the next send asks again.
fn refused_topic(topic: &Topic) -> Option<SendError> {
    let code = topic.error()?;
    [ErrorCode::INVALID_TOPIC_EXCEPTION, ErrorCode::TOPIC_AUTHORIZATION_FAILED]
        .contains(&code)
        .then(|| SendError::TopicRefused { topic: topic.name().clone(), code })
}

enum Attempt {
    Admitted(Receipt),
    NeedMemory(usize),
    NeedMetadata,
    Refused(SendError),
}

/// Proof of admission, from which a [`Delivery`] is made if one is wanted.
struct Receipt {
    completion: Option<Arc<crate::delivery::BatchCompletion>>,
    partition: Arc<Partition>,
    facts: RecordFacts,
}

impl Receipt {
    fn delivery(self) -> Result<Delivery, SendError> {
        let Self { completion, partition, facts } = self;
        completion.map(|c| Delivery::new(c, partition, facts)).ok_or(SendError::Closed)
    }
}

/// What a send waits for.
enum Wait {
    None,
    Memory(MemoryTicket),
    Metadata(Arc<WaitCell>),
}

impl Wait {
    fn ticket(&self) -> Option<&MemoryTicket> {
        match self {
            Self::Memory(ticket) => Some(ticket),
            _ => None,
        }
    }

    fn cell(&self) -> Option<&WaitCell> {
        match self {
            Self::None => None,
            Self::Memory(ticket) => Some(&ticket.cell),
            Self::Metadata(cell) => Some(cell),
        }
    }
}

/// `max.block.ms` of one send: the clock is read only once something is missing.
struct Budget {
    since: Option<Tick>,
    max_block: Duration,
}

impl Budget {
    fn new(inner: &Inner) -> Self {
        Self { since: None, max_block: inner.max_block }
    }

    fn deadline(&mut self, inner: &Inner) -> Tick {
        *self.since.get_or_insert_with(|| inner.clock.now()) + self.max_block
    }

    fn waited(&self, inner: &Inner) -> Duration {
        self.since.map_or(Duration::ZERO, |since| inner.clock.now() - since)
    }
}

/// A wait cell as a future.
struct Waiting<'a>(&'a WaitCell);

impl Future for Waiting<'_> {
    type Output = WaitEnd;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<WaitEnd> {
        self.0.poll(cx)
    }
}

#[cfg(test)]
mod tests;
