//! Damaged batches: an error or a value, never a panic, and never the records of someone else.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::path::Path;

use bytes::Bytes;
use kafka_records::{DecompressionLimit, RecordBatch, RecordErrorKind, fuzz};

fn samples() -> Vec<(String, Vec<u8>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut samples: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "bin"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        // The large ones only have more of the same.
        .filter(|(_, bytes)| bytes.len() < 4096)
        .collect();
    samples.sort();
    assert!(samples.len() >= 10);
    samples
}

#[test]
fn a_batch_cut_anywhere_is_incomplete() {
    for (name, bytes) in samples() {
        for len in 0..bytes.len() {
            let mut stream = Bytes::copy_from_slice(&bytes[..len]);
            assert_eq!(RecordBatch::parse(&mut stream), Ok(None), "{name} cut to {len}");
            assert_eq!(stream.len(), len);
            let error = RecordBatch::parse_exact(&stream).unwrap_err();
            assert_eq!(*error.kind(), RecordErrorKind::Truncated);
        }
    }
}

/// F10.
#[test]
fn every_flipped_bit_under_the_checksum_is_noticed() {
    for (name, bytes) in samples() {
        for at in 17..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1 << bit;
                let error = RecordBatch::parse_exact(&Bytes::from(damaged)).unwrap_err();
                assert!(error.is_corrupt(), "{name}, bit {bit} of byte {at}: {error}");
                assert!(matches!(error.kind(), RecordErrorKind::Checksum { .. }), "{name}: {error}");
            }
        }
    }
}

/// The body of the fuzz target puts the checksum right again, so the damage reaches header, codecs and records.
#[test]
fn every_byte_changed_behind_the_checksum_is_a_value_or_an_error() {
    for (_, bytes) in samples() {
        for at in 0..bytes.len() {
            for value in [bytes[at] ^ 1, bytes[at] ^ 0x80, !bytes[at], 0, 0x7f, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                fuzz::record_batch(&damaged);
                fuzz::header(&damaged);
            }
        }
    }
}

#[test]
fn every_truncated_body_with_a_right_checksum_is_an_error() {
    for (name, bytes) in samples() {
        for len in 61..bytes.len() {
            let mut cut = bytes[..len].to_vec();
            fuzz::record_batch(&cut);
            let length = i32::try_from(len - 12).unwrap();
            cut[8..12].copy_from_slice(&length.to_be_bytes());
            let sum = kafka_records::crc::crc32c(&cut[21..]);
            cut[17..21].copy_from_slice(&sum.to_be_bytes());
            let read = RecordBatch::parse_exact(&Bytes::from(cut)).and_then(|batch| {
                batch.records(DecompressionLimit::bytes(1 << 20))?.collect::<Result<Vec<_>, _>>()
            });
            assert!(read.is_err(), "{name} cut to {len}");
        }
    }
}
