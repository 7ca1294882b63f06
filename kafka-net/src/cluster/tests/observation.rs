//! Counters, the cluster's id, and hosts that may not be connected to.

use super::*;
use crate::config::HostFilter;
use crate::connection::ConnectionPeaks;

#[test]
fn counters_tell_what_happened_on_the_connections_to_a_broker() {
    let (mut net, connection) = Net::ready();
    let before = net.cluster.counters(BrokerId(1)).unwrap();
    assert_eq!((before.attempts, before.ready, before.requests, before.responses), (1, 1, 2, 2));
    net.send(1, 1).unwrap();
    assert_eq!((net.cluster.connected(), net.cluster.in_flight()), (1, 1));
    net.advance(Duration::from_millis(70));
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::PRODUCE, 9, 250));
    let after = net.cluster.counters(BrokerId(1)).unwrap();
    assert_eq!((after.requests, after.responses), (3, 3));
    assert_eq!(after.latency_max, Duration::from_millis(70));
    assert_eq!(
        (after.throttle_total, after.throttle_max),
        (Duration::from_millis(250), Duration::from_millis(250))
    );
    assert_eq!(after.bytes_sent, net.raw.len() as u64);
    assert!(after.bytes_received > before.bytes_received);

    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_secs(2));
    net.connect();
    let again = net.cluster.total_counters();
    assert_eq!(
        (again.attempts, again.ready, again.failures),
        (2, 2, 1),
        "they go on with the next connection"
    );
    assert!(again.latency_total >= Duration::from_millis(70));
}

#[test]
fn counters_are_taken_by_broker_and_their_peaks_begin_anew() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.advance(Duration::from_millis(70));
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::PRODUCE, 9, 250));
    let mut of_broker = ConnectionCounters::default();
    let total = net.cluster.take_counters(|_, counters| of_broker += *counters).unwrap();
    assert_eq!((total, of_broker), (net_total(&net, total.peaks), total));
    assert_eq!(total.request_bytes, net.raw.len() as u64);
    assert_eq!((total.opened, total.closed, total.metadata_requests), (1, 0, 1));
    // ApiVersions, Metadata, and the one above.
    assert_eq!((total.throttle_answers, total.throttle_told), (3, Duration::from_millis(250)));
    assert_eq!(total.peaks.throttle_told, Duration::from_millis(250));
    assert!(total.peaks.request_bytes > 0 && total.peaks.request_bytes <= total.request_bytes);
    assert!(total.operations >= 6, "each of three requests was written, and its answer read");
    assert_eq!(net.cluster.take_counters(|_, _| {}), None, "nothing has happened since");
    net.call(Cluster::close);
    let last = net.cluster.take_counters(|_, _| {}).unwrap();
    assert_eq!((last.closed, last.peaks), (1, ConnectionPeaks::default()));
}

/// The sum of all, with these peaks.
fn net_total(net: &Net, peaks: ConnectionPeaks) -> ConnectionCounters {
    ConnectionCounters { peaks, ..net.cluster.total_counters() }
}

#[test]
fn the_wait_for_the_write_is_told_apart_from_the_round_trip() {
    let (mut net, connection) = Net::ready();
    net.report_writes = false;
    let before = net.raw.len();
    net.send(1, 1).unwrap();
    net.advance(Duration::from_millis(30));
    let len = net.raw.len() - before;
    net.call(|c, now| c.handle_written(now, connection, len));
    net.advance(Duration::from_millis(70));
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    let waits = net.events.iter().filter_map(|event| match event {
        Event::Response { latency, write_wait, .. } => Some((latency.as_millis(), write_wait.as_millis())),
        _ => None,
    });
    assert_eq!(waits.collect::<Vec<_>>(), [(100, 30)]);
}

#[test]
fn what_a_broker_cost_stays_in_the_total_when_it_leaves() {
    let (mut net, connection) = Net::ready();
    net.call(Cluster::request_update);
    net.advance(Duration::from_secs(1));
    net.metadata(connection, &cluster_of(&[(2, "two")]));
    assert_eq!(net.cluster.counters(BrokerId(1)), None);
    let total = net.cluster.total_counters();
    assert_eq!((total.attempts, total.ready, total.failures), (1, 1, 0));
    assert_eq!(total.bytes_sent, net.raw.len() as u64);
}

#[test]
fn an_attempt_that_fails_is_counted_and_a_planned_close_is_no_failure() {
    let mut net = Net::new("one:9092");
    net.refuse();
    let total = net.cluster.total_counters();
    assert_eq!((total.attempts, total.ready, total.failures), (1, 0, 1));
    let (mut net, _) = Net::ready();
    net.call(Cluster::close);
    assert_eq!(net.cluster.total_counters().failures, 0);
}

/// A74.
#[test]
fn the_cluster_is_told_by_its_id_once_and_again_when_it_is_another() {
    let mut net = Net::new("one:9092");
    let connection = net.connect();
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    for id in ["cluster", "cluster", "other"] {
        net.call(Cluster::request_update);
        net.advance(Duration::from_secs(3));
        let response = MetadataResponse { cluster_id: Some(text(id)), ..cluster_of(&[(1, "one")]) };
        net.metadata(connection, &response);
    }
    let told: Vec<_> = net
        .events
        .iter()
        .filter_map(|event| match event {
            Event::ClusterIdentified(id) => Some(id.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(told, ["cluster", "other"]);
}

/// L15.
#[test]
fn a_broker_at_a_host_that_is_not_allowed_is_never_connected_to() {
    let mut net = Net::with("one:9092", |config| {
        config.host_filter = Some(HostFilter::new(|address| address.host().ends_with(".example")));
    });
    let connection = net.connect();
    net.metadata(connection, &cluster_of(&[(1, "one.example"), (2, "evil.test")]));
    assert_eq!(net.cluster.metadata().brokers.keys().copied().collect::<Vec<_>>(), [BrokerId(1)]);
    assert!(!net.is_ready(2));
    net.advance(Duration::from_secs(5));
    assert!(net.attempts.iter().all(|(_, address)| !address.contains("evil")), "{:?}", net.attempts);
}
