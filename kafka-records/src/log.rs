//! A log as brokers store and fetch it: batches and messages of any format, one after the other.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use std::iter::FusedIterator;

use bytes::Bytes;

use crate::attributes::TimestampType;
use crate::batch::header::{LOG_OVERHEAD, MAGIC};
use crate::batch::reader::RecordBatch;
use crate::compression::{Compression, DecompressionLimit};
use crate::error::{RecordError, RecordErrorKind};
use crate::legacy::entry::entry_len;
use crate::legacy::message_set::LegacyBatch;
use crate::magic::Magic;
use crate::producer::ProducerId;
use crate::record_iter::RecordIter;

/// A batch of any format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogBatch {
    /// A message of format v0 or v1, alone or a wrapper.
    Legacy(LegacyBatch),
    /// A record batch of format v2.
    Batch(RecordBatch),
}

impl LogBatch {
    /// Takes one batch off the front of a stream, whatever its format.
    ///
    /// `Ok(None)` means that no whole batch is left; then, and on an error, `stream` is as it was.
    pub fn parse(stream: &mut Bytes) -> Result<Option<Self>, RecordError> {
        if entry_len(stream, 0)?.is_none() {
            return Ok(None);
        }
        let Some(magic) = stream.get(MAGIC).map(|magic| i8::from_be_bytes([*magic])) else { return Ok(None) };
        match Magic::from_id(magic) {
            Some(Magic::V0 | Magic::V1) => Ok(LegacyBatch::parse(stream)?.map(Self::Legacy)),
            Some(Magic::V2) => Ok(RecordBatch::parse(stream)?.map(Self::Batch)),
            None => Err(RecordError::new(MAGIC, "magic", RecordErrorKind::Magic(magic))),
        }
    }

    /// The format.
    pub const fn magic(&self) -> Magic {
        match self {
            Self::Legacy(batch) => batch.magic(),
            Self::Batch(_) => Magic::V2,
        }
    }

    /// The whole batch as it was read.
    pub const fn bytes(&self) -> &Bytes {
        match self {
            Self::Legacy(batch) => batch.bytes(),
            Self::Batch(batch) => batch.bytes(),
        }
    }

    /// Size of the whole batch in bytes.
    pub const fn size(&self) -> usize {
        self.bytes().len()
    }

    /// Offset of the last record.
    pub fn last_offset(&self) -> i64 {
        match self {
            Self::Legacy(batch) => batch.last_offset(),
            Self::Batch(batch) => batch.header().last_offset(),
        }
    }

    /// Largest timestamp; -1 where there is none.
    pub const fn max_timestamp(&self) -> i64 {
        match self {
            Self::Legacy(batch) => batch.max_timestamp(),
            Self::Batch(batch) => batch.header().max_timestamp,
        }
    }

    /// Whose clock the timestamps come from.
    pub const fn timestamp_type(&self) -> TimestampType {
        match self {
            Self::Legacy(batch) => batch.timestamp_type(),
            Self::Batch(batch) => batch.header().attributes.timestamp_type,
        }
    }

    /// The codec.
    pub const fn compression(&self) -> Compression {
        match self {
            Self::Legacy(batch) => batch.compression(),
            Self::Batch(batch) => batch.header().attributes.compression,
        }
    }

    /// The producer, if there is one.
    pub const fn producer_id(&self) -> ProducerId {
        match self {
            Self::Legacy(_) => ProducerId::NONE,
            Self::Batch(batch) => batch.header().producer_id,
        }
    }

    /// Whether the batch is part of a transaction.
    pub const fn is_transactional(&self) -> bool {
        matches!(self, Self::Batch(batch) if batch.header().attributes.transactional)
    }

    /// Whether the batch holds a control record, which applications never see.
    pub const fn is_control(&self) -> bool {
        matches!(self, Self::Batch(batch) if batch.header().attributes.control)
    }

    /// The records, parsed one by one; compressed ones are decompressed here, under `limit`.
    pub fn records(&self, limit: DecompressionLimit) -> Result<RecordIter, RecordError> {
        match self {
            Self::Legacy(batch) => batch.records(limit),
            Self::Batch(batch) => batch.records(limit),
        }
    }
}

/// Takes a stream of batches of any format apart, such as a log segment or a fetch response.
///
/// Ends at the first error, after giving it out, and silently at an incomplete tail, which [`LogScanner::rest`] holds then.
///
/// ```
/// use bytes::Bytes;
/// use kafka_records::{DecompressionLimit, LogScanner, RecordError};
///
/// /// Offsets and sizes of all values in a log segment, whatever Kafka wrote it.
/// fn values(segment: Bytes) -> Result<Vec<(i64, usize)>, RecordError> {
///     let mut values = Vec::new();
///     for batch in LogScanner::new(segment) {
///         let batch = batch?;
///         if batch.is_control() {
///             continue;
///         }
///         let mut records = batch.records(DecompressionLimit::UNTRUSTED)?;
///         while let Some(record) = records.next_view() {
///             let record = record?;
///             values.push((record.offset, record.value.map_or(0, <[u8]>::len)));
///         }
///     }
///     Ok(values)
/// }
/// # assert_eq!(values(Bytes::new()), Ok(vec![]));
/// ```
#[derive(Clone, Debug)]
pub struct LogScanner {
    stream: Bytes,
    position: usize,
    failed: bool,
}

impl LogScanner {
    /// Scans `stream` from its start.
    pub const fn new(stream: Bytes) -> Self {
        Self { stream, position: 0, failed: false }
    }

    /// Bytes that were taken so far: the place of the next batch, of a malformed one, or of the incomplete tail.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// Bytes that were not taken yet.
    pub const fn rest(&self) -> &Bytes {
        &self.stream
    }

    /// How long the batch at the front says it is, when that can be told: with an incomplete tail, how much must be fetched to
    /// have it whole.
    pub fn next_len(&self) -> Option<usize> {
        entry_len(&self.stream, 0).ok().flatten().filter(|len| *len > LOG_OVERHEAD)
    }
}

impl Iterator for LogScanner {
    type Item = Result<LogBatch, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let parsed = LogBatch::parse(&mut self.stream).transpose()?;
        match &parsed {
            Ok(batch) => self.position += batch.size(),
            Err(_) => self.failed = true,
        }
        Some(parsed)
    }
}

impl FusedIterator for LogScanner {}
