//! The work as users of our crates do it.

use std::hint::black_box;

use bytes::{Bytes, BytesMut};
use kafka_protocol::Message;
use kafka_protocol::messages::{FetchResponse, MetadataResponse, ProduceRequest, ProduceResponse};
use kafka_protocol::wire::{Reader, Segments};
use kafka_records::{
    BatchBuilder, Codec, Compression, DecompressionLimit, ProducerStamp, RecordBatch, RecordRef,
};

use crate::Round;
use crate::data::{self, FETCH_VERSION, METADATA_VERSION, PRODUCE_VERSION, TIMESTAMP};

pub(crate) fn produce_request_encode() -> Round {
    let request: ProduceRequest = read(PRODUCE_VERSION, &data::produce_request());
    Box::new(move || {
        let mut out = Segments::with_capacity(1024);
        black_box(&request).encode(PRODUCE_VERSION, &mut out).expect("what was read can be written");
        black_box(out);
    })
}

pub(crate) fn produce_response_decode() -> Round {
    decode::<ProduceResponse>(PRODUCE_VERSION, data::produce_response())
}

pub(crate) fn metadata_response_decode() -> Round {
    decode::<MetadataResponse>(METADATA_VERSION, data::metadata_response())
}

pub(crate) fn metadata_response_encode() -> Round {
    let wire = data::metadata_response();
    let response: MetadataResponse = read(METADATA_VERSION, &wire);
    Box::new(move || {
        let mut out = BytesMut::with_capacity(wire.len());
        black_box(&response).encode(METADATA_VERSION, &mut out).expect("what was read can be written");
        black_box(out);
    })
}

pub(crate) fn fetch_response_decode() -> Round {
    decode::<FetchResponse>(FETCH_VERSION, data::fetch_response())
}

fn decode<M: Message>(version: i16, wire: Bytes) -> Round {
    Box::new(move || {
        black_box(read::<M>(version, black_box(&wire)));
    })
}

fn read<M: Message>(version: i16, wire: &Bytes) -> M {
    M::decode(version, &mut Reader::new(wire, M::NAME, version)).expect("it is a message")
}

fn build(compression: Compression) -> Round {
    let values = data::values();
    let codec = Codec::new(compression);
    Box::new(move || {
        let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
        builder.add_chunk(Vec::with_capacity(128 << 10));
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
        let records = batch.records(DecompressionLimit::bytes(1 << 20)).expect("records");
        for record in records {
            black_box(record.expect("a record"));
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
