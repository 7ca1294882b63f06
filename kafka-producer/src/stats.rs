//! Counters of one producer: written once a batch or once a request, readable at any time.

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

/// `counted` fields are counters that the sender keeps, `gathered` ones are asked from their owners.
macro_rules! metrics {
    (
        counted { $($counted:ident $counted_meaning:literal,)* }
        gathered { $($name:ident $kind:ident $meaning:literal,)* }
    ) => {
        /// The producer's counters at one moment. All but the gauges only grow.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct ProducerStats {
            $(#[doc = $counted_meaning] pub $counted: u64,)*
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
                name: stringify!($name),
                kind: MetricKind::$kind,
                meaning: $meaning,
                value: |stats| stats.$name,
            },)*
        ];

        #[derive(Debug, Default)]
        pub(crate) struct Counters {
            $(pub(crate) $counted: AtomicU64,)*
        }

        impl Counters {
            pub(crate) fn snapshot(&self) -> ProducerStats {
                ProducerStats {
                    $($counted: self.$counted.load(Ordering::Relaxed),)*
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
    gathered {
        incomplete_batches Gauge "Batches whose records have not all been told.",
        buffer_used_bytes Gauge "Bytes of `buffer.memory` in use.",
        waiting_for_memory Gauge "Callers waiting for memory.",
        buffer_exhausted Counter "Sends that were dropped because memory did not come in time.",
        wakeups Counter "Times that an application thread woke the I/O task.",
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
