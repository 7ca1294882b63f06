//! `kp perf`: how fast the producer is here.

mod latency;
mod metrics;
mod report;

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kafka_fake::{ClusterConfig, TcpCluster};
use kafka_producer::{Acks, Producer, ProducerConfig};

use self::latency::LatencyMeter;
use self::metrics::MetricsReport;
use self::report::Report;
use crate::connection::{block_on, connect};
use crate::embedded::{self, BrokerCounters};
use crate::failure::Failure;
use crate::figures::{Grouped, Throughput};
use crate::ledger::Ledger;
use crate::load::Load;
use crate::payload::{KeyMode, Payload};
use crate::settings::{CodecSetting, ProducerSettings};
use crate::signal::Stop;
use crate::tally::{Refusal, Tally};
use crate::verify::Verification;
use crate::{complain, cpu, say};

/// The command line of `kp perf`.
#[derive(Debug, Args)]
pub(crate) struct PerfArgs {
    /// Brokers to start from; without it, an embedded broker in this process is measured along, and what it holds is read
    /// back and compared.
    #[arg(long, value_name = "HOST:PORT[,...]", requires = "topic")]
    bootstrap: Option<String>,
    /// Topic of the records; may be left out with the embedded broker.
    #[arg(long, short = 't')]
    topic: Option<String>,
    /// How many records.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=latency::MAX_RECORDS))]
    records: u64,
    /// Bytes of each value.
    #[arg(long, default_value_t = 100)]
    size: usize,
    /// Records a second; by default as many as possible.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    rate: Option<u64>,
    /// Keys of the records.
    #[arg(long, value_enum, default_value_t)]
    key_mode: KeyMode,
    /// Partitions of the topic on the embedded broker.
    #[arg(long, default_value_t = 6, conflicts_with = "bootstrap", value_parser = clap::value_parser!(i32).range(1..=10_000))]
    partitions: i32,
    /// Print the producer's metrics at the end, by group.
    #[arg(long)]
    metrics: bool,
    #[command(flatten)]
    codec: CodecSetting,
    #[command(flatten)]
    settings: ProducerSettings,
}

pub(crate) fn run(args: &PerfArgs) -> Result<(), Failure> {
    let topic = args.topic.as_deref().unwrap_or("perf");
    let cluster = match args.bootstrap {
        Some(_) => None,
        None => Some(embedded::start(ClusterConfig::default().partitions(args.partitions))?),
    };
    let bootstrap = match (&cluster, &args.bootstrap) {
        (Some(cluster), _) => cluster.bootstrap(),
        (None, given) => given.clone().unwrap_or_default(),
    };
    let config = args.settings.config(&bootstrap, Some(&args.codec))?;
    if cluster.is_some() {
        say(format_args!(
            "embedded broker in this process at {bootstrap}, topic {topic} with {} partitions",
            args.partitions
        ))?;
    }
    let payload = Payload::new(args.size, args.key_mode);
    let ledger = cluster.as_ref().map(|_| Arc::new(Ledger::new(args.records)));
    let run = Run { args, topic, bootstrap: &bootstrap, config: &config, payload: &payload };
    let tally = Arc::new(Tally::new("record"));
    let ended = run.measure(&tally, ledger.clone());
    if let (Some(cluster), Some(ledger)) = (&cluster, &ledger)
        && matches!(ended, Ok(()) | Err(Failure::Told))
        && tally.delivered() > 0
    {
        if config.acks() == Acks::None {
            say("not read back: with acks=0 nobody tells where records went")?;
            say(format_args!("broker: {}", BrokerCounters::of(cluster)))?;
        } else {
            run.read_back(cluster, ledger, tally.possibly_written())?;
        }
    }
    ended
}

struct Run<'a> {
    args: &'a PerfArgs,
    topic: &'a str,
    bootstrap: &'a str,
    config: &'a ProducerConfig,
    payload: &'a Payload,
}

