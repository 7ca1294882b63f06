//! What applications may watch a producer do.

mod events;

pub(crate) use events::{Observation, Observations};

use std::time::Duration;

use kafka_net::NetError;
use kafka_protocol::{BrokerId, ErrorCode};

use crate::error::Outcome;
use crate::sync::Arc;

/// Is told what a producer does, batch by batch and connection by connection: for traces, logs and alarms. Every method does nothing
/// unless it is written.
///
/// Called on the I/O task, after the fact and in its order, so it must be short: a slow one delays all sending, and its time counts as
/// that of callbacks. A panic is caught and logged, and harms nothing else. For numbers, [`Producer::metrics`](crate::Producer::metrics)
/// costs less.
pub trait ProducerObserver: Send + Sync {
    /// A name for logs. Default: the type's.
    fn name(&self) -> &str {
        std::any::type_name::<Self>()
    }

    /// A batch was handed to the connection of `broker`.
    fn batch_sent(&self, _batch: &ObservedBatch, _broker: BrokerId) {}

    /// The broker has taken a batch: at this offset, if it told one.
    fn batch_acknowledged(&self, _batch: &ObservedBatch, _base_offset: Option<i64>) {}

    /// A batch will be sent again after this delay. Failures of connections have codes too: NETWORK_EXCEPTION and REQUEST_TIMED_OUT.
    fn batch_retried(&self, _batch: &ObservedBatch, _code: ErrorCode, _delay: Duration) {}

    /// A batch was too large for the broker, and is cut into so many.
    fn batch_split(&self, _batch: &ObservedBatch, _into: usize) {}

    /// So many records of a partition have failed, all of a batch.
    fn batch_failed(&self, _topic: &str, _partition: i32, _records: u32, _outcome: Outcome) {}

    /// A connection is ready for requests.
    fn connection_up(&self, _broker: BrokerId) {}

    /// A connection, or the attempt to make one, is over; without an error it was closed as planned.
    fn connection_down(&self, _broker: BrokerId, _error: Option<&NetError>) {}

    /// There is newer metadata, of so many brokers and topics.
    fn metadata_updated(&self, _brokers: usize, _topics: usize) {}

    /// The answer to a Produce request asks to leave the broker alone for so long.
    fn throttled(&self, _broker: BrokerId, _throttle: Duration) {}
}

/// A batch as an observer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObservedBatch {
    /// The topic's name.
    pub topic: Arc<str>,
    /// The partition.
    pub partition: i32,
    /// Its records.
    pub records: u32,
    /// Its bytes on the wire.
    pub bytes: usize,
    /// Requests that carried it so far.
    pub attempts: u32,
    /// Time since its first record.
    pub age: Duration,
}
