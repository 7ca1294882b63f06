//! Faults of bytes and connections, as a client's socket sees them.

use std::io::{ErrorKind, Read, Write};
use std::time::Duration;

use kafka_fake::{
    ClusterConfig, ConnectionFault, ConnectionRule, Fault, FaultRule, Foreign, TcpCluster, WireFault,
};
use kafka_protocol::ApiKey;
use kafka_protocol::messages::{ApiVersionsRequest, MetadataRequest};

use super::{Client, start};

fn all() -> MetadataRequest {
    MetadataRequest { topics: None, ..Default::default() }
}

fn faulty(sink: bool, fault: WireFault) -> TcpCluster {
    let cluster = start(ClusterConfig::default().sink(sink));
    let rule = FaultRule::new(ApiKey::METADATA, Fault::Wire(fault));
    cluster.with_cluster(|cluster| cluster.control().add_fault(rule));
    cluster
}

fn struck(fault: ConnectionFault) -> TcpCluster {
    let cluster = start(ClusterConfig::default());
    cluster.with_cluster(|cluster| cluster.control().add_connection_fault(ConnectionRule::new(fault)));
    cluster
}

#[test]
fn an_answer_that_trickles_arrives() {
    for sink in [false, true] {
        let cluster = faulty(sink, WireFault::Trickle { bytes: 5, every: Duration::from_millis(1) });
        let mut client = Client::connect(&cluster, 0);
        for _ in 0..2 {
            assert_eq!(client.call(12, &all()).topics.len(), 1);
        }
    }
}

#[test]
fn an_answer_is_cut_by_a_close_a_reset_or_a_half_close() {
    for sink in [false, true] {
        for (fault, end) in [
            (WireFault::Cut(9), Ok(0)),
            (WireFault::HalfClose(9), Ok(0)),
            (WireFault::Reset(9), Err(ErrorKind::ConnectionReset)),
        ] {
            let cluster = faulty(sink, fault);
            let mut client = Client::connect(&cluster, 0);
            client.send(12, &all());
            client.stream.read_exact(&mut [0; 9]).unwrap();
            assert_eq!(client.stream.read(&mut [0]).map_err(|error| error.kind()), end);
        }
    }
}

#[test]
fn a_broker_that_has_half_closed_still_reads() {
    let cluster = faulty(false, WireFault::HalfClose(0));
    let mut client = Client::connect(&cluster, 0);
    client.send(12, &all());
    assert!(client.is_closed());
    client.send(0, &ApiVersionsRequest::default());
    while cluster.with_cluster(|cluster| cluster.counters().requests_of(ApiKey::API_VERSIONS)) == 0 {
        std::thread::yield_now();
    }
}

#[test]
fn a_stalled_broker_keeps_the_connection_and_others_go_on() {
    let cluster = faulty(false, WireFault::Stall(9));
    let mut client = Client::connect(&cluster, 0);
    client.send(12, &all());
    client.stream.read_exact(&mut [0; 9]).unwrap();
    Client::connect(&cluster, 0).call(12, &all());
    client.stream.set_nonblocking(true).unwrap();
    assert_eq!(client.stream.read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[test]
fn a_connection_is_accepted_late_reset_closed_or_another_servers() {
    let cluster = struck(ConnectionFault::AcceptLater(Duration::from_millis(5)));
    Client::connect(&cluster, 0).call(0, &ApiVersionsRequest::default());

    for fault in [ConnectionFault::Reset, ConnectionFault::Close, ConnectionFault::HalfClose] {
        let cluster = struck(fault);
        assert!(Client::connect(&cluster, 0).is_closed());
    }

    let cluster = struck(ConnectionFault::Foreign(Foreign::Http));
    let mut client = Client::connect(&cluster, 0);
    let mut said = String::new();
    client.stream.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.1 400"), "{said}");
}

#[test]
fn a_connection_that_is_never_accepted_takes_bytes_and_says_nothing() {
    let cluster = struck(ConnectionFault::NeverAccept);
    let mut client = Client::connect(&cluster, 0);
    client.send(0, &ApiVersionsRequest::default());
    Client::connect(&cluster, 0).call(0, &ApiVersionsRequest::default());
    client.stream.write_all(&[0]).unwrap();
    client.stream.set_nonblocking(true).unwrap();
    assert_eq!(client.stream.read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
}
