use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::wire::Segments;
use kafka_protocol::{ApiKey, CorrelationId, FrameDecoder, Request, encode_request, peek_correlation_id};

use crate::error::{NetError, Peer, PeerError, SendError, Sent};
use crate::time::Tick;
use crate::tls::TlsError;

mod authentication;
mod config;
mod counters;
mod in_flight;
mod negotiation;
mod release;
mod state;
mod throttle;
mod trace;

use authentication::Sasl;
use in_flight::{InFlightRequests, NewRequest};
pub(crate) use negotiation::Negotiation;
pub(crate) use throttle::client_side as throttles_on_client_side;
use trace::Trace;

pub use config::{ConnectionConfig, ExpectedBroker, SendOptions};
pub use counters::{ConnectionCounters, ConnectionPeaks};
pub use negotiation::{ApiVersions, FinalizedFeatures};
pub use release::{OldRelease, Unanswered};
pub use state::ConnectionState;

/// One attempt to talk to a broker; ids are never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// One connection to one broker, without I/O: version negotiation, the in-flight queue, timeouts.
///
/// After any `&mut` call drain [`poll_transmit`](Self::poll_transmit) and [`poll_event`](Self::poll_event);
/// [`poll_timeout`](Self::poll_timeout) tells when [`handle_timeout`](Self::handle_timeout) is due. Time never runs
/// backwards. Responses come in the order of the requests (B14), so requests form a queue, and a response with another
/// correlation id ends the connection (L17).
#[derive(Debug)]
pub struct Connection {
    trace: Trace,
    id: ConnectionId,
    peer: Peer,
    /// The name that the broker's address has, where it was looked up.
    canonical_name: Option<Arc<str>>,
    client_id: Option<Arc<str>>,
    state: ConnectionState,
    max_frame_len: usize,
    max_idle: Option<Duration>,
    max_throttle: Duration,
    setup_timeout: Duration,
    setup_deadline: Tick,
    decoder: FrameDecoder,
    negotiation: Negotiation,
    /// The unanswered request of the connection itself, while it is not ready.
    own: Option<OwnRequest>,
    sasl: Option<Sasl>,
    versions: Arc<ApiVersions>,
    /// The versions to go by without asking (R187).
    assumed: Option<Arc<ApiVersions>>,
    /// Whether the other side has said anything.
    heard: bool,
    in_flight: InFlightRequests,
    next_correlation_id: i32,
    throttled_until: Tick,
    last_used: Tick,
    counters: ConnectionCounters,
    transmits: VecDeque<Segments>,
    events: VecDeque<ConnectionEvent>,
}

/// What a [`Connection`] reports.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectionEvent {
    /// An authentication begins, or begins anew: answer by [`Connection::handle_credentials`].
    CredentialsWanted,
    /// There is a long computation to do: [`Connection::take_derivation`] has it, [`Connection::handle_derived`] takes its result.
    #[cfg(feature = "sasl-scram")]
    KeyWanted,
    /// There is a call to make that may block: [`Connection::take_gssapi_step`] has it, [`Connection::handle_gssapi`] takes what
    /// it gives.
    #[cfg(feature = "gssapi")]
    GssapiWanted,
    /// Versions are agreed, or the session is renewed; requests may be sent.
    Ready,
    /// The response to the oldest request.
    Response {
        /// The request's token.
        token: u64,
        /// The API asked.
        api_key: ApiKey,
        /// The version asked, in which the response is.
        version: i16,
        /// The whole frame without its length.
        frame: Bytes,
        /// Time since the request was sent.
        latency: Duration,
        /// How much of it passed before the transport had taken the request.
        write_wait: Duration,
    },
    /// A request without response has left entirely.
    Written {
        /// The request's token.
        token: u64,
    },
    /// A request will get no response. All of a connection come in send order, before `Closed`.
    Failed {
        /// The request's token.
        token: u64,
        /// Whether the broker may have seen it.
        sent: Sent,
        /// Why.
        error: NetError,
    },
    /// The connection is over; the last event.
    Closed {
        /// Why; `None` when it ended by idleness, which is no failure.
        error: Option<NetError>,
        /// Whether it had been ready.
        was_ready: bool,
        /// How ApiVersions stayed without a byte in answer, if it did (R187).
        unanswered: Option<Unanswered>,
        /// Whether the transport is still open, and has to be told.
        transport_open: bool,
    },
}

