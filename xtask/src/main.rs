//! `cargo xtask`: see `cargo xtask --help`.

mod bench;
mod ci;
mod codegen;
mod docs;
mod fuzz;
mod golden;
mod interop;
mod readme;
mod schemas;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::failure::Result;
use xtask::kafka;

/// The one door for every check and chore of this workspace.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// The whole check list, as the project's CI runs it
    Ci {
        /// More seeds, more fuzzing, the long form of the tests against real Kafka
        #[arg(long)]
        long: bool,
        /// Go on at this step, after the one before it was mended
        #[arg(long, value_name = "STEP")]
        from: Option<String>,
    },
    /// Rules of the house that no compiler knows
    Tidy,
    /// Write the message code of kafka-protocol from its schemas
    Codegen {
        /// Change nothing; fail if what is committed differs
        #[arg(long)]
        check: bool,
    },
    /// Take the message definitions out of Kafka's client jars
    Schemas,
    /// Make the golden vectors anew with Kafka's own classes, kcat and the Java producer
    Golden,
    /// Write the documents that programs make
    Docs {
        /// Change nothing; fail if what is committed differs
        #[arg(long)]
        check: bool,
    },
    #[command(subcommand)]
    Kafka(kafka::KafkaCommand),
    /// Tests against real Kafka and foreign clients
    Interop {
        /// The long form
        #[arg(long)]
        long: bool,
        /// Part of the names of the tests to run
        filter: Option<String>,
    },
    /// Feed random bytes to everything that reads from the network
    Fuzz(fuzz::Fuzz),
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Ci { long, from } => ci::run(long, from.as_deref()),
        Task::Tidy => tidy::run(),
        Task::Codegen { check } => codegen::run(check),
        Task::Schemas => schemas::run(),
        Task::Golden => golden::run(),
        Task::Docs { check } => docs::run(check),
        Task::Kafka(command) => kafka::run(command),
        Task::Interop { long, filter } => interop::run(filter.as_deref(), long),
        Task::Fuzz(fuzz) => fuzz::run(&fuzz),
        Task::Bench(bench) => bench::run(&bench),
    }
}
