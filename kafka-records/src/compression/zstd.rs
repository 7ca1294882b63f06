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
