//! How well records compress, learned batch by batch.
//!
//! A batch is compressed when it is closed, so while it is open its size on the wire is an estimate.

use crate::batch::header::HEADER_LEN;
use crate::compression::Compression;

/// Compression ratios (compressed by uncompressed bytes) of one topic, by codec.
///
/// A value object: the owner keeps one a topic and producer. The estimate rises fast and falls slowly, since a batch that
/// turns out larger than estimated may be refused by the broker, and one that is smaller only costs a little room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CompressionRatios([f32; Compression::ALL.len()]);

impl CompressionRatios {
    /// Nothing observed: every codec is taken to save nothing.
    pub const fn new() -> Self {
        Self([1.0; Compression::ALL.len()])
    }

    /// The ratio expected of the next batch.
    pub fn ratio(&self, compression: Compression) -> f32 {
        self.0[usize::from(compression.id())]
    }

    /// Takes in the real ratio of a closed batch.
    ///
    /// A worse one than expected counts in full, and at least 0.05; a better one moves the expectation by at most 0.005.
    pub fn observe(&mut self, compression: Compression, ratio: f32) {
        let current = &mut self.0[usize::from(compression.id())];
        if ratio > *current {
            *current = (*current + WORSENING).max(ratio);
        } else if ratio < *current {
            *current = (*current - IMPROVEMENT).max(ratio);
        }
    }

    /// Expected size on the wire of a batch with so many bytes of records: header included, 5 % on the safe side with a
    /// codec, exact without.
    pub fn estimate(&self, compression: Compression, records_len: usize) -> usize {
        if compression == Compression::None {
            return HEADER_LEN + records_len;
        }
        HEADER_LEN + (records_len as f32 * self.ratio(compression) * SAFETY) as usize
    }
}

impl Default for CompressionRatios {
    fn default() -> Self {
        Self::new()
    }
}

const WORSENING: f32 = 0.05;
const IMPROVEMENT: f32 = 0.005;
const SAFETY: f32 = 1.05;

#[cfg(test)]
mod tests {
    use super::*;

    /// R68.
    #[test]
    fn estimates_start_at_no_saving_and_are_exact_without_a_codec() {
        let ratios = CompressionRatios::new();
        assert_eq!(ratios.estimate(Compression::Lz4, 1000), 61 + 1050);
        assert_eq!(ratios.estimate(Compression::None, 1000), 1061);
    }

    /// R63, R64.
    #[test]
    fn a_ratio_falls_slowly_and_rises_fast() {
        let mut ratios = CompressionRatios::new();
        ratios.observe(Compression::Gzip, 0.2);
        assert!((ratios.ratio(Compression::Gzip) - 0.995).abs() < 1e-6);
        for _ in 0..400 {
            ratios.observe(Compression::Gzip, 0.2);
        }
        assert!((ratios.ratio(Compression::Gzip) - 0.2).abs() < 1e-6);
        ratios.observe(Compression::Gzip, 0.21);
        assert!((ratios.ratio(Compression::Gzip) - 0.25).abs() < 1e-6);
        ratios.observe(Compression::Gzip, 0.8);
        assert!((ratios.ratio(Compression::Gzip) - 0.8).abs() < 1e-6);
        ratios.observe(Compression::Gzip, 0.8);
        assert!((ratios.ratio(Compression::Gzip) - 0.8).abs() < 1e-6);
        assert!((ratios.ratio(Compression::Zstd) - 1.0).abs() < 1e-6, "codecs are apart");
    }
}
