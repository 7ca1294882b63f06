//! What SASL sends is in no log, at whatever level (L38).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kafka_net::driver::Client;
use kafka_net::{NetConfig, SaslConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down every event and span of every level, whoever it is from.
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
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Line(&mut self.0.lock().unwrap()));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Line(&mut self.0.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut text = self.0.lock().unwrap();
        text.push('\n');
        event.record(&mut Line(&mut text));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// The ways in which bytes come to be text.
fn forms(secret: &[u8]) -> Vec<String> {
    let hex = secret.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let list = format!("{secret:?}");
    let list = list[1..list.len() - 1].to_owned();
    let text = String::from_utf8_lossy(secret).into_owned();
    let bytes = format!("{:?}", bytes::Bytes::copy_from_slice(secret));
    let bytes = bytes[2..bytes.len() - 1].to_owned();
    vec![text, bytes, secret.escape_ascii().to_string(), hex, list]
}

fn leaked(log: &str, secrets: &[Vec<u8>]) -> Option<String> {
    secrets.iter().flat_map(|secret| forms(secret)).find(|form| log.contains(form))
}

/// L38.
#[tokio::test]
async fn nothing_that_sasl_sends_is_in_a_log_of_any_level() {
    let log = Everything::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    for sasl in [
        SaslConfig::plain("alice", CANARY),
        SaslConfig::scram_sha_256("alice", CANARY),
        SaslConfig::scram_sha_512("alice", CANARY),
        SaslConfig::oauth_bearer(CANARY),
    ] {
        let name = sasl.mechanism.name();
        log.0.lock().unwrap().clear();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let mut net = NetConfig::new(&listener.local_addr().unwrap().to_string()).unwrap();
        let mut sasl = sasl;
        sasl.allow_plaintext_credentials = true;
        net.request_timeout = Duration::from_secs(20);
        net.sasl = Some(sasl.into());
        let broker = tokio::spawn(async move { serve(listener.accept().await.unwrap().0, name).await });
        let error = Client::connect(net).await.expect_err("the broker hangs up");
        let mut secrets = broker.await.unwrap();
        assert!(secrets.len() > usize::from(name.starts_with("SCRAM")), "{name}: {}", secrets.len());
        secrets.push(CANARY.into());
        let text = format!("{}{error}{error:?}", log.0.lock().unwrap());
        assert!(text.contains("connecting") && text.contains("disconnected"), "the log is empty: {text}");
        assert_eq!(leaked(&text, &secrets), None, "{name}: {text}");

        // This would have found it.
        for secret in &secrets {
            tracing::trace!(bytes = ?bytes::Bytes::copy_from_slice(secret), "planted");
            assert!(leaked(&log.0.lock().unwrap(), std::slice::from_ref(secret)).is_some(), "{name}");
            log.0.lock().unwrap().clear();
            tracing::trace!(bytes = ?secret, "planted");
            assert!(leaked(&log.0.lock().unwrap(), std::slice::from_ref(secret)).is_some(), "{name}");
            log.0.lock().unwrap().clear();
        }
    }
}

/// A broker up to the end of the authentication; gives back what was secret of it.
async fn serve(mut stream: TcpStream, mechanism: &str) -> Vec<Vec<u8>> {
    let mut secrets = Vec::new();
    while let Ok(len) = stream.read_u32().await {
        let mut frame = vec![0; len as usize];
        stream.read_exact(&mut frame).await.unwrap();
        let api = i16::from_be_bytes([frame[0], frame[1]]);
        let mut answer = frame[4..8].to_vec();
        match api {
            // ApiVersions: itself, SaslHandshake, SaslAuthenticate and Metadata, in forms without tagged fields.
            18 => {
                answer.extend([0, 0, 0, 0, 0, 4]);
                for (api, max) in [(18u8, 0u8), (17, 1), (36, 1), (3, 8)] {
                    answer.extend([0, api, 0, 0, 0, max]);
                }
            }
            17 => {
                answer.extend([0, 0, 0, 0, 0, 1, 0, mechanism.len() as u8]);
                answer.extend(mechanism.as_bytes());
            }
            36 => {
                let client_id_len = i16::from_be_bytes([frame[8], frame[9]]).max(0) as usize;
                let message = frame[10 + client_id_len + 4..].to_vec();
                let reply = match std::str::from_utf8(&message).unwrap().split_once("r=") {
                    Some((_, nonce)) if secrets.is_empty() => {
                        format!("r={nonce}more,s=c2FsdHNhbHRzYWx0c2FsdA==,i=4096")
                    }
                    // No signature: this ends SCRAM. The others are satisfied with nothing.
                    Some(_) => "v=AAAA".to_owned(),
                    None => String::new(),
                };
                secrets.push(message);
                answer.extend([0, 0, 0xFF, 0xFF, 0, 0, 0, reply.len() as u8]);
                answer.extend(reply.as_bytes());
                answer.extend([0; 8]);
            }
            _ => break,
        }
        stream.write_u32(answer.len() as u32).await.unwrap();
        stream.write_all(&answer).await.unwrap();
    }
    secrets
}

const CANARY: &str = "canary-8f14e45f-canary-ceea167a";
