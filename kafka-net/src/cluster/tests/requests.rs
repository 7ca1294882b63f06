use super::*;

fn done(net: &mut Net, connection: ConnectionId) {
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
}

#[test]
fn responses_match_requests_in_order() {
    let (mut net, connection) = Net::ready();
    for token in 10..13 {
        net.send(1, token).unwrap();
    }
    let ids: Vec<_> = net.requests[&connection].iter().map(|(h, _)| h.correlation_id.0).collect();
    assert_eq!(ids, [2, 3, 4], "after version negotiation and metadata");
    net.advance(Duration::from_millis(5));
    for _ in 0..3 {
        done(&mut net, connection);
    }
    let latencies = net.events.iter().filter_map(|event| match event {
        Event::Response { latency, version: 1, .. } => Some(*latency),
        _ => None,
    });
    assert_eq!(latencies.collect::<Vec<_>>(), [Duration::from_millis(5); 3]);
    assert_eq!(net.fates(), [(10, "answered"), (11, "answered"), (12, "answered")]);
}

#[test]
fn responses_are_taken_in_pieces_of_any_size() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.send(1, 2).unwrap();
    let mut bytes = Vec::new();
    for _ in 0..2 {
        let (h, _) = net.request(connection, ApiKey::INIT_PRODUCER_ID);
        let response = InitProducerIdResponse::default();
        let frame = encode_response(h.api_key, h.api_version, h.correlation_id, &response).unwrap();
        bytes.extend_from_slice(&frame.to_bytes());
    }
    for byte in bytes {
        net.bytes(connection, &[byte]);
    }
    assert_eq!(net.fates(), [(1, "answered"), (2, "answered")]);
}

/// R110, L17.
#[test]
fn a_response_out_of_order_ends_the_connection() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.send(1, 2).unwrap();
    net.request(connection, ApiKey::INIT_PRODUCER_ID);
    done(&mut net, connection);
    assert_eq!(net.closed, [connection]);
    assert!(net.last_error().contains("correlation id 3, the oldest request 2"), "{}", net.last_error());
    assert_eq!(net.fates(), [(1, "maybe sent"), (2, "maybe sent")]);
}

/// L16.
#[test]
fn bytes_that_nobody_asked_for_end_the_connection() {
    let (mut net, connection) = Net::ready();
    net.bytes(connection, &[0]);
    assert_eq!(net.closed, [connection]);
    assert!(net.last_error().contains("no request asked for"), "{}", net.last_error());

    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    let (h, _) = net.request(connection, ApiKey::INIT_PRODUCER_ID);
    let response = InitProducerIdResponse::default();
    let mut bytes =
        encode_response(h.api_key, h.api_version, h.correlation_id, &response).unwrap().to_bytes().to_vec();
    bytes.push(7);
    net.bytes(connection, &bytes);
    assert_eq!(net.closed, [connection]);
    assert_eq!(net.fates(), [(1, "answered")], "the response before the surplus counts");
}

/// R111.
#[test]
fn a_request_without_an_answer_in_time_fails_all_of_them_in_send_order() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.advance(Duration::from_secs(10));
    net.send(1, 2).unwrap();
    net.advance(Duration::from_millis(19_999));
    assert!(net.closed.is_empty());
    net.advance(Duration::from_millis(1));
    assert_eq!(net.closed, [connection]);
    assert!(net.events.iter().any(|e| matches!(e, Event::Failed { error, .. } if error.is_timeout())));
    assert_eq!(net.fates(), [(1, "maybe sent"), (2, "maybe sent")]);
}

#[test]
fn a_request_of_which_no_byte_left_is_known_not_sent() {
    let (mut net, connection) = Net::ready();
    net.report_writes = false;
    net.send(1, 1).unwrap();
    assert_eq!(net.send(1, 2), Err(SendError::NotReady(BrokerId(1))), "the first is not written yet");
    assert_eq!(net.cluster.free_slots(net.now, BrokerId(1)), 0);
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    assert_eq!(net.fates(), [(1, "not sent")]);
}

#[test]
fn a_half_written_request_may_have_been_sent() {
    let (mut net, connection) = Net::ready();
    net.report_writes = false;
    net.send(1, 1).unwrap();
    net.call(|c, now| c.handle_written(now, connection, 1));
    assert!(!net.is_ready(1));
    net.call(|c, now| c.handle_closed(now, connection, None));
    assert_eq!(net.fates(), [(1, "maybe sent")]);
}

