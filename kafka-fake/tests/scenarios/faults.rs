use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{ClusterConfig, Fault, FaultRule, Output, WireFault};
use kafka_protocol::messages::{InitProducerIdRequest, MetadataRequest, ProduceRequest};
use kafka_protocol::{ApiKey, ErrorCode, decode_response};

use crate::client::*;

const SECOND: Duration = Duration::from_secs(1);

fn faulty(fault: Fault) -> Client {
    let mut client = client();
    client.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, fault));
    client
}

fn send(client: &mut Client, value: &str) {
    client.send(PRODUCE, &produce("t", 0, batch(&[value])));
}

/// The bytes of the frames that were sent, lengths included.
fn sent(client: &mut Client) -> Vec<Bytes> {
    let frame = |output: &Output| match output {
        Output::Send { segments, .. } => segments.to_bytes(),
        other => panic!("{other:?}"),
    };
    client.outputs().iter().map(frame).collect()
}

#[test]
fn drop_before_applies_nothing_and_drop_after_does() {
    for (fault, end) in [(Fault::DropBefore, 0), (Fault::DropAfter, 1)] {
        let mut client = faulty(fault);
        send(&mut client, "a");
        assert!(client.closed().starts_with("scripted fault"));
        assert_eq!(client.end_offset(0), end);
        client.connect(1);
        assert_eq!(code(&client.produce(0, batch(&["b"]))), ErrorCode::NONE, "it strikes once");
    }
}

#[test]
fn drop_after_closes_even_where_nothing_would_be_answered() {
    let mut client = faulty(Fault::DropAfter);
    let mut request = produce("t", 0, batch(&["a"]));
    request.acks = 0;
    client.send(PRODUCE, &request);
    client.closed();
    assert_eq!(client.end_offset(0), 1);
}

#[test]
fn an_error_may_come_with_or_without_the_append() {
    let mut client = faulty(Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS));
    assert_eq!(code(&client.produce(0, batch(&["a"]))), ErrorCode::NOT_ENOUGH_REPLICAS);
    assert_eq!(client.end_offset(0), 0);

    let after = ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND;
    let mut client = faulty(Fault::ErrorAfterAppend(after));
    let entry = client.produce(0, batch(&["a"]));
    assert_eq!((code(&entry), entry.base_offset), (after, -1));
    assert_eq!(values(&client.cluster, "t", 0), ["a"]);
}

#[test]
fn a_rule_for_a_partition_leaves_the_others_alone() {
    let mut client = client();
    let fault = Fault::Error(ErrorCode::KAFKA_STORAGE_ERROR);
    client.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, fault).topic("t").partition(1));
    assert_eq!(code(&client.produce(0, batch(&["a"]))), ErrorCode::NONE);
    let mut request = produce("t", 0, batch(&["b"]));
    let mut other = request.topic_data[0].partition_data[0].clone();
    other.index = 1;
    request.topic_data[0].partition_data.push(other);
    let response = client.call(PRODUCE, &request);
    let codes: Vec<ErrorCode> = response.responses[0].partition_responses.iter().map(code).collect();
    assert_eq!(codes, [ErrorCode::NONE, ErrorCode::KAFKA_STORAGE_ERROR]);
    assert_eq!(client.cluster.control().faults_left(), 0);
}

#[test]
fn other_apis_can_be_refused_too() {
    let mut client = client();
    let code = ErrorCode::COORDINATOR_LOAD_IN_PROGRESS;
    client.cluster.control().add_fault(FaultRule::new(ApiKey::INIT_PRODUCER_ID, Fault::Error(code)));
    client.cluster.control().add_fault(
        FaultRule::new(ApiKey::METADATA, Fault::Error(ErrorCode::LEADER_NOT_AVAILABLE)).topic("t").always(),
    );
    let init = InitProducerIdRequest { transactional_id: None, ..Default::default() };
    assert_eq!(client.call(4, &init).error_code, code.0);
    assert_eq!(client.call(4, &init).producer_id, 1);
    let all = MetadataRequest { topics: None, ..Default::default() };
    for _ in 0..3 {
        assert_eq!(client.call(12, &all).topics[0].error_code, ErrorCode::LEADER_NOT_AVAILABLE.0);
    }
    client.cluster.control().clear_faults();
    assert_eq!(client.call(12, &all).topics[0].error_code, 0);
}

#[test]
fn a_held_response_holds_the_requests_behind_it() {
    let mut client = faulty(Fault::Hold(SECOND));
    send(&mut client, "a");
    send(&mut client, "b");
    assert!(client.outputs().is_empty());
    assert_eq!(client.end_offset(0), 1, "the first is applied, the second not yet");
    assert_eq!(client.cluster.poll_timeout(), Some(SECOND));
    client.advance(SECOND);
    assert_eq!(sent(&mut client).len(), 2);
    assert_eq!(values(&client.cluster, "t", 0), ["a", "b"]);
}

#[test]
fn a_delayed_request_arrives_after_its_connection_died() {
    let mut client = faulty(Fault::Delay(SECOND));
    send(&mut client, "late");
    client.cluster.disconnect(client.now, client.conn);
    assert_eq!(client.end_offset(0), 0);
    client.connect(1);
    client.produce(0, batch(&["early"]));
    client.advance(SECOND);
    assert!(client.outputs().is_empty());
    assert_eq!(values(&client.cluster, "t", 0), ["early", "late"]);
    assert_eq!(client.cluster.counters().faults, 1);
}

