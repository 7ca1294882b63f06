//! The history: one append-only log of everything that an application, the wire and the brokers saw.
//!
//! Checkers read nothing else but this and the brokers' logs. Its hash is the run's fingerprint.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kafka_net::Tick;

use crate::clock::SimClock;
use crate::payload::Intent;

/// Number of a record among all of a run, in the order in which the application made them.
pub(crate) type RecordId = u64;

/// A partition, its topic by its place in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    /// Index of the topic.
    pub(crate) topic: u16,
    /// Partition.
    pub(crate) partition: i32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{}-{}", self.topic, self.partition)
    }
}

/// One event of the history. Its place in the history is its sequence number.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Entry {
    /// When it happened.
    pub(crate) at: Tick,
    /// What happened.
    pub(crate) event: Event,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Event {
    /// The application hands a record to the producer.
    Invoke(Arc<Intent>),
    /// The record is admitted, and its outcome will be told this way.
    Admit(RecordId, Told),
    /// The record is refused: it was not admitted.
    Reject(RecordId, String),
    /// The application gave up the send before it was admitted.
    Cancel(RecordId),
    /// The application dropped what would tell it the outcome.
    Forget(RecordId),
    /// The record goes out by a call that tells the outcome only: when it is admitted is not seen.
    Blind(RecordId),
    /// The outcome of a record reached the application.
    Done {
        /// The record.
        id: RecordId,
        /// Number of the batch of outcomes that told it.
        delivery: u64,
        /// How it was told.
        told: Told,
        /// The outcome.
        outcome: SendOutcome,
    },
    /// `flush` was called, or returned, or was given up.
    Flush(u64, Phase),
    /// `close` was called with this timeout; `None` stands for dropping the last handle.
    CloseBegin(Option<Duration>),
    /// The producer has ended.
    Closed,
    /// The producer's counters after a pass, where they changed.
    Memory {
        /// Bytes of `buffer.memory` in use.
        used: u64,
        /// Callers that wait for memory.
        waiting: u64,
        /// Batches whose records have not all been told.
        incomplete: u64,
    },
    /// A connection came to this.
    Connection(u64, ConnectionEvent),
    /// The producer gave a request to a connection.
    Sent(Request),
    /// The producer gave a batch to a connection, inside the request before.
    SentBatch(Batch),
    /// The producer read the answer to a request whole: connection and correlation id.
    Answered(u64, i32),
    /// A broker read a request whole.
    Arrived(Request),
    /// A broker judged a batch.
    Judged {
        /// The broker.
        broker: i32,
        /// The batch.
        batch: Batch,
        /// Its verdict.
        verdict: Verdict,
    },
    /// A fault of the schedule was applied.
    Fault(usize, String),
    /// A scripted fault befell a request.
    Struck {
        /// Its connection.
        connection: u64,
        /// Its correlation id.
        correlation: i32,
        /// What befell it.
        fault: String,
    },
    /// Every fault ended.
    Heal,
    /// This record is sent to see whether the producer lives, after every trouble is over.
    Probe(RecordId),
    /// The run ends.
    End,
}

/// How an application learns an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Told {
    /// By the future of the record.
    Future,
    /// By the record's own callback.
    Callback,
    /// By the producer's handler.
    Tag,
}

/// The outcome of a record as the application sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SendOutcome {
    /// Delivered.
    Ok {
        /// Where.
        place: Place,
        /// At which offset, if that was told.
        offset: Option<i64>,
        /// With which timestamp.
        timestamp: i64,
    },
    /// Failed.
    Failed {
        /// Where it should have gone.
        place: Place,
        /// Whether it may be in the log.
        unknown: bool,
        /// The error's text.
        error: String,
    },
}

impl SendOutcome {
    /// The partition that the record went to, or should have.
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Ok { place, .. } | Self::Failed { place, .. } => *place,
        }
    }
}

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    /// Called.
    Begin,
    /// Returned.
    End,
    /// Its future was dropped.
    Dropped,
}

/// What happens to connections.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ConnectionEvent {
    /// The producer wants it, to this broker.
    Wanted(i32),
    /// It is open.
    Opened,
    /// It was refused.
    Refused,
    /// The producer closed it.
    ClosedByClient,
    /// The broker closed it, and the producer has seen that; the text says why.
    ClosedByBroker(String),
    /// The network cut it.
    Cut,
}

