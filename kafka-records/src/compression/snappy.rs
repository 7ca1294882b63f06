//! Snappy in the framing of xerial's library, which is Kafka's; raw blocks are read too, since older clients wrote them.
//!
//! ```text
//! 82 'S' 'N' 'A' 'P' 'P' 'Y' 00 | version 1 | least compatible version 1 | { length | raw snappy block } ...
//!                                    int32                int32               int32
//! ```

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use snap::raw::{Decoder, Encoder, decompress_len, max_compress_len};

use super::output::{Output, for_each_block};
use super::pool::Pool;
use super::room::Room;
use super::{Compression, DecompressionLimit};
use crate::error::CompressionError;

pub(super) fn compress(slices: &[&[u8]], out: &mut Room) -> Result<(), CompressionError> {
    let failed = |error| CompressionError::encoder(Compression::Snappy, error);
    out.put(&HEADER);
    let mut state = STATES.take(|_| true).unwrap_or_else(State::new);
    let State { encoder, scratch } = &mut state;
    for_each_block(slices, BLOCK, scratch, |input| {
        let spare = out.spare(WORD + max_compress_len(input.len()));
        let Some((word, block)) = spare.split_first_chunk_mut::<WORD>() else { return Ok(()) };
        let len = encoder.compress(input, block).map_err(|error| failed(error.to_string()))?;
        *word = i32::try_from(len).map_err(|error| failed(error.to_string()))?.to_be_bytes();
        out.advance(WORD + len);
        Ok(())
    })?;
    STATES.put(state);
    Ok(())
}

pub(super) fn decompress(input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
    let mut output = Output::new(Compression::Snappy, limit);
    if !input.starts_with(MAGIC) {
        raw_block(input, &mut output)?;
        return Ok(output.into_bytes());
    }
    let mut rest = input;
    while !rest.is_empty() {
        // Streams may follow one another; no block is as long as the magic would be if read as a length.
        if rest.starts_with(MAGIC) {
            rest = rest.get(HEADER.len()..).ok_or_else(|| corrupt("the stream ends in its header"))?;
            continue;
        }
        let (len, tail) =
            rest.split_first_chunk().ok_or_else(|| corrupt("the stream ends in a block length"))?;
        let len = usize::try_from(i32::from_be_bytes(*len)).map_err(|_| corrupt("negative block length"))?;
        let (block, tail) =
            tail.split_at_checked(len).ok_or_else(|| corrupt("the stream ends in a block"))?;
        raw_block(block, &mut output)?;
        rest = tail;
    }
    Ok(output.into_bytes())
}

fn raw_block(block: &[u8], output: &mut Output) -> Result<(), CompressionError> {
    let len = decompress_len(block).map_err(corrupt)?;
    // A claim that the block cannot keep must not cost memory.
    if len > block.len().saturating_mul(MAX_RATIO) {
        return Err(corrupt("the block declares more than it can hold"));
    }
    output.check_declared(u64::try_from(len).unwrap_or(u64::MAX))?;
    output.fill(len, |out| Decoder::new().decompress(block, out)).map_err(corrupt)?;
    Ok(())
}

fn corrupt(reason: impl ToString) -> CompressionError {
    CompressionError::corrupt(Compression::Snappy, reason)
}

struct State {
    encoder: Encoder,
    scratch: Vec<u8>,
}

impl State {
    fn new() -> Self {
        Self { encoder: Encoder::new(), scratch: Vec::new() }
    }
}

static STATES: Pool<State> = Pool::new();

const MAGIC: &[u8] = b"\x82SNAPPY\0";

/// Magic, version 1, least compatible version 1.
const HEADER: [u8; 16] = *b"\x82SNAPPY\0\0\0\0\x01\0\0\0\x01";

/// Uncompressed bytes a block, xerial's default.
const BLOCK: usize = 32 * 1024;

/// Bytes of a block's length.
const WORD: usize = 4;

/// The densest element is a copy of 64 bytes in three.
const MAX_RATIO: usize = 22;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compression::room::written;

    const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

    fn compress(slices: &[&[u8]]) -> Result<Vec<u8>, CompressionError> {
        written(|out| super::compress(slices, out))
    }

    #[test]
    fn the_framing_is_xerials() {
        let out = compress(&[&vec![7; 40_000]]).unwrap();
        assert_eq!(out[..16], [0x82, b'S', b'N', b'A', b'P', b'P', b'Y', 0, 0, 0, 0, 1, 0, 0, 0, 1]);
        let len = u32::from_be_bytes(*out[16..].first_chunk().unwrap());
        let len = usize::try_from(len).unwrap();
        assert_eq!(decompress_len(&out[20..20 + len]), Ok(BLOCK), "blocks hold 32 KiB");
        assert_eq!(decompress(&out, LIMIT).unwrap(), vec![7; 40_000]);
    }

    #[test]
    fn a_raw_block_is_read_too() {
        let raw = Encoder::new().compress_vec(b"from an older client").unwrap();
        assert_eq!(decompress(&raw, LIMIT).unwrap(), b"from an older client");
    }

    #[test]
    fn streams_that_follow_one_another_are_read() {
        let mut input = compress(&[b"one "]).unwrap();
        input.extend(compress(&[b"two"]).unwrap());
        assert_eq!(decompress(&input, LIMIT).unwrap(), b"one two");
        assert!(decompress(&input, DecompressionLimit::bytes(6)).is_err());
    }

    #[test]
    fn a_size_that_a_block_cannot_hold_costs_no_memory() {
        // Declares 4 GiB - 1.
        let claim = [0xff, 0xff, 0xff, 0xff, 0x0f, 0];
        let limit = DecompressionLimit::bytes(usize::MAX / 2);
        assert!(matches!(decompress(&claim, limit), Err(CompressionError::Corrupt { .. })));
    }

    #[test]
    fn a_negative_block_length_is_an_error() {
        let mut input = HEADER.to_vec();
        input.extend((-5_i32).to_be_bytes());
        assert!(matches!(decompress(&input, LIMIT), Err(CompressionError::Corrupt { .. })));
    }
}
