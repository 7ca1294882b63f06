//! Counters of one producer: written once a batch or once a request, readable at any time.

use kafka_net::{Cluster, ConnectionCounters};

use crate::sync::{AtomicU64, Ordering};

/// One field of [`ProducerStats`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Metric {
    /// The field's name.
    pub name: &'static str,
    /// How its value behaves.
    pub kind: MetricKind,
    /// What it counts.
    pub meaning: &'static str,
    /// Takes its value out of the statistics.
    pub value: fn(&ProducerStats) -> u64,
}

/// How the value of a [`Metric`] behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricKind {
    /// It only grows.
    Counter,
    /// It is what is there at the moment.
    Gauge,
}

/// `counted` fields are counters that the sender keeps, `shown` ones it copies from the connections, and `gathered` ones are asked from
/// their owners.
macro_rules! metrics {
    (
        counted { $($counted:ident $counted_meaning:literal,)* }
        shown { $($shown:ident $shown_kind:ident $shown_meaning:literal,)* }
        gathered { $($name:ident $kind:ident $meaning:literal,)* }
    ) => {
        /// The producer's counters at one moment. All but the gauges only grow.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct ProducerStats {
            $(#[doc = $counted_meaning] pub $counted: u64,)*
            $(#[doc = $shown_meaning] #[doc = concat!("(", stringify!($shown_kind), ")")] pub $shown: u64,)*
            $(#[doc = $meaning] #[doc = concat!("(", stringify!($kind), ")")] pub $name: u64,)*
        }

        /// Every field of [`ProducerStats`], in the order of the documentation.
        pub const METRICS: &[Metric] = &[
            $(Metric {
                name: stringify!($counted),
                kind: MetricKind::Counter,
                meaning: $counted_meaning,
                value: |stats| stats.$counted,
            },)*
            $(Metric {
                name: stringify!($shown),
                kind: MetricKind::$shown_kind,
                meaning: $shown_meaning,
                value: |stats| stats.$shown,
            },)*
            $(Metric {
                name: stringify!($name),
                kind: MetricKind::$kind,
                meaning: $meaning,
                value: |stats| stats.$name,
            },)*
        ];

        #[derive(Debug, Default)]
        pub(crate) struct Counters {
            $(pub(crate) $counted: AtomicU64,)*
            $(pub(crate) $shown: AtomicU64,)*
        }

        impl Counters {
            pub(crate) fn snapshot(&self) -> ProducerStats {
                ProducerStats {
                    $($counted: self.$counted.load(Ordering::Relaxed),)*
                    $($shown: self.$shown.load(Ordering::Relaxed),)*
                    ..ProducerStats::default()
                }
            }
        }
    };
}

metrics! {
    counted {
        records_sent "Records of batches handed to connections, retries included: Java's `record-send-total`.",
        records_delivered "Records delivered.",
        records_not_written "Records that failed and are certainly not in the log.",
        records_unknown "Records that failed and may be in the log.",
        records_retried "Records of batches that were queued to be sent again after an attempt that may have reached the broker.",
        batches_sent "Batches handed to connections, retries included.",
        batch_bytes_sent "Bytes of these batches.",
        batches_split "Batches cut up because the broker found them too large.",
        produce_requests "Produce requests sent.",
        epoch_bumps "Times that the producer raised its epoch.",
        passes "Passes of the sender.",
        unclaimed_answers "Entries of Produce responses that belonged to no batch.",
    }
    shown {
        connections Gauge "Connections that are ready for requests.",
        connection_attempts Counter "Attempts to connect.",
        connections_made Counter "Connections that became ready for requests: Java's `connection-creation-total`.",
        connection_failures Counter "Attempts and connections that ended by a failure.",
        authentications Counter "Authentications that succeeded, renewals of a session not included.",
        reauthentications Counter "Sessions that were renewed.",
        authentication_failures Counter "Authentications and renewals that were refused.",
        requests_in_flight Gauge "Requests of every kind without an answer.",
        requests Counter "Requests of every kind: Java's `request-total`.",
        responses Counter "Responses: Java's `response-total`.",
        bytes_sent Counter "Bytes written to brokers: Java's `outgoing-byte-total`.",
        bytes_received Counter "Bytes read from brokers: Java's `incoming-byte-total`.",
        throttle_ms Counter "Milliseconds for which brokers asked to be left alone.",
    }
    gathered {
        incomplete_batches Gauge "Batches whose records have not all been told.",
        buffer_used_bytes Gauge "Bytes of `buffer.memory` in use.",
        waiting_for_memory Gauge "Callers waiting for memory.",
        buffer_exhausted Counter "Sends that were dropped because memory did not come in time.",
        wakeups Counter "Times that an application thread woke the I/O task.",
    }
}

impl Counters {
    /// Shows what has happened on the connections.
    pub(crate) fn show_connections(&self, cluster: &Cluster, total: &ConnectionCounters) {
        for (shown, value) in [
            (&self.connections, cluster.connected() as u64),
            (&self.connection_attempts, total.attempts),
            (&self.connections_made, total.ready),
            (&self.connection_failures, total.failures),
            (&self.authentications, total.authentications),
            (&self.reauthentications, total.reauthentications),
            (&self.authentication_failures, total.refusals),
            (&self.requests_in_flight, cluster.in_flight() as u64),
            (&self.requests, total.requests),
            (&self.responses, total.responses),
            (&self.bytes_sent, total.bytes_sent),
            (&self.bytes_received, total.bytes_received),
            (&self.throttle_ms, total.throttle_total.as_millis() as u64),
        ] {
            shown.store(value, Ordering::Relaxed);
        }
    }
}

pub(crate) fn add(counter: &AtomicU64, n: u64) {
    counter.fetch_add(n, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_reads_its_own_field() {
        let stats = ProducerStats { records_unknown: 7, wakeups: 9, ..ProducerStats::default() };
        let set: Vec<_> =
            METRICS.iter().filter(|m| (m.value)(&stats) != 0).map(|m| (m.name, (m.value)(&stats))).collect();
        assert_eq!(set, [("records_unknown", 7), ("wakeups", 9)]);
        // Debug prints every field: none is missing from the table.
        assert_eq!(format!("{stats:?}").matches(": ").count(), METRICS.len());
    }
}
