use std::fmt;

/// An inclusive range of versions of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VersionRange {
    /// The oldest version.
    pub min: i16,
    /// The newest version.
    pub max: i16,
}

impl VersionRange {
    /// The range from `min` to `max`, both included. With `min > max` it is empty.
    pub const fn new(min: i16, max: i16) -> Self {
        Self { min, max }
    }

    /// Whether `version` is in the range.
    pub const fn contains(self, version: i16) -> bool {
        self.min <= version && version <= self.max
    }

    /// Whether no version is in the range.
    pub const fn is_empty(self) -> bool {
        self.min > self.max
    }

    /// The versions that both ranges have; `None` if there is none.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let both = Self { min: self.min.max(other.min), max: self.max.min(other.max) };
        (!both.is_empty()).then_some(both)
    }

    /// Every version of the range, oldest first.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = i16> {
        self.min..=self.max
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.min, self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_intersect_in_their_common_versions_or_not_at_all() {
        let ours = VersionRange::new(3, 13);
        assert_eq!(ours.intersect(VersionRange::new(0, 8)), Some(VersionRange::new(3, 8)));
        assert_eq!(ours.intersect(VersionRange::new(0, 2)), None);
        assert_eq!(ours.intersect(VersionRange::new(9, 1)), None);
    }

    #[test]
    fn both_ends_belong_to_the_range() {
        let range = VersionRange::new(0, 2);
        assert!(range.contains(0) && range.contains(2));
        assert!(!range.contains(-1) && !range.contains(3));
        assert_eq!(range.iter().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(range.to_string(), "0-2");
    }
}
