//! Listeners that want to know who calls.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use kafka_fake::{
    ClusterConfig, Fault, FaultRule, KafkaVersion, Output, SaslConfig, SaslMechanism, WireFault,
};
use kafka_protocol::messages::{
    ApiVersionsRequest, MetadataRequest, SaslAuthenticateRequest, SaslAuthenticateResponse,
    SaslHandshakeRequest, SaslHandshakeResponse,
};
use kafka_protocol::{ApiKey, ErrorCode, decode_response};
use sha2::{Digest, Sha256};

use crate::client::*;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

fn config() -> SaslConfig {
    SaslConfig::all().user("alice", "secret").user("bob", "other").token("tok.en").session_lifetime(MINUTE)
}

fn client() -> Client {
    Client::new(ClusterConfig::default().sasl(config()))
}

impl Client {
    fn handshake(&mut self, version: i16, mechanism: &'static str) -> SaslHandshakeResponse {
        self.call(version, &SaslHandshakeRequest { mechanism: mechanism.into() })
    }

    fn authenticate(&mut self, message: impl AsRef<[u8]>) -> SaslAuthenticateResponse {
        let auth_bytes = Bytes::copy_from_slice(message.as_ref());
        self.call(2, &SaslAuthenticateRequest { auth_bytes, ..Default::default() })
    }

    /// The answer that comes before the connection is closed.
    fn last_words(&mut self, message: impl AsRef<[u8]>) -> SaslAuthenticateResponse {
        let auth_bytes = Bytes::copy_from_slice(message.as_ref());
        self.send(2, &SaslAuthenticateRequest { auth_bytes, ..Default::default() });
        let outputs = self.outputs();
        let [Output::Send { segments, .. }, Output::Close { .. }] = outputs.as_slice() else {
            panic!("{outputs:?}")
        };
        decode_response::<SaslAuthenticateRequest>(2, &segments.to_bytes().slice(4..)).unwrap().1
    }

    fn log_in(&mut self) {
        assert_eq!(self.handshake(1, "PLAIN").error_code, 0);
        assert_eq!(self.authenticate("\0alice\0secret").error_code, 0);
    }

    fn metadata(&mut self) -> usize {
        self.call(12, &MetadataRequest { topics: None, ..Default::default() }).topics.len()
    }
}

#[test]
fn a_client_shows_who_it_is_and_is_served() {
    let mut client = client();
    let versions = client.call(0, &ApiVersionsRequest::default());
    let listed: Vec<i16> = versions.api_keys.iter().map(|api| api.api_key).collect();
    assert!(listed.contains(&17) && listed.contains(&36));
    let response = client.handshake(1, "PLAIN");
    assert_eq!(response.error_code, 0);
    assert!(response.mechanisms.iter().any(|name| name.as_str() == "SCRAM-SHA-512"));
    let response = client.authenticate("\0alice\0secret");
    assert_eq!((response.error_code, response.session_lifetime_ms), (0, 60_000));
    assert!(response.auth_bytes.is_empty());
    assert_eq!(client.metadata(), 1);
    assert_eq!(client.call(0, &ApiVersionsRequest::default()).error_code, 0);
}

/// L40.
#[test]
fn nothing_is_served_before() {
    for before in 0..2 {
        let mut client = client();
        if before == 1 {
            client.call(0, &ApiVersionsRequest::default());
        }
        client.send(12, &MetadataRequest::default());
        assert!(client.closed().contains("before the client has authenticated"));
    }
    let mut client = client();
    client.send(PRODUCE, &produce("t", 0, batch(&["a"])));
    client.closed();
    assert_eq!(client.end_offset(0), 0);
    // ApiVersions is answered once, as Kafka does.
    client.connect(1);
    client.call(0, &ApiVersionsRequest::default());
    client.send(0, &ApiVersionsRequest::default());
    client.closed();
    client.connect(1);
    client.send(1, &SaslAuthenticateRequest::default());
    client.closed();
}

