//! `cargo xtask bench codecs`: our codec crates beside another crate of the same purpose.

use clap::Args;
use xtask::command::{self, cargo, program, root};
use xtask::failure::Result;
use xtask::install;

use super::{counted, per_record};
use crate::workspace::Workspace;

/// What to count.
#[derive(Args, Debug)]
pub(crate) struct Codecs {
    /// Rounds of the smaller run; the larger has three times as many.
    #[arg(long, default_value_t = 4)]
    rounds: u64,
    /// Scenarios of bench/codec-peers; all without one.
    scenarios: Vec<String>,
}

pub(super) fn run(codecs: &Codecs) -> Result<()> {
    install::ensure(&[install::VALGRIND])?;
    let manifest = root().join("bench/codec-peers/Cargo.toml");
    let workspace = Workspace::load()?;
    let target = workspace.target.join("codec-peers");
    let mut build = cargo("build --release");
    command::run(build.arg("--manifest-path").arg(manifest).env("CARGO_TARGET_DIR", &target))?;
    let peers = target.join("release/codec-peers");
    let scenarios = if codecs.scenarios.is_empty() {
        command::capture(program(&peers.to_string_lossy()).arg("list"))?.lines().map(str::to_owned).collect()
    } else {
        codecs.scenarios.clone()
    };
    println!("{:<28}{:>14}{:>14}{:>8}", "instructions a round", "ours", "theirs", "ratio");
    let mut ratios = Vec::new();
    for scenario in &scenarios {
        let per_round = |side: &str| -> Result<f64> {
            let count = |rounds: u64| counted(&workspace, &peers, &[side, scenario, &rounds.to_string()]);
            let many = codecs.rounds * 3;
            Ok(per_record((codecs.rounds, count(codecs.rounds)?), (many, count(many)?)))
        };
        let (ours, theirs) = (per_round("ours")?, per_round("theirs")?);
        ratios.push(theirs / ours);
        println!("{scenario:<28}{ours:>14.0}{theirs:>14.0}{:>8.2}", theirs / ours);
    }
    println!("{:<56}{:>8.2}", "median", median(ratios));
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.as_slice() {
        [] => f64::NAN,
        values if values.len() % 2 == 1 => values[middle],
        values => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle_or_between_two() {
        assert!((median(vec![9.0, 1.0, 3.0]) - 3.0).abs() < 1e-9);
        assert!((median(vec![9.0, 1.0, 3.0, 4.0]) - 3.5).abs() < 1e-9);
    }
}
