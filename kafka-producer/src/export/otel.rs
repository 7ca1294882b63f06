//! The meters of OpenTelemetry.

use std::fmt;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{AsyncInstrument, Meter};

use crate::export::name_of;
use crate::metrics::{MetricEntry, MetricStatistic, MetricTemplate, MetricUnit, MetricsSnapshot, templates};
use crate::sync::{Arc, Mutex};

/// Hands snapshots to OpenTelemetry: an observable instrument for each metric, which tells the newest snapshot whenever the program's
/// reader collects.
///
/// Totals become counters, everything else gauges, under names such as `kafka.producer.node.request_latency_avg` and with the tags as
/// attributes (`client_id`, `node_id`, `topic`, `partition`). What is NaN, and what is text, is left out. One exporter serves one
/// producer; it lives as long as the meter's provider.
///
/// ```no_run
/// use std::time::Duration;
///
/// use kafka_producer::{OpenTelemetryExporter, Producer, ProducerConfig};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let exporter = OpenTelemetryExporter::new(&opentelemetry::global::meter("kafka"));
/// let config = ProducerConfig::builder("localhost:9092").build()?;
/// let producer = Producer::builder(config)
///     .metrics_callback(Duration::from_secs(10), move |snapshot| exporter.record(snapshot))
///     .start()?;
/// # drop(producer);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct OpenTelemetryExporter {
    newest: Newest,
}

type Newest = Arc<Mutex<Option<Arc<MetricsSnapshot>>>>;

impl OpenTelemetryExporter {
    /// Makes the instruments. They tell nothing before the first snapshot.
    pub fn new(meter: &Meter) -> Self {
        let newest = Newest::default();
        for template in templates().filter(|template| template.unit != MetricUnit::Text) {
            let (name, unit, told) = (name_of(template, "."), unit_of(template), newest.clone());
            if template.statistic == MetricStatistic::Total {
                let tell = move |instrument: &dyn AsyncInstrument<u64>| {
                    observe(&told, template, instrument, |entry| entry.value.as_u64());
                };
                let counter = meter.u64_observable_counter(name).with_description(template.meaning);
                counter.with_unit(unit).with_callback(tell).build();
            } else {
                let tell = move |instrument: &dyn AsyncInstrument<f64>| {
                    observe(&told, template, instrument, |entry| {
                        entry.value.as_f64().filter(|number| !number.is_nan())
                    });
                };
                let gauge = meter.f64_observable_gauge(name).with_description(template.meaning);
                gauge.with_unit(unit).with_callback(tell).build();
            }
        }
        Self { newest }
    }

    /// Hands on one snapshot, in the place of the one before.
    pub fn record(&self, snapshot: &MetricsSnapshot) {
        *self.newest.lock() = Some(Arc::new(snapshot.clone()));
    }
}

impl fmt::Debug for OpenTelemetryExporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenTelemetryExporter").finish_non_exhaustive()
    }
}

/// Tells the values of one metric.
fn observe<T>(
    newest: &Newest,
    template: &'static MetricTemplate,
    instrument: &dyn AsyncInstrument<T>,
    value: impl Fn(&MetricEntry) -> Option<T>,
) {
    let Some(snapshot) = newest.lock().clone() else { return };
    for entry in snapshot.iter().filter(|entry| entry.template == template) {
        if let Some(value) = value(entry) {
            let attribute = |(tag, value): (&str, std::borrow::Cow<'_, str>)| {
                KeyValue::new(tag.replace('-', "_"), value.into_owned())
            };
            let attributes: Vec<KeyValue> = entry.tags.iter().map(attribute).collect();
            instrument.observe(value, &attributes);
        }
    }
}

/// As UCUM writes it.
fn unit_of(template: &MetricTemplate) -> &'static str {
    match (template.unit, template.statistic) {
        (MetricUnit::Bytes, MetricStatistic::Rate) => "By/s",
        (MetricUnit::Bytes, _) => "By",
        (MetricUnit::Records, MetricStatistic::Rate) => "{record}/s",
        (MetricUnit::Records, _) => "{record}",
        (MetricUnit::Batches, MetricStatistic::Rate) => "{batch}/s",
        (MetricUnit::Batches, _) => "{batch}",
        (MetricUnit::Count, MetricStatistic::Rate) => "1/s",
        (MetricUnit::Seconds, _) => "s",
        (MetricUnit::Milliseconds, _) => "ms",
        (MetricUnit::Nanoseconds, _) => "ns",
        (MetricUnit::Count | MetricUnit::Ratio | MetricUnit::Text, _) => "1",
    }
}
