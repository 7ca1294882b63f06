use std::time::Duration;

use bytes::{Bytes, BytesMut};

use crate::cluster::splitmix;

/// What befalls bytes on their way from a broker to a client: those of one response, or those of the broker's handshake of
/// TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WireFault {
    /// They leave in pieces: so many bytes at once, and so many more each time this has passed. Requests wait meanwhile.
    Trickle {
        /// Bytes of a piece, at least 1.
        bytes: usize,
        /// Time from piece to piece.
        every: Duration,
    },
    /// So many of them leave, then the connection is closed.
    Cut(usize),
    /// So many of them leave, then nothing more: the connection is neither read nor written nor closed.
    Stall(usize),
    /// So many of them leave, then the connection is reset (RST).
    Reset(usize),
    /// So many of them leave, then the broker ends its side of the connection (FIN). It goes on reading: later requests are
    /// applied, and their responses go nowhere.
    HalfClose(usize),
    /// They are replaced by what another kind of server says.
    Foreign(Foreign),
}

/// What servers say that are no Kafka brokers, and what they do then.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// A web server refuses the request and ends its side of the connection, as servers do that want to be heard.
    Http,
    /// An SSH server gives its banner and waits.
    Ssh,
    /// A server that wants TLS sends an alert and ends its side of the connection.
    TlsAlert,
    /// So many seeded bytes, then silence.
    Noise(usize),
    /// These bytes, then silence.
    Bytes(Bytes),
}

/// Bytes after a fault: what leaves at once, and what follows.
#[derive(Debug)]
pub(crate) struct Shaped {
    pub(crate) first: Bytes,
    pub(crate) then: Then,
}

/// What follows the bytes that left.
#[derive(Debug, Default)]
pub(crate) enum Then {
    #[default]
    Nothing,
    Trickle(Trickle),
    Close,
    Reset,
    HalfClose,
    Silence,
}

/// Bytes that leave in pieces.
#[derive(Debug)]
pub(crate) struct Trickle {
    piece: usize,
    pub(crate) every: Duration,
    rest: Bytes,
}

impl Trickle {
    /// The next piece; what follows is this again until nothing is left.
    pub(crate) fn next(mut self) -> Shaped {
        let first = self.rest.split_to(self.piece.min(self.rest.len()));
        let then = if self.rest.is_empty() { Then::Nothing } else { Then::Trickle(self) };
        Shaped { first, then }
    }
}

impl WireFault {
    /// What becomes of these bytes.
    pub(crate) fn strike(&self, mut bytes: Bytes, noise: &mut u64) -> Shaped {
        let (len, then) = match self {
            Self::Trickle { bytes: piece, every } => {
                return Trickle { piece: (*piece).max(1), every: *every, rest: bytes }.next();
            }
            Self::Cut(len) => (*len, Then::Close),
            Self::Stall(len) => (*len, Then::Silence),
            Self::Reset(len) => (*len, Then::Reset),
            Self::HalfClose(len) => (*len, Then::HalfClose),
            Self::Foreign(foreign) => return foreign.speak(noise),
        };
        bytes.truncate(len);
        Shaped { first: bytes, then }
    }
}

impl Foreign {
    /// What is said, and what follows.
    pub(crate) fn speak(&self, noise: &mut u64) -> Shaped {
        let (first, then) = match self {
            Self::Http => (Bytes::from_static(HTTP), Then::HalfClose),
            Self::Ssh => (Bytes::from_static(SSH), Then::Silence),
            Self::TlsAlert => (Bytes::from_static(TLS_ALERT), Then::HalfClose),
            Self::Noise(len) => {
                let bytes: BytesMut = (0..*len).map(|_| splitmix(noise) as u8).collect();
                (bytes.freeze(), Then::Silence)
            }
            Self::Bytes(bytes) => (bytes.clone(), Then::Silence),
        };
        Shaped { first, then }
    }
}

const HTTP: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

const SSH: &[u8] = b"SSH-2.0-OpenSSH_9.9\r\n";

/// A record of TLS 1.2 with the fatal alert `unexpected_message`.
const TLS_ALERT: &[u8] = &[21, 3, 3, 0, 2, 2, 10];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trickle_loses_nothing_and_ends() {
        for piece in [0, 1, 3, 10, 99] {
            let every = Duration::from_millis(5);
            let fault = WireFault::Trickle { bytes: piece, every };
            let mut shaped = fault.strike(Bytes::from_static(b"0123456789"), &mut 0);
            let mut sent = shaped.first.to_vec();
            while let Then::Trickle(trickle) = shaped.then {
                assert_eq!(shaped.first.len(), piece.max(1));
                shaped = trickle.next();
                sent.extend_from_slice(&shaped.first);
            }
            assert_eq!(sent, b"0123456789");
        }
    }

    #[test]
    fn a_cut_longer_than_the_bytes_leaves_them_whole() {
        let shaped = WireFault::Stall(100).strike(Bytes::from_static(b"0123456789"), &mut 0);
        assert_eq!(shaped.first.len(), 10);
        assert!(matches!(shaped.then, Then::Silence));
    }

    #[test]
    fn noise_comes_from_the_seed() {
        let noise = |mut seed: u64| Foreign::Noise(64).speak(&mut seed).first;
        assert_eq!(noise(1), noise(1));
        assert_ne!(noise(1), noise(2));
    }
}
