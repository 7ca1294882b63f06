use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::connection::OldRelease;
use crate::error::ConfigError;
use crate::sasl::SaslConfig;
#[cfg(feature = "tls")]
use crate::tls::TlsConfig;

/// Settings of the connections and of the cluster view, with Kafka's defaults.
///
/// Fields are public; start from [`NetConfig::new`] (or [`Default`] plus a list of servers) and change what differs.
/// [`Cluster::new`](crate::Cluster::new) validates the whole once.
///
/// ```
/// # use kafka_net::NetConfig;
/// # use std::time::Duration;
/// let mut config = NetConfig::new("broker-1:9092, [2001:db8::1]:9092")?;
/// config.client_id = Some("billing".into());
/// config.request_timeout = Duration::from_secs(10);
/// config.validate()?;
/// # Ok::<(), kafka_net::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NetConfig {
    /// `bootstrap.servers`: brokers to ask first, until metadata names the cluster's own. At least one.
    pub bootstrap_servers: Vec<BrokerAddress>,
    /// `client.dns.lookup`: how host names become addresses (R116). Default: every address of a name.
    pub client_dns_lookup: ClientDnsLookup,
    /// Which of the hosts that brokers advertise may be connected to, and so be given the credentials; bootstrap servers are the
    /// configuration's own choice and are not asked about (L15). A broker at another host counts as not there. Default: all.
    pub host_filter: Option<HostFilter>,
    /// `client.id`: name of this client in request headers, quotas and broker logs. Default: none.
    pub client_id: Option<Arc<str>>,
    /// `max.in.flight.requests.per.connection`: unanswered requests on one connection, at least 1. Default: 5.
    ///
    /// The cluster view may have one metadata request on top, so that a full pipe never delays metadata.
    pub max_in_flight: usize,
    /// `request.timeout.ms`: how long an answer may take; also the longest throttle that is honoured (L20). Default: 30 s.
    pub request_timeout: Duration,
    /// `socket.connection.setup.timeout.ms`: resolve, connect, TLS, SASL and version negotiation together
    /// (L29), and each renewal of a session. Default: 10 s.
    pub socket_connection_setup_timeout: Duration,
    /// `socket.connection.setup.timeout.max.ms`: the limit of its growth by failed attempts (R115). Default: 30 s.
    pub socket_connection_setup_timeout_max: Duration,
    /// `reconnect.backoff.ms`: delay before the first new attempt to connect to a broker. Default: 50 ms.
    pub reconnect_backoff: Duration,
    /// `reconnect.backoff.max.ms`: the limit of its growth by failures (R114). Default: 1 s.
    pub reconnect_backoff_max: Duration,
    /// `retry.backoff.ms`: delay before metadata is asked for again. Default: 100 ms.
    pub retry_backoff: Duration,
    /// `retry.backoff.max.ms`: the limit of its growth. Default: 1 s.
    pub retry_backoff_max: Duration,
    /// `metadata.max.age.ms`: metadata is refreshed when it gets this old. Default: 5 min.
    pub metadata_max_age: Duration,
    /// `metadata.max.idle.ms`: a topic unused this long is no longer asked for (R129). At least 5 s. Default: 5 min.
    pub metadata_max_idle: Duration,
    /// `metadata.recovery.strategy`: what to do when no known broker can be reached (R120). Default: rebootstrap.
    pub metadata_recovery_strategy: MetadataRecoveryStrategy,
    /// `metadata.cluster.check.enable`: whether a broker is asked, while its connection is made, to be the one meant in the cluster
    /// meant, by brokers that can tell (Kafka 4.4, KIP-1242; R171). Only with the strategy to rebootstrap. Default: true.
    pub metadata_cluster_check: bool,
    /// `broker.version.fallback`: what a broker is taken for that hangs up on ApiVersions (R187). Not over SASL. Default: none.
    pub broker_version_fallback: Option<OldRelease>,
    /// Whether a broker that hangs up on ApiVersions twice is taken for one of Kafka 0.9, as long as no broker of the cluster has ever
    /// answered it (R187). Not over SASL. Who cannot do without newer versions leaves it off. Default: false.
    pub probe_old_brokers: bool,
    /// `metadata.recovery.rebootstrap.trigger.ms`: time without metadata after which recovery starts. Default: 5 min.
    pub metadata_recovery_rebootstrap_trigger: Duration,
    /// `allow.auto.create.topics`: whether asking for an unknown topic lets the broker create it (R133). Default: true.
    pub allow_auto_topic_creation: bool,
    /// `ssl.*`: whom to trust and who to be on encrypted connections (`security.protocol` SSL and SASL_SSL); `None` for plain
    /// TCP. Default: none.
    #[cfg(feature = "tls")]
    pub tls: Option<Arc<TlsConfig>>,
    /// `sasl.*`: how to authenticate; `None` does not. Default: none.
    pub sasl: Option<Arc<SaslConfig>>,
    /// `connections.max.idle.ms`: a connection unused this long is closed; `None` keeps it. Default: 9 min.
    pub connections_max_idle: Option<Duration>,
    /// `send.buffer.bytes`: the send buffer of each socket (SO_SNDBUF) in bytes; `None` leaves it to the system, which adapts it to
    /// the connection. Default: none.
    pub send_buffer: Option<u32>,
    /// `receive.buffer.bytes`: the same for what is received (SO_RCVBUF). Default: none.
    pub receive_buffer: Option<u32>,
    /// `tcp.nodelay`: whether small writes leave at once (TCP_NODELAY). Requests are written whole, so that to wait for more would
    /// only delay them. Default: true.
    pub tcp_nodelay: bool,
    /// `tcp.keepalive`: whether the system probes connections on which nothing moves (SO_KEEPALIVE). Default: true.
    pub tcp_keepalive: bool,
    /// `receive.max.bytes`: the longest response accepted (L01). Default: 16 MiB.
    pub max_frame_len: usize,
    /// The most brokers accepted in one metadata response (L14). Default: 10,000.
    pub metadata_max_brokers: usize,
    /// The most partitions accepted in one metadata response, over all topics (L14). Default: 1,000,000.
    pub metadata_max_partitions: usize,
}

