use kafka_fake::{ClusterConfig, KafkaVersion};
use kafka_protocol::ErrorCode;
use kafka_protocol::messages::ListOffsetsRequest;
use kafka_protocol::messages::list_offsets_request::{ListOffsetsPartition, ListOffsetsTopic};
use kafka_protocol::messages::list_offsets_response::ListOffsetsPartitionResponse;
use kafka_records::{Compression, ProducerStamp};

use crate::client::*;

const LATEST: i64 = -1;
const EARLIEST: i64 = -2;

fn list(client: &mut Client, version: i16, timestamp: i64) -> ListOffsetsPartitionResponse {
    let partition = ListOffsetsPartition { timestamp, ..Default::default() };
    let topic = ListOffsetsTopic { name: "t".into(), partitions: vec![partition], ..Default::default() };
    let request = ListOffsetsRequest { replica_id: -1, topics: vec![topic], ..Default::default() };
    let response = client.call(version, &request);
    response.topics.into_iter().next().unwrap().partitions.into_iter().next().unwrap()
}

fn filled() -> Client {
    let mut client = client();
    for records in [[(10, "a"), (30, "b")], [(20, "c"), (40, "d")]] {
        client.produce(0, build(&records, Compression::None, ProducerStamp::NONE));
    }
    client
}

#[test]
fn the_ends_of_the_log_are_found_in_every_version() {
    let mut client = filled();
    for version in 1..=11 {
        assert_eq!(list(&mut client, version, LATEST).offset, 4);
        assert_eq!(list(&mut client, version, EARLIEST).offset, 0);
    }
    client.cluster.control().delete_records("t", 0, 3).unwrap();
    assert_eq!(list(&mut client, 11, EARLIEST).offset, 3);
}

#[test]
fn the_first_record_at_or_after_a_timestamp_is_found() {
    let mut client = filled();
    for (timestamp, offset, found) in [(0, 0, 10), (10, 0, 10), (11, 1, 30), (31, 3, 40), (41, -1, -1)] {
        let entry = list(&mut client, 5, timestamp);
        assert_eq!((entry.offset, entry.timestamp), (offset, found), "at {timestamp}");
    }
}

#[test]
fn the_record_with_the_largest_timestamp_is_found_since_version_7() {
    let mut client = filled();
    let entry = list(&mut client, 7, -3);
    assert_eq!((entry.offset, entry.timestamp, entry.leader_epoch), (3, 40, 0));
    assert_eq!(list(&mut client, 6, -3).error_code, ErrorCode::UNSUPPORTED_VERSION.0);
    assert_eq!(list(&mut client, 8, -4).offset, 0);
    assert_eq!(list(&mut client, 9, -5).offset, -1);
}

#[test]
fn version_0_answers_with_a_list() {
    let mut client = Client::new(ClusterConfig::default().as_version(KafkaVersion::V1_0));
    client.call(3, &produce("t", 0, batch(&["a"])));
    assert_eq!(list(&mut client, 0, LATEST).old_style_offsets, [1]);
}

#[test]
fn a_sink_tells_how_much_it_swallowed() {
    let mut client = Client::new(ClusterConfig::default().sink(true));
    client.produce(0, batch(&["a", "b", "c"]));
    assert_eq!(list(&mut client, 11, LATEST).offset, 3);
    assert_eq!(list(&mut client, 11, EARLIEST).offset, 0);
}
