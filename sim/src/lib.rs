//! Deterministic simulation of the producer against the embedded brokers.
//!
//! One `u64` seed decides everything: cluster, configuration, workload, network, faults, the order of events of one
//! moment. The producer's core and the brokers run unchanged on a virtual clock, connected by byte pipes. What happens
//! goes into one history; checkers read it, and the brokers' logs, and nothing else.
//!
//! What it does not know: threads, sockets, real time; transactions, consumers, security.

mod clock;
mod executor;
mod queue;
mod rng;

mod history;
mod payload;

mod config;
mod faults;
pub use config::Scenario;

mod addresses;
mod broker;
mod network;
mod pipe;

mod app;
mod workload;

mod world;

mod evidence;
pub use evidence::Evidence;

mod checkers;
pub use checkers::Violation;

mod runner;
pub use runner::{Failure, Figures, Run, run_seed, shrink};
