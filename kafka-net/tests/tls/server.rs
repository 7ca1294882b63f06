//! Servers that go wrong at a chosen point, each on a thread of its own for one connection.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use kafka_net::driver::{SocketEvent, Sockets};
use kafka_net::{ConnectionId, Transmit};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, SupportedProtocolVersion};
use tokio::sync::oneshot;

use crate::pki::{Authority, Leaf};

/// Has a connection opened to a server of this machine that goes by the name `host`.
pub(crate) fn open(sockets: &mut Sockets, connection: ConnectionId, host: &str, port: u16) {
    let ip = host.parse().unwrap_or(Ipv4Addr::LOCALHOST.into());
    let addresses = vec![SocketAddr::new(ip, port)];
    sockets.apply(Transmit::Open { connection, host: host.into(), port, addresses });
}

/// What comes of a connection that TCP carries already.
pub(crate) async fn after_connecting(sockets: &mut Sockets) -> SocketEvent<'_> {
    let event = sockets.next_event().await;
    assert!(matches!(event, SocketEvent::Connected(..)), "{event:?}");
    sockets.next_event().await
}

/// A server at work.
pub(crate) struct Server {
    pub(crate) port: u16,
    /// Ends when the server has come to the point where it goes wrong.
    pub(crate) reached: oneshot::Receiver<()>,
    /// The application bytes that it saw; fails when the server panicked.
    pub(crate) saw: oneshot::Receiver<Vec<u8>>,
}

/// What a server does in place of the rest of a handshake.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Instead {
    Close,
    Stall,
    Send(&'static [u8]),
}

impl Server {
    /// Accepts one connection on `127.0.0.1`.
    pub(crate) fn start(
        serve: impl FnOnce(TcpStream, oneshot::Sender<()>) -> Vec<u8> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        Self::on(listener, serve)
    }

    pub(crate) fn on(
        listener: TcpListener,
        serve: impl FnOnce(TcpStream, oneshot::Sender<()>) -> Vec<u8> + Send + 'static,
    ) -> Self {
        let port = listener.local_addr().unwrap().port();
        let (reach, reached) = oneshot::channel();
        let (tell, saw) = oneshot::channel();
        thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let _ = tell.send(serve(stream, reach));
        });
        Self { port, reached, saw }
    }

    /// Speaks TLS to the end of the handshake and reads until the first bytes; then hangs up, with or without saying so.
    pub(crate) fn tls(config: Arc<ServerConfig>, polite: bool) -> Self {
        Self::start(move |mut stream, reach| {
            let mut session = ServerConnection::new(config).unwrap();
            let mut saw = vec![0; 64];
            let read = rustls::Stream::new(&mut session, &mut stream).read(&mut saw);
            saw.truncate(read.unwrap_or(0));
            if polite {
                session.send_close_notify();
            }
            while session.wants_write() && session.write_tls(&mut stream).is_ok() {}
            let _ = reach.send(());
            end(&stream);
            saw
        })
    }

    /// Answers the client's first flight with `records` records of the handshake and `bytes` more of the next, then does
    /// something else.
    pub(crate) fn broken(config: Arc<ServerConfig>, records: usize, bytes: usize, instead: Instead) -> Self {
        Self::start(move |mut stream, reach| {
            let mut session = ServerConnection::new(config).unwrap();
            session.read_tls(&mut stream).unwrap();
            session.process_new_packets().unwrap();
            let mut flight = Vec::new();
            while session.wants_write() {
                session.write_tls(&mut flight).unwrap();
            }
            let mut end = 0;
            for _ in 0..records {
                assert!(end + 5 < flight.len(), "the flight has fewer than {records} records");
                end += 5 + usize::from(u16::from_be_bytes([flight[end + 3], flight[end + 4]]));
            }
            stream.write_all(&flight[..(end + bytes).min(flight.len())]).unwrap();
            finish(stream, reach, instead)
        })
    }

    /// Does it without TLS, once the client has spoken or at once.
    pub(crate) fn plain(after_hello: bool, instead: Instead) -> Self {
        Self::start(move |mut stream, reach| {
            if after_hello {
                let mut hello = [0; 1_024];
                assert!(stream.read(&mut hello).unwrap() > 0);
            }
            finish(stream, reach, instead)
        })
    }
}

fn finish(mut stream: TcpStream, reach: oneshot::Sender<()>, instead: Instead) -> Vec<u8> {
    if let Instead::Send(bytes) = instead {
        stream.write_all(bytes).unwrap();
    }
    let _ = reach.send(());
    match instead {
        // Until the client hangs up.
        Instead::Stall => drop(stream.read_to_end(&mut Vec::new())),
        Instead::Close | Instead::Send(_) => end(&stream),
    }
    Vec::new()
}

/// Ends the stream without a reset: what was sent arrives even if not all was read.
fn end(mut stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.read_to_end(&mut Vec::new());
}

/// A server that wants no client certificate.
pub(crate) fn config(leaf: &Leaf, versions: &[&'static SupportedProtocolVersion]) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
    Arc::new(builder.with_no_client_auth().with_single_cert(vec![leaf.der.clone()], leaf.key()).unwrap())
}

/// A server that wants a client certificate of the authority.
pub(crate) fn mutual(
    leaf: &Leaf,
    clients: &Authority,
    versions: &[&'static SupportedProtocolVersion],
) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(clients.der.clone()).unwrap();
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().unwrap();
    let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
    let builder = builder.with_client_cert_verifier(verifier);
    Arc::new(builder.with_single_cert(vec![leaf.der.clone()], leaf.key()).unwrap())
}

/// A server with one cipher suite.
pub(crate) fn of_suite(leaf: &Leaf, suite: rustls::SupportedCipherSuite) -> Arc<ServerConfig> {
    let mut provider = rustls::crypto::ring::default_provider();
    provider.cipher_suites = vec![suite];
    let builder =
        ServerConfig::builder_with_provider(Arc::new(provider)).with_safe_default_protocol_versions();
    let builder = builder.unwrap().with_no_client_auth();
    Arc::new(builder.with_single_cert(vec![leaf.der.clone()], leaf.key()).unwrap())
}
