//! Metrics for the cluster's operators (KIP-714): what is pushed, and in which form.

mod otlp;

use std::collections::BTreeMap;
use std::time::Duration;

use kafka_protocol::messages::GetTelemetrySubscriptionsResponse;
use kafka_records::{Codec, Compression};

use crate::metrics::{
    MetricEntry, MetricGroup, MetricStatistic, MetricTags, MetricTemplate, MetricsSnapshot,
};
use crate::telemetry::otlp::{DataPoint, MetricsData, Value};

/// What the broker wants to be told, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subscription {
    pub(crate) id: i32,
    pub(crate) interval: Duration,
    /// Beginnings of names; an empty one is of all.
    prefixes: Vec<String>,
    delta: bool,
    compression: Compression,
    max_bytes: usize,
}

/// The totals that a push told, by name and tags.
pub(crate) type Totals = BTreeMap<(&'static str, TagKey), u64>;

type TagKey = (Option<i32>, Option<String>, Option<i32>);

/// Nanoseconds since the Unix epoch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    /// When the producer began.
    pub(crate) began: u64,
    /// When the push before was made.
    pub(crate) last: u64,
    pub(crate) now: u64,
}

/// What a push carries.
#[derive(Debug)]
pub(crate) struct Payload {
    pub(crate) bytes: Vec<u8>,
    pub(crate) compression: Compression,
    pub(crate) totals: Totals,
}

impl Subscription {
    /// Takes what the broker answered. Of the codecs that it accepts it is the first that there is.
    pub(crate) fn of(response: &GetTelemetrySubscriptionsResponse) -> Self {
        let known = |id: &i8| Compression::from_id(u8::try_from(*id).ok()?).filter(|c| c.is_available());
        let interval = u64::try_from(response.push_interval_ms).unwrap_or(0);
        Self {
            id: response.subscription_id,
            interval: if interval == 0 { DEFAULT_INTERVAL } else { Duration::from_millis(interval) },
            prefixes: response.requested_metrics.iter().map(ToString::to_string).collect(),
            delta: response.delta_temporality,
            compression: response
                .accepted_compression_types
                .iter()
                .find_map(known)
                .unwrap_or(Compression::None),
            max_bytes: usize::try_from(response.telemetry_max_bytes).unwrap_or(0),
        }
    }

    /// Whether nothing is wanted.
    pub(crate) fn is_empty(&self) -> bool {
        self.prefixes.is_empty()
    }

    fn wants(&self, name: &str) -> bool {
        self.prefixes.iter().any(|prefix| prefix == "*" || name.starts_with(&**prefix))
    }

    /// What is wanted of these metrics. `None` where it is more than the broker takes.
    pub(crate) fn payload(&self, snapshot: &MetricsSnapshot, before: &Totals, span: Span) -> Option<Payload> {
        let mut data = MetricsData::default();
        let mut totals = Totals::new();
        for entry in snapshot {
            let Some(name) = name_of(entry.template).filter(|name| self.wants(name)) else { continue };
            let (start, value) = match (entry.value.as_u64(), entry.template.statistic) {
                (Some(total), MetricStatistic::Total) => {
                    let key = (entry.name(), key_of(&entry.tags));
                    let told = before.get(&key).copied().filter(|_| self.delta);
                    totals.insert(key, total);
                    let start = if told.is_some() { span.last } else { span.began };
                    let value = total.saturating_sub(told.unwrap_or(0));
                    (start, Value::Sum { value, delta: self.delta })
                }
                _ => match entry.value.as_f64().filter(|number| !number.is_nan()) {
                    Some(number) => (span.began, Value::Gauge(number)),
                    None => continue,
                },
            };
            data.push(&name, &DataPoint { attributes: attributes(entry), start, time: span.now, value });
        }
        let (compression, level) = (self.compression, None);
        let bytes = data.into_bytes();
        // What cannot be compressed goes as it is.
        let (bytes, compression) = match (Codec { compression, level }).compress(&[&bytes]) {
            Ok(compressed) => (compressed, compression),
            Err(_) => (bytes, Compression::None),
        };
        (self.max_bytes == 0 || bytes.len() <= self.max_bytes).then_some(Payload {
            bytes,
            compression,
            totals,
        })
    }
}

/// `org.apache.kafka.producer`, what the metrics of the group are of, and the name with dots.
fn name_of(template: &MetricTemplate) -> Option<String> {
    let of = match template.group {
        MetricGroup::Producer => "",
        MetricGroup::Node => "node.",
        MetricGroup::Topic => "topic.",
        MetricGroup::Partition => "partition.",
        MetricGroup::AppInfo | MetricGroup::Count => return None,
    };
    Some(format!("org.apache.kafka.producer.{of}{}", template.name.replace('-', ".")))
}

/// The tags but `client-id`, which brokers know from the request.
fn attributes(entry: &MetricEntry) -> Vec<(String, String)> {
    let tags = entry.tags.iter().filter(|(tag, _)| *tag != "client-id");
    tags.map(|(tag, value)| (tag.replace('-', "_"), value.into_owned())).collect()
}

fn key_of(tags: &MetricTags) -> TagKey {
    (tags.node.map(|node| node.0), tags.topic.as_deref().map(str::to_owned), tags.partition)
}

/// Where a broker names none.
pub(crate) const DEFAULT_INTERVAL: Duration = Duration::from_mins(5);
