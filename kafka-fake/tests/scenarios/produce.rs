use bytes::Bytes;
use kafka_fake::{ClusterConfig, KafkaVersion, Verdict};
use kafka_protocol::ErrorCode;
use kafka_protocol::wire::Records;
use kafka_records::{Compression, ProducerStamp, TimestampType, header};

use crate::client::*;

/// What a batch is refused with, having checked that nothing was appended.
fn refused(client: &mut Client, batch: Bytes) -> ErrorCode {
    let before = client.end_offset(0);
    let entry = client.produce(0, batch);
    assert_eq!(client.end_offset(0), before);
    assert_eq!(entry.base_offset, -1);
    assert!(entry.error_message.is_some());
    code(&entry)
}

#[test]
fn batches_get_the_offsets_that_follow_and_keep_their_bytes() {
    let mut client = client();
    let sent = [batch(&["a", "b", "c"]), batch(&["d"]), batch(&["e", "f"])];
    let offsets: Vec<i64> = sent.iter().map(|batch| client.produce(0, batch.clone()).base_offset).collect();
    assert_eq!(offsets, [0, 3, 4]);
    assert_eq!(values(&client.cluster, "t", 0), ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(client.end_offset(1), 0);
    for (stored, sent) in client.cluster.log("t", 0).unwrap().batches().zip(&sent) {
        assert_eq!(stored.to_bytes()[header::MAGIC..], sent[header::MAGIC..]);
        assert_eq!(stored.header().partition_leader_epoch, 0);
    }
    let counters = client.cluster.counters();
    assert_eq!((counters.records, counters.batches, counters.rejects), (6, 3, 0));
}

#[test]
fn every_version_since_3_appends() {
    let mut client = client();
    let id = client.cluster.topic("t").unwrap().id();
    for version in 3..=13 {
        let mut request = produce("t", 0, batch(&["x"]));
        if version >= 13 {
            request.topic_data[0].name = "".into();
            request.topic_data[0].topic_id = id;
        }
        let entry = only(client.call(version, &request));
        assert_eq!((code(&entry), entry.base_offset), (ErrorCode::NONE, i64::from(version) - 3));
    }
}

#[test]
fn every_codec_is_decoded_and_kept_as_sent() {
    let mut client = client();
    for compression in Compression::available() {
        let sent = build(&[(WALL_MS, "one"), (WALL_MS, "two")], compression, ProducerStamp::NONE);
        assert_eq!(code(&client.produce(0, sent)), ErrorCode::NONE, "{compression}");
        let stored = client.cluster.log("t", 0).unwrap().batches().next_back().unwrap();
        assert_eq!(stored.header().attributes.compression, compression);
        assert_eq!(stored.records().unwrap().len(), 2);
    }
}

/// B03.
#[test]
fn acks_0_is_never_answered_and_a_refusal_closes_the_connection() {
    let mut client = client();
    let mut request = produce("t", 0, batch(&["a"]));
    request.acks = 0;
    client.send(PRODUCE, &request);
    assert!(client.outputs().is_empty());
    assert_eq!(client.end_offset(0), 1);

    request.topic_data[0].name = "nowhere".into();
    client.send(PRODUCE, &request);
    assert!(client.closed().contains("UNKNOWN_TOPIC_OR_PARTITION"));
}

#[test]
fn acks_1_is_answered_and_other_numbers_are_refused() {
    let mut client = client();
    for (acks, expected) in
        [(1, ErrorCode::NONE), (2, ErrorCode::INVALID_REQUIRED_ACKS), (-2, ErrorCode::INVALID_REQUIRED_ACKS)]
    {
        let mut request = produce("t", 0, batch(&["a"]));
        request.acks = acks;
        assert_eq!(code(&only(client.call(PRODUCE, &request))), expected);
    }
    assert_eq!(client.end_offset(0), 1);
}

#[test]
fn a_topic_or_partition_that_is_not_there_is_unknown() {
    let mut client = client();
    let answers = [
        (client.call(PRODUCE, &produce("nowhere", 0, batch(&["a"]))), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION),
        (client.call(PRODUCE, &produce("t", 2, batch(&["a"]))), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION),
        (client.call(PRODUCE, &produce("t", -1, batch(&["a"]))), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION),
        (
            {
                let mut request = produce("", 0, batch(&["a"]));
                request.topic_data[0].topic_id = kafka_protocol::wire::Uuid::from_u128(1);
                client.call(13, &request)
            },
            ErrorCode::UNKNOWN_TOPIC_ID,
        ),
    ];
    for (answer, expected) in answers {
        assert_eq!(code(&only(answer)), expected);
    }
}

#[test]
fn partitions_of_one_request_are_judged_one_by_one() {
    let mut client = client();
    let mut request = produce("t", 0, batch(&["a"]));
    let mut bad = request.topic_data[0].partition_data[0].clone();
    bad.index = 9;
    let mut other = bad.clone();
    other.index = 1;
    request.topic_data[0].partition_data.extend([bad, other]);
    let response = client.call(PRODUCE, &request);
    let codes: Vec<ErrorCode> = response.responses[0].partition_responses.iter().map(code).collect();
    assert_eq!(codes, [ErrorCode::NONE, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, ErrorCode::NONE]);
    assert_eq!((client.end_offset(0), client.end_offset(1)), (1, 1));
}

#[test]
fn damaged_bytes_are_corrupt() {
    let mut client = client();
    let good = batch(&["abc"]);
    let mut flipped = good.to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&mut client, flipped.into()), ErrorCode::CORRUPT_MESSAGE);
    assert_eq!(refused(&mut client, good.slice(..40)), ErrorCode::CORRUPT_MESSAGE);
}

