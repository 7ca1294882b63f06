//! Reads a batch again and again, for counting instructions, beside a plain copy and checksum of the same bytes.
//!
//! ```text
//! cargo build --release --example read_cost
//! valgrind --tool=callgrind target/release/examples/read_cost view 1000 100
//! ```
//!
//! Modes: `copy` (a copy and a CRC-32C of the batch, and nothing else), `view` (checksum, header and every record, borrowed),
//! `record` (the same, every record shared), `none` (to be subtracted).

use bytes::Bytes;
use kafka_records::{
    BatchBuilder, Codec, Compression, DecompressionLimit, ProducerStamp, RecordBatch, RecordError, RecordRef,
    crc,
};

const RECORDS: usize = 1000;

fn main() -> Result<(), RecordError> {
    let mut args = std::env::args().skip(1);
    let mode = args.next().unwrap_or_else(|| "view".to_owned());
    let batches: usize = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(1000);
    let value_len: usize = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(100);

    let bytes = batch(value_len);
    let mut copy = vec![0; bytes.len()];
    let mut seen = 0;
    for _ in 0..batches {
        seen += match mode.as_str() {
            "copy" => {
                // Record by record, as they come and go.
                for (to, from) in copy.chunks_mut(value_len).zip(bytes.chunks(value_len)) {
                    to.copy_from_slice(from);
                }
                crc::crc32c(std::hint::black_box(&copy)) as usize & 1
            }
            "view" => views(&bytes)?,
            "record" => records(&bytes)?,
            _ => 0,
        };
    }
    println!("{mode}: {} records, {seen}", batches * RECORDS);
    Ok(())
}

fn views(bytes: &Bytes) -> Result<usize, RecordError> {
    let mut records = RecordBatch::parse_exact(bytes)?.records(DecompressionLimit::bytes(0))?;
    let mut seen = 0;
    while let Some(record) = records.next_view() {
        seen += record?.value.map_or(0, <[u8]>::len);
    }
    Ok(seen)
}

fn records(bytes: &Bytes) -> Result<usize, RecordError> {
    let mut seen = 0;
    for record in RecordBatch::parse_exact(bytes)?.records(DecompressionLimit::bytes(0))? {
        seen += record?.value.map_or(0, |value| value.len());
    }
    Ok(seen)
}

fn batch(value_len: usize) -> Bytes {
    let value = vec![b'x'; value_len];
    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    builder.add_chunk(Vec::with_capacity(RECORDS * (value_len + 24)));
    for n in 0..RECORDS {
        let timestamp = 1_700_000_000_000 + n as i64 / 10;
        let record = RecordRef { timestamp, key: None, value: Some(&value), headers: &[] };
        builder.append(&record).expect("there is room for all records");
    }
    let sealed = builder.finish(&Codec::NONE).expect("the batch has records");
    Bytes::from(sealed.segments(&ProducerStamp::NONE).concat())
}
