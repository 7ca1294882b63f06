//! A client's connection, as a broker sees it: one request at a time.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::wire::Segments;
use kafka_protocol::{BrokerId, CorrelationId};

use crate::api::fetch::WaitingFetch;
use crate::api::produce::WaitingProduce;
use crate::cluster::Session;
use crate::error::CloseReason;
use crate::fault::{Fault, FaultRule, Then, Trickle, WireFault};

/// A connection. Like a broker, the cluster takes up a request only when the one before it is answered, which keeps the
/// responses in the order of the requests (B14); frames that came early wait in the inbox.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) broker: BrokerId,
    pub(crate) inbox: VecDeque<Bytes>,
    pub(crate) work: Option<Work>,
    /// Requests are applied, responses go nowhere: [`Fault::LoseResponses`] struck, or the broker's side is closed.
    pub(crate) deaf: bool,
    /// What it has shown of itself, where SASL is asked for.
    pub(crate) session: Session,
    /// It is closed for this once the response before is sent.
    pub(crate) last: Option<CloseReason>,
    /// What is to befall the handshake of TLS.
    pub(crate) tls_fault: Option<WireFault>,
}

impl Connection {
    pub(crate) fn new(broker: BrokerId) -> Self {
        Self {
            broker,
            inbox: VecDeque::new(),
            work: None,
            deaf: false,
            session: Session::default(),
            last: None,
            tls_fault: None,
        }
    }
}

/// What keeps a connection from its next request.
#[derive(Debug)]
pub(crate) enum Work {
    /// A response is held back.
    Respond { at: Duration, delivery: Delivery },
    /// A response leaves in pieces.
    Trickle { at: Duration, trickle: Trickle },
    /// A request is held back; it is applied even when the connection has gone by then.
    Apply { at: Duration, frame: Bytes, fault: Fault },
    /// The client was throttled, or is not accepted yet.
    Mute { until: Duration },
    /// A Fetch waits for records.
    Fetch(Box<FetchWork>),
    /// A Produce waits for replicas.
    Produce(Box<ProduceWork>),
    /// Nothing will ever be read again.
    Silence,
}

impl Work {
    /// When it is over by itself.
    pub(crate) fn deadline(&self) -> Option<Duration> {
        match self {
            Self::Respond { at, .. } | Self::Trickle { at, .. } | Self::Apply { at, .. } => Some(*at),
            Self::Mute { until } => Some(*until),
            Self::Fetch(work) => Some(work.fetch.deadline),
            Self::Produce(work) => Some(work.produce.deadline),
            Self::Silence => None,
        }
    }
}

/// A Fetch that waits, and what its response will need.
#[derive(Debug)]
pub(crate) struct FetchWork {
    pub(crate) fetch: WaitingFetch,
    pub(crate) reply: ReplyTo,
    pub(crate) rule: Option<FaultRule>,
}

/// A Produce that waits, and what its response will need.
#[derive(Debug)]
pub(crate) struct ProduceWork {
    pub(crate) produce: WaitingProduce,
    pub(crate) reply: ReplyTo,
    pub(crate) rule: Option<FaultRule>,
}

/// Where a response goes, and how it is encoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReplyTo {
    pub(crate) conn: crate::cluster::ConnId,
    pub(crate) version: i16,
    pub(crate) correlation_id: CorrelationId,
}

/// The bytes of a response, and what follows them.
#[derive(Debug, Default)]
pub(crate) struct Delivery {
    pub(crate) segments: Vec<Segments>,
    pub(crate) mute_for: Option<Duration>,
    pub(crate) then: Then,
}
