//! Metrics of all connections together.

use crate::metrics::MetricValue;
use crate::metrics::table::{Definition, ReadProducer, metric};

/// What Java's selector measures.
pub(super) const NETWORK: &[Definition<ReadProducer>] = &[
    metric!(Producer, "connection-creation-rate", Rate, Count, "Connections opened a second.", |r| r
        .recorded
        .network
        .opened
        .rate(r.now)),
    metric!(Producer, "connection-creation-total", Total, Count, "Connections opened.", |r| r
        .recorded
        .network
        .opened
        .total()),
    metric!(Producer, "connection-close-rate", Rate, Count, "Connections closed a second.", |r| r
        .recorded
        .network
        .closed
        .rate(r.now)),
    metric!(Producer, "connection-close-total", Total, Count, "Connections closed.", |r| r
        .recorded
        .network
        .closed
        .total()),
    metric!(Producer, "connection-count", Gauge, Count, "Connections open now.", |r| MetricValue::Count(
        r.recorded.network.seen.opened.saturating_sub(r.recorded.network.seen.closed)
    )),
    metric!(
        Producer,
        "successful-authentication-rate",
        Rate,
        Count,
        "Connections authenticated a second.",
        |r| r.recorded.network.authentications.rate(r.now)
    ),
    metric!(Producer, "successful-authentication-total", Total, Count, "Connections authenticated.", |r| r
        .recorded
        .network
        .authentications
        .total()),
    metric!(
        Producer,
        "successful-authentication-no-reauth-total",
        Total,
        Count,
        "Those of them with brokers that cannot renew a session.",
        |r| MetricValue::Count(r.recorded.network.seen.authentications_for_good)
    ),
    metric!(Producer, "failed-authentication-rate", Rate, Count, "Authentications refused a second.", |r| r
        .recorded
        .network
        .refusals
        .rate(r.now)),
    metric!(Producer, "failed-authentication-total", Total, Count, "Authentications refused.", |r| r
        .recorded
        .network
        .refusals
        .total()),
    metric!(Producer, "successful-reauthentication-rate", Rate, Count, "Sessions renewed a second.", |r| r
        .recorded
        .network
        .renewals
        .rate(r.now)),
    metric!(Producer, "successful-reauthentication-total", Total, Count, "Sessions renewed.", |r| r
        .recorded
        .network
        .renewals
        .total()),
    metric!(Producer, "failed-reauthentication-rate", Rate, Count, "Renewals refused a second.", |r| r
        .recorded
        .network
        .renewal_refusals
        .rate(r.now)),
    metric!(Producer, "failed-reauthentication-total", Total, Count, "Renewals refused.", |r| r
        .recorded
        .network
        .renewal_refusals
        .total()),
    metric!(
        Producer,
        "reauthentication-latency-avg",
        Avg,
        Milliseconds,
        "Time that the renewal of a session took.",
        |r| r.recorded.network.renewal_latency.avg(r.now)
    ),
    metric!(
        Producer,
        "reauthentication-latency-max",
        Max,
        Milliseconds,
        "The longest renewal of a session.",
        |r| r.recorded.network.renewal_latency.max(r.now)
    ),
    metric!(Producer, "network-io-rate", Rate, Count, "Reads and writes on all connections a second.", |r| r
        .recorded
        .network
        .operations
        .rate(r.now)),
    metric!(Producer, "network-io-total", Total, Count, "Reads and writes on all connections.", |r| r
        .recorded
        .network
        .operations
        .total()),
    metric!(Producer, "outgoing-byte-rate", Rate, Bytes, "Bytes written a second.", |r| r
        .recorded
        .network
        .outgoing
        .rate(r.now)),
    metric!(Producer, "outgoing-byte-total", Total, Bytes, "Bytes written.", |r| r
        .recorded
        .network
        .outgoing
        .total()),
    metric!(Producer, "incoming-byte-rate", Rate, Bytes, "Bytes read a second.", |r| r
        .recorded
        .network
        .incoming
        .rate(r.now)),
    metric!(Producer, "incoming-byte-total", Total, Bytes, "Bytes read.", |r| r
        .recorded
        .network
        .incoming
        .total()),
    metric!(Producer, "request-rate", Rate, Count, "Requests of every kind sent a second.", |r| r
        .recorded
        .network
        .requests
        .rate(r.now)),
    metric!(Producer, "request-total", Total, Count, "Requests of every kind sent.", |r| r
        .recorded
        .network
        .requests
        .total()),
    metric!(Producer, "request-size-avg", Avg, Bytes, "Size of a request of any kind.", |r| r
        .recorded
        .network
        .request_size
        .avg(r.now)),
    metric!(Producer, "request-size-max", Max, Bytes, "The largest request.", |r| r
        .recorded
        .network
        .request_size
        .max(r.now)),
    metric!(Producer, "response-rate", Rate, Count, "Responses received a second.", |r| r
        .recorded
        .network
        .responses
        .rate(r.now)),
    metric!(Producer, "response-total", Total, Count, "Responses received.", |r| r
        .recorded
        .network
        .responses
        .total()),
    metric!(Producer, "select-rate", Rate, Count, "Times that the I/O loop was woken a second.", |r| r
        .recorded
        .io
        .select
        .rate(r.now)),
    metric!(Producer, "select-total", Total, Count, "Times that the I/O loop was woken.", |r| r
        .recorded
        .io
        .select
        .total()),
    metric!(
        Producer,
        "io-wait-time-ns-avg",
        Avg,
        Nanoseconds,
        "Time that the I/O loop slept before it was woken.",
        |r| r.recorded.io.wait.avg(r.now)
    ),
    metric!(Producer, "io-wait-time-ns-total", Total, Nanoseconds, "Time that the I/O loop slept.", |r| r
        .recorded
        .io
        .wait
        .total()),
    metric!(Producer, "io-wait-ratio", Ratio, Ratio, "Share of the time that the I/O loop slept.", |r| r
        .recorded
        .io
        .wait
        .ratio(r.now)),
    metric!(
        Producer,
        "io-time-ns-avg",
        Avg,
        Nanoseconds,
        "Time that the I/O loop worked before it slept again.",
        |r| r.recorded.io.work.avg(r.now)
    ),
    metric!(Producer, "io-time-ns-total", Total, Nanoseconds, "Time that the I/O loop worked.", |r| r
        .recorded
        .io
        .work
        .total()),
    metric!(Producer, "io-ratio", Ratio, Ratio, "Share of the time that the I/O loop worked.", |r| r
        .recorded
        .io
        .work
        .ratio(r.now)),
];