#[test]
fn a_mechanism_that_is_not_offered_is_told_and_the_connection_closed() {
    let mut client =
        Client::new(ClusterConfig::default().sasl(SaslConfig::new(SaslMechanism::Plain).user("a", "b")));
    client.send(1, &SaslHandshakeRequest { mechanism: "GSSAPI".into() });
    let outputs = client.outputs();
    let [Output::Send { segments, .. }, Output::Close { .. }] = outputs.as_slice() else {
        panic!("{outputs:?}")
    };
    let response = decode_response::<SaslHandshakeRequest>(1, &segments.to_bytes().slice(4..)).unwrap().1;
    assert_eq!(response.error_code, ErrorCode::UNSUPPORTED_SASL_MECHANISM.0);
    let names: Vec<&str> = response.mechanisms.iter().map(kafka_protocol::wire::StrBytes::as_str).collect();
    assert_eq!(names, ["PLAIN"]);
}

#[test]
fn refusals_of_plain_are_in_kafkas_words() {
    for (message, words) in [
        ("\0alice\0wrong", "Authentication failed: Invalid username or password"),
        ("\0carol\0secret", "Authentication failed: Invalid username or password"),
        ("\0\0secret", "Authentication failed: username not specified"),
        ("\0alice\0", "Authentication failed: password not specified"),
        ("bob\0alice\0secret", "different from username"),
        ("alice", "due to invalid credentials with SASL mechanism PLAIN"),
        ("\0alice\0secret\0", "due to invalid credentials with SASL mechanism PLAIN"),
    ] {
        let mut client = client();
        client.handshake(1, "PLAIN");
        let response = client.last_words(message);
        assert_eq!(response.error_code, ErrorCode::SASL_AUTHENTICATION_FAILED.0);
        let told = response.error_message.unwrap();
        assert!(told.contains(words), "{message:?}: {told}");
    }
}

fn mac(key: &[u8], data: &str) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(data).finalize().into_bytes().to_vec()
}

/// The last message of SCRAM-SHA-256, and the answer to expect.
fn proof(server_first: &str, password: &str, name: &str) -> (String, String) {
    proof_of(server_first, password, name, "")
}

/// As [`proof`], with something before the nonce that has to come back.
fn proof_of(server_first: &str, password: &str, name: &str, before: &str) -> (String, String) {
    let fields: Vec<&str> = server_first.split(',').map(|field| &field[2..]).collect();
    let mut salted = [0; 32];
    let (salt, iterations) = (STANDARD.decode(fields[1]).unwrap(), fields[2].parse().unwrap());
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, iterations, &mut salted);
    let without_proof = format!("c=biws,r={before}{}", fields[0]);
    let auth_message = format!("n={name},r=abc,{server_first},{without_proof}");
    let client_key = mac(&salted, "Client Key");
    let signature = mac(&Sha256::digest(&client_key), &auth_message);
    let proof: Vec<u8> = client_key.iter().zip(&signature).map(|(a, b)| a ^ b).collect();
    let verifier = mac(&mac(&salted, "Server Key"), &auth_message);
    (format!("{without_proof},p={}", STANDARD.encode(proof)), format!("v={}", STANDARD.encode(verifier)))
}

fn scram_first(client: &mut Client, name: &str) -> String {
    client.handshake(1, "SCRAM-SHA-256");
    let response = client.authenticate(format!("n,,n={name},r=abc"));
    assert_eq!((response.error_code, response.session_lifetime_ms), (0, 0));
    let first = String::from_utf8(response.auth_bytes.to_vec()).unwrap();
    assert!(first.starts_with("r=abc") && first.len() > 20 && first.ends_with(",i=4096"), "{first}");
    first
}

#[test]
fn scram_proves_the_password_both_ways() {
    let mut client = client();
    let first = scram_first(&mut client, "alice");
    let (last, expected) = proof(&first, "secret", "alice");
    let response = client.authenticate(last);
    assert_eq!((response.error_code, response.session_lifetime_ms), (0, 60_000));
    assert_eq!(response.auth_bytes, expected);
    assert_eq!(client.metadata(), 1);
}

