//! Message sets of format 0 and 1: Produce v0 to v2, Fetch v0 to v3. What is expected is what Kafka 0.9.0.1 and 0.10.2.2 did with
//! the same bytes.

use bytes::Bytes;
use kafka_fake::{ClusterConfig, KafkaVersion};
use kafka_protocol::ErrorCode;
use kafka_protocol::messages::FetchRequest;
use kafka_protocol::messages::produce_response::PartitionProduceResponse;
use kafka_protocol::wire::Records;
use kafka_records::{
    Codec, Compression, DecompressionLimit, LogBatch, LogScanner, Magic, MessageSetBuilder, RecordRef,
    TimestampType, crc,
};

use crate::client::*;
use crate::fetch::{fetch, first};

fn posing(release: KafkaVersion) -> Client {
    Client::new(ClusterConfig::default().as_version(release))
}

fn set(magic: Magic, compression: Compression, values: &[&str]) -> Bytes {
    let mut set = MessageSetBuilder::new(magic, Codec::new(compression)).unwrap();
    for value in values {
        let value = Some(value.as_bytes());
        set.append(&RecordRef { timestamp: WALL_MS, key: None, value, headers: &[] }).unwrap();
    }
    set.finish().unwrap()
}

fn plain(magic: Magic, values: &[&str]) -> Bytes {
    set(magic, Compression::None, values)
}

/// The first message with some bytes changed, under a right checksum.
fn altered(set: &Bytes, at: usize, bytes: &[u8]) -> Bytes {
    let mut set = set.to_vec();
    set[at..at + bytes.len()].copy_from_slice(bytes);
    let checksum = crc::crc32(&set[16..]);
    set[12..16].copy_from_slice(&checksum.to_be_bytes());
    set.into()
}

fn send(client: &mut Client, version: i16, set: Bytes) -> PartitionProduceResponse {
    only(client.call(version, &produce("t", 0, set)))
}

/// What a consumer gets: format, offset, timestamp and value of each record.
fn read(client: &mut Client, version: i16, offset: i64) -> Vec<(Magic, i64, i64, String)> {
    let data = first(client.call(version, &fetch(offset)));
    assert_eq!(data.error_code, 0);
    let mut read = Vec::new();
    for message in LogScanner::new(data.records.map(Records::into_bytes).unwrap()) {
        let message = message.unwrap();
        for record in message.records(DecompressionLimit::UNTRUSTED).unwrap() {
            let record = record.unwrap();
            let value = String::from_utf8(record.value.unwrap().to_vec()).unwrap();
            read.push((message.magic(), record.offset, record.timestamp, value));
        }
    }
    read
}

fn row(magic: Magic, offset: i64, timestamp: i64, value: &str) -> (Magic, i64, i64, String) {
    (magic, offset, timestamp, value.to_owned())
}

/// The releases that take message sets.
fn takers() -> impl Iterator<Item = KafkaVersion> {
    KafkaVersion::ALL.iter().copied().filter(|release| *release < KafkaVersion::V4_0)
}

/// F37.
#[test]
fn every_release_before_4_0_takes_message_sets_and_gives_them_back() {
    for release in takers() {
        for version in 0..=if release == KafkaVersion::V0_9 { 1 } else { 2 } {
            let mut client = posing(release);
            let entry = send(&mut client, version, plain(Magic::V0, &["a", "b"]));
            assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, 0), "{release} v{version}");
            let entry = send(&mut client, version, plain(Magic::V0, &["c"]));
            assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, 2), "{release} v{version}");
            assert_eq!(entry.log_append_time_ms, -1);
            let rows = ["a", "b", "c"].iter().zip(0..).map(|(v, at)| row(Magic::V0, at, -1, v));
            assert_eq!(read(&mut client, 1, 0), rows.collect::<Vec<_>>(), "{release}");
            assert_eq!(values(&client.cluster, "t", 0), ["a", "b", "c"]);
        }
    }
}

#[test]
fn timestamps_are_kept_from_0_10_on_for_those_who_can_read_them() {
    let mut client = posing(KafkaVersion::V0_10_2);
    send(&mut client, 2, plain(Magic::V1, &["a"]));
    send(&mut client, 2, plain(Magic::V0, &["b"]));
    assert_eq!(
        read(&mut client, 2, 0),
        [row(Magic::V1, 0, WALL_MS, "a"), row(Magic::V1, 1, -1, "b")],
        "format 1 for version 2"
    );
    assert_eq!(read(&mut client, 1, 0), [row(Magic::V0, 0, -1, "a"), row(Magic::V0, 1, -1, "b")]);
    let mut old = posing(KafkaVersion::V0_9);
    let entry = send(&mut old, 1, plain(Magic::V1, &["a"]));
    assert_eq!(code(&entry), ErrorCode::UNKNOWN_SERVER_ERROR);
}

