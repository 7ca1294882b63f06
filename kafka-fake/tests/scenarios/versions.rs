use std::time::Duration;

use kafka_fake::{ClusterConfig, KafkaVersion};
use kafka_protocol::messages::{
    ApiVersionsRequest, ApiVersionsResponse, CreateTopicsRequest, DeleteTopicsRequest, FetchRequest,
    FindCoordinatorRequest, InitProducerIdRequest, ListOffsetsRequest, MetadataRequest, ProduceRequest,
};
use kafka_protocol::{ApiKey, ErrorCode, Message, Request, VersionRange};

use crate::client::*;

fn posing(release: KafkaVersion) -> Client {
    Client::new(ClusterConfig::default().as_version(release))
}

fn range(response: &ApiVersionsResponse, api: ApiKey) -> Option<(i16, i16)> {
    let entry = response.api_keys.iter().find(|entry| entry.api_key == api.0)?;
    Some((entry.min_version, entry.max_version))
}

fn ask(client: &mut Client, version: i16) -> ApiVersionsResponse {
    let request = ApiVersionsRequest {
        client_software_name: "scenario".into(),
        client_software_version: "1.0".into(),
        ..Default::default()
    };
    client.call(version, &request)
}

#[test]
fn every_version_spoken_can_be_decoded() {
    fn check<R: Request>(release: KafkaVersion) {
        let Some(spoken) = release.speaks(R::API_KEY) else { return };
        let both = spoken.intersect(R::VERSIONS).unwrap();
        assert_eq!(both, spoken, "{} of {release}", R::NAME);
        assert_eq!(R::Response::VERSIONS, R::VERSIONS);
    }
    for release in KafkaVersion::ALL.iter().copied() {
        check::<ProduceRequest>(release);
        check::<FetchRequest>(release);
        check::<ListOffsetsRequest>(release);
        check::<MetadataRequest>(release);
        check::<FindCoordinatorRequest>(release);
        check::<ApiVersionsRequest>(release);
        check::<CreateTopicsRequest>(release);
        check::<DeleteTopicsRequest>(release);
        check::<InitProducerIdRequest>(release);
    }
}

#[test]
fn ranges_are_those_of_the_release() {
    for version in 0..=5 {
        let response = ask(&mut posing(KafkaVersion::V4_4), version);
        assert_eq!(range(&response, ApiKey::PRODUCE), Some((0, 13)), "B15: 0 is advertised, 3 is spoken");
        assert_eq!(range(&response, ApiKey::FETCH), Some((4, 18)));
        assert_eq!(range(&response, ApiKey::JOIN_GROUP), None);
        assert_eq!(response.api_keys.len(), KafkaVersion::apis().count());
    }
    let response = ask(&mut posing(KafkaVersion::V0_11), 0);
    assert_eq!(range(&response, ApiKey::PRODUCE), Some((0, 3)));
    let response = ask(&mut posing(KafkaVersion::V0_10_0), 0);
    assert_eq!(range(&response, ApiKey::PRODUCE), Some((0, 2)));
    assert_eq!(range(&response, ApiKey::INIT_PRODUCER_ID), None);
    assert_eq!(range(&response, ApiKey::CREATE_TOPICS), None);
}

/// R187.
#[test]
fn a_broker_of_0_9_passes_over_what_it_does_not_know_and_serves_the_next_request() {
    let mut client = posing(KafkaVersion::V0_9);
    for version in [0, 3] {
        client.send(version, &ApiVersionsRequest::default());
    }
    client.send(9, &MetadataRequest::default());
    client.send(0, &InitProducerIdRequest::default());
    client.advance(Duration::from_secs(60));
    assert!(client.outputs().is_empty(), "neither an answer nor the end of the connection");
    let asked: Vec<_> = client.cluster.recorder().requests().map(|r| (r.api, r.version)).collect();
    assert_eq!(asked.len(), 4, "{asked:?}");
    let response = client.call(0, &MetadataRequest { topics: Some(Vec::new()), ..Default::default() });
    assert_eq!(response.topics.len(), 1);
}

