use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Bytes that nobody may read by accident: a password, a token, a key or a proof (L38).
///
/// They are wiped when the value is dropped, `Debug` and `Display` print a fixed mask whatever their length, there is no
/// serialisation, and comparison takes the same time wherever two secrets of equal length differ. Copies that the transport
/// makes on the way to the socket are beyond its reach.
///
/// ```
/// use kafka_net::Secret;
///
/// let password = Secret::from("hunter2".to_owned());
/// assert_eq!(format!("{password} {password:?}"), "[secret] [secret]");
/// ```
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes the bytes over; nothing else keeps a copy.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes in the clear.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes as text; `None` when they are not UTF-8.
    pub(crate) fn expose_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text.into_bytes())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text.as_bytes().to_vec())
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

const MASK: &str = "[secret]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_neither_content_nor_length() {
        for text in ["", "x", "canary-7f3a"] {
            let secret = Secret::from(text);
            assert_eq!(
                format!("{secret:?}|{secret:#?}|{secret}|{secret:5}"),
                "[secret]|[secret]|[secret]|[secret]"
            );
            assert_eq!(secret.expose(), text.as_bytes());
        }
    }

    #[test]
    fn secrets_compare_by_content() {
        assert_eq!(Secret::from("a"), Secret::new(vec![b'a']));
        assert_ne!(Secret::from("a"), Secret::from("b"));
        assert_ne!(Secret::from("a"), Secret::from("aa"));
    }
}
