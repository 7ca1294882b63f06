//! Old brokers, wrong brokers, and what is remembered of versions.

use kafka_protocol::messages::ApiVersionsRequest;
use kafka_protocol::messages::api_versions_response::{FinalizedFeatureKey, SupportedFeatureKey};

use super::*;
use crate::config::MetadataRecoveryStrategy;
use crate::connection::OldRelease;

/// A broker that hangs up on ApiVersions, as those before 0.10 do.
fn hang_up(net: &mut Net) {
    let connection = net.accept();
    net.request(connection, ApiKey::API_VERSIONS);
    net.call(|c, now| c.handle_closed(now, connection, None));
    net.advance(Duration::from_secs(2));
}

fn asks_versions(net: &Net, connection: ConnectionId) -> bool {
    net.requests
        .get(&connection)
        .and_then(VecDeque::front)
        .is_some_and(|(h, _)| h.api_key == ApiKey::API_VERSIONS)
}

/// R187.
#[test]
fn a_broker_that_hangs_up_twice_is_taken_for_an_old_one_where_that_is_allowed() {
    let mut net = Net::with("one:9092", |config| config.probe_old_brokers = true);
    net.call(|c, now| c.add_topic(now, "t"));
    for _ in 0..2 {
        hang_up(&mut net);
    }
    let connection = net.accept();
    let (header, _) = net.request(connection, ApiKey::METADATA);
    assert_eq!(header.api_version, 0, "it speaks the only version of 0.9");
    let produce = net.cluster.version(BrokerId(-1), ApiKey::PRODUCE, VersionRange::new(0, 13));
    assert_eq!(produce, Some(1));
}

/// R187.
#[test]
fn one_that_hangs_up_is_not_taken_for_old_without_leave_over_sasl_or_beside_a_newer_broker() {
    let never = |mut net: Net, why: &str| {
        for _ in 0..5 {
            hang_up(&mut net);
        }
        let connection = net.accept();
        assert!(asks_versions(&net, connection), "{why}");
        net
    };
    let net = never(Net::new("one:9092"), "nobody allowed it");
    let error = net.cluster.last_error().unwrap();
    assert!(
        matches!(error, NetError::UnsupportedVersion { api: ApiKey::API_VERSIONS, theirs: None, .. }),
        "{error}"
    );

    let (mut net, connection) = Net::ready_with(|config| config.probe_old_brokers = true);
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_secs(2));
    never(net, "a broker of the cluster has answered before");

    let sasl = Net::with("one:9092", |config| {
        config.probe_old_brokers = true;
        config.broker_version_fallback = Some(OldRelease::V0_9_0);
        let mut sasl = crate::SaslConfig::plain("user", "pencil");
        sasl.allow_plaintext_credentials = true;
        config.sasl = Some(sasl.into());
    });
    never(sasl, "over SASL it would be a downgrade");
}

/// R187.
#[test]
fn an_attempt_that_began_before_another_broker_told_its_versions_asks_too() {
    let mut net = Net::with("one:9092,two:9092", |config| config.probe_old_brokers = true);
    // In turn, so that the first hangs up twice and the second once.
    let suspect = net.opens[0].1.clone();
    for _ in 0..3 {
        hang_up(&mut net);
        net.advance(Duration::from_secs(2));
    }
    for broker in [-1, -2] {
        net.is_ready(broker);
    }
    let opens: Vec<_> = net.opens.iter().map(|(_, address)| address.clone()).collect();
    assert_eq!((opens.len(), &opens[1]), (2, &suspect), "both attempts are under way");
    net.connect();
    let connection = net.accept();
    assert!(asks_versions(&net, connection), "the cluster is not that old");
}

/// R187.
#[test]
fn broker_version_fallback_is_taken_at_the_first_hang_up_and_for_one_connection() {
    let mut net = Net::with("one:9092", |config| config.broker_version_fallback = Some(OldRelease::V0_8_2));
    net.call(|c, now| c.add_topic(now, "t"));
    hang_up(&mut net);
    let connection = net.accept();
    let (header, _) = net.request(connection, ApiKey::METADATA);
    assert_eq!(header.api_version, 0);
    net.call(|c, now| c.handle_closed(now, connection, Some("restart".to_owned())));
    net.advance(Duration::from_secs(2));
    let connection = net.accept();
    assert!(asks_versions(&net, connection), "it may have been upgraded");
}

/// Kafka 0.9.0 takes the question and never says anything.
///
/// R187.
#[test]
fn broker_version_fallback_is_taken_after_a_silence_too_and_nothing_else_is() {
    for fallback in [Some(OldRelease::V0_9_0), None] {
        let mut net = Net::with("one:9092", |config| {
            config.broker_version_fallback = fallback;
            config.probe_old_brokers = true;
        });
        net.call(|c, now| c.add_topic(now, "t"));
        for _ in 0..3 {
            let connection = net.accept();
            net.request(connection, ApiKey::API_VERSIONS);
            let attempts = net.attempts.len();
            while net.attempts.len() == attempts {
                net.advance(Duration::from_millis(500));
            }
            let error = net.cluster.last_error().unwrap().to_string();
            assert!(error.contains("broker.version.fallback"), "{error}");
            if fallback.is_some() {
                break;
            }
        }
        let connection = net.accept();
        assert_eq!(asks_versions(&net, connection), fallback.is_none());
    }
}

#[test]
fn a_broker_that_says_something_before_it_hangs_up_is_no_old_one() {
    let mut net = Net::with("one:9092", |config| config.broker_version_fallback = Some(OldRelease::V0_9_0));
    for _ in 0..3 {
        let connection = net.accept();
        net.bytes(connection, &[0]);
        net.call(|c, now| c.handle_closed(now, connection, None));
        net.advance(Duration::from_secs(2));
    }
    let connection = net.accept();
    assert!(asks_versions(&net, connection));
}

