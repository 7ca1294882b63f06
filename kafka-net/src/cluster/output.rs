use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::wire::Segments;
use kafka_protocol::{ApiKey, BrokerId};

#[cfg(doc)]
use super::Cluster;
use super::coordinators::CoordinatorKind;
use super::metadata::Metadata;
use crate::connection::ConnectionId;
use crate::error::{NetError, Sent};
use crate::sasl::SaslErrand;

/// What the transport has to do.
#[derive(Debug)]
pub enum Transmit {
    /// Look up the addresses of a name; answered by [`Cluster::handle_resolved`] or [`Cluster::handle_open_failed`].
    Resolve {
        /// The connection that begins.
        connection: ConnectionId,
        /// The name. IP addresses are not looked up.
        host: Arc<str>,
        /// The port that the addresses will have.
        port: u16,
        /// Whether the names are wanted too that the addresses themselves have.
        canonical: bool,
    },
    /// Connect to one of the addresses, the first rather than the others, which are there for when it cannot be reached or takes its
    /// time. Answered by [`Cluster::handle_opened`] or [`Cluster::handle_open_failed`], and before by
    /// [`Cluster::handle_connected`] where there is more to do than to connect.
    Open {
        /// The connection that begins.
        connection: ConnectionId,
        /// Name or IP address of the broker, without brackets, by which TLS knows it.
        host: Arc<str>,
        /// Port.
        port: u16,
        /// At least one.
        addresses: Vec<SocketAddr>,
    },
    /// Write these bytes after those of earlier writes; progress goes to [`Cluster::handle_written`].
    Write {
        /// An open connection.
        connection: ConnectionId,
        /// The bytes.
        segments: Segments,
    },
    /// Do for the connection's authentication what it cannot do itself; the answer goes to [`Cluster::handle_sasl_answer`]. It is
    /// no longer wanted when the connection is closed.
    Sasl {
        /// The connection that authenticates.
        connection: ConnectionId,
        /// What it asks for.
        errand: SaslErrand,
    },
    /// Close, or stop opening, and forget the connection; nothing needs to be reported.
    Close {
        /// The connection that ends.
        connection: ConnectionId,
    },
}

/// What a [`Cluster`] reports.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The response to a request.
    Response {
        /// The request's token.
        token: u64,
        /// Who answered.
        broker: BrokerId,
        /// The API asked.
        api_key: ApiKey,
        /// The version asked, in which the response is.
        version: i16,
        /// The whole frame without its length, for [`kafka_protocol::decode_response`].
        frame: Bytes,
        /// Time since the request was sent.
        latency: Duration,
        /// How much of it passed before the transport had taken the request.
        write_wait: Duration,
    },
    /// A request will get no response. Those of one connection come in send order.
    Failed {
        /// The request's token.
        token: u64,
        /// Whom it was meant for.
        broker: BrokerId,
        /// Whether the broker may have seen it.
        sent: Sent,
        /// Why.
        error: NetError,
    },
    /// A request without response has left entirely.
    Written {
        /// The request's token.
        token: u64,
        /// Whom it was sent to.
        broker: BrokerId,
    },
    /// There is a newer snapshot.
    MetadataUpdated(Arc<Metadata>),
    /// The cluster has told its id for the first time, or another one than before.
    ClusterIdentified(Arc<str>),
    /// A coordinator that was asked for is known; its broker may have to wait for newer metadata
    /// ([`Cluster::coordinator`]).
    CoordinatorFound {
        /// What it coordinates.
        kind: CoordinatorKind,
        /// The group or id.
        key: Arc<str>,
        /// Who it is.
        broker: BrokerId,
    },
    /// A coordinator that was asked for cannot be found, and is no longer asked for.
    CoordinatorFailed {
        /// What it was to coordinate.
        kind: CoordinatorKind,
        /// The group or id.
        key: Arc<str>,
        /// Why: not authorized, or brokers too old for the question.
        error: NetError,
    },
    /// The broker may be sent to, as far as its in-flight limit goes.
    BrokerReady(BrokerId),
    /// The connection, or the attempt to make one, is over.
    BrokerLost {
        /// Whose connection.
        broker: BrokerId,
        /// Why; `None` when it closed as planned.
        error: Option<NetError>,
    },
}
