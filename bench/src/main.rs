//! The hot paths as programs for an instruction counter: `bench <scenario> <records>`.
//!
//! Nothing here measures time. Each scenario does the same work for the same arguments, so that a counter such as
//! callgrind gives the same figure on every machine; two runs with different counts give the cost of one record.

mod end_to_end;
mod records;

use std::process::ExitCode;

use kafka_records::Compression;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [scenario, records] = args.as_slice() else { return usage() };
    let Ok(count) = records.parse::<u64>() else { return usage() };
    match scenario.as_str() {
        "append" => records::append(count),
        "build" => records::build(count),
        "read" => records::read(count),
        "copy_and_checksum" => records::copy_and_checksum(count),
        "end_to_end" => end_to_end::run(count, Compression::None, 16_384, end_to_end::with_delivery),
        "end_to_end_1m" => end_to_end::run(count, Compression::None, 1 << 20, end_to_end::with_delivery),
        "end_to_end_lz4" => end_to_end::run(count, Compression::Lz4, 128 << 10, end_to_end::with_delivery),
        "tagged" => end_to_end::run(count, Compression::None, 16_384, end_to_end::with_tag),
        "tagged_1m" => end_to_end::run(count, Compression::None, 1 << 20, end_to_end::with_tag),
        "scattered" => end_to_end::scattered(count, 1000),
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!(
        "usage: bench append|build|read|copy_and_checksum|end_to_end|end_to_end_1m|end_to_end_lz4|tagged|tagged_1m|scattered \
         <records>"
    );
    ExitCode::from(2)
}
