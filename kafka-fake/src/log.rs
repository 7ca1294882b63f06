//! The log of a partition: batches as the producer sent them, with the fields that a leader writes.

use std::collections::VecDeque;

use bytes::Bytes;
use kafka_records::{BatchHeader, DecompressionLimit, Record, RecordBatch, RecordError};

/// A batch in a log.
///
/// Base offset and leader epoch are the broker's; they lie outside the checksum (F1), so the records and all other bytes
/// are those that the producer sent.
#[derive(Debug, Clone)]
pub struct StoredBatch {
    header: BatchHeader,
    head: Bytes,
    body: Bytes,
}

impl StoredBatch {
    /// The header, with the base offset and leader epoch of the log.
    pub fn header(&self) -> &BatchHeader {
        &self.header
    }

    /// Offset of the first record.
    pub fn base_offset(&self) -> i64 {
        self.header.base_offset
    }

    /// Offset of the last record.
    pub fn last_offset(&self) -> i64 {
        self.header.base_offset + i64::from(self.header.last_offset_delta)
    }

    /// Size in bytes, header included.
    pub fn len(&self) -> usize {
        self.head.len() + self.body.len()
    }

    /// Never: a batch has a header.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The bytes after the header, compressed as sent.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The whole batch, copied into one piece.
    pub fn to_bytes(&self) -> Bytes {
        [self.head.as_ref(), self.body.as_ref()].concat().into()
    }

    /// The records, decoded.
    pub fn records(&self) -> Result<Vec<Record>, RecordError> {
        let limit = DecompressionLimit::bytes(MAX_DECOMPRESSED);
        RecordBatch::parse_exact(&self.to_bytes())?.records(limit)?.collect()
    }

    /// Header and records as they lie, for a response that copies neither.
    pub(crate) fn segments(&self) -> [Bytes; 2] {
        [self.head.clone(), self.body.clone()]
    }
}

/// The log of a partition, as its leader has it.
#[derive(Debug, Clone, Default)]
pub struct PartitionLog {
    start_offset: i64,
    end_offset: i64,
    size: usize,
    batches: VecDeque<StoredBatch>,
}

impl PartitionLog {
    /// Offset of the oldest record that is still there.
    pub fn start_offset(&self) -> i64 {
        self.start_offset
    }

    /// Offset that the next record will get.
    pub fn end_offset(&self) -> i64 {
        self.end_offset
    }

    /// Bytes of the batches kept.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The batches, by offset.
    pub fn batches(&self) -> impl DoubleEndedIterator<Item = &StoredBatch> {
        self.batches.iter()
    }

    /// Every record, decoded, by offset. Batches in the log have been checked, so an error means a topic that was
    /// written in sink mode or a codec that this build lacks.
    pub fn records(&self) -> Result<Vec<Record>, RecordError> {
        let mut records = Vec::new();
        for batch in &self.batches {
            records.extend(batch.records()?);
        }
        Ok(records)
    }

    /// Appends a checked batch: header as the producer sent it, body without it. Returns its base offset.
    pub(crate) fn append(&mut self, mut header: BatchHeader, body: Bytes, leader_epoch: i32) -> i64 {
        let base_offset = self.end_offset;
        header.base_offset = base_offset;
        header.partition_leader_epoch = leader_epoch;
        let head = Bytes::copy_from_slice(&header.encode());
        let batch = StoredBatch { header, head, body };
        self.size += batch.len();
        self.end_offset = batch.last_offset() + 1;
        self.batches.push_back(batch);
        base_offset
    }

    /// Moves the end as if so many records had been appended, for sink mode. Returns their base offset.
    pub(crate) fn skip(&mut self, records: u32) -> i64 {
        let base_offset = self.end_offset;
        self.end_offset = self.end_offset.saturating_add(i64::from(records));
        base_offset
    }

    /// Drops old batches as long as the newer ones hold `retention_bytes`.
    pub(crate) fn retain(&mut self, retention_bytes: usize) {
        while let Some(oldest) = self.batches.front()
            && self.size - oldest.len() >= retention_bytes
        {
            self.size -= oldest.len();
            self.start_offset = oldest.last_offset() + 1;
            self.batches.pop_front();
        }
    }

    /// Drops every batch that ends before `offset` and makes it the start, as DeleteRecords does.
    pub(crate) fn truncate_before(&mut self, offset: i64) {
        self.start_offset = offset.clamp(self.start_offset, self.end_offset);
        while let Some(oldest) = self.batches.front()
            && oldest.last_offset() < self.start_offset
        {
            self.size -= oldest.len();
            self.batches.pop_front();
        }
    }

    /// Drops what lies at `offset` and behind it, as a replica does that has more than its new leader.
    pub(crate) fn truncate_to(&mut self, offset: i64) {
        while let Some(newest) = self.batches.back()
            && newest.last_offset() >= offset
        {
            self.size -= newest.len();
            self.batches.pop_back();
        }
        self.end_offset = self.end_offset.min(offset);
        self.start_offset = self.start_offset.min(self.end_offset);
    }

    /// Whole batches from the one that holds `offset` on and below `end`, as many as fit `max_bytes`; with `at_least_one` the
    /// first is returned whatever its size, so that a consumer can always go on (KIP-74).
    pub(crate) fn read(
        &self,
        offset: i64,
        end: i64,
        max_bytes: usize,
        at_least_one: bool,
    ) -> Vec<&StoredBatch> {
        let first = self.batches.partition_point(|batch| batch.last_offset() < offset);
        let mut left = max_bytes;
        let mut found = Vec::new();
        for batch in self.batches.range(first..) {
            let fits = batch.len() <= left || (at_least_one && found.is_empty());
            if batch.last_offset() >= end || !fits {
                break;
            }
            left = left.saturating_sub(batch.len());
            found.push(batch);
        }
        found
    }

    /// Offset, timestamp and leader epoch of the first record whose timestamp is at least `timestamp`.
    pub(crate) fn find_timestamp(&self, timestamp: i64) -> Option<Timestamped> {
        let batch = self.batches.iter().find(|batch| batch.header.max_timestamp >= timestamp)?;
        let records = batch.records().ok()?;
        let record = records
            .iter()
            .find(|record| record.timestamp >= timestamp && record.offset >= self.start_offset)?;
        Some(Timestamped::new(record, batch))
    }

    /// Offset, timestamp and leader epoch of the first record with the largest timestamp (KIP-734).
    pub(crate) fn find_max_timestamp(&self) -> Option<Timestamped> {
        let largest = self.batches.iter().map(|batch| batch.header.max_timestamp).max()?;
        self.find_timestamp(largest)
    }
}

/// A record found by its timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timestamped {
    pub(crate) offset: i64,
    pub(crate) timestamp: i64,
    pub(crate) leader_epoch: i32,
}

impl Timestamped {
    fn new(record: &Record, batch: &StoredBatch) -> Self {
        Self {
            offset: record.offset,
            timestamp: record.timestamp,
            leader_epoch: batch.header.partition_leader_epoch,
        }
    }
}

/// Batches in the log decompressed before, within the limits of their topic; this only keeps the length in 32 bits.
const MAX_DECOMPRESSED: usize = i32::MAX as usize;
