//! What the records of a batch want to be told by, beside their futures.

use std::fmt;

use crate::accumulator::MemoryPool;
use crate::accumulator::memory::Charge;
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
#[derive(Default)]
pub(crate) struct Reports {
    pub(super) tags: Tags,
    pub(super) callbacks: Vec<(RecordFacts, Callback)>,
    charge: Option<Charge>,
}

/// Entries reserved at a time; they are charged to `buffer.memory` before a record's first byte is written.
const REPORTS_AT_ONCE: usize = 64;

impl Reports {
    /// None yet, and probably so many tags in the end.
    pub(crate) fn expecting(tags: usize) -> Self {
        Self { tags: Tags::expecting(tags), ..Self::default() }
    }

    /// Tags so far.
    pub(crate) fn tag_count(&self) -> usize {
        self.tags.len()
    }

    /// Bytes to charge before another report fits; 0 where one fits already.
    pub(crate) fn shortage(&self, facts: &RecordFacts, report: &Report) -> usize {
        match report {
            Report::Tag(_) => self.tags.shortage(facts),
            Report::Callback(_) if self.callbacks.len() == self.callbacks.capacity() => {
                self.callbacks.len().max(REPORTS_AT_ONCE) * size_of::<(RecordFacts, Callback)>()
            }
            _ => 0,
        }
    }

    /// Whether the report fits without more memory.
    #[inline]
    pub(crate) fn has_room(&self, facts: &RecordFacts, report: &Report) -> bool {
        match report {
            Report::None => true,
            Report::Tag(_) => self.tags.has_room(facts),
            Report::Callback(_) => self.callbacks.len() < self.callbacks.capacity(),
        }
    }

    /// Makes room for what [`shortage`](Self::shortage) asked for.
    pub(crate) fn grow(&mut self, facts: &RecordFacts, report: &Report, charge: Charge) {
        match report {
            Report::Tag(_) => self.tags.grow(facts),
            Report::Callback(_) => self.callbacks.reserve_exact(self.callbacks.len().max(REPORTS_AT_ONCE)),
            Report::None => return,
        }
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
        child.tags = self.tags.part(first, count);
        let (mine, rest) = std::mem::take(&mut self.callbacks).into_iter().partition(|(f, _)| inside(f));
        self.callbacks = rest;
        child.callbacks = mine;
        for (facts, _) in &mut child.callbacks {
            *facts = own(*facts);
        }
        let bytes = child.tags.bytes() + child.callbacks.capacity() * size_of::<(RecordFacts, Callback)>();
        child.charge = Some(pool.charge_beyond(bytes));
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
