//! The tags of one batch's records, and what the client knows of those records.
//!
//! Records that follow each other are mostly alike: sizes and timestamp are kept once for a run of them, so that a record
//! costs the eight bytes of its tag.

use crate::delivery::RecordFacts;

/// Tags in record order.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    tags: Vec<u64>,
    runs: Vec<Run>,
}

/// Records of the same sizes and timestamp, one behind the other.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Place of the first one's tag.
    start: usize,
    /// The first one.
    facts: RecordFacts,
}

impl Run {
    /// Whether a record whose tag comes to `place` goes on with the run.
    #[inline]
    fn reaches(&self, place: usize, facts: &RecordFacts) -> bool {
        let first = &self.facts;
        facts.timestamp == first.timestamp
            && facts.value_size == first.value_size
            && facts.key_size == first.key_size
            && (facts.index - first.index) as usize == place - self.start
    }
}

/// Room for so many is made at first; then what is there doubles.
const FIRST_TAGS: usize = 256;
const FIRST_RUNS: usize = 8;

impl Tags {
    /// Whether another record fits, whatever it is.
    #[inline]
    pub(crate) fn has_room(&self) -> bool {
        self.tags.len() < self.tags.capacity() && self.runs.len() < self.runs.capacity()
    }

    /// Bytes that [`grow`](Self::grow) will take; 0 where another record fits.
    pub(crate) fn shortage(&self) -> usize {
        let (tags, runs) = self.growth();
        tags * size_of::<u64>() + runs * size_of::<Run>()
    }

    /// Makes room.
    pub(crate) fn grow(&mut self) {
        let (tags, runs) = self.growth();
        self.tags.reserve_exact(tags);
        self.runs.reserve_exact(runs);
    }

    fn growth(&self) -> (usize, usize) {
        let of = |len: usize, capacity, first| if len < capacity { 0 } else { len.max(first) };
        (
            of(self.tags.len(), self.tags.capacity(), FIRST_TAGS),
            of(self.runs.len(), self.runs.capacity(), FIRST_RUNS),
        )
    }

    #[inline]
    pub(crate) fn push(&mut self, facts: RecordFacts, tag: u64) {
        let place = self.tags.len();
        if !self.runs.last().is_some_and(|run| run.reaches(place, &facts)) {
            self.runs.push(Run { start: place, facts });
        }
        self.tags.push(tag);
    }

    pub(crate) fn len(&self) -> usize {
        self.tags.len()
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.tags.capacity() * size_of::<u64>() + self.runs.capacity() * size_of::<Run>()
    }

    /// From the tag at `place` on: the facts of the first record, and the tags of all that are like it.
    pub(crate) fn run_from(&self, place: usize) -> Option<(RecordFacts, &[u64])> {
        let at = self.runs.partition_point(|run| run.start <= place).checked_sub(1)?;
        let run = self.runs[at];
        let end = self.runs.get(at + 1).map_or(self.tags.len(), |next| next.start);
        let tags = self.tags.get(place..end).filter(|tags| !tags.is_empty())?;
        let index = run.facts.index + (place - run.start) as u32;
        Some((RecordFacts { index, ..run.facts }, tags))
    }

    /// The tags of the records from `first` on, so many records long, whose indices count from `first`.
    pub(crate) fn part(&self, first: u32, count: u32) -> Self {
        let mut part = Self::default();
        let mut place = 0;
        while let Some((facts, tags)) = self.run_from(place) {
            place += tags.len();
            for (index, tag) in (facts.index..).zip(tags) {
                if index >= first && index - first < count {
                    part.push(RecordFacts { index: index - first, ..facts }, *tag);
                }
            }
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::WallMs;

    fn facts(index: u32, value_size: i32, timestamp: i64) -> RecordFacts {
        RecordFacts { index, key_size: -1, value_size, timestamp: WallMs(timestamp) }
    }

    fn all(tags: &Tags) -> Vec<(u32, i32, i64, u64)> {
        let (mut place, mut all) = (0, Vec::new());
        while let Some((facts, run)) = tags.run_from(place) {
            place += run.len();
            let records = (facts.index..).zip(run);
            all.extend(records.map(|(index, tag)| (index, facts.value_size, facts.timestamp.0, *tag)));
        }
        all
    }

    #[test]
    fn every_record_comes_back_with_its_own_facts() {
        // Sizes and times change now and then, and some records have no tag.
        let mut tags = Tags::default();
        let mut expected = Vec::new();
        for index in (0..2000_u32).filter(|i| i % 97 != 0) {
            let (size, time) = ((index / 10 % 3) as i32, i64::from(index / 500));
            if !tags.has_room() {
                assert!(tags.shortage() > 0);
                tags.grow();
            }
            tags.push(facts(index, size, time), u64::from(index) * 7);
            expected.push((index, size, time, u64::from(index) * 7));
        }
        assert_eq!(all(&tags), expected);
        assert_eq!(tags.len(), expected.len());
        let part = all(&tags.part(90, 20));
        let cut = expected.iter().filter(|(i, ..)| (90..110).contains(i));
        assert_eq!(part, cut.map(|(i, s, t, tag)| (i - 90, *s, *t, *tag)).collect::<Vec<_>>());
    }

    #[test]
    fn records_that_are_alike_cost_eight_bytes() {
        let mut tags = Tags::default();
        for index in 0..10_000 {
            if !tags.has_room() {
                tags.grow();
            }
            tags.push(facts(index, 100, 5), 1);
        }
        assert!(tags.bytes() < 10_000 * 8 * 2, "{}", tags.bytes());
    }

    #[test]
    fn room_that_was_made_is_what_was_asked_for() {
        let mut tags = Tags::default();
        let mut charged = 0;
        for index in 0..3000 {
            if !tags.has_room() {
                charged += tags.shortage();
                tags.grow();
                assert!(tags.has_room());
            }
            // Each record is unlike the one before.
            tags.push(facts(index, index as i32, 0), 1);
        }
        assert_eq!(charged, tags.bytes());
    }
}
