//! What compressors write to: memory that is kept for the next batch.

#![cfg_attr(
    not(any(feature = "gzip", feature = "snappy", feature = "lz4", feature = "zstd")),
    allow(dead_code, reason = "only codecs use it")
)]

use super::pool::Pool;

/// Bytes that a compressor produces. Fresh memory for each batch would cost a page fault for each page of it.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// What has come, and behind it what earlier batches left.
    bytes: Vec<u8>,
    /// Bytes that have come.
    len: usize,
}

impl Room {
    /// An empty one.
    pub(crate) fn take() -> Self {
        let bytes = IDLE.take(|_| true).unwrap_or_default();
        Self { bytes, len: 0 }
    }

    /// At least `len` bytes behind what has come, whatever they hold; [`Room::advance`] keeps the first of them.
    pub(super) fn spare(&mut self, len: usize) -> &mut [u8] {
        let wanted = self.len.saturating_add(len);
        if self.bytes.len() < wanted {
            let grown = wanted.max(self.bytes.len().saturating_mul(2)).next_multiple_of(STEP);
            self.bytes.resize(grown, 0);
        }
        self.bytes.get_mut(self.len..).unwrap_or_default()
    }

    /// Keeps so many bytes of the spare ones.
    pub(super) fn advance(&mut self, len: usize) {
        self.len = self.len.saturating_add(len).min(self.bytes.len());
    }

    pub(super) fn put(&mut self, bytes: &[u8]) {
        if let Some(spare) = self.spare(bytes.len()).get_mut(..bytes.len()) {
            spare.copy_from_slice(bytes);
        }
        self.advance(bytes.len());
    }

    /// What has come.
    pub(crate) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// What `compress` writes.
#[cfg(test)]
pub(super) fn written<E>(compress: impl FnOnce(&mut Room) -> Result<(), E>) -> Result<Vec<u8>, E> {
    let mut room = Room::take();
    compress(&mut room)?;
    Ok(room.as_slice().to_vec())
}

impl Drop for Room {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if (1..=MAX_KEPT).contains(&bytes.len()) {
            IDLE.put(bytes);
        }
    }
}

static IDLE: Pool<Vec<u8>> = Pool::new();

/// Memory grows by whole multiples of so many bytes.
const STEP: usize = 4096;

/// Bytes that idle memory may be: the output of a batch of 1 MiB, whatever is in it.
const MAX_KEPT: usize = 5 << 18;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_is_kept_and_what_was_there_before_is_not_seen() {
        let mut room = Room { bytes: vec![7; 10], len: 0 };
        assert_eq!(room.as_slice(), b"");
        room.put(b"ab");
        let spare = room.spare(20);
        assert!(spare.len() >= 20);
        spare[..3].copy_from_slice(b"cde");
        room.advance(2);
        room.put(b"f");
        assert_eq!(room.as_slice(), b"abcdf");
    }
}
