#[cfg(feature = "tls")]
use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use tokio::io::ReadBuf;

use super::dial::{Dial, Stream};
use super::race;
#[cfg(feature = "tls")]
use super::tls::{TlsConnector, TlsStream};
use crate::tls::TlsError;

/// What a connection runs over: TCP, plain or under TLS.
pub(super) enum Transport {
    Plain(Stream),
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
#[derive(Clone)]
pub(super) struct Opener {
    pub(super) dialer: Arc<dyn Dial>,
    #[cfg(feature = "tls")]
    pub(super) tls: Option<TlsConnector>,
}

impl Opener {
    /// Connects to one of the addresses, and shakes hands where there is TLS. Which address it is stands in `reached` from the
    /// connection on, at the latest when this is pending for the handshake.
    pub(super) async fn open(
        self,
        host: Arc<str>,
        addresses: Vec<SocketAddr>,
        reached: Arc<OnceLock<SocketAddr>>,
    ) -> Result<(Transport, SocketAddr), TransportError> {
        // What is wrong with name or certificates is told even when nobody listens.
        #[cfg(feature = "tls")]
        let session = match &self.tls {
            Some(connector) => Some(connector.session(&host).await?),
            None => None,
        };
        let connecting = race::connect(self.dialer, Arc::clone(&host), addresses);
        let (stream, address) = connecting.await.map_err(TransportError::Network)?;
        // Set once, here.
        let _ = reached.set(address);
        #[cfg(feature = "tls")]
        if let Some(session) = session {
            // The address is told even if the handshake fails at once.
            pause().await;
            let stream = TlsStream::connect(stream, session, host).await?;
            return Ok((Transport::Tls(Box::new(stream)), address));
        }
        Ok((Transport::Plain(stream), address))
    }
}

/// Is pending once.
#[cfg(feature = "tls")]
async fn pause() {
    let mut paused = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Transport {
    /// Takes bytes to write. What was taken counts as written, even if the transport breaks afterwards: it may have left.
    pub(super) fn poll_write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize, TransportError>> {
        match self {
            Self::Plain(stream) => match stream.poll_write_vectored(cx, slices) {
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
            Self::Plain(stream) => stream.poll_flush(cx).map_err(|error| TransportError::io(&error)),
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
                let poll = stream.poll_read(cx, &mut read);
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

/// The error in words that do not differ between systems, where there are such.
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "connection refused".to_owned(),
        io::ErrorKind::ConnectionReset => "connection reset by the other side".to_owned(),
        io::ErrorKind::TimedOut => "timed out".to_owned(),
        io::ErrorKind::BrokenPipe => "closed by the other side while writing".to_owned(),
        _ => error.to_string(),
    }
}
