//! The tags of one batch's records, and what the client knows of those records: a log of entries, in record order.
//!
//! Records that follow each other are mostly alike, so an entry says what is different from the record before:
//!
//! ```text
//! kind  tag      (timestamp  value size  key size  index)
//! u8    u64      i64         i32         i32       u32
//! ```
//!
//! A kind up to [`ALIKE`] is the number of milliseconds by which the timestamp has grown, and the entry ends with its tag: nine bytes a
//! record. All numbers are little-endian.

use std::fmt;

use kafka_records::Chunk as _;

use crate::accumulator::PooledChunk;
use crate::clock::WallMs;
use crate::delivery::RecordFacts;

/// The largest kind of an entry that says nothing but how much later its record is.
const ALIKE: u8 = 254;
/// The kind of an entry that says everything.
const FULL: u8 = 255;
/// Bytes of either.
const ALIKE_LEN: usize = 9;
const FULL_LEN: usize = 29;

/// Bytes of the first chunk, and of the largest that a batch expects because of the one before it; further ones double.
const FIRST_LEN: usize = 256;
const EXPECTED_MAX: usize = 64 << 10;

/// Tags in record order.
// In this order: what is written for each record comes first.
#[derive(Default)]
#[repr(C)]
pub(crate) struct Tags {
    /// Of the newest record.
    last: Last,
    /// Bytes of the chunk that have an entry.
    used: u32,
    count: u32,
    chunk: Option<PooledChunk>,
    /// Bytes to make room for at first.
    expected: usize,
}

/// What the next record is compared with.
#[derive(Clone, Copy, Debug)]
struct Last {
    timestamp: i64,
    /// Sizes of key and value, in one word to be compared at once.
    sizes: u64,
    /// The index that the next record is expected to have.
    next: u32,
}

impl Default for Last {
    /// Nothing follows it: no record has sizes below -1.
    fn default() -> Self {
        Self { timestamp: 0, sizes: sizes(i32::MIN, i32::MIN), next: 0 }
    }
}

#[inline]
const fn sizes(key: i32, value: i32) -> u64 {
    (key as u32 as u64) << 32 | value as u32 as u64
}

/// A place between two entries.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    at: usize,
    last: Option<RecordFacts>,
}

impl Tags {
    /// No tags yet, and probably so many bytes in the end.
    pub(crate) fn expecting(bytes: usize) -> Self {
        Self { expected: bytes.min(EXPECTED_MAX), ..Self::default() }
    }

    /// Whether another record fits, whatever is to be said of it.
    #[inline]
    pub(crate) fn has_room(&self) -> bool {
        self.used as usize + FULL_LEN <= self.capacity()
    }

    #[inline]
    fn capacity(&self) -> usize {
        self.chunk.as_ref().map_or(0, |chunk| chunk.as_ref().len())
    }

    /// Bytes of the chunk to [`grow`](Self::grow) into before another record fits; 0 where one fits already.
    pub(crate) fn shortage(&self) -> usize {
        if self.has_room() { 0 } else { (2 * self.capacity()).max(self.expected).max(FIRST_LEN) }
    }

    /// Goes on in this chunk, which is larger than the one before.
    pub(crate) fn grow(&mut self, mut chunk: PooledChunk) {
        let buffer = chunk.buffer();
        buffer.resize(buffer.capacity(), 0);
        if let Some(old) = &self.chunk {
            buffer[..self.bytes()].copy_from_slice(&old.as_ref()[..self.bytes()]);
        }
        self.chunk = Some(chunk);
    }

    /// Adds a record for which there [is room](Self::has_room).
    // Inlined, so that the facts stay in registers: from memory, where they would have just been put, they would come back only after all
    // that is to be written before them, the record for one.
    #[expect(clippy::inline_always, reason = "see above")]
    #[inline(always)]
    pub(crate) fn push(&mut self, facts: RecordFacts, tag: u64) {
        let last = Last {
            timestamp: facts.timestamp.0,
            sizes: sizes(facts.key_size, facts.value_size),
            next: facts.index.wrapping_add(1),
        };
        let step = last.timestamp.wrapping_sub(self.last.timestamp);
        let alike = last.sizes == self.last.sizes
            && facts.index == self.last.next
            && (0..=i64::from(ALIKE)).contains(&step);
        let kind = if alike { step as u8 } else { FULL };
        self.last = last;
        let room = self.chunk.as_mut().and_then(|chunk| chunk.buffer().get_mut(self.used as usize..));
        let Some(([first, rest @ ..], room)) =
            room.and_then(|room| room.split_first_chunk_mut::<ALIKE_LEN>())
        else {
            debug_assert!(false, "there is room for the entry");
            return;
        };
        *first = kind;
        *rest = tag.to_le_bytes();
        self.used += ALIKE_LEN as u32;
        self.count += 1;
        if kind == FULL {
            self.used += put_facts(room, &last, facts.index);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.count as usize
    }

    /// Bytes that the tags take.
    pub(crate) fn bytes(&self) -> usize {
        self.used as usize
    }

    /// The entry at the place, which moves behind it.
    #[inline]
    pub(super) fn next(&self, cursor: &mut Cursor) -> Option<(RecordFacts, u64)> {
        let entries = self.chunk.as_ref()?.as_ref().get(cursor.at..self.bytes())?;
        let ([kind, tag @ ..], rest) = entries.split_first_chunk::<ALIKE_LEN>()?;
        cursor.at += ALIKE_LEN;
        let facts = if let Some(last) = cursor.last.filter(|_| *kind != FULL) {
            let timestamp = WallMs(last.timestamp.0 + i64::from(*kind));
            RecordFacts { index: last.index + 1, timestamp, ..last }
        } else {
            cursor.at += FULL_LEN - ALIKE_LEN;
            facts_in(rest)?
        };
        cursor.last = Some(facts);
        Some((facts, u64::from_le_bytes(*tag)))
    }

    /// Adds the records from `first` on, so many records long, to `part`, where their indices count from `first`. `part` has room for
    /// [`part_len`](Self::part_len) bytes.
    pub(crate) fn copy_part(&self, first: u32, count: u32, part: &mut Self) {
        for (facts, tag, _) in self.part(first, count) {
            part.push(RecordFacts { index: facts.index - first, ..facts }, tag);
        }
    }

    /// Bytes of the records from `first` on, so many records long, as tags of their own.
    pub(crate) fn part_len(&self, first: u32, count: u32) -> usize {
        let len: usize = self.part(first, count).map(|(_, _, len)| len).sum();
        // The first one has nothing before it.
        len + FULL_LEN
    }

    /// Records with their tag and the length of their entry.
    fn part(&self, first: u32, count: u32) -> impl Iterator<Item = (RecordFacts, u64, usize)> + '_ {
        let mut cursor = Cursor::default();
        let all = std::iter::from_fn(move || {
            let at = cursor.at;
            let (facts, tag) = self.next(&mut cursor)?;
            Some((facts, tag, cursor.at - at))
        });
        all.filter(move |(facts, ..)| facts.index >= first && facts.index - first < count)
    }
}

