//! Random values of every message and version, and record batches of every format, between the codecs and Kafka's own
//! classes, in both directions.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "differential/batches.rs"]
mod batches;
#[path = "../../kafka-records/tests/oracle/described.rs"]
mod described;
#[path = "../../kafka-protocol/tests/oracle/fields.rs"]
mod fields;
#[path = "differential/messages.rs"]
mod messages;
#[allow(dead_code, reason = "the tests of kafka-protocol use the rest")]
#[path = "../../kafka-protocol/tests/roundtrip/random.rs"]
mod random;
#[path = "../../kafka-records/tests/oracle/rebuilt.rs"]
mod rebuilt;
#[path = "../../kafka-protocol/tests/oracle/reread.rs"]
mod reread;
#[allow(dead_code, reason = "the tests of kafka-protocol use the rest")]
#[path = "../../kafka-protocol/tests/roundtrip/schema.rs"]
mod schema;

use std::process::ExitCode;

use interop::{Result, Scenario, Table, is_long, run_suite};

fn main() -> ExitCode {
    run_suite("differential", || Ok(()), SCENARIOS)
}

const SCENARIOS: &[Scenario<()>] = &[
    ("messages", |()| messages::run()),
    ("headers", |()| messages::headers()),
    ("batches", |()| batches::run()),
];

/// Values of each kind, version and direction.
fn values() -> u64 {
    if is_long() { 2_000 } else { 200 }
}

/// Prints the table; an error if anything differs.
fn judge(table: &Table) -> Result<String> {
    println!("{table}");
    let total = table.total();
    if total.mismatches > 0 {
        return Err(format!("{} of {} values differ", total.mismatches, total.values).into());
    }
    Ok(format!("{} values, no mismatch", total.values))
}
