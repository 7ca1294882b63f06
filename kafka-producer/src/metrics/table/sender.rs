//! Metrics of the sender, of the memory, and of waits.

use crate::metrics::table::{Definition, ReadProducer, metadata_age, metric};
use crate::metrics::{MetricValue, Timer};

/// Sections 2 to 4 of the groups of Java: the producer as a whole.
pub(super) const SENDER: &[Definition<ReadProducer>] = &[
    metric!(
        Producer,
        "batch-size-avg",
        Avg,
        Bytes,
        "Size of a batch when it is sent, again with each retry.",
        |r| r.recorded.sender.batch_size.avg(r.now)
    ),
    metric!(Producer, "batch-size-max", Max, Bytes, "The largest batch sent.", |r| r
        .recorded
        .sender
        .batch_size
        .max(r.now)),
    metric!(
        Producer,
        "batch-split-rate",
        Rate,
        Batches,
        "Batches cut up because the broker found them too large a second.",
        |r| r.recorded.sender.splits.rate(r.now)
    ),
    metric!(
        Producer,
        "batch-split-total",
        Total,
        Batches,
        "Batches cut up because the broker found them too large.",
        |r| r.recorded.sender.splits.total()
    ),
    metric!(
        Producer,
        "compression-rate-avg",
        Avg,
        Ratio,
        "Compressed by uncompressed size of a batch when it is sent.",
        |r| r.recorded.sender.compression.avg(r.now)
    ),
    metric!(
        Producer,
        "metadata-age",
        Gauge,
        Seconds,
        "Time since metadata was last refreshed; NaN before the first time.",
        metadata_age
    ),
    metric!(
        Producer,
        "produce-throttle-time-avg",
        Avg,
        Milliseconds,
        "Throttle time told by a response of any kind, 0 included.",
        |r| r.recorded.sender.throttle.avg(r.now)
    ),
    metric!(
        Producer,
        "produce-throttle-time-max",
        Max,
        Milliseconds,
        "The longest throttle time told.",
        |r| r.recorded.sender.throttle.max(r.now)
    ),
    metric!(
        Producer,
        "record-error-rate",
        Rate,
        Records,
        "Records that failed, those that `send` refused included a second.",
        |r| r.recorded.sender.errors.rate(r.now)
    ),
    metric!(
        Producer,
        "record-error-total",
        Total,
        Records,
        "Records that failed, those that `send` refused included.",
        |r| r.recorded.sender.errors.total()
    ),
    metric!(Producer, "record-queue-time-avg", Avg, Milliseconds, "Age of a batch when it is sent.", |r| r
        .recorded
        .sender
        .queue_time
        .avg(r.now)),
    metric!(Producer, "record-queue-time-max", Max, Milliseconds, "Age of the oldest batch sent.", |r| r
        .recorded
        .sender
        .queue_time
        .max(r.now)),
    metric!(Producer, "record-retry-rate", Rate, Records, "Records queued to be sent again a second.", |r| r
        .recorded
        .sender
        .retries
        .rate(r.now)),
    metric!(Producer, "record-retry-total", Total, Records, "Records queued to be sent again.", |r| r
        .recorded
        .sender
        .retries
        .total()),
    metric!(
        Producer,
        "record-send-rate",
        Rate,
        Records,
        "Records of batches sent, retries included a second.",
        |r| r.recorded.sender.sends.rate(r.now)
    ),
    metric!(
        Producer,
        "record-send-total",
        Total,
        Records,
        "Records of batches sent, retries included.",
        |r| r.recorded.sender.sends.total()
    ),
    metric!(
        Producer,
        "record-size-avg",
        Avg,
        Bytes,
        "Size of a record in its batch. Java's is a mean of each batch's largest.",
        |r| r.recorded.sender.record_size.avg(r.now)
    ),
    metric!(
        Producer,
        "record-size-max",
        Max,
        Bytes,
        "The largest record sent, by the upper bound that `max.request.size` limits.",
        |r| r.recorded.sender.record_size.max(r.now)
    ),
    metric!(Producer, "records-per-request-avg", Avg, Records, "Records of a Produce request.", |r| r
        .recorded
        .sender
        .records_per_request
        .avg(r.now)),
    metric!(
        Producer,
        "request-latency-avg",
        Avg,
        Milliseconds,
        "Time to the answer of a Produce request.",
        |r| r.recorded.sender.latency.avg(r.now)
    ),
    metric!(
        Producer,
        "request-latency-max",
        Max,
        Milliseconds,
        "The longest time to the answer of a Produce request.",
        |r| r.recorded.sender.latency.max(r.now)
    ),
    metric!(
        Producer,
        "requests-in-flight",
        Gauge,
        Count,
        "Requests without an answer on all connections.",
        |r| MetricValue::Count(r.stats.requests_in_flight)
    ),
    metric!(
        Producer,
        "waiting-threads",
        Gauge,
        Count,
        "Callers that wait for memory, threads and tasks.",
        |r| MetricValue::Count(r.stats.waiting_for_memory)
    ),
    metric!(Producer, "buffer-total-bytes", Gauge, Bytes, "`buffer.memory`.", |r| MetricValue::Count(
        r.buffer_total
    )),
    metric!(
        Producer,
        "buffer-available-bytes",
        Gauge,
        Bytes,
        "What of `buffer.memory` is not in use.",
        |r| MetricValue::Count(r.buffer_total.saturating_sub(r.stats.buffer_used_bytes))
    ),
    metric!(
        Producer,
        "bufferpool-wait-ratio",
        Ratio,
        Ratio,
        "Time that callers waited for memory, of all together.",
        |r| r.recorded.memory_wait.ratio(r.now)
    ),
    metric!(
        Producer,
        "bufferpool-wait-time-ns-total",
        Total,
        Nanoseconds,
        "Time that callers waited for memory.",
        |r| r.recorded.memory_wait.total()
    ),
    metric!(
        Producer,
        "buffer-exhausted-rate",
        Rate,
        Records,
        "Sends dropped because memory did not come in time a second.",
        |r| r.recorded.exhausted.rate(r.now)
    ),
    metric!(
        Producer,
        "buffer-exhausted-total",
        Total,
        Records,
        "Sends dropped because memory did not come in time.",
        |r| r.recorded.exhausted.total()
    ),
    metric!(Producer, "flush-time-ns-total", Total, Nanoseconds, "Time spent in `flush`.", |r| {
        MetricValue::Count(r.timers.nanos(Timer::Flush))
    }),
    metric!(
        Producer,
        "metadata-wait-time-ns-total",
        Total,
        Nanoseconds,
        "Time that callers waited for metadata.",
        |r| MetricValue::Count(r.timers.nanos(Timer::MetadataWait))
    ),
];
