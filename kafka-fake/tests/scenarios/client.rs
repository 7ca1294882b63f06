//! A client without a socket, and batches to send.

use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{Cluster, ClusterConfig, ConnId, Output};
use kafka_protocol::messages::produce_request::{PartitionProduceData, TopicProduceData};
use kafka_protocol::messages::produce_response::PartitionProduceResponse;
use kafka_protocol::messages::{ProduceRequest, ProduceResponse};
use kafka_protocol::wire::{Records, StrBytes};
use kafka_protocol::{CorrelationId, ErrorCode, Request, decode_response, encode_request};
use kafka_records::{
    BatchBuilder, Codec, Compression, ProducerEpoch, ProducerId, ProducerStamp, RecordRef, Sequence, crc,
    header,
};

/// Wall clock of every scenario, and timestamp of every record that does not say otherwise.
pub(crate) const WALL_MS: i64 = 1_700_000_000_000;

/// A version of Produce that names topics.
pub(crate) const PRODUCE: i16 = 12;

/// One connection to broker 1 of a cluster with the topic `t` of two partitions; more can be opened.
pub(crate) struct Client {
    pub(crate) cluster: Cluster,
    pub(crate) conn: ConnId,
    pub(crate) now: Duration,
    correlation: i32,
}

impl Client {
    pub(crate) fn new(config: ClusterConfig) -> Self {
        let mut cluster = Cluster::new(config);
        cluster.control().create_topic("t", 2).unwrap();
        let conn = cluster.connect(Duration::ZERO, 1).unwrap();
        Self { cluster, conn, now: Duration::ZERO, correlation: 0 }
    }

    pub(crate) fn connect(&mut self, broker: i32) {
        self.conn = self.cluster.connect(self.now, broker).expect("the broker is up");
    }

    /// Sends a request; its correlation id is returned.
    pub(crate) fn send<R: Request>(&mut self, version: i16, request: &R) -> CorrelationId {
        self.correlation += 1;
        let correlation = CorrelationId(self.correlation);
        let frame = encode_request(version, correlation, Some("scenario"), request).unwrap();
        self.send_frame(frame.to_bytes().slice(4..));
        correlation
    }

    pub(crate) fn send_frame(&mut self, frame: Bytes) {
        self.cluster.handle_frame(self.now, WALL_MS, self.conn, frame);
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.now += by;
        self.cluster.handle_timeout(self.now, WALL_MS);
    }

    pub(crate) fn outputs(&mut self) -> Vec<Output> {
        std::iter::from_fn(|| self.cluster.poll_output()).collect()
    }

    /// The one frame that is to be sent, its length taken off.
    pub(crate) fn frame(&mut self) -> Bytes {
        let outputs = self.outputs();
        let [Output::Send { conn, segments }] = outputs.as_slice() else { panic!("{outputs:?}") };
        assert_eq!(*conn, self.conn);
        let mut bytes = segments.to_bytes();
        let length = i32::from_be_bytes(bytes.split_to(4).as_ref().try_into().unwrap());
        assert_eq!(usize::try_from(length).unwrap(), bytes.len());
        bytes
    }

    pub(crate) fn response<R: Request>(&mut self, version: i16, correlation: CorrelationId) -> R::Response {
        let (found, response) = decode_response::<R>(version, &self.frame()).unwrap();
        assert_eq!(found, correlation);
        response
    }

    pub(crate) fn call<R: Request>(&mut self, version: i16, request: &R) -> R::Response {
        let correlation = self.send(version, request);
        self.response::<R>(version, correlation)
    }

    /// The connection was closed and nothing sent; says why.
    pub(crate) fn closed(&mut self) -> String {
        let outputs = self.outputs();
        let [Output::Close { conn, reason }] = outputs.as_slice() else { panic!("{outputs:?}") };
        assert_eq!(*conn, self.conn);
        reason.to_string()
    }

    /// Produces a batch to a partition of `t` with acks -1.
    pub(crate) fn produce(&mut self, partition: i32, batch: Bytes) -> PartitionProduceResponse {
        only(self.call(PRODUCE, &produce("t", partition, batch)))
    }

    pub(crate) fn end_offset(&self, partition: i32) -> i64 {
        self.cluster.log("t", partition).unwrap().end_offset()
    }
}

pub(crate) fn client() -> Client {
    Client::new(ClusterConfig::default())
}

pub(crate) fn produce(topic: &'static str, partition: i32, batch: Bytes) -> ProduceRequest {
    let data =
        PartitionProduceData { index: partition, records: Some(Records::from(batch)), ..Default::default() };
    let topic = TopicProduceData {
        name: StrBytes::from_static(topic),
        partition_data: vec![data],
        ..Default::default()
    };
    ProduceRequest { acks: -1, timeout_ms: 1000, topic_data: vec![topic], ..Default::default() }
}

/// The entry of a response that has one.
pub(crate) fn only(response: ProduceResponse) -> PartitionProduceResponse {
    assert_eq!(response.responses.len(), 1);
    let mut partitions = response.responses.into_iter().next().unwrap().partition_responses;
    assert_eq!(partitions.len(), 1);
    partitions.pop().unwrap()
}

pub(crate) fn code(entry: &PartitionProduceResponse) -> ErrorCode {
    ErrorCode(entry.error_code)
}

/// A batch of records with these values.
pub(crate) fn batch(values: &[&str]) -> Bytes {
    stamped(values, ProducerStamp::NONE)
}

pub(crate) fn stamped(values: &[&str], stamp: ProducerStamp) -> Bytes {
    let records: Vec<_> = values.iter().map(|value| (WALL_MS, *value)).collect();
    build(&records, Compression::None, stamp)
}

pub(crate) fn build(records: &[(i64, &str)], compression: Compression, stamp: ProducerStamp) -> Bytes {
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    builder.add_chunk(Vec::with_capacity(64 * 1024));
    for (timestamp, value) in records {
        let value = Some(value.as_bytes());
        builder.append(&RecordRef { timestamp: *timestamp, key: None, value, headers: &[] }).unwrap();
    }
    let sealed = builder.finish(&Codec::new(compression)).unwrap();
    sealed.segments(&stamp).concat().into()
}

pub(crate) fn stamp(epoch: i16, base_sequence: i32) -> ProducerStamp {
    ProducerStamp {
        producer_id: ProducerId(7),
        epoch: ProducerEpoch(epoch),
        base_sequence: Sequence(base_sequence),
        transactional: false,
    }
}

/// The batch with some bytes overwritten, and its checksum made right again.
pub(crate) fn patched(batch: &Bytes, at: usize, bytes: &[u8]) -> Bytes {
    let mut patched = batch.to_vec();
    patched[at..at + bytes.len()].copy_from_slice(bytes);
    let checksum = crc::crc32c(&patched[header::ATTRIBUTES..]);
    patched[header::CRC..header::ATTRIBUTES].copy_from_slice(&checksum.to_be_bytes());
    patched.into()
}

/// The values in a partition's log.
pub(crate) fn values(cluster: &Cluster, topic: &str, partition: i32) -> Vec<String> {
    let records = cluster.log(topic, partition).unwrap().records().unwrap();
    let text = |value: &Bytes| String::from_utf8(value.to_vec()).unwrap();
    records.iter().map(|record| record.value.as_ref().map(text).unwrap_or_default()).collect()
}
