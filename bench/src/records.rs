//! The codec crate alone, and the least that any could do.

use std::hint::black_box;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use kafka_records::{
    BatchBuilder, Chunk, Codec, Compression, DecompressionLimit, ProducerStamp, RecordBatch, RecordRef,
};

const RECORD: RecordRef<'static> =
    RecordRef { timestamp: 1_700_000_000_000, key: None, value: Some(&[b'x'; 100]), headers: &[] };
/// Bytes of such a record in a batch, most of the time.
const ENCODED: usize = 109;
const CHUNK: usize = 16 << 10;

/// Batches of 16 KiB, sealed, each in fresh memory, which the builder zeroes.
pub(crate) fn append(records: u64) {
    let mut left = records;
    while left > 0 {
        black_box(fill(&mut left, Vec::with_capacity(CHUNK)));
    }
}

/// Batches of 16 KiB, sealed, in memory that is used again, as the producer's pool does.
pub(crate) fn build(records: u64) {
    let pool = Arc::new(Mutex::new(Some(vec![0; CHUNK])));
    let mut left = records;
    while left > 0 {
        let buffer = pool.lock().unwrap_or_else(PoisonError::into_inner).take().expect("came back");
        black_box(fill(&mut left, Pooled { buffer, pool: Arc::clone(&pool) }));
    }
}

/// The records of batches of 16 KiB, borrowed, with all checks.
pub(crate) fn read(records: u64) {
    let mut rest = u64::MAX;
    let batch = Bytes::from(fill(&mut rest, Vec::with_capacity(CHUNK)).concat());
    let count = u64::MAX - rest;
    let mut left = records;
    while left > 0 {
        let batch = RecordBatch::parse_exact(black_box(&batch)).expect("it is a batch");
        let mut views = batch.records(DecompressionLimit::bytes(CHUNK)).expect("it has records");
        while let Some(Ok(view)) = views.next_view() {
            black_box((view.offset, view.timestamp, view.key, view.value));
        }
        left = left.saturating_sub(count);
    }
}

/// As many bytes copied, value by value, and their checksum: what no codec can save.
pub(crate) fn copy_and_checksum(records: u64) {
    // Of a length that the compiler does not know, as values are.
    let value = black_box(vec![b'x'; ENCODED]);
    let mut buffer = vec![0; CHUNK];
    let mut left = records;
    while left > 0 {
        let mut used = 0;
        while left > 0
            && let Some(slot) = buffer.get_mut(used..used + black_box(&value).len())
        {
            slot.copy_from_slice(black_box(&value));
            used += slot.len();
            left -= 1;
        }
        black_box(crc32c::crc32c(&buffer[..used]));
    }
}

fn fill<C: Chunk>(left: &mut u64, chunk: C) -> Vec<Bytes> {
    let mut builder = BatchBuilder::<C>::new(Compression::None);
    builder.add_chunk(chunk);
    while *left > 0 && builder.append(black_box(&RECORD)).is_ok() {
        *left -= 1;
    }
    let sealed = builder.finish(&Codec::new(Compression::None)).expect("the batch has records");
    sealed.segments(&ProducerStamp::NONE)
}

/// A chunk that comes back when the last reference to its bytes is gone.
struct Pooled {
    buffer: Vec<u8>,
    pool: Arc<Mutex<Option<Vec<u8>>>>,
}

impl Chunk for Pooled {
    fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }
}

impl AsRef<[u8]> for Pooled {
    fn as_ref(&self) -> &[u8] {
        &self.buffer
    }
}

impl Drop for Pooled {
    fn drop(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).replace(buffer);
    }
}