#[test]
fn scram_refuses_without_saying_what_is_wrong() {
    let untold = "Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256";
    let mut client = client();
    let first = scram_first(&mut client, "alice");
    let (last, _) = proof(&first, "wrong", "alice");
    assert_eq!(client.last_words(last).error_message.unwrap(), untold);

    for message in
        ["n,,n=carol,r=abc", "y,,n=alice,r=abc", "n,,n=alice", "n,a=bob,n=alice,r=abc", "", "n,,n=alice,r="]
    {
        client.connect(1);
        client.handshake(1, "SCRAM-SHA-256");
        assert_eq!(client.last_words(message).error_message.unwrap(), untold, "{message}");
    }

    // CVE-2024-56128: a proof for another nonce.
    client.connect(1);
    let first = scram_first(&mut client, "alice");
    let (last, _) = proof(&first, "secret", "alice");
    let other = last.replacen("r=abc", "r=abd", 1);
    assert_eq!(client.last_words(other).error_message.unwrap(), untold);
}

/// Old releases of librdkafka send their own nonce twice, which brokers before 3.7 do not mind (CVE-2024-56128).
#[test]
fn the_nonce_of_the_last_message_is_checked_since_3_7() {
    for (release, taken) in [(KafkaVersion::V3_6, true), (KafkaVersion::V3_7, false)] {
        let mut client = Client::new(ClusterConfig::default().sasl(config()).as_version(release));
        let first = scram_first(&mut client, "alice");
        let (last, _) = proof_of(&first, "secret", "alice", "abc");
        let response = if taken { client.authenticate(last) } else { client.last_words(last) };
        assert_eq!(response.error_code == 0, taken, "{release}");
    }
}

