//! Connections to Kafka brokers and the view of the cluster, as a core without I/O and a thin driver for tokio.
//!
//! - [`Connection`] is one connection: version negotiation, the queue of requests in flight, timeouts.
//! - [`Cluster`] is all of them: bootstrap, metadata with leaders and epochs, back-off, the choice of a broker.
//! - With the feature `tokio` (on by default), [`Sockets`](driver::Sockets) carries the bytes and
//!   [`Client`](driver::Client) is a ready-made handle for tools.
//!
//! The cores never read a clock, open a socket or draw a random number: time is a [`Tick`] argument, chance comes from a
//! seeded [`Rng`], bytes come in and go out by the caller. Equal inputs give equal outputs.
//!
//! What this crate does not know: it never looks inside a `records` field, never sends a request twice, and holds no opinion
//! on what a response to a caller's request means.
//!
//! ```
//! use kafka_net::{Cluster, NetConfig, Tick, Transmit};
//!
//! let config = NetConfig::new("localhost:9092")?;
//! let mut cluster = Cluster::new(config, 42, Tick::ZERO)?;
//! // The first thing it wants is the address of a bootstrap server.
//! assert!(matches!(cluster.poll_transmit(), Some(Transmit::Resolve { port: 9092, .. })));
//! # Ok::<(), kafka_net::ConfigError>(())
//! ```

mod time;
pub use time::Tick;

mod rng;
pub use rng::Rng;

mod config;
pub use config::{BrokerAddress, ClientDnsLookup, HostFilter, MetadataRecoveryStrategy, NetConfig};

mod sasl;
#[cfg(feature = "sasl-oidc")]
pub use sasl::OidcConfig;
pub use sasl::{
    AwsCredentials, CredentialError, SaslAnswer, SaslClient, SaslConfig, SaslCredentials, SaslErrand,
    SaslError, SaslHandshakeVersion, SaslMechanism, SaslSeed, SaslStep, Secret,
};
#[cfg(feature = "gssapi")]
pub use sasl::{GssapiOutput, GssapiStep};
#[cfg(feature = "sasl-scram")]
pub use sasl::{KeyDerivation, SaltedPassword};

mod tls;
pub use tls::TlsError;
#[cfg(feature = "tls")]
pub use tls::{StoreType, TlsConfig, TlsVersion};

mod connection;
pub use connection::{
    ApiVersions, Connection, ConnectionConfig, ConnectionCounters, ConnectionEvent, ConnectionId,
    ConnectionPeaks, ConnectionState, ExpectedBroker, FinalizedFeatures, OldRelease, SendOptions, Unanswered,
};

mod cluster;
pub use cluster::{
    Broker, Cluster, CoordinatorKind, Event, ExponentialBackoff, LeaderHint, Metadata, PartitionMetadata,
    ResolvedAddress, TopicMetadata, Transmit,
};

mod error;
pub use error::{CloseReason, ConfigError, NetError, Peer, PeerError, SendError, Sent};

#[cfg(feature = "tokio")]
pub mod driver;

#[doc(hidden)]
pub mod fuzz;

#[cfg(all(doctest, feature = "tokio"))]
#[doc = include_str!("../README.md")]
mod readme {}
