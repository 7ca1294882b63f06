//! I19: per partition, producer id and epoch, the first batch has sequence 0 and each new one starts where the one before
//! it ends; a retry has the same sequence, count and bytes. Only a batch that a broker found too large may be cut up.

use std::collections::BTreeMap;

use kafka_records::Sequence;

use super::Violation;
use crate::evidence::{Evidence, Ledger};
use crate::history::{Batch, Event, Place, Verdict};

pub(super) fn check(evidence: &Evidence, _: &Ledger) -> Result<(), Violation> {
    let mut streams: BTreeMap<(Place, i64, i16), Stream> = BTreeMap::new();
    for (at, entry) in evidence.entries.iter().enumerate() {
        let broken = |text: String| Err(Violation::new("I19 sequence discipline", Some(at), text));
        match &entry.event {
            Event::SentBatch(batch) if evidence.scenario.producer.idempotence => {
                if batch.producer_id < 0 {
                    return broken(format!("{batch:?} has no producer id"));
                }
                let stream = streams.entry((batch.place, batch.producer_id, batch.epoch)).or_default();
                if let Err(text) = stream.sent(batch) {
                    return broken(text);
                }
            }
            Event::SentBatch(batch) if batch.producer_id >= 0 => {
                return broken(format!("{batch:?} has a producer id, and idempotence is off"));
            }
            Event::Judged { batch, verdict: Verdict::Rejected(MESSAGE_TOO_LARGE), .. } => {
                let stream = streams.entry((batch.place, batch.producer_id, batch.epoch)).or_default();
                stream.too_large.push((batch.sequence, batch.count));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The batches of one epoch of a producer in one partition.
#[derive(Default)]
struct Stream {
    next: i32,
    /// Count and bytes by sequence.
    known: BTreeMap<i32, Vec<(i32, u64)>>,
    /// Batches that a broker found too large.
    too_large: Vec<(i32, i32)>,
}

impl Stream {
    fn sent(&mut self, batch: &Batch) -> Result<(), String> {
        let known = self.known.entry(batch.sequence).or_default();
        if known.contains(&(batch.count, batch.body)) {
            return Ok(());
        }
        let is_part = |(first, count): &(i32, i32)| {
            let from = Sequence(batch.sequence).distance_from(Sequence(*first));
            from >= 0 && from + batch.count <= *count && batch.count < *count
        };
        if batch.sequence == self.next && known.is_empty() {
            self.next = Sequence(self.next).add(batch.count.unsigned_abs()).0;
        } else if self.too_large.iter().any(is_part) {
            // A child can be too large itself, and its part be sent again.
        } else if known.is_empty() {
            return Err(format!("{batch:?} is new, and {} is the next sequence", self.next));
        } else {
            return Err(format!(
                "{batch:?} is another than the one sent before under its sequence: {known:?}"
            ));
        }
        known.push((batch.count, batch.body));
        Ok(())
    }
}

const MESSAGE_TOO_LARGE: i16 = 10;
