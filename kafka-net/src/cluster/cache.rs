use std::collections::BTreeMap;
use std::sync::Arc;

use kafka_protocol::messages::metadata_response::{
    MetadataResponse, MetadataResponseBroker, MetadataResponsePartition, MetadataResponseTopic,
};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{BrokerId, ErrorCode, TopicId};
use tracing::{debug, warn};

use super::metadata::{Broker, Metadata, PartitionMetadata, TopicMetadata};
use super::topics::TopicsInUse;
use crate::config::{BrokerAddress, HostFilter, MAX_HOST_LEN};
use crate::error::PeerError;

/// The newest snapshot, and what has to be remembered to judge the next response.
#[derive(Debug, Default)]
pub(crate) struct MetadataCache {
    snapshot: Arc<Metadata>,
    /// Outlives the snapshot's entries: a topic that is in error for a while must not fall back to an older leader.
    epochs: BTreeMap<Arc<str>, TopicEpochs>,
    /// Which advertised hosts are believed (L15).
    hosts: Option<HostFilter>,
}

#[derive(Debug, Default)]
struct TopicEpochs {
    topic_id: Option<TopicId>,
    /// The newest leader epoch seen, by partition.
    partitions: BTreeMap<i32, i32>,
}

/// What a response brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Applied {
    /// A new topic, a new leader epoch or a new leader (R128).
    pub(crate) news: bool,
    /// Something in it says that the broker knows no better yet: ask again (R131).
    pub(crate) ask_again: bool,
}

/// Bounds of L14.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) brokers: usize,
    pub(crate) partitions: usize,
}

/// A new leader that an answer to another request names (KIP-951).
#[derive(Clone, Debug, PartialEq)]
pub struct LeaderHint<'a> {
    /// The topic's name.
    pub topic: &'a str,
    /// The partition.
    pub partition: i32,
    /// The new leader.
    pub leader: BrokerId,
    /// Its epoch.
    pub leader_epoch: i32,
    /// Where the new leader listens, if the answer says so: host, port, rack.
    pub endpoint: Option<(&'a str, i32, Option<&'a str>)>,
}

impl MetadataCache {
    pub(crate) fn new(hosts: Option<HostFilter>) -> Self {
        Self { hosts, ..Self::default() }
    }

    fn believes(&self, address: &BrokerAddress) -> bool {
        let believed = self.hosts.as_ref().is_none_or(|hosts| hosts.allows(address));
        if !believed {
            warn!(%address, "a broker advertises a host that may not be connected to, and is ignored");
        }
        believed
    }

    pub(crate) fn snapshot(&self) -> &Arc<Metadata> {
        &self.snapshot
    }

    /// Takes in the response to a request for `asked`. In a full response all topics count, in a partial one those that were
    /// not asked for stay as they are.
    ///
    /// The bytes come from a peer that may be hostile: whatever is wrong with one entry is that entry's fault alone (L14).
    pub(crate) fn apply(
        &mut self,
        response: &MetadataResponse,
        version: i16,
        asked: &[Arc<str>],
        in_use: &TopicsInUse,
        bounds: Bounds,
    ) -> Result<Applied, PeerError> {
        check(response, bounds)?;
        let mut brokers = usable_brokers(&response.brokers);
        brokers.retain(|_, broker| self.believes(&broker.address));
        if brokers.is_empty() {
            return Err(PeerError::NoBrokers);
        }
        let cluster_id = response.cluster_id.as_ref().map(|id| Arc::from(id.as_str()));
        let old = Arc::clone(&self.snapshot);
        if old.cluster_id.is_some() && cluster_id.is_some() && old.cluster_id != cluster_id {
            // Another cluster behind the same address: its epochs have nothing to do with the ones seen.
            warn!(old = ?old.cluster_id, new = ?cluster_id, "the brokers belong to another cluster than before");
            self.epochs.clear();
        }

        let mut applied = Applied::default();
        let mut topics = BTreeMap::new();
        for entry in &response.topics {
            let name = entry.name.as_ref().map_or("", StrBytes::as_str);
            let Some(name) = in_use.shared_name(name) else {
                debug!(topic = name, "metadata for a topic that was not asked for is ignored");
                continue;
            };
            if topics.contains_key(&name) {
                warn!(topic = %name, "metadata names a topic twice, the second entry is ignored");
                continue;
            }
            let topic = self.topic(&old, entry, &name, version, &brokers, &mut applied);
            topics.insert(name, topic);
        }
        for name in asked {
            if in_use.contains(name) && !topics.contains_key(name) {
                warn!(topic = %name, "metadata lacks a topic that was asked for");
                let error = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
                topics.insert(Arc::clone(name), Arc::new(undescribed(name, error)));
                applied.ask_again = true;
            }
        }
        // Topics in use that this request did not ask for: all of them were known before, or are asked for next.
        for (name, topic) in &old.topics {
            if in_use.contains(name) && !topics.contains_key(name) {
                topics.insert(Arc::clone(name), with_known_leaders(topic, &brokers));
            }
        }
        applied.news |= topics.keys().any(|name| !old.topics.contains_key(name));
        self.epochs.retain(|name, _| in_use.contains(name));

        let controller = BrokerId(response.controller_id);
        self.snapshot = Arc::new(Metadata {
            version: old.version + 1,
            cluster_id,
            controller: brokers.contains_key(&controller).then_some(controller),
            brokers,
            topics,
        });
        Ok(applied)
    }

