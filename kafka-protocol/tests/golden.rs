//! Messages are written byte for byte as Kafka's own classes write them; see `testdata/README.md`.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use bytes::{Bytes, BytesMut};
use kafka_protocol::messages::{
    AddPartitionsToTxnRequest, ApiVersionsRequest, ApiVersionsResponse, CreateTopicsRequest, EndTxnRequest,
    FetchRequest, FetchResponse, FindCoordinatorRequest, FindCoordinatorResponse, InitProducerIdRequest,
    InitProducerIdResponse, ListOffsetsRequest, ListOffsetsResponse, MetadataRequest, MetadataResponse,
    ProduceRequest, ProduceResponse, SaslAuthenticateRequest, SaslAuthenticateResponse, SaslHandshakeRequest,
    SaslHandshakeResponse, TxnOffsetCommitRequest, add_partitions_to_txn_request, api_versions_response,
    create_topics_request, fetch_request, fetch_response, find_coordinator_response, list_offsets_request,
    list_offsets_response, metadata_request, metadata_response, produce_request, produce_response,
    txn_offset_commit_request,
};
use kafka_protocol::wire::{Records, StrBytes, TaggedFields, Uuid};
use kafka_protocol::{ApiKey, CorrelationId, Message, RequestHeader, ResponseHeader};

const ID: Uuid = Uuid::from_u128(0x0123_4567_89ab_cdef_fedc_ba98_7654_3210);

fn text(text: &'static str) -> StrBytes {
    text.into()
}

fn records() -> Records {
    Bytes::from_static(&[9, 8, 7]).into()
}

/// The lines of one message: version and bytes.
fn golden(name: &str) -> Vec<(i16, Bytes)> {
    let lines = include_str!("../testdata/golden.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut words = line.split(' ');
            if words.next() != Some(name) {
                return None;
            }
            let version = words.next()?.parse().ok()?;
            Some((version, hex(words.next().unwrap_or_default())))
        })
        .collect()
}

