//! One node of Kafka 4.4.0 with a KDC beside it: records by GSSAPI, and what has to be refused at once.
//!
//! Kerberos' library reads its settings from the environment, which a process cannot change safely: each client is this program
//! again, with an environment of its own.

use std::process::{Command, ExitCode};
use std::time::Duration;

use interop::{
    Admin, Kcat, Nodes, Result, Scenario, TestCluster, run_program, run_suite, samples, send_rows,
};
use kafka_net::driver::Client;
use kafka_net::{NetConfig, NetError, SaslError};
use kafka_producer::{Producer, ProducerConfig, ProducerRecord, SaslConfig, SendAndWaitError, SendError};
use xtask::clock::Stopwatch;
use xtask::kafka::{Listener, SERVICE};

fn main() -> ExitCode {
    let Ok(task) = std::env::var(CLIENT) else { return run_suite("kerberos", up, SCENARIOS) };
    let words: Vec<_> = task.split(' ').collect();
    let done = match words.as_slice() {
        ["round-trip", servers, service] => round_trip(servers, service),
        ["refused", servers, service] => refused(servers, service),
        _ => Err(format!("no such task: {task}").into()),
    };
    match done {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn up() -> Result<TestCluster> {
    TestCluster::up_kerberos(&Nodes {
        name: "kerberos",
        port: 23192,
        version: "4.4.0",
        count: 1,
        props: &[("auto.create.topics.enable", "false")],
    })
}

const SCENARIOS: &[Scenario<TestCluster>] = &[
    ("records_go_there_and_back", records_go_there_and_back),
    ("a_wrong_service_name_is_refused", |kafka| is_refused(kafka, "kafkb", "client.keytab", "not found")),
    ("missing_credentials_are_refused", |kafka| is_refused(kafka, SERVICE, "none.keytab", "redential")),
    ("an_unknown_principal_is_refused", |kafka| is_refused(kafka, SERVICE, "unknown.keytab", "not found")),
];

fn records_go_there_and_back(kafka: &TestCluster) -> Result<String> {
    kafka.admin().create_topic(TOPIC, 3, 1, &[])?;
    let told = client(kafka, "round-trip", SERVICE, "client.keytab")?;
    // The client compared what it read; another one sees as many over the listener without SASL.
    assert_eq!(Kcat::new(kafka.bootstrap()).rows(TOPIC)?.len(), samples().len());
    Ok(told)
}

fn is_refused(kafka: &TestCluster, service: &str, keytab: &str, part: &str) -> Result<String> {
    let told = client(kafka, "refused", service, keytab)?;
    assert!(told.contains(part), "{told}");
    Ok(told)
}

/// Runs a task in a process with this keytab and no cache but its own.
fn client(kafka: &TestCluster, task: &str, service: &str, keytab: &str) -> Result<String> {
    let folder = kafka.config().kerberos_dir();
    let mut command = Command::new(std::env::current_exe()?);
    command
        .env(CLIENT, format!("{task} {} {service}", kafka.bootstrap_of(Listener::Kerberos)))
        .env("KRB5_CONFIG", folder.join("krb5.conf"))
        .env("KRB5_CLIENT_KTNAME", folder.join(keytab))
        .env("KRB5CCNAME", "MEMORY:");
    Ok(String::from_utf8(run_program(&mut command, b"", Duration::from_secs(120))?)?)
}

fn net(servers: &str, service: &str) -> Result<NetConfig> {
    let mut config = NetConfig::new(servers)?;
    config.sasl = Some(SaslConfig::gssapi(service).into());
    Ok(config)
}

/// By Kafka's own keys, and back over the same listener.
fn round_trip(servers: &str, service: &str) -> Result<String> {
    let config = ProducerConfig::builder(servers)
        .set("security.protocol", "SASL_PLAINTEXT")?
        .set("sasl.mechanism", "GSSAPI")?
        .set("sasl.kerberos.service.name", service)?
        .build()?;
    let producer = Producer::new(config)?;
    let mut placed = send_rows(&producer, TOPIC, &samples())?;
    producer.close_blocking(Duration::from_secs(30));
    let mut read = Admin::connect_with(net(servers, service)?)?.read(TOPIC)?;
    placed.sort_by_key(|row| format!("{row:?}"));
    read.sort_by_key(|row| format!("{row:?}"));
    assert_eq!(read, placed);
    Ok(format!("{} records", read.len()))
}

/// An error at once, by the client for tools and by the producer, and no storm of attempts.
fn refused(servers: &str, service: &str) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let watch = Stopwatch::start();
    let error = runtime.block_on(Client::connect(net(servers, service)?)).expect_err("it cannot be let in");
    let by_kerberos = matches!(&error, NetError::Authentication { error: SaslError::Kerberos { .. }, .. });
    assert!(by_kerberos && !error.is_retriable(), "{error}");

    let config = ProducerConfig::builder(servers).sasl(SaslConfig::gssapi(service)).build()?;
    let producer = Producer::new(config)?;
    let record = ProducerRecord::to(TOPIC).value(&b"v"[..]);
    let told = runtime.block_on(producer.send_and_wait(record)).expect_err("it cannot be let in");
    assert!(matches!(&told, SendAndWaitError::Send(SendError::Authentication { .. })), "{told}");
    producer.close_blocking(Duration::from_secs(5));
    // Far below max.block.ms.
    assert!(watch.elapsed() < Duration::from_secs(20), "{:?}", watch.elapsed());
    Ok(format!("{error}, both in {:?}", watch.elapsed()))
}

/// The variable that makes this program a client.
const CLIENT: &str = "INTEROP_KERBEROS_CLIENT";
const TOPIC: &str = "kerberos";
