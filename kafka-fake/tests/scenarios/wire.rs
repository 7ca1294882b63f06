//! Faults of bytes and of connections.

use std::time::Duration;

use bytes::Bytes;
use kafka_fake::{
    ClusterConfig, ConnId, ConnectionFault, ConnectionRule, Fault, FaultRule, Foreign, KafkaVersion, Output,
    WireFault,
};
use kafka_protocol::ApiKey;
use kafka_protocol::messages::{MetadataRequest, ProduceRequest};

use crate::client::*;

const STEP: Duration = Duration::from_millis(10);

fn faulty(fault: WireFault) -> Client {
    let mut client = client();
    client.cluster.control().add_fault(FaultRule::new(ApiKey::METADATA, Fault::Wire(fault)));
    client
}

fn ask(client: &mut Client) {
    client.send(12, &MetadataRequest { topics: None, ..Default::default() });
}

/// What was sent, and what was done besides.
fn taken(client: &mut Client) -> (Vec<Bytes>, Vec<&'static str>) {
    let (mut sent, mut done) = (Vec::new(), Vec::new());
    for output in client.outputs() {
        match output {
            Output::Send { segments, .. } => sent.push(segments.to_bytes()),
            Output::Close { .. } => done.push("close"),
            Output::Reset { .. } => done.push("reset"),
            Output::HalfClose { .. } => done.push("half-close"),
            other => panic!("{other:?}"),
        }
    }
    (sent, done)
}

fn whole() -> Bytes {
    let mut client = client();
    ask(&mut client);
    taken(&mut client).0.remove(0)
}

#[test]
fn an_answer_trickles_whole_and_holds_up_the_next() {
    let whole = whole();
    let mut client = faulty(WireFault::Trickle { bytes: 7, every: STEP });
    ask(&mut client);
    ask(&mut client);
    let mut bytes = Vec::new();
    let pieces = whole.len().div_ceil(7);
    for piece in 0..pieces {
        let (sent, done) = taken(&mut client);
        assert!(done.is_empty());
        let last = piece == pieces - 1;
        assert_eq!(sent.len(), if last { 2 } else { 1 }, "the next answer comes after the last piece");
        assert!(client.cluster.is_busy(client.conn) != last);
        bytes.extend_from_slice(&sent[0]);
        client.advance(STEP);
    }
    assert_eq!(bytes, whole);
    assert_eq!(client.cluster.poll_timeout(), None);
}

#[test]
fn an_answer_breaks_off_as_told() {
    let whole = whole();
    for (fault, done) in [
        (WireFault::Cut(9), vec!["close"]),
        (WireFault::Stall(9), vec![]),
        (WireFault::Reset(9), vec!["reset"]),
        (WireFault::HalfClose(9), vec!["half-close"]),
    ] {
        let mut client = faulty(fault.clone());
        ask(&mut client);
        assert_eq!(taken(&mut client), (vec![whole.slice(..9)], done), "{fault:?}");
        ask(&mut client);
        client.advance(1000 * STEP);
        assert_eq!(taken(&mut client), (vec![], vec![]), "{fault:?}: nothing more comes");
    }
}

#[test]
fn nothing_is_sent_where_no_byte_is_left() {
    for (fault, done) in [(WireFault::Cut(0), "close"), (WireFault::Reset(0), "reset")] {
        let mut client = faulty(fault);
        ask(&mut client);
        assert_eq!(taken(&mut client), (vec![], vec![done]));
    }
}

#[test]
fn requests_behind_a_half_close_are_applied_and_those_behind_a_stall_are_not() {
    for (fault, end) in [(WireFault::HalfClose(0), 1), (WireFault::Stall(0), 0)] {
        let mut client = faulty(fault);
        ask(&mut client);
        client.send(PRODUCE, &produce("t", 0, batch(&["a"])));
        assert_eq!(client.end_offset(0), end);
        assert!(taken(&mut client).0.is_empty());
    }
}

