//! The bodies of the fuzz targets, on random and on hand-picked input.

use kafka_net::fuzz::{connection_ops, sasl};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_inputs_panics(data in prop::collection::vec(any::<u8>(), 0..600)) {
        connection_ops(&data);
    }

    #[test]
    fn no_sequence_of_inputs_loses_a_request(data in prop::collection::vec(any::<u8>(), 0..600)) {
        connection_ops(&[ready(), data.clone()].concat());
        connection_ops(&[authenticated(), data].concat());
    }

    #[test]
    fn no_sequence_of_sasl_messages_panics(data in prop::collection::vec(any::<u8>(), 0..600)) {
        sasl(&data);
    }
}

#[test]
fn requests_are_settled_once_however_their_connection_ends() {
    for (tail, settled) in [
        // Two requests and the end: by the broker, by a reset, by nonsense, by time, by a wrong correlation id.
        (vec![13, 0, WRITTEN, 0, 255, 14, 0, 7, 0], 2),
        (vec![13, 0, WRITTEN, 0, 255, 14, 0, 8, 0], 2),
        (vec![13, 0, WRITTEN, 0, 255, 14, 0, 2, 0, 4, 0, 0, 0, 0], 2),
        (vec![13, 0, WRITTEN, 0, 255, 14, 0, 9, 0, 255], 2),
        (vec![13, 0, WRITTEN, 0, 255, 14, 0, 2, 0, 8, 0, 0, 0, 4, 0, 0, 0, 99], 2),
        // A request without response, written.
        (vec![15, 0, WRITTEN, 0, 255], 1),
    ] {
        assert_eq!(connection_ops(&[ready(), tail.clone()].concat()), settled, "{tail:?}");
    }
}

#[test]
fn each_mechanism_is_reached_by_its_number() {
    let nothing = [0, 0];
    let version = [&[0, 24][..], b"{\"version\":\"2020_10_22\"}"].concat();
    // A nonce that goes on, a salt, the fewest iterations; then a signature that cannot be right.
    let first = [&[1, 15][..], b"x,s=AAAA,i=4096"].concat();
    let last = [&[0, 46][..], b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="].concat();
    assert_eq!(sasl(&[&[0], &nothing[..]].concat()), 1);
    assert_eq!(sasl(&[&[1], &first[..], &last].concat()), 1);
    assert_eq!(sasl(&[&[2], &first[..], &last].concat()), 1);
    assert_eq!(sasl(&[&[3], &nothing[..]].concat()), 1);
    assert_eq!(sasl(&[&[4], &version[..]].concat()), 1);
}

#[test]
fn requests_are_settled_once_on_a_connection_that_authenticated() {
    for tail in [vec![7, 0], vec![8, 0], vec![2, 0, 4, 0, 0, 0, 0]] {
        let data = [authenticated(), vec![13, 0, WRITTEN, 0, 255, 14, 0], tail].concat();
        assert_eq!(connection_ops(&data), 2, "{data:?}");
    }
}

/// The input that opens the first connection, agrees on versions and reports all written; nobody authenticates.
fn ready() -> Vec<u8> {
    [&[NO_SASL, 0, 0], &versions()[..]].concat()
}

/// The same with PLAIN, for a session of 20 seconds.
fn authenticated() -> Vec<u8> {
    let listed = [0, 0, 0, 0, 0, 2, 0, 17, 0, 0, 0, 1, 0, 36, 0, 0, 0, 1];
    let handshake = [0, 0, 0, 0, 0, 0];
    let done = [0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 78, 32];
    [&[PLAIN, 0, 0], &answer(&listed)[..], &[ERRAND, 0], &answer(&handshake), &answer(&done), &versions()]
        .concat()
}

/// Metadata 0-12, ApiVersions 0-4; and all is written.
fn versions() -> Vec<u8> {
    let versions = [0, 0, 3, 0, 3, 0, 0, 0, 12, 0, 0, 18, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
    [answer(&versions), vec![WRITTEN, 0, 255]].concat()
}

fn answer(body: &[u8]) -> Vec<u8> {
    [&[4, 0, body.len() as u8], body].concat()
}

const NO_SASL: u8 = 0;
const PLAIN: u8 = 2;
const ERRAND: u8 = 3;

const WRITTEN: u8 = 6;
