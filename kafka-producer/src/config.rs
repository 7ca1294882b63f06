//! The producer's configuration: Kafka's keys and defaults, validated once.

mod keys;
mod metrics;
mod preset;
mod properties;
mod resolved;
mod security;

pub use keys::{CONFIG_KEYS, ConfigKey};
pub(crate) use metrics::MetricsConfig;
pub use metrics::RecordingLevel;
pub use preset::Preset;
pub use resolved::{ConfigSource, ResolvedOption};

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use kafka_net::{MetadataRecoveryStrategy, NetConfig};
use kafka_records::{Codec, Compression};

use crate::partitioner::{PartitionerConfig, Partitioning};

/// Which acknowledgement the broker is asked for (`acks`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Acks {
    /// None: success means that the bytes were written to the socket.
    None,
    /// The leader has appended the batch.
    Leader,
    /// Every in-sync replica has the batch.
    #[default]
    All,
}

impl Acks {
    pub(crate) fn wire(self) -> i16 {
        match self {
            Self::None => 0,
            Self::Leader => 1,
            Self::All => -1,
        }
    }
}

impl FromStr for Acks {
    type Err = ();

    /// C13: trimmed; `all` in any case.
    fn from_str(text: &str) -> Result<Self, ()> {
        match text.trim() {
            "0" => Ok(Self::None),
            "1" => Ok(Self::Leader),
            "-1" => Ok(Self::All),
            all if all.eq_ignore_ascii_case("all") => Ok(Self::All),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Acks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "0",
            Self::Leader => "1",
            Self::All => "all",
        })
    }
}

/// A configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// No option has this name.
    #[error("unknown option {key}{}", nearest.map_or_else(String::new, |n| format!("; did you mean {n}?")))]
    UnknownKey {
        /// The name as given.
        key: String,
        /// The known name that is closest to it.
        nearest: Option<&'static str>,
    },
    /// Kafka has the option, this producer has not.
    #[error("option {key} is not supported: {reason}")]
    Unsupported {
        /// The option.
        key: &'static str,
        /// Why, and what to do instead.
        reason: &'static str,
    },
    /// The value is not of the option's kind, or out of its range.
    #[error("{key}={value}: expected {expected}")]
    InvalidValue {
        /// The option.
        key: &'static str,
        /// The value as given.
        value: String,
        /// The values that are accepted.
        expected: &'static str,
    },
    /// Two options contradict each other.
    #[error("{0}")]
    Conflict(String),
    /// A property file could not be read.
    #[error("{path} cannot be read: {cause}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        cause: String,
    },
    /// A line of a property file is not of Java's grammar.
    #[error("line {line}: {cause}")]
    Property {
        /// The line, from 1.
        line: usize,
        /// What is wrong in it.
        cause: &'static str,
    },
    /// The value of an environment variable is not text.
    #[error("the environment variable {name} is not UTF-8")]
    Environment {
        /// The variable.
        name: String,
    },
    /// The part of the configuration that concerns connections is wrong.
    #[error(transparent)]
    Net(#[from] kafka_net::ConfigError),
}

/// A validated configuration. Made by [`ProducerConfig::builder`]; fixed from then on.
#[derive(Clone, Debug)]
pub struct ProducerConfig {
    pub(crate) net: NetConfig,
    pub(crate) acks: Acks,
    pub(crate) idempotence: bool,
    pub(crate) retries: u32,
    pub(crate) delivery_timeout: Duration,
    pub(crate) linger: Duration,
    pub(crate) batch_size: usize,
    pub(crate) buffer_memory: usize,
    pub(crate) max_block: Duration,
    pub(crate) max_request_size: usize,
    pub(crate) codec: Codec,
    pub(crate) partitioner: PartitionerConfig,
    pub(crate) gapless: bool,
    pub(crate) metrics: MetricsConfig,
    /// How options got their values, for reading them back.
    origins: BTreeMap<&'static str, Origin>,
    /// Options given as text, secrets masked.
    given: BTreeMap<&'static str, String>,
    /// Options that a rule between options changed.
    ruled: Vec<&'static str>,
}