#[test]
fn a_token_that_is_not_known_is_refused_after_its_acknowledgement() {
    let mut client = client();
    client.handshake(1, "OAUTHBEARER");
    let response = client.authenticate("n,,\u{1}auth=Bearer tok.en\u{1}ext=1\u{1}\u{1}");
    assert_eq!((response.error_code, response.auth_bytes.len()), (0, 0));
    assert_eq!(client.metadata(), 1);

    client.connect(1);
    client.handshake(1, "OAUTHBEARER");
    let response = client.authenticate("n,,\u{1}auth=Bearer wrong\u{1}\u{1}");
    assert_eq!(
        (response.error_code, response.auth_bytes),
        (0, Bytes::from_static(br#"{"status":"invalid_token"}"#))
    );
    assert_eq!(client.last_words("\u{1}").error_message.unwrap(), r#"{"status":"invalid_token"}"#);

    for message in [
        "",
        "n,,",
        "n,,\u{1}\u{1}",
        "p,,\u{1}auth=Bearer tok.en\u{1}\u{1}",
        "n,,\u{1}auth=Basic tok.en\u{1}\u{1}",
    ] {
        client.connect(1);
        client.handshake(1, "OAUTHBEARER");
        assert!(
            client.last_words(message).error_message.unwrap().contains("invalid credentials"),
            "{message:?}"
        );
    }
}

/// A message of the mechanism behind nothing but its length, and the frames that answer it.
fn token(client: &mut Client, message: &'static [u8]) -> Vec<Bytes> {
    client.send_frame(Bytes::from_static(message));
    let sent = |output: Output| match output {
        Output::Send { segments, .. } => segments.to_bytes(),
        other => panic!("{other:?}"),
    };
    client.outputs().into_iter().map(sent).collect()
}

#[test]
fn after_the_old_handshake_messages_come_without_headers() {
    let mut client = Client::new(ClusterConfig::default().sasl(config()).as_version(KafkaVersion::V0_11));
    assert_eq!(client.handshake(0, "PLAIN").error_code, 0);
    assert_eq!(token(&mut client, b"\0alice\0secret"), [Bytes::from_static(&[0; 4])]);
    client.call(4, &MetadataRequest { topics: None, ..Default::default() });

    client.connect(1);
    client.handshake(0, "PLAIN");
    client.send_frame(Bytes::from_static(b"\0alice\0wrong"));
    assert!(client.closed().contains("Invalid username or password"));
}

#[test]
fn other_requests_amid_an_exchange_are_illegal() {
    let mut client = client();
    client.handshake(1, "PLAIN");
    client.send(1, &SaslHandshakeRequest { mechanism: "PLAIN".into() });
    let outputs = client.outputs();
    let [Output::Send { segments, .. }, Output::Close { .. }] = outputs.as_slice() else {
        panic!("{outputs:?}")
    };
    let response = decode_response::<SaslHandshakeRequest>(1, &segments.to_bytes().slice(4..)).unwrap().1;
    assert_eq!(response.error_code, ErrorCode::ILLEGAL_SASL_STATE.0);
    client.connect(1);
    client.handshake(1, "PLAIN");
    client.send(12, &MetadataRequest::default());
    client.closed();
}

#[test]
fn sasl_that_nobody_asked_for_is_illegal() {
    let mut open = Client::new(ClusterConfig::default());
    assert_eq!(open.handshake(1, "PLAIN").error_code, ErrorCode::ILLEGAL_SASL_STATE.0);
    assert_eq!(open.authenticate("x").error_code, ErrorCode::ILLEGAL_SASL_STATE.0);
    assert_eq!(open.metadata(), 1, "and does no harm");

    let endless = SaslConfig::new(SaslMechanism::Plain).user("alice", "secret");
    let mut client = Client::new(ClusterConfig::default().sasl(endless));
    client.log_in();
    assert_eq!(client.handshake(1, "PLAIN").error_code, ErrorCode::ILLEGAL_SASL_STATE.0);
    assert_eq!(client.authenticate("x").error_code, ErrorCode::ILLEGAL_SASL_STATE.0);
}

#[test]
fn a_session_ends_unless_it_is_renewed() {
    let mut client = client();
    client.log_in();
    client.advance(MINUTE);
    client.metadata();
    client.advance(Duration::from_millis(1));
    client.send(12, &MetadataRequest::default());
    assert_eq!(client.closed(), "the session has expired");

    client.connect(1);
    client.log_in();
    for _ in 0..3 {
        client.advance(MINUTE + SECOND);
        client.log_in();
        assert_eq!(client.metadata(), 1);
    }
}

/// R124.
#[test]
fn a_renewal_comes_once_a_second_and_keeps_mechanism_and_principal() {
    let mut client = client();
    client.log_in();
    client.log_in();
    assert_eq!(client.handshake(1, "PLAIN").error_code, ErrorCode::ILLEGAL_SASL_STATE.0);
    client.advance(SECOND);
    client.handshake(1, "OAUTHBEARER");
    let told = client.last_words("n,,\u{1}auth=Bearer tok.en\u{1}\u{1}").error_message.unwrap();
    assert!(told.contains("not supported for re-authentication of mechanism 'PLAIN'"), "{told}");

    client.connect(1);
    client.log_in();
    client.handshake(1, "PLAIN");
    let told = client.last_words("\0bob\0other").error_message.unwrap();
    assert!(told.contains("Cannot change principals"), "{told}");
}

#[test]
fn nothing_else_is_served_amid_a_renewal() {
    let mut client = client();
    client.log_in();
    client.handshake(1, "PLAIN");
    client.send(12, &MetadataRequest::default());
    client.closed();
}

#[test]
fn faults_befall_answers_of_sasl_and_the_last_one_is_sent_whole() {
    let mut client = client();
    let rule = |fault| FaultRule::new(ApiKey::SASL_AUTHENTICATE, fault);
    client.cluster.control().add_fault(rule(Fault::Wire(WireFault::Trickle { bytes: 30, every: SECOND })));
    client.handshake(1, "PLAIN");
    client.send(
        2,
        &SaslAuthenticateRequest { auth_bytes: Bytes::from_static(b"\0alice\0wrong"), ..Default::default() },
    );
    let mut outputs = client.outputs();
    for _ in 0..10 {
        client.advance(SECOND);
        outputs.extend(client.outputs());
    }
    assert!(outputs.len() > 3 && matches!(outputs.last(), Some(Output::Close { .. })), "{outputs:?}");

    client.connect(1);
    client.cluster.control().add_fault(rule(Fault::Error(ErrorCode::SASL_AUTHENTICATION_FAILED)));
    client.handshake(1, "PLAIN");
    assert_eq!(client.last_words("\0alice\0secret").error_code, ErrorCode::SASL_AUTHENTICATION_FAILED.0);
}

#[test]
fn no_secret_is_in_debug_output() {
    let mut client = client();
    client.log_in();
    client.connect(1);
    client.handshake(1, "OAUTHBEARER");
    client.authenticate("n,,\u{1}auth=Bearer tok.en\u{1}\u{1}");
    client.connect(1);
    scram_first(&mut client, "alice");
    let shown = format!("{:?} {:?}", client.cluster, config());
    assert!(!shown.contains("secret") && !shown.contains("tok.en"), "{shown}");
}
