//! I13: the outcome of a record is told within `delivery.timeout.ms` and a tick of its admission, whatever the network
//! does.

use super::Violation;
use crate::evidence::{Evidence, Ledger};

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    let producer = &evidence.scenario.producer;
    let end = evidence.entries.last().map(|entry| entry.at).unwrap_or_default();
    for (id, send) in ledger.sends() {
        let (since, bound) = match send.admitted {
            Some((at, _)) => (at, producer.delivery_timeout),
            None if send.blind => (send.invoked, producer.max_block + producer.delivery_timeout),
            None => continue,
        };
        let (at, told) = match send.done.first() {
            Some(done) => (done.entry, evidence.entries[done.entry].at),
            // Nobody listens, or one_completion complains.
            None if send.forgotten || send.rejected.is_some() || ledger.dropped.is_some() => continue,
            None => (since, end),
        };
        let took = told - evidence.entries[since].at;
        if took > bound + evidence.tick() {
            let text = format!("record {id} was told {took:?} after it was admitted, {bound:?} was promised");
            return Err(Violation::new("I13 delivery bound", Some(at), text));
        }
    }
    Ok(())
}
