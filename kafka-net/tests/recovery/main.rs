//! Connections come back by themselves: clusters that restart, move, are replaced or die, under virtual time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod releases;
mod world;

use std::time::Duration;

use world::{Place, World, config};

/// The longest pause between two attempts to reach a broker, with the jitter on top.
const LONGEST_BACK_OFF: Duration = Duration::from_millis(1_200);

/// `request.timeout.ms`.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a request waits for what is at the old address.
fn notice(old: Place) -> Duration {
    if old == Place::Silent { REQUEST_TIMEOUT } else { Duration::ZERO }
}

/// R120.
#[test]
fn a_rolling_restart_of_three_nodes_is_followed_node_by_node() {
    let mut world = World::new(config("one:9092,two:9092,three:9092"), 3);
    world.run_until(Duration::from_secs(5), World::is_whole);
    for broker in 1..=3 {
        world.brokers.control().broker_down(broker).unwrap();
        world.run_for(Duration::from_secs(30));
        for other in (1..=3).filter(|other| *other != broker) {
            assert!(
                world.quiet_for(other) < Duration::from_millis(200),
                "{other} went on while {broker} was down"
            );
        }
        world.brokers.control().broker_up(broker).unwrap();
        world.run_until(LONGEST_BACK_OFF, World::is_whole);
    }
    world.settles_each_request_once();
}

/// R116.
#[test]
fn a_broker_that_is_advertised_at_another_address_is_found_there() {
    for old in [Place::Refuses, Place::Silent] {
        let mut world = World::new(config("one:9092,two:9092,three:9092"), 3);
        world.run_until(Duration::from_secs(5), World::is_whole);
        world.relocate(2, "elsewhere", old);
        let limit = notice(old) + SETUP_TIMEOUT + LONGEST_BACK_OFF * 2;
        world.run_until(limit, World::is_whole);
        world.settles_each_request_once();
    }
}

/// R116.
#[test]
fn a_name_that_leads_to_another_address_is_looked_up_again() {
    for old in [Place::Refuses, Place::Silent] {
        let mut world = World::new(config("one:9092,two:9092,three:9092"), 3);
        world.run_until(Duration::from_secs(5), World::is_whole);
        world.move_name("two", 2, old);
        world.run_until(notice(old) + SETUP_TIMEOUT + LONGEST_BACK_OFF, World::is_whole);
        world.settles_each_request_once();
    }
}

/// R119.
#[test]
fn bootstrap_servers_that_are_dead_silent_or_unknown_do_not_keep_from_the_one_that_lives() {
    for order in [
        "dead:9092,hole:9092,nowhere:9092,one:9092",
        "hole:9092,one:9092,dead:9092",
        "nowhere:9092,dead:9092,mute:9092,one:9092",
    ] {
        for seed in 0..20 {
            let mut world = World::seeded(config(order), 1, seed);
            // One attempt at each of the silent ones at worst.
            world.run_until(SETUP_TIMEOUT * 3 * 2, World::is_whole);
        }
    }
}

#[test]
fn a_silent_address_of_a_name_costs_a_quarter_of_a_second() {
    let mut world = World::new(config("many:9092"), 1);
    world.run_until(Duration::from_millis(600), World::is_whole);
}

/// R120.
#[test]
fn a_cluster_of_other_nodes_is_found_by_the_bootstrap_servers() {
    for old in [Place::Refuses, Place::Silent] {
        for seed in 0..10 {
            let mut world = World::seeded(config("bootstrap:9092"), 3, seed);
            world.run_until(Duration::from_secs(5), World::is_whole);
            world.replace_all(old);
            // The silent ones have to be given up first, each for its own.
            let limit = if old == Place::Silent { SETUP_TIMEOUT_MAX * 3 } else { LONGEST_BACK_OFF * 3 };
            world.run_until(limit, World::is_whole);
            world.settles_each_request_once();
        }
    }
}

/// R171.
#[test]
fn another_cluster_at_the_same_addresses_is_taken_for_what_it_is() {
    let mut world = World::new(config("one:9092,two:9092,three:9092"), 3);
    world.run_until(Duration::from_secs(5), World::is_whole);
    world.another_cluster();
    world.run_until(LONGEST_BACK_OFF * 4, World::is_whole);
    world.settles_each_request_once();
}

/// The worst that a cluster can be: everything refuses, for an hour, while somebody wants to send all the time. How often it is tried
/// is what `reconnect.backoff.ms`, doubled up to `reconnect.backoff.max.ms`, allows for each address.
///
/// R114.
#[test]
fn an_hour_without_a_cluster_costs_what_the_back_off_allows() {
    for (first, most) in [(50, 1_000), (100, 10_000), (1_000, 1_000)] {
        for dead in [Place::Refuses, Place::Silent] {
            let mut config = config("one:9092,two:9092,three:9092");
            config.reconnect_backoff = Duration::from_millis(first);
            config.reconnect_backoff_max = Duration::from_millis(most);
            let mut world = World::new(config.clone(), 3);
            world.run_until(Duration::from_secs(5), World::is_whole);
            world.die(dead);
            let hour = Duration::from_hours(1);
            let attempts = world.attempts_within(hour);
            let allowed = World::schedule(&config, dead, hour) * 3;
            let ratio = attempts as f64 / allowed as f64;
            assert!(ratio <= 1.2, "{attempts} attempts at {dead:?} addresses, {allowed} allowed: {ratio:.2}");
            assert!(
                ratio >= 0.2,
                "{attempts} attempts at {dead:?} addresses, {allowed} allowed: it has given up"
            );
            // Each attempt costs a look-up at most, and no turn of the loop is for nothing.
            let turns = world.turns as f64 / attempts as f64;
            assert!(turns < 20.0, "{turns:.1} timers fired for each attempt");

            world.revive();
            world.run_until(SETUP_TIMEOUT_MAX + Duration::from_millis(most) * 2, World::is_whole);
            world.settles_each_request_once();
        }
    }
}

/// Defaults of `socket.connection.setup.timeout.ms` and its maximum, with their jitter.
const SETUP_TIMEOUT: Duration = Duration::from_secs(12);
const SETUP_TIMEOUT_MAX: Duration = Duration::from_secs(36);