#[test]
fn a_request_without_response_is_done_when_it_has_left() {
    let (mut net, connection) = Net::ready();
    net.report_writes = false;
    net.send_with(1, 1, false).unwrap();
    assert_eq!(net.fates(), []);
    net.call(|c, now| c.handle_written(now, connection, 10));
    assert_eq!(net.fates(), []);
    net.call(|c, now| c.handle_written(now, connection, 1_000));
    assert_eq!(net.fates(), [(1, "written")]);
    assert!(net.is_ready(1));
}

#[test]
fn a_request_without_response_that_never_leaves_runs_out_of_time() {
    let (mut net, connection) = Net::ready();
    net.report_writes = false;
    net.send_with(1, 1, false).unwrap();
    net.advance(Duration::from_secs(31));
    assert_eq!(net.closed[0], connection);
    assert_eq!(net.fates(), [(1, "maybe sent")], "the transport may have written it without saying so yet");
}

/// R177, R101, R105.
#[test]
fn the_in_flight_limit_holds_and_metadata_has_a_slot_of_its_own() {
    let (mut net, connection) = Net::ready_with(|c| c.max_in_flight = 2);
    assert_eq!(net.cluster.free_slots(net.now, BrokerId(1)), 2);
    net.send(1, 1).unwrap();
    net.send(1, 2).unwrap();
    assert!(!net.is_ready(1));
    assert_eq!(net.send(1, 3), Err(SendError::NotReady(BrokerId(1))));
    assert_eq!(net.cluster.least_loaded(net.now), None);
    net.call(|c, now| c.add_topic(now, "t"));
    // The control connection cannot be had.
    net.refuse();
    assert_eq!(net.pending(connection), 3, "metadata goes out all the same");
    assert!(!net.is_ready(1), "and takes no more than its slot");
    done(&mut net, connection);
    assert!(net.is_ready(1), "metadata in flight keeps nobody else from sending");
    assert_eq!(net.cluster.free_slots(net.now, BrokerId(1)), 1);
    assert_eq!(net.cluster.least_loaded(net.now), Some(BrokerId(1)));
}

/// R117, L20.
#[test]
fn a_throttled_broker_is_left_alone_and_its_answers_get_more_time() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::PRODUCE, 5, 1_000));
    assert!(net.is_ready(1), "brokers of that version wait themselves");
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::PRODUCE, 6, 1_000));
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::PRODUCE, 6, 400));
    assert!(!net.is_ready(1));
    assert_eq!(net.cluster.least_loaded(net.now), None);
    assert_eq!(
        net.cluster.next_attempt(BrokerId(1)),
        Some(net.now + Duration::from_secs(1)),
        "never earlier"
    );
    net.advance(Duration::from_millis(999));
    assert!(!net.is_ready(1));
    net.advance(Duration::from_millis(1));
    assert!(net.is_ready(1));
    assert_eq!(net.cluster.next_attempt(BrokerId(1)), None, "a throttle that is over wakes nobody");
    net.advance(Duration::from_secs(30));
    assert!(net.closed.is_empty(), "1.4 s of throttling do not count");
    net.advance(Duration::from_millis(400));
    assert_eq!(net.closed, [connection]);
}

#[test]
fn an_absurd_throttle_time_is_cut() {
    let (mut net, _) = Net::ready();
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::PRODUCE, 9, i32::MAX));
    assert_eq!(net.cluster.next_attempt(BrokerId(1)), Some(net.now + Duration::from_secs(30)));
    net.call(|c, now| c.throttle(now, BrokerId(1), ApiKey::PRODUCE, 9, -5));
}

/// R112.
#[test]
fn a_lost_connection_fails_its_requests_and_waits_before_the_next() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.send(1, 2).unwrap();
    net.call(|c, now| c.handle_closed(now, connection, None));
    assert_eq!(
        net.lost(),
        [(1, Some("connection to broker 1 at one:9092 lost: closed by the other side".to_owned()))]
    );
    assert_eq!(net.fates(), [(1, "maybe sent"), (2, "maybe sent")]);
    assert!(net.closed.is_empty(), "the transport knows already");
}

