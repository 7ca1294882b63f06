//! gzip (RFC 1952), with deflate by zlib-rs.
//!
//! The members' frames are read here, so that the inflater's state can be used again.
//!
//! ```text
//! 1F 8B 08 | FLG | time, XFL, OS | extra? | name? | comment? | CRC-16? | deflate ... | CRC-32 | size
//!   magic     1         6          2 + n     ..0      ..0        2                      4, LE   4, LE
//! ```

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use flate2::{Compress, Decompress, FlushCompress, FlushDecompress, Status};

use super::output::Output;
use super::pool::Pool;
use super::room::Room;
use super::{Compression, DecompressionLimit};
use crate::crc;
use crate::error::CompressionError;

pub(super) fn compress(slices: &[&[u8]], level: Option<i32>, out: &mut Room) -> Result<(), CompressionError> {
    // The level was validated; -1 asks for the default.
    let level = level.and_then(|level| u32::try_from(level).ok()).unwrap_or(DEFAULT_LEVEL);
    let (_, mut encoder) = ENCODERS
        .take(|(kept, _)| *kept == level)
        .unwrap_or_else(|| (level, Compress::new_gzip(flate2::Compression::new(level), WINDOW_BITS)));
    run(&mut encoder, slices, out)?;
    encoder.reset();
    ENCODERS.put((level, encoder));
    Ok(())
}

fn run(encoder: &mut Compress, slices: &[&[u8]], out: &mut Room) -> Result<(), CompressionError> {
    let mut step = |input: &[u8], flush| -> Result<(usize, Status), CompressionError> {
        let (before_in, before_out) = (encoder.total_in(), encoder.total_out());
        let status = encoder
            .compress(input, out.spare(LEAST), flush)
            .map_err(|error| CompressionError::encoder(Compression::Gzip, error))?;
        // Neither is more than what was given.
        out.advance(usize::try_from(encoder.total_out() - before_out).unwrap_or(0));
        let consumed = usize::try_from(encoder.total_in() - before_in).unwrap_or(input.len());
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
    Ok(())
}

pub(super) fn decompress(input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
    let mut output = Output::new(Compression::Gzip, limit);
    let mut decoder = DECODERS.take(|_| true).unwrap_or_else(|| Decompress::new(false));
    let mut rest = input;
    loop {
        rest = member(rest, &mut decoder, &mut output)?;
        if rest.is_empty() {
            break;
        }
    }
    DECODERS.put(decoder);
    Ok(output.into_bytes())
}

/// Decompresses the member at the front of `input` and returns what is behind it.
fn member<'a>(
    input: &'a [u8],
    decoder: &mut Decompress,
    output: &mut Output,
) -> Result<&'a [u8], CompressionError> {
    let deflated = header(input).ok_or_else(|| corrupt("no gzip header"))?;
    decoder.reset(false);
    let start = output.as_slice().len();
    // The input ends with the size, unless another member follows. A wrong one only makes the vector grow.
    let hint = input.last_chunk().map_or(0, |size| u32::from_le_bytes(*size));
    let most = deflated.len().saturating_mul(MAX_RATIO);
    let mut rest = deflated;
    output.read_all(usize::try_from(hint).unwrap_or(0).min(most), |out| {
        let (before_in, before_out) = (decoder.total_in(), decoder.total_out());
        let status = decoder.decompress(rest, out, FlushDecompress::None).map_err(corrupt)?;
        let consumed = usize::try_from(decoder.total_in() - before_in).unwrap_or(rest.len());
        let produced = usize::try_from(decoder.total_out() - before_out).unwrap_or(out.len());
        rest = rest.get(consumed..).unwrap_or_default();
        match status {
            // Nothing came although there was room: the input is at its end before the stream is.
            Status::Ok | Status::BufError if produced == 0 && consumed == 0 => {
                Err(corrupt("the stream ends early"))
            }
            status => Ok((produced, status == Status::StreamEnd)),
        }
    })?;
    let bytes = output.as_slice().get(start..).unwrap_or_default();
    let (stored_crc, rest) = rest.split_first_chunk().ok_or_else(|| corrupt("the stream ends early"))?;
    let (stored_len, rest) = rest.split_first_chunk().ok_or_else(|| corrupt("the stream ends early"))?;
    if u32::from_le_bytes(*stored_crc) != crc::crc32(bytes) {
        return Err(corrupt("checksum mismatch"));
    }
    // The size counts modulo 2^32.
    if Ok(u32::from_le_bytes(*stored_len)) != u32::try_from(bytes.len() & 0xffff_ffff) {
        return Err(corrupt("size mismatch"));
    }
    Ok(rest)
}

