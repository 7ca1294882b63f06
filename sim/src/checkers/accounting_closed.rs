//! I04: every record of a log is one that the producer took, and that was reported as delivered or possibly written, or
//! whose outcome nobody waited for.

use super::{Violation, no_duplicate};
use crate::evidence::{Evidence, Ledger};
use crate::history::SendOutcome;

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    for (place, log) in &evidence.logs {
        for record in log {
            let at = || no_duplicate::appended(evidence, *place, record.offset);
            let broken = |text: String| {
                Err(Violation::new(
                    "I04 accounting closed",
                    at(),
                    format!("{place} offset {}: {text}", record.offset),
                ))
            };
            let Some(identity) = record.identity else {
                return broken("the record does not say who it is".to_owned());
            };
            let id = identity.id;
            let Some(send) = ledger.send(id) else {
                return broken(format!("record {id} was never sent"));
            };
            if !send.may_be_admitted() {
                return broken(format!("record {id} was not admitted"));
            }
            let accounted = match send.outcome() {
                Some(SendOutcome::Ok { .. } | SendOutcome::Failed { unknown: true, .. }) => true,
                Some(SendOutcome::Failed { unknown: false, .. }) => false,
                None => send.forgotten || ledger.dropped.is_some(),
            };
            if !accounted {
                return broken(format!("record {id} is in the log, its outcome was {:?}", send.outcome()));
            }
        }
    }
    Ok(())
}
