use kafka_fake::ClusterConfig;
use kafka_protocol::ErrorCode;
use kafka_protocol::messages::create_topics_request::{
    CreatableReplicaAssignment, CreatableTopic, CreatableTopicConfig,
};
use kafka_protocol::messages::delete_topics_request::DeleteTopicState;
use kafka_protocol::messages::{CreateTopicsRequest, DeleteTopicsRequest, FindCoordinatorRequest};

use crate::client::*;

fn topic(name: &'static str, partitions: i32, replicas: i16) -> CreatableTopic {
    CreatableTopic {
        name: name.into(),
        num_partitions: partitions,
        replication_factor: replicas,
        ..Default::default()
    }
}

fn create(client: &mut Client, topic: CreatableTopic) -> ErrorCode {
    let request = CreateTopicsRequest { topics: vec![topic], ..Default::default() };
    ErrorCode(client.call(7, &request).topics[0].error_code)
}

#[test]
fn topics_are_created_as_asked_in_every_version() {
    let mut client = Client::new(ClusterConfig::default().brokers(3));
    for (version, name) in (2..=7).zip(["two", "three", "four", "five", "six", "seven"]) {
        let request = CreateTopicsRequest { topics: vec![topic(name, 3, 2)], ..Default::default() };
        let response = client.call(version, &request);
        assert_eq!(response.topics[0].error_code, 0);
        let created = client.cluster.topic(name).unwrap();
        assert_eq!(created.partitions().len(), 3);
        assert!(created.partitions().iter().all(|partition| partition.leadership().replicas().len() == 2));
        if version == 7 {
            assert_eq!(response.topics[0].topic_id, created.id());
            assert_eq!((response.topics[0].num_partitions, response.topics[0].replication_factor), (3, 2));
        }
    }
}

#[test]
fn minus_one_means_the_default() {
    let mut client = Client::new(ClusterConfig::default().brokers(2).partitions(5));
    assert_eq!(create(&mut client, topic("u", -1, -1)), ErrorCode::NONE);
    let partitions = client.cluster.topic("u").unwrap().partitions();
    assert_eq!((partitions.len(), partitions[0].leadership().replicas().len()), (5, 2));
}

#[test]
fn topics_that_cannot_be_are_refused() {
    let mut client = client();
    for (asked, expected) in [
        (topic("t", 1, 1), ErrorCode::TOPIC_ALREADY_EXISTS),
        (topic("a b", 1, 1), ErrorCode::INVALID_TOPIC_EXCEPTION),
        (topic("u", 0, 1), ErrorCode::INVALID_PARTITIONS),
        (topic("u", 1, 2), ErrorCode::INVALID_REPLICATION_FACTOR),
        (topic("u", 10_001, 1), ErrorCode::POLICY_VIOLATION),
    ] {
        assert_eq!(create(&mut client, asked), expected);
    }
    assert_eq!(client.cluster.topics().count(), 1);
}

#[test]
fn assignments_say_who_leads() {
    let mut client = Client::new(ClusterConfig::default().brokers(3));
    let assigned = |lists: &[&[i32]]| {
        let assignments = (0..).zip(lists).map(|(partition_index, brokers)| CreatableReplicaAssignment {
            partition_index,
            broker_ids: brokers.iter().copied().collect(),
            ..Default::default()
        });
        CreatableTopic { assignments: assignments.collect(), ..topic("u", -1, -1) }
    };
    for wrong in [assigned(&[&[1], &[]]), assigned(&[&[4]]), assigned(&[&[1, 1]])] {
        assert_eq!(create(&mut client, wrong), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    }
    assert_eq!(create(&mut client, assigned(&[&[3, 1], &[2, 3]])), ErrorCode::NONE);
    let leaders: Vec<i32> = client
        .cluster
        .topic("u")
        .unwrap()
        .partitions()
        .iter()
        .map(|partition| partition.leadership().leader().unwrap().0)
        .collect();
    assert_eq!(leaders, [3, 2]);
}

#[test]
fn settings_of_a_topic_have_their_effect() {
    let mut client = client();
    let setting = |name: &'static str, value: &'static str| {
        let config =
            CreatableTopicConfig { name: name.into(), value: Some(value.into()), ..Default::default() };
        CreatableTopic { configs: vec![config], ..topic("small", 1, 1) }
    };
    assert_eq!(create(&mut client, setting("max.message.bytes", "lots")), ErrorCode::INVALID_CONFIG);
    assert_eq!(create(&mut client, setting("max.message.bytes", "70")), ErrorCode::NONE);
    let entry = only(client.call(PRODUCE, &produce("small", 0, batch(&["0123456789"]))));
    assert_eq!(code(&entry), ErrorCode::MESSAGE_TOO_LARGE);
}

#[test]
fn validate_only_creates_nothing() {
    let mut client = client();
    let request =
        CreateTopicsRequest { topics: vec![topic("u", 1, 1)], validate_only: true, ..Default::default() };
    assert_eq!(client.call(7, &request).topics[0].error_code, 0);
    assert!(client.cluster.topic("u").is_none());
}

#[test]
fn topics_are_deleted_by_name_and_by_id_and_come_back_with_another() {
    let mut client = client();
    client.produce(0, batch(&["a"]));
    let id = client.cluster.topic("t").unwrap().id();
    let request = DeleteTopicsRequest { topic_names: vec!["t".into(), "x".into()], ..Default::default() };
    let codes: Vec<i16> =
        client.call(1, &request).responses.iter().map(|response| response.error_code).collect();
    assert_eq!(codes, [0, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION.0]);

    client.cluster.control().create_topic("t", 1).unwrap();
    let new = client.cluster.topic("t").unwrap().id();
    assert_ne!(new, id);
    assert_eq!(client.end_offset(0), 0);

    let by_id = |topic_id| DeleteTopicsRequest {
        topics: vec![DeleteTopicState { name: None, topic_id, ..Default::default() }],
        ..Default::default()
    };
    assert_eq!(client.call(6, &by_id(id)).responses[0].error_code, ErrorCode::UNKNOWN_TOPIC_ID.0);
    let response = client.call(6, &by_id(new));
    assert_eq!((response.responses[0].error_code, response.responses[0].name.as_deref()), (0, Some("t")));
    assert!(client.cluster.topic("t").is_none());
}

#[test]
fn there_is_no_coordinator() {
    let mut client = client();
    for version in 0..=6 {
        let mut request = FindCoordinatorRequest::default();
        if version < 4 {
            request.key = "group".into();
        } else {
            request.coordinator_keys = vec!["group".into()];
        }
        let response = client.call(version, &request);
        let (code, node) = match response.coordinators.first() {
            Some(coordinator) => (coordinator.error_code, coordinator.node_id),
            None => (response.error_code, response.node_id),
        };
        assert_eq!((code, node), (ErrorCode::COORDINATOR_NOT_AVAILABLE.0, -1));
    }
}
