//! I10: the outcomes of a partition are told in the order in which its records were admitted.
//!
//! Futures are polled in any order within one batch of outcomes; tags are told before callbacks.

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::{Place, Told};

pub(super) fn check(_: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    let mut told: Vec<(Place, usize, u64, Told, usize, u64)> = Vec::new();
    for (id, send) in ledger.sends() {
        let (Some((admitted, _)), Some(done)) = (send.admitted, send.done.first()) else { continue };
        told.push((done.outcome.place(), admitted, done.delivery, done.told, done.entry, id));
    }
    told.sort_unstable_by_key(|(place, admitted, ..)| (*place, *admitted));
    let mut last: Option<(Place, u64, u64)> = None;
    let mut last_by: [Option<(Place, u64, usize, u64)>; 2] = [None; 2];
    for (place, _, delivery, by, entry, id) in told {
        if let Some((other, before, earlier)) = last
            && other == place
            && before > delivery
        {
            let text = format!(
                "{place}: record {id} was told before record {earlier}, which was admitted before it"
            );
            return Err(Violation::new("I10 order of completion", Some(entry), text));
        }
        last = Some((place, delivery, id));
        let slot = match by {
            Told::Future => continue,
            Told::Callback => &mut last_by[0],
            Told::Tag => &mut last_by[1],
        };
        if let Some((other, same, before, earlier)) = *slot
            && other == place
            && same == delivery
            && before > entry
        {
            let text = format!("{place}: record {id} was told before record {earlier} of the same batch");
            return Err(Violation::new("I10 order of completion", Some(entry), text));
        }
        *slot = Some((place, delivery, entry, id));
    }
    Ok(())
}
