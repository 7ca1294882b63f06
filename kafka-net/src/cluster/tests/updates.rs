use super::*;

/// A view with metadata of topic `t` from broker 1.
fn with_topic(leaders: &[(i32, i32)]) -> (Net, ConnectionId) {
    let (mut net, connection) = Net::ready();
    net.call(|c, now| c.add_topic(now, "t"));
    net.metadata(connection, &described(leaders));
    (net, connection)
}

fn described(leaders: &[(i32, i32)]) -> MetadataResponse {
    with_topics(cluster_of(&[(1, "one"), (2, "two")]), vec![topic("t", leaders)])
}

/// Lets time pass until metadata is asked for, answers, and tells how long that took.
fn refresh(net: &mut Net, connection: ConnectionId, response: &MetadataResponse) -> (Duration, Vec<String>) {
    let start = net.now;
    while net.pending(connection) == 0 {
        let timer = net.cluster.poll_timeout().expect("a refresh is due some time");
        net.advance(timer - net.now);
        assert!(net.now - start < Duration::from_secs(1_000), "no refresh");
    }
    let asked = names(&net.metadata(connection, response));
    (net.now - start, asked)
}

fn leader(net: &Net, index: i32) -> (Option<i32>, Option<i32>) {
    let metadata = net.cluster.metadata();
    let partition = metadata.partition("t", index).expect("the partition is known");
    (partition.leader.map(|b| b.0), partition.leader_epoch)
}

#[test]
fn a_new_topic_is_asked_for_at_once_and_alone() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    assert_eq!(leader(&net, 0), (Some(1), Some(5)));
    net.call(|c, now| c.add_topic(now, "u"));
    let response = with_topics(cluster_of(&[(1, "one"), (2, "two")]), vec![topic("u", &[(2, 1)])]);
    let (waited, asked) = refresh(&mut net, connection, &response);
    assert_eq!((waited, asked), (Duration::ZERO, vec!["u".to_owned()]));
    let metadata = net.cluster.metadata();
    assert_eq!(metadata.topics.len(), 2, "what was not asked for stays");
    net.call(|c, now| c.add_topic(now, "u"));
    assert_eq!(net.pending(connection), 0, "known by now");
}

#[test]
fn topics_added_while_a_request_is_under_way_come_with_the_next() {
    let (mut net, connection) = Net::ready();
    net.call(|c, now| c.add_topic(now, "t"));
    net.call(|c, now| c.add_topic(now, "u"));
    net.call(|c, now| c.add_topic(now, "v"));
    assert_eq!(net.pending(connection), 1, "one at a time");
    assert_eq!(names(&net.metadata(connection, &described(&[(1, 0)]))), ["t"]);
    let response = with_topics(cluster_of(&[(1, "one")]), vec![topic("u", &[(1, 0)]), topic("v", &[(1, 0)])]);
    let (waited, asked) = refresh(&mut net, connection, &response);
    assert_eq!((waited, asked), (Duration::ZERO, vec!["u".to_owned(), "v".to_owned()]));
}

#[test]
fn metadata_is_refreshed_when_it_is_old_and_on_demand() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    let (waited, asked) = refresh(&mut net, connection, &described(&[(1, 5)]));
    assert!(waited <= Duration::from_secs(300) && waited >= Duration::from_secs(299), "{waited:?}");
    assert_eq!(asked, ["t"]);
    net.advance(Duration::from_secs(10));
    for _ in 0..3 {
        net.call(Cluster::request_update);
    }
    assert_eq!(net.pending(connection), 1);
    let (waited, _) = refresh(&mut net, connection, &described(&[(1, 5)]));
    assert_eq!(waited, Duration::ZERO);
    assert_eq!(net.pending(connection), 0, "three wishes are one");
}

