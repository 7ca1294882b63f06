use std::collections::{BTreeMap, VecDeque};
use std::future::{Future, poll_fn};
use std::io::{self, IoSlice};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use kafka_protocol::wire::Segments;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};

use super::readiness::{Readiness, SocketWaker};
use crate::cluster::{Cluster, Transmit};
use crate::connection::ConnectionId;
use crate::time::Tick;

/// The TCP connections of one [`Cluster`](crate::Cluster), for one task that polls.
///
/// Never blocks and never decides: [`apply`](Self::apply) takes what the cluster wants done, [`poll_event`](Self::poll_event)
/// does it as far as the sockets allow and reports progress. Bytes to write go out by vectored writes straight from the
/// segments; bytes read pass through one buffer. Everything written on a socket is reported before its end is. Dropping it
/// closes every connection.
#[derive(Debug)]
pub struct Sockets {
    by_connection: BTreeMap<ConnectionId, Socket>,
    readiness: Readiness,
    buffer: Box<[u8]>,
}

/// What happened on a socket; each variant has its `handle_*` method on the cluster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SocketEvent<'a> {
    /// It is connected.
    Opened(ConnectionId),
    /// It could not be connected, and is forgotten.
    OpenFailed(ConnectionId, String),
    /// Bytes arrived.
    Bytes(ConnectionId, &'a [u8]),
    /// So many more bytes were written.
    Written(ConnectionId, usize),
    /// The other side ended the stream (`None`), or it failed; it is forgotten.
    Closed(ConnectionId, Option<String>),
}

impl SocketEvent<'_> {
    /// Hands the event to the cluster; drain the cluster's outputs afterwards.
    pub fn deliver(self, cluster: &mut Cluster, now: Tick) {
        match self {
            Self::Opened(connection) => cluster.handle_opened(now, connection),
            Self::OpenFailed(connection, reason) => cluster.handle_open_failed(now, connection, reason),
            Self::Bytes(connection, bytes) => cluster.handle_bytes(now, connection, bytes),
            Self::Written(connection, n) => cluster.handle_written(now, connection, n),
            Self::Closed(connection, reason) => cluster.handle_closed(now, connection, reason),
        }
    }
}

struct Socket {
    transport: Transport,
    wake: Arc<SocketWaker>,
    waker: Waker,
    outgoing: VecDeque<Segments>,
    /// Why writing failed, kept back until the bytes written before it are reported.
    failed: Option<String>,
}

enum Transport {
    Connecting(Pin<Box<dyn Future<Output = Result<TcpStream, String>> + Send>>),
    Open(TcpStream),
}

/// [`SocketEvent`] before it borrows the buffer.
enum Progress {
    Opened,
    OpenFailed(String),
    Read(usize),
    Written(usize),
    Ended(Option<String>),
}

impl Sockets {
    /// No sockets yet.
    pub fn new() -> Self {
        Self {
            by_connection: BTreeMap::new(),
            readiness: Readiness::default(),
            buffer: vec![0; READ_BUFFER_LEN].into_boxed_slice(),
        }
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
            Transmit::Open { connection, host, port } => {
                let wake = self.readiness.waker(connection);
                wake.enqueue();
                let socket = Socket {
                    transport: Transport::Connecting(Box::pin(connect(host, port))),
                    waker: Waker::from(Arc::clone(&wake)),
                    wake,
                    outgoing: VecDeque::new(),
                    failed: None,
                };
                self.by_connection.insert(connection, socket);
            }
            Transmit::Write { connection, segments } => {
                if let Some(socket) = self.by_connection.get_mut(&connection) {
                    socket.outgoing.push_back(segments);
                    socket.wake.enqueue();
                }
            }
            Transmit::Close { connection } => {
                self.by_connection.remove(&connection);
            }
        }
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
            Progress::Opened => SocketEvent::Opened(connection),
            Progress::OpenFailed(reason) => SocketEvent::OpenFailed(connection, reason),
            Progress::Read(len) => SocketEvent::Bytes(connection, self.buffer.get(..len).unwrap_or_default()),
            Progress::Written(n) => SocketEvent::Written(connection, n),
            Progress::Ended(reason) => SocketEvent::Closed(connection, reason),
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
        let stream = match &mut self.transport {
            Transport::Open(stream) => stream,
            Transport::Connecting(connecting) => {
                let Poll::Ready(connected) = connecting.as_mut().poll(&mut cx) else { return None };
                return Some(match connected {
                    Ok(stream) => {
                        self.transport = Transport::Open(stream);
                        Progress::Opened
                    }
                    Err(reason) => Progress::OpenFailed(reason),
                });
            }
        };
        if let Some(reason) = self.failed.take() {
            return Some(Progress::Ended(Some(reason)));
        }
        let (written, result) = flush(stream, &mut self.outgoing, &mut cx);
        if let Err(error) = result {
            // What was read and not yet reported is given up: with the socket broken no answer to these bytes can come.
            self.failed = Some(describe(&error));
        }
        if written > 0 {
            return Some(Progress::Written(written));
        }
        if let Some(reason) = self.failed.take() {
            return Some(Progress::Ended(Some(reason)));
        }
        let mut read = ReadBuf::new(buffer);
        match Pin::new(stream).poll_read(&mut cx, &mut read) {
            Poll::Ready(Ok(())) if read.filled().is_empty() => Some(Progress::Ended(None)),
            Poll::Ready(Ok(())) => Some(Progress::Read(read.filled().len())),
            Poll::Ready(Err(error)) => Some(Progress::Ended(Some(describe(&error)))),
            Poll::Pending => None,
        }
    }
}

