//! Certificates that are replaced while the client runs.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use kafka_net::driver::{SocketEvent, Sockets, TlsConnector};
use kafka_net::{ConnectionId, TlsConfig, TlsError, Transmit};
use rustls::ServerConfig;
use rustls::version::{TLS12, TLS13};

use crate::pki::Authority;
use crate::server::{Server, after_connecting, config, open};

/// Opens a connection and says how that went.
async fn dial(sockets: &mut Sockets, server: &Arc<ServerConfig>) -> Result<(), TlsError> {
    let server = Server::tls(Arc::clone(server), true);
    let connection = ConnectionId(u64::from(server.port));
    open(sockets, connection, "localhost", server.port);
    let result = match after_connecting(sockets).await {
        SocketEvent::Opened(..) => Ok(()),
        SocketEvent::TlsFailed(_, error) => Err(error),
        other => panic!("{other:?}"),
    };
    sockets.apply(Transmit::Close { connection });
    server.saw.await.unwrap();
    result
}

#[tokio::test]
async fn replaced_certificates_are_used_by_new_connections() {
    let (old, new) = (Authority::new("old"), Authority::new("new"));
    let both = [&TLS12, &TLS13];
    let (old_server, new_server) = (config(&old.issue(|_| ()), &both), config(&new.issue(|_| ()), &both));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    fs::write(&path, &old.pem).unwrap();
    let mut tls = TlsConfig::new();
    tls.truststore_location = Some(path.clone());
    tokio::time::pause();
    let mut sockets = Sockets::with_tls(TlsConnector::new(&tls).unwrap());

    assert_eq!(dial(&mut sockets, &old_server).await, Ok(()));
    assert_eq!(dial(&mut sockets, &new_server).await, Err(TlsError::UnknownAuthority));

    // Not looked at again so soon.
    fs::write(&path, &new.pem).unwrap();
    assert_eq!(dial(&mut sockets, &old_server).await, Ok(()));
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(dial(&mut sockets, &new_server).await, Ok(()));
    assert_eq!(dial(&mut sockets, &old_server).await, Err(TlsError::UnknownAuthority));

    // What cannot be used, and what cannot be read, leaves everything as it was.
    for damage in [Some(&new.pem[..100]), Some(""), None] {
        match damage {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(dial(&mut sockets, &new_server).await, Ok(()));
    }
    fs::write(&path, &old.pem).unwrap();
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(dial(&mut sockets, &old_server).await, Ok(()));
}
