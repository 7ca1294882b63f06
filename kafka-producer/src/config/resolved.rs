//! The configuration as it is in effect, for people to read (rule C19).

use std::fmt;

use kafka_net::{ClientDnsLookup, MetadataRecoveryStrategy};

use super::{CONFIG_KEYS, Origin, ProducerConfig};

/// One option as it is in effect. Secrets are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResolvedOption {
    /// Kafka's name.
    pub key: &'static str,
    /// The value in effect, as text; empty where there is none.
    pub value: String,
    /// Where it comes from.
    pub source: ConfigSource,
}

impl fmt::Display for ResolvedOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={} ({})", self.key, self.value, self.source)
    }
}

/// Where the value of an option comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConfigSource {
    /// Nobody set it.
    Default,
    /// The preset.
    Preset,
    /// The application.
    Set,
    /// A rule between options changed it: one of C1, C5 and C6.
    Rule,
}

impl fmt::Display for ConfigSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::Preset => "preset",
            Self::Set => "set",
            Self::Rule => "rule",
        })
    }
}

/// What stands in the place of a secret.
const MASKED: &str = "[hidden]";

/// Options whose values are, or may contain, secrets.
pub(super) const SECRETS: &[&str] = &[
    "sasl.password",
    "sasl.oauthbearer.token",
    "sasl.oauthbearer.client.credentials.client.secret",
    "ssl.truststore.certificates",
    "ssl.truststore.password",
    "ssl.keystore.key",
    "ssl.keystore.certificate.chain",
    "ssl.keystore.password",
    "ssl.key.password",
];

impl ProducerConfig {
    /// Every option with the value in effect, in the order of the documentation. What was given in code as a whole, of `sasl.*` and
    /// `ssl.*`, is not among them.
    pub fn resolved(&self) -> Vec<ResolvedOption> {
        let resolve = |key: &super::ConfigKey| {
            let value = self.value_of(key.name).unwrap_or_else(|| match self.given.get(key.name) {
                Some(text) => text.clone(),
                None => key.default.to_owned(),
            });
            let source = match self.origins.get(key.name) {
                _ if self.ruled.contains(&key.name) => ConfigSource::Rule,
                Some(Origin::Typed | Origin::Text) => ConfigSource::Set,
                Some(Origin::Preset) => ConfigSource::Preset,
                // It has no default, and the builder asks for it.
                None if key.name == "bootstrap.servers" => ConfigSource::Set,
                None => ConfigSource::Default,
            };
            ResolvedOption { key: key.name, value, source }
        };
        CONFIG_KEYS.iter().map(resolve).collect()
    }

    #[cfg(feature = "tls")]
    fn is_encrypted(&self) -> bool {
        self.net.tls.is_some()
    }

    #[cfg(not(feature = "tls"))]
    #[expect(clippy::unused_self, reason = "there is something to look at with the feature")]
    fn is_encrypted(&self) -> bool {
        false
    }

    /// What is said of an option that is kept as text.
    pub(super) fn shown(key: &str, value: &str) -> String {
        if SECRETS.contains(&key) { MASKED.to_owned() } else { value.trim().to_owned() }
    }

