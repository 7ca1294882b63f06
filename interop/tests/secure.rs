//! One node of Kafka 4.4.0 that wants to know who is there, and who may do what: SASL by every mechanism, right and wrong
//! credentials, a user without permissions.

#[path = "secure/permissions.rs"]
mod permissions;
#[path = "secure/tokens.rs"]
mod tokens;

use std::process::ExitCode;
use std::time::Duration;

use interop::{Kcat, Nodes, Result, Scenario, TestCluster, is_long, run_suite, samples, send_rows};
use kafka_net::driver::Client;
use kafka_net::{NetConfig, NetError};
use kafka_producer::{
    Compression, Producer, ProducerConfig, ProducerRecord, SaslConfig, SaslMechanism, SendAndWaitError,
    SendError,
};
use xtask::clock::Stopwatch;
use xtask::kafka::{Listener, ODD_PASSWORD, ODD_USER, PASSWORD, USER};

fn main() -> ExitCode {
    run_suite("secure", up, SCENARIOS)
}

fn up() -> Result<TestCluster> {
    TestCluster::up_secure(&Nodes {
        name: "secure",
        port: 23132,
        version: "4.4.0",
        count: 1,
        // Short sessions, so that they are renewed while records flow.
        props: &[("auto.create.topics.enable", "false"), ("connections.max.reauth.ms", "12000")],
    })
}

const SCENARIOS: &[Scenario<TestCluster>] = &[
    ("sasl_plaintext", |kafka| by_every_mechanism(kafka, Listener::SaslPlaintext)),
    ("sasl_ssl", |kafka| by_every_mechanism(kafka, Listener::SaslSsl)),
    ("wrong_credentials", wrong_credentials),
    ("passwords_are_compared_as_bytes", odd_passwords),
    ("sessions_are_renewed", sessions_are_renewed),
    ("signed_tokens_are_taken", tokens::signed_tokens_are_taken),
    ("bad_tokens_are_refused_at_once", tokens::bad_tokens_are_refused_at_once),
    ("tokens_from_a_source_outlive_each_other", tokens::from_a_source),
    ("tokens_are_fetched_and_replaced_in_time", tokens::fetched_from_an_endpoint),
    ("a_forbidden_topic_is_told_for_each_record", permissions::forbidden_topics),
    ("idempotence_needs_a_permission", permissions::idempotence),
];

const PASSWORD_MECHANISMS: [SaslMechanism; 3] =
    [SaslMechanism::Plain, SaslMechanism::ScramSha256, SaslMechanism::ScramSha512];

fn sasl(mechanism: SaslMechanism, password: &str) -> SaslConfig {
    let mut sasl = SaslConfig::new(mechanism);
    sasl.username = Some(USER.to_owned());
    sasl.password = Some(password.into());
    sasl.allow_plaintext_credentials = true;
    sasl
}

/// Records by every mechanism, read back by kcat over the listener without SASL.
fn by_every_mechanism(kafka: &TestCluster, listener: Listener) -> Result<String> {
    let mut records = 0;
    for mechanism in PASSWORD_MECHANISMS {
        let topic = format!("{listener:?}-{mechanism}");
        kafka.admin().create_topic(&topic, 3, 1, &[])?;
        let mut config = ProducerConfig::builder(kafka.bootstrap_of(listener)).compression(Compression::Lz4);
        let mut sasl = sasl(mechanism, PASSWORD);
        if listener == Listener::SaslSsl {
            sasl.allow_plaintext_credentials = false;
            config = config.tls(kafka.tls());
        }
        let producer = Producer::new(config.sasl(sasl).build()?)?;
        let placed = send_rows(&producer, &topic, &samples())?;
        producer.close_blocking(Duration::from_secs(30));
        assert_eq!(Kcat::new(kafka.bootstrap()).rows(&topic)?, placed, "{mechanism}");
        records += placed.len();
    }
    Ok(format!("{} mechanisms, {records} records", PASSWORD_MECHANISMS.len()))
}

