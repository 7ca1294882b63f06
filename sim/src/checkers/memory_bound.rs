//! I17: the producer holds no more than `buffer.memory`, but for the output of sealing and splitting, and returns it all.

use super::Violation;
use kafka_producer::Compression;

use crate::evidence::{Evidence, Ledger};
use crate::history::{Event, Verdict};

pub(super) fn check(evidence: &Evidence, _: &Ledger) -> Result<(), Violation> {
    let mut bound = evidence.scenario.producer.buffer_memory as u64;
    if evidence.scenario.producer.compression != Compression::None {
        bound += sealing_slots(evidence);
    }
    let largest = largest_batch(evidence);
    for (at, entry) in evidence.entries.iter().enumerate() {
        match entry.event {
            // The children of a split are there before their parent goes.
            Event::Judged { verdict: Verdict::Rejected(MESSAGE_TOO_LARGE), .. } => bound += 2 * largest,
            Event::Memory { used, .. } if used > bound => {
                let text = format!("{used} bytes are in use, {bound} is the most");
                return Err(Violation::new("I17 memory bound", Some(at), text));
            }
            _ => {}
        }
    }
    let Some(stats) = evidence.stats else { return Ok(()) };
    for (what, left) in [
        ("bytes of buffer.memory are in use", stats.buffer_used_bytes),
        ("callers wait for memory", stats.waiting_for_memory),
        ("batches are incomplete", stats.incomplete_batches),
    ] {
        if left > 0 {
            let text = format!("at the end {left} {what}");
            return Err(Violation::new("I17 memory returns to zero", None, text));
        }
    }
    Ok(())
}

/// One job is run at a time: while its input is given to others its output is not there yet.
fn sealing_slots(evidence: &Evidence) -> u64 {
    largest_batch(evidence) + CODEC_BOUND
}

/// A batch is closed near `batch.size` or grows to `max.request.size` while it waits; where the estimate of the codec's
/// ratio was wrong, the requests tell.
fn largest_batch(evidence: &Evidence) -> u64 {
    let producer = &evidence.scenario.producer;
    let sent = evidence.entries.iter().filter_map(|entry| match &entry.event {
        Event::Sent(request) => Some(request.len),
        _ => None,
    });
    let largest = producer.max_request_size.max(producer.batch_size * 2).max(sent.max().unwrap_or(0));
    largest.min(producer.buffer_memory) as u64
}

const MESSAGE_TOO_LARGE: i16 = 10;
/// What a codec adds to a small batch that does not compress.
const CODEC_BOUND: u64 = 256;
