//! Names and their addresses (R116).

use super::*;
use crate::config::ClientDnsLookup;

fn found(addresses: &[&str]) -> Vec<ResolvedAddress> {
    addresses.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), 9092).into()).collect()
}

/// A view whose bootstrap server has these addresses; its first attempt waits.
fn named(addresses: &[&str]) -> Net {
    let mut net = Net::with("one:9092", |config| config.reconnect_backoff = Duration::from_millis(50));
    assert_eq!(net.lookups.len(), 1, "the default answer");
    net.names.insert("one".to_owned(), found(addresses));
    // The default address fails, so that the name is looked up again.
    net.refuse();
    net.advance(Duration::from_secs(2));
    net.lookups.truncate(2);
    net
}

fn offered(net: &Net) -> Vec<String> {
    let (connection, _) = net.opens.front().expect("an attempt");
    net.addresses[connection].iter().map(|address| address.ip().to_string()).collect()
}

#[test]
fn an_ip_address_is_not_looked_up() {
    let net = Net::new("[::1]:9092");
    assert!(net.lookups.is_empty());
    assert_eq!(offered(&net), ["::1"]);
}

/// R116.
#[test]
fn an_attempt_gets_every_address_and_the_name_is_looked_up_again_when_all_failed() {
    let mut net = named(&["10.0.0.1", "10.0.0.2"]);
    assert_eq!(offered(&net), ["10.0.0.1", "10.0.0.2"]);
    net.names.insert("one".to_owned(), found(&["10.9.9.9"]));
    net.refuse();
    net.advance(Duration::from_secs(2));
    assert_eq!((net.lookups.len(), offered(&net)), (3, vec!["10.9.9.9".to_owned()]));
}

/// R116.
#[test]
fn an_address_that_connects_and_then_fails_leaves_the_turn_to_the_next() {
    let mut net = named(&["10.0.0.1", "10.0.0.2", "10.0.0.3"]);
    let connection = net.accept();
    net.call(|c, now| c.handle_closed(now, connection, None));
    net.advance(Duration::from_secs(2));
    assert_eq!((net.lookups.len(), offered(&net)), (2, vec!["10.0.0.2".to_owned(), "10.0.0.3".to_owned()]));
}

/// R116.
#[test]
fn a_silent_address_leaves_the_turn_to_the_next_when_the_setup_timeout_is_over() {
    let mut net = named(&["10.0.0.1", "10.0.0.2"]);
    net.accept();
    net.advance(Duration::from_secs(40));
    assert_eq!(offered(&net), ["10.0.0.2"]);
}

/// R116.
#[test]
fn the_end_of_an_established_connection_has_the_name_looked_up() {
    let mut net = named(&["10.0.0.1", "10.0.0.2"]);
    let connection = net.connect();
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    net.names.insert("one".to_owned(), found(&["10.7.0.1", "10.7.0.2"]));
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_secs(2));
    assert_eq!((net.lookups.len(), offered(&net)), (3, vec!["10.7.0.1".to_owned(), "10.7.0.2".to_owned()]));
}

#[test]
fn a_name_without_addresses_is_a_failed_attempt_with_back_off() {
    let mut net = named(&[]);
    assert!(net.opens.is_empty());
    let lookups = net.lookups.len();
    net.advance(Duration::from_secs(10));
    // The longest delay is a second, give or take a fifth.
    assert!((lookups + 8..lookups + 25).contains(&net.lookups.len()), "{}", net.lookups.len());
    assert!(net.cluster.last_error().is_some_and(|error| error.to_string().contains("has no address")));
}

/// R33.
#[test]
fn without_a_back_off_attempts_that_come_to_nothing_are_still_apart() {
    let mut net = Net::with("nowhere:9092,neither:9092", |config| {
        config.reconnect_backoff = Duration::ZERO;
        config.reconnect_backoff_max = Duration::ZERO;
    });
    net.names.insert("nowhere".to_owned(), Vec::new());
    net.names.insert("neither".to_owned(), Vec::new());
    // The default address fails, so that the names are looked up.
    net.refuse();
    let before = net.lookups.len();
    net.advance(Duration::from_secs(1));
    let count = net.lookups.len() - before;
    assert!((50..=202).contains(&count), "{count} look-ups in a second");
}

