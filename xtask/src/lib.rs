//! Every check and chore of the workspace, behind one door: `cargo xtask`.
//!
//! A library as well, because the tests against real Kafka start and disturb clusters with [`kafka`].

pub mod clock;
pub mod command;
pub mod failure;
pub mod install;
pub mod java;
pub mod kafka;
pub mod oracle;