impl Connection {
    /// A connection whose transport is now being opened.
    pub fn new(id: ConnectionId, peer: Peer, config: ConnectionConfig, now: Tick) -> Self {
        Self {
            trace: Trace::connecting(id, &peer),
            id,
            peer,
            canonical_name: None,
            client_id: config.client_id,
            state: ConnectionState::Connecting,
            max_frame_len: config.max_frame_len,
            max_idle: config.max_idle,
            max_throttle: config.max_throttle,
            setup_timeout: config.setup_timeout,
            setup_deadline: now + config.setup_timeout,
            decoder: FrameDecoder::new(MAX_NEGOTIATION_FRAME_LEN),
            negotiation: Negotiation::new(config.known_versions.as_deref(), config.expected),
            own: None,
            sasl: config.sasl.map(|sasl| Sasl::new(sasl, config.session_share)),
            versions: Arc::default(),
            assumed: config.assumed_versions,
            heard: false,
            in_flight: InFlightRequests::default(),
            next_correlation_id: 0,
            throttled_until: Tick::ZERO,
            last_used: now,
            counters: ConnectionCounters { attempts: 1, ..ConnectionCounters::default() },
            transmits: VecDeque::new(),
            events: VecDeque::new(),
        }
    }

    /// Its id.
    pub fn id(&self) -> ConnectionId {
        self.id
    }

    /// The broker at the other end.
    pub fn peer(&self) -> &Peer {
        &self.peer
    }

    /// Names the other end anew, when a bootstrap server turns out to be a broker of the cluster.
    pub(crate) fn set_peer(&mut self, peer: Peer) {
        self.trace.rename(&peer);
        self.peer = peer;
    }

    /// The name by which to authenticate the broker, if it is another than that of the peer.
    pub(crate) fn set_canonical_name(&mut self, name: Option<Arc<str>>) {
        self.canonical_name = name;
    }

    /// Has the versions asked for in any case.
    pub(crate) fn assume_nothing(&mut self) {
        self.assumed = None;
    }

    /// Whether it goes by versions that were not asked for (R187).
    pub(crate) fn is_assuming(&self) -> bool {
        self.assumed.is_some()
    }

    /// Where it stands.
    pub fn state(&self) -> ConnectionState {
        self.state
    }

    /// What the broker speaks; empty until the connection is ready.
    pub fn api_versions(&self) -> &Arc<ApiVersions> {
        &self.versions
    }

    /// What has happened on it so far.
    pub fn counters(&self) -> &ConnectionCounters {
        &self.counters
    }

    /// Requests handed over and not settled.
    pub fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    /// Until when the broker asked for quiet.
    pub fn throttled_until(&self) -> Tick {
        self.throttled_until
    }

    /// Whether a request may be sent now (R105): ready, not throttled, fewer than `limit` in flight and the newest of them
    /// fully written.
    pub fn can_send(&self, now: Tick, limit: usize) -> bool {
        self.can_queue(now, limit) && self.in_flight.all_written()
    }

    /// As [`can_send`](Self::can_send), for a request that may stand in line behind a half-written one.
    pub(crate) fn can_queue(&self, now: Tick, limit: usize) -> bool {
        self.state == ConnectionState::Ready
            && self.throttled_until <= now
            && self.renewal().is_none_or(|renewal| renewal > now)
            && self.in_flight.len() < limit
    }

    /// Sends a request. Only a connection that is [`Ready`](ConnectionState::Ready) takes one; how many may be in flight is
    /// the caller's choice, by [`can_send`](Self::can_send).
    pub fn send<R: Request>(
        &mut self,
        now: Tick,
        token: u64,
        version: i16,
        request: &R,
        options: SendOptions,
    ) -> Result<(), SendError> {
        if self.state != ConnectionState::Ready {
            return Err(SendError::NotReady(self.peer.broker));
        }
        let correlation_id = self.take_correlation_id();
        let segments = encode_request(version, correlation_id, self.client_id.as_deref(), request)
            .map_err(|error| SendError::Encode { api: R::API_KEY, version, error })?;
        let SendOptions { expects_response, timeout } = options;
        let api_key = R::API_KEY;
        let new = NewRequest { token, correlation_id, api_key, version, expects_response, timeout };
        self.trace.request(api_key, version, correlation_id, segments.len());
        self.in_flight.push(now, new, segments.len());
        self.counters.requested(api_key, segments.len());
        self.last_used = now;
        self.transmits.push_back(segments);
        Ok(())
    }

