//! What a broker makes of its record batches for a consumer that reads message sets (Fetch v0 to v3).

use bytes::{Bytes, BytesMut};
use kafka_protocol::ErrorCode;
use kafka_records::{Codec, Compression, LegacyError, Magic, MessageSetBuilder, RecordRef, TimestampType};

use crate::log::StoredBatch;

/// First version of Fetch that carries record batches.
pub(super) const RECORD_BATCHES: i16 = 4;

/// First version whose limits leave at least one message whole (KIP-74).
const AT_LEAST_ONE: i16 = 3;

/// The batches from `offset` on as messages of the format that the version knows, `limit` bytes of them at most. Headers and
/// what marks an idempotent producer are dropped without a word, as brokers do.
pub(super) fn convert(
    batches: &[&StoredBatch],
    version: i16,
    offset: i64,
    limit: usize,
    at_least_one: bool,
) -> Result<Bytes, ErrorCode> {
    let magic = if version < 2 { Magic::V0 } else { Magic::V1 };
    let mut set = BytesMut::new();
    for batch in batches {
        set.extend_from_slice(&message_set(batch, magic, offset).map_err(|error| code(&error))?);
    }
    let set = set.freeze();
    let len = if version < AT_LEAST_ONE { limit } else { whole(&set, limit, at_least_one) };
    Ok(set.slice(..len.min(set.len())))
}

/// A batch as messages: one each, or one wrapper where the batch is compressed.
fn message_set(batch: &StoredBatch, magic: Magic, offset: i64) -> Result<Bytes, LegacyError> {
    let attributes = batch.header().attributes;
    let mut set = MessageSetBuilder::new(magic, Codec::new(attributes.compression))?;
    if attributes.timestamp_type == TimestampType::LogAppendTime {
        set = set.with_log_append_time(batch.header().max_timestamp);
    }
    // A wrapper is indivisible; messages that lie one by one begin where they were asked for.
    let first = if attributes.compression == Compression::None { offset } else { 0 };
    for record in batch.records()?.iter().filter(|record| record.offset >= first) {
        let (key, value) = (record.key.as_deref(), record.value.as_deref());
        set.append_at(record.offset, &RecordRef { timestamp: record.timestamp, key, value, headers: &[] })?;
    }
    if set.is_empty() { Ok(Bytes::new()) } else { set.finish() }
}

/// Length of as many whole messages as fit, with `at_least_one` of the first whatever its size.
fn whole(set: &[u8], limit: usize, at_least_one: bool) -> usize {
    let mut end = 0;
    while let Some(size) = set.get(end + 8..).and_then(<[u8]>::first_chunk) {
        let next = end + 12 + usize::try_from(i32::from_be_bytes(*size)).unwrap_or(0);
        if next > limit && !(at_least_one && end == 0) {
            break;
        }
        end = next;
    }
    end
}

fn code(error: &LegacyError) -> ErrorCode {
    match error {
        LegacyError::CodecNotInFormat { .. } => ErrorCode::UNSUPPORTED_COMPRESSION_TYPE,
        _ => ErrorCode::UNKNOWN_SERVER_ERROR,
    }
}