#[test]
fn exactly_one_batch_of_format_2_is_taken() {
    let mut client = client();
    let good = batch(&["abc"]);
    let two = [good.as_ref(), good.as_ref()].concat();
    assert_eq!(refused(&mut client, two.into()), ErrorCode::INVALID_RECORD);
    assert_eq!(refused(&mut client, Bytes::new()), ErrorCode::INVALID_RECORD);
    assert_eq!(refused(&mut client, patched(&good, header::MAGIC, &[1])), ErrorCode::INVALID_RECORD);

    let mut request = produce("t", 0, good);
    request.topic_data[0].partition_data[0].records = None::<Records>;
    assert_eq!(code(&only(client.call(PRODUCE, &request))), ErrorCode::INVALID_RECORD);
}

#[test]
fn headers_that_contradict_themselves_are_invalid() {
    let mut client = client();
    let good = batch(&["a", "b"]);
    for (at, bytes) in [
        (header::BASE_OFFSET, 1_i64.to_be_bytes().as_slice()),
        (header::LAST_OFFSET_DELTA, 2_i32.to_be_bytes().as_slice()),
        (header::LAST_OFFSET_DELTA, (-1_i32).to_be_bytes().as_slice()),
        (header::RECORD_COUNT, 1_i32.to_be_bytes().as_slice()),
        (header::RECORD_COUNT, 0_i32.to_be_bytes().as_slice()),
        (header::RECORD_COUNT, (-1_i32).to_be_bytes().as_slice()),
        (header::PRODUCER_ID, 5_i64.to_be_bytes().as_slice()),
        // Reserved bits, and the bit of control batches.
        (header::ATTRIBUTES, 0x80_i16.to_be_bytes().as_slice()),
        (header::ATTRIBUTES, 0x20_i16.to_be_bytes().as_slice()),
    ] {
        let bad = patched(&good, at, bytes);
        assert_eq!(refused(&mut client, bad), ErrorCode::INVALID_RECORD, "at {at}: {bytes:?}");
    }
}

#[test]
fn records_that_do_not_decode_are_invalid() {
    let mut client = client();
    let good = batch(&["a", "b"]);
    for at in [61, 62, 64] {
        assert_eq!(refused(&mut client, patched(&good, at, &[0xff])), ErrorCode::INVALID_RECORD, "at {at}");
    }
}

#[test]
fn brokers_before_2_4_call_invalid_records_corrupt() {
    let mut client = Client::new(ClusterConfig::default().as_version(KafkaVersion::V2_3));
    let bad = patched(&batch(&["a"]), header::RECORD_COUNT, &2_i32.to_be_bytes());
    assert_eq!(code(&only(client.call(7, &produce("t", 0, bad)))), ErrorCode::CORRUPT_MESSAGE);
}

