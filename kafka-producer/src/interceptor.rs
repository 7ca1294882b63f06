//! Interceptors: code of the application that sees every record before it is sent, may change it, and learns how it ended.

pub(crate) use chain::Interceptors;
mod chain;

pub use record::InterceptedRecord;
mod record;

use std::fmt;

use crate::clock::WallMs;
use crate::config::ProducerConfig;
use crate::error::{Outcome, ProduceError, SendError, TrySendReason};
use crate::record::RecordHeader;

/// Sees every record on its way in and its outcome: for tracing ids, masking, auditing.
///
/// Interceptors form a chain in the order in which the builder got them; each sees the record as the one before left it (rule A70).
/// They work on bytes, behind the serializers. [`on_send`](Self::on_send) runs on the thread of the application; every record that it saw
/// then comes to exactly one of [`on_acknowledgement`](Self::on_acknowledgement) and [`on_error`](Self::on_error), whatever happens to it
/// (rule A32). For admitted records those two run on the I/O thread, before the record's own callback (rule A71), so they must be short.
///
/// What the chain hears at the end, headers included, is kept beside `buffer.memory` until then.
///
/// An interceptor that fails or panics is reported in the log and skipped; it harms neither the record nor the rest of the chain.
///
/// ```
/// use kafka_producer::{InterceptError, InterceptedRecord, ProducerInterceptor};
///
/// /// Leaves nothing of card numbers.
/// struct Masking;
///
/// impl ProducerInterceptor for Masking {
///     fn on_send(&self, record: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
///         if record.topic() == "payments" {
///             let masked = record.value().map(|v| v.iter().map(|b| if b.is_ascii_digit() { b'*' } else { *b }).collect());
///             record.set_value(masked);
///         }
///         Ok(())
///     }
/// }
/// ```
pub trait ProducerInterceptor: Send + Sync {
    /// Called once, before use, with the producer's configuration and its effective `client.id` (rule A73).
    fn configure(&mut self, config: &ProducerConfig) {
        let _ = config;
    }

    /// A record is about to be admitted. After an error the record goes on as it was before this interceptor (rule A20).
    fn on_send(&self, record: &mut InterceptedRecord<'_>) -> Result<(), InterceptError>;

    /// The record was written.
    fn on_acknowledgement(&self, acknowledgement: &Acknowledgement<'_>) {
        let _ = acknowledgement;
    }

    /// The record was not admitted, or its delivery failed. A record whose serializer failed comes here too, although nobody could send
    /// it (rule A23).
    fn on_error(&self, acknowledgement: &Acknowledgement<'_>, error: &RecordError<'_>) {
        let _ = (acknowledgement, error);
    }

    /// The producer is closed, and every record is told (rule A72). Called once.
    fn close(&self) {}

    /// What reports of its failures call it. Default: the name of its type.
    fn name(&self) -> &str {
        std::any::type_name::<Self>()
    }
}

/// Why an interceptor left a record alone: any error of the application's.
pub type InterceptError = Box<dyn std::error::Error + Send + Sync>;

/// The end of a record, as interceptors see it. What is not known has the values that Java gives it.
#[derive(Clone, Copy)]
pub struct Acknowledgement<'a> {
    pub(crate) topic: &'a str,
    pub(crate) partition: i32,
    pub(crate) offset: i64,
    pub(crate) timestamp: WallMs,
    pub(crate) headers: &'a [chain::OwnHeader],
}

impl<'a> Acknowledgement<'a> {
    /// The topic's name.
    pub fn topic(&self) -> &'a str {
        self.topic
    }

    /// The partition; -1 where none was chosen.
    pub fn partition(&self) -> i32 {
        self.partition
    }

    /// The record's offset; -1 after an error, and where the broker did not tell it.
    pub fn offset(&self) -> i64 {
        self.offset
    }

    /// The broker's append time on topics with log-append time, else the create time; -1 after an error.
    pub fn timestamp(&self) -> WallMs {
        self.timestamp
    }

    /// The headers with which the record was sent.
    pub fn headers(&self) -> impl Iterator<Item = RecordHeader<'a>> + use<'a> {
        self.headers.iter().map(|(key, value)| RecordHeader { key, value: value.as_deref() })
    }

    /// The value of the last header of this name; `None` as well where it is null.
    pub fn header(&self, key: &str) -> Option<&'a [u8]> {
        self.headers.iter().rev().find(|(name, _)| **name == *key).and_then(|(_, value)| value.as_deref())
    }
}

impl fmt::Debug for Acknowledgement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acknowledgement")
            .field("topic", &self.topic)
            .field("partition", &self.partition)
            .field("offset", &self.offset)
            .field("timestamp", &self.timestamp)
            .field("headers", &self.headers.len())
            .finish()
    }
}

/// Why a record that an interceptor saw was not written.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError<'a> {
    /// It was not admitted.
    #[error(transparent)]
    Send(&'a SendError),
    /// `try_send` would have had to wait; the caller has the record back as it was given.
    #[error(transparent)]
    TrySend(&'a TrySendReason),
    /// Its delivery failed.
    #[error(transparent)]
    Produce(&'a ProduceError),
    /// The future of the send was dropped before admission, or the producer ended in disorder.
    #[error("nobody waits for the record any more")]
    Dropped,
}

impl RecordError<'_> {
    /// Whether the record may be in the log.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Send(_) | Self::TrySend(_) => Outcome::NotWritten,
            Self::Produce(error) => error.outcome(),
            Self::Dropped => Outcome::Unknown,
        }
    }
}
