use std::collections::BTreeMap;
use std::sync::Arc;

use kafka_protocol::{BrokerId, ErrorCode, TopicId};

use crate::config::BrokerAddress;

/// What is known of the cluster at one moment. Immutable; a newer one has a higher [`version`](Self::version).
///
/// Covers the brokers and the topics in use, nothing else. A leader that is named here is always one of
/// [`brokers`](Self::brokers).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// Grows with every change: response, leader hint, rebootstrap (R135). 0 before the first response.
    pub version: u64,
    /// The cluster's id, if its brokers are new enough to tell.
    pub cluster_id: Option<Arc<str>>,
    /// The broker that takes administrative requests.
    pub controller: Option<BrokerId>,
    /// The brokers, by id. Empty while only the bootstrap servers are known.
    pub brokers: BTreeMap<BrokerId, Broker>,
    /// The topics in use that a response has named, by name. Topics share their memory with older snapshots while nothing
    /// in them changes.
    pub topics: BTreeMap<Arc<str>, Arc<TopicMetadata>>,
}

impl Metadata {
    /// The topic, once a response has named it.
    pub fn topic(&self, name: &str) -> Option<&Arc<TopicMetadata>> {
        self.topics.get(name)
    }

    /// The partition, if the topic is known and has it.
    pub fn partition(&self, topic: &str, index: i32) -> Option<&PartitionMetadata> {
        self.topics.get(topic)?.partition(index)
    }
}

/// A broker of the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broker {
    /// Its id, never negative.
    pub id: BrokerId,
    /// Where it says that it listens.
    pub address: BrokerAddress,
    /// Its rack, if it has one.
    pub rack: Option<Arc<str>>,
}

/// A topic in a snapshot.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TopicMetadata {
    /// Its name.
    pub name: Arc<str>,
    /// Its id, from brokers that give one (Metadata v10, KIP-516).
    pub id: Option<TopicId>,
    /// Whether it is one of Kafka's own.
    pub is_internal: bool,
    /// `NONE`, or why the broker did not describe it; then there are no partitions.
    pub error: ErrorCode,
    /// The partitions: the one with index `i` stands at position `i`.
    pub partitions: Vec<PartitionMetadata>,
}

impl TopicMetadata {
    /// The partition with this index.
    pub fn partition(&self, index: i32) -> Option<&PartitionMetadata> {
        self.partitions.get(usize::try_from(index).ok()?)
    }
}

/// A partition in a snapshot.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PartitionMetadata {
    /// Its number in the topic.
    pub index: i32,
    /// `NONE`, or why there is no leader.
    pub error: ErrorCode,
    /// The broker that takes its records; `None` when there is none or it is not among the brokers.
    pub leader: Option<BrokerId>,
    /// Grows with every change of leader; `None` from brokers that do not tell it reliably (before Metadata v9).
    pub leader_epoch: Option<i32>,
    /// The brokers that hold a copy.
    pub replicas: Vec<BrokerId>,
    /// Those of them that are in sync.
    pub isr: Vec<BrokerId>,
    /// Those of them that are offline.
    pub offline: Vec<BrokerId>,
}

impl PartitionMetadata {
    pub(super) fn without_leader(index: i32, error: ErrorCode) -> Self {
        let (replicas, isr, offline) = (Vec::new(), Vec::new(), Vec::new());
        Self { index, error, leader: None, leader_epoch: None, replicas, isr, offline }
    }
}
