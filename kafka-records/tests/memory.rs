//! Decompression bombs go off in a small room: an allocation beyond the limit and 1 MiB ends the process.
//!
//! Growing a vector counts as what it grows by: allocators move large blocks by their pages. What zstd allocates in C does not
//! count here; its window is bounded by [`DecompressionLimit::zstd_window_log`].

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use std::alloc::System;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use cap::Cap;
use kafka_records::{
    Codec, Compression, CompressionError, DecompressionLimit, LogScanner, Magic, MessageSetBuilder,
    RecordErrorKind, RecordRef,
};

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// One test at a time, since all of a process count together.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// While it lives, no more than so many bytes and 1 MiB are allocated beyond what was.
struct Room;

impl Room {
    fn of(len: usize) -> Self {
        ALLOCATOR.set_limit(ALLOCATOR.allocated() + len + MIB).unwrap();
        Room
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        ALLOCATOR.set_limit(usize::MAX).unwrap();
    }
}

const MIB: usize = 1 << 20;

/// What a bomb would become.
const HUGE: usize = 24 * MIB;

fn codecs() -> impl Iterator<Item = Compression> {
    Compression::available().filter(|compression| *compression != Compression::None)
}

fn compressed(compression: Compression, bytes: &[u8]) -> Vec<u8> {
    Codec::new(compression).compress(&[bytes]).unwrap()
}

/// The bomb is refused at every limit, and takes no more than that.
fn defuse(compression: Compression, bomb: &[u8]) {
    for limit in [0, 1000, MIB, 7 * MIB] {
        let room = Room::of(limit);
        let refused = compression.decompress(bomb, DecompressionLimit::bytes(limit));
        drop(room);
        assert_eq!(refused, Err(CompressionError::LimitExceeded { compression, limit }));
    }
}

/// L22, L23.
#[test]
fn one_huge_stream_stops_at_the_limit() {
    let _alone = alone();
    for compression in codecs() {
        defuse(compression, &compressed(compression, &vec![0; HUGE]));
    }
}

#[test]
fn a_stream_that_just_fits_takes_no_more_than_the_limit() {
    let _alone = alone();
    for compression in codecs() {
        for len in [100, MIB, 7 * MIB] {
            let stream = compressed(compression, &vec![b'x'; len]);
            let room = Room::of(len);
            let bytes = compression.decompress(&stream, DecompressionLimit::bytes(len));
            drop(room);
            assert_eq!(bytes.map(|bytes| bytes.len()), Ok(len), "{compression}");
        }
    }
}

#[test]
fn a_bomb_inside_a_bomb_is_only_bytes() {
    let _alone = alone();
    for compression in codecs() {
        let inner = compressed(compression, &vec![0; HUGE]);
        let outer = compressed(compression, &inner);
        let room = Room::of(inner.len());
        let bytes = compression.decompress(&outer, DecompressionLimit::bytes(inner.len()));
        drop(room);
        assert_eq!(bytes, Ok(inner), "{compression}");
    }
}

/// gzip members, xerial streams and zstd frames may follow one another; lz4 has one frame of many blocks.
#[test]
fn many_members_count_together() {
    let _alone = alone();
    for compression in codecs() {
        let member = compressed(compression, &vec![0; MIB]);
        let bomb = if compression == Compression::Lz4 {
            let blocks = &member[7..member.len() - 4];
            [&member[..7], &blocks.repeat(48)[..], &member[member.len() - 4..]].concat()
        } else {
            member.repeat(48)
        };
        defuse(compression, &bomb);
    }
}

#[test]
fn many_empty_members_are_nothing() {
    let _alone = alone();
    for compression in codecs().filter(|compression| *compression != Compression::Lz4) {
        let members = compressed(compression, &[]).repeat(20_000);
        let room = Room::of(0);
        let bytes = compression.decompress(&members, DecompressionLimit::bytes(0));
        drop(room);
        assert_eq!(bytes, Ok(Vec::new()), "{compression}");
    }
}

