//! What a leader checks of a batch before it looks at the producer's state (B01, B09).

use bytes::Bytes;
use kafka_protocol::ErrorCode;
use kafka_protocol::wire::Records;
use kafka_records::{
    BatchHeader, Compression, CompressionError, DecompressionLimit, HEADER_LEN, HeaderPeek, RecordBatch,
    RecordError, RecordErrorKind, TimestampType,
};

use crate::version::KafkaVersion;

/// What a batch is measured against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Version of the Produce request.
    pub(crate) version: i16,
    pub(crate) release: KafkaVersion,
    pub(crate) max_message_bytes: usize,
    pub(crate) timestamp_type: TimestampType,
    pub(crate) wall_ms: i64,
    pub(crate) timestamp_before_max_ms: i64,
    pub(crate) timestamp_after_max_ms: i64,
}

/// A batch that may be appended as far as it says itself.
#[derive(Debug, Clone)]
pub(crate) struct CheckedBatch {
    pub(crate) header: BatchHeader,
    pub(crate) body: Bytes,
}

/// Why a batch is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: ErrorCode,
    pub(crate) message: Option<String>,
    /// Index in the batch and message of each record to blame, where single ones are.
    pub(crate) records: Vec<(i32, String)>,
}

impl Refusal {
    pub(crate) fn code(code: ErrorCode) -> Self {
        Self { code, message: None, records: Vec::new() }
    }

    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: Some(message.into()), records: Vec::new() }
    }
}

/// Checks the records of a partition, in the order of B01.
pub(crate) fn check(records: Option<Records>, limits: &Limits) -> Result<CheckedBatch, Refusal> {
    let bytes = records.map(Records::into_bytes).unwrap_or_default();
    check_structure(&bytes, limits)?;
    let batch = RecordBatch::parse_exact(&bytes).map_err(|error| refuse(&error, limits))?;
    let header = *batch.header();
    check_header(&header, limits)?;
    if bytes.len() > limits.max_message_bytes {
        return Err(Refusal::new(
            ErrorCode::MESSAGE_TOO_LARGE,
            format!(
                "The record batch size in the append is {} bytes which exceeds the maximum configured value of {}",
                bytes.len(),
                limits.max_message_bytes
            ),
        ));
    }
    check_records(&batch, limits)?;
    Ok(CheckedBatch { header, body: batch.body() })
}

/// Exactly one batch, of format 2, with a codec that the request's version allows (F9).
fn check_structure(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let version = limits.version;
    if bytes.is_empty() {
        return Err(invalid(
            limits,
            format!(
                "Produce requests with version {version} must have at least one record batch per partition"
            ),
        ));
    }
    let Some(peek) = HeaderPeek::new(bytes) else {
        return Err(Refusal::new(
            ErrorCode::CORRUPT_MESSAGE,
            format!("{} bytes are no record batch", bytes.len()),
        ));
    };
    if peek.magic() != kafka_records::header::MAGIC_V2 {
        return Err(invalid(
            limits,
            format!(
                "Produce requests with version {version} are only allowed to contain record batches with magic version 2"
            ),
        ));
    }
    if version < 7 && peek.attribute_bits() & 0b111 == i16::from(Compression::Zstd.id()) {
        return Err(Refusal::new(
            ErrorCode::UNSUPPORTED_COMPRESSION_TYPE,
            format!("Produce requests with version {version} are not allowed to use ZStandard compression"),
        ));
    }
    let said = i64::from(peek.batch_length()) + kafka_records::header::LOG_OVERHEAD as i64;
    if said >= HEADER_LEN as i64 && said < bytes.len() as i64 {
        return Err(invalid(
            limits,
            format!(
                "Produce requests with version {version} are only allowed to contain exactly one record batch per partition"
            ),
        ));
    }
    Ok(())
}

