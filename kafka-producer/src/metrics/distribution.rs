//! A windowed distribution, from which percentiles are read.

use kafka_net::Tick;

use crate::metrics::MetricValue;
use crate::metrics::WindowConfig;
use crate::metrics::ring::Ring;

/// Counts of values in buckets that are at most a sixteenth of their value wide. A sample takes memory only once it has values.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    ring: Ring<Buckets>,
}

/// Counts by bucket; as long as the largest value needs.
#[derive(Clone, Debug, Default)]
struct Buckets(Vec<u32>);

/// Buckets to each doubling, as a power of two.
const DETAIL: u32 = 4;

impl Distribution {
    pub(crate) fn new(windows: WindowConfig) -> Self {
        Self { ring: Ring::new(windows.samples, windows.span) }
    }

    pub(crate) fn record(&mut self, now: Tick, value: u64) {
        let counts = &mut self.ring.at(now).0;
        let bucket = bucket_of(value);
        if counts.len() <= bucket {
            counts.resize(bucket + 1, 0);
        }
        counts[bucket] = counts[bucket].saturating_add(1);
    }

    /// The value that `share` of the values in the window do not exceed, times `unit`: the upper end of its bucket. NaN without values.
    pub(crate) fn percentile(&self, now: Tick, share: f64, unit: f64) -> MetricValue {
        let of_bucket = |bucket: usize| {
            let counts = self.ring.live(now).filter_map(|buckets| buckets.0.get(bucket));
            counts.map(|count| u64::from(*count)).sum::<u64>()
        };
        let len = self.ring.live(now).map(|buckets| buckets.0.len()).max().unwrap_or(0);
        let all: u64 = (0..len).map(of_bucket).sum();
        let wanted = ((all as f64 * share).ceil() as u64).max(1);
        let mut passed = 0;
        let found = (0..len).find(|bucket| {
            passed += of_bucket(*bucket);
            passed >= wanted
        });
        MetricValue::Number(found.map_or(f64::NAN, |bucket| upper_end(bucket) as f64 * unit))
    }
}

/// Values below 32 have a bucket each; above, each doubling has 16.
fn bucket_of(value: u64) -> usize {
    let shift = (u64::BITS - value.leading_zeros()).saturating_sub(DETAIL + 1);
    ((shift as usize) << DETAIL) + (value >> shift) as usize
}

/// The largest value of a bucket.
fn upper_end(bucket: usize) -> u64 {
    let shift = (bucket >> DETAIL).saturating_sub(1);
    let lead = (bucket - (shift << DETAIL)) as u64;
    (lead << shift) | ((1 << shift) - 1)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "one quotient of the same two numbers")]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_is_at_most_a_sixteenth_of_its_values_wide() {
        let mut last = None;
        for value in (0..5000).chain([u64::MAX / 3, u64::MAX - 1, u64::MAX]) {
            let (bucket, end) = (bucket_of(value), upper_end(bucket_of(value)));
            assert!(value <= end && end - value <= value / 16, "{value} in {bucket} up to {end}");
            assert!(last.is_none_or(|last| last <= bucket), "{value}");
            last = Some(bucket);
        }
    }

    #[test]
    fn percentiles_are_of_the_window() {
        let mut distribution = Distribution::new(WindowConfig { samples: 2, span: Duration::from_secs(30) });
        let read = |d: &Distribution, at: u64, share| {
            d.percentile(Tick::from_secs(at), share, 1.0).as_f64().unwrap()
        };
        assert!(read(&distribution, 0, 0.5).is_nan());
        for value in 1..=100 {
            distribution.record(Tick::from_secs(1), value);
        }
        distribution.record(Tick::from_secs(40), 5000);
        assert_eq!(read(&distribution, 41, 0.25), 26.0);
        assert_eq!(read(&distribution, 41, 0.5), 51.0);
        assert_eq!(read(&distribution, 41, 0.999), 5119.0);
        assert_eq!(read(&distribution, 61, 0.5), 5119.0, "the first sample has left");
        assert!(read(&distribution, 100, 0.5).is_nan());
    }
}