/// R116.
#[test]
fn a_look_up_that_never_ends_is_ended_by_the_setup_timeout() {
    let config = NetConfig::new("one:9092").unwrap();
    let mut cluster = Cluster::new(config, 7, Tick::ZERO).unwrap();
    assert!(matches!(cluster.poll_transmit(), Some(Transmit::Resolve { .. })));
    let deadline = cluster.poll_timeout().unwrap();
    assert!(deadline <= Tick::from_secs(12));
    cluster.handle_timeout(deadline);
    assert!(matches!(cluster.poll_transmit(), Some(Transmit::Close { .. })));
    let Some(Event::BrokerLost { error: Some(error), .. }) = cluster.poll_event() else { panic!("no event") };
    assert!(matches!(error, NetError::SetupTimeout { state: ConnectionState::Connecting, .. }), "{error}");
}

/// R116.
#[test]
fn canonical_names_are_asked_for_with_bootstrap_servers_only() {
    let mut net = Net::with("one:9092", |config| {
        config.client_dns_lookup = ClientDnsLookup::ResolveCanonicalBootstrapServersOnly;
    });
    let mut both = found(&["10.0.0.1", "10.0.0.2"]);
    for (one, name) in both.iter_mut().zip(["a.example", "b.example"]) {
        one.canonical_name = Some(name.into());
    }
    net.names.insert("one".to_owned(), both);
    net.refuse();
    net.advance(Duration::from_secs(2));
    assert_eq!(net.refuse(), "a.example:9092");
    net.advance(Duration::from_secs(2));
    assert_eq!(offered(&net), ["10.0.0.2"]);
    let connection = net.connect();
    net.metadata(connection, &cluster_of(&[(1, "broker-1")]));
    net.is_ready(1);
    let wanted: Vec<_> = net.lookups.iter().map(|(_, name, canonical)| (name.as_str(), *canonical)).collect();
    assert_eq!(wanted, [("one", true), ("one", true), ("broker-1", false)]);
}

/// R116.
#[test]
fn an_address_that_fails_or_stalls_in_tls_leaves_the_turn_to_the_next() {
    let mut net = named(&["10.0.0.1", "10.0.0.2", "10.0.0.3"]);
    let (connection, _) = net.open();
    net.call(|c, _| c.handle_connected(connection, "10.0.0.1:9092".parse().unwrap()));
    net.advance(Duration::from_secs(40));
    assert_eq!(offered(&net), ["10.0.0.2", "10.0.0.3"], "the first stalls");
    let (connection, _) = net.open();
    net.call(|c, _| c.handle_connected(connection, "10.0.0.2:9092".parse().unwrap()));
    net.call(|c, now| c.handle_tls_failed(now, connection, TlsError::UnknownAuthority));
    net.advance(Duration::from_secs(2));
    assert_eq!((net.lookups.len(), offered(&net)), (2, vec!["10.0.0.3".to_owned()]));
}

/// R120.
#[test]
fn starting_again_from_the_bootstrap_servers_looks_their_names_up() {
    let mut net = named(&["10.0.0.1", "10.0.0.2"]);
    let connection = net.connect();
    // The connection to the bootstrap server is left as planned.
    net.metadata(connection, &cluster_of(&[(1, "broker-1")]));
    assert!(net.closed.contains(&connection));
    net.names.insert("one".to_owned(), found(&["10.7.0.1"]));
    net.is_ready(1);
    assert_eq!(net.refuse(), "broker-1:9092");
    net.advance(Duration::from_secs(2));
    net.refuse();
    net.advance(Duration::from_secs(2));
    assert!(net.cluster.metadata().brokers.is_empty(), "back at the bootstrap servers");
    assert_eq!(offered(&net), ["10.7.0.1"]);
}

#[test]
fn a_bootstrap_connection_that_became_the_brokers_leaves_no_old_addresses() {
    let mut net = named(&["10.0.0.1", "10.0.0.2"]);
    let connection = net.connect();
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    net.names.insert("one".to_owned(), found(&["10.7.0.1"]));
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_secs(2));
    net.refuse();
    net.advance(Duration::from_secs(2));
    assert!(net.cluster.metadata().brokers.is_empty(), "back at the bootstrap servers");
    assert_eq!(offered(&net), ["10.7.0.1"]);
}
