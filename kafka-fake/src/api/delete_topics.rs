//! DeleteTopics (20), v0 to v6.
//!
//! Kept: deletion by name, and by id (v6). A topic of the same name that is created later starts empty, with another id.
//!
//! Left out: the delay of Kafka's deletion; `delete.topic.enable`.

use kafka_protocol::ErrorCode;
use kafka_protocol::messages::delete_topics_request::DeleteTopicState;
use kafka_protocol::messages::delete_topics_response::DeletableTopicResult;
use kafka_protocol::messages::{DeleteTopicsRequest, DeleteTopicsResponse};
use kafka_protocol::wire::{StrBytes, Uuid};

use super::{Answer, Api, Context, text};
use crate::cluster::Cluster;
use crate::fault::Scope;
use crate::recorder::Detail;

impl Api for DeleteTopicsRequest {
    fn scope(&self, cluster: &Cluster) -> Scope {
        let by_state = self.topics.iter().map(|topic| resolve(cluster, topic).0.unwrap_or_default());
        let names: Vec<String> = self.topic_names.iter().map(ToString::to_string).chain(by_state).collect();
        Scope::of_topics(names.iter().map(String::as_str))
    }

    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<DeleteTopicsResponse> {
        let by_name = self
            .topic_names
            .into_iter()
            .map(|name| DeleteTopicState { name: Some(name), ..Default::default() });
        let mut response = DeleteTopicsResponse::default();
        let mut names = Vec::new();
        for topic in by_name.chain(self.topics) {
            let (name, id) = resolve(cluster, &topic);
            let known = name.as_deref().unwrap_or_default();
            let code = match context.refusal(known, None) {
                Some(code) => code,
                None if cluster.remove_topic(known) => {
                    context.disguise(known, None).unwrap_or(ErrorCode::NONE)
                }
                None if topic.topic_id.is_zero() => ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                None => ErrorCode::UNKNOWN_TOPIC_ID,
            };
            response.responses.push(DeletableTopicResult {
                name: name.as_deref().map(StrBytes::copy_from),
                topic_id: id,
                error_code: code.0,
                ..Default::default()
            });
            names.extend(name);
        }
        context.detail = Detail::Topics(Some(names));
        Answer::Reply(response)
    }

    fn throttle(response: &mut DeleteTopicsResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

/// Name and id of a topic of which the request gives one; what the cluster does not know stays as asked.
fn resolve(cluster: &Cluster, topic: &DeleteTopicState) -> (Option<String>, Uuid) {
    if topic.topic_id.is_zero() {
        let name = text(topic.name.as_ref());
        return (Some(name.to_owned()), cluster.topic(name).map(crate::topic::Topic::id).unwrap_or_default());
    }
    (cluster.topic_names.get(&topic.topic_id).cloned(), topic.topic_id)
}
