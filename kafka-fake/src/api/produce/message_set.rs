//! What a leader makes of a message set of format 0 or 1 (Produce v0 to v2): one record batch, which is what the log keeps.
//!
//! Codes are those that Kafka 0.9.0.1 and 0.10.2.2 answered. Where they take what no consumer could read back, it is refused
//! here: messages of a newer format (0.9), messages inside a wrapper under a wrong checksum, negative timestamps (both).

use bytes::{Bytes, BytesMut};
use kafka_protocol::ErrorCode;
use kafka_protocol::wire::Records;
use kafka_records::{
    BatchBuilder, Codec, Compression, CompressionError, DecompressionLimit, HEADER_LEN, LogBatch, LogScanner,
    Magic, ProducerStamp, Record, RecordBatch, RecordError, RecordErrorKind, RecordRef, TimestampType,
    record_size_upper_bound,
};

use super::Head;
use super::validation::{CheckedBatch, Limits, Refusal, timestamp_fault};
use crate::version::KafkaVersion;

/// First version of Produce that carries record batches.
pub(crate) const RECORD_BATCHES: i16 = 3;

/// Checks the messages of a partition. `None` where there is no whole one, which is no error: an incomplete tail is cut off.
pub(crate) fn check(records: Option<Records>, limits: &Limits) -> Result<Option<CheckedBatch>, Refusal> {
    let bytes = records.map(Records::into_bytes).unwrap_or_default();
    let limit = DecompressionLimit::bytes(limits.max_message_bytes.saturating_mul(1_100));
    let mut found = Vec::new();
    let mut compression = Compression::None;
    for message in LogScanner::new(bytes) {
        let message = message.map_err(|error| refuse(&error))?;
        check_message(&message, limits)?;
        if message.compression() != Compression::None {
            compression = message.compression();
        }
        let records = with_offset_0(&message).and_then(|message| message.records(limit));
        for record in records.map_err(|error| refuse(&error))? {
            found.push(record.map_err(|error| refuse(&error))?);
        }
    }
    if found.is_empty() {
        return Ok(None);
    }
    if let Some(message) = found.iter().find_map(|record| timestamp_fault(record.timestamp, limits)) {
        return Err(Refusal::new(ErrorCode::INVALID_TIMESTAMP, message));
    }
    let batch = convert(&found, compression)?;
    // The log of these releases holds batches, whose size is what counts there.
    let size = HEADER_LEN + batch.body.len();
    if limits.release >= KafkaVersion::V0_11 && size > limits.max_message_bytes {
        return Err(too_large(size, limits));
    }
    Ok(Some(batch))
}

/// What a message set says of itself, for the recorder: it knows no producer.
pub(crate) fn head(records: &Records) -> Head {
    let bytes = records.clone().into_bytes();
    let len = bytes.len();
    let count = |message: &LogBatch| match message.compression() {
        Compression::None => 1,
        _ => with_offset_0(message)
            .and_then(|message| message.records(DecompressionLimit::UNTRUSTED))
            .map_or(0, Iterator::count),
    };
    let records: usize = LogScanner::new(bytes).map_while(Result::ok).map(|message| count(&message)).sum();
    Head { records: i32::try_from(records).unwrap_or(i32::MAX), ..Head::read(&[], len) }
}

fn check_message(message: &LogBatch, limits: &Limits) -> Result<(), Refusal> {
    let newest = if limits.release < KafkaVersion::V0_10_0 { Magic::V0 } else { Magic::V1 };
    if message.magic() > newest {
        let text = format!("messages of format {} are not taken by this request", message.magic());
        // Releases that know record batches take them here, too; no producer means to send them so.
        let code = if limits.release >= KafkaVersion::V0_11 {
            ErrorCode::UNSUPPORTED_FOR_MESSAGE_FORMAT
        } else {
            ErrorCode::UNKNOWN_SERVER_ERROR
        };
        return Err(Refusal::new(code, text));
    }
    if message.timestamp_type() == TimestampType::LogAppendTime {
        return Err(Refusal::new(
            ErrorCode::INVALID_TIMESTAMP,
            "Invalid message timestamp type: producers do not say LogAppendTime",
        ));
    }
    match message.bytes().len() {
        size if size > limits.max_message_bytes => Err(too_large(size, limits)),
        _ => Ok(()),
    }
}

/// The same message with offset 0, as the leader gives offsets anyway: nothing is expected of those that the producer wrote.
fn with_offset_0(message: &LogBatch) -> Result<LogBatch, RecordError> {
    let mut bytes = BytesMut::from(message.bytes().as_ref());
    if let Some(offset) = bytes.get_mut(..8) {
        offset.fill(0);
    }
    // It lies outside the checksum.
    LogBatch::parse(&mut bytes.freeze()).map(|parsed| parsed.unwrap_or_else(|| message.clone()))
}

fn convert(records: &[Record], compression: Compression) -> Result<CheckedBatch, Refusal> {
    let refs = records.iter().map(|record| RecordRef {
        timestamp: record.timestamp,
        key: record.key.as_deref(),
        value: record.value.as_deref(),
        headers: &[],
    });
    let room: usize = refs.clone().map(|record| record_size_upper_bound(record.key, record.value, &[])).sum();
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    builder.add_chunk(Vec::with_capacity(HEADER_LEN.saturating_add(room)));
    for record in refs {
        builder
            .append(&record)
            .map_err(|error| Refusal::new(ErrorCode::INVALID_TIMESTAMP, error.to_string()))?;
    }
    let sealed = builder
        .finish(&Codec::new(compression))
        .map_err(|error| Refusal::new(ErrorCode::UNKNOWN_SERVER_ERROR, error.to_string()))?;
    let bytes = Bytes::from(sealed.segments(&ProducerStamp::NONE).concat());
    let batch = RecordBatch::parse_exact(&bytes).map_err(|error| refuse(&error))?;
    Ok(CheckedBatch { header: *batch.header(), body: batch.body() })
}

fn too_large(size: usize, limits: &Limits) -> Refusal {
    let most = limits.max_message_bytes;
    let text =
        format!("Message size is {size} bytes which exceeds the maximum configured message size of {most}.");
    Refusal::new(ErrorCode::MESSAGE_TOO_LARGE, text)
}

fn refuse(error: &RecordError) -> Refusal {
    let code = match error.kind() {
        RecordErrorKind::Checksum { .. } | RecordErrorKind::Size(_) | RecordErrorKind::InnerMagic { .. } => {
            ErrorCode::CORRUPT_MESSAGE
        }
        RecordErrorKind::Compression(CompressionError::FeatureOff { .. }) => {
            ErrorCode::UNSUPPORTED_COMPRESSION_TYPE
        }
        _ => ErrorCode::UNKNOWN_SERVER_ERROR,
    };
    Refusal::new(code, error.to_string())
}
