//! Batches as `interop/oracle/Batches.java` describes them.

use bytes::Bytes;
use kafka_records::{DecompressionLimit, LogBatch, LogScanner, Magic, Record, RecordError, TimestampType};
use serde_json::{Value, json};

/// Every batch, and every message outside a wrapper.
pub(crate) fn describe(bytes: &Bytes) -> Result<Value, RecordError> {
    let mut batches = Vec::new();
    let mut read = 0;
    for batch in LogScanner::new(bytes.clone()) {
        let batch = batch?;
        read += batch.size();
        batches.push(describe_batch(&batch)?);
    }
    assert_eq!(read, bytes.len(), "bytes are left");
    Ok(Value::Array(batches))
}

fn describe_batch(batch: &LogBatch) -> Result<Value, RecordError> {
    let records = batch.records(LIMIT)?.collect::<Result<Vec<_>, _>>()?;
    let timestamp_type = match batch.timestamp_type() {
        _ if batch.magic() == Magic::V0 => "NoTimestampType",
        TimestampType::CreateTime => "CreateTime",
        TimestampType::LogAppendTime => "LogAppendTime",
    };
    let mut described = json!({
        "magic": batch.magic().id(),
        "codec": batch.compression().to_string(),
        "timestampType": timestamp_type,
        "baseOffset": records.first().map_or(0, |record| record.offset),
        "lastOffset": batch.last_offset(),
        "partitionLeaderEpoch": -1,
        "producerId": batch.producer_id().0,
        "producerEpoch": -1,
        "baseSequence": -1,
        "transactional": batch.is_transactional(),
        "control": batch.is_control(),
        "deleteHorizon": null,
        "maxTimestamp": batch.max_timestamp(),
        "records": records.iter().map(describe_record).collect::<Vec<_>>(),
    });
    if let LogBatch::Batch(batch) = batch {
        let header = batch.header();
        let horizon = header.attributes.delete_horizon.then_some(header.base_timestamp);
        described["baseOffset"] = json!(header.base_offset);
        described["partitionLeaderEpoch"] = json!(header.partition_leader_epoch);
        described["producerEpoch"] = json!(header.producer_epoch.0);
        described["baseSequence"] = json!(header.base_sequence.0);
        described["deleteHorizon"] = json!(horizon);
    }
    Ok(described)
}

fn describe_record(record: &Record) -> Value {
    let headers: Vec<_> = record
        .headers
        .iter()
        .map(|header| json!([std::str::from_utf8(&header.key).ok(), header.value.as_deref().map(hex)]))
        .collect();
    json!({
        "offset": record.offset,
        "timestamp": record.timestamp,
        "sequence": record.sequence.0,
        "key": record.key.as_deref().map(hex),
        "value": record.value.as_deref().map(hex),
        "headers": headers,
    })
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 22);
