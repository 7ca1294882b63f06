//! Connections that authenticate: order, refusals, renewal of the session, secrets.

use kafka_protocol::CorrelationId;
use kafka_protocol::messages::{
    SaslAuthenticateRequest, SaslAuthenticateResponse, SaslHandshakeRequest, SaslHandshakeResponse,
};

use super::*;
use crate::sasl::{SaslConfig, SaslHandshakeVersion};

const CANARY: &str = "canary-4f1d";

fn plain() -> SaslConfig {
    let mut sasl = SaslConfig::plain("alice", CANARY);
    sasl.allow_plaintext_credentials = true;
    sasl
}

fn net(sasl: SaslConfig) -> Net {
    Net::with("one:9092", |config| config.sasl = Some(sasl.into()))
}

fn sasl_versions() -> ApiVersionsResponse {
    api_versions(&[(ApiKey::SASL_HANDSHAKE, 0, 1), (ApiKey::SASL_AUTHENTICATE, 0, 2)])
}

fn lasting(session_lifetime_ms: i64) -> SaslAuthenticateResponse {
    SaslAuthenticateResponse { session_lifetime_ms, ..SaslAuthenticateResponse::default() }
}

fn refusal() -> SaslAuthenticateResponse {
    SaslAuthenticateResponse {
        error_code: ErrorCode::SASL_AUTHENTICATION_FAILED.0,
        error_message: Some(text("Authentication failed: Invalid username or password")),
        ..SaslAuthenticateResponse::default()
    }
}

impl Net {
    /// Plays the broker up to the last message of the mechanism.
    fn shake_hands(&mut self, connection: ConnectionId) {
        self.respond(connection, ApiKey::SASL_HANDSHAKE, &SaslHandshakeResponse::default());
    }

    /// A connection that has authenticated with PLAIN, for a session of that length.
    fn authenticated(&mut self, session_lifetime_ms: i64) -> ConnectionId {
        let connection = self.accept();
        self.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
        self.shake_hands(connection);
        self.respond(connection, ApiKey::SASL_AUTHENTICATE, &lasting(session_lifetime_ms));
        self.respond(connection, ApiKey::API_VERSIONS, &api_versions(&usual_versions()));
        self.metadata(connection, &cluster_of(&[(1, "one")]));
        self.events.clear();
        connection
    }

    fn assert_no_canary(&self) {
        let shown = format!("{:?} {:#?} {:?} {}", self.cluster, self.cluster, self.events, self.last_error());
        assert!(!shown.contains(CANARY), "{shown}");
    }
}

/// R104, L40.
#[test]
fn nothing_but_sasl_leaves_before_both_sides_are_satisfied() {
    let mut net = net(plain());
    let connection = net.accept();
    net.assert_no_canary();
    let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
    assert_eq!(header.api_version, 0, "a broker may take what it cannot read for a token");
    net.send_response(connection, &header, &sasl_versions());
    let (header, body) = net.request(connection, ApiKey::SASL_HANDSHAKE);
    let request = decode_request_body::<SaslHandshakeRequest>(header.api_version, &body).unwrap();
    assert_eq!((header.api_version, &*request.mechanism), (1, "PLAIN"));
    net.assert_no_canary();
    net.send_response(connection, &header, &SaslHandshakeResponse::default());
    let (header, body) = net.request(connection, ApiKey::SASL_AUTHENTICATE);
    let request = decode_request_body::<SaslAuthenticateRequest>(header.api_version, &body).unwrap();
    assert_eq!(request.auth_bytes, format!("\0alice\0{CANARY}"));
    net.assert_no_canary();
    net.advance(Duration::from_secs(1));
    assert_eq!(net.pending(connection), 0, "nothing leaves before the answer");
    net.send_response(connection, &header, &lasting(0));
    let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
    assert_eq!(header.api_version, 4);
    assert!(!net.is_ready(-1));
    net.send_response(connection, &header, &api_versions(&usual_versions()));
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    assert!(net.is_ready(1));
    assert_eq!(net.credentials_wanted, 1);
    net.assert_no_canary();
}

