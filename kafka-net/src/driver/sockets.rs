use std::collections::{BTreeMap, VecDeque};
use std::future::{Future, poll_fn};
use std::io::IoSlice;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};

use kafka_protocol::wire::Segments;

use super::authentication::{self, Configured, CredentialSource, RunningErrand};
use super::dial::{Dial, TcpDialer};
use super::readiness::{Readiness, SocketWaker};
use super::resolve::{self, Lookup, Resolve, SystemResolver};
#[cfg(feature = "tls")]
use super::tls::TlsConnector;
use super::transport::{Opener, Transport, TransportError, describe};
use crate::cluster::{Cluster, ResolvedAddress, Transmit};
use crate::config::NetConfig;
use crate::connection::ConnectionId;
use crate::error::ConfigError;
use crate::sasl::SaslAnswer;
use crate::time::Tick;
use crate::tls::TlsError;

/// The connections of one [`Cluster`](crate::Cluster), over TCP or over TLS, for one task that polls.
///
/// Never blocks and never decides: [`apply`](Self::apply) takes what the cluster wants done, [`poll_event`](Self::poll_event)
/// does it as far as the sockets allow and reports progress. Bytes to write go out by vectored writes straight from the
/// segments; bytes read pass through one buffer. Everything written on a socket is reported before its end is. Dropping it
/// closes every connection.
pub struct Sockets {
    by_connection: BTreeMap<ConnectionId, Socket>,
    credentials: Arc<dyn CredentialSource>,
    readiness: Readiness,
    resolver: Arc<dyn Resolve>,
    opener: Opener,
    buffer: Box<[u8]>,
}

/// What happened on a socket; each variant has its `handle_*` method on the cluster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SocketEvent<'a> {
    /// The addresses of its broker's name are known.
    Resolved(ConnectionId, Vec<ResolvedAddress>),
    /// It is connected to this address, and TLS is still to be agreed; not told where there is no TLS.
    Connected(ConnectionId, SocketAddr),
    /// It is connected to this address, and TLS is agreed where there is TLS.
    Opened(ConnectionId, SocketAddr),
    /// The name could not be looked up, or it could not be connected, and is forgotten.
    OpenFailed(ConnectionId, String),
    /// One side refused the other by TLS, while the connection was opened or right after; it is forgotten.
    TlsFailed(ConnectionId, TlsError),
    /// Bytes arrived.
    Bytes(ConnectionId, &'a [u8]),
    /// So many more bytes were written.
    Written(ConnectionId, usize),
    /// The other side ended the stream (`None`), or it failed; it is forgotten.
    Closed(ConnectionId, Option<String>),
    /// An errand of its authentication is done.
    SaslAnswer(ConnectionId, SaslAnswer),
}

impl SocketEvent<'_> {
    /// Hands the event to the cluster; drain the cluster's outputs afterwards.
    pub fn deliver(self, cluster: &mut Cluster, now: Tick) {
        match self {
            Self::Resolved(connection, found) => cluster.handle_resolved(now, connection, found),
            Self::Connected(connection, address) => cluster.handle_connected(connection, address),
            Self::Opened(connection, address) => cluster.handle_opened(now, connection, address),
            Self::OpenFailed(connection, reason) => cluster.handle_open_failed(now, connection, reason),
            Self::TlsFailed(connection, error) => cluster.handle_tls_failed(now, connection, error),
            Self::Bytes(connection, bytes) => cluster.handle_bytes(now, connection, bytes),
            Self::Written(connection, n) => cluster.handle_written(now, connection, n),
            Self::Closed(connection, reason) => cluster.handle_closed(now, connection, reason),
            Self::SaslAnswer(connection, answer) => cluster.handle_sasl_answer(now, connection, answer),
        }
    }
}

struct Socket {
    state: State,
    wake: Arc<SocketWaker>,
    waker: Waker,
    outgoing: VecDeque<Segments>,
    /// Why writing failed, kept back until the bytes written before it are reported.
    failed: Option<TransportError>,
    /// What the connection's authentication waits for.
    errand: Option<RunningErrand>,
}

