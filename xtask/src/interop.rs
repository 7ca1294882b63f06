//! `cargo xtask interop`: the product against real Kafka and foreign clients.

use xtask::command::{self, cargo};
use xtask::failure::Result;
use xtask::install;

/// Runs the tests whose names contain `filter`; all without one. They start and end the clusters they need.
///
/// `long` asks the tests for their long form by the variable `INTEROP_LONG`.
pub(crate) fn run(filter: Option<&str>, long: bool) -> Result<()> {
    install::ensure(&[install::JAVA, install::MAVEN, install::KCAT])?;
    // Kerberos is a library of the system's, which the short form does without.
    if long {
        install::ensure(&[install::KRB5])?;
        install::ensure_libclang()?;
    }
    let features = if long { "real-kafka,gssapi" } else { "real-kafka" };
    let mut tests = cargo(&format!("test --release -p interop --features {features}"));
    if let Some(filter) = filter {
        tests.args(["--", filter]);
    }
    if long {
        tests.env("INTEROP_LONG", "1");
    }
    command::run(&mut tests)
}
