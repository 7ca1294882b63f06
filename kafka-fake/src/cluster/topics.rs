//! Topics come, are looked up, and go.

use kafka_protocol::BrokerId;
use kafka_protocol::wire::Uuid;

use super::{Cluster, splitmix};
use crate::topic::{Partition, Topic, TopicConfig};

impl Cluster {
    /// Topic of a request entry that names it or, in newer versions, gives its id.
    pub(crate) fn topic_of(&self, name: &str, id: Uuid) -> Option<&Topic> {
        if id.is_zero() { self.topics.get(name) } else { self.topics.get(self.topic_names.get(&id)?) }
    }

    /// A partition, to change it.
    pub(crate) fn partition_mut(&mut self, topic: &str, partition: i32) -> Option<&mut Partition> {
        self.topics.get_mut(topic)?.partition_mut(partition)
    }

    /// Creates a topic whose name and partitions the caller has checked, with replicas spread over the brokers or, where
    /// given, as assigned.
    pub(crate) fn add_topic(
        &mut self,
        name: &str,
        partitions: i32,
        replication_factor: i16,
        assigned: Option<Vec<Vec<BrokerId>>>,
        config: TopicConfig,
    ) {
        let brokers = self.brokers.len();
        let replicas = usize::try_from(replication_factor).unwrap_or(1).clamp(1, brokers);
        // Topics start at brokers in turn, so that topics of one partition do not all land on the first.
        let start = self.topics_created;
        let spread = |partition: usize| {
            (0..replicas).map(|replica| self.brokers[(start + partition + replica) % brokers].id).collect()
        };
        let assignment: Vec<Vec<BrokerId>> =
            assigned.unwrap_or_else(|| (0..usize::try_from(partitions).unwrap_or(0)).map(spread).collect());
        let partitions = assignment
            .into_iter()
            .map(|replicas| {
                let leader = replicas.iter().copied().find(|broker| self.is_up(*broker));
                let down: Vec<BrokerId> = replicas.iter().copied().filter(|id| !self.is_up(*id)).collect();
                let mut partition = Partition::new(replicas, leader);
                for id in down {
                    partition.lose(id);
                }
                partition
            })
            .collect();
        self.topics_created += 1;
        let id = self.next_topic_id();
        self.topic_names.insert(id, name.to_owned());
        self.topics.insert(name.to_owned(), Topic { name: name.to_owned(), id, config, partitions });
        self.stirred = true;
    }

    /// Deletes a topic; false if there is none.
    pub(crate) fn remove_topic(&mut self, name: &str) -> bool {
        let Some(topic) = self.topics.remove(name) else { return false };
        self.topic_names.remove(&topic.id);
        self.stirred = true;
        true
    }

    fn next_topic_id(&mut self) -> Uuid {
        let mut state = self.config.seed ^ TOPIC_IDS.wrapping_mul(self.topics_created as u64);
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&splitmix(&mut state).to_be_bytes());
        bytes[8..].copy_from_slice(&splitmix(&mut state).to_be_bytes());
        // A random UUID of RFC 9562, as Kafka's are: never one of the reserved ids.
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Uuid::from_bytes(bytes)
    }
}

/// Keeps topic ids apart from other uses of the seed.
const TOPIC_IDS: u64 = 0x7019_1d5e_ed00_0001;
