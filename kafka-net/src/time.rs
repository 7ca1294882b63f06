use std::fmt;
use std::ops::{Add, AddAssign, Sub};
use std::time::Duration;

/// A moment on the monotonic time line that the caller defines: nanoseconds since some start.
///
/// The cores never read a clock; every input carries a `Tick`. Arithmetic saturates, so [`Tick::MAX`] means "never" and
/// stays there whatever is added. A driver takes ticks from a `Clock`, a simulator from its event queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(u64);

impl Tick {
    /// The start of the time line.
    pub const ZERO: Self = Self(0);
    /// Later than every deadline: never.
    pub const MAX: Self = Self(u64::MAX);

    /// The tick `nanos` nanoseconds after the start.
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// The tick `micros` microseconds after the start.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros.saturating_mul(1_000))
    }

    /// The tick `millis` milliseconds after the start.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis.saturating_mul(1_000_000))
    }

    /// The tick `secs` seconds after the start.
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs.saturating_mul(1_000_000_000))
    }

    /// Nanoseconds since the start.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// Whole milliseconds since the start.
    pub const fn as_millis(self) -> u64 {
        self.0 / 1_000_000
    }

    /// Time from `earlier` to this tick; zero when `earlier` is in fact later.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Tick {
    type Output = Self;

    fn add(self, rhs: Duration) -> Self {
        let nanos = u64::try_from(rhs.as_nanos()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(nanos))
    }
}

impl AddAssign<Duration> for Tick {
    fn add_assign(&mut self, rhs: Duration) {
        *self = *self + rhs;
    }
}

impl Sub<Tick> for Tick {
    type Output = Duration;

    fn sub(self, rhs: Tick) -> Duration {
        self.since(rhs)
    }
}

impl From<Duration> for Tick {
    fn from(since_start: Duration) -> Self {
        Self::ZERO + since_start
    }
}

impl fmt::Display for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::MAX {
            f.write_str("never")
        } else {
            write!(f, "{}.{:06}ms", self.0 / 1_000_000, self.0 % 1_000_000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C18.
    #[test]
    fn arithmetic_saturates_at_both_ends() {
        assert_eq!(Tick::MAX + Duration::from_secs(1), Tick::MAX);
        assert_eq!(Tick::ZERO + Duration::MAX, Tick::MAX);
        assert_eq!(Tick::from_millis(1) - Tick::from_millis(5), Duration::ZERO);
        assert_eq!(Tick::from_secs(u64::MAX), Tick::MAX);
    }

    #[test]
    fn units_agree() {
        assert_eq!(Tick::from_millis(7), Tick::from_micros(7_000));
        assert_eq!(Tick::from_secs(1) - Tick::from_millis(250), Duration::from_millis(750));
        assert_eq!(Tick::from_millis(1_500).to_string(), "1500.000000ms");
        assert_eq!(Tick::MAX.to_string(), "never");
    }
}
