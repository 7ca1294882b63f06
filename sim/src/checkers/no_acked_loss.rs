//! I01: a record that was reported as delivered is in the log, at the offset that was reported.
//!
//! With `acks=0` success says only that the bytes left, with `acks=1` that the leader has them: that is a promise where its
//! replicas are never behind.

use kafka_producer::Acks;

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::SendOutcome;

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    match evidence.scenario.producer.acks {
        Acks::None => return Ok(()),
        Acks::Leader if evidence.scenario.loses_tails() => return Ok(()),
        Acks::Leader | Acks::All => {}
    }
    for (id, send) in ledger.sends() {
        let Some(done) = send.done.first() else { continue };
        let SendOutcome::Ok { place, offset, .. } = done.outcome else { continue };
        let log = evidence.logs.get(&place).map_or(&[][..], Vec::as_slice);
        let is_here = |record: &crate::evidence::LoggedRecord| record.identity.is_some_and(|i| i.id == id);
        let found = match offset {
            Some(offset) => log.iter().find(|record| record.offset == offset).is_some_and(is_here),
            None => log.iter().any(is_here),
        };
        if !found {
            let text = match offset {
                Some(offset) => {
                    let there =
                        log.iter().find(|record| record.offset == offset).map(|r| r.identity.map(|i| i.id));
                    let where_else: Vec<i64> = log.iter().filter(|r| is_here(r)).map(|r| r.offset).collect();
                    format!(
                        "record {id} was delivered to {place} at offset {offset}, where the log has {there:?}; \
                         the record is at {where_else:?}"
                    )
                }
                None => format!("record {id} was delivered to {place}, and is not in its log"),
            };
            return Err(Violation::new("I01 no acked loss", Some(done.entry), text));
        }
    }
    Ok(())
}