#[test]
fn demands_that_bring_no_news_are_spaced_out() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    let mut waits = Vec::new();
    for _ in 0..6 {
        net.call(Cluster::request_update);
        waits.push(refresh(&mut net, connection, &described(&[(1, 5)])).0.as_millis());
    }
    for (wait, base) in waits.iter().zip([100, 100, 200, 400, 800, 1_000]) {
        assert!(*wait >= base * 8 / 10 && *wait <= base * 12 / 10, "{waits:?}");
    }
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &described(&[(2, 6)]));
    net.call(Cluster::request_update);
    let (wait, _) = refresh(&mut net, connection, &described(&[(2, 6)]));
    assert!(wait <= Duration::from_millis(120), "news start it over: {wait:?}");
}

#[test]
fn an_older_leader_epoch_is_ignored() {
    let (mut net, connection) = with_topic(&[(2, 5)]);
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &described(&[(1, 4)]));
    assert_eq!(leader(&net, 0), (Some(2), Some(5)));
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &described(&[(1, 5)]));
    assert_eq!(leader(&net, 0), (Some(1), Some(5)), "an equal one counts");
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &described(&[(2, -1)]));
    assert_eq!(leader(&net, 0), (Some(2), None), "no epoch clears the record");
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &described(&[(1, 3)]));
    assert_eq!(leader(&net, 0), (Some(1), Some(3)));
}

#[test]
fn a_topic_created_anew_starts_with_any_epoch() {
    let (mut net, connection) = with_topic(&[(2, 5)]);
    let mut anew = described(&[(1, 0)]);
    anew.topics[0].topic_id = Uuid::from_bytes([2; 16]);
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &anew);
    assert_eq!(leader(&net, 0), (Some(1), Some(0)));
}

#[test]
fn a_topic_in_error_for_a_while_does_not_fall_back_to_an_older_leader() {
    let (mut net, connection) = with_topic(&[(2, 5)]);
    net.call(Cluster::request_update);
    let gone = with_topics(
        cluster_of(&[(1, "one"), (2, "two")]),
        vec![topic_error("t", ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)],
    );
    refresh(&mut net, connection, &gone);
    let metadata = net.cluster.metadata();
    assert_eq!(metadata.topic("t").unwrap().error, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    assert!(metadata.topic("t").unwrap().partitions.is_empty());
    let (wait, _) = refresh(&mut net, connection, &described(&[(1, 4)]));
    assert!(wait < Duration::from_secs(1), "the error asks for more by itself");
    assert_eq!(leader(&net, 0), (None, None));
    let (wait, _) = refresh(&mut net, connection, &described(&[(2, 5)]));
    assert!(wait < Duration::from_secs(1), "so does a partition without a leader");
    assert_eq!(leader(&net, 0), (Some(2), Some(5)));
}

#[test]
fn errors_of_a_topic_stay_with_that_topic() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    net.call(|c, now| c.add_topic(now, "secret"));
    net.call(|c, now| c.add_topic(now, "bad name"));
    let response = with_topics(
        cluster_of(&[(1, "one")]),
        vec![topic_error("secret", ErrorCode::TOPIC_AUTHORIZATION_FAILED)],
    );
    refresh(&mut net, connection, &response);
    let response = with_topics(
        cluster_of(&[(1, "one")]),
        vec![topic_error("bad name", ErrorCode::INVALID_TOPIC_EXCEPTION)],
    );
    refresh(&mut net, connection, &response);
    let error = |name: &str| net.cluster.metadata().topic(name).unwrap().error;
    assert_eq!(error("secret"), ErrorCode::TOPIC_AUTHORIZATION_FAILED);
    assert_eq!(error("bad name"), ErrorCode::INVALID_TOPIC_EXCEPTION);
    assert_eq!(leader(&net, 0), (Some(1), Some(5)));
    net.advance(Duration::from_secs(5));
    assert_eq!(net.pending(connection), 0, "repeating would not help");
    net.call(|c, now| c.add_topic(now, "secret"));
    assert_eq!(net.pending(connection), 1, "unless somebody asks again");
}

