//! LZ4 frames, with the block codec of lz4_flex.
//!
//! The frame is written and read here: Kafka restricts it (independent blocks, no dictionary), and a reader of hostile
//! frames must bound what each block may become.
//!
//! ```text
//! 04 22 4D 18 | FLG | BD | content size? | HC | { length | block | checksum? } ... | 00 00 00 00 | content checksum?
//!   magic        1     1        8           1     4, LE              4                  end               4
//! ```

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use lz4_flex::block::{
    CompressTable, DecompressError, compress_into_with_table, decompress_into, get_maximum_output_size,
};

use super::output::{Output, for_each_block};
use super::pool::Pool;
use super::room::Room;
use super::xxh32::xxh32;
use super::{Compression, DecompressionLimit};
use crate::error::CompressionError;

/// Which bytes the header's checksum covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderChecksum {
    /// The descriptor.
    Descriptor,
    /// The frame's magic as well, as the Java client computed it for message sets of v0 (KAFKA-3160); readers of v0 do not
    /// look at it, since other clients computed it right.
    MagicToo,
}

pub(super) fn compress(
    slices: &[&[u8]],
    checksum: HeaderChecksum,
    out: &mut Room,
) -> Result<(), CompressionError> {
    let mut header = HEADER;
    if checksum == HeaderChecksum::MagicToo {
        let [described @ .., last] = &mut header;
        [_, *last, ..] = xxh32(described).to_le_bytes();
    }
    out.put(&header);
    let mut state = STATES.take(|_| true).unwrap_or_else(State::new);
    let State { small, large, scratch } = &mut state;
    for_each_block(slices, BLOCK, scratch, |input| {
        let table = if input.len() < SMALL { &mut *small } else { &mut *large };
        let spare = out.spare(WORD + get_maximum_output_size(input.len()));
        let Some((word, block)) = spare.split_first_chunk_mut::<WORD>() else { return Ok(()) };
        let len = compress_into_with_table(input, block, table)
            .map_err(|error| CompressionError::encoder(Compression::Lz4, error))?;
        if len < input.len() {
            // Blocks are at most 64 KiB.
            *word = u32::try_from(len).unwrap_or(0).to_le_bytes();
            out.advance(WORD + len);
        } else {
            *word = (u32::try_from(input.len()).unwrap_or(0) | STORED).to_le_bytes();
            out.advance(WORD);
            out.put(input);
        }
        Ok(())
    })?;
    STATES.put(state);
    out.put(&END_MARK.to_le_bytes());
    Ok(())
}

pub(super) fn decompress(
    input: &[u8],
    limit: DecompressionLimit,
    checksum: HeaderChecksum,
) -> Result<Vec<u8>, CompressionError> {
    let mut output = Output::new(Compression::Lz4, limit);
    let mut input = Input(input);
    frame(&mut input, &mut output, checksum)?;
    if !input.0.is_empty() {
        return Err(corrupt("bytes are left after the frame"));
    }
    Ok(output.into_bytes())
}

fn frame(
    input: &mut Input<'_>,
    output: &mut Output,
    header_checksum: HeaderChecksum,
) -> Result<(), CompressionError> {
    if input.u32()? != MAGIC {
        return Err(corrupt("no lz4 frame"));
    }
    let descriptor = input.0;
    let [flags] = input.take()?;
    let [block_descriptor] = input.take()?;
    if flags & FLAG_VERSION_MASK != FLAG_VERSION {
        return Err(corrupt("unknown frame version"));
    }
    if flags & FLAG_INDEPENDENT == 0 {
        return Err(corrupt("blocks that depend on one another"));
    }
    if flags & FLAG_RESERVED != 0 || block_descriptor & BLOCK_RESERVED != 0 {
        return Err(corrupt("reserved bits or a dictionary"));
    }
    let max_block = match block_descriptor >> 4 {
        4 => 64 * 1024,
        5 => 256 * 1024,
        6 => 1024 * 1024,
        7 => 4 * 1024 * 1024,
        _ => return Err(corrupt("unknown block size")),
    };
    if flags & FLAG_CONTENT_SIZE != 0 {
        output.check_declared(u64::from_le_bytes(input.take()?))?;
    }
    let described = descriptor.get(..descriptor.len() - input.0.len()).unwrap_or_default();
    let [checksum] = input.take()?;
    let [_, expected, ..] = xxh32(described).to_le_bytes();
    if header_checksum == HeaderChecksum::Descriptor && checksum != expected {
        return Err(corrupt("header checksum mismatch"));
    }
    loop {
        let word = input.u32()?;
        if word == END_MARK {
            break;
        }
        let len = usize::try_from(word & !STORED).unwrap_or(usize::MAX);
        if len > max_block {
            return Err(corrupt("a block longer than the frame allows"));
        }
        let block = input.slice(len)?;
        if flags & FLAG_BLOCK_CHECKSUM != 0 && input.u32()? != xxh32(block) {
            return Err(corrupt("block checksum mismatch"));
        }
        if word & STORED == 0 {
            compressed_block(block, max_block, output)?;
        } else {
            output.extend_from_slice(block)?;
        }
    }
    if flags & FLAG_CONTENT_CHECKSUM != 0 && input.u32()? != xxh32(output.as_slice()) {
        return Err(corrupt("content checksum mismatch"));
    }
    Ok(())
}

