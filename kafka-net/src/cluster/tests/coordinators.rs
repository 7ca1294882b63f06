//! Coordinators by key and kind (R89).

use kafka_protocol::messages::find_coordinator_response::Coordinator;
use kafka_protocol::messages::{FindCoordinatorRequest, FindCoordinatorResponse};

use super::*;
use crate::cluster::CoordinatorKind::{Group, Share, Transaction};

/// A view that knows two brokers and is connected to the first, which speaks FindCoordinator up to this version.
fn ready(version: i16) -> (Net, ConnectionId) {
    let mut net = Net::with("one:9092", |_| {});
    let connection = net.connect_with(&versions(version));
    net.metadata(connection, &cluster_of(&[(1, "one"), (2, "two")]));
    net.events.clear();
    (net, connection)
}

fn versions(find_coordinator: i16) -> Vec<(ApiKey, i16, i16)> {
    [usual_versions(), vec![(ApiKey::FIND_COORDINATOR, 0, find_coordinator)]].concat()
}

fn ask(net: &mut Net, key: &str) -> Option<i32> {
    net.call(|c, now| c.coordinator(now, Transaction, key)).map(|broker| broker.0)
}

/// The oldest question: its kind and keys.
fn asked(net: &mut Net, connection: ConnectionId) -> (RequestHeader, i8, Vec<String>) {
    let (header, body) = net.request(connection, ApiKey::FIND_COORDINATOR);
    let request = decode_request_body::<FindCoordinatorRequest>(header.api_version, &body).unwrap();
    let keys = if header.api_version < 4 { vec![request.key] } else { request.coordinator_keys };
    (header, request.key_type, keys.iter().map(ToString::to_string).collect())
}

fn answer(net: &mut Net, connection: ConnectionId, node: i32, code: ErrorCode) -> String {
    let (header, _, keys) = asked(net, connection);
    let response = if header.api_version < 4 {
        FindCoordinatorResponse { error_code: code.0, node_id: node, ..FindCoordinatorResponse::default() }
    } else {
        let found = keys.iter().map(|key| Coordinator {
            key: text(key),
            node_id: node,
            error_code: code.0,
            ..Coordinator::default()
        });
        FindCoordinatorResponse { coordinators: found.collect(), ..FindCoordinatorResponse::default() }
    };
    net.send_response(connection, &header, &response);
    keys.concat()
}

fn told(net: &mut Net) -> Vec<String> {
    let told = net.events.drain(..).filter_map(|event| match event {
        Event::CoordinatorFound { key, broker, .. } => Some(format!("{key} at {}", broker.0)),
        Event::CoordinatorFailed { key, error, .. } => Some(format!("{key}: {error}")),
        _ => None,
    });
    told.collect()
}

/// R89.
#[test]
fn a_coordinator_is_asked_for_once_and_known_from_then_on_in_every_version() {
    for version in [1, 3, 4, 6] {
        let (mut net, connection) = ready(version);
        assert_eq!(ask(&mut net, "billing"), None);
        assert_eq!(ask(&mut net, "billing"), None);
        assert_eq!(net.pending(connection), 1, "one question");
        assert_eq!(answer(&mut net, connection, 2, ErrorCode::NONE), "billing");
        assert_eq!(told(&mut net), ["billing at 2"]);
        assert_eq!(ask(&mut net, "billing"), Some(2));
        assert_eq!(net.pending(connection), 0);
    }
}

/// R89.
#[test]
fn kinds_have_coordinators_of_their_own_and_questions_follow_each_other() {
    let (mut net, connection) = ready(6);
    for kind in [Group, Transaction, Share] {
        net.call(|c, now| c.coordinator(now, kind, "same"));
    }
    let mut kinds = Vec::new();
    for node in [1, 2, 1] {
        let (header, kind, keys) = asked(&mut net, connection);
        assert_eq!(net.pending(connection), 0, "one at a time");
        kinds.push(kind);
        let found = Coordinator { key: text(&keys[0]), node_id: node, ..Coordinator::default() };
        let response =
            FindCoordinatorResponse { coordinators: vec![found], ..FindCoordinatorResponse::default() };
        net.send_response(connection, &header, &response);
    }
    kinds.sort_unstable();
    assert_eq!(kinds, [0, 1, 2]);
}