/// A request on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Request {
    /// The connection, as the producer numbers it.
    pub(crate) connection: u64,
    /// API key.
    pub(crate) api: i16,
    /// Version.
    pub(crate) version: i16,
    /// Correlation id.
    pub(crate) correlation: i32,
    /// Bytes of the frame, without the length.
    pub(crate) len: usize,
    /// Hash of the frame.
    pub(crate) hash: u64,
}

/// A record batch on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Batch {
    /// Connection of its request.
    pub(crate) connection: u64,
    /// Correlation id of its request.
    pub(crate) correlation: i32,
    /// Where it goes.
    pub(crate) place: Place,
    /// Producer id, -1 without idempotence.
    pub(crate) producer_id: i64,
    /// Producer epoch.
    pub(crate) epoch: i16,
    /// Sequence of its first record.
    pub(crate) sequence: i32,
    /// Number of records.
    pub(crate) count: i32,
    /// Hash of the bytes after the header.
    pub(crate) body: u64,
}

/// What a broker made of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Verdict {
    /// Appended at this offset.
    Appended(i64),
    /// In the log already, at this offset.
    Duplicate(i64),
    /// Refused with this code.
    Rejected(i16),
}

/// The history of a run.
#[derive(Debug, Default)]
pub(crate) struct History {
    entries: Vec<Entry>,
    hash: Fnv,
    /// Batches of outcomes told so far.
    pub(crate) deliveries: u64,
    /// Outcomes of records told so far.
    pub(crate) outcomes: u64,
}

impl History {
    /// Takes the events out.
    pub(crate) fn take_entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// The hash of all events so far.
    pub(crate) fn fingerprint(&self) -> u64 {
        self.hash.finish()
    }

    fn push(&mut self, entry: Entry) {
        entry.hash(&mut self.hash);
        self.outcomes += u64::from(matches!(entry.event, Event::Done { .. }));
        self.entries.push(entry);
    }
}

/// Writes the history from wherever something happens; cheap to clone.
#[derive(Clone)]
pub(crate) struct HistoryWriter {
    clock: Arc<SimClock>,
    history: Arc<Mutex<History>>,
}

impl HistoryWriter {
    /// A writer of a new history.
    pub(crate) fn new(clock: Arc<SimClock>) -> Self {
        Self { clock, history: Arc::default() }
    }

    /// Adds an event at the moment of the clock.
    pub(crate) fn note(&self, event: Event) {
        let at = self.clock.tick();
        self.lock().push(Entry { at, event });
    }

    /// Adds the outcome of a record.
    pub(crate) fn done(&self, id: RecordId, told: Told, outcome: SendOutcome) {
        let at = self.clock.tick();
        let mut history = self.lock();
        let delivery = history.deliveries;
        history.push(Entry { at, event: Event::Done { id, delivery, told, outcome } });
    }

    /// The history.
    pub(crate) fn lock(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn fingerprint(&self) -> u64 {
        self.lock().fingerprint()
    }
}

/// FNV-1a: a hash that is the same everywhere and always.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv(u64);

impl Fnv {
    /// The hash of some bytes.
    pub(crate) fn of(bytes: &[u8]) -> u64 {
        let mut hash = Self::default();
        hash.write(bytes);
        hash.finish()
    }
}

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        // Eight bytes at a step: one multiplication a byte would be a good part of a run.
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            let word = word.first_chunk().map_or(0, |word| u64::from_le_bytes(*word));
            self.0 = (self.0 ^ word).wrapping_mul(PRIME).rotate_left(23);
        }
        for byte in words.remainder() {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }
}

const PRIME: u64 = 0x0000_0100_0000_01b3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_depends_on_every_event_and_its_time() {
        let print = |times: [u64; 2], ids: [u64; 2]| {
            let clock = SimClock::new();
            let writer = HistoryWriter::new(clock.clone());
            for (time, id) in times.into_iter().zip(ids) {
                clock.advance_to(Tick::from_millis(time));
                writer.note(Event::Admit(id, Told::Tag));
            }
            writer.fingerprint()
        };
        assert_eq!(print([1, 2], [3, 4]), print([1, 2], [3, 4]));
        assert_ne!(print([1, 2], [3, 4]), print([1, 3], [3, 4]));
        assert_ne!(print([1, 2], [3, 4]), print([1, 2], [4, 3]));
    }
}