fn hex(digits: &str) -> Bytes {
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// What `build` makes is written as Kafka does in every version, and Kafka's bytes are read and written unchanged.
fn check<M: Message>(build: impl Fn(i16) -> M) {
    let golden = golden(M::NAME);
    assert_eq!(golden.len(), M::VERSIONS.iter().count(), "{} has a line a version", M::NAME);
    for (version, expected) in golden {
        assert_eq!(encode(&build(version), version), expected, "{} v{version}", M::NAME);
        let mut rest = expected.clone();
        let read = M::decode(version, &mut rest).unwrap();
        assert!(rest.is_empty(), "{} v{version}", M::NAME);
        assert_eq!(encode(&read, version), expected, "{} v{version}", M::NAME);
    }
}

fn encode<M: Message>(message: &M, version: i16) -> Bytes {
    let mut bytes = BytesMut::new();
    message.encode(version, &mut bytes).unwrap();
    assert_eq!(message.encoded_len(version), Ok(bytes.len()));
    bytes.freeze()
}

#[test]
fn request_headers() {
    let mut versions = 0;
    for (version, expected) in golden("RequestHeader") {
        let (api_key, api_version) = match version {
            0 => (ApiKey::CONTROLLED_SHUTDOWN, 0),
            1 => (ApiKey::METADATA, 8),
            _ => (ApiKey::METADATA, 9),
        };
        let header = RequestHeader {
            api_key,
            api_version,
            correlation_id: CorrelationId(0x0102_0304),
            client_id: (version >= 1).then(|| text("golden")),
            tagged: TaggedFields::new(),
        };
        let mut bytes = BytesMut::new();
        header.encode(&mut bytes).unwrap();
        assert_eq!(bytes, expected, "v{version}");
        assert_eq!(header.encoded_len(), expected.len());
        assert_eq!(RequestHeader::decode(&mut expected.clone()), Ok(header));
        versions += 1;
    }
    assert_eq!(versions, 3);
}

#[test]
fn response_headers() {
    let golden = golden("ResponseHeader");
    assert_eq!(golden.len(), 2);
    for (version, expected) in golden {
        let header =
            ResponseHeader { correlation_id: CorrelationId(0x0102_0304), tagged: TaggedFields::new() };
        let mut bytes = BytesMut::new();
        header.encode(version, &mut bytes).unwrap();
        assert_eq!(bytes, expected, "v{version}");
        assert_eq!(ResponseHeader::decode(version, &mut expected.clone()), Ok(header));
    }
}

#[test]
fn api_versions() {
    check(|_| ApiVersionsRequest {
        client_software_name: text("golden"),
        client_software_version: text("1.2.3"),
        ..Default::default()
    });
    check(|_| ApiVersionsResponse {
        error_code: 35,
        api_keys: [(0, 0, 13), (18, 0, 5)]
            .map(|(api_key, min_version, max_version)| api_versions_response::ApiVersion {
                api_key,
                min_version,
                max_version,
                ..Default::default()
            })
            .into(),
        throttle_time_ms: 7,
        supported_features: vec![api_versions_response::SupportedFeatureKey {
            name: text("transaction.version"),
            min_version: 0,
            max_version: 2,
            ..Default::default()
        }],
        finalized_features_epoch: 99,
        finalized_features: vec![api_versions_response::FinalizedFeatureKey {
            name: text("transaction.version"),
            max_version_level: 2,
            min_version_level: 2,
            ..Default::default()
        }],
        zk_migration_ready: true,
        ..Default::default()
    });
}

#[test]
fn metadata() {
    use metadata_request::MetadataRequestTopic;
    check(|version| {
        let named = MetadataRequestTopic {
            name: Some(text("first")),
            topic_id: if version >= 10 { ID } else { Uuid::ZERO },
            ..Default::default()
        };
        let by_id = MetadataRequestTopic { name: None, topic_id: ID, ..Default::default() };
        MetadataRequest {
            topics: Some(if version >= 10 { vec![named, by_id] } else { vec![named] }),
            allow_auto_topic_creation: version < 4,
            ..Default::default()
        }
    });
    check(|version| MetadataResponse {
        throttle_time_ms: 5,
        brokers: vec![
            metadata_response::MetadataResponseBroker {
                node_id: 1,
                host: text("one.example"),
                port: 9092,
                rack: Some(text("rack-a")),
                ..Default::default()
            },
            metadata_response::MetadataResponseBroker {
                node_id: 2,
                host: text("two.example"),
                port: 9093,
                ..Default::default()
            },
        ],
        cluster_id: Some(text("cluster")),
        controller_id: 2,
        topics: vec![metadata_response::MetadataResponseTopic {
            name: Some(text("topic")),
            topic_id: ID,
            is_internal: true,
            partitions: vec![metadata_response::MetadataResponsePartition {
                error_code: 5,
                partition_index: 3,
                leader_id: -1,
                leader_epoch: 11,
                replica_nodes: vec![1, 2].into(),
                isr_nodes: vec![2].into(),
                offline_replicas: vec![1].into(),
                ..Default::default()
            }],
            topic_authorized_operations: if version >= 8 { 0x0ff8 } else { i32::MIN },
            ..Default::default()
        }],
        cluster_authorized_operations: if (8..=10).contains(&version) { 0x0ff8 } else { i32::MIN },
        ..Default::default()
    });
}

#[test]
fn produce() {
    check(|version| ProduceRequest {
        transactional_id: (version >= 3).then(|| text("txn")),
        acks: -1,
        timeout_ms: 30_000,
        topic_data: vec![produce_request::TopicProduceData {
            name: text("topic"),
            topic_id: if version >= 13 { ID } else { Uuid::ZERO },
            partition_data: vec![
                produce_request::PartitionProduceData {
                    index: 4,
                    records: Some(records()),
                    ..Default::default()
                },
                produce_request::PartitionProduceData { index: 5, records: None, ..Default::default() },
            ],
            ..Default::default()
        }],
        ..Default::default()
    });
    check(|version| ProduceResponse {
        responses: vec![produce_response::TopicProduceResponse {
            name: text("topic"),
            topic_id: if version >= 13 { ID } else { Uuid::ZERO },
            partition_responses: vec![refused(version), moved(version)],
            ..Default::default()
        }],
        throttle_time_ms: 6,
        node_endpoints: if version >= 10 {
            vec![produce_response::NodeEndpoint {
                node_id: 2,
                host: text("two.example"),
                port: 9093,
                rack: Some(text("rack-b")),
                ..Default::default()
            }]
        } else {
            Vec::new()
        },
        ..Default::default()
    });
}

fn refused(version: i16) -> produce_response::PartitionProduceResponse {
    let error = |batch_index, message| produce_response::BatchIndexAndErrorMessage {
        batch_index,
        batch_index_error_message: message,
        ..Default::default()
    };
    produce_response::PartitionProduceResponse {
        index: 4,
        error_code: 87,
        base_offset: -1,
        log_append_time_ms: 123_456_789,
        log_start_offset: 17,
        record_errors: if version >= 8 {
            vec![error(2, Some(text("no key"))), error(3, None)]
        } else {
            Vec::new()
        },
        error_message: Some(text("bad records")),
        ..Default::default()
    }
}

fn moved(version: i16) -> produce_response::PartitionProduceResponse {
    let leader = produce_response::LeaderIdAndEpoch { leader_id: 2, leader_epoch: 12, ..Default::default() };
    produce_response::PartitionProduceResponse {
        index: 5,
        error_code: 6,
        base_offset: -1,
        current_leader: if version >= 10 { leader } else { produce_response::LeaderIdAndEpoch::default() },
        ..Default::default()
    }
}

#[test]
fn init_producer_id() {
    check(|version| InitProducerIdRequest {
        transactional_id: Some(text("txn")),
        transaction_timeout_ms: 60_000,
        producer_id: if version >= 3 { 1_234_567_890_123 } else { -1 },
        producer_epoch: if version >= 3 { 7 } else { -1 },
        ..Default::default()
    });
    check(|_| InitProducerIdResponse {
        throttle_time_ms: 1,
        error_code: 51,
        producer_id: 1_234_567_890_123,
        producer_epoch: 8,
        ..Default::default()
    });
}

#[test]
fn find_coordinator() {
    check(|version| FindCoordinatorRequest {
        key: if version < 4 { text("txn") } else { StrBytes::new() },
        key_type: i8::from(version >= 1),
        coordinator_keys: if version < 4 { Vec::new() } else { vec![text("txn"), text("other")] },
        ..Default::default()
    });
    check(|version| {
        let (host, port) = (text("one.example"), 9092);
        if version < 4 {
            let error_message = Some(text("none"));
            return FindCoordinatorResponse {
                throttle_time_ms: 2,
                error_message,
                node_id: 1,
                host,
                port,
                ..Default::default()
            };
        }
        let key = text("txn");
        FindCoordinatorResponse {
            throttle_time_ms: 2,
            coordinators: vec![find_coordinator_response::Coordinator {
                key,
                node_id: 1,
                host,
                port,
                error_code: 15,
                error_message: None,
                ..Default::default()
            }],
            ..Default::default()
        }
    });
}

#[test]
fn transactions() {
    use add_partitions_to_txn_request::{AddPartitionsToTxnTopic, AddPartitionsToTxnTransaction};
    check(|version| {
        let topics = vec![AddPartitionsToTxnTopic {
            name: text("topic"),
            partitions: vec![0, 300].into(),
            ..Default::default()
        }];
        if version < 4 {
            return AddPartitionsToTxnRequest {
                v3_and_below_transactional_id: text("txn"),
                v3_and_below_producer_id: 42,
                v3_and_below_producer_epoch: 3,
                v3_and_below_topics: topics,
                ..Default::default()
            };
        }
        AddPartitionsToTxnRequest {
            transactions: vec![AddPartitionsToTxnTransaction {
                transactional_id: text("txn"),
                producer_id: 42,
                producer_epoch: 3,
                verify_only: true,
                topics,
                ..Default::default()
            }],
            ..Default::default()
        }
    });
    check(|version| TxnOffsetCommitRequest {
        transactional_id: text("txn"),
        group_id: text("group"),
        producer_id: 42,
        producer_epoch: 3,
        member_id: if version >= 3 { text("member") } else { StrBytes::new() },
        group_instance_id: (version >= 3).then(|| text("instance")),
        topics: vec![txn_offset_commit_request::TxnOffsetCommitRequestTopic {
            name: text("topic"),
            partitions: vec![txn_offset_commit_request::TxnOffsetCommitRequestPartition {
                partition_index: 1,
                committed_offset: 1000,
                committed_leader_epoch: 9,
                committed_metadata: None,
                ..Default::default()
            }],
            ..Default::default()
        }],
        ..Default::default()
    });
    check(|_| EndTxnRequest {
        transactional_id: text("txn"),
        producer_id: 42,
        producer_epoch: 3,
        committed: true,
        ..Default::default()
    });
}

#[test]
fn sasl() {
    check(|_| SaslHandshakeRequest { mechanism: text("PLAIN") });
    check(|_| SaslHandshakeResponse {
        error_code: 33,
        mechanisms: vec![text("PLAIN"), text("SCRAM-SHA-256")],
    });
    check(|_| SaslAuthenticateRequest { auth_bytes: Bytes::from_static(b"\0u\0p"), ..Default::default() });
    check(|_| SaslAuthenticateResponse {
        error_code: 58,
        error_message: Some(text("no")),
        auth_bytes: Bytes::from_static(&[1]),
        session_lifetime_ms: 3_600_000,
        ..Default::default()
    });
}

#[test]
fn create_topics() {
    check(|version| CreateTopicsRequest {
        topics: vec![create_topics_request::CreatableTopic {
            name: text("topic"),
            num_partitions: -1,
            replication_factor: -1,
            assignments: vec![create_topics_request::CreatableReplicaAssignment {
                partition_index: 0,
                broker_ids: vec![1, 2].into(),
                ..Default::default()
            }],
            configs: vec![create_topics_request::CreatableTopicConfig {
                name: text("cleanup.policy"),
                value: None,
                ..Default::default()
            }],
            ..Default::default()
        }],
        timeout_ms: 1000,
        validate_only: version >= 1,
        ..Default::default()
    });
}

#[test]
fn fetch() {
    use fetch_request::{FetchPartition, FetchTopic, ForgottenTopic, ReplicaState};
    use fetch_response::{
        AbortedTransaction, EpochEndOffset, FetchableTopicResponse, LeaderIdAndEpoch, PartitionData,
        SnapshotId,
    };
    let id = |version| if version >= 13 { ID } else { Uuid::ZERO };
    check(|version| FetchRequest {
        cluster_id: (version >= 12).then(|| text("cluster")),
        replica_id: if version < 15 { 3 } else { -1 },
        replica_state: if version < 15 {
            ReplicaState::default()
        } else {
            ReplicaState { replica_id: 3, replica_epoch: 77, ..Default::default() }
        },
        max_wait_ms: 500,
        min_bytes: 1,
        max_bytes: 1024,
        isolation_level: 1,
        topics: vec![FetchTopic {
            topic: text("topic"),
            topic_id: id(version),
            partitions: vec![FetchPartition {
                partition: 1,
                current_leader_epoch: 4,
                fetch_offset: 100,
                last_fetched_epoch: if version >= 12 { 3 } else { -1 },
                log_start_offset: 10,
                partition_max_bytes: 512,
                replica_directory_id: if version >= 17 { ID } else { Uuid::ZERO },
                ..Default::default()
            }],
            ..Default::default()
        }],
        forgotten_topics_data: if version >= 7 {
            let topic = text("gone");
            vec![ForgottenTopic {
                topic,
                topic_id: id(version),
                partitions: vec![7].into(),
                ..Default::default()
            }]
        } else {
            Vec::new()
        },
        rack_id: text("rack-a"),
        ..Default::default()
    });
    check(|version| {
        let mut partition = PartitionData {
            partition_index: 1,
            high_watermark: 200,
            last_stable_offset: 190,
            log_start_offset: 10,
            aborted_transactions: (version >= 4).then(|| {
                vec![AbortedTransaction { producer_id: 42, first_offset: 150, ..Default::default() }]
            }),
            preferred_read_replica: if version >= 11 { 2 } else { -1 },
            records: Some(records()),
            ..Default::default()
        };
        if version >= 12 {
            partition.diverging_epoch = EpochEndOffset { epoch: 3, end_offset: 180, ..Default::default() };
            partition.current_leader =
                LeaderIdAndEpoch { leader_id: 2, leader_epoch: 5, ..Default::default() };
            partition.snapshot_id = SnapshotId { end_offset: 8, epoch: 1, ..Default::default() };
        }
        FetchResponse {
            throttle_time_ms: 9,
            session_id: if version >= 7 { 55 } else { 0 },
            responses: vec![FetchableTopicResponse {
                topic: text("topic"),
                topic_id: id(version),
                partitions: vec![partition],
                ..Default::default()
            }],
            ..Default::default()
        }
    });
}

#[test]
fn list_offsets() {
    check(|version| ListOffsetsRequest {
        replica_id: -1,
        isolation_level: i8::from(version >= 2),
        topics: vec![list_offsets_request::ListOffsetsTopic {
            name: text("topic"),
            partitions: vec![list_offsets_request::ListOffsetsPartition {
                partition_index: 1,
                current_leader_epoch: 4,
                timestamp: -2,
                ..Default::default()
            }],
            ..Default::default()
        }],
        ..Default::default()
    });
    check(|version| ListOffsetsResponse {
        throttle_time_ms: 3,
        topics: vec![list_offsets_response::ListOffsetsTopicResponse {
            name: text("topic"),
            partitions: vec![list_offsets_response::ListOffsetsPartitionResponse {
                partition_index: 1,
                old_style_offsets: if version == 0 { vec![456, 123] } else { Vec::new() },
                timestamp: if version >= 1 { 123 } else { -1 },
                offset: if version >= 1 { 456 } else { -1 },
                leader_epoch: if version >= 4 { 4 } else { -1 },
                ..Default::default()
            }],
            ..Default::default()
        }],
        ..Default::default()
    });
}
