//! The bytes of a batch's records as they are sent: chunks as they are, cut where values stand that were not copied.

use bytes::Bytes;

use crate::batch::builder::Chunk;

/// A value between the bytes of a chunk.
#[derive(Debug)]
pub(super) struct SharedValue {
    /// The chunk, counted from the batch's first.
    pub(super) chunk: usize,
    /// Bytes of the chunk in front of the value.
    pub(super) at: usize,
    pub(super) value: Bytes,
}

/// The bytes of the records in order: of each chunk the stretches between shared values, and these.
pub(super) fn pieces<'s, T: AsRef<[u8]>>(
    chunks: impl Iterator<Item = T>,
    shared: &'s [SharedValue],
    cut: impl Fn(&T, std::ops::Range<usize>) -> T,
    value: impl Fn(&'s Bytes) -> T,
) -> Vec<T> {
    let (mut pieces, mut shared) = (Vec::new(), shared.iter().peekable());
    for (index, chunk) in chunks.enumerate() {
        let mut from = 0;
        while let Some(next) = shared.next_if(|next| next.chunk == index) {
            pieces.push(cut(&chunk, from..next.at));
            pieces.push(value(&next.value));
            from = next.at;
        }
        pieces.push(cut(&chunk, from..chunk.as_ref().len()));
    }
    pieces.retain(|piece| !piece.as_ref().is_empty());
    pieces
}

/// The used bytes of a chunk; when the last reference to them goes, so does the chunk.
pub(super) fn frozen<C: Chunk>(chunk: C, used: usize) -> Bytes {
    let mut bytes = Bytes::from_owner(chunk);
    bytes.truncate(used);
    bytes
}

/// The bytes of the records in order.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) segments: Segments,
    pub(crate) len: usize,
    /// Checksum of the bytes, where it was taken while they were written.
    pub(crate) sum: Option<u32>,
}

/// Most batches are one segment, which needs no list.
#[derive(Clone, Debug)]
pub(crate) enum Segments {
    One(Bytes),
    Many(std::sync::Arc<[Bytes]>),
}

impl Body {
    pub(super) fn one(bytes: Bytes) -> Self {
        Self { len: bytes.len(), segments: Segments::One(bytes), sum: None }
    }

    pub(super) fn many(segments: Vec<Bytes>) -> Self {
        let segments: std::sync::Arc<[Bytes]> = segments.into();
        Self { len: segments.iter().map(Bytes::len).sum(), segments: Segments::Many(segments), sum: None }
    }
}