/// What is behind a member's header.
fn header(input: &[u8]) -> Option<&[u8]> {
    let (&[0x1f, 0x8b, DEFLATE, flags, ..], mut rest) = input.split_first_chunk::<10>()? else { return None };
    if flags & FLAG_RESERVED != 0 {
        return None;
    }
    if flags & FLAG_EXTRA != 0 {
        let (len, behind) = rest.split_first_chunk()?;
        rest = behind.get(usize::from(u16::from_le_bytes(*len))..)?;
    }
    for text in [FLAG_NAME, FLAG_COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & FLAG_HEADER_CRC != 0 {
        let (stored, behind) = rest.split_first_chunk()?;
        let [low, high, ..] = crc::crc32(input.get(..input.len() - rest.len())?).to_le_bytes();
        if *stored != [low, high] {
            return None;
        }
        rest = behind;
    }
    Some(rest)
}

fn corrupt(reason: impl ToString) -> CompressionError {
    CompressionError::corrupt(Compression::Gzip, reason)
}

/// By level.
static ENCODERS: Pool<(u32, Compress)> = Pool::new();

static DECODERS: Pool<Decompress> = Pool::new();

/// What zlib means by -1.
const DEFAULT_LEVEL: u32 = 6;

/// Room that the deflater gets for each step, at least.
const LEAST: usize = 4096;

/// 32 KiB, the most that deflate has.
const WINDOW_BITS: u8 = 15;

/// The densest code is one bit for 258 bytes, so 2064 are beyond what a byte can become.
const MAX_RATIO: usize = 2064;

const DEFLATE: u8 = 8;

const FLAG_HEADER_CRC: u8 = 1 << 1;
const FLAG_EXTRA: u8 = 1 << 2;
const FLAG_NAME: u8 = 1 << 3;
const FLAG_COMMENT: u8 = 1 << 4;
/// Bit 0 only says that the content is probably text.
const FLAG_RESERVED: u8 = 0b1110_0000;

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression as Level, GzBuilder};

    use super::*;
    use crate::compression::room::written;

    const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

    fn compress(slices: &[&[u8]], level: Option<i32>) -> Result<Vec<u8>, CompressionError> {
        written(|out| super::compress(slices, level, out))
    }

    #[test]
    fn several_members_are_one_stream_and_count_together() {
        let mut input = compress(&[b"one "], None).unwrap();
        input.extend(compress(&[b"two"], Some(9)).unwrap());
        assert_eq!(decompress(&input, DecompressionLimit::bytes(7)).unwrap(), b"one two");
        assert!(decompress(&input, DecompressionLimit::bytes(6)).is_err());
    }

    #[test]
    fn a_wrong_checksum_or_size_is_an_error() {
        let input = compress(&[b"some bytes"], None).unwrap();
        for behind in [8, 4] {
            let mut input = input.clone();
            let at = input.len() - behind;
            input[at] ^= 1;
            assert!(matches!(decompress(&input, LIMIT), Err(CompressionError::Corrupt { .. })));
        }
    }

    #[test]
    fn every_part_that_a_header_may_have_is_skipped() {
        let builder = GzBuilder::new().extra("extra").filename("name").comment("comment").mtime(7);
        let mut encoder = builder.write(Vec::new(), Level::default());
        encoder.write_all(b"bytes").unwrap();
        let mut input = encoder.finish().unwrap();
        assert_eq!(decompress(&input, LIMIT).unwrap(), b"bytes");
        // The same with a checksum of the header.
        let end = header(&input).map(|rest| input.len() - rest.len()).unwrap();
        input[3] |= FLAG_HEADER_CRC;
        let sum = crc::crc32(&input[..end]).to_le_bytes();
        input.splice(end..end, [sum[0], sum[1]]);
        assert_eq!(decompress(&input, LIMIT).unwrap(), b"bytes");
        input[4] ^= 1;
        assert!(decompress(&input, LIMIT).is_err());
        input[3] |= 0x80;
        assert!(decompress(&input, LIMIT).is_err());
    }

    #[test]
    fn bytes_behind_the_last_member_are_an_error() {
        let mut input = compress(&[b"some bytes"], None).unwrap();
        input.push(0);
        assert!(decompress(&input, LIMIT).is_err());
        assert!(decompress(&[], LIMIT).is_err());
    }
}
