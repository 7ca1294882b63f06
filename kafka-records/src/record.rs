//! One record: what goes into a batch, what comes out, and how many bytes it takes.

use bytes::Bytes;

use crate::producer::Sequence;
use crate::varint::varlong_len;

/// A header of a record to append, borrowed.
///
/// A value may be null or empty, and both survive; a key may be empty but never null, which the type sees to. Order and
/// duplicates are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordHeader<'a> {
    /// Key, any UTF-8.
    pub key: &'a str,
    /// Value; `None` is null.
    pub value: Option<&'a [u8]>,
}

/// A record to append, borrowed. Null and empty are different for key and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordRef<'a> {
    /// Milliseconds since the epoch, or -1 for none.
    pub timestamp: i64,
    /// Key; `None` is null.
    pub key: Option<&'a [u8]>,
    /// Value; `None` is null.
    pub value: Option<&'a [u8]>,
    /// Headers, in order.
    pub headers: &'a [RecordHeader<'a>],
}

/// A record read from a batch. Key, value and headers share the memory of the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Absolute offset.
    pub offset: i64,
    /// Milliseconds since the epoch: of creation, or of the append when the batch says so.
    pub timestamp: i64,
    /// Sequence, or [`Sequence::NONE`] when the batch has none.
    pub sequence: Sequence,
    /// Key; `None` is null.
    pub key: Option<Bytes>,
    /// Value; `None` is null.
    pub value: Option<Bytes>,
    /// Headers, in order, duplicates kept.
    pub headers: Vec<Header>,
}

/// A header read from a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Key. The format wants UTF-8 here, but a broker does not look, so what was written is what is read.
    pub key: Bytes,
    /// Value; `None` is null.
    pub value: Option<Bytes>,
}

impl Header {
    /// The key as text, or `None` when it is not UTF-8.
    pub fn key_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.key).ok()
    }
}

/// Most bytes that a record can take in a batch, wherever it stands there, without the batch's own
/// [`HEADER_LEN`](crate::HEADER_LEN).
///
/// The numbers that depend on the place (length, attributes, timestamp and offset delta) count with their maximum of 21.
pub fn record_size_upper_bound(
    key: Option<&[u8]>,
    value: Option<&[u8]>,
    headers: &[RecordHeader<'_>],
) -> usize {
    usize::try_from(MAX_OVERHEAD + content_len(key, value, headers)).unwrap_or(usize::MAX)
}

/// Bytes of key, value and headers with their lengths: the part of a record that does not depend on its place.
pub(crate) fn content_len(key: Option<&[u8]>, value: Option<&[u8]>, headers: &[RecordHeader<'_>]) -> u64 {
    let mut len = nullable_len(key) + nullable_len(value) + number_len(headers.len());
    for header in headers {
        len += nullable_len(Some(header.key.as_bytes())) + nullable_len(header.value);
    }
    len
}

#[inline]
fn nullable_len(bytes: Option<&[u8]>) -> u64 {
    match bytes {
        None => 1,
        Some(bytes) => number_len(bytes.len()) + bytes.len() as u64,
    }
}

#[inline]
fn number_len(number: usize) -> u64 {
    // Slices are at most isize::MAX long.
    varlong_len(number as i64) as u64
}

/// Length (5), attributes (1), timestamp delta (10), offset delta (5).
const MAX_OVERHEAD: u64 = 21;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_bound_is_21_and_the_content() {
        assert_eq!(record_size_upper_bound(None, None, &[]), 21 + 3);
        assert_eq!(record_size_upper_bound(Some(b"k"), Some(&[0; 100]), &[]), 21 + 2 + 102 + 1);
        let headers =
            [RecordHeader { key: "a", value: None }, RecordHeader { key: "bc", value: Some(&[0; 64]) }];
        assert_eq!(record_size_upper_bound(None, None, &headers), 21 + 3 + 3 + 3 + 66);
    }

    #[test]
    fn a_header_key_that_is_not_text_is_still_bytes() {
        let header = Header { key: Bytes::from_static(&[0xff]), value: None };
        assert_eq!(header.key_str(), None);
        assert_eq!(Header { key: Bytes::from_static(b"k"), value: None }.key_str(), Some("k"));
    }
}
