use proptest::prelude::*;

use super::*;

fn codecs() -> impl Iterator<Item = Codec> {
    Compression::available().map(Codec::new)
}

fn text(len: usize) -> Vec<u8> {
    b"the quick brown fox jumps over the lazy dog, again and again. "
        .iter()
        .copied()
        .cycle()
        .take(len)
        .collect()
}

/// Bytes that no codec makes shorter.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(len)
    .collect()
}

#[test]
fn names_and_ids_are_kafkas() {
    for (id, name) in ["none", "gzip", "snappy", "lz4", "zstd"].into_iter().enumerate() {
        let compression = Compression::from_id(id as u8).unwrap();
        assert_eq!(compression.id(), id as u8);
        assert_eq!(compression.to_string(), name);
        assert_eq!(name.parse(), Ok(compression));
    }
    assert_eq!(Compression::from_id(5), None);
    assert!("LZ4".parse::<Compression>().unwrap_err().to_string().contains("lz4"));
}

#[test]
fn every_codec_gives_back_what_it_took_whole_or_in_slices() {
    for codec in codecs() {
        for len in [0, 1, 5, 100, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 300_000] {
            for data in [text(len), noise(len)] {
                let compressed = codec.compress(&[&data]).unwrap();
                let limit = DecompressionLimit::bytes(len);
                assert_eq!(
                    codec.compression.decompress(&compressed, limit).unwrap(),
                    data,
                    "{codec:?}, {len} bytes"
                );
                for slice in [1000, 40_000, 70_000] {
                    let slices: Vec<&[u8]> = data.chunks(slice).collect();
                    let compressed = codec.compress(&slices).unwrap();
                    assert_eq!(codec.compression.decompress(&compressed, limit).unwrap(), data);
                }
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_output_whatever_came_before() {
    for codec in codecs() {
        let fresh = std::thread::spawn(move || codec.compress(&[&text(90_000)]).unwrap()).join().unwrap();
        codec.compress(&[&noise(200_000)]).unwrap();
        codec.compress(&[&text(10)]).unwrap();
        assert_eq!(codec.compress(&[&text(90_000)]).unwrap(), fresh, "{codec:?}");
    }
}

#[test]
fn no_bytes_are_no_stream() {
    for compression in Compression::available().filter(|compression| *compression != Compression::None) {
        assert!(compression.decompress(&[], DecompressionLimit::bytes(10)).is_err(), "{compression}");
    }
}

/// L22, L23.
#[test]
fn one_byte_more_than_the_limit_is_refused() {
    for codec in codecs() {
        for data in [text(100_000), vec![0; 3_000_000], noise(5000)] {
            let compressed = codec.compress(&[&data]).unwrap();
            for limit in [0, 1, 4095, data.len() - 1] {
                let refused = codec.compression.decompress(&compressed, DecompressionLimit::bytes(limit));
                let expected = CompressionError::LimitExceeded { compression: codec.compression, limit };
                assert_eq!(refused, Err(expected), "{} of {}", limit, data.len());
            }
        }
    }
}

#[test]
fn output_never_takes_more_than_the_limit_and_one_byte() {
    for codec in codecs() {
        for (len, limit) in [(100_000, 100_000), (100_000, 150_000), (70_000, 1 << 20)] {
            let compressed = codec.compress(&[&text(len)]).unwrap();
            let bytes = codec.compression.decompress(&compressed, DecompressionLimit::bytes(limit)).unwrap();
            assert!(bytes.capacity() <= limit + 1, "{codec:?}: {} for {limit}", bytes.capacity());
        }
    }
}

#[test]
fn every_truncation_is_an_error() {
    for codec in codecs().filter(|codec| codec.compression != Compression::None) {
        let compressed = codec.compress(&[&text(3000)]).unwrap();
        for len in 0..compressed.len() {
            let cut = codec.compression.decompress(&compressed[..len], DecompressionLimit::bytes(1 << 20));
            // Snappy's framing has no end, so a stream cut between blocks is a shorter one.
            let whole_blocks = codec.compression == Compression::Snappy && len == 16;
            // A zstd reader takes no input for no frames.
            let no_frames = codec.compression == Compression::Zstd && len == 0;
            assert!(
                cut.is_err() || (whole_blocks || no_frames) && cut == Ok(Vec::new()),
                "{codec:?} cut to {len}"
            );
        }
    }
}

#[test]
fn levels_are_checked() {
    let level = |compression, level| Codec::with_level(compression, level).validate();
    for (compression, good, bad) in [
        (Compression::Gzip, vec![-1, 1, 9], vec![-2, 0, 10]),
        (Compression::Lz4, vec![9], vec![0, 1, 8, 10, 17]),
        (Compression::Zstd, vec![-131_072, -1, 0, 3, 22], vec![-131_073, 23]),
        (Compression::Snappy, vec![], vec![1]),
        (Compression::None, vec![], vec![1]),
    ] {
        if !compression.is_available() {
            continue;
        }
        for n in good {
            assert_eq!(level(compression, n), Ok(()));
            let compressed = Codec::with_level(compression, n).compress(&[&text(5000)]);
            let bytes = compression.decompress(&compressed.unwrap(), DecompressionLimit::bytes(5000));
            assert_eq!(bytes.unwrap(), text(5000));
        }
        for n in bad {
            let error = level(compression, n).unwrap_err();
            assert!(matches!(error, CompressionError::Level { level, .. } if level == n));
            assert_eq!(Codec::with_level(compression, n).compress(&[b"x"]), Err(error));
        }
    }
}

#[test]
fn a_codec_that_is_not_compiled_in_names_its_feature() {
    for compression in Compression::ALL.into_iter().filter(|compression| !compression.is_available()) {
        let expected = CompressionError::FeatureOff { compression, feature: compression.name() };
        assert_eq!(Codec::new(compression).compress(&[b"x"]), Err(expected.clone()));
        assert_eq!(compression.decompress(b"x", DecompressionLimit::bytes(1)), Err(expected.clone()));
        assert!(expected.to_string().contains("feature"));
    }
}

#[test]
fn the_default_limit_follows_the_input() {
    assert_eq!(DecompressionLimit::for_compressed(0).max_len, 4 << 20);
    assert_eq!(DecompressionLimit::for_compressed(100_000).max_len, 12_800_000);
    assert_eq!(DecompressionLimit::for_compressed(usize::MAX).max_len, 64 << 20);
}

proptest! {
    #[test]
    fn any_damage_is_a_value_or_an_error(codec in 0_u8..5, at: prop::sample::Index, byte: u8, len in 1_usize..5000) {
        let compression = Compression::from_id(codec).unwrap();
        if compression.is_available() {
            let mut compressed = Codec::new(compression).compress(&[&text(len)]).unwrap();
            let at = at.index(compressed.len());
            compressed[at] = byte;
            let limit = DecompressionLimit { zstd_window_log: 20, ..DecompressionLimit::bytes(1 << 16) };
            if let Ok(bytes) = compression.decompress(&compressed, limit) {
                prop_assert!(bytes.len() <= limit.max_len);
            }
        }
    }
}
