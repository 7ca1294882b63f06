//! I39: the run comes to its end, and once every trouble is over a new record is delivered.

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::SendOutcome;

/// The run was not given up.
pub(super) fn ends(evidence: &Evidence, _: &Ledger) -> Result<(), Violation> {
    match &evidence.stuck {
        Some(why) => {
            let last = evidence.entries.len().checked_sub(1);
            Err(Violation::new("I39 liveness", last, why.clone()))
        }
        None => Ok(()),
    }
}

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    for (id, send) in ledger.sends().filter(|(_, send)| send.probe) {
        if !matches!(send.outcome(), Some(SendOutcome::Ok { .. })) {
            let at = send.done.first().map(|done| done.entry).or(send.rejected).unwrap_or(send.invoked);
            let refused = send.rejected.map(|at| &evidence.entries[at].event);
            let text =
                format!("probe {id} came to {:?} {refused:?} after every trouble was over", send.outcome());
            return Err(Violation::new("I39 liveness", Some(at), text));
        }
    }
    Ok(())
}
