//! The work as users of our crates do it.

use std::hint::black_box;

use bytes::Bytes;
use kafka_protocol::Message;
use kafka_protocol::messages::{FetchResponse, MetadataResponse, ProduceRequest, ProduceResponse};
use kafka_records::{
    BatchBuilder, Codec, Compression, DecompressionLimit, ProducerStamp, RecordBatch, RecordRef,
};

use crate::Round;
use crate::data::{self, FETCH_VERSION, METADATA_VERSION, PRODUCE_VERSION, TIMESTAMP};

macro_rules! messages {
    ($($encode:ident $decode:ident $message:ident $version:ident $wire:ident)*) => {
        $(
            pub(crate) fn $encode() -> Round {
                encode::<$message>($version, &data::$wire())
            }

            pub(crate) fn $decode() -> Round {
                decode::<$message>($version, data::$wire())
            }
        )*
    };
}

messages! {
    produce_request_encode produce_request_decode ProduceRequest PRODUCE_VERSION produce_request
    produce_response_encode produce_response_decode ProduceResponse PRODUCE_VERSION produce_response
    metadata_response_encode metadata_response_decode MetadataResponse METADATA_VERSION metadata_response
    fetch_response_encode fetch_response_decode FetchResponse FETCH_VERSION fetch_response
}

/// As pieces for a socket, which is how record batches are written without a copy.
fn encode<M: Message>(version: i16, wire: &Bytes) -> Round {
    let message: M = read(version, wire);
    Box::new(move || {
        black_box(black_box(&message).to_segments(version).expect("what was read can be written"));
    })
}

fn decode<M: Message>(version: i16, wire: Bytes) -> Round {
    Box::new(move || {
        black_box(read::<M>(version, black_box(&wire)));
    })
}

fn read<M: Message>(version: i16, wire: &Bytes) -> M {
    M::decode(version, &mut wire.clone()).expect("it is a message")
}

fn build(compression: Compression) -> Round {
    let values = data::values();
    let codec = Codec::new(compression);
    Box::new(move || {
        let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
        // Already zeroed, so that the builder need not do it.
        builder.add_chunk(vec![0; 128 << 10]);
        for value in black_box(&values) {
            let record = RecordRef { timestamp: TIMESTAMP, key: None, value: Some(value), headers: &[] };
            builder.append(&record).expect("room for all");
        }
        let sealed = builder.finish(&codec).expect("the codec is there");
        black_box(sealed.segments(&ProducerStamp::NONE));
    })
}

fn read_batch(compression: Compression) -> Round {
    let wire = data::batch(compression);
    Box::new(move || {
        let batch = RecordBatch::parse_exact(black_box(&wire)).expect("a batch");
        let mut records = batch.records(DecompressionLimit::bytes(1 << 20)).expect("records");
        while let Some(record) = &records.next_view() {
            black_box(record.as_ref().expect("a record"));
        }
    })
}

macro_rules! batches {
    ($($build:ident $read:ident $codec:ident)*) => {
        $(
            pub(crate) fn $build() -> Round {
                build(Compression::$codec)
            }

            pub(crate) fn $read() -> Round {
                read_batch(Compression::$codec)
            }
        )*
    };
}

batches! {
    batch_build batch_read None
    batch_build_gzip batch_read_gzip Gzip
    batch_build_snappy batch_read_snappy Snappy
    batch_build_lz4 batch_read_lz4 Lz4
    batch_build_zstd batch_read_zstd Zstd
}