    /// The value of an option that the configuration has as a field.
    fn value_of(&self, key: &str) -> Option<String> {
        let net = &self.net;
        Some(match key {
            "bootstrap.servers" => {
                net.bootstrap_servers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
            }
            "client.dns.lookup" => match net.client_dns_lookup {
                ClientDnsLookup::ResolveCanonicalBootstrapServersOnly => {
                    "resolve_canonical_bootstrap_servers_only".to_owned()
                }
                ClientDnsLookup::UseAllDnsIps => "use_all_dns_ips".to_owned(),
            },
            "client.id" => net.client_id.as_deref()?.to_owned(),
            "acks" => self.acks.to_string(),
            "enable.idempotence" => self.idempotence.to_string(),
            "retries" => self.retries.to_string(),
            "max.in.flight.requests.per.connection" => net.max_in_flight.to_string(),
            "delivery.timeout.ms" => self.delivery_timeout.as_millis().to_string(),
            "request.timeout.ms" => net.request_timeout.as_millis().to_string(),
            "linger.ms" => self.linger.as_millis().to_string(),
            "batch.size" => self.batch_size.to_string(),
            "buffer.memory" => self.buffer_memory.to_string(),
            "max.block.ms" => self.max_block.as_millis().to_string(),
            "max.request.size" => self.max_request_size.to_string(),
            "compression.type" => self.codec.compression.to_string(),
            "partitioner.class" => self.partitioner.partitioning.name().to_owned(),
            "partitioner.ignore.keys" => self.partitioner.ignore_keys.to_string(),
            "partitioner.adaptive.partitioning.enable" => self.partitioner.adaptive.to_string(),
            "partitioner.availability.timeout.ms" => {
                self.partitioner.availability_timeout.as_millis().to_string()
            }
            "partitioner.rack.aware" => self.partitioner.rack_aware.to_string(),
            "client.rack" => self.partitioner.rack.to_string(),
            "gapless" => self.gapless.to_string(),
            "enable.metrics.push" => self.metrics.push.to_string(),
            "metrics.sample.window.ms" => self.metrics.sample_window.as_millis().to_string(),
            "metrics.num.samples" => self.metrics.num_samples.to_string(),
            "metrics.recording.level" => self.metrics.recording_level.to_string(),
            "metadata.max.age.ms" => net.metadata_max_age.as_millis().to_string(),
            "metadata.max.idle.ms" => net.metadata_max_idle.as_millis().to_string(),
            "metadata.recovery.strategy" => match net.metadata_recovery_strategy {
                MetadataRecoveryStrategy::None => "none".to_owned(),
                MetadataRecoveryStrategy::Rebootstrap => "rebootstrap".to_owned(),
            },
            "metadata.cluster.check.enable" => net.metadata_cluster_check.to_string(),
            "metadata.recovery.rebootstrap.trigger.ms" => {
                net.metadata_recovery_rebootstrap_trigger.as_millis().to_string()
            }
            "reconnect.backoff.ms" => net.reconnect_backoff.as_millis().to_string(),
            "reconnect.backoff.max.ms" => net.reconnect_backoff_max.as_millis().to_string(),
            "retry.backoff.ms" => net.retry_backoff.as_millis().to_string(),
            "retry.backoff.max.ms" => net.retry_backoff_max.as_millis().to_string(),
            "socket.connection.setup.timeout.ms" => {
                net.socket_connection_setup_timeout.as_millis().to_string()
            }
            "socket.connection.setup.timeout.max.ms" => {
                net.socket_connection_setup_timeout_max.as_millis().to_string()
            }
            "send.buffer.bytes" => net.send_buffer.map_or(-1, i64::from).to_string(),
            "receive.buffer.bytes" => net.receive_buffer.map_or(-1, i64::from).to_string(),
            "tcp.nodelay" => net.tcp_nodelay.to_string(),
            "tcp.keepalive" => net.tcp_keepalive.to_string(),
            "connections.max.idle.ms" => {
                net.connections_max_idle.map_or_else(|| "-1".to_owned(), |idle| idle.as_millis().to_string())
            }
            "receive.max.bytes" => net.max_frame_len.to_string(),
            "security.protocol" => match (self.is_encrypted(), net.sasl.is_some()) {
                (false, false) => "PLAINTEXT",
                (true, false) => "SSL",
                (false, true) => "SASL_PLAINTEXT",
                (true, true) => "SASL_SSL",
            }
            .to_owned(),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ProducerConfigBuilder;

    fn value(config: &ProducerConfig, key: &str) -> String {
        config.resolved().into_iter().find(|option| option.key == key).map(|o| o.value).unwrap()
    }

    #[test]
    fn defaults_are_read_back_as_the_table_has_them() {
        let config = ProducerConfig::builder("a:9092").build().unwrap();
        let resolved = config.resolved();
        assert_eq!(resolved.len(), CONFIG_KEYS.len());
        for (option, key) in resolved.iter().zip(CONFIG_KEYS) {
            assert_eq!(
                (option.key, option.source == ConfigSource::Default),
                (key.name, key.name != "bootstrap.servers")
            );
            if key.name != "bootstrap.servers" {
                assert_eq!(option.value, key.default, "{}", key.name);
            }
        }
    }

    /// C19.
    #[test]
    fn every_value_that_is_set_is_read_back() {
        for (key, text) in [
            ("client.id", "me"),
            ("acks", "all"),
            ("linger.ms", "7"),
            ("compression.gzip.level", "3"),
            ("partitioner.class", "round_robin"),
            ("client.rack", "east"),
            ("connections.max.idle.ms", "-1"),
            ("send.buffer.bytes", "4096"),
            ("metadata.recovery.strategy", "none"),
            ("gapless", "true"),
            ("metrics.num.samples", "3"),
            ("metrics.sample.window.ms", "1000"),
            ("metrics.recording.level", "DEBUG"),
            ("broker.version.fallback", "0.9.0.1"),
        ] {
            let config = ProducerConfig::builder("a:9092").set(key, text).unwrap().build().unwrap();
            assert_eq!(value(&config, key), text, "{key}");
            let source = config.resolved().into_iter().find(|o| o.key == key).map(|o| o.source);
            assert_eq!(source, Some(ConfigSource::Set), "{key}");
        }
    }

    /// C19, L38.
    #[test]
    fn secrets_are_masked() {
        let config = ProducerConfig::builder("a:9092")
            .set("security.protocol", "SASL_PLAINTEXT")
            .and_then(|b| b.set("sasl.mechanism", "PLAIN"))
            .and_then(|b| b.set("sasl.username", "alice"))
            .and_then(|b| b.set("sasl.password", "canary"))
            .and_then(|b| b.set("allow.plaintext.credentials", "true"))
            .and_then(ProducerConfigBuilder::build)
            .unwrap();
        assert_eq!(value(&config, "sasl.username"), "alice");
        assert_eq!(value(&config, "sasl.password"), MASKED);
        let shown: Vec<_> = config.resolved().iter().map(ToString::to_string).collect();
        assert!(!format!("{shown:?} {config:?}").contains("canary"));
        assert!(SECRETS.iter().all(|secret| CONFIG_KEYS.iter().any(|key| key.name == *secret)));
    }

    /// C19, C1, C5.
    #[test]
    fn what_a_rule_changed_is_told_as_such() {
        let config = ProducerConfig::builder("a:9092").set("acks", "1").unwrap().build().unwrap();
        let option = config.resolved().into_iter().find(|o| o.key == "enable.idempotence").unwrap();
        assert_eq!(option.to_string(), "enable.idempotence=false (rule)");
    }
}
