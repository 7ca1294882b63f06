//! `cargo xtask interop`: the product against real Kafka and foreign clients.

use xtask::command::{self, cargo};
use xtask::failure::Result;
use xtask::install;
use xtask::kafka::{Cluster, ClusterConfig};

/// Runs the tests whose names contain `filter`; all without one.
///
/// `long` asks the tests for their long form by the variable `INTEROP_LONG`.
pub(crate) fn run(filter: Option<&str>, long: bool) -> Result<()> {
    install::ensure(&[install::JAVA, install::MAVEN, install::KCAT])?;
    let mut tests = cargo("test --release -p interop --features real-kafka");
    // One cluster at a time: three brokers fill a small machine.
    tests.args(["--", "--test-threads=1"]).args(filter);
    if long {
        tests.env("INTEROP_LONG", "1");
    }
    let result = command::run(&mut tests);
    // A test that was broken off leaves its brokers behind.
    if let Ok(cluster) = Cluster::open(&ClusterConfig::default_dir()) {
        cluster.down()?;
    }
    result
}
