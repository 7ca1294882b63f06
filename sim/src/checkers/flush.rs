//! I11: every record admitted before a flush was told before the flush returns. I16: a flush returns within
//! `delivery.timeout.ms` and a tick.

use std::collections::BTreeMap;

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::{Event, Phase};

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    let bound = evidence.scenario.producer.delivery_timeout + evidence.tick();
    let mut open = BTreeMap::new();
    for (at, entry) in evidence.entries.iter().enumerate() {
        let Event::Flush(number, phase) = entry.event else { continue };
        if phase == Phase::Begin {
            open.insert(number, at);
            continue;
        }
        let Some(begun) = open.remove(&number) else { continue };
        let took = entry.at - evidence.entries[begun].at;
        if took > bound {
            let text = format!("flush {number} took {took:?}, {bound:?} is the most");
            return Err(Violation::new("I16 flush terminates", Some(at), text));
        }
        if phase == Phase::End {
            told_between(ledger, begun, at, number)?;
        }
    }
    // Flushes that never returned: the run is at its end.
    let end = evidence.entries.last().map(|entry| entry.at).unwrap_or_default();
    match open
        .into_iter()
        .find(|(_, begun)| ledger.dropped.is_none() && end - evidence.entries[*begun].at > bound)
    {
        Some((number, begun)) => {
            Err(Violation::new("I16 flush terminates", Some(begun), format!("flush {number} never returned")))
        }
        None => Ok(()),
    }
}

fn told_between(ledger: &Ledger, begun: usize, ended: usize, number: u64) -> Result<(), Violation> {
    for (id, send) in ledger.sends() {
        let before = send.admitted.is_some_and(|(admitted, _)| admitted < begun);
        // A future that was dropped tells nobody.
        let told = send.done.first().map_or(send.forgotten, |done| done.entry < ended);
        if before && !told {
            let text =
                format!("flush {number} returned before record {id} was told, which was admitted before it");
            return Err(Violation::new("I11 flush waits", Some(ended), text));
        }
    }
    Ok(())
}
