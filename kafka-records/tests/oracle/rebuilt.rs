//! Batches built by this crate from what `described.rs` says of them.

use bytes::Bytes;
use kafka_records::{
    BatchBuilder, BatchHeader, Codec, HEADER_LEN, Magic, MessageSetBuilder, ProducerEpoch, ProducerId,
    ProducerStamp, RecordHeader, RecordRef, Sequence, TimestampType, crc, header,
};
use serde_json::Value;

/// The described batches again. What a producer never writes is put into the header afterwards; a batch without records is
/// nothing that this crate builds, and `None`.
pub(crate) fn rebuild(batches: &Value) -> Option<Vec<u8>> {
    let batches = batches.as_array().unwrap();
    let codec = Codec::new(batches[0]["codec"].as_str().unwrap().parse().unwrap());
    match Magic::from_id(batches[0]["magic"].as_i64().unwrap() as i8).unwrap() {
        Magic::V2 => batches
            .iter()
            .map(|batch| rebuild_batch(batch, &codec))
            .collect::<Option<Vec<_>>>()
            .map(|b| b.concat()),
        // Without a wrapper every message is described alone; together they are one set.
        magic => Some(rebuild_set(batches, magic, codec)),
    }
}

/// Whether nothing that the bytes hold is missing from the description: log-append time hides the timestamps of creation,
/// which a batch still has, and a message has not.
pub(crate) fn is_told_whole(batches: &Value) -> bool {
    batches[0]["magic"] != 2 || batches[0]["timestampType"] != "LogAppendTime"
}

fn rebuild_batch(batch: &Value, codec: &Codec) -> Option<Vec<u8>> {
    let records: Vec<_> = records(batch);
    if records.is_empty() {
        return None;
    }
    let mut builder = BatchBuilder::<Vec<u8>>::new(codec.compression);
    let base_offset = batch["baseOffset"].as_i64().unwrap();
    for (offset, record) in &records {
        // Offsets with gaps are not for producers.
        if *offset != base_offset + i64::from(builder.count()) {
            return None;
        }
        record.with_ref(|record| {
            builder.add_chunk(Vec::with_capacity(builder.exact_size(record)));
            builder.append(record).unwrap();
        });
    }
    let stamp = ProducerStamp {
        producer_id: ProducerId(batch["producerId"].as_i64().unwrap()),
        epoch: ProducerEpoch(batch["producerEpoch"].as_i64().unwrap() as i16),
        base_sequence: Sequence(batch["baseSequence"].as_i64().unwrap() as i32),
        transactional: batch["transactional"].as_bool().unwrap(),
    };
    let built = builder.finish(codec).unwrap().segments(&stamp).concat();
    let mut header = BatchHeader::decode(&built).unwrap();
    header.base_offset = base_offset;
    header.partition_leader_epoch = batch["partitionLeaderEpoch"].as_i64().unwrap() as i32;
    header.attributes.control = batch["control"].as_bool().unwrap();
    if batch["timestampType"] == "LogAppendTime" {
        header.attributes.timestamp_type = TimestampType::LogAppendTime;
        header.max_timestamp = batch["maxTimestamp"].as_i64().unwrap();
    }
    if batch["deleteHorizon"].is_i64() {
        // The deltas are from the horizon then, and the builder takes the first timestamp.
        return None;
    }
    header.last_offset_delta = (batch["lastOffset"].as_i64().unwrap() - base_offset) as i32;
    let mut bytes = header.encode().to_vec();
    bytes.extend_from_slice(&built[HEADER_LEN..]);
    let sum = crc::crc32c(&bytes[header::ATTRIBUTES..]);
    bytes[header::CRC..header::CRC + 4].copy_from_slice(&sum.to_be_bytes());
    Some(bytes)
}

fn rebuild_set(messages: &[Value], magic: Magic, codec: Codec) -> Vec<u8> {
    let mut builder = MessageSetBuilder::new(magic, codec).unwrap();
    if messages[0]["timestampType"] == "LogAppendTime" {
        builder = builder.with_log_append_time(messages[0]["maxTimestamp"].as_i64().unwrap());
    }
    for (offset, record) in messages.iter().flat_map(records) {
        record.with_ref(|record| builder.append_at(offset, record).unwrap());
    }
    builder.finish().unwrap().to_vec()
}

struct Owned {
    timestamp: i64,
    key: Option<Bytes>,
    value: Option<Bytes>,
    headers: Vec<(String, Option<Bytes>)>,
}

impl Owned {
    fn with_ref(&self, visit: impl FnOnce(&RecordRef<'_>)) {
        let headers: Vec<_> =
            self.headers.iter().map(|(key, value)| RecordHeader { key, value: value.as_deref() }).collect();
        visit(&RecordRef {
            timestamp: self.timestamp,
            key: self.key.as_deref(),
            value: self.value.as_deref(),
            headers: &headers,
        });
    }
}

/// Offsets and records.
fn records(batch: &Value) -> Vec<(i64, Owned)> {
    let record = |record: &Value| {
        let header = |header: &Value| (header[0].as_str().unwrap().to_owned(), unhex(&header[1]));
        let owned = Owned {
            timestamp: record["timestamp"].as_i64().unwrap(),
            key: unhex(&record["key"]),
            value: unhex(&record["value"]),
            headers: record["headers"].as_array().unwrap().iter().map(header).collect(),
        };
        (record["offset"].as_i64().unwrap(), owned)
    };
    batch["records"].as_array().unwrap().iter().map(record).collect()
}

fn unhex(text: &Value) -> Option<Bytes> {
    let pairs = text.as_str()?.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    Some(pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect())
}