    /// Takes in a leader hint (R132); true when it was newer than what was known.
    pub(crate) fn apply_hint(&mut self, hint: &LeaderHint<'_>, in_use: &TopicsInUse, bounds: Bounds) -> bool {
        let refuse = |why: &str| {
            debug!(
                topic = hint.topic,
                partition = hint.partition,
                leader = hint.leader.0,
                why,
                "leader hint ignored"
            );
            false
        };
        let Some(known) = self.snapshot.partition(hint.topic, hint.partition) else {
            return refuse("partition not known");
        };
        let newest = self.epochs.get(hint.topic).and_then(|epochs| epochs.partitions.get(&hint.partition));
        let newest = newest.copied().or(known.leader_epoch);
        if hint.leader_epoch < 0 || newest.is_some_and(|epoch| hint.leader_epoch <= epoch) {
            return refuse("epoch not newer");
        }
        let endpoint = hint.endpoint.and_then(|(host, port, rack)| broker(hint.leader, host, port, rack));
        let endpoint = endpoint.filter(|endpoint| self.believes(&endpoint.address));
        if hint.leader.0 < 0 || (endpoint.is_none() && !self.snapshot.brokers.contains_key(&hint.leader)) {
            return refuse("broker not known");
        }
        let brokers = &self.snapshot.brokers;
        if !brokers.contains_key(&hint.leader) && brokers.len() >= bounds.brokers {
            return refuse("one broker too many");
        }
        let (Some(name), Ok(index)) = (in_use.shared_name(hint.topic), usize::try_from(hint.partition))
        else {
            return refuse("topic not in use");
        };
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.version += 1;
        if let Some(endpoint) = endpoint {
            snapshot.brokers.insert(endpoint.id, endpoint);
        }
        if let Some(topic) = snapshot.topics.get_mut(&name)
            && let Some(partition) = Arc::make_mut(topic).partitions.get_mut(index)
        {
            partition.leader = Some(hint.leader);
            partition.leader_epoch = Some(hint.leader_epoch);
            partition.error = ErrorCode::NONE;
        }
        let epochs = self.epochs.entry(name).or_default();
        epochs.partitions.insert(hint.partition, hint.leader_epoch);
        debug!(
            topic = hint.topic,
            partition = hint.partition,
            leader = hint.leader.0,
            epoch = hint.leader_epoch,
            "leader hint taken"
        );
        true
    }