enum State {
    Resolving(Lookup<Vec<ResolvedAddress>>),
    /// The addresses are known, and what to do with them is not said yet.
    Resolved,
    /// With the address that has taken the connection, until it is told.
    Connecting(Opening, Option<Arc<OnceLock<SocketAddr>>>),
    Open(Transport),
}

type Opening = Pin<Box<dyn Future<Output = Result<(Transport, SocketAddr), TransportError>> + Send>>;

/// [`SocketEvent`] before it borrows the buffer.
enum Progress {
    Resolved(Vec<ResolvedAddress>),
    Connected(SocketAddr),
    Opened(SocketAddr),
    OpenFailed(TransportError),
    Read(usize),
    Written(usize),
    Ended(Option<TransportError>),
    SaslAnswer(SaslAnswer),
}

impl Sockets {
    /// No sockets yet; they will be plain TCP, and authenticate by what their configuration says.
    pub fn new() -> Self {
        Self::plain(TcpDialer::new(&NetConfig::default()))
    }

    /// No sockets yet; they will speak TLS.
    #[cfg(feature = "tls")]
    pub fn with_tls(connector: TlsConnector) -> Self {
        let mut sockets = Self::new();
        sockets.opener.tls = Some(connector);
        sockets
    }

    /// No sockets yet; they will be what the configuration says. With TLS this reads the files that it names.
    pub fn from_config(config: &NetConfig) -> Result<Self, ConfigError> {
        config.validate()?;
        #[cfg_attr(not(feature = "tls"), expect(unused_mut, reason = "one course for both builds"))]
        let mut sockets = Self::plain(TcpDialer::new(config));
        #[cfg(feature = "tls")]
        if let Some(tls) = &config.tls {
            sockets.opener.tls = Some(TlsConnector::new(tls)?);
        }
        #[cfg(feature = "sasl-oidc")]
        if let Some(oidc) = config.sasl.as_ref().and_then(|sasl| sasl.oidc.clone()) {
            let source = super::OidcTokenSource::new(oidc, config.tls.as_deref())?;
            return Ok(sockets.with_credentials(Arc::new(source)));
        }
        Ok(sockets)
    }

    fn plain(dialer: TcpDialer) -> Self {
        Self {
            by_connection: BTreeMap::new(),
            credentials: Arc::new(Configured),
            readiness: Readiness::default(),
            resolver: Arc::new(SystemResolver),
            opener: Opener {
                dialer: Arc::new(dialer),
                #[cfg(feature = "tls")]
                tls: None,
            },
            buffer: vec![0; READ_BUFFER_LEN].into_boxed_slice(),
        }
    }

    /// Host names are looked up by `resolver`.
    #[must_use]
    pub fn with_resolver(self, resolver: Arc<dyn Resolve>) -> Self {
        Self { resolver, ..self }
    }

    /// Connections are opened by `dialer`. Socket options are then its own business.
    #[must_use]
    pub fn with_dialer(mut self, dialer: Arc<dyn Dial>) -> Self {
        self.opener.dialer = dialer;
        self
    }

    /// Connections authenticate by what `source` gives.
    #[must_use]
    pub fn with_credentials(self, source: Arc<dyn CredentialSource>) -> Self {
        Self { credentials: source, ..self }
    }

    /// How many sockets are open or being opened.
    pub fn len(&self) -> usize {
        self.by_connection.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_connection.is_empty()
    }

    /// Takes what the cluster wants done. Nothing touches the network before the next poll, so that several requests for one
    /// broker leave in one write.
    pub fn apply(&mut self, transmit: Transmit) {
        match transmit {
            Transmit::Resolve { connection, host, port, canonical } => {
                let lookup = resolve::resolve(Arc::clone(&self.resolver), host, port, canonical);
                self.begin(connection, State::Resolving(Box::pin(lookup)));
            }
            Transmit::Open { connection, host, addresses, .. } => {
                let reached = Arc::default();
                let opening = self.opener.clone().open(host, addresses, Arc::clone(&reached));
                self.begin(connection, State::Connecting(Box::pin(opening), Some(reached)));
            }
            Transmit::Write { connection, segments } => {
                if let Some(socket) = self.by_connection.get_mut(&connection) {
                    socket.outgoing.push_back(segments);
                    socket.wake.enqueue();
                }
            }
            Transmit::Sasl { connection, errand } => {
                if let Some(socket) = self.by_connection.get_mut(&connection) {
                    socket.errand = Some(authentication::run(errand, &*self.credentials));
                    socket.wake.enqueue();
                }
            }
            Transmit::Close { connection } => {
                self.by_connection.remove(&connection);
            }
        }
    }

