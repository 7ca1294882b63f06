//! Changes from outside: what an administrator, an election or a disaster does to a cluster.

use std::time::Duration;

use kafka_protocol::{ApiKey, BrokerId, VersionRange};
use kafka_records::{ProducerEpoch, ProducerId};

use crate::cluster::Cluster;
use crate::error::{CloseReason, ControlError};
use crate::fault::{ConnectionRule, FaultId, FaultRule};
use crate::replica::Lag;
use crate::topic::{Partition, Topic, TopicConfig, is_legal_name};
use crate::version::KafkaVersion;

/// Changes a [`Cluster`]; see [`Cluster::control`].
///
/// What a change sends or closes waits in [`Cluster::poll_output`].
#[derive(Debug)]
pub struct Control<'a> {
    pub(crate) cluster: &'a mut Cluster,
}

impl Control<'_> {
    /// Creates a topic, replicated as the cluster's configuration says.
    pub fn create_topic(&mut self, name: &str, partitions: i32) -> Result<(), ControlError> {
        let config = TopicConfig::of(&self.cluster.config);
        self.create_topic_with(name, partitions, config)
    }

    /// Creates a topic with settings of its own, which [`topic_config`](Self::topic_config) starts.
    pub fn create_topic_with(
        &mut self,
        name: &str,
        partitions: i32,
        config: TopicConfig,
    ) -> Result<(), ControlError> {
        if !is_legal_name(name) {
            return Err(ControlError::InvalidTopicName(name.to_owned()));
        }
        if self.cluster.topics.contains_key(name) {
            return Err(ControlError::TopicExists(name.to_owned()));
        }
        if partitions < 1 {
            return Err(ControlError::InvalidPartitions(name.to_owned(), partitions));
        }
        let replicas = self.cluster.config.replication_factor;
        self.cluster.add_topic(name, partitions, replicas, None, config);
        self.cluster.settle();
        Ok(())
    }

    /// The settings that topics have which do not say otherwise.
    pub fn topic_config(&self) -> TopicConfig {
        TopicConfig::of(&self.cluster.config)
    }

    /// Deletes a topic with all it holds.
    pub fn delete_topic(&mut self, name: &str) -> Result<(), ControlError> {
        if !self.cluster.remove_topic(name) {
            return Err(ControlError::UnknownTopic(name.to_owned()));
        }
        self.cluster.settle();
        Ok(())
    }

    /// Makes a broker the leader of a partition, under a new epoch, and a replica if it was none. The old leader answers
    /// NOT_LEADER_OR_FOLLOWER from now on. A replica in sync that [lags](Self::set_replication_lag) cuts the log off where its own
    /// ends, which is at the high watermark or behind it; one that is not in sync has come to have everything first.
    pub fn set_leader(&mut self, topic: &str, partition: i32, broker: i32) -> Result<(), ControlError> {
        let broker = self.known(broker)?;
        if !self.cluster.is_up(broker) {
            return Err(ControlError::BrokerDown(broker.0));
        }
        self.put_leader(topic, partition, Some(broker))
    }

    /// Takes the leader of a partition away, under a new epoch, until [`set_leader`](Self::set_leader) names another.
    pub fn remove_leader(&mut self, topic: &str, partition: i32) -> Result<(), ControlError> {
        self.put_leader(topic, partition, None)
    }

    /// Takes a broker down: its connections close, new ones are refused, and its partitions go to the next replica that is
    /// in sync, or to none. True if it was up.
    pub fn broker_down(&mut self, broker: i32) -> Result<bool, ControlError> {
        let broker = self.known(broker)?;
        let was_up = self.set_up(broker, false);
        for conn in self.cluster.connections_to(broker) {
            self.cluster.close(conn, CloseReason::BrokerDown(broker));
        }
        if was_up {
            for partition in self.partitions() {
                partition.lose(broker);
            }
        }
        self.elect();
        Ok(was_up)
    }

    /// Takes a broker up again: it leads what nobody leads and where it was the last in sync. True if it was down.
    pub fn broker_up(&mut self, broker: i32) -> Result<bool, ControlError> {
        let broker = self.known(broker)?;
        let was_up = self.set_up(broker, true);
        if !was_up {
            let (now, lags) = (self.cluster.clock.now, self.cluster.replication.lags.clone());
            for partition in self.partitions() {
                partition.regain(now, broker, &lags);
            }
        }
        self.elect();
        Ok(!was_up)
    }

    /// From now on a broker's followers have what their leaders have so much later; zero, as from the start, is at once.
    /// Records of `acks=all` are answered when every replica in sync has them, and a leader that fails takes with it what no other
    /// replica has.
    pub fn set_replication_lag(&mut self, broker: i32, lag: Duration) -> Result<(), ControlError> {
        let broker = self.known(broker)?;
        let lags = &mut self.cluster.replication.lags;
        if lag.is_zero() {
            lags.remove(&broker);
        } else {
            lags.insert(broker, Lag::By(lag));
        }
        self.catch_up();
        Ok(())
    }

    /// From now on a broker's followers fetch nothing, until [`set_replication_lag`](Self::set_replication_lag) lets them. After
    /// [`replica_lag_time_max`](crate::ClusterConfig::replica_lag_time_max) they are no longer in sync.
    pub fn stall_replication(&mut self, broker: i32) -> Result<(), ControlError> {
        let broker = self.known(broker)?;
        self.cluster.replication.lags.insert(broker, Lag::Stalled);
        self.catch_up();
        Ok(())
    }

    /// Closes every connection to a broker, which stays up and keeps its partitions.
    pub fn disconnect_clients(&mut self, broker: i32) -> Result<(), ControlError> {
        let broker = self.known(broker)?;
        for conn in self.cluster.connections_to(broker) {
            self.cluster.close(conn, CloseReason::Requested);
        }
        Ok(())
    }

    /// Has all brokers come back as those of another release, as after an upgrade or a downgrade: their connections end, and
    /// what is in their logs stays.
    pub fn pose_as(&mut self, release: KafkaVersion) {
        self.cluster.config.as_version = release;
        let brokers: Vec<BrokerId> = self.cluster.brokers.iter().map(|broker| broker.id).collect();
        for broker in brokers {
            for conn in self.cluster.connections_to(broker) {
                self.cluster.close(conn, CloseReason::Requested);
            }
        }
    }

    /// Sets the address that a broker advertises.
    pub fn set_address(&mut self, broker: i32, host: &str, port: u16) -> Result<(), ControlError> {
        let id = self.known(broker)?;
        for broker in self.cluster.brokers.iter_mut().filter(|broker| broker.id == id) {
            host.clone_into(&mut broker.host);
            broker.port = port;
        }
        Ok(())
    }

    /// Adds a fault to the end of the script.
    pub fn add_fault(&mut self, rule: FaultRule) -> FaultId {
        self.cluster.script.add(rule)
    }

    /// Adds a fault of connections to the end of the script.
    pub fn add_connection_fault(&mut self, rule: ConnectionRule) -> FaultId {
        self.cluster.script.add_connection(rule)
    }

    /// Takes a fault out of the script; false if it has struck for the last time already.
    pub fn remove_fault(&mut self, fault: FaultId) -> bool {
        self.cluster.script.remove(fault)
    }

    /// Empties the script.
    pub fn clear_faults(&mut self) {
        self.cluster.script.clear();
    }

    /// How many rules of the script have strikes left.
    pub fn faults_left(&self) -> usize {
        self.cluster.script.len()
    }

    /// Makes ApiVersions tell this range of an API, whatever is true. Requests are judged by what is true.
    pub fn advertise(&mut self, api: ApiKey, range: VersionRange) -> Result<(), ControlError> {
        if self.cluster.config.as_version.speaks(api).is_none() {
            return Err(ControlError::InvalidVersions(api));
        }
        self.cluster.advertised.insert(api, range);
        Ok(())
    }

    /// From now on, a broker answers Metadata as things stand at this moment, whatever changes.
    pub fn freeze_metadata(&mut self, broker: i32) -> Result<(), ControlError> {
        let broker = self.known(broker)?;
        let image = self.cluster.image(None);
        self.cluster.frozen.insert(broker, image);
        Ok(())
    }

    /// A broker answers Metadata truly again; false if it did.
    pub fn thaw_metadata(&mut self, broker: i32) -> Result<bool, ControlError> {
        let broker = self.known(broker)?;
        Ok(self.cluster.frozen.remove(&broker).is_some())
    }

    /// A partition forgets a producer, as after retention or a day of silence; false if it did not know it.
    pub fn forget_producer(
        &mut self,
        topic: &str,
        partition: i32,
        producer_id: ProducerId,
    ) -> Result<bool, ControlError> {
        Ok(self.partition(topic, partition)?.producers.forget(producer_id))
    }

    /// Producer ids are given out with this epoch from here on, as to one that has used up those before.
    pub fn set_first_epoch(&mut self, epoch: ProducerEpoch) {
        self.cluster.first_epoch = epoch;
    }

    /// A partition forgets every producer.
    pub fn forget_producers(&mut self, topic: &str, partition: i32) -> Result<(), ControlError> {
        self.partition(topic, partition)?.producers.clear();
        Ok(())
    }

    /// Deletes the records of a partition before an offset, as DeleteRecords and retention do.
    pub fn delete_records(&mut self, topic: &str, partition: i32, before: i64) -> Result<(), ControlError> {
        self.partition(topic, partition)?.log.truncate_before(before);
        self.stir();
        Ok(())
    }

    fn stir(&mut self) {
        self.cluster.stirred = true;
        self.cluster.settle();
    }

    fn known(&self, broker: i32) -> Result<BrokerId, ControlError> {
        let id = BrokerId(broker);
        self.cluster.broker(id).map(|broker| broker.id).ok_or(ControlError::UnknownBroker(broker))
    }

    fn partition(&mut self, topic: &str, partition: i32) -> Result<&mut Partition, ControlError> {
        let topic: &mut Topic =
            self.cluster.topics.get_mut(topic).ok_or_else(|| ControlError::UnknownTopic(topic.to_owned()))?;
        let name = topic.name.clone();
        topic.partition_mut(partition).ok_or(ControlError::UnknownPartition(name, partition))
    }

    /// Sets whether a broker is up; returns whether it was.
    fn set_up(&mut self, id: BrokerId, up: bool) -> bool {
        let broker = self.cluster.brokers.iter_mut().find(|broker| broker.id == id);
        broker.is_some_and(|broker| std::mem::replace(&mut broker.up, up))
    }

    /// Gives partitions whose leader is down, or that have none, the first replica in sync that is up.
    fn elect(&mut self) {
        let up: Vec<BrokerId> =
            self.cluster.brokers.iter().filter(|broker| broker.up).map(|broker| broker.id).collect();
        let (now, lags) = (self.cluster.clock.now, self.cluster.replication.lags.clone());
        for partition in self.partitions() {
            let leadership = &partition.leadership;
            if leadership.leader.is_some_and(|leader| up.contains(&leader)) {
                continue;
            }
            let mut candidates = leadership.replicas.iter().filter(|id| leadership.isr.contains(id));
            let successor = candidates.find(|replica| up.contains(replica)).copied();
            if successor != leadership.leader {
                partition.elect(now, successor, &lags);
            }
        }
        self.catch_up();
    }

    fn put_leader(
        &mut self,
        topic: &str,
        partition: i32,
        leader: Option<BrokerId>,
    ) -> Result<(), ControlError> {
        let (now, lags) = (self.cluster.clock.now, self.cluster.replication.lags.clone());
        self.partition(topic, partition)?.elect(now, leader, &lags);
        self.cluster.replicate(topic, partition);
        self.stir();
        Ok(())
    }

    fn partitions(&mut self) -> impl Iterator<Item = &mut Partition> {
        self.cluster.topics.values_mut().flat_map(|topic| &mut topic.partitions)
    }

    /// Followers go on from where they are.
    fn catch_up(&mut self) {
        self.cluster.replicate_all();
        self.stir();
    }
}
