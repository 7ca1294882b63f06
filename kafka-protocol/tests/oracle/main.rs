//! What Kafka's own classes, its producer and librdkafka wrote is read field by field and written byte by byte; see
//! `testdata/README.md`.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod fields;
mod reread;

use std::collections::{BTreeMap, BTreeSet};

use bytes::{Bytes, BytesMut};
use kafka_protocol::wire::TaggedFields;
use kafka_protocol::{
    ApiKey, CorrelationId, RequestHeader, ResponseHeader, decode_request_header, peek_correlation_id,
    request_header_version, response_header_version,
};

/// The lines that are no comments, each as `N` words.
fn vectors<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let words: Vec<_> = line.splitn(N, ' ').collect();
        words.try_into().unwrap_or_else(|_| panic!("{line}"))
    })
}

fn unhex(digits: &str) -> Bytes {
    if digits == "-" {
        return Bytes::new();
    }
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

#[test]
fn messages_have_the_fields_and_the_bytes_of_javas() {
    let mut names = BTreeSet::new();
    for [_, name, version, bytes, json] in vectors(include_str!("../../testdata/messages.txt")) {
        let (version, bytes) = (version.parse().unwrap(), unhex(bytes));
        let read = reread::reread(name, version, &bytes).unwrap_or_else(|| panic!("there is no {name}"));
        let (written, shown) = read.unwrap_or_else(|error| panic!("{name} v{version}: {error}"));
        assert_eq!(written, bytes, "{name} v{version}");
        let difference = fields::difference(&shown, &serde_json::from_str(json).unwrap());
        assert_eq!(difference, None, "{name} v{version}");
        names.insert(name);
    }
    let in_schemas: BTreeSet<_> = schemas().collect();
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), in_schemas.iter().map(String::as_str).collect());
}

/// The names of all messages, from the first lines of their schemas.
fn schemas() -> impl Iterator<Item = String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "schema")).flat_map(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = |line: &str| {
            let words: Vec<_> = line.split(' ').collect();
            match words.as_slice() {
                ["request" | "response", _, name, ..] | ["data", name, ..] => Some((*name).to_owned()),
                _ => None,
            }
        };
        text.lines().filter_map(name).collect::<Vec<_>>()
    })
}

#[test]
fn a_field_that_differs_is_found() {
    for (ours, java, place) in [
        ("M { a: 1 }", r#"{"a":2}"#, ".a"),
        ("M { a_b: Some(\"x\") }", r#"{"aB":"y"}"#, ".aB"),
        ("M { a: [M { b: b\"\\x00\" }] }", r#"{"a":[{"b":"x01"}]}"#, ".a[0].b"),
        ("M { a: Records(3 bytes in 1 segments) }", r#"{"a":"x0102"}"#, ".a"),
        ("M { a: None }", r#"{"a":""}"#, ".a"),
        ("M { tagged: {7: b\"\"} }", r#"{"tagged":{}}"#, ".tagged"),
        ("M { a: 0.5 }", r#"{"a":"3ff0000000000000"}"#, ".a"),
        ("M { a: true }", r#"{"b":true}"#, ".b"),
    ] {
        let difference = fields::difference(ours, &serde_json::from_str(java).unwrap()).expect(ours);
        assert!(difference.starts_with(&format!("{place}: ")), "{difference}");
    }
    let same =
        r#"M { a: [Id(1)], b: "é\"\n\u{7f}", c: AAAAAAAAAAAAAAAAAAAAAA, d: -0.0, tagged: {7: b"\x00a"} }"#;
    let java = r#"{"a":[1],"b":"é\"\n\u007f","c":"AAAAAAAAAAAAAAAAAAAAAA","d":"8000000000000000","tagged":{"7":"x0061"}}"#;
    assert_eq!(fields::difference(same, &serde_json::from_str(java).unwrap()), None);
}

#[test]
fn headers_have_the_versions_and_the_bytes_of_javas() {
    let mut versions = 0;
    for [key, version, request, response] in vectors(include_str!("../../testdata/headers.txt")) {
        let (api_key, api_version) = (ApiKey(key.parse().unwrap()), version.parse().unwrap());
        let correlation_id = CorrelationId(0x0102_0304);
        let has_client_id = request_header_version(api_key, api_version) > 0;
        let header = RequestHeader {
            api_key,
            api_version,
            correlation_id,
            client_id: has_client_id.then(|| "golden".into()),
            tagged: TaggedFields::new(),
        };
        let mut bytes = BytesMut::new();
        header.encode(&mut bytes).unwrap();
        assert_eq!(bytes, unhex(request), "{api_key} v{version}");
        assert_eq!(header.encoded_len(), bytes.len());
        assert_eq!(RequestHeader::decode(&mut bytes.freeze()), Ok(header));

        let header = ResponseHeader { correlation_id, tagged: TaggedFields::new() };
        let header_version = response_header_version(api_key, api_version);
        let mut bytes = BytesMut::new();
        header.encode(header_version, &mut bytes).unwrap();
        assert_eq!(bytes, unhex(response), "{api_key} v{version}");
        assert_eq!(ResponseHeader::decode(header_version, &mut bytes.freeze()), Ok(header));
        versions += 1;
    }
    assert!(versions > 300, "{versions}");
}

#[test]
fn captured_traffic_is_read_whole_and_written_unchanged() {
    let mut asked = BTreeMap::new();
    let mut seen = BTreeMap::<_, usize>::new();
    for [client, release, connection, direction, frame] in vectors(include_str!("../../testdata/traffic.txt"))
    {
        let mut frame = unhex(frame);
        let (api_key, version, body) = if direction == ">" {
            let header = decode_request_header(&mut frame).unwrap();
            asked.insert((release, connection, header.correlation_id), (header.api_key, header.api_version));
            (header.api_key, header.api_version, "Request")
        } else {
            let correlation_id = peek_correlation_id(&frame).unwrap();
            let (api_key, version) = asked[&(release, connection, correlation_id)];
            ResponseHeader::decode(response_header_version(api_key, version), &mut frame).unwrap();
            // A broker that does not know the version of the question answers UNSUPPORTED_VERSION in version 0 (KIP-511).
            let is_fallback = api_key == ApiKey::API_VERSIONS && frame.starts_with(&[0, 35]);
            (api_key, if is_fallback { 0 } else { version }, "Response")
        };
        let name = format!("{}{body}", api_key.name());
        let read = reread::reread(&name, version, &frame).unwrap_or_else(|| panic!("there is no {name}"));
        let (written, _) = read.unwrap_or_else(|error| panic!("{name} v{version} of {client}: {error}"));
        assert_eq!(written, frame, "{name} v{version} of {client}");
        *seen.entry((client, name, version)).or_default() += 1;
    }
    let has = |client, name: &str, version| seen.contains_key(&(client, name.to_owned(), version));
    for name in ["ProduceRequest", "ProduceResponse"] {
        for (client, version) in [("kcat", 1), ("kcat", 2), ("kcat", 7), ("java", 11), ("java", 13)] {
            assert!(has(client, name, version), "{client} {name} v{version} in {seen:?}");
        }
    }
}
