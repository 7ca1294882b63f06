//! The table of options: one row each, from which text values are read and `docs/config.md` is generated.

use super::security::handshake_version;
use super::{Acks, millis, recovery_strategy};
use crate::config::keys::lookup::dns_lookup;
use crate::partitioner::Partitioning;

const INT: i64 = i32::MAX as i64;
const MS: &str = "milliseconds, 0 or more";
const BYTES: &str = "bytes, 0..2147483647";

macro_rules! key {
    ($name:literal, $default:literal, $range:expr, $meaning:literal, $kind:expr) => {
        ConfigKey { name: $name, default: $default, range: $range, meaning: $meaning, kind: $kind }
    };
}

mod all;
mod key;
mod lookup;
mod metrics;

pub use all::CONFIG_KEYS;
pub use key::ConfigKey;
use key::Kind;

pub(in crate::config) use lookup::{apply, find};

const GENERAL: &[ConfigKey] = &[
    key!(
        "bootstrap.servers",
        "",
        "host:port[,host:port...]",
        "Brokers to ask for the cluster's layout.",
        Kind::Text(|b, v| {
            v.clone_into(&mut b.bootstrap_servers);
            true
        })
    ),
    key!(
        "client.dns.lookup",
        "use_all_dns_ips",
        "use_all_dns_ips or resolve_canonical_bootstrap_servers_only",
        "How host names become addresses.",
        Kind::Text(|b, v| dns_lookup(v).map(|how| b.config.net.client_dns_lookup = how).is_some())
    ),
    key!(
        "client.id",
        "producer-<n>",
        "any text",
        "Name of this producer in requests, quotas and metrics.",
        Kind::Text(|b, v| {
            b.config.net.client_id = Some(v.into());
            true
        })
    ),
    key!(
        "preset",
        "",
        "high_throughput, low_latency or high_reliability",
        "Options to start from, which every other option overrides.",
        Kind::Text(|b, v| v.parse().map(|preset| b.preset = Some(preset)).is_ok())
    ),
    key!(
        "acks",
        "all",
        "all, -1, 0 or 1",
        "Which acknowledgement the broker is asked for.",
        Kind::Text(|b, v| v.parse::<Acks>().map(|acks| b.config.acks = acks).is_ok())
    ),
    key!(
        "enable.idempotence",
        "true",
        "true or false",
        "The broker drops duplicates and keeps the order of each partition.",
        Kind::Bool(|b, v| b.config.idempotence = v)
    ),
    key!(
        "retries",
        "2147483647",
        "0..2147483647",
        "Re-sends of a batch; delivery.timeout.ms is the better bound.",
        Kind::Int { min: 0, max: INT, set: |b, v| b.config.retries = v as u32 }
    ),
    key!(
        "max.in.flight.requests.per.connection",
        "5",
        "1..2147483647; at most 5 with idempotence",
        "Requests without an answer per connection.",
        Kind::Int { min: 1, max: INT, set: |b, v| b.config.net.max_in_flight = v as usize }
    ),
    key!(
        "delivery.timeout.ms",
        "120000",
        "milliseconds, 0..2147483647",
        "From the creation of a batch to its outcome, retries included.",
        Kind::Int { min: 0, max: INT, set: |b, v| b.config.delivery_timeout = millis(v) }
    ),
    key!(
        "request.timeout.ms",
        "30000",
        "milliseconds, 0..2147483647",
        "The wait for one answer.",
        Kind::Int { min: 0, max: INT, set: |b, v| b.config.net.request_timeout = millis(v) }
    ),
    key!(
        "linger.ms",
        "5",
        MS,
        "How long a batch that is not full waits for more records.",
        Kind::Int { min: 0, max: i64::MAX, set: |b, v| b.config.linger = millis(v.min(INT)) }
    ),
    key!(
        "batch.size",
        "16384",
        BYTES,
        "Bytes at which a batch is ready; while it waits for the connection it may grow up to max.request.size. 0: one record a batch.",
        Kind::Int { min: 0, max: INT, set: |b, v| b.config.batch_size = v as usize }
    ),
    key!(
        "buffer.memory",
        "33554432",
        "bytes, 0 or more",
        "Bytes for records that are not completed yet.",
        Kind::Int {
            min: 0,
            max: i64::MAX,
            set: |b, v| b.config.buffer_memory = usize::try_from(v).unwrap_or(usize::MAX)
        }
    ),
    key!(
        "buffer.memory.allocation.strategy",
        "incremental",
        "incremental, in any case: memory always follows the bytes appended",
        "How batches take their memory.",
        Kind::Text(|_, v| v.eq_ignore_ascii_case("incremental"))
    ),
    key!(
        "gapless",
        "false",
        "true or false",
        "After a record that failed, later records of its partition fail too until the application has acknowledged that.",
        Kind::Bool(|b, v| b.config.gapless = v)
    ),
    key!(
        "max.block.ms",
        "60000",
        MS,
        "How long a send may wait for metadata and memory together.",
        Kind::Int { min: 0, max: i64::MAX, set: |b, v| b.config.max_block = millis(v) }
    ),
    key!(
        "max.request.size",
        "1048576",
        BYTES,
        "Bytes of the largest record, and of the batches of one request.",
        Kind::Int { min: 0, max: INT, set: |b, v| b.config.max_request_size = v as usize }
    ),
    key!(
        "compression.type",
        "none",
        "none, gzip, snappy, lz4 or zstd",
        "The codec of batches.",
        Kind::Text(|b, v| v.parse().map(|c| b.config.codec.compression = c).is_ok())
    ),
    key!(
        "compression.gzip.level",
        "-1",
        "1..9, or -1 for the library's default",
        "Effort of gzip.",
        Kind::Int { min: -1, max: 9, set: |b, v| b.gzip_level = v as i32 }
    ),
    key!(
        "compression.lz4.level",
        "9",
        "9: the encoder has one level",
        "Effort of lz4.",
        Kind::Int { min: 9, max: 9, set: |_, _| () }
    ),
    key!(
        "compression.zstd.level",
        "3",
        "-131072..22",
        "Effort of zstd.",
        Kind::Int { min: -131_072, max: 22, set: |b, v| b.zstd_level = v as i32 }
    ),
    key!(
        "partitioner.ignore.keys",
        "false",
        "true or false",
        "Spread keyed records like unkeyed ones.",
        Kind::Bool(|b, v| b.config.partitioner.ignore_keys = v)
    ),
    key!(
        "partitioner.class",
        "",
        "uniform_sticky, round_robin, random, consistent or consistent_random; empty for the default",
        "How a record that names no partition gets one; a partitioner of one's own is given to the builder.",
        Kind::Text(|b, v| Partitioning::by_name(v)
            .map(|how| b.config.partitioner.partitioning = how)
            .is_some())
    ),
    key!(
        "partitioner.adaptive.partitioning.enable",
        "true",
        "true or false",
        "Partitions with shorter queues get more of the records without key.",
        Kind::Bool(|b, v| b.config.partitioner.adaptive = v)
    ),
    key!(
        "partitioner.availability.timeout.ms",
        "0",
        "milliseconds, 0 or more; 0: never",
        "Records without key pass over brokers that leave untouched for so long what is ready for them.",
        Kind::Int {
            min: 0,
            max: i64::MAX,
            set: |b, v| b.config.partitioner.availability_timeout = millis(v)
        }
    ),
    key!(
        "partitioner.rack.aware",
        "false",
        "true or false; true needs client.rack",
        "Records without key go to leaders in the client's rack, as long as there are any.",
        Kind::Bool(|b, v| b.config.partitioner.rack_aware = v)
    ),
    key!(
        "client.rack",
        "",
        "any text",
        "The rack that this client is in.",
        Kind::Text(|b, v| {
            b.config.partitioner.rack = v.into();
            true
        })
    ),
    key!(
        "metadata.max.age.ms",
        "300000",
        MS,
        "Period of full metadata refreshes.",
        Kind::Int { min: 0, max: i64::MAX, set: |b, v| b.config.net.metadata_max_age = millis(v) }
    ),
    key!(
        "metadata.max.idle.ms",
        "300000",
        "milliseconds, 5000 or more",
        "Forget topics not used for this long.",
        Kind::Int { min: 5000, max: i64::MAX, set: |b, v| b.config.net.metadata_max_idle = millis(v) }
    ),
    key!(
        "metadata.recovery.strategy",
        "rebootstrap",
        "none or rebootstrap",
        "Start again from bootstrap.servers when no known broker works.",
        Kind::Text(|b, v| recovery_strategy(v)
            .map(|s| b.config.net.metadata_recovery_strategy = s)
            .is_some())
    ),
    key!(
        "metadata.cluster.check.enable",
        "true",
        "true or false; only with the strategy rebootstrap",
        "Brokers are asked to be the ones meant, by those that can tell (Kafka 4.4).",
        Kind::Bool(|b, v| b.config.net.metadata_cluster_check = v)
    ),
    key!(
        "metadata.recovery.rebootstrap.trigger.ms",
        "300000",
        MS,
        "Time without metadata that triggers it.",
        Kind::Int {
            min: 0,
            max: i64::MAX,
            set: |b, v| b.config.net.metadata_recovery_rebootstrap_trigger = millis(v)
        }
    ),
    key!(
        "reconnect.backoff.ms",
        "50",
        MS,
        "First wait before a new connection to a broker that failed.",
        Kind::Int { min: 0, max: i64::MAX, set: |b, v| b.config.net.reconnect_backoff = millis(v) }
    ),
    key!(
        "reconnect.backoff.max.ms",
        "1000",
        MS,
        "Longest such wait.",
        Kind::Int { min: 0, max: i64::MAX, set: |b, v| b.reconnect_backoff_max = Some(millis(v)) }
    ),
    key!(
        "retry.backoff.ms",
        "100",
        MS,
        "First wait before a batch is sent again.",
        Kind::Int { min: 0, max: i64::MAX, set: |b, v| b.config.net.retry_backoff = millis(v) }
    ),
    key!(
        "retry.backoff.max.ms",
        "1000",
        MS,
        "Longest such wait.",
        Kind::Int { min: 0, max: i64::MAX, set: |b, v| b.config.net.retry_backoff_max = millis(v) }
    ),
    key!(
        "socket.connection.setup.timeout.ms",
        "10000",
        "milliseconds, 1 or more",
        "Deadline of connecting and negotiating, growing with each failure.",
        Kind::Int {
            min: 1,
            max: i64::MAX,
            set: |b, v| b.config.net.socket_connection_setup_timeout = millis(v)
        }
    ),
    key!(
        "socket.connection.setup.timeout.max.ms",
        "30000",
        "milliseconds, 1 or more",
        "Its longest value.",
        Kind::Int {
            min: 1,
            max: i64::MAX,
            set: |b, v| b.config.net.socket_connection_setup_timeout_max = millis(v)
        }
    ),
    key!(
        "send.buffer.bytes",
        "-1",
        "bytes, 1..2147483647; -1: the system decides",
        "Send buffer of each socket.",
        Kind::Int { min: -1, max: INT, set: |b, v| b.config.net.send_buffer = u32::try_from(v).ok() }
    ),
    key!(
        "receive.buffer.bytes",
        "-1",
        "bytes, 1..2147483647; -1: the system decides",
        "Receive buffer of each socket.",
        Kind::Int { min: -1, max: INT, set: |b, v| b.config.net.receive_buffer = u32::try_from(v).ok() }
    ),
    key!(
        "tcp.nodelay",
        "true",
        "true or false",
        "Small writes leave at once.",
        Kind::Bool(|b, v| b.config.net.tcp_nodelay = v)
    ),
    key!(
        "tcp.keepalive",
        "true",
        "true or false",
        "The system probes connections on which nothing moves.",
        Kind::Bool(|b, v| b.config.net.tcp_keepalive = v)
    ),
    key!(
        "broker.version.fallback",
        "",
        "a release of 0.8.2 or 0.9, such as 0.9.0.1; empty for none",
        "What a broker is taken for that hangs up on ApiVersions.",
        Kind::Text(|b, v| {
            let release = (!v.is_empty()).then(|| v.parse()).transpose();
            release.map(|release| b.config.net.broker_version_fallback = release).is_ok()
        })
    ),
    key!(
        "connections.max.idle.ms",
        "540000",
        "milliseconds; negative: never",
        "Close connections idle for this long.",
        Kind::Int {
            min: i64::MIN,
            max: i64::MAX,
            set: |b, v| b.config.net.connections_max_idle = (v >= 0).then(|| millis(v))
        }
    ),
    key!(
        "receive.max.bytes",
        "16777216",
        "bytes, 1024..2147483647",
        "Largest response accepted from a broker.",
        Kind::Int { min: 1024, max: INT, set: |b, v| b.config.net.max_frame_len = v as usize }
    ),
    key!(
        "security.protocol",
        "PLAINTEXT",
        "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, in any case",
        "Whether connections are encrypted, and whether they authenticate; SSL, SASL_SSL and ssl.* need the feature tls.",
        Kind::SecurityProtocol
    ),
    key!("ssl.protocol", "TLSv1.3", "TLSv1.2 or TLSv1.3", "Highest version of TLS that is used.", Kind::Tls),
    key!(
        "ssl.enabled.protocols",
        "TLSv1.2,TLSv1.3",
        "TLSv1.2 and TLSv1.3, separated by commas",
        "Versions of TLS that are allowed.",
        Kind::Tls
    ),
    key!(
        "ssl.cipher.suites",
        "",
        "names of IANA, separated by commas; empty: all",
        "Cipher suites that are allowed.",
        Kind::Tls
    ),
    key!(
        "ssl.truststore.location",
        "",
        "a path; empty: the roots of the operating system",
        "File with the certificates of trusted authorities; read again when it changes.",
        Kind::Tls
    ),
    key!("ssl.truststore.certificates", "", "PEM text", "The same as text.", Kind::Tls),
    key!("ssl.truststore.type", "PEM", "PEM or PKCS12", "Format of the trust store.", Kind::Tls),
    key!("ssl.truststore.password", "", "any text", "Password of a PKCS12 trust store.", Kind::Tls),
    key!(
        "ssl.keystore.location",
        "",
        "a path",
        "File with the client's private key and certificate chain; read again when it changes.",
        Kind::Tls
    ),
    key!("ssl.keystore.key", "", "PEM text", "The private key as text.", Kind::Tls),
    key!("ssl.keystore.certificate.chain", "", "PEM text", "The certificate chain as text.", Kind::Tls),
    key!("ssl.keystore.type", "PEM", "PEM or PKCS12", "Format of the key store.", Kind::Tls),
    key!("ssl.keystore.password", "", "any text", "Password of a PKCS12 key store.", Kind::Tls),
    key!("ssl.key.password", "", "any text", "Password of an encrypted private key in PEM.", Kind::Tls),
    key!(
        "ssl.endpoint.identification.algorithm",
        "https",
        "https",
        "Host names are verified; only code can switch that off.",
        Kind::Tls
    ),
    key!(
        "sasl.mechanism",
        "",
        "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI; AWS_MSK_IAM by code only",
        "How connections authenticate; it never changes by itself.",
        Kind::Text(|b, v| {
            b.security.sasl.mechanism = Some(v.to_owned());
            true
        })
    ),
    key!(
        "sasl.username",
        "",
        "any text",
        "User name for PLAIN and SCRAM.",
        Kind::Text(|b, v| {
            b.security.sasl.username = Some(v.to_owned());
            true
        })
    ),
    key!(
        "sasl.password",
        "",
        "any text",
        "Password for PLAIN and SCRAM; it is shown nowhere.",
        Kind::Verbatim(|b, v| b.security.sasl.password = Some(v.into()))
    ),
    key!(
        "sasl.kerberos.service.name",
        "",
        "the first part of the brokers' principals",
        "For GSSAPI, which wants the feature gssapi. Credentials are those of the process: its cache (kinit), or the keytab that KRB5_CLIENT_KTNAME names.",
        Kind::Text(|b, v| {
            b.security.sasl.kerberos_service_name = Some(v.to_owned());
            true
        })
    ),
    key!(
        "sasl.oauthbearer.token",
        "",
        "a bearer token (RFC 6750)",
        "Token for OAUTHBEARER; it is shown nowhere.",
        Kind::Verbatim(|b, v| b.security.sasl.oauth_token = Some(v.trim().into()))
    ),
    key!(
        "sasl.oauthbearer.token.endpoint.url",
        "",
        "an https URL",
        "Where tokens for OAUTHBEARER are fetched, by the client-credentials grant; wants the feature sasl-oidc, as the next ones do.",
        Kind::Oidc
    ),
    key!("sasl.oauthbearer.client.credentials.client.id", "", "any text", "Who asks for them.", Kind::Oidc),
    key!(
        "sasl.oauthbearer.client.credentials.client.secret",
        "",
        "any text",
        "What proves it; it is shown nowhere.",
        Kind::Oidc
    ),
    key!("sasl.oauthbearer.scope", "", "any text", "The scope to ask for.", Kind::Oidc),
    key!(
        "sasl.oauthbearer.header.urlencode",
        "false",
        "true or false",
        "Whether id and secret are form-encoded in the header, as RFC 6749 wants it and few endpoints expect.",
        Kind::Oidc
    ),
    key!(
        "allow.plaintext.token.endpoint",
        "false",
        "true or false",
        "Whether the URL may be http, so that everybody on the way reads secret and token.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.connect.timeout.ms",
        "5000",
        "milliseconds, 1..2147483647",
        "For connecting to the token endpoint.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.read.timeout.ms",
        "5000",
        "milliseconds, 1..2147483647",
        "From the request to the last byte of its answer.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.retry.backoff.ms",
        "100",
        "milliseconds, 1..2147483647",
        "The pause after a first failure; each further one is twice as long.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.retry.backoff.max.ms",
        "10000",
        "milliseconds, 1..2147483647",
        "The longest pause.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.refresh.window.factor",
        "0.8",
        "0.5..1.0",
        "After which share of a token's life the next one is fetched.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.refresh.window.jitter",
        "0.05",
        "0.0..0.25",
        "Up to which share of the life that is later.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.refresh.min.period.seconds",
        "60",
        "0..900",
        "The least time between two fetches; void with the next where a token lives shorter than both.",
        Kind::Oidc
    ),
    key!(
        "sasl.login.refresh.buffer.seconds",
        "300",
        "0..3600",
        "How long before its end a token is replaced at the latest.",
        Kind::Oidc
    ),
    key!(
        "sasl.handshake.version",
        "auto",
        "auto or 0",
        "The form of the handshake; 0 is for brokers before 1.0 and is never chosen by itself.",
        Kind::Text(|b, v| handshake_version(v)
            .map(|version| b.security.sasl.handshake_version = version)
            .is_some())
    ),
    key!(
        "sasl.scram.min.iterations",
        "4096",
        "4096..2147483647",
        "The fewest iterations that SCRAM accepts from a broker.",
        Kind::Int { min: 4096, max: INT, set: |b, v| b.security.sasl.min_iterations = Some(v as u32) }
    ),
    key!(
        "sasl.scram.max.iterations",
        "1000000",
        "4096..2147483647",
        "The most: each costs this client time.",
        Kind::Int { min: 4096, max: INT, set: |b, v| b.security.sasl.max_iterations = Some(v as u32) }
    ),
    key!(
        "allow.plaintext.credentials",
        "false",
        "true or false",
        "Whether credentials that a listener could use may be sent over a connection that is not encrypted.",
        Kind::Bool(|b, v| b.security.sasl.allow_plaintext_credentials = v)
    ),
];
