//! The chain of interceptors: what it changes, and that each record comes to one end in it.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use kafka_fake::{ClusterConfig, Fault};
use kafka_producer::{
    Acknowledgement, InterceptError, InterceptedRecord, Plugins, ProduceError, ProducerConfig,
    ProducerConfigBuilder, ProducerInterceptor, ProducerRecord, RecordError, RecordHeader, RecordMetadata,
    SendError, TrySendReason, WallMs,
};
use kafka_protocol::ErrorCode;

use super::pair::{Pair, config, poll_once};
use super::{MINUTE, send};

type Log = Arc<Mutex<Vec<String>>>;

/// Notes whatever it is told.
struct Witness {
    name: &'static str,
    log: Log,
    client_id: Option<String>,
}

impl Witness {
    fn new(name: &'static str, log: &Log) -> Self {
        Self { name, log: log.clone(), client_id: None }
    }

    fn note(&self, what: &str) {
        self.log.lock().unwrap().push(format!("{} {what}", self.name));
    }
}

impl ProducerInterceptor for Witness {
    fn configure(&mut self, config: &ProducerConfig) {
        self.client_id = config.client_id().map(str::to_owned);
    }

    fn on_send(&self, record: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
        let value = String::from_utf8_lossy(record.value().unwrap_or_default()).into_owned();
        self.note(&format!("sends {value}"));
        record.add_header(self.name, Some(Bytes::from_static(b"seen")));
        record.set_value(Some(format!("{value}+{}", self.name).into()));
        Ok(())
    }

    fn on_acknowledgement(&self, a: &Acknowledgement<'_>) {
        let headers: Vec<_> = a.headers().map(|h| h.key).collect();
        self.note(&format!("{}-{}@{} [{}]", a.topic(), a.partition(), a.offset(), headers.join(",")));
    }

    fn on_error(&self, a: &Acknowledgement<'_>, error: &RecordError<'_>) {
        let kind = match error {
            RecordError::Send(_) => "send",
            RecordError::TrySend(_) => "try_send",
            RecordError::Produce(_) => "produce",
            _ => "dropped",
        };
        let WallMs(timestamp) = a.timestamp();
        self.note(&format!("{}-{}@{} {timestamp} {kind}", a.topic(), a.partition(), a.offset()));
    }

    fn close(&self) {
        self.note("closed");
    }
}

/// Fails or panics wherever it can.
struct Broken {
    panics: bool,
}

impl ProducerInterceptor for Broken {
    fn on_send(&self, record: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
        record.set_topic("nowhere");
        record.set_value(None);
        assert!(!self.panics, "on purpose");
        Err("on purpose".into())
    }

    fn on_acknowledgement(&self, _: &Acknowledgement<'_>) {
        panic!("on purpose");
    }

    fn on_error(&self, _: &Acknowledgement<'_>, _: &RecordError<'_>) {
        panic!("on purpose");
    }

    fn close(&self) {
        panic!("on purpose");
    }
}

fn pair(config: ProducerConfigBuilder, plugins: Plugins) -> Pair {
    let mut pair = Pair::with_plugins(config, ClusterConfig::default(), plugins);
    pair.cluster.control().create_topic("t", 1).unwrap();
    pair
}

fn witnessed(config: ProducerConfigBuilder) -> (Pair, Log) {
    let log = Log::default();
    (pair(config, Plugins::default().interceptor(Witness::new("a", &log))), log)
}

fn noted(log: &Log) -> Vec<String> {
    std::mem::take(&mut *log.lock().unwrap())
}

/// A70.
#[test]
fn interceptors_run_in_order_and_each_sees_what_the_one_before_made() {
    let log = Log::default();
    let plugins =
        Plugins::default().interceptor(Witness::new("a", &log)).interceptor(Witness::new("b", &log));
    let mut pair = pair(config(), plugins);
    let headers = [RecordHeader { key: "own", value: None }];
    let producer = pair.producer.clone();
    let record = ProducerRecord::to("t").value("v").headers(&headers);
    let delivery = pair.block_on(MINUTE, producer.send(record)).unwrap();
    pair.block_on(MINUTE, delivery).unwrap();
    assert_eq!(pair.values("t", 0), ["v+a+b"]);
    let sent: Vec<_> =
        pair.log("t", 0)[0].headers.iter().map(|h| String::from_utf8_lossy(&h.key).into_owned()).collect();
    assert_eq!(sent, ["own", "a", "b"]);
    let told = ["a sends v", "b sends v+a", "a t-0@0 [own,a,b]", "b t-0@0 [own,a,b]"];
    assert_eq!(noted(&log), told);
}

/// A20.
#[test]
fn an_interceptor_that_fails_or_panics_is_skipped_and_the_last_good_record_goes_on() {
    let log = Log::default();
    let plugins = Plugins::default()
        .interceptor(Broken { panics: true })
        .interceptor(Witness::new("a", &log))
        .interceptor(Broken { panics: false })
        .interceptor(Witness::new("b", &log));
    let mut pair = pair(config(), plugins);
    let delivery = send(&mut pair, "v");
    pair.block_on(MINUTE, delivery).unwrap();
    assert_eq!(pair.values("t", 0), ["v+a+b"]);
    assert_eq!(noted(&log).len(), 4, "both saw the record and its end");
}

