//! Metadata (3), v0 to v13.
//!
//! Kept: all topics or those named, by name or id (v10, v12); automatic creation where the request allows it (v4) and the
//! cluster does; leader epochs (v7), offline replicas (v5), racks (v1), brokers that are up, one of them the controller; answers from
//! an older state of the cluster, when the control interface froze it.
//!
//! Left out: authorized operations; the moment between the automatic creation of a topic and its first leader, in
//! which Kafka answers UNKNOWN_TOPIC_OR_PARTITION or LEADER_NOT_AVAILABLE.

use std::collections::BTreeMap;

use kafka_protocol::messages::metadata_request::MetadataRequestTopic;
use kafka_protocol::messages::metadata_response::{
    MetadataResponseBroker, MetadataResponsePartition, MetadataResponseTopic,
};
use kafka_protocol::messages::{MetadataRequest, MetadataResponse};
use kafka_protocol::wire::{Int32Array, StrBytes, Uuid};
use kafka_protocol::{BrokerId, ErrorCode};

use super::{Answer, Api, Context, text};
use crate::cluster::{Broker, Cluster};
use crate::fault::Scope;
use crate::recorder::Detail;
use crate::topic::{Leadership, Topic, TopicConfig, is_legal_name};

impl Api for MetadataRequest {
    fn scope(&self, cluster: &Cluster) -> Scope {
        match &self.topics {
            Some(topics) => Scope::of_topics(topics.iter().map(|topic| named(cluster, topic))),
            None => Scope::of_topics(cluster.topics.keys().map(String::as_str)),
        }
    }

    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<MetadataResponse> {
        // Version 0 has no null: there an empty list asks for all.
        let wanted = self.topics.filter(|topics| context.version > 0 || !topics.is_empty());
        let may_create = cluster.config.auto_create && self.allow_auto_topic_creation;
        if let Some(topics) = wanted.as_deref().filter(|_| may_create) {
            for topic in topics {
                cluster.auto_create(text(topic.name.as_ref()), topic.topic_id);
            }
        }
        let names = wanted
            .as_deref()
            .map(|topics| topics.iter().map(|topic| named(cluster, topic).to_owned()).collect());
        let live;
        let image = if let Some(frozen) = cluster.frozen.get(&context.broker) {
            frozen
        } else {
            live = cluster.image(wanted.as_deref());
            &live
        };
        let topics = match &wanted {
            None => image.topics.iter().map(|(name, topic)| image.describe(name, topic)).collect(),
            Some(topics) => topics.iter().map(|topic| image.answer(topic)).collect(),
        };
        let mut response = MetadataResponse {
            brokers: image.brokers.iter().map(describe_broker).collect(),
            cluster_id: Some(StrBytes::copy_from(&cluster.cluster_id())),
            controller_id: image.brokers.first().map_or(-1, |broker| broker.id.0),
            topics,
            ..Default::default()
        };
        for topic in &mut response.topics {
            let name = text(topic.name.as_ref());
            if let Some(code) = context.refusal(name, None).or_else(|| context.disguise(name, None)) {
                topic.error_code = code.0;
                topic.partitions.clear();
            }
        }
        context.detail = Detail::Topics(names);
        Answer::Reply(response)
    }

    fn throttle(response: &mut MetadataResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

/// What Metadata shows of a cluster, or of the part of it that a request asks about.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    brokers: Vec<Broker>,
    topics: BTreeMap<String, TopicImage>,
}

#[derive(Debug, Clone)]
struct TopicImage {
    id: Uuid,
    partitions: Vec<Leadership>,
}

impl Image {
    /// The entry for a topic that a request names.
    fn answer(&self, asked: &MetadataRequestTopic) -> MetadataResponseTopic {
        let found = if asked.topic_id.is_zero() {
            self.topics.get_key_value(text(asked.name.as_ref()))
        } else {
            self.topics.iter().find(|(_, topic)| topic.id == asked.topic_id)
        };
        if let Some((name, topic)) = found {
            return self.describe(name, topic);
        }
        let code = if !asked.topic_id.is_zero() {
            ErrorCode::UNKNOWN_TOPIC_ID
        } else if is_legal_name(text(asked.name.as_ref())) {
            ErrorCode::UNKNOWN_TOPIC_OR_PARTITION
        } else {
            ErrorCode::INVALID_TOPIC_EXCEPTION
        };
        MetadataResponseTopic {
            error_code: code.0,
            name: asked.name.clone(),
            topic_id: asked.topic_id,
            ..Default::default()
        }
    }