#[cfg(feature = "zstd")]
#[test]
fn skippable_frames_are_skipped_and_cannot_lie() {
    let _alone = alone();
    let skippable =
        |len: u32, bytes: &[u8]| [&[0x50, 0x2a, 0x4d, 0x18], &len.to_le_bytes()[..], bytes].concat();
    let frames = [skippable(3, b"abc").repeat(100_000), compressed(Compression::Zstd, b"value")].concat();
    let room = Room::of(5);
    let bytes = Compression::Zstd.decompress(&frames, DecompressionLimit::bytes(5));
    let lies = Compression::Zstd.decompress(&skippable(u32::MAX, b"abc"), DecompressionLimit::bytes(5));
    drop(room);
    assert_eq!(bytes.as_deref(), Ok(&b"value"[..]));
    assert!(matches!(lies, Err(CompressionError::Corrupt { .. })));
}

/// Each codec's way to say how much is coming, set to more than there is.
///
/// L23.
#[test]
fn a_declared_size_reserves_nothing() {
    let _alone = alone();
    let lies: [(Compression, Vec<u8>); 4] = [
        // ISIZE, the last four bytes.
        (Compression::Gzip, {
            let mut member = compressed_if(Compression::Gzip);
            let at = member.len().saturating_sub(4);
            member.truncate(at);
            [member, vec![0xff; 4]].concat()
        }),
        // A raw block of 4 GiB - 1.
        (Compression::Snappy, vec![0xff, 0xff, 0xff, 0xff, 0x0f, 0]),
        // Content size 2^39, and nothing behind it.
        (
            Compression::Lz4,
            [&[0x04, 0x22, 0x4d, 0x18, 0x68, 0x40][..], &(1_u64 << 39).to_le_bytes(), &[0]].concat(),
        ),
        // Single segment, eight bytes of content size.
        (Compression::Zstd, [&[0x28, 0xb5, 0x2f, 0xfd, 0xe0][..], &(1_u64 << 39).to_le_bytes()].concat()),
    ];
    for (compression, lie) in lies {
        if compression.is_available() {
            let room = Room::of(0);
            // Even to a reader with an endless limit.
            let refused = compression.decompress(&lie, DecompressionLimit::bytes(1 << 40));
            drop(room);
            assert!(refused.is_err(), "{compression}");
        }
    }
}

fn compressed_if(compression: Compression) -> Vec<u8> {
    if compression.is_available() { compressed(compression, b"twelve bytes") } else { Vec::new() }
}

#[test]
fn a_ratio_bounds_what_a_small_stream_becomes() {
    let _alone = alone();
    for compression in codecs() {
        let stream = compressed(compression, &vec![0; HUGE]);
        let limit = DecompressionLimit::bytes(1 << 30).with_ratio(2);
        let allowed = limit.for_input(stream.len()).max_len;
        assert!(allowed < HUGE);
        let room = Room::of(allowed);
        let refused = compression.decompress(&stream, limit);
        drop(room);
        assert_eq!(refused, Err(CompressionError::LimitExceeded { compression, limit: allowed }));
        // A batch of one repeated word is no bomb.
        let stream = compressed(compression, &vec![0; 2 * MIB]);
        assert!(compression.decompress(&stream, limit).is_ok());
    }
}

#[test]
fn a_wrapper_is_no_way_around_the_limit() {
    let _alone = alone();
    for compression in codecs().filter(|compression| *compression != Compression::Zstd) {
        for magic in [Magic::V0, Magic::V1] {
            let mut set = MessageSetBuilder::new(magic, Codec::new(compression)).unwrap();
            let value = vec![0; HUGE];
            set.append(&RecordRef { timestamp: 0, key: None, value: Some(&value), headers: &[] }).unwrap();
            let bytes: Bytes = set.finish().unwrap();
            drop(value);
            let room = Room::of(MIB);
            let wrapper = LogScanner::new(bytes).next().unwrap().unwrap();
            let refused = wrapper.records(DecompressionLimit::bytes(MIB)).map(|_| ()).unwrap_err();
            drop(room);
            let expected = CompressionError::LimitExceeded { compression, limit: MIB };
            assert_eq!(*refused.kind(), RecordErrorKind::Compression(expected));
        }
    }
}
