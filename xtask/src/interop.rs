//! `cargo xtask interop`: the product against real Kafka and foreign clients.

use xtask::command::{self, cargo};
use xtask::failure::Result;
use xtask::install;

/// Runs the tests whose names contain `filter`; all without one. They start and end the clusters they need.
///
/// `long` asks the tests for their long form by the variable `INTEROP_LONG`.
pub(crate) fn run(filter: Option<&str>, long: bool) -> Result<()> {
    install::ensure(&[install::JAVA, install::MAVEN, install::KCAT])?;
    let mut tests = cargo("test --release -p interop --features real-kafka");
    if let Some(filter) = filter {
        tests.args(["--", filter]);
    }
    if long {
        tests.env("INTEROP_LONG", "1");
    }
    command::run(&mut tests)
}
