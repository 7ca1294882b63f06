//! What can go wrong, sorted by when the application learns it: [`SendError`] before a record was admitted,
//! [`ProduceError`] for the outcome of an admitted one.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use kafka_net::NetError;
use kafka_protocol::ErrorCode;

use crate::serializer::SerializationError;

mod advice;

/// Whether a record that was not acknowledged may be in the log (rule E40).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The record is not in the log and never will be from this send.
    NotWritten,
    /// The record may be in the log, now or later.
    Unknown,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotWritten => "not written",
            Self::Unknown => "possibly written",
        })
    }
}

/// What ended a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProduceErrorKind {
    /// The broker refused the batch, or retries ran out on this code.
    Broker(ErrorCode),
    /// `delivery.timeout.ms` passed.
    DeliveryTimeout,
    /// The connection was lost and no retry was left.
    Disconnected,
    /// No answer came within `request.timeout.ms` and no retry was left.
    RequestTimeout,
    /// This very record was refused (KIP-467); the message says why.
    InvalidRecord,
    /// Another record of the same batch was refused (KIP-467).
    BatchRejected,
    /// The producer was closed before the record was delivered.
    Closed,
    /// The producer is in its fatal state.
    Fatal,
    /// The broker speaks no version that this producer needs.
    UnsupportedVersion,
    /// The batch could not be compressed.
    Compression,
    /// An earlier record of the partition failed, and `gapless` is on: nothing of the partition is delivered until
    /// [`Producer::acknowledge_gap`](crate::Producer::acknowledge_gap) is called (rule I08).
    Gap,
    /// The partition's leader is older than Kafka 0.11, and its message format cannot carry the record, for it has headers.
    MessageFormat,
    /// The call would have blocked inside a delivery callback; the record's outcome is still open.
    InCallback,
}

/// The failed delivery of one admitted record.
///
/// Cheap to clone: the records of a batch share one.
#[derive(Clone, PartialEq)]
pub struct ProduceError(Arc<Inner>);

#[derive(Clone, PartialEq)]
struct Inner {
    kind: ProduceErrorKind,
    outcome: Outcome,
    topic: Arc<str>,
    partition: i32,
    attempts: u32,
    elapsed: Duration,
    message: String,
    fatal: bool,
    cause: Option<NetError>,
}

impl ProduceError {
    pub(crate) fn new(
        kind: ProduceErrorKind,
        outcome: Outcome,
        at: &FailureContext,
        message: String,
    ) -> Self {
        Self(Arc::new(Inner {
            fatal: kind == ProduceErrorKind::Fatal,
            cause: None,
            kind,
            outcome,
            topic: at.topic.clone(),
            partition: at.partition,
            attempts: at.attempts,
            elapsed: at.elapsed,
            message,
        }))
    }

    /// The producer is in its fatal state if `fatal`.
    pub(crate) fn fatal_if(mut self, fatal: bool) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0).filter(|_| fatal) {
            inner.fatal = true;
        }
        self
    }

    /// A failed connection is the cause.
    pub(crate) fn because(mut self, cause: Option<NetError>) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.cause = cause;
        }
        self
    }

    /// What ended the delivery.
    pub fn kind(&self) -> &ProduceErrorKind {
        &self.0.kind
    }

    /// Whether the record may be in the log.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// The broker's error code, if a broker's answer ended the delivery.
    pub fn code(&self) -> Option<ErrorCode> {
        match self.0.kind {
            ProduceErrorKind::Broker(code) => Some(code),
            _ => None,
        }
    }

    /// True where sending the same record again may succeed. With [`Outcome::Unknown`] it may write the record
    /// a second time.
    pub fn is_retriable(&self) -> bool {
        match &self.0.kind {
            ProduceErrorKind::Broker(code) => code.is_retriable(),
            ProduceErrorKind::DeliveryTimeout
            | ProduceErrorKind::Disconnected
            | ProduceErrorKind::RequestTimeout
            | ProduceErrorKind::BatchRejected
            | ProduceErrorKind::Gap => true,
            _ => false,
        }
    }

    /// True where the producer can only be closed: no record is admitted any more. A broker's answer brings only an
    /// idempotent producer there, and `CLUSTER_AUTHORIZATION_FAILED` to the request for a producer id does not: that is
    /// asked again, in case the permission comes.
    pub fn is_fatal(&self) -> bool {
        self.0.fatal
    }

    /// The topic of the record.
    pub fn topic(&self) -> &str {
        &self.0.topic
    }

    /// The partition of the record.
    pub fn partition(&self) -> i32 {
        self.0.partition
    }

    /// How often the batch of the record was handed to a connection.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Time from the creation of the batch to its failure.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }
}

impl fmt::Debug for ProduceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProduceError")
            .field("kind", &self.0.kind)
            .field("outcome", &self.0.outcome)
            .field("message", &self.to_string())
            .finish()
    }
}

impl fmt::Display for ProduceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let i = &*self.0;
        write!(
            f,
            "{}-{}: {} ({}; {} attempt{}, {} ms)",
            i.topic,
            i.partition,
            i.message,
            i.outcome,
            i.attempts,
            if i.attempts == 1 { "" } else { "s" },
            i.elapsed.as_millis()
        )
    }
}

impl std::error::Error for ProduceError {
    /// The broker's code, or what became of the connection.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match (&self.0.cause, &self.0.kind) {
            (Some(cause), _) => Some(cause),
            (None, ProduceErrorKind::Broker(code)) => Some(code),
            _ => None,
        }
    }
}