/// An error at once, by the client for tools and by the producer, and no storm of attempts.
fn wrong_credentials(kafka: &TestCluster) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut slowest = Duration::ZERO;
    for mechanism in PASSWORD_MECHANISMS {
        let servers = kafka.bootstrap_of(Listener::SaslPlaintext);
        let watch = Stopwatch::start();
        let mut config = NetConfig::new(&servers)?;
        config.sasl = Some(sasl(mechanism, "canary-wrong").into());
        let error = runtime.block_on(Client::connect(config)).expect_err("the password is wrong");
        assert!(matches!(&error, NetError::Authentication { .. }), "{error}");
        assert!(!error.is_retriable() && !format!("{error} {error:?}").contains("canary"), "{error}");

        let config = ProducerConfig::builder(&servers).sasl(sasl(mechanism, "canary-wrong")).build()?;
        let producer = Producer::new(config)?;
        let record = ProducerRecord::to("SaslPlaintext-PLAIN").value(&b"v"[..]);
        let error = runtime.block_on(producer.send_and_wait(record)).expect_err("the password is wrong");
        assert!(matches!(&error, SendAndWaitError::Send(SendError::Authentication { .. })), "{error}");
        assert!(error.to_string().contains(mechanism.name()), "{error}");
        producer.close_blocking(Duration::from_secs(5));
        slowest = slowest.max(watch.elapsed());
    }
    // Far below max.block.ms; Kafka itself holds a refusal back for 100 ms.
    assert!(slowest < Duration::from_secs(20), "{slowest:?}");

    // A mechanism that the listener does not have.
    let mut config = NetConfig::new(&kafka.bootstrap_of(Listener::SaslPlaintext))?;
    let mut oauth = SaslConfig::oauth_bearer("token");
    oauth.allow_plaintext_credentials = true;
    config.sasl = Some(oauth.into());
    let error = runtime.block_on(Client::connect(config)).expect_err("there is no OAUTHBEARER");
    assert!(error.is_authentication() && error.to_string().contains("SCRAM-SHA-512"), "{error}");

    // A listener that wants SASL, and a client that does not know.
    let mut config = NetConfig::new(&kafka.bootstrap_of(Listener::SaslPlaintext))?;
    config.request_timeout = Duration::from_secs(5);
    let error = runtime.block_on(Client::connect(config)).expect_err("the listener wants SASL");
    Ok(format!("{} refusals told within {slowest:?}; without SASL: {error}", PASSWORD_MECHANISMS.len()))
}

/// Kafka's tool has stored a user whose password SASLprep would change.
fn odd_passwords(kafka: &TestCluster) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for mechanism in [SaslMechanism::ScramSha256, SaslMechanism::ScramSha512] {
        let mut sasl = SaslConfig::new(mechanism);
        sasl.username = Some(ODD_USER.to_owned());
        sasl.password = Some(ODD_PASSWORD.into());
        let mut config = NetConfig::new(&kafka.bootstrap_of(Listener::SaslPlaintext))?;
        config.sasl = Some(sasl.into());
        runtime.block_on(Client::connect(config))?;
    }
    Ok(format!("{ODD_USER} is let in"))
}

/// Records flow over a session's end.
fn sessions_are_renewed(kafka: &TestCluster) -> Result<String> {
    kafka.admin().create_topic("renewed", 1, 1, &[])?;
    let config = ProducerConfig::builder(kafka.bootstrap_of(Listener::SaslPlaintext))
        .sasl(sasl(SaslMechanism::ScramSha512, PASSWORD))
        .build()?;
    let producer = Producer::new(config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let watch = Stopwatch::start();
    let mut sent = 0;
    let limit = Duration::from_secs(if is_long() { 40 } else { 14 });
    while watch.elapsed() < limit {
        let value = format!("{sent}");
        runtime.block_on(producer.send_and_wait(ProducerRecord::to("renewed").value(value.as_bytes())))?;
        sent += 1;
    }
    producer.close_blocking(Duration::from_secs(10));
    let read = kafka.admin().read("renewed")?;
    assert_eq!(read.len(), sent);
    Ok(format!("{sent} records one by one in {limit:?} over sessions of 12 s"))
}
