//! The work as users of the crates.io crate do it.

use std::hint::black_box;

use bytes::{Bytes, BytesMut};
use peer::messages::{FetchResponse, MetadataResponse, ProduceRequest, ProduceResponse};
use peer::protocol::{Decodable, Encodable};
use peer::records::{
    Compression, NO_PARTITION_LEADER_EPOCH, NO_PRODUCER_EPOCH, NO_PRODUCER_ID, Record, RecordBatchDecoder,
    RecordBatchEncoder, RecordEncodeOptions, TimestampType,
};

use crate::Round;
use crate::data::{self, FETCH_VERSION, METADATA_VERSION, PRODUCE_VERSION, TIMESTAMP};

macro_rules! messages {
    ($($encode:ident $decode:ident $message:ident $version:ident $wire:ident)*) => {
        $(
            pub(crate) fn $encode() -> Round {
                encode::<$message>($version, data::$wire())
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

/// Into one buffer, which is as large as it has to be: the crate has no other way.
fn encode<M: Decodable + Encodable + 'static>(version: i16, wire: Bytes) -> Round {
    let message: M = read(version, &wire);
    Box::new(move || {
        let mut out = BytesMut::with_capacity(wire.len());
        black_box(&message).encode(&mut out, version).expect("what was read can be written");
        black_box(out);
    })
}

fn decode<M: Decodable + 'static>(version: i16, wire: Bytes) -> Round {
    Box::new(move || {
        black_box(read::<M>(version, black_box(&wire)));
    })
}

fn read<M: Decodable>(version: i16, wire: &Bytes) -> M {
    M::decode(&mut wire.clone(), version).expect("it is a message")
}

fn build(compression: Compression) -> Round {
    let values = data::values();
    let options = RecordEncodeOptions { version: 2, compression };
    Box::new(move || {
        // Its encoder takes records that own their values, which are shared here and not copied.
        let records: Vec<_> =
            (0..).zip(black_box(&values)).map(|(offset, value)| record(offset, value)).collect();
        let mut out = BytesMut::with_capacity(128 << 10);
        RecordBatchEncoder::encode(&mut out, &records, &options).expect("the codec is there");
        black_box(out);
    })
}

fn record(offset: i64, value: &Bytes) -> Record {
    Record {
        transactional: false,
        control: false,
        delete_horizon: false,
        partition_leader_epoch: NO_PARTITION_LEADER_EPOCH,
        producer_id: NO_PRODUCER_ID,
        producer_epoch: NO_PRODUCER_EPOCH,
        timestamp_type: TimestampType::Creation,
        offset,
        sequence: offset as i32,
        timestamp: TIMESTAMP,
        key: None,
        value: Some(value.clone()),
        headers: Default::default(),
    }
}

fn read_batch(compression: kafka_records::Compression) -> Round {
    let wire = data::batch(compression);
    Box::new(move || {
        let set = RecordBatchDecoder::decode(&mut black_box(&wire).clone()).expect("a batch");
        black_box(set);
    })
}

macro_rules! batches {
    ($($build:ident $read:ident $codec:ident)*) => {
        $(
            pub(crate) fn $build() -> Round {
                build(Compression::$codec)
            }

            pub(crate) fn $read() -> Round {
                read_batch(kafka_records::Compression::$codec)
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
