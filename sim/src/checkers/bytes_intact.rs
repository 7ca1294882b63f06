//! I06: key, value, headers and timestamp of a record in the log are those that were sent; a request reaches the broker
//! as it was given to the connection.

use std::collections::BTreeMap;

use super::{Violation, no_duplicate};
use crate::clock::wall_ms;
use crate::evidence::{Evidence, Ledger, LoggedRecord, SendRecord};
use crate::history::{Event, SendOutcome};

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    for (place, log) in &evidence.logs {
        for record in log {
            let Some(send) = record.identity.and_then(|identity| ledger.send(identity.id)) else { continue };
            if let Some(changed) = changed(evidence, record, send) {
                let text =
                    format!("record {} in {place} at offset {}: {changed}", send.intent.id, record.offset);
                let at = no_duplicate::appended(evidence, *place, record.offset);
                return Err(Violation::new("I06 bytes intact", at, text));
            }
        }
    }
    requests(evidence)
}

fn changed(evidence: &Evidence, record: &LoggedRecord, send: &SendRecord) -> Option<String> {
    let intent = &send.intent;
    if record.identity.is_some_and(|identity| identity.seed != evidence.scenario.seed) {
        return Some("it is of another run".to_owned());
    }
    if record.key != intent.key {
        return Some(format!("its key is {:?}, not {:?}", record.key, intent.key));
    }
    if record.value != intent.value {
        return Some("its value is another".to_owned());
    }
    let same_headers = record.headers.len() == intent.headers.len()
        && record.headers.iter().zip(&intent.headers).all(|(a, b)| a.0 == b.0.as_bytes() && a.1 == b.1);
    if !same_headers {
        return Some(format!("its headers are {:?}, not {:?}", record.headers, intent.headers));
    }
    let from = wall_ms(evidence.entries[send.invoked].at);
    let to = send.admitted.map_or(i64::MAX, |(at, _)| wall_ms(evidence.entries[at].at));
    let appended =
        evidence.scenario.cluster.topics.get(usize::from(intent.topic)).is_some_and(|t| t.log_append_time);
    let right = match intent.timestamp {
        // The broker's clock: later than the send, and compared with what was reported below.
        _ if appended => record.timestamp >= from,
        Some(timestamp) => record.timestamp == timestamp,
        None => (from..=to).contains(&record.timestamp),
    };
    if !right {
        return Some(format!("its timestamp is {}, sent {from}..={to}", record.timestamp));
    }
    match send.outcome() {
        // A copy at another offset has a time of its own; without an offset no append time is told.
        Some(SendOutcome::Ok { timestamp, offset, .. })
            if *timestamp != record.timestamp && (!appended || *offset == Some(record.offset)) =>
        {
            Some(format!("its timestamp is {}, {timestamp} was reported", record.timestamp))
        }
        _ => None,
    }
}

/// Requests arrive as they were encoded.
fn requests(evidence: &Evidence) -> Result<(), Violation> {
    let mut sent = BTreeMap::new();
    for (at, entry) in evidence.entries.iter().enumerate() {
        match &entry.event {
            Event::Sent(request) => {
                sent.insert((request.connection, request.correlation), request);
            }
            Event::Arrived(request) => {
                let found = sent.get(&(request.connection, request.correlation));
                if !found.is_some_and(|found| *found == request) {
                    let text = format!("a request arrived as {request:?}, it was sent as {found:?}");
                    return Err(Violation::new("I06 bytes intact", Some(at), text));
                }
            }
            _ => {}
        }
    }
    Ok(())
}
