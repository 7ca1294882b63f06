//! I03: a record whose failure was reported as certain is in no log, now or later.

use std::collections::BTreeMap;

use super::{Violation, no_duplicate};
use crate::evidence::{Evidence, Ledger};
use crate::history::SendOutcome;

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    let mut failed = BTreeMap::new();
    for (id, send) in ledger.sends() {
        if let Some(SendOutcome::Failed { unknown: false, error, .. }) = send.outcome() {
            failed.insert(id, error);
        }
    }
    for (place, log) in &evidence.logs {
        for record in log {
            let Some(error) = record.identity.and_then(|identity| failed.get(&identity.id)) else { continue };
            let text = format!(
                "record {} failed as not written ({error}), and is in {place} at offset {}",
                record.identity.map_or(0, |i| i.id),
                record.offset
            );
            let at = no_duplicate::appended(evidence, *place, record.offset);
            return Err(Violation::new("I03 no resurrection", at, text));
        }
    }
    Ok(())
}