/// R122.
#[test]
fn refused_credentials_end_the_connection_at_once_and_are_not_tried_again_soon() {
    let mut net = net(plain());
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
    net.shake_hands(connection);
    net.respond(connection, ApiKey::SASL_AUTHENTICATE, &refusal());
    assert_eq!(net.closed, [connection]);
    let error = net.cluster.last_error().unwrap();
    assert!(error.is_authentication() && !error.is_retriable());
    assert!(error.to_string().contains("Invalid username or password"), "{error}");
    net.assert_no_canary();
    assert!(net.opens.is_empty());
    // The longest delay is one second, give or take the jitter.
    net.advance(Duration::from_millis(790));
    assert!(net.opens.is_empty(), "{:?}", net.attempts);
    net.advance(Duration::from_millis(210));
    assert_eq!(net.opens.len(), 1);
    net.authenticated(0);
    assert_eq!(net.last_error(), "", "over once a connection has authenticated");
}

#[test]
fn a_mechanism_that_is_not_offered_is_a_refusal() {
    let mut net = net(plain());
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
    let response = SaslHandshakeResponse {
        error_code: ErrorCode::UNSUPPORTED_SASL_MECHANISM.0,
        mechanisms: vec![text("SCRAM-SHA-512")],
    };
    net.respond(connection, ApiKey::SASL_HANDSHAKE, &response);
    assert!(net.cluster.last_error().unwrap().is_authentication());
    assert!(net.last_error().contains("SCRAM-SHA-512"), "{}", net.last_error());
}

#[test]
fn a_listener_without_sasl_is_told_from_one_with_it() {
    let mut net = net(plain());
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &api_versions(&usual_versions()));
    assert!(net.last_error().contains("security.protocol"), "{}", net.last_error());
}

#[test]
fn credentials_that_are_refused_where_they_come_from_are_a_refusal() {
    let mut net = net(plain());
    net.credentials = Err(crate::sasl::CredentialError::Refused("invalid_client".to_owned()));
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
    assert_eq!(net.closed, [connection]);
    let error = net.cluster.last_error().unwrap();
    assert!(error.is_authentication() && !error.is_retriable());
    assert!(error.to_string().contains("invalid_client"), "{error}");
    net.advance(Duration::from_millis(790));
    assert!(net.opens.is_empty(), "{:?}", net.attempts);
}

#[test]
fn credentials_that_cannot_be_had_are_asked_for_again() {
    let mut net = net(plain());
    net.credentials = Err("the token endpoint\nis down".into());
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
    assert_eq!(net.closed, [connection]);
    let error = net.cluster.last_error().unwrap();
    assert!(error.is_retriable() && !error.is_authentication());
    assert!(error.to_string().contains("the token endpoint\\nis down"), "{error}");
    net.credentials = Ok(SaslCredentials::new(SaslSeed { nonce: [7; 24], unix_time: Duration::ZERO }));
    net.advance(Duration::from_millis(60));
    net.authenticated(0);
}

/// R115, L29.
#[test]
fn a_stall_in_any_phase_ends_with_the_setup_timeout() {
    for phase in 0..3 {
        let mut net = net(plain());
        let connection = net.accept();
        if phase > 0 {
            net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
        }
        if phase > 1 {
            net.shake_hands(connection);
        }
        net.advance(Duration::from_secs(7));
        assert!(net.closed.is_empty());
        net.advance(Duration::from_secs(5));
        assert_eq!(net.closed, [connection], "phase {phase}");
        let (_, error) = &net.lost()[0];
        assert!(error.as_ref().is_some_and(|e| e.contains("did not finish the authentication")), "{error:?}");
    }
}

