//! Batches made by the Java client are read, and made again byte for byte; see `testdata/README.md`.

use std::path::Path;

use bytes::Bytes;
use kafka_records::{
    BatchBuilder, Codec, Compression, ControlRecordType, DecompressionLimit, ProducerEpoch, ProducerId,
    ProducerStamp, Record, RecordBatch, RecordHeader, RecordRef, SealedBatch, Sequence, coordinator_epoch,
};

use crate::sets::{BASE, Owned, big, golden, mixed, single, widths};

const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

fn parsed(name: &str) -> RecordBatch {
    RecordBatch::parse_exact(&golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn records(batch: &RecordBatch) -> Vec<Record> {
    batch.records(LIMIT).and_then(Iterator::collect).unwrap()
}

fn expected(set: &[Owned]) -> Vec<Record> {
    set.iter().zip(0..).map(|(record, offset)| record.read(offset, Sequence::NONE)).collect()
}

fn sealed(set: &[Owned], codec: Codec, chunk: usize) -> SealedBatch {
    let mut builder = BatchBuilder::<Vec<u8>>::new(codec.compression);
    for record in set {
        let headers: Vec<_> =
            record.headers.iter().map(|(key, value)| RecordHeader { key, value: value.as_deref() }).collect();
        let record = RecordRef {
            timestamp: record.timestamp,
            key: record.key.as_deref(),
            value: record.value.as_deref(),
            headers: &headers,
        };
        let size = builder.exact_size(&record);
        if builder.spare() < size {
            builder.add_chunk(Vec::with_capacity(chunk.max(size)));
        }
        builder.append(&record).unwrap();
    }
    builder.finish(&codec).unwrap()
}

fn written(batch: &SealedBatch, stamp: &ProducerStamp) -> Bytes {
    Bytes::from(batch.segments(stamp).concat())
}

/// F27 to F32.
#[test]
fn java_batches_of_every_codec_are_read() {
    for compression in Compression::available() {
        let batch = parsed(&format!("mixed-{compression}"));
        assert_eq!(batch.header().attributes.compression, compression);
        assert_eq!(records(&batch), expected(&mixed()), "{compression}");
        if compression != Compression::None {
            assert_eq!(records(&parsed(&format!("big-{compression}"))), expected(&big()), "{compression}");
        }
    }
}

/// F13, F17.
#[test]
fn uncompressed_batches_equal_javas_byte_for_byte() {
    for (name, set) in [("mixed-none", mixed()), ("single-none", single()), ("widths-none", widths())] {
        for chunk in [1, 100, 1 << 14, 1 << 20] {
            let batch = sealed(&set, Codec::NONE, chunk);
            assert_eq!(written(&batch, &ProducerStamp::NONE), golden(name), "{name} in chunks of {chunk}");
        }
        assert_eq!(records(&parsed(name)), expected(&set), "{name}");
    }
}

#[test]
fn a_transactional_batch_equals_javas_and_its_sequences_wrap() {
    let set = &mixed()[..5];
    let stamp = ProducerStamp {
        producer_id: ProducerId(4711),
        epoch: ProducerEpoch(3),
        base_sequence: Sequence(i32::MAX - 1),
        transactional: true,
    };
    assert_eq!(written(&sealed(set, Codec::NONE, 64), &stamp), golden("transactional"));
    let batch = parsed("transactional");
    assert!(batch.header().attributes.transactional);
    assert_eq!(batch.header().last_sequence(), Sequence(2));
    let sequences: Vec<i32> = records(&batch).iter().map(|record| record.sequence.0).collect();
    assert_eq!(sequences, [i32::MAX - 1, i32::MAX, 0, 1, 2]);
}

/// F4.
#[cfg(feature = "gzip")]
#[test]
fn log_append_time_replaces_every_timestamp() {
    let batch = parsed("log-append-time");
    assert_eq!(batch.header().attributes.timestamp_type, kafka_records::TimestampType::LogAppendTime);
    let records = records(&batch);
    assert_eq!(records.len(), 5);
    assert!(records.iter().all(|record| record.timestamp == BASE + 9999));
    assert_eq!(records[4].offset, 1004);
}

/// F7.
#[test]
fn a_compacted_batch_keeps_its_offsets() {
    let batch = parsed("compacted");
    assert_eq!(batch.header().last_offset(), 200_000);
    let offsets: Vec<i64> = records(&batch).iter().map(|record| record.offset).collect();
    assert_eq!(offsets, [100, 105, 100_000]);
}

#[test]
fn an_empty_batch_keeps_offsets_and_sequences() {
    let batch = parsed("empty");
    assert_eq!(records(&batch), []);
    assert_eq!((batch.header().base_offset, batch.header().last_offset()), (50, 59));
    assert_eq!((batch.header().base_sequence, batch.header().last_sequence()), (Sequence(10), Sequence(19)));
    assert_eq!(batch.header().producer_id, ProducerId(4711));
}

#[test]
fn a_commit_marker_is_read() {
    let batch = parsed("commit-marker");
    let attributes = batch.header().attributes;
    assert!(attributes.control && attributes.transactional);
    assert_eq!(batch.header().base_sequence, Sequence::NONE);
    let records = records(&batch);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].offset, 77);
    assert_eq!(ControlRecordType::of(&records[0]), Ok(ControlRecordType::Commit));
    assert_eq!(coordinator_epoch(&records[0]), Ok(12));
}

#[test]
fn a_delete_horizon_stands_in_the_base_timestamp() {
    let batch = parsed("delete-horizon");
    assert!(batch.header().attributes.delete_horizon);
    assert_eq!(batch.header().base_timestamp, BASE + 5);
    assert_eq!(records(&batch), expected(&mixed()[6..8]));
}

#[test]
fn batches_written_for_the_java_client_are_read_here_too() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("for-java");
    std::fs::create_dir_all(&dir).unwrap();
    let idempotent = ProducerStamp {
        producer_id: ProducerId(4711),
        epoch: ProducerEpoch(3),
        base_sequence: Sequence(i32::MAX - 1),
        transactional: false,
    };
    let levels = [
        Codec::with_level(Compression::Gzip, 1),
        Codec::with_level(Compression::Gzip, 9),
        Codec::with_level(Compression::Lz4, 9),
        Codec::with_level(Compression::Zstd, -5),
        Codec::with_level(Compression::Zstd, 19),
    ];
    let codecs = Compression::available()
        .map(Codec::new)
        .chain(levels.into_iter().filter(|codec| codec.compression.is_available()));
    for codec in codecs {
        for (name, set) in [("mixed", mixed()), ("big", big()), ("widths", widths()), ("single", single())] {
            let batch = sealed(&set, codec, 10_000);
            for (stamp, kind) in [(ProducerStamp::NONE, "plain"), (idempotent, "idempotent")] {
                let bytes = written(&batch, &stamp);
                let read = RecordBatch::parse_exact(&bytes).unwrap();
                assert_eq!(read.size(), batch.encoded_len());
                let expected: Vec<Record> = set
                    .iter()
                    .zip(0..)
                    .map(|(record, i)| record.read(i64::from(i), stamp.base_sequence.add(i)))
                    .collect();
                assert_eq!(records(&read), expected, "{name} {codec:?} {kind}");
                let level = codec.level.map(|level| format!("-level{level}")).unwrap_or_default();
                let file = dir.join(format!("{name}-{}{level}-{kind}.bin", codec.compression));
                std::fs::write(file, &bytes).unwrap();
            }
        }
    }
}
