//! Golden batches and message sets, damaged in every systematic way and then at random: an error or a value, never a panic.
//!
//! How many inputs is set by `KAFKA_MUTATIONS`; without it, a number for every day. `cargo xtask ci` asks for a million, and
//! for five in its long form.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use std::path::Path;

use kafka_records::fuzz;

const DEFAULT_INPUTS: u64 = 30_000;

/// Every golden file, small ones first; the large ones only have more of the same.
fn golden() -> Vec<Vec<u8>> {
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut paths: Vec<_> = [testdata.clone(), testdata.join("legacy")]
        .iter()
        .flat_map(|dir| std::fs::read_dir(dir).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "bin"))
        .collect();
    paths.sort();
    let mut files: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    files.retain(|bytes| bytes.len() < 4096);
    files.sort_by_key(Vec::len);
    assert!(files.len() >= 20);
    files
}

/// Hands inputs to the bodies of the fuzz targets until there were enough.
struct Inputs {
    left: u64,
    made: u64,
}

impl Inputs {
    fn try_one(&mut self, bytes: &[u8]) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        self.made += 1;
        fuzz::record_batch(bytes);
        fuzz::message_set(bytes);
        fuzz::header(bytes);
        fuzz::header_patch(bytes);
    }
}

/// Values that a length or a count is never prepared for.
const EDGES: [i32; 12] = [0, -1, 1, -2, 13, 14, 49, 0x7fff, 0x00ff_ffff, i32::MAX - 11, i32::MAX, i32::MIN];

/// Places of the length, count and delta fields of both kinds of header.
const FIELDS: [usize; 7] = [8, 18, 22, 23, 26, 30, 57];

/// I34.
#[test]
fn no_damage_makes_a_reader_panic() {
    let wanted = std::env::var("KAFKA_MUTATIONS").ok().map(|number| number.parse().unwrap());
    let wanted = wanted.unwrap_or(DEFAULT_INPUTS);
    let mut inputs = Inputs { left: wanted, made: 0 };
    let files = golden();
    for bytes in &files {
        for field in FIELDS.into_iter().filter(|field| field + 4 <= bytes.len()) {
            for edge in EDGES {
                let mut damaged = bytes.clone();
                damaged[field..field + 4].copy_from_slice(&edge.to_be_bytes());
                inputs.try_one(&damaged);
            }
        }
    }
    for bytes in &files {
        for at in 0..bytes.len() {
            inputs.try_one(&bytes[..at]);
            let mut damaged = bytes.clone();
            damaged[at] = !bytes[at];
            inputs.try_one(&damaged);
        }
    }
    for bytes in &files {
        for at in 0..bytes.len() {
            for value in [bytes[at] ^ 1, bytes[at] ^ 0x80, 0, 0x7f, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                inputs.try_one(&damaged);
            }
        }
    }
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    while inputs.left > 0 {
        let mut damaged = files[random.below(files.len())].clone();
        for _ in 0..=random.below(6) {
            random.damage(&mut damaged, &files);
        }
        inputs.try_one(&damaged);
    }
    assert_eq!(inputs.made, wanted);
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    fn damage(&mut self, bytes: &mut Vec<u8>, files: &[Vec<u8>]) {
        if bytes.is_empty() {
            return;
        }
        let at = self.below(bytes.len());
        let [value, ..] = self.next().to_be_bytes();
        match self.below(7) {
            0 => bytes[at] ^= 1 << (value & 7),
            1 => bytes[at] = value,
            2 => bytes.truncate(at),
            3 => bytes.insert(at, value),
            4 => drop(bytes.remove(at)),
            5 => {
                let edge = EDGES[self.below(EDGES.len())].to_be_bytes();
                bytes.iter_mut().skip(at).zip(edge).for_each(|(byte, edge)| *byte = edge);
            }
            _ => {
                let other = &files[self.below(files.len())];
                let from = self.below(other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
        }
    }
}
