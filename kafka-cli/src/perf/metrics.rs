//! The metrics of a run.

use std::fmt;

use kafka_producer::{MetricEntry, MetricsSnapshot};

/// Metrics by group and what they are of, as lines to read.
pub(super) struct MetricsReport<'a>(pub(super) &'a MetricsSnapshot);

impl fmt::Display for MetricsReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut of = None;
        for entry in self.0 {
            let head = heading(entry);
            if of.as_ref() != Some(&head) {
                write!(f, "{}{head}", if of.is_none() { "" } else { "\n" })?;
                of = Some(head);
            }
            let (name, unit) = (entry.name(), entry.template.unit);
            match entry.value.as_f64() {
                Some(number) if number.is_nan() => write!(f, "\n  {name:<44} -")?,
                Some(number) if number.fract() != 0.0 => write!(f, "\n  {name:<44} {number:.3} {unit}")?,
                Some(number) => write!(f, "\n  {name:<44} {number} {unit}")?,
                None => write!(f, "\n  {name:<44} {}", entry.value)?,
            }
        }
        Ok(())
    }
}

/// The group, and the tags that not all have.
fn heading(entry: &MetricEntry) -> String {
    let tags = entry.tags.iter().filter(|(tag, _)| *tag != "client-id");
    let tags: Vec<String> = tags.map(|(tag, value)| format!(" {tag}={value}")).collect();
    format!("{}{}", entry.group(), tags.concat())
}
