//! The product against real Kafka and foreign clients: what the tests of this package share.
//!
//! `cargo xtask interop` runs them. Nothing here is needed to build or test anything else.

use std::error::Error;

mod hex;
pub use hex::{hex, unhex};
mod suite;
pub use suite::{Scenario, is_long, run_suite};

mod process;
pub use process::run_program;

mod row;
pub use row::{Row, samples};

mod cluster;
pub use cluster::{Nodes, TestCluster};
mod admin;
pub use admin::Admin;
mod reader;

mod ours;
pub use ours::{send_row, send_rows};
mod stream;
pub use stream::{NumberedStream, Pace, Place, Verdict};

mod proxy;
pub use proxy::{RecordedFrame, RecordingProxy};

mod kcat;
pub use kcat::Kcat;
mod oracle;
pub use oracle::Oracle;
mod table;
pub use table::{Count, Table};

/// What everything here returns: a test has no caller that would branch on the kind of an error.
pub type Result<T = (), E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;
