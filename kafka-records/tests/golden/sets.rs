//! The records of the golden files, and the files.

use std::fmt::Write;
use std::path::Path;

use bytes::Bytes;
use kafka_records::{Header, Record, Sequence};

pub(crate) const BASE: i64 = 1_700_000_000_000;

/// A record as the sets below list them; the sets are the same as in `GoldenBatches.java`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Owned {
    pub(crate) timestamp: i64,
    pub(crate) key: Option<Vec<u8>>,
    pub(crate) value: Option<Vec<u8>>,
    pub(crate) headers: Vec<(&'static str, Option<Vec<u8>>)>,
}

impl Owned {
    pub(crate) fn new(timestamp: i64, key: Option<&[u8]>, value: Option<&[u8]>) -> Self {
        Self {
            timestamp,
            key: key.map(<[u8]>::to_vec),
            value: value.map(<[u8]>::to_vec),
            headers: Vec::new(),
        }
    }

    /// What reading this record must give.
    pub(crate) fn read(&self, offset: i64, sequence: Sequence) -> Record {
        let bytes = |bytes: &Option<Vec<u8>>| bytes.clone().map(Bytes::from);
        Record {
            offset,
            timestamp: self.timestamp,
            sequence,
            key: bytes(&self.key),
            value: bytes(&self.value),
            headers: self
                .headers
                .iter()
                .map(|(key, value)| Header { key: Bytes::from_static(key.as_bytes()), value: bytes(value) })
                .collect(),
        }
    }
}

pub(crate) fn mixed() -> Vec<Owned> {
    (0..40_u8)
        .map(|i| Owned {
            timestamp: BASE + i64::from(i) * 37 % 50 - 20 * (i64::from(i) % 3),
            key: match i % 4 {
                0 => None,
                1 => Some(Vec::new()),
                _ => Some(format!("key-{i}").into_bytes()),
            },
            value: match i % 5 {
                0 => None,
                1 => Some(Vec::new()),
                _ => Some(vec![b'v'; usize::from(i) * 7 % 200]),
            },
            headers: (0..i % 4)
                .map(|j| match j {
                    0 => ("dup", None),
                    1 => ("ключ", Some(Vec::new())),
                    _ => ("dup", Some(vec![j, i])),
                })
                .collect(),
        })
        .collect()
}

pub(crate) fn big() -> Vec<Owned> {
    (0..3)
        .map(|i| {
            let mut value = String::new();
            for line in 0.. {
                if value.len() >= 60_000 {
                    break;
                }
                writeln!(value, "line {} of a long value", line * (i + 1)).unwrap();
            }
            Owned::new(BASE + i * 100_000, Some(b"big"), Some(value.as_bytes()))
        })
        .collect()
}

pub(crate) fn single() -> Vec<Owned> {
    vec![Owned::new(-1, None, Some(b"one"))]
}

pub(crate) fn widths() -> Vec<Owned> {
    let mut records = vec![Owned::new(BASE, None, None)];
    for bits in 0..40 {
        records.push(Owned::new(BASE + (1 << bits), None, None));
        records.push(Owned::new(BASE - (1 << bits), None, None));
    }
    let lens = [0, 1, 50, 51, 52, 53, 54, 62, 63, 64, 65, 127, 128, 3999, 4000, 4001, 8180, 8191, 8192, 9000];
    for len in lens {
        records.push(Owned::new(BASE, None, Some(&vec![0; len])));
        records.push(Owned::new(BASE + 64, Some(&vec![0; len]), Some(b"v")));
    }
    records
}

pub(crate) fn golden(name: &str) -> Bytes {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name).with_extension("bin");
    Bytes::from(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
