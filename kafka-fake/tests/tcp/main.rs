//! The cluster behind sockets, on ports that the system chooses, with a client of the standard library.

#![cfg(feature = "tcp")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod sasl;
mod tls;
mod wire;

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{ClusterConfig, Fault, FaultRule, KafkaVersion, TcpCluster};
use kafka_protocol::messages::fetch_request::{FetchPartition, FetchTopic};
use kafka_protocol::messages::metadata_request::MetadataRequestTopic;
use kafka_protocol::messages::produce_request::{PartitionProduceData, TopicProduceData};
use kafka_protocol::messages::{ApiVersionsRequest, FetchRequest, MetadataRequest, ProduceRequest};
use kafka_protocol::wire::Records;
use kafka_protocol::{ApiKey, CorrelationId, Request, decode_response, encode_request};
use kafka_records::{BatchBuilder, Codec, Compression, Magic, MessageSetBuilder, ProducerStamp, RecordRef};

struct Client {
    stream: TcpStream,
    correlation: i32,
}

impl Client {
    fn connect(cluster: &TcpCluster, broker: usize) -> Self {
        Self::to(TcpStream::connect(cluster.addresses()[broker]).unwrap())
    }

    fn to(stream: TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        // Only a bound for a test that has failed already.
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        Self { stream, correlation: 0 }
    }

    fn send<R: Request>(&mut self, version: i16, request: &R) {
        self.correlation += 1;
        let frame = encode_request(version, CorrelationId(self.correlation), None, request).unwrap();
        self.stream.write_all(&frame.to_bytes()).unwrap();
    }

    fn receive<R: Request>(&mut self, version: i16) -> io::Result<R::Response> {
        let mut length = [0; 4];
        self.stream.read_exact(&mut length)?;
        let mut frame = vec![0; usize::try_from(i32::from_be_bytes(length)).unwrap()];
        self.stream.read_exact(&mut frame)?;
        let (correlation, response) = decode_response::<R>(version, &frame.into()).unwrap();
        assert_eq!(correlation, CorrelationId(self.correlation));
        Ok(response)
    }

    fn call<R: Request>(&mut self, version: i16, request: &R) -> R::Response {
        self.send(version, request);
        self.receive::<R>(version).unwrap()
    }

    /// The other side has closed, or has reset because it closed with bytes unread.
    fn is_closed(&mut self) -> bool {
        match self.stream.read(&mut [0]) {
            Ok(count) => count == 0,
            Err(error) => error.kind() == io::ErrorKind::ConnectionReset,
        }
    }
}

fn batch(count: usize, size: usize) -> Bytes {
    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(count * (size + 32)));
    let value = vec![b'x'; size];
    for _ in 0..count {
        builder.append(&RecordRef { timestamp: 1, key: None, value: Some(&value), headers: &[] }).unwrap();
    }
    builder.finish(&Codec::NONE).unwrap().segments(&ProducerStamp::NONE).concat().into()
}

fn produce(batches: &[Bytes], acks: i16) -> ProduceRequest {
    let partition_data = (0..)
        .zip(batches)
        .map(|(index, batch)| PartitionProduceData {
            index,
            records: Some(Records::from(batch.clone())),
            ..Default::default()
        })
        .collect();
    let topic = TopicProduceData { name: "t".into(), partition_data, ..Default::default() };
    ProduceRequest { acks, timeout_ms: 1000, topic_data: vec![topic], ..Default::default() }
}

fn start(config: ClusterConfig) -> TcpCluster {
    let cluster = TcpCluster::start(config).unwrap();
    cluster.with_cluster(|cluster| cluster.control().create_topic("t", 3)).unwrap();
    cluster
}

fn end_offsets(cluster: &TcpCluster) -> Vec<i64> {
    cluster.with_cluster(|cluster| {
        (0..3).map(|partition| cluster.log("t", partition).unwrap().end_offset()).collect()
    })
}

#[test]
fn brokers_advertise_the_ports_they_listen_on() {
    let cluster = start(ClusterConfig::default().brokers(3));
    let mut client = Client::connect(&cluster, 1);
    let topics = vec![MetadataRequestTopic { name: Some("t".into()), ..Default::default() }];
    let request = MetadataRequest { topics: Some(topics), ..Default::default() };
    let response = client.call(12, &request);
    let told: Vec<String> =
        response.brokers.iter().map(|broker| format!("{}:{}", broker.host, broker.port)).collect();
    assert_eq!(told.join(","), cluster.bootstrap());
}

