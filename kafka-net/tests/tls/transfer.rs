//! Bytes over TLS, both ways.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

use bytes::Bytes;
use kafka_net::driver::{SocketEvent, Sockets, TlsConnector};
use kafka_net::{ConnectionId, TlsConfig, Transmit};
use kafka_protocol::wire::Segments;
use rustls::version::{TLS12, TLS13};
use rustls::{ServerConfig, ServerConnection, SupportedProtocolVersion};

use crate::pki::Authority;
use crate::server::{Instead, Server, after_connecting, config, open};

/// Sends back everything, and counts the records it came in: its last bytes tell.
fn echo(listener: TcpListener, config: Arc<ServerConfig>, total: usize) -> Server {
    Server::on(listener, move |mut stream, _| {
        let mut session = ServerConnection::new(config).unwrap();
        let mut tls = rustls::Stream::new(&mut session, &mut stream);
        let mut bytes = vec![0; total];
        tls.read_exact(&mut bytes).unwrap();
        tls.write_all(&bytes).unwrap();
        session.send_close_notify();
        while session.wants_write() {
            session.write_tls(&mut stream).unwrap();
        }
        bytes
    })
}

async fn round_trip(address: &str, versions: &[&'static SupportedProtocolVersion], pieces: &[Bytes]) {
    let authority = Authority::new("ours");
    let Ok(listener) = TcpListener::bind((address, 0)) else {
        // A machine without IPv6.
        assert_eq!(address, "::1");
        return;
    };
    let total = pieces.iter().map(Bytes::len).sum();
    let server = echo(listener, config(&authority.issue(|_| ()), versions), total);
    let mut tls = TlsConfig::new();
    tls.truststore_certificates = Some(authority.pem.into());
    let mut sockets = Sockets::with_tls(TlsConnector::new(&tls).unwrap());
    let connection = ConnectionId(1);
    open(&mut sockets, connection, address, server.port);
    assert!(matches!(after_connecting(&mut sockets).await, SocketEvent::Opened(id, _) if id == connection));
    sockets.apply(Transmit::Write { connection, segments: pieces.iter().cloned().collect::<Segments>() });
    let (mut written, mut received) = (0, Vec::new());
    loop {
        match sockets.next_event().await {
            SocketEvent::Written(_, n) => written += n,
            SocketEvent::Bytes(_, bytes) => received.extend_from_slice(bytes),
            SocketEvent::Closed(_, reason) => {
                assert_eq!(reason, None);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(written, total);
    assert!(received == pieces.concat(), "what came back differs");
    assert_eq!(server.saw.await.unwrap().len(), total);
}

#[tokio::test]
async fn small_pieces_and_large_ones_arrive_in_order() {
    let small: Vec<_> = (0..5_000).map(|n: u32| Bytes::from(vec![n as u8; 1 + n as usize % 37])).collect();
    let large: Vec<_> = (0..10).map(|n| Bytes::from(vec![n; 1024 * 1024])).collect();
    for versions in [&[&TLS12], &[&TLS13]] {
        round_trip("127.0.0.1", versions, &small).await;
        round_trip("127.0.0.1", versions, &large).await;
    }
}

#[tokio::test]
async fn the_loopback_of_ipv6_is_verified_by_its_address() {
    round_trip("::1", &[&TLS12, &TLS13], &[Bytes::from_static(b"ping")]).await;
}

/// Keeps everything that was read.
struct Tap {
    stream: TcpStream,
    raw: Vec<u8>,
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.stream.read(buffer)?;
        self.raw.extend_from_slice(&buffer[..len]);
        Ok(len)
    }
}

impl Write for Tap {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[tokio::test]
async fn many_slices_make_few_records() {
    let authority = Authority::new("ours");
    // TLS 1.2 shows the kinds of its records.
    let server_config = config(&authority.issue(|_| ()), &[&TLS12]);
    let server = Server::start(move |stream, _| {
        let mut session = ServerConnection::new(server_config).unwrap();
        let mut tap = Tap { stream, raw: Vec::new() };
        rustls::Stream::new(&mut session, &mut tap).read_exact(&mut vec![0; 40_000]).unwrap();
        tap.raw
    });
    let mut tls = TlsConfig::new();
    tls.truststore_certificates = Some(authority.pem.into());
    let mut sockets = Sockets::with_tls(TlsConnector::new(&tls).unwrap());
    let connection = ConnectionId(1);
    open(&mut sockets, connection, "localhost", server.port);
    assert!(matches!(after_connecting(&mut sockets).await, SocketEvent::Opened(id, _) if id == connection));
    let segments = (0..40).map(|n| Bytes::from(vec![n; 1_000])).collect::<Segments>();
    sockets.apply(Transmit::Write { connection, segments });
    let SocketEvent::Written(_, 40_000) = sockets.next_event().await else { panic!("all fit at once") };
    assert!(matches!(sockets.next_event().await, SocketEvent::Closed(..)));
    let raw = server.saw.await.unwrap();
    let (mut at, mut records) = (0, 0);
    while at + 5 <= raw.len() {
        records += usize::from(raw[at] == APPLICATION_DATA);
        at += 5 + usize::from(u16::from_be_bytes([raw[at + 3], raw[at + 4]]));
    }
    // One a slice would be 40.
    assert_eq!(records, 3);
}

#[tokio::test]
async fn what_tls_took_before_the_connection_broke_is_reported_as_written() {
    let authority = Authority::new("ours");
    let server_config = config(&authority.issue(|_| ()), &[&TLS12]);
    let server = Server::start(move |mut stream, reach| {
        let mut session = ServerConnection::new(server_config).unwrap();
        while session.is_handshaking() {
            session.complete_io(&mut stream).unwrap();
        }
        // Some of it is read, so that it has left for certain; then the socket is reset.
        let mut some = vec![0; 1_000];
        stream.read_exact(&mut some).unwrap();
        let _ = reach.send(());
        some
    });
    let mut tls = TlsConfig::new();
    tls.truststore_certificates = Some(authority.pem.into());
    let mut sockets = Sockets::with_tls(TlsConnector::new(&tls).unwrap());
    let connection = ConnectionId(1);
    open(&mut sockets, connection, "localhost", server.port);
    assert!(matches!(after_connecting(&mut sockets).await, SocketEvent::Opened(id, _) if id == connection));
    let segments = Segments::from(Bytes::from(vec![7; 64 * 1024 * 1024]));
    sockets.apply(Transmit::Write { connection, segments });
    let mut written = 0;
    loop {
        match sockets.next_event().await {
            SocketEvent::Written(_, n) => written += n,
            SocketEvent::Closed(_, reason) => {
                assert!(reason.is_some());
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(written >= 900, "{written}");
    assert!(written < 64 * 1024 * 1024, "{written}");
    server.saw.await.unwrap();
}

const APPLICATION_DATA: u8 = 0x17;

/// What follows may take until the setup timeout, and the turn of the other addresses depends on it.
///
/// R116.
#[tokio::test]
async fn the_address_that_took_the_connection_is_told_before_tls() {
    let server = Server::plain(false, Instead::Stall);
    let mut sockets = Sockets::with_tls(TlsConnector::new(&TlsConfig::new()).unwrap());
    let connection = ConnectionId(1);
    open(&mut sockets, connection, "localhost", server.port);
    let address = SocketAddr::from(([127, 0, 0, 1], server.port));
    assert_eq!(sockets.next_event().await, SocketEvent::Connected(connection, address));
    server.reached.await.unwrap();
    sockets.apply(Transmit::Close { connection });
    server.saw.await.unwrap();
}
