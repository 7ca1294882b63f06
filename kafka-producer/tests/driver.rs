//! The producer with its driver on loopback sockets.

#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::{Read, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{ClusterConfig, Fault, FaultRule, TcpCluster};
use kafka_net::SaslSeed;
use kafka_net::driver::{CredentialSource, Credentials};
use kafka_producer::{
    BlockingInCallback, InterceptError, InterceptedRecord, MetricValue, Outcome, ProduceErrorKind, Producer,
    ProducerConfig, ProducerInterceptor, ProducerRecord, RecordMetadata, SaslConfig, SendError, StartError,
};
use kafka_protocol::messages::api_versions_response::ApiVersion;
use kafka_protocol::messages::{ApiVersionsResponse, SaslHandshakeResponse};
use kafka_protocol::{ApiKey, ErrorCode, decode_request_header, encode_response};

const GRACE: Duration = Duration::from_secs(30);

fn cluster() -> TcpCluster {
    TcpCluster::start(ClusterConfig::default().partitions(3)).unwrap()
}

fn producer(cluster: &TcpCluster) -> Producer {
    Producer::new(ProducerConfig::builder(cluster.bootstrap()).build().unwrap()).unwrap()
}

/// A17.
#[test]
fn plain_threads_send_and_wait() {
    let cluster = cluster();
    let producer = producer(&cluster);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let producer = &producer;
            scope.spawn(move || {
                let topic = producer.topic("t");
                for i in 0..500 {
                    let value = format!("{thread} {i}");
                    let delivery = producer.send_blocking(ProducerRecord::to(&topic).value(&value)).unwrap();
                    if i % 100 == 0 {
                        assert!(delivery.wait().unwrap().offset().is_some());
                    }
                }
            });
        }
    });
    producer.close_blocking(GRACE);
    let records: usize =
        (0..3).map(|p| cluster.with_cluster(|c| c.log("t", p).unwrap().records().unwrap().len())).sum();
    assert_eq!(records, 2000);
    assert_eq!(producer.stats().buffer_used_bytes, 0);
}

#[test]
fn tasks_of_a_runtime_send_and_await() {
    let cluster = cluster();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let config = ProducerConfig::builder(cluster.bootstrap()).build().unwrap();
        let producer = Producer::builder(config).spawn_on(&tokio::runtime::Handle::current()).unwrap();
        let metadata = producer.send_and_wait(ProducerRecord::to("t").key(b"k").value(b"v")).await.unwrap();
        assert_eq!(metadata.offset(), Some(0));
        let delivery = producer.send(ProducerRecord::to("t").key(b"k").value(b"w")).await.unwrap();
        producer.flush().await;
        assert_eq!(delivery.await.unwrap().offset(), Some(1));
        producer.close(GRACE).await;
        producer.close(GRACE).await;
    });
}

/// A61.
#[test]
fn tasks_that_close_at_once_all_come_back() {
    let cluster = cluster();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let producer = producer(&cluster);
        producer.send(ProducerRecord::to("t").value(b"v")).await.unwrap().await.unwrap();
        cluster.with_cluster(|c| {
            c.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence).always())
        });
        drop(producer.send(ProducerRecord::to("t").value(b"v")).await.unwrap());
        let closing: Vec<_> = (0..3)
            .map(|_| {
                let producer = producer.clone();
                tokio::spawn(async move { producer.close(Duration::from_millis(200)).await })
            })
            .collect();
        for task in closing {
            tokio::time::timeout(GRACE, task).await.unwrap().unwrap();
        }
    });
}

/// R97.
#[test]
fn a_dropped_runtime_leaves_nobody_waiting() {
    let cluster = cluster();
    cluster.with_cluster(|c| c.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Silence).always()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = ProducerConfig::builder(cluster.bootstrap()).build().unwrap();
    let producer = Producer::builder(config).spawn_on(runtime.handle()).unwrap();
    let delivery = runtime.block_on(producer.send(ProducerRecord::to("t").value(b"v"))).unwrap();
    drop(runtime);
    let error = delivery.wait().unwrap_err();
    assert!(matches!(error.kind(), ProduceErrorKind::Fatal | ProduceErrorKind::Closed), "{error}");
    let error = producer.send_blocking(ProducerRecord::to("t").value(b"v")).unwrap_err();
    assert!(matches!(error, SendError::Fatal(_) | SendError::Closed), "{error}");
    producer.close_blocking(GRACE);
}

