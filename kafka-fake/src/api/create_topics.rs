//! CreateTopics (19), v0 to v7.
//!
//! Kept: numbers of partitions and replicas or assignments, defaults for -1 (v4), `validate_only` (v1), the settings
//! `max.message.bytes`, `message.timestamp.type`, `min.insync.replicas` and `retention.bytes`, what was created (v5), topic
//! ids (v7). Any broker creates topics, as brokers that forward to their controller do.
//!
//! Left out: other settings, which are taken and have no effect; the list of settings in the response; policies; quotas.

use kafka_protocol::messages::create_topics_request::CreatableTopic;
use kafka_protocol::messages::create_topics_response::CreatableTopicResult;
use kafka_protocol::messages::{CreateTopicsRequest, CreateTopicsResponse};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{BrokerId, ErrorCode};

use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::fault::Scope;
use crate::recorder::Detail;
use crate::topic::{TopicConfig, is_legal_name};

impl Api for CreateTopicsRequest {
    fn scope(&self, _: &Cluster) -> Scope {
        Scope::of_topics(self.topics.iter().map(|topic| topic.name.as_str()))
    }

    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<CreateTopicsResponse> {
        let mut response = CreateTopicsResponse::default();
        let mut names = Vec::new();
        let mut partitions = 0_i64;
        for topic in &self.topics {
            names.push(topic.name.to_string());
            let twice = self.topics.iter().filter(|other| other.name == topic.name).count() > 1;
            let outcome = match context.refusal(&topic.name, None) {
                Some(code) => Err(Refused { code, message: "scripted".to_owned() }),
                None if twice => Err(refused(ErrorCode::INVALID_REQUEST, "Duplicate topic name.")),
                None => cluster.plan(topic).and_then(|plan| {
                    partitions += i64::from(plan.partitions);
                    if partitions <= MAX_PARTITIONS_PER_REQUEST {
                        return Ok(plan);
                    }
                    let message = "Excessively large number of partitions per request.";
                    Err(refused(ErrorCode::POLICY_VIOLATION, message))
                }),
            };
            if let Ok(plan) = &outcome
                && !self.validate_only
            {
                cluster.create(topic, plan);
            }
            let outcome = match context.disguise(&topic.name, None) {
                Some(code) => Err(Refused { code, message: "scripted".to_owned() }),
                None => outcome,
            };
            response.topics.push(cluster.created(topic, outcome, context.version));
        }
        context.detail = Detail::Topics(Some(names));
        Answer::Reply(response)
    }

    fn throttle(response: &mut CreateTopicsResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

/// A topic that may be created.
struct Plan {
    partitions: i32,
    replication_factor: i16,
    assigned: Option<Vec<Vec<BrokerId>>>,
    config: TopicConfig,
}

struct Refused {
    code: ErrorCode,
    message: String,
}

impl Cluster {
    fn plan(&self, topic: &CreatableTopic) -> Result<Plan, Refused> {
        if !is_legal_name(&topic.name) {
            return Err(refused(ErrorCode::INVALID_TOPIC_EXCEPTION, "Topic name is illegal."));
        }
        if self.topics.contains_key(topic.name.as_str()) {
            let message = format!("Topic '{}' already exists.", topic.name);
            return Err(refused(ErrorCode::TOPIC_ALREADY_EXISTS, message));
        }
        let mut config = TopicConfig::of(&self.config);
        for setting in &topic.configs {
            if let Some(value) = &setting.value {
                config
                    .set(&setting.name, value)
                    .map_err(|message| refused(ErrorCode::INVALID_CONFIG, message))?;
            }
        }
        if !topic.assignments.is_empty() {
            return self.assigned(topic, config);
        }
        let partitions =
            if topic.num_partitions == -1 { self.config.partitions } else { topic.num_partitions };
        if partitions < 1 {
            return Err(refused(
                ErrorCode::INVALID_PARTITIONS,
                format!("Number of partitions was set to an invalid value {partitions}."),
            ));
        }
        let brokers = i16::try_from(self.brokers.len()).unwrap_or(i16::MAX);
        let replication_factor = match topic.replication_factor {
            -1 => self.config.replication_factor.min(brokers),
            asked if (1..=brokers).contains(&asked) => asked,
            asked => {
                return Err(refused(
                    ErrorCode::INVALID_REPLICATION_FACTOR,
                    format!(
                        "Unable to replicate the partition {asked} time(s): there are {brokers} broker(s)."
                    ),
                ));
            }
        };
        Ok(Plan { partitions, replication_factor, assigned: None, config })
    }

    fn assigned(&self, topic: &CreatableTopic, config: TopicConfig) -> Result<Plan, Refused> {
        if topic.num_partitions != -1 || topic.replication_factor != -1 {
            return Err(refused(
                ErrorCode::INVALID_REQUEST,
                "A manual partition assignment was specified, but numPartitions or replicationFactor was not set to -1.",
            ));
        }
        let mut partitions: Vec<(i32, Vec<BrokerId>)> = topic
            .assignments
            .iter()
            .map(|entry| (entry.partition_index, entry.broker_ids.iter().map(|id| BrokerId(*id)).collect()))
            .collect();
        partitions.sort_by_key(|(index, _)| *index);
        let in_a_row = (0..).zip(&partitions).all(|(expected, (index, _))| expected == *index);
        let known = |replicas: &Vec<BrokerId>| {
            let distinct = replicas.iter().enumerate().all(|(at, id)| !replicas[..at].contains(id));
            !replicas.is_empty() && distinct && replicas.iter().all(|id| self.broker(*id).is_some())
        };
        if !in_a_row || !partitions.iter().all(|(_, replicas)| known(replicas)) {
            return Err(refused(
                ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                "Partitions must be numbered from 0 without a gap, each with distinct replicas on known brokers.",
            ));
        }
        let replication_factor = partitions.first().map_or(1, |(_, replicas)| replicas.len());
        Ok(Plan {
            partitions: i32::try_from(partitions.len()).unwrap_or(i32::MAX),
            replication_factor: i16::try_from(replication_factor).unwrap_or(i16::MAX),
            assigned: Some(partitions.into_iter().map(|(_, replicas)| replicas).collect()),
            config,
        })
    }

    fn create(&mut self, topic: &CreatableTopic, plan: &Plan) {
        let Plan { partitions, replication_factor, assigned, config } = plan;
        self.add_topic(&topic.name, *partitions, *replication_factor, assigned.clone(), config.clone());
    }

    fn created(
        &self,
        topic: &CreatableTopic,
        outcome: Result<Plan, Refused>,
        version: i16,
    ) -> CreatableTopicResult {
        let name = topic.name.clone();
        match outcome {
            Ok(plan) => CreatableTopicResult {
                name,
                topic_id: self.topic(&topic.name).map(crate::topic::Topic::id).unwrap_or_default(),
                num_partitions: plan.partitions,
                replication_factor: plan.replication_factor,
                ..Default::default()
            },
            Err(refused) => CreatableTopicResult {
                name,
                error_code: refused.code.0,
                error_message: Some(StrBytes::from(refused.message)).filter(|_| version >= 1),
                ..Default::default()
            },
        }
    }
}

fn refused(code: ErrorCode, message: impl Into<String>) -> Refused {
    Refused { code, message: message.into() }
}

/// What Kafka's controller creates in one go at most; a request is small and a partition is not.
const MAX_PARTITIONS_PER_REQUEST: i64 = 10_000;
