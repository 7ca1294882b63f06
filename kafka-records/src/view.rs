//! A record where it lies: borrowed from the bytes of its batch, whatever their format.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use std::iter::FusedIterator;

use bytes::Bytes;

use crate::producer::Sequence;
use crate::record::{Header, Record};
use crate::varint::varint;

/// A record read from a batch of any format, borrowed from its memory: reading one allocates and counts no references.
///
/// Message sets have no headers and no sequences, and v0 has no timestamps: -1 stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordView<'a> {
    /// Absolute offset.
    pub offset: i64,
    /// Milliseconds since the epoch, of creation or of the append, as the batch says; -1 for none.
    pub timestamp: i64,
    /// Sequence, or [`Sequence::NONE`] when the batch has none.
    pub sequence: Sequence,
    /// Key; `None` is null.
    pub key: Option<&'a [u8]>,
    /// Value; `None` is null.
    pub value: Option<&'a [u8]>,
    /// Headers, in order.
    pub headers: HeaderViews<'a>,
}

impl RecordView<'_> {
    /// The record with a share of `memory`, which its parts lie in.
    #[inline]
    pub(crate) fn share(&self, memory: &Bytes) -> Record {
        let share = |part: &[u8]| memory.slice_ref(part);
        let header =
            |header: HeaderView<'_>| Header { key: share(header.key), value: header.value.map(share) };
        Record {
            offset: self.offset,
            timestamp: self.timestamp,
            sequence: self.sequence,
            key: self.key.map(share),
            value: self.value.map(share),
            headers: self.headers.iter().map(header).collect(),
        }
    }
}

/// The headers of a record, parsed on the way. They were validated with the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeaderViews<'a> {
    count: u32,
    bytes: &'a [u8],
}

impl<'a> HeaderViews<'a> {
    /// No headers.
    pub const NONE: Self = Self { count: 0, bytes: &[] };

    /// Headers in the encoding of format v2, which the caller has validated.
    pub(crate) const fn encoded(count: u32, bytes: &'a [u8]) -> Self {
        Self { count, bytes }
    }

    /// Number of headers.
    #[inline]
    pub const fn len(&self) -> usize {
        // A count is at most half the bytes of a record.
        #[expect(clippy::as_conversions, reason = "usize has at least 32 bits here")]
        let len = self.count as usize;
        len
    }

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The headers in their encoding, without their count.
    pub(crate) const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The headers in order, duplicates kept.
    #[inline]
    pub const fn iter(&self) -> HeaderIter<'a> {
        HeaderIter { headers: *self }
    }
}

impl<'a> IntoIterator for HeaderViews<'a> {
    type Item = HeaderView<'a>;
    type IntoIter = HeaderIter<'a>;

    fn into_iter(self) -> HeaderIter<'a> {
        self.iter()
    }
}

impl<'a> IntoIterator for &HeaderViews<'a> {
    type Item = HeaderView<'a>;
    type IntoIter = HeaderIter<'a>;

    fn into_iter(self) -> HeaderIter<'a> {
        self.iter()
    }
}

/// A header of a [`RecordView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderView<'a> {
    /// Key. The format wants UTF-8 here, but a broker does not look, so what was written is what is read.
    pub key: &'a [u8],
    /// Value; `None` is null.
    pub value: Option<&'a [u8]>,
}

impl<'a> HeaderView<'a> {
    /// The key as text, or `None` when it is not UTF-8.
    pub const fn key_str(&self) -> Option<&'a str> {
        match std::str::from_utf8(self.key) {
            Ok(key) => Some(key),
            Err(_) => None,
        }
    }
}

/// Iterator over [`HeaderViews`].
#[derive(Clone, Debug)]
pub struct HeaderIter<'a> {
    headers: HeaderViews<'a>,
}

impl<'a> Iterator for HeaderIter<'a> {
    type Item = HeaderView<'a>;

    fn next(&mut self) -> Option<HeaderView<'a>> {
        self.headers.count = self.headers.count.checked_sub(1)?;
        let key = self.sized().unwrap_or_default();
        let value = self.sized();
        Some(HeaderView { key, value })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.headers.len(), Some(self.headers.len()))
    }
}

impl<'a> HeaderIter<'a> {
    /// Bytes behind their length, which is known to be right; `None` is null.
    fn sized(&mut self) -> Option<&'a [u8]> {
        let (rest, len) = varint(self.headers.bytes).ok()?;
        self.headers.bytes = rest;
        let (bytes, rest) = rest.split_at_checked(usize::try_from(len).ok()?)?;
        self.headers.bytes = rest;
        Some(bytes)
    }
}

impl ExactSizeIterator for HeaderIter<'_> {}

impl FusedIterator for HeaderIter<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    /// F15, F46.
    #[test]
    fn headers_are_read_in_order_with_duplicates_nulls_and_empty_values() {
        let bytes = [2, b'k', 1, 2, b'k', 0, 0, 4, 0xff, 0];
        let headers = HeaderViews::encoded(3, &bytes);
        assert_eq!((headers.len(), headers.is_empty()), (3, false));
        let read: Vec<_> = headers.iter().map(|header| (header.key, header.value)).collect();
        let value: &[u8] = &[0xff, 0];
        assert_eq!(read, [(&b"k"[..], None), (b"k", Some(&[][..])), (b"", Some(value))]);
        assert_eq!(HeaderView { key: &[0xff], value: None }.key_str(), None);
        assert_eq!(HeaderViews::NONE.iter().next(), None);
    }
}
