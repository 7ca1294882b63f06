//! How the cluster is laid out and what it allows.

use std::time::Duration;

use crate::sasl::SaslConfig;
use crate::telemetry::TelemetryConfig;
use crate::version::KafkaVersion;

/// Layout and limits of a [`Cluster`](crate::Cluster).
///
/// ```
/// use kafka_fake::{ClusterConfig, KafkaVersion};
///
/// let config = ClusterConfig::default().brokers(3).partitions(6).as_version(KafkaVersion::V3_9);
/// assert_eq!(config.brokers, 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClusterConfig {
    /// Number of brokers; their ids start at 1, so that a zero that nobody set names no broker. Default 1.
    pub brokers: usize,
    /// `num.partitions`: partitions of a topic that is created without a number. Default 1.
    pub partitions: i32,
    /// `default.replication.factor`, cut to the number of brokers. Default 3.
    pub replication_factor: i16,
    /// `auto.create.topics.enable`. Default true.
    pub auto_create: bool,
    /// `message.max.bytes` of topics that do not say otherwise: the largest batch as sent, compressed. Default
    /// 1,048,588.
    pub message_max_bytes: usize,
    /// `socket.request.max.bytes`: larger frames close the connection. Default 104,857,600.
    pub max_request_bytes: usize,
    /// `min.insync.replicas`: with fewer replicas of a partition in sync, `acks=all` is refused. Default 1.
    pub min_insync_replicas: usize,
    /// `replica.lag.time.max.ms`: a follower that is behind for longer is no longer in sync. Default 30 seconds.
    pub replica_lag_time_max: Duration,
    /// `message.timestamp.before.max.ms`: records older than the broker's clock by more are refused. Default: any age.
    pub timestamp_before_max_ms: i64,
    /// `message.timestamp.after.max.ms`: records ahead of the broker's clock by more are refused. Default one hour,
    /// and no limit when posing as a release before 3.6, which had none.
    pub timestamp_after_max_ms: i64,
    /// `producer.id.expiration.ms`: producer state of a partition is forgotten after that long unused. Default a day.
    pub producer_id_expiration: Duration,
    /// `retention.bytes` of a partition: older batches are dropped once newer ones hold that much. Default: keep all.
    pub retention_bytes: Option<usize>,
    /// The release whose API versions the brokers advertise and speak. Default the newest known.
    pub as_version: KafkaVersion,
    /// Whom the brokers let in; without it they ask nobody who it is. Default: none.
    pub sasl: Option<SaslConfig>,
    /// What the brokers want to be told of clients' metrics; without it they do not tell of the APIs. Default: none.
    pub telemetry: Option<TelemetryConfig>,
    /// Read batch headers only: count records, assign offsets, store and check nothing. Default false.
    pub sink: bool,
    /// Seeds topic ids, the cluster id and the bytes of corrupted responses. Default 0.
    pub seed: u64,
    /// How many requests the recorder keeps. Default 16,384.
    pub recorder_capacity: usize,
    /// `broker.rack` of each broker in the order of their ids, from the first again when there are more brokers than racks.
    /// Default: none has one.
    pub racks: Vec<String>,
    /// Host that brokers advertise. Default 127.0.0.1.
    pub host: String,
    /// Port of the first broker, the following ones count upward; 0 lets the system choose. Default 0.
    pub port: u16,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self {
            brokers: 1,
            partitions: 1,
            replication_factor: 3,
            auto_create: true,
            message_max_bytes: 1_048_588,
            max_request_bytes: 104_857_600,
            min_insync_replicas: 1,
            replica_lag_time_max: Duration::from_secs(30),
            timestamp_before_max_ms: i64::MAX,
            timestamp_after_max_ms: 3_600_000,
            producer_id_expiration: Duration::from_hours(24),
            retention_bytes: None,
            as_version: KafkaVersion::LATEST,
            sasl: None,
            telemetry: None,
            sink: false,
            seed: 0,
            recorder_capacity: 16_384,
            racks: Vec::new(),
            host: "127.0.0.1".to_owned(),
            port: 0,
        }
    }
}

macro_rules! setters {
    ($($name:ident: $type:ty),* $(,)?) => {
        impl ClusterConfig {
            $(
                #[doc = concat!("Sets [`", stringify!($name), "`](Self#structfield.", stringify!($name), ").")]
                #[must_use]
                pub fn $name(mut self, $name: $type) -> Self {
                    self.$name = $name;
                    self
                }
            )*
        }
    };
}

setters! {
    brokers: usize,
    partitions: i32,
    replication_factor: i16,
    auto_create: bool,
    message_max_bytes: usize,
    max_request_bytes: usize,
    min_insync_replicas: usize,
    replica_lag_time_max: Duration,
    timestamp_before_max_ms: i64,
    timestamp_after_max_ms: i64,
    producer_id_expiration: Duration,
    retention_bytes: Option<usize>,
    as_version: KafkaVersion,
    sink: bool,
    seed: u64,
    racks: Vec<String>,
    recorder_capacity: usize,
    port: u16,
}

impl ClusterConfig {
    /// Sets [`host`](Self#structfield.host).
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// Sets [`telemetry`](Self#structfield.telemetry).
    #[must_use]
    pub fn telemetry(mut self, telemetry: TelemetryConfig) -> Self {
        self.telemetry = Some(telemetry);
        self
    }

    /// Sets [`sasl`](Self#structfield.sasl).
    #[must_use]
    pub fn sasl(mut self, sasl: SaslConfig) -> Self {
        self.sasl = Some(sasl);
        self
    }
}
