//! Passwords and keys are seen nowhere (I36, L38).

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use kafka_net::driver::{Client, TlsConnector};
use kafka_net::{NetConfig, TlsConfig};
use rustls::version::{TLS12, TLS13};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::pki::Authority;
use crate::server::{Server, mutual};

/// Writes down every event of every level.
#[derive(Clone, Default)]
struct Everything(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut text = self.0.lock().unwrap();
        text.push('\n');
        event.record(&mut Line(&mut text));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// L38, I36.
#[tokio::test]
async fn no_secret_is_in_debug_errors_or_traces() {
    let authority = Authority::new("ours");
    let leaf = authority.issue(|_| ());
    let canary = "canary-of-the-key-password";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.pem");
    std::fs::write(&path, format!("{}{}", leaf.encrypted_key_pem(canary), leaf.pem)).unwrap();
    let mut by_file = TlsConfig::new();
    by_file.truststore_certificates = Some(authority.pem.clone().into());
    by_file.keystore_location = Some(path);
    by_file.key_password = Some(canary.to_owned().into());
    let mut by_text = TlsConfig::new();
    by_text.truststore_certificates = Some(authority.pem.clone().into());
    by_text.keystore_key = Some(leaf.key_pem.clone().into());
    by_text.keystore_certificate_chain = Some(leaf.pem.clone().into());

    let log = Everything::default();
    // For the whole process: the other tests have secrets too.
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let mut seen = String::new();
    for tls in [by_file, by_text] {
        let server = Server::tls(mutual(&leaf, &authority, &[&TLS12, &TLS13]), true);
        let connector = TlsConnector::new(&tls).unwrap();
        let mut net = NetConfig::new(&format!("localhost:{}", server.port)).unwrap();
        net.tls = Some(Arc::new(tls.clone()));
        write!(seen, "{tls:?} {connector:?} {net:?}").unwrap();
        let error = Client::connect(net).await.unwrap_err();
        write!(seen, "{error} {error:?}").unwrap();
        assert!(!server.saw.await.unwrap().is_empty());
        let mut wrong = tls;
        wrong.key_password = Some("canary-that-is-wrong".to_owned().into());
        wrong.keystore_key = Some(leaf.encrypted_key_pem(canary).into());
        write!(seen, "{:?}", wrong.validate()).unwrap();
    }
    let log = log.0.lock().unwrap().clone();
    assert!(log.contains("TLS agreed") && log.contains("suite="), "the log is empty: {log}");
    seen.push_str(&log);

    let key_lines = leaf.key_pem.lines().filter(|line| line.len() > 20 && !line.starts_with('-'));
    for secret in key_lines.chain(["canary", "BEGIN"]) {
        assert!(!seen.contains(secret), "{secret} in {seen}");
    }
}
