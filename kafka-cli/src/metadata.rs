//! `kp metadata`: what a cluster says of itself. Asks for nothing that would create a topic.

mod versions;

use std::fmt::Write;

use clap::Args;
use kafka_net::NetError;
use kafka_net::driver::Client;
use kafka_protocol::messages::metadata_request::MetadataRequestTopic;
use kafka_protocol::messages::metadata_response::{MetadataResponsePartition, MetadataResponseTopic};
use kafka_protocol::messages::{MetadataRequest, MetadataResponse};
use kafka_protocol::wire::{StrBytes, Uuid};
use kafka_protocol::{BrokerId, ErrorCode};

use crate::connection::{block_on, connect, failed};
use crate::failure::Failure;
use crate::say;
use crate::settings::ProducerSettings;

/// The command line of `kp metadata`.
#[derive(Debug, Args)]
pub(crate) struct MetadataArgs {
    /// Brokers to start from.
    #[arg(long, value_name = "HOST:PORT[,...]")]
    bootstrap: String,
    /// A topic to show; may be repeated. By default all are shown.
    #[arg(long = "topic", short = 't', value_name = "TOPIC")]
    topics: Vec<String>,
    /// Show which version of each API would be used with each broker.
    #[arg(long)]
    versions: bool,
    #[command(flatten)]
    settings: ProducerSettings,
}

pub(crate) fn run(args: &MetadataArgs) -> Result<(), Failure> {
    let config = args.settings.config(&args.bootstrap, None)?;
    let (text, missing) = block_on(async {
        let client = connect(&config).await?;
        let response = ask(&client, &args.topics).await.map_err(failed("asking for metadata"))?;
        if let Err(code) = ErrorCode(response.error_code).ok() {
            return Err(Failure::Run(format!("asking for metadata: {code}")));
        }
        let mut text = describe(&response, &args.topics);
        if args.versions {
            for broker in &response.brokers {
                let id = BrokerId(broker.node_id);
                let theirs = client.api_versions(id).await;
                let theirs = theirs.map_err(failed("asking for API versions"))?;
                writeln!(text, "\nbroker {id} speaks").ok();
                text.push_str(&versions::describe(&theirs));
            }
        }
        let found = |name: &String| {
            response.topics.iter().any(|t| t.name.as_deref() == Some(name) && ErrorCode(t.error_code).is_ok())
        };
        let missing: Vec<_> = args.topics.iter().filter(|name| !found(name)).cloned().collect();
        Ok((text, missing))
    })?;
    say(text.trim_end())?;
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::Run(format!("no such topic, or it cannot be described: {}", missing.join(", "))))
}

/// Metadata of these topics, or of all. What a broker is too old to be asked, it is not asked.
async fn ask(client: &Client, names: &[String]) -> Result<MetadataResponse, NetError> {
    let named = names.iter().map(|name| MetadataRequestTopic {
        name: Some(StrBytes::copy_from(name)),
        topic_id: Uuid::default(),
        ..MetadataRequestTopic::default()
    });
    let ask_for = |topics, allow_auto_topic_creation| MetadataRequest {
        topics,
        allow_auto_topic_creation,
        ..MetadataRequest::default()
    };
    let some = if names.is_empty() { None } else { Some(named.collect()) };
    let mut response = client.request(None, &ask_for(some, false)).await;
    // Before version 4 asking for a topic might create it, so all are asked for; before version 1 that is an empty list.
    for all in [None, Some(Vec::new())] {
        if matches!(response, Err(NetError::Send(_))) {
            response = client.request(None, &ask_for(all, true)).await;
        }
    }
    response
}

/// Brokers and topics, as text; of the topics those in `names`, or all.
fn describe(response: &MetadataResponse, names: &[String]) -> String {
    let mut text = String::new();
    let out = &mut text;
    if let Some(cluster) = &response.cluster_id {
        writeln!(out, "cluster {cluster}").ok();
    }
    let mut brokers: Vec<_> = response.brokers.iter().collect();
    brokers.sort_by_key(|broker| broker.node_id);
    for broker in brokers {
        write!(out, "broker {} at {}:{}", broker.node_id, broker.host, broker.port).ok();
        if let Some(rack) = &broker.rack {
            write!(out, ", rack {rack}").ok();
        }
        if broker.node_id == response.controller_id {
            out.push_str(", controller");
        }
        out.push('\n');
    }
    let mut topics: Vec<_> = response.topics.iter().collect();
    topics.sort_by(|a, b| a.name.cmp(&b.name));
    for topic in topics {
        let name = topic.name.as_deref().unwrap_or_default();
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            describe_topic(out, name, topic);
        }
    }
    text
}

