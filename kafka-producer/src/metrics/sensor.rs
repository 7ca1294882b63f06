//! What is recorded about one quantity, and the statistics that are read from it.

use kafka_net::Tick;

use crate::metrics::MetricValue;
use crate::metrics::WindowConfig;
use crate::metrics::ring::Ring;

/// One quantity: its sum since the start, and its windowed sum, count and maximum. Recording costs a few nanoseconds and happens once a
/// batch, a request or a pass of the sender, never once a record.
#[derive(Clone, Debug)]
pub(crate) struct Sensor {
    ring: Ring<Sample>,
    total: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sample {
    sum: f64,
    max: f64,
    count: u64,
}

impl Sensor {
    pub(crate) fn new(windows: WindowConfig) -> Self {
        Self { ring: Ring::new(windows.samples, windows.span), total: 0.0 }
    }

    pub(crate) fn record(&mut self, now: Tick, value: f64) {
        self.record_many(now, value, value, 1);
    }

    /// Records `count` values at once: their sum, and the largest of them.
    pub(crate) fn record_many(&mut self, now: Tick, sum: f64, max: f64, count: u64) {
        if count == 0 {
            return;
        }
        let sample = self.ring.at(now);
        sample.max = if sample.count == 0 { max } else { sample.max.max(max) };
        sample.sum += sum;
        sample.count += count;
        self.total += sum;
    }

    /// Records what a counter grew by.
    pub(crate) fn record_growth(&mut self, now: Tick, before: u64, after: u64) {
        let growth = after.saturating_sub(before);
        self.record_many(now, growth as f64, growth as f64, growth);
    }

    /// `-total`: the sum since the start.
    pub(crate) fn total(&self) -> MetricValue {
        MetricValue::Count(self.total as u64)
    }

    /// `-rate`: the window's sum a second.
    pub(crate) fn rate(&self, now: Tick) -> MetricValue {
        let sum: f64 = self.ring.live(now).map(|sample| sample.sum).sum();
        MetricValue::Number(sum / self.ring.elapsed(now).as_secs_f64())
    }

    /// `-ratio` of nanoseconds: the share of the window's time.
    pub(crate) fn ratio(&self, now: Tick) -> MetricValue {
        let sum: f64 = self.ring.live(now).map(|sample| sample.sum).sum();
        MetricValue::Number(sum / self.ring.elapsed(now).as_nanos() as f64)
    }

    /// `-avg`: the window's mean; NaN when it is empty.
    pub(crate) fn avg(&self, now: Tick) -> MetricValue {
        let (sum, count) = self
            .ring
            .live(now)
            .fold((0.0, 0), |(sum, count), sample| (sum + sample.sum, count + sample.count));
        MetricValue::Number(if count == 0 { f64::NAN } else { sum / count as f64 })
    }

    /// `-max`: the window's maximum; NaN when it is empty.
    pub(crate) fn max(&self, now: Tick) -> MetricValue {
        let filled = self.ring.live(now).filter(|sample| sample.count > 0);
        MetricValue::Number(filled.map(|sample| sample.max).fold(f64::NAN, f64::max))
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "one quotient of the same two numbers")]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Two samples of 30 s, as by default.
    fn sensor() -> Sensor {
        Sensor::new(WindowConfig { samples: 2, span: Duration::from_secs(30) })
    }

    fn at(seconds: u64) -> Tick {
        Tick::from_secs(seconds)
    }

    fn number(value: &MetricValue) -> f64 {
        value.as_f64().unwrap()
    }

    #[test]
    fn a_rate_never_divides_by_less_than_all_samples_but_one() {
        let mut sensor = sensor();
        sensor.record(at(100), 60.0);
        assert_eq!(number(&sensor.rate(at(100))), 60.0 / 30.0, "no time has passed");
        assert_eq!(number(&sensor.rate(at(110))), 60.0 / 40.0, "10 s and the sample that is missing");
        assert_eq!(number(&sensor.rate(at(130))), 60.0 / 30.0, "one full sample");
        assert_eq!(number(&sensor.rate(at(145))), 60.0 / 45.0);
        assert_eq!(number(&sensor.rate(at(160))), 0.0, "the window has passed");
    }

    #[test]
    fn a_rate_forgets_the_sample_that_leaves_the_window() {
        let mut sensor = sensor();
        sensor.record(at(0), 30.0);
        sensor.record(at(30), 90.0);
        assert_eq!(number(&sensor.rate(at(45))), 120.0 / 45.0);
        assert_eq!(number(&sensor.rate(at(60))), 90.0 / 30.0);
        sensor.record(at(61), 10.0);
        assert_eq!(number(&sensor.rate(at(65))), 100.0 / 35.0);
    }

    #[test]
    fn a_single_sample_divides_by_what_has_passed() {
        let mut sensor = Sensor::new(WindowConfig { samples: 1, span: Duration::from_secs(10) });
        sensor.record(at(5), 20.0);
        assert_eq!(number(&sensor.rate(at(5))), 2.0, "a full span where no time has passed");
        assert_eq!(number(&sensor.rate(at(9))), 5.0);
    }

    #[test]
    fn a_total_is_never_forgotten() {
        let mut sensor = sensor();
        sensor.record(at(0), 3.0);
        sensor.record(at(1000), 4.0);
        sensor.record_growth(at(2000), 7, 12);
        assert_eq!(sensor.total(), MetricValue::Count(12));
    }

    #[test]
    fn an_average_weighs_values_by_their_number_and_is_nan_when_empty() {
        let mut sensor = sensor();
        assert!(number(&sensor.avg(at(0))).is_nan());
        sensor.record(at(0), 10.0);
        sensor.record_many(at(1), 90.0, 50.0, 3);
        assert_eq!(number(&sensor.avg(at(2))), 25.0);
        assert!(number(&sensor.avg(at(60))).is_nan());
    }

    #[test]
    fn a_maximum_is_that_of_the_window_and_may_be_negative() {
        let mut sensor = sensor();
        assert!(number(&sensor.max(at(0))).is_nan());
        sensor.record(at(0), 9.0);
        sensor.record(at(40), -4.0);
        assert_eq!(number(&sensor.max(at(59))), 9.0);
        assert_eq!(number(&sensor.max(at(60))), -4.0);
        assert!(number(&sensor.max(at(101))).is_nan());
    }

    #[test]
    fn a_ratio_is_time_spent_by_time_passed() {
        let mut sensor = sensor();
        sensor.record(at(0), 0.0);
        sensor.record(at(30), 15e9);
        assert_eq!(number(&sensor.ratio(at(30))), 0.5);
        assert_eq!(number(&sensor.ratio(at(45))), 15.0 / 45.0);
    }
}
