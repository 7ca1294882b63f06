//! Step 7 of a record's life: one Produce request per broker, many partitions.

use std::collections::BTreeMap;

use bytes::BytesMut;
use kafka_net::{SendOptions, Tick};
use kafka_protocol::messages::ProduceRequest;
use kafka_protocol::messages::produce_request::{PartitionProduceData, TopicProduceData};
use kafka_protocol::wire::{Records, StrBytes, Uuid};
use kafka_protocol::{ApiKey, BrokerId, TopicId, VersionRange};
use kafka_records::{Compression, HEADER_LEN, Magic};

use crate::accumulator::ProducerBatch;
use crate::config::Acks;
use crate::error::ProduceErrorKind;
use crate::sender::Sender;
use crate::stats::add;
use crate::sync::Arc;

/// Record batches came with v3 (Kafka 0.11), zstd with v7 (2.1), topic ids with v13.
const OLDEST_ZSTD: i16 = 7;
const NEWEST_BY_NAME: i16 = 12;
const NEWEST: i16 = 13;

/// An unanswered Produce request, its batches in wire order.
#[derive(Debug)]
pub(crate) struct PendingRequest {
    pub(crate) broker: BrokerId,
    pub(crate) topics: Vec<PendingTopic>,
}

/// The batches of one topic in a request. Id and name are those of the time of sending (R169).
#[derive(Debug)]
pub(crate) struct PendingTopic {
    pub(crate) name: Arc<str>,
    pub(crate) id: Option<TopicId>,
    pub(crate) batches: Vec<PendingBatch>,
}

/// One batch in a request.
#[derive(Debug)]
pub(crate) struct PendingBatch {
    pub(crate) id: u32,
    pub(crate) batch: ProducerBatch,
}

impl Sender {
    pub(super) fn new_token(&mut self) -> u64 {
        self.next_token += 1;
        self.next_token
    }

    /// Sends drained batches to a broker that is ready.
    pub(super) fn send_batches(
        &mut self,
        now: Tick,
        broker: BrokerId,
        magic: Magic,
        batches: Vec<PendingBatch>,
    ) {
        let mut topics = self.by_topic(now, batches);
        let zstd = self.config.codec.compression == Compression::Zstd;
        let by_id = topics.iter().all(|t| t.id.is_some());
        let mut range = versions_of(magic);
        if !magic.is_legacy() {
            range.min = if zstd { OLDEST_ZSTD } else { range.min };
            range.max = if by_id { NEWEST } else { NEWEST_BY_NAME };
        }
        let Some(version) = self.cluster.version(broker, ApiKey::PRODUCE, range) else {
            self.refuse_version(now, broker, topics, range);
            return;
        };
        let token = self.new_token();
        let mut data = Vec::with_capacity(topics.len());
        let (mut records, mut bytes, mut count) = (0, 0, 0);
        let all: usize = topics.iter().map(|topic| topic.batches.len()).sum();
        let mut headers = BytesMut::with_capacity(all * HEADER_LEN);
        for topic in &mut topics {
            let mut partitions = Vec::with_capacity(topic.batches.len());
            for PendingBatch { id, batch } in &mut topic.batches {
                records += u64::from(batch.sealed.count());
                bytes += batch.wire_len() as u64;
                count += 1;
                self.note_sent(*id, batch, token, broker);
                partitions.push(PartitionProduceData {
                    index: batch.partition.index(),
                    records: Some(Records::from_segments(batch.segments(&mut headers))),
                    ..PartitionProduceData::default()
                });
            }
            data.push(TopicProduceData {
                name: if version < NEWEST { StrBytes::copy_from(&topic.name) } else { StrBytes::new() },
                topic_id: topic.id.filter(|_| version >= NEWEST).map_or(Uuid::default(), |id| id.0),
                partition_data: partitions,
                ..TopicProduceData::default()
            });
        }
        let request = ProduceRequest {
            transactional_id: None,
            acks: self.config.acks.wire(),
            timeout_ms: i32::try_from(self.config.net.request_timeout.as_millis()).unwrap_or(i32::MAX),
            topic_data: data,
            ..ProduceRequest::default()
        };
        let options = SendOptions {
            expects_response: self.config.acks != Acks::None,
            timeout: self.config.net.request_timeout,
        };
        self.requests.insert(token, PendingRequest { broker, topics });
        match self.cluster.send(now, broker, token, version, &request, options) {
            Ok(()) => {
                add(&self.counters.records_sent, records);
                add(&self.counters.batches_sent, count);
                add(&self.counters.batch_bytes_sent, bytes);
                add(&self.counters.produce_requests, 1);
                self.record_request(now, token, records);
                self.look_again(now, token);
            }
            Err(error @ kafka_net::SendError::Encode { .. }) => {
                // No version of the request can carry them, now or later.
                let Some(request) = self.requests.remove(&token) else { return };
                let message = format!("the request cannot be encoded: {error}");
                self.refuse(now, token, request.topics, &message);
            }
            Err(error) => {
                // R106: nothing left; the batches go back to where they were.
                tracing::debug!(broker = broker.0, %error, "a Produce request could not be handed over");
                self.give_back(now, token);
            }
        }
    }

