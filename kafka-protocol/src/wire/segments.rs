use std::collections::VecDeque;
use std::io::IoSlice;

use bytes::{Buf, Bytes, BytesMut};

use super::Writer;

/// A message as pieces of memory that a transport writes side by side.
///
/// Small writes gather in a buffer; [`put_shared`](Writer::put_shared) of more than [`Segments::INLINE_MAX`] bytes
/// keeps the piece itself, so that record batches travel to the socket without a copy. A piece is let go when
/// [`advance`](Self::advance) has passed all of it.
#[derive(Debug, Clone, Default)]
pub struct Segments {
    sealed: VecDeque<Bytes>,
    /// Written last, not yet a segment of its own.
    open: BytesMut,
    /// Bytes in `sealed`.
    sealed_len: usize,
}

impl Segments {
    /// Shared pieces up to this length are copied: a pointer, a count and a slot of the write call cost more.
    pub const INLINE_MAX: usize = 128;

    /// No bytes.
    pub fn new() -> Self {
        Self::default()
    }

    /// No bytes, and room for this many small ones before another allocation.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { open: BytesMut::with_capacity(capacity), ..Self::default() }
    }

    /// Bytes in all.
    pub fn len(&self) -> usize {
        self.sealed_len + self.open.len()
    }

    /// Whether no byte is left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the small writes so far a segment, so that [`iter`](Self::iter) sees them. What the functions of this
    /// crate return is sealed; only who writes into `Segments` by hand has to call it.
    pub fn seal(&mut self) {
        if !self.open.is_empty() {
            let open = self.open.split().freeze();
            self.push(open);
        }
    }

    /// The sealed segments, in order; none is empty.
    pub fn iter(&self) -> impl Iterator<Item = &Bytes> {
        self.sealed.iter()
    }

    /// Drops the first `n` bytes, which have been written out. More than [`len`](Self::len) empties it.
    pub fn advance(&mut self, n: usize) {
        let mut left = n;
        while left > 0 {
            let Some(front) = self.sealed.front_mut() else {
                let open = left.min(self.open.len());
                self.open.advance(open);
                return;
            };
            let step = left.min(front.len());
            if step == front.len() {
                self.sealed.pop_front();
            } else {
                front.advance(step);
            }
            self.sealed_len -= step;
            left -= step;
        }
    }

    /// Fills `slices` from the front for a vectored write; returns how many were filled.
    pub fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let open = (!self.open.is_empty()).then_some(self.open.as_ref());
        let pieces = self.sealed.iter().map(Bytes::as_ref).chain(open);
        let mut filled = 0;
        for (slice, piece) in slices.iter_mut().zip(pieces) {
            *slice = IoSlice::new(piece);
            filled += 1;
        }
        filled
    }

    /// Adds the segments of `other` behind these.
    pub fn append(&mut self, mut other: Self) {
        self.seal();
        other.seal();
        self.sealed_len += other.sealed_len;
        self.sealed.append(&mut other.sealed);
    }

    /// All bytes in one piece; copies only if there are several.
    pub fn to_bytes(&self) -> Bytes {
        if let (Some(only), 1, true) = (self.sealed.front(), self.sealed.len(), self.open.is_empty()) {
            return only.clone();
        }
        let mut whole = BytesMut::with_capacity(self.len());
        for segment in &self.sealed {
            whole.extend_from_slice(segment);
        }
        whole.extend_from_slice(&self.open);
        whole.freeze()
    }

    fn push(&mut self, segment: Bytes) {
        self.sealed_len += segment.len();
        self.sealed.push_back(segment);
    }
}

impl Writer for Segments {
    fn put_slice(&mut self, bytes: &[u8]) {
        self.open.extend_from_slice(bytes);
    }

    fn put_shared(&mut self, bytes: &Bytes) {
        if bytes.len() > Self::INLINE_MAX {
            self.seal();
            self.push(bytes.clone());
        } else {
            self.put_slice(bytes);
        }
    }
}

impl From<Bytes> for Segments {
    fn from(bytes: Bytes) -> Self {
        let mut segments = Self::new();
        if !bytes.is_empty() {
            segments.push(bytes);
        }
        segments
    }
}

impl IntoIterator for Segments {
    type Item = Bytes;
    type IntoIter = std::collections::vec_deque::IntoIter<Bytes>;

    fn into_iter(mut self) -> Self::IntoIter {
        self.seal();
        self.sealed.into_iter()
    }
}

impl PartialEq for Segments {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.to_bytes() == other.to_bytes()
    }
}

impl Eq for Segments {}

#[cfg(test)]
mod tests {
    use super::*;

    fn three_pieces() -> (Segments, Bytes) {
        let batch = Bytes::from(vec![7; 500]);
        let mut segments = Segments::new();
        segments.put_i32(1);
        segments.put_shared(&batch);
        segments.put_shared(&Bytes::from_static(b"small"));
        (segments, batch)
    }

    #[test]
    fn large_pieces_are_kept_and_small_ones_gathered() {
        let (mut segments, batch) = three_pieces();
        segments.seal();
        let pieces: Vec<_> = segments.iter().cloned().collect();
        assert_eq!(pieces.iter().map(Bytes::len).collect::<Vec<_>>(), [4, 500, 5]);
        assert_eq!(pieces[1].as_ptr(), batch.as_ptr());
        assert_eq!(segments.len(), 509);
    }

    #[test]
    fn advancing_byte_by_byte_leaves_the_rest_and_drops_what_is_passed() {
        let (segments, _) = three_pieces();
        let whole = segments.to_bytes();
        let mut left = segments;
        for written in 0..=whole.len() {
            assert_eq!(left.to_bytes(), whole.slice(written..), "after {written}");
            assert_eq!(left.len(), whole.len() - written);
            left.advance(1);
        }
        assert!(left.is_empty());
    }

    #[test]
    fn a_vectored_write_sees_what_was_not_sealed_yet() {
        let (segments, _) = three_pieces();
        let mut slices = [IoSlice::new(&[]); 8];
        assert_eq!(segments.chunks_vectored(&mut slices), 3);
        assert_eq!(slices.iter().map(|s| s.len()).sum::<usize>(), segments.len());
        assert_eq!(segments.chunks_vectored(&mut slices[..2]), 2);
    }

    #[test]
    fn appended_segments_follow_in_order() {
        let (mut first, _) = three_pieces();
        let (second, _) = three_pieces();
        let whole = [first.to_bytes(), second.to_bytes()].concat();
        first.append(second);
        assert_eq!(first.to_bytes(), whole);
        assert_eq!(first.into_iter().count(), 6);
    }
}