#[test]
fn a_broker_of_0_10_refuses_unknown_versions_of_api_versions_only() {
    for release in [KafkaVersion::V0_10_0, KafkaVersion::V0_10_1, KafkaVersion::V0_10_2] {
        let mut client = posing(release);
        let correlation = client.send(3, &ApiVersionsRequest::default());
        let response = client.response::<ApiVersionsRequest>(0, correlation);
        assert_eq!(response.error_code, ErrorCode::UNSUPPORTED_VERSION.0);
        assert_eq!(response.api_keys, []);
        assert_eq!(range(&ask(&mut client, 0), ApiKey::PRODUCE), Some((0, 2)));
        client.send(3, &produce("t", 0, batch(&["a"])));
        assert_eq!(client.closed(), format!("Produce (0) version 3 is not spoken by Kafka {release}"));
        client.connect(1);
        client.send(0, &InitProducerIdRequest::default());
        assert!(client.closed().contains("unknown API InitProducerId"));
    }
}

#[test]
fn an_unknown_version_of_api_versions_is_answered_in_version_0() {
    for (release, expected) in [(KafkaVersion::V2_4, Some((0, 3))), (KafkaVersion::V2_3, None)] {
        let mut client = posing(release);
        let correlation = client.send(5, &ApiVersionsRequest::default());
        let response = client.response::<ApiVersionsRequest>(0, correlation);
        assert_eq!(response.error_code, ErrorCode::UNSUPPORTED_VERSION.0);
        assert_eq!(range(&response, ApiKey::API_VERSIONS), expected);
        assert_eq!(range(&response, ApiKey::PRODUCE), None);
        // The connection goes on.
        assert_eq!(ask(&mut client, 1).error_code, 0);
    }
}

#[test]
fn software_names_are_checked() {
    let mut client = client();
    for (name, version) in [("", "1"), ("a", ""), ("a b", "1"), ("-a", "1"), ("a", "1.")] {
        let request = ApiVersionsRequest {
            client_software_name: name.into(),
            client_software_version: version.into(),
            ..Default::default()
        };
        assert_eq!(client.call(3, &request).error_code, ErrorCode::INVALID_REQUEST.0, "{name:?} {version:?}");
    }
}

#[test]
fn a_client_that_looks_for_another_broker_is_sent_back_to_its_bootstrap() {
    let mut client = client();
    let id = client.cluster.cluster_id();
    for (cluster, node, expected) in [
        (id.clone(), 1, ErrorCode::NONE),
        (id.clone(), 2, ErrorCode::REBOOTSTRAP_REQUIRED),
        ("other".to_owned(), 1, ErrorCode::REBOOTSTRAP_REQUIRED),
    ] {
        let request = ApiVersionsRequest {
            client_software_name: "scenario".into(),
            client_software_version: "1".into(),
            cluster_id: Some(cluster.into()),
            node_id: node,
            ..Default::default()
        };
        assert_eq!(client.call(5, &request).error_code, expected.0);
    }
}

#[test]
fn versions_that_are_not_spoken_close_the_connection() {
    let mut client = posing(KafkaVersion::V4_4);
    client.send(2, &produce("t", 0, batch(&["a"])));
    assert_eq!(client.closed(), "Produce (0) version 2 is not spoken by Kafka 4.4");
    let mut client = posing(KafkaVersion::V2_0);
    client.send(7, &produce("t", 0, batch(&["a"])));
    assert!(client.closed().contains("version 7 is not spoken by Kafka 2.0"));
}

#[test]
fn ranges_can_be_lies() {
    let mut client = client();
    client.cluster.control().advertise(ApiKey::PRODUCE, VersionRange::new(20, 21)).unwrap();
    assert_eq!(range(&ask(&mut client, 4), ApiKey::PRODUCE), Some((20, 21)));
    assert!(client.cluster.control().advertise(ApiKey::JOIN_GROUP, VersionRange::new(0, 1)).is_err());
    assert_eq!(code(&client.produce(0, batch(&["a"]))), ErrorCode::NONE);
}