/// Where and after what effort a batch failed.
#[derive(Clone, Debug)]
pub(crate) struct FailureContext {
    pub(crate) topic: Arc<str>,
    pub(crate) partition: i32,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

/// Why a record was not admitted: nothing of it was written, and no callback runs for it (rule A08).
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The producer is closed, or was closed while this send waited.
    #[error("the producer is closed")]
    Closed,
    /// The record is larger than a limit of the configuration.
    #[error("the record takes up to {size} bytes, more than the {limit} of {key}")]
    RecordTooLarge {
        /// Upper bound of the record's size with the batch header, in bytes.
        size: usize,
        /// The limit, in bytes.
        limit: usize,
        /// The configuration key that sets the limit.
        key: &'static str,
    },
    /// The record cannot be encoded.
    #[error("the record cannot be encoded: {0}")]
    InvalidRecord(String),
    /// A serializer of the application failed (rule A23).
    #[error(transparent)]
    Serialization(#[from] SerializationError),
    /// The explicit partition is negative.
    #[error("partition {partition} of topic {topic} is negative")]
    NegativePartition {
        /// The topic.
        topic: Arc<str>,
        /// The partition asked for.
        partition: i32,
    },
    /// The application's partitioner failed, panicked, or chose a partition that the topic has not.
    #[error("the partitioner failed for a record of topic {topic}: {cause}")]
    Partitioner {
        /// The topic.
        topic: Arc<str>,
        /// What went wrong.
        cause: String,
    },
    /// Metadata of the topic did not come within `max.block.ms`.
    #[error("topic {topic} not present in metadata after {} ms{}", waited.as_millis(), because(.cause.as_deref()))]
    MetadataTimeout {
        /// The topic.
        topic: Arc<str>,
        /// Time waited.
        waited: Duration,
        /// The last error seen on the way: a connection's, or the topic's own.
        cause: Option<String>,
    },
    /// The brokers do not let this client in (R122). Later sends try again, with whatever the brokers say then.
    #[error("{cause}")]
    Authentication {
        /// What the connection's error says.
        cause: String,
    },
    /// The topic is known, but the explicit partition did not appear within `max.block.ms`.
    #[error("partition {partition} of topic {topic} with partition count {count} is not present in metadata after {} ms",
        waited.as_millis())]
    PartitionNotFound {
        /// The topic.
        topic: Arc<str>,
        /// The partition asked for.
        partition: i32,
        /// The partitions known, 0..count.
        count: i32,
        /// Time waited.
        waited: Duration,
    },
    /// The cluster refuses the topic: illegal name, or no permission.
    #[error("topic {topic}: {code}")]
    TopicRefused {
        /// The topic.
        topic: Arc<str>,
        /// `INVALID_TOPIC_EXCEPTION` or `TOPIC_AUTHORIZATION_FAILED`.
        code: ErrorCode,
    },
    /// `buffer.memory` stayed full for `max.block.ms`.
    #[error("no room for {needed} bytes in buffer.memory within {} ms", waited.as_millis())]
    BufferExhausted {
        /// Bytes asked for.
        needed: usize,
        /// Time waited.
        waited: Duration,
    },
    /// The call would have to wait inside a delivery callback, which runs on the very task it would wait for; use
    /// `try_send` there.
    #[error("this call would block inside a delivery callback")]
    InCallback,
    /// The brokers speak no version that this producer needs: they are too old for how it is configured, which the text names.
    #[error("{cause}")]
    UnsupportedVersion {
        /// What is missing, in which broker, and what to set instead.
        cause: String,
    },
    /// The producer is in its fatal state; the error is what brought it there.
    #[error("the producer failed: {0}")]
    Fatal(String),
}

fn because(cause: Option<&str>) -> String {
    cause.map_or_else(String::new, |c| format!("; last cause: {c}"))
}

impl SendError {
    /// Always [`Outcome::NotWritten`]: the record never left the application (rule E47).
    pub fn outcome(&self) -> Outcome {
        Outcome::NotWritten
    }

    /// True where sending the same record later may succeed.
    pub fn is_retriable(&self) -> bool {
        matches!(
            self,
            Self::MetadataTimeout { .. } | Self::PartitionNotFound { .. } | Self::BufferExhausted { .. }
        )
    }

    /// True where the producer can only be closed.
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::Fatal(_) | Self::Closed)
    }
}

/// Why [`try_send`](crate::Producer::try_send) did not admit a record; the record comes back with it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{reason}")]
pub struct TrySendError<R> {
    /// What stood in the way.
    pub reason: TrySendReason,
    /// The record, as it was given.
    pub record: R,
}

/// What stood in the way of a `try_send`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrySendReason {
    /// The topic's metadata is not there yet; it has been asked for.
    #[error("metadata of the topic is not known yet")]
    NeedMetadata,
    /// `buffer.memory` has no room now.
    #[error("buffer.memory is full")]
    NeedMemory,
    /// The record cannot be admitted at all.
    #[error(transparent)]
    Refused(#[from] SendError),
}

/// A blocking call inside a delivery callback: it would wait for itself (rules A60, R173).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a blocking call inside a delivery callback would wait for itself")]
pub struct BlockingInCallback;

/// The time of a [`flush_within`](crate::Producer::flush_within) was over before everything was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{left} batches have no outcome after {} ms; they go on", timeout.as_millis())]
#[non_exhaustive]
pub struct FlushTimeout {
    /// The time that was given.
    pub timeout: Duration,
    /// Batches without an outcome.
    pub left: usize,
}

/// A record of [`send_and_wait`](crate::Producer::send_and_wait) was not admitted, or not delivered.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SendAndWaitError {
    /// Not admitted.
    #[error(transparent)]
    Send(#[from] SendError),
    /// Not delivered.
    #[error(transparent)]
    Produce(#[from] ProduceError),
}

impl SendAndWaitError {
    /// Whether the record may be in the log.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Send(e) => e.outcome(),
            Self::Produce(e) => e.outcome(),
        }
    }
}
