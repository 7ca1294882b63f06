use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{ClusterConfig, Output};
use kafka_protocol::messages::fetch_request::{FetchPartition, FetchTopic};
use kafka_protocol::messages::produce_response::PartitionProduceResponse;
use kafka_protocol::messages::{
    FetchRequest, ListOffsetsRequest, MetadataRequest, ProduceRequest, list_offsets_request,
};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ErrorCode, decode_response};

use crate::client::*;

const MS: Duration = Duration::from_millis(1);

/// Three brokers, of which 2 and 3 follow 50 ms behind, and at most a second.
fn lagging(min_insync_replicas: usize) -> Client {
    let config = ClusterConfig::default()
        .brokers(3)
        .min_insync_replicas(min_insync_replicas)
        .replica_lag_time_max(Duration::from_secs(1));
    let mut client = Client::new(config);
    for broker in [2, 3] {
        client.cluster.control().set_replication_lag(broker, 50 * MS).unwrap();
    }
    client
}

impl Client {
    fn begin(&mut self, batch: Bytes) {
        self.send(PRODUCE, &produce("t", 0, batch));
    }

    fn answer(&mut self) -> PartitionProduceResponse {
        only(decode_response::<ProduceRequest>(PRODUCE, &self.frame()).unwrap().1)
    }

    fn high_watermark(&self) -> i64 {
        self.cluster.topic("t").unwrap().partitions()[0].high_watermark()
    }

    fn isr(&self) -> Vec<i32> {
        let partition = &self.cluster.topic("t").unwrap().partitions()[0];
        partition.leadership().isr().iter().map(|id| id.0).collect()
    }

    fn move_to(&mut self, broker: i32) {
        self.cluster.control().set_leader("t", 0, broker).unwrap();
        self.connect(broker);
    }
}

#[test]
fn acks_all_waits_for_every_replica_in_sync_and_acks_1_does_not() {
    let mut client = lagging(1);
    client.cluster.control().set_replication_lag(3, 70 * MS).unwrap();
    client.begin(batch(&["a"]));
    assert_eq!((client.end_offset(0), client.high_watermark()), (1, 0));
    assert_eq!(client.cluster.poll_timeout(), Some(50 * MS));
    client.advance(50 * MS);
    assert!(client.outputs().is_empty());
    client.advance(20 * MS);
    let entry = client.answer();
    assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, 0));
    assert_eq!(client.high_watermark(), 1);

    let one = ProduceRequest { acks: 1, ..produce("t", 0, batch(&["b"])) };
    assert_eq!(only(client.call(PRODUCE, &one)).base_offset, 1);
    assert_eq!(client.high_watermark(), 1);
    client.advance(70 * MS);
    assert_eq!((client.high_watermark(), client.isr()), (2, vec![1, 2, 3]));
}

#[test]
fn a_leader_that_fails_takes_with_it_what_no_other_replica_has() {
    let mut client = lagging(1);
    client.begin(stamped(&["kept"], stamp(0, 0)));
    client.advance(50 * MS);
    client.answer();
    client.begin(stamped(&["lost"], stamp(0, 1)));
    client.advance(20 * MS);
    client.cluster.control().broker_down(1).unwrap();
    assert!(matches!(client.outputs().as_slice(), [Output::Close { .. }]), "the response never came");
    client.connect(2);
    assert_eq!((values(&client.cluster, "t", 0), client.high_watermark()), (vec!["kept".to_owned()], 1));
    // The producer's state went back as well: what comes again is no duplicate.
    client.cluster.control().set_replication_lag(3, Duration::ZERO).unwrap();
    client.begin(stamped(&["lost"], stamp(0, 1)));
    let entry = client.answer();
    assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, 1));
    client.begin(stamped(&["kept"], stamp(0, 0)));
    let entry = client.answer();
    assert_eq!((code(&entry), entry.base_offset, client.end_offset(0)), (ErrorCode::NONE, 0, 2));
}

#[test]
fn a_producer_of_which_nothing_is_left_is_not_known() {
    let mut client = lagging(1);
    client.begin(stamped(&["a"], stamp(0, 0)));
    client.begin(stamped(&["b"], stamp(0, 1)));
    client.move_to(3);
    assert_eq!(client.end_offset(0), 0);
    let partition = &client.cluster.topic("t").unwrap().partitions()[0];
    assert_eq!(partition.producers().iter().count(), 0);
}

