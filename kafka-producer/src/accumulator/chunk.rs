//! What is held of `buffer.memory`: chunks in sizes that are kept for reuse, and bare charges. Both return on drop.

use kafka_records::Chunk;

use crate::accumulator::memory::MemoryPool;
use crate::sync::Arc;

/// Smallest and largest chunk kept for reuse; both powers of two.
const MIN_CACHED: usize = 256;
pub(super) const MAX_CACHED: usize = 1 << 20;
/// Sizes between a power of two and the next: a chunk made for one big record is at most an eighth larger than the record.
const STEPS: usize = 8;
pub(super) const CLASSES: usize = (MAX_CACHED / MIN_CACHED).trailing_zeros() as usize * STEPS + 1;

/// The size of the chunks among which one of `bytes` is kept for reuse: at least `bytes`, at most an eighth more.
pub(crate) fn size_class(bytes: usize) -> usize {
    if bytes <= MIN_CACHED {
        return MIN_CACHED;
    }
    if bytes > MAX_CACHED {
        return bytes;
    }
    bytes.next_multiple_of(step_below(bytes))
}

/// The size of a chunk for the end of what a codec wrote: little of it takes no more than it is, for there may be thousands of
/// such batches.
pub(crate) fn sealed_class(bytes: usize) -> usize {
    if bytes < MIN_CACHED * STEPS { bytes } else { size_class(bytes) }
}

/// Distance of the size classes around `bytes`, which is more than the smallest.
fn step_below(bytes: usize) -> usize {
    (1 << (bytes - 1).ilog2()) / STEPS
}

/// The number of a size class; `None` where chunks of this size are not kept.
pub(super) fn class_of(size: usize) -> Option<usize> {
    if size == MIN_CACHED {
        return Some(0);
    }
    if !(MIN_CACHED..=MAX_CACHED).contains(&size) || size_class(size) != size {
        return None;
    }
    let doublings = ((size - 1) / MIN_CACHED).ilog2() as usize;
    // From 9 to 16 eighths of the power of two below.
    Some(doublings * STEPS + size / step_below(size) - STEPS)
}

/// Bytes reserved that are not a chunk; returned on drop.
#[derive(Debug)]
pub(crate) struct Charge {
    bytes: usize,
    pool: Arc<MemoryPool>,
}

impl Charge {
    /// For bytes that the pool counts as reserved already.
    pub(super) fn new(pool: &Arc<MemoryPool>, bytes: usize) -> Self {
        Self { bytes, pool: pool.clone() }
    }

    pub(crate) fn none(pool: &Arc<MemoryPool>) -> Self {
        Self::new(pool, 0)
    }

    /// So many bytes of it as a charge of their own; at most what it has.
    pub(crate) fn split_off(&mut self, bytes: usize) -> Self {
        let bytes = bytes.min(self.bytes);
        self.bytes -= bytes;
        Self { bytes, pool: self.pool.clone() }
    }

    pub(crate) fn absorb(&mut self, mut other: Self) {
        self.bytes += std::mem::take(&mut other.bytes);
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        if self.bytes > 0 {
            self.pool.credit(self.bytes);
        }
    }
}

/// A chunk of batch memory; returns to the pool on drop, wherever that happens.
#[derive(Debug)]
pub(crate) struct PooledChunk {
    buffer: Vec<u8>,
    size: usize,
    pool: Arc<MemoryPool>,
}

impl PooledChunk {
    /// Of `size` bytes that the pool counts as reserved already.
    pub(super) fn new(pool: &Arc<MemoryPool>, size: usize, buffer: Vec<u8>) -> Self {
        Self { buffer, size, pool: pool.clone() }
    }

    /// A chunk that does not count towards `buffer.memory`.
    pub(crate) fn uncounted(pool: &Arc<MemoryPool>, size: usize) -> Self {
        Self::new(pool, 0, Vec::with_capacity(size))
    }

    /// Bytes that the chunk holds when full.
    pub(crate) fn capacity(&self) -> usize {
        self.size
    }
}

impl AsRef<[u8]> for PooledChunk {
    fn as_ref(&self) -> &[u8] {
        &self.buffer
    }
}

impl Chunk for PooledChunk {
    fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }
}

impl Drop for PooledChunk {
    fn drop(&mut self) {
        // Not cleared: the builder fills a chunk from its start, and zeroing it again would cost as much as the copy.
        self.pool.release(self.size, std::mem::take(&mut self.buffer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R11.
    #[test]
    fn every_size_has_a_class_that_wastes_at_most_an_eighth() {
        let mut before = None;
        for bytes in 1..=MAX_CACHED + 1 {
            let size = size_class(bytes);
            assert!(
                size >= bytes && (size <= MIN_CACHED || size <= bytes + bytes / STEPS),
                "{bytes} in {size}"
            );
            let class = class_of(size);
            assert_eq!(class.is_some(), size <= MAX_CACHED, "{bytes} in {size}");
            if class != before {
                // Numbered without a gap, in order of size.
                assert_eq!(
                    class,
                    if size > MAX_CACHED { None } else { Some(before.map_or(0, |b| b + 1)) },
                    "{size}"
                );
                before = class;
            }
        }
        assert_eq!(class_of(MAX_CACHED), Some(CLASSES - 1));
    }
}
