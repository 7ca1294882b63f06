//! What clients push of their metrics (KIP-714).

use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::wire::Uuid;

/// The one subscription that the brokers have, for every client.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TelemetryConfig {
    /// Beginnings of the metrics that are wanted; an empty one is of all. Default: all.
    pub metrics: Vec<String>,
    /// Time between two pushes. Default five minutes.
    pub push_interval: Duration,
    /// Whether sums tell what came since the push before. Default false.
    pub delta: bool,
    /// Codecs that are accepted, by their ids, the best first. Default: none.
    pub compression: Vec<i8>,
    /// The most bytes of a push. Default 1 MiB.
    pub max_bytes: i32,
}

impl Default for TelemetryConfig {
    fn default() -> Self {
        Self {
            metrics: vec![String::new()],
            push_interval: Duration::from_mins(5),
            delta: false,
            compression: Vec::new(),
            max_bytes: 1 << 20,
        }
    }
}

/// One push of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TelemetryPush {
    /// When it came, on the cluster's clock.
    pub at: Duration,
    /// The client, by the id that it was given.
    pub client_instance_id: Uuid,
    /// Whether it is the client's last.
    pub terminating: bool,
    /// The codec's id.
    pub compression_type: i8,
    /// OpenTelemetry's `MetricsData`, compressed.
    pub metrics: Bytes,
}
