//! The project's own reader: Fetch by `kafka-net`, batches by `kafka-records`.

use kafka_net::Metadata;
use kafka_net::driver::Client;
use kafka_protocol::ErrorCode;
use kafka_protocol::messages::FetchRequest;
use kafka_protocol::messages::fetch_request::{FetchPartition, FetchTopic};
use kafka_protocol::wire::{StrBytes, Uuid};
use kafka_records::{DecompressionLimit, LogScanner};

use crate::{Result, Row};

/// Reads each partition from offset 0 up to `ends[partition]`.
pub(crate) async fn read(
    client: &Client,
    metadata: &Metadata,
    topic: &str,
    ends: &[i64],
) -> Result<Vec<Row>> {
    let known = metadata.topic(topic).ok_or_else(|| format!("{topic} is not known"))?;
    let id = known.id.map_or(Uuid::default(), |id| id.0);
    let mut rows = Vec::new();
    for (partition, end) in (0..).zip(ends) {
        let leader = known.partitions.iter().find(|p| p.index == partition).and_then(|p| p.leader);
        let leader = leader.ok_or_else(|| format!("{topic}-{partition} has no leader"))?;
        let mut position = 0;
        while position < *end {
            let asked = FetchPartition {
                partition,
                fetch_offset: position,
                partition_max_bytes: MAX_BYTES,
                ..FetchPartition::default()
            };
            // Names before version 13, ids from there on; the encoder leaves out the other.
            let asked = FetchTopic {
                topic: StrBytes::copy_from(topic),
                topic_id: id,
                partitions: vec![asked],
                ..FetchTopic::default()
            };
            let request = FetchRequest {
                max_wait_ms: 500,
                min_bytes: 1,
                max_bytes: MAX_BYTES,
                topics: vec![asked],
                ..FetchRequest::default()
            };
            let response = client.request(Some(leader), &request).await?;
            let data = response.responses.into_iter().flat_map(|topic| topic.partitions).next();
            let data = data.ok_or("Fetch said nothing of the partition")?;
            if let Err(code) = ErrorCode(data.error_code).ok() {
                return Err(format!("reading {topic}-{partition} from {position}: {code}").into());
            }
            let before = position;
            // Of any format; a tail that was cut off is no error.
            for batch in LogScanner::new(data.records.unwrap_or_default().into_bytes()) {
                let batch = batch?;
                for record in batch.records(DecompressionLimit::for_compressed(batch.size()))? {
                    let record = record?;
                    // A batch comes whole, even if it was asked for from its middle.
                    if record.offset >= position {
                        position = record.offset + 1;
                        rows.push(Row::read(partition, &record));
                    }
                }
            }
            if position == before {
                return Err(
                    format!("{topic}-{partition} has nothing at {position}, but ends at {end}").into()
                );
            }
        }
    }
    Ok(rows)
}

const MAX_BYTES: i32 = 4 << 20;