#[test]
fn a_wait_ends_with_its_time_with_the_leader_and_with_the_topic() {
    let mut client = lagging(1);
    client.begin(batch(&["a"]));
    client.cluster.control().stall_replication(3).unwrap();
    client.advance(999 * MS);
    assert!(client.outputs().is_empty());
    client.advance(MS);
    assert_eq!(client.isr(), [1, 2], "after replica.lag.time.max.ms");
    let entry = client.answer();
    assert_eq!(code(&entry), ErrorCode::NONE);

    client.cluster.control().stall_replication(2).unwrap();
    let request = ProduceRequest { timeout_ms: 300, ..produce("t", 0, batch(&["b"])) };
    client.send(PRODUCE, &request);
    client.advance(300 * MS);
    let entry = client.answer();
    assert_eq!((code(&entry), entry.base_offset), (ErrorCode::REQUEST_TIMED_OUT, 1));

    client.begin(batch(&["c"]));
    client.cluster.control().set_leader("t", 0, 2).unwrap();
    assert_eq!(code(&client.answer()), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    assert_eq!(values(&client.cluster, "t", 0), ["a"], "broker 2 was in sync, and had no more");

    client.connect(2);
    client.cluster.control().set_replication_lag(1, 50 * MS).unwrap();
    client.begin(batch(&["d"]));
    client.cluster.control().delete_topic("t").unwrap();
    assert_eq!(code(&client.answer()), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

#[test]
fn replicas_that_fall_behind_count_neither_before_nor_after_the_append() {
    let mut client = lagging(3);
    client.begin(batch(&["a"]));
    client.cluster.control().stall_replication(2).unwrap();
    client.advance(Duration::from_secs(1));
    assert_eq!(code(&client.answer()), ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND);

    let mut client = lagging(3);
    client.begin(batch(&["a"]));
    client.cluster.control().broker_down(2).unwrap();
    client.advance(50 * MS);
    assert_eq!(code(&client.answer()), ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND);
    assert_eq!(code(&client.produce(0, batch(&["b"]))), ErrorCode::NOT_ENOUGH_REPLICAS);
    assert_eq!(client.end_offset(0), 1);

    client.cluster.control().broker_up(2).unwrap();
    assert_eq!(client.isr(), [1, 3]);
    client.advance(50 * MS);
    assert_eq!(client.isr(), [1, 2, 3]);
}

#[test]
fn a_duplicate_is_acknowledged_when_it_is_replicated() {
    let mut client = lagging(1);
    client.begin(stamped(&["a"], stamp(0, 0)));
    client.connect(1);
    client.advance(20 * MS);
    client.begin(stamped(&["a"], stamp(0, 0)));
    assert!(client.outputs().is_empty());
    client.advance(30 * MS);
    assert_eq!(client.outputs().len(), 2);
    assert_eq!(client.end_offset(0), 1);
}

#[test]
fn consumers_see_no_further_than_the_high_watermark() {
    let mut client = lagging(1);
    client.begin(batch(&["a"]));
    client.connect(1);
    let fetch = |client: &mut Client| {
        let partition =
            FetchPartition { partition: 0, partition_max_bytes: 1 << 20, ..FetchPartition::default() };
        let topic = FetchTopic {
            topic: StrBytes::from_static("t"),
            partitions: vec![partition],
            ..FetchTopic::default()
        };
        let request = FetchRequest { max_bytes: 1 << 20, topics: vec![topic], ..FetchRequest::default() };
        let data = client.call(12, &request).responses.remove(0).partitions.remove(0);
        (data.high_watermark, data.records.map_or(0, |records| records.len()) > 0)
    };
    let latest = |client: &mut Client| {
        let partition = list_offsets_request::ListOffsetsPartition {
            timestamp: -1,
            ..list_offsets_request::ListOffsetsPartition::default()
        };
        let topic = list_offsets_request::ListOffsetsTopic {
            name: StrBytes::from_static("t"),
            partitions: vec![partition],
            ..list_offsets_request::ListOffsetsTopic::default()
        };
        let request = ListOffsetsRequest { topics: vec![topic], ..ListOffsetsRequest::default() };
        client.call(5, &request).topics.remove(0).partitions.remove(0).offset
    };
    assert_eq!(fetch(&mut client), (0, false));
    assert_eq!(latest(&mut client), 0);
    client.advance(50 * MS);
    client.outputs();
    assert_eq!(fetch(&mut client), (1, true));
    assert_eq!(latest(&mut client), 1);
}

#[test]
fn metadata_tells_who_is_in_sync() {
    let mut client = lagging(1);
    client.cluster.control().stall_replication(3).unwrap();
    client.begin(batch(&["a"]));
    client.advance(Duration::from_secs(1));
    client.outputs();
    let response = client.call(12, &MetadataRequest { topics: None, ..MetadataRequest::default() });
    let topic = response.topics.iter().find(|topic| topic.name.as_deref() == Some("t")).unwrap();
    let partition = &topic.partitions[0];
    let isr: Vec<i32> = partition.isr_nodes.iter().copied().collect();
    let replicas: Vec<i32> = partition.replica_nodes.iter().copied().collect();
    assert_eq!((isr, replicas), (vec![1, 2], vec![1, 2, 3]));
    assert!(partition.offline_replicas.is_empty());
}