/// A60, R173.
#[test]
fn blocking_calls_inside_a_callback_are_errors_instead_of_deadlocks() {
    // A60, R173
    let cluster = cluster();
    let producer = producer(&cluster);
    let (told, result) = mpsc::channel();
    let handle = producer.clone();
    let pending: Arc<Mutex<Option<kafka_producer::Delivery>>> = Arc::default();
    let other = pending.clone();
    let callback = move |_: Result<RecordMetadata, _>| {
        let flushed = handle.flush_blocking();
        let sent = handle.try_send(ProducerRecord::to("t").value(b"from a callback")).is_ok();
        let waited = other.lock().unwrap().take().map(kafka_producer::Delivery::wait);
        told.send((flushed, sent, waited)).unwrap();
    };
    cluster.with_cluster(|c| {
        c.control().create_topic("slow", 1).unwrap();
        c.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::DropBefore).topic("slow").times(3));
    });
    *pending.lock().unwrap() =
        Some(producer.send_blocking(ProducerRecord::to("slow").value(b"late")).unwrap());
    producer.send_with_blocking(ProducerRecord::to("t").value(b"first"), callback).unwrap();
    let (flushed, sent, waited) = result.recv_timeout(GRACE).unwrap();
    assert_eq!(flushed, Err(BlockingInCallback));
    assert!(sent);
    match waited.unwrap() {
        Ok(_) => {}
        Err(error) => {
            assert_eq!((error.kind(), error.outcome()), (&ProduceErrorKind::InCallback, Outcome::Unknown));
        }
    }
    producer.flush_blocking().unwrap();
    producer.close_blocking(GRACE);
}

#[test]
fn a_send_without_a_broker_ends_within_max_block_and_names_the_address() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let config =
        ProducerConfig::builder(address.clone()).max_block(Duration::from_millis(300)).build().unwrap();
    let producer = Producer::new(config).unwrap();
    let error = producer.send_blocking(ProducerRecord::to("t").value(b"v")).unwrap_err();
    assert!(matches!(error, SendError::MetadataTimeout { .. }), "{error}");
    assert!(error.to_string().contains(&address), "{error}");
}

/// Accepts connections and has no mechanism for them.
fn serve_no_mechanism(listener: &std::net::TcpListener) {
    let frame = |stream: &mut std::net::TcpStream| {
        let mut len = [0; 4];
        stream.read_exact(&mut len).ok()?;
        let mut frame = vec![0; u32::from_be_bytes(len) as usize];
        stream.read_exact(&mut frame).ok()?;
        let header = decode_request_header(&mut Bytes::from(frame)).unwrap();
        Some(header)
    };
    while let Ok((mut stream, _)) = listener.accept() {
        while let Some(header) = frame(&mut stream) {
            let (api, version, id) = (header.api_key, header.api_version, header.correlation_id);
            let response = if api == ApiKey::API_VERSIONS {
                let listed =
                    [(ApiKey::SASL_HANDSHAKE, 1), (ApiKey::SASL_AUTHENTICATE, 2)].map(|(api, max)| {
                        ApiVersion { api_key: api.0, max_version: max, ..ApiVersion::default() }
                    });
                let response =
                    ApiVersionsResponse { api_keys: listed.into(), ..ApiVersionsResponse::default() };
                encode_response(api, version, id, &response)
            } else {
                let error_code = ErrorCode::UNSUPPORTED_SASL_MECHANISM.0;
                let response = SaslHandshakeResponse { error_code, mechanisms: vec!["GSSAPI".into()] };
                encode_response(api, version, id, &response)
            };
            if stream.write_all(&response.unwrap().to_bytes()).is_err() {
                break;
            }
        }
    }
}

/// R122.
#[test]
fn a_refused_client_is_told_at_once() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || serve_no_mechanism(&listener));
    let mut sasl = SaslConfig::plain("alice", "canary-81c");
    sasl.allow_plaintext_credentials = true;
    // Nothing but the refusal ends these waits.
    let config =
        ProducerConfig::builder(address).sasl(sasl).max_block(Duration::from_hours(1)).build().unwrap();
    let producer = Producer::new(config).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let error = producer.send_blocking(ProducerRecord::to("t").value(b"v")).unwrap_err();
                assert!(matches!(&error, SendError::Authentication { .. }), "{error}");
                assert!(error.to_string().contains("GSSAPI"), "{error}");
                assert!(!format!("{error} {error:?} {producer:?}").contains("canary"));
            });
        }
    });
    producer.close_blocking(GRACE);
}

#[test]
fn credentials_come_from_where_the_program_says() {
    struct Closed;
    impl CredentialSource for Closed {
        fn credentials(&self, _: SaslSeed) -> Credentials {
            Box::pin(async { Err("the token office is closed".into()) })
        }
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || serve_no_mechanism(&listener));
    let config = || {
        let mut sasl = SaslConfig::plain("alice", "password");
        sasl.allow_plaintext_credentials = true;
        sasl.external_credentials = true;
        ProducerConfig::builder(&address).sasl(sasl).max_block(Duration::from_millis(500)).build().unwrap()
    };
    let Err(error) = Producer::new(config()) else { panic!("there is no source") };
    assert!(error.to_string().contains("source"), "{error}");
    let producer = Producer::builder(config()).credentials(Closed).start().unwrap();
    let error = producer.send_blocking(ProducerRecord::to("t").value(b"v")).unwrap_err();
    assert!(matches!(&error, SendError::MetadataTimeout { .. }), "{error}");
    assert!(error.to_string().contains("the token office is closed"), "{error}");
}

