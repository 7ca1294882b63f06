//! Every phase of a connection under every fault that could make a client wait for ever: how it ends, and when.
//!
//! Each row of the table runs twice: over TCP against the embedded broker, all rows at once, and without sockets in virtual
//! time, where the moment of the end is exact.
#![cfg(feature = "tls")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod observer;
mod row;
mod rows;
mod tcp;
mod virtual_time;

use std::sync::Arc;

use observer::Outcome;
use row::Row;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// R115, L29, R111, L21, R124.
#[test]
fn every_phase_ends_at_its_deadline_in_virtual_time() {
    let rows: Vec<Row> = rows::all().into_iter().filter(Row::runs_in_virtual_time).collect();
    let verdicts = rows.iter().map(|row| {
        let outcome = virtual_time::run(row);
        row.check(&outcome).and_then(|()| row.check_time(&outcome))
    });
    report(&rows, &verdicts.collect::<Vec<_>>());
}

/// R115, R111, L04, L16.
#[tokio::test]
async fn every_phase_ends_within_its_deadline_over_tcp() {
    let rows = rows::all();
    let identity = tcp::Identity::new();
    let turns = Arc::new(Semaphore::new(8));
    let mut running = JoinSet::new();
    for (index, row) in rows.iter().cloned().enumerate() {
        let (identity, turns) = (identity.clone(), Arc::clone(&turns));
        running.spawn(async move {
            let outcome = match tokio::time::timeout(2 * row::NEVER, tcp::run(&row, &identity, &turns)).await
            {
                Ok(outcome) => outcome,
                Err(_) => Outcome::hung(),
            };
            (index, row.check(&outcome))
        });
    }
    let mut verdicts: Vec<_> = running.join_all().await;
    verdicts.sort_by_key(|(index, _)| *index);
    report(&rows, &verdicts.into_iter().map(|(_, verdict)| verdict).collect::<Vec<_>>());
}

#[test]
fn the_table_has_rows_for_every_phase() {
    let rows = rows::all();
    assert!(rows.len() >= 150, "{} rows", rows.len());
    let mut names: Vec<String> = rows.iter().map(ToString::to_string).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), rows.len(), "no row is there twice");
}

/// Fails with the whole table if a row did not end as it should.
fn report(rows: &[Row], verdicts: &[Result<(), String>]) {
    assert_eq!(rows.len(), verdicts.len());
    if verdicts.iter().all(Result::is_ok) {
        return;
    }
    let lines = rows.iter().zip(verdicts).enumerate().map(|(number, (row, verdict))| {
        let verdict = verdict.as_ref().map_or_else(|wrong| format!("WRONG: {wrong}"), |()| "ok".to_owned());
        format!("{:>3} {row} {verdict}", number + 1)
    });
    let wrong = verdicts.iter().filter(|verdict| verdict.is_err()).count();
    panic!("{wrong} of {} rows are wrong:\n{}", rows.len(), lines.collect::<Vec<_>>().join("\n"));
}
