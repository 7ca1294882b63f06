//! The metrics of one producer at one moment.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use kafka_protocol::BrokerId;

use crate::metrics::{MetricGroup, MetricTemplate};
use crate::sync::Arc;

/// Every metric of a producer at one moment, in the order of the documentation.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricsSnapshot {
    pub(super) entries: Vec<MetricEntry>,
}

/// One metric with its value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MetricEntry {
    /// Name, group and meaning.
    pub template: &'static MetricTemplate,
    /// What the value is of.
    pub tags: MetricTags,
    /// The value.
    pub value: MetricValue,
}

/// What a metric is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MetricTags {
    /// `client-id`: the producer.
    pub client_id: Arc<str>,
    /// `node-id`, for the metrics of a broker; bootstrap servers are -1, -2 and so on.
    pub node: Option<BrokerId>,
    /// `topic`, for the metrics of a topic or partition.
    pub topic: Option<Arc<str>>,
    /// `partition`, for the metrics of a partition.
    pub partition: Option<i32>,
}

/// The value of a metric.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MetricValue {
    /// A whole number: totals and most gauges.
    Count(u64),
    /// A measure; NaN where there is nothing to measure.
    Number(f64),
    /// Text.
    Text(Arc<str>),
}

impl MetricsSnapshot {
    /// All metrics.
    pub fn iter(&self) -> std::slice::Iter<'_, MetricEntry> {
        self.entries.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none, which never happens.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A metric of the producer as a whole, or one of the groups without further tags.
    pub fn get(&self, name: &str) -> Option<&MetricValue> {
        self.find(name, |tags| tags.node.is_none() && tags.topic.is_none())
    }

    /// A metric of a broker.
    pub fn of_node(&self, name: &str, node: BrokerId) -> Option<&MetricValue> {
        self.find(name, |tags| tags.node == Some(node))
    }

    /// A metric of a topic.
    pub fn of_topic(&self, name: &str, topic: &str) -> Option<&MetricValue> {
        self.find(name, |tags| tags.topic.as_deref() == Some(topic) && tags.partition.is_none())
    }

    /// A metric of a partition.
    pub fn of_partition(&self, name: &str, topic: &str, partition: i32) -> Option<&MetricValue> {
        self.find(name, |tags| tags.topic.as_deref() == Some(topic) && tags.partition == Some(partition))
    }

    fn find(&self, name: &str, has: impl Fn(&MetricTags) -> bool) -> Option<&MetricValue> {
        let mut named = self.entries.iter().filter(|entry| entry.template.name == name);
        named.find(|entry| has(&entry.tags)).map(|entry| &entry.value)
    }

    /// The metrics as one JSON object: `{"metrics":[{"group":…,"name":…,"tags":{…},"value":…},…]}`. NaN and what is infinite become null.
    pub fn to_json(&self) -> String {
        let mut json = String::with_capacity(self.entries.len() * 128);
        json.push_str("{\"metrics\":[");
        for (i, entry) in self.entries.iter().enumerate() {
            let separator = if i == 0 { "" } else { "," };
            let MetricTemplate { name, group, .. } = entry.template;
            let _ = write!(json, "{separator}{{\"group\":\"{group}\",\"name\":\"{name}\",\"tags\":{{");
            for (i, (tag, value)) in entry.tags.iter().enumerate() {
                let separator = if i == 0 { "" } else { "," };
                let _ = write!(json, "{separator}\"{tag}\":{}", Quoted(&value));
            }
            let _ = match &entry.value {
                MetricValue::Count(count) => write!(json, "}},\"value\":{count}}}"),
                MetricValue::Number(number) if number.is_finite() => write!(json, "}},\"value\":{number}}}"),
                MetricValue::Number(_) => write!(json, "}},\"value\":null}}"),
                MetricValue::Text(text) => write!(json, "}},\"value\":{}}}", Quoted(text)),
            };
        }
        json.push_str("]}");
        json
    }
}

impl<'a> IntoIterator for &'a MetricsSnapshot {
    type Item = &'a MetricEntry;
    type IntoIter = std::slice::Iter<'a, MetricEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl MetricEntry {
    /// The metric's name.
    pub fn name(&self) -> &'static str {
        self.template.name
    }

    /// The metric's group.
    pub fn group(&self) -> MetricGroup {
        self.template.group
    }
}

impl MetricTags {
    /// The tags by Java's names: `client-id`, then those of `node-id`, `topic` and `partition` that it has.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        let node = self.node.map(|node| ("node-id", Cow::Owned(format!("node-{}", node.0))));
        let topic = self.topic.as_deref().map(|topic| ("topic", Cow::Borrowed(topic)));
        let partition = self.partition.map(|partition| ("partition", Cow::Owned(partition.to_string())));
        [Some(("client-id", Cow::Borrowed(&*self.client_id))), node, topic, partition].into_iter().flatten()
    }
}

impl MetricValue {
    /// The value as a number; `None` for text.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(*count as f64),
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }

    /// The value as a whole number, if it is one.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(*count),
            Self::Number(_) | Self::Text(_) => None,
        }
    }
}

impl fmt::Display for MetricValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// Text as a JSON string.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                c if c.is_control() => write!(f, "\\u{:04x}", c as u32)?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::templates;

    #[test]
    fn json_escapes_text_and_has_no_nan() {
        let template = templates().find(|template| template.name == "byte-rate").unwrap();
        let tags = MetricTags {
            client_id: "a\"b\\c\n".into(),
            node: None,
            topic: Some("t".into()),
            partition: None,
        };
        let entry = |value| MetricEntry { template, tags: tags.clone(), value };
        let values = [MetricValue::Number(f64::NAN), MetricValue::Number(1.5), MetricValue::Count(7)];
        let snapshot = MetricsSnapshot { entries: values.into_iter().map(entry).collect() };
        let head = "{\"group\":\"producer-topic-metrics\",\"name\":\"byte-rate\",\"tags\":\
                    {\"client-id\":\"a\\\"b\\\\c\\u000a\",\"topic\":\"t\"},\"value\":";
        assert_eq!(snapshot.to_json(), format!("{{\"metrics\":[{head}null}},{head}1.5}},{head}7}}]}}"));
    }
}