/// F37.
#[test]
fn wrappers_are_opened_and_their_offsets_given_by_the_broker() {
    for (release, magic) in [(KafkaVersion::V0_9, Magic::V0), (KafkaVersion::V0_10_0, Magic::V1)] {
        for compression in [Compression::Gzip, Compression::Snappy, Compression::Lz4] {
            let mut client = posing(release);
            send(&mut client, 1, plain(magic, &["x"]));
            let wrapper = set(magic, compression, &["a", "b", "c"]);
            let entry = send(&mut client, 1, wrapper.clone());
            assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, 1), "{release} {compression}");
            // The offset lies outside the checksum, and no value of it matters.
            let mut astray = wrapper.to_vec();
            astray[..8].copy_from_slice(&1_i64.to_be_bytes());
            let entry = send(&mut client, 1, astray.into());
            assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, 4), "{release} {compression}");
            let version = if magic == Magic::V0 { 1 } else { 2 };
            let read = read(&mut client, version, 1);
            let found: Vec<_> = read.iter().map(|(_, offset, _, value)| (*offset, value.as_str())).collect();
            assert_eq!(found, [(1, "a"), (2, "b"), (3, "c"), (4, "a"), (5, "b"), (6, "c")]);
            let data = first(client.call(version, &fetch(1)));
            let bytes = data.records.map(Records::into_bytes).unwrap();
            let outer: Vec<LogBatch> = LogScanner::new(bytes).collect::<Result<_, _>>().unwrap();
            assert!(outer.iter().all(|wrapper| wrapper.compression() == compression));
            assert_eq!(outer.iter().map(LogBatch::last_offset).collect::<Vec<_>>(), [3, 6]);
        }
    }
}

#[test]
fn nothing_whole_is_no_error_and_an_incomplete_tail_is_cut_off() {
    let mut client = posing(KafkaVersion::V0_10_2);
    for nothing in [Bytes::new(), Bytes::from_static(b"12345"), plain(Magic::V1, &["a"]).slice(..20)] {
        let entry = send(&mut client, 1, nothing);
        assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, -1));
    }
    let two = plain(Magic::V1, &["a", "b"]);
    let entry = send(&mut client, 1, two.slice(..two.len() - 1));
    assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, 0));
    assert_eq!(values(&client.cluster, "t", 0), ["a"]);
}

/// F37.
#[test]
fn what_is_damaged_is_refused_whole_with_the_code_of_a_real_broker() {
    let good = plain(Magic::V1, &["a", "b"]);
    let mut damaged = good.to_vec();
    *damaged.last_mut().unwrap() ^= 1;
    let wrapper = set(Magic::V1, Compression::Gzip, &["a"]);
    let garbage = altered(&wrapper, wrapper.len() - 12, b"garbage");
    let one = plain(Magic::V1, &["a"]);
    // The attributes of a message, and its format.
    for (name, bytes, expected) in [
        ("checksum", Bytes::from(damaged), ErrorCode::CORRUPT_MESSAGE),
        ("garbage in a wrapper", garbage, ErrorCode::UNKNOWN_SERVER_ERROR),
        ("codec 4", altered(&one, 17, &[4]), ErrorCode::UNKNOWN_SERVER_ERROR),
        ("log append time", altered(&one, 17, &[8]), ErrorCode::INVALID_TIMESTAMP),
        ("format 2", batch(&["a"]), ErrorCode::UNKNOWN_SERVER_ERROR),
    ] {
        let mut client = posing(KafkaVersion::V0_10_2);
        let entry = send(&mut client, 2, bytes);
        assert_eq!((code(&entry), entry.base_offset), (expected, -1), "{name}");
        assert_eq!(client.end_offset(0), 0, "{name}");
    }
}

#[test]
fn without_acknowledgement_a_refusal_closes_the_connection() {
    let mut client = posing(KafkaVersion::V0_9);
    let mut request = produce("t", 0, altered(&plain(Magic::V0, &["a"]), 17, &[7]));
    request.acks = 0;
    client.send(1, &request);
    assert!(client.closed().contains("acks=0"));
}

