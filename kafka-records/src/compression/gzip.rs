//! gzip, by zlib-rs.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use std::cell::RefCell;

use flate2::bufread::MultiGzDecoder;
use flate2::{Compress, FlushCompress, Status};

use super::output::Output;
use super::{Compression, DecompressionLimit};
use crate::error::CompressionError;

pub(super) fn compress(slices: &[&[u8]], level: Option<i32>) -> Result<Vec<u8>, CompressionError> {
    // The level was validated; -1 asks for the default.
    let level = level.and_then(|level| u32::try_from(level).ok()).unwrap_or(DEFAULT_LEVEL);
    ENCODER.with_borrow_mut(|slot| {
        // Only one level is in use at a time, unless several producers share a thread.
        let (_, encoder) = match slot {
            Some((kept, encoder)) if *kept == level => {
                encoder.reset();
                slot.as_mut()
            }
            _ => Some(
                &mut *slot.insert((level, Compress::new_gzip(flate2::Compression::new(level), WINDOW_BITS))),
            ),
        }
        .ok_or_else(|| CompressionError::encoder(Compression::Gzip, "no encoder"))?;
        run(encoder, slices)
    })
}

fn run(encoder: &mut Compress, slices: &[&[u8]]) -> Result<Vec<u8>, CompressionError> {
    let input_len: usize = slices.iter().map(|slice| slice.len()).sum();
    let mut out = Vec::with_capacity(input_len / 2 + 64);
    let mut step = |input: &[u8], flush| -> Result<(usize, Status), CompressionError> {
        if out.capacity() == out.len() {
            out.reserve(out.len().max(64));
        }
        let before = encoder.total_in();
        let status = encoder
            .compress_vec(input, &mut out, flush)
            .map_err(|error| CompressionError::encoder(Compression::Gzip, error))?;
        let consumed = usize::try_from(encoder.total_in() - before).unwrap_or(input.len());
        Ok((consumed, status))
    };
    for slice in slices {
        let mut rest = *slice;
        while !rest.is_empty() {
            let (consumed, _) = step(rest, FlushCompress::None)?;
            rest = rest.get(consumed..).unwrap_or_default();
        }
    }
    while step(&[], FlushCompress::Finish)?.1 != Status::StreamEnd {}
    Ok(out)
}

pub(super) fn decompress(input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
    let mut output = Output::new(Compression::Gzip, limit);
    output.read_all(MultiGzDecoder::new(input), 0)?;
    Ok(output.into_bytes())
}

thread_local! {
    /// The encoder's tables are a quarter of a megabyte, too much to make anew for each batch.
    static ENCODER: RefCell<Option<(u32, Compress)>> = const { RefCell::new(None) };
}

/// What zlib means by -1.
const DEFAULT_LEVEL: u32 = 6;

/// 32 KiB, the most that deflate has.
const WINDOW_BITS: u8 = 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_members_are_one_stream_and_count_together() {
        let mut input = compress(&[b"one "], None).unwrap();
        input.extend(compress(&[b"two"], Some(9)).unwrap());
        assert_eq!(decompress(&input, DecompressionLimit::bytes(7)).unwrap(), b"one two");
        assert!(decompress(&input, DecompressionLimit::bytes(6)).is_err());
    }

    #[test]
    fn a_wrong_checksum_is_an_error() {
        let mut input = compress(&[b"some bytes"], None).unwrap();
        let at = input.len() - 8;
        input[at] ^= 1;
        assert!(matches!(
            decompress(&input, DecompressionLimit::bytes(100)),
            Err(CompressionError::Corrupt { .. })
        ));
    }
}
