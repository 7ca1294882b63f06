//! Metadata as it reaches partitions and the callers that wait for it.

use kafka_net::{Metadata, NetError, PartitionMetadata, Tick};
use kafka_protocol::{ApiKey, ErrorCode, TopicId};

use crate::accumulator::{Obstacle, Topic};
use crate::observer::Observation;
use crate::sender::Sender;
use crate::sender::identity::IDEMPOTENCE_ADVICE;
use crate::sender::partition::PartitionState;
use crate::sync::Arc;

impl Sender {
    /// Somebody waits for the topic (A34): ask for it now.
    pub(super) fn await_topic(&mut self, now: Tick, topic: Arc<Topic>) {
        self.cluster.add_topic(now, topic.name());
        self.cluster.request_update(now);
        if !self.awaited.iter().any(|t| Arc::ptr_eq(t, &topic)) {
            self.awaited.push(topic);
        }
    }

    pub(super) fn expire_topic_waits(&mut self, now: Tick) {
        if self.awaited.iter().filter_map(|t| t.next_deadline()).any(|at| at <= now) {
            self.accumulator.set_obstacle(self.metadata_obstacle());
        }
        self.awaited.retain(|topic| topic.expire(now));
    }

    /// R122: who waits for metadata is told at once that the brokers do not let this client in.
    pub(super) fn refuse_topic_waits(&mut self, error: &NetError) {
        self.accumulator.set_obstacle(Obstacle::Other(error.to_string()));
        for topic in self.awaited.drain(..) {
            topic.refuse();
        }
    }

    /// Application threads see the newest trouble with a connection, and that it is over.
    pub(super) fn show_connection_error(&mut self) {
        if self.cluster.last_error() != self.shown_error.as_ref() {
            self.shown_error = self.cluster.last_error().cloned();
            self.accumulator.set_connection_error(self.shown_error.as_ref().map(ToString::to_string));
        }
    }

    /// What stands between this producer and metadata, as far as it is known.
    fn metadata_obstacle(&self) -> Obstacle {
        if let Some(error) = self.cluster.last_error() {
            return match error {
                NetError::UnsupportedVersion { api: ApiKey::API_VERSIONS, .. } if self.config.idempotence => {
                    Obstacle::TooOld(format!(
                        "{error}; it hangs up as brokers before 0.10 do. {IDEMPOTENCE_ADVICE}"
                    ))
                }
                NetError::UnsupportedVersion { .. } => Obstacle::TooOld(error.to_string()),
                _ => Obstacle::Other(error.to_string()),
            };
        }
        if self.cluster.metadata().brokers.is_empty() {
            let servers: Vec<String> =
                self.config.net.bootstrap_servers.iter().map(ToString::to_string).collect();
            return Obstacle::Other(format!("no answer yet from {}", servers.join(", ")));
        }
        Obstacle::Other("the brokers answer, and do not know the topic yet".to_owned())
    }

    /// New metadata: partitions appear, leaders move, waiting callers look again.
    pub(super) fn handle_metadata(&mut self, now: Tick, metadata: &Metadata) {
        if !metadata.topics.is_empty() {
            self.metrics.recorded().retain_topics(|topic| metadata.topics.contains_key(topic));
        }
        let (brokers, topics) = (metadata.brokers.len(), metadata.topics.len());
        self.observations.note(|| Observation::Metadata { brokers, topics });
        for (name, found) in &metadata.topics {
            let Some(topic) = self.accumulator.known_topic(name) else { continue };
            if found.error != ErrorCode::NONE || found.partitions.is_empty() {
                // R131: one topic's error touches nothing else; what was known of it stays (D18).
                topic.announce(Some(found.error).filter(|e| *e != ErrorCode::NONE));
                continue;
            }
            let count = found.partitions.iter().map(|p| p.index + 1).max().unwrap_or(0);
            let led = found.partitions.iter().filter(|p| p.leader.is_some()).map(|p| p.index).collect();
            let preferred = self.in_own_rack(metadata, &found.partitions);
            let fresh = topic.update(count, led, preferred, &mut self.next_partition_id);
            self.partitions.extend(fresh.into_iter().map(PartitionState::new));
            for p in &found.partitions {
                let Some(partition) = topic.partition(p.index) else { continue };
                self.note_topic_id(partition.id, found.id);
                self.lead(now, partition.id, p.leader, p.leader_epoch);
            }
            topic.describe(found);
            topic.announce(None);
        }
        // R92: still nobody leads these.
        if !self.leaderless.is_empty() {
            for id in self.leaderless.iter().copied().collect::<Vec<_>>() {
                if let Some(p) = self.partitions.get(id as usize) {
                    self.cluster.add_topic(now, p.partition.topic());
                }
            }
            self.cluster.request_update(now);
        }
    }

    /// R83: partitions whose leader is in the client's rack; none where that does not count.
    fn in_own_rack(&self, metadata: &Metadata, partitions: &[PartitionMetadata]) -> Vec<i32> {
        let Some(rack) = self.config.partitioner.preferred_rack() else { return Vec::new() };
        let leads = |p: &&PartitionMetadata| {
            let broker = p.leader.and_then(|leader| metadata.brokers.get(&leader));
            broker.and_then(|broker| broker.rack.as_deref()) == Some(rack)
        };
        partitions.iter().filter(leads).map(|p| p.index).collect()
    }

    /// R23: a topic that was deleted and made again has a new id, and its partitions know nothing of this producer. They
    /// begin under a new epoch, which is right whichever of the two a broker still believes in.
    fn note_topic_id(&mut self, id: u32, topic_id: Option<TopicId>) {
        let (Some(p), Some(topic_id)) = (self.partitions.get_mut(id as usize), topic_id) else { return };
        let is_another = p.topic_id.replace(topic_id).is_some_and(|known| known != topic_id);
        if is_another && p.sequence.is_in_use() {
            p.sequence.wants_bump = true;
            self.troubled.insert(id);
        }
    }

    /// The partition's leader is now this one, or nobody.
    fn lead(&mut self, now: Tick, id: u32, leader: Option<kafka_protocol::BrokerId>, epoch: Option<i32>) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        p.leader_epoch = epoch.or(p.leader_epoch);
        if p.leader == leader {
            return;
        }
        if let Some(leader) = leader {
            if p.last_leader.is_some_and(|last| last != leader) {
                // R175: a leader without state for this producer would accept any first sequence.
                p.new_leader = true;
                // R30: a new leader ends the wait of a batch that was refused by the old one.
                if let Some(retry) = p.retries.front_mut() {
                    retry.retry_at = now;
                }
            }
            p.last_leader = Some(leader);
        }
        p.leader = leader;
        let excluded = leader.is_some_and(|leader| self.availability.excludes(leader));
        p.partition.shared.loads.exclude(p.partition.index(), excluded);
        if let Some(old) = p.queued_on.take()
            && let Some(queue) = self.ready.get_mut(&old)
        {
            queue.retain(|queued| *queued != id);
        }
        self.leaderless.remove(&id);
        self.evaluate(now, id);
    }
}
