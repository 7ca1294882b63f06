//! `kp`: produce, measure, inspect and serve Kafka from the command line.
//!
//! Exit codes: 0 all went well, 1 something failed at run time, 2 the command line is wrong, 130 and 143 ended by Ctrl-C and
//! by SIGTERM. What a command found goes to the standard output, everything else to the standard error.

#![allow(clippy::disallowed_methods, reason = "a program lives in real time: it measures, paces and waits")]

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod produce;

mod demo;
mod perf;

mod histogram;
mod ledger;
mod load;
mod payload;
mod readback;
mod verify;

mod broker;
mod decode;
mod metadata;

mod admin;
mod connection;
mod embedded;
mod settings;

mod cpu;
mod figures;
mod logging;
mod signal;
mod tally;

mod failure;

use crate::failure::Failure;

/// Produce to Kafka, measure it, look at a cluster, serve an embedded one.
#[derive(Debug, Parser)]
#[command(name = "kp", version, arg_required_else_help = true)]
struct Kp {
    /// What to log to the standard error, as in RUST_LOG: `debug`, `kafka_net=trace`; RUST_LOG itself counts where this is
    /// absent.
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Send lines of the standard input, or of a file, to a topic.
    Produce(Box<produce::ProduceArgs>),
    /// Measure throughput, latency and CPU time of the producer.
    Perf(perf::PerfArgs),
    /// Show brokers, topics and partitions of a cluster.
    Metadata(metadata::MetadataArgs),
    /// Make frames and record batches readable.
    Decode(decode::DecodeArgs),
    /// Serve an embedded cluster until Ctrl-C; its addresses are the first line of the output.
    Broker(broker::BrokerArgs),
    /// Send a million records through an embedded broker, read them back and check each of them.
    Demo(demo::DemoArgs),
}

fn main() -> ExitCode {
    let kp = Kp::parse();
    let result = logging::start(kp.log.as_deref()).and_then(|()| match &kp.command {
        Command::Produce(args) => produce::run(args),
        Command::Perf(args) => perf::run(args),
        Command::Metadata(args) => metadata::run(args),
        Command::Decode(args) => decode::run(args),
        Command::Broker(args) => broker::run(args),
        Command::Demo(args) => demo::run(args),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                complain(message);
            }
            ExitCode::from(failure.exit_code())
        }
    }
}

/// One line on the standard error; what cannot be said there cannot be said at all.
fn complain(line: impl std::fmt::Display) {
    writeln!(io::stderr(), "kp: {line}").ok();
}

/// One line on the standard output. A reader that has left, as `head` does, is no failure of ours.
fn say(line: impl std::fmt::Display) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Run(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}
