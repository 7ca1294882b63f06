use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::attributes::Attributes;
use crate::batch::header::{BatchHeader, HEADER_LEN};
use crate::batch::reader::RecordBatch;
use crate::compression::DecompressionLimit;
use crate::producer::{ProducerEpoch, ProducerId, ProducerStamp, Sequence};
use crate::record::RecordHeader;

fn record(timestamp: i64, value: &[u8]) -> RecordRef<'_> {
    RecordRef { timestamp, key: None, value: Some(value), headers: &[] }
}

fn builder(chunk: usize) -> BatchBuilder<Vec<u8>> {
    let mut builder = BatchBuilder::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(chunk));
    builder
}

/// Counts the chunks that are alive.
struct Counted(Vec<u8>, Arc<AtomicUsize>);

impl Counted {
    fn new(capacity: usize, alive: &Arc<AtomicUsize>) -> Self {
        alive.fetch_add(1, Ordering::Relaxed);
        Self(Vec::with_capacity(capacity), Arc::clone(alive))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.1.fetch_sub(1, Ordering::Relaxed);
    }
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Chunk for Counted {
    fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

#[test]
fn a_record_is_encoded_as_the_format_says() {
    let mut builder = builder(200);
    let headers = [RecordHeader { key: "h", value: Some(b"x") }, RecordHeader { key: "", value: None }];
    builder
        .append(&RecordRef { timestamp: 10, key: Some(b"k"), value: Some(b"vv"), headers: &headers })
        .unwrap();
    builder.append(&record(9, b"")).unwrap();
    builder.append(&RecordRef { timestamp: 10, key: None, value: None, headers: &[] }).unwrap();
    let body = builder.finish(&Codec::NONE).unwrap().body().concat();
    let first = [30, 0, 0, 0, 2, b'k', 4, b'v', b'v', 4, 2, b'h', 2, b'x', 0, 1];
    assert_eq!(body[..16], first);
    assert_eq!(body[16..23], [12, 0, 1, 2, 1, 0, 0], "a delta of -1, an offset of 1, an empty value");
    assert_eq!(body[23..], [12, 0, 0, 4, 1, 1, 0]);
}

#[test]
fn a_record_without_room_changes_nothing() {
    let mut builder = builder(40);
    builder.append(&record(5, b"first")).unwrap();
    let before = (builder.count(), builder.records_len(), builder.spare(), builder.max_timestamp());
    let long = record(99, &[7; 40]);
    let needed = builder.exact_size(&long);
    assert_eq!(builder.append(&long), Err(AppendError::NoRoom { needed }));
    assert_eq!(before, (builder.count(), builder.records_len(), builder.spare(), builder.max_timestamp()));
    builder.add_chunk(Vec::with_capacity(needed));
    assert_eq!(builder.append(&long), Ok(1));
    assert_eq!(builder.spare(), 0, "the last byte of a chunk is used");
    assert_eq!(builder.max_timestamp(), 99);
}

#[test]
fn every_spare_size_takes_a_record_exactly_when_it_fits() {
    for value_len in [0, 1, 7, 8, 9, 60, 61, 62, 63, 64, 100] {
        let value = vec![1; value_len];
        for room in 0..130 {
            let mut builder = builder(1000);
            builder.append(&record(5, &vec![0; 1000 - 9 - room])).unwrap();
            assert_eq!(builder.spare(), room);
            let needed = builder.exact_size(&record(6, &value));
            let appended = builder.append(&record(6, &value));
            let expected = if needed <= room { Ok(1) } else { Err(AppendError::NoRoom { needed }) };
            assert_eq!(appended, expected, "value of {value_len}, room for {room}");
        }
    }
}

#[test]
fn timestamps_that_no_record_may_have_are_refused() {
    let mut builder = builder(100);
    assert_eq!(builder.append(&record(-2, b"")), Err(AppendError::Timestamp(-2)));
    assert_eq!(builder.append(&record(-1, b"")), Ok(0));
    let far = AppendError::TimestampDelta { timestamp: i64::MAX, base: -1 };
    assert_eq!(builder.append(&record(i64::MAX, b"")), Err(far));
    assert_eq!(builder.append(&record(i64::MAX - 1, b"")), Ok(1));
    assert_eq!(builder.append(&record(-3, b"")), Err(AppendError::Timestamp(-3)));
    assert_eq!((builder.base_timestamp(), builder.max_timestamp()), (-1, i64::MAX - 1));
    assert_eq!(builder.count(), 2);
}

#[test]
fn a_timestamp_too_far_from_the_delete_horizon_is_refused() {
    let mut builder = BatchBuilder::<Vec<u8>>::with_delete_horizon(Compression::None, i64::MIN);
    builder.add_chunk(Vec::with_capacity(1024));
    builder.append(&record(-1, b"first")).unwrap();
    let refused = builder.append(&record(i64::MAX, b"second"));
    assert_eq!(refused, Err(AppendError::TimestampDelta { timestamp: i64::MAX, base: i64::MIN }));
}

#[test]
fn a_record_longer_than_a_batch_can_say_is_refused() {
    let mut builder = builder(100);
    // Zeroed memory that is never touched.
    let value = vec![0; MAX_RECORDS_LEN];
    let needed = builder.exact_size(&record(0, &value)) as u64;
    assert_eq!(builder.append(&record(0, &value)), Err(AppendError::TooLarge { needed }));
    builder.append(&record(0, b"x")).unwrap();
    let value = &value[..MAX_RECORDS_LEN - 20];
    let needed = builder.exact_size(&record(0, value)) as u64;
    assert_eq!(builder.append(&record(0, value)), Err(AppendError::TooLarge { needed }));
    assert_eq!(builder.count(), 1);
}

/// F33.
#[test]
fn an_empty_batch_is_not_sealed() {
    assert_eq!(builder(10).finish(&Codec::NONE).unwrap_err(), CompressionError::EmptyBatch);
}

#[test]
fn a_batch_is_sealed_with_the_codec_that_it_was_built_for() {
    let mut builder = builder(100);
    builder.append(&record(0, b"x")).unwrap();
    let error = builder.finish(&Codec::new(Compression::Gzip)).unwrap_err();
    assert_eq!(error, CompressionError::CodecChanged { built: Compression::None, asked: Compression::Gzip });
}

/// R52.
#[test]
fn chunks_return_when_the_last_reference_to_their_bytes_goes() {
    let alive = Arc::new(AtomicUsize::new(0));
    let mut builder = BatchBuilder::new(Compression::None);
    for _ in 0..3 {
        builder.add_chunk(Counted::new(64, &alive));
        builder.append(&record(0, &[1; 30])).unwrap();
    }
    let batch = builder.finish(&Codec::NONE).unwrap();
    let mut segments = batch.segments(&ProducerStamp::NONE);
    assert_eq!(segments.len(), 4);
    let retry = batch.clone();
    drop(batch);
    assert_eq!(alive.load(Ordering::Relaxed), 3);
    drop(retry);
    assert_eq!(alive.load(Ordering::Relaxed), 3, "the transport still writes");
    let tail = segments.pop().map(|bytes| bytes.slice(2..));
    drop(segments);
    assert_eq!(alive.load(Ordering::Relaxed), 1);
    drop(tail);
    assert_eq!(alive.load(Ordering::Relaxed), 0);
}

#[test]
fn an_open_batch_that_is_given_up_returns_its_chunks() {
    let alive = Arc::new(AtomicUsize::new(0));
    let mut builder = BatchBuilder::new(Compression::None);
    builder.add_chunk(Counted::new(64, &alive));
    builder.add_chunk(Counted::new(64, &alive));
    drop(builder);
    assert_eq!(alive.load(Ordering::Relaxed), 0);
}

#[test]
fn records_are_not_copied_by_sealing_or_sending() {
    let chunk = Vec::with_capacity(256);
    let at = chunk.as_ptr();
    let mut builder = BatchBuilder::new(Compression::None);
    builder.add_chunk(chunk);
    builder.append(&record(0, &[1; 100])).unwrap();
    let batch = builder.finish(&Codec::NONE).unwrap();
    assert_eq!(batch.body()[0].as_ptr(), at);
    assert_eq!(batch.segments(&ProducerStamp::NONE)[1].as_ptr(), at);
    assert_eq!(batch.body()[0].len(), batch.uncompressed_len());
}

#[test]
fn what_a_chunk_held_before_is_never_sent() {
    let mut builder = BatchBuilder::new(Compression::None);
    builder.add_chunk(vec![0xee; 300]);
    builder.append(&record(0, &[1; 20])).unwrap();
    builder.add_chunk(vec![0xee; 300]);
    builder.append(&record(0, &[1; 20])).unwrap();
    builder.add_chunk(vec![0xee; 300]);
    let body = builder.finish(&Codec::NONE).unwrap().body().concat();
    assert!(!body.contains(&0xee));
}

/// F1, F12.
#[test]
fn a_batch_may_be_stamped_again_and_again() {
    let mut builder = builder(4096);
    for n in 0..20 {
        builder.append(&record(1000 + n, &[n as u8; 90])).unwrap();
    }
    let batch = builder.finish(&Codec::NONE).unwrap();
    for (epoch, sequence, transactional) in [(0, 0, false), (1, 0, true), (7, i32::MAX, false)] {
        let stamp = ProducerStamp {
            producer_id: ProducerId(99),
            epoch: ProducerEpoch(epoch),
            base_sequence: Sequence(sequence),
            transactional,
        };
        let bytes = Bytes::from(batch.segments(&stamp).concat());
        let read = RecordBatch::parse_exact(&bytes).expect("the combined checksum is right");
        let header = read.header();
        let expected = BatchHeader {
            base_offset: 0,
            batch_length: (batch.encoded_len() - 12) as i32,
            partition_leader_epoch: -1,
            crc: header.crc,
            attributes: Attributes { transactional, ..Attributes::default() },
            last_offset_delta: 19,
            base_timestamp: 1000,
            max_timestamp: 1019,
            producer_id: ProducerId(99),
            producer_epoch: ProducerEpoch(epoch),
            base_sequence: Sequence(sequence),
            record_count: 20,
        };
        assert_eq!(*header, expected);
        let last = read.records(DecompressionLimit::bytes(0)).unwrap().last().unwrap().unwrap();
        assert_eq!(last.sequence, Sequence(sequence).add(19));
    }
    assert_eq!(batch.encoded_len(), HEADER_LEN + batch.uncompressed_len());
}

#[test]
fn shared_values_make_the_same_batch_as_copied_ones_and_stay_where_they_are() {
    let large: Vec<Bytes> = (0..6_u8).map(|i| Bytes::from(vec![i; 10_000 * usize::from(i)])).collect();
    let headers = [RecordHeader { key: "h", value: Some(b"x") }];
    for compression in [Compression::None, Compression::Gzip] {
        let (mut copied, mut shared) = (BatchBuilder::new(compression), BatchBuilder::new(compression));
        for builder in [&mut copied, &mut shared] {
            builder.add_chunk(Vec::with_capacity(30_000));
        }
        for (i, value) in (0..12).map(|i| (i, &large[i as usize % 6])) {
            // Small records between them, a chunk that begins with a shared value, and one right behind another.
            let record = RecordRef { headers: &headers, ..record(5 + i, value) };
            if copied.spare() < 60_000 {
                copied.add_chunk(Vec::with_capacity(100_000));
            }
            copied.append(&record).unwrap();
            shared.append_shared(&record, value.clone()).unwrap();
            if i % 4 == 3 {
                for builder in [&mut copied, &mut shared] {
                    builder.append(&super::tests::record(7, b"small")).unwrap();
                }
                shared.add_chunk(Vec::with_capacity(1000));
            }
        }
        assert_eq!((shared.records_len(), shared.count()), (copied.records_len(), copied.count()));
        assert!(shared.copied_len() < 1000, "{}", shared.copied_len());
        let codec = Codec { compression, level: None };
        let (copied, shared) = (copied.finish(&codec).unwrap(), shared.finish(&codec).unwrap());
        let stamp = ProducerStamp::NONE;
        let records = |sealed: &SealedBatch| {
            let batch = RecordBatch::parse_exact(&sealed.segments(&stamp).concat().into()).unwrap();
            batch.records(DecompressionLimit::bytes(1 << 20)).unwrap().map(Result::unwrap).collect::<Vec<_>>()
        };
        assert_eq!(records(&shared), records(&copied));
        if compression == Compression::None {
            assert_eq!(shared.segments(&stamp).concat(), copied.segments(&stamp).concat());
            assert!(shared.body().iter().any(|piece| piece.as_ptr() == large[5].as_ptr()), "not a copy");
        }
    }
    // Without room for the rest of the record nothing changes.
    let mut builder = builder(5);
    let refused = builder.append_shared(&record(1, &large[3]), large[3].clone());
    assert!(matches!(refused, Err(AppendError::NoRoom { needed: 6..20 })), "{refused:?}");
    assert!(builder.is_empty() && builder.copied_len() == 0);
}

#[test]
fn one_of_many_batches_has_the_same_bytes() {
    let values: Vec<Vec<u8>> = (0..300_usize).map(|i| vec![i as u8; i * 7 % 400]).collect();
    let segments = |mut builder: BatchBuilder<Vec<u8>>| {
        for (i, value) in values.iter().enumerate() {
            let record = record(i as i64, value);
            if builder.spare() < builder.exact_size(&record) {
                // As a pool hands it out: used before.
                let mut chunk = vec![0xaa; 512 << (i % 5)];
                chunk.shrink_to_fit();
                builder.add_chunk(chunk);
            }
            builder.append(&record).unwrap();
        }
        let sealed = builder.finish(&Codec::default()).unwrap();
        sealed.segments(&ProducerStamp::NONE).concat()
    };
    let new = || BatchBuilder::new(Compression::None);
    assert_eq!(segments(new()), segments(new().one_of_many()));
}
