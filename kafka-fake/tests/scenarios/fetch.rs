use std::time::Duration;

use bytes::Bytes;
use kafka_fake::ClusterConfig;
use kafka_protocol::ErrorCode;
use kafka_protocol::messages::fetch_request::{FetchPartition, FetchTopic};
use kafka_protocol::messages::fetch_response::PartitionData;
use kafka_protocol::messages::{FetchRequest, FetchResponse};
use kafka_protocol::wire::Records;
use kafka_records::RecordBatch;

use crate::client::*;

pub(crate) fn fetch(offset: i64) -> FetchRequest {
    let partition = FetchPartition {
        partition: 0,
        fetch_offset: offset,
        partition_max_bytes: i32::MAX,
        ..Default::default()
    };
    let topic = FetchTopic { topic: "t".into(), partitions: vec![partition], ..Default::default() };
    FetchRequest { max_bytes: i32::MAX, min_bytes: 1, topics: vec![topic], ..Default::default() }
}

pub(crate) fn first(response: FetchResponse) -> PartitionData {
    response.responses.into_iter().next().unwrap().partitions.into_iter().next().unwrap()
}

fn batches(data: PartitionData) -> Vec<RecordBatch> {
    let mut bytes = data.records.map(Records::into_bytes).unwrap_or_default();
    let batches = std::iter::from_fn(|| RecordBatch::parse(&mut bytes).unwrap()).collect();
    assert!(bytes.is_empty(), "only whole batches");
    batches
}

fn base_offsets(data: PartitionData) -> Vec<i64> {
    batches(data).iter().map(|batch| batch.header().base_offset).collect()
}

/// Three batches of two records each, the second after a change of leader.
fn filled() -> Client {
    let mut client = client();
    client.produce(0, batch(&["a", "b"]));
    client.cluster.control().set_leader("t", 0, 1).unwrap();
    client.produce(0, batch(&["c", "d"]));
    client.produce(0, batch(&["e", "f"]));
    client
}

#[test]
fn batches_come_with_offset_and_leader_epoch_and_a_valid_checksum() {
    let mut client = filled();
    let id = client.cluster.topic("t").unwrap().id();
    for version in 4..=18 {
        let mut request = fetch(0);
        if version >= 13 {
            request.topics[0].topic = "".into();
            request.topics[0].topic_id = id;
        }
        let data = first(client.call(version, &request));
        assert_eq!((data.error_code, data.high_watermark, data.last_stable_offset), (0, 6, 6));
        let batches = batches(data);
        let heads: Vec<_> = batches
            .iter()
            .map(|batch| (batch.header().base_offset, batch.header().partition_leader_epoch))
            .collect();
        assert_eq!(heads, [(0, 0), (2, 1), (4, 1)]);
    }
}

#[test]
fn an_offset_inside_a_batch_gets_the_whole_batch() {
    let mut client = filled();
    assert_eq!(base_offsets(first(client.call(12, &fetch(3)))), [2, 4]);
    assert_eq!(base_offsets(first(client.call(12, &fetch(6)))), [0_i64; 0]);
}

#[test]
fn limits_cut_between_batches_but_never_before_the_first() {
    let mut client = filled();
    let size = i32::try_from(batch(&["a", "b"]).len()).unwrap();
    let mut request = fetch(0);
    request.topics[0].partitions[0].partition_max_bytes = 2 * size;
    assert_eq!(base_offsets(first(client.call(12, &request))), [0, 2]);
    request.max_bytes = 1;
    assert_eq!(base_offsets(first(client.call(12, &request))), [0]);

    // Only the first partition that has anything is let past the limit.
    client.produce(1, batch(&["x"]));
    let mut other = request.topics[0].partitions[0].clone();
    other.partition = 1;
    request.topics[0].partitions.push(other);
    let response = client.call(12, &request);
    let sizes: Vec<usize> = response.responses[0]
        .partitions
        .iter()
        .map(|data| data.records.as_ref().map_or(0, Records::len))
        .collect();
    assert_eq!(sizes, [usize::try_from(size).unwrap(), 0]);
}

