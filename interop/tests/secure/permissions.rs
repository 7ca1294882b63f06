//! A user who is let in and may do nothing.

use std::time::Duration;

use interop::{Result, TestCluster};
use kafka_producer::{Producer, ProducerConfig, ProducerRecord, SaslConfig, SendAndWaitError, SendError};
use kafka_protocol::ErrorCode;
use xtask::clock::Stopwatch;
use xtask::kafka::{Listener, POWERLESS_PASSWORD, POWERLESS_USER};

/// A topic that may not be seen, and one that may be seen but not written.
pub(crate) fn forbidden_topics(kafka: &TestCluster) -> Result<String> {
    let (hidden, visible, open) = ("hidden", "visible", "open");
    for topic in [hidden, visible, open] {
        kafka.admin().create_topic(topic, 1, 1, &[])?;
    }
    kafka.admin().allow(POWERLESS_USER, DESCRIBE, visible)?;
    kafka.admin().allow(POWERLESS_USER, WRITE, open)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let producer = powerless(kafka, false)?;
    let watch = Stopwatch::start();
    let send = |topic| runtime.block_on(producer.send_and_wait(ProducerRecord::to(topic).value(&b"v"[..])));

    let unseen = send(hidden).expect_err("the topic may not be seen");
    let code = ErrorCode::TOPIC_AUTHORIZATION_FAILED;
    match &unseen {
        SendAndWaitError::Send(SendError::TopicRefused { topic, code: told }) => {
            assert_eq!((&**topic, *told), (hidden, code));
        }
        other => return Err(format!("another error: {other:?}").into()),
    }
    let unwritten = send(visible).expect_err("the topic may not be written");
    match &unwritten {
        SendAndWaitError::Produce(error) => {
            assert_eq!(error.code(), Some(code), "{error}");
            assert!(!error.is_retriable() && !error.is_fatal(), "{error:?}");
        }
        other => return Err(format!("another error: {other:?}").into()),
    }
    // What is forbidden does not disturb what is allowed.
    send(open)?;
    let elapsed = watch.elapsed();
    producer.close_blocking(Duration::from_secs(10));
    assert!(elapsed < Duration::from_secs(20), "{elapsed:?}");
    for (topic, records) in [(hidden, 0), (visible, 0), (open, 1)] {
        assert_eq!(kafka.admin().read(topic)?.len(), records, "{topic}");
    }
    Ok(format!("within {elapsed:?}: {unseen}; {unwritten}"))
}

/// A producer id is given to whoever may write any topic at all (KIP-679).
pub(crate) fn idempotence(kafka: &TestCluster) -> Result<String> {
    let topic = "visible-only";
    kafka.admin().create_topic(topic, 1, 1, &[])?;
    kafka.admin().allow(OTHER_USER.0, DESCRIBE, topic)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let producer = sasl_producer(kafka, OTHER_USER, true)?;
    let watch = Stopwatch::start();
    let send = || runtime.block_on(producer.send_and_wait(ProducerRecord::to(topic).value(&b"v"[..])));
    let error = send().expect_err("nothing may be written");
    let elapsed = watch.elapsed();
    match &error {
        SendAndWaitError::Produce(error) => {
            assert_eq!(error.code(), Some(ErrorCode::CLUSTER_AUTHORIZATION_FAILED), "{error}");
        }
        other => return Err(format!("another error: {other:?}").into()),
    }
    assert!(elapsed < Duration::from_secs(20), "{elapsed:?}");
    kafka.admin().allow(OTHER_USER.0, WRITE, topic)?;
    send()?;
    producer.close_blocking(Duration::from_secs(10));
    assert_eq!(kafka.admin().read(topic)?.len(), 1);
    Ok(format!("within {elapsed:?}: {error}; delivered once it was allowed"))
}

fn powerless(kafka: &TestCluster, idempotent: bool) -> Result<Producer> {
    sasl_producer(kafka, (POWERLESS_USER, POWERLESS_PASSWORD), idempotent)
}

fn sasl_producer(kafka: &TestCluster, user: (&str, &str), idempotent: bool) -> Result<Producer> {
    let config = ProducerConfig::builder(kafka.bootstrap_of(Listener::SaslPlaintext))
        .set("enable.idempotence", if idempotent { "true" } else { "false" })?
        .sasl(SaslConfig::scram_sha_256(user.0, user.1));
    Ok(Producer::new(config.build()?)?)
}

/// Another user without permissions: the first has one by now.
const OTHER_USER: (&str, &str) = (xtask::kafka::ODD_USER, xtask::kafka::ODD_PASSWORD);
/// Kafka's `AclOperation.WRITE`.
const WRITE: i8 = 4;
/// Kafka's `AclOperation.DESCRIBE`.
const DESCRIBE: i8 = 8;
