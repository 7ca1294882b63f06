//! A Kafka producer: records in, acknowledged offsets out, nothing lost and nothing twice.
//!
//! # Life of a record
//!
//! | # | step | where | call |
//! |--:|---|---|---|
//! | 1 | a borrowed record comes in | `producer.rs` | [`Producer::send`] |
//! | 2 | choose a partition | `partitioner.rs` | `choose` |
//! | 3 | reserve memory, encode into the partition's open batch | `accumulator/queue.rs` | `RecordAccumulator::append_to` |
//! | 4 | batch full or linger over: seal (compress, checksum) | `sender/seal.rs` | [`SealJob::run`] |
//! | 5 | which partitions of which broker are ready; drain them | `sender/drain.rs` | [`Sender::poll`] |
//! | 6 | stamp producer id, epoch, sequence | `sender/sequence.rs` | `PartitionSequence::assign` |
//! | 7 | one Produce request per broker, many partitions | `sender/request.rs` | `Sender::send_batches` |
//! | 8–10 | versions, correlation, bytes out and in | the crate `kafka-net` | `Cluster::send` |
//! | 11 | a verdict per partition | `sender/response.rs`, `sender/retry.rs` | `verdict` |
//! | 12 | futures resolve, callbacks run, memory returns | `delivery.rs` | [`FinishedBatch::deliver`] |
//!
//! # Two halves
//!
//! Application threads share the accumulator (steps 1 to 3) under one short lock per partition. Everything else is
//! owned by one [`Sender`], a state machine without I/O: time, bytes and a seed come in, bytes, finished batches and
//! deadlines come out. The feature `tokio` adds the driver that carries them ([`Producer::new`]); without it the
//! crate has no runtime, no clock and no sockets, and [`build`] gives both halves to whoever drives them.
//!
//! # What it does not know
//!
//! Serialization formats beyond Java's built-in ones: records are bytes, and [`Serializer`] is where others plug in. Consumers and
//! groups. Which threads run it.

pub use producer::{PartitionInfo, Plugins, Producer, build, build_with};
mod producer;

pub use record::{ProducerRecord, RecordHeader, RecordMetadata, TopicHandle, TopicPartition, TopicRef};
mod record;

pub use interceptor::{Acknowledgement, InterceptError, InterceptedRecord, ProducerInterceptor, RecordError};
mod interceptor;

pub use typed::{TypedProducer, TypedRecord};
mod typed;

#[cfg(feature = "json")]
pub use serializer::JsonSerializer;
#[cfg(feature = "uuid")]
pub use serializer::UuidSerializer;
pub use serializer::{
    BooleanSerializer, BytesSerializer, DoubleSerializer, FloatSerializer, IntegerSerializer, ListSerializer,
    LongSerializer, NullableListSerializer, RecordPart, SerializationError, SerializeError, Serializer,
    SerializerContext, ShortSerializer, StringEncoding, StringSerializer, VoidSerializer,
};
mod serializer;

pub use partitioner::{PartitionError, Partitioner, Partitioning, TopicView, murmur2, partition_for_key};
mod partitioner;

mod accumulator;

pub use sender::{SealJob, SealedJob, Sender};
mod sender;

pub use delivery::{Delivery, DeliveryHandler, FinishedBatch};
mod delivery;

pub use config::{
    Acks, CONFIG_KEYS, ConfigError, ConfigKey, ConfigSource, Preset, ProducerConfig, ProducerConfigBuilder,
    RecordingLevel, ResolvedOption,
};
mod config;

pub use error::{
    BlockingInCallback, FlushTimeout, Outcome, ProduceError, ProduceErrorKind, SendAndWaitError, SendError,
    TrySendError, TrySendReason,
};
mod error;

pub use metrics::{
    MetricEntry, MetricGroup, MetricStatistic, MetricTags, MetricTemplate, MetricUnit, MetricValue,
    MetricsSnapshot, templates as metric_templates,
};
mod metrics;

#[cfg(feature = "metrics")]
pub use export::MetricsFacade;
#[cfg(feature = "opentelemetry")]
pub use export::OpenTelemetryExporter;
#[cfg(any(feature = "metrics", feature = "opentelemetry"))]
mod export;

mod telemetry;

pub use observer::{ObservedBatch, ProducerObserver};
mod observer;

pub use stats::{METRICS, Metric, MetricKind, ProducerStats};
mod stats;

pub use clock::{Clock, WallMs};
mod clock;

#[cfg(feature = "tokio")]
pub use driver::{MockProducer, MockProducerBuilder, ProducerBuilder, SentRecord, StartError, SystemClock};
#[cfg(feature = "tokio")]
mod driver;

mod sync;

pub use kafka_protocol::BrokerId;

pub use kafka_net::{AwsCredentials, SaslConfig, SaslHandshakeVersion, SaslMechanism, Secret, Tick};
pub use kafka_records::Compression;

// The harness of the integration tests, which some unit tests use, knows this crate by its name.
#[cfg(test)]
extern crate self as kafka_producer;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