/// R124, L37.
#[test]
fn a_session_is_renewed_between_its_requests() {
    let mut net = net(plain());
    let connection = net.authenticated(60_000);
    net.advance(Duration::from_secs(50));
    assert!(net.is_ready(1));
    net.send(1, 7).unwrap();
    // Between 51 and 57 s: new requests wait, the one in flight is answered first.
    net.advance(Duration::from_secs(8));
    assert!(!net.is_ready(1));
    assert_eq!((net.pending(connection), net.credentials_wanted), (1, 1));
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    assert_eq!(net.fates(), [(7, "answered")]);
    assert_eq!(net.credentials_wanted, 2);
    assert!(!net.is_ready(1));
    net.shake_hands(connection);
    net.respond(connection, ApiKey::SASL_AUTHENTICATE, &lasting(60_000));
    assert!(matches!(net.events.as_slice(), [Event::BrokerReady(BrokerId(1))]), "{:?}", net.events);
    assert!(net.is_ready(1));
    net.send(1, 8).unwrap();
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    net.advance(Duration::from_secs(50));
    assert_eq!(net.credentials_wanted, 2);
    net.advance(Duration::from_secs(8));
    assert_eq!(net.credentials_wanted, 3, "and again, with the new lifetime");
    net.assert_no_canary();
}

#[test]
fn a_refused_renewal_loses_the_connection_and_nothing_else() {
    let mut net = net(plain());
    let connection = net.authenticated(60_000);
    net.advance(Duration::from_secs(58));
    net.shake_hands(connection);
    net.respond(connection, ApiKey::SASL_AUTHENTICATE, &refusal());
    assert_eq!(net.closed, [connection]);
    assert!(net.cluster.last_error().unwrap().is_authentication());
    assert_eq!(net.lost().len(), 1);
}

#[test]
fn renewals_do_not_keep_an_unused_connection_open() {
    let mut net = Net::with("one:9092", |config| {
        config.sasl = Some(plain().into());
        config.connections_max_idle = Some(Duration::from_secs(100));
        config.metadata_max_age = Duration::from_hours(1);
    });
    let connection = net.authenticated(60_000);
    net.advance(Duration::from_secs(58));
    net.shake_hands(connection);
    net.respond(connection, ApiKey::SASL_AUTHENTICATE, &lasting(60_000));
    net.advance(Duration::from_secs(43));
    assert_eq!(net.closed, [connection]);
    assert_eq!(net.lost(), [(1, None)]);
}

#[test]
fn tokens_go_without_headers_when_the_old_handshake_is_asked_for() {
    let mut sasl = plain();
    sasl.handshake_version = SaslHandshakeVersion::V0;
    let mut net = net(sasl);
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &api_versions(&[(ApiKey::SASL_HANDSHAKE, 0, 0)]));
    let (header, _) = net.request(connection, ApiKey::SASL_HANDSHAKE);
    assert_eq!(header.api_version, 0);
    net.raw.clear();
    net.send_response(connection, &header, &SaslHandshakeResponse::default());
    let token = format!("\0alice\0{CANARY}");
    assert_eq!(net.raw, [&(token.len() as u32).to_be_bytes(), token.as_bytes()].concat());
    net.assert_no_canary();
    // The broker answers by an empty token.
    net.bytes(connection, &[0, 0]);
    net.bytes(connection, &[0, 0]);
    net.respond(connection, ApiKey::API_VERSIONS, &api_versions(&usual_versions()));
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    assert!(net.is_ready(1));
}

#[test]
fn bytes_that_nobody_asked_for_end_an_authentication() {
    let mut net = net(plain());
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
    let (header, _) = net.request(connection, ApiKey::SASL_HANDSHAKE);
    let answer = encode_response(
        ApiKey::SASL_HANDSHAKE,
        header.api_version,
        header.correlation_id,
        &SaslHandshakeResponse::default(),
    );
    let answer = answer.unwrap().to_bytes();
    net.bytes(connection, &[&answer[..], &answer].concat());
    assert!(net.last_error().contains("no request asked for"), "{}", net.last_error());
    assert_eq!(net.closed, [connection]);
}

