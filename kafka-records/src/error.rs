//! What can go wrong, one type an operation: appending, sealing, reading.

use crate::compression::Compression;
use crate::magic::Magic;
use crate::producer::ProducerId;

/// Why a record was not appended. The builder is as it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// The last chunk is too full: add one with room for `needed` bytes, or seal the batch.
    #[error("the batch has no room for {needed} bytes; add a chunk or seal the batch")]
    NoRoom {
        /// Exact size of the record as it would be encoded next.
        needed: usize,
    },
    /// A batch holds at most 2 GiB, so this record fits no chunk of this batch; seal it.
    #[error("a record of {needed} bytes would make the batch longer than its 32-bit length can say")]
    TooLarge {
        /// Exact size of the record, or what can be told of it in 64 bits.
        needed: u64,
    },
    /// Timestamps are milliseconds since the epoch, or -1 for none.
    #[error("timestamp {0} is negative; give milliseconds since the epoch, or -1 for none")]
    Timestamp(i64),
    /// Offsets of a batch rise, and lie within 2^31 of its base.
    #[error("offset delta {offset_delta} is not possible here: give {least} to 2147483647")]
    OffsetDelta {
        /// The offset of the record, counted from the batch's first.
        offset_delta: u32,
        /// The least that may come next.
        least: u32,
    },
    /// The difference to the batch's first timestamp does not fit 64 bits; seal the batch.
    #[error("timestamp {timestamp} is too far from the batch's first timestamp {base}")]
    TimestampDelta {
        /// Timestamp of the record.
        timestamp: i64,
        /// Timestamp of the batch's first record.
        base: i64,
    },
}

/// Why records were not compressed, decompressed or sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompressionError {
    /// A batch without records is neither sealed nor sent.
    #[error("the batch has no records")]
    EmptyBatch,
    /// The batch was opened for one codec and sealed with another.
    #[error("the batch was built for {built} and cannot be sealed with {asked}")]
    CodecChanged {
        /// Codec given to the builder.
        built: Compression,
        /// Codec given when sealing.
        asked: Compression,
    },
    /// The codec is not compiled in.
    #[error("compression {compression} needs the feature \"{feature}\" of kafka-records")]
    FeatureOff {
        /// The codec.
        compression: Compression,
        /// The feature to turn on.
        feature: &'static str,
    },
    /// The codec has no such level.
    #[error("compression {compression} has no level {level}: {allowed}")]
    Level {
        /// The codec.
        compression: Compression,
        /// The level asked for.
        level: i32,
        /// What may be asked for, in words.
        allowed: &'static str,
    },
    /// Decompression would yield more than the caller's limit.
    #[error("{compression} data exceeds the decompression limit of {limit} bytes")]
    LimitExceeded {
        /// The codec.
        compression: Compression,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The compressed bytes are malformed.
    #[error("corrupt {compression} data: {reason}")]
    Corrupt {
        /// The codec.
        compression: Compression,
        /// What the decoder found.
        reason: String,
    },
    /// The encoder failed, which none does for want of anything but memory or a valid level.
    #[error("{compression} could not compress: {reason}")]
    Encoder {
        /// The codec.
        compression: Compression,
        /// What the encoder said.
        reason: String,
    },
    /// Compressed records are longer than a batch can say.
    #[error("{len} bytes of compressed records are more than the batch's 32-bit length can say")]
    TooLarge {
        /// Their length.
        len: usize,
    },
}