#[test]
fn the_largest_message_counts_where_messages_are_stored_and_the_batch_where_batches_are() {
    let half = "x".repeat(600);
    for release in [KafkaVersion::V0_9, KafkaVersion::V0_10_2, KafkaVersion::V0_11, KafkaVersion::V3_9] {
        let mut client = Client::new(ClusterConfig::default().as_version(release).message_max_bytes(1000));
        let entry = send(&mut client, 1, plain(Magic::V0, &["y", &"x".repeat(1000)]));
        assert_eq!(code(&entry), ErrorCode::MESSAGE_TOO_LARGE, "{release}");
        assert_eq!(client.end_offset(0), 0, "{release}");
        let entry = send(&mut client, 1, plain(Magic::V0, &[&half, &half]));
        let expected =
            if release < KafkaVersion::V0_11 { ErrorCode::NONE } else { ErrorCode::MESSAGE_TOO_LARGE };
        assert_eq!(code(&entry), expected, "{release}");
    }
}

#[test]
fn append_time_stands_in_the_response_and_in_the_messages() {
    let mut client = posing(KafkaVersion::V0_10_2);
    let mut config = client.cluster.control().topic_config();
    config.timestamp_type = TimestampType::LogAppendTime;
    client.cluster.control().create_topic_with("appended", 1, config).unwrap();
    let mut old = MessageSetBuilder::new(Magic::V1, Codec::new(Compression::Gzip)).unwrap();
    old.append(&RecordRef { timestamp: 5, key: None, value: Some(b"a"), headers: &[] }).unwrap();
    let entry = only(client.call(2, &produce("appended", 0, old.finish().unwrap())));
    assert_eq!(entry.log_append_time_ms, WALL_MS);
    let mut request = fetch(0);
    request.topics[0].topic = "appended".into();
    let bytes = first(client.call(2, &request)).records.map(Records::into_bytes).unwrap();
    let message = LogScanner::new(bytes).next().unwrap().unwrap();
    assert_eq!((message.timestamp_type(), message.max_timestamp()), (TimestampType::LogAppendTime, WALL_MS));
}

#[test]
fn limits_cut_anywhere_before_version_3_and_leave_one_message_whole_from_then_on() {
    let mut client = posing(KafkaVersion::V0_10_2);
    send(&mut client, 2, plain(Magic::V1, &["a", "b"]));
    let limited = |bytes: i32| -> FetchRequest {
        let mut request = fetch(1);
        request.topics[0].partitions[0].partition_max_bytes = bytes;
        request
    };
    let len = |client: &mut Client, version, request: &FetchRequest| {
        first(client.call(version, request)).records.map_or(0, |records| records.len())
    };
    let one = plain(Magic::V1, &["b"]).len();
    assert_eq!(len(&mut client, 2, &limited(10)), 10, "a part that no consumer can read");
    assert_eq!(len(&mut client, 3, &limited(10)), one);
    assert_eq!(len(&mut client, 3, &limited(i32::MAX)), one, "from the message asked for on");
    assert_eq!(len(&mut client, 1, &limited(i32::MAX)), one - 8, "format 0 has no timestamp");
}

#[test]
fn batches_of_newer_producers_are_converted_for_older_consumers() {
    for release in takers().filter(|release| *release >= KafkaVersion::V0_11) {
        let mut client = posing(release);
        let records = [(WALL_MS, "a"), (WALL_MS + 1, "b")];
        let idempotent = build(&records, Compression::Gzip, stamp(0, 0));
        assert_eq!(code(&only(client.call(3, &produce("t", 0, idempotent)))), ErrorCode::NONE);
        let expected = [row(Magic::V1, 0, WALL_MS, "a"), row(Magic::V1, 1, WALL_MS + 1, "b")];
        assert_eq!(read(&mut client, 3, 0), expected, "{release}");
        assert_eq!(read(&mut client, 0, 0), [row(Magic::V0, 0, -1, "a"), row(Magic::V0, 1, -1, "b")]);
    }
}

#[cfg(feature = "zstd")]
#[test]
fn zstd_exists_in_no_message_set() {
    let mut client = posing(KafkaVersion::V3_9);
    let zstd = build(&[(WALL_MS, "a")], Compression::Zstd, kafka_records::ProducerStamp::NONE);
    assert_eq!(code(&only(client.call(7, &produce("t", 0, zstd)))), ErrorCode::NONE);
    let data = first(client.call(3, &fetch(0)));
    assert_eq!(ErrorCode(data.error_code), ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
}
