//! The records of a batch, one by one, whatever its format.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use std::iter::FusedIterator;

use bytes::Bytes;

use crate::batch::grammar;
use crate::batch::header::{BatchHeader, HEADER_LEN};
use crate::error::{RecordError, RecordErrorKind};
use crate::legacy::entry::InnerSet;
use crate::record::Record;
use crate::view::RecordView;

/// The records of a batch of any format, in order, each parsed when it is asked for. Ends after the first error.
///
/// As an iterator it gives [`Record`]s that share the batch's memory and may be kept. [`RecordIter::next_view`] gives them
/// borrowed, which costs a third.
#[derive(Clone, Debug)]
pub struct RecordIter {
    layout: Layout,
    /// Uncompressed.
    records: Bytes,
    at: usize,
    remaining: usize,
}

#[derive(Clone, Debug)]
enum Layout {
    Batch(BatchHeader),
    MessageSet(InnerSet),
}

impl RecordIter {
    /// The records of a batch whose header is valid; its count is possible for so many bytes.
    pub(crate) fn of_batch(header: BatchHeader, records: Bytes) -> Self {
        // `BatchHeader::validate` has refused negative counts.
        let remaining = usize::try_from(header.record_count).unwrap_or(0);
        Self { layout: Layout::Batch(header), records, at: 0, remaining }
    }

    /// The entries of a message set.
    pub(crate) fn of_message_set(set: InnerSet, entries: Bytes, count: usize) -> Self {
        Self { layout: Layout::MessageSet(set), records: entries, at: 0, remaining: count }
    }

    /// Bytes of all records, uncompressed.
    pub const fn records_len(&self) -> usize {
        self.records.len()
    }

    /// The next record, borrowed: for loops that look at records and keep none.
    ///
    /// ```
    /// # use kafka_records::{RecordError, RecordIter};
    /// fn bytes_of_values(mut records: RecordIter) -> Result<usize, RecordError> {
    ///     let mut sum = 0;
    ///     while let Some(record) = records.next_view() {
    ///         sum += record?.value.map_or(0, <[u8]>::len);
    ///     }
    ///     Ok(sum)
    /// }
    /// ```
    #[inline]
    pub fn next_view(&mut self) -> Option<Result<RecordView<'_>, RecordError>> {
        let Some(remaining) = self.remaining.checked_sub(1) else { return self.left_over().map(Err) };
        let parsed = match &self.layout {
            Layout::Batch(header) => grammar::record_at(header, &self.records, self.at),
            Layout::MessageSet(set) => set.record_at(&self.records, self.at),
        };
        match parsed {
            Ok((view, next)) => {
                self.remaining = remaining;
                self.at = next;
                Some(Ok(view))
            }
            Err(error) => {
                self.remaining = 0;
                self.at = self.records.len();
                Some(Err(error))
            }
        }
    }

    /// The error of bytes behind the last record, once.
    #[inline]
    fn left_over(&mut self) -> Option<RecordError> {
        let at = std::mem::replace(&mut self.at, self.records.len());
        let left = self.records.len() - at;
        let start = match &self.layout {
            Layout::Batch(_) => HEADER_LEN,
            Layout::MessageSet(set) => set.start(),
        };
        (left > 0).then(|| RecordError::new(start + at, "records", RecordErrorKind::LeftOver(left)))
    }
}

impl Iterator for RecordIter {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        // A reference count only; the view borrows the iterator.
        let memory = self.records.clone();
        Some(self.next_view()?.map(|view| view.share(&memory)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // An error may come instead of the rest, or behind it.
        (self.remaining.min(1), Some(self.remaining.saturating_add(1)))
    }
}

impl FusedIterator for RecordIter {}
