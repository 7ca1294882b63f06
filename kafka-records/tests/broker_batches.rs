//! Batches as brokers write them: control records, offsets with gaps, append times and delete horizons equal Java's.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use std::path::Path;

use bytes::Bytes;
use kafka_records::{
    AppendError, Attributes, BatchBuilder, BatchHeader, Codec, Compression, ControlRecord,
    DecompressionLimit, LogStamp, ProducerEpoch, ProducerId, ProducerStamp, Record, RecordBatch, RecordRef,
    SealedBatch, Sequence, split,
};

const BASE: i64 = 1_700_000_000_000;
const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

fn golden(name: &str) -> Bytes {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name).with_extension("bin");
    Bytes::from(std::fs::read(path).unwrap())
}

fn parsed(bytes: &Bytes) -> (RecordBatch, Vec<Record>) {
    let batch = RecordBatch::parse_exact(bytes).unwrap();
    let records = batch.records(LIMIT).unwrap().collect::<Result<_, _>>().unwrap();
    (batch, records)
}

fn stored(batch: &SealedBatch, stamp: &LogStamp) -> Bytes {
    Bytes::from(batch.log_segments(stamp).concat())
}

fn stamp(base_offset: i64, partition_leader_epoch: i32) -> LogStamp {
    LogStamp { base_offset, partition_leader_epoch, ..LogStamp::of_producer(ProducerStamp::NONE) }
}

/// The records of a batch again, each at its own offset.
fn rebuilt(bytes: &Bytes, mut builder: BatchBuilder) -> SealedBatch {
    let batch = RecordBatch::parse_exact(bytes).unwrap();
    let mut records = batch.records(LIMIT).unwrap();
    builder.add_chunk(Vec::with_capacity(records.records_len() + 100));
    while let Some(view) = records.next_view() {
        let view = view.unwrap();
        let delta = u32::try_from(view.offset - batch.header().base_offset).unwrap();
        builder.append_view(delta, &view).unwrap();
    }
    let codec = Codec::new(builder.compression());
    builder.finish(&codec).unwrap()
}

#[test]
fn a_commit_marker_equals_javas() {
    let marker = ControlRecord::Commit { coordinator_epoch: 12 }.seal(BASE).unwrap();
    let producer = ProducerStamp {
        producer_id: ProducerId(4711),
        epoch: ProducerEpoch(3),
        base_sequence: Sequence::NONE,
        transactional: true,
    };
    let bytes = stored(&marker, &LogStamp { producer, ..stamp(77, 5) });
    assert_eq!(bytes, golden("commit-marker"));
}

/// F18, F19.
#[test]
fn every_control_record_comes_back() {
    for (number, record) in (0..).zip([
        ControlRecord::Abort { coordinator_epoch: -1 },
        ControlRecord::Commit { coordinator_epoch: i32::MAX },
        ControlRecord::LeaderChange(Bytes::from_static(&[0, 1, 9])),
        ControlRecord::SnapshotHeader { last_contained_log_timestamp: BASE },
        ControlRecord::SnapshotFooter,
        ControlRecord::KraftVersion(1),
        ControlRecord::KraftVoters(Bytes::from_static(&[0, 0, 1])),
        ControlRecord::Unknown(7, Bytes::from_static(b"later")),
    ]) {
        let bytes = stored(&record.seal(BASE).unwrap(), &stamp(9, 1));
        let (batch, records) = parsed(&bytes);
        assert!(batch.header().attributes.control);
        assert_eq!(records.len(), 1);
        assert_eq!(records[0].key.as_deref(), Some(&[0, 0, 0, number][..]));
        assert_eq!(ControlRecord::of(&records[0]), Ok(record));
    }
}

/// F6.
#[test]
fn offsets_may_have_gaps_but_rise() {
    let java = golden("compacted");
    let batch = rebuilt(&java, BatchBuilder::new(Compression::None));
    let compacted = LogStamp { last_offset_delta: Some(199_900), ..stamp(100, -1) };
    assert_eq!(stored(&batch, &compacted), java);
    // No less than the last record has.
    let (short, _) = parsed(&stored(&batch, &LogStamp { last_offset_delta: Some(5), ..stamp(100, -1) }));
    assert_eq!(short.header().last_offset(), 100_000);

    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(1000));
    let record = RecordRef { timestamp: 1, key: None, value: Some(b"v"), headers: &[] };
    builder.append_at(5, &record).unwrap();
    builder.append(&record).unwrap();
    assert_eq!(builder.append_at(6, &record), Err(AppendError::OffsetDelta { offset_delta: 6, least: 7 }));
    builder.append_at(i32::MAX as u32, &record).unwrap();
    assert!(matches!(builder.append(&record), Err(AppendError::OffsetDelta { .. })));
    let batch = builder.finish(&Codec::NONE).unwrap();
    assert_eq!((batch.count(), batch.last_offset_delta()), (3, i32::MAX as u32));
    let (_, records) = parsed(&stored(&batch, &stamp(0, -1)));
    assert_eq!(records.iter().map(|record| record.offset).collect::<Vec<_>>(), [5, 6, i64::from(i32::MAX)]);
}

