//! Every golden file, as it is and as a script, through every fuzz body: what the fuzzer starts from is replayed on stable.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use std::path::Path;

use kafka_records::fuzz;

const BODIES: [fn(&[u8]); 13] = [
    fuzz::record_batch,
    fuzz::message_set,
    fuzz::conversion,
    fuzz::split,
    fuzz::header,
    fuzz::header_patch,
    fuzz::build_and_read,
    fuzz::varint,
    fuzz::decompress,
    fuzz::gzip,
    fuzz::snappy,
    fuzz::lz4,
    fuzz::zstd,
];

#[test]
fn every_seed_passes_every_fuzz_body() {
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut seeds = 0;
    for dir in [testdata.clone(), testdata.join("legacy")] {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "bin") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            seeds += 1;
            // What is behind the header is a compressed stream in most of them.
            let starts = [0, 26, 34, 61].into_iter().filter(|start| *start < bytes.len());
            for (start, body) in starts.flat_map(|start| BODIES.map(|body| (start, body))) {
                body(&bytes[start..bytes.len().min(start + 20_000)]);
            }
        }
    }
    assert!(seeds >= 30);
}
