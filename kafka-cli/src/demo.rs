//! `kp demo`: the whole way of many records, checked at its end.

use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use clap::Args;
use kafka_fake::ClusterConfig;
use kafka_net::driver::Client;
use kafka_producer::{Acks, Producer, ProducerConfig};

use crate::admin::{create_topic, delete_topic};
use crate::connection::{block_on, connect};
use crate::embedded::{self, BrokerCounters};
use crate::failure::Failure;
use crate::figures::{Grouped, Throughput};
use crate::ledger::Ledger;
use crate::load::Load;
use crate::payload::{KeyMode, Payload};
use crate::say;
use crate::settings::ProducerSettings;
use crate::signal::Stop;
use crate::tally::{Refusal, Tally};
use crate::verify::Verification;

/// The command line of `kp demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Brokers of a real cluster, where a topic is created for the demo and deleted after it; without it, an embedded broker
    /// is started.
    #[arg(long, value_name = "HOST:PORT[,...]")]
    bootstrap: Option<String>,
    /// How many records.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    records: u64,
    #[command(flatten)]
    settings: ProducerSettings,
}

const VALUE_SIZE: usize = 100;
const PARTITIONS: usize = 6;

pub(crate) fn run(args: &DemoArgs) -> Result<(), Failure> {
    let cluster = match args.bootstrap {
        Some(_) => None,
        None => Some(embedded::start(ClusterConfig::default())?),
    };
    let bootstrap = match (&cluster, &args.bootstrap) {
        (Some(cluster), _) => cluster.bootstrap(),
        (None, given) => given.clone().unwrap_or_default(),
    };
    let config = args.settings.config(&bootstrap, None)?;
    if config.acks() == Acks::None {
        return Err(Failure::Usage("acks=0: the demo checks acknowledgements; use acks=1 or all".to_owned()));
    }
    let topic = match &cluster {
        Some(_) => "demo".to_owned(),
        None => fresh_topic(),
    };
    block_on(async {
        let client = connect(&config).await?;
        create_topic(&client, &topic, PARTITIONS as i32).await
    })?;
    let kind = if cluster.is_some() { "embedded broker" } else { "cluster" };
    say(format_args!("{kind} at {bootstrap}: created topic {topic} with {PARTITIONS} partitions"))?;

    let demo = Demo {
        config: &config,
        topic: &topic,
        bootstrap: &bootstrap,
        records: args.records,
        payload: Payload::new(VALUE_SIZE, KeyMode::Numbered),
        ledger: Arc::new(Ledger::new(args.records)),
    };
    demo.produce()?;
    block_on(async {
        let client = connect(&config).await?;
        demo.verify(&client).await?;
        if cluster.is_none() {
            delete_topic(&client, &topic).await?;
            say(format_args!("deleted topic {topic}"))?;
        }
        Ok(())
    })?;
    if let Some(cluster) = &cluster {
        let counters = BrokerCounters::of(cluster);
        say(format_args!("the broker counted {counters}"))?;
        if counters.records() != args.records {
            return Err(Failure::Run(format!("the broker counted {} records", counters.records())));
        }
    }
    say(format_args!("all {} records were delivered once and in order", Grouped(args.records)))
}

struct Demo<'a> {
    config: &'a ProducerConfig,
    topic: &'a str,
    bootstrap: &'a str,
    records: u64,
    payload: Payload,
    ledger: Arc<Ledger>,
}

impl Demo<'_> {
    /// Sends the records and collects the delivery reports: one for each, none of them bad.
    fn produce(&self) -> Result<(), Failure> {
        let tally = Arc::new(Tally::new("record"));
        let (told, ledger) = (Arc::clone(&tally), Arc::clone(&self.ledger));
        let producer = Producer::builder(self.config.clone())
            .delivery_handler(move |number: u64, result: Result<&_, &_>| {
                told.count(number, result);
                ledger.enter(number, result);
            })
            .start()
            .map_err(|error| Failure::Run(error.to_string()))?;
        let grace = self.config.delivery_timeout();
        let stop = Stop::on_signal(&producer, grace, &tally, || {})?;
        let started = Instant::now();
        let load = Load {
            topic: self.topic,
            records: self.records,
            payload: &self.payload,
            rate: None,
            tally: &tally,
        };
        let sent = load.send(&producer, &stop, |number| number);
        if !stop.is_set() {
            producer.flush_blocking().expect("this is no callback");
        }
        let time = started.elapsed();
        producer.close_blocking(grace);
        stop.check()?;
        if let Err((number, error)) = &sent {
            tally.refuse(*number, &Refusal::Send(error, self.bootstrap));
        }
        if tally.failed() > 0 {
            return Err(Failure::Run(format!("not every record was delivered: {tally}")));
        }
        say(format_args!(
            "sent {} records of {VALUE_SIZE} B with keys (acks={}, idempotence {}) in {:.2} s: {}",
            Grouped(self.records),
            self.config.acks(),
            if self.config.is_idempotent() { "on" } else { "off" },
            time.as_secs_f64(),
            Throughput { records: tally.delivered(), bytes: tally.bytes(), time }
        ))?;
        if self.ledger.excess() > 0 || tally.delivered() != self.records {
            return Err(Failure::Run(format!(
                "{} records were acknowledged, {} of them more than once",
                Grouped(tally.delivered()),
                Grouped(self.ledger.excess())
            )));
        }
        Ok(())
    }

    /// Reads the topic and compares it with what was acknowledged.
    async fn verify(&self, client: &Client) -> Result<(), Failure> {
        let verification = Verification::new(&self.payload, &self.ledger, PARTITIONS, 0)?;
        say("acknowledged: each record once, in order within its partition")?;
        let started = Instant::now();
        let count = verification.run(client, self.topic).await?;
        say(format_args!(
            "read back by Fetch in {:.2} s: {} records, each with the key, value, offset and partition that it was \
             acknowledged with; each in the partition of its key's murmur2",
            started.elapsed().as_secs_f64(),
            Grouped(count)
        ))
    }
}

/// A name that nobody has used yet.
fn fresh_topic() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("kp-demo-{}-{}", std::process::id(), now.as_millis())
}
