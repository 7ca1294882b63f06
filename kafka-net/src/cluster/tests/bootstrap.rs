use super::*;

#[test]
fn a_client_connects_negotiates_and_asks_for_brokers_without_topics() {
    let mut net = Net::new("one:9092,two:9092");
    assert_eq!(net.opens.len(), 1, "one bootstrap server at a time");
    let connection = net.accept();
    let (header, body) = net.request(connection, ApiKey::API_VERSIONS);
    assert_eq!((header.api_version, header.correlation_id.0), (4, 0));
    assert_eq!(header.client_id.as_deref(), Some("test"));
    let request = decode_request_body::<kafka_protocol::messages::ApiVersionsRequest>(4, &body).unwrap();
    assert_eq!(request.client_software_name.as_str(), "kafka-rs-producer");
    net.send_response(connection, &header, &api_versions(&usual_versions()));

    let request = net.metadata(connection, &cluster_of(&[(1, "one"), (2, "two")]));
    assert_eq!(names(&request), [""; 0]);
    assert!(request.allow_auto_topic_creation);
    let metadata = net.cluster.metadata();
    assert_eq!((metadata.version, metadata.cluster_id.as_deref()), (1, Some("cluster")));
    assert_eq!(metadata.controller, Some(BrokerId(1)));
    assert_eq!(metadata.brokers[&BrokerId(2)].address.to_string(), "two:9092");
    assert!(net.events.iter().any(|e| matches!(e, Event::MetadataUpdated(m) if m.version == 1)));
    assert!(net.cluster.last_error().is_none());
}

#[test]
fn a_bootstrap_server_that_is_a_broker_keeps_its_connection() {
    let (mut net, connection) = Net::ready();
    assert!(net.is_ready(1));
    assert!(net.closed.is_empty() && net.opens.is_empty());
    net.send(1, 5).unwrap();
    net.respond(connection, ApiKey::INIT_PRODUCER_ID, &InitProducerIdResponse::default());
    assert_eq!(net.fates(), [(5, "answered")]);
}

#[test]
fn a_bootstrap_server_that_is_no_broker_is_left_as_planned() {
    let mut net = Net::new("balancer:9092");
    let connection = net.connect();
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    assert_eq!(net.closed, [connection]);
    assert_eq!(net.lost(), [(-1, None)]);
    assert!(!net.is_ready(1), "the broker itself is connected to when it is needed");
    assert_eq!(net.open().1, "one:9092");
}

#[test]
fn bootstrap_servers_are_tried_in_turn_and_each_waits_for_its_backoff() {
    let mut net = Net::new("one:9092,two:9092,three:9092");
    let mut tried: Vec<_> = (0..3).map(|_| net.refuse()).collect();
    tried.sort();
    assert_eq!(tried, ["one:9092", "three:9092", "two:9092"]);
    assert!(net.opens.is_empty(), "all are in back-off");
    assert!(net.last_error().contains("connection refused"), "{}", net.last_error());
    net.advance(Duration::from_millis(60));
    assert_eq!(net.opens.len(), 1);
}

/// R114, R33.
#[test]
fn reconnects_slow_down_within_their_bounds() {
    let mut net = Net::new("one:9092");
    while net.attempts.len() < 9 {
        if net.opens.is_empty() {
            net.advance(Duration::from_millis(1));
        } else {
            net.refuse();
        }
    }
    let gaps: Vec<_> = net.attempts.windows(2).map(|w| (w[1].0 - w[0].0).as_secs_f64() * 1e3).collect();
    for (gap, base) in gaps.iter().zip([50.0, 100.0, 200.0, 400.0, 800.0, 1000.0, 1000.0, 1000.0]) {
        assert!(*gap >= base * 0.8 && *gap <= (base * 1.2).min(1000.0) + 1.0, "{gaps:?}");
    }
}

#[test]
fn a_backoff_is_forgotten_once_a_connection_is_ready() {
    let mut net = Net::new("one:9092");
    for _ in 0..5 {
        net.refuse();
        net.advance(Duration::from_secs(1));
    }
    let connection = net.connect();
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_millis(130));
    assert_eq!(net.opens.len(), 1, "the first delay again");
}

