//! I20: no more requests on a connection than `max.in.flight.requests.per.connection`, no more batches of a partition
//! under way than five, and those at one broker only.

use std::collections::{BTreeMap, BTreeSet};

use kafka_producer::Acks;

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::{Batch, ConnectionEvent, Event, Place};

pub(super) fn check(evidence: &Evidence, _: &Ledger) -> Result<(), Violation> {
    if evidence.scenario.producer.acks == Acks::None {
        // Nothing is answered, so nothing is under way.
        return Ok(());
    }
    let mut wire = Wire::default();
    for (at, entry) in evidence.entries.iter().enumerate() {
        match &entry.event {
            Event::Connection(id, ConnectionEvent::Wanted(broker)) => {
                wire.brokers.insert(*id, *broker);
            }
            Event::Connection(
                id,
                ConnectionEvent::ClosedByClient | ConnectionEvent::ClosedByBroker(_) | ConnectionEvent::Cut,
            ) => wire.end(|connection, _| connection == *id),
            Event::Answered(id, correlation) => wire.end(|c, number| (c, number) == (*id, *correlation)),
            Event::SentBatch(batch) => {
                if let Some(text) = wire.send(batch, evidence.scenario.producer.max_in_flight) {
                    return Err(Violation::new("I20 in flight", Some(at), text));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// What is under way.
#[derive(Default)]
struct Wire {
    /// The broker of each connection.
    brokers: BTreeMap<u64, i32>,
    /// Connection and correlation id of the requests of each partition.
    batches: BTreeMap<Place, Vec<(u64, i32)>>,
    requests: BTreeSet<(u64, i32)>,
}

impl Wire {
    fn send(&mut self, batch: &Batch, max_in_flight: usize) -> Option<String> {
        let request = (batch.connection, batch.correlation);
        self.requests.insert(request);
        let on_connection =
            self.requests.iter().filter(|(connection, _)| *connection == batch.connection).count();
        if on_connection > max_in_flight {
            return Some(format!("connection {} has {on_connection} requests in flight", batch.connection));
        }
        let batches = self.batches.entry(batch.place).or_default();
        batches.push(request);
        if batches.len() > max_in_flight.min(MOST) {
            return Some(format!("{} has {} batches in flight", batch.place, batches.len()));
        }
        let broker = self.brokers.get(&batch.connection);
        let elsewhere = batches.iter().find(|(connection, _)| self.brokers.get(connection) != broker);
        elsewhere.map(|(other, _)| {
            format!(
                "{} is in flight on connections {other} and {}, to two brokers",
                batch.place, batch.connection
            )
        })
    }

    fn end(&mut self, is_over: impl Fn(u64, i32) -> bool) {
        self.requests.retain(|(connection, correlation)| !is_over(*connection, *correlation));
        for batches in self.batches.values_mut() {
            batches.retain(|(connection, correlation)| !is_over(*connection, *correlation));
        }
    }
}

/// As many batches as a broker remembers of a producer.
const MOST: usize = 5;
