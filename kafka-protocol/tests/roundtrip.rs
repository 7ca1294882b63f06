//! Every message in every version, from bytes made out of the schemas without the generated code.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "roundtrip/random.rs"]
mod random;
#[path = "roundtrip/schema.rs"]
mod schema;

use bytes::Bytes;
use kafka_protocol::{DecodeErrorKind, fuzz};

use crate::random::Random;
use crate::schema::Message;

/// Values a message and version.
const SAMPLES: u64 = 40;

fn for_each_sample(mut visit: impl FnMut(&Message, i16, Bytes)) {
    for (index, message) in schema::all().iter().enumerate() {
        for version in message.versions.clone() {
            for sample in 0..SAMPLES {
                let seed = (index as u64) << 32 | (version as u64) << 16 | sample;
                visit(message, version, message.bytes(version, &mut Random::new(seed)));
            }
        }
    }
}

fn rewrite(message: &Message, version: i16, bytes: &Bytes) -> Result<Bytes, kafka_protocol::DecodeError> {
    fuzz::rewrite(&message.name, version, bytes).expect("every schema has its message")
}

/// I35.
#[test]
fn what_the_schema_says_is_read_and_written_unchanged() {
    let mut samples = 0;
    for_each_sample(|message, version, bytes| {
        let rewritten = rewrite(message, version, &bytes);
        assert_eq!(rewritten.as_ref(), Ok(&bytes), "{} v{version}", message.name);
        samples += 1;
    });
    assert!(samples > 5_000, "{samples}");
}

/// I34.
#[test]
fn every_truncation_is_an_error_that_says_where() {
    for_each_sample(|message, version, bytes| {
        for len in 0..bytes.len() {
            let error = rewrite(message, version, &bytes.slice(..len)).expect_err("cut short");
            assert_eq!(error.message, message.name);
            assert_eq!(error.version, version);
            assert!(error.offset <= len, "{error}");
            assert!(!error.field.is_empty());
        }
    });
}

#[test]
fn a_byte_too_many_is_an_error() {
    for_each_sample(|message, version, bytes| {
        let longer: Bytes = bytes.iter().copied().chain([0]).collect();
        let error = rewrite(message, version, &longer).expect_err("too long");
        assert_eq!(error.kind, DecodeErrorKind::TrailingBytes(1), "{error}");
    });
}

#[test]
fn versions_beside_the_range_are_refused() {
    for message in schema::all() {
        for version in [i16::MIN, -1, message.versions.end() + 1, i16::MAX] {
            let error = rewrite(&message, version, &Bytes::new()).expect_err("no such version");
            assert!(matches!(error.kind, DecodeErrorKind::UnsupportedVersion(_)), "{error}");
        }
    }
}

#[test]
fn damaged_bytes_are_read_as_a_message_or_refused() {
    for_each_sample(|message, version, bytes| {
        let mut random = Random::new(bytes.len() as u64);
        let Some((api_key, is_request)) = message.api else { return };
        let direction = if is_request { 0 } else { 0x80 };
        let mut data = vec![api_key as u8 | direction, version as u8];
        data.extend_from_slice(&bytes);
        for _ in 0..4 {
            if data.len() > 2 {
                let at = 2 + random.below(data.len() as u64 - 2) as usize;
                data[at] = random.byte();
            }
            fuzz::message_by_key(&data);
        }
    });
}

/// R167.
#[test]
fn the_table_of_apis_is_that_of_the_schemas() {
    let mut keys = Vec::new();
    for line in include_str!("../schemas/api_keys.txt").lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<_> = line.split(' ').collect();
        let [key, name, "flexible", since] = words.as_slice() else {
            assert_eq!(line, "");
            continue;
        };
        let key = kafka_protocol::ApiKey(key.parse().unwrap());
        assert_eq!(key.name(), *name);
        assert_eq!(key.flexible_since(), since.trim_end_matches('+').parse().ok(), "{key}");
        keys.push(key);
    }
    assert_eq!(kafka_protocol::ApiKey::all().collect::<Vec<_>>(), keys);
}
