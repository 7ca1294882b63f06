//! Every row of the table of errors, made to happen by an embedded cluster: what the caller sees of it.
//!
//! The lists below are written down from Kafka's documentation, not taken from the code that they judge.

use std::error::Error;
use std::time::Duration;

use kafka_fake::{ClusterConfig, Fault, FaultRule};
use kafka_net::NetError;
use kafka_producer::{
    Acks, Delivery, Outcome, ProduceError, ProduceErrorKind, ProducerConfigBuilder, ProducerRecord, SendError,
};
use kafka_protocol::{ApiKey, ErrorCode};

use crate::MINUTE;
use crate::pair::{Pair, config};

/// Codes that are worth the same request again.
const RETRIABLE: [i16; 32] = [
    2, 3, 5, 6, 7, 9, 13, 14, 15, 16, 19, 20, 41, 51, 56, 70, 71, 72, 74, 75, 78, 80, 83, 84, 88, 89, 100,
    103, 106, 122, 123, 133,
];
/// Codes that prove the records absent from the log.
const NOT_WRITTEN: [i16; 29] = [
    2, 10, 14, 15, 16, 17, 18, 19, 21, 29, 31, 32, 35, 42, 43, 44, 45, 47, 48, 49, 51, 53, 59, 74, 75, 76,
    87, 90, 120,
];
/// Codes that prove it with `acks=1` only: with `acks=all` the leader may answer them after the append.
const NOT_WRITTEN_WITHOUT_REPLICAS: [i16; 4] = [3, 6, 100, 103];
/// Codes that end an idempotent producer.
const FATAL: [i16; 5] = [31, 35, 49, 53, 90];

/// The codes but success, and one that nobody knows.
fn codes() -> impl Iterator<Item = ErrorCode> {
    ErrorCode::all().filter(|code| !code.is_ok()).chain([ErrorCode(9999)])
}

fn outcome_of(code: ErrorCode, acks: Acks) -> Outcome {
    let absent = NOT_WRITTEN.contains(&code.0)
        || (acks == Acks::Leader && NOT_WRITTEN_WITHOUT_REPLICAS.contains(&code.0));
    if absent { Outcome::NotWritten } else { Outcome::Unknown }
}

fn send(pair: &mut Pair, value: &str) -> Result<Delivery, SendError> {
    let producer = pair.producer.clone();
    pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(value)))
}

fn always(pair: &mut Pair, api: ApiKey, fault: Fault) {
    pair.cluster.control().add_fault(FaultRule::new(api, fault).always());
}

/// What every failed delivery says of itself.
fn check_form(error: &ProduceError, what: &str) {
    let text = error.to_string();
    assert!(text.starts_with("t-0: "), "{what}: topic and partition come first: {text}");
    assert_eq!((error.topic(), error.partition()), ("t", 0), "{what}");
    let outcome = error.outcome().to_string();
    assert!(text.contains(&outcome), "{what}: the text says whether it was written: {text}");
    assert!(error.advice().ends_with('.') && error.advice().len() > 15, "{what}: {}", error.advice());
}

/// E02 to E05, E08, E42, E43, R98, E10.
#[test]
fn every_code_of_a_produce_response_comes_to_its_row_of_the_table() {
    for acks in [Acks::All, Acks::Leader] {
        for idempotent in [true, false] {
            if idempotent && acks != Acks::All {
                continue;
            }
            for code in codes() {
                check_produce(code, acks, idempotent);
            }
        }
    }
}

fn check_produce(code: ErrorCode, acks: Acks, idempotent: bool) {
    let what = format!("{code}, acks={acks}, idempotent={idempotent}");
    // An idempotent producer has to have one retry at least (C1).
    let retries = u32::from(idempotent);
    let mut pair = Pair::with(config().acks(acks).idempotence(idempotent).retries(retries));
    always(&mut pair, ApiKey::PRODUCE, Fault::Error(code));
    let delivery = send(&mut pair, "first").unwrap();
    let result = pair.block_on(MINUTE, delivery);
    if code == ErrorCode::DUPLICATE_SEQUENCE_NUMBER {
        assert_eq!(result.unwrap().offset(), None, "E04");
        return;
    }
    let error = result.unwrap_err();
    check_form(&error, &what);
    assert_eq!(error.kind(), &ProduceErrorKind::Broker(code), "{what}");
    assert_eq!(error.code(), Some(code), "{what}");
    assert_eq!(error.outcome(), outcome_of(code, acks), "{what}");
    assert_eq!(error.is_retriable(), RETRIABLE.contains(&code.0), "{what}");
    let fatal = idempotent && FATAL.contains(&code.0);
    assert_eq!(error.is_fatal(), fatal, "{what}");
    let named = if code.is_known() { code.name() } else { "9999" };
    assert!(error.to_string().contains(named), "{what}: {error}");
    assert_eq!(error.source().and_then(|s| s.downcast_ref::<ErrorCode>()), Some(&code), "{what}");
    // E03: a code that allows it is tried as often as `retries` says (R98), the others once. Sequence errors of an idempotent
    // producer are tried again too (E11, E12).
    let sequences = [ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER, ErrorCode::UNKNOWN_PRODUCER_ID];
    let again = RETRIABLE.contains(&code.0) || (idempotent && sequences.contains(&code));
    assert_eq!(error.attempts(), if again { retries + 1 } else { 1 }, "{what}");
    assert_eq!(pair.producer.stats().buffer_used_bytes, 0, "I17");

    pair.cluster.control().clear_faults();
    match send(&mut pair, "next") {
        Ok(delivery) => {
            assert!(!fatal, "{what}");
            let metadata = pair.block_on(MINUTE, delivery).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(metadata.offset(), Some(0), "{what}: only this batch failed");
        }
        Err(error) => {
            assert!(fatal, "{what}: {error}");
            assert!(matches!(error, SendError::Fatal(_)) && error.is_fatal(), "{what}: {error}");
        }
    }
}

