//! I07: the records of a partition stand in the log in the order in which they were admitted: with idempotence always;
//! without it, as far as they were delivered, where one request is in flight.
//!
//! A request that outlives its connection may be appended late. Without sequences no broker can tell, so that only the
//! offsets that were reported are in order then. The same holds for brokers that forget producers.

use kafka_producer::Acks;

use super::{Violation, no_duplicate};
use crate::evidence::{Evidence, Ledger};
use crate::history::{Place, SendOutcome};

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    let producer = &evidence.scenario.producer;
    if producer.idempotence && evidence.scenario.forgets_producers() {
        return Ok(());
    }
    if producer.idempotence {
        return logs(evidence, ledger);
    }
    // A record that a leader took with it leaves its offset to a later one.
    let keeps_offsets = match producer.acks {
        Acks::None => false,
        Acks::Leader => !evidence.scenario.loses_tails(),
        Acks::All => true,
    };
    if producer.max_in_flight == 1 && keeps_offsets {
        return offsets(ledger);
    }
    Ok(())
}

fn logs(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    for (place, log) in &evidence.logs {
        let mut last: Option<(u64, usize)> = None;
        for record in log {
            let Some(id) = record.identity.map(|identity| identity.id) else { continue };
            let Some((admitted, _)) = ledger.send(id).and_then(|send| send.admitted) else { continue };
            if let Some((before, earlier)) = last
                && earlier > admitted
            {
                let text = format!(
                    "{place}: record {id} at offset {} was admitted before record {before}, and comes after it",
                    record.offset
                );
                let at = no_duplicate::appended(evidence, *place, record.offset);
                return Err(Violation::new("I07 order of a partition", at, text));
            }
            last = Some((id, admitted));
        }
    }
    Ok(())
}

fn offsets(ledger: &Ledger) -> Result<(), Violation> {
    let mut delivered: Vec<(Place, usize, i64, u64, usize)> = Vec::new();
    for (id, send) in ledger.sends() {
        let (Some((admitted, _)), Some(done)) = (send.admitted, send.done.first()) else { continue };
        if let SendOutcome::Ok { place, offset: Some(offset), .. } = done.outcome {
            delivered.push((place, admitted, offset, id, done.entry));
        }
    }
    delivered.sort_unstable();
    for pair in delivered.windows(2) {
        let [(place, _, before, earlier, _), (other, _, offset, id, at)] = *pair else { continue };
        if place == other && offset <= before {
            let text = format!(
                "{place}: record {id} was admitted after record {earlier}, and was delivered at offset {offset} before \
                 {before}"
            );
            return Err(Violation::new("I07 order of a partition", Some(at), text));
        }
    }
    Ok(())
}
