use bytes::Bytes;
use kafka_protocol::messages::{MetadataRequest, ProduceRequest};
use kafka_protocol::{CorrelationId, encode_request};

use crate::client::*;

fn frame(request: &ProduceRequest) -> Vec<u8> {
    encode_request(PRODUCE, CorrelationId(1), None, request).unwrap().to_bytes()[4..].to_vec()
}

#[test]
fn trailing_bytes_close_the_connection_and_apply_nothing() {
    let mut client = client();
    let mut bytes = frame(&produce("t", 0, batch(&["a"])));
    bytes.push(0);
    client.send_frame(bytes.into());
    let reason = client.closed();
    assert!(reason.contains("ProduceRequest v12") && reason.contains("left over"), "{reason}");
    assert_eq!(client.end_offset(0), 0);
    assert_eq!(client.cluster.counters().closed, 1);
}

#[test]
fn every_truncation_closes_the_connection() {
    let whole = frame(&produce("t", 0, batch(&["a"])));
    let mut client = client();
    for end in 0..whole.len() {
        client.send_frame(Bytes::copy_from_slice(&whole[..end]));
        assert!(client.closed().starts_with("malformed request"), "{end} bytes");
        client.connect(1);
    }
    assert_eq!(client.end_offset(0), 0);
}

#[test]
fn unknown_apis_close_the_connection() {
    for api in [-1_i16, 11, 999] {
        let mut client = client();
        let mut bytes = frame(&produce("t", 0, batch(&["a"])));
        bytes[..2].copy_from_slice(&api.to_be_bytes());
        client.send_frame(bytes.into());
        assert!(client.closed().contains("unknown API"), "{api}");
    }
}

#[test]
fn frames_after_the_closing_one_are_dropped() {
    let mut client = client();
    client.send_frame(Bytes::from_static(b"\0"));
    client.closed();
    client.send(PRODUCE, &produce("t", 0, batch(&["a"])));
    assert!(client.outputs().is_empty());
    assert_eq!(client.end_offset(0), 0);
    assert!(!client.cluster.is_busy(client.conn));
}

/// B14.
#[test]
fn answers_leave_in_the_order_of_requests() {
    let mut client = client();
    for _ in 0..5 {
        client.send(12, &MetadataRequest { topics: None, ..Default::default() });
    }
    let correlations: Vec<u8> = client
        .outputs()
        .iter()
        .map(|output| {
            let kafka_fake::Output::Send { segments, .. } = output else { panic!("{output:?}") };
            segments.to_bytes()[7]
        })
        .collect();
    assert_eq!(correlations, [1, 2, 3, 4, 5]);
}