/// Writes what a full entry says beside its tag; returns its length.
#[cold]
fn put_facts(room: &mut [u8], facts: &Last, index: u32) -> u32 {
    let fields: [&[u8]; 3] =
        [&facts.timestamp.to_le_bytes(), &facts.sizes.to_le_bytes(), &index.to_le_bytes()];
    let mut at = 0;
    for field in fields {
        room[at..at + field.len()].copy_from_slice(field);
        at += field.len();
    }
    at as u32
}

fn facts_in(entry: &[u8]) -> Option<RecordFacts> {
    let (timestamp, entry) = entry.split_first_chunk()?;
    let (sizes, entry) = entry.split_first_chunk()?;
    let (index, _) = entry.split_first_chunk()?;
    let sizes = u64::from_le_bytes(*sizes);
    Some(RecordFacts {
        timestamp: WallMs(i64::from_le_bytes(*timestamp)),
        index: u32::from_le_bytes(*index),
        key_size: (sizes >> 32) as i32,
        value_size: sizes as i32,
    })
}

impl fmt::Debug for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tags").field("count", &self.count).field("bytes", &self.used).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accumulator::MemoryPool;
    use crate::sync::Arc;

    fn facts(index: u32, value_size: i32, timestamp: i64) -> RecordFacts {
        RecordFacts { index, key_size: -1, value_size, timestamp: WallMs(timestamp) }
    }

    fn push(tags: &mut Tags, pool: &Arc<MemoryPool>, facts: RecordFacts, tag: u64) {
        let shortage = tags.shortage();
        if shortage > 0 {
            tags.grow(pool.chunk_beyond(shortage));
        }
        assert!(tags.has_room());
        tags.push(facts, tag);
    }

    fn all(tags: &Tags) -> Vec<(u32, i32, i64, u64)> {
        let mut cursor = Cursor::default();
        std::iter::from_fn(|| tags.next(&mut cursor))
            .map(|(facts, tag)| (facts.index, facts.value_size, facts.timestamp.0, tag))
            .collect()
    }

    #[test]
    fn every_record_comes_back_with_its_own_facts() {
        let pool = Arc::new(MemoryPool::new(1 << 20));
        // Sizes and times change now and then, times go back as well, and some records have no tag.
        let mut tags = Tags::default();
        let mut expected = Vec::new();
        for index in (0..2000_u32).filter(|i| i % 97 != 0) {
            let size = (index / 10 % 3) as i32;
            let time = [i64::from(index / 500), i64::from(index) * 100, -1][(index / 50 % 3) as usize];
            push(&mut tags, &pool, facts(index, size, time), u64::from(index) << 40);
            expected.push((index, size, time, u64::from(index) << 40));
        }
        assert_eq!(all(&tags), expected);
        assert_eq!(tags.len(), expected.len());
        let mut part = Tags::default();
        part.grow(pool.chunk_beyond(tags.part_len(90, 20)));
        assert!(tags.part_len(90, 20) < 20 * FULL_LEN);
        tags.copy_part(90, 20, &mut part);
        let cut = expected.iter().filter(|(i, ..)| (90..110).contains(i));
        assert_eq!(all(&part), cut.map(|(i, s, t, tag)| (i - 90, *s, *t, *tag)).collect::<Vec<_>>());
        drop((tags, part));
        assert_eq!(pool.used(), 0);
    }

    #[test]
    fn records_that_are_alike_cost_nine_bytes() {
        let pool = Arc::new(MemoryPool::new(1 << 20));
        let mut tags = Tags::default();
        for index in 0..10_000 {
            push(&mut tags, &pool, facts(index, 100, 5 + i64::from(index) * 3), 1);
        }
        assert!(tags.bytes() < 10_000 * ALIKE_LEN + FULL_LEN, "{}", tags.bytes());
    }

    #[test]
    fn what_is_expected_is_made_room_for_at_once() {
        assert_eq!(Tags::expecting(5000).shortage(), 5000);
        assert_eq!(Tags::expecting(5).shortage(), FIRST_LEN);
        assert_eq!(Tags::expecting(1 << 20).shortage(), EXPECTED_MAX);
    }
}