    fn begin(&mut self, connection: ConnectionId, state: State) {
        let wake = self.readiness.waker(connection);
        wake.enqueue();
        let waker = Waker::from(Arc::clone(&wake));
        let socket = Socket { state, waker, wake, outgoing: VecDeque::new(), failed: None, errand: None };
        self.by_connection.insert(connection, socket);
    }

    /// Does what the sockets allow and reports the next event. Call it until it is pending: then the task is woken when
    /// there is more to do. After [`apply`](Self::apply) it has to be called again.
    pub fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<SocketEvent<'_>> {
        let (connection, progress) = std::task::ready!(self.poll_progress(cx));
        Poll::Ready(self.event(connection, progress))
    }

    /// The next event. Cancel safe: nothing is lost when the future is dropped.
    pub async fn next_event(&mut self) -> SocketEvent<'_> {
        let (connection, progress) = poll_fn(|cx| self.poll_progress(cx)).await;
        self.event(connection, progress)
    }

    fn event(&self, connection: ConnectionId, progress: Progress) -> SocketEvent<'_> {
        match progress {
            Progress::Resolved(found) => SocketEvent::Resolved(connection, found),
            Progress::Connected(address) => SocketEvent::Connected(connection, address),
            Progress::Opened(address) => SocketEvent::Opened(connection, address),
            Progress::OpenFailed(TransportError::Network(reason)) => {
                SocketEvent::OpenFailed(connection, reason)
            }
            Progress::Read(len) => SocketEvent::Bytes(connection, self.buffer.get(..len).unwrap_or_default()),
            Progress::Written(n) => SocketEvent::Written(connection, n),
            Progress::Ended(None) => SocketEvent::Closed(connection, None),
            Progress::Ended(Some(TransportError::Network(reason))) => {
                SocketEvent::Closed(connection, Some(reason))
            }
            Progress::OpenFailed(TransportError::Tls(error))
            | Progress::Ended(Some(TransportError::Tls(error))) => SocketEvent::TlsFailed(connection, error),
            Progress::SaslAnswer(answer) => SocketEvent::SaslAnswer(connection, answer),
        }
    }

    fn poll_progress(&mut self, cx: &mut Context<'_>) -> Poll<(ConnectionId, Progress)> {
        self.readiness.register(cx.waker());
        while let Some(connection) = self.readiness.pop() {
            let Some(socket) = self.by_connection.get_mut(&connection) else { continue };
            let Some(progress) = socket.step(&mut self.buffer) else { continue };
            if matches!(progress, Progress::OpenFailed(_) | Progress::Ended(_)) {
                self.by_connection.remove(&connection);
            } else {
                // To the end of the line: one socket with much to say does not keep the others waiting.
                socket.wake.enqueue();
            }
            return Poll::Ready((connection, progress));
        }
        Poll::Pending
    }
}

impl Default for Sockets {
    fn default() -> Self {
        Self::new()
    }
}

