//! Numbers as people read them.

use std::fmt;
use std::time::Duration;

/// A whole number with its thousands apart: `1,234,567`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grouped(pub(crate) u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        f.pad(&text)
    }
}

/// Records and bytes over a time: `812,345 records/s, 81.2 MB/s`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Throughput {
    pub(crate) records: u64,
    pub(crate) bytes: u64,
    pub(crate) time: Duration,
}

impl fmt::Display for Throughput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.time.as_secs_f64().max(1e-9);
        let records = Grouped((self.records as f64 / seconds) as u64);
        write!(f, "{records} records/s, {:.1} MB/s", self.bytes as f64 / seconds / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(Grouped(number).to_string(), text);
        }
        assert_eq!(format!("{:>7}", Grouped(1000)), "  1,000");
    }

    #[test]
    fn a_throughput_counts_decimal_megabytes() {
        let throughput = Throughput { records: 3000, bytes: 3_000_000, time: Duration::from_secs(2) };
        assert_eq!(throughput.to_string(), "1,500 records/s, 1.5 MB/s");
    }
}