    /// A partition that has more to send takes its next turn.
    fn look_again(&mut self, now: Tick, token: u64) {
        let Some(request) = self.requests.get(&token) else { return };
        let ids: Vec<u32> = request.topics.iter().flat_map(|t| t.batches.iter().map(|b| b.id)).collect();
        for id in ids {
            self.evaluate(now, id);
        }
    }

    /// Groups batches by topic. The order of partitions inside a topic is that of the drain.
    fn by_topic(&mut self, now: Tick, batches: Vec<PendingBatch>) -> Vec<PendingTopic> {
        let Some(first) = batches.first().map(|first| first.batch.partition.topic().clone()) else {
            return Vec::new();
        };
        if batches.iter().all(|pending| Arc::ptr_eq(pending.batch.partition.topic(), &first)) {
            return vec![self.pending_topic(now, first, batches)];
        }
        let mut at: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        let mut topics: Vec<PendingTopic> = Vec::new();
        for pending in batches {
            let name = pending.batch.partition.topic().clone();
            let last = topics.len();
            let slot = match topics.last() {
                Some(topic) if Arc::ptr_eq(&topic.name, &name) => last - 1,
                _ => *at.entry(name.clone()).or_insert(last),
            };
            if slot == last {
                let topic = self.pending_topic(now, name, Vec::new());
                topics.push(topic);
            }
            if let Some(topic) = topics.get_mut(slot) {
                topic.batches.push(pending);
            }
        }
        topics
    }

    fn pending_topic(&mut self, now: Tick, name: Arc<str>, batches: Vec<PendingBatch>) -> PendingTopic {
        // R92: a topic with batches on the way stays in metadata, however long they take.
        self.cluster.add_topic(now, &name);
        let id = self.cluster.metadata().topics.get(&name).and_then(|t| t.id);
        PendingTopic { name, id, batches }
    }

    /// The broker speaks no Produce version that can carry these batches.
    fn refuse_version(
        &mut self,
        now: Tick,
        broker: BrokerId,
        topics: Vec<PendingTopic>,
        range: VersionRange,
    ) {
        let theirs = self.cluster.api_versions(broker).and_then(|v| v.range(ApiKey::PRODUCE));
        let age = theirs.map_or_else(String::new, |theirs| format!(", but {theirs} as {}", age_of(theirs)));
        let advice = if self.config.codec.compression == Compression::Zstd {
            "; zstd needs Kafka 2.1 or later: set another compression.type"
        } else if self.config.idempotence {
            "; brokers before 0.11 cannot deduplicate: set enable.idempotence=false if duplicates are acceptable"
        } else {
            ""
        };
        let message = format!("broker {} speaks no version of Produce in {range}{age}{advice}", broker.0);
        self.refuse(now, 0, topics, &message);
    }

    /// Fails batches that no request can carry.
    fn refuse(&mut self, now: Tick, token: u64, topics: Vec<PendingTopic>, message: &str) {
        for PendingBatch { id, batch } in topics.into_iter().flat_map(|t| t.batches) {
            if let Some(p) = self.partitions.get_mut(id as usize) {
                p.answered(batch.ordinal, token);
            }
            self.fail_batch(now, id, batch, ProduceErrorKind::UnsupportedVersion, message.to_owned());
            self.evaluate(now, id);
        }
    }
}

/// The versions that carry a format (F37).
const fn versions_of(magic: Magic) -> VersionRange {
    match magic {
        Magic::V0 => VersionRange::new(0, 1),
        Magic::V1 => VersionRange::new(2, 2),
        Magic::V2 => VersionRange::new(3, NEWEST),
    }
}

/// The releases whose brokers speak these versions of Produce.
const fn age_of(theirs: VersionRange) -> &'static str {
    match theirs.max {
        ..=1 => "Kafka 0.9 does",
        2 => "Kafka 0.10 does",
        3 => "Kafka 0.11 does",
        4..=5 => "Kafka 1 does",
        6 => "Kafka 2.0 does",
        _ => "later releases do",
    }
}
