//! Events on their way from the sender to observers.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use kafka_net::NetError;
use kafka_protocol::{BrokerId, ErrorCode};

use crate::delivery::as_callback;
use crate::error::Outcome;
use crate::observer::{ObservedBatch, ProducerObserver};
use crate::sync::Arc;

/// Something that happened.
#[derive(Debug)]
pub(crate) enum Observation {
    Sent(ObservedBatch, BrokerId),
    Acknowledged(ObservedBatch, Option<i64>),
    Retried(ObservedBatch, ErrorCode, Duration),
    Split(ObservedBatch, usize),
    Failed { topic: Arc<str>, partition: i32, records: u32, outcome: Outcome },
    Up(BrokerId),
    Down(BrokerId, Option<NetError>),
    Metadata { brokers: usize, topics: usize },
    Throttled(BrokerId, Duration),
}

/// A producer's observers, and what they have not been told yet. Without observers nothing is noted.
#[derive(Default)]
pub(crate) struct Observations {
    observers: Vec<Box<dyn ProducerObserver>>,
    pending: VecDeque<Observation>,
}

impl Observations {
    pub(crate) fn new(observers: Vec<Box<dyn ProducerObserver>>) -> Self {
        Self { observers, pending: VecDeque::new() }
    }

    /// Notes what happened, if anybody wants to know.
    #[inline]
    pub(crate) fn note(&mut self, what: impl FnOnce() -> Observation) {
        if !self.observers.is_empty() {
            self.pending.push_back(what());
        }
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Tells the observers; true if there was something to tell.
    pub(crate) fn tell(&mut self) -> bool {
        let any = !self.pending.is_empty();
        while let Some(observation) = self.pending.pop_front() {
            for observer in &self.observers {
                if !as_callback(|| observation.tell(&**observer)) {
                    tracing::error!(observer = observer.name(), "an observer panicked");
                }
            }
        }
        any
    }
}

impl fmt::Debug for Observations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observations")
            .field("observers", &self.observers.len())
            .field("pending", &self.pending)
            .finish()
    }
}

impl Observation {
    fn tell(&self, observer: &dyn ProducerObserver) {
        match self {
            Self::Sent(batch, broker) => observer.batch_sent(batch, *broker),
            Self::Acknowledged(batch, base_offset) => observer.batch_acknowledged(batch, *base_offset),
            Self::Retried(batch, code, delay) => observer.batch_retried(batch, *code, *delay),
            Self::Split(batch, into) => observer.batch_split(batch, *into),
            Self::Failed { topic, partition, records, outcome } => {
                observer.batch_failed(topic, *partition, *records, *outcome);
            }
            Self::Up(broker) => observer.connection_up(*broker),
            Self::Down(broker, error) => observer.connection_down(*broker, error.as_ref()),
            Self::Metadata { brokers, topics } => observer.metadata_updated(*brokers, *topics),
            Self::Throttled(broker, throttle) => observer.throttled(*broker, *throttle),
        }
    }
}