    /// Forgets brokers and leaders, and keeps what stays true wherever they are: the topics and their partitions (R120).
    ///
    /// Records can be placed meanwhile; they leave when a broker has told the leaders again. Epochs stay, so that no answer
    /// can lead back to an older leader.
    pub(crate) fn forget_brokers(&mut self) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.version += 1;
        snapshot.controller = None;
        snapshot.brokers.clear();
        for topic in snapshot.topics.values_mut() {
            *topic = with_known_leaders(topic, &snapshot.brokers);
        }
    }

    fn topic(
        &mut self,
        old: &Metadata,
        entry: &MetadataResponseTopic,
        name: &Arc<str>,
        version: i16,
        brokers: &BTreeMap<BrokerId, Broker>,
        applied: &mut Applied,
    ) -> Arc<TopicMetadata> {
        let error = ErrorCode(entry.error_code);
        if error != ErrorCode::NONE {
            applied.ask_again |= error.refreshes_metadata();
            warn!(topic = %name, %error, "metadata of a topic is in error");
            return Arc::new(undescribed(name, error));
        }
        let id = (!entry.topic_id.is_zero()).then_some(TopicId(entry.topic_id));
        let old_topic = old.topics.get(name);
        let epochs = self.epochs.entry(Arc::clone(name)).or_default();
        if id.is_some() && epochs.topic_id.is_some() && epochs.topic_id != id {
            warn!(topic = %name, "the topic was deleted and created anew");
            epochs.partitions.clear();
            applied.news = true;
        }
        let same_topic = epochs.topic_id.is_none() || id.is_none() || epochs.topic_id == id;
        epochs.topic_id = id.or(epochs.topic_id);

        let mut partitions = BTreeMap::new();
        for entry in &entry.partitions {
            let index = entry.partition_index;
            if index < 0 || partitions.contains_key(&index) {
                debug!(topic = %name, partition = index, "metadata entry of a partition ignored: negative or twice");
                continue;
            }
            let cached = old_topic.filter(|_| same_topic).and_then(|topic| topic.partition(index));
            let mut partition = partition(entry, cached, version, epochs, applied);
            if partition.leader.is_some_and(|leader| !brokers.contains_key(&leader)) {
                partition.leader = None;
            }
            applied.ask_again |= partition.error.refreshes_metadata();
            applied.news |= partition.leader.is_some() && cached.is_none_or(|c| c.leader != partition.leader);
            partitions.insert(index, partition);
        }
        let partitions = without_holes(name, partitions, applied);
        epochs
            .partitions
            .retain(|index, _| usize::try_from(*index).is_ok_and(|index| index < partitions.len()));
        let topic =
            TopicMetadata { name: Arc::clone(name), id, is_internal: entry.is_internal, error, partitions };
        match old_topic {
            Some(same) if **same == topic => Arc::clone(same),
            _ => Arc::new(topic),
        }
    }
}

fn check(response: &MetadataResponse, bounds: Bounds) -> Result<(), PeerError> {
    let count = response.brokers.len();
    if count > bounds.brokers {
        return Err(PeerError::TooMany { what: "brokers", count, limit: bounds.brokers });
    }
    let count = response.topics.iter().map(|topic| topic.partitions.len()).sum();
    if count > bounds.partitions {
        return Err(PeerError::TooMany { what: "partitions", count, limit: bounds.partitions });
    }
    Ok(())
}

fn usable_brokers(entries: &[MetadataResponseBroker]) -> BTreeMap<BrokerId, Broker> {
    let mut brokers = BTreeMap::new();
    let mut ignored = 0;
    for entry in entries {
        let id = BrokerId(entry.node_id);
        let rack = entry.rack.as_ref().map(StrBytes::as_str);
        match broker(id, &entry.host, entry.port, rack) {
            Some(broker) if !brokers.contains_key(&id) => {
                brokers.insert(id, broker);
            }
            _ => {
                debug!(broker = id.0, port = entry.port, "metadata entry of a broker ignored");
                ignored += 1;
            }
        }
    }
    if ignored > 0 {
        warn!(ignored, "metadata has broker entries that are double or have no usable id, host or port");
    }
    brokers
}