/// E03, I13.
#[test]
fn retriable_codes_are_tried_again_until_the_deadline_with_default_retries() {
    // E03, R46
    for code in codes().filter(|code| RETRIABLE.contains(&code.0)) {
        let timeout = Duration::from_secs(10);
        let config = config().delivery_timeout(timeout).request_timeout(Duration::from_secs(5));
        let mut pair = Pair::with(config);
        always(&mut pair, ApiKey::PRODUCE, Fault::Error(code));
        let start = pair.now();
        let delivery = send(&mut pair, "first").unwrap();
        let error = pair.block_on(MINUTE, delivery).unwrap_err();
        check_form(&error, code.name());
        assert!(error.attempts() > 5, "{code}: {} attempts", error.attempts());
        assert!(pair.now() - start <= timeout + Duration::from_millis(100), "I13");
        assert_eq!(error.outcome(), outcome_of(code, Acks::All), "{code}: {error}");
        assert!(error.is_retriable() && !error.is_fatal(), "{code}");
    }
}

/// E30.
#[test]
fn every_code_of_an_init_producer_id_response_comes_to_its_row_of_the_table() {
    // E30
    for code in codes() {
        let timeout = Duration::from_secs(10);
        let mut pair = Pair::with(config().delivery_timeout(timeout).request_timeout(Duration::from_secs(5)));
        always(&mut pair, ApiKey::INIT_PRODUCER_ID, Fault::Error(code));
        let error = match send(&mut pair, "first") {
            Ok(delivery) => {
                let error = pair.block_on(MINUTE, delivery).unwrap_err();
                check_form(&error, code.name());
                assert_eq!(error.outcome(), Outcome::NotWritten, "{code}: nothing leaves without an id");
                assert_eq!(error.attempts(), 0, "{code}");
                Some(error)
            }
            Err(SendError::Fatal(text)) => {
                assert!(text.contains(code.name()) || text.contains("9999"), "{text}");
                None
            }
            Err(other) => panic!("{code}: {other}"),
        };
        let waits = RETRIABLE.contains(&code.0) || code == ErrorCode::CLUSTER_AUTHORIZATION_FAILED;
        let kind = error.as_ref().map(|error| error.kind().clone());
        match (waits, code) {
            (true, ErrorCode::CLUSTER_AUTHORIZATION_FAILED) => {
                assert_eq!(kind, Some(ProduceErrorKind::Broker(code)));
            }
            (true, _) => assert_eq!(kind, Some(ProduceErrorKind::DeliveryTimeout), "{code}"),
            (false, _) => assert!(kind.is_none_or(|kind| kind == ProduceErrorKind::Fatal), "{code}"),
        }
        assert!(error.is_none_or(|error| error.is_fatal() != waits), "{code}");
        pair.cluster.control().clear_faults();
        match send(&mut pair, "next") {
            Ok(delivery) => {
                pair.block_on(MINUTE, delivery).unwrap_or_else(|error| panic!("{code}: {error}"));
                assert!(waits, "{code}: the request is repeated");
                assert_eq!(pair.values("t", 0), ["next"], "{code}");
            }
            Err(error) => assert!(!waits && matches!(error, SendError::Fatal(_)), "{code}: {error}"),
        }
    }
}

/// A22, R131.
#[test]
fn every_code_of_a_topic_in_metadata_comes_to_its_row_of_the_table() {
    // A22, R131
    for code in codes() {
        let mut pair = Pair::with(config().max_block(Duration::from_secs(3)));
        let rule = FaultRule::new(ApiKey::METADATA, Fault::Error(code)).topic("t").always();
        pair.cluster.control().add_fault(rule);
        let start = pair.now();
        let error = send(&mut pair, "first").unwrap_err();
        let refused =
            [ErrorCode::INVALID_TOPIC_EXCEPTION, ErrorCode::TOPIC_AUTHORIZATION_FAILED].contains(&code);
        match &error {
            SendError::TopicRefused { topic, code: told } => {
                assert!(refused && &**topic == "t" && *told == code, "{code}: {error}");
                assert!(pair.now() - start < Duration::from_secs(1), "{code}: at once");
            }
            SendError::MetadataTimeout { topic, .. } => {
                assert!(!refused && &**topic == "t", "{code}: {error}");
                assert!(pair.now() - start <= Duration::from_millis(3001), "I14");
            }
            other => panic!("{code}: {other}"),
        }
        let text = error.to_string();
        assert!(text.contains("topic t"), "{text}");
        assert!(text.contains(code.name()) || text.contains("9999"), "{code}: the cause is named: {text}");
        assert_eq!(error.outcome(), Outcome::NotWritten);
        assert_eq!(error.is_retriable(), !refused, "{code}");
        assert!(!error.is_fatal(), "{code}");
        assert!(error.advice().contains("topic"), "{}", error.advice());
        pair.cluster.control().clear_faults();
        let delivery = send(&mut pair, "next").unwrap_or_else(|error| panic!("{code}: {error}"));
        pair.block_on(MINUTE, delivery).unwrap();
    }
}