#[test]
fn zstd_needs_version_7() {
    let mut client = client();
    let zstd = patched(&batch(&["a"]), header::ATTRIBUTES, &[0, Compression::Zstd.id()]);
    let entry = only(client.call(6, &produce("t", 0, zstd)));
    assert_eq!(code(&entry), ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
    assert_eq!(entry.error_message, None);
}

#[test]
fn a_batch_above_the_limit_is_too_large() {
    let mut client = Client::new(ClusterConfig::default().message_max_bytes(200));
    assert_eq!(refused(&mut client, batch(&["x".repeat(200).as_str()])), ErrorCode::MESSAGE_TOO_LARGE);
    let fits = batch(&["x".repeat(120).as_str()]);
    assert!(fits.len() <= 200);
    assert_eq!(code(&client.produce(0, fits)), ErrorCode::NONE);
}

#[test]
fn timestamps_out_of_range_are_named_record_by_record() {
    const HOUR_MS: i64 = 3_600_000;
    let mut client = Client::new(ClusterConfig::default().timestamp_before_max_ms(HOUR_MS));
    let records = [
        (WALL_MS, "ok"),
        (WALL_MS + HOUR_MS + 1, "early"),
        (WALL_MS - HOUR_MS, "ok"),
        (WALL_MS - HOUR_MS - 1, "late"),
        (-1, "none"),
    ];
    let entry = client.produce(0, build(&records, Compression::None, ProducerStamp::NONE));
    assert_eq!(code(&entry), ErrorCode::INVALID_TIMESTAMP);
    let blamed: Vec<i32> = entry.record_errors.iter().map(|error| error.batch_index).collect();
    assert_eq!(blamed, [1, 3]);
    assert_eq!(client.end_offset(0), 0);
}

#[test]
fn a_maximum_timestamp_that_is_not_the_maximum_is_refused() {
    let mut client = client();
    let bad = patched(&batch(&["a"]), header::MAX_TIMESTAMP, &(WALL_MS + 1).to_be_bytes());
    assert_eq!(refused(&mut client, bad), ErrorCode::INVALID_TIMESTAMP);
    let append_time = patched(&batch(&["a"]), header::ATTRIBUTES, &[0, 0b1000]);
    assert_eq!(refused(&mut client, append_time), ErrorCode::INVALID_TIMESTAMP);
}

#[test]
fn a_topic_with_append_time_returns_it_and_stores_it_under_a_valid_checksum() {
    let mut client = client();
    let mut config = client.cluster.control().topic_config();
    config.timestamp_type = TimestampType::LogAppendTime;
    client.cluster.control().create_topic_with("appended", 1, config).unwrap();
    let sent = build(&[(1, "a"), (5, "b")], Compression::None, ProducerStamp::NONE);
    let entry = only(client.call(PRODUCE, &produce("appended", 0, sent)));
    assert_eq!(entry.log_append_time_ms, WALL_MS);
    let records = client.cluster.log("appended", 0).unwrap().records().unwrap();
    assert!(records.iter().all(|record| record.timestamp == WALL_MS));
}

#[test]
fn transactional_batches_and_batches_in_old_requests_are_refused() {
    let mut client = Client::new(ClusterConfig::default().as_version(KafkaVersion::V3_9));
    let transactional = patched(&stamped(&["a"], stamp(0, 0)), header::ATTRIBUTES, &[0, 0b1_0000]);
    let entry = only(client.call(11, &produce("t", 0, transactional)));
    assert_eq!(code(&entry), ErrorCode::INVALID_TXN_STATE);
    let entry = only(client.call(2, &produce("t", 0, batch(&["a"]))));
    assert_eq!(code(&entry), ErrorCode::UNSUPPORTED_FOR_MESSAGE_FORMAT);
}

#[test]
fn retention_moves_the_start_of_the_log() {
    let size = batch(&["a"]).len();
    let mut client = Client::new(ClusterConfig::default().retention_bytes(Some(2 * size)));
    for _ in 0..5 {
        client.produce(0, batch(&["a"]));
    }
    let log = client.cluster.log("t", 0).unwrap();
    assert_eq!((log.start_offset(), log.end_offset(), log.size()), (3, 5, 2 * size));
    assert_eq!(client.produce(0, batch(&["a"])).log_start_offset, 3);
}

#[test]
fn too_few_replicas_refuse_acks_all_before_the_append() {
    let mut client = Client::new(ClusterConfig::default().brokers(3).min_insync_replicas(2));
    assert_eq!(code(&client.produce(0, batch(&["a"]))), ErrorCode::NONE);
    for broker in [2, 3] {
        client.cluster.control().broker_down(broker).unwrap();
    }
    assert_eq!(refused(&mut client, batch(&["b"])), ErrorCode::NOT_ENOUGH_REPLICAS);
    let mut request = produce("t", 0, batch(&["c"]));
    request.acks = 1;
    assert_eq!(code(&only(client.call(PRODUCE, &request))), ErrorCode::NONE);
}

#[test]
fn a_sink_counts_and_stores_nothing() {
    let mut client = Client::new(ClusterConfig::default().sink(true));
    assert_eq!(client.produce(0, batch(&["a", "b"])).base_offset, 0);
    assert_eq!(client.produce(0, batch(&["c"])).base_offset, 2);
    let log = client.cluster.log("t", 0).unwrap();
    assert_eq!((log.end_offset(), log.size(), log.batches().count()), (3, 0, 0));
    assert_eq!(client.cluster.counters().records, 3);
    assert_eq!(code(&client.produce(0, Bytes::from_static(b"short"))), ErrorCode::CORRUPT_MESSAGE);
}

#[test]
fn the_recorder_tells_each_batch_and_its_verdict() {
    let mut client = client();
    client.produce(0, stamped(&["a", "b"], stamp(0, 0)));
    client.produce(0, stamped(&["a", "b"], stamp(0, 0)));
    client.produce(0, stamped(&["d"], stamp(0, 9)));
    let verdicts: Vec<_> = client
        .cluster
        .recorder()
        .produced()
        .map(|batch| (batch.base_sequence.0, batch.records, batch.verdict))
        .collect();
    let out_of_order = ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER;
    assert_eq!(
        verdicts,
        [
            (0, 2, Verdict::Appended(0)),
            (0, 2, Verdict::Duplicate(0)),
            (9, 1, Verdict::Rejected(out_of_order))
        ]
    );
    let counters = client.cluster.counters();
    assert_eq!((counters.batches, counters.duplicates, counters.rejects), (1, 1, 1));
}