#[test]
fn records_come_back_as_they_were_sent() {
    let cluster = start(ClusterConfig::default());
    let mut client = Client::connect(&cluster, 0);
    let sent = batch(100, 5000);
    for expected in 0..3 {
        let response = client.call(9, &produce(&[sent.clone(), batch(1, 1)], -1));
        assert_eq!(response.responses[0].partition_responses[0].base_offset, expected * 100);
    }
    let partition = FetchPartition { fetch_offset: 100, partition_max_bytes: i32::MAX, ..Default::default() };
    let topic = FetchTopic { topic: "t".into(), partitions: vec![partition], ..Default::default() };
    let request = FetchRequest { max_bytes: i32::MAX, topics: vec![topic], ..Default::default() };
    let response = client.call(12, &request);
    let records = response.responses[0].partitions[0].records.clone().unwrap().into_bytes();
    assert_eq!(records.len(), 2 * sent.len());
    assert_eq!(records[16..sent.len()], sent[16..]);
}

#[test]
fn message_sets_of_old_clients_come_back_as_message_sets() {
    let cluster = start(ClusterConfig::default().as_version(KafkaVersion::V0_9));
    let mut client = Client::connect(&cluster, 0);
    let mut set = MessageSetBuilder::new(Magic::V0, Codec::NONE).unwrap();
    for value in [b"a", b"b"] {
        set.append(&RecordRef { timestamp: -1, key: None, value: Some(value), headers: &[] }).unwrap();
    }
    let sent = set.finish().unwrap();
    let response = client.call(1, &produce(std::slice::from_ref(&sent), -1));
    assert_eq!(response.responses[0].partition_responses[0].error_code, 0);
    let partition = FetchPartition { partition_max_bytes: i32::MAX, ..Default::default() };
    let topic = FetchTopic { topic: "t".into(), partitions: vec![partition], ..Default::default() };
    let response = client.call(1, &FetchRequest { topics: vec![topic], ..Default::default() });
    assert_eq!(response.responses[0].partitions[0].records.clone().unwrap().into_bytes(), sent);
    assert_eq!(end_offsets(&cluster), [2, 0, 0]);
}

#[test]
fn requests_are_understood_byte_by_byte_and_all_at_once() {
    for sink in [false, true] {
        let cluster = start(ClusterConfig::default().sink(sink));
        let mut client = Client::connect(&cluster, 0);
        let request = produce(&[batch(2, 10), batch(1, 3000), batch(3, 0)], -1);
        let frame = encode_request(9, CorrelationId(1), Some("slow"), &request).unwrap().to_bytes();
        client.correlation = 1;
        for byte in &frame {
            client.stream.write_all(&[*byte]).unwrap();
        }
        let response = client.receive::<ProduceRequest>(9).unwrap();
        assert!(response.responses[0].partition_responses.iter().all(|entry| entry.error_code == 0));

        client.stream.write_all(&[frame.as_ref(); 4].concat()).unwrap();
        for _ in 0..4 {
            client.receive::<ProduceRequest>(9).unwrap();
        }
        assert_eq!(end_offsets(&cluster), [10, 5, 15]);
    }
}

#[test]
fn a_sink_counts_long_batches_of_every_version() {
    let cluster = start(ClusterConfig::default().sink(true));
    let mut client = Client::connect(&cluster, 0);
    let batches = [batch(1000, 1000), batch(3, 100), batch(500, 100)];
    let mut expected = [0, 0, 0];
    for version in 3..=12 {
        let response = client.call(version, &produce(&batches, 1));
        let offsets: Vec<i64> =
            response.responses[0].partition_responses.iter().map(|entry| entry.base_offset).collect();
        assert_eq!(offsets, expected);
        expected = [expected[0] + 1000, expected[1] + 3, expected[2] + 500];
    }
    let id = cluster.with_cluster(|cluster| cluster.topic("t").unwrap().id());
    let mut request = produce(&batches, 1);
    request.topic_data[0].topic_id = id;
    client.call(13, &request);

    // Without an answer, the next request's shows that this one has been counted.
    client.send(9, &produce(&batches, 0));
    let response = client.call(
        3,
        &ApiVersionsRequest {
            client_software_name: "sink".into(),
            client_software_version: "1".into(),
            ..Default::default()
        },
    );
    assert_eq!(response.error_code, 0);
    assert_eq!(end_offsets(&cluster), [12_000, 36, 6_000]);
    let (records, batches) =
        cluster.with_cluster(|cluster| (cluster.counters().records, cluster.counters().batches));
    assert_eq!((records, batches), (18_036, 36));
}

