//! Metrics that Java does not have.

use crate::metrics::table::{Definition, ReadPartition, ReadProducer, metric, send_blocked};
use crate::metrics::{MetricValue, Timer};

/// Of the producer as a whole.
pub(super) const ADDITIONS: &[Definition<ReadProducer>] = &[
    metric!(
        Producer,
        "batch-records-p50",
        Percentile,
        Records,
        "Records of a batch: half of them at most.",
        |r| r.recorded.sender.batch_records.percentile(r.now, 0.5, 1.0)
    ),
    metric!(
        Producer,
        "batch-records-p95",
        Percentile,
        Records,
        "Records of a batch: 95% of them at most.",
        |r| r.recorded.sender.batch_records.percentile(r.now, 0.95, 1.0)
    ),
    metric!(
        Producer,
        "batch-records-p99",
        Percentile,
        Records,
        "Records of a batch: 99% of them at most.",
        |r| r.recorded.sender.batch_records.percentile(r.now, 0.99, 1.0)
    ),
    metric!(
        Producer,
        "batch-records-p999",
        Percentile,
        Records,
        "Records of a batch: 99.9% of them at most.",
        |r| r.recorded.sender.batch_records.percentile(r.now, 0.999, 1.0)
    ),
    metric!(
        Producer,
        "batch-bytes-p50",
        Percentile,
        Bytes,
        "Bytes of a batch on the wire: half of them at most.",
        |r| r.recorded.sender.batch_bytes.percentile(r.now, 0.5, 1.0)
    ),
    metric!(
        Producer,
        "batch-bytes-p95",
        Percentile,
        Bytes,
        "Bytes of a batch on the wire: 95% of them at most.",
        |r| r.recorded.sender.batch_bytes.percentile(r.now, 0.95, 1.0)
    ),
    metric!(
        Producer,
        "batch-bytes-p99",
        Percentile,
        Bytes,
        "Bytes of a batch on the wire: 99% of them at most.",
        |r| r.recorded.sender.batch_bytes.percentile(r.now, 0.99, 1.0)
    ),
    metric!(
        Producer,
        "batch-bytes-p999",
        Percentile,
        Bytes,
        "Bytes of a batch on the wire: 99.9% of them at most.",
        |r| r.recorded.sender.batch_bytes.percentile(r.now, 0.999, 1.0)
    ),
    metric!(
        Producer,
        "buffered-records",
        Gauge,
        Records,
        "Records admitted whose outcome has not been told.",
        |r| MetricValue::Count(r.buffered_records)
    ),
    metric!(Producer, "buffered-bytes", Gauge, Bytes, "What of `buffer.memory` is in use.", |r| {
        MetricValue::Count(r.stats.buffer_used_bytes)
    }),
    metric!(Producer, "records-delivered-total", Total, Records, "Records delivered.", |r| {
        MetricValue::Count(r.stats.records_delivered)
    }),
    metric!(
        Producer,
        "records-not-written-total",
        Total,
        Records,
        "Records that failed and are certainly not in the log.",
        |r| MetricValue::Count(r.stats.records_not_written)
    ),
    metric!(
        Producer,
        "records-unknown-total",
        Total,
        Records,
        "Records that failed and may be in the log.",
        |r| MetricValue::Count(r.stats.records_unknown)
    ),
    metric!(Producer, "loop-turns-total", Total, Count, "Passes of the sender.", |r| MetricValue::Count(
        r.stats.passes
    )),
    metric!(
        Producer,
        "wakeups-total",
        Total,
        Count,
        "Times that an application thread woke the I/O loop.",
        |r| MetricValue::Count(r.stats.wakeups)
    ),
    metric!(Producer, "connection-attempts-total", Total, Count, "Attempts to connect.", |r| {
        MetricValue::Count(r.stats.connection_attempts)
    }),
    metric!(Producer, "metadata-requests-total", Total, Count, "Requests for metadata.", |r| {
        MetricValue::Count(r.recorded.network.seen.metadata_requests)
    }),
    metric!(
        Producer,
        "callback-time-ns-total",
        Total,
        Nanoseconds,
        "Time spent in callbacks, delivery handlers and interceptors on the I/O loop.",
        |r| MetricValue::Count(r.timers.nanos(Timer::Callbacks))
    ),
    metric!(
        Producer,
        "send-blocked-time-ns-total",
        Total,
        Nanoseconds,
        "Time that sends waited, for metadata and memory together.",
        send_blocked
    ),
];

/// Of a partition in which something waits.
pub(super) const PARTITION: &[Definition<ReadPartition>] = &[
    metric!(
        Partition,
        "buffered-records",
        Gauge,
        Records,
        "Records of the partition that wait to be sent.",
        |p| MetricValue::Count(p.records)
    ),
    metric!(Partition, "buffered-bytes", Gauge, Bytes, "Bytes of these records.", |p| MetricValue::Count(
        p.bytes
    )),
];
