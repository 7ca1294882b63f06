//! Codecs: names, levels, and bytes to bytes.
//!
//! Each codec is a file and a feature. All compress a list of slices, as if they were one, into one vector, and decompress
//! under a [`DecompressionLimit`], so that a small input never becomes more memory than the caller agreed to.

#[cfg(feature = "gzip")]
mod gzip;
#[cfg(feature = "lz4")]
mod lz4;
mod output;
mod pool;
mod room;
#[cfg(feature = "snappy")]
mod snappy;
#[cfg(feature = "lz4")]
mod xxh32;
#[cfg(feature = "zstd")]
mod zstd;

use std::fmt;
use std::str::FromStr;

pub(crate) use room::Room;

use crate::error::CompressionError;
use crate::magic::Magic;

/// A codec, by Kafka's numbers and names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compression {
    /// Records as they are.
    #[default]
    None,
    /// gzip; feature `gzip`.
    Gzip,
    /// Snappy in xerial framing; feature `snappy`.
    Snappy,
    /// LZ4 frame; feature `lz4`.
    Lz4,
    /// Zstandard; feature `zstd`, which needs a C compiler. Brokers know it since Produce v7.
    Zstd,
}

impl Compression {
    /// All codecs, in the order of their ids.
    pub const ALL: [Self; 5] = [Self::None, Self::Gzip, Self::Snappy, Self::Lz4, Self::Zstd];

    /// The codec's number in the attributes of a batch.
    #[inline]
    pub const fn id(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Gzip => 1,
            Self::Snappy => 2,
            Self::Lz4 => 3,
            Self::Zstd => 4,
        }
    }

    /// The codec with that number.
    #[inline]
    pub const fn from_id(id: u8) -> Option<Self> {
        match id {
            0 => Some(Self::None),
            1 => Some(Self::Gzip),
            2 => Some(Self::Snappy),
            3 => Some(Self::Lz4),
            4 => Some(Self::Zstd),
            _ => None,
        }
    }

    /// The name in `compression.type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Snappy => "snappy",
            Self::Lz4 => "lz4",
            Self::Zstd => "zstd",
        }
    }

    /// Whether this build has the codec.
    pub const fn is_available(self) -> bool {
        match self {
            Self::None => true,
            Self::Gzip => cfg!(feature = "gzip"),
            Self::Snappy => cfg!(feature = "snappy"),
            Self::Lz4 => cfg!(feature = "lz4"),
            Self::Zstd => cfg!(feature = "zstd"),
        }
    }

    /// The codecs of this build, `None` included.
    pub fn available() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|compression| compression.is_available())
    }

    /// Decompresses `input`, which may be hostile.
    ///
    /// All members, frames or blocks of the input count together towards the limit. [`Compression::None`] copies.
    pub fn decompress(self, input: &[u8], limit: DecompressionLimit) -> Result<Vec<u8>, CompressionError> {
        self.decompress_for(Magic::V2, input, limit)
    }

    /// Decompresses `input` as records of a format have it: in v0, the checksum of lz4's header is not looked at.
    pub fn decompress_for(
        self,
        magic: Magic,
        input: &[u8],
        limit: DecompressionLimit,
    ) -> Result<Vec<u8>, CompressionError> {
        #[cfg(not(feature = "lz4"))]
        let _ = magic;
        let limit = limit.for_input(input.len());
        match self {
            Self::None if input.len() > limit.max_len => {
                Err(CompressionError::LimitExceeded { compression: self, limit: limit.max_len })
            }
            Self::None => Ok(input.to_vec()),
            #[cfg(feature = "gzip")]
            Self::Gzip => gzip::decompress(input, limit),
            #[cfg(feature = "snappy")]
            Self::Snappy => snappy::decompress(input, limit),
            #[cfg(feature = "lz4")]
            Self::Lz4 => lz4::decompress(input, limit, lz4_checksum(magic)),
            #[cfg(feature = "zstd")]
            Self::Zstd => zstd::decompress(input, limit),
            #[allow(unreachable_patterns, reason = "reachable when a codec's feature is off")]
            _ => Err(self.feature_off()),
        }
    }

    fn feature_off(self) -> CompressionError {
        // The features have the codecs' names.
        CompressionError::FeatureOff { compression: self, feature: self.name() }
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is not one of a codec.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown compression {0:?}: one of none, gzip, snappy, lz4, zstd")]
pub struct UnknownCompression(pub String);

impl FromStr for Compression {
    type Err = UnknownCompression;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|compression| compression.name() == name)
            .ok_or_else(|| UnknownCompression(name.to_owned()))
    }
}

/// A codec with its level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Codec {
    /// The codec.
    pub compression: Compression,
    /// Its level, `None` for the default: gzip 1 to 9 or -1 (library default), lz4 only 9, zstd -131072 to 22 (3); none and
    /// snappy have no levels.
    pub level: Option<i32>,
}

impl Codec {
    /// No compression.
    pub const NONE: Self = Self::new(Compression::None);

    /// The codec at its default level.
    pub const fn new(compression: Compression) -> Self {
        Self { compression, level: None }
    }

    /// The codec at a level, which [`Codec::validate`] checks.
    pub const fn with_level(compression: Compression, level: i32) -> Self {
        Self { compression, level: Some(level) }
    }

