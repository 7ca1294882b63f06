//! What Kafka's own classes wrote, damaged in every systematic way and then at random: an error or a value, never a panic,
//! and never more memory than the input allows (L07).
//!
//! How many inputs is set by `KAFKA_MUTATIONS`; without it, a number for every day. `cargo xtask ci` asks for a million, and
//! for five in its long form.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bytes::Bytes;
use kafka_protocol::{AnyRequest, AnyResponse, ApiKey, Message, fuzz, messages};

const DEFAULT_INPUTS: u64 = 30_000;

/// A body and what it is of.
#[derive(Clone)]
struct Golden {
    api_key: ApiKey,
    is_request: bool,
    version: i16,
    body: Vec<u8>,
}

fn golden() -> Vec<Golden> {
    let lines = include_str!("../testdata/messages.txt").lines().filter(|line| !line.starts_with('#'));
    let golden: Vec<_> = lines
        .filter_map(|line| {
            let [_, name, version, digits, ..] = *line.split(' ').collect::<Vec<_>>() else {
                panic!("{line}")
            };
            let api = |suffix| {
                name.strip_suffix(suffix).and_then(|api| ApiKey::all().find(|key| key.name() == api))
            };
            let (api_key, is_request) = match (api("Request"), api("Response")) {
                (Some(api_key), _) => (api_key, true),
                (None, Some(api_key)) => (api_key, false),
                // What belongs to no API comes from logs and from other clients, inside of what the broker has read.
                (None, None) => return None,
            };
            Some(Golden { api_key, is_request, version: version.parse().unwrap(), body: unhex(digits) })
        })
        .collect();
    assert!(golden.len() > 1_000, "{}", golden.len());
    golden
}

fn unhex(digits: &str) -> Vec<u8> {
    let digits = digits.trim_start_matches('-').as_bytes();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Tries inputs until there were enough.
struct Inputs {
    left: u64,
    made: u64,
    refused: u64,
}

impl Inputs {
    fn try_one(&mut self, golden: &Golden, body: &[u8]) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        self.made += 1;
        let body = Bytes::copy_from_slice(body);
        let (key, version) = (golden.api_key, golden.version);
        let mut is_error = false;
        let memory = allocation_counter::measure(|| {
            is_error = if golden.is_request {
                AnyRequest::decode(key, version, &body).is_err()
            } else {
                AnyResponse::decode(key, version, &body).is_err()
            };
        });
        let bound = factor(golden) * body.len() as u64 + 64 * 1024;
        assert!(memory.bytes_max <= bound, "{key} v{version}: {} bytes for {}", memory.bytes_max, body.len());
        self.refused += u64::from(is_error);
        // Reading, writing and reading again costs more, and shows less each time.
        if self.made.is_multiple_of(4) {
            let direction = if golden.is_request { 0 } else { 0x80 };
            fuzz::message_by_key(&[&[key.0 as u8 | direction, version as u8], &*body].concat());
        }
    }
}

/// How many bytes of memory a byte of input may take: few for what every producer decodes.
fn factor(golden: &Golden) -> u64 {
    let factor = match golden.api_key {
        _ if golden.is_request => messages::ProduceRequest::MEMORY_FACTOR,
        ApiKey::PRODUCE => messages::ProduceResponse::MEMORY_FACTOR,
        ApiKey::METADATA => messages::MetadataResponse::MEMORY_FACTOR,
        ApiKey::INIT_PRODUCER_ID => messages::InitProducerIdResponse::MEMORY_FACTOR,
        ApiKey::API_VERSIONS => messages::ApiVersionsResponse::MEMORY_FACTOR,
        ApiKey::FIND_COORDINATOR => messages::FindCoordinatorResponse::MEMORY_FACTOR,
        _ => messages::FetchResponse::MEMORY_FACTOR,
    };
    factor as u64
}

/// Values that a length or a count is never prepared for, classic and compact.
const EDGES: &[&[u8]] = &[
    &[0],
    &[1],
    &[0x7f],
    &[0x80],
    &[0xff],
    &[0xff, 0xff],
    &[0x7f, 0xff],
    &[0x80, 0x80, 0x01],
    &[0, 0, 0, 0],
    &[0xff, 0xff, 0xff, 0xff],
    &[0xff, 0xff, 0xff, 0xfe],
    &[0x7f, 0xff, 0xff, 0xff],
    &[0x80, 0, 0, 0],
    &[0, 0, 0x7f, 0xff],
    &[0xff, 0xff, 0xff, 0xff, 0x0f],
    &[0xff, 0xff, 0xff, 0xff, 0x7f],
];

/// L07.
#[test]
fn no_damage_makes_a_decoder_panic_or_take_more_memory_than_the_input_allows() {
    let wanted = std::env::var("KAFKA_MUTATIONS").ok().map(|number| number.parse().unwrap());
    let wanted = wanted.unwrap_or(DEFAULT_INPUTS);
    let mut inputs = Inputs { left: wanted, made: 0, refused: 0 };
    let all = golden();
    for golden in &all {
        for at in 0..golden.body.len() {
            inputs.try_one(golden, &golden.body[..at]);
        }
    }
    for golden in &all {
        for at in 0..golden.body.len() {
            let mut damaged = golden.body.clone();
            damaged[at] = !damaged[at];
            inputs.try_one(golden, &damaged);
        }
    }
    // Any place may be that of a length.
    for golden in &all {
        for at in 0..golden.body.len() {
            for edge in EDGES {
                let mut damaged = golden.body.clone();
                overwrite(&mut damaged, at, edge);
                inputs.try_one(golden, &damaged);
            }
        }
    }
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    while inputs.left > 0 {
        let golden = &all[random.below(all.len())];
        let mut damaged = golden.body.clone();
        for _ in 0..=random.below(6) {
            random.damage(&mut damaged, &all);
        }
        inputs.try_one(golden, &damaged);
    }
    assert_eq!(inputs.made, wanted);
    assert!(inputs.refused > wanted / 10, "most damage is noticed: {} of {wanted}", inputs.refused);
}

fn overwrite(bytes: &mut [u8], at: usize, with: &[u8]) {
    bytes.iter_mut().skip(at).zip(with).for_each(|(byte, with)| *byte = *with);
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

    fn damage(&mut self, bytes: &mut Vec<u8>, all: &[Golden]) {
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
            5 => overwrite(bytes, at, EDGES[self.below(EDGES.len())]),
            _ => {
                let other = &all[self.below(all.len())].body;
                bytes.truncate(at);
                bytes.extend_from_slice(&other[at.min(other.len())..]);
            }
        }
    }
}
