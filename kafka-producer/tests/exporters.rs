//! Snapshots in the hands of other crates.

#![cfg(all(feature = "metrics", feature = "opentelemetry", feature = "tokio"))]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use kafka_producer::{MetricsFacade, MetricsSnapshot, MockProducer, OpenTelemetryExporter};
use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};
use opentelemetry::metrics::MeterProvider;
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

/// The metrics of a producer whose buffer is 12,345 bytes.
fn snapshot() -> MetricsSnapshot {
    let config =
        kafka_producer::ProducerConfig::builder("nowhere:9092").client_id("me").buffer_memory(12_345);
    let mock = MockProducer::builder().config(config.build().unwrap()).build().unwrap();
    mock.producer().metrics()
}

/// Keeps the last value of everything, by name.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<BTreeMap<String, (f64, String)>>>);

struct Cell(Kept, Key);

impl Cell {
    fn keep(&self, value: f64) {
        let labels: Vec<String> = self.1.labels().map(|l| format!("{}={}", l.key(), l.value())).collect();
        self.0.0.lock().unwrap().insert(self.1.name().to_owned(), (value, labels.join(",")));
    }
}

impl CounterFn for Cell {
    fn increment(&self, _value: u64) {
        unreachable!("totals are absolute");
    }

    fn absolute(&self, value: u64) {
        self.keep(value as f64);
    }
}

impl GaugeFn for Cell {
    fn increment(&self, _value: f64) {
        unreachable!("gauges are set");
    }

    fn decrement(&self, _value: f64) {
        unreachable!("gauges are set");
    }

    fn set(&self, value: f64) {
        self.keep(value);
    }
}

impl Recorder for Kept {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(Arc::new(Cell(self.clone(), key.clone())))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(Arc::new(Cell(self.clone(), key.clone())))
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

/// A11.
#[test]
fn the_facade_is_given_counters_and_gauges_with_labels() {
    let kept = Kept::default();
    metrics::with_local_recorder(&kept, || MetricsFacade.record(&snapshot()));
    let kept = kept.0.lock().unwrap();
    assert_eq!(kept["kafka_producer_buffer_total_bytes"], (12_345.0, "client_id=me".to_owned()));
    assert_eq!(kept["kafka_producer_record_send_total"], (0.0, "client_id=me".to_owned()));
    assert!(!kept.contains_key("kafka_producer_request_latency_avg"), "NaN is left out");
    assert!(!kept.contains_key("kafka_producer_app_info_version"), "text is left out");
}

/// A11.
#[test]
fn open_telemetry_collects_the_newest_snapshot() {
    let memory = InMemoryMetricExporter::default();
    let reader = PeriodicReader::builder(memory.clone()).build();
    let provider = SdkMeterProvider::builder().with_reader(reader).build();
    let exporter = OpenTelemetryExporter::new(&provider.meter("kafka"));
    exporter.record(&snapshot());
    provider.force_flush().unwrap();
    let mut found = BTreeMap::new();
    for resource in memory.get_finished_metrics().unwrap() {
        for metric in resource.scope_metrics().flat_map(|scope| scope.metrics().collect::<Vec<_>>()) {
            match metric.data() {
                AggregatedMetrics::F64(MetricData::Gauge(gauge)) => {
                    let point = gauge.data_points().next().unwrap();
                    let attributes: Vec<_> = point.attributes().map(|a| format!("{a:?}")).collect();
                    assert!(
                        attributes[0].contains("client_id") && attributes[0].contains("me"),
                        "{attributes:?}"
                    );
                    found.insert(metric.name().to_owned(), point.value());
                }
                AggregatedMetrics::U64(MetricData::Sum(sum)) => {
                    assert!(sum.is_monotonic());
                    found.insert(metric.name().to_owned(), sum.data_points().next().unwrap().value() as f64);
                }
                other => panic!("{}: {other:?}", metric.name()),
            }
        }
    }
    assert_eq!(found.get("kafka.producer.buffer_total_bytes"), Some(&12_345.0));
    assert_eq!(found.get("kafka.producer.record_send_total"), Some(&0.0));
    assert_eq!(found.get("kafka.producer.request_latency_avg"), None, "NaN is left out");
}
