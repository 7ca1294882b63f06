//! Scenarios: requests made by hand, through the cluster as a state machine.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod broken_frames;
mod client;
mod faults;
mod fetch;
mod idempotence;
mod leadership;
mod message_sets;
mod metadata;
mod offsets;
mod produce;
mod replication;
mod sasl;
mod topics;
mod versions;
mod wire;
