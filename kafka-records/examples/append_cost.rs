//! Appends records and seals batches, for counting instructions: the hot path of a producer, alone.
//!
//! ```text
//! cargo build --release --example append_cost
//! valgrind --tool=callgrind target/release/examples/append_cost 1000000 100 seal
//! ```
//!
//! Without `seal`, batches are dropped open; the difference of both counts is the cost of sealing.

use std::sync::{Arc, Mutex, PoisonError};

use kafka_records::{BatchBuilder, Chunk, Codec, Compression, ProducerStamp, RecordRef};

fn main() {
    let mut args = std::env::args().skip(1);
    let records: u32 = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let value_len: usize = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(100);
    let seal = args.next().is_some_and(|arg| arg == "seal");

    let value = vec![b'x'; value_len];
    let pool = Pool::default();
    let mut batch = BatchBuilder::new(Compression::None);
    let mut sealed_bytes = 0;
    for index in 0..records {
        let record = RecordRef {
            timestamp: 1_700_000_000_000 + i64::from(index >> 10),
            key: None,
            value: Some(&value),
            headers: &[],
        };
        if batch.append(&record).is_err() {
            sealed_bytes += close(&mut batch, seal);
            batch.add_chunk(Pooled::take(&pool));
            batch.append(&record).expect("a chunk is larger than the record");
        }
    }
    sealed_bytes += close(&mut batch, seal);
    println!("{records} records, {sealed_bytes} bytes sealed");
}

fn close(batch: &mut BatchBuilder<Pooled>, seal: bool) -> usize {
    let batch = std::mem::replace(batch, BatchBuilder::new(Compression::None));
    if !seal || batch.is_empty() {
        return batch.count() as usize & 1;
    }
    let sealed = batch.finish(&Codec::NONE).expect("the batch has records");
    sealed.segments(&ProducerStamp::NONE).iter().map(bytes::Bytes::len).sum()
}

type Pool = Arc<Mutex<Vec<Vec<u8>>>>;

/// A chunk that goes back to its pool, as a producer's does.
struct Pooled {
    bytes: Vec<u8>,
    pool: Pool,
}

impl Pooled {
    fn take(pool: &Pool) -> Self {
        let bytes = pool.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Self { bytes: bytes.unwrap_or_else(|| Vec::with_capacity(CHUNK)), pool: Arc::clone(pool) }
    }
}

impl AsRef<[u8]> for Pooled {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Chunk for Pooled {
    #[inline]
    fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }
}

impl Drop for Pooled {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).push(bytes);
    }
}

const CHUNK: usize = 1 << 16;
