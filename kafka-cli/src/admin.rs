//! Topics, made and removed over the wire.

use kafka_net::NetError;
use kafka_net::driver::Client;
use kafka_protocol::messages::create_topics_request::CreatableTopic;
use kafka_protocol::messages::delete_topics_request::DeleteTopicState;
use kafka_protocol::messages::{CreateTopicsRequest, DeleteTopicsRequest};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{BrokerId, ErrorCode};

use crate::connection::failed;
use crate::failure::Failure;

/// Creates a topic that did not exist, with as many replicas as the cluster finds right.
pub(crate) async fn create_topic(client: &Client, name: &str, partitions: i32) -> Result<(), Failure> {
    let doing = format!("creating topic {name}");
    let controller = controller(client).await?;
    // Brokers before 2.4 know no default for the number of replicas (KIP-464).
    let mut refusal = String::new();
    for replication_factor in [-1, 1] {
        let topic = CreatableTopic {
            name: StrBytes::copy_from(name),
            num_partitions: partitions,
            replication_factor,
            ..CreatableTopic::default()
        };
        let request = CreateTopicsRequest {
            topics: vec![topic],
            timeout_ms: TIMEOUT_MS,
            ..CreateTopicsRequest::default()
        };
        let response = client.request(controller, &request).await.map_err(failed(&doing))?;
        let Some(result) = response.topics.into_iter().find(|topic| *topic.name == *name) else {
            return Err(Failure::Run(format!("{doing}: the broker said nothing of it")));
        };
        let code = ErrorCode(result.error_code);
        if code.is_ok() {
            return Ok(());
        }
        refusal = match result.error_message {
            Some(message) => format!("{code}: {message}"),
            None => code.to_string(),
        };
        if code != ErrorCode::INVALID_REPLICATION_FACTOR {
            break;
        }
    }
    Err(Failure::Run(format!("{doing}: {refusal}")))
}

/// Deletes a topic.
pub(crate) async fn delete_topic(client: &Client, name: &str) -> Result<(), Failure> {
    let doing = format!("deleting topic {name}");
    let controller = controller(client).await?;
    let state = DeleteTopicState { name: Some(StrBytes::copy_from(name)), ..DeleteTopicState::default() };
    let mut request =
        DeleteTopicsRequest { topics: vec![state], timeout_ms: TIMEOUT_MS, ..DeleteTopicsRequest::default() };
    let mut response = client.request(controller, &request).await;
    if matches!(response, Err(NetError::Send(_))) {
        // Before version 6, topics were names.
        request.topics = Vec::new();
        request.topic_names = vec![StrBytes::copy_from(name)];
        response = client.request(controller, &request).await;
    }
    let response = response.map_err(failed(&doing))?;
    match response.responses.first().map(|result| ErrorCode(result.error_code)) {
        Some(code) if !code.is_ok() => Err(Failure::Run(format!("{doing}: {code}"))),
        _ => Ok(()),
    }
}

/// The broker that makes topics, where there is one; clusters of today take such requests anywhere.
async fn controller(client: &Client) -> Result<Option<BrokerId>, Failure> {
    Ok(client.metadata(&[]).await.map_err(failed("asking for the controller"))?.controller)
}

const TIMEOUT_MS: i32 = 30_000;