#[test]
fn a_name_that_does_not_resolve_is_named_with_its_cause() {
    let mut net = Net::new("no-such-host:9092");
    let (connection, _) = net.open();
    let reason = "host name cannot be resolved".to_owned();
    net.call(|c, now| c.handle_open_failed(now, connection, reason));
    assert_eq!(
        net.last_error(),
        "connect to bootstrap server no-such-host:9092 failed: host name cannot be resolved"
    );
}

/// R115, L29.
#[test]
fn a_silent_peer_is_given_up_within_the_setup_timeout() {
    for accepted in [false, true] {
        let mut net = Net::new("one:9092");
        let connection = net.opens[0].0;
        if accepted {
            net.accept();
        }
        net.advance(Duration::from_millis(7_999));
        assert!(net.closed.is_empty());
        net.advance(Duration::from_millis(4_001));
        assert_eq!(net.closed[0], connection);
        let part = if accepted { "did not answer ApiVersions" } else { "did not accept the connection" };
        assert!(
            net.last_error().contains("one:9092") && net.last_error().contains(part),
            "{}",
            net.last_error()
        );
    }
}

#[test]
fn the_setup_timeout_grows_with_failed_attempts() {
    let mut net = Net::new("one:9092");
    let mut timeouts = Vec::new();
    for _ in 0..4 {
        let start = net.attempts.last().unwrap().0;
        net.accept();
        while net.cluster.last_error().is_none() || net.opens.is_empty() {
            let timer = net.cluster.poll_timeout().unwrap();
            net.advance(timer - net.now);
            if timeouts.len() < net.closed.len() {
                timeouts.push((net.now - start).as_secs_f64());
            }
        }
    }
    for (timeout, base) in timeouts.iter().zip([10.0, 20.0, 30.0, 30.0]) {
        assert!(*timeout >= base * 0.8 && *timeout <= (base * 1.2_f64).min(30.0) + 0.01, "{timeouts:?}");
    }
}

/// L04.
#[test]
fn peers_that_are_no_brokers_are_named_by_what_they_speak() {
    for (bytes, part) in [
        (b"HTTP/1.1 400 Bad Request\r\n".as_slice(), "HTTP"),
        (&[0x15, 3, 3, 0, 2, 2, 70], "TLS"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "SSH"),
        (&[0, 0, 0, 2, 1, 1], "frame length 2"),
        (&[0xff, 0xff, 0xff, 0xff], "frame length -1"),
        (&[0x7f, 0, 0, 0], "no Kafka broker begins like this"),
        (b"220 mail.example ESMTP\r\n", "no Kafka broker begins like this"),
        (&[0x4a, 0, 0, 0, 10, b'8'], "no Kafka broker begins like this"),
        (&[0, 1, 0, 1], "limit is 65536; no Kafka broker begins like this"),
        (&[0, 0, 0, 4, 0, 0, 0, 9], "correlation id 9"),
        (&[0, 0, 0, 4, 0, 0, 0, 0], "ApiVersions"),
    ] {
        let mut net = Net::new("one:9092");
        let connection = net.accept();
        net.bytes(connection, bytes);
        assert_eq!(net.closed, [connection]);
        assert!(net.last_error().contains("bootstrap server one:9092"), "{}", net.last_error());
        assert!(net.last_error().contains(part), "{part}: {}", net.last_error());
        // That limit is not in force yet, and raising it would be in vain.
        assert!(!net.last_error().contains("receive.max.bytes"), "{}", net.last_error());
    }
}

#[test]
fn a_broker_without_metadata_is_refused_by_name_and_both_ranges() {
    let mut net = Net::new("one:9092");
    let connection = net.accept();
    net.respond(connection, ApiKey::API_VERSIONS, &api_versions(&[(ApiKey::PRODUCE, 0, 9)]));
    assert_eq!(net.closed, [connection]);
    assert!(
        net.last_error()
            .contains("one:9092 speaks Metadata (3) in no version, this client in 0-13: no common version"),
        "{}",
        net.last_error()
    );
}

