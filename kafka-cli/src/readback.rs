//! Reads a topic over the wire, by Fetch from the leaders of its partitions.
//!
//! Knows nothing of this program, so that its tests read by it too.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use kafka_net::driver::Client;
use kafka_protocol::messages::FetchRequest;
use kafka_protocol::messages::fetch_request::{FetchPartition, FetchTopic};
use kafka_protocol::messages::fetch_response::PartitionData;
use kafka_protocol::wire::{StrBytes, Uuid};
use kafka_protocol::{BrokerId, ErrorCode};
use kafka_records::{DecompressionLimit, LogBatch, Record};

/// One partition on the way.
struct Partition {
    index: i32,
    leader: Option<BrokerId>,
    position: i64,
    /// Where it has to be read to at least, whatever the broker shows so far.
    least_end: i64,
    done: bool,
}

/// Reads each partition of `topic` from offset 0 to its end, which is at least `least_ends[partition]`, and calls `visit`
/// for every record in the order of its partition. Returns how many there were; an error of `visit` ends it.
///
/// An end that does not come within half a minute is an error.
pub(crate) async fn read_topic(
    client: &Client,
    topic: &str,
    least_ends: &[i64],
    mut visit: impl FnMut(i32, &Record) -> Result<(), String>,
) -> Result<u64, String> {
    let mut partitions: Vec<Partition> = Vec::new();
    let mut count = 0;
    let mut last_progress = Instant::now();
    loop {
        let metadata =
            client.metadata(&[topic]).await.map_err(|error| format!("metadata of {topic}: {error}"))?;
        let known =
            metadata.topic(topic).ok_or_else(|| format!("metadata of {topic}: the topic is missing"))?;
        if !known.error.is_ok() && !known.error.is_retriable() {
            return Err(format!("metadata of {topic}: {}", known.error));
        }
        for partition in &known.partitions {
            if partitions.iter().all(|p| p.index != partition.index) {
                let least_end =
                    usize::try_from(partition.index).ok().and_then(|at| least_ends.get(at).copied());
                let least_end = least_end.unwrap_or(0);
                let index = partition.index;
                partitions.push(Partition { index, leader: None, position: 0, least_end, done: false });
            }
        }
        for partition in &mut partitions {
            partition.leader = known.partition(partition.index).and_then(|p| p.leader);
        }
        let id = known.id.map_or(Uuid::default(), |id| id.0);
        let before = count;
        let complete = read_from_leaders(client, topic, id, &mut partitions, &mut |partition, record| {
            count += 1;
            visit(partition, record)
        })
        .await?;
        if complete && partitions.len() >= least_ends.len() {
            return Ok(count);
        }
        if count > before {
            last_progress = Instant::now();
        } else if last_progress.elapsed() > STALL {
            let behind = partitions.iter().find(|p| !p.done);
            let at = behind
                .map_or_else(String::new, |p| format!(" of partition {} at offset {}", p.index, p.position));
            return Err(format!("reading {topic}: no more records{at} for {} s", STALL.as_secs()));
        }
        // A leader is being elected; asking again at once would only heat the room.
        tokio::time::sleep(PAUSE).await;
    }
}

/// Reads until everything is read (true), or until the metadata has to be asked for again.
async fn read_from_leaders(
    client: &Client,
    topic: &str,
    id: Uuid,
    partitions: &mut [Partition],
    visit: &mut impl FnMut(i32, &Record) -> Result<(), String>,
) -> Result<bool, String> {
    loop {
        let mut by_leader: BTreeMap<BrokerId, Vec<FetchPartition>> = BTreeMap::new();
        for partition in partitions.iter().filter(|p| !p.done) {
            let Some(leader) = partition.leader else { return Ok(false) };
            by_leader.entry(leader).or_default().push(FetchPartition {
                partition: partition.index,
                fetch_offset: partition.position,
                partition_max_bytes: PARTITION_MAX_BYTES,
                ..FetchPartition::default()
            });
        }
        if by_leader.is_empty() {
            return Ok(true);
        }
        let mut moved = false;
        for (leader, asked) in by_leader {
            let request = FetchRequest {
                max_wait_ms: MAX_WAIT_MS,
                min_bytes: 1,
                max_bytes: MAX_BYTES,
                // Names before version 13, ids from there on; the encoder leaves out the other.
                topics: vec![FetchTopic {
                    topic: StrBytes::copy_from(topic),
                    topic_id: id,
                    partitions: asked,
                    ..FetchTopic::default()
                }],
                ..FetchRequest::default()
            };
            let response = client.request(Some(leader), &request).await;
            let response = response.map_err(|error| format!("reading {topic}: {error}"))?;
            if let Err(code) = ErrorCode(response.error_code).ok() {
                return Err(format!("reading {topic}: broker {leader} answered {code}"));
            }
            for data in response.responses.into_iter().flat_map(|topic| topic.partitions) {
                let Some(partition) = partitions.iter_mut().find(|p| p.index == data.partition_index) else {
                    continue;
                };
                moved |= take(topic, partition, data, visit)?;
            }
        }
        if !moved {
            return Ok(false);
        }
    }
}

/// Takes in what came of a partition; true if it is further than before.
fn take(
    topic: &str,
    partition: &mut Partition,
    data: PartitionData,
    visit: &mut impl FnMut(i32, &Record) -> Result<(), String>,
) -> Result<bool, String> {
    let index = partition.index;
    match ErrorCode(data.error_code) {
        ErrorCode::NONE => {}
        code if code.is_retriable() || code.refreshes_metadata() => return Ok(false),
        code => return Err(format!("reading {topic}-{index} from offset {}: {code}", partition.position)),
    }
    let before = partition.position;
    let mut stream = data.records.unwrap_or_default().into_bytes();
    loop {
        let bad = |error| format!("{topic}-{index} behind offset {}: {error}", partition.position);
        let Some(batch) = LogBatch::parse(&mut stream).map_err(bad)? else { break };
        let end = batch.last_offset().saturating_add(1);
        if !batch.is_control() {
            for record in batch.records(DecompressionLimit::for_compressed(batch.size())).map_err(bad)? {
                let record = record.map_err(bad)?;
                if record.offset >= before {
                    visit(index, &record)?;
                }
            }
        }
        partition.position = end;
    }
    partition.done = partition.position >= data.high_watermark && partition.position >= partition.least_end;
    Ok(partition.position > before || partition.done)
}

const MAX_BYTES: i32 = 8 << 20;
const PARTITION_MAX_BYTES: i32 = 4 << 20;
const MAX_WAIT_MS: i32 = 500;
const PAUSE: Duration = Duration::from_millis(50);
/// Replication may lag behind; a broker that shows nothing new for so long has lost what it acknowledged.
const STALL: Duration = Duration::from_secs(30);