/// R113.
#[test]
fn an_idle_connection_ends_without_any_alarm() {
    for by_broker in [false, true] {
        let (mut net, connection) = Net::ready_with(|c| c.metadata_max_age = Duration::from_secs(86_400));
        if by_broker {
            net.advance(Duration::from_secs(60));
            net.call(|c, now| c.handle_closed(now, connection, None));
        } else {
            net.advance(Duration::from_secs(540));
            assert_eq!(net.closed, [connection]);
        }
        assert_eq!(net.lost(), [(1, None)]);
        assert!(net.cluster.last_error().is_none());
        assert_eq!(net.cluster.metadata().brokers.len(), 1, "no rebootstrap");
        net.advance(Duration::from_secs(60));
        assert!(net.opens.is_empty(), "nothing to do, no connection");
        net.is_ready(1);
        assert_eq!(net.opens.len(), 1, "no back-off either");
    }
}

#[test]
fn a_broker_that_hangs_up_right_after_use_has_failed() {
    let (mut net, connection) = Net::ready();
    net.advance(Duration::from_millis(900));
    net.call(|c, now| c.handle_closed(now, connection, None));
    assert!(matches!(net.lost().as_slice(), [(1, Some(_))]));
    assert!(!net.is_ready(1));
}

/// R107.
#[test]
fn versions_follow_the_broker_and_produce_trusts_only_its_maximum() {
    let mut net = Net::new("one:9092");
    let connection = net.accept();
    let versions = [
        (ApiKey::PRODUCE, 5, 7),
        (ApiKey::METADATA, 1, 9),
        (ApiKey::INIT_PRODUCER_ID, 4, 2),
        (ApiKey(999), 0, 1),
        (ApiKey::FETCH, -3, -1),
    ];
    net.respond(connection, ApiKey::API_VERSIONS, &api_versions(&versions));
    let version = |api, min, max| net.cluster.version(BrokerId(-1), api, VersionRange::new(min, max));
    assert_eq!(version(ApiKey::PRODUCE, 3, 13), Some(7));
    assert_eq!(version(ApiKey::PRODUCE, 3, 4), Some(4), "a minimum above ours counts for nothing");
    assert_eq!(version(ApiKey::PRODUCE, 8, 13), None);
    assert_eq!(version(ApiKey::METADATA, 0, 13), Some(9));
    assert_eq!(version(ApiKey::METADATA, 10, 13), None);
    assert_eq!(version(ApiKey::INIT_PRODUCER_ID, 0, 6), None, "an upside-down range is no range");
    assert_eq!(version(ApiKey::FETCH, 0, 6), None);
    assert_eq!(version(ApiKey::LIST_OFFSETS, 0, 6), None);
}

/// R104.
#[test]
fn an_older_broker_is_asked_again_in_the_version_it_lists() {
    for (listed, expected) in [(Some(2), 2), (None, 0), (Some(9), 3), (Some(-1), 0)] {
        let mut net = Net::new("one:9092");
        let connection = net.accept();
        let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
        let mut refusal = match listed {
            Some(max) => api_versions(&[(ApiKey::API_VERSIONS, 0, max)]),
            None => ApiVersionsResponse::default(),
        };
        refusal.error_code = ErrorCode::UNSUPPORTED_VERSION.0;
        let bytes = encode_response(ApiKey::API_VERSIONS, 0, header.correlation_id, &refusal).unwrap();
        net.bytes(connection, &bytes.to_bytes());
        let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
        assert_eq!(header.api_version, expected, "listed {listed:?}");
        net.send_response(connection, &header, &api_versions(&usual_versions()));
        assert!(net.events.contains(&Event::BrokerReady(BrokerId(-1))));
        assert!(net.closed.is_empty(), "on the same connection");
    }
}

