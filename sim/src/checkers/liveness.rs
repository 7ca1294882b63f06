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
        let delivered = matches!(send.outcome(), Some(SendOutcome::Ok { .. }));
        if !delivered && !send.outcome().is_some_and(|outcome| is_amnesia(evidence, outcome)) {
            let at = send.done.first().map(|done| done.entry).or(send.rejected).unwrap_or(send.invoked);
            let refused = send.rejected.map(|at| &evidence.entries[at].event);
            let text =
                format!("probe {id} came to {:?} {refused:?} after every trouble was over", send.outcome());
            return Err(Violation::new("I39 liveness", Some(at), text));
        }
    }
    Ok(())
}

/// A broker that has forgotten the producer tells it at the next batch, which may be a probe. If that batch had been
/// refused by a leader on its way out before, nobody can know any more whether it was written: to fail it with an
/// unknown outcome is right (I21), and to write it again under a new epoch would not be.
fn is_amnesia(evidence: &Evidence, outcome: &SendOutcome) -> bool {
    let SendOutcome::Failed { place, unknown: true, error } = outcome else { return false };
    evidence.scenario.forgets_producer_of(*place) && error.contains("UNKNOWN_PRODUCER_ID")
}
