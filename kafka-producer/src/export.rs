//! Snapshots handed on to what programs collect their metrics with.

#[cfg(feature = "metrics")]
mod facade;
#[cfg(feature = "opentelemetry")]
mod otel;

#[cfg(feature = "metrics")]
pub use facade::MetricsFacade;
#[cfg(feature = "opentelemetry")]
pub use otel::OpenTelemetryExporter;

use crate::metrics::{MetricGroup, MetricTemplate};

/// `kafka.producer`, what the metrics of the group are of, and the name.
fn name_of(template: &MetricTemplate, separator: &str) -> String {
    let of = match template.group {
        MetricGroup::Producer => "",
        MetricGroup::Node => "node",
        MetricGroup::Topic => "topic",
        MetricGroup::Partition => "partition",
        MetricGroup::AppInfo => "app-info",
        MetricGroup::Count => "metrics",
    };
    let parts = ["kafka", "producer", of, template.name];
    let parts: Vec<String> =
        parts.into_iter().filter(|part| !part.is_empty()).map(|part| part.replace('-', "_")).collect();
    parts.join(separator)
}