impl ProducerConfig {
    /// Starts from Kafka's defaults. `bootstrap_servers` is a list such as `host1:9092,host2:9092`.
    pub fn builder(bootstrap_servers: impl Into<String>) -> ProducerConfigBuilder {
        ProducerConfigBuilder::new(bootstrap_servers.into())
    }

    /// `client.id`; where none was set, the one that the driver made up, for plug-ins.
    pub fn client_id(&self) -> Option<&str> {
        self.net.client_id.as_deref()
    }

    /// `acks` as resolved.
    pub fn acks(&self) -> Acks {
        self.acks
    }

    /// `enable.idempotence` as resolved: it may have been turned off by `acks` or `retries` (rule C1).
    pub fn is_idempotent(&self) -> bool {
        self.idempotence
    }

    /// `delivery.timeout.ms` as resolved: it may have been raised (rule C5).
    pub fn delivery_timeout(&self) -> Duration {
        self.delivery_timeout
    }

    /// `max.block.ms`.
    pub fn max_block(&self) -> Duration {
        self.max_block
    }

    /// `buffer.memory` in bytes.
    pub fn buffer_memory(&self) -> usize {
        self.buffer_memory
    }

    /// `batch.size` in bytes.
    pub fn batch_size(&self) -> usize {
        self.batch_size
    }

    /// `max.request.size` in bytes.
    pub fn max_request_size(&self) -> usize {
        self.max_request_size
    }

    /// The part that concerns connections and metadata.
    pub fn net(&self) -> &NetConfig {
        &self.net
    }
}

/// How an option got its value: a conflict of typed options is an error, one of text options is resolved as
/// Java resolves it (rule C1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Typed,
    Text,
    Preset,
}

/// Collects options; [`build`](Self::build) validates them together.
#[derive(Clone, Debug)]
pub struct ProducerConfigBuilder {
    bootstrap_servers: String,
    preset: Option<Preset>,
    config: ProducerConfig,
    gzip_level: i32,
    zstd_level: i32,
    reconnect_backoff_max: Option<Duration>,
    security: security::Security,
    set: BTreeMap<&'static str, Origin>,
}

impl ProducerConfigBuilder {
    fn new(bootstrap_servers: String) -> Self {
        let config = ProducerConfig {
            net: NetConfig::default(),
            acks: Acks::All,
            idempotence: true,
            retries: i32::MAX as u32,
            delivery_timeout: Duration::from_mins(2),
            linger: Duration::from_millis(5),
            batch_size: 16_384,
            buffer_memory: 33_554_432,
            max_block: Duration::from_mins(1),
            max_request_size: 1_048_576,
            codec: Codec { compression: Compression::None, level: None },
            partitioner: PartitionerConfig::default(),
            gapless: false,
            metrics: MetricsConfig::default(),
            origins: BTreeMap::new(),
            given: BTreeMap::new(),
            ruled: Vec::new(),
        };
        Self {
            bootstrap_servers,
            preset: None,
            config,
            gzip_level: -1,
            zstd_level: 3,
            reconnect_backoff_max: None,
            security: security::Security::default(),
            set: BTreeMap::new(),
        }
    }

