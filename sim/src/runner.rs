//! Runs seeds: one run is a scenario played to its end and judged by every checker.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::checkers::{self, Violation};
use crate::config::Scenario;
use crate::evidence::Evidence;
use crate::history::Event;
use crate::world::World;

/// A run that kept every promise.
#[derive(Debug)]
pub struct Run {
    /// What it came to.
    pub figures: Figures,
    /// Hash of its history.
    pub fingerprint: u64,
    /// All that was seen.
    pub evidence: Evidence,
}

/// What runs came to, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Runs.
    pub seeds: u64,
    /// Records handed to the producer, each of them looked for in the logs.
    pub records: u64,
    /// Records found in the logs.
    pub logged: u64,
    /// Records delivered.
    pub delivered: u64,
    /// Records that failed and may be in the log.
    pub unknown: u64,
    /// Records that failed and are not in the log.
    pub not_written: u64,
    /// Events of the histories.
    pub events: u64,
    /// Virtual time.
    pub time: Duration,
    /// Faults by verb.
    pub faults: BTreeMap<&'static str, u64>,
}

/// A run that broke a promise.
#[derive(Debug)]
pub struct Failure {
    /// The promise.
    pub violation: Violation,
    /// What the run was about and what was seen; none where it could not begin.
    pub evidence: Option<Box<Evidence>>,
    seed: u64,
    skipped: Vec<usize>,
}

/// Plays the scenario of a seed and judges it. `skipped` faults of its schedule are left out.
pub fn run_seed(seed: u64, skipped: &[usize]) -> Result<Run, Failure> {
    let fail = |violation, evidence| Failure { violation, evidence, seed, skipped: skipped.to_vec() };
    let world = match World::new(Scenario::draw(seed), skipped) {
        Ok(world) => world,
        Err(error) => {
            let violation =
                Violation::new("scenario", None, format!("the configuration is refused: {error}"));
            return Err(fail(violation, None));
        }
    };
    let evidence = world.run();
    match checkers::check(&evidence) {
        Ok(()) => Ok(Run { figures: Figures::of(&evidence), fingerprint: evidence.fingerprint, evidence }),
        Err(violation) => Err(fail(violation, Some(Box::new(evidence)))),
    }
}

/// The faults of a failing seed that can be left out so that it still breaks the same promise.
pub fn shrink(seed: u64) -> Vec<usize> {
    let mut skipped = Vec::new();
    let Err(failure) = run_seed(seed, &skipped) else { return skipped };
    let invariant = failure.violation.invariant;
    for index in 0..Scenario::draw(seed).faults.len() {
        skipped.push(index);
        let still = run_seed(seed, &skipped).is_err_and(|failure| failure.violation.invariant == invariant);
        if !still {
            skipped.pop();
        }
    }
    skipped
}

impl Figures {
    fn of(evidence: &Evidence) -> Self {
        let ledger = crate::evidence::Ledger::new(&evidence.entries);
        let mut figures = Self {
            seeds: 1,
            logged: evidence.logs.values().map(|log| log.len() as u64).sum(),
            events: evidence.entries.len() as u64,
            time: evidence.time,
            faults: evidence.faults.clone(),
            ..Self::default()
        };
        for (_, send) in ledger.sends() {
            figures.records += 1;
            match send.outcome() {
                Some(crate::history::SendOutcome::Ok { .. }) => figures.delivered += 1,
                Some(crate::history::SendOutcome::Failed { unknown: true, .. }) => figures.unknown += 1,
                Some(crate::history::SendOutcome::Failed { unknown: false, .. }) => figures.not_written += 1,
                None => {}
            }
        }
        figures
    }

    /// Adds the figures of other runs.
    pub fn add(&mut self, other: &Self) {
        self.seeds += other.seeds;
        self.records += other.records;
        self.logged += other.logged;
        self.delivered += other.delivered;
        self.unknown += other.unknown;
        self.not_written += other.not_written;
        self.events += other.events;
        self.time += other.time;
        for (verb, count) in &other.faults {
            *self.faults.entry(verb).or_default() += count;
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} seeds, {:.1} h simulated, {} events",
            self.seeds,
            self.time.as_secs_f64() / 3_600.0,
            self.events
        )?;
        writeln!(
            f,
            "{} records checked: {} delivered, {} possibly written, {} not written; {} in the logs",
            self.records, self.delivered, self.unknown, self.not_written, self.logged
        )?;
        write!(f, "{} faults:", self.faults.values().sum::<u64>())?;
        for (verb, count) in &self.faults {
            write!(f, " {verb} {count}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(evidence) = &self.evidence {
            writeln!(f, "{}", evidence.scenario)?;
            if let Some(at) = self.violation.at {
                writeln!(f)?;
                let lines = at.saturating_sub(CONTEXT)..(at + CONTEXT).min(evidence.entries.len());
                for (number, entry) in evidence.entries.iter().enumerate().take(lines.end).skip(lines.start) {
                    let mark = if number == at { ">" } else { " " };
                    writeln!(f, "{mark} {}", line(number, entry.at, &entry.event))?;
                }
            }
            writeln!(f)?;
        }
        writeln!(f, "seed {} breaks {}", self.seed, self.violation)?;
        write!(f, "replay: cargo run --release -p sim -- run --seed {}", self.seed)?;
        if !self.skipped.is_empty() {
            let skipped: Vec<String> = self.skipped.iter().map(ToString::to_string).collect();
            write!(f, " --skip {}", skipped.join(","))?;
        }
        Ok(())
    }
}

/// One line of a printed history.
pub(crate) fn line(number: usize, at: kafka_net::Tick, event: &Event) -> String {
    let text = match event {
        Event::Invoke(intent) => format!(
            "Invoke({}) t{} partition {:?} key {:?} value {:?} headers {}",
            intent.id,
            intent.topic,
            intent.partition,
            intent.key.as_ref().map(bytes::Bytes::len),
            intent.value.as_ref().map(bytes::Bytes::len),
            intent.headers.len()
        ),
        other => format!("{other:?}"),
    };
    format!("{number:6} {:12.6} s  {text}", at.as_nanos() as f64 / 1e9)
}

/// Lines of the history shown before and after the first bad event.
const CONTEXT: usize = 20;
