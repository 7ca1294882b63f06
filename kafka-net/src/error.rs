use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use kafka_protocol::{
    ApiKey, BrokerId, CorrelationId, DecodeError, EncodeError, ErrorCode, FrameError, VersionRange,
};
use thiserror::Error;

use crate::config::BrokerAddress;
use crate::connection::ConnectionState;
use crate::sasl::SaslError;
use crate::tls::TlsError;

/// A setting that cannot work: the key, the value given and what would do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{key}: {value:?} cannot be used: {remedy}")]
pub struct ConfigError {
    key: &'static str,
    value: String,
    remedy: Cow<'static, str>,
}

impl ConfigError {
    pub(crate) fn new(
        key: &'static str,
        value: impl Into<String>,
        remedy: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { key, value: value.into(), remedy: remedy.into() }
    }

    /// The Kafka key of the setting, `bootstrap.servers` for example.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The value that was refused.
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Why a request was not taken. Nothing has been sent, and the connection is as it was.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SendError {
    /// The broker cannot take a request now; ask [`Cluster::ready`](crate::Cluster::ready) first (R106).
    #[error("broker {0} cannot take a request now: wait until it is ready")]
    NotReady(BrokerId),
    /// Tokens with the top bit set belong to the cluster view's own requests.
    #[error("token {0:#x} is reserved: keep the top bit clear")]
    ReservedToken(u64),
    /// The request cannot be written in that version.
    #[error("{api} version {version} cannot be encoded: {error}")]
    Encode {
        /// The request's API.
        api: ApiKey,
        /// The version asked for.
        version: i16,
        /// What does not fit.
        #[source]
        error: EncodeError,
    },
}

/// Whether a request that failed may have reached the broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// No byte of it was given to the network: the broker cannot have seen it.
    NotSent,
    /// At least one byte may have left; only an answer could tell more.
    MaybeSent,
}

/// A broker as it appears in messages: its id, once known, and its address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Peer {
    /// The broker's id; negative for a bootstrap server, whose id is not known yet.
    pub broker: BrokerId,
    /// Where it listens.
    pub address: BrokerAddress,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.broker.0 < 0 {
            write!(f, "bootstrap server {}", self.address)
        } else {
            write!(f, "broker {} at {}", self.broker.0, self.address)
        }
    }
}

