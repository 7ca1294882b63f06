//! Connections under TLS: who the brokers are, and the handshake with what befalls it.

use std::fmt;
use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use kafka_protocol::wire::Segments;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{VerifierBuilderError, WebPkiClientVerifier};
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::Sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::framed::{reset_on_close, write};
use super::hub::{Hub, Outgoing};
use crate::cluster::ConnId;
use crate::fault::{Shaped, Then, WireFault};

/// Who the brokers are under TLS 1.2 and 1.3, and whom they let in. With it,
/// [`TcpCluster::start_tls`](crate::TcpCluster::start_tls) listens.
#[derive(Clone)]
pub struct TlsListener {
    config: Arc<ServerConfig>,
}

/// Why certificates or keys cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsListenerError {
    /// The text is not PEM of what is wanted.
    #[error("no certificate or key in the PEM text: {0}")]
    Pem(#[from] pem::Error),
    /// Certificate and key cannot be used, alone or together.
    #[error("certificate or key cannot be used: {0}")]
    Identity(#[from] rustls::Error),
    /// Nobody could be let in.
    #[error("client authorities cannot be used: {0}")]
    Clients(#[from] VerifierBuilderError),
}

impl TlsListener {
    /// Brokers with this certificate, its chain after it, and its key; both as PEM.
    pub fn from_pem(chain: &str, key: &str) -> Result<Self, TlsListenerError> {
        let (chain, key) = parse(chain, key)?;
        Self::from_der(chain, key)
    }

    /// As [`from_pem`](Self::from_pem), with certificates and key as DER.
    pub fn from_der(
        chain: Vec<CertificateDer<'static>>,
        key: PrivateKeyDer<'static>,
    ) -> Result<Self, TlsListenerError> {
        let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?;
        Ok(Self { config: Arc::new(builder.with_no_client_auth().with_single_cert(chain, key)?) })
    }

    /// As [`from_pem`](Self::from_pem), for clients that show a certificate of one of these authorities
    /// (`ssl.client.auth=required`).
    pub fn for_clients_of(authorities: &str, chain: &str, key: &str) -> Result<Self, TlsListenerError> {
        let (chain, key) = parse(chain, key)?;
        let mut roots = RootCertStore::empty();
        for authority in CertificateDer::pem_slice_iter(authorities.as_bytes()) {
            roots.add(authority?)?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier =
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build()?;
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = builder.with_client_cert_verifier(verifier).with_single_cert(chain, key)?;
        Ok(Self { config: Arc::new(config) })
    }
}

fn parse(
    chain: &str,
    key: &str,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), TlsListenerError> {
    let chain = CertificateDer::pem_slice_iter(chain.as_bytes()).collect::<Result<_, _>>()?;
    Ok((chain, PrivateKeyDer::from_pem_slice(key.as_bytes())?))
}

impl fmt::Debug for TlsListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsListener").finish_non_exhaustive()
    }
}

/// Brings a connection to the end of its handshake; `None` when it has ended before.
pub(super) async fn accept(
    hub: &Hub,
    conn: ConnId,
    outgoing: &mut UnboundedReceiver<Outgoing>,
    mut socket: TcpStream,
    listener: &TlsListener,
) -> Option<TlsStream<Wire>> {
    while let Some(next) = before_handshake(hub, conn, outgoing).await? {
        match next {
            Outgoing::Send(segments) => write(&mut socket, segments).await.ok()?,
            Outgoing::Resume => {}
            Outgoing::HalfClose => return end(socket, Then::HalfClose, outgoing).await,
            Outgoing::Reset => return end(socket, Then::Reset, outgoing).await,
            Outgoing::Close => return None,
        }
    }
    let fault = hub.with(|cluster, _| cluster.take_tls_fault(conn));
    let mut wire = Wire { socket, left: usize::MAX, trickle: None };
    let then = match fault {
        None => Then::Nothing,
        Some((WireFault::Foreign(foreign), mut noise)) => {
            let Shaped { first, then } = foreign.speak(&mut noise);
            // Whoever it is, it has read what the client said first.
            wire.socket.readable().await.ok()?;
            write(&mut wire.socket, Segments::from(first)).await.ok()?;
            return end(wire.socket, then, outgoing).await;
        }
        Some((fault, mut noise)) => wire.befall(&fault, &mut noise),
    };
    let accepting = TlsAcceptor::from(Arc::clone(&listener.config)).accept(wire).into_fallible();
    tokio::pin!(accepting);
    let accepted = loop {
        tokio::select! {
            accepted = &mut accepting => break accepted,
            next = outgoing.recv() => match next {
                Some(Outgoing::Close | Outgoing::Reset) | None => return None,
                Some(_) => {}
            },
        }
    };
    match (accepted, then) {
        (Ok(mut stream), Then::Nothing) => {
            stream.get_mut().0.trickle = None;
            Some(stream)
        }
        (Ok(stream), then) => end(stream.into_inner().0.socket, then, outgoing).await,
        (Err((error, _)), Then::Nothing) => {
            tracing::info!(%conn, %error, "TLS handshake failed");
            None
        }
        (Err((_, wire)), then) => end(wire.socket, then, outgoing).await,
    }
}

/// What is to be done before the handshake begins: `Some(None)` when it may.
async fn before_handshake(
    hub: &Hub,
    conn: ConnId,
    outgoing: &mut UnboundedReceiver<Outgoing>,
) -> Option<Option<Outgoing>> {
    match outgoing.try_recv() {
        Ok(next) => Some(Some(next)),
        Err(_) if !hub.is_busy(conn) => Some(None),
        Err(_) => outgoing.recv().await.map(Some),
    }
}

/// Does what follows bytes that a fault befell, down to the end of the connection.
async fn end<T>(mut socket: TcpStream, then: Then, outgoing: &mut UnboundedReceiver<Outgoing>) -> Option<T> {
    match then {
        Then::Reset => reset_on_close(&socket),
        Then::HalfClose => {
            socket.shutdown().await.ok();
            let mut scratch = [0; 1024];
            loop {
                tokio::select! {
                    read = socket.read(&mut scratch) => if !matches!(read, Ok(1..)) { break },
                    next = outgoing.recv() => if is_end(next.as_ref()) { break },
                }
            }
        }
        Then::Silence => while !is_end(outgoing.recv().await.as_ref()) {},
        Then::Nothing | Then::Trickle(_) | Then::Close => {}
    }
    None
}

fn is_end(next: Option<&Outgoing>) -> bool {
    matches!(next, None | Some(Outgoing::Close | Outgoing::Reset))
}

/// A socket, and what befalls the bytes that TLS writes to it.
pub(super) struct Wire {
    pub(super) socket: TcpStream,
    /// Bytes that may leave; the next one fails.
    left: usize,
    trickle: Option<Pace>,
}

/// Bytes leave in pieces.
struct Pace {
    piece: usize,
    every: Duration,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    /// What is to follow once no more bytes may leave.
    fn befall(&mut self, fault: &WireFault, noise: &mut u64) -> Then {
        if let WireFault::Trickle { bytes, every } = fault {
            self.trickle = Some(Pace { piece: (*bytes).max(1), every: *every, pause: None });
            return Then::Nothing;
        }
        // Of more bytes than a handshake has, as many are left as the fault lets pass.
        let Shaped { first, then } = fault.strike(vec![0; MOST].into(), noise);
        self.left = first.len();
        then
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut len = bytes.len().min(self.left);
        if len == 0 && !bytes.is_empty() {
            return Poll::Ready(Err(io::Error::other("scripted fault")));
        }
        if let Some(pace) = &mut self.trickle {
            if let Some(pause) = &mut pace.pause {
                ready!(pause.as_mut().poll(cx));
            }
            pace.pause = Some(Box::pin(tokio::time::sleep(pace.every)));
            len = len.min(pace.piece);
        }
        let written =
            ready!(Pin::new(&mut self.socket).poll_write(cx, bytes.get(..len).unwrap_or_default()))?;
        self.left -= written;
        Poll::Ready(Ok(written))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let first = slices.iter().find(|slice| !slice.is_empty());
        self.poll_write(cx, first.map_or(&[][..], |slice| slice))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buffer)
    }
}

/// No handshake is longer.
const MOST: usize = 64 * 1024;
