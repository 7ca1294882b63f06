//! Scenarios of one file, run one after the other on a world that they share.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use xtask::clock::Stopwatch;

use crate::Result;

/// A scenario: its name, and what it does with the world. It returns the figures that it saw; it fails by an error or
/// a panic.
pub type Scenario<W> = (&'static str, fn(&W) -> Result<String>);

/// Runs the scenarios whose names, `file::scenario`, contain the first argument that is no option; all without one. The
/// world is made only if there are any, and dropped at the end whatever failed.
///
/// A `main` of its own instead of the usual harness: that one never drops what its tests share, and brokers would
/// outlive it.
pub fn run_suite<W>(file: &str, world: impl FnOnce() -> Result<W>, scenarios: &[Scenario<W>]) -> ExitCode {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let named = scenarios.iter().map(|(name, scenario)| (format!("{file}::{name}"), scenario));
    let chosen: Vec<_> = named.filter(|(name, _)| name.contains(&filter)).collect();
    if chosen.is_empty() {
        return ExitCode::SUCCESS;
    }
    let whole = Stopwatch::start();
    let world = match world() {
        Ok(world) => world,
        Err(error) => {
            println!("{file}: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{file}: started in {}", seconds(whole));
    let mut failed = Vec::new();
    for (name, scenario) in &chosen {
        let watch = Stopwatch::start();
        match catch_unwind(AssertUnwindSafe(|| scenario(&world))) {
            Ok(Ok(figures)) => println!("test {name} ... ok, {}: {figures}", seconds(watch)),
            Ok(Err(error)) => {
                println!("test {name} ... FAILED, {}: {error}", seconds(watch));
                failed.push(name.as_str());
            }
            // The panic has printed its message.
            Err(_) => {
                println!("test {name} ... FAILED, {}: it panicked", seconds(watch));
                failed.push(name.as_str());
            }
        }
    }
    drop(world);
    println!("{file}: {} of {} passed in {}", chosen.len() - failed.len(), chosen.len(), seconds(whole));
    if failed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("{file}: FAILED {}", failed.join(", "));
    ExitCode::FAILURE
}

/// Whether the long form is asked for: more releases, more kills.
pub fn is_long() -> bool {
    std::env::var_os("INTEROP_LONG").is_some_and(|value| value == "1")
}

fn seconds(watch: Stopwatch) -> String {
    format!("{:.1} s", watch.elapsed().as_secs_f64())
}
