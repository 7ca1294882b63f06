//! `kp produce`: lines in, records out.
//!
//! One thread reads blocks and sends their lines; the main thread waits for it, or for a signal. A thread that is blocked on
//! a terminal or a pipe cannot be woken, so after a signal it is left behind: the producer is closed under it, which lets it
//! admit nothing more.

mod line_reader;
mod parse;

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use kafka_fake::ClusterConfig;
use kafka_producer::{Producer, ProducerConfig, ProducerRecord, RecordHeader, SendError};

use self::line_reader::{Line, LineReader};
use self::parse::{KeyDelimiter, parse_header};
use crate::complain;
use crate::embedded::{self, BrokerCounters};
use crate::failure::Failure;
use crate::settings::{CodecSetting, ProducerSettings};
use crate::signal::Stop;
use crate::tally::{Refusal, Tally};

/// The command line of `kp produce`.
#[derive(Debug, Args)]
pub(crate) struct ProduceArgs {
    /// Brokers to start from.
    #[arg(long, value_name = "HOST:PORT[,...]", conflicts_with = "embedded")]
    bootstrap: Option<String>,
    /// Produce to an embedded broker, which is gone when kp ends.
    #[arg(long)]
    embedded: bool,
    /// Topic of the records.
    #[arg(long, short = 't')]
    topic: String,
    /// Read this file instead of the standard input; `-` is the standard input.
    #[arg(long, short = 'f', value_name = "FILE")]
    file: Option<String>,
    /// What ends the key in a line; `\t` is a tab. A line without it has no key. Without -k no line has one.
    #[arg(short = 'k', long = "key-delimiter", value_name = "DELIM")]
    key_delimiter: Option<KeyDelimiter>,
    /// A header of every record; may be repeated.
    #[arg(short = 'H', long = "header", value_name = "KEY=VALUE", value_parser = parse_header)]
    headers: Vec<(String, String)>,
    /// Partition of every record; by default the key decides, or the producer.
    #[arg(short = 'p', long, value_name = "PARTITION", value_parser = clap::value_parser!(i32).range(0..))]
    partition: Option<i32>,
    #[command(flatten)]
    codec: CodecSetting,
    #[command(flatten)]
    settings: ProducerSettings,
}

enum Event {
    /// The first record, that of this line, is about to be sent.
    FirstSend(u64),
    /// The first record was admitted, or refused.
    FirstSent,
    /// There is nothing more to read, or no more use in it.
    Ended(Result<(), Failure>),
    Signal,
}

pub(crate) fn run(args: &ProduceArgs) -> Result<(), Failure> {
    let cluster = match (&args.bootstrap, args.embedded) {
        (None, false) => {
            return Err(Failure::Usage(
                "produce needs --bootstrap HOST:PORT[,...] or --embedded: it never guesses where records go"
                    .to_owned(),
            ));
        }
        (_, true) => Some(embedded::start(ClusterConfig::default())?),
        _ => None,
    };
    let bootstrap = match (&cluster, &args.bootstrap) {
        (Some(cluster), _) => cluster.bootstrap(),
        (None, given) => given.clone().unwrap_or_default(),
    };
    let config = args.settings.config(&bootstrap, Some(&args.codec))?;
    let input: Box<dyn Read + Send> = match args.file.as_deref() {
        None | Some("-") => Box::new(io::stdin()),
        Some(path) => {
            Box::new(File::open(path).map_err(|error| Failure::Run(format!("cannot open {path}: {error}")))?)
        }
    };
    if cluster.is_some() {
        complain(format_args!("embedded broker at {bootstrap}: what it holds is gone when kp ends"));
    }

    let started = Instant::now();
    let tally = Arc::new(Tally::new("line"));
    let ended = produce(args, &config, &bootstrap, input, &tally);
    if let Err(Failure::Run(message)) = &ended {
        complain(message);
    }
    complain(format_args!("{tally} in {:.3} s", started.elapsed().as_secs_f64()));
    if let Some(cluster) = &cluster {
        complain(format_args!("broker: {}", BrokerCounters::of(cluster)));
    }
    match ended {
        Err(Failure::Run(_)) => Err(Failure::Told),
        Ok(()) if tally.failed() > 0 => Err(Failure::Told),
        ended => ended,
    }
}

