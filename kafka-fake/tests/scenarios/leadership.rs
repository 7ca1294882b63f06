use kafka_fake::{ClusterConfig, ControlError};
use kafka_protocol::ErrorCode;

use crate::client::*;

fn three() -> Client {
    Client::new(ClusterConfig::default().brokers(3))
}

#[test]
fn the_wrong_broker_names_the_leader_since_version_10() {
    let mut client = three();
    let port = 19_092;
    client.cluster.control().set_address(2, "broker-2", port).unwrap();
    client.cluster.control().set_leader("t", 0, 2).unwrap();

    let response = client.call(10, &produce("t", 0, batch(&["a"])));
    let nodes: Vec<_> =
        response.node_endpoints.iter().map(|node| (node.node_id, node.host.to_string(), node.port)).collect();
    assert_eq!(nodes, [(2, "broker-2".to_owned(), i32::from(port))]);
    let entry = only(response);
    assert_eq!(code(&entry), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    assert_eq!((entry.current_leader.leader_id, entry.current_leader.leader_epoch), (2, 1));

    let response = client.call(9, &produce("t", 0, batch(&["a"])));
    assert!(response.node_endpoints.is_empty());
    assert_eq!(only(response).current_leader.leader_id, -1);
    assert_eq!(client.end_offset(0), 0);
}

#[test]
fn the_new_leader_has_what_the_old_one_had() {
    let mut client = three();
    client.produce(0, batch(&["a"]));
    client.cluster.control().set_leader("t", 0, 3).unwrap();
    client.connect(3);
    assert_eq!(client.produce(0, batch(&["b"])).base_offset, 1);
    assert_eq!(values(&client.cluster, "t", 0), ["a", "b"]);
    let epochs: Vec<i32> = client
        .cluster
        .log("t", 0)
        .unwrap()
        .batches()
        .map(|batch| batch.header().partition_leader_epoch)
        .collect();
    assert_eq!(epochs, [0, 1]);
}

#[test]
fn a_broker_that_goes_down_closes_refuses_and_hands_its_partitions_on() {
    let mut client = three();
    let leaders = |client: &Client| -> Vec<Option<i32>> {
        let topic = client.cluster.topic("t").unwrap();
        topic.partitions().iter().map(|partition| partition.leadership().leader().map(|id| id.0)).collect()
    };
    assert_eq!(leaders(&client), [Some(1), Some(2)]);

    assert!(client.cluster.control().broker_down(1).unwrap());
    assert_eq!(client.closed(), "broker 1 went down");
    assert_eq!(client.cluster.connect(client.now, 1), None);
    assert_eq!(leaders(&client), [Some(2), Some(2)]);

    client.cluster.control().broker_down(2).unwrap();
    client.cluster.control().broker_down(3).unwrap();
    assert_eq!(leaders(&client), [None, None]);
    assert!(!client.cluster.control().broker_down(3).unwrap());

    // Broker 1 was not in sync when the last one went: who knows what it lacks.
    client.cluster.control().broker_up(1).unwrap();
    assert_eq!(leaders(&client), [None, None]);
    client.cluster.control().broker_up(3).unwrap();
    assert_eq!(leaders(&client), [Some(3), Some(3)]);
    client.cluster.control().broker_down(3).unwrap();
    assert_eq!(leaders(&client), [Some(1), Some(1)]);
    client.connect(1);
    assert_eq!(code(&client.produce(0, batch(&["a"]))), ErrorCode::NONE);
}

#[test]
fn a_partition_without_a_leader_takes_nothing() {
    let mut client = three();
    client.cluster.control().remove_leader("t", 0).unwrap();
    let entry = client.produce(0, batch(&["a"]));
    assert_eq!(code(&entry), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    assert_eq!(entry.current_leader.leader_id, -1);
}

#[test]
fn commands_that_make_no_sense_are_refused() {
    let mut client = three();
    let mut control = client.cluster.control();
    assert_eq!(control.set_leader("t", 0, 9), Err(ControlError::UnknownBroker(9)));
    assert_eq!(control.set_leader("x", 0, 1), Err(ControlError::UnknownTopic("x".into())));
    assert_eq!(control.set_leader("t", 5, 1), Err(ControlError::UnknownPartition("t".into(), 5)));
    assert_eq!(control.create_topic("t", 1), Err(ControlError::TopicExists("t".into())));
    assert_eq!(control.create_topic("a b", 1), Err(ControlError::InvalidTopicName("a b".into())));
    assert_eq!(control.create_topic("u", 0), Err(ControlError::InvalidPartitions("u".into(), 0)));
    assert_eq!(control.delete_topic("u"), Err(ControlError::UnknownTopic("u".into())));
    control.broker_down(2).unwrap();
    assert_eq!(control.set_leader("t", 0, 2), Err(ControlError::BrokerDown(2)));
}

#[test]
fn the_same_calls_give_the_same_bytes() {
    let run = || {
        let mut client = Client::new(ClusterConfig::default().brokers(3).seed(42));
        let mut bytes = Vec::new();
        for partition in 0..2 {
            client.send(PRODUCE, &produce("t", partition, batch(&["a"])));
            client
                .send(12, &kafka_protocol::messages::MetadataRequest { topics: None, ..Default::default() });
            bytes.push(client.outputs());
        }
        format!("{bytes:?}")
    };
    assert_eq!(run(), run());
}