    fn describe(&self, name: &str, topic: &TopicImage) -> MetadataResponseTopic {
        MetadataResponseTopic {
            name: Some(StrBytes::copy_from(name)),
            topic_id: topic.id,
            is_internal: name.starts_with("__"),
            partitions: (0..)
                .zip(&topic.partitions)
                .map(|(index, leadership)| self.partition(index, leadership))
                .collect(),
            ..Default::default()
        }
    }

    fn partition(&self, partition_index: i32, leadership: &Leadership) -> MetadataResponsePartition {
        let is_up = |id: &BrokerId| self.brokers.iter().any(|broker| broker.id == *id);
        let down: Vec<BrokerId> = leadership.replicas.iter().copied().filter(|id| !is_up(id)).collect();
        let ids = |brokers: &[BrokerId]| brokers.iter().map(|broker| broker.0).collect::<Int32Array>();
        let code =
            if leadership.leader.is_some() { ErrorCode::NONE } else { ErrorCode::LEADER_NOT_AVAILABLE };
        MetadataResponsePartition {
            error_code: code.0,
            partition_index,
            leader_id: leadership.leader.map_or(-1, |leader| leader.0),
            leader_epoch: leadership.leader_epoch,
            replica_nodes: ids(&leadership.replicas),
            isr_nodes: ids(&leadership.isr),
            offline_replicas: ids(&down),
            ..Default::default()
        }
    }
}

impl Cluster {
    /// The cluster's id, which follows from its seed.
    pub fn cluster_id(&self) -> String {
        format!("kafka-fake-{:016x}", self.config.seed)
    }

    /// The state of the cluster for Metadata; only the topics asked for, or all.
    pub(crate) fn image(&self, wanted: Option<&[MetadataRequestTopic]>) -> Image {
        let view = |topic: &Topic| {
            let partitions = topic.partitions.iter().map(|partition| partition.leadership.clone()).collect();
            (topic.name.clone(), TopicImage { id: topic.id, partitions })
        };
        let topics = match wanted {
            None => self.topics.values().map(view).collect(),
            Some(asked) => asked
                .iter()
                .filter_map(|topic| self.topic_of(text(topic.name.as_ref()), topic.topic_id).map(view))
                .collect(),
        };
        Image { brokers: self.brokers.iter().filter(|broker| broker.up).cloned().collect(), topics }
    }

    fn auto_create(&mut self, name: &str, id: Uuid) {
        if id.is_zero() && is_legal_name(name) && !self.topics.contains_key(name) {
            let (partitions, replicas) = (self.config.partitions, self.config.replication_factor);
            let config = TopicConfig::of(&self.config);
            self.add_topic(name, partitions, replicas, None, config);
        }
    }
}

/// The name of a topic that a request names or gives the id of; empty for an unknown id.
fn named<'a>(cluster: &'a Cluster, topic: &'a MetadataRequestTopic) -> &'a str {
    if topic.topic_id.is_zero() {
        text(topic.name.as_ref())
    } else {
        cluster.topic_names.get(&topic.topic_id).map_or("", String::as_str)
    }
}

fn describe_broker(broker: &Broker) -> MetadataResponseBroker {
    MetadataResponseBroker {
        node_id: broker.id.0,
        host: StrBytes::copy_from(&broker.host),
        port: i32::from(broker.port),
        rack: broker.rack.as_deref().map(StrBytes::copy_from),
        ..Default::default()
    }
}