#[test]
fn offsets_outside_the_log_are_out_of_range() {
    let mut client = filled();
    client.cluster.control().delete_records("t", 0, 2).unwrap();
    for offset in [-1, 0, 1, 7] {
        let data = first(client.call(12, &fetch(offset)));
        assert_eq!(data.error_code, ErrorCode::OFFSET_OUT_OF_RANGE.0, "{offset}");
    }
    assert_eq!(base_offsets(first(client.call(12, &fetch(2)))), [2, 4]);
}

#[test]
fn a_fetch_waits_for_records() {
    let mut client = filled();
    let mut request = fetch(6);
    request.max_wait_ms = 500;
    let correlation = client.send(12, &request);
    assert!(client.outputs().is_empty());
    assert!(client.cluster.is_busy(client.conn));
    assert_eq!(client.cluster.poll_timeout(), Some(Duration::from_millis(500)));

    let consumer = client.conn;
    client.connect(1);
    client.send(PRODUCE, &produce("t", 0, batch(&["g"])));
    let outputs = client.outputs();
    assert_eq!(outputs.len(), 2, "the producer's answer and the consumer's: {outputs:?}");
    client.conn = consumer;
    let kafka_fake::Output::Send { conn, segments } = &outputs[1] else { panic!("{outputs:?}") };
    assert_eq!(*conn, consumer);
    let frame: Bytes = segments.to_bytes().slice(4..);
    let (found, response) = kafka_protocol::decode_response::<FetchRequest>(12, &frame).unwrap();
    assert_eq!(found, correlation);
    assert_eq!(base_offsets(first(response)), [6]);
    assert!(!client.cluster.is_busy(consumer));
}

#[test]
fn a_fetch_that_waits_in_vain_is_answered_at_its_deadline() {
    let mut client = filled();
    let mut request = fetch(4);
    request.max_wait_ms = 100;
    request.min_bytes = 100_000;
    let correlation = client.send(12, &request);
    client.advance(Duration::from_millis(99));
    assert!(client.outputs().is_empty());
    client.advance(Duration::from_millis(1));
    let data = first(client.response::<FetchRequest>(12, correlation));
    assert_eq!(base_offsets(data), [4]);
    assert_eq!(client.cluster.poll_timeout(), None);
}

#[test]
fn a_waiting_fetch_hears_of_a_new_leader() {
    let mut client = Client::new(ClusterConfig::default().brokers(2));
    let mut request = fetch(0);
    request.max_wait_ms = 500;
    let correlation = client.send(16, &{
        let mut request = request.clone();
        request.topics[0].topic_id = client.cluster.topic("t").unwrap().id();
        request
    });
    client.cluster.control().set_leader("t", 0, 2).unwrap();
    let response = client.response::<FetchRequest>(16, correlation);
    assert_eq!(response.node_endpoints.iter().map(|node| node.node_id).collect::<Vec<_>>(), [2]);
    let data = first(response);
    assert_eq!(data.error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER.0);
    assert_eq!((data.current_leader.leader_id, data.current_leader.leader_epoch), (2, 1));
}

#[test]
fn leader_epochs_of_the_client_are_checked() {
    let mut client = filled();
    for (epoch, expected) in
        [(0, ErrorCode::FENCED_LEADER_EPOCH), (1, ErrorCode::NONE), (2, ErrorCode::UNKNOWN_LEADER_EPOCH)]
    {
        let mut request = fetch(0);
        request.topics[0].partitions[0].current_leader_epoch = epoch;
        assert_eq!(first(client.call(12, &request)).error_code, expected.0);
    }
}

#[test]
fn requests_for_a_session_are_served_without_one() {
    let mut client = filled();
    let mut request = fetch(0);
    request.session_epoch = 0;
    assert_eq!(client.call(12, &request).session_id, 0);
    request.session_id = 9;
    request.session_epoch = 1;
    let response = client.call(12, &request);
    assert_eq!(response.error_code, ErrorCode::FETCH_SESSION_ID_NOT_FOUND.0);
}
