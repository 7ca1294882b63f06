use std::fmt::Debug;

use bytes::{Buf, BufMut, Bytes};

use crate::wire::{Reader, Segments, Writer};
use crate::{ApiKey, DecodeError, EncodeError, EncodeErrorKind, VersionRange};

/// One message of the protocol in all its versions.
///
/// The struct holds the fields of every version; the version given to [`encode`](Self::encode) decides which of them
/// are written, and fields that a version lacks have their default after [`decode`](Self::decode).
pub trait Message: Clone + Debug + Default + PartialEq + Send + 'static {
    /// Kafka's name, such as `ProduceRequest`.
    const NAME: &'static str;
    /// The versions that can be read and written.
    const VERSIONS: VersionRange;
    /// The first version with compact lengths and tagged fields (KIP-482), if any has them.
    const FLEXIBLE_SINCE: Option<i16>;
    /// Decoding refuses input that would take more than this many times its size in memory, plus 64 KiB.
    const MEMORY_FACTOR: usize = 40;

    /// Writes the message to the end of `out`, or nothing on an error.
    ///
    /// Records are copied; [`to_segments`](Self::to_segments) shares them.
    ///
    /// # Errors
    ///
    /// The version does not exist; a field that must not be left out is set but missing from the version; a null or
    /// a length that the version cannot express.
    ///
    /// # Panics
    ///
    /// When `out` is of fixed size, such as `&mut [u8]`, and too small. [`encoded_len`](Self::encoded_len) tells
    /// beforehand.
    fn encode(&self, version: i16, out: &mut impl BufMut) -> Result<(), EncodeError> {
        for piece in self.to_segments(version)? {
            out.put_slice(&piece);
        }
        Ok(())
    }

    /// The message as pieces of memory; record batches are shared, not copied.
    ///
    /// # Errors
    ///
    /// As [`encode`](Self::encode).
    fn to_segments(&self, version: i16) -> Result<Segments, EncodeError> {
        let mut w = Writer::with_capacity(FIRST_BUFFER);
        self.write(version, &mut w);
        w.finish()
    }

    /// The exact number of bytes that [`encode`](Self::encode) writes.
    ///
    /// # Errors
    ///
    /// The version does not exist. Other faults show only when encoding.
    fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
        if !Self::VERSIONS.contains(version) {
            let kind = EncodeErrorKind::UnsupportedVersion(Self::VERSIONS);
            return Err(EncodeError { message: Self::NAME, field: "version", version, kind });
        }
        Ok(self.wire_len(version))
    }

    /// Reads the message from the start of `bytes`, which is left with what is behind it, or as it was on an error.
    ///
    /// Strings, bytes and records share memory with `bytes`.
    ///
    /// # Errors
    ///
    /// The version does not exist, the bytes do not follow its schema, or the message would take more memory than
    /// [`MEMORY_FACTOR`](Self::MEMORY_FACTOR) allows.
    fn decode(version: i16, bytes: &mut Bytes) -> Result<Self, DecodeError> {
        let mut r = Reader::new(bytes, Self::NAME, version);
        r.set_memory_factor(Self::MEMORY_FACTOR);
        let message = Self::read(version, &mut r);
        r.check()?;
        let read = r.position();
        bytes.advance(read);
        Ok(message)
    }

    /// Reads the message from all of `bytes`.
    ///
    /// # Errors
    ///
    /// As [`decode`](Self::decode), and for bytes left over.
    fn decode_exact(version: i16, bytes: &Bytes) -> Result<Self, DecodeError> {
        let mut r = Reader::new(bytes, Self::NAME, version);
        r.set_memory_factor(Self::MEMORY_FACTOR);
        let message = Self::read(version, &mut r);
        r.finish("end of message")?;
        Ok(message)
    }

    /// Writes the message behind others; the writer remembers what was wrong.
    fn write(&self, version: i16, w: &mut Writer);

    /// The number of bytes that [`write`](Self::write) adds; any number if the version does not exist.
    fn wire_len(&self, version: i16) -> usize;

    /// Reads the message from where the reader is; the reader remembers what was wrong.
    fn read(version: i16, r: &mut Reader) -> Self;

    /// Whether `version` has compact lengths and tagged fields.
    fn is_flexible(version: i16) -> bool {
        Self::FLEXIBLE_SINCE.is_some_and(|since| version >= since)
    }
}

/// A message that asks for another one.
pub trait Request: Message {
    /// The number of the API.
    const API_KEY: ApiKey;
    /// What the broker answers, in the same version as the request.
    type Response: Message;
}

/// Most messages are smaller but for their records, which are not copied; larger ones grow the buffer.
pub(crate) const FIRST_BUFFER: usize = 512;
