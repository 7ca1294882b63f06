//! What a run comes to.

use std::fmt;
use std::time::Duration;

use super::latency::LatencyMeter;
use crate::figures::{Grouped, Throughput};
use crate::tally::Tally;

/// The figures of a run, as lines to read.
pub(super) struct Report<'a> {
    pub(super) size: usize,
    pub(super) time: Duration,
    pub(super) cpu: Duration,
    /// Whether the CPU time is the broker's too.
    pub(super) embedded: bool,
    pub(super) tally: &'a Tally,
    pub(super) meter: &'a LatencyMeter,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (records, bytes, time) = (self.tally.delivered(), self.tally.bytes(), self.time);
        writeln!(
            f,
            "{} records of {} B delivered in {:.3} s: {}",
            Grouped(records),
            self.size,
            time.as_secs_f64(),
            Throughput { records, bytes, time }
        )?;
        let millis = |share| self.meter.quantile(share).as_secs_f64() * 1e3;
        write!(
            f,
            "latency in ms: p50 {:.3}, p99 {:.3}, p99.9 {:.3}, max {:.3}",
            millis(0.5),
            millis(0.99),
            millis(0.999),
            self.meter.max().as_secs_f64() * 1e3
        )?;
        if self.meter.stride() > 1 {
            write!(f, " (one record in {})", self.meter.stride())?;
        }
        let cpu = self.cpu.as_secs_f64();
        write!(
            f,
            "\nCPU time {cpu:.3} s{}: {:.3} s a million records",
            if self.embedded { ", embedded broker included" } else { "" },
            cpu * 1e6 / records.max(1) as f64
        )
    }
}
