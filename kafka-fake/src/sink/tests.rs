use kafka_protocol::encode_request;
use kafka_protocol::messages::produce_request::{PartitionProduceData, TopicProduceData};
use kafka_protocol::messages::{ApiVersionsRequest, ProduceRequest};
use kafka_protocol::wire::Records;
use kafka_records::{BatchBuilder, Codec, Compression, ProducerStamp, RecordRef};

use super::*;

const VERSIONS: VersionRange = VersionRange::new(3, 13);

/// A batch of `count` records of `size` bytes.
fn batch(count: usize, size: usize) -> Bytes {
    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(count * (size + 32)));
    let value = vec![b'x'; size];
    for _ in 0..count {
        builder.append(&RecordRef { timestamp: 1, key: None, value: Some(&value), headers: &[] }).unwrap();
    }
    let sealed = builder.finish(&Codec::NONE).unwrap();
    sealed.segments(&ProducerStamp::NONE).concat().into()
}

/// A Produce of these batches, all to one topic: frame with its length.
fn produce(version: i16, batches: &[Bytes]) -> Vec<u8> {
    let partitions = (0..).zip(batches).map(|(index, batch)| PartitionProduceData {
        index,
        records: Some(Records::from(batch.clone())),
        ..Default::default()
    });
    let mut topic = TopicProduceData { partition_data: partitions.collect(), ..Default::default() };
    if version >= 13 {
        topic.topic_id = Uuid::from_u128(7);
    } else {
        topic.name = StrBytes::from_static("events");
    }
    let request =
        ProduceRequest { acks: -1, timeout_ms: 1000, topic_data: vec![topic], ..Default::default() };
    encode_request(version, CorrelationId(5), Some("sink-test"), &request).unwrap().to_bytes().to_vec()
}

fn put(scanner: &mut Scanner, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let space = scanner.space();
        let count = space.len().min(bytes.len());
        space[..count].copy_from_slice(&bytes[..count]);
        scanner.filled(count);
        bytes = &bytes[count..];
    }
}

fn head(scanned: Scanned) -> ProduceHead {
    match scanned {
        Scanned::Produce(head) => head,
        Scanned::Frame(frame) => panic!("{} bytes of some other request", frame.len()),
    }
}

fn counts(head: &ProduceHead) -> Vec<i32> {
    let partitions = head.topics.iter().flat_map(|topic| &topic.partitions);
    partitions.map(|partition| partition.head.unwrap().records).collect()
}

#[test]
fn every_version_is_read_byte_by_byte() {
    for version in VERSIONS.iter() {
        let mut scanner = Scanner::new(1 << 20, VERSIONS);
        let stream = produce(version, &[batch(3, 10), batch(1, 0), batch(2, 2000)]);
        let mut found = Vec::new();
        for byte in stream.iter().chain(&stream) {
            put(&mut scanner, &[*byte]);
            found.extend(scanner.poll().unwrap());
        }
        assert_eq!(found.len(), 2);
        for scanned in found {
            let head = head(scanned);
            assert_eq!((head.version, head.correlation_id, head.acks), (version, 5, -1));
            assert_eq!(counts(&head), [3, 1, 2]);
            assert_eq!(&*head.topics[0].name, if version >= 13 { "" } else { "events" });
            assert_eq!(head.topics[0].id.is_zero(), version < 13);
        }
    }
}

#[test]
fn records_may_go_by_unseen() {
    for version in [3, 9] {
        let mut scanner = Scanner::new(1 << 20, VERSIONS);
        let long = batch(100, 1000);
        let stream = produce(version, &[long.clone(), long]);
        let (mut rest, mut unseen) = (stream.as_slice(), 0);
        let found = loop {
            if let Some(scanned) = scanner.poll().unwrap() {
                break scanned;
            }
            let discardable = scanner.discardable();
            if discardable > 0 {
                let count = discardable.min(rest.len()).min(4096);
                scanner.discarded(count);
                unseen += count;
                rest = &rest[count..];
            } else {
                let count = scanner.space().len().min(rest.len()).min(200);
                put(&mut scanner, &rest[..count]);
                rest = &rest[count..];
            }
        };
        assert_eq!(counts(&head(found)), [100, 100]);
        assert!(rest.is_empty());
        assert!(unseen > 190_000, "only {unseen} bytes unseen");
    }
}

#[test]
fn other_requests_come_out_whole() {
    let mut scanner = Scanner::new(1 << 20, VERSIONS);
    let versions =
        encode_request(0, CorrelationId(1), None, &ApiVersionsRequest::default()).unwrap().to_bytes();
    let old = produce(2, &[batch(1, 1)]);
    let long = produce(2, &[batch(1, 500_000)]);
    let stream = [versions.as_ref(), &old, &produce(3, &[batch(2, 1)]), &long].concat();
    put(&mut scanner, &stream);
    let mut frames = Vec::new();
    let mut heads = 0;
    while let Some(scanned) = scanner.poll().unwrap() {
        match scanned {
            Scanned::Frame(frame) => frames.push(frame),
            Scanned::Produce(_) => heads += 1,
        }
    }
    assert_eq!(heads, 1);
    assert_eq!(frames, [versions.slice(4..), old[4..].to_vec().into(), long[4..].to_vec().into()]);
}

#[test]
fn null_and_short_records_have_no_batch() {
    let mut scanner = Scanner::new(1 << 20, VERSIONS);
    let partitions = vec![
        PartitionProduceData { records: None, ..Default::default() },
        PartitionProduceData {
            records: Some(Records::from(Bytes::from_static(b"short"))),
            ..Default::default()
        },
    ];
    let topic = TopicProduceData { partition_data: partitions, ..Default::default() };
    let request = ProduceRequest { topic_data: vec![topic], ..Default::default() };
    let frame = encode_request(9, CorrelationId(0), None, &request).unwrap().to_bytes();
    put(&mut scanner, &frame);
    let head = head(scanner.poll().unwrap().unwrap());
    let partitions = &head.topics[0].partitions;
    assert!(partitions[0].head.is_none());
    assert_eq!(partitions[1].head.map(|head| (head.records, head.bytes)), Some((0, 5)));
}

#[test]
fn lengths_that_do_not_fit_are_refused() {
    let good = produce(3, &[batch(1, 10)]);
    let refused = |stream: &[u8]| {
        let mut scanner = Scanner::new(1 << 20, VERSIONS);
        put(&mut scanner, stream);
        scanner.poll().unwrap_err().to_string()
    };
    assert_eq!(refused(&[0xff; 4]), "the frame's length is negative");
    assert_eq!(refused(&[0x7f, 0, 0, 0]), "the frame is longer than allowed");

    let mut short = good.clone();
    let length = i32::try_from(good.len() - 4 - 20).unwrap();
    short[..4].copy_from_slice(&length.to_be_bytes());
    assert_eq!(refused(&short), "the records are longer than the frame");

    let mut trailing = good.clone();
    let length = i32::try_from(good.len() - 4 + 1).unwrap();
    trailing[..4].copy_from_slice(&length.to_be_bytes());
    trailing.push(0);
    assert_eq!(refused(&trailing), "bytes are left after the request");

    for end in 8..good.len() - 4 {
        let mut cut = good[..4 + end].to_vec();
        cut[..4].copy_from_slice(&i32::try_from(end).unwrap().to_be_bytes());
        refused(&cut);
    }
}
