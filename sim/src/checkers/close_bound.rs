//! I15: the producer ends within the timeout of `close` and a tick; with nobody left to hold it, at once.

use std::time::Duration;

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::Event;

pub(super) fn check(evidence: &Evidence, _: &Ledger) -> Result<(), Violation> {
    let mut deadline = None;
    for (at, entry) in evidence.entries.iter().enumerate() {
        match entry.event {
            Event::CloseBegin(timeout) => {
                let bound = timeout.unwrap_or(Duration::ZERO) + evidence.tick();
                deadline.get_or_insert(entry.at + bound);
            }
            Event::Closed => {
                return match deadline {
                    Some(deadline) if entry.at <= deadline => Ok(()),
                    Some(deadline) => Err(Violation::new(
                        "I15 close bound",
                        Some(at),
                        format!("the producer ended at {}, by {deadline} was promised", entry.at),
                    )),
                    None => {
                        let text = "the producer ended, and nobody asked it to";
                        Err(Violation::new("I15 close bound", Some(at), text))
                    }
                };
            }
            _ => {}
        }
    }
    Err(Violation::new("I15 close bound", None, "the producer never ended"))
}