#[test]
fn malformed_bytes_close_the_connection() {
    for sink in [false, true] {
        let cluster = start(ClusterConfig::default().sink(sink));
        for bytes in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0, 0, 0, 2, 0, 0], &[0xff; 8]] {
            let mut client = Client::connect(&cluster, 0);
            client.stream.write_all(bytes).unwrap();
            assert!(client.is_closed(), "{bytes:?}");
        }
        let mut client = Client::connect(&cluster, 0);
        let mut bytes = encode_request(9, CorrelationId(1), None, &produce(&[batch(1, 1)], -1))
            .unwrap()
            .to_bytes()
            .to_vec();
        let length = i32::try_from(bytes.len() - 3).unwrap();
        bytes[..4].copy_from_slice(&length.to_be_bytes());
        bytes.push(0);
        client.stream.write_all(&bytes).unwrap();
        assert!(client.is_closed());
    }
}

#[test]
fn a_fetch_is_answered_when_another_connection_produces() {
    let cluster = start(ClusterConfig::default());
    let mut consumer = Client::connect(&cluster, 0);
    let partition = FetchPartition { partition_max_bytes: i32::MAX, ..Default::default() };
    let topic = FetchTopic { topic: "t".into(), partitions: vec![partition], ..Default::default() };
    let request = FetchRequest {
        max_bytes: i32::MAX,
        max_wait_ms: 25_000,
        min_bytes: 1,
        topics: vec![topic],
        ..Default::default()
    };
    consumer.send(12, &request);
    let mut producer = Client::connect(&cluster, 0);
    producer.call(9, &produce(&[batch(1, 1)], -1));
    let response = consumer.receive::<FetchRequest>(12).unwrap();
    assert_eq!(response.responses[0].partitions[0].high_watermark, 1);
}

#[test]
fn a_fetch_ends_at_its_deadline() {
    for sink in [false, true] {
        let cluster = start(ClusterConfig::default().sink(sink));
        let mut consumer = Client::connect(&cluster, 0);
        let partition = FetchPartition { partition_max_bytes: 1, ..Default::default() };
        let topic = FetchTopic { topic: "t".into(), partitions: vec![partition], ..Default::default() };
        let request =
            FetchRequest { max_wait_ms: 20, min_bytes: 1, topics: vec![topic], ..Default::default() };
        for _ in 0..2 {
            assert_eq!(consumer.call(12, &request).responses[0].partitions[0].high_watermark, 0);
        }
    }
}

#[test]
fn faults_reach_the_socket() {
    let cluster = start(ClusterConfig::default());
    let fault = FaultRule::new(ApiKey::PRODUCE, Fault::DropAfter);
    cluster.with_cluster(|cluster| cluster.control().add_fault(fault));
    let mut client = Client::connect(&cluster, 0);
    client.send(9, &produce(&[batch(1, 1)], -1));
    assert!(client.is_closed());
    assert_eq!(end_offsets(&cluster), [1, 0, 0]);

    let fault = FaultRule::new(ApiKey::PRODUCE, Fault::Hold(Duration::from_millis(30)));
    cluster.with_cluster(|cluster| cluster.control().add_fault(fault));
    let mut client = Client::connect(&cluster, 0);
    client.call(9, &produce(&[batch(1, 1)], -1));
    let fault = FaultRule::new(ApiKey::PRODUCE, Fault::Throttle(30));
    cluster.with_cluster(|cluster| cluster.control().add_fault(fault));
    assert_eq!(client.call(9, &produce(&[batch(1, 1)], -1)).throttle_time_ms, 30);
    client.call(9, &produce(&[batch(1, 1)], -1));
    assert_eq!(end_offsets(&cluster), [4, 0, 0]);
}

#[test]
fn a_broker_that_is_down_refuses_and_comes_back_on_its_port() {
    for sink in [false, true] {
        let cluster = start(ClusterConfig::default().brokers(2).sink(sink));
        let mut client = Client::connect(&cluster, 0);
        client.call(0, &ApiVersionsRequest::default());
        cluster.with_cluster(|cluster| cluster.control().broker_down(1)).unwrap();
        assert!(client.is_closed());
        let address = cluster.addresses()[0];
        assert!(TcpStream::connect(address).is_err());
        Client::connect(&cluster, 1).call(0, &ApiVersionsRequest::default());

        cluster.with_cluster(|cluster| cluster.control().broker_up(1)).unwrap();
        let stream = loop {
            if let Ok(stream) = TcpStream::connect(address) {
                break stream;
            }
        };
        Client::to(stream).call(0, &ApiVersionsRequest::default());
    }
}

#[test]
fn dropping_the_cluster_closes_connections_and_ports() {
    for sink in [false, true] {
        let cluster = start(ClusterConfig::default().sink(sink));
        let address = cluster.addresses()[0];
        let mut client = Client::connect(&cluster, 0);
        client.call(0, &ApiVersionsRequest::default());
        drop(cluster);
        assert!(client.is_closed());
        assert!(TcpStream::connect(address).is_err());
    }
}
