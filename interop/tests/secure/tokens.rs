//! OAUTHBEARER with tokens that the broker validates by a public key.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use interop::{Kcat, Result, TestCluster, is_long, samples, send_rows};
use kafka_net::driver::{Client, CredentialSource, Credentials};
use kafka_net::{NetConfig, NetError, SaslConfig, SaslCredentials, SaslMechanism, SaslSeed, Secret};
use kafka_producer::{Producer, ProducerConfig, ProducerRecord, SendAndWaitError, SendError};
use xtask::clock::Stopwatch;
use xtask::kafka::{AUDIENCE, ISSUER, Listener, TokenSigner, USER};

/// Records by one token, read back by kcat over the listener without SASL.
pub(crate) fn signed_tokens_are_taken(kafka: &TestCluster) -> Result<String> {
    let topic = "by-token";
    kafka.admin().create_topic(topic, 3, 1, &[])?;
    let token = signer(kafka)?.token(USER, ISSUER, AUDIENCE, 600)?;
    let config = ProducerConfig::builder(kafka.bootstrap_of(Listener::OauthBearer))
        .set("security.protocol", "SASL_SSL")?
        .set("ssl.truststore.location", &kafka.tls_file("ca.pem").display().to_string())?
        .set("sasl.mechanism", "OAUTHBEARER")?
        .set("sasl.oauthbearer.token", &token)?;
    let producer = Producer::new(config.build()?)?;
    let placed = send_rows(&producer, topic, &samples())?;
    producer.close_blocking(Duration::from_secs(30));
    assert_eq!(Kcat::new(kafka.bootstrap()).rows(topic)?, placed);
    Ok(format!("{} records", placed.len()))
}

/// A typed error from the client for tools and from the producer, after as few attempts as can be.
pub(crate) fn bad_tokens_are_refused_at_once(kafka: &TestCluster) -> Result<String> {
    let (signer, foreign) = (signer(kafka)?, TokenSigner::foreign()?);
    let bad = [
        ("expired", signer.token(USER, ISSUER, AUDIENCE, -600)?),
        ("signed by another key", foreign.token(USER, ISSUER, AUDIENCE, 600)?),
        ("for another audience", signer.token(USER, ISSUER, "elsewhere", 600)?),
        ("of another issuer", signer.token(USER, "https://elsewhere.example", AUDIENCE, 600)?),
        ("no token of JSON at all", "bm90aGluZw".to_owned()),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut slowest = Duration::ZERO;
    for (name, token) in &bad {
        let watch = Stopwatch::start();
        let source = Fixed::new(token);
        let connected = runtime.block_on(Client::connect_with_credentials(net(kafka)?, source.clone()));
        let error = connected.expect_err(name);
        assert!(
            matches!(&error, NetError::Authentication { .. }) && error.is_authentication(),
            "{name}: {error}"
        );
        assert!(!format!("{error} {error:?}").contains(token), "{name}");
        assert_eq!(source.asked(), 1, "{name}");

        let source = Fixed::new(token);
        let config = ProducerConfig::builder(kafka.bootstrap_of(Listener::OauthBearer));
        let config = config.tls(kafka.tls()).sasl(external()).build()?;
        let producer = Producer::builder(config).credentials(Arc::clone(&source)).start()?;
        let record = ProducerRecord::to("by-token").value(&b"v"[..]);
        let error = runtime.block_on(producer.send_and_wait(record)).expect_err(name);
        let typed = matches!(&error, SendAndWaitError::Send(SendError::Authentication { .. }));
        assert!(typed && error.to_string().contains("OAUTHBEARER"), "{name}: {error}");
        assert!(source.asked() <= 2, "{name}: {} attempts", source.asked());
        producer.close_blocking(Duration::from_secs(5));
        slowest = slowest.max(watch.elapsed());
    }
    // Far below max.block.ms.
    assert!(slowest < Duration::from_secs(20), "{slowest:?}");
    Ok(format!("{} refusals, each told by client and producer within {slowest:?}", bad.len()))
}

/// Records flow although each token ends after seconds.
pub(crate) fn from_a_source(kafka: &TestCluster) -> Result<String> {
    let topic = "by-many-tokens";
    kafka.admin().create_topic(topic, 1, 1, &[])?;
    let config = ProducerConfig::builder(kafka.bootstrap_of(Listener::OauthBearer));
    let config = config.tls(kafka.tls()).sasl(external()).build()?;
    let source = Arc::new(Minting { signer: signer(kafka)?, asked: AtomicUsize::new(0) });
    let producer = Producer::builder(config).credentials(Arc::clone(&source)).start()?;
    let limit = Duration::from_secs(if is_long() { 40 } else { 14 });
    let sent = send_for(&producer, topic, limit)?;
    producer.close_blocking(Duration::from_secs(10));
    assert_eq!(kafka.admin().read(topic)?.len(), sent);
    let tokens = source.asked.load(Ordering::Relaxed);
    assert!(tokens >= 2, "{tokens}");
    Ok(format!("{sent} records one by one in {limit:?} with {tokens} tokens"))
}

/// Records flow although tokens are fetched, replaced and end, and connections authenticate with each of them.
pub(crate) fn fetched_from_an_endpoint(kafka: &TestCluster) -> Result<String> {
    let topic = "by-fetched-tokens";
    kafka.admin().create_topic(topic, 1, 1, &[])?;
    // Replaced after 12 s, when a session ends, so that no session is cut short by its token.
    let endpoint = TokenEndpoint::start(signer(kafka)?, 24)?;
    let config = ProducerConfig::builder(kafka.bootstrap_of(Listener::OauthBearer))
        .set("security.protocol", "SASL_SSL")?
        .set("ssl.truststore.location", &kafka.tls_file("ca.pem").display().to_string())?
        .set("sasl.mechanism", "OAUTHBEARER")?
        .set("sasl.oauthbearer.token.endpoint.url", &format!("http://{}/token", endpoint.address))?
        .set("allow.plaintext.token.endpoint", "true")?
        .set("sasl.oauthbearer.client.credentials.client.id", USER)?
        .set("sasl.oauthbearer.client.credentials.client.secret", "canary")?
        .set("sasl.login.refresh.window.factor", "0.5")?
        .set("sasl.login.refresh.window.jitter", "0")?;
    let producer = Producer::new(config.build()?)?;
    let limit = Duration::from_secs(if is_long() { 60 } else { 26 });
    let sent = send_for(&producer, topic, limit)?;
    producer.close_blocking(Duration::from_secs(10));
    assert_eq!(kafka.admin().read(topic)?.len(), sent);
    let fetched = endpoint.fetched.load(Ordering::Relaxed);
    // Two replacements in 26 s, and none for each authentication.
    assert!((3..=8).contains(&fetched), "{fetched}");
    Ok(format!("{sent} records one by one in {limit:?} with {fetched} tokens over sessions of 12 s"))
}

/// Sends records one by one; each has to be delivered.
fn send_for(producer: &Producer, topic: &str, limit: Duration) -> Result<usize> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let watch = Stopwatch::start();
    let mut sent = 0;
    while watch.elapsed() < limit {
        let value = format!("{sent}");
        runtime.block_on(producer.send_and_wait(ProducerRecord::to(topic).value(value.as_bytes())))?;
        sent += 1;
    }
    Ok(sent)
}