/// Sends everything, and returns when every record that was sent has its outcome.
fn produce(
    args: &ProduceArgs,
    config: &ProducerConfig,
    bootstrap: &str,
    input: Box<dyn Read + Send>,
    tally: &Arc<Tally>,
) -> Result<(), Failure> {
    let told = Arc::clone(tally);
    let producer = Producer::builder(config.clone())
        .delivery_handler(move |line: u64, result: Result<&_, &_>| told.count(line, result))
        .start()
        .map_err(|error| Failure::Run(error.to_string()))?;
    let (events, inbox) = mpsc::channel();
    let wake = events.clone();
    let stop = Stop::on_signal(&producer, config.delivery_timeout(), tally, move || {
        wake.send(Event::Signal).ok();
    })?;
    let feed = Feed {
        lines: LineReader::new(input, config.max_request_size()),
        producer: producer.clone(),
        stop: Arc::clone(&stop),
        tally: Arc::clone(tally),
        events,
        topic: args.topic.clone(),
        delimiter: args.key_delimiter.clone(),
        headers: args.headers.clone(),
        partition: args.partition,
        bootstrap: bootstrap.to_owned(),
    };
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || feed.run())
        .map_err(|error| Failure::Run(format!("the input thread cannot be started: {error}")))?;

    let (mut patience, mut first) = (Duration::MAX, 0);
    let ended = loop {
        match inbox.recv_timeout(patience) {
            Ok(Event::FirstSend(line)) => (patience, first) = (PATIENCE, line),
            Ok(Event::FirstSent) => patience = Duration::MAX,
            Ok(Event::Ended(result)) => break result,
            Ok(Event::Signal) => break Ok(()),
            Err(RecvTimeoutError::Timeout) => {
                patience = Duration::MAX;
                let cause = producer.last_connection_error();
                complain(format_args!(
                    "line {first} still waits for topic {} of {bootstrap}: {}; giving up after {} ms (max.block.ms)",
                    args.topic,
                    cause.as_deref().unwrap_or("no connection has failed, and what is needed has not come"),
                    config.max_block().as_millis()
                ));
            }
            // The thread died of a defect, and its panic has been reported.
            Err(RecvTimeoutError::Disconnected) => {
                break Err(Failure::Run("the input thread ended early".to_owned()));
            }
        }
    };
    if !stop.is_set() {
        producer.flush_blocking().expect("this is no callback");
    }
    producer.close_blocking(config.delivery_timeout());
    stop.check()?;
    ended
}

/// The thread that reads and sends.
struct Feed {
    lines: LineReader<Box<dyn Read + Send>>,
    producer: Producer,
    stop: Arc<Stop>,
    tally: Arc<Tally>,
    events: mpsc::Sender<Event>,
    topic: String,
    delimiter: Option<KeyDelimiter>,
    headers: Vec<(String, String)>,
    partition: Option<i32>,
    bootstrap: String,
}

impl Feed {
    fn run(mut self) {
        let result = self.send_all();
        self.events.send(Event::Ended(result)).ok();
    }

    fn send_all(&mut self) -> Result<(), Failure> {
        let topic = self.producer.topic(&self.topic);
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(key, value)| RecordHeader { key, value: Some(value.as_bytes()) })
            .collect();
        let mut blank = ProducerRecord::to(&topic).headers(&headers);
        if let Some(partition) = self.partition {
            blank = blank.partition(partition);
        }
        let (mut number, mut is_first) = (0, true);
        loop {
            let line = match self.lines.next_line() {
                Ok(Some(line)) => line,
                Ok(None) => return Ok(()),
                Err(error) => return Err(Failure::Run(format!("reading after line {number}: {error}"))),
            };
            if self.stop.is_set() {
                return Ok(());
            }
            number += 1;
            let Line::Whole(line) = line else {
                self.tally.refuse(number, &Refusal::LineTooLong { limit: self.lines.limit() });
                continue;
            };
            let (key, value) = match &self.delimiter {
                Some(delimiter) => delimiter.split(line),
                None => (None, line),
            };
            let mut record = blank.value(value);
            if let Some(key) = key {
                record = record.key(key);
            }
            if is_first {
                self.events.send(Event::FirstSend(number)).ok();
            }
            let sent = self.producer.send_tagged_blocking(record, number);
            if std::mem::take(&mut is_first) {
                self.events.send(Event::FirstSent).ok();
            }
            match sent {
                Ok(()) => self.tally.admit(),
                Err(SendError::Closed) if self.stop.is_set() => return Ok(()),
                // What befell this record befalls no other.
                Err(error @ (SendError::RecordTooLarge { .. } | SendError::InvalidRecord(_))) => {
                    self.tally.refuse(number, &Refusal::Send(&error, &self.bootstrap));
                }
                Err(error) => {
                    self.tally.refuse(number, &Refusal::Send(&error, &self.bootstrap));
                    return Err(Failure::Run(format!("nothing is sent from line {number} on")));
                }
            }
        }
    }
}

/// How long the first record may wait without a word to the user.
const PATIENCE: Duration = Duration::from_secs(3);
