//! What a test asks of a cluster and does to it over the wire, by the project's own client.

use std::sync::Arc;
use std::time::Duration;

use kafka_net::driver::Client;
use kafka_net::{Metadata, NetConfig, NetError};
use kafka_protocol::messages::create_acls_request::AclCreation;
use kafka_protocol::messages::create_topics_request::{CreatableTopic, CreatableTopicConfig};
use kafka_protocol::messages::list_offsets_request::{ListOffsetsPartition, ListOffsetsTopic};
use kafka_protocol::messages::{CreateAclsRequest, CreateTopicsRequest, ListOffsetsRequest};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, VersionRange};
use tokio::runtime::Runtime;
use xtask::clock::poll_until;

use crate::{Result, Row, reader};

/// A blocking client for tests.
#[derive(Debug)]
pub struct Admin {
    runtime: Runtime,
    client: Client,
}

impl Admin {
    /// Connects to a cluster.
    pub fn connect(bootstrap: &str) -> Result<Self> {
        Self::connect_with(NetConfig::new(bootstrap)?)
    }

    /// Connects by a configuration that says more than where the cluster is.
    pub fn connect_with(mut config: NetConfig) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        config.request_timeout = REQUEST_TIMEOUT;
        config.client_id = Some("interop".into());
        config.allow_auto_topic_creation = false;
        let client = runtime.block_on(Client::connect(config))?;
        Ok(Self { runtime, client })
    }

    /// Creates a topic and returns when every partition of it has a leader.
    pub fn create_topic(
        &self,
        name: &str,
        partitions: i32,
        replicas: i16,
        configs: &[(&str, &str)],
    ) -> Result {
        let config = |(name, value): &(&str, &str)| CreatableTopicConfig {
            name: StrBytes::copy_from(name),
            value: Some(StrBytes::copy_from(value)),
            ..CreatableTopicConfig::default()
        };
        let topic = CreatableTopic {
            name: StrBytes::copy_from(name),
            num_partitions: partitions,
            replication_factor: replicas,
            configs: configs.iter().map(config).collect(),
            ..CreatableTopic::default()
        };
        let request = CreateTopicsRequest {
            topics: vec![topic],
            timeout_ms: REQUEST_TIMEOUT.as_millis() as i32,
            ..CreateTopicsRequest::default()
        };
        // Only the controller of a cluster with ZooKeeper takes it; the brokers of KRaft pass it on.
        let controller = self.runtime.block_on(self.client.metadata(&[]))?.controller;
        let response = self.runtime.block_on(self.client.request(controller, &request))?;
        let answer = response.topics.first().ok_or("CreateTopics said nothing of the topic")?;
        if let Err(code) = ErrorCode(answer.error_code).ok() {
            return Err(format!("creating {name}: {code} {:?}", answer.error_message).into());
        }
        self.wait_for_topic(name, |known| known.partitions.iter().all(|p| p.leader.is_some())).map(drop)
    }

    /// Lets `user` do `operation` (its number in Kafka's `AclOperation`) with a topic.
    pub fn allow(&self, user: &str, operation: i8, topic: &str) -> Result {
        let creation = AclCreation {
            resource_type: TOPIC,
            resource_name: StrBytes::copy_from(topic),
            principal: StrBytes::copy_from(&format!("User:{user}")),
            host: StrBytes::copy_from("*"),
            operation,
            permission_type: ALLOW,
            ..AclCreation::default()
        };
        let request = CreateAclsRequest { creations: vec![creation], ..CreateAclsRequest::default() };
        let response = self.runtime.block_on(self.client.request(None, &request))?;
        let answer = response.results.first().ok_or("CreateAcls said nothing of the entry")?;
        match ErrorCode(answer.error_code).ok() {
            Err(code) => Err(format!("allowing {user} {topic}: {code} {:?}", answer.error_message).into()),
            Ok(()) => Ok(()),
        }
    }

    /// Metadata as it is now.
    pub fn metadata(&self, topic: &str) -> Result<Arc<Metadata>, NetError> {
        self.runtime.block_on(self.client.metadata(&[topic]))
    }

    /// The leader of a partition.
    pub fn leader(&self, topic: &str, partition: i32) -> Result<BrokerId> {
        let metadata = self.metadata(topic)?;
        let leader =
            metadata.topic(topic).and_then(|t| t.partitions.iter().find(|p| p.index == partition)?.leader);
        leader.ok_or_else(|| format!("{topic}-{partition} has no leader").into())
    }

    /// Waits until each partition of the topic has this many replicas in sync.
    pub fn wait_for_replicas(&self, topic: &str, replicas: usize) -> Result {
        self.wait_for_topic(topic, |known| known.partitions.iter().all(|p| p.isr.len() == replicas)).map(drop)
    }

    /// The end of each partition, up to which consumers can read.
    pub fn ends(&self, topic: &str) -> Result<Vec<i64>> {
        let metadata = self.metadata(topic)?;
        let known = metadata.topic(topic).ok_or_else(|| format!("{topic} is not known"))?;
        let mut ends = Vec::new();
        for partition in &known.partitions {
            let leader =
                partition.leader.ok_or_else(|| format!("{topic}-{} has no leader", partition.index))?;
            let asked = ListOffsetsPartition {
                partition_index: partition.index,
                timestamp: LATEST,
                ..ListOffsetsPartition::default()
            };
            let request = ListOffsetsRequest {
                replica_id: -1,
                topics: vec![ListOffsetsTopic {
                    name: StrBytes::copy_from(topic),
                    partitions: vec![asked],
                    ..ListOffsetsTopic::default()
                }],
                ..ListOffsetsRequest::default()
            };
            let response = self.runtime.block_on(self.client.request(Some(leader), &request))?;
            let answer = response.topics.iter().flat_map(|t| &t.partitions).next();
            let answer = answer.ok_or("ListOffsets said nothing of the partition")?;
            if let Err(code) = ErrorCode(answer.error_code).ok() {
                return Err(format!("the end of {topic}-{}: {code}", partition.index).into());
            }
            ends.push(answer.offset);
        }
        Ok(ends)
    }

    /// Waits until consumers can read each partition up to `ends`: what is acknowledged becomes visible a little later
    /// where a leader has just been elected.
    pub fn wait_for_ends(&self, topic: &str, ends: &[i64]) -> Result {
        let mut last = String::new();
        let reached = poll_until(PATIENCE, || {
            let now = self.ends(topic);
            last = format!("{now:?}");
            let reached = |now: Vec<i64>| {
                now.len() >= ends.len() && now.iter().zip(ends).all(|(now, wanted)| now >= wanted)
            };
            Ok(now.is_ok_and(reached).then_some(()))
        })?;
        reached.ok_or_else(|| format!("{topic} does not reach {ends:?}; last {last}").into())
    }

    /// Everything in a topic, partition by partition, by the project's own reader.
    pub fn read(&self, topic: &str) -> Result<Vec<Row>> {
        let metadata = self.metadata(topic)?;
        let ends = self.ends(topic)?;
        self.runtime.block_on(reader::read(&self.client, &metadata, topic, &ends))
    }

    /// Each partition up to `ends`, for brokers that are too old to be asked for the ends in today's terms.
    pub fn read_up_to(&self, topic: &str, ends: &[i64]) -> Result<Vec<Row>> {
        let metadata = self.metadata(topic)?;
        self.runtime.block_on(reader::read(&self.client, &metadata, topic, ends))
    }

    /// The versions of an API that the cluster's first broker speaks.
    pub fn broker_versions(&self, api: ApiKey) -> Result<Option<VersionRange>> {
        let metadata = self.runtime.block_on(self.client.metadata(&[]))?;
        let broker = metadata.brokers.keys().next().ok_or("no broker is known")?;
        Ok(self.runtime.block_on(self.client.api_versions(*broker))?.range(api))
    }

    fn wait_for_topic(
        &self,
        topic: &str,
        condition: impl Fn(&kafka_net::TopicMetadata) -> bool,
    ) -> Result<Arc<Metadata>> {
        let mut last = String::new();
        let met = poll_until(PATIENCE, || {
            // A broker that is just being killed is no reason to give up.
            let metadata = match self.metadata(topic) {
                Ok(metadata) => metadata,
                Err(error) => {
                    last = error.to_string();
                    return Ok(None);
                }
            };
            let known = metadata.topic(topic);
            last = format!("{known:?}");
            let met = known
                .is_some_and(|known| known.error.is_ok() && !known.partitions.is_empty() && condition(known));
            Ok(met.then_some(metadata))
        })?;
        met.ok_or_else(|| format!("waited for {topic} in vain; last {last}").into())
    }
}

const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// The longest wait for a state of the cluster: a slow machine needs a minute to take a broker back in.
const PATIENCE: Duration = Duration::from_secs(120);
/// Kafka's `ResourceType.TOPIC`.
const TOPIC: i8 = 2;
/// Kafka's `AclPermissionType.ALLOW`.
const ALLOW: i8 = 3;
/// ListOffsets' word for the end of a partition.
const LATEST: i64 = -1;
