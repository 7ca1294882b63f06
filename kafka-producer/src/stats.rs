//! Counters of one producer: written once a batch or once a request, readable at any time.

use crate::sync::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The producer's counters at one moment. All but the gauges only grow.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct ProducerStats {
            $($(#[$doc])* pub $name: u64,)*
            /// Batches whose records have not all been told (gauge).
            pub incomplete_batches: u64,
            /// Bytes of `buffer.memory` in use (gauge).
            pub buffer_used_bytes: u64,
            /// Callers waiting for memory (gauge).
            pub waiting_for_memory: u64,
            /// Sends that were dropped because memory did not come in time.
            pub buffer_exhausted: u64,
            /// Times that an application thread woke the I/O task.
            pub wakeups: u64,
        }

        #[derive(Debug, Default)]
        pub(crate) struct Counters {
            $(pub(crate) $name: AtomicU64,)*
        }

        impl Counters {
            pub(crate) fn snapshot(&self) -> ProducerStats {
                ProducerStats {
                    $($name: self.$name.load(Ordering::Relaxed),)*
                    ..ProducerStats::default()
                }
            }
        }
    };
}

counters! {
    /// Records of batches handed to connections, retries not counted again.
    records_sent,
    /// Records delivered.
    records_delivered,
    /// Records that failed and are certainly not in the log.
    records_not_written,
    /// Records that failed and may be in the log.
    records_unknown,
    /// Records of batches that were queued to be sent again.
    records_retried,
    /// Batches handed to connections, retries included.
    batches_sent,
    /// Bytes of these batches.
    batch_bytes_sent,
    /// Batches cut up because the broker found them too large.
    batches_split,
    /// Produce requests sent.
    produce_requests,
    /// Times that the producer raised its epoch.
    epoch_bumps,
    /// Passes of the sender.
    passes,
    /// Entries of Produce responses that belonged to no batch.
    unclaimed_answers,
}

pub(crate) fn add(counter: &AtomicU64, n: u64) {
    counter.fetch_add(n, Ordering::Relaxed);
}