fn compressed_block(block: &[u8], max_block: usize, output: &mut Output) -> Result<(), CompressionError> {
    // What the block can become at all, by the frame and by the format.
    let possible = max_block.min(block.len().saturating_mul(MAX_RATIO));
    let room = output.room();
    match output.fill(possible.min(room), |out| decompress_into(block, out)) {
        Ok(_) => Ok(()),
        Err(DecompressError::OutputTooSmall { .. }) if room < possible => Err(output.exceeded()),
        Err(error) => Err(corrupt(error)),
    }
}

fn corrupt(reason: impl ToString) -> CompressionError {
    CompressionError::corrupt(Compression::Lz4, reason)
}

/// A reader that cannot leave its slice.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], CompressionError> {
        let (head, rest) = self.0.split_first_chunk().ok_or_else(|| corrupt("the frame ends early"))?;
        self.0 = rest;
        Ok(*head)
    }

    fn u32(&mut self) -> Result<u32, CompressionError> {
        self.take().map(u32::from_le_bytes)
    }

    fn slice(&mut self, len: usize) -> Result<&'a [u8], CompressionError> {
        let (head, rest) = self.0.split_at_checked(len).ok_or_else(|| corrupt("the frame ends early"))?;
        self.0 = rest;
        Ok(head)
    }
}

struct State {
    small: CompressTable,
    large: CompressTable,
    scratch: Vec<u8>,
}

impl State {
    fn new() -> Self {
        Self { small: CompressTable::small(), large: CompressTable::large(), scratch: Vec::new() }
    }
}

static STATES: Pool<State> = Pool::new();

const MAGIC: u32 = 0x184D_2204;

/// Magic, FLG (version 1, independent blocks), BD (64 KiB), and the second byte of their xxh32.
const HEADER: [u8; 7] = [0x04, 0x22, 0x4D, 0x18, FLAG_VERSION | FLAG_INDEPENDENT, 4 << 4, 0x82];

/// Uncompressed bytes a block.
const BLOCK: usize = 64 * 1024;

/// Bytes of a block's length.
const WORD: usize = 4;

/// Shorter blocks fit the table of 16-bit positions.
const SMALL: usize = 0xffff;

/// In a block's length: not compressed.
const STORED: u32 = 1 << 31;

const END_MARK: u32 = 0;

const FLAG_VERSION_MASK: u8 = 0b1100_0000;
const FLAG_VERSION: u8 = 0b0100_0000;
const FLAG_INDEPENDENT: u8 = 1 << 5;
const FLAG_BLOCK_CHECKSUM: u8 = 1 << 4;
const FLAG_CONTENT_SIZE: u8 = 1 << 3;
const FLAG_CONTENT_CHECKSUM: u8 = 1 << 2;
/// Bit 1 means nothing; bit 0 announces a dictionary, which Kafka has not.
const FLAG_RESERVED: u8 = 0b11;
const BLOCK_RESERVED: u8 = 0b1000_1111;

/// A byte of match length stands for 255 bytes.
const MAX_RATIO: usize = 256;

#[cfg(test)]
mod tests {
    use std::io::Write;

    use lz4_flex::frame::{BlockMode, BlockSize, FrameEncoder, FrameInfo};

    use super::*;
    use crate::compression::room::written;

