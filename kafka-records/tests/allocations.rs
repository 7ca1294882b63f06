//! What the hot paths do not do: allocate, a record or a batch.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use allocation_counter::measure;
use bytes::Bytes;
use kafka_records::{
    BatchBuilder, Codec, Compression, DecompressionLimit, LogBatch, Magic, ProducerStamp, RecordHeader,
    RecordRef, down_convert,
};

const RECORDS: u32 = 1000;
const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

fn fill(builder: &mut BatchBuilder, headers: &[RecordHeader<'_>]) {
    for n in 0..i64::from(RECORDS) {
        let record = RecordRef { timestamp: 1000 + n, key: Some(b"key"), value: Some(&[b'v'; 100]), headers };
        builder.append(&record).unwrap();
    }
}

fn batch(compression: Compression, headers: &[RecordHeader<'_>]) -> Bytes {
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    builder.add_chunk(Vec::with_capacity(1 << 18));
    fill(&mut builder, headers);
    let sealed = builder.finish(&Codec::new(compression)).unwrap();
    Bytes::from(sealed.segments(&ProducerStamp::NONE).concat())
}

const HEADERS: &[RecordHeader<'_>] = &[RecordHeader { key: "trace", value: Some(b"5f3a") }];

#[test]
fn appending_allocates_nothing() {
    for headers in [&[], HEADERS] {
        let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
        builder.add_chunk(Vec::with_capacity(1 << 18));
        let allocated = measure(|| fill(&mut builder, headers));
        assert_eq!(allocated.count_total, 0);
    }
}

#[test]
fn sealing_and_stamping_cost_the_same_for_any_number_of_records() {
    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(1 << 18));
    fill(&mut builder, &[]);
    let allocated = measure(|| drop(builder.finish(&Codec::NONE).unwrap().segments(&ProducerStamp::NONE)));
    assert!(allocated.count_total <= 4, "{allocated:?}");
    assert!(allocated.bytes_total < 1000, "{allocated:?}");
}

/// L24.
#[test]
fn reading_borrowed_records_allocates_nothing_in_any_format() {
    let plain = batch(Compression::None, &[]);
    let sets = [Magic::V0, Magic::V1].map(|magic| {
        let mut wrapper = batch(Compression::None, &[]);
        if Compression::Lz4.is_available() {
            wrapper = batch(Compression::Lz4, &[]);
        }
        down_convert(&wrapper, magic, LIMIT).unwrap()
    });
    for mut stream in [plain, batch(Compression::None, HEADERS)].into_iter().chain(sets) {
        let batch = LogBatch::parse(&mut stream).unwrap().unwrap();
        let mut records = batch.records(LIMIT).unwrap();
        let mut read = 0;
        let allocated = measure(|| {
            while let Some(record) = records.next_view() {
                let record = record.unwrap();
                read += record.value.map_or(0, <[u8]>::len) + record.headers.iter().count();
            }
        });
        assert!(read >= 100);
        assert_eq!(allocated.count_total, 0, "{}", batch.magic());
    }
}

#[test]
fn reading_shared_records_allocates_at_most_once_a_batch() {
    let batch = LogBatch::parse(&mut batch(Compression::None, &[])).unwrap().unwrap();
    let records = batch.records(LIMIT).unwrap();
    let mut read = 0;
    let allocated = measure(|| read = records.map(Result::unwrap).count());
    assert_eq!(read, 1000);
    // Bytes that are shared for the first time get a reference count.
    assert!(allocated.count_total <= 1, "{allocated:?}");
}

/// zstd allocates in C, which is not counted here; its contexts go through the same pool.
#[test]
fn codecs_use_their_state_again() {
    let text = b"words that come again, ".repeat(100);
    for compression in Compression::available().filter(|compression| *compression != Compression::None) {
        let codec = Codec::new(compression);
        let compressed = codec.compress(&[&text]).unwrap();
        compression.decompress(&compressed, LIMIT).unwrap();
        let allocated = measure(|| drop(codec.compress(&[&text]).unwrap()));
        assert!(allocated.bytes_total < 8 * 1024, "{codec:?}: {allocated:?}");
        let allocated = measure(|| drop(compression.decompress(&compressed, LIMIT).unwrap()));
        // The lz4 reader makes room for a whole block.
        assert!(allocated.bytes_total <= 80 * 1024, "{codec:?}: {allocated:?}");
    }
}