fn broker(id: BrokerId, host: &str, port: i32, rack: Option<&str>) -> Option<Broker> {
    let port = u16::try_from(port).ok().filter(|port| *port > 0)?;
    // A name goes into errors and logs as it is.
    let printable = !host.contains(|c: char| c.is_control() || c.is_whitespace());
    let usable = id.0 >= 0 && !host.is_empty() && host.len() <= MAX_HOST_LEN && printable;
    usable.then(|| Broker { id, address: BrokerAddress::new(host, port), rack: rack.map(Arc::from) })
}

/// One partition as the rules of leader epochs have it (R130).
fn partition(
    entry: &MetadataResponsePartition,
    cached: Option<&PartitionMetadata>,
    version: i16,
    epochs: &mut TopicEpochs,
    applied: &mut Applied,
) -> PartitionMetadata {
    let index = entry.partition_index;
    let epoch = (version >= FIRST_RELIABLE_EPOCHS && entry.leader_epoch >= 0).then_some(entry.leader_epoch);
    let newest = epochs.partitions.get(&index).copied();
    match (epoch, newest) {
        (Some(epoch), Some(newest)) if epoch < newest => {
            // This broker has not heard of the newest election yet.
            debug!(partition = index, epoch, newest, "older leader epoch ignored");
            applied.ask_again |= cached.is_none_or(|cached| cached.leader.is_none());
            return cached.cloned().unwrap_or_else(|| {
                PartitionMetadata::without_leader(index, ErrorCode::LEADER_NOT_AVAILABLE)
            });
        }
        (Some(epoch), newest) => {
            applied.news |= newest != Some(epoch);
            epochs.partitions.insert(index, epoch);
        }
        (None, _) => {
            epochs.partitions.remove(&index);
        }
    }
    let ids = |ids: &[i32]| ids.iter().copied().map(BrokerId).collect();
    PartitionMetadata {
        index,
        error: ErrorCode(entry.error_code),
        leader: Some(BrokerId(entry.leader_id)),
        leader_epoch: epoch,
        replicas: ids(&entry.replica_nodes),
        isr: ids(&entry.isr_nodes),
        offline: ids(&entry.offline_replicas),
    }
}

/// The partitions in order, with an entry in error for each number that is missing.
///
/// A number far beyond the others would cost memory out of proportion to the bytes that name it. So there are never more
/// entries in error than real ones, and what lies beyond is dropped.
fn without_holes(
    topic: &str,
    entries: BTreeMap<i32, PartitionMetadata>,
    applied: &mut Applied,
) -> Vec<PartitionMetadata> {
    let most = entries.len().saturating_mul(2);
    let mut partitions = Vec::with_capacity(entries.len());
    for (index, partition) in entries {
        let position = usize::try_from(index).unwrap_or(usize::MAX);
        if position >= most {
            debug!(topic, partition = index, "metadata entry of a partition ignored: far beyond the others");
            applied.ask_again = true;
            break;
        }
        while partitions.len() < position {
            let missing = partitions.len() as i32;
            debug!(topic, partition = missing, "metadata lacks a partition");
            let error = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            partitions.push(PartitionMetadata::without_leader(missing, error));
            applied.ask_again = true;
        }
        partitions.push(partition);
    }
    partitions
}

fn undescribed(name: &Arc<str>, error: ErrorCode) -> TopicMetadata {
    TopicMetadata { name: Arc::clone(name), id: None, is_internal: false, error, partitions: Vec::new() }
}

/// The topic without leaders that are not among the brokers.
fn with_known_leaders(
    topic: &Arc<TopicMetadata>,
    brokers: &BTreeMap<BrokerId, Broker>,
) -> Arc<TopicMetadata> {
    let unknown = |p: &PartitionMetadata| p.leader.is_some_and(|leader| !brokers.contains_key(&leader));
    if !topic.partitions.iter().any(unknown) {
        return Arc::clone(topic);
    }
    let mut topic = TopicMetadata::clone(topic);
    for partition in topic.partitions.iter_mut().filter(|p| unknown(p)) {
        partition.leader = None;
    }
    Arc::new(topic)
}

/// Epochs in Metadata responses before v9 may lag behind (R130, KIP-320).
const FIRST_RELIABLE_EPOCHS: i16 = 9;

#[cfg(test)]
mod tests;