fn describe_topic(out: &mut String, name: &str, topic: &MetadataResponseTopic) {
    write!(out, "topic {name}").ok();
    if topic.topic_id != Uuid::default() {
        write!(out, ", id {}", topic.topic_id).ok();
    }
    if topic.is_internal {
        out.push_str(", internal");
    }
    if let Err(code) = ErrorCode(topic.error_code).ok() {
        writeln!(out, ": {code}").ok();
        return;
    }
    writeln!(
        out,
        ", {} partition{}",
        topic.partitions.len(),
        if topic.partitions.len() == 1 { "" } else { "s" }
    )
    .ok();
    let mut partitions: Vec<_> = topic.partitions.iter().collect();
    partitions.sort_by_key(|partition| partition.partition_index);
    for partition in partitions {
        describe_partition(out, partition);
    }
}

fn describe_partition(out: &mut String, partition: &MetadataResponsePartition) {
    write!(out, "  partition {}: ", partition.partition_index).ok();
    if partition.leader_id >= 0 {
        write!(out, "leader {}", partition.leader_id).ok();
    } else {
        out.push_str("no leader");
    }
    if partition.leader_epoch >= 0 {
        write!(out, ", epoch {}", partition.leader_epoch).ok();
    }
    write!(out, ", replicas {}, in sync {}", list(&partition.replica_nodes), list(&partition.isr_nodes)).ok();
    if !partition.offline_replicas.is_empty() {
        write!(out, ", offline {}", list(&partition.offline_replicas)).ok();
    }
    match ErrorCode(partition.error_code) {
        ErrorCode::NONE => out.push('\n'),
        code => {
            writeln!(out, ": {code}").ok();
        }
    }
}

fn list(brokers: &[i32]) -> String {
    let ids: Vec<String> = brokers.iter().map(ToString::to_string).collect();
    if ids.is_empty() { "none".to_owned() } else { ids.join(",") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_protocol::messages::metadata_response::MetadataResponseBroker;

    #[test]
    fn a_cluster_is_told_in_lines() {
        let partition = MetadataResponsePartition {
            partition_index: 0,
            leader_id: 2,
            leader_epoch: 5,
            replica_nodes: vec![2, 1].into(),
            isr_nodes: vec![2].into(),
            offline_replicas: vec![1].into(),
            ..MetadataResponsePartition::default()
        };
        let leaderless = MetadataResponsePartition {
            partition_index: 1,
            leader_id: -1,
            leader_epoch: -1,
            error_code: ErrorCode::LEADER_NOT_AVAILABLE.0,
            ..MetadataResponsePartition::default()
        };
        let response = MetadataResponse {
            cluster_id: Some("abc".into()),
            controller_id: 2,
            brokers: vec![
                MetadataResponseBroker {
                    node_id: 2,
                    host: "b".into(),
                    port: 9,
                    rack: Some("r1".into()),
                    ..Default::default()
                },
                MetadataResponseBroker { node_id: 1, host: "a".into(), port: 8, ..Default::default() },
            ],
            topics: vec![MetadataResponseTopic {
                name: Some("t".into()),
                partitions: vec![leaderless, partition],
                ..Default::default()
            }],
            ..MetadataResponse::default()
        };
        let text = describe(&response, &[]);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(
            lines[..4],
            [
                "cluster abc",
                "broker 1 at a:8",
                "broker 2 at b:9, rack r1, controller",
                "topic t, 2 partitions",
            ]
        );
        assert_eq!(lines[4], "  partition 0: leader 2, epoch 5, replicas 2,1, in sync 2, offline 1");
        assert!(
            lines[5]
                .starts_with("  partition 1: no leader, replicas none, in sync none: LEADER_NOT_AVAILABLE")
        );
        assert!(!describe(&response, &["other".to_owned()]).contains("topic"));
    }
}