    /// `client.id`: the name in requests, quotas and metrics. Default: `producer-<n>`.
    #[must_use]
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        self.config.net.client_id = Some(id.into().into());
        self.typed("client.id")
    }

    /// `acks`. Default: [`Acks::All`].
    #[must_use]
    pub fn acks(mut self, acks: Acks) -> Self {
        self.config.acks = acks;
        self.typed("acks")
    }

    /// `enable.idempotence`: the broker drops duplicates and keeps the order of each partition. Default: true.
    #[must_use]
    pub fn idempotence(mut self, on: bool) -> Self {
        self.config.idempotence = on;
        self.typed("enable.idempotence")
    }

    /// `retries`: re-sends of a batch. Default: 2147483647; prefer to bound by time, with
    /// [`delivery_timeout`](Self::delivery_timeout).
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.config.retries = retries.min(i32::MAX as u32);
        self.typed("retries")
    }

    /// `max.in.flight.requests.per.connection`: 1 or more; at most 5 with idempotence. Default: 5.
    #[must_use]
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.config.net.max_in_flight = requests;
        self.typed("max.in.flight.requests.per.connection")
    }

    /// `delivery.timeout.ms`: from the creation of a batch to its outcome, retries included. Default: 120 s.
    #[must_use]
    pub fn delivery_timeout(mut self, timeout: Duration) -> Self {
        self.config.delivery_timeout = timeout;
        self.typed("delivery.timeout.ms")
    }

    /// `request.timeout.ms`: the wait for one answer. Default: 30 s.
    #[must_use]
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.config.net.request_timeout = timeout;
        self.typed("request.timeout.ms")
    }

    /// `linger.ms`: how long a batch that is not full waits for more records. Default: 5 ms.
    #[must_use]
    pub fn linger(mut self, linger: Duration) -> Self {
        self.config.linger = linger;
        self.typed("linger.ms")
    }

    /// `batch.size`: bytes at which a batch is ready. It may grow beyond while it waits for the connection, up
    /// to [`max_request_size`](Self::max_request_size). Default: 16384; 0 means one record a batch.
    #[must_use]
    pub fn batch_size(mut self, bytes: usize) -> Self {
        self.config.batch_size = bytes;
        self.typed("batch.size")
    }

    /// `buffer.memory`: bytes for records that are not completed yet. Default: 33554432.
    #[must_use]
    pub fn buffer_memory(mut self, bytes: usize) -> Self {
        self.config.buffer_memory = bytes;
        self.typed("buffer.memory")
    }

    /// `max.block.ms`: how long a send may wait for metadata and memory together. Default: 60 s.
    #[must_use]
    pub fn max_block(mut self, wait: Duration) -> Self {
        self.config.max_block = wait;
        self.typed("max.block.ms")
    }

    /// `max.request.size`: bytes of the largest record, and of the batches in one request. Default: 1048576.
    #[must_use]
    pub fn max_request_size(mut self, bytes: usize) -> Self {
        self.config.max_request_size = bytes;
        self.typed("max.request.size")
    }

    /// `compression.type`. Default: none.
    #[must_use]
    pub fn compression(mut self, compression: Compression) -> Self {
        self.config.codec.compression = compression;
        self.typed("compression.type")
    }

    /// `partitioner.class`: how a record that names no partition gets one. Default: [`Partitioning::Sticky`].
    #[must_use]
    pub fn partitioning(mut self, how: Partitioning) -> Self {
        self.config.partitioner.partitioning = how;
        self.typed("partitioner.class")
    }

    /// `partitioner.ignore.keys`: spread keyed records like unkeyed ones. Default: false.
    #[must_use]
    pub fn ignore_keys(mut self, on: bool) -> Self {
        self.config.partitioner.ignore_keys = on;
        self.typed("partitioner.ignore.keys")
    }

    /// `partitioner.adaptive.partitioning.enable`: partitions with shorter queues get more of the records without key (KIP-794).
    /// Default: true.
    #[must_use]
    pub fn adaptive_partitioning(mut self, on: bool) -> Self {
        self.config.partitioner.adaptive = on;
        self.typed("partitioner.adaptive.partitioning.enable")
    }

    /// `partitioner.availability.timeout.ms`: records without key pass over brokers that leave untouched for longer than this what is
    /// ready for them. Needs adaptive partitioning. Default: 0, never.
    #[must_use]
    pub fn partitioner_availability_timeout(mut self, timeout: Duration) -> Self {
        self.config.partitioner.availability_timeout = timeout;
        self.typed("partitioner.availability.timeout.ms")
    }

    /// `client.rack` and `partitioner.rack.aware`: records without key go to partitions whose leader is in this rack, as long as there
    /// are any (KIP-1123). Default: off.
    #[must_use]
    pub fn rack_aware(mut self, rack: impl Into<String>) -> Self {
        self.config.partitioner.rack = rack.into().into();
        self.config.partitioner.rack_aware = true;
        self.typed("client.rack").typed("partitioner.rack.aware")
    }

    /// `gapless`: after a record that failed, later records of its partition fail too, until the application has acknowledged that with
    /// [`Producer::acknowledge_gap`](crate::Producer::acknowledge_gap). Default: false.
    #[must_use]
    pub fn gapless(mut self, on: bool) -> Self {
        self.config.gapless = on;
        self.typed("gapless")
    }

    /// `retry.backoff.ms` and `retry.backoff.max.ms`: the wait before a batch is sent again, growing from the
    /// first to the second. Defaults: 100 ms and 1 s.
    #[must_use]
    pub fn retry_backoff(mut self, first: Duration, max: Duration) -> Self {
        self.config.net.retry_backoff = first;
        self.config.net.retry_backoff_max = max;
        self.typed("retry.backoff.ms").typed("retry.backoff.max.ms")
    }

    /// `reconnect.backoff.ms` and `reconnect.backoff.max.ms`. Defaults: 50 ms and 1 s.
    #[must_use]
    pub fn reconnect_backoff(mut self, first: Duration, max: Duration) -> Self {
        self.config.net.reconnect_backoff = first;
        self.reconnect_backoff_max = Some(max);
        self.typed("reconnect.backoff.ms").typed("reconnect.backoff.max.ms")
    }

    /// `metadata.max.age.ms`: the period of full metadata refreshes. Default: 5 minutes.
    #[must_use]
    pub fn metadata_max_age(mut self, age: Duration) -> Self {
        self.config.net.metadata_max_age = age;
        self.typed("metadata.max.age.ms")
    }

    /// Sets an option by its Kafka key. An unknown key is an error that names the nearest known one (rule C15),
    /// a known one that this producer does not have is an error too (rule C16).
    pub fn set(mut self, key: &str, value: &str) -> Result<Self, ConfigError> {
        let known = keys::find(key)?;
        keys::apply(&mut self, known, value)?;
        self.config.given.insert(known.name, ProducerConfig::shown(known.name, value));
        self.set.insert(known.name, Origin::Text);
        Ok(self)
    }

    fn typed(mut self, key: &'static str) -> Self {
        self.set.insert(key, Origin::Typed);
        self
    }

    /// The application has set it, not a preset.
    fn is_set(&self, key: &str) -> bool {
        self.set.get(key).is_some_and(|origin| *origin != Origin::Preset)
    }

    fn is_typed(&self, key: &str) -> bool {
        self.set.get(key) == Some(&Origin::Typed)
    }

    /// Applies the cross-field rules (C1, C2, C5 to C7) and validates.
    pub fn build(mut self) -> Result<ProducerConfig, ConfigError> {
        self.apply_preset()?;
        self.config.net.bootstrap_servers = kafka_net::BrokerAddress::parse_list(&self.bootstrap_servers)?;
        self.resolve_idempotence()?;
        // R187: towards a broker of 0.9 nothing is deduplicated.
        self.config.net.probe_old_brokers = !self.config.idempotence;
        self.resolve_timeouts()?;
        self.resolve_backoffs();
        self.resolve_codec()?;
        self.resolve_security()?;
        self.resolve_partitioner()?;
        self.config.net.validate()?;
        self.config.origins = self.set;
        Ok(self.config)
    }

    fn resolve_idempotence(&mut self) -> Result<(), ConfigError> {
        let c = &mut self.config;
        if c.net.max_in_flight == 0 {
            return Err(ConfigError::InvalidValue {
                key: "max.in.flight.requests.per.connection",
                value: "0".into(),
                expected: "1 or more",
            });
        }
        // C2 comes first: only an explicit "false" lifts it.
        if c.idempotence && c.net.max_in_flight > 5 {
            return Err(ConfigError::Conflict(format!(
                "max.in.flight.requests.per.connection={} is more than the 5 that idempotence allows; lower it, or \
                 set enable.idempotence=false",
                c.net.max_in_flight
            )));
        }
        let culprit = match (c.acks, c.retries) {
            (acks, _) if acks != Acks::All => Some(("acks", acks.to_string())),
            (_, 0) => Some(("retries", "0".to_owned())),
            _ => None,
        };
        let Some((key, value)) = culprit.filter(|_| c.idempotence) else { return Ok(()) };
        if self.is_set("enable.idempotence") || self.is_typed(key) {
            return Err(ConfigError::Conflict(format!(
                "{key}={value} contradicts enable.idempotence=true, which needs acks=all and retries above 0; \
                 set enable.idempotence=false if duplicates are acceptable"
            )));
        }
        tracing::warn!(key, value, "idempotence is turned off by this option");
        self.config.idempotence = false;
        self.config.ruled.push("enable.idempotence");
        Ok(())
    }

    fn resolve_timeouts(&mut self) -> Result<(), ConfigError> {
        let longest = Duration::from_millis(i32::MAX as u64);
        let least = self.config.linger.saturating_add(self.config.net.request_timeout).min(longest);
        if self.config.delivery_timeout < least {
            if self.is_set("delivery.timeout.ms") {
                return Err(ConfigError::Conflict(format!(
                    "delivery.timeout.ms={} is less than linger.ms + request.timeout.ms = {}",
                    self.config.delivery_timeout.as_millis(),
                    least.as_millis()
                )));
            }
            tracing::warn!(
                raised_to_ms = least.as_millis(),
                "delivery.timeout.ms is raised to linger.ms + request.timeout.ms"
            );
            self.config.delivery_timeout = least;
            self.config.ruled.push("delivery.timeout.ms");
        }
        Ok(())
    }

    fn resolve_backoffs(&mut self) {
        let net = &mut self.config.net;
        match self.reconnect_backoff_max {
            Some(max) => net.reconnect_backoff_max = max,
            // C6: no growth where only the base was given.
            None if self.set.contains_key("reconnect.backoff.ms") => {
                tracing::warn!(
                    "reconnect.backoff.max.ms follows reconnect.backoff.ms, so the wait does not grow"
                );
                net.reconnect_backoff_max = net.reconnect_backoff;
                self.config.ruled.push("reconnect.backoff.max.ms");
            }
            None => {}
        }
        if net.retry_backoff > net.retry_backoff_max {
            tracing::warn!("retry.backoff.ms is above retry.backoff.max.ms; the latter is used throughout");
        }
    }

    /// C14.
    fn resolve_partitioner(&self) -> Result<(), ConfigError> {
        let partitioner = &self.config.partitioner;
        if partitioner.rack_aware && partitioner.rack.trim().is_empty() {
            let text = "partitioner.rack.aware=true needs client.rack, the rack to prefer";
            return Err(ConfigError::Conflict(text.to_owned()));
        }
        Ok(())
    }

    fn resolve_codec(&mut self) -> Result<(), ConfigError> {
        let compression = self.config.codec.compression;
        if !compression.is_available() {
            return Err(ConfigError::Unsupported {
                key: "compression.type",
                reason: "the codec's feature of this crate is not compiled in",
            });
        }
        self.config.codec.level = match compression {
            Compression::Gzip if self.gzip_level >= 0 => Some(self.gzip_level),
            Compression::Zstd => Some(self.zstd_level),
            _ => None,
        };
        Ok(())
    }
}

/// A time span of the configuration from whole milliseconds.
fn millis(ms: i64) -> Duration {
    Duration::from_millis(ms.unsigned_abs())
}

/// `metadata.recovery.strategy` in any case.
fn recovery_strategy(text: &str) -> Option<MetadataRecoveryStrategy> {
    if text.eq_ignore_ascii_case("rebootstrap") {
        Some(MetadataRecoveryStrategy::Rebootstrap)
    } else if text.eq_ignore_ascii_case("none") {
        Some(MetadataRecoveryStrategy::None)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