impl NetConfig {
    /// The defaults, with the servers of a comma-separated `host:port` list.
    ///
    /// Fails on an empty list and on an entry without a host or with a port outside 1..=65535.
    pub fn new(bootstrap_servers: &str) -> Result<Self, ConfigError> {
        let bootstrap_servers = BrokerAddress::parse_list(bootstrap_servers)?;
        Ok(Self { bootstrap_servers, ..Self::default() })
    }

    /// Checks every field; an error names the Kafka key, the value and what would do. Files are not read, the driver does that.
    pub fn validate(&self) -> Result<(), ConfigError> {
        if self.bootstrap_servers.is_empty() {
            return Err(ConfigError::new("bootstrap.servers", "", "name at least one broker as host:port"));
        }
        let millis = |d: Duration| d.as_millis().to_string();
        if self.max_in_flight == 0 {
            let key = "max.in.flight.requests.per.connection";
            return Err(ConfigError::new(key, "0", "at least one request must be allowed in flight"));
        }
        for (key, value) in [
            ("socket.connection.setup.timeout.ms", self.socket_connection_setup_timeout),
            ("socket.connection.setup.timeout.max.ms", self.socket_connection_setup_timeout_max),
        ] {
            if value.is_zero() {
                return Err(ConfigError::new(key, "0", "no connection could ever be made; use 1 or more"));
            }
        }
        if self.metadata_max_idle < MIN_METADATA_MAX_IDLE {
            let value = millis(self.metadata_max_idle);
            return Err(ConfigError::new("metadata.max.idle.ms", value, "use 5000 or more"));
        }
        if self.max_frame_len < MIN_MAX_FRAME_LEN {
            let value = self.max_frame_len.to_string();
            return Err(ConfigError::new("receive.max.bytes", value, "use 65536 or more"));
        }
        for (key, value) in
            [("send.buffer.bytes", self.send_buffer), ("receive.buffer.bytes", self.receive_buffer)]
        {
            if value.is_some_and(|bytes| bytes == 0 || i32::try_from(bytes).is_err()) {
                let value = value.map_or_else(String::new, |bytes| bytes.to_string());
                return Err(ConfigError::new(key, value, "use 1 to 2147483647, or leave it to the system"));
            }
        }
        #[cfg(feature = "tls")]
        if let Some(tls) = &self.tls {
            tls.check()?;
        }
        if let Some(sasl) = &self.sasl {
            sasl.validate(self.is_encrypted())?;
        }
        Ok(())
    }

    /// Whether what the connections carry is hidden from who listens in.
    #[cfg(feature = "tls")]
    fn is_encrypted(&self) -> bool {
        self.tls.is_some()
    }

    #[cfg(not(feature = "tls"))]
    #[expect(clippy::unused_self, reason = "one signature for both builds")]
    fn is_encrypted(&self) -> bool {
        false
    }
}

