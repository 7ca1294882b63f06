//! One record: what goes into a batch, what comes out, and how many bytes it takes.

use bytes::{BufMut, Bytes};

use crate::producer::Sequence;
use crate::varint::{put_varint, varlong_len, zigzag};
use crate::view::{HeaderViews, RecordView};

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
#[inline]
pub fn record_size_upper_bound(
    key: Option<&[u8]>,
    value: Option<&[u8]>,
    headers: &[RecordHeader<'_>],
) -> usize {
    if headers.is_empty() {
        // One byte says that there are none.
        let bound = MAX_OVERHEAD + nullable_len(key) + nullable_len(value) + 1;
        return usize::try_from(bound).unwrap_or(usize::MAX);
    }
    upper_bound_with_headers(key, value, headers)
}

fn upper_bound_with_headers(key: Option<&[u8]>, value: Option<&[u8]>, headers: &[RecordHeader<'_>]) -> usize {
    let content = Content { key, value, headers: HeaderContent::List(headers) };
    usize::try_from(MAX_OVERHEAD + content.len()).unwrap_or(usize::MAX)
}

/// The part of a record that does not depend on its place: key, value and headers.
pub(crate) struct Content<'a> {
    pub(crate) key: Option<&'a [u8]>,
    pub(crate) value: Option<&'a [u8]>,
    pub(crate) headers: HeaderContent<'a>,
}

/// Headers to be encoded, or as another batch has them encoded.
pub(crate) enum HeaderContent<'a> {
    List(&'a [RecordHeader<'a>]),
    Encoded(HeaderViews<'a>),
}

impl<'a> Content<'a> {
    pub(crate) const fn of(record: &RecordRef<'a>) -> Self {
        Self { key: record.key, value: record.value, headers: HeaderContent::List(record.headers) }
    }

    pub(crate) const fn of_view(record: &RecordView<'a>) -> Self {
        Self { key: record.key, value: record.value, headers: HeaderContent::Encoded(record.headers) }
    }

    /// Bytes of all parts with their lengths.
    pub(crate) fn len(&self) -> u64 {
        nullable_len(self.key) + nullable_len(self.value) + self.headers.len()
    }
}

impl HeaderContent<'_> {
    fn len(&self) -> u64 {
        match self {
            Self::List(headers) => {
                let header = |header: &RecordHeader<'_>| {
                    nullable_len(Some(header.key.as_bytes())) + nullable_len(header.value)
                };
                number_len(headers.len()) + headers.iter().map(header).sum::<u64>()
            }
            Self::Encoded(headers) => number_len(headers.len()) + headers.bytes().len() as u64,
        }
    }

    /// Writes count and headers; the caller has checked that every length fits 32 bits.
    pub(crate) fn put(&self, out: &mut impl BufMut) {
        match self {
            Self::List(headers) => {
                put_varint(out, headers.len() as i32);
                for header in *headers {
                    put_nullable(out, Some(header.key.as_bytes()));
                    put_nullable(out, header.value);
                }
            }
            Self::Encoded(headers) => {
                put_varint(out, headers.len() as i32);
                out.put_slice(headers.bytes());
            }
        }
    }
}

/// Writes bytes behind their length, which fits 32 bits.
pub(crate) fn put_nullable(out: &mut impl BufMut, bytes: Option<&[u8]>) {
    match bytes {
        None => out.put_u8(NULL),
        Some(bytes) => {
            put_varint(out, bytes.len() as i32);
            out.put_slice(bytes);
        }
    }
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

/// Length -1, folded.
pub(crate) const NULL: u8 = zigzag(-1) as u8;

/// Length (5), attributes (1), timestamp delta (10), offset delta (5).
const MAX_OVERHEAD: u64 = 21;

#[cfg(test)]
mod tests {
    use super::*;

    /// F16.
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
