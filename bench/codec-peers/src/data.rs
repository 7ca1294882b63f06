//! What both sides work on, as bytes of the wire.

use bytes::{Bytes, BytesMut};
use kafka_protocol::Message;
use kafka_protocol::messages::fetch_response::{FetchableTopicResponse, PartitionData};
use kafka_protocol::messages::metadata_response::{
    MetadataResponseBroker, MetadataResponsePartition, MetadataResponseTopic,
};
use kafka_protocol::messages::produce_request::{PartitionProduceData, TopicProduceData};
use kafka_protocol::messages::produce_response::{PartitionProduceResponse, TopicProduceResponse};
use kafka_protocol::messages::{FetchResponse, MetadataResponse, ProduceRequest, ProduceResponse};
use kafka_records::{BatchBuilder, Codec, Compression, ProducerStamp, RecordRef};

pub(crate) const PRODUCE_VERSION: i16 = 9;
pub(crate) const METADATA_VERSION: i16 = 12;
pub(crate) const FETCH_VERSION: i16 = 12;
pub(crate) const RECORDS: usize = 1_000;
pub(crate) const TIMESTAMP: i64 = 1_700_000_000_000;

/// Values of 100 bytes that compress about as well as text does.
pub(crate) fn values() -> Vec<Bytes> {
    let words = ["order", "customer", "warehouse", "shipped", "2024-05-17", "pending", "refund", "amount"];
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    (0..RECORDS)
        .map(|_| {
            let mut value = String::new();
            while value.len() < 100 {
                value.push_str(words[next() % words.len()]);
                value.push_str(&(next() % 1_000).to_string());
            }
            value.truncate(100);
            Bytes::from(value)
        })
        .collect()
}

/// One batch of all values.
pub(crate) fn batch(compression: Compression) -> Bytes {
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    builder.add_chunk(Vec::with_capacity(256 << 10));
    for value in values() {
        let record = RecordRef { timestamp: TIMESTAMP, key: None, value: Some(&value), headers: &[] };
        builder.append(&record).expect("room for all");
    }
    let sealed = builder.finish(&Codec::new(compression)).expect("the codec is there");
    sealed.segments(&ProducerStamp::NONE).concat().into()
}

/// Six partitions, a batch each.
pub(crate) fn produce_request() -> Bytes {
    let batch = batch(Compression::None);
    let partition_data = (0..6)
        .map(|index| PartitionProduceData {
            index,
            records: Some(batch.clone().into()),
            ..Default::default()
        })
        .collect();
    let topic = TopicProduceData { name: "events".into(), partition_data, ..Default::default() };
    wire(
        PRODUCE_VERSION,
        &ProduceRequest { acks: -1, timeout_ms: 30_000, topic_data: vec![topic], ..Default::default() },
    )
}

/// The answer to that.
pub(crate) fn produce_response() -> Bytes {
    let partition_responses = (0..6)
        .map(|index| PartitionProduceResponse {
            index,
            base_offset: 1_000_000 + i64::from(index),
            log_start_offset: 0,
            ..Default::default()
        })
        .collect();
    let topic = TopicProduceResponse { name: "events".into(), partition_responses, ..Default::default() };
    wire(PRODUCE_VERSION, &ProduceResponse { responses: vec![topic], ..Default::default() })
}

/// 1,000 topics of 10 partitions on 6 brokers.
pub(crate) fn metadata_response() -> Bytes {
    let brokers = (0..6)
        .map(|node_id| MetadataResponseBroker {
            node_id,
            host: format!("broker-{node_id}.example.net").into(),
            port: 9092,
            ..Default::default()
        })
        .collect();
    let partition = |partition_index| MetadataResponsePartition {
        partition_index,
        leader_id: partition_index % 6,
        leader_epoch: 3,
        replica_nodes: (0..3).map(|replica| (partition_index + replica) % 6).collect(),
        isr_nodes: (0..3).map(|replica| (partition_index + replica) % 6).collect(),
        ..Default::default()
    };
    let topics = (0..1_000)
        .map(|topic| MetadataResponseTopic {
            name: Some(format!("topic-{topic:04}").into()),
            topic_id: kafka_protocol::wire::Uuid::from_u128(0x1000 + topic),
            partitions: (0..10).map(partition).collect(),
            ..Default::default()
        })
        .collect();
    let response =
        MetadataResponse { brokers, topics, cluster_id: Some("cluster".into()), ..Default::default() };
    wire(METADATA_VERSION, &response)
}

/// 1 MiB of records in ten partitions.
pub(crate) fn fetch_response() -> Bytes {
    let batch = batch(Compression::None);
    let partitions = (0..10)
        .map(|partition_index| PartitionData {
            partition_index,
            high_watermark: 5_000,
            last_stable_offset: 5_000,
            log_start_offset: 0,
            records: Some(batch.clone().into()),
            ..Default::default()
        })
        .collect();
    let topic = FetchableTopicResponse { topic: "events".into(), partitions, ..Default::default() };
    wire(FETCH_VERSION, &FetchResponse { responses: vec![topic], ..Default::default() })
}

fn wire<M: Message>(version: i16, message: &M) -> Bytes {
    let mut bytes = BytesMut::new();
    message.encode(version, &mut bytes).expect("all fields are in the version");
    bytes.freeze()
}