impl Default for NetConfig {
    /// Kafka's defaults with no bootstrap server, which [`NetConfig::validate`] refuses until one is added.
    fn default() -> Self {
        Self {
            bootstrap_servers: Vec::new(),
            client_dns_lookup: ClientDnsLookup::UseAllDnsIps,
            host_filter: None,
            client_id: None,
            max_in_flight: 5,
            request_timeout: Duration::from_secs(30),
            socket_connection_setup_timeout: Duration::from_secs(10),
            socket_connection_setup_timeout_max: Duration::from_secs(30),
            reconnect_backoff: Duration::from_millis(50),
            reconnect_backoff_max: Duration::from_secs(1),
            retry_backoff: Duration::from_millis(100),
            retry_backoff_max: Duration::from_secs(1),
            metadata_max_age: Duration::from_mins(5),
            metadata_max_idle: Duration::from_mins(5),
            metadata_recovery_strategy: MetadataRecoveryStrategy::Rebootstrap,
            metadata_cluster_check: true,
            broker_version_fallback: None,
            probe_old_brokers: false,
            metadata_recovery_rebootstrap_trigger: Duration::from_mins(5),
            allow_auto_topic_creation: true,
            #[cfg(feature = "tls")]
            tls: None,
            sasl: None,
            connections_max_idle: Some(Duration::from_mins(9)),
            send_buffer: None,
            receive_buffer: None,
            tcp_nodelay: true,
            tcp_keepalive: true,
            max_frame_len: 16 * 1024 * 1024,
            metadata_max_brokers: 10_000,
            metadata_max_partitions: 1_000_000,
        }
    }
}

/// What happens when no known broker can be reached (`metadata.recovery.strategy`, KIP-899).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MetadataRecoveryStrategy {
    /// Keep trying the brokers of the last metadata.
    None,
    /// Start again from the bootstrap servers.
    #[default]
    Rebootstrap,
}

/// How host names become addresses (`client.dns.lookup`, KIP-235, KIP-302).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClientDnsLookup {
    /// All addresses of a name are tried, of both IP families.
    #[default]
    UseAllDnsIps,
    /// As the other; and each address of a bootstrap server is a server of its own, known by the name that its address leads back to,
    /// which Kerberos and certificates then have to agree with.
    ResolveCanonicalBootstrapServersOnly,
}

/// Says which hosts may be connected to. Two are equal when they are the same function.
#[derive(Clone)]
pub struct HostFilter(Arc<dyn Fn(&BrokerAddress) -> bool + Send + Sync>);

impl HostFilter {
    /// A filter that lets pass what `allows` is true for. It is called for every broker of every metadata response, so it should not
    /// take time.
    pub fn new(allows: impl Fn(&BrokerAddress) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(allows))
    }

    pub(crate) fn allows(&self, address: &BrokerAddress) -> bool {
        (self.0)(address)
    }
}

impl fmt::Debug for HostFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostFilter")
    }
}

impl PartialEq for HostFilter {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Where a broker listens: a host name or IP address, and a port of 1..=65535.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BrokerAddress {
    host: Arc<str>,
    port: u16,
}

impl BrokerAddress {
    /// An address from its parts; `host` is a name or an IP address without brackets.
    pub fn new(host: impl Into<Arc<str>>, port: u16) -> Self {
        Self { host: host.into(), port }
    }

    /// Parses `host:port`; an IPv6 address stands in brackets: `[::1]:9092`.
    pub fn parse(entry: &str) -> Result<Self, ConfigError> {
        let bad = |why: &'static str| ConfigError::new(BOOTSTRAP_KEY, entry, why);
        let entry = entry.trim();
        let (host, port) = if let Some(rest) = entry.strip_prefix('[') {
            let (host, tail) = rest.split_once(']').ok_or_else(|| bad("close the bracket: [::1]:9092"))?;
            if host.parse::<std::net::Ipv6Addr>().is_err() {
                return Err(bad("brackets are for IPv6 addresses, as in [::1]:9092"));
            }
            (host, tail.strip_prefix(':').ok_or_else(|| bad("add the port: [::1]:9092"))?)
        } else {
            let (host, port) = entry.rsplit_once(':').ok_or_else(|| bad("add the port: host:9092"))?;
            if host.contains(':') {
                return Err(bad(
                    "write one broker as host:port, without a scheme, and an IPv6 address in brackets",
                ));
            }
            (host, port)
        };
        if host.is_empty() {
            return Err(bad("name a host before the port"));
        }
        if host.len() > MAX_HOST_LEN
            || host.contains(|c: char| c.is_whitespace() || c.is_control() || c == '/')
        {
            return Err(bad("this is no host name or IP address"));
        }
        match port.parse::<u16>() {
            Ok(number) if number > 0 && port.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(Self::new(host, number))
            }
            _ => Err(bad("the port is a number from 1 to 65535")),
        }
    }

