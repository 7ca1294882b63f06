//! Prints every metric as the Markdown of `docs/metrics.md`.

use kafka_producer::{METRICS, MetricKind};

fn main() {
    println!("# Metrics\n");
    println!(
        "What `Producer::stats` tells, and `kp perf --metrics` prints. Reading them costs a few loads and one lock each of"
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
