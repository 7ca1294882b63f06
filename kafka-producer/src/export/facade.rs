//! The facade of the crate `metrics`.

use metrics::{Label, counter, gauge};

use crate::export::name_of;
use crate::metrics::{MetricStatistic, MetricValue, MetricsSnapshot};

/// Hands snapshots to the recorder of the crate `metrics`, which the program chooses.
///
/// Totals become counters, everything else gauges, under names such as `kafka_producer_node_request_latency_avg` and with the tags as
/// labels (`client_id`, `node_id`, `topic`, `partition`). What is NaN, and what is text, is left out.
///
/// ```no_run
/// use std::time::Duration;
///
/// use kafka_producer::{MetricsFacade, Producer, ProducerConfig};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let config = ProducerConfig::builder("localhost:9092").build()?;
/// let producer = Producer::builder(config)
///     .metrics_callback(Duration::from_secs(10), |snapshot| MetricsFacade.record(snapshot))
///     .start()?;
/// # drop(producer);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct MetricsFacade;

impl MetricsFacade {
    /// Hands on one snapshot. A gauge keeps its last value when its topic or node is gone, as the facade cannot take it back.
    pub fn record(&self, snapshot: &MetricsSnapshot) {
        for entry in snapshot {
            let name = name_of(entry.template, "_");
            let labels: Vec<Label> = entry
                .tags
                .iter()
                .map(|(tag, value)| Label::new(tag.replace('-', "_"), value.into_owned()))
                .collect();
            match (&entry.value, entry.template.statistic) {
                (MetricValue::Count(count), MetricStatistic::Total) => {
                    counter!(name, labels).absolute(*count);
                }
                (value, _) => {
                    if let Some(number) = value.as_f64().filter(|number| !number.is_nan()) {
                        gauge!(name, labels).set(number);
                    }
                }
            }
        }
    }
}
