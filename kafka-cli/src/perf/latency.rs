//! How long records take from the call that sends them to their outcome.

use std::time::{Duration, Instant};

use crate::histogram::Histogram;

/// Measures latencies, with the time of sending inside the record's tag: no memory a record.
///
/// Two clock reads a record would be felt in the throughput that is measured at the same time, so a long run at full speed
/// measures every eighth record only.
#[derive(Debug)]
pub(super) struct LatencyMeter {
    started: Instant,
    stride: u64,
    histogram: Histogram,
}

/// The tag: microseconds since the start above, the record's number below. Microseconds wrap after 17 minutes, which no
/// record takes.
const NUMBER_BITS: u32 = 34;
const NUMBER_MASK: u64 = (1 << NUMBER_BITS) - 1;
const MICROS_MASK: u64 = (1 << (64 - NUMBER_BITS)) - 1;
/// Numbers have to fit into the tag.
pub(super) const MAX_RECORDS: u64 = NUMBER_MASK;

const LONG_RUN: u64 = 200_000;
const STRIDE: u64 = 8;

impl LatencyMeter {
    pub(super) fn new(records: u64, paced: bool) -> Self {
        let stride = if paced || records < LONG_RUN { 1 } else { STRIDE };
        Self { started: Instant::now(), stride, histogram: Histogram::new() }
    }

    /// The tag of a record that is sent now.
    #[inline]
    pub(super) fn tag(&self, number: u64) -> u64 {
        if number.is_multiple_of(self.stride) { tag_at(self.now(), number) } else { number }
    }

    /// Takes in an outcome; only a delivery has a latency. Returns the record's number.
    #[inline]
    pub(super) fn outcome(&self, tag: u64, delivered: bool) -> u64 {
        let number = tag & NUMBER_MASK;
        if delivered && number.is_multiple_of(self.stride) {
            self.histogram.enter(micros_since(self.now(), tag));
        }
        number
    }

    /// Every how many records one is measured.
    pub(super) fn stride(&self) -> u64 {
        self.stride
    }

    pub(super) fn quantile(&self, share: f64) -> Duration {
        self.histogram.quantile(share)
    }

    pub(super) fn max(&self) -> Duration {
        self.histogram.max()
    }

    fn now(&self) -> u64 {
        self.started.elapsed().as_micros() as u64
    }
}

fn tag_at(micros: u64, number: u64) -> u64 {
    (micros << NUMBER_BITS) | number
}

fn micros_since(now: u64, tag: u64) -> u64 {
    now.wrapping_sub(tag >> NUMBER_BITS) & MICROS_MASK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_keeps_number_and_time_across_the_wrap() {
        for sent in [0, 5, MICROS_MASK, MICROS_MASK + 1, 3 * MICROS_MASK] {
            let tag = tag_at(sent, MAX_RECORDS);
            assert_eq!(tag & NUMBER_MASK, MAX_RECORDS);
            assert_eq!(micros_since(sent + 1234, tag), 1234, "{sent}");
        }
    }

    #[test]
    fn failures_have_no_latency() {
        let meter = LatencyMeter::new(10, false);
        assert_eq!(meter.outcome(meter.tag(3), false), 3);
        assert_eq!(meter.histogram.quantile(1.0), Duration::ZERO);
    }
}
