//! Batches become message sets, or an error that says what an old format cannot carry.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bytes::Bytes;
use kafka_records::{
    BatchBuilder, Codec, Compression, CompressionError, ControlRecord, DecompressionLimit, LegacyBatch,
    LegacyError, LogBatch, LogScanner, LogStamp, Magic, ProducerEpoch, ProducerId, ProducerStamp, Record,
    RecordHeader, RecordRef, Sequence, TimestampType, down_convert, split_message_set,
};

const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

fn codecs() -> impl Iterator<Item = Compression> {
    Compression::available().filter(|compression| *compression != Compression::Zstd)
}

fn batch(compression: Compression, records: &[RecordRef<'_>], stamp: &LogStamp) -> Bytes {
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    builder.add_chunk(Vec::with_capacity(10_000));
    for (n, record) in (0..).zip(records) {
        // Offsets 0, 2, 4 ...
        builder.append_at(2 * n, record).unwrap();
    }
    Bytes::from(builder.finish(&Codec::new(compression)).unwrap().log_segments(stamp).concat())
}

fn plain() -> Vec<RecordRef<'static>> {
    let record = |timestamp, key, value| RecordRef { timestamp, key, value, headers: &[] };
    vec![
        record(1000, None, Some(&b"one"[..])),
        record(900, Some(&b"key"[..]), None),
        record(1100, Some(b""), Some(b"")),
    ]
}

fn stamp(base_offset: i64) -> LogStamp {
    LogStamp { base_offset, ..LogStamp::of_producer(ProducerStamp::NONE) }
}

fn read(bytes: &Bytes) -> Vec<Record> {
    let batches = LogScanner::new(bytes.clone());
    batches.flat_map(|batch| batch.unwrap().records(LIMIT).unwrap()).collect::<Result<_, _>>().unwrap()
}

fn formats(bytes: &Bytes) -> Vec<Magic> {
    LogScanner::new(bytes.clone()).map(|batch| batch.unwrap().magic()).collect()
}

/// F39.
#[test]
fn a_batch_keeps_offsets_codec_and_content_in_an_older_format() {
    for compression in codecs() {
        let source = batch(compression, &plain(), &stamp(100));
        for to in [Magic::V1, Magic::V0] {
            let converted = down_convert(&source, to, LIMIT).unwrap();
            assert!(formats(&converted).iter().all(|magic| *magic == to));
            let mut expected = read(&source);
            if to == Magic::V0 {
                for record in &mut expected {
                    record.timestamp = -1;
                }
            }
            assert_eq!(read(&converted), expected, "{compression} {to}");
            let first = LogBatch::parse(&mut converted.clone()).unwrap().unwrap();
            assert_eq!(first.compression(), compression);
            assert_eq!(down_convert(&converted, to, LIMIT).unwrap(), converted, "what is old enough stays");
        }
    }
}

#[test]
fn a_message_set_of_v1_becomes_one_of_v0() {
    for compression in codecs() {
        let v1 = down_convert(&batch(compression, &plain(), &stamp(100)), Magic::V1, LIMIT).unwrap();
        let v0 = down_convert(&v1, Magic::V0, LIMIT).unwrap();
        assert!(formats(&v0).iter().all(|magic| *magic == Magic::V0));
        let offsets = |bytes| read(bytes).iter().map(|record| record.offset).collect::<Vec<_>>();
        assert_eq!(offsets(&v0), [100, 102, 104], "absolute, where v1 counts from the first");
        assert_eq!(down_convert(&v0, Magic::V2, LIMIT).unwrap(), v0);
    }
}

#[test]
fn an_append_time_is_kept_in_v1() {
    for compression in codecs() {
        let time = LogStamp { log_append_time: Some(5000), ..stamp(0) };
        let converted = down_convert(&batch(compression, &plain(), &time), Magic::V1, LIMIT).unwrap();
        assert!(read(&converted).iter().all(|record| record.timestamp == 5000));
        for message in LogScanner::new(converted) {
            assert_eq!(message.unwrap().timestamp_type(), TimestampType::LogAppendTime);
        }
    }
}

/// F25, F40, F41.
#[test]
fn what_an_old_format_cannot_carry_is_refused_not_dropped() {
    let headers = [RecordHeader { key: "h", value: None }];
    let mut records = plain();
    records[1].headers = &headers;
    let with_headers = batch(Compression::None, &records, &stamp(10));
    assert_eq!(down_convert(&with_headers, Magic::V1, LIMIT), Err(LegacyError::Headers { offset: 12 }));
    let producer = ProducerStamp {
        producer_id: ProducerId(7),
        epoch: ProducerEpoch(0),
        base_sequence: Sequence(0),
        transactional: false,
    };
    let idempotent = batch(Compression::None, &plain(), &LogStamp { producer, ..stamp(0) });
    let refused = LegacyError::ProducerState { producer_id: ProducerId(7) };
    assert_eq!(down_convert(&idempotent, Magic::V0, LIMIT), Err(refused));
    let mut damaged = with_headers.to_vec();
    damaged[70] ^= 1;
    assert!(matches!(down_convert(&damaged.into(), Magic::V0, LIMIT), Err(LegacyError::Read(_))));
}

