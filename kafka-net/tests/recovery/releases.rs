//! What is known of the versions of each release's brokers, and kept while they are away.

use std::time::Duration;

use kafka_fake::KafkaVersion;
use kafka_net::{ApiVersions, OldRelease};
use kafka_protocol::ApiKey;

use crate::world::{World, config};

/// The releases that tell their versions.
fn telling() -> impl Iterator<Item = KafkaVersion> {
    KafkaVersion::ALL.iter().copied().filter(|release| *release > KafkaVersion::V0_9)
}

fn connected(release: KafkaVersion) -> World {
    let mut world = World::posing(config("one:9092,two:9092,three:9092"), release);
    world.run_until(PATIENCE, World::is_whole);
    world
}

const PATIENCE: Duration = Duration::from_secs(5);

#[track_caller]
fn assert_known(world: &World, release: KafkaVersion) {
    for broker in 1..=3 {
        let known = world.versions(broker).expect("a broker that answered");
        for api in KafkaVersion::apis() {
            assert_eq!(known.range(api), release.advertises(api), "{api:?} of broker {broker}, {release}");
        }
    }
}

/// L13.
#[test]
fn the_versions_of_each_release_are_known_broker_by_broker_and_kept_while_it_is_away() {
    for release in telling() {
        let mut world = connected(release);
        assert_known(&world, release);
        let before: Vec<ApiVersions> =
            (1..=3).map(|broker| world.versions(broker).unwrap().clone()).collect();
        for broker in 1..=3 {
            world.brokers.control().broker_down(broker).unwrap();
        }
        world.run_for(Duration::from_secs(5));
        assert_known(&world, release);
        for broker in 1..=3 {
            world.brokers.control().broker_up(broker).unwrap();
        }
        world.run_until(PATIENCE, World::is_whole);
        let after: Vec<ApiVersions> = (1..=3).map(|broker| world.versions(broker).unwrap().clone()).collect();
        assert_eq!(before, after, "{release}");
        world.settles_each_request_once();
    }
}

/// L13.
#[test]
fn a_release_that_told_its_versions_is_asked_in_one_that_it_speaks_from_then_on() {
    for release in telling() {
        let mut world = connected(release);
        let theirs = release.speaks(ApiKey::API_VERSIONS).unwrap().max;
        let first = world.questions();
        assert!(first.iter().any(|version| *version <= theirs), "{release}: {first:?}");
        for broker in 1..=3 {
            world.brokers.control().disconnect_clients(broker).unwrap();
        }
        world.run_for(Duration::from_secs(5));
        assert!(world.is_whole(), "{release}");
        let again = world.questions();
        assert!(again.len() >= 3, "{release}: one question a connection, {again:?}");
        assert!(again.iter().all(|version| *version <= theirs), "{release}: {again:?}");
    }
}

/// R187.
#[test]
fn with_leave_kafka_0_9_is_known_by_what_it_is_said_to_be() {
    let release = KafkaVersion::V0_9;
    let mut config = config("one:9092");
    config.broker_version_fallback = Some(OldRelease::V0_9_0);
    let mut world = World::posing(config, release);
    world.use_topic("t");
    // The bootstrap server lets the question go unanswered, and then each broker at its own address does.
    world.run_until(Duration::from_secs(30), World::is_whole);
    assert_known(&world, release);
    world.settles_each_request_once();
}

/// R187.
#[test]
fn a_release_without_a_question_for_versions_answers_nothing_without_leave() {
    // Leave to take who hangs up for an old one is none for who says nothing.
    let mut config = config("one:9092,two:9092,three:9092");
    config.probe_old_brokers = true;
    let mut world = World::posing(config, KafkaVersion::V0_9);
    world.use_topic("t");
    world.run_for(Duration::from_secs(60));
    assert!(!world.is_whole());
    assert!((1..=3).all(|broker| world.versions(broker).is_none()), "silence alone says nothing of versions");
}
