use std::future::Future;
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpSocket, TcpStream};

use crate::config::NetConfig;

/// A stream that is being opened. Dropping it gives up.
pub type Dialing = Pin<Box<dyn Future<Output = io::Result<Stream>> + Send>>;

/// Opens the streams that connections run over: TCP by default, a tunnel or a proxy where a program wants one. TLS, where there is
/// any, goes on top.
///
/// Called on the I/O task: what takes time belongs into the future. It may be called for several addresses at once, of which one is
/// used; how long it may take is limited by `socket.connection.setup.timeout.ms`.
pub trait Dial: Send + Sync {
    /// Connects to `address`, one of those that `host` has.
    fn dial(&self, host: &Arc<str>, address: SocketAddr) -> Dialing;
}

/// Bytes in both directions.
pub struct Stream(Kind);

enum Kind {
    Tcp(TcpStream),
    Other(Pin<Box<dyn ReadWrite + Send>>),
}

trait ReadWrite: AsyncRead + AsyncWrite {}

impl<T: AsyncRead + AsyncWrite> ReadWrite for T {}

impl Stream {
    /// A stream of any kind. Bytes that it took count as written.
    pub fn new(stream: impl AsyncRead + AsyncWrite + Send + 'static) -> Self {
        Self(Kind::Other(Box::pin(stream)))
    }

    pub(super) fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.0 {
            Kind::Tcp(stream) => Pin::new(stream).poll_read(cx, buffer),
            Kind::Other(stream) => stream.as_mut().poll_read(cx, buffer),
        }
    }

    pub(super) fn poll_write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.0 {
            Kind::Tcp(stream) => Pin::new(stream).poll_write_vectored(cx, slices),
            Kind::Other(stream) => stream.as_mut().poll_write_vectored(cx, slices),
        }
    }

    /// Moves on what the stream took and keeps back; TCP keeps nothing.
    pub(super) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.0 {
            Kind::Tcp(_) => Poll::Ready(Ok(())),
            Kind::Other(stream) => stream.as_mut().poll_flush(cx),
        }
    }
}

impl From<TcpStream> for Stream {
    fn from(stream: TcpStream) -> Self {
        Self(Kind::Tcp(stream))
    }
}

/// TCP with the socket options of a [`NetConfig`].
#[derive(Clone, Debug)]
pub struct TcpDialer {
    send_buffer: Option<u32>,
    receive_buffer: Option<u32>,
    nodelay: bool,
    keepalive: bool,
}

impl TcpDialer {
    /// Sockets as the configuration wants them.
    pub fn new(config: &NetConfig) -> Self {
        Self {
            send_buffer: config.send_buffer,
            receive_buffer: config.receive_buffer,
            nodelay: config.tcp_nodelay,
            keepalive: config.tcp_keepalive,
        }
    }

    pub(super) fn socket(&self, address: SocketAddr) -> io::Result<TcpSocket> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // The window that TCP announces at its beginning follows the buffer: sizes have to be set before.
        if let Some(bytes) = self.send_buffer {
            socket.set_send_buffer_size(bytes)?;
        }
        if let Some(bytes) = self.receive_buffer {
            socket.set_recv_buffer_size(bytes)?;
        }
        socket.set_keepalive(self.keepalive)?;
        socket.set_nodelay(self.nodelay)?;
        Ok(socket)
    }
}

impl Dial for TcpDialer {
    fn dial(&self, _host: &Arc<str>, address: SocketAddr) -> Dialing {
        let socket = self.socket(address);
        Box::pin(async move { Ok(socket?.connect(address).await?.into()) })
    }
}
