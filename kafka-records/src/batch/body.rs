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

/// The bytes in those of the chunks, the largest first, that they fill to at least a half, and the rest of them in memory of their
/// own, which is there before the chunks that are not needed go: it takes the place of some of them. What a batch took in doubling
/// chunks is so given back nearly whole.
pub(super) fn written_over<C: Chunk, D: Chunk>(
    mut chunks: Vec<C>,
    bytes: &[u8],
    memory: impl FnOnce(usize) -> D,
) -> Body {
    chunks.sort_by_cached_key(|chunk| std::cmp::Reverse(chunk.as_ref().len()));
    let (mut rest, mut segments, mut unneeded) = (bytes, Vec::new(), Vec::new());
    for mut chunk in chunks {
        let room = chunk.buffer().capacity();
        let is_worth_it = rest.len() >= room / 2 || room <= SMALL;
        if rest.is_empty() || room == 0 || !is_worth_it {
            unneeded.push(chunk);
            continue;
        }
        let (now, later) = rest.split_at(rest.len().min(room));
        segments.push(filled(chunk, now));
        rest = later;
    }
    if !rest.is_empty() {
        segments.push(filled(memory(rest.len()), rest));
    }
    drop(unneeded);
    match <[Bytes; 1]>::try_from(segments) {
        Ok([one]) => Body::one(one),
        Err(segments) => Body::many(segments),
    }
}

/// Other memory would not be worth taking for the bytes of a chunk of this size, however few they are.
const SMALL: usize = 512;

/// A chunk with these bytes.
fn filled<C: Chunk>(mut chunk: C, bytes: &[u8]) -> Bytes {
    let buffer = chunk.buffer();
    let (over, behind) = bytes.split_at(bytes.len().min(buffer.len()));
    buffer[..over.len()].copy_from_slice(over);
    buffer.extend_from_slice(behind);
    frozen(chunk, bytes.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(len: usize) -> Vec<u8> {
        vec![b'.'; len]
    }

    fn lens(body: &Body) -> Vec<usize> {
        match &body.segments {
            Segments::One(bytes) => vec![bytes.len()],
            Segments::Many(segments) => segments.iter().map(Bytes::len).collect(),
        }
    }

    #[test]
    fn what_was_compressed_takes_the_chunks_that_it_fills_and_little_else() {
        let bytes: Vec<u8> = (0..100).collect();
        for (chunks, asked, expected) in [
            // The largest first.
            (vec![8, 16, 64, 32], None, vec![64, 32, 4]),
            (vec![8, 64, 8], Some(20), vec![64, 8, 8, 20]),
            (vec![1000, 60], Some(40), vec![60, 40]),
            // Mostly empty chunks are kept where they are small.
            (vec![512, 10], None, vec![100]),
            (vec![513], Some(100), vec![100]),
            (vec![], Some(100), vec![100]),
            (vec![0], Some(100), vec![100]),
        ] {
            let mut wanted = None;
            let memory = |len| {
                wanted = Some(len);
                Vec::with_capacity(len)
            };
            let body = written_over(chunks.into_iter().map(chunk).collect(), &bytes, memory);
            assert_eq!(body.len, 100);
            let whole = match &body.segments {
                Segments::One(one) => one.to_vec(),
                Segments::Many(many) => many.concat(),
            };
            assert_eq!(whole, bytes, "{expected:?}");
            assert_eq!(lens(&body), expected);
            assert_eq!(wanted, asked, "{expected:?}");
        }
    }
}
