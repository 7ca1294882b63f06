//! A batch in the record formats of brokers before 0.11 (F37 to F43).

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use kafka_records::{
    Codec, DecompressionLimit, LegacyError, Magic, MessageSetBuilder, ProducerStamp, RecordBatch, RecordRef,
    SealedBatch,
};

use crate::accumulator::chunk::Charge;
use crate::accumulator::memory::MemoryPool;
use crate::sync::Arc;

/// The records of a sealed batch as a message set.
#[derive(Debug)]
pub(crate) struct MessageSet {
    pub(crate) magic: Magic,
    pub(crate) bytes: Bytes,
    /// The batch is kept beside it: its next leader may be of another age.
    _charge: Charge,
}

/// Why a batch cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inconvertible {
    /// Some of its records have headers.
    Headers,
    /// None of it can be written in this format.
    Whole(String),
}

impl MessageSet {
    /// Converts the batch, with the codec it was sealed with.
    pub(crate) fn of(
        sealed: &SealedBatch,
        magic: Magic,
        codec: &Codec,
        pool: &Arc<MemoryPool>,
    ) -> Result<Self, Inconvertible> {
        // As in sealing: a codec that panics must not strand the batch, nor those behind it.
        let converted = catch_unwind(AssertUnwindSafe(|| convert(sealed, magic, codec)))
            .map_err(|_| Inconvertible::Whole("the codec panicked".to_owned()))?;
        let bytes = converted.map_err(|error| match error {
            LegacyError::Headers { .. } => Inconvertible::Headers,
            error => Inconvertible::Whole(error.to_string()),
        })?;
        let charge = pool.charge_beyond(bytes.len());
        Ok(Self { magic, bytes, _charge: charge })
    }
}

fn convert(sealed: &SealedBatch, magic: Magic, codec: &Codec) -> Result<Bytes, LegacyError> {
    let codec = Codec { compression: sealed.compression(), ..*codec };
    let mut set = MessageSetBuilder::new(magic, codec)?;
    // Its own bytes: what comes out is what went in, and no more.
    let limit = DecompressionLimit::bytes(sealed.uncompressed_len());
    let batch = RecordBatch::parse_exact(&sealed.segments(&ProducerStamp::NONE).concat().into())?;
    let mut records = batch.records(limit)?;
    while let Some(record) = records.next_view() {
        let record = record?;
        if !record.headers.is_empty() {
            return Err(LegacyError::Headers { offset: record.offset });
        }
        set.append(&RecordRef {
            timestamp: record.timestamp,
            key: record.key,
            value: record.value,
            headers: &[],
        })?;
    }
    set.finish()
}
