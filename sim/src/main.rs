//! `sim`: plays seeds.

use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use clap::{Parser, Subcommand};
use sim::{Figures, run_seed};

/// Plays the producer against simulated brokers, network and time.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plays one seed, or many.
    Run(RunArguments),
}

#[derive(clap::Args)]
struct RunArguments {
    /// Play this seed and tell what it was about.
    #[arg(long, conflicts_with = "seeds")]
    seed: Option<u64>,
    /// Play so many seeds, one after the other, until one fails.
    #[arg(long, required_unless_present = "seed")]
    seeds: Option<u64>,
    /// The first of the seeds; drawn from the clock if not given.
    #[arg(long, requires = "seeds")]
    base: Option<u64>,
    /// Go on after a failure, and list all seeds that fail.
    #[arg(long, requires = "seeds")]
    keep_going: bool,
    /// Leave these faults of the schedule out.
    #[arg(long, value_delimiter = ',', requires = "seed")]
    skip: Vec<usize>,
    /// Leave out every fault that the failure does not need.
    #[arg(long, requires = "seed")]
    shrink: bool,
    /// Print the whole history.
    #[arg(long, requires = "seed")]
    trace: bool,
}

fn main() -> ExitCode {
    let Command::Run(arguments) = Arguments::parse().command;
    let good = match (arguments.seed, arguments.seeds) {
        (Some(seed), _) => one(seed, &arguments),
        (None, Some(seeds)) => many(seeds, arguments.base.unwrap_or_else(fresh_base), arguments.keep_going),
        (None, None) => true,
    };
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Plays one seed, twice if it is good: the same seed has to give the same history.
fn one(seed: u64, arguments: &RunArguments) -> bool {
    let skipped = if arguments.shrink { sim::shrink(seed) } else { arguments.skip.clone() };
    match run_seed(seed, &skipped) {
        Ok(run) => {
            if arguments.trace {
                print!("{}", run.evidence.trace());
            }
            println!("{}\n\n{}\nfingerprint {:016x}", run.evidence.scenario, run.figures, run.fingerprint);
            is_repeated(seed, &skipped, run.fingerprint)
        }
        Err(failure) => {
            if let Some(evidence) = failure.evidence.as_ref().filter(|_| arguments.trace) {
                print!("{}", evidence.trace());
            }
            println!("{failure}");
            false
        }
    }
}

fn many(seeds: u64, base: u64, keep_going: bool) -> bool {
    println!("{seeds} seeds from {base}");
    let mut figures = Figures::default();
    let (mut repeated, mut failed) = (0, Vec::new());
    let start = now();
    let mut told = start;
    for seed in (0..seeds).map(|n| base.wrapping_add(n)) {
        match run_seed(seed, &[]) {
            Ok(run) => {
                figures.add(&run.figures);
                if seed % REPEATED == 0 {
                    repeated += 1;
                    if !is_repeated(seed, &[], run.fingerprint) {
                        failed.push(seed);
                    }
                }
            }
            Err(failure) if keep_going => {
                println!("seed {seed} breaks {}", failure.violation);
                failed.push(seed);
            }
            Err(failure) => {
                println!("{failure}");
                failed.push(seed);
            }
        }
        if !failed.is_empty() && !keep_going {
            break;
        }
        if now() - told > Duration::from_secs(10) {
            told = now();
            println!("{} seeds, {:.1} seeds/s", figures.seeds, rate(figures.seeds, now() - start));
        }
    }
    let time = now() - start;
    println!(
        "{figures}\n{repeated} seeds played twice\n{:.1} s, {:.1} seeds/s",
        time.as_secs_f64(),
        rate(figures.seeds, time)
    );
    if !failed.is_empty() {
        println!("{} seeds failed: {failed:?}", failed.len());
    }
    failed.is_empty()
}

/// I38: the same seed gives the same history.
fn is_repeated(seed: u64, skipped: &[usize], fingerprint: u64) -> bool {
    let again = run_seed(seed, skipped).map(|run| run.fingerprint);
    match again {
        Ok(again) if again == fingerprint => true,
        _ => {
            println!("seed {seed} breaks I38 determinism: its history is another the second time");
            false
        }
    }
}

fn rate(seeds: u64, time: Duration) -> f64 {
    seeds as f64 / time.as_secs_f64().max(1e-9)
}

#[allow(clippy::disallowed_methods, reason = "how fast seeds are played is told in real time")]
fn now() -> Instant {
    Instant::now()
}

#[allow(clippy::disallowed_methods, reason = "fresh seeds come from the clock, and are printed")]
fn fresh_base() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    since.as_nanos() as u64
}

/// One seed in so many is played twice.
const REPEATED: u64 = 100;
