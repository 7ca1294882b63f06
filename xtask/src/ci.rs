//! `cargo xtask ci`: the whole check list, in order; the first failure ends it.

use std::time::Duration;

use xtask::clock::Stopwatch;
use xtask::command::{self, capture, cargo};
use xtask::failure::Result;
use xtask::install;

use crate::fuzz::{self, Fuzz};
use crate::{codegen, interop, readme, tidy};

/// How much of it.
#[derive(Clone, Copy, Debug)]
struct Extent {
    seeds: u64,
    fuzz_runs: u64,
    /// Damaged inputs for each codec crate.
    mutations: u64,
    long_interop: bool,
}

const SHORT: Extent = Extent { seeds: 1_000, fuzz_runs: 100_000, mutations: 1_000_000, long_interop: false };
const LONG: Extent = Extent { seeds: 20_000, fuzz_runs: 200_000, mutations: 5_000_000, long_interop: true };

type Step = fn(Extent) -> Result<()>;

/// What a reader can be told by one word, cheap checks first.
const STEPS: &[(&str, Step)] = &[
    ("programs", |_| programs()),
    ("format", |_| format()),
    ("clippy", |_| clippy()),
    ("features", |_| features()),
    ("tests", |_| promised("cargo test")),
    ("docs", |_| docs()),
    ("tidy", |_| tidy::run()),
    ("codegen", |_| codegen::run(true)),
    ("deny", |_| deny()),
    ("simulation", |extent| shell(&format!("run --release -p sim -- run --seeds {}", extent.seeds))),
    ("mutations", |extent| mutations(extent.mutations)),
    ("fuzz", |extent| fuzz::run(&Fuzz::all(extent.fuzz_runs))),
    ("demo", |_| promised("cargo run --release -p kafka-cli -- demo")),
    ("interop", |extent| interop::run(None, extent.long_interop)),
];

/// Runs all steps, or goes on at the step `from`; `long` multiplies what is random.
pub(crate) fn run(long: bool, from: Option<&str>) -> Result<()> {
    let extent = if long { LONG } else { SHORT };
    let all = Stopwatch::start();
    let mut times = Vec::new();
    let first = match from {
        Some(from) => STEPS.iter().position(|(name, _)| *name == from).ok_or_else(|| no_step(from))?,
        None => 0,
    };
    for (index, (name, step)) in STEPS.iter().enumerate().skip(first) {
        println!("\n======== {}/{} {name}", index + 1, STEPS.len());
        let watch = Stopwatch::start();
        let result = step(extent);
        times.push((*name, watch.elapsed()));
        if let Err(failure) = result {
            println!("\n======== FAILED: {name}\n{failure}");
            print_times(&times, all.elapsed());
            return Err(format!("ci failed at `{name}`").into());
        }
    }
    println!("\n======== passed{}", from.map_or_else(String::new, |from| format!(" from {from}")));
    print_times(&times, all.elapsed());
    Ok(())
}

fn no_step(name: &str) -> String {
    let names: Vec<_> = STEPS.iter().map(|(name, _)| *name).collect();
    format!("there is no step {name}; the steps are {}", names.join(", "))
}

fn programs() -> Result<()> {
    install::ensure(&[install::JAVA, install::MAVEN, install::KCAT])?;
    install::ensure_subcommand("cargo-deny")?;
    install::ensure_subcommand("cargo-fuzz")?;
    let nightly = capture(&mut cargo("+nightly --version"));
    let version = nightly
        .map_err(|_| "missing: a nightly toolchain, for fuzzing (`rustup toolchain install nightly`)")?;
    print!("all there; {version}");
    Ok(())
}

fn format() -> Result<()> {
    shell("fmt --all --check")?;
    shell("fmt --check --manifest-path fuzz/Cargo.toml")
}

/// The workspace with everything on, then each library as the pure core it is without features, and those with features by default as
/// they come.
fn clippy() -> Result<()> {
    shell("clippy --workspace --all-targets -- -D warnings")?;
    for library in ["kafka-protocol", "kafka-records", "kafka-net", "kafka-producer", "kafka-fake"] {
        shell(&format!("clippy -p {library} --no-default-features -- -D warnings"))?;
    }
    for library in ["kafka-net", "kafka-producer"] {
        shell(&format!("clippy -p {library} --all-targets -- -D warnings"))?;
    }
    shell("check -p kafka-producer --no-default-features --tests")
}

/// Each crate whose features choose what it can do, with each of them and no other.
fn features() -> Result<()> {
    let crates: &[(&str, &[&str])] = &[
        ("kafka-protocol", &["produce", "consume", "admin", "broker", "raft", "all"]),
        ("kafka-records", &["gzip", "snappy", "lz4", "zstd"]),
        (
            "kafka-net",
            &[
                "tokio",
                "sasl-scram",
                "sasl-oauthbearer",
                "sasl-oidc",
                "sasl-msk-iam",
                "tls",
                "tls-pkcs12",
                "tls-key-log",
            ],
        ),
        (
            "kafka-producer",
            &["tokio", "tls", "tls-pkcs12", "sasl-oidc", "json", "uuid", "metrics", "opentelemetry"],
        ),
        ("kafka-fake", &["tcp", "tls", "sasl-scram"]),
    ];
    for (library, features) in crates {
        for feature in *features {
            shell(&format!("check -p {library} --no-default-features --features {feature}"))?;
        }
    }
    Ok(())
}

fn docs() -> Result<()> {
    command::run(cargo("doc --workspace --no-deps").env("RUSTDOCFLAGS", "-D warnings"))
}

fn deny() -> Result<()> {
    let check = "deny --log-level error check --hide-inclusion-graph";
    shell(&format!("{check} bans licenses sources"))?;
    // The list of advisories is a git repository, the one thing here that no package registry has.
    if let Err(failure) = capture(&mut cargo("deny --log-level error fetch db")) {
        println!("SKIPPED: advisories, because their list cannot be fetched\n{failure}");
        return Ok(());
    }
    shell(&format!("{check} advisories"))
}

/// Damaged golden files, many more than in a plain test run.
fn mutations(inputs: u64) -> Result<()> {
    for library in ["kafka-protocol", "kafka-records"] {
        let mut command = cargo(&format!("test --release --all-features -p {library} --test mutations"));
        println!("$ KAFKA_MUTATIONS={inputs} {}", command::line(&command));
        command::run(command.env("KAFKA_MUTATIONS", inputs.to_string()))?;
    }
    Ok(())
}

/// A command that README.md tells its readers to run.
fn promised(start: &str) -> Result<()> {
    let command = readme::command(start)?;
    shell(command.strip_prefix("cargo ").unwrap_or(&command))
}

/// `cargo` with these arguments, shown first.
fn shell(args: &str) -> Result<()> {
    let mut command = cargo(args);
    println!("$ {}", command::line(&command));
    command::run(&mut command)
}

fn print_times(times: &[(&str, Duration)], total: Duration) {
    println!();
    for (name, time) in times.iter().copied().chain([("total", total)]) {
        println!("{}", time_line(name, time));
    }
}

fn time_line(name: &str, time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{name:<12}{:>4} min {:>2} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_minutes_and_seconds() {
        assert_eq!(time_line("clippy", Duration::from_millis(125_900)), "clippy         2 min  5 s");
    }
}