/// F3.
#[test]
fn a_delete_horizon_equals_javas() {
    let java = golden("delete-horizon");
    let batch = rebuilt(&java, BatchBuilder::with_delete_horizon(Compression::None, BASE + 5));
    assert_eq!(stored(&batch, &stamp(0, 0)), java);
}

#[cfg(feature = "gzip")]
#[test]
fn an_append_time_is_written_as_java_does() {
    let java = golden("log-append-time");
    let (expected, records) = parsed(&java);
    let time = LogStamp { log_append_time: Some(BASE + 9999), ..stamp(1000, -1) };
    // Java keeps the deltas of the create times, which nobody reads.
    let bytes = stored(&rebuilt(&java, BatchBuilder::new(Compression::Gzip)), &time);
    let (batch, again) = parsed(&bytes);
    assert_eq!(again, records);
    assert_eq!(batch.header().attributes, expected.header().attributes);
    assert_eq!(batch.header().max_timestamp, expected.header().max_timestamp);
}

#[test]
fn an_empty_batch_equals_javas() {
    let header = BatchHeader {
        base_offset: 50,
        batch_length: 0,
        partition_leader_epoch: 5,
        crc: 0,
        attributes: Attributes::default(),
        last_offset_delta: 9,
        base_timestamp: -1,
        max_timestamp: BASE,
        producer_id: ProducerId(4711),
        producer_epoch: ProducerEpoch(3),
        base_sequence: Sequence(10),
        record_count: 0,
    };
    assert_eq!(header.encode_for(&[])[..], golden("empty"));
}

#[test]
fn the_parts_of_a_batch_have_its_records_in_order() {
    for compression in Compression::available() {
        let (batch, records) = parsed(&golden(&format!("mixed-{compression}")));
        for target in [0, 1, 100, 333, 1000, 1 << 20] {
            let parts = split(&batch, target, &Codec::new(compression), LIMIT).unwrap();
            let mut again = Vec::new();
            for part in &parts {
                assert!(part.batch.count() == 1 || part.batch.uncompressed_len() <= target);
                let base = stamp(i64::from(part.first_offset_delta), -1);
                again.extend(parsed(&stored(&part.batch, &base)).1);
            }
            assert_eq!(again, records, "{compression} {target}");
            let fewest = match target {
                0 | 1 => records.len(),
                target => batch.records(LIMIT).unwrap().records_len() / target,
            };
            assert!(parts.len() >= fewest && (target < 1 << 20 || parts.len() == 1), "{}", parts.len());
        }
    }
}

/// R55, F3.
#[test]
fn timestamps_too_far_apart_for_one_part_come_into_two() {
    // Both are near enough to the batch's first record, which fills a part, and not to each other.
    let mut builder = BatchBuilder::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(200));
    for (timestamp, len) in [(5, 30), (-1, 5), (i64::MAX, 5), (7, 5)] {
        let record = RecordRef { timestamp, key: None, value: Some(&[b'x'; 30][..len]), headers: &[] };
        builder.append(&record).unwrap();
    }
    let (batch, records) = parsed(&stored(&builder.finish(&Codec::NONE).unwrap(), &stamp(0, -1)));
    for (target, deltas) in [(0, &[0, 1, 2, 3][..]), (40, &[0, 1, 2]), (200, &[0])] {
        let parts = split(&batch, target, &Codec::NONE, LIMIT).unwrap();
        let found: Vec<_> = parts.iter().map(|part| part.first_offset_delta).collect();
        let again = parts
            .iter()
            .flat_map(|part| parsed(&stored(&part.batch, &stamp(i64::from(part.first_offset_delta), -1))).1);
        assert_eq!(again.collect::<Vec<_>>(), records);
        assert_eq!(found, deltas, "{target}");
    }
}

#[test]
fn gaps_stay_where_they_are_when_a_batch_is_split() {
    let (batch, _) = parsed(&golden("compacted"));
    let parts = split(&batch, 0, &Codec::NONE, LIMIT).unwrap();
    assert_eq!(parts.iter().map(|part| part.first_offset_delta).collect::<Vec<_>>(), [0, 5, 99_900]);
    let parts = split(&batch, 1 << 20, &Codec::NONE, LIMIT).unwrap();
    assert_eq!(parts[0].batch.last_offset_delta(), 99_900);
    let (empty, _) = parsed(&golden("empty"));
    assert!(split(&empty, 0, &Codec::NONE, LIMIT).unwrap().is_empty());
}
