//! What the client tells of itself.

use crate::metrics::MetricValue;
use crate::metrics::table::{Definition, ReadProducer, metric};

/// The client.
pub(super) const CLIENT: &[Definition<ReadProducer>] = &[
    metric!(AppInfo, "version", Gauge, Text, "Version of this client.", |_| MetricValue::Text(
        env!("CARGO_PKG_VERSION").into()
    )),
    metric!(
        AppInfo,
        "commit-id",
        Gauge,
        Text,
        "Commit that it was built from, if KAFKA_RS_COMMIT was set to it.",
        |_| MetricValue::Text(option_env!("KAFKA_RS_COMMIT").unwrap_or("unknown").into())
    ),
    metric!(
        AppInfo,
        "start-time-ms",
        Gauge,
        Milliseconds,
        "When the producer was started, since the Unix epoch.",
        |r| MetricValue::Count(u64::try_from(r.started.0).unwrap_or(0))
    ),
];

/// How many metrics there are; the value is put in when they are all there.
pub(super) const COUNT: &[Definition<ReadProducer>] =
    &[metric!(Count, "count", Gauge, Count, "Metrics in all groups, this one included.", |_| {
        MetricValue::Count(0)
    })];
