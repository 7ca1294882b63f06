//! Sockets on the loopback interface, with the cluster's part played by the test.

use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::super::dial::{Dialing, Stream};
use super::*;

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

fn open(sockets: &mut Sockets, id: u64, host: &str, port: u16) -> ConnectionId {
    let connection = ConnectionId(id);
    let ip = host.parse().unwrap_or(Ipv4Addr::LOCALHOST.into());
    let addresses = vec![SocketAddr::new(ip, port)];
    sockets.apply(Transmit::Open { connection, host: host.into(), port, addresses });
    connection
}

fn resolve(sockets: &mut Sockets, id: u64, host: &str, canonical: bool) -> ConnectionId {
    let connection = ConnectionId(id);
    sockets.apply(Transmit::Resolve { connection, host: host.into(), port: 9092, canonical });
    connection
}

/// A write of many pieces, too long to be gathered into one.
fn pieces(count: usize, len: usize) -> Segments {
    (0..count).map(|n| Bytes::from(vec![n as u8; len])).collect()
}

#[tokio::test]
async fn bytes_go_both_ways() {
    let (listener, port) = listener().await;
    let mut sockets = Sockets::new();
    let connection = open(&mut sockets, 3, "127.0.0.1", port);
    assert!(matches!(sockets.next_event().await, SocketEvent::Opened(id, _) if id == connection));
    let (mut peer, _) = listener.accept().await.unwrap();
    sockets.apply(Transmit::Write { connection, segments: Segments::from(Bytes::from_static(b"ping")) });
    assert_eq!(sockets.next_event().await, SocketEvent::Written(connection, 4));
    let mut buffer = [0; 4];
    peer.read_exact(&mut buffer).await.unwrap();
    assert_eq!(&buffer, b"ping");
    peer.write_all(b"pong").await.unwrap();
    assert_eq!(sockets.next_event().await, SocketEvent::Bytes(connection, b"pong"));
    drop(peer);
    assert_eq!(sockets.next_event().await, SocketEvent::Closed(connection, None));
    assert!(sockets.is_empty());
}

#[tokio::test]
async fn more_pieces_than_one_call_takes_arrive_in_order() {
    let (listener, port) = listener().await;
    let mut sockets = Sockets::new();
    let connection = open(&mut sockets, 0, "127.0.0.1", port);
    assert!(matches!(sockets.next_event().await, SocketEvent::Opened(..)));
    let (mut peer, _) = listener.accept().await.unwrap();
    // Two requests, 8 MB in all: more than the socket buffers hold and more than 1,024 slices.
    for segments in [pieces(2_500, 2_000), pieces(10, 300_000)] {
        sockets.apply(Transmit::Write { connection, segments });
    }
    let total = 2_500 * 2_000 + 10 * 300_000;
    let reader = tokio::spawn(async move {
        let mut received = vec![0; total];
        peer.read_exact(&mut received).await.unwrap();
        received
    });
    let mut written = 0;
    while written < total {
        match sockets.next_event().await {
            SocketEvent::Written(_, n) => written += n,
            other => panic!("{other:?}"),
        }
    }
    let received = reader.await.unwrap();
    let expected: Vec<u8> =
        [pieces(2_500, 2_000), pieces(10, 300_000)].iter().flat_map(|s| s.to_bytes().to_vec()).collect();
    assert!(received == expected);
}

