//! Batches and message sets of every magic, codec and attribute, as Java builds and reads them; see `testdata/README.md`.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod described;
mod rebuilt;

use std::collections::BTreeSet;

use bytes::Bytes;
use kafka_records::Magic;
use serde_json::Value;

/// Magic, codec, shape, bytes, and what Java reads in them.
fn vectors() -> impl Iterator<Item = (&'static str, Bytes, Value)> {
    let lines = include_str!("../../testdata/batches.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let (name, rest) = line.match_indices(' ').nth(2).map(|(at, _)| line.split_at(at)).unwrap();
        let (bytes, json) = rest[1..].split_once(' ').unwrap();
        (name, unhex(bytes), serde_json::from_str(json).unwrap())
    })
}

fn unhex(digits: &str) -> Bytes {
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

#[test]
fn batches_of_every_format_are_read_as_java_reads_them() {
    let mut names = BTreeSet::new();
    for (name, bytes, java) in vectors() {
        assert_eq!(described::describe(&bytes).unwrap(), java, "{name}");
        names.insert(name);
    }
    // Shapes x codecs of v2, v1 and v0.
    assert_eq!(names.len(), 14 * 5 + 3 * 4 + 2 * 4);
}

#[test]
fn batches_of_every_format_are_built_as_java_builds_them() {
    let mut same = BTreeSet::new();
    for (name, bytes, java) in vectors() {
        let Some(built) = rebuilt::rebuild(&java).map(Bytes::from) else { continue };
        // Compressors differ; what comes out again does not.
        assert_eq!(described::describe(&built).unwrap(), java, "{name}");
        if name.split(' ').nth(1) == Some("none") && rebuilt::is_told_whole(&java) {
            assert_eq!(built, bytes, "{name}");
            same.insert(name);
        }
    }
    assert!(same.len() >= 10 + 3 + 2, "{same:?}");
}

#[test]
fn captured_batches_hold_what_the_clients_were_given() {
    let lines = include_str!("../../testdata/traffic.txt").lines().filter(|line| !line.starts_with('#'));
    let mut seen = BTreeSet::new();
    for line in lines {
        let [client, version, options, bytes] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let batches = described::describe(&unhex(bytes)).unwrap();
        let mut number = 0;
        for record in
            batches.as_array().unwrap().iter().flat_map(|batch| batch["records"].as_array().unwrap())
        {
            let text =
                |field: &str| String::from_utf8(unhex(record[field].as_str().unwrap()).to_vec()).unwrap();
            assert_eq!(text("key"), format!("key {number}"), "{client} {options}");
            let value = format!("value {number}{}", ", and so on".repeat(6));
            assert_eq!(text("value"), value, "{client} {options}");
            number += 1;
        }
        assert_eq!(number, 12, "{client} {options}");
        let magic = Magic::of_produce_version(version.parse().unwrap());
        assert_eq!(batches[0]["magic"], magic.id(), "{client} {options}");
        seen.insert((client, magic, batches[0]["codec"].as_str().unwrap().to_owned()));
    }
    for codec in ["none", "gzip", "snappy", "lz4", "zstd"] {
        let clients = [("kcat", Magic::V0), ("kcat", Magic::V1), ("kcat", Magic::V2), ("java", Magic::V2)];
        for (client, magic) in clients {
            let exists = codec != "zstd" || magic == Magic::V2;
            assert_eq!(seen.contains(&(client, magic, codec.to_owned())), exists, "{client} {magic} {codec}");
        }
    }
}