#[test]
fn a_delayed_request_of_a_live_connection_is_answered() {
    let mut client = faulty(Fault::Delay(SECOND));
    send(&mut client, "a");
    send(&mut client, "b");
    client.advance(SECOND);
    assert_eq!(sent(&mut client).len(), 2);
    assert_eq!(values(&client.cluster, "t", 0), ["a", "b"]);
}

#[test]
fn a_delayed_request_to_a_broker_that_went_down_is_lost() {
    let mut client = faulty(Fault::Delay(SECOND));
    send(&mut client, "a");
    client.cluster.control().broker_down(1).unwrap();
    client.advance(SECOND);
    assert_eq!(client.end_offset(0), 0);
}

#[test]
fn a_throttled_client_is_told_and_not_heard_for_a_while() {
    let mut client = faulty(Fault::Throttle(500));
    let correlation = client.send(PRODUCE, &produce("t", 0, batch(&["a"])));
    let response = client.response::<ProduceRequest>(PRODUCE, correlation);
    assert_eq!(response.throttle_time_ms, 500);
    send(&mut client, "b");
    assert!(client.outputs().is_empty());
    assert!(client.cluster.is_busy(client.conn));
    client.advance(Duration::from_millis(500));
    assert_eq!(sent(&mut client).len(), 1);
}

#[test]
fn lost_responses_do_not_stop_the_requests() {
    let mut client = faulty(Fault::LoseResponses);
    send(&mut client, "a");
    send(&mut client, "b");
    assert!(client.outputs().is_empty());
    assert_eq!(values(&client.cluster, "t", 0), ["a", "b"]);
}

#[test]
fn silence_is_for_ever() {
    let mut client = faulty(Fault::Silence);
    send(&mut client, "a");
    send(&mut client, "b");
    client.advance(1000 * SECOND);
    assert!(client.outputs().is_empty());
    assert_eq!(client.end_offset(0), 0);
    assert_eq!(client.cluster.poll_timeout(), None);
}

#[test]
fn responses_are_damaged_as_told() {
    let whole = {
        let mut client = faulty(Fault::Hold(Duration::ZERO));
        send(&mut client, "a");
        client.advance(Duration::ZERO);
        sent(&mut client).remove(0)
    };
    let damaged = |fault| {
        let mut client = faulty(fault);
        send(&mut client, "a");
        sent(&mut client)
    };
    let length = |frame: &Bytes| i32::from_be_bytes(frame[..4].try_into().unwrap());
    let len = i32::try_from(whole.len() - 4).unwrap();

    let corrupt = damaged(Fault::CorruptResponse);
    assert_eq!((corrupt[0].len(), &corrupt[0][..8]), (whole.len(), &whole[..8]));
    assert_ne!(corrupt[0][8..], whole[8..]);

    let truncated = damaged(Fault::TruncateResponse(3));
    assert_eq!(length(&truncated[0]), len - 3);
    assert_eq!(truncated[0][4..], whole[4..whole.len() - 3]);

    let trailing = damaged(Fault::TrailingBytes(2));
    assert_eq!(length(&trailing[0]), len + 2);
    assert!(decode_response::<ProduceRequest>(PRODUCE, &trailing[0].slice(4..)).is_err());

    let lying = damaged(Fault::FrameLength(-7));
    assert_eq!((length(&lying[0]), &lying[0][4..]), (-7, &whole[4..]));

    let misplaced = damaged(Fault::WrongCorrelation(5));
    assert_eq!(misplaced[0][7], whole[7] + 5);

    assert_eq!(damaged(Fault::DuplicateResponse), [whole.clone(), whole.clone()]);

    let mut client = faulty(Fault::Wire(WireFault::Cut(6)));
    send(&mut client, "a");
    let outputs = client.outputs();
    let [Output::Send { segments, .. }, Output::Close { .. }] = outputs.as_slice() else {
        panic!("{outputs:?}")
    };
    assert_eq!(segments.to_bytes(), whole.slice(..6));
}

#[test]
fn entries_are_left_out_or_made_up() {
    let mut client = faulty(Fault::OmitPartition);
    let response = client.call(PRODUCE, &produce("t", 0, batch(&["a"])));
    assert!(response.responses[0].partition_responses.is_empty());
    assert_eq!(client.end_offset(0), 1);

    let mut client = faulty(Fault::InventPartition);
    let response = client.call(PRODUCE, &produce("t", 0, batch(&["a"])));
    assert_eq!(response.responses[0].partition_responses.len(), 2);
}

#[test]
fn a_fault_can_be_taken_back_and_its_strikes_are_recorded() {
    let mut client = Client::new(ClusterConfig::default().recorder_capacity(2));
    let id = client.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::DropBefore).skip(1));
    client.produce(0, batch(&["a"]));
    assert!(client.cluster.control().remove_fault(id));
    assert!(!client.cluster.control().remove_fault(id));
    client.produce(0, batch(&["b"]));
    client.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::DropAfter));
    send(&mut client, "c");
    client.closed();
    let recorder = client.cluster.recorder();
    let faults: Vec<_> = recorder.requests().map(|request| (request.index, request.fault.clone())).collect();
    assert_eq!(faults, [(1, None), (2, Some(Fault::DropAfter))], "only the newest are kept");
    assert_eq!(recorder.total(), 3);
    assert_eq!(client.cluster.counters().requests_of(ApiKey::PRODUCE), 3);
}
