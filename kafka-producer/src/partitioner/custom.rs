//! Partitioners that applications bring along (rule A84).

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::accumulator::Topic;
use crate::accumulator::queue::Choice;
use crate::error::SendError;
use crate::partitioner::Chosen;
use crate::record::{ProducerRecord, RecordHeader};
use crate::sync::Arc;

/// Chooses the partition of each record that names none.
///
/// Called by the thread that sends, under no lock, with the record as it will be written. It should be quick: its time is not
/// part of `max.block.ms`. A send that had to wait for memory or metadata asks again, because the topic may have changed. An error,
/// a panic, or a partition that the topic has not, fails this record and no other, and is known when `send` returns. It is dropped
/// with the producer.
///
/// A closure will do:
///
/// ```
/// # use kafka_producer::{ProducerConfig, ProducerRecord, TopicView, PartitionError, Partitioning};
/// # use std::sync::Arc;
/// let hot = |record: &ProducerRecord<'_>, topic: &TopicView<'_>| -> Result<i32, PartitionError> {
///     match record.key_bytes() {
///         Some(b"hot") => Ok(topic.partition_count() - 1),
///         _ => Ok(topic.available()[0]),
///     }
/// };
/// let config = ProducerConfig::builder("localhost:9092").partitioning(Partitioning::Custom(Arc::new(hot))).build();
/// # config.unwrap();
/// ```
pub trait Partitioner: Send + Sync {
    /// The partition for `record`: 0 up to the topic's [`partition_count`](TopicView::partition_count).
    fn partition(&self, record: &ProducerRecord<'_>, topic: &TopicView<'_>) -> Result<i32, PartitionError>;
}

impl<F> Partitioner for F
where
    F: Fn(&ProducerRecord<'_>, &TopicView<'_>) -> Result<i32, PartitionError> + Send + Sync,
{
    fn partition(&self, record: &ProducerRecord<'_>, topic: &TopicView<'_>) -> Result<i32, PartitionError> {
        self(record, topic)
    }
}

/// A partitioner's own error, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PartitionError(pub String);

/// A topic as metadata knows it at this moment.
pub struct TopicView<'a> {
    topic: &'a Topic,
    available: Arc<[i32]>,
}

impl TopicView<'_> {
    /// The topic's name.
    pub fn name(&self) -> &str {
        self.topic.name()
    }

    /// How many partitions the topic has, those without leader included.
    pub fn partition_count(&self) -> i32 {
        self.topic.partition_count()
    }

    /// The partitions with a leader, rising; all of them where none has one.
    pub fn available(&self) -> &[i32] {
        &self.available
    }

    /// Batches that wait in this partition for a request to carry them; 0 for a partition that the topic has not.
    pub fn queued_batches(&self, partition: i32) -> u32 {
        let known = (0..self.partition_count()).contains(&partition);
        if known { self.topic.shared.loads.waiting(partition) } else { 0 }
    }
}

impl fmt::Debug for TopicView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TopicView")
            .field("name", &self.name())
            .field("partition_count", &self.partition_count())
            .field("available", &self.available)
            .finish()
    }
}

impl<'a> ProducerRecord<'a> {
    /// The key; `None` is null.
    pub fn key_bytes(&self) -> Option<&'a [u8]> {
        self.key
    }

    /// The value; `None` is null.
    pub fn value_bytes(&self) -> Option<&'a [u8]> {
        self.value
    }

    /// The headers, in order.
    pub fn header_list(&self) -> &'a [RecordHeader<'a>] {
        self.headers
    }
}

/// Asks the application's partitioner.
pub(super) fn ask(partitioner: &dyn Partitioner, topic: &Topic, record: &ProducerRecord<'_>) -> Chosen {
    let view = TopicView { topic, available: topic.shared.available() };
    let answer = catch_unwind(AssertUnwindSafe(|| partitioner.partition(record, &view)));
    let cause = match answer {
        Ok(Ok(partition)) if (0..view.partition_count()).contains(&partition) => {
            return Chosen::Partition(partition, Choice::Fixed);
        }
        Ok(Ok(partition)) => {
            format!("it chose partition {partition} of {}", view.partition_count())
        }
        Ok(Err(error)) => error.0,
        Err(_) => "it panicked".to_owned(),
    };
    Chosen::Refused(Box::new(SendError::Partitioner { topic: topic.name().clone(), cause }))
}