#[test]
fn a_topic_that_the_answer_leaves_out_is_unknown() {
    let (mut net, connection) = Net::ready();
    net.call(|c, now| c.add_topic(now, "t"));
    let asked = with_topics(cluster_of(&[(1, "one")]), vec![topic("not-asked-for", &[(1, 1)])]);
    net.metadata(connection, &asked);
    let metadata = net.cluster.metadata();
    assert_eq!(metadata.topics.len(), 1);
    assert_eq!(metadata.topic("t").unwrap().error, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    let (wait, asked) = refresh(&mut net, connection, &described(&[(1, 1)]));
    assert!(wait >= Duration::from_millis(80) && wait <= Duration::from_millis(120), "{wait:?}");
    assert_eq!(asked, ["t"]);
}

#[test]
fn an_idle_topic_leaves_with_a_response() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    net.advance(Duration::from_secs(100));
    net.call(|c, now| c.add_topic(now, "u"));
    net.metadata(connection, &with_topics(cluster_of(&[(1, "one")]), vec![topic("u", &[(1, 1)])]));
    let both = with_topics(cluster_of(&[(1, "one")]), vec![topic("t", &[(1, 5)]), topic("u", &[(1, 1)])]);
    let (_, asked) = refresh(&mut net, connection, &both);
    assert_eq!(asked, ["t", "u"]);
    assert!(net.cluster.metadata().topic("t").is_none(), "unused for five minutes");
    assert!(net.cluster.metadata().topic("u").is_some());
    net.call(|c, now| c.add_topic(now, "t"));
    assert_eq!(net.pending(connection), 1, "in use again");
}

/// R121.
#[test]
fn an_answer_without_brokers_is_a_failure_and_keeps_what_is_known() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    let version = net.cluster.metadata().version;
    net.call(Cluster::request_update);
    let empty = with_topics(cluster_of(&[]), vec![topic("t", &[(1, 9)])]);
    refresh(&mut net, connection, &empty);
    assert_eq!((net.cluster.metadata().version, leader(&net, 0)), (version, (Some(1), Some(5))));
    assert!(net.last_error().contains("no usable broker"), "{}", net.last_error());
    let (wait, _) = refresh(&mut net, connection, &described(&[(1, 5)]));
    assert!(wait <= Duration::from_millis(120), "tried again: {wait:?}");
    assert!(net.cluster.last_error().is_none());
}

#[test]
fn an_error_of_the_whole_answer_is_a_failure() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    net.call(Cluster::request_update);
    let mut response = described(&[(1, 9)]);
    response.error_code = ErrorCode::UNKNOWN_SERVER_ERROR.0;
    refresh(&mut net, connection, &response);
    assert_eq!(leader(&net, 0), (Some(1), Some(5)));
    assert!(net.last_error().contains("Metadata"), "{}", net.last_error());
}

#[test]
fn a_broker_can_ask_for_a_new_start() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    net.send(1, 3).unwrap();
    net.call(Cluster::request_update);
    net.advance(Duration::from_millis(130));
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    net.send(1, 4).unwrap();
    let mut response = described(&[(1, 9)]);
    response.error_code = ErrorCode::REBOOTSTRAP_REQUIRED.0;
    net.metadata(connection, &response);
    assert!(net.closed.contains(&connection));
    assert_eq!(net.fates(), [(3, "answered"), (4, "maybe sent")]);
    assert!(net.cluster.metadata().brokers.is_empty());
    net.advance(Duration::from_millis(130));
    assert_eq!(net.open().1, "one:9092");
}

#[test]
fn an_answer_that_cannot_be_decoded_ends_the_connection() {
    let (mut net, connection) = Net::ready();
    net.call(Cluster::request_update);
    net.advance(Duration::from_millis(130));
    let (header, _) = net.request(connection, ApiKey::METADATA);
    let id = header.correlation_id.0.to_be_bytes();
    net.bytes(connection, &[&[0, 0, 0, 7], id.as_slice(), &[0xff, 0xff, 0xff]].concat());
    assert_eq!(net.closed, [connection]);
    assert!(net.last_error().contains("the Metadata (3) response cannot be decoded"), "{}", net.last_error());
}

