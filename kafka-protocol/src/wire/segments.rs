use std::collections::VecDeque;
use std::fmt;
use std::io::IoSlice;

use bytes::{Buf, Bytes, BytesMut};

/// Messages as pieces of memory that a transport writes side by side; what [`Writer`](super::Writer) gathers.
///
/// A piece is let go when [`advance`](Self::advance) has passed all of it. `Debug` shows how many bytes there are and not what
/// they say: it may be a password.
#[derive(Clone, Default)]
pub struct Segments {
    /// None of them empty.
    pieces: VecDeque<Bytes>,
    /// Bytes in all.
    len: usize,
}

impl Segments {
    /// Shared pieces up to this length are copied: a pointer, a count and a slot of the write call cost more.
    pub const INLINE_MAX: usize = 128;

    /// No bytes.
    pub const fn new() -> Self {
        Self { pieces: VecDeque::new(), len: 0 }
    }

    pub(super) fn from_sealed(pieces: VecDeque<Bytes>, len: usize) -> Self {
        debug_assert_eq!(len, pieces.iter().map(Bytes::len).sum::<usize>());
        Self { pieces, len }
    }

    /// Bytes in all.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no byte is left.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The pieces, in order; none is empty.
    pub fn iter(&self) -> impl Iterator<Item = &Bytes> {
        self.pieces.iter()
    }

    /// Drops the first `n` bytes, which have been written out. More than [`len`](Self::len) empties it.
    pub fn advance(&mut self, n: usize) {
        let mut left = n;
        while left > 0 {
            let Some(front) = self.pieces.front_mut() else { return };
            let step = left.min(front.len());
            if step == front.len() {
                self.pieces.pop_front();
            } else {
                front.advance(step);
            }
            self.len -= step;
            left -= step;
        }
    }

    /// Fills `slices` from the front for a vectored write; returns how many were filled.
    pub fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let mut filled = 0;
        for (slice, piece) in slices.iter_mut().zip(&self.pieces) {
            *slice = IoSlice::new(piece);
            filled += 1;
        }
        filled
    }

    /// Adds the pieces of `other` behind these.
    pub fn append(&mut self, mut other: Self) {
        self.len += other.len;
        self.pieces.append(&mut other.pieces);
    }

    /// All bytes in one piece; copies only if there are several.
    pub fn to_bytes(&self) -> Bytes {
        if let (Some(only), 1) = (self.pieces.front(), self.pieces.len()) {
            return only.clone();
        }
        let mut whole = BytesMut::with_capacity(self.len);
        for piece in &self.pieces {
            whole.extend_from_slice(piece);
        }
        whole.freeze()
    }
}

impl fmt::Debug for Segments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segments").field("pieces", &self.pieces.len()).field("len", &self.len).finish()
    }
}

impl From<Bytes> for Segments {
    fn from(bytes: Bytes) -> Self {
        [bytes].into_iter().collect()
    }
}

impl FromIterator<Bytes> for Segments {
    fn from_iter<I: IntoIterator<Item = Bytes>>(pieces: I) -> Self {
        let pieces: VecDeque<_> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        let len = pieces.iter().map(Bytes::len).sum();
        Self { pieces, len }
    }
}

impl IntoIterator for Segments {
    type Item = Bytes;
    type IntoIter = std::collections::vec_deque::IntoIter<Bytes>;

    fn into_iter(self) -> Self::IntoIter {
        self.pieces.into_iter()
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
    use crate::wire::Writer;

    fn three_pieces() -> (Segments, Bytes) {
        let batch = Bytes::from(vec![7; 500]);
        let mut writer = Writer::with_capacity(16);
        writer.put_i32(1);
        writer.put_shared(&batch);
        writer.put_shared(&Bytes::from_static(b"small"));
        (writer.finish().unwrap(), batch)
    }

    #[test]
    fn debug_does_not_show_what_the_bytes_say() {
        let segments = Segments::from(Bytes::from_static(b"canary"));
        assert_eq!(format!("{segments:?}"), "Segments { pieces: 1, len: 6 }");
    }

    #[test]
    fn large_pieces_are_kept_and_small_ones_gathered() {
        let (segments, batch) = three_pieces();
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
    fn a_vectored_write_gets_as_many_pieces_as_it_has_room_for() {
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

    #[test]
    fn empty_pieces_are_left_out() {
        let segments: Segments = [Bytes::new(), Bytes::from_static(b"a"), Bytes::new()].into_iter().collect();
        assert_eq!(segments.iter().count(), 1);
        assert!(Segments::from(Bytes::new()).is_empty());
    }
}
