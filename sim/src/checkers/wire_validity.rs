//! I31: brokers understand every request, and find nothing wrong with the form of any batch.

use std::collections::BTreeSet;

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::{ConnectionEvent, Event, Verdict};

pub(super) fn check(evidence: &Evidence, _: &Ledger) -> Result<(), Violation> {
    let mut struck = BTreeSet::new();
    for (at, entry) in evidence.entries.iter().enumerate() {
        let broken = |text: String| Err(Violation::new("I31 wire validity", Some(at), text));
        match &entry.event {
            Event::Struck { connection, correlation, .. } => {
                struck.insert((*connection, *correlation));
            }
            Event::Connection(_, ConnectionEvent::ClosedByBroker(reason))
                if BLAMES.iter().any(|blame| reason.contains(blame)) =>
            {
                return broken(format!("a broker closed the connection: {reason}"));
            }
            Event::Judged { batch, verdict: Verdict::Rejected(code), .. }
                if MALFORMED.contains(code) && !struck.contains(&(batch.connection, batch.correlation)) =>
            {
                return broken(format!("a broker refused {batch:?} with code {code}"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// What the brokers' reasons to close say where the request is to blame.
const BLAMES: &[&str] = &["malformed request", "unknown API", "is not spoken by", "response not encodable"];

/// CORRUPT_MESSAGE, INVALID_REQUIRED_ACKS, INVALID_TIMESTAMP, INVALID_REQUEST, UNSUPPORTED_FOR_MESSAGE_FORMAT,
/// INVALID_TXN_STATE, UNSUPPORTED_COMPRESSION_TYPE, INVALID_RECORD.
const MALFORMED: &[i16] = &[2, 21, 32, 42, 43, 48, 76, 87];
