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
    /// A batch whose records are data, with timestamps of their own.
    Plain(BatchHeader),
    /// Any other batch of format v2.
    Batch(BatchHeader),
    MessageSet(InnerSet),
}

impl RecordIter {
    /// The records of a batch whose header is valid; its count is possible for so many bytes.
    pub(crate) fn of_batch(header: BatchHeader, records: Bytes) -> Self {
        // `BatchHeader::validate` has refused negative counts.
        let remaining = usize::try_from(header.record_count).unwrap_or(0);
        let layout = if grammar::is_plain(&header) { Layout::Plain(header) } else { Layout::Batch(header) };
        Self { layout, records, at: 0, remaining }
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
        let Self { layout, records, at, remaining } = self;
        // The bulk of all records, without a call and without another look at what it gives.
        if let Some(after) = remaining.checked_sub(1)
            && let Layout::Plain(header) = layout
            && let Some((view, next)) = grammar::short_record_at(header, records, *at)
        {
            *at = next;
            *remaining = after;
            return Some(Ok(view));
        }
        any(layout, records, at, remaining)
    }
}

/// The next record, whatever it is like; the error of a record; or that of bytes behind the last one, once.
#[inline(never)]
fn any<'a>(
    layout: &Layout,
    records: &'a Bytes,
    at: &mut usize,
    remaining: &mut usize,
) -> Option<Result<RecordView<'a>, RecordError>> {
    let Some(after) = remaining.checked_sub(1) else { return left_over(layout, records, at).map(Err) };
    let parsed = match layout {
        Layout::Plain(header) | Layout::Batch(header) => grammar::record_at(header, records, *at),
        Layout::MessageSet(set) => set.record_at(records, *at),
    };
    Some(match parsed {
        Ok((view, next)) => {
            *remaining = after;
            *at = next;
            Ok(view)
        }
        Err(error) => {
            *remaining = 0;
            *at = records.len();
            Err(error)
        }
    })
}

fn left_over(layout: &Layout, records: &Bytes, at: &mut usize) -> Option<RecordError> {
    let end = std::mem::replace(at, records.len());
    let left = records.len() - end;
    let start = match layout {
        Layout::Plain(_) | Layout::Batch(_) => HEADER_LEN,
        Layout::MessageSet(set) => set.start(),
    };
    (left > 0).then(|| RecordError::new(start + end, "records", RecordErrorKind::LeftOver(left)))
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
