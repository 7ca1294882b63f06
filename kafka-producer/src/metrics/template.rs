//! What a metric is called, and what its value means.

use std::fmt;

/// Name and meaning of one metric. Names and groups are those of the Java producer where it has the metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MetricTemplate {
    /// Its name.
    pub name: &'static str,
    /// Its group, which says what tags it has.
    pub group: MetricGroup,
    /// How its value is formed.
    pub statistic: MetricStatistic,
    /// In which unit.
    pub unit: MetricUnit,
    /// What it tells, in a sentence.
    pub meaning: &'static str,
}

/// A group of metrics. All have the tag `client-id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MetricGroup {
    /// `producer-metrics`: of the producer as a whole.
    Producer,
    /// `producer-node-metrics`: of the connections to one broker, with the tag `node-id`. Gone when the broker leaves the cluster.
    Node,
    /// `producer-topic-metrics`: of one topic, with the tag `topic`. Gone when the topic leaves metadata.
    Topic,
    /// `producer-partition-metrics`: of one partition in which something waits, with the tags `topic` and `partition`. Not in Java.
    Partition,
    /// `app-info`: the client itself.
    AppInfo,
    /// `kafka-metrics-count`: the metrics themselves.
    Count,
}

impl MetricGroup {
    /// The group's name, as in Java.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Producer => "producer-metrics",
            Self::Node => "producer-node-metrics",
            Self::Topic => "producer-topic-metrics",
            Self::Partition => "producer-partition-metrics",
            Self::AppInfo => "app-info",
            Self::Count => "kafka-metrics-count",
        }
    }
}

impl fmt::Display for MetricGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How the value of a metric is formed. The window is `metrics.num.samples` samples of `metrics.sample.window.ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MetricStatistic {
    /// The window's sum by its time in seconds.
    Rate,
    /// The sum since the start.
    Total,
    /// The window's mean; NaN when it is empty.
    Avg,
    /// The window's maximum; NaN when it is empty.
    Max,
    /// The share of the window's time, 0 to 1.
    Ratio,
    /// A share of the window's values does not exceed it, by a sixteenth of it at most; NaN when the window is empty.
    Percentile,
    /// What is so when it is asked.
    Gauge,
}

impl fmt::Display for MetricStatistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rate => "rate",
            Self::Total => "total",
            Self::Avg => "average",
            Self::Max => "maximum",
            Self::Ratio => "ratio",
            Self::Percentile => "percentile",
            Self::Gauge => "gauge",
        })
    }
}

/// The unit of a metric; a rate is that a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MetricUnit {
    /// Bytes.
    Bytes,
    /// Records.
    Records,
    /// Batches.
    Batches,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Nanoseconds.
    Nanoseconds,
    /// A number of whatever the name says.
    Count,
    /// A share, mostly between 0 and 1.
    Ratio,
    /// The value is text.
    Text,
}

impl fmt::Display for MetricUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "B",
            Self::Records => "records",
            Self::Batches => "batches",
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Nanoseconds => "ns",
            Self::Count => "count",
            Self::Ratio => "ratio",
            Self::Text => "text",
        })
    }
}
