//! The options of metrics.

use crate::config::keys::INT;
use crate::config::keys::key::{ConfigKey, Kind};
use crate::config::millis;

/// The largest number of samples: a windowed metric keeps them all.
const MAX_SAMPLES: i64 = 10_000;

pub(super) const METRICS: [ConfigKey; 4] = [
    key!(
        "metrics.sample.window.ms",
        "30000",
        "milliseconds, 1..2147483647",
        "The span of one sample of a windowed metric.",
        Kind::Int { min: 1, max: INT, set: |b, v| b.config.metrics.sample_window = millis(v) }
    ),
    key!(
        "metrics.num.samples",
        "2",
        "1..10000",
        "Samples of a windowed metric, which together are its window.",
        Kind::Int { min: 1, max: MAX_SAMPLES, set: |b, v| b.config.metrics.num_samples = v as usize }
    ),
    key!(
        "metrics.recording.level",
        "INFO",
        "INFO, DEBUG or TRACE",
        "Which metrics there are: those of partitions from DEBUG on.",
        Kind::Text(|b, v| v.parse().map(|level| b.config.metrics.recording_level = level).is_ok())
    ),
    key!(
        "enable.metrics.push",
        "true",
        "true or false",
        "Tell the cluster the metrics that its operators subscribe to (KIP-714).",
        Kind::Bool(|b, v| b.config.metrics.push = v)
    ),
];