impl Socket {
    /// The next thing that happens on this socket; `None` once its waker is registered for what it waits for.
    fn step(&mut self, buffer: &mut [u8]) -> Option<Progress> {
        let mut cx = Context::from_waker(&self.waker);
        if let Some(errand) = &mut self.errand
            && let Poll::Ready(answer) = errand.as_mut().poll(&mut cx)
        {
            self.errand = None;
            return Some(match answer {
                Ok(answer) => Progress::SaslAnswer(answer),
                Err(reason) => Progress::Ended(Some(TransportError::Network(reason))),
            });
        }
        let transport = match &mut self.state {
            State::Open(transport) => transport,
            State::Resolved => return None,
            State::Resolving(lookup) => {
                let Poll::Ready(found) = lookup.as_mut().poll(&mut cx) else { return None };
                self.state = State::Resolved;
                return Some(match found {
                    Ok(found) => Progress::Resolved(found),
                    Err(error) => {
                        let reason = format!("host name cannot be resolved: {}", describe(&error));
                        Progress::OpenFailed(TransportError::Network(reason))
                    }
                });
            }
            State::Connecting(connecting, reached) => {
                let Poll::Ready(connected) = connecting.as_mut().poll(&mut cx) else {
                    let address = reached.as_ref().and_then(|reached| reached.get().copied())?;
                    *reached = None;
                    return Some(Progress::Connected(address));
                };
                return Some(match connected {
                    Ok((transport, address)) => {
                        self.state = State::Open(transport);
                        Progress::Opened(address)
                    }
                    Err(error) => Progress::OpenFailed(error),
                });
            }
        };
        if let Some(error) = self.failed.take() {
            return Some(Progress::Ended(Some(error)));
        }
        let (written, result) = flush(transport, &mut self.outgoing, &mut cx);
        if let Err(error) = result {
            // What was read and not yet reported is given up: with the socket broken no answer to these bytes can come.
            self.failed = Some(error);
        }
        if written > 0 {
            return Some(Progress::Written(written));
        }
        if let Some(error) = self.failed.take() {
            return Some(Progress::Ended(Some(error)));
        }
        match transport.poll_read(&mut cx, buffer) {
            Poll::Ready(Ok(0)) => Some(Progress::Ended(None)),
            Poll::Ready(Ok(len)) => Some(Progress::Read(len)),
            Poll::Ready(Err(error)) => Some(Progress::Ended(Some(error))),
            Poll::Pending => None,
        }
    }
}

impl std::fmt::Debug for Sockets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sockets").field("by_connection", &self.by_connection).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Socket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let connecting = !matches!(self.state, State::Open(_));
        f.debug_struct("Socket")
            .field("connecting", &connecting)
            .field("outgoing", &self.outgoing.len())
            .finish_non_exhaustive()
    }
}

/// Writes until there is nothing left or the socket takes no more; returns how much was taken.
fn flush(
    transport: &mut Transport,
    outgoing: &mut VecDeque<Segments>,
    cx: &mut Context<'_>,
) -> (usize, Result<(), TransportError>) {
    let mut written = 0;
    while !outgoing.is_empty() {
        // Clearing a table of 1,024 slices for every small request would cost more than filling it.
        let few = outgoing.iter().flat_map(Segments::iter).take(FEW_SLICES + 1).count() <= FEW_SLICES;
        let poll = if few {
            write_once::<FEW_SLICES>(transport, outgoing, cx)
        } else {
            write_once::<MANY_SLICES>(transport, outgoing, cx)
        };
        match poll {
            Poll::Ready(Ok(n)) => {
                written += n;
                advance(outgoing, n);
            }
            Poll::Ready(Err(error)) => return (written, Err(error)),
            Poll::Pending => break,
        }
    }
    match transport.poll_flush(cx) {
        Poll::Ready(Err(error)) => (written, Err(error)),
        Poll::Ready(Ok(())) | Poll::Pending => (written, Ok(())),
    }
}

fn write_once<const SLICES: usize>(
    transport: &mut Transport,
    outgoing: &VecDeque<Segments>,
    cx: &mut Context<'_>,
) -> Poll<Result<usize, TransportError>> {
    let mut slices = [IoSlice::new(&[]); SLICES];
    let mut filled = 0;
    for segments in outgoing {
        let Some(free) = slices.get_mut(filled..).filter(|free| !free.is_empty()) else { break };
        filled += segments.chunks_vectored(free);
    }
    transport.poll_write_vectored(cx, slices.get(..filled).unwrap_or_default())
}

fn advance(outgoing: &mut VecDeque<Segments>, mut n: usize) {
    while let Some(front) = outgoing.front_mut() {
        let step = n.min(front.len());
        front.advance(step);
        n -= step;
        if !front.is_empty() {
            break;
        }
        outgoing.pop_front();
    }
}

const READ_BUFFER_LEN: usize = 64 * 1024;
const FEW_SLICES: usize = 64;
/// What Linux takes in one call (IOV_MAX).
const MANY_SLICES: usize = 1024;

#[cfg(test)]
mod tests;
