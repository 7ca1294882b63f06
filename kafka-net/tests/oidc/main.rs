//! Tokens from endpoints, good and hostile ones.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;
use std::time::Duration;

use kafka_net::driver::{CredentialSource, OidcTokenSource};
use kafka_net::{CredentialError, OidcConfig, SaslSeed, Secret, TlsConfig};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

mod endpoint;

use endpoint::{Endpoint, Script};

#[tokio::test]
async fn the_request_is_the_grant_of_the_client() {
    let endpoint = Endpoint::start(vec![good("abc")]);
    let mut config = config(&endpoint);
    config.scope = Some("kafka write".to_owned());
    assert_eq!(token(&source(config)).await, Ok("abc".to_owned()));
    let request = endpoint.requests().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /token?tenant=a HTTP/1.1\r\n"), "{head}");
    let head = head.to_lowercase();
    for line in [
        &format!("host: 127.0.0.1:{}", endpoint.port),
        // id:canary
        "authorization: basic awq6y2fuyxj5",
        "content-type: application/x-www-form-urlencoded",
        "accept: application/json",
    ] {
        assert!(head.lines().any(|found| found == line), "{line} is not in {head}");
    }
    assert_eq!(body, "grant_type=client_credentials&scope=kafka+write");
}

#[tokio::test]
async fn a_token_serves_all_connections_and_is_replaced_before_it_ends() {
    let endpoint = Endpoint::start(vec![answer("one", "2"), answer("two", "3600")]);
    let mut config = config(&endpoint);
    config.refresh_window_factor = 0.5;
    let source = source(config);
    let (a, b) = tokio::join!(token(&source), token(&source));
    assert_eq!((a.as_deref(), b.as_deref()), (Ok("one"), Ok("one")));
    assert_eq!(token(&source).await.as_deref(), Ok("one"));
    assert_eq!(endpoint.requests().len(), 1);
    // Nobody asks, and still there is a second request, after half of the first token's life.
    endpoint.wait_for(2).await;
    while token(&source).await.as_deref() != Ok("two") {
        tokio::task::yield_now().await;
    }
    assert_eq!(endpoint.requests().len(), 2);
}

/// L39.
#[tokio::test]
async fn a_token_that_has_ended_is_never_given_out() {
    let endpoint = Endpoint::start(vec![answer("short", "1"), Script::Answer(503, String::new())]);
    let mut config = config(&endpoint);
    config.patience = Duration::from_millis(50);
    let source = source(config);
    assert_eq!(token(&source).await.as_deref(), Ok("short"));
    let ended = loop {
        match token(&source).await {
            Ok(token) => assert_eq!(token, "short"),
            Err(error) => break error,
        }
        tokio::task::yield_now().await;
    };
    assert!(matches!(&ended, CredentialError::Unavailable(_)), "{ended:?}");
    assert!(token(&source).await.is_err(), "it does not come back");
}

/// L39.
#[tokio::test]
async fn failures_that_may_pass_are_tried_again() {
    let endpoint = Endpoint::start(vec![
        Script::Answer(500, "{}".to_owned()),
        Script::Answer(429, String::new()),
        Script::Raw(String::new()),
        Script::Raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"acc".to_owned()),
        good("abc"),
    ]);
    assert_eq!(token(&source(config(&endpoint))).await.as_deref(), Ok("abc"));
    assert_eq!(endpoint.requests().len(), 5);
}

