//! ListOffsets (2), v0 to v11.
//!
//! Kept: the earliest (-2) and latest (-1) offset, the first record at or after a timestamp, the record with the largest
//! timestamp (-3, v7), the earliest local offset (-4, v8), leader epochs (v4).
//!
//! Left out: tiered storage, so -5 (v9) and -6 (v11) find nothing; more than one offset a partition in v0.

use kafka_protocol::ErrorCode;
use kafka_protocol::messages::list_offsets_request::ListOffsetsPartition;
use kafka_protocol::messages::list_offsets_response::{
    ListOffsetsPartitionResponse, ListOffsetsTopicResponse,
};
use kafka_protocol::messages::{ListOffsetsRequest, ListOffsetsResponse};

use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::fault::Scope;
use crate::log::Timestamped;
use crate::topic::Partition;

impl Api for ListOffsetsRequest {
    fn scope(&self, _: &Cluster) -> Scope {
        let entries = self.topics.iter().flat_map(|topic| {
            topic.partitions.iter().map(|partition| (topic.name.to_string(), Some(partition.partition_index)))
        });
        Scope(entries.collect())
    }

    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<ListOffsetsResponse> {
        let mut response = ListOffsetsResponse::default();
        for topic in &self.topics {
            let partitions = topic.partitions.iter().map(|asked| {
                let scripted = context
                    .refusal(&topic.name, Some(asked.partition_index))
                    .or_else(|| context.disguise(&topic.name, Some(asked.partition_index)));
                let found = match scripted {
                    Some(code) => Err(code),
                    None => cluster.list_offset(context, &topic.name, asked),
                };
                entry(asked.partition_index, context.version, found)
            });
            response.topics.push(ListOffsetsTopicResponse {
                partitions: partitions.collect(),
                name: topic.name.clone(),
                ..Default::default()
            });
        }
        Answer::Reply(response)
    }

    fn throttle(response: &mut ListOffsetsResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

impl Cluster {
    fn list_offset(
        &self,
        context: &Context,
        topic: &str,
        asked: &ListOffsetsPartition,
    ) -> Result<Timestamped, ErrorCode> {
        let partition = self
            .topic(topic)
            .and_then(|topic| topic.partition(asked.partition_index))
            .ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)?;
        partition.check_leader(context.broker, asked.current_leader_epoch)?;
        let lowest = match context.version {
            0..=6 => EARLIEST,
            7 => MAX_TIMESTAMP,
            8 => EARLIEST_LOCAL,
            9 | 10 => LATEST_TIERED,
            _ => EARLIEST_PENDING_UPLOAD,
        };
        if asked.timestamp < lowest {
            return Err(ErrorCode::UNSUPPORTED_VERSION);
        }
        Ok(find(partition, asked.timestamp))
    }
}

fn find(partition: &Partition, timestamp: i64) -> Timestamped {
    let log = &partition.log;
    let leader_epoch = partition.leadership.leader_epoch;
    let at = |offset| Timestamped { offset, timestamp: -1, leader_epoch };
    let visible = |found: Option<Timestamped>| {
        found.filter(|found| found.offset < partition.high_watermark()).unwrap_or(NOTHING)
    };
    match timestamp {
        LATEST => at(partition.high_watermark()),
        EARLIEST | EARLIEST_LOCAL => {
            let first = log.batches().next();
            let leader_epoch = first.map_or(leader_epoch, |batch| batch.header().partition_leader_epoch);
            Timestamped { leader_epoch, ..at(log.start_offset()) }
        }
        MAX_TIMESTAMP => visible(log.find_max_timestamp()),
        LATEST_TIERED | EARLIEST_PENDING_UPLOAD => NOTHING,
        timestamp => visible(log.find_timestamp(timestamp)),
    }
}

fn entry(
    partition_index: i32,
    version: i16,
    found: Result<Timestamped, ErrorCode>,
) -> ListOffsetsPartitionResponse {
    let mut entry = ListOffsetsPartitionResponse { partition_index, ..Default::default() };
    match found {
        Ok(found) if version == 0 => entry.old_style_offsets = vec![found.offset],
        Ok(found) => {
            entry.timestamp = found.timestamp;
            entry.offset = found.offset;
            if version >= 4 {
                entry.leader_epoch = found.leader_epoch;
            }
        }
        Err(code) => entry.error_code = code.0,
    }
    entry
}

const LATEST: i64 = -1;
const EARLIEST: i64 = -2;
const MAX_TIMESTAMP: i64 = -3;
const EARLIEST_LOCAL: i64 = -4;
const LATEST_TIERED: i64 = -5;
const EARLIEST_PENDING_UPLOAD: i64 = -6;

const NOTHING: Timestamped = Timestamped { offset: -1, timestamp: -1, leader_epoch: -1 };
