use std::sync::Arc;
use std::time::Duration;

use kafka_protocol::BrokerId;

use super::negotiation::ApiVersions;
use crate::sasl::SaslConfig;

/// Settings of one connection.
#[derive(Clone, Debug)]
pub struct ConnectionConfig {
    /// Goes into every request header.
    pub client_id: Option<Arc<str>>,
    /// From the first attempt to resolve the name until both sides know their versions, TLS and SASL included; also for each renewal
    /// of a session.
    pub setup_timeout: Duration,
    /// The longest response accepted once the connection is ready.
    pub max_frame_len: usize,
    /// The connection ends when it was unused this long.
    pub max_idle: Option<Duration>,
    /// The longest throttle time honoured (L20).
    pub max_throttle: Duration,
    /// How to authenticate; `None` does not.
    pub sasl: Option<Arc<SaslConfig>>,
    /// The share of a session's lifetime after which it is renewed, between 0.85 and 0.95 so that clients spread (R124).
    pub session_share: f64,
    /// What the broker spoke when it was last asked, so that the negotiation begins with a version that it knows.
    pub known_versions: Option<Arc<ApiVersions>>,
    /// What the broker is taken to speak without being asked (R187).
    pub assumed_versions: Option<Arc<ApiVersions>>,
    /// Who the broker has to be; another one refuses the connection (R171, KIP-1242).
    pub expected: Option<ExpectedBroker>,
}

/// The broker that an address is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedBroker {
    /// The cluster.
    pub cluster_id: Arc<str>,
    /// The broker in it; `None` for any.
    pub broker: Option<BrokerId>,
}

/// How to send one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendOptions {
    /// False for a request that the broker does not answer (Produce with `acks=0`).
    pub expects_response: bool,
    /// From now until the connection is given up because of this request.
    pub timeout: Duration,
}
