//! What checkers look at: the history, the brokers' logs, and the ledger of all sends made from the history.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use kafka_producer::ProducerStats;

use crate::broker::Brokers;
use crate::config::Scenario;
use crate::history::{Entry, Event, HistoryWriter, Place, RecordId, SendOutcome, Told};
use crate::payload::{Identity, Intent};
use crate::runner::line;

/// Everything that is left of a run.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What the run was about.
    pub scenario: Arc<Scenario>,
    /// The history.
    pub(crate) entries: Vec<Entry>,
    /// The brokers' logs.
    pub(crate) logs: BTreeMap<Place, Vec<LoggedRecord>>,
    /// The producer's counters at the end, where a handle was left to read them.
    pub(crate) stats: Option<ProducerStats>,
    /// Why the run was given up before its end.
    pub(crate) stuck: Option<String>,
    /// Hash of the history.
    pub(crate) fingerprint: u64,
    /// Faults by verb: script rules that struck, others that were applied.
    pub(crate) faults: BTreeMap<&'static str, u64>,
    /// Virtual time that passed.
    pub(crate) time: Duration,
}

/// A record of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoggedRecord {
    /// Its offset.
    pub(crate) offset: i64,
    /// What it says of itself; `None` where it cannot be read.
    pub(crate) identity: Option<Identity>,
    /// Its timestamp.
    pub(crate) timestamp: i64,
    /// Its key.
    pub(crate) key: Option<Bytes>,
    /// Its value.
    pub(crate) value: Option<Bytes>,
    /// Its headers.
    pub(crate) headers: Vec<(Bytes, Option<Bytes>)>,
}

impl Evidence {
    /// Gathers what a world leaves behind.
    pub(crate) fn collect(
        scenario: &Arc<Scenario>,
        history: &HistoryWriter,
        brokers: &Brokers,
        stats: Option<ProducerStats>,
        mut stuck: Option<String>,
        applied: BTreeMap<&'static str, u64>,
    ) -> Self {
        let mut logs = BTreeMap::new();
        for (index, plan) in scenario.cluster.topics.iter().enumerate() {
            for partition in 0..plan.partitions {
                let place = Place { topic: index as u16, partition };
                let Some(log) = brokers.cluster().log(&plan.name, partition) else { continue };
                match log.records() {
                    Ok(records) => {
                        logs.insert(place, records.into_iter().map(LoggedRecord::from).collect());
                    }
                    Err(error) => {
                        stuck.get_or_insert_with(|| format!("the log of {place} cannot be read: {error}"));
                    }
                }
            }
        }
        let mut faults = applied;
        for (verb, count) in &brokers.struck {
            *faults.entry(verb).or_default() += count;
        }
        let mut history = history.lock();
        let fingerprint = history.fingerprint();
        let entries = history.take_entries();
        let time = entries.last().map_or(Duration::ZERO, |last| Duration::from_nanos(last.at.as_nanos()));
        Self { scenario: scenario.clone(), entries, logs, stats, stuck, fingerprint, faults, time }
    }

    /// The whole history, in lines.
    pub fn trace(&self) -> String {
        let lines = self.entries.iter().enumerate();
        lines.map(|(number, entry)| line(number, entry.at, &entry.event) + "\n").collect()
    }

    /// Time that events may be late by, apart from what the configuration bounds: turns, polls, seal jobs.
    pub(crate) fn tick(&self) -> Duration {
        Duration::from_millis(5) + self.scenario.producer.seal_time
    }
}

impl From<kafka_records::Record> for LoggedRecord {
    fn from(record: kafka_records::Record) -> Self {
        Self {
            offset: record.offset,
            identity: Identity::of(&record),
            timestamp: record.timestamp,
            key: record.key,
            value: record.value,
            headers: record.headers.into_iter().map(|header| (header.key, header.value)).collect(),
        }
    }
}

/// Every send of a history, by id.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    sends: BTreeMap<RecordId, SendRecord>,
    /// The last handle was dropped at this entry: futures were dropped with it.
    pub(crate) dropped: Option<usize>,
}

/// One send, by the entries of the history that tell of it.
#[derive(Debug)]
pub(crate) struct SendRecord {
    /// What was to be sent.
    pub(crate) intent: Arc<Intent>,
    /// Where it was handed to the producer.
    pub(crate) invoked: usize,
    /// Where it was admitted, and how its outcome was to be told.
    pub(crate) admitted: Option<(usize, Told)>,
    /// Where it was refused.
    pub(crate) rejected: Option<usize>,
    /// Where it was given up before admission.
    pub(crate) cancelled: Option<usize>,
    /// Nobody waited for its outcome.
    pub(crate) forgotten: bool,
    /// Its admission could not be seen.
    pub(crate) blind: bool,
    /// It was a probe.
    pub(crate) probe: bool,
    /// Where its outcomes were told.
    pub(crate) done: Vec<Completion>,
}

/// An outcome told.
#[derive(Clone, Debug)]
pub(crate) struct Completion {
    /// The entry.
    pub(crate) entry: usize,
    /// Number of the batch of outcomes.
    pub(crate) delivery: u64,
    /// How it was told.
    pub(crate) told: Told,
    /// The outcome.
    pub(crate) outcome: SendOutcome,
}

impl SendRecord {
    /// Its outcome, if it was told.
    pub(crate) fn outcome(&self) -> Option<&SendOutcome> {
        self.done.first().map(|done| &done.outcome)
    }

    /// Whether the producer may have taken it.
    pub(crate) fn may_be_admitted(&self) -> bool {
        (self.admitted.is_some() || self.blind) && self.rejected.is_none()
    }
}

impl Ledger {
    /// Reads a history.
    pub(crate) fn new(entries: &[Entry]) -> Self {
        let mut ledger = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            ledger.read(at, &entry.event);
        }
        ledger
    }

    /// Every send, by id.
    pub(crate) fn sends(&self) -> impl Iterator<Item = (RecordId, &SendRecord)> {
        self.sends.iter().map(|(id, send)| (*id, send))
    }

    /// One send.
    pub(crate) fn send(&self, id: RecordId) -> Option<&SendRecord> {
        self.sends.get(&id)
    }

    fn read(&mut self, at: usize, event: &Event) {
        if let Event::Invoke(intent) = event {
            self.sends.insert(
                intent.id,
                SendRecord {
                    intent: intent.clone(),
                    invoked: at,
                    admitted: None,
                    rejected: None,
                    cancelled: None,
                    forgotten: false,
                    blind: false,
                    probe: false,
                    done: Vec::new(),
                },
            );
            return;
        }
        let (Event::Admit(id, _)
        | Event::Reject(id, _)
        | Event::Cancel(id)
        | Event::Forget(id)
        | Event::Blind(id)
        | Event::Probe(id)
        | Event::Done { id, .. }) = event
        else {
            if matches!(event, Event::CloseBegin(None)) {
                self.dropped = Some(at);
            }
            return;
        };
        let Some(send) = self.sends.get_mut(id) else { return };
        match event {
            Event::Admit(_, told) => send.admitted = Some((at, *told)),
            Event::Reject(..) => send.rejected = Some(at),
            Event::Cancel(_) => send.cancelled = Some(at),
            Event::Forget(_) => send.forgotten = true,
            Event::Blind(_) => send.blind = true,
            Event::Probe(_) => send.probe = true,
            Event::Done { delivery, told, outcome, .. } => {
                send.done.push(Completion {
                    entry: at,
                    delivery: *delivery,
                    told: *told,
                    outcome: outcome.clone(),
                });
            }
            _ => {}
        }
    }
}
