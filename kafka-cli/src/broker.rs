//! `kp broker`: an embedded cluster for other programs.

use std::sync::mpsc;

use clap::Args;
use kafka_fake::{ClusterConfig, KafkaVersion};

use crate::embedded::{self, BrokerCounters};
use crate::failure::Failure;
use crate::{complain, say, signal};

/// The command line of `kp broker`.
#[derive(Debug, Args)]
pub(crate) struct BrokerArgs {
    /// Port of the first broker on 127.0.0.1, the others count upward; 0 takes free ones.
    #[arg(long, default_value_t = 9092)]
    port: u16,
    /// Number of brokers.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=100))]
    nodes: u16,
    /// Partitions of topics that are created by being asked for.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..=10_000))]
    partitions: i32,
    /// Kafka release to pose as, from 0.9 on; the newest by default.
    #[arg(long, value_name = "VERSION")]
    as_version: Option<KafkaVersion>,
    /// Count records and throw them away: nothing is checked or stored, for measuring producers.
    #[arg(long)]
    sink: bool,
}

pub(crate) fn run(args: &BrokerArgs) -> Result<(), Failure> {
    let config = ClusterConfig::default()
        .port(args.port)
        .brokers(args.nodes.into())
        .partitions(args.partitions)
        .as_version(args.as_version.unwrap_or_default())
        .sink(args.sink);
    let cluster = embedded::start(config)?;
    let (stopped, wait) = mpsc::channel();
    signal::watch(move |_| {
        stopped.send(()).ok();
    })?;
    say(cluster.bootstrap())?;
    complain(format_args!(
        "serving as Kafka {}, everything in memory{}; Ctrl-C ends it",
        args.as_version.unwrap_or_default(),
        if args.sink { ", records thrown away" } else { "" }
    ));
    // The sender lives as long as its thread, which never ends.
    wait.recv().ok();
    let counters = BrokerCounters::of(&cluster);
    say(format_args!("{counters}"))?;
    say(format_args!("requests: {}", counters.requests()))
}