impl std::fmt::Debug for Socket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let connecting = matches!(self.transport, Transport::Connecting(_));
        f.debug_struct("Socket")
            .field("connecting", &connecting)
            .field("outgoing", &self.outgoing.len())
            .finish_non_exhaustive()
    }
}

/// Writes until there is nothing left or the socket takes no more; returns how much went out.
fn flush(
    stream: &mut TcpStream,
    outgoing: &mut VecDeque<Segments>,
    cx: &mut Context<'_>,
) -> (usize, io::Result<()>) {
    let mut written = 0;
    while !outgoing.is_empty() {
        // Clearing a table of 1,024 slices for every small request would cost more than filling it.
        let few = outgoing.iter().flat_map(Segments::iter).take(FEW_SLICES + 1).count() <= FEW_SLICES;
        let poll = if few {
            write_once::<FEW_SLICES>(stream, outgoing, cx)
        } else {
            write_once::<MANY_SLICES>(stream, outgoing, cx)
        };
        match poll {
            Poll::Ready(Ok(0)) => return (written, Err(io::ErrorKind::WriteZero.into())),
            Poll::Ready(Ok(n)) => {
                written += n;
                advance(outgoing, n);
            }
            Poll::Ready(Err(error)) => return (written, Err(error)),
            Poll::Pending => break,
        }
    }
    (written, Ok(()))
}

fn write_once<const SLICES: usize>(
    stream: &mut TcpStream,
    outgoing: &VecDeque<Segments>,
    cx: &mut Context<'_>,
) -> Poll<io::Result<usize>> {
    let mut slices = [IoSlice::new(&[]); SLICES];
    let mut filled = 0;
    for segments in outgoing {
        let Some(free) = slices.get_mut(filled..).filter(|free| !free.is_empty()) else { break };
        filled += segments.chunks_vectored(free);
    }
    Pin::new(stream).poll_write_vectored(cx, slices.get(..filled).unwrap_or_default())
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

async fn connect(host: Arc<str>, port: u16) -> Result<TcpStream, String> {
    let addresses = lookup_host((&*host, port)).await;
    let addresses =
        addresses.map_err(|error| format!("host name cannot be resolved: {}", describe(&error)))?;
    let mut failure = "the host name has no address".to_owned();
    // Who calls knows host and port; which of a name's addresses it was is news.
    let is_name = host.parse::<IpAddr>().is_err();
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                // Requests are written whole; waiting for more bytes would only delay them.
                stream.set_nodelay(true).map_err(|error| describe(&error))?;
                return Ok(stream);
            }
            Err(error) if is_name => failure = format!("{}: {}", address.ip(), describe(&error)),
            Err(error) => failure = describe(&error),
        }
    }
    Err(failure)
}

/// The error in words that do not differ between systems, where there are such.
fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "connection refused".to_owned(),
        io::ErrorKind::ConnectionReset => "connection reset by the other side".to_owned(),
        io::ErrorKind::TimedOut => "timed out".to_owned(),
        io::ErrorKind::BrokenPipe => "closed by the other side while writing".to_owned(),
        _ => error.to_string(),
    }
}

const READ_BUFFER_LEN: usize = 64 * 1024;
const FEW_SLICES: usize = 64;
/// What Linux takes in one call (IOV_MAX).
const MANY_SLICES: usize = 1024;

#[cfg(test)]
mod tests;