impl Run<'_> {
    /// Sends, waits for every outcome and reports.
    fn measure(&self, tally: &Arc<Tally>, ledger: Option<Arc<Ledger>>) -> Result<(), Failure> {
        let args = self.args;
        let meter = Arc::new(LatencyMeter::new(args.records, args.rate.is_some()));
        let (told, measured) = (Arc::clone(tally), Arc::clone(&meter));
        let producer = Producer::builder(self.config.clone())
            .delivery_handler(move |tag: u64, result: Result<&_, &_>| {
                let number = measured.outcome(tag, result.is_ok());
                told.count(number, result);
                if let Some(ledger) = &ledger {
                    ledger.enter(number, result);
                }
            })
            .start()
            .map_err(|error| Failure::Run(error.to_string()))?;
        let stop = Stop::on_signal(&producer, self.config.delivery_timeout(), tally, || {})?;
        let load =
            Load { topic: self.topic, records: args.records, payload: self.payload, rate: args.rate, tally };

        let grace = self.config.delivery_timeout();
        let over = AtomicBool::new(false);
        let (started, cpu_before) = (Instant::now(), cpu::process_time());
        let (sent, time, cpu) = thread::scope(|scope| {
            scope.spawn(|| draw_progress(args.records, tally, &over));
            let sent = load.send(&producer, &stop, |number| meter.tag(number));
            if stop.is_set() {
                producer.close_blocking(grace);
            } else {
                producer.flush_blocking().expect("this is no callback");
            }
            // Before the progress bar is waited for.
            let (time, cpu) = (started.elapsed(), cpu::process_time().saturating_sub(cpu_before));
            over.store(true, Ordering::Release);
            (sent, time, cpu)
        });
        let snapshot = args.metrics.then(|| producer.metrics());
        producer.close_blocking(grace);

        if let Err((number, error)) = &sent {
            tally.refuse(*number, &Refusal::Send(error, self.bootstrap));
        }
        let embedded = args.bootstrap.is_none();
        say(Report { size: args.size, time, cpu, embedded, tally, meter: &meter })?;
        if let Some(snapshot) = &snapshot {
            say(MetricsReport(snapshot))?;
        }
        stop.check()?;
        if sent.is_err() || tally.failed() > 0 {
            complain(format_args!("{tally}"));
            return Err(Failure::Told);
        }
        Ok(())
    }

    /// Compares what the embedded broker holds with what was sent; `possible` records failed without being known to be absent.
    fn read_back(&self, cluster: &TcpCluster, ledger: &Ledger, possible: u64) -> Result<(), Failure> {
        let partitions = self.args.partitions.unsigned_abs() as usize;
        let verification = Verification::new(self.payload, ledger, partitions, possible)?;
        let started = Instant::now();
        let count = block_on(async {
            let client = connect(self.config).await?;
            verification.run(&client, self.topic).await
        })?;
        say(format_args!(
            "read back by Fetch: {} records, each key, value and offset as acknowledged ({:.2} s)",
            Grouped(count),
            started.elapsed().as_secs_f64()
        ))?;
        let counters = BrokerCounters::of(cluster);
        say(format_args!("broker: {counters}"))?;
        if ledger.excess() > 0 {
            return Err(Failure::Run(format!("{} records were reported twice", ledger.excess())));
        }
        Ok(())
    }
}

/// Draws a progress bar until `over`; nothing where nobody looks.
fn draw_progress(records: u64, tally: &Tally, over: &AtomicBool) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    let bar = ProgressBar::with_draw_target(Some(records), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3}% {msg}") {
        bar.set_style(style);
    }
    let started = Instant::now();
    while !over.load(Ordering::Acquire) {
        let (records, bytes, time) = (tally.delivered(), tally.bytes(), started.elapsed());
        bar.set_position(records);
        bar.set_message(Throughput { records, bytes, time }.to_string());
        thread::sleep(REDRAW);
    }
    bar.finish_and_clear();
}

const REDRAW: Duration = Duration::from_millis(100);