#[tokio::test]
async fn what_was_written_is_reported_before_the_end() {
    let (listener, port) = listener().await;
    let mut sockets = Sockets::new();
    let connection = open(&mut sockets, 0, "127.0.0.1", port);
    assert!(matches!(sockets.next_event().await, SocketEvent::Opened(..)));
    let (peer, _) = listener.accept().await.unwrap();
    sockets.apply(Transmit::Write { connection, segments: pieces(100, 1_000_000) });
    let SocketEvent::Written(_, n) = sockets.next_event().await else {
        panic!("a part of it fits the socket buffers")
    };
    assert!(n > 0 && n < 100_000_000);
    drop(peer);
    loop {
        match sockets.next_event().await {
            SocketEvent::Written(_, more) => assert!(more > 0),
            SocketEvent::Closed(id, reason) => {
                assert_eq!(id, connection);
                assert!(reason.is_some(), "cut off in the middle");
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(sockets.is_empty());
}

#[tokio::test]
async fn a_refused_connection_says_so_and_repeats_no_address() {
    let (listener, port) = listener().await;
    drop(listener);
    let mut sockets = Sockets::new();
    let connection = open(&mut sockets, 0, "127.0.0.1", port);
    let event = sockets.next_event().await;
    assert_eq!(event, SocketEvent::OpenFailed(connection, "connection refused".to_owned()));
    // Of a name, the address that it stands for is news.
    let connection = open(&mut sockets, 1, "localhost", port);
    let SocketEvent::OpenFailed(id, reason) = sockets.next_event().await else { panic!("nobody listens") };
    assert_eq!(id, connection);
    assert!(reason.ends_with(": connection refused") && !reason.contains(&port.to_string()), "{reason}");
    assert!(sockets.is_empty());
}

#[tokio::test]
async fn a_name_that_does_not_resolve_says_so() {
    let mut sockets = Sockets::new();
    // Too long for any resolver to ask a server about.
    resolve(&mut sockets, 0, &"x".repeat(300), false);
    match sockets.next_event().await {
        SocketEvent::OpenFailed(_, reason) => assert!(reason.contains("cannot be resolved"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_system_knows_the_addresses_of_this_machine() {
    let mut sockets = Sockets::new();
    for canonical in [false, true] {
        let connection = resolve(&mut sockets, 0, "localhost", canonical);
        let SocketEvent::Resolved(id, found) = sockets.next_event().await else { panic!("not resolved") };
        assert_eq!(id, connection);
        assert!(!found.is_empty());
        for one in found {
            assert!(one.address.ip().is_loopback() && one.address.port() == 9092, "{one:?}");
            assert_eq!(one.canonical_name.is_some(), canonical, "{one:?}");
        }
    }
}

/// What a program puts in place of the system's resolver and of TCP.
struct Own;

impl Resolve for Own {
    fn addresses(&self, host: Arc<str>, port: u16) -> Lookup<Vec<SocketAddr>> {
        assert_eq!(&*host, "broker.example");
        Box::pin(async move { Ok(vec![SocketAddr::from(([192, 0, 2, 1], port))]) })
    }

    fn canonical_name(&self, address: IpAddr) -> Lookup<String> {
        Box::pin(async move { Ok(format!("name-of-{address}")) })
    }
}

impl Dial for Own {
    fn dial(&self, host: &Arc<str>, address: SocketAddr) -> Dialing {
        assert_eq!((&**host, address.to_string().as_str()), ("broker.example", "192.0.2.1:9092"));
        let (near, mut far) = tokio::io::duplex(8);
        tokio::spawn(async move {
            let mut buffer = [0; 4];
            while far.read_exact(&mut buffer).await.is_ok() {
                far.write_all(&buffer).await.unwrap();
            }
        });
        Box::pin(async move { Ok(Stream::new(near)) })
    }
}

#[tokio::test]
async fn names_and_streams_may_be_a_programs_own() {
    let mut sockets = Sockets::new().with_resolver(Arc::new(Own)).with_dialer(Arc::new(Own));
    let connection = resolve(&mut sockets, 5, "broker.example", true);
    let SocketEvent::Resolved(_, found) = sockets.next_event().await else { panic!("not resolved") };
    assert_eq!(found[0].canonical_name.as_deref(), Some("name-of-192.0.2.1"));
    let addresses = found.iter().map(|one| one.address).collect();
    sockets.apply(Transmit::Open { connection, host: "broker.example".into(), port: 9092, addresses });
    assert!(matches!(sockets.next_event().await, SocketEvent::Opened(id, _) if id == connection));
    sockets.apply(Transmit::Write { connection, segments: pieces(2, 2) });
    assert_eq!(sockets.next_event().await, SocketEvent::Written(connection, 4));
    assert_eq!(sockets.next_event().await, SocketEvent::Bytes(connection, &[0, 0, 1, 1]));
}

#[tokio::test]
async fn sockets_are_as_the_configuration_wants_them() {
    let (listener, port) = listener().await;
    let mut config = NetConfig::new("a:1").unwrap();
    (config.send_buffer, config.receive_buffer, config.tcp_keepalive) = (Some(8_192), Some(16_384), true);
    let dialer = TcpDialer::new(&config);
    let socket = dialer.socket(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).unwrap();
    // Linux doubles what is asked for, for its own needs.
    assert!((8_192..=16_384).contains(&socket.send_buffer_size().unwrap()));
    assert!((16_384..=32_768).contains(&socket.recv_buffer_size().unwrap()));
    assert!(socket.keepalive().unwrap() && socket.nodelay().unwrap());
    (config.tcp_keepalive, config.tcp_nodelay) = (false, false);
    let socket = TcpDialer::new(&config).socket(listener.local_addr().unwrap()).unwrap();
    assert!(!socket.keepalive().unwrap() && !socket.nodelay().unwrap());
}

#[tokio::test]
async fn closing_drops_the_socket_without_a_report() {
    let (listener, port) = listener().await;
    let mut sockets = Sockets::new();
    let connection = open(&mut sockets, 0, "127.0.0.1", port);
    let pending = open(&mut sockets, 1, "127.0.0.1", port);
    sockets.apply(Transmit::Close { connection: pending });
    assert!(matches!(sockets.next_event().await, SocketEvent::Opened(id, _) if id == connection));
    let (mut peer, _) = listener.accept().await.unwrap();
    sockets.apply(Transmit::Close { connection });
    assert!(sockets.is_empty());
    assert_eq!(peer.read(&mut [0; 1]).await.unwrap(), 0, "the other side sees the end");
    let nothing = poll_fn(|cx| Poll::Ready(sockets.poll_event(cx).is_pending())).await;
    assert!(nothing);
    sockets.apply(Transmit::Write { connection, segments: pieces(1, 1) });
    assert!(poll_fn(|cx| Poll::Ready(sockets.poll_event(cx).is_pending())).await);
}

#[tokio::test]
async fn many_sockets_share_one_task() {
    let (listener, port) = listener().await;
    tokio::spawn(async move {
        loop {
            let (mut peer, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut buffer = [0; 64];
                while let Ok(n) = peer.read(&mut buffer).await
                    && n > 0
                {
                    peer.write_all(&buffer[..n]).await.unwrap();
                }
            });
        }
    });
    let mut sockets = Sockets::new();
    for id in 0..20 {
        open(&mut sockets, id, "localhost", port);
    }
    let mut echoed = [0; 20];
    while echoed.iter().any(|n| *n < 50) {
        match sockets.next_event().await {
            SocketEvent::Opened(connection, _) => {
                sockets.apply(Transmit::Write {
                    connection,
                    segments: Segments::from(Bytes::from_static(b"x")),
                });
            }
            SocketEvent::Bytes(connection, bytes) => {
                assert_eq!(bytes, b"x");
                echoed[connection.0 as usize] += 1;
                if echoed[connection.0 as usize] < 50 {
                    sockets.apply(Transmit::Write {
                        connection,
                        segments: Segments::from(Bytes::from_static(b"x")),
                    });
                }
            }
            SocketEvent::Written(_, n) => assert_eq!(n, 1),
            other => panic!("{other:?}"),
        }
    }
}
