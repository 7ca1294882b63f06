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

/// MIT Kerberos' headers and libraries.
pub const KRB5: SystemProgram = SystemProgram { name: "krb5-config", package: "libkrb5-dev" };
/// The key distribution centre of MIT Kerberos.
pub const KDC: SystemProgram = SystemProgram { name: "krb5kdc", package: "krb5-kdc" };
/// What administers its database on the spot.
pub const KADMIN: SystemProgram = SystemProgram { name: "kadmin.local", package: "krb5-admin-server" };

/// Installs those of `programs` that are missing; only root on a Debian system can.
pub fn ensure(programs: &[SystemProgram]) -> Result<()> {
    install(&programs.iter().filter(|program| !is_on_path(program.name)).collect::<Vec<_>>())
}

/// Installs libclang, by which a binding to a library in C is generated, unless it is where Debian or the user has it.
pub fn ensure_libclang() -> Result<()> {
    let of_llvm = |entry: std::fs::DirEntry| entry.path().join("lib/libclang.so").exists();
    let mut packaged = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    if std::env::var_os("LIBCLANG_PATH").is_some() || packaged.any(of_llvm) {
        return Ok(());
    }
    install(&[&SystemProgram { name: "libclang", package: "libclang-dev" }])
}

fn install(missing: &[&SystemProgram]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<_> = missing.iter().map(|program| program.package).collect();
    let by_hand = format!("install {} (`apt-get install {}`)", names(missing), packages.join(" "));
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