fn signer(kafka: &TestCluster) -> Result<TokenSigner> {
    Ok(TokenSigner::open(&kafka.config().oauth_dir())?)
}

fn external() -> SaslConfig {
    let mut sasl = SaslConfig::new(SaslMechanism::OauthBearer);
    sasl.external_credentials = true;
    sasl
}

fn net(kafka: &TestCluster) -> Result<NetConfig> {
    let mut net = NetConfig::new(&kafka.bootstrap_of(Listener::OauthBearer))?;
    net.tls = Some(Arc::new(kafka.tls()));
    net.sasl = Some(Arc::new(external()));
    Ok(net)
}

/// The same token each time, and how often it was wanted.
struct Fixed {
    token: Secret,
    asked: AtomicUsize,
}

impl Fixed {
    fn new(token: &str) -> Arc<Self> {
        Arc::new(Self { token: token.into(), asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl CredentialSource for Fixed {
    fn credentials(&self, seed: SaslSeed) -> Credentials {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::ready(Ok(with_token(seed, self.token.clone()))))
    }
}

/// A new token each time, good for 15 seconds.
struct Minting {
    signer: TokenSigner,
    asked: AtomicUsize,
}

impl CredentialSource for Minting {
    fn credentials(&self, seed: SaslSeed) -> Credentials {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let token = self.signer.token(USER, ISSUER, AUDIENCE, 15);
        let credentials =
            token.map(|token| with_token(seed, token.into())).map_err(|error| error.to_string().into());
        Box::pin(std::future::ready(credentials))
    }
}

/// Gives out signed tokens to whoever asks as HTTP wants it; ends with the process.
struct TokenEndpoint {
    address: SocketAddr,
    fetched: Arc<AtomicUsize>,
}

impl TokenEndpoint {
    fn start(signer: TokenSigner, life_secs: i64) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let (address, fetched) = (listener.local_addr()?, Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&fetched);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // Each exchange is one connection; one that breaks is the client's to notice.
                let answered = stream.map_err(Into::into).and_then(|stream| give(stream, &signer, life_secs));
                count.fetch_add(usize::from(answered.is_ok()), Ordering::Relaxed);
            }
        });
        Ok(Self { address, fetched })
    }
}

fn give(mut stream: TcpStream, signer: &TokenSigner, life_secs: i64) -> Result {
    let mut request = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    let mut length = 0;
    while request.read_line(&mut line)? > 2 {
        if let Some(text) = line.to_lowercase().strip_prefix("content-length:") {
            length = text.trim().parse()?;
        }
        line.clear();
    }
    let mut form = vec![0; length];
    request.read_exact(&mut form)?;
    if form != b"grant_type=client_credentials" {
        return Err("another form".into());
    }
    let token = signer.token(USER, ISSUER, AUDIENCE, life_secs)?;
    let body = format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":{life_secs}}}"#);
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())?;
    Ok(())
}

fn with_token(seed: SaslSeed, token: Secret) -> SaslCredentials {
    let mut credentials = SaslCredentials::new(seed);
    credentials.oauth_token = Some(token);
    credentials
}
