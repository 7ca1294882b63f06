//! Converts batches to the formats of older brokers and consumers.

use bytes::Bytes;

use crate::attributes::TimestampType;
use crate::compression::{Codec, DecompressionLimit};
use crate::error::LegacyError;
use crate::legacy::builder::MessageSetBuilder;
use crate::log::{LogBatch, LogScanner};
use crate::magic::Magic;

/// Converts the batches of a stream that are newer than `to`; the others stay byte for byte.
///
/// Each batch becomes one message set with the same offsets and codec, at the codec's default level; timestamps and their
/// type are kept in v1 and dropped in v0. Control batches are left out, as are batches that compaction emptied: a consumer
/// sees no difference. An incomplete tail is left out as well.
///
/// # Errors
///
/// What the old format cannot carry is refused, never dropped: headers, a producer id (idempotence and transactions), and
/// zstd. So a producer that must not lose any of these learns that it cannot speak to this broker. (The Java client drops
/// headers here without a word.)
pub fn down_convert(stream: &Bytes, to: Magic, limit: DecompressionLimit) -> Result<Bytes, LegacyError> {
    let mut parts = Vec::new();
    for batch in LogScanner::new(stream.clone()) {
        let batch = batch?;
        if batch.magic() <= to {
            parts.push(batch.bytes().clone());
        } else if let Some(converted) = converted(&batch, to, limit)? {
            parts.push(converted);
        }
    }
    Ok(match parts.as_slice() {
        [one] => one.clone(),
        many => Bytes::from(many.concat()),
    })
}

/// One batch as a message set of an older format; `None` when nothing of it is left there.
fn converted(batch: &LogBatch, to: Magic, limit: DecompressionLimit) -> Result<Option<Bytes>, LegacyError> {
    if batch.is_control() {
        return Ok(None);
    }
    if let LogBatch::Batch(emptied) = batch
        && emptied.header().record_count == 0
    {
        // What is left of a batch after compaction, whoever its producer was.
        return emptied.records(limit)?.next_view().transpose().map(|_| None).map_err(Into::into);
    }
    if batch.producer_id().is_some() {
        return Err(LegacyError::ProducerState { producer_id: batch.producer_id() });
    }
    let mut set = MessageSetBuilder::new(to, Codec::new(batch.compression()))?;
    if batch.timestamp_type() == TimestampType::LogAppendTime {
        set = set.with_log_append_time(batch.max_timestamp());
    }
    let mut records = batch.records(limit)?;
    while let Some(record) = records.next_view() {
        let record = record?;
        if !record.headers.is_empty() {
            return Err(LegacyError::Headers { offset: record.offset });
        }
        set.push(record.offset, record.timestamp, record.key, record.value)?;
    }
    Ok(if set.is_empty() { None } else { Some(set.finish()?) })
}
