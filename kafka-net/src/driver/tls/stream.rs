use std::future::poll_fn;
use std::io::{self, IoSlice, Read, Write};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use rustls::{ClientConnection, Error};
use tokio::io::ReadBuf;

use crate::driver::dial::Stream;
use crate::driver::transport::TransportError;
use crate::tls::TlsError;

/// A TLS session over its socket.
///
/// The session is driven here and not by an adapter, because an adapter that meets a broken socket in the midst of a write
/// does not tell how much it had taken, and what was taken may have left.
pub(in crate::driver) struct TlsStream {
    socket: Stream,
    session: ClientConnection,
    host: Arc<str>,
    /// Whether the broker has sent anything under TLS. Until then an alert is its verdict on this client: with TLS 1.3 the
    /// client's side of the handshake is over before the broker has looked at the client's certificate.
    accepted: bool,
}

impl TlsStream {
    /// Shakes hands. Ends with the handshake; how long it may take is the caller's business (L29).
    pub(in crate::driver) async fn connect(
        socket: Stream,
        session: ClientConnection,
        host: Arc<str>,
    ) -> Result<Self, TransportError> {
        let mut stream = Self { socket, session, host, accepted: false };
        poll_fn(|cx| stream.poll_handshake(cx)).await?;
        tracing::debug!(
            host = &*stream.host,
            version = ?stream.session.protocol_version(),
            suite = ?stream.session.negotiated_cipher_suite().map(|suite| suite.suite()),
            "TLS agreed"
        );
        Ok(stream)
    }

    fn poll_handshake(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        loop {
            // What is to be written goes first, but a full socket must not keep us from reading.
            let flushed = self.poll_flush(cx)?;
            if !self.session.is_handshaking() {
                return flushed.map(Ok);
            }
            if ready!(self.poll_receive(cx))? == 0 {
                let reason = "closed by the other side during the TLS handshake; check that security.protocol SSL or SASL_SSL \
                              is that of the listener";
                return Poll::Ready(Err(TransportError::Network(reason.to_owned())));
            }
        }
    }

    /// Takes up to as many bytes as fit into the session's buffer. They are encrypted in records of full length, however
    /// short the slices.
    pub(in crate::driver) fn poll_write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize, TransportError>> {
        loop {
            match self.session.writer().write_vectored(slices) {
                Ok(0) => {}
                Ok(taken) => return Poll::Ready(Ok(taken)),
                Err(error) => return Poll::Ready(Err(TransportError::io(&error))),
            }
            ready!(self.poll_flush(cx))?;
        }
    }

    /// Writes what the session holds ready.
    pub(in crate::driver) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        while self.session.wants_write() {
            match self.session.write_tls(&mut Polled { socket: &mut self.socket, cx }) {
                Ok(0) => return Poll::Ready(Err(TransportError::io(&io::ErrorKind::WriteZero.into()))),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Poll::Pending,
                Err(error) => return Poll::Ready(Err(self.last_words(cx, &error))),
            }
        }
        self.socket.poll_flush(cx).map_err(|error| TransportError::io(&error))
    }

    /// Reads decrypted bytes; 0 is an end that the other side announced. An end that it did not announce is a failure: bytes
    /// may have been cut off (L31).
    pub(in crate::driver) fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<Result<usize, TransportError>> {
        loop {
            match self.session.reader().read(buffer) {
                Ok(n) => {
                    self.accepted |= n > 0;
                    return Poll::Ready(Ok(n));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    let reason = "cut off: the other side ended the connection without the close of TLS";
                    return Poll::Ready(Err(TransportError::Network(reason.to_owned())));
                }
                Err(error) => return Poll::Ready(Err(TransportError::io(&error))),
            }
            ready!(self.poll_receive(cx))?;
        }
    }

    /// Reads what the socket has and lets the session work on it; 0 at the socket's end.
    fn poll_receive(&mut self, cx: &mut Context<'_>) -> Poll<Result<usize, TransportError>> {
        let received = match self.session.read_tls(&mut Polled { socket: &mut self.socket, cx }) {
            Ok(received) => received,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Poll::Pending,
            Err(error) => return Poll::Ready(Err(TransportError::io(&error))),
        };
        if let Err(error) = self.session.process_new_packets() {
            // The alert that tells the other side why: as far as the socket takes it at once.
            let told = self.session.write_tls(&mut Polled { socket: &mut self.socket, cx });
            tracing::trace!(sent = told.is_ok(), "alert");
            return Poll::Ready(Err(self.failure(&error)));
        }
        // Answers of TLS itself, to a change of keys for example. If this breaks, the next write says so, after what was read.
        if !matches!(self.poll_flush(cx), Poll::Ready(Ok(()))) {
            tracing::trace!("an answer of TLS waits for the socket");
        }
        Poll::Ready(Ok(received))
    }

    /// When a write fails, the reason may lie in the receive buffer: who refuses sends an alert and hangs up.
    fn last_words(&mut self, cx: &mut Context<'_>, error: &io::Error) -> TransportError {
        while let Ok(1..) = self.session.read_tls(&mut Polled { socket: &mut self.socket, cx }) {
            if let Err(error) = self.session.process_new_packets() {
                return self.failure(&error);
            }
        }
        TransportError::io(error)
    }

    fn failure(&self, error: &Error) -> TransportError {
        let refused = matches!(error, Error::AlertReceived(_)) && !self.accepted;
        if refused || self.session.is_handshaking() {
            let spoke = self.session.protocol_version().is_some();
            return TlsError::from_rustls(error, &self.host, spoke).into();
        }
        TransportError::Network(format!("TLS failed: {error}"))
    }
}

impl Drop for TlsStream {
    /// Says good-bye if that costs no waiting, and nothing else is half way out.
    fn drop(&mut self) {
        if self.session.is_handshaking() || self.session.wants_write() {
            return;
        }
        self.session.send_close_notify();
        let mut cx = Context::from_waker(std::task::Waker::noop());
        let told = self.session.write_tls(&mut Polled { socket: &mut self.socket, cx: &mut cx });
        tracing::trace!(sent = told.is_ok(), "close of TLS");
    }
}

/// The socket as rustls wants it: where it would have to wait, the waker is registered and the call fails.
struct Polled<'a, 'b> {
    socket: &'a mut Stream,
    cx: &'a mut Context<'b>,
}

impl Read for Polled<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = ReadBuf::new(buffer);
        match self.socket.poll_read(self.cx, &mut read) {
            Poll::Ready(result) => result.map(|()| read.filled().len()),
            Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
        }
    }
}

impl Write for Polled<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, slices: &[IoSlice<'_>]) -> io::Result<usize> {
        match self.socket.poll_write_vectored(self.cx, slices) {
            Poll::Ready(result) => result,
            Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
