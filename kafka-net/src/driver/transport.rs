use std::io::{self, IoSlice};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};

#[cfg(feature = "tls")]
use super::tls::{TlsConnector, TlsStream};
use crate::tls::TlsError;

/// What a connection runs over: TCP, plain or under TLS.
pub(super) enum Transport {
    Plain(TcpStream),
    #[cfg(feature = "tls")]
    Tls(Box<TlsStream>),
}

/// Why a transport could not be opened, or is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TransportError {
    /// The network, in words.
    Network(String),
    /// One side refused the other, or broke the protocol of TLS.
    Tls(TlsError),
}

/// How transports are opened.
#[derive(Clone, Debug, Default)]
pub(super) enum Dialer {
    #[default]
    Plain,
    #[cfg(feature = "tls")]
    Tls(TlsConnector),
}

impl Dialer {
    /// Resolves the name, connects, and shakes hands where there is TLS.
    pub(super) async fn connect(self, host: Arc<str>, port: u16) -> Result<Transport, TransportError> {
        match self {
            Self::Plain => Ok(Transport::Plain(connect(&host, port).await?)),
            #[cfg(feature = "tls")]
            Self::Tls(connector) => {
                // What is wrong with name or certificates is told even when nobody listens.
                let session = connector.session(&host).await?;
                let stream = TlsStream::connect(connect(&host, port).await?, session, host).await?;
                Ok(Transport::Tls(Box::new(stream)))
            }
        }
    }
}

impl Transport {
    /// Takes bytes to write. What was taken counts as written, even if the transport breaks afterwards: it may have left.
    pub(super) fn poll_write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize, TransportError>> {
        match self {
            Self::Plain(stream) => match Pin::new(stream).poll_write_vectored(cx, slices) {
                Poll::Ready(Ok(0)) => Poll::Ready(Err(TransportError::io(&io::ErrorKind::WriteZero.into()))),
                Poll::Ready(Err(error)) => Poll::Ready(Err(TransportError::io(&error))),
                other => other.map_err(|error| TransportError::io(&error)),
            },
            #[cfg(feature = "tls")]
            Self::Tls(stream) => stream.poll_write_vectored(cx, slices),
        }
    }

    /// Moves on what was taken and has not left yet.
    pub(super) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        match self {
            // Plain TCP keeps nothing back.
            Self::Plain(_) => {
                let _ = cx;
                Poll::Ready(Ok(()))
            }
            #[cfg(feature = "tls")]
            Self::Tls(stream) => stream.poll_flush(cx),
        }
    }

    /// Reads what has come; 0 is the end of the stream.
    pub(super) fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<Result<usize, TransportError>> {
        match self {
            Self::Plain(stream) => {
                let mut read = ReadBuf::new(buffer);
                let poll = Pin::new(stream).poll_read(cx, &mut read);
                poll.map_ok(|()| read.filled().len()).map_err(|error| TransportError::io(&error))
            }
            #[cfg(feature = "tls")]
            Self::Tls(stream) => stream.poll_read(cx, buffer),
        }
    }
}

impl TransportError {
    pub(super) fn io(error: &io::Error) -> Self {
        Self::Network(describe(error))
    }
}

impl From<TlsError> for TransportError {
    fn from(error: TlsError) -> Self {
        Self::Tls(error)
    }
}

async fn connect(host: &str, port: u16) -> Result<TcpStream, TransportError> {
    let addresses = lookup_host((host, port)).await.map_err(|error| {
        TransportError::Network(format!("host name cannot be resolved: {}", describe(&error)))
    })?;
    let mut failure = "the host name has no address".to_owned();
    // Who calls knows host and port; which of a name's addresses it was is news.
    let is_name = host.parse::<IpAddr>().is_err();
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                // Requests are written whole; waiting for more bytes would only delay them.
                stream.set_nodelay(true).map_err(|error| TransportError::io(&error))?;
                return Ok(stream);
            }
            Err(error) if is_name => failure = format!("{}: {}", address.ip(), describe(&error)),
            Err(error) => failure = describe(&error),
        }
    }
    Err(TransportError::Network(failure))
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
