//! Topics: partitions, who leads them, and what their logs hold.

use std::collections::BTreeMap;

use kafka_protocol::wire::Uuid;
use kafka_protocol::{BrokerId, ErrorCode};
use kafka_records::TimestampType;

use crate::config::ClusterConfig;
use crate::log::PartitionLog;
use crate::producer_state::ProducerStates;
use crate::replica::Follower;

/// Settings of a topic, as far as the cluster honours any.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicConfig {
    /// `max.message.bytes`.
    pub max_message_bytes: usize,
    /// `message.timestamp.type`.
    pub timestamp_type: TimestampType,
    /// `min.insync.replicas`.
    pub min_insync_replicas: usize,
    /// `retention.bytes`.
    pub retention_bytes: Option<usize>,
}

impl TopicConfig {
    pub(crate) fn of(cluster: &ClusterConfig) -> Self {
        Self {
            max_message_bytes: cluster.message_max_bytes,
            timestamp_type: TimestampType::CreateTime,
            min_insync_replicas: cluster.min_insync_replicas,
            retention_bytes: cluster.retention_bytes,
        }
    }

    /// Sets a key of a CreateTopics request. Keys that have no effect here are taken without a word, since their values
    /// change nothing that a producer could see.
    pub(crate) fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        let wrong = || format!("Invalid value {value} for configuration {key}");
        match key {
            "max.message.bytes" => self.max_message_bytes = value.parse().map_err(|_| wrong())?,
            "min.insync.replicas" => {
                self.min_insync_replicas = value.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?;
            }
            "retention.bytes" => {
                let bytes: i64 = value.parse().map_err(|_| wrong())?;
                self.retention_bytes = usize::try_from(bytes).ok();
            }
            "message.timestamp.type" => {
                self.timestamp_type = match value {
                    "CreateTime" => TimestampType::CreateTime,
                    "LogAppendTime" => TimestampType::LogAppendTime,
                    _ => return Err(wrong()),
                };
            }
            _ => {}
        }
        Ok(())
    }
}

/// A topic.
#[derive(Debug, Clone)]
pub struct Topic {
    pub(crate) name: String,
    pub(crate) id: Uuid,
    pub(crate) config: TopicConfig,
    pub(crate) partitions: Vec<Partition>,
}

impl Topic {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its id; a topic that is deleted and created again has another.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Its settings.
    pub fn config(&self) -> &TopicConfig {
        &self.config
    }

    /// Its partitions, by number.
    pub fn partitions(&self) -> &[Partition] {
        &self.partitions
    }

    /// The partition of this number.
    pub fn partition(&self, index: i32) -> Option<&Partition> {
        self.partitions.get(usize::try_from(index).ok()?)
    }

    pub(crate) fn partition_mut(&mut self, index: i32) -> Option<&mut Partition> {
        self.partitions.get_mut(usize::try_from(index).ok()?)
    }
}

/// A partition.
#[derive(Debug, Clone)]
pub struct Partition {
    pub(crate) leadership: Leadership,
    pub(crate) log: PartitionLog,
    pub(crate) producers: ProducerStates,
    pub(crate) followers: BTreeMap<BrokerId, Follower>,
    pub(crate) high_watermark: i64,
}

impl Partition {
    pub(crate) fn new(replicas: Vec<BrokerId>, leader: Option<BrokerId>) -> Self {
        Self {
            followers: replicas.iter().map(|id| (*id, Follower::default())).collect(),
            leadership: Leadership { leader, leader_epoch: 0, isr: replicas.clone(), replicas },
            log: PartitionLog::default(),
            producers: ProducerStates::default(),
            high_watermark: 0,
        }
    }

    /// Who leads it.
    pub fn leadership(&self) -> &Leadership {
        &self.leadership
    }

    /// Its log.
    pub fn log(&self) -> &PartitionLog {
        &self.log
    }

    /// What it remembers of idempotent producers.
    pub fn producers(&self) -> &ProducerStates {
        &self.producers
    }

