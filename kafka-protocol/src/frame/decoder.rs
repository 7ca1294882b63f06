use bytes::{Bytes, BytesMut};
use nom::branch::alt;
use nom::bytes::complete::{tag, take};
use nom::combinator::{value, verify};
use nom::{IResult, Parser};
use thiserror::Error;

/// The longest frame that is accepted unless the caller says otherwise: 16 MiB.
pub const DEFAULT_MAX_FRAME_LEN: usize = 16 * 1024 * 1024;

/// Cuts a stream of bytes into frames.
///
/// A length is checked as soon as its four bytes are there, and reserves nothing: memory grows as bytes arrive.
pub struct FrameDecoder {
    min_frame_len: usize,
    max_frame_len: usize,
    buffer: BytesMut,
    failed: Option<FrameError>,
}

impl FrameDecoder {
    /// A decoder that refuses frames of more than `max_frame_len` bytes, the four of the length not counted.
    pub fn new(max_frame_len: usize) -> Self {
        Self { min_frame_len: MIN_FRAME_LEN, max_frame_len, buffer: BytesMut::new(), failed: None }
    }

    /// As [`new`](Self::new), for frames that have no correlation id and may be empty: the messages of a SASL mechanism behind
    /// SaslHandshake version 0.
    pub fn of_tokens(max_frame_len: usize) -> Self {
        Self { min_frame_len: 0, ..Self::new(max_frame_len) }
    }

    /// Takes in bytes that were received.
    pub fn extend(&mut self, bytes: &[u8]) {
        // After an error nothing will be read any more.
        if self.failed.is_none() {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// The next whole frame without its length; `None` until more bytes arrive.
    ///
    /// # Errors
    ///
    /// The stream cannot be cut from here on; every further call gives the same error.
    pub fn next_frame(&mut self) -> Result<Option<Bytes>, FrameError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let Some(&prefix) = self.buffer.first_chunk::<4>() else { return Ok(None) };
        let len = match self.check(prefix) {
            Ok(len) => len,
            Err(error) => {
                self.buffer = BytesMut::new();
                self.failed = Some(error.clone());
                return Err(error);
            }
        };
        if self.buffer.len() - 4 < len {
            return Ok(None);
        }
        let mut frame = self.buffer.split_to(4 + len);
        Ok(Some(frame.split_off(4).freeze()))
    }

    /// Bytes taken in that are not part of a whole frame yet.
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }

    fn check(&self, prefix: [u8; 4]) -> Result<usize, FrameError> {
        let len = i32::from_be_bytes(prefix);
        match usize::try_from(len) {
            Ok(len) if len < self.min_frame_len => Err(FrameError::InvalidLength(len as i32)),
            // Read as lengths these are hundreds of megabytes. Where the cap lets them through, they are lengths.
            Ok(len) if len > self.max_frame_len => Err(wrong_protocol(&prefix)
                .map_or(FrameError::TooLarge { len, max: self.max_frame_len }, |(_, protocol)| {
                    FrameError::WrongProtocol(protocol)
                })),
            Ok(len) => Ok(len),
            Err(_) => Err(FrameError::InvalidLength(len)),
        }
    }
}

impl std::fmt::Debug for FrameDecoder {
    /// Without the bytes: they may be part of an authentication.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FrameDecoder").field("buffered", &self.buffer.len()).finish_non_exhaustive()
    }
}

impl Default for FrameDecoder {
    fn default() -> Self {
        Self::new(DEFAULT_MAX_FRAME_LEN)
    }
}

/// Why a stream of bytes cannot be cut into frames.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FrameError {
    /// Negative, or too short for a correlation id.
    #[error("frame length {0} is not possible")]
    InvalidLength(i32),
    /// Longer than the limit.
    #[error("frame of {len} bytes, the limit is {max}")]
    TooLarge {
        /// The length announced.
        len: usize,
        /// The limit.
        max: usize,
    },
    /// The peer speaks something else than Kafka.
    #[error("the peer does not speak the Kafka protocol without TLS, these bytes are {0}")]
    WrongProtocol(WrongProtocol),
}

/// What a peer speaks that does not speak Kafka.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WrongProtocol {
    /// An HTTP response.
    Http,
    /// The banner of an SSH server.
    Ssh,
    /// A TLS alert: a TLS listener that was spoken to without TLS.
    TlsAlert,
    /// A TLS handshake: a TLS client that speaks to a plaintext listener.
    TlsHandshake,
}

impl std::fmt::Display for WrongProtocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Http => "HTTP",
            Self::Ssh => "SSH",
            Self::TlsAlert => "a TLS alert",
            Self::TlsHandshake => "a TLS handshake",
        })
    }
}