/// What went wrong between this client and a broker, sorted by whose fault it is.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum NetError {
    /// The configuration cannot work.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The request was not taken.
    #[error(transparent)]
    Send(#[from] SendError),
    /// This client closed the connection on purpose.
    #[error("connection to {peer} closed by this client: {reason}")]
    Closed {
        /// The other side.
        peer: Peer,
        /// Why.
        reason: CloseReason,
    },
    /// The client has ended, so nothing can be asked any more.
    #[error("the client is closed")]
    ClientClosed,
    /// The metadata names no such broker.
    #[error("the cluster has no broker {0}")]
    UnknownBroker(BrokerId),
    /// Client and broker share no version of a request.
    #[error("{peer} speaks {api} in {}, this client in {ours}: no common version", Offered(*.theirs))]
    UnsupportedVersion {
        /// The other side.
        peer: Peer,
        /// The API in question.
        api: ApiKey,
        /// The versions of this client.
        ours: VersionRange,
        /// The versions of the broker; `None` when it does not know the API.
        theirs: Option<VersionRange>,
    },
    /// The broker broke the protocol; the connection is closed.
    #[error("{peer} broke the protocol: {error}")]
    Protocol {
        /// The other side.
        peer: Peer,
        /// How.
        #[source]
        error: PeerError,
    },
    /// The broker answered with an error code.
    #[error("{peer} answered {api} with {code}")]
    Broker {
        /// The other side.
        peer: Peer,
        /// The API that was asked.
        api: ApiKey,
        /// The code of the answer.
        code: ErrorCode,
    },
    /// No answer came within the request's timeout; the connection is closed (R111).
    #[error("{peer} did not answer {api} within {} ms; check the broker's load or raise request.timeout.ms", timeout.as_millis())]
    RequestTimeout {
        /// The other side.
        peer: Peer,
        /// The API of the request that ran out of time.
        api: ApiKey,
        /// Its timeout, without throttle time.
        timeout: Duration,
    },
    /// The connection was not ready in time (R115, L29).
    #[error(
        "{peer} {} within {} ms; check that the address and port are those of a Kafka listener with this security protocol{}",
        reached(*.state),
        timeout.as_millis(),
        if *.state == ConnectionState::Negotiating { "; one before Kafka 0.10 needs broker.version.fallback" } else { "" }
    )]
    SetupTimeout {
        /// The other side.
        peer: Peer,
        /// How far the connection had got.
        state: ConnectionState,
        /// The time that was allowed.
        timeout: Duration,
    },
    /// This client and the broker could not authenticate each other. A new attempt with the same credentials ends the same way,
    /// unless [`SaslError::is_retriable`] says otherwise.
    #[error("authentication with {peer} failed: {error}")]
    Authentication {
        /// The other side.
        peer: Peer,
        /// Why.
        #[source]
        error: SaslError,
    },
    /// The transport could not be opened.
    #[error("connect to {peer} failed: {reason}")]
    Connect {
        /// The other side.
        peer: Peer,
        /// What the transport said.
        reason: String,
    },
    /// TLS could not be agreed on, or one side refused the other's certificate.
    #[error("TLS with {peer} failed: {error}")]
    Tls {
        /// The other side.
        peer: Peer,
        /// What was wrong, and what to do.
        #[source]
        error: TlsError,
    },
    /// The connection was lost.
    #[error("connection to {peer} lost: {reason}")]
    Disconnected {
        /// The other side.
        peer: Peer,
        /// What the transport said, or that the other side ended the stream.
        reason: String,
    },
    /// No answer came in time and there is no better cause.
    #[error("no answer within {} ms", timeout.as_millis())]
    Timeout {
        /// The time that was allowed.
        timeout: Duration,
    },
}

impl NetError {
    /// Whether the same request may succeed later without a change of configuration or code.
    pub fn is_retriable(&self) -> bool {
        match self {
            Self::Config(_)
            | Self::ClientClosed
            | Self::UnknownBroker(_)
            | Self::UnsupportedVersion { .. } => false,
            Self::Send(error) => matches!(error, SendError::NotReady(_)),
            Self::Authentication { error, .. } => error.is_retriable(),
            Self::Broker { code, .. } => code.is_retriable(),
            Self::Tls { error, .. } => error.is_retriable(),
            Self::Closed { reason, .. } => !matches!(reason, CloseReason::ClientClosed),
            Self::Protocol { .. }
            | Self::RequestTimeout { .. }
            | Self::SetupTimeout { .. }
            | Self::Connect { .. }
            | Self::Disconnected { .. }
            | Self::Timeout { .. } => true,
        }
    }

    /// Whether one side refused the other's identity, or both share no way to find it out: for good, until somebody changes
    /// the configuration or the certificates (R122; Java: `AuthenticationException`).
    pub fn is_authentication(&self) -> bool {
        match self {
            Self::Tls { error, .. } => !error.is_retriable(),
            Self::Authentication { error, .. } => !error.is_retriable(),
            _ => false,
        }
    }

    /// Whether time ran out, as opposed to a refusal or a loss.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::RequestTimeout { .. } | Self::SetupTimeout { .. } | Self::Timeout { .. })
    }

    /// The broker concerned, if one is.
    pub fn peer(&self) -> Option<&Peer> {
        match self {
            Self::Closed { peer, .. }
            | Self::UnsupportedVersion { peer, .. }
            | Self::Protocol { peer, .. }
            | Self::Broker { peer, .. }
            | Self::RequestTimeout { peer, .. }
            | Self::SetupTimeout { peer, .. }
            | Self::Authentication { peer, .. }
            | Self::Connect { peer, .. }
            | Self::Tls { peer, .. }
            | Self::Disconnected { peer, .. } => Some(peer),
            Self::Config(_)
            | Self::Send(_)
            | Self::ClientClosed
            | Self::UnknownBroker(_)
            | Self::Timeout { .. } => None,
        }
    }
}

