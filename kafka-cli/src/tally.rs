//! Counts of outcomes, with the first few errors told as they come.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use kafka_producer::{Outcome, ProduceError, RecordMetadata, SendError};

use crate::complain;
use crate::figures::Grouped;

/// What became of the records so far. Shared by the thread that sends and the one that reports.
#[derive(Debug)]
pub(crate) struct Tally {
    /// What a record is numbered as: `line`, `record`.
    noun: &'static str,
    admitted: Apart,
    delivered: AtomicU64,
    bytes: AtomicU64,
    not_written: AtomicU64,
    possibly_written: AtomicU64,
    refused: AtomicU64,
    told: AtomicU64,
}

/// A counter of the sending thread, on a cache line that the reporting one does not write to.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Apart(AtomicU64);

/// Errors that are told one by one.
const ERRORS_TOLD: u64 = 10;

impl Tally {
    pub(crate) fn new(noun: &'static str) -> Self {
        let zero = AtomicU64::default;
        Self {
            noun,
            admitted: Apart::default(),
            delivered: zero(),
            bytes: zero(),
            not_written: zero(),
            possibly_written: zero(),
            refused: zero(),
            told: zero(),
        }
    }

    /// The producer took a record. Only one thread may say so: it pays for no locked instruction.
    pub(crate) fn admit(&self) {
        let admitted = &self.admitted.0;
        admitted.store(admitted.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    }

    /// The outcome of an admitted record.
    pub(crate) fn count(&self, number: u64, result: Result<&RecordMetadata, &ProduceError>) {
        match result {
            Ok(metadata) => {
                let sizes = metadata.serialized_key_size().max(0) + metadata.serialized_value_size().max(0);
                self.bytes.fetch_add(u64::from(sizes.unsigned_abs()), Ordering::Relaxed);
                self.delivered.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => {
                match error.outcome() {
                    Outcome::NotWritten => self.not_written.fetch_add(1, Ordering::Relaxed),
                    Outcome::Unknown => self.possibly_written.fetch_add(1, Ordering::Relaxed),
                };
                self.tell(number, error);
            }
        }
    }

    /// A record was not admitted.
    pub(crate) fn refuse(&self, number: u64, error: &Refusal<'_>) {
        self.refused.fetch_add(1, Ordering::Relaxed);
        self.tell(number, error);
    }

    fn tell(&self, number: u64, error: &dyn fmt::Display) {
        match self.told.fetch_add(1, Ordering::Relaxed) {
            told if told < ERRORS_TOLD => complain(format_args!("{} {number}: {error}", self.noun)),
            ERRORS_TOLD => complain("further errors are counted only"),
            _ => {}
        }
    }

    /// Records delivered so far.
    pub(crate) fn delivered(&self) -> u64 {
        self.delivered.load(Ordering::Relaxed)
    }

    /// Bytes of their keys and values.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Records that failed and may be in the log.
    pub(crate) fn possibly_written(&self) -> u64 {
        self.possibly_written.load(Ordering::Relaxed)
    }

    /// Records that failed, in whatever way.
    pub(crate) fn failed(&self) -> u64 {
        self.not_written.load(Ordering::Relaxed)
            + self.refused.load(Ordering::Relaxed)
            + self.possibly_written()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let load = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let (delivered, unknown) = (self.delivered(), self.possibly_written());
        let (refused, failed) = (load(&self.refused), load(&self.not_written));
        let told = delivered + unknown + failed;
        // A record may have its outcome before the thread that sent it has counted it.
        let sent = told.max(load(&self.admitted.0));
        write!(
            f,
            "{} sent, {} delivered, {} not written, {} possibly written, {} bytes",
            Grouped(sent),
            Grouped(delivered),
            Grouped(refused + failed),
            Grouped(unknown),
            Grouped(self.bytes()),
        )?;
        if sent > told {
            write!(f, ", {} without an outcome yet", Grouped(sent - told))?;
        }
        Ok(())
    }
}

/// Why a record was not even given to the producer, or not taken by it.
#[derive(Debug)]
pub(crate) enum Refusal<'a> {
    /// The producer did not take it.
    Send(&'a SendError, &'a str),
    /// A line that can only be too large.
    LineTooLong { limit: usize },
}

impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send(error @ SendError::MetadataTimeout { .. }, bootstrap) => {
                write!(
                    f,
                    "{error} (bootstrap {bootstrap}; check that address and topic are right, or raise max.block.ms)"
                )
            }
            Self::Send(error @ SendError::RecordTooLarge { .. }, _) => write!(f, "{error}; raise it with -X"),
            Self::Send(error, _) => write!(f, "{error}"),
            Self::LineTooLong { limit } => {
                write!(f, "the line is longer than the {limit} bytes of max.request.size; raise it with -X")
            }
        }
    }
}
