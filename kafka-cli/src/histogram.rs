//! Latencies in fixed memory.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A log-linear histogram of microseconds: exact up to 128, within one percent above, and the largest value exact.
///
/// One thread enters values, any thread may look.
#[derive(Debug)]
pub(crate) struct Histogram {
    buckets: Box<[AtomicU64]>,
    max: AtomicU64,
}

/// Buckets between one power of two and the next, as a power of two.
const PRECISION: u32 = 7;
const LINEAR: u64 = 1 << PRECISION;

impl Histogram {
    pub(crate) fn new() -> Self {
        let buckets = (0..=bucket(u64::MAX)).map(|_| AtomicU64::new(0)).collect();
        Self { buckets, max: AtomicU64::new(0) }
    }

    pub(crate) fn enter(&self, micros: u64) {
        if let Some(count) = self.buckets.get(bucket(micros)) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.max.fetch_max(micros, Ordering::Relaxed);
    }

    /// The value that this share of all values, between 0 and 1, does not exceed.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let total: u64 = self.buckets.iter().map(|count| count.load(Ordering::Relaxed)).sum();
        let wanted = ((total as f64 * share).ceil() as u64).clamp(1, total.max(1));
        let mut seen = 0;
        for (index, count) in self.buckets.iter().enumerate() {
            seen += count.load(Ordering::Relaxed);
            if seen >= wanted {
                return Duration::from_micros(upper_bound(index)).min(self.max());
            }
        }
        self.max()
    }

    pub(crate) fn max(&self) -> Duration {
        Duration::from_micros(self.max.load(Ordering::Relaxed))
    }
}

/// Where a value is counted: `LINEAR` buckets of width 1, then as many of width 1 for the next power of two, then 2, 4, ...
fn bucket(micros: u64) -> usize {
    if micros < LINEAR {
        return micros as usize;
    }
    let shift = micros.ilog2() - PRECISION;
    ((u64::from(shift) + 1) * LINEAR + ((micros >> shift) - LINEAR)) as usize
}

/// The largest value that is counted in a bucket.
fn upper_bound(index: usize) -> u64 {
    let (octave, within) = (index as u64 >> PRECISION, index as u64 & (LINEAR - 1));
    match octave.checked_sub(1) {
        None => within,
        Some(shift) => ((LINEAR + within) << shift) + ((1 << shift) - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_falls_into_the_bucket_that_ends_closest_above_it() {
        for micros in (0..100_000).chain([1 << 40, u64::MAX - 1, u64::MAX]) {
            let index = bucket(micros);
            assert!(upper_bound(index) >= micros, "{micros}");
            assert!(index == 0 || upper_bound(index - 1) < micros, "{micros}");
            assert!(upper_bound(index) - micros <= micros / 128, "{micros}");
        }
    }

    #[test]
    fn quantiles_of_an_even_spread_lie_where_they_should() {
        let histogram = Histogram::new();
        (1..=10_000).for_each(|micros| histogram.enter(micros));
        for (share, exact) in [(0.5, 5_000), (0.99, 9_900), (0.999, 9_990), (1.0, 10_000)] {
            let micros = histogram.quantile(share).as_micros() as u64;
            assert!(micros >= exact && micros <= exact + exact / 100, "{share}: {micros}");
        }
        assert_eq!(histogram.max(), Duration::from_millis(10));
    }

    #[test]
    fn an_empty_histogram_says_zero() {
        assert_eq!(Histogram::new().quantile(0.5), Duration::ZERO);
    }
}