/// L35, L36.
#[cfg(feature = "sasl-scram")]
#[test]
fn a_key_is_derived_once_for_all_connections() {
    let mut net = Net::with("one:9092,two:9092", |config| {
        config.sasl = Some(SaslConfig::scram_sha_256("alice", CANARY).into());
    });
    for attempt in 1..=2 {
        let connection = net.accept();
        net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
        net.shake_hands(connection);
        let (header, body) = net.request(connection, ApiKey::SASL_AUTHENTICATE);
        let request = decode_request_body::<SaslAuthenticateRequest>(header.api_version, &body).unwrap();
        let nonce = request.auth_bytes.rsplit(|byte| *byte == b'=').next().unwrap();
        let first = [b"r=", nonce, b"server,s=QSXCR+Q6sek8bf92,i=4096"].concat();
        let response = SaslAuthenticateResponse { auth_bytes: first.into(), ..lasting(0) };
        net.send_response(connection, &header, &response);
        assert_eq!(net.derived, 1, "attempt {attempt}");
        let (header, body) = net.request(connection, ApiKey::SASL_AUTHENTICATE);
        let request = decode_request_body::<SaslAuthenticateRequest>(header.api_version, &body).unwrap();
        assert!(request.auth_bytes.windows(3).any(|at| at == b",p="));
        net.assert_no_canary();
        // A broker that cannot prove that it knows the password is not trusted, whatever code it sends.
        net.send_response(connection, &header, &lasting(0));
        assert!(net.cluster.last_error().unwrap().is_authentication(), "{}", net.last_error());
        net.advance(Duration::from_secs(2));
    }
}

/// R117, R124.
#[test]
fn a_broker_that_throttles_has_that_much_longer_for_a_renewal() {
    let mut net = net(plain());
    let connection = net.authenticated(60_000);
    net.advance(Duration::from_secs(50));
    net.send(1, 7).unwrap();
    net.advance(Duration::from_secs(8));
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    // The renewal has begun with the answer that, as its caller sees only now, asks for quiet.
    assert_eq!(net.credentials_wanted, 2);
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::INIT_PRODUCER_ID, 4, 15_000));
    net.advance(Duration::from_secs(15));
    assert!(net.closed.is_empty(), "{:?}", net.lost());
    net.shake_hands(connection);
    net.respond(connection, ApiKey::SASL_AUTHENTICATE, &lasting(60_000));
    assert!(net.is_ready(1));
}

/// R124.
#[test]
fn metadata_waits_for_a_renewal_that_is_due() {
    let mut net = net(plain());
    let connection = net.authenticated(60_000);
    net.advance(Duration::from_secs(50));
    net.send(1, 7).unwrap();
    net.advance(Duration::from_secs(8));
    net.call(Cluster::request_update);
    net.advance(Duration::from_secs(1));
    assert_eq!(net.pending(connection), 1, "only what was in flight before");
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    net.shake_hands(connection);
    net.respond(connection, ApiKey::SASL_AUTHENTICATE, &lasting(60_000));
    net.metadata(connection, &cluster_of(&[(1, "one")]));
}

/// L16.
#[test]
fn an_answer_before_its_request_is_none() {
    let mut net = net(plain());
    let connection = net.accept();
    let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
    let versions = encode_response(ApiKey::API_VERSIONS, 0, header.correlation_id, &sasl_versions());
    net.bytes(connection, &versions.unwrap().to_bytes());
    let (header, _) = net.request(connection, ApiKey::SASL_HANDSHAKE);
    let (id, next) = (header.correlation_id, CorrelationId(header.correlation_id.0 + 1));
    let handshake = encode_response(ApiKey::SASL_HANDSHAKE, 1, id, &SaslHandshakeResponse::default());
    let done = encode_response(ApiKey::SASL_AUTHENTICATE, 2, next, &lasting(0));
    net.bytes(connection, &[handshake.unwrap().to_bytes(), done.unwrap().to_bytes()].concat());
    assert_eq!(net.closed, [connection]);
    assert!(net.last_error().contains("no request asked for"), "{}", net.last_error());
    assert_eq!(net.pending(connection), 0, "the password has not left");
}

/// R122.
#[test]
fn a_refusal_stays_the_cause_until_a_connection_has_authenticated() {
    let mut net = Net::with("one:9092,two:9092", |config| config.sasl = Some(plain().into()));
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &sasl_versions());
    net.shake_hands(connection);
    net.respond(connection, ApiKey::SASL_AUTHENTICATE, &refusal());
    while net.opens.is_empty() {
        net.advance(Duration::from_millis(100));
    }
    net.refuse();
    assert!(net.last_error().contains("Invalid username or password"), "{}", net.last_error());
}
