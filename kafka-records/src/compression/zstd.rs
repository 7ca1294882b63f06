//! Zstandard, by the reference library without its legacy formats.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use zstd::bulk::Compressor;
use zstd::zstd_safe::{self, DCtx, DParameter, InBuffer, OutBuffer, ResetDirective};

use super::output::Output;
use super::pool::{Pool, trim};
use super::room::Room;
use super::{Compression, DecompressionLimit};
use crate::error::CompressionError;

pub(super) fn compress(slices: &[&[u8]], level: Option<i32>, out: &mut Room) -> Result<(), CompressionError> {
    let failed = |error| CompressionError::encoder(Compression::Zstd, error);
    let level = level.unwrap_or(DEFAULT_LEVEL);
    let kept = ENCODERS.take(|kept| kept.level == level);
    let mut state = match kept {
        Some(state) => state,
        None => State { level, encoder: Compressor::new(level).map_err(failed)?, scratch: Vec::new() },
    };
    let State { encoder, scratch, .. } = &mut state;
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
    let spare = out.spare(zstd_safe::compress_bound(input.len()));
    let len = encoder.compress_to_buffer(input, spare).map_err(failed)?;
    out.advance(len);
    trim(scratch);
    if encoder.context_mut().sizeof() <= MAX_KEPT {
        ENCODERS.put(state);
    }
    Ok(())
}

pub(super) fn decompress(input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
    if input.is_empty() {
        return Err(corrupt("no frame"));
    }
    let mut output = Output::new(Compression::Zstd, limit);
    let declared = zstd_safe::get_frame_content_size(input).ok().flatten().unwrap_or(0);
    output.check_declared(declared)?;
    // A declared size is believed only as far as the input could plausibly hold it.
    let expected = usize::try_from(declared).unwrap_or(usize::MAX).min(input.len().saturating_mul(16));
    let kept = DECODERS.take(|_| true).or_else(DCtx::try_create);
    let mut decoder = kept.ok_or_else(|| corrupt("no memory for a decoder"))?;
    decoder.reset(ResetDirective::SessionOnly).map_err(failed)?;
    let window = DParameter::WindowLogMax(limit.zstd_window_log.clamp(10, 27));
    decoder.set_parameter(window).map_err(failed)?;
    frames(&mut decoder, input, &mut output, expected)?;
    if decoder.sizeof() <= MAX_KEPT {
        DECODERS.put(decoder);
    }
    Ok(output.into_bytes())
}

/// Frames one after the other, skippable ones among them.
fn frames(
    decoder: &mut DCtx<'static>,
    input: &[u8],
    output: &mut Output,
    expected: usize,
) -> Result<(), CompressionError> {
    let mut input = InBuffer::around(input);
    // What the library still expects of the frame; 0 between two.
    let mut wanted = 0;
    output.read_all(expected, |out| {
        loop {
            let consumed = input.pos();
            if consumed == input.src.len() && wanted == 0 {
                return Ok((0, true));
            }
            let mut out = OutBuffer::around(&mut *out);
            wanted = decoder.decompress_stream(&mut out, &mut input).map_err(failed)?;
            if out.pos() > 0 {
                return Ok((out.pos(), false));
            }
            if input.pos() == consumed {
                return Err(corrupt("the frame ends early"));
            }
        }
    })
}

fn failed(code: zstd_safe::ErrorCode) -> CompressionError {
    corrupt(zstd_safe::get_error_name(code))
}

fn corrupt(reason: &str) -> CompressionError {
    CompressionError::corrupt(Compression::Zstd, reason)
}

struct State {
    level: i32,
    encoder: Compressor<'static>,
    scratch: Vec<u8>,
}

static ENCODERS: Pool<State> = Pool::new();

static DECODERS: Pool<DCtx<'static>> = Pool::new();

/// Bytes that an idle context may keep: enough for the levels in common use, not for the largest tables and windows.
const MAX_KEPT: usize = 8 << 20;

const DEFAULT_LEVEL: i32 = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compression::room::written;

    fn compress(slices: &[&[u8]], level: Option<i32>) -> Result<Vec<u8>, CompressionError> {
        written(|out| super::compress(slices, level, out))
    }

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
        let limit =
            |zstd_window_log| DecompressionLimit { zstd_window_log, ..DecompressionLimit::bytes(5000) };
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
