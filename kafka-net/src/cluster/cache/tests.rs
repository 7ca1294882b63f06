//! Metadata from a broker that means no good (L14).

use super::*;

const BOUNDS: Bounds = Bounds { brokers: 3, partitions: 8 };

fn in_use(names: &[&str]) -> TopicsInUse {
    let mut topics = TopicsInUse::default();
    for name in names {
        topics.touch(crate::time::Tick::ZERO, name);
    }
    topics
}

fn broker_entry(id: i32, host: &str, port: i32) -> MetadataResponseBroker {
    let host = StrBytes::copy_from(host);
    MetadataResponseBroker { node_id: id, host, port, ..MetadataResponseBroker::default() }
}

fn partition_entry(index: i32, leader: i32) -> MetadataResponsePartition {
    MetadataResponsePartition {
        partition_index: index,
        leader_id: leader,
        leader_epoch: 1,
        ..MetadataResponsePartition::default()
    }
}

fn response(brokers: Vec<MetadataResponseBroker>, partitions: &[(i32, i32)]) -> MetadataResponse {
    let partitions = partitions.iter().map(|(index, leader)| partition_entry(*index, *leader)).collect();
    let name = Some(StrBytes::copy_from("t"));
    let topics = vec![MetadataResponseTopic { name, partitions, ..MetadataResponseTopic::default() }];
    MetadataResponse { brokers, topics, ..MetadataResponse::default() }
}

fn apply(response: &MetadataResponse) -> Result<Arc<Metadata>, PeerError> {
    let mut cache = MetadataCache::default();
    cache.apply(response, 12, &["t".into()], &in_use(&["t"]), BOUNDS)?;
    Ok(Arc::clone(cache.snapshot()))
}

/// L14.
#[test]
fn bad_broker_entries_are_left_out_one_by_one() {
    let long = "h".repeat(256);
    for bad in [
        broker_entry(-1, "a", 1),
        broker_entry(i32::MIN, "a", 1),
        broker_entry(7, "", 1),
        broker_entry(7, &long, 1),
        broker_entry(7, "a", 0),
        broker_entry(7, "a", -9092),
        broker_entry(7, "a", 65_536),
        broker_entry(1, "impostor", 1),
    ] {
        let good = broker_entry(1, "good", 65_535);
        let metadata = apply(&response(vec![good, bad], &[])).unwrap();
        let brokers: Vec<_> = metadata.brokers.values().map(|b| b.address.to_string()).collect();
        assert_eq!(brokers, ["good:65535"]);
    }
    let error = apply(&response(vec![broker_entry(1, "", 1)], &[])).unwrap_err();
    assert_eq!(error, PeerError::NoBrokers);
}

#[test]
fn more_than_the_bounds_allow_is_refused_with_the_numbers() {
    let brokers = (0..4).map(|id| broker_entry(id, "a", 1)).collect();
    let error = apply(&response(brokers, &[])).unwrap_err();
    assert_eq!(error.to_string(), "its metadata names 4 brokers, more than the limit of 3");
    let partitions: Vec<_> = (0..9).map(|index| (index, 1)).collect();
    let error = apply(&response(vec![broker_entry(1, "a", 1)], &partitions)).unwrap_err();
    assert_eq!(error.to_string(), "its metadata names 9 partitions, more than the limit of 8");
}

#[test]
fn a_leader_that_is_no_broker_is_no_leader() {
    let metadata = apply(&response(vec![broker_entry(1, "a", 1)], &[(0, 1), (1, 2), (2, -1)])).unwrap();
    let leaders: Vec<_> = metadata.topic("t").unwrap().partitions.iter().map(|p| p.leader).collect();
    assert_eq!(leaders, [Some(BrokerId(1)), None, None]);
}

#[test]
fn every_partition_stands_at_its_index_whatever_the_order_and_gaps() {
    let entries = [(3, 1), (0, 1), (-1, 1), (3, 2), (i32::MIN, 1)];
    let metadata = apply(&response(vec![broker_entry(1, "a", 1)], &entries)).unwrap();
    let topic = metadata.topic("t").unwrap();
    let seen: Vec<_> = topic.partitions.iter().map(|p| (p.index, p.error, p.leader.is_some())).collect();
    let missing = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    let none = ErrorCode::NONE;
    assert_eq!(seen, [(0, none, true), (1, missing, false), (2, missing, false), (3, none, true)]);
    assert!(topic.partition(-1).is_none() && topic.partition(4).is_none());
}

#[test]
fn a_far_away_partition_number_costs_no_memory() {
    let metadata = apply(&response(vec![broker_entry(1, "a", 1)], &[(0, 1), (i32::MAX, 1)])).unwrap();
    assert_eq!(metadata.topic("t").unwrap().partitions.len(), 1);
    let metadata = apply(&response(vec![broker_entry(1, "a", 1)], &[(999_999, 1)])).unwrap();
    assert_eq!(metadata.topic("t").unwrap().partitions.len(), 0);
}

#[test]
fn topics_without_a_name_twice_or_not_asked_for_are_ignored() {
    let mut hostile = response(vec![broker_entry(1, "a", 1)], &[(0, 1)]);
    let mut twice = hostile.topics[0].clone();
    twice.partitions.clear();
    let unnamed = MetadataResponseTopic { name: None, ..twice.clone() };
    let other = MetadataResponseTopic { name: Some(StrBytes::copy_from("other")), ..twice.clone() };
    hostile.topics.extend([twice, unnamed, other]);
    let metadata = apply(&hostile).unwrap();
    assert_eq!(metadata.topics.len(), 1);
    assert_eq!(metadata.topic("t").unwrap().partitions.len(), 1);
}

#[test]
fn a_topic_that_did_not_change_keeps_its_memory() {
    let mut cache = MetadataCache::default();
    let topics = in_use(&["t"]);
    let response = response(vec![broker_entry(1, "a", 1)], &[(0, 1)]);
    let first = cache.apply(&response, 12, &["t".into()], &topics, BOUNDS).unwrap();
    let before = Arc::clone(cache.snapshot());
    let second = cache.apply(&response, 12, &["t".into()], &topics, BOUNDS).unwrap();
    assert!(Arc::ptr_eq(before.topic("t").unwrap(), cache.snapshot().topic("t").unwrap()));
    assert_eq!((first.news, second.news), (true, false));
    assert_eq!(cache.snapshot().version, 2);
}

#[test]
fn another_cluster_behind_the_address_starts_with_any_epoch() {
    let mut cache = MetadataCache::default();
    let topics = in_use(&["t"]);
    let mut old = response(vec![broker_entry(1, "a", 1)], &[(0, 1)]);
    old.cluster_id = Some(StrBytes::copy_from("old"));
    old.topics[0].partitions[0].leader_epoch = 9;
    cache.apply(&old, 12, &["t".into()], &topics, BOUNDS).unwrap();
    let mut new = old.clone();
    new.cluster_id = Some(StrBytes::copy_from("new"));
    new.topics[0].partitions[0].leader_epoch = 2;
    cache.apply(&new, 12, &["t".into()], &topics, BOUNDS).unwrap();
    assert_eq!(cache.snapshot().partition("t", 0).unwrap().leader_epoch, Some(2));
}