/// Why this client closed a connection that worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseReason {
    /// The whole cluster view was closed.
    ClientClosed,
    /// The client starts again from the bootstrap servers (R120).
    Rebootstrap,
}

impl fmt::Display for CloseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ClientClosed => "it is closing",
            Self::Rebootstrap => "it starts again from the bootstrap servers",
        })
    }
}

/// How a broker, or whatever listens in its place, broke the protocol.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum PeerError {
    /// What came for an answer to ApiVersions does not begin as one does (L02, L04).
    #[error("{0}{hint}", hint = first_frame_hint(.0))]
    FirstFrame(#[source] FrameError),
    /// On a connection that worked, bytes are no frames of Kafka's, or a frame is larger than allowed (L01, L04).
    #[error("{0}{hint}", hint = frame_hint(.0))]
    Frame(#[source] FrameError),
    /// A frame too short for the correlation id.
    #[error("a response of {len} bytes has no room for a correlation id")]
    ShortResponse {
        /// Length of the frame.
        len: usize,
    },
    /// Bytes that no request asked for (L16).
    #[error("{len} bytes arrived that no request asked for")]
    UnexpectedBytes {
        /// How many.
        len: usize,
    },
    /// A response out of order (L17).
    #[error("a response carries correlation id {received}, the oldest request {expected}")]
    CorrelationMismatch {
        /// The id of the oldest unanswered request.
        expected: CorrelationId,
        /// The id in the response.
        received: CorrelationId,
    },
    /// A response that cannot be decoded.
    #[error("the {api} response cannot be decoded: {error}")]
    Decode {
        /// The API that was asked.
        api: ApiKey,
        /// Message, field, version and offset.
        #[source]
        error: DecodeError,
    },
    /// The version negotiation was refused (R104).
    #[error("it refused ApiVersions version {version} with {code}")]
    NegotiationRefused {
        /// The version that was asked.
        version: i16,
        /// The code of the answer.
        code: ErrorCode,
    },
    /// A metadata response beyond the configured bounds (L14).
    #[error("its metadata names {count} {what}, more than the limit of {limit}")]
    TooMany {
        /// What there is too much of: `brokers` or `partitions`.
        what: &'static str,
        /// How many were named.
        count: usize,
        /// The configured limit.
        limit: usize,
    },
    /// A metadata response without a single usable broker (R121).
    #[error("its metadata names no usable broker")]
    NoBrokers,
}

/// No setting helps here: the limit of the first answer is fixed, and far beyond what a broker says.
fn first_frame_hint(error: &FrameError) -> &'static str {
    match error {
        FrameError::WrongProtocol(_) => "; check the port and the security protocol of the listener",
        _ => "; no Kafka broker begins like this, check the port and the security protocol of the listener",
    }
}

fn frame_hint(error: &FrameError) -> &'static str {
    match error {
        FrameError::TooLarge { .. } => {
            " (receive.max.bytes; metadata of very many partitions needs a larger one)"
        }
        FrameError::WrongProtocol(_) => {
            "; a broker has answered on this connection before, so look for a proxy in between"
        }
        _ => "",
    }
}

fn reached(state: ConnectionState) -> &'static str {
    match state {
        ConnectionState::Authenticating => "accepted the connection but did not finish the authentication",
        ConnectionState::Negotiating => "accepted the connection but did not answer ApiVersions",
        _ => "did not accept the connection",
    }
}

struct Offered(Option<VersionRange>);

impl fmt::Display for Offered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(range) => write!(f, "versions {range}"),
            None => f.write_str("no version"),
        }
    }
}
