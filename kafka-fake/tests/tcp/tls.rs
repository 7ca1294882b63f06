//! Brokers under TLS, with a client of rustls.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use kafka_fake::{
    ClusterConfig, ConnectionFault, ConnectionRule, Fault, FaultRule, Foreign, TcpCluster, TlsListener,
    WireFault,
};
use kafka_protocol::messages::ApiVersionsRequest;
use kafka_protocol::{ApiKey, CorrelationId, decode_response, encode_request};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{PrivateKeyDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};

use super::Client;

/// Who is for localhost, signed by itself.
fn identity() -> CertifiedKey<rcgen::KeyPair> {
    generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

fn listener(identity: &CertifiedKey<rcgen::KeyPair>) -> TlsListener {
    TlsListener::from_pem(&identity.cert.pem(), &identity.signing_key.serialize_pem()).unwrap()
}

type Tls = StreamOwned<ClientConnection, TcpStream>;

fn connect(
    cluster: &TcpCluster,
    server: &CertifiedKey<rcgen::KeyPair>,
    client: Option<&CertifiedKey<rcgen::KeyPair>>,
    versions: &[&'static SupportedProtocolVersion],
) -> Tls {
    let mut roots = RootCertStore::empty();
    roots.add(server.cert.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
    let builder = builder.with_root_certificates(roots);
    let config = match client {
        None => builder.with_no_client_auth(),
        Some(client) => {
            let key = PrivateKeyDer::try_from(client.signing_key.serialize_der()).unwrap();
            builder.with_client_auth_cert(vec![client.cert.der().clone()], key).unwrap()
        }
    };
    let session =
        ClientConnection::new(Arc::new(config), ServerName::try_from("localhost").unwrap()).unwrap();
    let stream = TcpStream::connect(cluster.addresses()[0]).unwrap();
    // Only a bound for a test that has failed already.
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    StreamOwned::new(session, stream)
}

/// Asks for versions; how many were told.
fn ask(stream: &mut Tls) -> io::Result<usize> {
    let frame = encode_request(0, CorrelationId(1), None, &ApiVersionsRequest::default()).unwrap();
    stream.write_all(&frame.to_bytes())?;
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let mut frame = vec![0; usize::try_from(i32::from_be_bytes(length)).unwrap()];
    stream.read_exact(&mut frame)?;
    Ok(decode_response::<ApiVersionsRequest>(0, &frame.into()).unwrap().1.api_keys.len())
}

#[test]
fn requests_are_served_in_both_versions_of_tls() {
    let identity = identity();
    let cluster = TcpCluster::start_tls(ClusterConfig::default(), listener(&identity)).unwrap();
    for versions in [&[&TLS12], &[&TLS13]] {
        let mut stream = connect(&cluster, &identity, None, versions);
        for _ in 0..2 {
            assert_eq!(ask(&mut stream).unwrap(), 11);
        }
    }
}

#[test]
fn a_client_certificate_is_asked_for_where_it_is_wanted() {
    let (server, client, stranger) = (identity(), identity(), identity());
    let pem = (server.cert.pem(), server.signing_key.serialize_pem());
    let listener = TlsListener::for_clients_of(&client.cert.pem(), &pem.0, &pem.1).unwrap();
    let cluster = TcpCluster::start_tls(ClusterConfig::default(), listener).unwrap();
    for versions in [&[&TLS12], &[&TLS13]] {
        assert_eq!(ask(&mut connect(&cluster, &server, Some(&client), versions)).unwrap(), 11);
        for refused in [None, Some(&stranger)] {
            assert!(ask(&mut connect(&cluster, &server, refused, versions)).is_err());
        }
    }
}

#[test]
fn what_is_no_certificate_and_what_cannot_be_are_refused() {
    let identity = identity();
    assert!(TlsListener::from_pem(&identity.cert.pem(), "no key").is_err());
    assert!(TlsListener::from_pem("", &identity.signing_key.serialize_pem()).is_err());
    let sink = ClusterConfig::default().sink(true);
    let error = TcpCluster::start_tls(sink, listener(&identity)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}

#[test]
fn a_client_without_tls_is_told_by_an_alert() {
    let identity = identity();
    let cluster = TcpCluster::start_tls(ClusterConfig::default(), listener(&identity)).unwrap();
    let mut client = Client::connect(&cluster, 0);
    client.send(0, &ApiVersionsRequest::default());
    let mut alert = [0; 3];
    client.stream.read_exact(&mut alert).unwrap();
    assert_eq!(alert[..2], [21, 3]);
}

/// A cluster with this fault for its first connection.
fn struck(identity: &CertifiedKey<rcgen::KeyPair>, fault: ConnectionFault) -> TcpCluster {
    let cluster = TcpCluster::start_tls(ClusterConfig::default(), listener(identity)).unwrap();
    cluster.with_cluster(|cluster| cluster.control().add_connection_fault(ConnectionRule::new(fault)));
    cluster
}

#[test]
fn a_handshake_that_trickles_or_is_late_succeeds() {
    let identity = identity();
    let every = Duration::from_millis(1);
    for fault in
        [ConnectionFault::Tls(WireFault::Trickle { bytes: 50, every }), ConnectionFault::AcceptLater(every)]
    {
        let cluster = struck(&identity, fault);
        assert_eq!(ask(&mut connect(&cluster, &identity, None, &[&TLS13])).unwrap(), 11);
    }
}

/// L29, L31.
#[test]
fn a_handshake_breaks_off_as_told() {
    let identity = identity();
    for (fault, len, end) in [
        (ConnectionFault::Tls(WireFault::Cut(7)), 7, Ok(0)),
        (ConnectionFault::Tls(WireFault::HalfClose(7)), 7, Ok(0)),
        (ConnectionFault::Tls(WireFault::Reset(7)), 7, Err(ErrorKind::ConnectionReset)),
        (ConnectionFault::Tls(WireFault::Stall(7)), 7, Err(ErrorKind::WouldBlock)),
        (ConnectionFault::Tls(WireFault::Foreign(Foreign::Http)), 66, Ok(0)),
        (ConnectionFault::Foreign(Foreign::Ssh), 21, Err(ErrorKind::WouldBlock)),
        (ConnectionFault::NeverAccept, 0, Err(ErrorKind::WouldBlock)),
    ] {
        let cluster = struck(&identity, fault.clone());
        let mut stream = connect(&cluster, &identity, None, &[&TLS13]);
        // The client's first words, and then the bytes as they come.
        stream.conn.write_tls(&mut stream.sock).unwrap();
        let mut bytes = vec![0; len];
        stream.sock.read_exact(&mut bytes).unwrap();
        if end == Err(ErrorKind::WouldBlock) {
            stream.sock.set_nonblocking(true).unwrap();
        }
        let found = stream.sock.read(&mut [0]).map_err(|error| error.kind());
        assert_eq!(found, end, "{fault:?}");
    }
}

#[test]
fn faults_of_answers_befall_what_is_encrypted() {
    let identity = identity();
    let cluster = TcpCluster::start_tls(ClusterConfig::default(), listener(&identity)).unwrap();
    for fault in [WireFault::Cut(9), WireFault::HalfClose(9), WireFault::Reset(9)] {
        let rule = FaultRule::new(ApiKey::API_VERSIONS, Fault::Wire(fault));
        cluster.with_cluster(|cluster| cluster.control().add_fault(rule));
        assert!(ask(&mut connect(&cluster, &identity, None, &[&TLS13])).is_err());
    }
    let every = Duration::from_millis(1);
    let rule = FaultRule::new(ApiKey::API_VERSIONS, Fault::Wire(WireFault::Trickle { bytes: 9, every }));
    cluster.with_cluster(|cluster| cluster.control().add_fault(rule));
    assert_eq!(ask(&mut connect(&cluster, &identity, None, &[&TLS13])).unwrap(), 11);
}
