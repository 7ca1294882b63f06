//! Prints every metric as the Markdown of `docs/metrics.md`.

use kafka_producer::{METRICS, MetricGroup, MetricKind, metric_templates};

fn main() {
    println!("# Metrics\n");
    println!(
        "`Producer::metrics` tells all of these at once, with the names and groups of the Java producer where that has them. Every metric"
    );
    println!(
        "has the tag `client-id`. The window of a rate, average, maximum, ratio or percentile is `metrics.num.samples` samples of"
    );
    println!("`metrics.sample.window.ms`; without values in it, an average, maximum or percentile is NaN.\n");
    println!(
        "Adding a record touches none of them: they are recorded once a batch, a request or a pass of the sender. There are no"
    );
    println!("`txn-*` metrics, as there are no transactions yet.\n");
    for (group, about) in GROUPS {
        println!("## `{group}`\n\n{about}\n");
        println!("| name | statistic | unit | meaning |");
        println!("|---|---|---|---|");
        for metric in metric_templates().filter(|metric| metric.group == *group) {
            println!("| `{}` | {} | {} | {} |", metric.name, metric.statistic, metric.unit, metric.meaning);
        }
        println!();
    }
    println!("## Counters\n");
    println!(
        "What `Producer::stats` tells, for code that wants numbers without names. Reading them costs a few loads and one lock each of"
    );
    println!("the memory pool and the list of incomplete batches; nothing is averaged or timed.\n");
    println!("| name | kind | meaning |");
    println!("|---|---|---|");
    for metric in METRICS {
        let kind = match metric.kind {
            MetricKind::Counter => "counter",
            MetricKind::Gauge => "gauge",
        };
        println!("| `{}` | {kind} | {} |", metric.name, metric.meaning);
    }
}

const GROUPS: &[(MetricGroup, &str)] = &[
    (MetricGroup::Producer, "Of the producer as a whole. From `batch-records-p50` on, they are not in Java."),
    (
        MetricGroup::Node,
        "Of the connections to one broker, with the tag `node-id`: `node-1`, or `node--1` for the first bootstrap server. Gone when the \
         broker leaves the cluster, unlike in Java. The percentiles are not in Java.",
    ),
    (
        MetricGroup::Topic,
        "Of one topic, with the tag `topic`. There from the first event on, and gone when the topic is used no more and leaves metadata, \
         unlike in Java.",
    ),
    (
        MetricGroup::Partition,
        "Of a partition in which something waits, with the tags `topic` and `partition`; only with `metrics.recording.level` of DEBUG or \
         TRACE. Not in Java.",
    ),
    (MetricGroup::AppInfo, "The client itself."),
    (MetricGroup::Count, "The metrics themselves."),
];
