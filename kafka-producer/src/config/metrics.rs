//! `metrics.*`: how metrics are recorded.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Origin, ProducerConfigBuilder};

/// How metrics are recorded.
#[derive(Clone, Debug)]
pub(crate) struct MetricsConfig {
    pub(crate) sample_window: Duration,
    pub(crate) num_samples: usize,
    pub(crate) recording_level: RecordingLevel,
    pub(crate) push: bool,
}

impl Default for MetricsConfig {
    fn default() -> Self {
        Self {
            sample_window: Duration::from_secs(30),
            num_samples: 2,
            recording_level: RecordingLevel::Info,
            push: true,
        }
    }
}

/// Which metrics there are (`metrics.recording.level`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RecordingLevel {
    /// All that cost little to read.
    #[default]
    Info,
    /// Those of partitions as well: reading them looks at every partition.
    Debug,
    /// As `Debug`.
    Trace,
}

impl FromStr for RecordingLevel {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "INFO" => Ok(Self::Info),
            "DEBUG" => Ok(Self::Debug),
            "TRACE" => Ok(Self::Trace),
            _ => Err(()),
        }
    }
}

impl fmt::Display for RecordingLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "INFO",
            Self::Debug => "DEBUG",
            Self::Trace => "TRACE",
        })
    }
}

impl ProducerConfigBuilder {
    /// `metrics.sample.window.ms`: the span of one sample of a windowed metric, at least 1 ms. Default: 30 s.
    #[must_use]
    pub fn metrics_sample_window(mut self, span: Duration) -> Self {
        self.config.metrics.sample_window = span.max(Duration::from_millis(1));
        self.set.insert("metrics.sample.window.ms", Origin::Typed);
        self
    }

    /// `metrics.num.samples`: samples of a windowed metric, 1 to 10,000. Default: 2.
    #[must_use]
    pub fn metrics_num_samples(mut self, samples: usize) -> Self {
        self.config.metrics.num_samples = samples.clamp(1, 10_000);
        self.set.insert("metrics.num.samples", Origin::Typed);
        self
    }

    /// `enable.metrics.push`: tell the cluster the metrics that its operators subscribe to (KIP-714). Default: true.
    #[must_use]
    pub fn metrics_push(mut self, push: bool) -> Self {
        self.config.metrics.push = push;
        self.set.insert("enable.metrics.push", Origin::Typed);
        self
    }

    /// `metrics.recording.level`: which metrics there are. Default: [`RecordingLevel::Info`].
    #[must_use]
    pub fn metrics_recording_level(mut self, level: RecordingLevel) -> Self {
        self.config.metrics.recording_level = level;
        self.set.insert("metrics.recording.level", Origin::Typed);
        self
    }
}