    /// The transport is open: the authentication starts, or the version negotiation.
    pub fn handle_opened(&mut self, _now: Tick) {
        if self.state != ConnectionState::Connecting {
            return;
        }
        self.counters.opened += 1;
        if self.sasl.is_some() {
            self.authenticate();
        } else if let Some(assumed) = self.assumed.clone() {
            self.agree(assumed);
        } else {
            self.state.transition(ConnectionState::Negotiating);
            self.negotiate();
        }
    }

    /// The transport could not be opened.
    pub fn handle_open_failed(&mut self, _now: Tick, reason: String) {
        let error = NetError::Connect { peer: self.peer.clone(), reason };
        self.end(Some(error), Ending::Failure);
    }

    /// TLS failed for good, while the transport was being opened or after: one side refused the other.
    pub fn handle_tls_failed(&mut self, _now: Tick, error: TlsError) {
        let error = NetError::Tls { peer: self.peer.clone(), error };
        self.end(Some(error), Ending::Failure);
    }

    /// Bytes arrived.
    pub fn handle_bytes(&mut self, now: Tick, bytes: &[u8]) {
        if self.state == ConnectionState::Disconnected || bytes.is_empty() {
            return;
        }
        self.heard = true;
        self.counters.operations += 1;
        self.counters.bytes_received += bytes.len() as u64;
        if !self.awaits_response() {
            return self.fail(PeerError::UnexpectedBytes { len: bytes.len() });
        }
        if self.state != ConnectionState::Authenticating {
            self.last_used = now;
        }
        self.decoder.extend(bytes);
        loop {
            match self.decoder.next_frame() {
                Ok(Some(frame)) => self.handle_frame(now, frame),
                Ok(None) => break,
                Err(error) if self.state == ConnectionState::Ready => self.fail(PeerError::Frame(error)),
                Err(error) => self.fail(PeerError::FirstFrame(error)),
            }
            if self.state == ConnectionState::Disconnected {
                return;
            }
        }
        let surplus = self.decoder.buffered();
        if surplus > 0 && !self.awaits_response() {
            return self.fail(PeerError::UnexpectedBytes { len: surplus });
        }
        self.renew_if_due(now);
    }

    /// The transport wrote `n` more bytes of what [`poll_transmit`](Self::poll_transmit) gave it.
    pub fn handle_written(&mut self, now: Tick, n: usize) {
        if n > 0 && self.state != ConnectionState::Authenticating {
            self.last_used = now;
        }
        self.counters.operations += u64::from(n > 0);
        self.counters.bytes_sent += n as u64;
        self.in_flight.note_written(now, n);
        for request in self.in_flight.written(n) {
            self.events.push_back(ConnectionEvent::Written { token: request.token });
        }
        self.renew_if_due(now);
    }

    /// The transport is closed: by the other side when `reason` is `None`, else by a failure.
    ///
    /// Every byte written must have been reported by [`handle_written`](Self::handle_written) before.
    pub fn handle_closed(&mut self, now: Tick, reason: Option<String>) {
        let hung_up = reason.is_none();
        // Brokers close connections that were idle for long (D111): nothing is lost and nobody is down. One that ends right
        // after it was used is a failure, or a listener that accepts and hangs up could be called without pause.
        let idle = self.state == ConnectionState::Ready
            && reason.is_none()
            && self.in_flight.is_empty()
            && now - self.last_used >= QUIET_BEFORE_IDLE_CLOSE;
        let error = (!idle).then(|| NetError::Disconnected {
            peer: self.peer.clone(),
            reason: reason.unwrap_or_else(|| match self.state {
                ConnectionState::Negotiating => {
                    "closed by the other side before it answered ApiVersions".to_owned()
                }
                ConnectionState::Authenticating if self.is_renewing() => {
                    "closed by the other side while the session was renewed".to_owned()
                }
                ConnectionState::Authenticating => {
                    "closed by the other side during authentication; check sasl.mechanism and the credentials"
                        .to_owned()
                }
                _ => "closed by the other side".to_owned(),
            }),
        });
        self.end(error, if hung_up { Ending::HangUp } else { Ending::Failure });
    }