    /// Whether this build can compress so: the feature is on and the level exists. For checks at configuration time.
    pub fn validate(&self) -> Result<(), CompressionError> {
        if !self.compression.is_available() {
            return Err(self.compression.feature_off());
        }
        let Some(level) = self.level else { return Ok(()) };
        let (valid, allowed) = match self.compression {
            Compression::None | Compression::Snappy => (false, "this codec has no levels"),
            Compression::Gzip => {
                (level == -1 || (1..=9).contains(&level), "give 1 to 9, or -1 for the default")
            }
            // Kafka's 9 is its fast compressor, the one kind that the encoder here has.
            Compression::Lz4 => (level == 9, "the lz4 encoder here has one level, which Kafka calls 9"),
            Compression::Zstd => ((-131_072..=22).contains(&level), "give -131072 to 22"),
        };
        if valid {
            Ok(())
        } else {
            Err(CompressionError::Level { compression: self.compression, level, allowed })
        }
    }

    /// Compresses `slices` as if they were one.
    ///
    /// Compressor state is kept and used again, so a batch costs no allocation but its output.
    /// [`Compression::None`] copies.
    pub fn compress(&self, slices: &[&[u8]]) -> Result<Vec<u8>, CompressionError> {
        self.compress_for(Magic::V2, slices)
    }

    /// Compresses `slices` as records of a format have it: in v0, lz4's header has the wrong checksum of the Java client.
    pub fn compress_for(&self, magic: Magic, slices: &[&[u8]]) -> Result<Vec<u8>, CompressionError> {
        self.validate()?;
        if self.compression == Compression::None {
            return Ok(slices.concat());
        }
        let mut room = Room::take();
        self.compress_to(magic, slices, &mut room)?;
        Ok(room.as_slice().to_vec())
    }

    /// Compresses behind what `out` holds.
    pub(crate) fn compress_to(
        &self,
        magic: Magic,
        slices: &[&[u8]],
        out: &mut Room,
    ) -> Result<(), CompressionError> {
        #[cfg(not(feature = "lz4"))]
        let _ = magic;
        self.validate()?;
        match self.compression {
            Compression::None => slices.iter().for_each(|slice| out.put(slice)),
            #[cfg(feature = "gzip")]
            Compression::Gzip => gzip::compress(slices, self.level, out)?,
            #[cfg(feature = "snappy")]
            Compression::Snappy => snappy::compress(slices, out)?,
            #[cfg(feature = "lz4")]
            Compression::Lz4 => lz4::compress(slices, lz4_checksum(magic), out)?,
            #[cfg(feature = "zstd")]
            Compression::Zstd => zstd::compress(slices, self.level, out)?,
            #[allow(unreachable_patterns, reason = "reachable when a codec's feature is off")]
            _ => return Err(self.compression.feature_off()),
        }
        Ok(())
    }
}

#[cfg(feature = "lz4")]
const fn lz4_checksum(magic: Magic) -> lz4::HeaderChecksum {
    match magic {
        Magic::V0 => lz4::HeaderChecksum::MagicToo,
        Magic::V1 | Magic::V2 => lz4::HeaderChecksum::Descriptor,
    }
}

/// How much memory decompression may take: at most so many bytes, and so many times the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecompressionLimit {
    /// Most bytes that may come out.
    pub max_len: usize,
    /// Most bytes that may come out for each byte of input, [`DecompressionLimit::ANY_RATIO`] for no such limit. Below 4 MiB
    /// of output a ratio says nothing, and is not looked at.
    pub max_ratio: u32,
    /// Binary logarithm of the largest zstd window, 10 to 27; the window comes on top of `max_len`.
    pub zstd_window_log: u32,
}

impl DecompressionLimit {
    /// In [`DecompressionLimit::max_ratio`]: any.
    pub const ANY_RATIO: u32 = u32::MAX;

    /// For what a client reads for its own needs from a peer that it need not trust: at most 64 MiB, and at most 128 times the
    /// input where that is more than 4 MiB.
    pub const UNTRUSTED: Self = Self::bytes(64 * MIB).with_ratio(128);

    /// At most `max_len` bytes whatever the ratio, and a zstd window of at most 128 MiB.
    pub const fn bytes(max_len: usize) -> Self {
        Self { max_len, max_ratio: Self::ANY_RATIO, zstd_window_log: 27 }
    }

    /// The same with a limit on the ratio of output to input.
    #[must_use]
    pub const fn with_ratio(self, max_ratio: u32) -> Self {
        Self { max_ratio, ..self }
    }

    /// What the limit comes to for so many bytes of input.
    #[must_use]
    pub const fn for_input(self, len: usize) -> Self {
        if self.max_ratio == Self::ANY_RATIO {
            return self;
        }
        let scaled = len.saturating_mul(self.max_ratio as usize);
        let allowed = if scaled < RATIO_FLOOR { RATIO_FLOOR } else { scaled };
        if allowed < self.max_len { Self { max_len: allowed, ..self } } else { self }
    }

    /// For input of `len` compressed bytes that a client reads for its own needs: 128 times as many, but at least 4 MiB and
    /// at most 64 MiB.
    pub const fn for_compressed(len: usize) -> Self {
        Self::bytes(Self::UNTRUSTED.for_input(len).max_len)
    }
}

/// Output up to which no ratio is too high: a batch of one repeated word is no attack.
const RATIO_FLOOR: usize = 4 * MIB;

const MIB: usize = 1 << 20;

#[cfg(test)]
mod tests;