#[cfg(feature = "zstd")]
#[test]
fn zstd_came_later_than_message_sets() {
    let zstd = batch(Compression::Zstd, &plain(), &stamp(0));
    let refused = LegacyError::CodecNotInFormat { compression: Compression::Zstd, magic: Magic::V1 };
    assert_eq!(down_convert(&zstd, Magic::V1, LIMIT), Err(refused));
}

#[cfg(feature = "lz4")]
#[test]
fn lz4_gets_the_checksum_that_its_format_has() {
    let source = batch(Compression::Lz4, &plain(), &stamp(0));
    let checksum = |to| {
        let wrapper = down_convert(&source, to, LIMIT).unwrap();
        let frame = wrapper.windows(4).position(|at| at == [0x04, 0x22, 0x4D, 0x18]).unwrap();
        wrapper[frame + 6]
    };
    // Java's two values for FLG 0x60 and BD 0x40.
    assert_eq!(checksum(Magic::V1), 0x82);
    assert_ne!(checksum(Magic::V0), 0x82);
}

#[test]
fn control_batches_and_empty_ones_are_left_out() {
    let marker = ControlRecord::Commit { coordinator_epoch: 1 }.seal(5).unwrap();
    let empty = include_bytes!("../testdata/empty.bin");
    let stream = [
        marker.log_segments(&stamp(0)).concat(),
        batch(Compression::None, &plain(), &stamp(1)).to_vec(),
        marker.log_segments(&stamp(9)).concat(),
        // It has a producer id, and nothing left to lose.
        empty.to_vec(),
    ]
    .concat();
    let converted = down_convert(&Bytes::from(stream), Magic::V1, LIMIT).unwrap();
    assert_eq!(read(&converted).iter().map(|record| record.offset).collect::<Vec<_>>(), [1, 3, 5]);
    let only_marker = Bytes::from(marker.log_segments(&stamp(0)).concat());
    assert_eq!(down_convert(&only_marker, Magic::V1, LIMIT), Ok(Bytes::new()));
}

#[test]
fn bytes_in_an_empty_batch_are_not_dropped_in_silence() {
    let mut bytes = include_bytes!("../testdata/empty.bin").to_vec();
    bytes.extend([0; 7]);
    let length = bytes.len() as i32 - 12;
    bytes[8..12].copy_from_slice(&length.to_be_bytes());
    let sum = crc32c::crc32c(&bytes[21..]);
    bytes[17..21].copy_from_slice(&sum.to_be_bytes());
    let refused = down_convert(&Bytes::from(bytes), Magic::V1, LIMIT).unwrap_err();
    let LegacyError::Read(error) = refused else { panic!("{refused:?}") };
    assert_eq!((error.offset(), error.kind()), (61, &kafka_records::RecordErrorKind::LeftOver(7)));
}

#[test]
fn a_bomb_is_not_converted() {
    for compression in codecs().filter(|compression| *compression != Compression::None) {
        let value = vec![0; 9000];
        let record = RecordRef { timestamp: 0, key: None, value: Some(&value), headers: &[] };
        let source = batch(compression, &[record], &stamp(0));
        let refused = down_convert(&source, Magic::V1, DecompressionLimit::bytes(8999)).unwrap_err();
        let LegacyError::Read(error) = refused else { panic!("{refused:?}") };
        assert!(matches!(
            error.kind(),
            kafka_records::RecordErrorKind::Compression(CompressionError::LimitExceeded { .. })
        ));
    }
}

/// F44.
#[test]
fn only_a_wrapper_is_split() {
    for to in [Magic::V0, Magic::V1] {
        for compression in codecs() {
            let whole = down_convert(&batch(compression, &plain(), &stamp(50)), to, LIMIT).unwrap();
            let wrapper = LegacyBatch::parse(&mut whole.clone()).unwrap().unwrap();
            for (target, expected) in [(0, 3), (80, 2), (1000, 1)] {
                let parts = split_message_set(&wrapper, target, &Codec::new(compression), LIMIT).unwrap();
                if compression == Compression::None {
                    assert_eq!(parts, [wrapper.bytes().clone()]);
                } else {
                    assert_eq!(parts.len(), expected, "{to} {compression} {target}");
                    assert_eq!(read(&parts.concat().into()), read(&whole));
                }
            }
        }
    }
}
