//! Metrics of one broker.

use crate::metrics::table::{Definition, ReadNode, metric};

/// Java's, then how the time of requests divides, which Java does not tell.
pub(super) const NODE: &[Definition<ReadNode>] = &[
    metric!(Node, "request-rate", Rate, Count, "Requests sent to the broker a second.", |n| n
        .requests
        .rate(n.now)),
    metric!(Node, "request-total", Total, Count, "Requests sent to the broker.", |n| n.requests.total()),
    metric!(Node, "request-size-avg", Avg, Bytes, "Size of a request to the broker.", |n| n
        .request_size
        .avg(n.now)),
    metric!(Node, "request-size-max", Max, Bytes, "The largest request to the broker.", |n| n
        .request_size
        .max(n.now)),
    metric!(Node, "response-rate", Rate, Count, "Responses of the broker a second.", |n| n
        .responses
        .rate(n.now)),
    metric!(Node, "response-total", Total, Count, "Responses of the broker.", |n| n.responses.total()),
    metric!(Node, "outgoing-byte-rate", Rate, Bytes, "Bytes written to the broker a second.", |n| n
        .outgoing
        .rate(n.now)),
    metric!(Node, "outgoing-byte-total", Total, Bytes, "Bytes written to the broker.", |n| n
        .outgoing
        .total()),
    metric!(Node, "incoming-byte-rate", Rate, Bytes, "Bytes read from the broker a second.", |n| n
        .incoming
        .rate(n.now)),
    metric!(Node, "incoming-byte-total", Total, Bytes, "Bytes read from the broker.", |n| n.incoming.total()),
    metric!(
        Node,
        "request-latency-avg",
        Avg,
        Milliseconds,
        "Time to the broker's answer to a Produce request.",
        |n| n.latency.avg(n.now)
    ),
    metric!(
        Node,
        "request-latency-max",
        Max,
        Milliseconds,
        "The longest time to the broker's answer to a Produce request.",
        |n| n.latency.max(n.now)
    ),
    metric!(
        Node,
        "queue-time-p50",
        Percentile,
        Milliseconds,
        "Age of a batch when it was sent to the broker: half of them at most.",
        |n| n.queue_time.percentile(n.now, 0.5, 1e-3)
    ),
    metric!(
        Node,
        "queue-time-p95",
        Percentile,
        Milliseconds,
        "Age of a batch when it was sent to the broker: 95% of them at most.",
        |n| n.queue_time.percentile(n.now, 0.95, 1e-3)
    ),
    metric!(
        Node,
        "queue-time-p99",
        Percentile,
        Milliseconds,
        "Age of a batch when it was sent to the broker: 99% of them at most.",
        |n| n.queue_time.percentile(n.now, 0.99, 1e-3)
    ),
    metric!(
        Node,
        "queue-time-p999",
        Percentile,
        Milliseconds,
        "Age of a batch when it was sent to the broker: 99.9% of them at most.",
        |n| n.queue_time.percentile(n.now, 0.999, 1e-3)
    ),
    metric!(
        Node,
        "write-wait-time-p50",
        Percentile,
        Milliseconds,
        "Time until a Produce request was written to the socket: half of them at most.",
        |n| n.write_wait.percentile(n.now, 0.5, 1e-3)
    ),
    metric!(
        Node,
        "write-wait-time-p95",
        Percentile,
        Milliseconds,
        "Time until a Produce request was written to the socket: 95% of them at most.",
        |n| n.write_wait.percentile(n.now, 0.95, 1e-3)
    ),
    metric!(
        Node,
        "write-wait-time-p99",
        Percentile,
        Milliseconds,
        "Time until a Produce request was written to the socket: 99% of them at most.",
        |n| n.write_wait.percentile(n.now, 0.99, 1e-3)
    ),
    metric!(
        Node,
        "write-wait-time-p999",
        Percentile,
        Milliseconds,
        "Time until a Produce request was written to the socket: 99.9% of them at most.",
        |n| n.write_wait.percentile(n.now, 0.999, 1e-3)
    ),
    metric!(
        Node,
        "round-trip-time-p50",
        Percentile,
        Milliseconds,
        "Time from there to the answer: half of them at most.",
        |n| n.round_trip.percentile(n.now, 0.5, 1e-3)
    ),
    metric!(
        Node,
        "round-trip-time-p95",
        Percentile,
        Milliseconds,
        "Time from there to the answer: 95% of them at most.",
        |n| n.round_trip.percentile(n.now, 0.95, 1e-3)
    ),
    metric!(
        Node,
        "round-trip-time-p99",
        Percentile,
        Milliseconds,
        "Time from there to the answer: 99% of them at most.",
        |n| n.round_trip.percentile(n.now, 0.99, 1e-3)
    ),
    metric!(
        Node,
        "round-trip-time-p999",
        Percentile,
        Milliseconds,
        "Time from there to the answer: 99.9% of them at most.",
        |n| n.round_trip.percentile(n.now, 0.999, 1e-3)
    ),
    metric!(
        Node,
        "throttle-time-p50",
        Percentile,
        Milliseconds,
        "Throttle time in the answer to a Produce request: half of them at most.",
        |n| n.throttle.percentile(n.now, 0.5, 1e-3)
    ),
    metric!(
        Node,
        "throttle-time-p95",
        Percentile,
        Milliseconds,
        "Throttle time in the answer to a Produce request: 95% of them at most.",
        |n| n.throttle.percentile(n.now, 0.95, 1e-3)
    ),
    metric!(
        Node,
        "throttle-time-p99",
        Percentile,
        Milliseconds,
        "Throttle time in the answer to a Produce request: 99% of them at most.",
        |n| n.throttle.percentile(n.now, 0.99, 1e-3)
    ),
    metric!(
        Node,
        "throttle-time-p999",
        Percentile,
        Milliseconds,
        "Throttle time in the answer to a Produce request: 99.9% of them at most.",
        |n| n.throttle.percentile(n.now, 0.999, 1e-3)
    ),
];
