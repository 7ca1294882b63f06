use std::time::Duration;

use crate::rng::Rng;

/// Exponential back-off with jitter (R33): `initial × 2^n × U(0.8, 1.2)`, never above `max`.
///
/// With `max <= initial` the delay is constant, `min(initial, max)`, and has no jitter. Each call draws anew: draw once an
/// attempt and keep the deadline, or the delay flutters with every look (R32).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExponentialBackoff {
    initial: Duration,
    max: Duration,
}

impl ExponentialBackoff {
    /// A back-off that starts at `initial` and never exceeds `max`.
    pub const fn new(initial: Duration, max: Duration) -> Self {
        Self { initial, max }
    }

    /// The delay after `failures` failures before the one at hand: `failures` = 0 is the first delay.
    pub fn delay(&self, failures: u32, rng: &mut Rng) -> Duration {
        if self.max <= self.initial {
            return self.max;
        }
        // Doubling stops at the cap and the jitter comes after it, so that clients that all wait the longest delay still spread.
        // 2^63 nanoseconds is past every cap in use.
        let doubled =
            (self.initial.as_secs_f64() * 2f64.powi(failures.min(63) as i32)).min(self.max.as_secs_f64());
        let delay = doubled * rng.uniform(1.0 - JITTER, 1.0 + JITTER);
        Duration::try_from_secs_f64(delay).unwrap_or(self.max).min(self.max)
    }
}

/// Share by which a delay varies to either side.
const JITTER: f64 = 0.2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_within_twenty_percent_and_stop_at_the_cap() {
        let backoff = ExponentialBackoff::new(Duration::from_millis(50), Duration::from_secs(1));
        let mut rng = Rng::new(1);
        for round in 0..200 {
            for (failures, base_ms) in [(0, 50.0), (1, 100.0), (2, 200.0), (3, 400.0)] {
                let ms = backoff.delay(failures, &mut rng).as_secs_f64() * 1e3;
                assert!(ms >= base_ms * 0.8 - 0.001 && ms <= base_ms * 1.2 + 0.001, "round {round}: {ms}");
            }
            assert!(backoff.delay(4, &mut rng) >= Duration::from_millis(640));
            for failures in [5, 10, 63, 64, u32::MAX] {
                let delay = backoff.delay(failures, &mut rng);
                assert!(delay >= Duration::from_millis(800) && delay <= Duration::from_secs(1), "{delay:?}");
            }
        }
    }

    #[test]
    fn a_cap_at_or_below_the_start_gives_a_constant_delay() {
        let mut rng = Rng::new(1);
        let backoff = ExponentialBackoff::new(Duration::from_secs(2), Duration::from_secs(1));
        assert!((0..50).all(|n| backoff.delay(n, &mut rng) == Duration::from_secs(1)));
        let none = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO);
        assert_eq!(none.delay(9, &mut rng), Duration::ZERO);
    }

    #[test]
    fn the_jitter_fills_its_range() {
        let backoff = ExponentialBackoff::new(Duration::from_millis(100), Duration::from_secs(10));
        let mut rng = Rng::new(3);
        let delays: Vec<_> = (0..1_000).map(|_| backoff.delay(0, &mut rng)).collect();
        assert!(delays.iter().min().is_some_and(|d| *d < Duration::from_millis(82)));
        assert!(delays.iter().max().is_some_and(|d| *d > Duration::from_millis(118)));
    }
}
