//! The number of a record format.

use std::fmt;

/// A record format, by the number in byte 16 of every batch and message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Magic {
    /// Message set of Kafka before 0.10: offset, key and value. Produce requests of versions 0 and 1 carry it.
    V0,
    /// Message set of Kafka 0.10: with a timestamp. Produce requests of version 2 carry it.
    V1,
    /// Record batch of Kafka 0.11 and later: with headers and producer state. Produce requests from version 3 carry it.
    V2,
}

impl Magic {
    /// All formats, oldest first.
    pub const ALL: [Self; 3] = [Self::V0, Self::V1, Self::V2];

    /// The number on the wire.
    #[inline]
    pub const fn id(self) -> i8 {
        match self {
            Self::V0 => 0,
            Self::V1 => 1,
            Self::V2 => 2,
        }
    }

    /// The format with that number.
    #[inline]
    pub const fn from_id(id: i8) -> Option<Self> {
        match id {
            0 => Some(Self::V0),
            1 => Some(Self::V1),
            2 => Some(Self::V2),
            _ => None,
        }
    }

    /// The format that a Produce request of this version carries.
    pub const fn of_produce_version(version: i16) -> Self {
        match version {
            ..=1 => Self::V0,
            2 => Self::V1,
            _ => Self::V2,
        }
    }

    /// Whether this is one of the message sets, v0 and v1.
    #[inline]
    pub const fn is_legacy(self) -> bool {
        matches!(self, Self::V0 | Self::V1)
    }
}

impl fmt::Display for Magic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_produce_versions_are_kafkas() {
        for (id, magic) in (0..).zip(Magic::ALL) {
            assert_eq!((magic.id(), Magic::from_id(id)), (id, Some(magic)));
        }
        assert_eq!((Magic::from_id(-1), Magic::from_id(3)), (None, None));
        let carried = [0, 1, 2, 3, 13].map(Magic::of_produce_version);
        assert_eq!(carried, [Magic::V0, Magic::V0, Magic::V1, Magic::V2, Magic::V2]);
    }
}