/// E01, E42, E50.
#[test]
fn every_way_to_lose_an_answer_is_an_error_with_the_connections_own_as_its_source() {
    // E01, E42
    let faults = [
        (Fault::DropBefore, ProduceErrorKind::Disconnected, 0),
        (Fault::DropAfter, ProduceErrorKind::Disconnected, 1),
        (Fault::LoseResponses, ProduceErrorKind::RequestTimeout, 1),
        (Fault::Silence, ProduceErrorKind::RequestTimeout, 0),
        (Fault::FrameLength(-5), ProduceErrorKind::Disconnected, 1),
        (Fault::WrongCorrelation(1), ProduceErrorKind::Disconnected, 1),
    ];
    for (fault, kind, written) in faults {
        let mut pair = Pair::with(config().idempotence(false).retries(0));
        pair.fault(fault.clone());
        let delivery = send(&mut pair, "first").unwrap();
        let error = pair.block_on(MINUTE, delivery).unwrap_err();
        check_form(&error, &format!("{fault:?}"));
        assert_eq!(error.kind(), &kind, "{fault:?}: {error}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{fault:?}: {error}");
        assert!(error.is_retriable() && !error.is_fatal() && error.code().is_none(), "{fault:?}");
        assert_eq!(error.attempts(), 1, "{fault:?}");
        let source = error.source().and_then(|source| source.downcast_ref::<NetError>());
        let source = source.unwrap_or_else(|| panic!("{fault:?} has no source: {error}"));
        assert_eq!(source.is_timeout(), kind == ProduceErrorKind::RequestTimeout, "{fault:?}: {source}");
        assert_eq!(pair.values("t", 0).len(), written, "{fault:?}");
    }
}

/// A31, E47.
#[test]
fn every_record_that_is_not_admitted_is_told_why_and_what_to_do() {
    // E47
    type Make = fn() -> SendError;
    fn refused(config: ProducerConfigBuilder, record: ProducerRecord<'_>) -> SendError {
        let mut pair =
            Pair::new(config.max_block(Duration::from_secs(3)), ClusterConfig::default().auto_create(false));
        pair.cluster.control().create_topic("t", 1).unwrap();
        let producer = pair.producer.clone();
        pair.block_on(MINUTE, producer.send(record)).unwrap_err()
    }
    let rows: [(&str, Make, bool, bool, &str); 7] = [
        (
            "max.request.size",
            || refused(config().max_request_size(100), ProducerRecord::to("t").value(&[0; 200])),
            false,
            false,
            "limit",
        ),
        (
            "buffer.memory",
            || refused(config().buffer_memory(100).batch_size(10), ProducerRecord::to("t").value(&[0; 200])),
            false,
            false,
            "limit",
        ),
        ("negative", || refused(config(), ProducerRecord::to("t").partition(-1)), false, false, "partition"),
        (
            "partition count 1",
            || refused(config(), ProducerRecord::to("t").partition(1)),
            true,
            false,
            "partition",
        ),
        ("nowhere", || refused(config(), ProducerRecord::to("nowhere")), true, false, "topic"),
        (
            "closed",
            || {
                let mut pair = Pair::simple();
                let producer = pair.producer.clone();
                producer.begin_close(Duration::ZERO);
                assert!(pair.run_until(MINUTE, |pair| pair.sender.is_closed()));
                send(&mut pair, "late").unwrap_err()
            },
            false,
            true,
            "new producer",
        ),
        (
            "buffer.memory",
            || {
                let config =
                    config().buffer_memory(40_000).batch_size(10_000).max_block(Duration::from_secs(3));
                let mut pair = Pair::with(config);
                always(&mut pair, ApiKey::PRODUCE, Fault::Silence);
                let value = "x".repeat(9_000);
                (0..10).find_map(|_| send(&mut pair, &value).err()).unwrap()
            },
            true,
            false,
            "buffer.memory",
        ),
    ];
    for (text, make, retriable, fatal, advice) in rows {
        let error = make();
        assert!(error.to_string().contains(text), "{text}: {error}");
        assert_eq!(error.outcome(), Outcome::NotWritten, "{text}");
        assert_eq!((error.is_retriable(), error.is_fatal()), (retriable, fatal), "{text}: {error}");
        assert!(error.advice().contains(advice), "{text}: {}", error.advice());
    }
}
