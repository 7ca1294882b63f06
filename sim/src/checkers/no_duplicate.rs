//! I02: with idempotence, a record is at most once in all the logs together, as long as brokers remember producers.

use std::collections::BTreeMap;

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::{Event, Place, Verdict};

pub(super) fn check(evidence: &Evidence, _: &Ledger) -> Result<(), Violation> {
    if !evidence.scenario.producer.idempotence || evidence.scenario.forgets_producers() {
        return Ok(());
    }
    let mut seen: BTreeMap<u64, (Place, i64)> = BTreeMap::new();
    for (place, log) in &evidence.logs {
        for record in log {
            let Some(identity) = record.identity else { continue };
            if let Some((other, offset)) = seen.insert(identity.id, (*place, record.offset)) {
                let text = format!(
                    "record {} is in {other} at offset {offset} and in {place} at offset {}",
                    identity.id, record.offset
                );
                return Err(Violation::new(
                    "I02 no duplicate",
                    appended(evidence, *place, record.offset),
                    text,
                ));
            }
        }
    }
    Ok(())
}

/// The entry that tells how an offset came into a log.
pub(super) fn appended(evidence: &Evidence, wanted: Place, offset: i64) -> Option<usize> {
    evidence.entries.iter().position(|entry| match &entry.event {
        Event::Judged { batch, verdict: Verdict::Appended(base), .. } => {
            batch.place == wanted && (*base..base + i64::from(batch.count)).contains(&offset)
        }
        _ => false,
    })
}
