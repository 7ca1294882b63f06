//! `cargo xtask bench counts`: instructions a record, counted by callgrind, exact enough to see 2 %.
//!
//! Each scenario of the program `bench` runs twice with different numbers of records. The quotient of the differences
//! is what one record costs; start, end and whatever else happens once fall out of it.

mod codecs;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::{Args, Subcommand};
use xtask::command::{self, cargo, program, root};
use xtask::failure::{Context, Result};
use xtask::install;

use crate::workspace::Workspace;

/// Measure the hot paths.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Count instructions a record and compare with bench/baseline.txt.
    Counts(Counts),
    /// Count instructions of the codec crates beside the crates.io crate `kafka-protocol`, on the same bytes.
    Codecs(codecs::Codecs),
}

/// What to count.
#[derive(Args, Debug)]
pub(crate) struct Counts {
    /// Records of the smaller run; the larger has three times as many.
    #[arg(long, default_value_t = 20_000)]
    records: u64,
    /// Keep the result as the new baseline.
    #[arg(long)]
    save: bool,
    /// Scenarios of the program `bench`.
    #[arg(default_values = ["copy_and_checksum", "append", "build", "read", "end_to_end", "tagged", "tagged_1m", "scattered"])]
    scenarios: Vec<String>,
}

/// Does what the command line says.
pub(crate) fn run(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Counts(counts) => run_counts(counts),
        Bench::Codecs(codecs) => codecs::run(codecs),
    }
}

fn run_counts(counts: &Counts) -> Result<()> {
    install::ensure(&[install::VALGRIND])?;
    command::run(&mut cargo("build --release -p bench"))?;
    let workspace = Workspace::load()?;
    let mut baseline = parse_baseline(&fs::read_to_string(root().join(BASELINE)).unwrap_or_default())?;
    println!("{:<24}{:>12}{:>12}  change", "instructions a record", "baseline", "now");
    for scenario in &counts.scenarios {
        let few = instructions(&workspace, scenario, counts.records)?;
        let many = instructions(&workspace, scenario, counts.records * 3)?;
        let now = per_record((counts.records, few), (counts.records * 3, many));
        let before = baseline.get(scenario).copied();
        let shown = before.map_or_else(|| "-".to_owned(), |before| format!("{before:.1}"));
        println!("{scenario:<24}{shown:>12}{now:>12.1}  {}", verdict(before, now));
        baseline.insert(scenario.clone(), now);
    }
    if counts.save {
        fs::write(root().join(BASELINE), write_baseline(&baseline)).context("cannot write the baseline")?;
        println!("saved to {BASELINE}");
    }
    Ok(())
}

/// Instructions of one whole run.
fn instructions(workspace: &Workspace, scenario: &str, records: u64) -> Result<u64> {
    let program = workspace.target.join("release").join("bench");
    counted(workspace, &program, &[scenario, &records.to_string()])
}

/// Instructions of a program with these arguments.
fn counted(workspace: &Workspace, what: &Path, args: &[&str]) -> Result<u64> {
    let folder = workspace.target.join("callgrind");
    fs::create_dir_all(&folder)?;
    let profile = folder.join(format!("{}.out", args.join(".")));
    let mut valgrind = program("valgrind");
    valgrind.args(["--quiet", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", profile.display()));
    valgrind.arg(what).args(args);
    command::capture(&mut valgrind)?;
    let profile = fs::read_to_string(&profile).context("callgrind left no profile")?;
    Ok(total(&profile).ok_or("callgrind's profile has no total")?)
}

/// The instructions of all functions and threads, from a profile.
fn total(profile: &str) -> Option<u64> {
    profile.lines().find_map(|line| line.strip_prefix("totals: "))?.trim().parse().ok()
}

fn per_record(few: (u64, u64), many: (u64, u64)) -> f64 {
    (many.1 as f64 - few.1 as f64) / (many.0 as f64 - few.0 as f64)
}

fn verdict(before: Option<f64>, now: f64) -> String {
    let Some(before) = before else { return "new".to_owned() };
    let percent = (now / before - 1.0) * 100.0;
    if percent.abs() <= NOISE_PERCENT {
        return "same".to_owned();
    }
    format!("{percent:+.1} % {}", if percent > 0.0 { "WORSE" } else { "better" })
}

fn parse_baseline(text: &str) -> Result<BTreeMap<String, f64>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (scenario, count) = line.split_once(' ').ok_or(format!("{BASELINE}: `{line}`"))?;
            Ok((scenario.to_owned(), count.trim().parse().context(format_args!("{BASELINE}: `{line}`"))?))
        })
        .collect()
}

fn write_baseline(counts: &BTreeMap<String, f64>) -> String {
    let mut text = "# Instructions a record, written by `cargo xtask bench counts --save`.\n".to_owned();
    for (scenario, count) in counts {
        writeln!(text, "{scenario} {count:.1}").expect("a string takes all that is written");
    }
    text
}

const BASELINE: &str = "bench/baseline.txt";
const NOISE_PERCENT: f64 = 2.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_once_falls_out_of_the_quotient() {
        let run = |records| (records, 1_000_000 + 250 * records);
        assert!((per_record(run(1_000), run(3_000)) - 250.0).abs() < 1e-9);
    }

    #[test]
    fn the_total_is_read_from_a_profile() {
        assert_eq!(total("version: 1\nsummary: 7\n\ntotals: 123456\n"), Some(123_456));
        assert_eq!(total("version: 1\n"), None);
    }

    #[test]
    fn two_percent_is_noise() {
        assert_eq!(verdict(Some(100.0), 101.9), "same");
        assert_eq!(verdict(Some(100.0), 105.0), "+5.0 % WORSE");
        assert_eq!(verdict(Some(100.0), 90.0), "-10.0 % better");
        assert_eq!(verdict(None, 90.0), "new");
    }

    #[test]
    fn a_baseline_reads_back() {
        let counts = BTreeMap::from([("append".to_owned(), 412.5), ("end_to_end".to_owned(), 1800.0)]);
        assert_eq!(parse_baseline(&write_baseline(&counts)).unwrap(), counts);
        assert!(parse_baseline("append\n").is_err());
    }
}
