//! Splits a batch that a broker found too large.

use bytes::Bytes;

use crate::attributes::TimestampType;
use crate::batch::builder::BatchBuilder;
use crate::batch::reader::RecordBatch;
use crate::batch::sealed::SealedBatch;
use crate::compression::{Codec, Compression, DecompressionLimit};
use crate::error::{LegacyError, RebuildError};
use crate::legacy::builder::MessageSetBuilder;
use crate::legacy::message_set::LegacyBatch;

/// One of the batches that a batch was split into.
#[derive(Clone, Debug)]
pub struct SplitPart {
    /// Offset of its first record, counted from the first of the batch that was split: what its offsets and sequences are
    /// ahead by.
    pub first_offset_delta: u32,
    /// The part. Its stamp is the other's with the base sequence
    /// [moved](crate::Sequence::add) by `first_offset_delta`.
    pub batch: SealedBatch,
}

/// Splits `batch` into batches of at most `target` bytes of records before compression, or of one record that has more.
///
/// Order, timestamps, headers and gaps between offsets stay as they are. A time of append is the broker's to stamp:
/// [`LogStamp`](crate::LogStamp) sets it. The parts are compressed with `codec`. A batch that
/// compaction has emptied has no parts.
///
/// ```
/// # use kafka_records::*;
/// # fn example(refused: &RecordBatch, stamp: &ProducerStamp) -> Result<Vec<Vec<bytes::Bytes>>, RebuildError> {
/// let codec = Codec::new(refused.header().attributes.compression);
/// let parts = split(refused, 8 * 1024, &codec, DecompressionLimit::UNTRUSTED)?;
/// let sent = parts.iter().map(|part| {
///     let base_sequence = stamp.base_sequence.add(part.first_offset_delta);
///     part.batch.segments(&ProducerStamp { base_sequence, ..*stamp })
/// });
/// # Ok(sent.collect())
/// # }
/// ```
pub fn split(
    batch: &RecordBatch,
    target: usize,
    codec: &Codec,
    limit: DecompressionLimit,
) -> Result<Vec<SplitPart>, RebuildError> {
    let header = batch.header();
    let empty = || {
        let open = if header.attributes.delete_horizon {
            BatchBuilder::<Vec<u8>>::with_delete_horizon(codec.compression, header.base_timestamp)
        } else {
            BatchBuilder::new(codec.compression)
        };
        open.with_control(header.attributes.control)
    };
    let mut records = batch.records(limit)?;
    let mut left = records.records_len();
    let mut parts = Vec::new();
    let (mut open, mut first) = (empty(), 0);
    while let Some(record) = records.next_view() {
        let record = record?;
        // The reader has checked that offsets lie within the batch.
        let delta = u32::try_from(record.offset - header.base_offset).unwrap_or(u32::MAX);
        if open.is_empty() {
            first = delta;
        }
        let mut size = open.exact_view_size(delta.saturating_sub(first), &record);
        // A part counts timestamps from its own first record, from which another may be too far that was near the batch's.
        let fits = open.records_len() + size <= target && open.reaches(record.timestamp);
        if !open.is_empty() && !fits {
            let full = std::mem::replace(&mut open, empty());
            parts.push(SplitPart { first_offset_delta: first, batch: full.finish(codec)? });
            first = delta;
            size = open.exact_view_size(0, &record);
        }
        if open.spare() < size {
            open.add_chunk(Vec::with_capacity(target.min(left).max(size)));
        }
        open.append_view(delta.saturating_sub(first), &record)?;
        left = left.saturating_sub(size);
    }
    if !open.is_empty() {
        parts.push(SplitPart { first_offset_delta: first, batch: open.finish(codec)? });
    }
    Ok(parts)
}

/// Splits a wrapper message into message sets of at most `target` bytes of messages before compression, or of one message that
/// has more. Offsets stay as they are.
///
/// A message without a codec is one record, and is returned as it is.
pub fn split_message_set(
    batch: &LegacyBatch,
    target: usize,
    codec: &Codec,
    limit: DecompressionLimit,
) -> Result<Vec<Bytes>, LegacyError> {
    if batch.compression() == Compression::None {
        return Ok(vec![batch.bytes().clone()]);
    }
    let empty = || {
        let set = MessageSetBuilder::new(batch.magic(), *codec)?;
        Ok::<_, LegacyError>(match batch.timestamp_type() {
            TimestampType::CreateTime => set,
            TimestampType::LogAppendTime => set.with_log_append_time(batch.max_timestamp()),
        })
    };
    let mut records = batch.records(limit)?;
    let mut parts = Vec::new();
    let mut open = empty()?;
    while let Some(record) = records.next_view() {
        let record = record?;
        let size = open.size_of(record.key, record.value);
        if !open.is_empty() && open.entries_len() + size > target {
            parts.push(std::mem::replace(&mut open, empty()?).finish()?);
        }
        open.push(record.offset, record.timestamp, record.key, record.value)?;
    }
    if !open.is_empty() {
        parts.push(open.finish()?);
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::ControlRecord;
    use crate::producer::ProducerStamp;

    #[test]
    fn a_control_batch_stays_one() {
        let marker = ControlRecord::Commit { coordinator_epoch: 3 }.seal(7).unwrap();
        let bytes = Bytes::from(marker.segments(&ProducerStamp::NONE).concat());
        let batch = RecordBatch::parse_exact(&bytes).unwrap();
        let parts = split(&batch, 1, &Codec::NONE, DecompressionLimit::UNTRUSTED).unwrap();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].batch.segments(&ProducerStamp::NONE).concat(), bytes);
    }
}
