use kafka_fake::ClusterConfig;
use kafka_protocol::ErrorCode;
use kafka_protocol::messages::metadata_request::MetadataRequestTopic;
use kafka_protocol::messages::metadata_response::MetadataResponseTopic;
use kafka_protocol::messages::{MetadataRequest, MetadataResponse};
use kafka_protocol::wire::Uuid;

use crate::client::*;

fn named(names: &[&'static str]) -> MetadataRequest {
    let topics =
        names.iter().map(|name| MetadataRequestTopic { name: Some((*name).into()), ..Default::default() });
    MetadataRequest { topics: Some(topics.collect()), ..Default::default() }
}

fn all() -> MetadataRequest {
    MetadataRequest { topics: None, ..Default::default() }
}

fn topic(response: &MetadataResponse, index: usize) -> &MetadataResponseTopic {
    &response.topics[index]
}

fn names(response: &MetadataResponse) -> Vec<&str> {
    response.topics.iter().map(|topic| topic.name.as_deref().unwrap()).collect()
}

#[test]
fn brokers_and_partitions_are_told_in_every_version() {
    let mut client = Client::new(ClusterConfig::default().brokers(3));
    for version in 0..=13 {
        let response = client.call(version, &named(&["t"]));
        let brokers: Vec<i32> = response.brokers.iter().map(|broker| broker.node_id).collect();
        assert_eq!(brokers, [1, 2, 3]);
        let topic = topic(&response, 0);
        assert_eq!(topic.error_code, 0);
        let leaders: Vec<i32> = topic.partitions.iter().map(|partition| partition.leader_id).collect();
        assert_eq!(leaders, [1, 2]);
        assert_eq!(topic.partitions[1].replica_nodes, [2, 3, 1]);
        assert_eq!(topic.topic_id.is_zero(), version < 10);
        assert_eq!(topic.partitions[0].leader_epoch, if version < 7 { -1 } else { 0 });
    }
}

#[test]
fn null_asks_for_all_and_so_does_an_empty_list_in_version_0() {
    let mut client = client();
    client.cluster.control().create_topic("u", 1).unwrap();
    assert_eq!(names(&client.call(12, &all())), ["t", "u"]);
    assert_eq!(names(&client.call(0, &named(&[]))), ["t", "u"]);
    assert!(client.call(1, &named(&[])).topics.is_empty());
}

#[test]
fn topics_are_found_by_id() {
    let mut client = client();
    let mut request = named(&["t"]);
    let asked = &mut request.topics.as_mut().unwrap()[0];
    asked.name = None;
    asked.topic_id = client.cluster.topic("t").unwrap().id();
    assert_eq!(names(&client.call(12, &request)), ["t"]);
    request.topics.as_mut().unwrap()[0].topic_id = Uuid::from_u128(5);
    assert_eq!(topic(&client.call(12, &request), 0).error_code, ErrorCode::UNKNOWN_TOPIC_ID.0);
}

#[test]
fn topics_are_created_when_request_and_cluster_allow_it() {
    let mut client = Client::new(ClusterConfig::default().partitions(4));
    let mut request = named(&["new"]);
    request.allow_auto_topic_creation = false;
    let unknown = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION.0;
    assert_eq!(topic(&client.call(12, &request), 0).error_code, unknown);
    request.allow_auto_topic_creation = true;
    assert_eq!(topic(&client.call(12, &request), 0).partitions.len(), 4);

    let mut client = Client::new(ClusterConfig::default().auto_create(false));
    assert_eq!(topic(&client.call(12, &request), 0).error_code, unknown);
}

#[test]
fn illegal_names_are_invalid_and_never_created() {
    let mut client = client();
    let response = client.call(12, &named(&["a/b", ".."]));
    let codes: Vec<i16> = response.topics.iter().map(|topic| topic.error_code).collect();
    assert_eq!(codes, [ErrorCode::INVALID_TOPIC_EXCEPTION.0; 2]);
    assert_eq!(client.cluster.topics().count(), 1);
}

#[test]
fn brokers_that_are_down_are_offline_replicas() {
    let mut client = Client::new(ClusterConfig::default().brokers(2));
    client.cluster.control().broker_down(2).unwrap();
    let response = client.call(12, &named(&["t"]));
    assert_eq!(response.brokers.len(), 1);
    let partition = &topic(&response, 0).partitions[1];
    assert_eq!((partition.leader_id, partition.leader_epoch), (1, 1));
    assert_eq!((partition.isr_nodes.as_slice(), partition.offline_replicas.as_slice()), (&[1][..], &[2][..]));

    client.cluster.control().remove_leader("t", 1).unwrap();
    let response = client.call(12, &named(&["t"]));
    let partition = &topic(&response, 0).partitions[1];
    assert_eq!((partition.error_code, partition.leader_id), (ErrorCode::LEADER_NOT_AVAILABLE.0, -1));
}

#[test]
fn a_frozen_broker_tells_what_was() {
    let mut client = Client::new(ClusterConfig::default().brokers(2));
    client.cluster.control().freeze_metadata(1).unwrap();
    client.cluster.control().set_leader("t", 0, 2).unwrap();
    client.cluster.control().create_topic("later", 1).unwrap();
    let leader = |client: &mut Client| topic(&client.call(12, &named(&["t"])), 0).partitions[0].leader_id;
    assert_eq!(leader(&mut client), 1);
    assert_eq!(names(&client.call(12, &all())), ["t"]);
    client.connect(2);
    assert_eq!(leader(&mut client), 2);
    client.connect(1);
    assert!(client.cluster.control().thaw_metadata(1).unwrap());
    assert_eq!(leader(&mut client), 2);
}