    /// Parses a comma-separated list; empty entries are skipped and duplicates dropped with a warning.
    pub fn parse_list(list: &str) -> Result<Vec<Self>, ConfigError> {
        let mut servers = Vec::new();
        for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let server = Self::parse(entry)?;
            if servers.contains(&server) {
                tracing::warn!(%server, "bootstrap.servers names a broker twice");
            } else {
                servers.push(server);
            }
        }
        if servers.is_empty() {
            return Err(ConfigError::new(BOOTSTRAP_KEY, list, "name at least one broker as host:port"));
        }
        Ok(servers)
    }

    /// The host name or IP address, without brackets.
    pub fn host(&self) -> &Arc<str> {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl fmt::Display for BrokerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// The longest host name accepted: the limit of DNS.
pub(crate) const MAX_HOST_LEN: usize = 255;
const BOOTSTRAP_KEY: &str = "bootstrap.servers";
const MIN_METADATA_MAX_IDLE: Duration = Duration::from_secs(5);
/// Version negotiation must fit whatever the limit for other responses.
const MIN_MAX_FRAME_LEN: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_servers_is_parsed_and_printed_back() {
        let servers = BrokerAddress::parse_list(" a:9092,10.0.0.7:1 ,, [::1]:65535,a:9092").unwrap();
        let printed: Vec<_> = servers.iter().map(ToString::to_string).collect();
        assert_eq!(printed, ["a:9092", "10.0.0.7:1", "[::1]:65535"]);
        assert_eq!(&**servers[2].host(), "::1");
    }

    #[test]
    fn a_bad_entry_is_refused_by_key_entry_and_remedy() {
        for (entry, part) in [
            ("", "at least one broker"),
            (" , ", "at least one broker"),
            ("broker", "add the port"),
            ("broker:", "1 to 65535"),
            ("broker:0", "1 to 65535"),
            ("broker:65536", "1 to 65535"),
            ("broker:+9092", "1 to 65535"),
            ("broker:9092x", "1 to 65535"),
            ("broker:-1", "1 to 65535"),
            (":9092", "name a host"),
            ("::1:9092", "IPv6 address in brackets"),
            ("PLAINTEXT://a:9092", "without a scheme"),
            ("[::1]9092", "add the port"),
            ("[::1", "close the bracket"),
            ("[name]:9092", "brackets are for IPv6"),
            ("a b:9092", "no host name"),
            ("http/x:9092", "no host name"),
        ] {
            let error = NetConfig::new(entry).expect_err(entry).to_string();
            assert!(error.contains("bootstrap.servers") && error.contains(part), "{entry:?}: {error}");
        }
        assert!(BrokerAddress::parse(&format!("{}:1", "h".repeat(256))).is_err());
    }

    #[test]
    fn defaults_are_kafkas_and_valid_with_a_server() {
        let config = NetConfig::new("a:9092").unwrap();
        config.validate().unwrap();
        assert_eq!(config.max_in_flight, 5);
        assert_eq!(config.request_timeout, Duration::from_secs(30));
        assert_eq!(config.connections_max_idle, Some(Duration::from_secs(540)));
        assert!(config.allow_auto_topic_creation);
        assert!(NetConfig::default().validate().is_err());
    }

    #[test]
    fn values_out_of_range_name_their_key() {
        let check = |key: &str, change: fn(&mut NetConfig)| {
            let mut config = NetConfig::new("a:9092").unwrap();
            change(&mut config);
            let error = config.validate().expect_err(key).to_string();
            assert!(error.contains(key), "{error}");
        };
        check("max.in.flight.requests.per.connection", |c| c.max_in_flight = 0);
        check("socket.connection.setup.timeout.ms", |c| c.socket_connection_setup_timeout = Duration::ZERO);
        check("socket.connection.setup.timeout.max.ms", |c| {
            c.socket_connection_setup_timeout_max = Duration::ZERO;
        });
        check("metadata.max.idle.ms", |c| c.metadata_max_idle = Duration::from_millis(4_999));
        check("receive.max.bytes", |c| c.max_frame_len = 65_535);
        check("send.buffer.bytes", |c| c.send_buffer = Some(0));
        check("receive.buffer.bytes", |c| c.receive_buffer = Some(1 << 31));
        check("bootstrap.servers", |c| c.bootstrap_servers.clear());
    }
}
