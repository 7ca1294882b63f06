//! The promises, one a file. Each checker reads the evidence and nothing else, and names the first event that breaks its
//! promise.

mod accounting_closed;
mod admission_bound;
mod bytes_intact;
mod close_bound;
mod completion_order;
mod delivery_bound;
mod flush;
mod in_flight;
mod liveness;
mod memory_bound;
mod no_acked_loss;
mod no_duplicate;
mod no_resurrection;
mod one_completion;
mod partition_order;
mod right_place;
mod sequence_discipline;
mod wire_validity;

#[cfg(test)]
mod corruption;

use std::fmt;

use crate::evidence::{Evidence, Ledger};

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The promise, by its number.
    pub invariant: &'static str,
    /// The first event of the history that breaks it, where there is one.
    pub at: Option<usize>,
    /// What happened.
    pub text: String,
}

impl Violation {
    /// A broken promise.
    pub(crate) fn new(invariant: &'static str, at: Option<usize>, text: impl Into<String>) -> Self {
        Self { invariant, at, text: text.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.text)?;
        if let Some(at) = self.at {
            write!(f, " (event {at})")?;
        }
        Ok(())
    }
}

type Check = fn(&Evidence, &Ledger) -> Result<(), Violation>;

/// Every checker. What stopped the run comes first: it is the cause of what the others find missing.
const CHECKS: &[Check] = &[
    liveness::ends,
    wire_validity::check,
    no_acked_loss::check,
    no_duplicate::check,
    no_resurrection::check,
    right_place::check,
    bytes_intact::check,
    partition_order::check,
    sequence_discipline::check,
    in_flight::check,
    one_completion::check,
    accounting_closed::check,
    completion_order::check,
    flush::check,
    delivery_bound::check,
    admission_bound::check,
    close_bound::check,
    memory_bound::check,
    liveness::check,
];

/// Checks every promise.
pub(crate) fn check(evidence: &Evidence) -> Result<(), Violation> {
    let ledger = Ledger::new(&evidence.entries);
    CHECKS.iter().try_for_each(|check| check(evidence, &ledger))
}
