use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::Utf8Error;

use bytes::Bytes;

/// A string that shares memory with the buffer it was read from. Cloning copies no text.
///
/// It keeps the whole buffer alive: what is stored for long is better copied out with [`StrBytes::copy_from`].
#[derive(Clone, Default)]
pub struct StrBytes {
    /// Always UTF-8: every constructor checks or starts from a `str`.
    bytes: Bytes,
}

impl StrBytes {
    /// The empty string.
    pub const fn new() -> Self {
        Self { bytes: Bytes::new() }
    }

    /// A string over static memory.
    pub const fn from_static(text: &'static str) -> Self {
        Self { bytes: Bytes::from_static(text.as_bytes()) }
    }

    /// A string with memory of its own.
    pub fn copy_from(text: &str) -> Self {
        Self { bytes: Bytes::copy_from_slice(text.as_bytes()) }
    }

    /// Takes the bytes as they are if they are UTF-8.
    pub fn from_utf8(bytes: Bytes) -> Result<Self, Utf8Error> {
        std::str::from_utf8(&bytes)?;
        Ok(Self { bytes })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        // Unsafe code is forbidden here, so the check is paid again; names are short.
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    /// The bytes of the text.
    pub fn as_bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes of the text, without a copy.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }
}

impl Deref for StrBytes {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for StrBytes {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for StrBytes {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl From<&'static str> for StrBytes {
    fn from(text: &'static str) -> Self {
        Self::from_static(text)
    }
}

impl From<String> for StrBytes {
    fn from(text: String) -> Self {
        Self { bytes: Bytes::from(text) }
    }
}

// Text compares as its bytes do, so that no check is paid here.

impl PartialEq for StrBytes {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for StrBytes {}

impl PartialEq<str> for StrBytes {
    fn eq(&self, other: &str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl PartialEq<&str> for StrBytes {
    fn eq(&self, other: &&str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl PartialOrd for StrBytes {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StrBytes {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl Hash for StrBytes {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As `str` does, since the type borrows as one.
        self.as_str().hash(state);
    }
}

impl fmt::Display for StrBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Debug for StrBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use super::*;

    #[test]
    fn maps_keyed_by_it_are_searched_by_str() {
        let key = StrBytes::copy_from("topic");
        let sorted = BTreeMap::from([(key.clone(), 1)]);
        let hashed: HashMap<_, _> = [(key, 2)].into_iter().collect();
        assert_eq!(sorted.get("topic"), Some(&1));
        assert_eq!(hashed.get("topic"), Some(&2));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused() {
        assert!(StrBytes::from_utf8(Bytes::from_static(b"\xff")).is_err());
        assert_eq!(StrBytes::from_utf8(Bytes::from_static("é".as_bytes())).as_deref(), Ok("é"));
    }
}