#[test]
fn a_broker_that_refuses_twice_or_otherwise_is_given_up() {
    let mut net = Net::new("one:9092");
    let connection = net.accept();
    for _ in 0..2 {
        let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
        let mut refusal = api_versions(&[(ApiKey::API_VERSIONS, 0, 2)]);
        refusal.error_code = ErrorCode::UNSUPPORTED_VERSION.0;
        let bytes = encode_response(ApiKey::API_VERSIONS, 0, header.correlation_id, &refusal).unwrap();
        net.bytes(connection, &bytes.to_bytes());
    }
    assert_eq!(net.closed, [connection]);
    assert!(net.last_error().contains("refused ApiVersions version 2"), "{}", net.last_error());

    let mut net = Net::new("one:9092");
    let connection = net.accept();
    let mut refusal = api_versions(&usual_versions());
    refusal.error_code = ErrorCode::CLUSTER_AUTHORIZATION_FAILED.0;
    net.respond(connection, ApiKey::API_VERSIONS, &refusal);
    assert_eq!(net.closed, [connection]);
    assert!(net.last_error().contains("CLUSTER_AUTHORIZATION_FAILED"), "{}", net.last_error());
}

/// R118.
#[test]
fn the_least_loaded_broker_is_chosen() {
    let (mut net, one) = Net::ready();
    net.call(Cluster::request_update);
    net.advance(Duration::from_millis(130));
    net.metadata(one, &cluster_of(&[(1, "one"), (2, "two"), (3, "three")]));
    assert_eq!(net.cluster.least_loaded(net.now), Some(BrokerId(1)), "the only one that is ready");
    net.is_ready(2);
    let two = net.connect();
    net.send(1, 1).unwrap();
    net.send(2, 2).unwrap();
    net.send(2, 3).unwrap();
    for _ in 0..20 {
        assert_eq!(net.cluster.least_loaded(net.now), Some(BrokerId(1)));
    }
    done(&mut net, two);
    done(&mut net, two);
    for _ in 0..20 {
        assert_eq!(net.cluster.least_loaded(net.now), Some(BrokerId(2)), "nothing in flight wins");
    }
    net.call(|c, now| c.handle_closed(now, one, Some("reset".to_owned())));
    net.call(|c, now| c.handle_closed(now, two, Some("reset".to_owned())));
    // Metadata is asked for after the losses, from the broker that was never tried.
    net.advance(Duration::from_millis(250));
    assert_eq!(net.opens[0].1, "three:9092");
    assert_eq!(net.cluster.least_loaded(net.now), Some(BrokerId(3)), "connecting");
}

#[test]
fn tokens_of_the_cluster_itself_are_refused() {
    let (mut net, _) = Net::ready();
    assert_eq!(net.send(1, 1 << 63), Err(SendError::ReservedToken(1 << 63)));
    assert_eq!(net.send(7, 1), Err(SendError::NotReady(BrokerId(7))));
    let version = VersionRange::new(0, 99);
    assert_eq!(net.cluster.version(BrokerId(7), ApiKey::METADATA, version), None);
    assert_eq!(net.cluster.next_attempt(BrokerId(7)), None);
}

#[test]
fn a_response_that_the_caller_cannot_decode_ends_the_connection() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.send(1, 2).unwrap();
    done(&mut net, connection);
    net.call(|c, now| c.fail_connection(now, BrokerId(1), PeerError::ShortResponse { len: 3 }));
    assert_eq!(net.closed, [connection]);
    assert_eq!(net.fates(), [(1, "answered"), (2, "maybe sent")]);
}

#[test]
fn late_reports_about_a_connection_that_is_over_change_nothing() {
    let (mut net, connection) = Net::ready();
    net.call(|c, now| c.fail_connection(now, BrokerId(1), PeerError::NoBrokers));
    net.events.clear();
    let address = net.addresses[&connection][0];
    net.call(|c, now| c.handle_resolved(now, connection, vec![address.into()]));
    net.call(|c, now| c.handle_bytes(now, connection, b"more"));
    net.call(|c, now| c.handle_written(now, connection, 9));
    net.call(|c, now| c.handle_closed(now, connection, None));
    net.call(|c, now| c.handle_opened(now, connection, address));
    net.call(|c, now| c.handle_opened(now, ConnectionId(99), address));
    assert!(net.events.is_empty());
}

#[test]
fn equal_seeds_and_inputs_give_equal_outputs() {
    let run = || {
        let mut net = Net::new("one:9092,two:9092,three:9092");
        for _ in 0..30 {
            if net.opens.is_empty() {
                net.advance(Duration::from_millis(13));
            } else {
                net.refuse();
            }
        }
        net.attempts
    };
    assert_eq!(run(), run());
}
