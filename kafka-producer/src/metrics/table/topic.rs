//! Metrics of one topic.

use crate::metrics::table::{Definition, ReadTopic, metric};

/// Of one topic.
pub(super) const TOPIC: &[Definition<ReadTopic>] = &[
    metric!(
        Topic,
        "record-send-rate",
        Rate,
        Records,
        "Records of the topic sent, retries included a second.",
        |t| t.sends.rate(t.now)
    ),
    metric!(
        Topic,
        "record-send-total",
        Total,
        Records,
        "Records of the topic sent, retries included.",
        |t| t.sends.total()
    ),
    metric!(Topic, "byte-rate", Rate, Bytes, "Bytes of the topic's batches sent a second.", |t| t
        .bytes
        .rate(t.now)),
    metric!(Topic, "byte-total", Total, Bytes, "Bytes of the topic's batches sent.", |t| t.bytes.total()),
    metric!(
        Topic,
        "compression-rate",
        Avg,
        Ratio,
        "Compressed by uncompressed size of the topic's batches.",
        |t| t.compression.avg(t.now)
    ),
    metric!(
        Topic,
        "record-retry-rate",
        Rate,
        Records,
        "Records of the topic queued to be sent again a second.",
        |t| t.retries.rate(t.now)
    ),
    metric!(
        Topic,
        "record-retry-total",
        Total,
        Records,
        "Records of the topic queued to be sent again.",
        |t| t.retries.total()
    ),
    metric!(
        Topic,
        "record-error-rate",
        Rate,
        Records,
        "Records of the topic that were admitted and failed a second.",
        |t| t.errors.rate(t.now)
    ),
    metric!(
        Topic,
        "record-error-total",
        Total,
        Records,
        "Records of the topic that were admitted and failed.",
        |t| t.errors.total()
    ),
];