/// R89.
#[test]
fn what_may_pass_is_asked_again_with_back_off_and_what_cannot_is_told() {
    let (mut net, connection) = ready(6);
    ask(&mut net, "billing");
    for _ in 0..3 {
        answer(&mut net, connection, -1, ErrorCode::COORDINATOR_NOT_AVAILABLE);
        assert_eq!(net.pending(connection), 0, "not at once");
        net.advance(Duration::from_secs(2));
        assert_eq!(net.pending(connection), 1);
    }
    // An answer about something else is none.
    let (header, ..) = asked(&mut net, connection);
    net.send_response(connection, &header, &FindCoordinatorResponse::default());
    net.advance(Duration::from_secs(2));
    answer(&mut net, connection, -1, ErrorCode::TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    let told = told(&mut net);
    assert!(told.len() == 1 && told[0].contains("TRANSACTIONAL_ID_AUTHORIZATION_FAILED"), "{told:?}");
    net.advance(Duration::from_secs(60));
    assert_eq!(net.pending(connection), 0, "nobody asks any more");
}

#[test]
fn brokers_too_old_for_the_question_are_told_by_both_ranges() {
    let (mut net, _) = ready(5);
    net.call(|c, now| c.coordinator(now, Share, "s"));
    let told = told(&mut net);
    assert!(told.len() == 1 && told[0].contains("0-5") && told[0].contains('6'), "{told:?}");
}

/// R89.
#[test]
fn a_coordinator_that_is_none_any_more_is_found_anew() {
    let (mut net, connection) = ready(6);
    ask(&mut net, "billing");
    answer(&mut net, connection, 2, ErrorCode::NONE);
    // It says so itself.
    net.call(|c, now| c.forget_coordinator(now, Transaction, "billing"));
    assert_eq!(ask(&mut net, "billing"), None);
    net.advance(Duration::from_secs(1));
    answer(&mut net, connection, 2, ErrorCode::NONE);
    // It cannot be connected to.
    assert!(!net.is_ready(2));
    net.refuse();
    assert_eq!(ask(&mut net, "billing"), None);
    net.advance(Duration::from_secs(1));
    while net.requests[&connection].front().is_some_and(|(header, _)| header.api_key == ApiKey::METADATA) {
        net.metadata(connection, &cluster_of(&[(1, "one"), (2, "two")]));
    }
    answer(&mut net, connection, 1, ErrorCode::NONE);
    assert_eq!(ask(&mut net, "billing"), Some(1));
}

#[test]
fn a_coordinator_that_metadata_does_not_know_waits_for_newer_metadata() {
    let (mut net, connection) = ready(6);
    ask(&mut net, "billing");
    answer(&mut net, connection, 3, ErrorCode::NONE);
    assert_eq!(ask(&mut net, "billing"), None);
    net.advance(Duration::from_secs(1));
    net.metadata(connection, &cluster_of(&[(1, "one"), (2, "two"), (3, "three")]));
    assert_eq!(ask(&mut net, "billing"), Some(3));
    // It leaves the cluster.
    net.call(Cluster::request_update);
    net.advance(Duration::from_secs(1));
    net.metadata(connection, &cluster_of(&[(1, "one"), (2, "two")]));
    net.advance(Duration::from_secs(1));
    assert_eq!(answer(&mut net, connection, 1, ErrorCode::NONE), "billing");
    assert_eq!(ask(&mut net, "billing"), Some(1));
}

#[test]
fn a_question_whose_connection_ends_is_put_to_another_broker() {
    let (mut net, connection) = ready(6);
    ask(&mut net, "billing");
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    assert_eq!(told(&mut net), [""; 0]);
    net.advance(Duration::from_millis(200));
    let again = net.connect_with(&versions(6));
    net.advance(Duration::from_secs(1));
    while net.requests[&again].front().is_some_and(|(header, _)| header.api_key == ApiKey::METADATA) {
        net.metadata(again, &cluster_of(&[(1, "one"), (2, "two")]));
    }
    assert_eq!(answer(&mut net, again, 2, ErrorCode::NONE), "billing");
}

#[test]
fn one_that_was_released_is_not_asked_for() {
    let (mut net, connection) = ready(6);
    ask(&mut net, "first");
    ask(&mut net, "second");
    net.call(|c, _| c.release_coordinator(Transaction, "first"));
    net.call(|c, _| c.release_coordinator(Transaction, "second"));
    answer(&mut net, connection, 1, ErrorCode::NONE);
    net.advance(Duration::from_secs(10));
    assert_eq!(net.pending(connection), 0);
    assert!(told(&mut net).is_empty());
}