#[test]
fn other_servers_answer_in_place_of_the_broker() {
    for (foreign, begins, done) in [
        (Foreign::Http, &b"HTTP/1.1 400"[..], vec!["half-close"]),
        (Foreign::Ssh, b"SSH-2.0-", vec![]),
        (Foreign::TlsAlert, &[21, 3, 3, 0, 2], vec!["half-close"]),
        (Foreign::Bytes(Bytes::from_static(b"what?")), b"what?", vec![]),
    ] {
        let mut client = faulty(WireFault::Foreign(foreign.clone()));
        ask(&mut client);
        let (sent, what) = taken(&mut client);
        assert!(sent[0].starts_with(begins), "{foreign:?}");
        assert_eq!(what, done, "{foreign:?}");
    }
    let noise = || {
        let mut client = faulty(WireFault::Foreign(Foreign::Noise(50)));
        ask(&mut client);
        taken(&mut client).0.remove(0)
    };
    assert_eq!((noise().len(), noise()), (50, noise()));
}

/// The cluster's next connection, under this fault.
fn struck(fault: ConnectionFault) -> Client {
    let mut client = client();
    client.cluster.control().add_connection_fault(ConnectionRule::new(fault).broker(1));
    client.connect(1);
    client
}

#[test]
fn a_connection_is_taken_up_late_or_never() {
    let mut client = struck(ConnectionFault::AcceptLater(STEP));
    ask(&mut client);
    assert_eq!(taken(&mut client), (vec![], vec![]));
    client.advance(STEP);
    assert_eq!(taken(&mut client).0.len(), 1);

    let mut client = struck(ConnectionFault::NeverAccept);
    ask(&mut client);
    client.advance(1000 * STEP);
    assert_eq!(taken(&mut client), (vec![], vec![]));
    assert!(client.cluster.is_busy(client.conn));
    assert_eq!(client.cluster.counters().faults, 1);

    // Only the next connection was to be struck.
    client.connect(1);
    ask(&mut client);
    assert_eq!(taken(&mut client).0.len(), 1);
}

#[test]
fn a_connection_ends_before_it_begins() {
    for (fault, done) in [
        (ConnectionFault::Close, "close"),
        (ConnectionFault::Reset, "reset"),
        (ConnectionFault::HalfClose, "half-close"),
    ] {
        let mut client = struck(fault);
        assert_eq!(taken(&mut client), (vec![], vec![done]));
        ask(&mut client);
        assert_eq!(taken(&mut client), (vec![], vec![]));
    }
    let mut client = struck(ConnectionFault::Foreign(Foreign::Ssh));
    assert!(taken(&mut client).0[0].starts_with(b"SSH-"));
}

#[test]
fn rules_for_connections_are_part_of_the_script() {
    let mut client = client();
    let rule = ConnectionRule::new(ConnectionFault::Close);
    let id = client.cluster.control().add_connection_fault(rule.clone());
    assert_eq!(client.cluster.control().faults_left(), 1);
    assert!(client.cluster.control().remove_fault(id));
    client.cluster.control().add_connection_fault(rule);
    client.cluster.control().clear_faults();
    let other: Option<ConnId> = client.cluster.connect(client.now, 1);
    assert!(other.is_some());
    assert_eq!(taken(&mut client), (vec![], vec![]));
}

/// R117.
#[test]
fn brokers_before_2_0_hold_a_throttled_answer_back_themselves() {
    let mut client = Client::new(ClusterConfig::default().as_version(KafkaVersion::V1_1));
    client.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, Fault::Throttle(10)));
    let correlation = client.send(5, &produce("t", 0, batch(&["a"])));
    assert_eq!(taken(&mut client), (vec![], vec![]));
    client.advance(STEP);
    assert_eq!(client.response::<ProduceRequest>(5, correlation).throttle_time_ms, 10);
    assert!(!client.cluster.is_busy(client.conn), "and do not mute the channel after it");
}