    /// Time has passed: setup deadline, request timeouts, idleness.
    pub fn handle_timeout(&mut self, now: Tick) {
        match self.state {
            ConnectionState::Connecting | ConnectionState::Authenticating | ConnectionState::Negotiating => {
                if self.setup_deadline <= now {
                    let (peer, state, timeout) = (self.peer.clone(), self.state, self.setup_timeout);
                    self.end(Some(NetError::SetupTimeout { peer, state, timeout }), Ending::Ours);
                }
            }
            ConnectionState::Ready => {
                if let Some(request) = self.in_flight.expired(now) {
                    let (api, timeout) = (request.api_key, request.timeout);
                    let peer = self.peer.clone();
                    self.end(Some(NetError::RequestTimeout { peer, api, timeout }), Ending::Ours);
                } else if self.idle_deadline().is_some_and(|deadline| deadline <= now) {
                    self.close(None);
                } else {
                    self.renew_if_due(now);
                }
            }
            ConnectionState::Disconnected => {}
        }
    }

    /// Closes the connection because the other side broke the protocol.
    pub fn fail(&mut self, error: PeerError) {
        let error = NetError::Protocol { peer: self.peer.clone(), error };
        self.end(Some(error), Ending::Ours);
    }

    /// Closes the connection; `None` says that this is as planned.
    pub fn close(&mut self, error: Option<NetError>) {
        self.end(error, Ending::Ours);
    }

    /// The next bytes to write, in order.
    pub fn poll_transmit(&mut self) -> Option<Segments> {
        let segments = self.transmits.pop_front()?;
        self.in_flight.hand_over(segments.len());
        Some(segments)
    }

    /// The next event, in order.
    pub fn poll_event(&mut self) -> Option<ConnectionEvent> {
        self.events.pop_front()
    }

