//! I09: the outcome of an admitted record is told exactly once, by the way that was asked for; that of a record that was
//! not admitted, never.

use super::Violation;
use crate::evidence::{Evidence, Ledger, SendRecord};
use crate::history::Told;

pub(super) fn check(_: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    for (id, send) in ledger.sends() {
        let at = send.done.get(1).or(send.done.first()).map(|done| done.entry);
        if let Some(wrong) = wrong(ledger, send) {
            let at = at.or(send.admitted.map(|(at, _)| at)).or(Some(send.invoked));
            return Err(Violation::new("I09 one completion", at, format!("record {id} {wrong}")));
        }
    }
    Ok(())
}

fn wrong(ledger: &Ledger, send: &SendRecord) -> Option<String> {
    let told = send.done.len();
    if told > 1 {
        return Some(format!("was told {told} times"));
    }
    if send.blind {
        // Told or refused; nothing where it was dropped.
        let ends = told + usize::from(send.rejected.is_some());
        return (ends != 1 && !send.forgotten && ledger.dropped.is_none())
            .then(|| format!("was told or refused {ends} times"));
    }
    let Some((_, by)) = send.admitted else {
        return (told > 0).then(|| "was told, and was never admitted".to_owned());
    };
    if send.rejected.is_some() || send.cancelled.is_some() {
        return Some("was admitted, and refused or given up".to_owned());
    }
    if let Some(done) = send.done.first() {
        return (done.told != by)
            .then(|| format!("was to be told by {by:?}, and was told by {:?}", done.told));
    }
    let nobody_listens = send.forgotten || (by == Told::Future && ledger.dropped.is_some());
    (!nobody_listens).then(|| "was admitted, and never told".to_owned())
}