/// R112.
#[test]
fn a_disconnect_asks_for_metadata_and_one_under_way_is_asked_again() {
    let (mut net, connection) = Net::ready();
    net.call(|c, now| c.add_topic(now, "t"));
    assert_eq!(net.pending(connection), 1);
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_millis(200));
    let connection = net.connect();
    let (_, asked) = refresh(&mut net, connection, &described(&[(1, 0)]));
    assert_eq!(asked, ["t"]);
}

#[test]
fn a_silent_broker_costs_one_request_timeout() {
    let (mut net, connection) = Net::ready();
    net.call(|c, now| c.add_topic(now, "t"));
    net.advance(Duration::from_secs(30));
    assert_eq!(net.closed, [connection]);
    assert!(net.last_error().contains("did not answer Metadata (3) within 30000 ms"), "{}", net.last_error());
}

#[test]
fn a_leader_hint_is_taken_when_it_is_newer() {
    let (mut net, _) = with_topic(&[(1, 5), (1, 5)]);
    let version = net.cluster.metadata().version;
    let before = std::sync::Arc::clone(net.cluster.metadata());
    let hint = LeaderHint { topic: "t", partition: 0, leader: BrokerId(2), leader_epoch: 6, endpoint: None };
    let mut give = |hint: LeaderHint<'_>| net.call(|c, now| c.update_leader(now, &hint));
    assert!(!give(LeaderHint { leader_epoch: 5, ..hint.clone() }), "not newer");
    assert!(!give(LeaderHint { leader_epoch: -1, ..hint.clone() }), "no epoch");
    assert!(!give(LeaderHint { leader: BrokerId(-1), ..hint.clone() }), "no leader");
    assert!(!give(LeaderHint { leader: BrokerId(9), ..hint.clone() }), "unknown broker");
    assert!(!give(LeaderHint { partition: 2, ..hint.clone() }), "unknown partition");
    assert!(!give(LeaderHint { partition: -1, ..hint.clone() }), "no partition");
    assert!(!give(LeaderHint { topic: "u", ..hint.clone() }), "unknown topic");
    let endpoint = Some(("nine", 70_000, None));
    assert!(!give(LeaderHint { leader: BrokerId(9), endpoint, ..hint.clone() }), "no such port");
    assert!(give(hint.clone()));
    let endpoint = Some(("nine", 9_099, Some("rack")));
    assert!(give(LeaderHint { partition: 1, leader: BrokerId(9), endpoint, ..hint.clone() }));
    assert_eq!(leader(&net, 0), (Some(2), Some(6)));
    assert_eq!(leader(&net, 1), (Some(9), Some(6)));
    assert_eq!(net.cluster.metadata().version, version + 2);
    assert!(net.cluster.metadata().topic("t").unwrap().id.is_some(), "the topic id is kept");
    assert_eq!(before.partition("t", 0).unwrap().leader, Some(BrokerId(1)), "old snapshots do not change");
    assert!(!net.is_ready(9));
    assert_eq!(net.opens.back().unwrap().1, "nine:9099");
}

/// L14.
#[test]
fn leader_hints_name_no_more_brokers_than_metadata_may_and_no_host_that_is_none() {
    let (mut net, _) = Net::ready_with(|config| config.metadata_max_brokers = 2);
    net.call(|c, now| c.add_topic(now, "t"));
    let connection = *net.requests.keys().next().unwrap();
    net.metadata(connection, &with_topics(cluster_of(&[(1, "one")]), vec![topic("t", &[(1, 5)])]));
    let mut give = |id: i32, host: &str| {
        let endpoint = Some((host, 9_092, None));
        let hint =
            LeaderHint { topic: "t", partition: 0, leader: BrokerId(id), leader_epoch: 5 + id, endpoint };
        net.call(|c, now| c.update_leader(now, &hint))
    };
    assert!(!give(2, "two\u{1b}[2J"), "a name that would clear the terminal it is logged to");
    assert!(!give(2, "t wo"));
    assert!(give(2, "two"));
    assert!(!give(3, "three"), "one too many");
    assert_eq!(net.cluster.metadata().brokers.len(), 2);
}

