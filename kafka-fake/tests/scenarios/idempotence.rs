use std::time::Duration;

use kafka_fake::{ClusterConfig, KafkaVersion};
use kafka_protocol::ErrorCode;
use kafka_protocol::messages::{InitProducerIdRequest, InitProducerIdResponse};
use kafka_records::ProducerId;

use crate::client::*;

#[test]
fn each_of_the_last_five_batches_is_answered_with_its_offset() {
    let mut client = client();
    for sequence in 0..8 {
        assert_eq!(client.produce(0, stamped(&["x"], stamp(0, sequence))).base_offset, i64::from(sequence));
    }
    for sequence in 3..8 {
        let entry = client.produce(0, stamped(&["x"], stamp(0, sequence)));
        assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, i64::from(sequence)));
    }
    let entry = client.produce(0, stamped(&["x"], stamp(0, 2)));
    assert_eq!(code(&entry), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert_eq!(client.end_offset(0), 8);
}

#[test]
fn gaps_are_refused_and_partitions_count_apart() {
    let mut client = client();
    client.produce(0, stamped(&["a", "b"], stamp(0, 0)));
    let gap = client.produce(0, stamped(&["d"], stamp(0, 3)));
    assert_eq!(code(&gap), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert_eq!(code(&client.produce(1, stamped(&["a"], stamp(0, 0)))), ErrorCode::NONE);
    assert_eq!(code(&client.produce(0, stamped(&["c"], stamp(0, 2)))), ErrorCode::NONE);
}

#[test]
fn sequences_wrap_to_zero() {
    let mut client = client();
    client.produce(0, stamped(&["a", "b"], stamp(0, i32::MAX - 1)));
    assert_eq!(code(&client.produce(0, stamped(&["c"], stamp(0, 0)))), ErrorCode::NONE);

    let across = client.produce(1, stamped(&["a", "b", "c"], stamp(0, i32::MAX - 1)));
    assert_eq!(code(&across), ErrorCode::NONE);
    let again = client.produce(1, stamped(&["a", "b", "c"], stamp(0, i32::MAX - 1)));
    assert_eq!((code(&again), again.base_offset), (ErrorCode::NONE, 0));
    assert_eq!(code(&client.produce(1, stamped(&["d"], stamp(0, 1)))), ErrorCode::NONE);
    assert_eq!(values(&client.cluster, "t", 1), ["a", "b", "c", "d"]);
}

#[test]
fn older_epochs_are_refused_and_newer_ones_start_at_zero() {
    let mut client = client();
    client.produce(0, stamped(&["a"], stamp(1, 0)));
    let old = client.produce(0, stamped(&["b"], stamp(0, 1)));
    assert_eq!(code(&old), ErrorCode::INVALID_PRODUCER_EPOCH);
    let new = client.produce(0, stamped(&["b"], stamp(2, 1)));
    assert_eq!(code(&new), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert_eq!(code(&client.produce(0, stamped(&["b"], stamp(2, 0)))), ErrorCode::NONE);
    let state = client.cluster.topic("t").unwrap().partition(0).unwrap().producers();
    assert_eq!(state.state(ProducerId(7)).unwrap().epoch().0, 2);
}

/// B09.
#[test]
fn checks_of_the_batch_come_before_those_of_the_producer() {
    let mut client = client();
    client.produce(0, stamped(&["a"], stamp(0, 0)));
    let mut damaged = stamped(&["a"], stamp(0, 0)).to_vec();
    *damaged.last_mut().unwrap() ^= 1;
    assert_eq!(code(&client.produce(0, damaged.into())), ErrorCode::CORRUPT_MESSAGE);
}

#[test]
fn a_forgotten_producer_goes_on_with_new_brokers_and_is_unknown_to_old_ones() {
    for (release, expected) in
        [(KafkaVersion::LATEST, ErrorCode::NONE), (KafkaVersion::V2_4, ErrorCode::UNKNOWN_PRODUCER_ID)]
    {
        let mut client = Client::new(ClusterConfig::default().as_version(release));
        let send = |client: &mut Client, sequence| {
            only(client.call(8, &produce("t", 0, stamped(&["x"], stamp(0, sequence)))))
        };
        send(&mut client, 0);
        assert!(client.cluster.control().forget_producer("t", 0, ProducerId(7)).unwrap());
        let entry = send(&mut client, 1);
        assert_eq!(code(&entry), expected);
        assert_eq!(entry.log_start_offset, 0);
    }
}

#[test]
fn producer_state_expires_when_it_is_not_used() {
    let hour = Duration::from_hours(1);
    let mut client = Client::new(ClusterConfig::default().producer_id_expiration(hour));
    client.produce(0, stamped(&["a"], stamp(1, 0)));
    client.advance(hour / 2);
    let fenced = client.produce(0, stamped(&["b"], stamp(0, 0)));
    assert_eq!(code(&fenced), ErrorCode::INVALID_PRODUCER_EPOCH);
    client.advance(hour);
    assert_eq!(code(&client.produce(0, stamped(&["b"], stamp(0, 5)))), ErrorCode::NONE);
}

#[test]
fn state_survives_a_change_of_leader() {
    let mut client = Client::new(ClusterConfig::default().brokers(2));
    client.produce(0, stamped(&["a"], stamp(0, 0)));
    client.cluster.control().set_leader("t", 0, 2).unwrap();
    client.connect(2);
    let again = client.produce(0, stamped(&["a"], stamp(0, 0)));
    assert_eq!((code(&again), again.base_offset), (ErrorCode::NONE, 0));
    assert_eq!(client.end_offset(0), 1);
}

fn init(client: &mut Client, version: i16, request: &InitProducerIdRequest) -> InitProducerIdResponse {
    client.call(version, request)
}

#[test]
fn producer_ids_are_fresh_each_time() {
    let mut client = client();
    for version in 0..=5 {
        let response = init(
            &mut client,
            version,
            &InitProducerIdRequest { transactional_id: None, ..Default::default() },
        );
        assert_eq!((response.producer_id, response.producer_epoch), (i64::from(version) + 1, 0));
    }
    // KIP-360 bumps epochs for transactional ids only; others get another id, whatever they bring.
    let mut request = InitProducerIdRequest {
        transactional_id: None,
        producer_id: 1,
        producer_epoch: 3,
        ..Default::default()
    };
    let response = init(&mut client, 5, &request);
    assert_eq!((response.producer_id, response.producer_epoch), (7, 0));
    request.producer_epoch = -1;
    assert_eq!(init(&mut client, 5, &request).error_code, ErrorCode::INVALID_REQUEST.0);
}

#[test]
fn transactional_ids_have_no_coordinator() {
    let mut client = client();
    let mut request = InitProducerIdRequest {
        transactional_id: Some("txn".into()),
        transaction_timeout_ms: 1000,
        ..Default::default()
    };
    let response = init(&mut client, 5, &request);
    assert_eq!(response.error_code, ErrorCode::COORDINATOR_NOT_AVAILABLE.0);
    assert_eq!((response.producer_id, response.producer_epoch), (-1, -1));
    request.transactional_id = Some("".into());
    assert_eq!(init(&mut client, 5, &request).error_code, ErrorCode::INVALID_REQUEST.0);
}
