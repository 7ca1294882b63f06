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

use std::cell::RefCell;

use lz4_flex::block::{
    CompressTable, DecompressError, compress_into_with_table, decompress_into, get_maximum_output_size,
};

use super::output::{Output, for_each_block};
use super::xxh32::xxh32;
use super::{Compression, DecompressionLimit};
use crate::error::CompressionError;

pub(super) fn compress(slices: &[&[u8]]) -> Result<Vec<u8>, CompressionError> {
    let input_len: usize = slices.iter().map(|slice| slice.len()).sum();
    let mut out = Vec::with_capacity(HEADER.len() + input_len / 2 + 64);
    out.extend_from_slice(&HEADER);
    STATE.with_borrow_mut(|State { small, large, scratch, block }| {
        block.resize(get_maximum_output_size(BLOCK), 0);
        for_each_block(slices, BLOCK, scratch, |input| {
            let table = if input.len() < SMALL { &mut *small } else { &mut *large };
            let len = compress_into_with_table(input, block, table)
                .map_err(|error| CompressionError::encoder(Compression::Lz4, error))?;
            match block.get(..len) {
                Some(compressed) if len < input.len() => put_block(&mut out, 0, compressed),
                _ => put_block(&mut out, STORED, input),
            }
            Ok(())
        })
    })?;
    out.extend_from_slice(&END_MARK.to_le_bytes());
    Ok(out)
}

fn put_block(out: &mut Vec<u8>, flag: u32, block: &[u8]) {
    // Blocks are at most 64 KiB.
    let len = u32::try_from(block.len()).unwrap_or(0);
    out.extend_from_slice(&(len | flag).to_le_bytes());
    out.extend_from_slice(block);
}

pub(super) fn decompress(input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
    let mut output = Output::new(Compression::Lz4, limit);
    let mut input = Input(input);
    frame(&mut input, &mut output)?;
    if !input.0.is_empty() {
        return Err(corrupt("bytes are left after the frame"));
    }
    Ok(output.into_bytes())
}

fn frame(input: &mut Input<'_>, output: &mut Output) -> Result<(), CompressionError> {
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
    if checksum != expected {
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
            compressed_block(block, max_block, output)?
        } else {
            output.extend_from_slice(block)?
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
    block: Vec<u8>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::new(State {
        small: CompressTable::small(),
        large: CompressTable::large(),
        scratch: Vec::new(),
        block: Vec::new(),
    });
}

const MAGIC: u32 = 0x184D_2204;

/// Magic, FLG (version 1, independent blocks), BD (64 KiB), and the second byte of their xxh32.
const HEADER: [u8; 7] = [0x04, 0x22, 0x4D, 0x18, FLAG_VERSION | FLAG_INDEPENDENT, 4 << 4, 0x82];

/// Uncompressed bytes a block.
const BLOCK: usize = 64 * 1024;

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