/// R120.
#[test]
fn when_no_broker_can_be_reached_it_starts_again_from_the_bootstrap_servers() {
    let mut net = Net::new("balancer:9092");
    let connection = net.connect();
    net.call(|c, now| c.add_topic(now, "t"));
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    let asked = net.metadata_of_next_connection("one:9092", &[(1, 3)]);
    assert_eq!(asked, ["t"]);
    assert_eq!(net.cluster.metadata().partition("t", 0).unwrap().leader, Some(BrokerId(1)));
    let version = net.cluster.metadata().version;

    let connection = net.current(1);
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_millis(150));
    assert_eq!(net.refuse(), "one:9092");
    assert_eq!(net.open().1, "balancer:9092");
    let metadata = net.cluster.metadata();
    assert!(metadata.version > version && metadata.brokers.is_empty());
    let partition = metadata.partition("t", 0).expect("partitions are remembered");
    assert_eq!(partition.leader, None);
    assert!(!net.is_ready(1));
}

#[test]
fn the_same_address_is_not_called_more_often_because_of_a_rebootstrap() {
    let (mut net, connection) = Net::ready();
    net.attempts.clear();
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    let end = net.now + Duration::from_secs(20);
    while net.now < end {
        net.is_ready(1);
        if net.opens.is_empty() {
            net.advance(Duration::from_millis(5));
        } else {
            net.refuse();
        }
    }
    // 50 + 100 + 200 + 400 + 800 ms and then one a second: 23 attempts, and a fifth more for jitter.
    assert!(net.attempts.len() <= 28, "{} attempts", net.attempts.len());
    assert!(net.attempts.len() >= 18, "{} attempts", net.attempts.len());
}

#[test]
fn strategy_none_keeps_to_the_known_brokers() {
    let (mut net, connection) = Net::ready_with(|c| {
        c.metadata_recovery_strategy = crate::config::MetadataRecoveryStrategy::None;
    });
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    for _ in 0..5 {
        net.advance(Duration::from_secs(2));
        net.refuse();
        assert_eq!(net.cluster.metadata().brokers.len(), 1);
    }
}

#[test]
fn too_long_without_metadata_starts_again_even_with_a_broker_that_accepts() {
    let (mut net, connection) = Net::ready_with(|c| {
        c.metadata_recovery_rebootstrap_trigger = Duration::from_secs(60);
    });
    net.send(1, 1).unwrap();
    net.call(Cluster::request_update);
    net.advance(Duration::from_secs(2));
    assert_eq!(net.pending(connection), 2, "metadata was asked for and is not answered");
    net.advance(Duration::from_secs(30));
    assert!(net.closed.contains(&connection));
    let mut accepted = 0;
    while net.now < Tick::from_secs(100) && !net.cluster.metadata().brokers.is_empty() {
        net.advance(Duration::from_millis(100));
        if !net.opens.is_empty() {
            net.accept();
            accepted += 1;
        }
    }
    assert!(net.cluster.metadata().brokers.is_empty(), "started again");
    assert!(accepted >= 1);
}

/// R134.
#[test]
fn a_closed_cluster_does_nothing_any_more() {
    let (mut net, connection) = Net::ready();
    net.send(1, 1).unwrap();
    net.call(Cluster::close);
    assert_eq!(net.closed, [connection]);
    assert_eq!(net.fates(), [(1, "maybe sent")]);
    assert!(!net.is_ready(1));
    assert_eq!(net.send(1, 2), Err(SendError::NotReady(BrokerId(1))));
    net.call(|c, now| c.add_topic(now, "t"));
    assert_eq!(net.cluster.poll_timeout(), None);
    assert!(net.opens.is_empty());
}

impl Net {
    /// Accepts the connection to `address` and answers its metadata request with broker 1 and these leaders of topic `t`.
    fn metadata_of_next_connection(&mut self, address: &str, leaders: &[(i32, i32)]) -> Vec<String> {
        while self.opens.is_empty() {
            self.advance(Duration::from_millis(10));
        }
        assert_eq!(self.opens[0].1, address);
        let connection = self.connect();
        while self.pending(connection) == 0 {
            self.advance(Duration::from_millis(10));
        }
        names(&self.metadata(connection, &with_topics(cluster_of(&[(1, "one")]), vec![topic("t", leaders)])))
    }

    fn current(&self, broker: i32) -> ConnectionId {
        self.cluster.connection(BrokerId(broker)).expect("a connection").id()
    }
}