#[test]
fn metadata_older_than_a_hint_does_not_undo_it() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    let hint = LeaderHint { topic: "t", partition: 0, leader: BrokerId(2), leader_epoch: 6, endpoint: None };
    net.call(|c, now| c.update_leader(now, &hint));
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &described(&[(1, 5)]));
    assert_eq!(leader(&net, 0), (Some(2), Some(6)));
}

#[test]
fn a_broker_that_moved_is_called_at_its_new_address() {
    let (mut net, connection) = with_topic(&[(1, 5)]);
    net.send(1, 1).unwrap();
    net.call(Cluster::request_update);
    net.advance(Duration::from_millis(130));
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    net.send(1, 2).unwrap();
    net.metadata(connection, &cluster_of(&[(1, "elsewhere")]));
    assert!(!net.is_ready(1), "no new requests for the old address");
    assert!(!net.closed.contains(&connection), "but those in flight may finish");
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    assert!(net.closed.contains(&connection));
    assert_eq!(net.fates(), [(1, "answered"), (2, "answered")]);
    net.is_ready(1);
    assert_eq!(net.open().1, "elsewhere:9092");
}

#[test]
fn a_broker_that_left_is_let_go_when_its_requests_are_done() {
    let (mut net, one) = with_topic(&[(1, 5)]);
    net.is_ready(2);
    let two = net.connect();
    net.send(2, 1).unwrap();
    net.call(Cluster::request_update);
    net.advance(Duration::from_millis(130));
    let asked = if net.pending(one) > 0 { one } else { two };
    if asked == two {
        net.respond(two, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    }
    net.metadata(asked, &cluster_of(&[(1, "one")]));
    if asked == one {
        assert!(net.closed.is_empty());
        net.respond(two, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    }
    assert_eq!(net.closed, [two]);
    assert_eq!(net.fates(), [(1, "answered")]);
    assert!(!net.is_ready(2) && net.opens.is_empty());
}

#[test]
fn several_changes_between_two_looks_are_one_event_with_the_newest_snapshot() {
    let (mut net, _) = with_topic(&[(1, 5)]);
    for epoch in 6..9 {
        let hint =
            LeaderHint { topic: "t", partition: 0, leader: BrokerId(2), leader_epoch: epoch, endpoint: None };
        assert!(net.cluster.update_leader(net.now, &hint));
    }
    net.events.clear();
    net.drain();
    let updates: Vec<_> = net.events.iter().filter(|e| matches!(e, Event::MetadataUpdated(_))).collect();
    assert_eq!(updates, [&Event::MetadataUpdated(std::sync::Arc::clone(net.cluster.metadata()))]);
}

#[test]
fn version_zero_is_never_asked_for_all_topics() {
    let mut net = Net::new("one:9092");
    let connection = net.accept();
    let versions = [(ApiKey::METADATA, 0, 0), (ApiKey::API_VERSIONS, 0, 0)];
    net.respond(connection, ApiKey::API_VERSIONS, &api_versions(&versions));
    assert_eq!(net.pending(connection), 0);
    net.call(|c, now| c.add_topic(now, "t"));
    let request = net.metadata(connection, &described(&[(1, -1)]));
    assert_eq!(names(&request), ["t"]);
    assert_eq!(leader(&net, 0), (Some(1), None));
}

#[test]
fn before_version_nine_epochs_are_not_trusted() {
    let mut net = Net::new("one:9092");
    let connection = net.accept();
    let versions = [(ApiKey::METADATA, 0, 8), (ApiKey::API_VERSIONS, 0, 3)];
    net.respond(connection, ApiKey::API_VERSIONS, &api_versions(&versions));
    net.metadata(connection, &cluster_of(&[(1, "one"), (2, "two")]));
    net.call(|c, now| c.add_topic(now, "t"));
    net.metadata(connection, &described(&[(2, 5)]));
    assert_eq!(leader(&net, 0), (Some(2), None));
    net.call(Cluster::request_update);
    refresh(&mut net, connection, &described(&[(1, 4)]));
    assert_eq!(leader(&net, 0), (Some(1), None));
}
