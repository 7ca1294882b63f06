use std::fmt;
use std::ops::Deref;

/// An array of int32. The few elements of most arrays, such as the replicas of a partition, need no memory of their own.
#[derive(Clone)]
pub struct Int32Array(Elements);

#[derive(Clone)]
enum Elements {
    Inline { len: u8, values: [i32; Int32Array::INLINE] },
    Heap(Vec<i32>),
}

impl Int32Array {
    /// The most elements that are kept in the array itself.
    pub const INLINE: usize = 3;

    /// No elements.
    pub const fn new() -> Self {
        Self(Elements::Inline { len: 0, values: [0; Self::INLINE] })
    }

    /// The numbers with these bytes, highest first.
    #[inline]
    pub(super) fn from_be_bytes(bytes: &[[u8; 4]]) -> Self {
        let [a, b, c] = match *bytes {
            [] => [0, 0, 0],
            [a] => [i32::from_be_bytes(a), 0, 0],
            [a, b] => [i32::from_be_bytes(a), i32::from_be_bytes(b), 0],
            [a, b, c] => [i32::from_be_bytes(a), i32::from_be_bytes(b), i32::from_be_bytes(c)],
            _ => return Self(Elements::Heap(bytes.iter().map(|bytes| i32::from_be_bytes(*bytes)).collect())),
        };
        Self(Elements::Inline { len: bytes.len() as u8, values: [a, b, c] })
    }

    /// Length and elements of an array without memory of its own; numbers behind its length mean nothing.
    #[inline]
    pub(super) const fn inline(&self) -> Option<(u8, [i32; Self::INLINE])> {
        match self.0 {
            Elements::Inline { len, values } => Some((len, values)),
            Elements::Heap(_) => None,
        }
    }

    /// An array of the first `len` of these numbers, at most all.
    #[inline]
    pub(super) const fn from_inline(len: u8, values: [i32; Self::INLINE]) -> Self {
        Self(Elements::Inline { len, values })
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Elements::Inline { len, .. } => usize::from(*len),
            Elements::Heap(values) => values.len(),
        }
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements.
    pub fn as_slice(&self) -> &[i32] {
        match &self.0 {
            Elements::Inline { len, values } => values.get(..usize::from(*len)).unwrap_or_default(),
            Elements::Heap(values) => values,
        }
    }
}

impl Default for Int32Array {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for Int32Array {
    type Target = [i32];

    fn deref(&self) -> &[i32] {
        self.as_slice()
    }
}

impl From<Vec<i32>> for Int32Array {
    fn from(values: Vec<i32>) -> Self {
        Self(Elements::Heap(values))
    }
}

impl FromIterator<i32> for Int32Array {
    fn from_iter<I: IntoIterator<Item = i32>>(values: I) -> Self {
        let mut rest = values.into_iter();
        let mut first = [0; Self::INLINE];
        let mut len = 0;
        for (slot, value) in first.iter_mut().zip(&mut rest) {
            *slot = value;
            len += 1;
        }
        match rest.next() {
            None => Self(Elements::Inline { len, values: first }),
            Some(next) => {
                let mut values = Vec::with_capacity(Self::INLINE + 1 + rest.size_hint().0);
                values.extend(first);
                values.push(next);
                values.extend(rest);
                Self(Elements::Heap(values))
            }
        }
    }
}

impl<'a> IntoIterator for &'a Int32Array {
    type Item = &'a i32;
    type IntoIter = std::slice::Iter<'a, i32>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Int32Array {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Int32Array {}

impl<T: AsRef<[i32]>> PartialEq<T> for Int32Array {
    fn eq(&self, other: &T) -> bool {
        self.as_slice() == other.as_ref()
    }
}

impl fmt::Debug for Int32Array {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_same_array_however_it_is_kept() {
        for len in 0..7 {
            let values: Vec<i32> = (0..len).collect();
            let collected: Int32Array = (0..len).collect();
            assert_eq!(collected, values);
            assert_eq!(collected, Int32Array::from(values.clone()));
            assert_eq!(format!("{collected:?}"), format!("{values:?}"));
            let bytes: Vec<_> = values.iter().map(|value| value.to_be_bytes()).collect();
            assert_eq!(collected, Int32Array::from_be_bytes(&bytes));
            assert_eq!(matches!(collected.0, Elements::Inline { .. }), values.len() <= Int32Array::INLINE);
        }
        assert_ne!(Int32Array::new(), vec![0]);
    }

    #[test]
    fn it_is_as_large_as_a_vector() {
        assert_eq!(size_of::<Int32Array>(), size_of::<Vec<i32>>());
        assert_eq!(size_of::<Option<Int32Array>>(), size_of::<Vec<i32>>());
    }
}
