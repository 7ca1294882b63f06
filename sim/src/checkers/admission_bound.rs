//! I14: a send is admitted or refused within `max.block.ms` and a tick.

use super::Violation;
use crate::evidence::{Evidence, Ledger};

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    let bound = evidence.scenario.producer.max_block;
    let end = evidence.entries.len().saturating_sub(1);
    for (id, send) in ledger.sends() {
        if send.blind && send.rejected.is_none() {
            continue;
        }
        let at = send
            .admitted
            .map(|(at, _)| at)
            .or(send.rejected)
            .or(send.cancelled)
            .or(ledger.dropped)
            .unwrap_or(end);
        let took = evidence.entries[at].at - evidence.entries[send.invoked].at;
        if took > bound + evidence.tick() {
            let text = format!("the send of record {id} took {took:?}, {bound:?} is the most");
            return Err(Violation::new("I14 admission bound", Some(at), text));
        }
    }
    Ok(())
}
