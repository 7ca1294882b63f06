//! Programs that a task needs and that may be missing: found, installed, or named in one line.

use std::process::Command;

use crate::command::{self, cargo, is_on_path, program};
use crate::failure::Result;

/// A program from the system's packages.
#[derive(Clone, Copy, Debug)]
pub struct SystemProgram {
    /// The name on the search path.
    pub name: &'static str,
    /// The Debian package that brings it.
    pub package: &'static str,
}

/// Maven, for the jars of Kafka.
pub const MAVEN: SystemProgram = SystemProgram { name: "mvn", package: "maven" };
/// A Java runtime, for the brokers.
pub const JAVA: SystemProgram = SystemProgram { name: "java", package: "openjdk-17-jdk-headless" };
/// librdkafka's command line, a foreign client.
pub const KCAT: SystemProgram = SystemProgram { name: "kcat", package: "kcat" };
/// The machine that counts instructions.
pub const VALGRIND: SystemProgram = SystemProgram { name: "valgrind", package: "valgrind" };

/// Installs those of `programs` that are missing; only root on a Debian system can.
pub fn ensure(programs: &[SystemProgram]) -> Result<()> {
    let missing: Vec<_> = programs.iter().filter(|program| !is_on_path(program.name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<_> = missing.iter().map(|program| program.package).collect();
    let by_hand = format!("install {} (`apt-get install {}`)", names(&missing), packages.join(" "));
    if !is_on_path("apt-get") || !rustix::process::geteuid().is_root() {
        return Err(format!("missing: {by_hand}").into());
    }
    println!("installing {}", packages.join(", "));
    let quiet = |command: &mut Command| {
        command::capture(command.env("DEBIAN_FRONTEND", "noninteractive"))
            .map_err(|failure| format!("cannot {by_hand}: {failure}"))
    };
    quiet(program("apt-get").args(["update", "-q"]))?;
    quiet(program("apt-get").args(["install", "-q", "-y", "--no-install-recommends"]).args(&packages))?;
    Ok(())
}

/// Installs a cargo subcommand (`cargo-deny`) from crates.io when it is missing.
///
/// A debug build: it compiles in half the time, and what these programs do here takes seconds.
pub fn ensure_subcommand(name: &str) -> Result<()> {
    if is_on_path(name) {
        return Ok(());
    }
    println!("installing {name}");
    command::run(&mut cargo(&format!("install --quiet --locked --debug {name}")))
}

fn names(programs: &[&SystemProgram]) -> String {
    programs.iter().map(|program| program.name).collect::<Vec<_>>().join(", ")
}