/// L13.
#[test]
fn versions_are_remembered_across_connections_and_spare_a_question() {
    let (mut net, connection) = Net::ready();
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    let theirs = |net: &Net| net.cluster.api_versions(BrokerId(1)).and_then(|v| v.range(ApiKey::METADATA));
    assert_eq!(theirs(&net).map(|range| range.max), Some(13));
    net.advance(Duration::from_secs(2));
    let connection = net.accept();
    let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
    assert_eq!(header.api_version, 4);
    let mut newer = usual_versions();
    newer.retain(|(api, ..)| *api != ApiKey::METADATA);
    newer.push((ApiKey::METADATA, 0, 12));
    net.send_response(connection, &header, &api_versions(&newer));
    assert_eq!(theirs(&net).map(|range| range.max), Some(12), "and refreshed by each");
}

#[test]
fn the_question_is_put_in_a_version_that_the_broker_is_known_to_have() {
    let (mut net, connection) = Net::ready();
    let mut older = usual_versions();
    older.retain(|(api, ..)| *api != ApiKey::API_VERSIONS);
    older.push((ApiKey::API_VERSIONS, 0, 2));
    for asked in [4, 2] {
        if asked == 4 {
            net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
        }
        net.advance(Duration::from_secs(2));
        let connection = net.accept();
        let (header, _) = net.request(connection, ApiKey::API_VERSIONS);
        assert_eq!(header.api_version, asked);
        net.send_response(connection, &header, &api_versions(&older));
        net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    }
}

/// A response that lists ApiVersions up to 5.
fn newest() -> ApiVersionsResponse {
    let mut versions = usual_versions();
    versions.retain(|(api, ..)| *api != ApiKey::API_VERSIONS);
    versions.push((ApiKey::API_VERSIONS, 0, 5));
    api_versions(&versions)
}

/// The broker and cluster that the next connection asks for.
fn asked_for(net: &mut Net, connection: ConnectionId) -> (RequestHeader, Option<String>, i32) {
    let (header, body) = net.request(connection, ApiKey::API_VERSIONS);
    let request = decode_request_body::<ApiVersionsRequest>(header.api_version, &body).unwrap();
    (header, request.cluster_id.map(|id| id.to_string()), request.node_id)
}

/// R171.
#[test]
fn a_broker_is_told_who_it_has_to_be_and_another_one_leads_back_to_the_bootstrap_servers() {
    let mut net = Net::new("one:9092");
    let connection = net.accept();
    let (header, cluster, broker) = asked_for(&mut net, connection);
    assert_eq!((header.api_version, cluster, broker), (4, None, -1), "a bootstrap server may be any broker");
    net.send_response(connection, &header, &newest());
    net.metadata(connection, &cluster_of(&[(1, "one")]));
    net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
    net.advance(Duration::from_secs(2));
    let connection = net.accept();
    let (header, cluster, broker) = asked_for(&mut net, connection);
    assert_eq!((header.api_version, cluster.as_deref(), broker), (5, Some("cluster"), 1));
    let error = ErrorCode::REBOOTSTRAP_REQUIRED.0;
    net.send_response(connection, &header, &ApiVersionsResponse { error_code: error, ..newest() });
    assert!(net.cluster.metadata().brokers.is_empty(), "starting again from the bootstrap servers");
}

/// R171.
#[test]
fn nobody_is_asked_who_it_is_when_the_check_is_off() {
    let off: [fn(&mut NetConfig); 2] = [
        |config| config.metadata_cluster_check = false,
        |config| config.metadata_recovery_strategy = MetadataRecoveryStrategy::None,
    ];
    for change in off {
        let mut net = Net::with("one:9092", change);
        let connection = net.accept();
        let (header, ..) = asked_for(&mut net, connection);
        net.send_response(connection, &header, &newest());
        net.metadata(connection, &cluster_of(&[(1, "one")]));
        net.call(|c, now| c.handle_closed(now, connection, Some("reset".to_owned())));
        net.advance(Duration::from_secs(2));
        let connection = net.accept();
        assert_eq!(asked_for(&mut net, connection).0.api_version, 4);
    }
}

/// L13.
#[test]
fn features_are_kept_with_the_versions() {
    let response = ApiVersionsResponse {
        supported_features: vec![SupportedFeatureKey {
            name: "transaction.version".into(),
            min_version: 0,
            max_version: 2,
            ..SupportedFeatureKey::default()
        }],
        finalized_features_epoch: 17,
        finalized_features: vec![
            FinalizedFeatureKey {
                name: "transaction.version".into(),
                min_version_level: 0,
                max_version_level: 1,
                ..FinalizedFeatureKey::default()
            },
            FinalizedFeatureKey {
                name: "upside.down".into(),
                min_version_level: 3,
                max_version_level: 1,
                ..FinalizedFeatureKey::default()
            },
        ],
        ..newest()
    };
    let versions = ApiVersions::from_response(&response);
    assert_eq!(versions.supported_feature("transaction.version"), Some(VersionRange::new(0, 2)));
    assert_eq!(versions.supported_feature("metadata.version"), None);
    let finalized = versions.finalized_features();
    assert_eq!((finalized.epoch, finalized.levels.len()), (Some(17), 1), "what makes no sense is left out");
    assert_eq!(finalized.levels.get("transaction.version"), Some(&VersionRange::new(0, 1)));
    let silent = ApiVersionsResponse { finalized_features_epoch: -1, ..newest() };
    assert_eq!(ApiVersions::from_response(&silent).finalized_features().epoch, None);
}