    const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 24);

    fn compress(slices: &[&[u8]]) -> Result<Vec<u8>, CompressionError> {
        written(|out| super::compress(slices, HeaderChecksum::Descriptor, out))
    }

    fn decompress(input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
        super::decompress(input, limit, HeaderChecksum::Descriptor)
    }

    fn put_block(frame: &mut Vec<u8>, flag: u32, block: &[u8]) {
        frame.extend_from_slice(&(u32::try_from(block.len()).unwrap() | flag).to_le_bytes());
        frame.extend_from_slice(block);
    }

    fn text(len: usize) -> Vec<u8> {
        b"words that come again, ".iter().copied().cycle().take(len).collect()
    }

    fn foreign(info: FrameInfo, bytes: &[u8]) -> Vec<u8> {
        let mut encoder = FrameEncoder::with_frame_info(info, Vec::new());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn corrupt_reason(input: &[u8]) -> String {
        match decompress(input, LIMIT) {
            Err(CompressionError::Corrupt { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_constant_header_has_its_checksum() {
        let [_, checksum, ..] = xxh32(&HEADER[4..6]).to_le_bytes();
        assert_eq!(HEADER[6], checksum);
    }

    #[test]
    fn message_sets_of_v0_have_the_wrong_checksum_of_the_java_client_and_any_is_read() {
        let mut frame = written(|out| super::compress(&[b"x"], HeaderChecksum::MagicToo, out)).unwrap();
        // xxh32 over magic, FLG and BD.
        let [_, wrong, ..] = xxh32(&[0x04, 0x22, 0x4D, 0x18, 0x60, 0x40]).to_le_bytes();
        assert_eq!(frame[..7], [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, wrong]);
        assert_ne!(wrong, HEADER[6]);
        assert!(corrupt_reason(&frame).contains("header checksum"));
        for any in [wrong, HEADER[6], 0] {
            frame[6] = any;
            assert_eq!(super::decompress(&frame, LIMIT, HeaderChecksum::MagicToo).unwrap(), b"x");
        }
    }

    #[test]
    fn an_independent_decoder_reads_the_frames() {
        for len in [0, 1, 100, 65_536, 200_000] {
            let compressed = compress(&[&text(len)]).unwrap();
            let mut out = Vec::new();
            std::io::Read::read_to_end(&mut lz4_flex::frame::FrameDecoder::new(&compressed[..]), &mut out)
                .unwrap();
            assert_eq!(out, text(len));
        }
    }

    #[test]
    fn checksums_sizes_and_larger_blocks_are_read() {
        let bytes = text(5_000_000);
        for size in [BlockSize::Max64KB, BlockSize::Max256KB, BlockSize::Max1MB, BlockSize::Max4MB] {
            for checksums in [false, true] {
                let info = FrameInfo::new()
                    .block_size(size)
                    .block_checksums(checksums)
                    .content_checksum(checksums)
                    .content_size(checksums.then_some(5_000_000));
                assert_eq!(decompress(&foreign(info, &bytes), LIMIT).unwrap(), bytes);
            }
        }
    }

    #[test]
    fn damage_under_a_checksum_is_noticed() {
        let info =
            FrameInfo::new().block_size(BlockSize::Max64KB).block_checksums(true).content_checksum(true);
        let good = foreign(info, &text(1000));
        let damaged = |at: usize| {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            corrupt_reason(&bytes)
        };
        assert!(damaged(6).contains("header checksum"));
        assert!(damaged(12).contains("block checksum"));
        assert!(damaged(good.len() - 1).contains("content checksum"));
    }

    #[test]
    fn frames_that_kafka_has_not_are_refused() {
        let linked = FrameInfo::new().block_mode(BlockMode::Linked).block_size(BlockSize::Max64KB);
        assert!(corrupt_reason(&foreign(linked, &text(100))).contains("depend"));
        let mut dictionary = compress(&[b"x"]).unwrap();
        dictionary[4] |= 1;
        assert!(corrupt_reason(&dictionary).contains("dictionary"));
        let mut version = compress(&[b"x"]).unwrap();
        version[4] ^= 0x80;
        assert!(corrupt_reason(&version).contains("version"));
        let mut block = compress(&[b"x"]).unwrap();
        block[5] = 3 << 4;
        assert!(corrupt_reason(&block).contains("block size"));
        let mut trailing = compress(&[b"x"]).unwrap();
        trailing.push(0);
        assert!(corrupt_reason(&trailing).contains("left after"));
        assert!(corrupt_reason(b"\x02\x21\x4c\x18").contains("no lz4 frame"));
    }

    #[test]
    fn a_block_longer_than_the_frame_allows_is_refused() {
        let mut frame = HEADER.to_vec();
        put_block(&mut frame, STORED, &vec![0; BLOCK + 1]);
        frame.extend(END_MARK.to_le_bytes());
        assert!(corrupt_reason(&frame).contains("longer"));
        // A compressed block of allowed length that would become longer.
        let mut frame = HEADER.to_vec();
        put_block(&mut frame, 0, &lz4_flex::block::compress(&vec![0; BLOCK + 1]));
        frame.extend(END_MARK.to_le_bytes());
        assert!(matches!(decompress(&frame, LIMIT), Err(CompressionError::Corrupt { .. })));
    }
}
