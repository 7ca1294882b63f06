//! Zstandard, by the reference library without its legacy formats.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use std::cell::RefCell;

use zstd::bulk::Compressor;
use zstd::stream::read::Decoder;
use zstd::zstd_safe;

use super::output::Output;
use super::{Compression, DecompressionLimit};
use crate::error::CompressionError;

pub(super) fn compress(slices: &[&[u8]], level: Option<i32>) -> Result<Vec<u8>, CompressionError> {
    let failed = |error| CompressionError::encoder(Compression::Zstd, error);
    let level = level.unwrap_or(DEFAULT_LEVEL);
    STATE.with_borrow_mut(|State { encoder, scratch }| {
        let (kept, encoder) = match encoder {
            Some(encoder) => encoder,
            None => encoder.insert((level, Compressor::new(level).map_err(failed)?)),
        };
        if *kept != level {
            encoder.set_compression_level(level).map_err(failed)?;
            *kept = level;
        }
        // One contiguous input lets the library choose its tables by size; the copy is small beside the compression.
        let input = match slices {
            [one] => one,
            many => {
                scratch.clear();
                for slice in many {
                    scratch.extend_from_slice(slice);
                }
                &scratch[..]
            }
        };
        encoder.compress(input).map_err(failed)
    })
}

pub(super) fn decompress(input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
    let corrupt = |error| CompressionError::corrupt(Compression::Zstd, error);
    let mut output = Output::new(Compression::Zstd, limit);
    let declared = zstd_safe::get_frame_content_size(input).ok().flatten().unwrap_or(0);
    output.check_declared(declared)?;
    // A declared size is believed only as far as the input could plausibly hold it.
    let expected = usize::try_from(declared).unwrap_or(usize::MAX).min(input.len().saturating_mul(16));
    let mut decoder = Decoder::with_buffer(input).map_err(corrupt)?;
    decoder.window_log_max(limit.zstd_window_log.clamp(10, 27)).map_err(corrupt)?;
    output.read_all(decoder, expected)?;
    Ok(output.into_bytes())
}

struct State {
    encoder: Option<(i32, Compressor<'static>)>,
    scratch: Vec<u8>,
}

thread_local! {
    /// The encoder's tables are up to megabytes, too much to make anew for each batch.
    static STATE: RefCell<State> = const { RefCell::new(State { encoder: None, scratch: Vec::new() }) };
}

const DEFAULT_LEVEL: i32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_frames_are_one_stream_and_count_together() {
        let mut input = compress(&[b"one "], None).unwrap();
        // A skippable frame.
        input.extend([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
        input.extend(compress(&[b"two"], Some(19)).unwrap());
        assert_eq!(decompress(&input, DecompressionLimit::bytes(7)).unwrap(), b"one two");
        assert!(decompress(&input, DecompressionLimit::bytes(6)).is_err());
    }

    #[test]
    fn a_window_larger_than_allowed_is_refused() {
        // Without a content size in the header, the window is what the level says: 8 MiB at 19.
        let input = zstd::stream::encode_all(&[1_u8; 5000][..], 19).unwrap();
        let limit = |zstd_window_log| DecompressionLimit { max_len: 5000, zstd_window_log };
        assert_eq!(decompress(&input, limit(27)).unwrap(), [1; 5000]);
        assert!(decompress(&input, limit(20)).is_err());
    }

    #[test]
    fn a_declared_size_beyond_the_limit_is_refused_at_once() {
        let input = compress(&[&vec![0; 100_000]], None).unwrap();
        // The frame's header alone tells it.
        let refused = decompress(&input[..9], DecompressionLimit::bytes(99_999));
        assert_eq!(
            refused,
            Err(CompressionError::LimitExceeded { compression: Compression::Zstd, limit: 99_999 })
        );
    }
}