/// L39.
#[tokio::test]
async fn what_stays_unreachable_is_told_with_its_cause_when_patience_is_over() {
    for (script, part) in [
        (Script::Answer(503, r#"{"error":"busy"}"#.to_owned()), "it answered 503: busy"),
        (Script::Hang, "it did not answer within 100 ms"),
        (Script::Trickle, "it did not answer within 100 ms"),
        (Script::Raw("nonsense\r\n\r\n".to_owned()), "the exchange failed"),
    ] {
        let endpoint = Endpoint::start(vec![script]);
        let mut config = config(&endpoint);
        (config.read_timeout, config.patience) = (Duration::from_millis(100), Duration::from_millis(400));
        let error = token(&source(config)).await.expect_err(part);
        assert!(matches!(&error, CredentialError::Unavailable(reason) if reason.contains(part)), "{error:?}");
    }
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let mut config = OidcConfig::new(format!("http://{free}/"), "id", "canary");
    (config.allow_plaintext_endpoint, config.patience) = (true, Duration::from_millis(100));
    let error = token(&source(config)).await.expect_err("nobody listens");
    assert!(error.to_string().contains("connection refused"), "{error:?}");
}

/// L39.
#[tokio::test]
async fn what_cannot_pass_is_told_at_once_and_not_tried_again_soon() {
    let elsewhere = Endpoint::start(vec![good("stolen")]);
    let redirect = |status| {
        format!("HTTP/1.1 {status} Moved\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", elsewhere.url())
    };
    let echo = r#"{"error":"invalid_client","error_description":"canary is wrong"}"#;
    for (script, part) in [
        (Script::Answer(401, echo.to_owned()), "401: invalid_client: [secret] is wrong"),
        (Script::Answer(404, "<html>".to_owned()), "it answered 404"),
        (Script::Raw(redirect(302)), "a redirect, which is not followed"),
        (Script::Raw(redirect(307)), "a redirect, which is not followed"),
        (Script::Answer(204, String::new()), "it answered 204"),
        (Script::Answer(200, "<html>".to_owned()), "not JSON"),
        (Script::Answer(200, "{}".to_owned()), "no access_token"),
        (answer("abc\\r\\nX: y", "60"), "characters"),
        (answer("abc", "-60"), "expired already"),
        (answer("abc", "null"), "tells when it expires"),
        (Script::Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), "longer than 65536"),
        (Script::Endless("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n"), "longer than 65536"),
        (Script::Endless("HTTP/1.1 200 OK\r\n\r\n"), "longer than 65536"),
    ] {
        let endpoint = Endpoint::start(vec![script]);
        let source = source(config(&endpoint));
        for _ in 0..3 {
            let error = token(&source).await.expect_err(part);
            assert!(matches!(&error, CredentialError::Refused(reason) if reason.contains(part)), "{error:?}");
            assert!(!format!("{error} {error:?} {source:?}").contains("canary"), "{error}");
        }
        assert_eq!(endpoint.requests().len(), 1, "{part}");
    }
    assert_eq!(elsewhere.requests().len(), 0);
}

#[tokio::test]
async fn a_huge_life_is_not_believed_and_does_no_harm() {
    let endpoint = Endpoint::start(vec![answer("abc", "1e308")]);
    assert_eq!(token(&source(config(&endpoint))).await.as_deref(), Ok("abc"));
}

/// Tokens that end as they come are fetched with pauses, however many wait for a better one.
///
/// L39.
#[tokio::test]
async fn tokens_without_any_life_do_not_make_a_flood_of_requests() {
    let endpoint = Endpoint::start(vec![answer("abc", "1e-9")]);
    let mut config = config(&endpoint);
    (config.retry_backoff, config.patience) = (Duration::from_secs(3_600), Duration::from_millis(200));
    let source = source(config);
    assert!(token(&source).await.is_err());
    assert!(token(&source).await.is_err());
    assert_eq!(endpoint.requests().len(), 1);
}

#[tokio::test]
async fn an_endpoint_is_verified_by_the_authorities_that_are_configured() {
    let (authority, server) = certified();
    let endpoint = Endpoint::start_tls(vec![good("abc")], server);
    let mut config = OidcConfig::new(format!("https://127.0.0.1:{}/", endpoint.port), "id", "canary");
    let mut tls = TlsConfig::new();
    tls.truststore_certificates = Some(authority.into());
    // Those of the brokers, if it has none of its own.
    let source = OidcTokenSource::new(config.clone(), Some(&tls)).unwrap();
    assert_eq!(token(&source).await.as_deref(), Ok("abc"));

    let (stranger, _) = certified();
    let mut other = TlsConfig::new();
    other.truststore_certificates = Some(stranger.into());
    config.tls = Some(Arc::new(other));
    let source = OidcTokenSource::new(config, Some(&tls)).unwrap();
    let error = token(&source).await.expect_err("another authority");
    assert!(matches!(&error, CredentialError::Refused(reason) if reason.contains("authority")), "{error:?}");
    assert_eq!(endpoint.requests().len(), 1, "the secret has not left");
}

#[test]
fn a_source_outside_a_runtime_says_so() {
    let config = OidcConfig::new("https://login.example/", "id", "canary");
    let credentials = OidcTokenSource::new(config, None).unwrap().credentials(SEED);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert!(matches!(runtime.block_on(credentials), Err(CredentialError::Unavailable(_))));
}

const SEED: SaslSeed = SaslSeed { nonce: [7; 24], unix_time: Duration::ZERO };

/// What the next authentication would send.
async fn token(source: &OidcTokenSource) -> Result<String, CredentialError> {
    let credentials = source.credentials(SEED).await?;
    let token = credentials.oauth_token.as_ref().map(Secret::expose).unwrap_or_default();
    Ok(String::from_utf8_lossy(token).into_owned())
}

fn source(config: OidcConfig) -> OidcTokenSource {
    OidcTokenSource::new(config, None).unwrap()
}

fn config(endpoint: &Endpoint) -> OidcConfig {
    let mut config = OidcConfig::new(endpoint.url(), "id", "canary");
    config.allow_plaintext_endpoint = true;
    config.retry_backoff = Duration::from_millis(1);
    config
}

fn good(token: &str) -> Script {
    answer(token, "3600")
}

fn answer(token: &str, expires_in: &str) -> Script {
    let body = format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":{expires_in}}}"#);
    Script::Answer(200, body)
}

/// A new authority, and a server with a certificate of it.
fn certified() -> (String, Arc<ServerConfig>) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = params.self_signed(&key).unwrap();
    let issuer = rcgen::Issuer::new(params, key);
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let leaf = params.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key);
    (authority.pem(), Arc::new(server.unwrap()))
}
