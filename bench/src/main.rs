//! The hot paths as programs for an instruction counter: `bench <scenario> <records>`.
//!
//! Nothing here measures time. Each scenario does the same work for the same arguments, so that a counter such as
//! callgrind gives the same figure on every machine; two runs with different counts give the cost of one record.

mod end_to_end;

use std::process::ExitCode;

use kafka_records::{BatchBuilder, Codec, Compression, RecordRef};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [scenario, records] = args.as_slice() else { return usage() };
    let Ok(records) = records.parse::<u64>() else { return usage() };
    match scenario.as_str() {
        "append" => append(records),
        "end_to_end" => end_to_end::run(records, Compression::None, 16_384),
        "end_to_end_1m" => end_to_end::run(records, Compression::None, 1 << 20),
        "end_to_end_lz4" => end_to_end::run(records, Compression::Lz4, 128 << 10),
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: bench append|end_to_end|end_to_end_1m|end_to_end_lz4 <records>");
    ExitCode::from(2)
}

/// Records of 100 bytes into batches of 16 KiB, sealed: the codec crate alone, with a fresh chunk for every batch.
fn append(records: u64) {
    let value = [b'x'; 100];
    let record = RecordRef { timestamp: 1_700_000_000_000, key: None, value: Some(&value), headers: &[] };
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut left = records;
    while left > 0 {
        let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
        builder.add_chunk(std::mem::take(&mut chunk));
        while left > 0 && builder.append(&record).is_ok() {
            left -= 1;
        }
        let sealed = builder.finish(&Codec::new(Compression::None)).expect("the batch has records");
        std::hint::black_box(&sealed);
        chunk = Vec::with_capacity(CHUNK);
    }
}

const CHUNK: usize = 16 << 10;
