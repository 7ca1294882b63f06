//! What holds for all records, chunk sizes and codecs.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use kafka_records::{
    BatchBuilder, BatchHeader, Codec, Compression, ProducerStamp, RecordBatch, RecordRef, fuzz,
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// The fuzz body builds any records in chunks of any size with any codec and compares what it reads.
    #[test]
    fn any_records_round_trip(script in prop::collection::vec(any::<u8>(), 0..2000)) {
        fuzz::build_and_read(&script);
    }

    #[test]
    fn any_bytes_compress_and_come_back(codec: u8, bytes: Vec<u8>, times in 1_usize..400) {
        let mut data = vec![codec];
        for _ in 0..times {
            data.extend_from_slice(&bytes);
        }
        fuzz::decompress(&data);
    }

    #[test]
    fn any_bytes_are_a_value_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        fuzz::record_batch(&bytes);
        fuzz::header(&bytes);
        fuzz::varint(&bytes);
    }

    /// Nearly all of what makes a batch of records from a header without codec and small numbers.
    #[test]
    fn any_records_are_a_value_or_an_error(
        count in 0_i32..20,
        last in 0_i32..40,
        records in prop::collection::vec(prop_oneof![0_u8..24, any::<u8>()], 0..200),
    ) {
        let header = BatchHeader { record_count: count, last_offset_delta: last, ..plain_header() };
        let mut bytes = header.encode().to_vec();
        bytes.extend(records);
        fuzz::record_batch(&bytes);
    }
}

fn plain_header() -> BatchHeader {
    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(64));
    builder.append(&RecordRef { timestamp: 0, key: None, value: None, headers: &[] }).unwrap();
    let sealed = builder.finish(&Codec::NONE).unwrap();
    BatchHeader::decode(&sealed.header(&ProducerStamp::NONE)).unwrap()
}

#[test]
fn a_stream_of_batches_is_taken_apart_one_by_one() {
    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(64));
    builder.append(&RecordRef { timestamp: 5, key: None, value: Some(b"v"), headers: &[] }).unwrap();
    let one = builder.finish(&Codec::NONE).unwrap().segments(&ProducerStamp::NONE).concat();
    let whole = [one.clone(), one.clone(), one.clone()].concat();
    for cut in 0..=whole.len() {
        let mut stream = bytes::Bytes::copy_from_slice(&whole[..cut]);
        let mut batches = 0;
        while let Some(batch) = RecordBatch::parse(&mut stream).unwrap() {
            assert_eq!(batch.bytes(), &one);
            batches += 1;
        }
        assert_eq!((batches, stream.len()), (cut / one.len(), cut % one.len()), "an incomplete tail stays");
    }
}
