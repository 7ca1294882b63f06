//! `cargo xtask fuzz`: every fuzz target, or one, for a number of inputs or of minutes.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use clap::Args;
use xtask::clock::Stopwatch;
use xtask::command::{self, cargo, root};
use xtask::failure::{Context, Result};
use xtask::install;

/// How long, and which.
#[derive(Args, Debug)]
pub(crate) struct Fuzz {
    /// Minutes for each target, from a new seed.
    #[arg(long, conflicts_with = "runs")]
    minutes: Option<u64>,
    /// Inputs for each target, from the same seed each time [default: 100000].
    #[arg(long)]
    runs: Option<u64>,
    /// One target; all without it.
    target: Option<String>,
}

impl Fuzz {
    /// Every target for `runs` inputs.
    pub(crate) fn all(runs: u64) -> Self {
        Self { minutes: None, runs: Some(runs), target: None }
    }
}

/// Runs the targets one after another; stops at the first input that breaks one.
pub(crate) fn run(fuzz: &Fuzz) -> Result<()> {
    install::ensure_subcommand("cargo-fuzz")?;
    let targets = if let Some(target) = &fuzz.target {
        vec![target.clone()]
    } else {
        command::run(&mut cargo_fuzz("build"))?;
        targets()?
    };
    for target in targets {
        let watch = Stopwatch::start();
        let mut run = cargo_fuzz("run");
        run.arg(&target).args(corpus(&target)?).arg("--").args(limits(fuzz));
        if fuzz.minutes.is_some() {
            command::run(&mut run)?;
        } else {
            // What libFuzzer prints is worth reading only when something broke.
            command::capture(&mut run)?;
        }
        println!("{target:<28}{:>4} s", watch.elapsed().as_secs());
    }
    Ok(())
}

/// The names of all targets, a file each.
fn targets() -> Result<Vec<String>> {
    let folder = root().join("fuzz").join("fuzz_targets");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).context("cannot list the fuzz targets")? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort_unstable();
    Ok(names)
}

/// The folder where a target's corpus grows, and those of golden files that it starts from.
fn corpus(target: &str) -> Result<Vec<PathBuf>> {
    let grown = root().join("fuzz").join("corpus").join(target);
    fs::create_dir_all(&grown).context("cannot make the folder of the corpus")?;
    let golden = root().join("kafka-records").join("testdata");
    Ok(if target.starts_with("records_") { vec![grown, golden] } else { vec![grown] })
}

/// Without the address sanitizer: the code has no `unsafe` for it to watch, and runs several times as fast.
fn cargo_fuzz(verb: &str) -> Command {
    cargo(&format!("+nightly fuzz {verb} --sanitizer none --codegen-units 8"))
}

/// Options of libFuzzer. A number of inputs is for checks: the same seed, short inputs, of which a second takes thousands,
/// and an end even where they are slow. Minutes are for finding what only long inputs show.
fn limits(fuzz: &Fuzz) -> Vec<String> {
    match (fuzz.minutes, fuzz.runs.unwrap_or(100_000)) {
        (Some(minutes), _) => vec![format!("-max_total_time={}", minutes * 60)],
        (None, runs) => {
            let seconds = 60.max(runs / 1_000);
            vec![
                format!("-runs={runs}"),
                format!("-max_total_time={seconds}"),
                format!("-max_len={SHORT}"),
                "-seed=1".to_owned(),
            ]
        }
    }
}

/// Bytes of an input when their number counts: enough for every structure, and a few of them.
const SHORT: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_inputs_is_repeatable_and_ends_in_time() {
        let options = ["-runs=100000", "-max_total_time=100", "-max_len=512", "-seed=1"];
        assert_eq!(limits(&Fuzz::all(100_000)), options);
        let options = ["-runs=1000000", "-max_total_time=1000", "-max_len=512", "-seed=1"];
        assert_eq!(limits(&Fuzz::all(1_000_000)), options);
    }

    #[test]
    fn minutes_start_from_a_new_seed() {
        let fuzz = Fuzz { minutes: Some(2), runs: None, target: None };
        assert_eq!(limits(&fuzz), ["-max_total_time=120"]);
    }
}
