//! Step 2 of a record's life: which partition it goes to.

mod config;
mod custom;
mod murmur2;

pub(crate) use config::PartitionerConfig;
pub use config::Partitioning;
pub use custom::{PartitionError, Partitioner, TopicView};
pub use murmur2::{murmur2, partition_for_key};

use crate::accumulator::Topic;
use crate::accumulator::lane::Lane;
use crate::accumulator::queue::Choice;
use crate::error::SendError;
use crate::record::ProducerRecord;

/// The partition of a record, or what is missing to choose one.
#[derive(Debug)]
pub(crate) enum Chosen {
    Partition(i32, Choice),
    /// Metadata does not know the topic, or not the partition that the record names (A34).
    NeedMetadata,
    /// The application's partitioner failed.
    Refused(Box<SendError>),
}

/// Explicit partition, else what the configuration says (A24).
pub(crate) fn choose(topic: &Topic, record: &ProducerRecord<'_>, config: &PartitionerConfig) -> Chosen {
    let count = topic.partition_count();
    if let Some(partition) = record.partition {
        return if partition < count {
            Chosen::Partition(partition, Choice::Fixed)
        } else {
            Chosen::NeedMetadata
        };
    }
    if count == 0 {
        return Chosen::NeedMetadata;
    }
    if let Some(key) = record.key
        && config.hashes_keys()
    {
        return Chosen::Partition(partition_for_key(key, count), Choice::Fixed);
    }
    if config.is_sticky() {
        let lane = Lane::current();
        return match topic.shared.sticky(lane) {
            -1 => chosen(topic.shared.choose_sticky(lane), Choice::Sticky(lane)),
            sticky => Chosen::Partition(sticky, Choice::Sticky(lane)),
        };
    }
    choose_otherwise(topic, record, config, count)
}

/// All that is neither murmur2 nor sticky.
#[inline(never)]
fn choose_otherwise(
    topic: &Topic,
    record: &ProducerRecord<'_>,
    config: &PartitionerConfig,
    count: i32,
) -> Chosen {
    let by_crc = |key: &[u8]| {
        let partition = crc32fast::hash(key) % count.unsigned_abs();
        Chosen::Partition(partition as i32, Choice::Fixed)
    };
    match &config.partitioning {
        Partitioning::Sticky | Partitioning::UniformSticky | Partitioning::Random => {
            chosen(topic.shared.any_partition(), Choice::Fixed)
        }
        Partitioning::RoundRobin => chosen(topic.shared.next_in_turn(), Choice::Fixed),
        Partitioning::Consistent => by_crc(record.key.unwrap_or_default()),
        Partitioning::ConsistentRandom => match record.key {
            Some(key) if !key.is_empty() => by_crc(key),
            _ => chosen(topic.shared.any_partition(), Choice::Fixed),
        },
        Partitioning::Custom(partitioner) => custom::ask(&**partitioner, topic, record),
    }
}

fn chosen(partition: Option<i32>, choice: Choice) -> Chosen {
    partition.map_or(Chosen::NeedMetadata, |partition| Chosen::Partition(partition, choice))
}

#[cfg(test)]
mod tests;
