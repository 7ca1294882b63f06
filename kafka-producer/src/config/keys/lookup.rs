use kafka_net::ClientDnsLookup;

use super::{CONFIG_KEYS, ConfigKey, Kind};
use crate::config::{ConfigError, ProducerConfigBuilder};

/// Keys of Kafka's own clients that this producer does not have, with what to do instead.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("key.serializer", SERIALIZERS),
    ("value.serializer", SERIALIZERS),
    (
        "metric.reporters",
        "there are no reporter classes; give the builder a metrics_callback, or use MetricsFacade or OpenTelemetryExporter",
    ),
    ("config.providers", "resolve indirect values before configuring the producer"),
    (
        "interceptor.classes",
        "there are no classes to name; give interceptors to ProducerBuilder::interceptor",
    ),
    ("transactional.id", "transactions are not supported yet"),
    ("transaction.timeout.ms", "transactions are not supported yet"),
    ("transaction.two.phase.commit.enable", "transactions are not supported yet"),
    (
        "bootstrap.resolve.timeout.ms",
        "bootstrap servers are always looked up in the background, within max.block.ms of the first send",
    ),
    ("auto.include.jmx.reporter", "there is no JMX here, and Kafka deleted this option in 4.0"),
    ("sasl.jaas.config", "JAAS is a mechanism of the JVM; set sasl.username and sasl.password"),
    (
        "sasl.kerberos.kinit.cmd",
        "no process is started from configuration; run kinit outside, or name a keytab by KRB5_CLIENT_KTNAME",
    ),
    ("sasl.kerberos.ticket.renew.window.factor", KERBEROS_RENEWS),
    ("sasl.kerberos.ticket.renew.jitter", KERBEROS_RENEWS),
    ("sasl.kerberos.min.time.before.relogin", KERBEROS_RENEWS),
];

const SERIALIZERS: &str = "there are no classes to name; Producer::with_serializers takes serializers, and without them records are bytes";

const KERBEROS_RENEWS: &str = "the Kerberos library takes new tickets from the keytab that KRB5_CLIENT_KTNAME names, and whoever \
     ran kinit renews the credential cache";

/// Ways to put other code of the JVM in the place of its TLS.
const JVM_TLS: &[&str] = &[
    "ssl.provider",
    "ssl.keymanager.algorithm",
    "ssl.trustmanager.algorithm",
    "ssl.secure.random.implementation",
    "ssl.engine.factory.class",
    "security.providers",
];

pub(in crate::config) fn find(key: &str) -> Result<&'static ConfigKey, ConfigError> {
    if let Some(known) = CONFIG_KEYS.iter().find(|k| k.name == key) {
        return Ok(known);
    }
    if let Some((key, reason)) = UNSUPPORTED.iter().find(|(k, _)| *k == key) {
        return Err(ConfigError::Unsupported { key, reason });
    }
    if key.starts_with("sasl.") {
        return Err(ConfigError::Unsupported {
            key: "sasl.*",
            reason: "this option of Kafka's is not supported yet",
        });
    }
    if JVM_TLS.contains(&key) {
        let key = "ssl.provider and others of the JVM";
        return Err(ConfigError::Unsupported {
            key,
            reason: "a configuration of rustls can be given in code",
        });
    }
    let nearest = CONFIG_KEYS
        .iter()
        .map(|k| (strsim::damerau_levenshtein(key, k.name), k.name))
        .min()
        .filter(|(distance, _)| *distance <= key.len().max(6) / 2)
        .map(|(_, name)| name);
    Err(ConfigError::UnknownKey { key: key.to_owned(), nearest })
}

pub(in crate::config) fn apply(
    builder: &mut ProducerConfigBuilder,
    key: &'static ConfigKey,
    value: &str,
) -> Result<(), ConfigError> {
    let text = value.trim();
    let done = match &key.kind {
        Kind::Int { min, max, set } => match text.parse::<i64>() {
            Ok(number) if (*min..=*max).contains(&number) && !is_hole(key.name, number) => {
                set(builder, number);
                true
            }
            _ => false,
        },
        Kind::Bool(set) => match text {
            "true" | "TRUE" | "True" => {
                set(builder, true);
                true
            }
            "false" | "FALSE" | "False" => {
                set(builder, false);
                true
            }
            _ => false,
        },
        Kind::Text(set) => set(builder, text),
        Kind::SecurityProtocol => return builder.set_security_protocol(text),
        Kind::Verbatim(set) => {
            set(builder, value);
            true
        }
        Kind::Tls => return builder.set_tls(key.name, text),
        // A secret may begin or end with white space.
        Kind::Oidc => return builder.set_oidc(key.name, value),
    };
    if done {
        Ok(())
    } else {
        Err(ConfigError::InvalidValue { key: key.name, value: value.to_owned(), expected: key.range })
    }
}

/// gzip has no level 0 and a buffer no size 0 in Kafka's range, although -1 is in it.
fn is_hole(key: &str, number: i64) -> bool {
    number == 0 && ["compression.gzip.level", "send.buffer.bytes", "receive.buffer.bytes"].contains(&key)
}

pub(super) fn dns_lookup(text: &str) -> Option<ClientDnsLookup> {
    match text {
        "use_all_dns_ips" => Some(ClientDnsLookup::UseAllDnsIps),
        "resolve_canonical_bootstrap_servers_only" => {
            Some(ClientDnsLookup::ResolveCanonicalBootstrapServersOnly)
        }
        _ => None,
    }
}
