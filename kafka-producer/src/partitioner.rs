//! Step 2 of a record's life: which partition it goes to.

mod murmur2;

pub use murmur2::{murmur2, partition_for_key};

use crate::accumulator::Topic;
use crate::accumulator::queue::Choice;
use crate::record::ProducerRecord;
use crate::sync::Ordering;

/// The partition of a record, or what is missing to choose one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    Partition(i32, Choice),
    /// Metadata does not know the topic, or not the partition that the record names (A34).
    NeedMetadata,
}

/// Explicit partition, else murmur2 of the key, else the topic's sticky partition (A24).
pub(crate) fn choose(topic: &Topic, record: &ProducerRecord<'_>, ignore_keys: bool) -> Chosen {
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
    match record.key {
        Some(key) if !ignore_keys => Chosen::Partition(partition_for_key(key, count), Choice::Fixed),
        _ => match topic.shared.sticky.load(Ordering::Relaxed) {
            -1 => topic
                .shared
                .choose_sticky()
                .map_or(Chosen::NeedMetadata, |p| Chosen::Partition(p, Choice::Sticky)),
            sticky => Chosen::Partition(sticky, Choice::Sticky),
        },
    }
}