    /// Checks that `broker` leads the partition, and that the client's leader epoch, if it sent one, is the current.
    pub(crate) fn check_leader(&self, broker: BrokerId, client_epoch: i32) -> Result<(), ErrorCode> {
        let Leadership { leader, leader_epoch, .. } = &self.leadership;
        // KIP-320: the epoch is judged before the leader, so that a client that knows more is told to wait.
        if client_epoch >= 0 && client_epoch < *leader_epoch {
            return Err(ErrorCode::FENCED_LEADER_EPOCH);
        }
        if client_epoch > *leader_epoch {
            return Err(ErrorCode::UNKNOWN_LEADER_EPOCH);
        }
        if *leader == Some(broker) { Ok(()) } else { Err(ErrorCode::NOT_LEADER_OR_FOLLOWER) }
    }
}

/// Who leads a partition, since which epoch, and who holds replicas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leadership {
    pub(crate) leader: Option<BrokerId>,
    pub(crate) leader_epoch: i32,
    pub(crate) replicas: Vec<BrokerId>,
    pub(crate) isr: Vec<BrokerId>,
}

impl Leadership {
    /// The leader; none while every replica is down.
    pub fn leader(&self) -> Option<BrokerId> {
        self.leader
    }

    /// Epoch of the leader; each change of the leader counts it up.
    pub fn leader_epoch(&self) -> i32 {
        self.leader_epoch
    }

    /// The brokers that hold the partition, preferred leader first.
    pub fn replicas(&self) -> &[BrokerId] {
        &self.replicas
    }

    /// Those of them that are in sync with the leader, and it.
    pub fn isr(&self) -> &[BrokerId] {
        &self.isr
    }

    pub(crate) fn elect(&mut self, leader: Option<BrokerId>) {
        self.leader = leader;
        self.leader_epoch = self.leader_epoch.saturating_add(1);
    }
}

/// Whether Kafka allows a topic of this name.
pub(crate) fn is_legal_name(name: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    !name.is_empty() && name.len() <= 249 && name != "." && name != ".." && name.bytes().all(legal)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn names_are_legal_as_kafka_says() {
        for legal in ["a", "a.b_c-d9", "__consumer_offsets", "...", &"x".repeat(249)] {
            assert!(is_legal_name(legal), "{legal}");
        }
        for illegal in ["", ".", "..", "a b", "a/b", "ä", &"x".repeat(250)] {
            assert!(!is_legal_name(illegal), "{illegal}");
        }
    }

    #[test]
    fn the_leader_and_its_epoch_are_checked() {
        let mut partition = Partition::new(vec![BrokerId(1), BrokerId(2)], Some(BrokerId(1)));
        partition.elect(Duration::ZERO, Some(BrokerId(2)), &BTreeMap::new());
        assert_eq!(partition.check_leader(BrokerId(2), -1), Ok(()));
        assert_eq!(partition.check_leader(BrokerId(2), 1), Ok(()));
        assert_eq!(partition.check_leader(BrokerId(1), 1), Err(ErrorCode::NOT_LEADER_OR_FOLLOWER));
        assert_eq!(partition.check_leader(BrokerId(2), 0), Err(ErrorCode::FENCED_LEADER_EPOCH));
        assert_eq!(partition.check_leader(BrokerId(1), 2), Err(ErrorCode::UNKNOWN_LEADER_EPOCH));
    }

    #[test]
    fn settings_that_matter_are_read_and_others_pass() {
        let mut config = TopicConfig::of(&ClusterConfig::default());
        config.set("max.message.bytes", "100").unwrap();
        config.set("message.timestamp.type", "LogAppendTime").unwrap();
        config.set("retention.bytes", "-1").unwrap();
        config.set("cleanup.policy", "delete").unwrap();
        assert_eq!(config.max_message_bytes, 100);
        assert_eq!(config.timestamp_type, TimestampType::LogAppendTime);
        assert_eq!(config.retention_bytes, None);
        assert!(config.set("max.message.bytes", "many").is_err());
        assert!(config.set("min.insync.replicas", "0").is_err());
    }
}
