//! Who wrote a batch: producer id, epoch and sequence, as the header carries them.

use std::fmt;

/// Identity that a broker gave to an idempotent or transactional producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProducerId(pub i64);

impl ProducerId {
    /// No producer id: the batch is not idempotent.
    pub const NONE: Self = Self(-1);

    /// Whether this is a real id.
    #[inline]
    pub const fn is_some(self) -> bool {
        self.0 >= 0
    }
}

/// Generation of a producer id; a higher one fences off the lower ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProducerEpoch(pub i16);

impl ProducerEpoch {
    /// No epoch, together with [`ProducerId::NONE`].
    pub const NONE: Self = Self(-1);
}

/// Number of a record among all of one producer in one partition.
///
/// Starts at 0 and goes back to 0 after 2147483647, so it has no total order: compare by [`Sequence::distance_from`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sequence(pub i32);

impl Sequence {
    /// No sequence, together with [`ProducerId::NONE`].
    pub const NONE: Self = Self(-1);

    /// First sequence of a producer epoch.
    pub const FIRST: Self = Self(0);

    /// Whether this is a real sequence.
    #[inline]
    pub const fn is_some(self) -> bool {
        self.0 >= 0
    }

    /// The sequence `n` records later: (sequence + n) mod 2^31. [`Sequence::NONE`] stays none.
    #[inline]
    #[must_use]
    pub const fn add(self, n: u32) -> Self {
        if self.is_some() { Self(((self.0 as u32).wrapping_add(n) & Self::MASK) as i32) } else { self }
    }

    /// How many records this sequence lies after `other`, negative when it lies before: the shorter way round the circle,
    /// so in -2^30 ..= 2^30 - 1.
    ///
    /// Plain subtraction, as the Java producer does it, is wrong at the wrap.
    #[inline]
    pub const fn distance_from(self, other: Self) -> i32 {
        // Shift left by one so that bit 30, the sign on a circle of 2^31, becomes the sign of an i32.
        let turn = (self.0 as u32).wrapping_sub(other.0 as u32);
        ((turn << 1) as i32) >> 1
    }

    /// Whether this sequence comes after `other`.
    #[inline]
    pub const fn is_after(self, other: Self) -> bool {
        self.distance_from(other) > 0
    }

    /// Whether `next` starts right where a batch of `count` records from here ends.
    #[inline]
    pub const fn is_followed_by(self, count: u32, next: Self) -> bool {
        self.add(count).0 == next.0
    }

    const MASK: u32 = i32::MAX as u32;
}

/// What a sender writes into the header of a sealed batch, and may write again for a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProducerStamp {
    /// Producer id, or [`ProducerId::NONE`].
    pub producer_id: ProducerId,
    /// Epoch of that id.
    pub epoch: ProducerEpoch,
    /// Sequence of the first record.
    pub base_sequence: Sequence,
    /// Whether the batch is part of a transaction.
    pub transactional: bool,
}

impl ProducerStamp {
    /// Stamp of a producer that is neither idempotent nor transactional.
    pub const NONE: Self = Self {
        producer_id: ProducerId::NONE,
        epoch: ProducerEpoch::NONE,
        base_sequence: Sequence::NONE,
        transactional: false,
    };
}

impl fmt::Display for ProducerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ProducerEpoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LAST: Sequence = Sequence(i32::MAX);

    #[test]
    fn a_sequence_wraps_to_zero_after_the_largest() {
        assert_eq!(LAST.add(1), Sequence::FIRST);
        assert_eq!(LAST.add(5), Sequence(4));
        assert_eq!(Sequence(7).add(0), Sequence(7));
        assert_eq!(Sequence(3).add(1 << 31), Sequence(3));
    }

    #[test]
    fn no_sequence_stays_none() {
        assert_eq!(Sequence::NONE.add(4), Sequence::NONE);
    }

    #[test]
    fn distance_goes_the_short_way_round() {
        assert_eq!(Sequence(5).distance_from(Sequence(3)), 2);
        assert_eq!(Sequence(3).distance_from(Sequence(5)), -2);
        assert_eq!(Sequence(1).distance_from(LAST), 2);
        assert_eq!(LAST.distance_from(Sequence(1)), -2);
        assert!(Sequence(0).is_after(LAST));
        assert!(!LAST.is_after(Sequence(0)));
        assert!(!LAST.is_after(LAST));
        assert!(Sequence(i32::MAX - 1).is_followed_by(3, Sequence(1)));
    }

    proptest! {
        #[test]
        fn distance_undoes_add(start in 0..=i32::MAX, n in 0_u32..1 << 30) {
            let start = Sequence(start);
            prop_assert_eq!(start.add(n).distance_from(start), n as i32);
            prop_assert_eq!(start.distance_from(start.add(n)), -(n as i32));
            prop_assert!(start.add(n).is_some());
        }
    }
}
