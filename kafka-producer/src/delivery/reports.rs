//! What the records of a batch want to be told by, beside their futures.

use std::fmt;

use crate::accumulator::MemoryPool;
use crate::accumulator::chunk::{Charge, PooledChunk, size_class};
use crate::delivery::tags::Tags;
use crate::delivery::{Callback, RecordFacts};
use crate::interceptor::RecordError;
use crate::sync::Arc;

/// How one record wants to be reported beside its future.
pub(crate) enum Report {
    None,
    Tag(u64),
    Callback(Callback),
}

impl Report {
    /// The record was not admitted.
    #[cold]
    pub(crate) fn refuse(self, error: &RecordError<'_>) {
        if let Self::Callback(callback) = self {
            callback.refused(error);
        }
    }
}

/// The reports that the records of one batch want, in record order.
// In this order: see [`Tags`].
#[derive(Default)]
#[repr(C)]
pub(crate) struct Reports {
    pub(super) tags: Tags,
    pub(super) callbacks: Vec<(RecordFacts, Callback)>,
    charge: Option<Charge>,
}

/// Entries reserved at a time; they are charged to `buffer.memory` before a record's first byte is written.
const REPORTS_AT_ONCE: usize = 64;

/// What has to be reserved before another report fits: bytes of a chunk for tags, and others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportRoom {
    pub(crate) tags: usize,
    pub(crate) extra: usize,
}

impl ReportRoom {
    pub(crate) const NONE: Self = Self { tags: 0, extra: 0 };

    pub(crate) const fn bytes(self) -> usize {
        self.tags + self.extra
    }
}

impl Reports {
    /// None yet, and probably so many bytes of tags in the end.
    pub(crate) fn expecting(tag_bytes: usize) -> Self {
        Self { tags: Tags::expecting(tag_bytes), ..Self::default() }
    }

    /// Bytes of tags so far.
    pub(crate) fn tag_bytes(&self) -> usize {
        self.tags.bytes()
    }

    /// What another report lacks.
    pub(crate) fn shortage(&self, report: &Report) -> ReportRoom {
        match report {
            Report::Tag(_) if !self.tags.has_room() => {
                ReportRoom { tags: size_class(self.tags.shortage()), extra: 0 }
            }
            Report::Callback(_) if self.callbacks.len() == self.callbacks.capacity() => {
                let entries = self.callbacks.len().max(REPORTS_AT_ONCE);
                ReportRoom { tags: 0, extra: entries * size_of::<(RecordFacts, Callback)>() }
            }
            _ => ReportRoom::NONE,
        }
    }

    /// Whether the report fits without more memory.
    #[inline]
    pub(crate) fn has_room(&self, report: &Report) -> bool {
        match report {
            Report::None => true,
            Report::Tag(_) => self.tags.has_room(),
            Report::Callback(_) => self.callbacks.len() < self.callbacks.capacity(),
        }
    }

    /// Makes room for more tags.
    pub(crate) fn grow_tags(&mut self, chunk: PooledChunk) {
        self.tags.grow(chunk);
    }

    /// Makes room for the callbacks that [`shortage`](Self::shortage) asked for.
    pub(crate) fn grow_callbacks(&mut self, charge: Charge) {
        self.callbacks.reserve_exact(self.callbacks.len().max(REPORTS_AT_ONCE));
        match &mut self.charge {
            Some(all) => all.absorb(charge),
            none => *none = Some(charge),
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, facts: RecordFacts, report: Report) {
        match report {
            Report::None => {}
            Report::Tag(tag) => self.tags.push(facts, tag),
            Report::Callback(callback) => self.callbacks.push((facts, callback)),
        }
    }

    /// As [`push`](Self::push), for a tag.
    #[inline]
    pub(crate) fn push_tag(&mut self, facts: RecordFacts, tag: u64) {
        self.tags.push(facts, tag);
    }

    /// Hands the reports of the records from `first` on to a child of a split, `count` records long.
    pub(crate) fn split_off(&mut self, first: u32, count: u32, pool: &Arc<MemoryPool>) -> Self {
        let inside = |facts: &RecordFacts| facts.index >= first && facts.index < first + count;
        let mut child = Self::default();
        let own = |facts: RecordFacts| RecordFacts { index: facts.index - first, ..facts };
        if self.tags.len() > 0 {
            child.tags.grow(pool.chunk_beyond(self.tags.part_len(first, count)));
            self.tags.copy_part(first, count, &mut child.tags);
        }
        let (mine, rest) = std::mem::take(&mut self.callbacks).into_iter().partition(|(f, _)| inside(f));
        self.callbacks = rest;
        child.callbacks = mine;
        for (facts, _) in &mut child.callbacks {
            *facts = own(*facts);
        }
        let bytes = child.callbacks.capacity() * size_of::<(RecordFacts, Callback)>();
        child.charge = (bytes > 0).then(|| pool.charge_beyond(bytes));
        child
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reports")
            .field("tags", &self.tags.len())
            .field("callbacks", &self.callbacks.len())
            .finish_non_exhaustive()
    }
}