/// A71.
#[test]
fn interceptors_hear_of_a_record_before_its_callback_and_its_tag() {
    let (mut pair, log) = witnessed(config());
    let callback_log = log.clone();
    let producer = pair.producer.clone();
    let callback =
        move |_: Result<RecordMetadata, ProduceError>| callback_log.lock().unwrap().push("callback".into());
    pair.block_on(MINUTE, producer.send_with(ProducerRecord::to("t").value("v"), callback)).unwrap();
    pair.block_on(MINUTE, producer.flush());
    assert_eq!(noted(&log), ["a sends v", "a t-0@0 [a]", "callback"]);
    let handler_log = log.clone();
    pair.handler = Some(Box::new(move |tag: u64, _: Result<&RecordMetadata, &ProduceError>| {
        handler_log.lock().unwrap().push(format!("tag {tag}"));
    }));
    let topic = producer.topic("t");
    producer.send_tagged_blocking(ProducerRecord::to(&topic).value("w"), 7).unwrap();
    pair.block_on(MINUTE, producer.flush());
    assert_eq!(noted(&log), ["a sends w", "a t-0@1 [a]", "tag 7"]);
}

/// A32, A33.
#[test]
fn a_record_that_is_not_admitted_is_told_to_interceptors_once() {
    let (mut pair, log) = witnessed(config().max_request_size(200).max_block(MINUTE / 2));
    let producer = pair.producer.clone();
    let big = "x".repeat(300);
    let refused = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(&big)));
    assert!(matches!(refused, Err(SendError::RecordTooLarge { .. })), "{refused:?}");
    assert_eq!(noted(&log)[1..], ["a t--1@-1 -1 send"]);
    let refused = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value("v").partition(3)));
    assert!(matches!(refused, Err(SendError::PartitionNotFound { .. })), "{refused:?}");
    assert_eq!(noted(&log)[1..], ["a t-3@-1 -1 send"]);
    let refused = producer.try_send(ProducerRecord::to("elsewhere").value("v")).unwrap_err();
    assert_eq!(refused.reason, TrySendReason::NeedMetadata);
    assert_eq!(noted(&log)[1..], ["a elsewhere--1@-1 -1 try_send"]);
}

/// A32, I09.
#[test]
fn a_send_that_is_given_up_is_told_to_interceptors_once() {
    let (pair, log) = witnessed(config());
    let producer = pair.producer.clone();
    let mut sending = Box::pin(producer.send(ProducerRecord::to("t").value("v")));
    assert!(poll_once(sending.as_mut()).is_none(), "there is no metadata yet");
    drop(sending);
    assert_eq!(noted(&log), ["a sends v", "a t--1@-1 -1 dropped"]);
}

/// A71, A45.
#[test]
fn a_failed_delivery_is_told_to_interceptors_once() {
    let (mut pair, log) = witnessed(config());
    pair.fault(Fault::Error(ErrorCode::TOPIC_AUTHORIZATION_FAILED));
    let delivery = send(&mut pair, "v");
    assert!(pair.block_on(MINUTE, delivery).is_err());
    assert_eq!(noted(&log)[1..], ["a t-0@-1 -1 produce"]);
}

/// A32, I09.
#[test]
fn records_of_split_batches_are_told_to_interceptors_once_each() {
    let (mut pair, log) = witnessed(config());
    let warm = send(&mut pair, "warm up");
    pair.block_on(MINUTE, warm).unwrap();
    noted(&log);
    pair.fault(Fault::Error(ErrorCode::MESSAGE_TOO_LARGE));
    let deliveries: Vec<_> = (0..6).map(|i| send(&mut pair, &i.to_string())).collect();
    for delivery in deliveries {
        pair.block_on(MINUTE, delivery).unwrap();
    }
    let told: Vec<_> = noted(&log).into_iter().filter(|line| line.contains('@')).collect();
    let expected: Vec<_> = (1..7).map(|offset| format!("a t-0@{offset} [a]")).collect();
    assert_eq!(told, expected);
}

/// A59, A72.
#[test]
fn a_forced_close_tells_interceptors_of_every_record_once_and_closes_them_last() {
    let (mut pair, log) = witnessed(config());
    let _delivery = send(&mut pair, "v");
    pair.producer.begin_close(std::time::Duration::ZERO);
    pair.run_until(MINUTE, |pair| pair.sender.is_closed());
    let refused = pair.producer.clone();
    assert!(pair.block_on(MINUTE, refused.send(ProducerRecord::to("t").value("w"))).is_err());
    drop((pair, refused));
    let told = ["a sends v", "a t-0@-1 -1 produce", "a sends w", "a t--1@-1 -1 send", "a closed"];
    assert_eq!(noted(&log), told);
}

/// A73.
#[test]
fn interceptors_are_configured_with_what_is_in_effect() {
    // A73: the builder owns them from then on, so the configuration is looked at through a record.
    struct Names(Option<String>);
    impl ProducerInterceptor for Names {
        fn configure(&mut self, config: &ProducerConfig) {
            self.0 = config.client_id().map(str::to_owned);
        }
        fn on_send(&self, record: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
            record.set_value(self.0.clone().map(Bytes::from));
            record.set_key(None);
            record.set_timestamp(Some(WallMs(5)));
            record.remove_headers("secret");
            Ok(())
        }
    }
    let mut pair = pair(config().client_id("who"), Plugins::default().interceptor(Names(None)));
    let headers = [RecordHeader { key: "secret", value: None }, RecordHeader { key: "open", value: None }];
    let producer = pair.producer.clone();
    let record = ProducerRecord::to("t").key("k").value("v").headers(&headers);
    let delivery = pair.block_on(MINUTE, producer.send(record)).unwrap();
    pair.block_on(MINUTE, delivery).unwrap();
    let record = &pair.log("t", 0)[0];
    assert_eq!(record.value.as_deref(), Some(&b"who"[..]));
    assert_eq!((record.key.as_deref(), record.timestamp, record.headers.len()), (None, 5, 1));
}
