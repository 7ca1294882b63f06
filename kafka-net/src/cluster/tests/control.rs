//! The control connection (R177).

use super::*;

/// A view of one broker with a request in flight.
fn busy() -> (Net, ConnectionId) {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    (net, connection)
}

/// Answers that request.
fn finish(net: &mut Net, data: ConnectionId) {
    net.respond(data, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
}

/// Has metadata asked for, and waits until it is, or until a connection for it is being opened.
fn ask(net: &mut Net) {
    net.call(Cluster::request_update);
    for _ in 0..100 {
        if !net.opens.is_empty() || asked(net).is_some() {
            return;
        }
        net.advance(Duration::from_millis(20));
    }
    panic!("metadata is not asked for");
}

/// The connection on which metadata is asked for.
fn asked(net: &Net) -> Option<ConnectionId> {
    let on =
        net.requests.iter().find(|(_, requests)| requests.iter().any(|(h, _)| h.api_key == ApiKey::METADATA));
    on.map(|(connection, _)| *connection)
}

/// R177.
#[test]
fn metadata_goes_past_a_busy_connection_over_one_of_its_own_that_is_used_again() {
    let (mut net, data) = busy();
    for round in 0..3 {
        ask(&mut net);
        let control = if round == 0 { net.connect() } else { asked(&net).unwrap() };
        assert_ne!(control, data);
        net.metadata(control, &cluster_of(&[(1, "one")]));
    }
    assert_eq!((net.attempts.len(), net.pending(data)), (2, 1), "one data and one control connection");
    assert!(net.lost().is_empty());
    let told = net.events.iter().any(|event| matches!(event, Event::BrokerReady(_)));
    assert!(!told, "nobody else may use it: {:?}", net.events);
}

#[test]
fn an_idle_data_connection_carries_metadata_itself() {
    let (mut net, data) = Net::ready();
    ask(&mut net);
    net.metadata(data, &cluster_of(&[(1, "one")]));
    assert_eq!(net.attempts.len(), 1);
}

/// R177.
#[test]
fn several_busy_brokers_share_one_control_connection() {
    let (mut net, first) = Net::ready();
    ask(&mut net);
    net.metadata(first, &cluster_of(&[(1, "one"), (2, "two")]));
    net.is_ready(2);
    let second = net.connect();
    net.send(1, 1).unwrap();
    net.send(2, 2).unwrap();
    for _ in 0..4 {
        ask(&mut net);
        let control = if net.opens.is_empty() { asked(&net).unwrap() } else { net.connect() };
        assert!(control != first && control != second);
        net.metadata(control, &cluster_of(&[(1, "one"), (2, "two")]));
    }
    assert_eq!(net.attempts.len(), 3);
}

#[test]
fn without_a_control_connection_metadata_stands_in_line() {
    let (mut net, data) = busy();
    ask(&mut net);
    net.refuse();
    finish(&mut net, data);
    net.metadata(data, &cluster_of(&[(1, "one")]));
    assert!(net.lost().is_empty(), "the data connection is well: {:?}", net.lost());
    net.send(1, 2).unwrap();
}

#[test]
fn a_control_connection_that_is_not_made_in_a_second_is_not_waited_for() {
    let (mut net, data) = busy();
    ask(&mut net);
    assert_eq!((net.opens.len(), net.pending(data)), (1, 1));
    net.advance(Duration::from_millis(1_100));
    finish(&mut net, data);
    net.metadata(data, &cluster_of(&[(1, "one")]));
}

#[test]
fn a_control_connection_to_a_broker_that_is_gone_is_closed() {
    let (mut net, data) = busy();
    ask(&mut net);
    let control = net.connect();
    net.metadata(control, &cluster_of(&[(2, "two")]));
    assert!(net.closed.contains(&control), "{:?}", net.closed);
    assert!(!net.closed.contains(&data), "its request is still in flight");
    net.is_ready(2);
    let second = net.connect();
    net.send(2, 5).unwrap();
    ask(&mut net);
    let control = net.connect();
    assert_ne!(control, second);
    net.metadata(control, &cluster_of(&[(2, "two")]));
}

/// R177.
#[test]
fn the_end_of_the_control_connection_harms_nothing() {
    let (mut net, _) = busy();
    ask(&mut net);
    let control = net.connect();
    net.call(|c, now| c.handle_closed(now, control, Some("reset".to_owned())));
    net.advance(Duration::from_secs(3));
    assert!(net.lost().is_empty());
    assert_eq!(net.fates(), [], "the request in flight is still waited for");
    net.send(1, 2).unwrap();
}

/// R116.
#[test]
fn the_control_connection_goes_by_the_name_that_the_broker_gave() {
    let (mut net, _) = Net::ready_with(|config| {
        config.client_dns_lookup = crate::config::ClientDnsLookup::ResolveCanonicalBootstrapServersOnly;
    });
    net.send(1, 1).unwrap();
    ask(&mut net);
    let wanted: Vec<_> = net.lookups.iter().map(|(_, name, canonical)| (name.as_str(), *canonical)).collect();
    assert_eq!(wanted, [("one", true), ("one", false)]);
}
