//! The tags of one batch's records, and what the client knows of those records.
//!
//! Records that follow each other are mostly alike: sizes and timestamp are kept once for a run of them, so that a record
//! costs the eight bytes of its tag.

use crate::delivery::RecordFacts;

/// Tags in record order.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    values: Vec<u64>,
    /// The newest run, kept at hand: in most batches there is no other.
    last: Option<Run>,
    /// Those before it.
    earlier: Vec<Run>,
    /// Tags to make room for at first.
    expected: usize,
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

/// Room for at least so many is made at first; then what is there doubles.
const FIRST_TAGS: usize = 16;
const FIRST_RUNS: usize = 8;

impl Tags {
    /// No tags yet, and probably so many in the end.
    pub(crate) fn expecting(tags: usize) -> Self {
        Self { expected: tags, ..Self::default() }
    }

    /// Whether this record fits.
    #[inline]
    pub(crate) fn has_room(&self, facts: &RecordFacts) -> bool {
        self.values.len() < self.values.capacity() && !self.wants_run(facts)
    }

    /// Whether the record begins a run for which there is no room.
    #[inline]
    fn wants_run(&self, facts: &RecordFacts) -> bool {
        self.earlier.len() == self.earlier.capacity()
            && self.last.as_ref().is_some_and(|run| !run.reaches(self.values.len(), facts))
    }

    /// Bytes that [`grow`](Self::grow) will take; 0 where the record fits.
    pub(crate) fn shortage(&self, facts: &RecordFacts) -> usize {
        let (tags, runs) = self.growth(facts);
        tags * size_of::<u64>() + runs * size_of::<Run>()
    }

    /// Makes room for the record.
    pub(crate) fn grow(&mut self, facts: &RecordFacts) {
        let (tags, runs) = self.growth(facts);
        self.values.reserve_exact(tags);
        self.earlier.reserve_exact(runs);
    }

    fn growth(&self, facts: &RecordFacts) -> (usize, usize) {
        let full = self.values.len() == self.values.capacity();
        let tags = if full { self.values.len().max(self.expected).max(FIRST_TAGS) } else { 0 };
        let runs = if self.wants_run(facts) { self.earlier.len().max(FIRST_RUNS) } else { 0 };
        (tags, runs)
    }

    #[inline]
    pub(crate) fn push(&mut self, facts: RecordFacts, tag: u64) {
        let place = self.values.len();
        match &self.last {
            Some(run) if run.reaches(place, &facts) => {}
            last => {
                self.earlier.extend(*last);
                self.last = Some(Run { start: place, facts });
            }
        }
        self.values.push(tag);
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<u64>() + self.earlier.capacity() * size_of::<Run>()
    }

    /// From the tag at `place` on: the facts of the first record, and the tags of all that are like it.
    pub(crate) fn run_from(&self, place: usize) -> Option<(RecordFacts, &[u64])> {
        let last = self.last?;
        let (run, end) = if place >= last.start {
            (last, self.values.len())
        } else {
            let at = self.earlier.partition_point(|run| run.start <= place).checked_sub(1)?;
            (self.earlier[at], self.earlier.get(at + 1).map_or(last.start, |next| next.start))
        };
        let tags = self.values.get(place..end).filter(|tags| !tags.is_empty())?;
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
            let facts = facts(index, size, time);
            if !tags.has_room(&facts) {
                assert!(tags.shortage(&facts) > 0);
                tags.grow(&facts);
            }
            tags.push(facts, u64::from(index) * 7);
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
            let facts = facts(index, 100, 5);
            if !tags.has_room(&facts) {
                tags.grow(&facts);
            }
            tags.push(facts, 1);
        }
        assert!(tags.bytes() < 10_000 * 8 * 2, "{}", tags.bytes());
    }

    #[test]
    fn what_is_expected_is_made_room_for_at_once() {
        let mut tags = Tags::expecting(500);
        assert_eq!(tags.shortage(&facts(0, 1, 1)), 500 * 8);
        tags.grow(&facts(0, 1, 1));
        assert_eq!(tags.bytes(), 500 * 8);
    }

    #[test]
    fn room_that_was_made_is_what_was_asked_for() {
        let mut tags = Tags::default();
        let mut charged = 0;
        for index in 0..3000 {
            // Each record is unlike the one before.
            let facts = facts(index, index as i32, 0);
            if !tags.has_room(&facts) {
                charged += tags.shortage(&facts);
                tags.grow(&facts);
                assert!(tags.has_room(&facts));
            }
            tags.push(facts, 1);
        }
        assert_eq!(charged, tags.bytes());
    }
}
