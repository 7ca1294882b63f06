//! What the codecs share: input in blocks, output under a limit.

#![cfg_attr(
    not(any(feature = "gzip", feature = "snappy", feature = "lz4", feature = "zstd")),
    allow(dead_code, reason = "only codecs use it")
)]

use super::{Compression, DecompressionLimit};
use crate::error::CompressionError;

/// Calls `each` with blocks of `size` bytes (the last may be shorter) of the slices laid end to end. A block that lies in
/// one slice is not copied; the others are gathered in `scratch`.
#[cfg(any(feature = "snappy", feature = "lz4"))]
pub(super) fn for_each_block<E>(
    slices: &[&[u8]],
    size: usize,
    scratch: &mut Vec<u8>,
    mut each: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    scratch.clear();
    for slice in slices {
        let mut rest = *slice;
        if !scratch.is_empty() {
            let (head, tail) = rest.split_at(rest.len().min(size - scratch.len()));
            scratch.extend_from_slice(head);
            rest = tail;
            if scratch.len() < size {
                continue;
            }
            each(scratch)?;
            scratch.clear();
        }
        let mut blocks = rest.chunks_exact(size);
        for block in &mut blocks {
            each(block)?;
        }
        scratch.extend_from_slice(blocks.remainder());
    }
    if !scratch.is_empty() {
        each(scratch)?;
    }
    Ok(())
}

/// Decompressed bytes that never become more than the limit.
///
/// The vector grows by doubling, but never beyond the limit and the one byte that shows it exceeded.
pub(super) struct Output {
    /// What has come so far, and room that is ready for more.
    bytes: Vec<u8>,
    /// Bytes that have come.
    len: usize,
    compression: Compression,
    max_len: usize,
}

impl Output {
    pub(super) fn new(compression: Compression, limit: DecompressionLimit) -> Self {
        Self { bytes: Vec::new(), len: 0, compression, max_len: limit.max_len }
    }

    /// What may still come.
    #[cfg(any(feature = "snappy", feature = "lz4", feature = "zstd"))]
    pub(super) fn room(&self) -> usize {
        self.max_len - self.len
    }

    pub(super) fn exceeded(&self) -> CompressionError {
        CompressionError::LimitExceeded { compression: self.compression, limit: self.max_len }
    }

    #[cfg(any(feature = "gzip", feature = "lz4"))]
    pub(super) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.len);
        self.bytes
    }

    /// Refuses a size that the input declares, before anything is allocated for it.
    #[cfg(any(feature = "snappy", feature = "lz4", feature = "zstd"))]
    pub(super) fn check_declared(&self, len: u64) -> Result<(), CompressionError> {
        if len > self.room() as u64 { Err(self.exceeded()) } else { Ok(()) }
    }

    #[cfg(feature = "lz4")]
    pub(super) fn extend_from_slice(&mut self, bytes: &[u8]) -> Result<(), CompressionError> {
        self.check_declared(bytes.len() as u64)?;
        self.bytes.truncate(self.len);
        self.grow_to(self.len + bytes.len());
        self.bytes.extend_from_slice(bytes);
        self.len = self.bytes.len();
        Ok(())
    }

    /// Lets `fill` write into `len` zeroed bytes behind the rest and keeps as many as it says. `len` is within the room.
    #[cfg(any(feature = "snappy", feature = "lz4"))]
    pub(super) fn fill<E>(
        &mut self,
        len: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<usize, E>,
    ) -> Result<usize, E> {
        self.bytes.truncate(self.len);
        self.grow_to(self.len + len);
        self.bytes.resize(self.len + len, 0);
        let filled = fill(self.bytes.get_mut(self.len..).unwrap_or_default())?;
        self.len += filled;
        Ok(filled)
    }

    /// Takes all that a decoder produces. `produce` fills a slice from its start and says how far, and whether that was all;
    /// it is called with a slice that is not empty until it says so. `expected` bytes are made room for at once, unless
    /// there is room: streams that follow one another share it, however many they are, and it is zeroed once.
    #[cfg(any(feature = "gzip", feature = "zstd"))]
    pub(super) fn read_all(
        &mut self,
        expected: usize,
        mut produce: impl FnMut(&mut [u8]) -> Result<(usize, bool), CompressionError>,
    ) -> Result<(), CompressionError> {
        // One byte beyond the limit shows that it is exceeded.
        let end = self.max_len.saturating_add(1);
        let mut expected = self.len.saturating_add(expected).saturating_add(1);
        loop {
            if self.len == self.bytes.len() {
                let wanted = (self.len * 2).max(expected).max(START).min(end);
                expected = 0;
                self.bytes.reserve_exact(wanted - self.len);
                self.bytes.resize(wanted, 0);
            }
            let (produced, done) = produce(self.bytes.get_mut(self.len..).unwrap_or_default())?;
            self.len += produced;
            if self.len > self.max_len {
                return Err(self.exceeded());
            }
            if done {
                break;
            }
        }
        Ok(())
    }

    #[cfg(any(feature = "snappy", feature = "lz4"))]
    fn grow_to(&mut self, len: usize) {
        if len > self.bytes.capacity() {
            let wanted = (self.bytes.capacity() * 2).max(len).min(self.max_len.max(len));
            self.bytes.reserve_exact(wanted - self.bytes.len());
        }
    }
}

/// First allocation when nothing tells the size.
#[cfg(any(feature = "gzip", feature = "zstd"))]
const START: usize = 4096;

#[cfg(all(test, any(feature = "gzip", feature = "zstd")))]
mod tests {
    use super::*;

    /// I34.
    #[test]
    fn room_that_is_left_is_not_made_again_for_each_stream() {
        let mut output = Output::new(Compression::Gzip, DecompressionLimit::bytes(1 << 20));
        let mut room = 0;
        let first = |out: &mut [u8]| {
            room = out.len();
            out.fill(7);
            Ok((room - 10, true))
        };
        output.read_all(5000, first).unwrap();
        for stream in 0..100 {
            let empty = |out: &mut [u8]| {
                // What nobody has written over shows that nobody has cleared it either, which would take time for each.
                assert_eq!(out, [7; 10], "stream {stream}");
                Ok((0, true))
            };
            output.read_all(5000, empty).unwrap();
        }
        assert_eq!(output.into_bytes(), vec![7; room - 10]);
    }
}
