use std::fmt;

use bytes::{Bytes, BytesMut};

/// What a `records` field carries: bytes that this crate never looks into, in one or more pieces.
///
/// A producer gives a batch header and chunks of records as they lie in memory, and they reach the socket without
/// having been put together. Equality is by content, however it is cut.
#[derive(Clone, Default)]
pub struct Records(Pieces);

#[derive(Clone, Default)]
enum Pieces {
    #[default]
    None,
    /// What is read from a frame; it takes no memory of its own.
    One(Bytes),
    Some(Vec<Bytes>),
}

impl Records {
    /// No bytes. (An absent value is `Option::None` of the field.)
    pub const fn new() -> Self {
        Self(Pieces::None)
    }

    /// The pieces side by side.
    pub fn from_segments(segments: Vec<Bytes>) -> Self {
        Self(Pieces::Some(segments))
    }

    /// Bytes in all.
    pub fn len(&self) -> usize {
        self.segments().iter().map(Bytes::len).sum()
    }

    /// Whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.segments().iter().all(Bytes::is_empty)
    }

    /// The pieces.
    pub fn segments(&self) -> &[Bytes] {
        match &self.0 {
            Pieces::None => &[],
            Pieces::One(piece) => std::slice::from_ref(piece),
            Pieces::Some(pieces) => pieces,
        }
    }

    /// The pieces, by value.
    pub fn into_segments(self) -> Vec<Bytes> {
        match self.0 {
            Pieces::None => Vec::new(),
            Pieces::One(piece) => vec![piece],
            Pieces::Some(pieces) => pieces,
        }
    }

    /// One piece; copies only if there are several.
    pub fn into_bytes(self) -> Bytes {
        let mut pieces = match self.0 {
            Pieces::None => return Bytes::new(),
            Pieces::One(piece) => return piece,
            Pieces::Some(pieces) => pieces,
        };
        if pieces.len() <= 1 {
            return pieces.pop().unwrap_or_default();
        }
        let mut whole = BytesMut::with_capacity(pieces.iter().map(Bytes::len).sum());
        for piece in &pieces {
            whole.extend_from_slice(piece);
        }
        whole.freeze()
    }
}

impl From<Bytes> for Records {
    fn from(bytes: Bytes) -> Self {
        Self(Pieces::One(bytes))
    }
}

impl PartialEq for Records {
    fn eq(&self, other: &Self) -> bool {
        fn bytes(records: &Records) -> impl Iterator<Item = u8> {
            records.segments().iter().flat_map(|segment| segment.iter().copied())
        }
        match (self.segments(), other.segments()) {
            ([one], [other]) => one == other,
            _ => self.len() == other.len() && bytes(self).eq(bytes(other)),
        }
    }
}

impl Eq for Records {}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Batches are large and may hold what should not reach a log.
        write!(f, "Records({} bytes in {} segments)", self.len(), self.segments().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_ignores_how_the_bytes_are_cut() {
        let whole = Records::from(Bytes::from_static(b"abcdef"));
        let cut = Records::from_segments(vec![
            Bytes::from_static(b"ab"),
            Bytes::new(),
            Bytes::from_static(b"cdef"),
        ]);
        assert_eq!(whole, cut);
        assert_ne!(cut, Records::from(Bytes::from_static(b"abcdeg")));
        assert_eq!(Records::new(), Records::from(Bytes::new()));
    }

    #[test]
    fn a_single_piece_is_handed_out_without_a_copy() {
        let piece = Bytes::from(vec![1, 2, 3]);
        let address = piece.as_ptr();
        assert_eq!(Records::from(piece).into_bytes().as_ptr(), address);
    }
}