/// Why records cannot be written as a message set of format v0 or v1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LegacyError {
    /// Format v2 is no message set.
    #[error("format {0} is no message set: give v0 or v1")]
    Format(Magic),
    /// Message sets have no headers.
    #[error("the record with offset {offset} has headers, which formats before v2 cannot carry")]
    Headers {
        /// Offset of the record.
        offset: i64,
    },
    /// Message sets have no producer id, epoch or sequence, so neither idempotence nor transactions.
    #[error("the batch of producer {producer_id} is idempotent, which formats before v2 cannot carry")]
    ProducerState {
        /// The producer.
        producer_id: ProducerId,
    },
    /// zstd came later than the format.
    #[error("{compression} does not exist in format {magic}")]
    CodecNotInFormat {
        /// The codec.
        compression: Compression,
        /// The format.
        magic: Magic,
    },
    /// Offsets rise and are not negative.
    #[error("offset {offset} does not follow: give {least} or more")]
    Offset {
        /// Offset of the record.
        offset: i64,
        /// The least that it may be.
        least: i64,
    },
    /// Timestamps are milliseconds since the epoch, or -1 for none.
    #[error("timestamp {0} is negative; give milliseconds since the epoch, or -1 for none")]
    Timestamp(i64),
    /// The set would be longer than its 32-bit sizes can say.
    #[error("the message set is longer than its 32-bit sizes can say")]
    TooLarge,
    /// The records could not be compressed.
    #[error(transparent)]
    Compression(#[from] CompressionError),
    /// The batch to convert is malformed.
    #[error(transparent)]
    Read(#[from] RecordError),
}

impl CompressionError {
    #[cfg(any(feature = "gzip", feature = "snappy", feature = "lz4", feature = "zstd"))]
    #[expect(clippy::needless_pass_by_value, reason = "`map_err` passes values")]
    pub(crate) fn corrupt(compression: Compression, reason: impl ToString) -> Self {
        Self::Corrupt { compression, reason: reason.to_string() }
    }

    #[cfg(any(feature = "gzip", feature = "snappy", feature = "lz4", feature = "zstd"))]
    #[expect(clippy::needless_pass_by_value, reason = "`map_err` passes values")]
    pub(crate) fn encoder(compression: Compression, reason: impl ToString) -> Self {
        Self::Encoder { compression, reason: reason.to_string() }
    }
}

/// Why a batch could not be made from another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RebuildError {
    /// The batch that was given is malformed.
    #[error(transparent)]
    Read(#[from] RecordError),
    /// A record fits no batch.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The new batch could not be compressed.
    #[error(transparent)]
    Compression(#[from] CompressionError),
}

/// Why bytes are not a valid batch or record: where, in which field, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} at byte {offset}: {kind}")]
pub struct RecordError {
    offset: usize,
    field: &'static str,
    #[source]
    kind: RecordErrorKind,
}

impl RecordError {
    pub(crate) fn new(offset: usize, field: &'static str, kind: RecordErrorKind) -> Self {
        Self { offset, field, kind }
    }

    /// Byte that the problem was found at: from the start of the batch or message, header included; for compressed records as
    /// if they stood there uncompressed.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Name of the field there.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What is wrong with it.
    pub fn kind(&self) -> &RecordErrorKind {
        &self.kind
    }

    /// Whether bytes were damaged (a broker answers CORRUPT_MESSAGE), rather than written wrong (INVALID_RECORD).
    pub fn is_corrupt(&self) -> bool {
        matches!(
            self.kind,
            RecordErrorKind::Size(_) | RecordErrorKind::Magic(_) | RecordErrorKind::Checksum { .. }
        )
    }
}

/// What is wrong with a batch, a message or a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordErrorKind {
    /// The batch says a size that no batch can have.
    #[error("size {0} is impossible")]
    Size(i64),
    /// Not the format asked for: [`RecordBatch`](crate::RecordBatch) reads format 2,
    /// [`LegacyBatch`](crate::LegacyBatch) formats 0 and 1, [`LogScanner`](crate::LogScanner) all three.
    #[error("record format {0} is not one that is read here")]
    Magic(i8),
    /// The bytes do not have the checksum that the header says.
    #[error("checksum is {computed:#010x}, the header says {stored:#010x}")]
    Checksum {
        /// Checksum in the header.
        stored: u32,
        /// Checksum of the bytes.
        computed: u32,
    },
    /// Attribute bits are set that mean nothing.
    #[error("reserved bits are set in {0:#018b}")]
    ReservedBits(i16),
    /// Codec 5, 6 or 7.
    #[error("codec {0} is unknown")]
    UnknownCodec(u8),
    /// The codec came later than the format: zstd in a message set.
    #[error("{compression} does not exist in format {magic}")]
    CodecNotInFormat {
        /// The codec.
        compression: Compression,
        /// The format.
        magic: Magic,
    },
    /// A message inside a wrapper has another format than the wrapper.
    #[error("a message of format {inner} is inside a wrapper of format {wrapper}")]
    InnerMagic {
        /// Format of the wrapper.
        wrapper: Magic,
        /// Format number of the message inside.
        inner: i8,
    },
    /// A wrapper message holds no messages, or wrappers.
    #[error("{0}")]
    Wrapper(&'static str),
    /// A number is negative where that means nothing.
    #[error("{0} is negative")]
    Negative(i64),
    /// A number exceeds what the rest allows.
    #[error("{value} exceeds {limit}")]
    Exceeds {
        /// The number.
        value: i64,
        /// The largest that is possible there.
        limit: i64,
    },
    /// Base plus delta overflows.
    #[error("{base} plus {delta} overflows")]
    Overflow {
        /// The base.
        base: i64,
        /// What is added.
        delta: i64,
    },
    /// Producer id, epoch, sequence and flags do not go together.
    #[error("{0}")]
    ProducerState(&'static str),
    /// The bytes end early.
    #[error("ends early")]
    Truncated,
    /// A varint is longer than its type.
    #[error("varint does not fit its type")]
    Varint,
    /// Bytes are left where none may be.
    #[error("{0} bytes are left over")]
    LeftOver(usize),
    /// The records could not be decompressed.
    #[error(transparent)]
    Compression(#[from] CompressionError),
}

impl RecordErrorKind {
    pub(crate) fn exceeds(value: i64, limit: usize) -> Self {
        Self::Exceeds { value, limit: i64::try_from(limit).unwrap_or(i64::MAX) }
    }
}