fn wrong_protocol(prefix: &[u8]) -> IResult<&[u8], WrongProtocol> {
    alt((
        value(WrongProtocol::Http, tag("HTTP")),
        value(WrongProtocol::Ssh, tag("SSH-")),
        value(WrongProtocol::TlsAlert, (tag([0x15].as_slice()), tls_version)),
        value(WrongProtocol::TlsHandshake, (tag([0x16].as_slice()), tls_version)),
    ))
    .parse(prefix)
}

/// The legacy version of a TLS record: SSL 3.0 to TLS 1.3.
fn tls_version(input: &[u8]) -> IResult<&[u8], &[u8]> {
    verify(take(2_usize), |version: &[u8]| matches!(version, [3, 0..=4])).parse(input)
}

/// A frame holds a correlation id at least.
const MIN_FRAME_LEN: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Result<Option<Bytes>, FrameError> {
        let mut decoder = FrameDecoder::default();
        decoder.extend(bytes);
        decoder.next_frame()
    }

    #[test]
    fn frames_come_out_whole_however_the_stream_is_cut() {
        let stream = [&[0, 0, 0, 4, 1, 2, 3, 4][..], &[0, 0, 0, 5, 5, 6, 7, 8, 9]].concat();
        for piece in 1..=stream.len() {
            let mut decoder = FrameDecoder::default();
            let mut frames = Vec::new();
            for bytes in stream.chunks(piece) {
                decoder.extend(bytes);
                while let Some(frame) = decoder.next_frame().unwrap() {
                    frames.push(frame);
                }
            }
            assert_eq!(frames, [&[1, 2, 3, 4][..], &[5, 6, 7, 8, 9]], "in pieces of {piece}");
            assert_eq!(decoder.buffered(), 0);
        }
    }

    #[test]
    fn lengths_that_no_frame_has_are_refused_as_soon_as_they_are_there() {
        for len in [-1, i32::MIN, 0, 3] {
            assert_eq!(decode(&len.to_be_bytes()), Err(FrameError::InvalidLength(len)));
        }
        let too_large = DEFAULT_MAX_FRAME_LEN + 1;
        assert_eq!(
            decode(&(too_large as i32).to_be_bytes()),
            Err(FrameError::TooLarge { len: too_large, max: DEFAULT_MAX_FRAME_LEN })
        );
        assert_eq!(decode(&(DEFAULT_MAX_FRAME_LEN as i32).to_be_bytes()), Ok(None));
    }

    #[test]
    fn only_tokens_may_be_empty() {
        let mut decoder = FrameDecoder::of_tokens(10);
        decoder.extend(&[0, 0, 0, 0, 0, 0, 0, 1, 7, 0, 0, 0, 11]);
        assert_eq!(decoder.next_frame(), Ok(Some(Bytes::new())));
        assert_eq!(decoder.next_frame(), Ok(Some(Bytes::from_static(&[7]))));
        assert_eq!(decoder.next_frame(), Err(FrameError::TooLarge { len: 11, max: 10 }));
    }

    #[test]
    fn a_peer_that_speaks_something_else_is_named() {
        for (bytes, protocol) in [
            (&b"HTTP/1.1 400 Bad Request"[..], WrongProtocol::Http),
            (b"SSH-2.0-OpenSSH", WrongProtocol::Ssh),
            (&[0x15, 3, 1, 0, 2, 2, 40], WrongProtocol::TlsAlert),
            (&[0x16, 3, 3, 0, 0x7a], WrongProtocol::TlsHandshake),
        ] {
            assert_eq!(decode(bytes), Err(FrameError::WrongProtocol(protocol)));
        }
    }

    /// L04.
    #[test]
    fn a_length_within_the_cap_is_a_length_whatever_it_spells() {
        for (len, protocol) in [(*b"HTTP", WrongProtocol::Http), ([0x15, 3, 3, 0], WrongProtocol::TlsAlert)] {
            let cap = u32::from_be_bytes(len) as usize;
            for (cap, expected) in [(cap, Ok(None)), (cap - 1, Err(FrameError::WrongProtocol(protocol)))] {
                let mut decoder = FrameDecoder::new(cap);
                decoder.extend(&len);
                assert_eq!(decoder.next_frame(), expected);
            }
        }
    }

    #[test]
    fn an_error_is_final_and_holds_no_bytes() {
        let mut decoder = FrameDecoder::default();
        decoder.extend(b"HTTP/1.1 400 Bad Request");
        let error = decoder.next_frame().unwrap_err();
        decoder.extend(&[0, 0, 0, 4, 1, 2, 3, 4]);
        assert_eq!(decoder.next_frame(), Err(error));
        assert_eq!(decoder.buffered(), 0);
    }

    /// L01, L03.
    #[test]
    fn an_announced_length_reserves_nothing() {
        let mut decoder = FrameDecoder::default();
        decoder.extend(&(DEFAULT_MAX_FRAME_LEN as i32).to_be_bytes());
        assert_eq!(decoder.next_frame(), Ok(None));
        assert!(decoder.buffer.capacity() <= 64 * 1024);
    }
}