#[test]
fn compressed_batches_are_sealed_by_the_pool() {
    let cluster = cluster();
    for compression in kafka_producer::Compression::available() {
        let config = ProducerConfig::builder(cluster.bootstrap()).compression(compression).build().unwrap();
        let producer = Producer::new(config).unwrap();
        let topic = producer.topic(&format!("t-{compression}"));
        let value = "the quick brown fox ".repeat(50);
        let deliveries: Vec<_> = (0..300)
            .map(|_| producer.send_blocking(ProducerRecord::to(&topic).value(&value)).unwrap())
            .collect();
        for delivery in deliveries {
            delivery.wait().unwrap();
        }
        producer.close_blocking(GRACE);
    }
}

/// Counts how often it is closed.
struct Closed(Arc<AtomicU32>);

impl ProducerInterceptor for Closed {
    fn on_send(&self, _: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
        Ok(())
    }

    fn close(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A61, A72.
#[test]
fn interceptors_are_closed_once_when_a_close_returns() {
    // A72
    let (cluster, closed) = (cluster(), Arc::<AtomicU32>::default());
    let config = ProducerConfig::builder(cluster.bootstrap()).build().unwrap();
    let producer = Producer::builder(config).interceptor(Closed(closed.clone())).start().unwrap();
    producer.send_blocking(ProducerRecord::to("t").value(b"v")).unwrap().wait().unwrap();
    assert_eq!(closed.load(Ordering::Relaxed), 0);
    producer.close_blocking(GRACE);
    assert_eq!(closed.load(Ordering::Relaxed), 1);
    producer.close_blocking(GRACE);
    drop(producer);
    assert_eq!(closed.load(Ordering::Relaxed), 1, "closing again is harmless");
}

/// C10.
#[test]
fn a_producer_that_cannot_start_keeps_nothing() {
    // C10: the credentials have no source, which the builder notices last.
    let mut sasl = SaslConfig::plain("alice", "password");
    (sasl.external_credentials, sasl.allow_plaintext_credentials) = (true, true);
    let config = ProducerConfig::builder("127.0.0.1:1").sasl(sasl).build().unwrap();
    let held = Arc::<AtomicU32>::default();
    let started = Producer::builder(config).interceptor(Closed(held.clone())).start();
    assert!(matches!(started, Err(StartError::Config(_))), "{started:?}");
    assert_eq!(Arc::strong_count(&held), 1);
}

/// A11.
#[test]
fn a_metrics_callback_comes_at_its_interval_and_at_the_end() {
    let cluster = cluster();
    let (told, snapshots) = mpsc::channel();
    let mut calls = 0;
    let config = ProducerConfig::builder(cluster.bootstrap()).client_id("watched").build().unwrap();
    let producer = Producer::builder(config)
        .metrics_callback(Duration::from_millis(5), move |snapshot| {
            told.send(snapshot.clone()).unwrap();
            calls += 1;
            assert!(calls != 2, "a panic is reported, and the callback comes again");
        })
        .start()
        .unwrap();
    for _ in 0..3 {
        let idle = snapshots.recv_timeout(GRACE).unwrap();
        assert_eq!(idle.get("record-send-total"), Some(&MetricValue::Count(0)));
    }
    producer.send_blocking(ProducerRecord::to("t").value(b"v")).unwrap().wait().unwrap();
    producer.close_blocking(GRACE);
    let last = snapshots.iter().last().unwrap();
    assert_eq!(last.get("records-delivered-total"), Some(&MetricValue::Count(1)));
    assert_eq!(last.get("connection-count"), Some(&MetricValue::Count(0)));
    assert!(last.to_json().contains("\"client-id\":\"watched\""));
}

/// A41.
#[test]
fn the_loop_and_callbacks_are_timed() {
    // A41
    let cluster = cluster();
    let producer = producer(&cluster);
    let (_held, silence) = mpsc::channel::<()>();
    let callback = move |_result: Result<RecordMetadata, _>| {
        silence.recv_timeout(Duration::from_millis(20)).unwrap_err();
    };
    producer.send_with_blocking(ProducerRecord::to("t").value(b"v"), callback).unwrap();
    producer.close_blocking(GRACE);
    let snapshot = producer.metrics();
    let nanos = |name| snapshot.get(name).unwrap().as_u64().unwrap();
    assert!(nanos("callback-time-ns-total") >= 20_000_000);
    assert!(nanos("io-time-ns-total") >= nanos("callback-time-ns-total"));
    assert!(nanos("select-total") > 0 && nanos("io-wait-time-ns-total") > 0);
}