    /// Whether there is something to poll.
    pub(crate) fn has_output(&self) -> bool {
        !self.transmits.is_empty() || !self.events.is_empty()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due.
    pub fn poll_timeout(&self) -> Option<Tick> {
        match self.state {
            ConnectionState::Connecting | ConnectionState::Authenticating | ConnectionState::Negotiating => {
                Some(self.setup_deadline)
            }
            // A session is renewed when nothing is in flight any more: until then only the requests have deadlines.
            ConnectionState::Ready => self
                .in_flight
                .deadline()
                .or_else(|| [self.idle_deadline(), self.renewal()].into_iter().flatten().min()),
            ConnectionState::Disconnected => None,
        }
    }

    fn awaits_response(&self) -> bool {
        self.own.is_some() || self.in_flight.oldest_awaiting().is_some()
    }

    fn idle_deadline(&self) -> Option<Tick> {
        if self.in_flight.is_empty() { self.max_idle.map(|idle| self.last_used + idle) } else { None }
    }

    /// Sends a request of the connection itself, which no throttle and no limit holds up.
    fn send_own<R: Request>(&mut self, version: i16, request: &R, own: fn(CorrelationId) -> OwnRequest) {
        let correlation_id = self.take_correlation_id();
        match encode_request(version, correlation_id, self.client_id.as_deref(), request) {
            Ok(segments) => {
                self.own = Some(own(correlation_id));
                self.in_flight.push_untracked(segments.len());
                self.counters.requested(R::API_KEY, segments.len());
                self.transmits.push_back(segments);
            }
            Err(error) => {
                // Only a client id of more than 32,767 bytes leads here.
                let error = SendError::Encode { api: R::API_KEY, version, error };
                self.end(Some(error.into()), Ending::Ours);
            }
        }
    }

    fn handle_frame(&mut self, now: Tick, frame: Bytes) {
        if let Some(OwnRequest::Token) = self.own {
            self.own = None;
            return self.token_answered(now, &frame);
        }
        let Some(received) = peek_correlation_id(&frame) else {
            return self.fail(PeerError::ShortResponse { len: frame.len() });
        };
        let oldest = || self.in_flight.oldest_awaiting().map(|request| request.correlation_id);
        let Some(expected) = self.own.and_then(OwnRequest::correlation_id).or_else(oldest) else {
            return self.fail(PeerError::UnexpectedBytes { len: frame.len() });
        };
        if received != expected {
            return self.fail(PeerError::CorrelationMismatch { expected, received });
        }
        if let Some(own) = self.own.take() {
            self.counters.responses += 1;
            return match own {
                OwnRequest::Negotiation(_) => self.negotiated(now, &frame),
                own => self.authentication_answered(now, own, &frame),
            };
        }
        if let Some(request) = self.in_flight.pop_awaiting() {
            let latency = now - request.sent_at;
            self.counters.answered(latency);
            self.trace.response(&request, latency, frame.len());
            self.events.push_back(ConnectionEvent::Response {
                token: request.token,
                api_key: request.api_key,
                version: request.version,
                frame,
                latency,
                write_wait: request.written_at.map_or(Duration::ZERO, |at| at - request.sent_at),
            });
        }
    }

    fn end(&mut self, error: Option<NetError>, ending: Ending) {
        if self.state == ConnectionState::Disconnected {
            return;
        }
        let was_ready = self.state == ConnectionState::Ready || self.is_renewing();
        let unanswered = match &error {
            _ if self.state != ConnectionState::Negotiating || self.heard => None,
            Some(NetError::SetupTimeout { .. }) => Some(Unanswered::Silence),
            _ => (ending == Ending::HangUp).then_some(Unanswered::HangUp),
        };
        self.counters.closed += u64::from(self.state != ConnectionState::Connecting);
        self.state.transition(ConnectionState::Disconnected);
        self.transmits.clear();
        self.own = None;
        self.sasl = None;
        self.versions = Arc::default();
        for (request, sent) in self.in_flight.fail_all(ending != Ending::Ours) {
            // Nobody closes as planned while requests are in flight without saying why.
            let error = error.clone().unwrap_or(NetError::ClientClosed);
            self.trace.failed(&request, sent, &error);
            self.events.push_back(ConnectionEvent::Failed { token: request.token, sent, error });
        }
        if let Some(error) = &error {
            self.counters.failures += u64::from(!matches!(error, NetError::Closed { .. }));
            let refused = matches!(error, NetError::Authentication { .. });
            self.counters.refusals += u64::from(refused);
            self.counters.renewal_refusals += u64::from(refused && was_ready);
        }
        self.trace.disconnected(error.as_ref());
        let transport_open = ending == Ending::Ours;
        self.events.push_back(ConnectionEvent::Closed { error, was_ready, unanswered, transport_open });
    }

    fn take_correlation_id(&mut self) -> CorrelationId {
        let id = self.next_correlation_id;
        self.next_correlation_id = if id >= LAST_CORRELATION_ID { 0 } else { id + 1 };
        CorrelationId(id)
    }
}

/// A request of the connection itself that is unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnRequest {
    /// The ApiVersions request after which the connection is ready.
    Negotiation(CorrelationId),
    /// The ApiVersions request before SASL.
    SaslVersions(CorrelationId),
    SaslHandshake(CorrelationId),
    SaslAuthenticate(CorrelationId),
    /// A message of the mechanism without header.
    Token,
}

impl OwnRequest {
    fn correlation_id(self) -> Option<CorrelationId> {
        match self {
            Self::Negotiation(id)
            | Self::SaslVersions(id)
            | Self::SaslHandshake(id)
            | Self::SaslAuthenticate(id) => Some(id),
            Self::Token => None,
        }
    }
}

/// Who ended a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Ours,
    /// The transport failed.
    Failure,
    /// The other side ended it in an orderly way.
    HangUp,
}

/// L02: the longest answer to ApiVersions accepted.
const MAX_NEGOTIATION_FRAME_LEN: usize = 64 * 1024;
/// The ids above are those that Kafka's own client keeps for SASL (R110).
const LAST_CORRELATION_ID: i32 = i32::MAX - 8;
/// How long a connection was unused when its end by the broker counts as planned.
const QUIET_BEFORE_IDLE_CLOSE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests;
