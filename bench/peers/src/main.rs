//! This producer as a peer in a side-by-side benchmark of Kafka clients.
//!
//! One run sends `--records` records and prints one JSON line. Before the clock starts, every producer has one record
//! acknowledged, so that connections, metadata and producer id are there; it stops at the last acknowledgement. Every
//! record is reported on its own, by the delivery handler; each hundredth (each one under `--rate`) is timed.

mod args;
mod payload;
mod tally;

use std::time::{Duration, Instant};

use bytes::Bytes;
use kafka_producer::{Acks, Compression, Producer, ProducerConfig, ProducerRecord, TopicHandle};

use args::Args;
use tally::{Handler, Tally};

type Failure = Box<dyn std::error::Error + Send + Sync>;

struct Peer {
    producer: Producer,
    topic: TopicHandle,
}

impl Peer {
    fn open(args: &Args, handler: Handler) -> Result<Self, Failure> {
        let acks = args.acks.parse::<Acks>().map_err(|()| format!("unsupported: --acks {}", args.acks))?;
        let config = ProducerConfig::builder(&args.brokers)
            .acks(acks)
            .idempotence(args.idempotent)
            .linger(Duration::from_millis(args.linger_ms))
            .batch_size(args.batch_bytes)
            // A batch may be as large as asked for, as in the other clients of the table.
            .max_request_size(args.batch_bytes.max(1 << 20))
            .max_in_flight(args.max_in_flight)
            .buffer_memory(args.buffer_bytes)
            .compression(args.codec.parse::<Compression>()?)
            .build()?;
        let producer = Producer::builder(config).delivery_handler(handler).start()?;
        let topic = producer.topic(&args.topic);
        Ok(Self { producer, topic })
    }

    fn send(&self, key: Option<&[u8]>, value: &Bytes, tag: u64) -> Result<(), Failure> {
        let mut record = ProducerRecord::to(&self.topic).value_shared(value);
        if let Some(key) = key {
            record = record.key(key);
        }
        Ok(self.producer.send_tagged_blocking(record, tag)?)
    }
}

fn main() -> Result<(), Failure> {
    let args = Args::parse()?;
    let (values, keys) = (payload::values(args.text, args.size), payload::keys());
    // They live as long as the process, which ends with the run.
    let tally: &'static Tally = Box::leak(Box::new(Tally::new(args.producers)));
    let peers =
        (0..args.producers).map(|i| Peer::open(&args, tally.handler(i))).collect::<Result<Vec<_>, _>>()?;
    for peer in &peers {
        peer.send(args.random_keys.then_some(&keys[0]), &values[0], 0)?;
        peer.producer.flush_blocking()?;
    }
    if tally.acked() != args.producers {
        return Err(format!("first record failed: {}", tally.last_error()).into());
    }
    tally.reset();
    let start = now();
    tally.start(start);
    std::thread::scope(|scope| {
        for peer in &peers {
            for _ in 0..args.threads {
                scope.spawn(|| {
                    if args.one_by_one {
                        send_one_by_one(peer, &args, &values, tally);
                    } else {
                        send_all(peer, &args, &values, &keys, start, tally);
                    }
                });
            }
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    tally.print(&args, seconds);
    if std::env::var_os("BENCH_STATS").is_some() {
        for peer in &peers {
            eprintln!("{:#?}", peer.producer.stats());
        }
    }
    // What happens after the last acknowledgement is not part of the measurement.
    std::process::exit(0);
}

fn send_all(peer: &Peer, args: &Args, values: &[Bytes], keys: &[Vec<u8>], start: Instant, tally: &Tally) {
    // Counters that wrap cost less than three divisions a record.
    let (mut until_timed, mut ring, mut key_ring) = (0_u32, values.iter().cycle(), keys.iter().cycle());
    for i in 0..args.records / args.producers / args.threads {
        if let Some(after) = (i * 1_000_000_000 * args.producers * args.threads).checked_div(args.rate) {
            wait_until(start + Duration::from_nanos(after));
        }
        let timed = args.rate > 0 || until_timed == 0;
        until_timed = until_timed.checked_sub(1).unwrap_or(99);
        let tag = if timed { now().duration_since(start).as_nanos() as u64 + 1 } else { 0 };
        let key = if args.random_keys { key_ring.next().map(Vec::as_slice) } else { None };
        let Some(value) = ring.next() else { return };
        if let Err(error) = peer.send(key, value, tag) {
            tally.refuse(&error.to_string());
        }
    }
    if let Err(error) = peer.producer.flush_blocking() {
        tally.refuse(&error.to_string());
    }
}

/// `send_and_wait`, one after the other: every record is timed, from before its send until its thread goes on.
fn send_one_by_one(peer: &Peer, args: &Args, values: &[Bytes], tally: &Tally) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return tally.refuse(&error.to_string()),
    };
    for value in values.iter().cycle().take((args.records / args.producers / args.threads) as usize) {
        let start = now();
        match runtime.block_on(peer.producer.send_and_wait(ProducerRecord::to(&peer.topic).value(value))) {
            Ok(_) => tally.note(start.elapsed()),
            Err(error) => tally.refuse(&error.to_string()),
        }
    }
}

fn wait_until(due: Instant) {
    #[expect(clippy::disallowed_methods, reason = "a paced workload sleeps between its records")]
    if let Some(left) = due.checked_duration_since(now()) {
        std::thread::sleep(left);
    }
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    Instant::now()
}