fn check_header(header: &BatchHeader, limits: &Limits) -> Result<(), Refusal> {
    if header.base_offset != 0 {
        let message = format!(
            "The baseOffset of the record batch in the append should be 0, but it is {}",
            header.base_offset
        );
        return Err(invalid(limits, message));
    }
    header.validate().map_err(|error| refuse(&error, limits))?;
    if header.attributes.control {
        return Err(invalid(limits, "Clients are not allowed to write control records".to_owned()));
    }
    if header.record_count == 0 {
        return Err(invalid(limits, "Invalid reported count for record batch: 0".to_owned()));
    }
    if i64::from(header.last_offset_delta) + 1 != i64::from(header.record_count) {
        let message = format!(
            "Inconsistent batch offset range: last offset delta {} with {} records",
            header.last_offset_delta, header.record_count
        );
        return Err(invalid(limits, message));
    }
    if header.attributes.timestamp_type == TimestampType::LogAppendTime {
        return Err(Refusal::new(
            ErrorCode::INVALID_TIMESTAMP,
            "Invalid timestamp type in message. Producer should not set timestamp type to LogAppendTime.",
        ));
    }
    // Transactions are not kept, so none is ever open.
    if header.attributes.transactional {
        return Err(Refusal::new(ErrorCode::INVALID_TXN_STATE, "The partition is not part of a transaction"));
    }
    Ok(())
}

/// Every record decodes, stands at its place, and has a timestamp that the topic takes.
fn check_records(batch: &RecordBatch, limits: &Limits) -> Result<(), Refusal> {
    // The largest ratio that any codec reaches is about 1,100 to 1.
    let limit = DecompressionLimit::bytes(limits.max_message_bytes.saturating_mul(1_100));
    let header = batch.header();
    let mut early_or_late = Vec::new();
    let mut largest = i64::MIN;
    for (index, record) in batch.records(limit).map_err(|error| refuse(&error, limits))?.enumerate() {
        let record = record.map_err(|error| refuse(&error, limits))?;
        let index = i32::try_from(index).unwrap_or(i32::MAX);
        if record.offset != header.base_offset + i64::from(index) {
            let message = format!("Record {index} of the batch has offset {}", record.offset);
            return Err(Refusal { records: vec![(index, message.clone())], ..invalid(limits, message) });
        }
        largest = largest.max(record.timestamp);
        if let Some(message) = timestamp_fault(record.timestamp, limits) {
            early_or_late.push((index, message));
        }
    }
    if !early_or_late.is_empty() {
        return Err(Refusal {
            code: ErrorCode::INVALID_TIMESTAMP,
            message: Some("One or more records have been rejected due to invalid timestamp".to_owned()),
            records: early_or_late,
        });
    }
    // Kafka repairs a wrong maximum without a word; here it is a defect of the producer to be seen.
    if header.max_timestamp != largest {
        return Err(Refusal::new(
            ErrorCode::INVALID_TIMESTAMP,
            format!(
                "The batch says its maximum timestamp is {}, its records say {largest}",
                header.max_timestamp
            ),
        ));
    }
    Ok(())
}

/// Why the topic does not take this timestamp.
pub(super) fn timestamp_fault(timestamp: i64, limits: &Limits) -> Option<String> {
    const NO_TIMESTAMP: i64 = -1;
    if limits.timestamp_type == TimestampType::LogAppendTime || timestamp == NO_TIMESTAMP {
        return None;
    }
    let oldest = limits.wall_ms.saturating_sub(limits.timestamp_before_max_ms);
    // KIP-937: the bound on timestamps in the future came with 3.6.
    let newest = if limits.release < KafkaVersion::V3_6 {
        i64::MAX
    } else {
        limits.wall_ms.saturating_add(limits.timestamp_after_max_ms)
    };
    if (oldest..=newest).contains(&timestamp) {
        return None;
    }
    Some(format!(
        "Timestamp {timestamp} of message is out of range. The timestamp should be within [{oldest}, {newest}]"
    ))
}

/// A record or batch that was written wrong. Brokers before 2.4 had no code of its own for that.
fn invalid(limits: &Limits, message: String) -> Refusal {
    let code = if limits.release < KafkaVersion::V2_4 {
        ErrorCode::CORRUPT_MESSAGE
    } else {
        ErrorCode::INVALID_RECORD
    };
    Refusal::new(code, message)
}

fn refuse(error: &RecordError, limits: &Limits) -> Refusal {
    match error.kind() {
        RecordErrorKind::Compression(CompressionError::FeatureOff { .. }) => {
            Refusal::new(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE, error.to_string())
        }
        _ if error.is_corrupt() => Refusal::new(ErrorCode::CORRUPT_MESSAGE, error.to_string()),
        _ => invalid(limits, error.to_string()),
    }
}
