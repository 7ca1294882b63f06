//! Counts of one run and its result line.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use kafka_producer::{DeliveryHandler, ProduceError, RecordMetadata};

use crate::args::Args;

/// What all producers of a run were told.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Records acknowledged, a count for each producer.
    acked: Vec<AtomicU64>,
    errors: AtomicU64,
    last_error: Mutex<String>,
    timed: Mutex<Timed>,
}

/// Told of every record of one producer. The tag is 0, or the time of the send in nanoseconds since the start, plus 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handler {
    tally: &'static Tally,
    acked: &'static AtomicU64,
}

#[derive(Debug, Default)]
struct Timed {
    start: Option<Instant>,
    latencies_us: Vec<u32>,
}

impl DeliveryHandler for Handler {
    fn on_delivery(&self, tag: u64, result: Result<&RecordMetadata, &ProduceError>) {
        match result {
            // Nobody else writes this counter.
            Ok(_) => self.acked.store(self.acked.load(Relaxed) + 1, Relaxed),
            Err(error) => self.tally.refuse(&error.to_string()),
        }
        if tag > 0 {
            let mut timed = self.tally.timed.lock().expect("nothing panics while it is held");
            if let Some(start) = timed.start {
                let sent = tag - 1;
                let latency = start.elapsed().as_nanos() as u64 - sent;
                timed.latencies_us.push((latency / 1000) as u32);
            }
        }
    }
}

impl Tally {
    pub(crate) fn new(producers: u64) -> Self {
        Self { acked: (0..producers).map(|_| AtomicU64::new(0)).collect(), ..Self::default() }
    }

    /// What one producer tells.
    pub(crate) fn handler(&'static self, producer: u64) -> Handler {
        Handler { tally: self, acked: &self.acked[producer as usize] }
    }

    pub(crate) fn acked(&self) -> u64 {
        self.acked.iter().map(|acked| acked.load(Relaxed)).sum()
    }

    pub(crate) fn last_error(&self) -> String {
        self.last_error.lock().expect("nothing panics while it is held").clone()
    }

    pub(crate) fn refuse(&self, error: &str) {
        self.errors.fetch_add(1, Relaxed);
        error.clone_into(&mut self.last_error.lock().expect("nothing panics while it is held"));
    }

    /// One record was acknowledged after so long.
    pub(crate) fn note(&self, latency: Duration) {
        self.acked[0].fetch_add(1, Relaxed);
        let mut timed = self.timed.lock().expect("nothing panics while it is held");
        timed.latencies_us.push(latency.as_micros() as u32);
    }

    pub(crate) fn reset(&self) {
        for acked in &self.acked {
            acked.store(0, Relaxed);
        }
    }

    pub(crate) fn start(&self, start: Instant) {
        self.timed.lock().expect("nothing panics while it is held").start = Some(start);
    }

    pub(crate) fn print(&self, args: &Args, seconds: f64) {
        let errors = self.errors.load(Relaxed);
        if errors > 0 {
            eprintln!("last error: {}", self.last_error());
        }
        let mut latencies =
            std::mem::take(&mut self.timed.lock().expect("nothing panics while it is held").latencies_us);
        latencies.sort_unstable();
        let at = |quantile: f64| match latencies.len() {
            0 => 0.0,
            n => f64::from(latencies[((n - 1) as f64 * quantile) as usize]) / 1000.0,
        };
        println!(
            "{{\"peer\":\"ours\",\"version\":\"{}\",\"records\":{},\"acked\":{},\"errors\":{errors},\"seconds\":{seconds:.6},\
             \"p50_ms\":{:.3},\"p99_ms\":{:.3},\"p999_ms\":{:.3},\"max_ms\":{:.3},\"rss_mib\":{:.1}}}",
            env!("CARGO_PKG_VERSION"),
            args.records,
            self.acked(),
            at(0.5),
            at(0.99),
            at(0.999),
            at(1.0),
            peak_rss_mib(),
        );
    }
}

fn peak_rss_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kib| kib / 1024.0)
}
